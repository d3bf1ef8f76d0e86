//! Verifying, long lists, constants and answers put aside, as keystrokes. DESIGN 5.3, 5.5, 8.

use std::collections::BTreeMap;

use super::super::{FirstKeying, Terms};
use super::*;

/// A form with a list too long to be ticked, a filter that a filter follows, a unit, and free text.
const LISTS: &str = r#"
[questionnaire]
id = "lists"
version = "1"
title = "Lists"
default_language = "fr"
paper = "A4"
sheet_number = "num"
sheets = "1-40"
[missing.NR]
means = "blank"
key = "."
label = "Blank"
[missing.NSP]
means = "dont_know"
key = "n"
label = "Don't know"
[missing.ILL]
means = "illegible"
key = "-"
label = "Illegible"
[choices]
yes_no = [{ name = "1", label = "Yes" }, { name = "2", label = "No" }]
town = [@communes@]
[[page]]
[[page.item]]
kind = "question"
name = "num"
type = "sheet_number"
digits = 2
label = "Number"
[[page.item]]
kind = "question"
name = "moved"
number = "1"
type = "select_one"
choices = "yes_no"
label = "Moved"
[[page.item]]
kind = "question"
name = "town"
number = "2"
type = "select_one"
choices = "town"
label = "Town"
missing = ["NSP"]
relevant = "${moved} = 1"
[[page.item]]
kind = "question"
name = "km"
number = "3"
type = "decimal"
digits = 3
decimals = 1
negative = true
label = "How far"
hint = "km"
relevant = "answered(${town})"
[[page.item]]
kind = "question"
name = "why"
number = "4"
type = "text"
label = "Why"
[[page.item]]
kind = "repeat"
name = "visit"
lines = 2
label = "Visits"
[[page.item.column]]
name = "who"
type = "select_one"
choices = "yes_no"
label = "Who"
[[page.item.column]]
name = "rate"
type = "integer"
digits = 1
label = "Rate"
"#;

const MOVED: FieldId = FieldId(1);
const TOWN: FieldId = FieldId(2);
const KM: FieldId = FieldId(3);
const WHY: FieldId = FieldId(4);
const WHO: FieldId = FieldId(5);

fn lists() -> Arc<Questionnaire> {
    read_form(LISTS)
}

fn under(terms: Terms) -> Session {
    let questionnaire = lists();
    let expected = questionnaire.expected_sheet_numbers();
    Session::under(terms, questionnaire, Stack { expected, ..Stack::default() }, None, day())
}

/// Plays key by key and in one burst, which must not differ.
fn played(terms: &Terms, recording: &str) -> (Session, Vec<Effect>) {
    let keys = keys_of(recording);
    let (mut single, mut burst) = (under(terms.clone()), under(terms.clone()));
    let mut effects = Vec::new();
    keys.iter().for_each(|key| single.key(*key, &mut effects));
    assert_eq!(burst.keys(&keys), effects, "{recording}");
    assert_eq!(said(&burst), said(&single), "{recording}");
    (single, effects)
}

fn code(code: &str) -> Answer {
    Answer::Value(Value::Code(code.into()))
}

fn first(answers: &[(FieldId, Answer)]) -> Record {
    let mut record = Record::empty(&lists());
    for (field, answer) in answers {
        record.field_mut(*field).answer = answer.clone();
    }
    record
}

/// Verifying sheet 01 against these answers.
fn verifying(answers: &[(FieldId, Answer)]) -> Terms {
    let first_keyings = [("01".to_owned(), FirstKeying::of(&first(answers)))].into();
    Terms { first_keyings, ..Terms::default() }
}

/// The entries of a field: value and origin.
fn entries(effects: &[Effect], wanted: FieldId) -> Vec<(Answer, Origin)> {
    let of = |effect: &Effect| match effect {
        Effect::Keep(Entry::Answer { field, answer, origin, .. }) if *field == wanted => {
            Some((answer.clone(), *origin))
        }
        _ => None,
    };
    effects.iter().filter_map(of).collect()
}

// Long lists.

/// A missing key may be a letter: in a long list it counts when it stands alone, with Enter; elsewhere at
/// once.
#[test]
fn a_letter_that_is_a_missing_key() {
    let cases = [
        ("1n", "town:n | num=01 moved=1"),
        ("1n<enter>", "why: | num=01 moved=1 town=NSP"),
        ("1nx<enter>", "town:nx | num=01 moved=1"),
        ("1.", "why: | num=01 moved=1 town=NR"),
        ("n", "STOP moved: | num=01"),
        ("N<f3>", "town: | num=01 moved=NSP!"),
        ("2n<enter>", "STOP why:n | num=01 moved=2"),
        ("2non<enter>", "who.1: | num=01 moved=2 why=non"),
    ];
    for (keys, after) in cases {
        let (session, _) = played(&Terms::default(), &format!("01{keys}"));
        assert_eq!(said(&session), after, "{keys}");
    }
}

#[test]
fn candidates_come_nearest_first_and_only_open_ones() {
    let (session, _) = played(&Terms::default(), "011saint");
    let labels: Vec<&str> = session.candidates().map(|choice| choice.label.get("fr")).collect();
    assert_eq!(labels, ["Saint-Étienne", "Saint-Rémy"]);
    assert!(session.is_searching() && session.takes_text());
    let (session, _) = played(&Terms::default(), "011village 1");
    let begin_so = (7..500).filter(|at: &u32| at.to_string().starts_with('1')).count();
    assert_eq!(session.candidate_count(), begin_so);
    assert_eq!(session.candidates().next().unwrap().label.get("fr"), "Village 10");
}

// Verifying.

#[test]
fn a_mismatch_is_read_again_once() {
    let terms = verifying(&[(MOVED, code("2")), (WHY, Answer::Value(Value::Text("l'été".into())))]);
    // The field is locked with what was typed; keys on their way are refused.
    let (session, effects) = played(&terms, "011mar<enter>5");
    assert_eq!(*session.mode(), Mode::Stopped(Stop::Mismatch));
    assert_eq!(session.cursor(), MOVED);
    assert!(effects.contains(&Effect::Signal(Signal::Mismatch)));
    assert_eq!(entries(&effects, MOVED), [(code("1"), Origin::Keyed)], "what was read first stays");
    // F3 does not pass it by; the same again is taken, and so is another.
    let (session, _) = played(&terms, "011<f3>");
    assert_eq!(session.refusal(), Some(Refusal::CannotKeep));
    let (session, effects) = played(&terms, "011<backspace>1");
    assert_eq!(session.cursor(), TOWN);
    assert_eq!(entries(&effects, MOVED), [(code("1"), Origin::Keyed), (code("1"), Origin::AfterMismatch)]);
    let (session, effects) = played(&terms, "011<backspace>2");
    assert_eq!(session.cursor(), WHY, "{}", said(&session));
    assert_eq!(entries(&effects, MOVED), [(code("1"), Origin::Keyed), (code("2"), Origin::AfterMismatch)]);
    // Text is held against the first one as comparing does: apostrophes and spaces are no difference.
    let (session, _) = played(&terms, "012l’été <enter>");
    assert_eq!(session.cursor(), WHO);
    let (session, _) = played(&terms, "012l'hiver<enter>");
    assert_eq!(*session.mode(), Mode::Stopped(Stop::Mismatch));
    // Where the first keying says nothing, its filter differs, which was said at the filter.
    let (session, _) = played(&terms, "011<backspace>1mar<enter>");
    assert_eq!(session.cursor(), KM);
}

/// What was read first is never overwritten or passed off: not by leaving the field, by undo or redo, by
/// a pause, or at the end.
#[test]
fn a_mismatch_is_not_got_around() {
    let terms = verifying(&[(MOVED, code("1")), (TOWN, code("9"))]);
    // Left with ↑, or after a pause, it comes back at the end of the sheet.
    for around in ["<up><tab><tab>", "<esc><enter><tab>"] {
        let (session, _) = played(&terms, &format!("01182<enter>{around}.x<enter><enter><enter>"));
        assert_eq!(*session.mode(), Mode::Stopped(Stop::Mismatch), "{around}: {}", said(&session));
        assert_eq!(session.cursor(), TOWN);
    }
    // Ctrl+Z on the lock empties the field; taken back later, it is no first reading any more.
    let (session, effects) = played(&terms, "01182<enter><ctrl-z>9<enter>");
    assert_eq!(session.cursor(), KM);
    let (read_first, again) = ((code("82"), Origin::Keyed), (code("9"), Origin::AfterMismatch));
    assert_eq!(entries(&effects, TOWN), [read_first.clone(), again.clone()]);
    let (_, effects) = played(&terms, "01182<enter><backspace>9<enter><ctrl-z><ctrl-z><ctrl-y>");
    let origins: Vec<Origin> = entries(&effects, TOWN).into_iter().map(|(_, origin)| origin).collect();
    assert_eq!(origins[0], Origin::Keyed);
    assert!(origins[1..].iter().all(|origin| *origin == Origin::AfterMismatch), "{origins:?}");
}

#[test]
fn where_a_table_ends_is_verified_at_its_first_cell() {
    let none = Answer::NotApplicable;
    let terms = verifying(&[(WHO, code("1"))]);
    let (session, effects) = played(&terms, "012x<enter><enter>");
    assert_eq!((session.cursor(), session.mode()), (WHO, &Mode::Stopped(Stop::Mismatch)));
    assert_eq!(entries(&effects, WHO), [(none.clone(), Origin::Keyed)]);
    let (session, _) = played(&terms, "012x<enter><enter><backspace><enter>");
    assert_eq!(*session.mode(), Mode::End, "the same again is taken");
    let (session, _) = played(&terms, "012x<enter><enter><backspace>1");
    assert_eq!(session.cursor(), FieldId(WHO.0 + 1), "{}", said(&session));
    let ended = verifying(&[(WHO, none.clone()), (FieldId(WHO.0 + 1), none)]);
    let (session, _) = played(&ended, "012x<enter>1");
    assert_eq!((session.cursor(), session.mode()), (WHO, &Mode::Stopped(Stop::Mismatch)));
}

/// The rest of the page is blank up to the first question that the first keying answers.
#[test]
fn the_rest_of_a_page_is_verified_too() {
    let terms = verifying(&[(WHY, Answer::Value(Value::Text("a".into())))]);
    let (session, effects) = played(&terms, "01<f6><f6>");
    assert_eq!((session.cursor(), session.mode()), (WHY, &Mode::Stopped(Stop::Mismatch)));
    assert_eq!(entries(&effects, WHO), [], "nothing is said of what follows");
    assert_eq!(session.record().field(WHY).origin, Origin::RestBlank);
}

/// DESIGN 5.3: what the first keying says cannot be told from what a verifying session does, but that it
/// is something else.
#[test]
fn verifying_tells_only_that_it_differs() {
    let keys = "01182<enter><backspace>83<enter>5<enter>rien<enter><backspace>tout<enter><enter><backspace><enter><enter>";
    let with = |town: &str, why: &str| {
        let why = Answer::Value(Value::Text(why.into()));
        played(&verifying(&[(MOVED, code("1")), (TOWN, code(town)), (WHY, why), (WHO, code("1"))]), keys)
    };
    let (one, effects) = with("9", "Zanzibar");
    let (other, same) = with("10", "Ouagadougou");
    assert_eq!(effects, same);
    assert_eq!(said(&one), said(&other));
    let shown = format!("{:?}", verifying(&[(WHY, Answer::Value(Value::Text("Zanzibar".into())))]));
    assert!(!shown.contains("Zanzibar"));
}

#[test]
fn questions_left_out_are_passed_over() {
    let terms = Terms { left_out: [WHY].into(), ..Terms::default() };
    let (session, _) = played(&terms, "012");
    assert_eq!(session.cursor(), WHO);
    let (session, effects) = played(&terms, "012<enter><enter>");
    assert_eq!(session.number(), Some("02"), "nothing is missing: {}", said(&session));
    assert_eq!(entries(&effects, WHY), []);
    let (session, effects) = played(&terms, "012<up>mot<enter>");
    assert_eq!(
        (session.cursor(), entries(&effects, WHY).len()),
        (WHO, 1),
        "what is on the paper can be keyed"
    );
}

// Constants.

#[test]
fn a_constant_fills_the_sheets_that_follow() {
    let sheet = "a<enter><enter><enter>";
    let begun = format!("011mar<enter>12,5<f2>2<enter><f10><f2>4<enter>{sheet}");
    let (session, effects) = played(&Terms::default(), &begun);
    assert_eq!(session.number(), Some("02"));
    assert!(effects.contains(&Effect::Keep(Entry::Constant { field: TOWN, answer: Some(code("3")) })));
    // Reached, filled, passed over, marked; a deviation is typed over and changes nothing later.
    let (session, effects) = played(&Terms::default(), &format!("{begun}1"));
    assert_eq!(said(&session), "km: | num=02 moved=1 town=3");
    assert_eq!(entries(&effects, TOWN).last(), Some(&(code("3"), Origin::Constant)));
    let (session, _) = played(&Terms::default(), &format!("{begun}1<up>9<enter>5<enter>{sheet}1"));
    assert_eq!(said(&session), "km: | num=03 moved=1 town=3");
    // Ctrl+Z takes back what was typed, with what it filled.
    let (session, _) = played(&Terms::default(), &format!("{begun}1<ctrl-z>"));
    assert_eq!(said(&session), "moved: | num=02");
    let (session, _) = played(&Terms::default(), &format!("{begun}1<ctrl-z><ctrl-y>"));
    assert_eq!(said(&session), "km: | num=02 moved=1 town=3");
    // The other answer of the filter: the question is not reached.
    let (session, _) = played(&Terms::default(), &format!("{begun}2"));
    assert_eq!(said(&session), "why: | num=02 moved=2");
    // F10 again clears it; on nothing it is refused.
    let (session, effects) = played(&Terms::default(), &format!("{begun}1<up><f10>"));
    assert!(session.constant(TOWN).is_none());
    assert!(effects.contains(&Effect::Keep(Entry::Constant { field: TOWN, answer: None })));
    let (session, _) = played(&Terms::default(), "01<f10>");
    assert_eq!(session.refusal(), Some(Refusal::NothingToSet));
}

/// A sheet that was only offered leaves nothing behind, whatever constants fill.
#[test]
fn a_constant_alone_begins_no_sheet() {
    let constants = BTreeMap::from([(MOVED, code("1")), (TOWN, code("3"))]);
    let terms = Terms { constants, ..Terms::default() };
    let (session, effects) = played(&terms, "01<esc>");
    assert_eq!(session.record().answer(TOWN), &code("3"));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Keep(_))), "{effects:?}");
    let (session, effects) = played(&terms, "01<ctrl-z>");
    assert_eq!(said(&session), "moved: | num=01");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Keep(_))), "{effects:?}");
    // With the first answer they are kept, in order.
    let (session, effects) = played(&terms, "015<enter>");
    assert_replays(&session, &effects, "constants first");
    assert_eq!(entries(&effects, TOWN), [(code("3"), Origin::Constant)]);
}

#[test]
fn a_constant_is_verified() {
    let constants = BTreeMap::from([(MOVED, code("1"))]);
    let (session, effects) =
        played(&Terms { constants, ..verifying(&[(MOVED, code("2"))]) }, "01<backspace>2");
    assert_eq!(session.cursor(), WHY);
    assert_eq!(entries(&effects, MOVED), [(code("1"), Origin::Constant), (code("2"), Origin::AfterMismatch)]);
}

// Kept aside: a filter behind a filter.

#[test]
fn what_is_put_aside_follows_filters_of_filters() {
    let (session, effects) = played(&Terms::default(), "011mar<enter>12,5x<enter><f2>1<enter>2");
    assert_eq!(session.aside().len(), 2, "{}", said(&session));
    assert_eq!(said(&session), "why: | num=01 moved=2 why=x");
    assert_replays(&session, &effects, "filters of filters");
    let (session, _) = played(&Terms::default(), "011mar<enter>12,5x<enter><f2>1<enter>2<f2>1<enter>1");
    assert_eq!(said(&session), "town: | num=01 moved=1 town=3 km=12.5 why=x");
    assert!(session.aside().is_empty());
}
