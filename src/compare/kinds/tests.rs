//! Each kind on the smallest values that show it, both ways round.

use super::super::sample::{
    ACTION, AGE, EVENT, REMARK, codes, decide, integer, on_field, pair, questionnaire, words,
};
use super::super::*;
use super::*;
use crate::questionnaire::{Answer, FieldId, Missing, PartialDate};
use crate::study::{Means, Pass};

fn date(day: u8, month: u8, year: i16) -> Value {
    Value::Date(PartialDate { year, month, day })
}

/// DESIGN 9: the kinds of two values written in digits; the order of the values plays no part.
#[test]
fn digits_tell_what_the_hand_did() {
    let number = Value::Integer;
    let written = |text: &str| Value::AsWritten(text.to_owned());
    let time = |hour, minute| Value::Time { hour, minute };
    let table = [
        (number(86), number(68), Kind::Swapped),
        (number(1954), number(1854), Kind::NeighbouringKey),
        (number(10), number(19), Kind::NeighbouringKey),
        (number(4), number(7), Kind::NeighbouringKey),
        (number(4), number(8), Kind::Other),
        (number(65), number(665), Kind::DigitDoubledOrLost),
        (number(65), number(6), Kind::DigitDoubledOrLost),
        (number(65), number(6512), Kind::Other),
        (number(6), number(-6), Kind::DigitDoubledOrLost),
        (time(14, 53), written("14:63"), Kind::NeighbouringKey),
        (time(14, 53), time(14, 35), Kind::Swapped),
        (date(5, 11, 2024), date(11, 5, 2024), Kind::DayAndMonthSwapped),
        (date(12, 11, 2024), date(21, 11, 2024), Kind::Swapped),
        (date(9, 11, 2024), date(9, 11, 2025), Kind::NeighbouringKey),
        (date(31, 1, 2024), written("2024-01-32"), Kind::NeighbouringKey),
        (Value::Month { year: 2024, month: 9 }, Value::Month { year: 2034, month: 9 }, Kind::NeighbouringKey),
    ];
    for (left, right, expected) in table {
        assert_eq!(digits::kind(&left, &right), expected, "{left:?} {right:?}");
        assert_eq!(digits::kind(&right, &left), expected, "{right:?} {left:?}");
    }
}

/// DESIGN 9: the kinds of two open texts, on French and English keyboards.
#[test]
fn letters_tell_what_the_hand_did() {
    let table = [
        ("Dossier retraite", "Dossier reraite", Kind::LetterMissingOrExtra),
        ("vers le CCAS", "vers leCCAS", Kind::LetterMissingOrExtra),
        ("maison", "maixon", Kind::LetterWrong),
        ("maison", "maidon", Kind::NeighbouringKey),
        ("zut", "aut", Kind::NeighbouringKey),
        ("maison", "masion", Kind::Swapped),
        ("a", "b", Kind::Other),
        ("Rien", "Le médecin", Kind::Other),
        ("salle 12", "salle 13", Kind::NeighbouringKey),
    ];
    for (left, right, expected) in table {
        assert_eq!(letters::kind(left, right), expected, "{left} / {right}");
        assert_eq!(letters::kind(right, left), expected, "{right} / {left}");
    }
}

fn kinds(first: &[(FieldId, Answer)], second: &[(FieldId, Answer)]) -> Vec<Kind> {
    compare(&pair(first, second)).differences.iter().map(|difference| difference.kind).collect()
}

/// DESIGN 9: missing codes, skipped questions, ticks, and a tick in the box beside the right one.
#[test]
fn cells_tell_what_the_hand_did() {
    let blank = Answer::Missing(Missing::Blank);
    assert_eq!(kinds(&[(AGE, blank.clone())], &[(AGE, integer(9))]), [Kind::MissingAgainstValue]);
    assert_eq!(kinds(&[], &[(AGE, integer(9))]), [Kind::SkippedAgainstAnswer]);
    assert_eq!(kinds(&[(AGE, blank.clone())], &[(AGE, Answer::Missing(Missing::Illegible))]), [Kind::Other]);
    assert_eq!(kinds(&[(ACTION, codes(&["1"]))], &[(ACTION, codes(&["1", "10"]))]), [Kind::Tick]);
    assert_eq!(
        kinds(&[(ACTION, codes(&["1"]))], &[(ACTION, codes(&["2"]))]),
        [Kind::NeighbouringCode, Kind::NeighbouringCode]
    );
    assert_eq!(kinds(&[(ACTION, codes(&["1"]))], &[(ACTION, codes(&["10"]))]), [Kind::Tick, Kind::Tick]);
    assert_eq!(kinds(&[(REMARK, words("Été"))], &[(REMARK, words("été"))]), [Kind::Spelling]);
    assert_eq!(kinds(&[(REMARK, words("a  b"))], &[(REMARK, words("a b"))]), [Kind::Normalised]);
}

/// DESIGN 9: answers of two neighbouring questions exchanged, in a table of lines too.
#[test]
fn exchanged_answers_are_told() {
    let below = FieldId(EVENT.0 + 1);
    let exchanged =
        kinds(&[(EVENT, integer(3)), (below, integer(7))], &[(EVENT, integer(7)), (below, integer(3))]);
    assert_eq!(exchanged, [Kind::Exchanged, Kind::Exchanged]);
    let not = kinds(&[(EVENT, integer(3)), (below, integer(7))], &[(EVENT, integer(7)), (below, integer(4))]);
    assert!(!not.contains(&Kind::Exchanged));
    let far = kinds(&[(AGE, integer(3)), (below, integer(7))], &[(AGE, integer(7)), (below, integer(3))]);
    assert!(!far.contains(&Kind::Exchanged));
}

/// DESIGN 9: once the paper was read again it is known who erred, and in which direction.
#[test]
fn after_settling_the_direction_is_known() {
    let mut study = pair(
        &[(AGE, integer(65)), (ACTION, codes(&["1"]))],
        &[(AGE, integer(665)), (ACTION, codes(&["1", "10"]))],
    );
    decide(&mut study, on_field("age", integer(65)), Means::BlindReading);
    let differences = compare(&study).differences;
    let fault = |pass, kind, direction| Fault { pass, kind, direction };
    let after = |at: usize, answer| kind_after(&questionnaire(), &differences[at], &answer);
    let (added, missed) = (Some(Direction::Added), Some(Direction::Missed));
    assert_eq!(after(0, integer(65)), [fault(Pass::Second, Kind::DigitDoubledOrLost, added)]);
    assert_eq!(after(0, integer(665)), [fault(Pass::First, Kind::DigitDoubledOrLost, missed)]);
    assert_eq!(after(0, integer(66)).len(), 2, "both erred");
    assert_eq!(after(1, codes(&["1", "10"])), [fault(Pass::First, Kind::Tick, missed)]);
    assert_eq!(after(1, codes(&["1"])), [fault(Pass::Second, Kind::Tick, added)]);
}

/// Every kind has its name in files and its words in both languages.
#[test]
fn every_kind_has_a_name() {
    let mut names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Kind::ALL.len());
    for language in Language::ALL {
        assert!(Kind::ALL.iter().all(|kind| !kind.text(language).contains("Unknown")));
    }
}
