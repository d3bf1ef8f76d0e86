//! A small questionnaire and studies on it, for the tests of this room.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use crate::questionnaire::{
    Answer, Appearance, Choice, Field, FieldId, Missing, MissingCode, Page, PaperSize, Place, Questionnaire,
    Record, Repeat, Text, Value, Variable, VariableId, VariableType,
};
use crate::study::{Keying, KeyingId, Means, OperatorId, Pass, Resolution, Snapshot, Target};

pub(super) const NUMBER: FieldId = FieldId(0);
pub(super) const AGE: FieldId = FieldId(1);
pub(super) const ACTION: FieldId = FieldId(2);
pub(super) const REMARK: FieldId = FieldId(3);
pub(super) const EVENT: FieldId = FieldId(4);

fn text(words: &str) -> Text {
    Text(BTreeMap::from([("en".to_owned(), words.to_owned())]))
}

fn variable(name: &str, kind: VariableType, choices: &[&str], repeat: Option<usize>) -> Variable {
    let choice = |name: &&str| Choice {
        name: (*name).to_owned(),
        label: text(name),
        exclusive: false,
        filter: BTreeMap::new(),
    };
    Variable {
        name: name.to_owned(),
        number: String::new(),
        label: text(name),
        hint: Text::default(),
        short: Text::default(),
        kind,
        choices: choices.iter().map(choice).collect(),
        required: false,
        missing: vec![Missing::Blank, Missing::Illegible],
        relevant: None,
        constraint: None,
        choice_filter: None,
        calculation: None,
        repeat,
        page: 0,
        protection: Default::default(),
        appearance: Appearance::default(),
    }
}

/// A number with a check letter, an age, a multiple choice of three boxes, a remark and two lines of a
/// repeat with one column.
pub(super) fn questionnaire() -> Questionnaire {
    let number = VariableType::SheetNumber { digits: 4, check_letters: "ABCDEFGHJKLMNPRSTUVWXYZ".to_owned() };
    let remark = VariableType::Text { max_chars: 200, lines: 2 };
    Questionnaire {
        id: "sample".to_owned(),
        version: "1".to_owned(),
        title: text("Sample"),
        default_language: "en".to_owned(),
        languages: vec!["en".to_owned()],
        paper: PaperSize::A4,
        sheet_number: VariableId(0),
        sheets: Some((1, 4)),
        missing: vec![MissingCode {
            name: "NR".to_owned(),
            means: Missing::Blank,
            key: '.',
            number: Some(-99),
            stata: None,
            label: text("Blank"),
        }],
        variables: vec![
            variable("num", number, &[], None),
            variable("age", VariableType::Integer { digits: 3, negative: false }, &[], None),
            variable("action", VariableType::SelectMultiple, &["1", "2", "10"], None),
            variable("remark", remark, &[], None),
            variable("event", VariableType::Integer { digits: 2, negative: false }, &[], Some(0)),
        ],
        fields: [(0, 0), (1, 0), (2, 0), (3, 0), (4, 1), (4, 2)]
            .map(|(variable, line)| Field { variable: VariableId(variable), line })
            .to_vec(),
        pages: vec![Page::default()],
        repeats: vec![Repeat {
            name: "events".to_owned(),
            number: String::new(),
            label: text("Events"),
            lines: 2,
            columns: vec![VariableId(4)],
            relevant: None,
        }],
        checks: Vec::new(),
        indicators: Vec::new(),
        evaluation_order: (0..5).map(VariableId).collect(),
        source: String::new(),
        respondents: None,
        places: vec![
            Place::Single(FieldId(0)),
            Place::Single(FieldId(1)),
            Place::Single(FieldId(2)),
            Place::Single(FieldId(3)),
            Place::Lines { first: FieldId(4), step: 1, lines: 2 },
        ],
    }
}

pub(super) fn integer(number: i64) -> Answer {
    Answer::Value(Value::Integer(number))
}

pub(super) fn codes(codes: &[&str]) -> Answer {
    Answer::Value(Value::Codes(codes.iter().map(|code| (*code).to_owned()).collect()))
}

pub(super) fn words(words: &str) -> Answer {
    Answer::Value(Value::Text(words.to_owned()))
}

/// A finished keying of a sheet.
pub(super) fn keying(number: &str, pass: Pass, answers: &[(FieldId, Answer)]) -> Keying {
    let mut record = Record::empty(&questionnaire());
    record.field_mut(NUMBER).answer = words(number);
    for (field, answer) in answers {
        record.field_mut(*field).answer = answer.clone();
    }
    Keying {
        id: KeyingId(Uuid::nil()),
        number: number.to_owned(),
        pass,
        operator: OperatorId(Uuid::nil()),
        version: "1".to_owned(),
        started: Timestamp::UNIX_EPOCH,
        last_entry: Timestamp::UNIX_EPOCH,
        finished: Some(Timestamp::UNIX_EPOCH),
        imported: false,
        note: None,
        first_readings: Vec::new(),
        record: record.into(),
    }
}

pub(super) fn study(keyings: Vec<Keying>) -> Snapshot {
    let questionnaire = questionnaire();
    Snapshot {
        expected: questionnaire.expected_sheet_numbers(),
        keyings: keyings.into(),
        ..Snapshot::empty(Arc::new(questionnaire))
    }
}

/// A study with one sheet, `0001B`, keyed twice.
pub(super) fn pair(first: &[(FieldId, Answer)], second: &[(FieldId, Answer)]) -> Snapshot {
    study(vec![keying("0001B", Pass::First, first), keying("0001B", Pass::Second, second)])
}

/// A decision on sheet `0001B`.
pub(super) fn decide(study: &mut Snapshot, target: Target, means: Means) {
    study.resolutions.push(Resolution {
        id: Uuid::nil(),
        number: "0001B".to_owned(),
        target,
        means,
        reason: String::new(),
        operator: OperatorId(Uuid::nil()),
        at: Timestamp::UNIX_EPOCH,
    });
}

pub(super) fn on_field(variable: &str, answer: Answer) -> Target {
    Target::Field { variable: variable.to_owned(), line: 0, answer }
}

pub(super) fn on_box(choice: &str, ticked: bool) -> Target {
    Target::Box { variable: "action".to_owned(), line: 0, choice: choice.to_owned(), ticked }
}
