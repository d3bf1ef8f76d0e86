//! Keying promises on whole stacks: recordings give the records they were made from (DESIGN 8, 13, 14).

use std::collections::HashMap;
use std::process::{Command, Stdio};
use std::sync::Arc;

use proptest::prelude::*;
use recto::keying::key::write_recording;
use recto::keying::transcribe::{finished, transcribe};
use recto::keying::{Key, Session, Stack};
use recto::questionnaire::{
    Answer, FieldId, Missing, Origin, PartialDate, Questionnaire, Record, Value, VariableType, YearStyle,
    read,
};
use recto::study::import::{Reading, read_file};
use recto::study::{Pass, Study};

use super::floor::floor_of;

const M2S: &str = include_str!("../../questionnaires/m2s-impact-2024.toml");
const CARD: &str = include_str!("../../questionnaires/satisfaction-evenement.toml");
const PAPER: &[u8] = include_bytes!("../../questionnaires/m2s-impact-2024/truth.csv");

fn questionnaire(text: &str) -> Arc<Questionnaire> {
    Arc::new(read(text.as_bytes()).questionnaire.unwrap())
}

fn day() -> jiff::civil::Date {
    jiff::civil::date(2024, 12, 31)
}

fn paper(questionnaire: &Questionnaire) -> Vec<Record> {
    let reading = Reading { operator_column: None, as_is: false, today: day() };
    let file = read_file(questionnaire, &reading, PAPER);
    assert_eq!(file.problems, [], "the paper's answers are all possible");
    file.sheets.into_iter().map(|sheet| sheet.record).collect()
}

/// What a keying can say of a record from a file: an empty cell is a blank, and how an answer came to be
/// or was flagged is the keying's own.
fn keyable(record: &Record) -> Vec<Answer> {
    record
        .fields
        .iter()
        .map(|field| match &field.answer {
            Answer::Missing(Missing::EmptyInFile) => Answer::Missing(Missing::Blank),
            Answer::NotApplicable => Answer::NotKeyed,
            Answer::Value(Value::Codes(codes)) if codes.is_empty() => Answer::Missing(Missing::Blank),
            answer => answer.clone(),
        })
        .collect()
}

fn stack_of(questionnaire: &Questionnaire) -> Stack {
    Stack { expected: questionnaire.expected_sheet_numbers(), ..Stack::default() }
}

/// Plays a recording through the program and gives back the records by sheet number.
fn key_by_program(toml: &str, keys: &[Key]) -> (Arc<Questionnaire>, HashMap<String, Record>) {
    let folder = tempfile::tempdir().unwrap();
    let (study, form) = (folder.path().join("s.recto"), folder.path().join("q.toml"));
    let recording = folder.path().join("keys.txt");
    std::fs::write(&form, toml).unwrap();
    std::fs::write(&recording, write_recording(keys)).unwrap();
    let recto = |arguments: &[&str]| {
        let done =
            Command::new(env!("CARGO_BIN_EXE_recto")).args(arguments).stdin(Stdio::null()).output().unwrap();
        assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    };
    let (study, form, recording) =
        (study.to_str().unwrap(), form.to_str().unwrap(), recording.to_str().unwrap());
    recto(&["new", study, "-q", form]);
    recto(&["key", study, "--operator", "Amina", "--pass", "first", "--keys", recording]);
    let study = Study::open_read_only(study.as_ref()).unwrap();
    let definition = study.questionnaires().next().unwrap().clone();
    let snapshot = study.snapshot(&definition.id).unwrap();
    assert!(snapshot.keyings.iter().all(|keying| keying.pass == Pass::First));
    let records = snapshot
        .keyings
        .iter()
        .filter(|keying| keying.finished.is_some())
        .map(|keying| (keying.number.clone(), keying.record.read().into_owned()))
        .collect();
    (definition, records)
}

/// The survey's 148 sheets, typed through `recto key`, come back as they were; and a practised keyer
/// needs at most 1.05 times the keys that are the floor (DESIGN 14).
#[test]
fn the_whole_stack_of_the_survey() {
    let questionnaire = questionnaire(M2S);
    let mut session = Session::new(questionnaire.clone(), stack_of(&questionnaire), None, day());
    let (mut keys, mut floor) = (Vec::new(), 0);
    let paper = paper(&questionnaire);
    for record in &paper {
        let (sheet_keys, effects) = transcribe(&mut session, record).unwrap();
        assert!(finished(&effects), "{}", record.sheet_number(&questionnaire));
        floor += floor_of(&questionnaire, record);
        keys.extend(sheet_keys);
    }
    let share = keys.len() as f64 / floor as f64;
    println!(
        "keys per sheet {:.1}, floor {:.1}, ratio {share:.3}",
        keys.len() as f64 / 148.0,
        floor as f64 / 148.0
    );
    assert!(share <= 1.05, "{} keys for a floor of {floor}", keys.len());
    let (definition, kept) = key_by_program(M2S, &keys);
    assert_eq!(kept.len(), 148);
    for record in &paper {
        let number = record.sheet_number(&definition);
        let (wanted, found) = (keyable(record), keyable(&kept[number]));
        for field in definition.field_ids() {
            let name = &definition.field_variable(field).name;
            // A question left empty in the file although it applies is a blank said by the keyer.
            let at = usize::from(field.0);
            assert_eq!(found[at], wanted[at], "sheet {number}, {name}");
        }
        assert!(kept[number].fields.iter().all(|field| field.origin == Origin::Keyed));
    }
}

/// 200 random sheets of another questionnaire, with every kind of question and answer.
#[test]
fn random_sheets_of_another_questionnaire() {
    let questionnaire = questionnaire(CARD);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let expected = questionnaire.expected_sheet_numbers();
    let mut session = Session::new(questionnaire.clone(), stack_of(&questionnaire), None, day());
    let (mut keys, mut targets) = (Vec::new(), HashMap::new());
    for number in expected.iter().take(200) {
        let target = any_record(&questionnaire, number)
            .new_tree(&mut runner)
            .map(|tree| proptest::strategy::ValueTree::current(&tree))
            .unwrap();
        let (sheet_keys, effects) = transcribe(&mut session, &target).unwrap_or_else(|refused| {
            let name = &questionnaire.field_variable(refused.field).name;
            let stands = session.record().answer(refused.field);
            panic!(
                "sheet {number}, {name}: {:?}, {stands:?}, {:?}",
                target.answer(refused.field),
                session.mode()
            )
        });
        assert!(finished(&effects), "sheet {number}");
        keys.extend(sheet_keys);
        targets.insert(number.clone(), target);
    }
    let (definition, kept) = key_by_program(CARD, &keys);
    assert!(kept.len() == targets.len() && kept.len() >= 99, "{} sheets", kept.len());
    for (number, target) in &targets {
        let found = &kept[number];
        for field in definition.field_ids() {
            let (wanted, found) = (target.answer(field), found.answer(field));
            let left = matches!(
                (wanted, found),
                (Answer::NotKeyed, Answer::NotApplicable | Answer::Missing(Missing::Blank))
            );
            assert!(
                wanted == found || left,
                "{number} {}: {wanted:?} {found:?}",
                definition.field_variable(field).name
            );
        }
    }
}

/// Any answers that a paper could hold: values, missing codes, nothing.
fn any_record(questionnaire: &Arc<Questionnaire>, number: &str) -> impl Strategy<Value = Record> + use<> {
    let questionnaire = questionnaire.clone();
    let number = number.to_owned();
    let answers: Vec<BoxedStrategy<Answer>> =
        questionnaire.field_ids().map(|field| any_answer(&questionnaire, field)).collect();
    answers.prop_map(move |answers| {
        let mut record = Record::empty(&questionnaire);
        for (field, answer) in questionnaire.field_ids().zip(answers) {
            record.field_mut(field).answer = answer;
        }
        let at = questionnaire.sheet_number_field().unwrap();
        record.field_mut(at).answer = Answer::Value(Value::Text(number.clone()));
        // Lines of a table are filled from the top: an empty first cell ends it.
        let mut ended = false;
        for field in questionnaire.field_ids() {
            let place = questionnaire.field(field);
            let Some(repeat) = questionnaire.field_variable(field).repeat else { continue };
            let first = questionnaire.repeats[repeat].columns[0] == place.variable;
            ended = if place.line == 1 && first { false } else { ended };
            ended |= first && matches!(record.answer(field), Answer::Missing(_));
            if ended {
                record.field_mut(field).answer = Answer::NotKeyed;
            }
        }
        record
    })
}

fn years(style: YearStyle) -> std::ops::Range<i16> {
    match style {
        YearStyle::Printed(year) => year..year + 1,
        // Two boxes say the century that the constraint allows; a keyer is asked for others.
        YearStyle::Two => 2001..2099,
        YearStyle::Full => 1850..2150,
    }
}

fn any_answer(questionnaire: &Questionnaire, field: FieldId) -> BoxedStrategy<Answer> {
    let variable = questionnaire.field_variable(field).clone();
    let missing = Just(Answer::Missing(Missing::Blank)).boxed();
    let value = match variable.kind.clone() {
        VariableType::Integer { digits, negative } => {
            let most = 10_i64.pow(u32::from(digits.clamp(1, 6))) - 1;
            let least = if negative { -most } else { 0 };
            (least..=most).prop_map(Value::Integer).boxed()
        }
        VariableType::Decimal { digits, decimals, .. } => {
            let most = 10_i64.pow(u32::from(digits.clamp(1, 5) + decimals)) - 1;
            (0..=most)
                .prop_map(move |number| {
                    Value::Decimal(rust_decimal::Decimal::new(number, u32::from(decimals)).normalize())
                })
                .boxed()
        }
        VariableType::Text { max_chars, .. } => {
            let most = (max_chars as usize).min(60);
            proptest::string::string_regex(&format!(
                "[a-zà-ÿA-Z0-9«»’<>#;\"=][a-zà-ÿ0-9 '+./*-]{{1,{}}}[a-z]",
                most - 2
            ))
            .unwrap()
            .prop_map(Value::Text)
            .boxed()
        }
        VariableType::Date { year } => (1_u8..29, 1_u8..13, years(year))
            .prop_map(|(day, month, year)| Value::Date(PartialDate { year, month, day }))
            .boxed(),
        VariableType::Month { year } => {
            (years(year), 1_u8..13).prop_map(|(year, month)| Value::Month { year, month }).boxed()
        }
        VariableType::Time => {
            (0_u8..24, 0_u8..60).prop_map(|(hour, minute)| Value::Time { hour, minute }).boxed()
        }
        VariableType::SelectOne => {
            let codes: Vec<String> = variable.choices.iter().map(|choice| choice.name.clone()).collect();
            proptest::sample::select(codes).prop_map(Value::Code).boxed()
        }
        VariableType::SelectMultiple => {
            let codes: Vec<String> = variable.choices.iter().map(|choice| choice.name.clone()).collect();
            let most = codes.len();
            proptest::sample::subsequence(codes, 1..=most).prop_map(Value::Codes).boxed()
        }
        VariableType::SheetNumber { .. } | VariableType::Calculate => return Just(Answer::NotKeyed).boxed(),
    };
    prop_oneof![6 => value.prop_map(Answer::Value), 1 => missing].boxed()
}
