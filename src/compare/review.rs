//! Everything a supervisor looks at, computed from one snapshot: the comparison, the proposals and the
//! queue; whole, or from the review before where only decisions came since.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::by_sheet::{Desk, places_of};
use super::decisions::Decisions;
use super::proposals::{Proposals, proposals};
use super::{Comparison, QueueItem, State, Watch, sheet_order};
use crate::questionnaire::{Answer, FieldId};
use crate::study::declaration::standing;
use crate::study::{Declaration, Keying, OperatorId, Said, Snapshot, matchings};

/// A snapshot of a study with what follows from it.
#[derive(Clone, Debug)]
pub struct Review {
    /// The study as it was read.
    pub snapshot: Arc<Snapshot>,
    /// Where the keyings differ.
    pub comparison: Comparison,
    /// What looks wrong in the pairing of sheets.
    pub proposals: Arc<Proposals>,
    /// What there is to decide, in sheet order, then paper order.
    pub queue: Vec<QueueItem>,
}

impl Review {
    /// Compares and queues.
    pub fn of(snapshot: Arc<Snapshot>) -> Self {
        let nothing = Self::begun(Arc::clone(&snapshot));
        Self::watched(snapshot, &Watch::default(), |_| {}).unwrap_or(nothing)
    }

    /// Compares and queues, telling how far it is; `None` when it was told to stop. Several times on the way
    /// `tell` hears of what was found so far: the first sheets of the whole, without proposals.
    pub fn watched(snapshot: Arc<Snapshot>, watch: &Watch, mut tell: impl FnMut(Self)) -> Option<Self> {
        let mut review = Self::begun(Arc::clone(&snapshot));
        let sheets = Arc::clone(&review.comparison.sheets);
        let keyed = sheets.keyed(snapshot.plan.single_keying_allowed);
        let desk = Desk::of(&snapshot, &sheets.both, Decisions::of(&snapshot), true);
        let (mut runs, mut tell_at) = (0, 2);
        let whole = watch.in_runs(
            keyed.len(),
            |run| desk.part(&keyed[run]),
            |part| {
                review.comparison.add(part, &mut review.queue);
                runs += 1;
                // Ever rarer: what is told is a copy.
                if runs == tell_at {
                    tell_at *= 2;
                    review.comparison.count(&snapshot.questionnaire);
                    tell(review.clone());
                }
            },
        );
        if !whole {
            return None;
        }
        review.comparison.count(&snapshot.questionnaire);
        review.proposals = Arc::new(proposals(&snapshot, &review.comparison));
        Some(review)
    }

    /// The review of a later snapshot, if nothing but decisions came since: only the sheets that were decided
    /// on are looked at again. `None` where it takes a whole one.
    pub fn after(before: &Self, snapshot: Arc<Snapshot>) -> Option<Self> {
        let numbers = decided_since(&before.snapshot, &snapshot)?;
        let mut review = Self { snapshot: Arc::clone(&snapshot), ..before.clone() };
        let sheets = Arc::clone(&review.comparison.sheets);
        let decisions = Decisions::of_those(&snapshot, |number| numbers.contains(number));
        let desk = Desk::of(&snapshot, &sheets.both, decisions, true);
        let once_counts = snapshot.plan.single_keying_allowed;
        for sheet in numbers.iter().filter_map(|number| sheets.keyed_sheet(number, once_counts)) {
            review.comparison.take_again(&sheet, desk.part(&[sheet]), &mut review.queue);
        }
        review.comparison.count(&snapshot.questionnaire);
        Some(review)
    }

    fn begun(snapshot: Arc<Snapshot>) -> Self {
        let comparison = Comparison::begun(&snapshot);
        Self { snapshot, comparison, proposals: Arc::default(), queue: Vec::new() }
    }

    /// How many items of the queue are still open.
    pub fn open_items(&self) -> usize {
        self.queue.iter().filter(|item| item.state == State::Open).count()
    }

    /// The stops on one sheet.
    pub fn queue_of(&self, number: &str) -> &[QueueItem] {
        &self.queue[self.stops_of(number)]
    }

    /// The places of the stops on one sheet, in [`Self::queue`].
    pub fn stops_of(&self, number: &str) -> Range<usize> {
        places_of(&self.queue, number, |item| &item.number)
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

/// The numbers that decisions were made on between two snapshots of a study; `None` where something else may
/// have changed that a review depends on.
pub fn decided_since<'a>(before: &Snapshot, now: &'a Snapshot) -> Option<BTreeSet<&'a str>> {
    let matched = |snapshot: &Snapshot| -> Vec<uuid::Uuid> {
        matchings(&snapshot.declarations).map(|(declaration, _)| declaration.id).collect()
    };
    let same = now.keyings.are_those_of(&before.keyings)
        && Arc::ptr_eq(&now.questionnaire, &before.questionnaire)
        && now.plan == before.plan
        && now.expected == before.expected
        && now.due == before.due
        && matched(now) == matched(before);
    let (known, new) = now.resolutions.split_at_checked(before.resolutions.len())?;
    let appended = known.iter().map(|one| one.id).eq(before.resolutions.iter().map(|one| one.id));
    (same && appended).then(|| new.iter().map(|resolution| resolution.number.as_str()).collect())
}

/// The sheets that are with the field team because they could not be read, by number.
pub fn unreadable_sheets(declarations: &[Declaration]) -> BTreeMap<&str, &Declaration> {
    let unreadable = |declaration: &&Declaration| matches!(declaration.said, Said::Unreadable { .. });
    standing(declarations).filter(unreadable).filter_map(|it| Some((it.number.as_deref()?, it))).collect()
}
