//! What a supervisor walks through: differing questions, questions that came due, failing hard checks, in
//! sheet order, then paper order. The settling screen shows them one by one.

use crate::questionnaire::{FieldId, Level, Questionnaire};

use super::checks::failing_checks_of;
use super::decisions::SheetDecisions;
use super::{CellDifference, CheckFailure, CheckState, Class, Due, FinalRecord, State};

/// One stop on the way through.
#[derive(Clone, Debug, PartialEq)]
pub struct QueueItem {
    /// The sheet's number.
    pub number: String,
    /// What there is to decide.
    pub item: Item,
    /// Whether it is decided.
    pub state: State,
}

/// What there is to decide.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// The two keyings differ on a question; the boxes of a multiple choice together.
    Difference {
        /// The question's field.
        field: FieldId,
        /// Its differing cells: places in [`super::Comparison::differences`].
        cells: std::ops::Range<usize>,
    },
    /// Nobody keyed the question, because both keyings skipped it; a decision on a filter made it due.
    Due {
        /// The question's field.
        field: FieldId,
    },
    /// The final record breaks a hard rule.
    Check(CheckFailure),
}

impl QueueItem {
    /// The field to show: the differing one, or the last one that the rule reads.
    pub fn field(&self) -> Option<FieldId> {
        match &self.item {
            Item::Difference { field, .. } | Item::Due { field } => Some(*field),
            Item::Check(failure) => failure.fields.last().copied(),
        }
    }
}

/// The stops of one sheet, from its differences (with the place of the first of them), what came due on it,
/// and its final record.
pub(super) fn of_sheet(
    questionnaire: &Questionnaire,
    (differences, start): (&[CellDifference], usize),
    due: &[Due],
    (record, decided): (&FinalRecord, Option<&SheetDecisions<'_>>),
) -> Vec<QueueItem> {
    let mut items = differing_fields(differences, start);
    items.extend(due.iter().map(|due| QueueItem {
        number: due.number.clone(),
        item: Item::Due { field: due.field },
        state: due.state,
    }));
    let failures = failing_checks_of(questionnaire, record, decided).into_iter();
    items.extend(failures.filter(|failure| failure.level == Level::Hard).map(|failure| QueueItem {
        number: failure.number.clone(),
        state: if failure.state == CheckState::Kept { State::Settled } else { State::Open },
        item: Item::Check(failure),
    }));
    // Stable: on one question a difference comes before a rule.
    items.sort_by_key(QueueItem::field);
    items
}

fn differing_fields(differences: &[CellDifference], start: usize) -> Vec<QueueItem> {
    let mut items: Vec<QueueItem> = Vec::new();
    for (at, difference) in (start..).zip(differences) {
        if difference.class == Class::Normalised {
            continue;
        }
        if let Some(last) = items.last_mut()
            && let Item::Difference { field, cells } = &mut last.item
            && *field == difference.cell.field
        {
            cells.end = at + 1;
            if difference.state == State::Open {
                last.state = State::Open;
            }
            continue;
        }
        items.push(QueueItem {
            number: difference.number.clone(),
            item: Item::Difference { field: difference.cell.field, cells: at..at + 1 },
            state: difference.state,
        });
    }
    items
}
