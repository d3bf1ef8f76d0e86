//! Everything a supervisor looks at, computed once from one snapshot: the comparison and the queue.

use std::sync::Arc;

use super::{Comparison, QueueItem, State, compare, queue, sheet_order};
use crate::questionnaire::{Answer, FieldId};
use crate::study::{Keying, Snapshot};

/// A snapshot of a study with what follows from it.
#[derive(Clone, Debug)]
pub struct Review {
    /// The study as it was read.
    pub snapshot: Arc<Snapshot>,
    /// Where the keyings differ.
    pub comparison: Comparison,
    /// What there is to decide, in sheet order, then paper order.
    pub queue: Vec<QueueItem>,
}

impl Review {
    /// Compares and queues.
    pub fn of(snapshot: Arc<Snapshot>) -> Self {
        let comparison = compare(&snapshot);
        let queue = queue(&snapshot, &comparison);
        Self { snapshot, comparison, queue }
    }

    /// How many items of the queue are still open.
    pub fn open_items(&self) -> usize {
        self.queue.iter().filter(|item| item.state == State::Open).count()
    }

    /// The two keyings of a sheet that is keyed twice.
    pub fn keyings_of(&self, number: &str) -> Option<(&Keying, &Keying)> {
        let both = &self.comparison.sheets.both;
        let at = both.binary_search_by(|pair| sheet_order(&pair.number, number)).ok()?;
        let pair = both.get(at)?;
        Some((self.snapshot.keying(pair.first)?, self.snapshot.keying(pair.second)?))
    }

    /// What the two keyings say at a field of a sheet.
    pub fn answers_of(&self, number: &str, field: FieldId) -> Option<(&Answer, &Answer)> {
        let (first, second) = self.keyings_of(number)?;
        Some((first.record.answer(field), second.record.answer(field)))
    }
}
