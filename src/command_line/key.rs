//! `recto key`: plays a recording of keystrokes.

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
    /// The recording; standard input otherwise
    #[arg(long)]
    keys: Option<PathBuf>,
    /// Which questionnaire, where the study holds several
    #[arg(long)]
    questionnaire: Option<String>,
}

pub(crate) fn run(_arguments: Arguments, _language: Language) -> Outcome {
    Ok(())
}
