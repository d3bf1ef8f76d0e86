//! Practice sheets (DESIGN 8, end): made up for any survey, keepable by its own rules, keyed without a
//! stop, judged against what they say, and without a trace in a study.

use std::sync::Arc;

use recto::compare::checks::failing_checks;
use recto::compare::{compare, judge};
use recto::keying::invented::{InventedSheet, invented_sheets};
use recto::keying::replay::Replay;
use recto::keying::transcribe::transcribe;
use recto::keying::{Effect, Session, Signal, Stack};
use recto::questionnaire::{Answer, Level, Missing, Questionnaire, Value, read};
use recto::study::{Keying, KeyingId, OperatorId, Pass, Snapshot};

const SURVEYS: [&str; 3] = [
    include_str!("../../questionnaires/m2s-impact-2024.toml"),
    include_str!("../../questionnaires/satisfaction-evenement.toml"),
    include_str!("../data/whole.toml"),
];

fn survey(text: &str) -> Arc<Questionnaire> {
    Arc::new(read(text.as_bytes()).questionnaire.unwrap())
}

fn day() -> jiff::civil::Date {
    jiff::civil::date(2024, 12, 31)
}

fn sheets(questionnaire: &Arc<Questionnaire>, seed: u64, count: usize) -> Vec<InventedSheet> {
    let phrases = ["À bientôt !".to_owned(), "d'où vient le bus 12 ?".to_owned()];
    invented_sheets(questionnaire, seed, count, &phrases, day())
}

fn session(questionnaire: &Arc<Questionnaire>, sheets: &[InventedSheet]) -> Session {
    let expected = sheets.iter().map(|sheet| sheet.record.sheet_number(questionnaire).to_owned()).collect();
    Session::new(questionnaire.clone(), Stack { expected, ..Stack::default() }, None, day())
}

/// A record as a finished keying of one pass.
fn keying(questionnaire: &Questionnaire, sheet: &InventedSheet, pass: Pass) -> Keying {
    let number = sheet.record.sheet_number(questionnaire).to_owned();
    let at = jiff::Timestamp::UNIX_EPOCH;
    Keying {
        id: KeyingId(uuid::Uuid::from_u128(number.parse().unwrap_or(1))),
        number,
        pass,
        operator: OperatorId(uuid::Uuid::from_u128(if pass == Pass::First { 1 } else { 2 })),
        version: questionnaire.version.clone(),
        started: at,
        last_entry: at,
        finished: Some(at),
        imported: false,
        note: None,
        first_readings: Vec::new(),
        record: sheet.record.clone().into(),
    }
}

/// DESIGN 8: sheets of any survey can be keyed as they are, without one stop, and pass its hard checks;
/// one seed gives the same sheets always.
#[test]
fn made_up_sheets_keep_the_rules_of_any_survey() {
    for text in SURVEYS {
        let questionnaire = survey(text);
        for seed in 1..4 {
            let made = sheets(&questionnaire, seed, 10);
            assert_eq!(made, sheets(&questionnaire, seed, 10));
            let mut keyed = session(&questionnaire, &made);
            let mut replay = Replay::new(questionnaire.clone());
            for sheet in &made {
                let (_, effects) = transcribe(&mut keyed, &sheet.record).unwrap();
                assert!(!effects.contains(&Effect::Signal(Signal::Stopped)), "{}", questionnaire.id);
                assert!(effects.contains(&Effect::Signal(Signal::Finished)));
                for effect in &effects {
                    if let Effect::Keep(entry) = effect {
                        replay.take(entry);
                    }
                }
            }
            let result = judge(&questionnaire, made.iter().map(|sheet| &sheet.record), replay.finished());
            assert_eq!((result.sheets, result.mistakes.len()), (10, 0), "{:?}", result.mistakes);
            let mut snapshot = Snapshot::empty(questionnaire.clone());
            for pass in [Pass::First, Pass::Second] {
                snapshot.keyings.extend(made.iter().map(|sheet| keying(&questionnaire, sheet, pass)));
            }
            let compared = compare(&snapshot);
            let hard: Vec<_> =
                failing_checks(&snapshot, &compared).filter(|failure| failure.level == Level::Hard).collect();
            assert!(hard.is_empty(), "{hard:?}");
        }
    }
}

/// Practice is like real work: other sheets with another seed, blanks, two boxes ticked for one answer.
#[test]
fn made_up_sheets_are_like_real_ones() {
    let questionnaire = survey(SURVEYS[0]);
    let made = sheets(&questionnaire, 1, 60);
    assert_ne!(made, sheets(&questionnaire, 2, 60));
    let numbers: std::collections::BTreeSet<&str> =
        made.iter().map(|sheet| sheet.record.sheet_number(&questionnaire)).collect();
    assert_eq!(numbers.len(), 60);
    let share = |which: &dyn Fn(&Answer) -> bool| {
        let all = made.iter().flat_map(|sheet| &sheet.record.fields);
        let keyed = all.clone().filter(|field| field.answer.is_keyed()).count();
        all.filter(|field| which(&field.answer)).count() as f64 / keyed as f64
    };
    let blank = share(&|answer| *answer == Answer::Missing(Missing::Blank));
    assert!((0.01..0.25).contains(&blank), "{blank}");
    assert!(share(&|answer| *answer == Answer::Missing(Missing::Illegible)) > 0.0);
    for sheet in &made {
        for (field, crosses) in &sheet.crosses {
            assert_eq!(*sheet.record.answer(*field), Answer::Missing(Missing::Illegible));
            assert_eq!(crosses.len(), 2, "two crosses, for one answer");
        }
    }
}

/// A mistake is found where it was made, and counted by kind; a text equal after normalisation is none.
#[test]
fn mistakes_are_found_where_they_were_made() {
    let questionnaire = survey(SURVEYS[0]);
    let made = sheets(&questionnaire, 5, 4);
    let mut keyed: Vec<_> = made.iter().map(|sheet| sheet.record.clone()).collect();
    let of = |name: &str| questionnaire.field_of(questionnaire.variable_by_name(name).unwrap(), 0).unwrap();
    let sex = of("sexe");
    let other = if *keyed[1].answer(sex) == Answer::Value(Value::Code("1".into())) { "2" } else { "1" };
    keyed[1].field_mut(sex).answer = Answer::Value(Value::Code(other.into()));
    for record in &mut keyed {
        for field in &mut record.fields {
            if let Answer::Value(Value::Text(text)) = &mut field.answer {
                *text = text.replace('\'', "’");
            }
        }
    }
    let result = judge(&questionnaire, made.iter().map(|sheet| &sheet.record), keyed.iter());
    assert_eq!(result.mistakes.len(), 1, "{:?}", result.mistakes);
    assert_eq!(result.mistakes[0].cell.field, sex);
    let number = made[1].record.sheet_number(&questionnaire);
    assert_eq!(result.to_look_at(), [(number, 1)]);
    assert_eq!(result.by_kind().iter().map(|(_, count)| count).sum::<usize>(), 1);
    assert_eq!(result.per_thousand(), Some(1000.0 / result.cells as f64));
}
