//! Stacks of sheets: batches, duplicates, void and missing sheets, going back to finished ones. DESIGN 8, 13.

use std::sync::Arc;

use super::key::read_recording;
use super::{
    Absence, BatchOfSheets, Effect, Entry, Mode, NumberProblem, NumberState, OwnKeying, Refusal, Session,
    Stack, Stop,
};
use crate::questionnaire::{Answer, FieldId, Questionnaire, Record, Value, read};

const FORM: &str = include_str!("../../tests/promises/study/small.toml");

fn form() -> Arc<Questionnaire> {
    Arc::new(read(FORM.as_bytes()).questionnaire.unwrap())
}

fn day() -> jiff::civil::Date {
    jiff::civil::date(2024, 12, 31)
}

fn names(numbers: &[&str]) -> Vec<String> {
    numbers.iter().map(|number| (*number).to_owned()).collect()
}

fn stack() -> Stack {
    Stack { expected: names(&["001", "002", "003", "004"]), ..Stack::default() }
}

fn session(stack: Stack) -> Session {
    Session::new(form(), stack, None, day())
}

fn play(session: &mut Session, keys: &str) -> Vec<Entry> {
    let effects = session.keys(&read_recording(keys).unwrap());
    let kept = effects.into_iter().filter_map(|effect| match effect {
        Effect::Keep(entry) => Some(entry),
        Effect::Signal(_) | Effect::Fetch { .. } => None,
    });
    kept.collect()
}

/// Every question blank or skipped, to the end of the sheet, and the Enter that finishes it.
const BLANK_SHEET: &str = "<f6><f6><enter>";

fn stopped(session: &Session) -> Option<NumberProblem> {
    match session.mode() {
        Mode::Stopped(Stop::Number(problem)) => Some(*problem),
        _ => None,
    }
}

/// The number offered is the next of the batch; a number outside is asked about once; the end is said.
#[test]
fn a_batch_is_keyed_in_its_order() {
    let batch = BatchOfSheets { name: "A".to_owned(), numbers: names(&["003", "001"]) };
    let mut session = session(Stack { batch: Some(batch), ..stack() });
    assert_eq!(session.offered_number(), Some("003"));
    play(&mut session, &format!("<enter>{BLANK_SHEET}"));
    assert_eq!((session.number(), session.numbers_left()), (Some("001"), 1));
    play(&mut session, BLANK_SHEET);
    assert_eq!((session.number(), session.offered_number(), session.numbers_left()), (None, None, 0));
    play(&mut session, "<enter>");
    assert_eq!(session.refusal(), Some(Refusal::EmptyEnter));
    play(&mut session, "002");
    assert_eq!(stopped(&session), Some(NumberProblem::NotInBatch));
    play(&mut session, "<f3>");
    assert_eq!(session.number(), Some("002"));
    assert!(!session.record().field(FieldId(0)).kept, "the number is as its own rule wants it");
}

/// Sheets of somebody else's batch are not offered, void and missing ones neither.
#[test]
fn what_is_not_to_be_keyed_is_not_offered() {
    let declared = [("002".to_owned(), Absence::Void)].into();
    let elsewhere = ["001".to_owned()].into();
    let mut session = session(Stack { declared, elsewhere, ..stack() });
    assert_eq!(session.offered_number(), Some("003"));
    play(&mut session, "002");
    assert_eq!(stopped(&session), Some(NumberProblem::DeclaredVoid));
    let entries = play(&mut session, "<f3>");
    assert_eq!(entries, [Entry::Withdraw { number: "002".to_owned() }]);
    assert_eq!(session.number(), Some("002"), "it turned up and is keyed");
}

/// F9 declares the number typed or offered; the next one is then offered, and a reason is wanted.
#[test]
fn a_missing_sheet_is_declared_while_keying() {
    let mut session = session(stack());
    assert!(play(&mut session, "<f9>2<enter>").is_empty());
    assert_eq!(session.refusal(), Some(Refusal::ReasonWanted));
    let entries = play(&mut session, "pas rendue<enter>");
    let (number, reason) = ("001".to_owned(), "pas rendue".to_owned());
    assert_eq!(entries, [Entry::Declare { number, absence: Absence::Missing, reason }]);
    assert_eq!((session.number(), session.offered_number()), (None, Some("002")));
    assert!(play(&mut session, "<f9><esc>").is_empty());
    assert_eq!(*session.mode(), Mode::Field);
    play(&mut session, "001");
    assert_eq!(stopped(&session), Some(NumberProblem::DeclaredMissing));
}

/// A number already keyed says so; F3 keys another sheet of that number, ↑ opens one's own.
#[test]
fn a_number_already_keyed_is_opened_or_keyed_again() {
    let mut session = session(stack());
    play(&mut session, &format!("<enter>{BLANK_SHEET}<up>"));
    let entries = play(&mut session, "001");
    assert_eq!((stopped(&session), entries.len()), (Some(NumberProblem::KeyedByYou), 0));
    play(&mut session, "<backspace>001");
    assert_eq!(stopped(&session), Some(NumberProblem::KeyedByYou), "typed twice by habit is no duplicate");
    let entries = play(&mut session, &format!("<f3>{BLANK_SHEET}"));
    assert_eq!(entries.first(), Some(&Entry::Open { number: "001".to_owned(), kept: false }));
    assert_eq!(entries.last(), Some(&Entry::Finish));
    // ↑ opens the newest of one's own: the second.
    play(&mut session, "<up>001<up>");
    assert!(session.looks_at_finished());
    let entries = play(&mut session, "<f4>x<enter>");
    let number = "001".to_owned();
    assert_eq!(entries[..2], [Entry::Resume { number, keying: Some(1) }, Entry::Reopen]);
}

/// Somebody else's sheet cannot be opened, only keyed a second time.
#[test]
fn a_sheet_of_another_operator_is_not_opened() {
    let pass = [("001".to_owned(), NumberState::Finished), ("002".to_owned(), NumberState::BegunByOther)];
    let mut session = session(Stack { pass: pass.into(), ..stack() });
    assert_eq!(session.offered_number(), Some("003"));
    play(&mut session, "001");
    assert_eq!(stopped(&session), Some(NumberProblem::AlreadyKeyed));
    play(&mut session, "<up>");
    assert!(!session.looks_at_finished() && session.number().is_none());
    let entries = play(&mut session, &format!("002<f3>{BLANK_SHEET}"));
    assert_eq!(entries.first(), Some(&Entry::Open { number: "002".to_owned(), kept: false }));
}

/// A finished sheet that is only looked at leaves nothing behind; its first change opens it again, what
/// was done on it can still be taken back, and the stack goes on where it was.
#[test]
fn a_finished_sheet_is_opened_by_its_first_change() {
    let mut session = session(stack());
    let keys = "<enter>1<f6><f6><enter>";
    play(&mut session, keys);
    assert_eq!(session.number(), Some("002"));
    let town = |session: &Session| session.record().answer(FieldId(1)).clone();
    let coded = |code: &str| Answer::Value(Value::Code(code.to_owned()));
    assert!(play(&mut session, "<up><up>").is_empty());
    assert_eq!((session.number(), town(&session)), (Some("001"), coded("1")));
    assert!(play(&mut session, "<f2>1<enter><esc>").is_empty());
    play(&mut session, "<enter>");
    let entries = play(&mut session, "2");
    assert_eq!(entries[0], Entry::Resume { number: "001".to_owned(), keying: Some(0) });
    assert_eq!(entries[1], Entry::Reopen);
    assert!(matches!(entries[2], Entry::Answer { .. }));
    assert_eq!(town(&session), coded("2"));
    play(&mut session, "<ctrl-z><ctrl-z><ctrl-z>");
    assert_eq!(town(&session), Answer::NotKeyed, "what was done before it was finished is taken back too");
    play(&mut session, "<ctrl-y><ctrl-y><ctrl-y>");
    assert_eq!(town(&session), coded("2"));
    // To the end, and on with the sheet that was left for it.
    let entries = play(&mut session, "<down><down><down><down><down><down><down><down><down><enter>");
    assert!(matches!(entries[..], [Entry::Keys { .. }, Entry::Finish]), "{entries:?}");
    assert_eq!(session.number(), Some("002"));
}

/// A sheet of an earlier day is fetched; keys in flight wait for it.
#[test]
fn an_older_sheet_is_fetched_and_keys_wait() {
    let own = OwnKeying { number: "001".to_owned(), finished: true, note: None };
    let mut session = session(Stack { own: vec![own], ..stack() });
    assert_eq!(session.offered_number(), Some("002"));
    let effects = session.keys(&read_recording("<up><enter>2").unwrap());
    assert_eq!(effects, [Effect::Fetch { keying: 0 }]);
    assert_eq!(*session.mode(), Mode::Fetching);
    let mut record = Record::empty(&form());
    record.field_mut(FieldId(0)).answer = Answer::Value(Value::Text("001".to_owned()));
    record.field_mut(FieldId(1)).answer = Answer::Value(Value::Code("1".to_owned()));
    let mut effects = Vec::new();
    session.fetched(Some((record, Some("froissée".to_owned()), Default::default())), &mut effects);
    assert_eq!(effects[0], Effect::Keep(Entry::Resume { number: "001".to_owned(), keying: Some(0) }));
    assert_eq!(effects[1], Effect::Keep(Entry::Reopen));
    assert_eq!(session.sheet_note(), Some("froissée"));
    assert_eq!(session.record().answer(FieldId(1)), &Answer::Value(Value::Code("2".to_owned())));
}

/// A finished sheet's number is corrected after Backspace; a number typed at once goes elsewhere.
#[test]
fn the_number_of_a_finished_sheet_is_corrected() {
    let mut session = session(stack());
    play(&mut session, &format!("<enter>{BLANK_SHEET}"));
    assert!(play(&mut session, "<up><up>003").is_empty(), "nothing is changed by going elsewhere");
    assert_eq!(session.number(), Some("003"));
    play(&mut session, "<up><up>");
    assert_eq!(session.number(), Some("001"));
    let entries = play(&mut session, "<backspace>004");
    assert_eq!(entries[0], Entry::Resume { number: "001".to_owned(), keying: Some(0) });
    assert_eq!(entries[1..], [Entry::Reopen, Entry::Renumber { number: "004".to_owned(), kept: false }]);
}

/// A remark on the whole sheet is made at its end or in its number, and taken back.
#[test]
fn the_whole_sheet_has_a_remark() {
    let mut session = session(stack());
    let entries = play(&mut session, "<enter><f6><f6><f4>tâchée<enter>");
    assert_eq!(entries.last(), Some(&Entry::Note { field: None, text: "tâchée".to_owned() }));
    assert_eq!((session.mode(), session.sheet_note()), (&Mode::End, Some("tâchée")));
    let entries = play(&mut session, "<ctrl-z>");
    assert_eq!(entries, [Entry::Note { field: None, text: String::new() }]);
    assert_eq!(session.sheet_note(), None);
}
