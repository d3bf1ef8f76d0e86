//! `recto resolve`: applies decisions from a file.

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
    /// Which questionnaire, where the study holds several
    #[arg(long)]
    questionnaire: Option<String>,
    /// The decisions: sheet,variable,value[,line][,reason]
    decisions: PathBuf,
}

pub(crate) fn run(_arguments: Arguments, _language: Language) -> Outcome {
    Ok(())
}
