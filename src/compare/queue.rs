//! What a supervisor walks through: differing questions, questions that came due, failing hard checks, in
//! sheet order, then paper order. The settling screen shows them one by one.

use crate::questionnaire::{FieldId, Level};
use crate::study::Snapshot;

use super::checks::failing_checks;
use super::{CheckFailure, CheckState, Class, Comparison, State};

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
        /// Its differing cells: places in [`Comparison::differences`].
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

/// The whole queue of a study, settled items included.
pub fn queue(snapshot: &Snapshot, comparison: &Comparison) -> Vec<QueueItem> {
    let mut items = differing_fields(comparison);
    items.extend(comparison.due.iter().map(|due| QueueItem {
        number: due.number.clone(),
        item: Item::Due { field: due.field },
        state: due.state,
    }));
    items.extend(failing_checks(snapshot, comparison).into_iter().filter_map(|failure| {
        (failure.level == Level::Hard).then(|| QueueItem {
            number: failure.number.clone(),
            state: if failure.state == CheckState::Kept { State::Settled } else { State::Open },
            item: Item::Check(failure),
        })
    }));
    items.sort_by(|left, right| {
        super::sheet_order(&left.number, &right.number).then(left.field().cmp(&right.field()))
    });
    items
}

fn differing_fields(comparison: &Comparison) -> Vec<QueueItem> {
    let mut items: Vec<QueueItem> = Vec::new();
    for (at, difference) in comparison.differences.iter().enumerate() {
        if difference.class == Class::Normalised {
            continue;
        }
        if let Some(last) = items.last_mut()
            && last.number == difference.number
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
