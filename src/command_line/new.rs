//! `recto new`: makes an empty study.

use std::path::PathBuf;

use super::{Outcome, common};
use crate::study::{Station, Study};
use crate::text;
use crate::texts::Language;

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// The questionnaire file (TOML)
    #[arg(short, long)]
    questionnaire: PathBuf,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    let questionnaire = common::read_questionnaire(&arguments.questionnaire, language)?;
    let study = Study::create(&arguments.study, &questionnaire, &Station::of_this_machine())
        .map_err(|error| common::failure(&error, language))?;
    for warning in study.warnings() {
        eprintln!("{}", warning.text(language));
    }
    common::close_study(study, language)?;
    let path = arguments.study.display().to_string();
    let (id, version) = (questionnaire.id, questionnaire.version);
    println!("{}", text!(language, "study-new-done", path = path, id = id, version = version));
    Ok(())
}
