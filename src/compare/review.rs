//! Everything a supervisor looks at, computed once from one snapshot: the comparison and the queue.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::proposals::{Proposals, proposals};
use super::{Comparison, QueueItem, State, compare, queue, sheet_order};
use crate::questionnaire::{Answer, FieldId};
use crate::study::declaration::standing;
use crate::study::{Declaration, Keying, OperatorId, Said, Snapshot};

/// A snapshot of a study with what follows from it.
#[derive(Clone, Debug)]
pub struct Review {
    /// The study as it was read.
    pub snapshot: Arc<Snapshot>,
    /// Where the keyings differ.
    pub comparison: Comparison,
    /// What looks wrong in the pairing of sheets.
    pub proposals: Proposals,
    /// What there is to decide, in sheet order, then paper order.
    pub queue: Vec<QueueItem>,
}

impl Review {
    /// Compares and queues.
    pub fn of(snapshot: Arc<Snapshot>) -> Self {
        let comparison = compare(&snapshot);
        let proposals = proposals(&snapshot, &comparison);
        let queue = queue(&snapshot, &comparison);
        Self { snapshot, comparison, proposals, queue }
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

    /// Whether one of the two keyings of a sheet is this operator's own: then another one should settle it.
    pub fn is_keyed_by(&self, number: &str, operator: OperatorId) -> bool {
        self.keyings_of(number)
            .is_some_and(|(first, second)| first.operator == operator || second.operator == operator)
    }

    /// What the two keyings say at a field of a sheet.
    pub fn answers_of(&self, number: &str, field: FieldId) -> Option<(&Answer, &Answer)> {
        let (first, second) = self.keyings_of(number)?;
        Some((first.record.answer(field), second.record.answer(field)))
    }
}

/// The sheets that are with the field team because they could not be read, by number.
pub fn unreadable_sheets(declarations: &[Declaration]) -> BTreeMap<&str, &Declaration> {
    let unreadable = |declaration: &&Declaration| matches!(declaration.said, Said::Unreadable { .. });
    standing(declarations).filter(unreadable).filter_map(|it| Some((it.number.as_deref()?, it))).collect()
}
