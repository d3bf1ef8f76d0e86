//! `recto compare`: differences between the two keyings.

use std::path::PathBuf;

use super::Outcome;
use crate::texts::Language;

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// One JSON document on standard output
    #[arg(long)]
    json: bool,
    /// Also write one row per differing cell to this file
    #[arg(long)]
    csv: Option<PathBuf>,
    /// Which questionnaire, where the study holds several
    #[arg(long)]
    questionnaire: Option<String>,
}

pub(crate) fn run(_arguments: Arguments, _language: Language) -> Outcome {
    Ok(())
}
