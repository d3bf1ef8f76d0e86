//! `recto revise`: shows what a changed questionnaire changes, then adds it as a version.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Failure, Outcome, common};
use crate::questionnaire::Questionnaire;
use crate::study::Study;
use crate::study::revision::{self, Map};
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
    /// What became of renamed or removed variables and codes (TOML)
    #[arg(long, conflicts_with = "add")]
    map: Option<PathBuf>,
    /// Add it as a further questionnaire, where the study holds none of its id
    #[arg(long)]
    add: bool,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    let new = common::read_questionnaire(&arguments.questionnaire, language)?;
    let mut study = common::open_study(&arguments.study, language)?;
    let held = study.questionnaires().any(|held| held.id == new.id);
    match (held, arguments.add) {
        (true, _) => revise(&mut study, &new, arguments.map.as_deref(), language)?,
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

fn revise(study: &mut Study, new: &Questionnaire, map: Option<&Path>, language: Language) -> Outcome {
    let bad_map = |path: &Path, detail: String| {
        let file = path.display().to_string();
        Failure::Input(text!(language, "study-revise-bad-map", file = file, detail = detail))
    };
    let read = |path| std::fs::read_to_string(path).map_err(|error| bad_map(path, error.to_string()));
    let text = map.map(read).transpose()?;
    let map = match (&text, map) {
        (Some(text), Some(path)) => Map::read(text).map_err(|detail| bad_map(path, detail))?,
        _ => Map::default(),
    };
    let current = study.questionnaire(&new.id).map_err(|error| common::failure(&error, language))?.clone();
    if current.source == new.source {
        println!("{}", text!(language, "study-revise-same", version = new.version.as_str()));
        return Ok(());
    }
    let revision = revision::compare_mapped(&current, new, &map);
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
    let keyings = study.keying_states(&new.id).map_err(|error| common::failure(&error, language))?;
    let sheets: BTreeSet<&str> = keyings.iter().map(|keying| keying.number.as_str()).collect();
    println!("{}", text!(language, "study-revise-keyed", sheets = sheets.len()));
    study.revise(new, text.as_deref(), None).map_err(|error| common::failure(&error, language))?;
    let (id, version) = (new.id.as_str(), new.version.as_str());
    println!("{}", text!(language, "study-revise-added", id = id, version = version));
    Ok(())
}
