//! What the study file promises, as far as it needs to look inside; tests with processes and disks of
//! their own stand in `tests/promises/study.rs`.

mod carrying;
mod declaring;
mod erasing;
mod files;
mod keeping;
mod keyings;
mod pace;
mod packing;
mod revisions;
mod writing;

use std::path::PathBuf;

use super::*;
use crate::keying::{Cause, Entry};
use crate::questionnaire::{self, Answer, FieldId, Origin, Questionnaire, Value};

const SMALL: &str = include_str!("../../../tests/promises/study/small.toml");

/// The questionnaire with some of its text replaced.
fn changed(replacements: &[(&str, &str)]) -> Questionnaire {
    let mut text = SMALL.to_owned();
    for (old, new) in replacements {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, new);
    }
    questionnaire::read(text.as_bytes()).questionnaire.unwrap()
}

fn small() -> Questionnaire {
    changed(&[])
}

fn station() -> Station {
    Station::new("desk")
}

/// A new study in a folder of its own.
fn new_study() -> (tempfile::TempDir, PathBuf, Study) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.recto");
    let study = Study::create(&path, &small(), &station()).unwrap();
    (folder, path, study)
}

fn field(questionnaire: &Questionnaire, name: &str) -> FieldId {
    questionnaire.field_of(questionnaire.variable_by_name(name).unwrap(), 0).unwrap()
}

fn answer(name: &str, value: Value) -> Entry {
    answer_in(&small(), name, Answer::Value(value))
}

fn answer_in(questionnaire: &Questionnaire, name: &str, answer: Answer) -> Entry {
    let field = field(questionnaire, name);
    Entry::Answer { field, answer, kept: false, origin: Origin::Keyed, cause: Cause::Typed }
}

fn open(number: &str) -> Entry {
    Entry::Open { number: number.to_owned(), kept: false }
}

fn keep_all(study: &mut Study, session: SessionId, entries: &[Entry]) {
    for entry in entries {
        study.keep(session, entry).unwrap();
    }
}

fn answer_of<'a>(keying: &'a Keying, name: &str) -> &'a Answer {
    keying.record.answer(field(&small(), name))
}
