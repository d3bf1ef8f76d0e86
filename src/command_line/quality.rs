//! `recto quality`: how good the data are, in words, as JSON, on one printed page or in a workbook.

use std::path::PathBuf;

use super::common::{choose_questionnaire, failure, open_study_to_read};
use super::{Failure, Outcome};
use crate::compare::compare;
use crate::compare::quality::Quality;
use crate::export::quality_page::{QualityPage, Source};
use crate::export::{quality_files, quality_json};
use crate::texts::Language;

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// One JSON document on standard output
    #[arg(long)]
    json: bool,
    /// Also write the page to this file: .html (one printed page) or .xlsx
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// Write over a file that exists
    #[arg(long)]
    force: bool,
    /// Which questionnaire, where the study holds several
    #[arg(long)]
    questionnaire: Option<String>,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    let study = open_study_to_read(&arguments.study, language)?;
    let questionnaire = choose_questionnaire(&study, arguments.questionnaire.as_deref(), language)?;
    let snapshot = study.snapshot(&questionnaire.id).map_err(|error| failure(&error, language))?;
    let comparison = compare(&snapshot);
    let quality = Quality::of(&snapshot, &comparison);
    let source =
        |names| Source { snapshot: &snapshot, comparison: &comparison, quality: &quality, names, language };
    if let Some(path) = &arguments.output {
        // What leaves the house names nobody.
        quality_files::write(&source(false), path, arguments.force).map_err(|error| match error {
            crate::export::ExportError::UnknownEnding { .. } => {
                Failure::Usage(crate::text!(language, "quality-endings", known = quality_files::ENDINGS))
            }
            error => Failure::CouldNot(error.text(language)),
        })?;
    }
    if arguments.json {
        println!("{:#}", quality_json::document(&snapshot, &comparison, &quality));
    } else {
        for line in QualityPage::of(&source(true)).lines(language) {
            println!("{line}");
        }
    }
    Ok(())
}
