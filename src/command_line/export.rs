//! `recto export`: writes CSV or XLSX.

use std::path::PathBuf;

use super::Outcome;
use crate::texts::Language;

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// The file to write; its ending says the format
    #[arg(short, long)]
    output: PathBuf,
    /// final, first, second, resolutions or journal
    #[arg(long, default_value = "final")]
    what: String,
    /// excel-fr or open
    #[arg(long, default_value = "excel-fr")]
    preset: String,
    /// codes or labels
    #[arg(long, default_value = "codes")]
    values: String,
    /// Write over an existing file
    #[arg(long)]
    force: bool,
    /// Which questionnaire, where the study holds several
    #[arg(long)]
    questionnaire: Option<String>,
}

pub(crate) fn run(_arguments: Arguments, _language: Language) -> Outcome {
    Ok(())
}
