//! Verifying, constants, answers put aside, long lists: through the real study file and the program
//! (DESIGN 5.1, 5.3, 5.5, 8).

use std::sync::Arc;

use recto::compare::{compare, normalise};
use recto::keying::key::read_recording;
use recto::keying::{Effect, FirstKeying, Key, Mode, Session, Stop};
use recto::questionnaire::{
    Answer, FieldId, Missing, Origin, Questionnaire, Record, Value, normal_form, read,
};
use recto::study::{FirstReading, Pass, Plan, SecondPass, SessionId, Station, Study, TakenKeying};

const HEAD: &str = r#"
[questionnaire]
id = "towns"
version = "1"
title = "Communes"
default_language = "fr"
paper = "A4"
sheet_number = "num"
sheets = "1-30"
[missing.NR]
means = "blank"
key = "."
label = "Vide"
[missing.ILL]
means = "illegible"
key = "-"
label = "Illisible"
[choices]
yes_no = [{ name = "1", label = "Oui" }, { name = "2", label = "Non" }]
"#;

const PAGE: &str = r#"
[[page]]
[[page.item]]
kind = "question"
name = "num"
type = "sheet_number"
digits = 2
label = "Fiche"
[[page.item]]
kind = "question"
name = "town"
number = "1"
type = "select_one"
choices = "town"
label = "Commune"
[[page.item]]
kind = "question"
name = "moved"
number = "2"
type = "select_one"
choices = "yes_no"
label = "A déménagé"
[[page.item]]
kind = "question"
name = "age"
number = "3"
type = "integer"
digits = 3
label = "Âge"
hint = "ans"
relevant = "${moved} = 1"
constraint = ". <= 110"
[[page.item]]
kind = "question"
name = "why"
number = "4"
type = "text"
label = "Pourquoi"
"#;

const TOWN: FieldId = FieldId(1);
const MOVED: FieldId = FieldId(2);
const AGE: FieldId = FieldId(3);
const WHY: FieldId = FieldId(4);

/// A questionnaire with 500 towns, as they might be called.
pub fn communes() -> String {
    let first = ["Saint", "Val", "Mont", "Bois", "Roche", "Fontaine", "Ville", "Châtel", "Pont", "Puy"];
    let second =
        ["Étienne", "Rémy", "Clair", "Neuf", "Vieux", "sur-Mer", "la-Forêt", "d’Or", "Martin", "Jean"];
    let mut towns = String::from("town = [\n");
    for at in 0..500 {
        let (one, other, more) = (first[at % 10], second[at / 10 % 10], at / 100);
        let more = ["", "-le-Haut", "-le-Bas", "-les-Eaux", "-sous-Bois"][more];
        towns.push_str(&format!("  {{ name = \"{:05}\", label = \"{one}-{other}{more}\" }},\n", 13_001 + at));
    }
    format!("{HEAD}{towns}]\n{PAGE}")
}

fn questionnaire() -> Arc<Questionnaire> {
    let reading = read(communes().as_bytes());
    assert_eq!(reading.diagnostics, []);
    Arc::new(reading.questionnaire.unwrap())
}

fn day() -> jiff::civil::Date {
    jiff::civil::date(2024, 12, 1)
}

/// A study whose sheet 01 was keyed first by Amina.
fn study(folder: &std::path::Path, plan: Plan, answers: &[(FieldId, Answer)]) -> Study {
    let questionnaire = questionnaire();
    let mut study = Study::create(&folder.join("s.recto"), &questionnaire, &Station::new("test")).unwrap();
    let mut record = Record::empty(&questionnaire);
    record.field_mut(FieldId(0)).answer = Answer::Value(Value::Text("01".into()));
    for (field, answer) in answers {
        record.field_mut(*field).answer = answer.clone();
    }
    let operator = study.operator("Amina").unwrap().id;
    let taken = TakenKeying { number: "01".into(), number_kept: false, operator, record, finished: true };
    study.take_keyings("towns", Pass::First, &[taken]).unwrap();
    study.set_plan(plan, None).unwrap();
    study
}

fn verify() -> Plan {
    Plan { second_pass: SecondPass::Verify, ..Plan::default() }
}

/// Plays keys of Bruno's second pass into the study.
fn key(study: &mut Study, keys: &[Key]) -> (SessionId, Session) {
    let (id, start) = study.start_keying("towns", "Bruno", Pass::Second, day()).unwrap();
    let mut session = start.session();
    let mut entries = session.opening_entries();
    let effects = session.keys(keys);
    entries.extend(effects.into_iter().filter_map(|effect| match effect {
        Effect::Keep(entry) => Some(entry),
        _ => None,
    }));
    entries.iter().for_each(|entry| study.keep(id, entry).unwrap());
    (id, session)
}

fn keys(recording: &str) -> Vec<Key> {
    read_recording(recording).unwrap()
}

fn code(code: &str) -> Answer {
    Answer::Value(Value::Code(code.into()))
}

fn text(text: &str) -> Answer {
    Answer::Value(Value::Text(text.into()))
}

fn first() -> Vec<(FieldId, Answer)> {
    vec![(TOWN, code("13002")), (MOVED, code("2")), (WHY, text("rien"))]
}

/// DESIGN 8: both keyings stay, what was read first is told apart, the difference is there to be settled.
#[test]
fn a_verified_study_keeps_what_was_read_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path(), verify(), &first());
    let (_, session) = key(&mut study, &keys("0113003"));
    assert_eq!(*session.mode(), Mode::Stopped(Stop::Mismatch));
    // After a pause the field that was not read again comes back at the end.
    let (_, session) = key(&mut study, &keys("2rien<enter><enter>"));
    assert_eq!((session.cursor(), session.mode()), (TOWN, &Mode::Stopped(Stop::Mismatch)));
    let (_, session) = key(&mut study, &keys("<enter><backspace>13004<enter>"));
    assert_eq!(session.number(), Some("02"));
    let snapshot = study.snapshot("towns").unwrap();
    let second = snapshot.keyings.iter().find(|keying| keying.pass == Pass::Second).unwrap();
    assert_eq!(second.record.field(TOWN).origin, Origin::AfterMismatch);
    assert_eq!(second.record.answer(TOWN), &code("13004"));
    let read_first = FirstReading { field: TOWN, answer: code("13003"), origin: Origin::Keyed };
    assert_eq!(second.first_readings, [read_first]);
    let first = snapshot.keyings.iter().find(|keying| keying.pass == Pass::First).unwrap();
    assert_eq!(first.record.answer(TOWN), &code("13002"), "never overwritten");
    assert_eq!(compare(&snapshot).counts.open, 1);
}

/// DESIGN 5.3: only a study that verifies gives a session anything of the first keying.
#[test]
fn an_independent_pass_knows_nothing_of_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path(), Plan::default(), &first());
    let (_, start) = study.start_keying("towns", "Bruno", Pass::Second, day()).unwrap();
    assert!(start.terms.first_keyings.is_empty());
    study.set_plan(verify(), None).unwrap();
    let (_, start) = study.start_keying("towns", "Bruno", Pass::Second, day()).unwrap();
    assert_eq!(start.terms.first_keyings.len(), 1);
    assert!(!format!("{:?}", start.terms).contains("13002"));
    let (_, start) = study.start_keying("towns", "Chloé", Pass::First, day()).unwrap();
    assert!(start.terms.first_keyings.is_empty(), "nor does the first pass verify");
    // Sheets that are not chosen are neither verified nor offered.
    let every = Plan { second_pass_sheets: "every 3 from 2".parse().unwrap(), ..verify() };
    study.set_plan(every, None).unwrap();
    let (_, start) = study.start_keying("towns", "Bruno", Pass::Second, day()).unwrap();
    assert!(start.terms.first_keyings.is_empty());
    assert_eq!(start.session().offered_number(), Some("02"));
}

/// Questions left out of the second pass are not asked, not compared, and said by the first keying.
#[test]
fn questions_left_out_are_no_differences() {
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan {
        second_pass_without_text: true,
        second_pass_leaves_out: vec!["town".into(), "moved".into()],
        ..Plan::default()
    };
    let mut study = study(folder.path(), plan.clone(), &first());
    // `moved` is read by a filter: it is asked.
    assert_eq!(plan.left_out(&questionnaire()), [TOWN, WHY].into());
    let (_, session) = key(&mut study, &keys("012<enter>"));
    assert_eq!(session.number(), Some("02"));
    let snapshot = study.snapshot("towns").unwrap();
    let comparison = compare(&snapshot);
    assert_eq!((comparison.counts.different, comparison.counts.compared), (0, 1));
    let last = recto::compare::final_record::final_record_of(&snapshot, &comparison, "01").unwrap();
    assert_eq!(last.record.answer(WHY), &text("rien"));
    assert!(last.open_cells(&snapshot.questionnaire).is_empty());
}

/// DESIGN 8: a constant outlives a pause, is its keyer's in one pass, and is forgotten when cleared.
#[test]
fn constants_are_one_keyer_s_in_one_pass() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path(), Plan::default(), &first());
    key(&mut study, &keys("0113003<up><f10><tab>2x<enter><enter>"));
    let constants = |study: &mut Study, who: &str, pass| {
        study.start_keying("towns", who, pass, day()).unwrap().1.terms.constants
    };
    assert_eq!(constants(&mut study, "Bruno", Pass::Second).get(&TOWN), Some(&code("13003")));
    assert!(constants(&mut study, "Bruno", Pass::First).is_empty());
    assert!(constants(&mut study, "Chloé", Pass::Second).is_empty());
    let (_, session) = key(&mut study, &keys("02"));
    assert_eq!((session.cursor(), session.record().answer(TOWN)), (MOVED, &code("13003")));
    key(&mut study, &keys("02<up><f10>"));
    assert!(constants(&mut study, "Bruno", Pass::Second).is_empty());
}

/// DESIGN 5.5: answers put aside come back after a pause too.
#[test]
fn what_is_put_aside_outlives_a_pause() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study(folder.path(), Plan::default(), &first());
    let (_, session) = key(&mut study, &keys("01130031086<up><up>2"));
    assert_eq!((session.aside().len(), session.record().answer(AGE)), (1, &Answer::NotKeyed));
    let (_, session) = key(&mut study, &keys("<up><up>1"));
    assert_eq!(session.record().answer(AGE), &Answer::Value(Value::Integer(86)));
    assert!(session.aside().is_empty());
}

/// DESIGN 9: verifying and comparing say the same of two answers.
#[test]
fn verifying_and_comparing_agree() {
    let answers = [
        Answer::Missing(Missing::Blank),
        Answer::Missing(Missing::Illegible),
        text("l'été"),
        text("l’e\u{301}te\u{301} "),
        text("L'été"),
        text("autre"),
    ];
    for one in &answers {
        for other in &answers {
            let folder = tempfile::tempdir().unwrap();
            let mut study = study(folder.path(), Plan::default(), &[(WHY, one.clone())]);
            let bruno = study.operator("Bruno").unwrap().id;
            let mut record = Record::empty(&questionnaire());
            record.field_mut(FieldId(0)).answer = text("01");
            record.field_mut(WHY).answer = other.clone();
            let number = "01".to_owned();
            let taken = TakenKeying { number, number_kept: false, operator: bruno, record, finished: true };
            study.take_keyings("towns", Pass::Second, &[taken]).unwrap();
            let to_settle = compare(&study.snapshot("towns").unwrap()).counts.open > 0;
            let mut first = Record::empty(&questionnaire());
            first.field_mut(WHY).answer = one.clone();
            assert_eq!(FirstKeying::of(&first).differs(WHY, other, false), to_settle, "{one:?} {other:?}");
            assert_eq!(normal_form(one) != normal_form(other), to_settle);
        }
    }
    assert_eq!(normalise(" a "), "a");
}
