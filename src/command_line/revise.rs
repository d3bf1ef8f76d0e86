//! `recto revise`: shows what a changed questionnaire changes, then adds it as a version.

use std::path::PathBuf;

use super::Outcome;
use crate::texts::Language;

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// The changed questionnaire file (TOML)
    #[arg(short, long)]
    questionnaire: PathBuf,
}

pub(crate) fn run(_arguments: Arguments, _language: Language) -> Outcome {
    Ok(())
}
