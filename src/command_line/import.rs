//! `recto import`: takes a keying made elsewhere.

use std::path::PathBuf;

use super::Outcome;
use crate::texts::Language;

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// Who does it
    #[arg(long)]
    operator: String,
    /// first or second
    #[arg(long, value_enum)]
    pass: crate::study::Pass,
    /// Column of the file that names the operator of each sheet
    #[arg(long)]
    operator_column: Option<String>,
    /// Take what can be taken and list the rest
    #[arg(long, conflicts_with = "as_is")]
    partial: bool,
    /// Keep unknown codes and impossible values, flagged
    #[arg(long)]
    as_is: bool,
    /// Which questionnaire, where the study holds several
    #[arg(long)]
    questionnaire: Option<String>,
    /// The file
    file: PathBuf,
}

pub(crate) fn run(_arguments: Arguments, _language: Language) -> Outcome {
    Ok(())
}
