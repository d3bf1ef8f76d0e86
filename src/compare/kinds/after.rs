//! What each keying did once the paper was read again: then it is known who erred, and in which
//! direction. Before that a difference has no direction (see `kind_of`).

use crate::questionnaire::{Answer, Questionnaire};
use crate::study::Pass;

use super::{Kind, kind_of};
use crate::compare::equality::{self, Class};
use crate::compare::{CellDifference, CellValue};

/// On which side of the paper a keying erred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Less than the paper says: a box missed, a digit or letter lost, a value keyed as missing.
    Missed,
    /// More than the paper says: a box ticked in excess, a digit doubled, a letter extra, a value where
    /// the paper has none.
    Added,
}

/// A mistake of one keying, known after the paper was read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fault {
    /// Whose.
    pub pass: Pass,
    /// What happened.
    pub kind: Kind,
    /// In which direction, where the kind has one.
    pub direction: Option<Direction>,
}

/// Which of the two keyings of a cell erred and how, given the final answer of its question. A keying
/// that equals the final answer, after normalisation too, is not among them. What the whole sheet told
/// before (a slip, answers exchanged, the box beside) stays.
pub fn kind_after(questionnaire: &Questionnaire, difference: &CellDifference, answer: &Answer) -> Vec<Fault> {
    let variable = questionnaire.field_variable(difference.cell.field);
    let right = CellValue::from(answer.cell(variable, difference.cell.choice));
    let keyed = [(Pass::First, &difference.first), (Pass::Second, &difference.second)];
    let faults = keyed.into_iter().filter_map(|(pass, keyed)| {
        let class = equality::contents(&variable.kind, keyed.content(), right.content());
        if matches!(class, Class::Equal | Class::Normalised) {
            return None;
        }
        let alone = kind_of(variable, class, keyed, &right);
        let of_sheet = matches!(difference.kind, Kind::Slip | Kind::Exchanged)
            || difference.kind == Kind::NeighbouringCode && alone == Kind::Tick;
        let kind = if of_sheet { difference.kind } else { alone };
        Some(Fault { pass, kind, direction: direction(kind, keyed, &right) })
    });
    faults.collect()
}

fn direction(kind: Kind, keyed: &CellValue, right: &CellValue) -> Option<Direction> {
    let length = |value: &CellValue| match value {
        CellValue::Empty | CellValue::Missing(_) | CellValue::Ticked(false) => 0,
        CellValue::Ticked(true) => 1,
        CellValue::Value(value) => value.neutral_text().chars().count() + 1,
    };
    let directed = matches!(
        kind,
        Kind::Tick
            | Kind::DigitDoubledOrLost
            | Kind::LetterMissingOrExtra
            | Kind::MissingAgainstValue
            | Kind::SkippedAgainstAnswer
    );
    let side = length(keyed).cmp(&length(right));
    match side {
        std::cmp::Ordering::Less if directed => Some(Direction::Missed),
        std::cmp::Ordering::Greater if directed => Some(Direction::Added),
        _ => None,
    }
}
