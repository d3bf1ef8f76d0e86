//! Any keys on every kind of question, through a real study file: what it gives back is what the session
//! holds, over several days, verified or not (DESIGN 5.1, 5.2, 8). The session alone is tested in
//! `src/keying/tests`, whose form and keys these are.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::strategy::Union;
use recto::keying::key::read_recording;
use recto::keying::{Effect, Session};
use recto::questionnaire::{Answer, Missing, Origin, Questionnaire, Record, Value, read};
use recto::study::{Keying, Pass, Plan, SecondPass, SessionId, Snapshot, Station, Study, TakenKeying};

const FORM: &str = include_str!("../../src/keying/tests/form.toml");
const RECORDINGS: &str = include_str!("../../src/keying/tests/recordings.txt");

fn form() -> Arc<Questionnaire> {
    let communes = (1..=500).map(|at| format!("{{ name = \"{at}\", label = \"Marcheville {at}\" }}"));
    let text = FORM.replace("@communes@", &communes.collect::<Vec<_>>().join(", "));
    Arc::new(read(text.as_bytes()).questionnaire.unwrap())
}

fn any_recording() -> impl Strategy<Value = String> {
    let weighted = RECORDINGS.lines().filter(|line| !line.starts_with('#'));
    let weighted = weighted.map(|line| line.split_once(' ').unwrap());
    Union::new_weighted(
        weighted.map(|(weight, keys)| (weight.parse().unwrap(), Just(keys.to_owned()))).collect(),
    )
}

/// A study whose sheet 1 was keyed first by Amina: blank, but for one box.
fn study(folder: &std::path::Path, form: &Questionnaire, second_pass: SecondPass) -> Study {
    let mut study = Study::create(&folder.join("s.recto"), form, &Station::new("test")).unwrap();
    let mut record = Record::empty(form);
    for field in form.field_ids() {
        record.field_mut(field).answer = Answer::Missing(Missing::Blank);
    }
    let one = form.field_of(form.variable_by_name("one").unwrap(), 0).unwrap();
    record.field_mut(one).answer = Answer::Value(Value::Code("1".into()));
    let number = form.sheet_number_field().unwrap();
    record.field_mut(number).answer = Answer::Value(Value::Text("0001B".into()));
    let operator = study.operator("Amina").unwrap().id;
    let taken = TakenKeying { number: "0001B".into(), number_kept: false, operator, record, finished: true };
    study.take_keyings(&form.id, Pass::First, &[taken]).unwrap();
    study.set_plan(Plan { second_pass, ..Plan::default() }, None).unwrap();
    study
}

/// Bruno's second pass goes on with these keys; sheets that are wanted are fetched.
fn press(study: &mut Study, recordings: &[String]) -> Session {
    let day = jiff::civil::date(2024, 12, 1);
    let (id, start) = study.start_keying("keys", "Bruno", Pass::Second, day).unwrap();
    let mut session = start.session();
    session.opening_entries().iter().for_each(|entry| study.keep(id, entry).unwrap());
    for key in read_recording(&recordings.concat()).unwrap() {
        let mut effects = Vec::new();
        session.key(key, &mut effects);
        keep(study, id, &mut session, effects);
    }
    session
}

fn keep(study: &mut Study, id: SessionId, session: &mut Session, effects: Vec<Effect>) {
    for effect in effects {
        match effect {
            Effect::Keep(entry) => study.keep(id, &entry).unwrap(),
            Effect::Fetch { keying } => {
                let (found, aside) = study.keying_of(id, keying).unwrap();
                let mut effects = Vec::new();
                session.fetched(Some((found.record.into_record(), found.note, aside)), &mut effects);
                keep(study, id, session, effects);
            }
            Effect::Signal(_) => {}
        }
    }
}

fn same_as_held(keying: &Keying, session: &Session) -> Result<(), TestCaseError> {
    for field in session.questionnaire().field_ids() {
        let (kept, held) = (keying.record.field(field), session.record().field(field));
        prop_assert_eq!(&kept.answer, &held.answer);
        prop_assert_eq!((kept.kept, &kept.note), (held.kept, &held.note));
        let read_again = kept.origin == Origin::AfterMismatch && kept.answer.is_keyed();
        prop_assert!(!read_again || keying.first_readings.iter().any(|it| it.field == field));
    }
    Ok(())
}

fn seconds(snapshot: &Snapshot) -> impl Iterator<Item = &Keying> {
    snapshot.keyings.iter().filter(|keying| keying.pass == Pass::Second)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn any_keys_come_back_from_the_study(
        verifies in any::<bool>(),
        days in proptest::collection::vec(proptest::collection::vec(any_recording(), 0..50), 1..4),
    ) {
        let form = form();
        let folder = tempfile::tempdir().unwrap();
        let second_pass = if verifies { SecondPass::Verify } else { SecondPass::Independent };
        let mut study = study(folder.path(), &form, second_pass);
        let first = study.snapshot("keys").unwrap().keyings;
        for recordings in &days {
            let session = press(&mut study, recordings);
            let snapshot = study.snapshot("keys").unwrap();
            let before: Vec<&Keying> =
                snapshot.keyings.iter().filter(|keying| keying.pass == Pass::First).collect();
            prop_assert_eq!(&before[0].record, &first[0].record, "the first keying is as it was");
            let open: Vec<&Keying> = seconds(&snapshot)
                .filter(|keying| keying.finished.is_none())
                .filter(|keying| Some(keying.number.as_str()) == session.number())
                .collect();
            if let [keying] = open[..] {
                same_as_held(keying, &session)?;
            }
        }
    }
}
