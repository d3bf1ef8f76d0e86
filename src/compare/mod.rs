//! Where the two keyings of a study differ, what was decided, and the final records. Pure: no window,
//! no SQL, no clock; everything is computed from one snapshot of the study.

pub mod by_variable;
pub mod checks;
pub mod decision_file;
pub mod decisions;
pub mod early;
pub mod equality;
pub mod filters;
pub mod final_record;
pub mod kinds;
pub mod known;
pub mod pairing;
pub mod practice;
pub mod proposals;
pub mod quality;
pub mod queue;
pub mod review;
pub mod sides;
pub mod slips;
pub mod third_reading;
pub mod walk;
pub mod watch;

mod by_sheet;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub use by_variable::{VariableCounts, by_variable};
pub use checks::{CheckFailure, CheckSource, CheckState};
pub use early::early_count;
pub use equality::{Class, normalise};
pub use filters::{Due, FilterEvent};
pub use final_record::{FinalRecord, PartialBoxes, Standing};
pub use kinds::{Direction, Fault, Kind, kind_after};
pub use known::{KnownSheets, known_sheets};
pub use pairing::{Pair, Sheets, sheet_order};
pub use practice::{PracticeResult, judge};
pub use queue::{Item, QueueItem};
pub use review::{Review, decided_since, unreadable_sheets};
pub use slips::Slip;
pub use third_reading::{Verdict, settle_reading};
pub use walk::{Order, walk};
pub use watch::Watch;

use std::sync::Arc;

use crate::questionnaire::{Cell, CellContent, Missing, Value};
use crate::study::Snapshot;

use by_sheet::Desk;
use decisions::Decisions;

/// What a cell holds, kept apart from the keying it was read in.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue {
    /// Not applicable, or empty in a file.
    Empty,
    /// A missing code.
    Missing(Missing),
    /// A box, ticked or not.
    Ticked(bool),
    /// A value.
    Value(Value),
}

impl From<CellContent<'_>> for CellValue {
    fn from(content: CellContent<'_>) -> Self {
        match content {
            CellContent::Empty => Self::Empty,
            CellContent::Missing(missing) => Self::Missing(missing),
            CellContent::Ticked(ticked) => Self::Ticked(ticked),
            CellContent::Value(value) => Self::Value(value.clone()),
            CellContent::AsWritten(text) => Self::Value(Value::AsWritten(text.to_owned())),
        }
    }
}

impl CellValue {
    /// The same, borrowed.
    pub fn content(&self) -> CellContent<'_> {
        match self {
            Self::Empty => CellContent::Empty,
            Self::Missing(missing) => CellContent::Missing(*missing),
            Self::Ticked(ticked) => CellContent::Ticked(*ticked),
            Self::Value(value) => CellContent::Value(value),
        }
    }
}

/// Whether a difference still needs a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Nobody has decided.
    Open,
    /// Decided, or equal after normalisation.
    Settled,
}

impl State {
    /// Its stable name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Settled => "settled",
        }
    }
}

/// A cell on which the two keyings of a sheet differ.
#[derive(Clone, Debug, PartialEq)]
pub struct CellDifference {
    /// The sheet's number.
    pub number: String,
    /// Its place in [`Sheets::both`].
    pub pair: u32,
    /// Where.
    pub cell: Cell,
    /// What the first keying says.
    pub first: CellValue,
    /// What the second keying says.
    pub second: CellValue,
    /// How the two differ.
    pub class: Class,
    /// What happened, as far as the values tell.
    pub kind: Kind,
    /// The slip it is part of: its place in [`Comparison::slips`].
    pub slip: Option<u32>,
    /// Whether it is decided.
    pub state: State,
}

/// How many cells were compared and how they differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Cells where at least one keying says something.
    pub compared: u64,
    /// Cells that differ as keyed.
    pub different: u64,
    /// Those that are not free text.
    pub different_outside_text: u64,
    /// Free texts that are equal after normalisation.
    pub normalised_equal: u64,
    /// Free texts that differ in spelling only.
    pub spelling: u64,
    /// Cells that still need a decision: differences, and answers that came due and nobody keyed.
    pub open: u64,
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, counts| Self {
            compared: sum.compared + counts.compared,
            different: sum.different + counts.different,
            different_outside_text: sum.different_outside_text + counts.different_outside_text,
            normalised_equal: sum.normalised_equal + counts.normalised_equal,
            spelling: sum.spelling + counts.spelling,
            open: sum.open + counts.open,
        })
    }
}

/// The two keyings of a study side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Which sheets there are.
    pub sheets: Arc<Sheets>,
    /// Every differing cell, in sheet order, then paper order.
    pub differences: Vec<CellDifference>,
    /// Answers that stand some lines too low or too high: each explains several of the differences.
    pub slips: Vec<Slip>,
    /// The counts.
    pub counts: Counts,
    /// The counts by [`crate::questionnaire::FieldId`]; open ones are differences alone.
    pub by_field: Vec<Counts>,
    /// Differences that hang together, because the keyings differ on a filter question.
    pub events: Vec<FilterEvent>,
    /// Questions that nobody keyed and that decisions on filters made due, in sheet order.
    pub due: Vec<Due>,
}

impl Comparison {
    /// The differences of one pair, in paper order.
    pub fn of_pair(&self, pair: usize) -> &[CellDifference] {
        &self.differences[self.places_of(pair)]
    }

    /// The event that a difference belongs to, by its place: a place in [`Self::events`].
    pub fn event_of(&self, difference: usize) -> Option<usize> {
        let pair = self.differences.get(difference)?.pair;
        let start = self.events.partition_point(|event| event.pair < pair);
        let of_pair = self.events[start..].iter().take_while(|event| event.pair == pair);
        of_pair.enumerate().find(|(_, event)| event.cells.contains(&difference)).map(|(at, _)| start + at)
    }

    /// Which sheets there are; nothing is compared yet.
    fn begun(snapshot: &Snapshot) -> Self {
        let by_field = vec![Counts::default(); snapshot.questionnaire.fields.len()];
        Self { sheets: Arc::new(pairing::pair(snapshot)), by_field, ..Self::default() }
    }

    fn places_of(&self, pair: usize) -> std::ops::Range<usize> {
        let start = self.differences.partition_point(|difference| (difference.pair as usize) < pair);
        let end = self.differences.partition_point(|difference| (difference.pair as usize) <= pair);
        start..end
    }
}

/// Compares the finished keyings of a study.
pub fn compare(snapshot: &Snapshot) -> Comparison {
    compare_watched(snapshot, &Watch::default()).unwrap_or_default()
}

/// Compares the finished keyings of a study, telling how far it is; `None` when it was told to stop.
pub fn compare_watched(snapshot: &Snapshot, watch: &Watch) -> Option<Comparison> {
    let mut comparison = Comparison::begun(snapshot);
    let sheets = Arc::clone(&comparison.sheets);
    let desk = Desk::of(snapshot, &sheets.both, Decisions::of(snapshot), false);
    let keyed = sheets.keyed(snapshot.plan.single_keying_allowed);
    let whole = watch.in_runs(
        keyed.len(),
        |run| desk.part(&keyed[run]),
        |part| comparison.add(part, &mut Vec::new()),
    );
    comparison.count(&snapshot.questionnaire);
    whole.then_some(comparison)
}
