//! What the tests of keying share: a form with every kind of question, sessions on it, what a session says
//! in one line, and the record that its entries amount to. What is tested stands in the files below.

mod features;
mod random;
mod sheets;
mod table;

use std::sync::Arc;

use super::key::read_recording;
use super::replay::Replay;
use super::transcribe::transcribe;
use super::{
    Aside, Effect, Entry, Key, Mode, NumberProblem, NumberState, Refusal, Session, Signal, Stack, Stop,
};
use crate::questionnaire::{
    Answer, FieldId, Missing, Origin, Questionnaire, Record, Value, Variable, VariableType, read,
};

/// Every kind of question there is; its long list is filled with [`communes`].
const FORM: &str = include_str!("tests/form.toml");

/// The rest of a sheet blank, page by page, from any of its questions to its last line.
const REST_BLANK: &str = "<f6><f6><f6><f6><f6><f6><f6><f6>";

/// 500 choices, by code and name.
fn communes() -> String {
    let names = ["Saint-Étienne", "Saint-Rémy", "Marseille", "La Ciotat", "Martigues", "Œuilly", "Étrépagny"];
    let communes = (0..500).map(|at| {
        let name = names.get(at).map_or_else(|| format!("Village {at}"), |name| (*name).to_owned());
        format!("{{ name = \"{}\", label = \"{name}\" }}", at + 1)
    });
    communes.collect::<Vec<_>>().join(", ")
}

fn read_form(text: &str) -> Arc<Questionnaire> {
    let reading = read(text.replace("@communes@", &communes()).as_bytes());
    assert_eq!(reading.diagnostics, [], "the form of these tests is sound");
    Arc::new(reading.questionnaire.unwrap())
}

fn form() -> Arc<Questionnaire> {
    static FORM_READ: std::sync::LazyLock<Arc<Questionnaire>> = std::sync::LazyLock::new(|| read_form(FORM));
    FORM_READ.clone()
}

fn day() -> jiff::civil::Date {
    jiff::civil::date(2024, 12, 1)
}

fn session() -> Session {
    let questionnaire = form();
    let expected = questionnaire.expected_sheet_numbers();
    Session::new(questionnaire, Stack { expected, ..Stack::default() }, None, day())
}

fn keys_of(recording: &str) -> Vec<Key> {
    read_recording(recording).unwrap()
}

/// What a field is called: `age`, `visit_code.2`.
fn name(questionnaire: &Questionnaire, field: FieldId) -> String {
    let line = questionnaire.field(field).line;
    let name = &questionnaire.field_variable(field).name;
    if line > 0 { format!("{name}.{line}") } else { name.clone() }
}

/// What a session waits for, and where: mode, cursor, typed.
fn waits(session: &Session) -> String {
    let mode = match session.mode() {
        Mode::Field => "",
        Mode::Stopped(_) => "STOP ",
        Mode::Century { .. } => "CENTURY ",
        Mode::GoTo(_) => "GOTO ",
        Mode::Note(_) => "NOTE ",
        Mode::Declare { .. } => "DECLARE ",
        Mode::Fetching => "FETCHING ",
        Mode::ConfirmBlank => "BLANK? ",
        Mode::End => "END ",
        Mode::Paused => "PAUSED ",
    };
    let cursor = name(session.questionnaire(), session.cursor());
    format!("{mode}{cursor}:{}", session.typed_glance().replace('\n', "\\n"))
}

/// What the session says in one line: what it waits for, and the answers given so far.
fn said(session: &Session) -> String {
    let questionnaire = session.questionnaire();
    let answers: Vec<String> = questionnaire
        .field_ids()
        .filter(|field| *session.record().answer(*field) != Answer::NotKeyed)
        .map(|field| {
            let place = session.record().field(field);
            let kept = if place.kept { "!" } else { "" };
            format!("{}={}{kept}", name(questionnaire, field), written(questionnaire, &place.answer))
        })
        .collect();
    format!("{} | {}", waits(session), answers.join(" "))
}

fn written(questionnaire: &Questionnaire, answer: &Answer) -> String {
    match answer {
        Answer::NotKeyed => "?".to_owned(),
        Answer::NotApplicable => "NA".to_owned(),
        Answer::Missing(missing) => questionnaire.missing_code(*missing).unwrap().name.clone(),
        Answer::Value(Value::Codes(codes)) => codes.join("+"),
        Answer::Value(Value::AsWritten(text)) => format!("'{text}'"),
        Answer::Value(value) => value.neutral_text(),
    }
}

/// What the entries asked for amount to.
fn journal(questionnaire: &Arc<Questionnaire>, effects: &[Effect]) -> Replay {
    let mut replay = Replay::new(questionnaire.clone());
    for effect in effects {
        if let Effect::Keep(entry) = effect {
            replay.take(entry);
        }
    }
    replay
}

/// The sheet under the hands, made again from the journal; none before its first entry.
fn kept(session: &Session, replay: &Replay) -> Option<(Record, Option<String>, Aside)> {
    replay.sheet(session.shelf.keying(session.sheet.own?)?)
}

/// The journal is enough to make the sheet under the hands again.
fn assert_replays(session: &Session, effects: &[Effect], what: &str) {
    if let Some((record, note, aside)) = kept(session, &journal(session.questionnaire(), effects)) {
        assert_eq!(record, *session.record(), "journal: {what}");
        assert_eq!((note.as_deref(), &aside), (session.sheet_note(), session.aside()), "journal: {what}");
    }
}
