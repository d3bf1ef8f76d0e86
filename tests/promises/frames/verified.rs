//! What a verifying second keyer sees and hears: that an answer differs from the first keying, never how
//! (DESIGN 5.3, 8).

use recto::keying::{FirstKeying, Mode, Stop, Terms};
use recto::study::{Plan, SecondPass};

use super::*;

/// Keys with what a keyer does when told that an answer is not the first keying's: the field is emptied and
/// typed again, a number as the first keying has it.
fn reading_again(questionnaire: &Arc<Questionnaire>, first: &Record, keys: &[Key]) -> Vec<Key> {
    let number = first.sheet_number(questionnaire).to_owned();
    let terms = Terms { first_keyings: [(number, FirstKeying::of(first))].into(), ..Terms::default() };
    let stack = Stack { expected: questionnaire.expected_sheet_numbers(), ..Stack::default() };
    let mut session = Session::under(terms, questionnaire.clone(), stack, None, day());
    let (mut all, mut here) = (Vec::new(), Vec::new());
    for key in keys {
        let field = session.cursor();
        here.push(*key);
        all.push(*key);
        session.key(*key, &mut Vec::new());
        if *session.mode() == Mode::Stopped(Stop::Mismatch) {
            let again = match first.answer(field) {
                Answer::Value(Value::Integer(number)) => {
                    number.to_string().chars().map(Key::Char).chain([Key::Enter]).collect()
                }
                _ => here.clone(),
            };
            for key in std::iter::once(Key::Backspace).chain(again) {
                all.push(key);
                session.key(key, &mut Vec::new());
            }
        }
        if session.cursor() != field {
            here.clear();
        }
    }
    all
}

/// DESIGN 5.3, 8: verifying tells that an answer differs and nothing else. Two first keyings that differ from
/// the second one in the same questions but each in its own way, and in a question that is skipped, give
/// the same frames and trees, also where what is typed again is what one of the two says.
#[test]
fn verifying_shows_only_that_an_answer_differs() {
    let questionnaire = questionnaire();
    let folder = tempfile::tempdir().unwrap();
    let record = one(&questionnaire);
    let first = |soutien: &str, vie: i64, action: &[&str], text: &str, skipped: &str| {
        let code = |code: &str| Value::Code(code.into());
        let action = Value::Codes(action.iter().map(|code| (*code).to_owned()).collect());
        let answers = [("soutien", code(soutien)), ("vie_0_10", Value::Integer(vie)), ("action", action)];
        let answers = answers.into_iter().chain([("change_txt", Value::Text(text.into()))]);
        with(&questionnaire, &record, answers.chain([("charge_evo", code(skipped))]))
    };
    let firsts = [first("2", 3, &["2", "5"], OTHER_TEXT, "1"), first("3", 4, &["1"], "Antananarivo", "2")];
    let keys = keys_gone_astray(&questionnaire, &record);
    let keys = reading_again(&questionnaire, &firsts[0], &keys);
    let mut desks = ["a", "b"].into_iter().zip(&firsts).map(|(name, first)| {
        let passes = [("Amina", Pass::First, first.clone())];
        let mut study = study(&folder.path().join(name), &questionnaire, &passes);
        let plan = study.plan().unwrap();
        study.set_plan(Plan { second_pass: SecondPass::Verify, ..plan }, None).unwrap();
        Desk::keying(study, "Bruno", Pass::Second)
    });
    let (mut ours, mut theirs) = (desks.next().unwrap(), desks.next().unwrap());
    let stopped = recto::texts::text(Language::French, "verifying-stop-mismatch");
    let mut stops = 0;
    for (at, key) in keys.iter().enumerate() {
        let frames = [ours.key(*key), theirs.key(*key)];
        for (ours, theirs) in frames[0].iter().zip(&frames[1]) {
            assert_same(ours, theirs, &format!("key {at}, {key:?}"));
        }
        stops += usize::from(shown(&frames[0][0]).iter().any(|text| text.contains(&stopped)));
    }
    assert!(stops >= 4, "a choice, a number, several boxes and a text were read again: {stops}");
    for (name, desk) in [("a", ours), ("b", theirs)] {
        let keyings = desk.keyings(&folder.path().join(name).join("étude.recto"), &questionnaire);
        let second = keyings.iter().find(|keying| keying.pass == Pass::Second).unwrap();
        assert!(second.finished.is_some() && second.first_readings.len() == 4);
    }
}
