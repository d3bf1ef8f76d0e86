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
pub mod pairing;
pub mod practice;
pub mod proposals;
pub mod quality;
pub mod queue;
pub mod review;
pub mod third_reading;
pub mod walk;

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
pub use pairing::{Pair, Sheets, sheet_order};
pub use practice::{PracticeResult, judge};
pub use queue::{Item, QueueItem, queue};
pub use review::{Review, unreadable_sheets};
pub use third_reading::{Verdict, settle_reading};
pub use walk::{Order, walk};

use crate::questionnaire::{Answer, Cell, CellContent, FieldId, Missing, Questionnaire, Record, Value};
use crate::study::Snapshot;

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

/// What a difference looks like. A later issue guesses the slip of the hand behind it; here only what
/// the texts themselves say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Texts that are equal after normalisation: no decision is needed.
    Normalised,
    /// Texts that differ in case, accents or punctuation only.
    Spelling,
}

impl Kind {
    /// Its stable name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Normalised => "normalised",
            Self::Spelling => "spelling",
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
    /// What happened, as far as it can be told.
    pub kind: Option<Kind>,
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

/// The two keyings of a study side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Which sheets there are.
    pub sheets: Sheets,
    /// Every differing cell, in sheet order, then paper order.
    pub differences: Vec<CellDifference>,
    /// The counts.
    pub counts: Counts,
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

    fn count_open(&mut self, questionnaire: &Questionnaire) {
        let differing = self.differences.iter().filter(|difference| difference.state == State::Open).count();
        let due = self.due.iter().filter(|due| due.state == State::Open);
        let due: usize = due.map(|due| questionnaire.field_cells(due.field).count()).sum();
        self.counts.open = (differing + due) as u64;
    }

    fn of_pair_mut(&mut self, pair: usize) -> &mut [CellDifference] {
        let places = self.places_of(pair);
        &mut self.differences[places]
    }

    /// Where the differences of a pair begin; `None` where it has none.
    fn place_of_pair(&self, pair: usize) -> Option<usize> {
        let places = self.places_of(pair);
        (!places.is_empty()).then_some(places.start)
    }

    fn places_of(&self, pair: usize) -> std::ops::Range<usize> {
        let start = self.differences.partition_point(|difference| (difference.pair as usize) < pair);
        let end = self.differences.partition_point(|difference| (difference.pair as usize) <= pair);
        start..end
    }
}

/// Compares the finished keyings of a study.
pub fn compare(snapshot: &Snapshot) -> Comparison {
    let sheets = pairing::pair(snapshot);
    let decisions = Decisions::of(snapshot);
    let questionnaire = &*snapshot.questionnaire;
    let fields = compared_fields(snapshot);
    let mut comparison = Comparison { sheets, ..Comparison::default() };
    for (at, pair) in comparison.sheets.both.iter().enumerate() {
        let (Some(first), Some(second)) = (snapshot.keying(pair.first), snapshot.keying(pair.second)) else {
            continue;
        };
        let found = comparison.differences.len();
        compare_records(
            questionnaire,
            &fields,
            (&first.record, &second.record),
            &mut comparison.counts,
            &mut |cell, first, second, class| {
                comparison.differences.push(CellDifference {
                    number: pair.number.clone(),
                    pair: at as u32,
                    cell,
                    first: first.into(),
                    second: second.into(),
                    class,
                    kind: class.kind(),
                    state: if class == Class::Normalised { State::Settled } else { State::Open },
                });
            },
        );
        if let Some(decided) = decisions.of_sheet(&pair.number) {
            for difference in &mut comparison.differences[found..] {
                if decided.settles(difference.cell) {
                    difference.state = State::Settled;
                }
            }
        }
    }
    filters::follow(snapshot, &decisions, &mut comparison);
    comparison.count_open(&snapshot.questionnaire);
    comparison
}

/// The fields that are compared: all but the sheet's number and calculations, with their boxes, and
/// whether the second pass leaves them out: they are compared only where they were keyed all the same.
fn compared_fields(snapshot: &Snapshot) -> Vec<(FieldId, u64, bool)> {
    let questionnaire = &*snapshot.questionnaire;
    let number = questionnaire.sheet_number_field();
    let left_out = snapshot.plan.left_out(questionnaire);
    questionnaire
        .field_ids()
        .filter(|field| Some(*field) != number)
        .map(|field| (field, questionnaire.field_cells(field).count() as u64, left_out.contains(&field)))
        .filter(|(_, cells, _)| *cells > 0)
        .collect()
}

/// Compares two records cell by cell; nothing is allocated where they are equal.
fn compare_records<'a>(
    questionnaire: &Questionnaire,
    fields: &[(FieldId, u64, bool)],
    (first, second): (&'a Record, &'a Record),
    counts: &mut Counts,
    found: &mut impl FnMut(Cell, CellContent<'a>, CellContent<'a>, Class),
) {
    for &(field, cells, left_out) in fields {
        let (a, b) = (first.answer(field), second.answer(field));
        if left_out && *b == Answer::NotKeyed {
            continue;
        }
        if a == b {
            counts.compared += if a.is_empty_in_files() || a.is_not_asked() { 0 } else { cells };
            continue;
        }
        // A version that did not ask says nothing that the other reading could differ from.
        if a.is_not_asked() || b.is_not_asked() {
            continue;
        }
        let variable = questionnaire.field_variable(field);
        for cell in questionnaire.field_cells(field) {
            let (left, right) = (a.cell(variable, cell.choice), b.cell(variable, cell.choice));
            if left == CellContent::Empty && right == CellContent::Empty {
                continue;
            }
            counts.compared += 1;
            let class = equality::class(&variable.kind, (a, left), (b, right));
            if class == Class::Equal {
                continue;
            }
            counts.different += 1;
            match class {
                Class::Value => counts.different_outside_text += 1,
                Class::Normalised => counts.normalised_equal += 1,
                Class::Spelling => counts.spelling += 1,
                Class::Text | Class::Equal => {}
            }
            found(cell, left, right, class);
        }
    }
}
