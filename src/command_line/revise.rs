//! `recto revise`: shows what a changed questionnaire changes, then adds it as a version.

use std::path::PathBuf;

use super::{Failure, Outcome, common};
use crate::questionnaire::Questionnaire;
use crate::study::{Study, revision};
use crate::text;
use crate::texts::Language;

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// The changed questionnaire file (TOML)
    #[arg(short, long)]
    questionnaire: PathBuf,
    /// Add it as a further questionnaire, where the study holds none of its id
    #[arg(long)]
    add: bool,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    let new = common::read_questionnaire(&arguments.questionnaire, language)?;
    let mut study = common::open_study(&arguments.study, language)?;
    let held = study.questionnaires().any(|held| held.id == new.id);
    match (held, arguments.add) {
        (true, _) => revise(&mut study, &new, language)?,
        (false, true) => {
            study.add_questionnaire(&new, None).map_err(|error| common::failure(&error, language))?;
            println!("{}", text!(language, "study-revise-further", id = new.id));
        }
        (false, false) => {
            let known: Vec<&str> = study.questionnaires().map(|held| held.id.as_str()).collect();
            let known = known.join(", ");
            return Err(Failure::Input(text!(language, "study-revise-not-held", id = new.id, known = known)));
        }
    }
    common::close_study(study, language)
}

fn revise(study: &mut Study, new: &Questionnaire, language: Language) -> Outcome {
    let current = study.questionnaire(&new.id).map_err(|error| common::failure(&error, language))?.clone();
    if current.source == new.source {
        println!("{}", text!(language, "study-revise-same", version = new.version.as_str()));
        return Ok(());
    }
    let revision = revision::compare(&current, new);
    if !revision.changes.is_empty() {
        println!("{}", text!(language, "study-revise-changes"));
    }
    for change in &revision.changes {
        println!("  + {}", change.text(language));
    }
    if !revision.is_free() {
        println!("{}", text!(language, "study-revise-refusals"));
        for refusal in &revision.refusals {
            println!("  - {}", refusal.text(language));
        }
        return Err(Failure::Input(text!(language, "study-revise-refused")));
    }
    if revision.changes.is_empty() {
        println!("{}", text!(language, "study-revise-none"));
    }
    study.revise(new, None).map_err(|error| common::failure(&error, language))?;
    let (id, version) = (new.id.as_str(), new.version.as_str());
    println!("{}", text!(language, "study-revise-added", id = id, version = version));
    Ok(())
}
