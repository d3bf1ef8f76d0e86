//! What a slip says of itself, on a table of lines. How many are found stands in `tests/promises/kinds`.

use super::super::sample::{EVENT, integer, keying, study};
use super::super::{Comparison, compare};
use crate::questionnaire::{Answer, Field, FieldId, Place, VariableId};
use crate::study::{Pass, Snapshot};

const LINES: u16 = 10;

/// The sample with ten lines of events; five sheets keyed twice, the third with what is given.
fn lines(first: &[i64], second: &[i64]) -> Snapshot {
    let answers = |numbers: &[i64]| -> Vec<(FieldId, Answer)> {
        let at = |(at, number): (usize, &i64)| (FieldId(EVENT.0 + at as u16), integer(*number));
        numbers.iter().enumerate().map(at).collect()
    };
    let mut study = study(Vec::new());
    let mut questionnaire = (*study.questionnaire).clone();
    questionnaire.fields.extend((3..=LINES).map(|line| Field { variable: VariableId(4), line }));
    questionnaire.repeats[0].lines = LINES;
    questionnaire.places[4] = Place::Lines { first: EVENT, step: 1, lines: LINES };
    let same = [4, 8, 15, 16, 23, 42, 7, 9, 31, 5];
    for sheet in 0..5 {
        let (one, other) = if sheet == 2 { (first, second) } else { (&same[..], &same[..]) };
        for (pass, numbers) in [(Pass::First, one), (Pass::Second, other)] {
            let mut keying = keying(&format!("000{sheet}A"), pass, &[]);
            let mut record = crate::questionnaire::Record::empty(&questionnaire);
            for (field, answer) in answers(numbers) {
                record.field_mut(field).answer = answer;
            }
            keying.record = record.into();
            study.keyings.push(keying);
        }
    }
    study.questionnaire = questionnaire.into();
    study
}

fn slips(first: &[i64], second: &[i64]) -> (Snapshot, Comparison) {
    let study = lines(first, second);
    let comparison = compare(&study);
    (study, comparison)
}

/// DESIGN 9: a slip is one event; its differences point to it; put back, it reads like the other keying.
#[test]
fn a_slip_is_one_event() {
    // The second keying has line 3 twice; from there on its answers are one line lower, until the last.
    let paper = [4, 8, 15, 16, 23, 42, 7, 9, 31, 5];
    let keyed = [4, 8, 15, 15, 16, 23, 42, 7, 31, 5];
    let (study, comparison) = slips(&paper, &keyed);
    assert_eq!(comparison.slips.len(), 1, "{:?}", comparison.slips);
    let slip = &comparison.slips[0];
    let at = |line: u16| FieldId(EVENT.0 + line - 1);
    assert_eq!((slip.number.as_str(), slip.pass), ("0002A", Some(Pass::Second)));
    assert_eq!((slip.from, slip.to, slip.shift, slip.lines), (at(3), at(7), 1, 1));
    assert_eq!(slip.cells.len(), 5);
    let of_slip = comparison.differences.iter().filter(|one| one.slip == Some(0));
    assert_eq!(of_slip.count(), 5);
    assert!(comparison.differences.iter().all(|one| one.kind == super::Kind::Slip));
    let [first, second] = [4, 5].map(|at| &study.keyings[at].record);
    for (field, answer) in slip.put_back(Pass::Second, second) {
        assert_eq!(first.answer(field), &answer);
    }
    assert_eq!(slip.unread_by(Pass::Second), [at(8)], "overwritten, read by the first keying alone");
}

/// DESIGN 9: the same the other way round, and upwards.
#[test]
fn either_keying_may_slip_either_way() {
    let paper = [4, 8, 15, 16, 23, 42, 7, 9, 31, 5];
    let higher = [4, 8, 16, 23, 42, 7, 9, 31, 31, 5];
    let (_, comparison) = slips(&higher, &paper);
    let slip = &comparison.slips[0];
    assert_eq!((slip.pass, slip.shift), (Some(Pass::First), -1));
    let (_, comparison) = slips(&paper, &higher);
    assert_eq!((comparison.slips[0].pass, comparison.slips[0].shift), (Some(Pass::Second), -1));
}

/// DESIGN 9: runs of equal answers, answers exchanged and answers far apart are no slip.
#[test]
fn what_is_no_slip_is_not_called_one() {
    let fives = [5; 10];
    let mut one = fives;
    one[4] = 6;
    assert!(slips(&fives, &one).1.slips.is_empty());
    let mut other = fives;
    other[5] = 6;
    assert!(slips(&one, &other).1.slips.is_empty(), "exchanged");
    let paper = [4, 8, 15, 16, 23, 42, 7, 9, 31, 5];
    let mut errors = paper;
    (errors[1], errors[5], errors[6]) = (9, 41, 8);
    assert!(slips(&paper, &errors).1.slips.is_empty());
}
