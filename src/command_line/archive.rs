//! `recto archive`: the raw material of a study in one zip.

use std::ops::ControlFlow;
use std::path::PathBuf;

use super::common::{choose_questionnaire, failure, open_study_to_read};
use super::{Failure, Outcome};
use crate::export::archive::{self, Material};
use crate::text;
use crate::texts::Language;

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// The zip to write
    #[arg(short, long)]
    output: PathBuf,
    /// Write over an existing file
    #[arg(long)]
    force: bool,
    /// Which questionnaire, where the study holds several
    #[arg(long)]
    questionnaire: Option<String>,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    let study = open_study_to_read(&arguments.study, language)?;
    let fail = |error| failure(&error, language);
    let questionnaire = choose_questionnaire(&study, arguments.questionnaire.as_deref(), language)?;
    let snapshot = study.snapshot(&questionnaire.id).map_err(fail)?;
    let versions = study.versions(&questionnaire.id).map_err(fail)?;
    let mut journal = Vec::new();
    let all = |line| {
        journal.push(line);
        ControlFlow::Continue(())
    };
    study.journal(&questionnaire.id, all).map_err(fail)?;
    let material = Material { snapshot: &snapshot, journal: &journal, versions: &versions };
    let files = archive::write(&material, &arguments.output, arguments.force)
        .map_err(|error| Failure::CouldNot(error.text(language)))?;
    let path = arguments.output.display().to_string();
    println!("{}", text!(language, "archive-done", path = path, files = files));
    eprintln!("{}", text!(language, "archive-not-public"));
    Ok(())
}
