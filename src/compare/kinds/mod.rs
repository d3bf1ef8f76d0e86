//! What each difference looks like: the slip of a hand that best explains two values, judged from the
//! values alone (DESIGN 9). Nothing here knows which keying is right (see `after`), nor finds answers
//! shifted by a line (see `slips`).

pub mod after;
mod digits;
mod letters;

#[cfg(test)]
mod tests;

pub use after::{Direction, Fault, kind_after};

use crate::questionnaire::{CellContent, Place, Questionnaire, Value, Variable, VariableType};
use crate::text;
use crate::texts::Language;

use super::equality::Class;
use super::{CellDifference, CellValue};

/// What a difference looks like. Where several would explain it, the first that fits in the order
/// below counts; which of two values came first on the paper plays no part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Texts that are equal after normalisation: no decision is needed.
    Normalised,
    /// Texts that differ in case, accents or punctuation only.
    Spelling,
    /// Part of answers that stand a line lower or higher in one keying: see [`super::Slip`].
    Slip,
    /// The answers of two neighbouring questions, each in the other's place.
    Exchanged,
    /// A missing code in one keying, a value in the other.
    MissingAgainstValue,
    /// Skipped in one keying, answered in the other.
    SkippedAgainstAnswer,
    /// A box next to the right one: of one choice, or two boxes of a multiple choice.
    NeighbouringCode,
    /// A box of a multiple choice, ticked in one keying only.
    Tick,
    /// Day and month of a date, each in the other's place.
    DayAndMonthSwapped,
    /// Two digits or letters side by side, each in the other's place.
    Swapped,
    /// A digit more in one keying: doubled, or lost.
    DigitDoubledOrLost,
    /// One key beside another: on the number pad, in the row of digits, or among the letters.
    NeighbouringKey,
    /// A text with one or two letters more than the other.
    LetterMissingOrExtra,
    /// A text with one or two other letters.
    LetterWrong,
    /// Nothing of the kind.
    Other,
}

impl Kind {
    /// Every kind, in the order in which they are tried.
    pub const ALL: [Self; 15] = [
        Self::Normalised,
        Self::Spelling,
        Self::Slip,
        Self::Exchanged,
        Self::MissingAgainstValue,
        Self::SkippedAgainstAnswer,
        Self::NeighbouringCode,
        Self::Tick,
        Self::DayAndMonthSwapped,
        Self::Swapped,
        Self::DigitDoubledOrLost,
        Self::NeighbouringKey,
        Self::LetterMissingOrExtra,
        Self::LetterWrong,
        Self::Other,
    ];

    /// Its stable name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Normalised => "normalised",
            Self::Spelling => "spelling",
            Self::Slip => "slip",
            Self::Exchanged => "exchanged",
            Self::MissingAgainstValue => "missing_against_value",
            Self::SkippedAgainstAnswer => "skipped_against_answer",
            Self::NeighbouringCode => "neighbouring_code",
            Self::Tick => "tick",
            Self::DayAndMonthSwapped => "day_and_month_swapped",
            Self::Swapped => "swapped",
            Self::DigitDoubledOrLost => "digit_doubled_or_lost",
            Self::NeighbouringKey => "neighbouring_key",
            Self::LetterMissingOrExtra => "letter_missing_or_extra",
            Self::LetterWrong => "letter_wrong",
            Self::Other => "other",
        }
    }

    /// What a person reads.
    pub fn text(self, language: Language) -> String {
        let id = format!("kind-{}", self.name().replace('_', "-"));
        text!(language, &id)
    }
}

/// What two differing cells look like, without what stands beside them on the sheet.
pub fn kind_of(variable: &Variable, class: Class, first: &CellValue, second: &CellValue) -> Kind {
    match class {
        Class::Normalised => return Kind::Normalised,
        Class::Spelling => return Kind::Spelling,
        Class::Equal | Class::Text | Class::Value => {}
    }
    let (left, right) = match (first.content(), second.content()) {
        (CellContent::Empty, _) | (_, CellContent::Empty) => return Kind::SkippedAgainstAnswer,
        (CellContent::Missing(_), CellContent::Missing(_)) => return Kind::Other,
        (CellContent::Missing(_), _) | (_, CellContent::Missing(_)) => return Kind::MissingAgainstValue,
        (CellContent::Ticked(_), CellContent::Ticked(_)) => return Kind::Tick,
        (CellContent::Value(left), CellContent::Value(right)) => (left, right),
        _ => return Kind::Other,
    };
    match variable.kind {
        VariableType::Text { .. } => letters::kind(&left.neutral_text(), &right.neutral_text()),
        VariableType::SelectOne if neighbours(variable, left, right) => Kind::NeighbouringCode,
        _ => digits::kind(left, right),
    }
}

/// Whether two codes stand side by side in the list of choices.
fn neighbours(variable: &Variable, left: &Value, right: &Value) -> bool {
    let place = |value: &Value| match value {
        Value::Code(code) => variable.choices.iter().position(|choice| choice.name == *code),
        _ => None,
    };
    place(left).zip(place(right)).is_some_and(|(left, right)| left.abs_diff(right) == 1)
}

/// How far apart, in fields, two answers may stand to be exchanged: the next one, with one between them
/// at most (a column of a grid, a question that was skipped).
const NEAR: u16 = 2;

/// Looks at the differences of one sheet together: answers exchanged between neighbouring questions, and
/// a tick in the box beside the right one. `differences` are in paper order.
pub(super) fn look_around(questionnaire: &Questionnaire, differences: &mut [CellDifference]) {
    let mut taken = vec![false; differences.len()];
    for one in 0..differences.len() {
        for other in one + 1..differences.len() {
            let reach = differences[one].cell.field.0 + NEAR.max(line_step(questionnaire, &differences[one]));
            if differences[other].cell.field.0 > reach {
                break;
            }
            if taken[one] || taken[other] {
                continue;
            }
            let found = exchanged(questionnaire, &differences[one], &differences[other])
                .or_else(|| box_beside(differences, one, other));
            if let Some(kind) = found {
                for at in [one, other] {
                    differences[at].kind = kind;
                    taken[at] = true;
                }
            }
        }
    }
}

/// From a field to the one below it in a table of lines; 0 outside.
fn line_step(questionnaire: &Questionnaire, difference: &CellDifference) -> u16 {
    match questionnaire.place(questionnaire.field(difference.cell.field).variable) {
        Place::Lines { step, .. } => step,
        Place::Nowhere | Place::Single(_) => 0,
    }
}

fn exchanged(questionnaire: &Questionnaire, one: &CellDifference, other: &CellDifference) -> Option<Kind> {
    let single = one.cell.choice.is_none() && other.cell.choice.is_none();
    let apart = other.cell.field.0 - one.cell.field.0;
    let near = (1..=NEAR).contains(&apart) || apart == line_step(questionnaire, one);
    let crossed = one.first == other.second && one.second == other.first;
    (single && near && crossed).then_some(Kind::Exchanged)
}

/// Two boxes side by side, the only two of their question that differ, one ticked in each keying.
fn box_beside(differences: &[CellDifference], one: usize, other: usize) -> Option<Kind> {
    let (left, right) = (&differences[one], &differences[other]);
    let side_by_side = left.cell.choice? + 1 == right.cell.choice? && left.cell.field == right.cell.field;
    let crossed = left.kind == Kind::Tick && left.first == right.second && left.second == right.first;
    let of_question = differences.iter().filter(|near| near.cell.field == left.cell.field).count();
    (side_by_side && crossed && of_question == 2).then_some(Kind::NeighbouringCode)
}
