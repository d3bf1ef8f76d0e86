//! What one sheet comes to: its differences with their kinds, slips, events of filters, questions that came
//! due, and its stops in the queue. It depends on that sheet's keyings and decisions alone, so that sheets
//! can be compared side by side, and again one by one after a decision.

use std::ops::Range;
use std::sync::OnceLock;

use crate::questionnaire::Questionnaire;
use crate::study::{Keying, Snapshot};

use super::decisions::{Decisions, SheetDecisions};
use super::filters;
use super::final_record::{Terms, final_record};
use super::pairing::KeyedSheet;
use super::sides::Sides;
use super::{
    CellDifference, Class, Comparison, Counts, Due, FilterEvent, Item, Kind, Pair, QueueItem, Slip, State,
    kinds, queue, sheet_order, slips,
};

/// What any sheet of a study is compared with.
pub(super) struct Desk<'a> {
    snapshot: &'a Snapshot,
    pairs: &'a [Pair],
    decisions: Decisions<'a>,
    sides: Sides<'a>,
    terms: Terms<'a>,
    /// How often each answer is given; counted when a sheet may hold a slip.
    frequencies: OnceLock<slips::Frequencies>,
    /// Whether stops in the queue are wanted.
    queued: bool,
}

/// What some sheets came to, in sheet order. Places are counted from the first of these sheets.
#[derive(Default)]
pub(super) struct Part {
    differences: Vec<CellDifference>,
    slips: Vec<Slip>,
    by_field: Vec<Counts>,
    events: Vec<FilterEvent>,
    due: Vec<Due>,
    queue: Vec<QueueItem>,
}

impl<'a> Desk<'a> {
    pub(super) fn of(
        snapshot: &'a Snapshot,
        pairs: &'a [Pair],
        decisions: Decisions<'a>,
        queued: bool,
    ) -> Self {
        Self {
            snapshot,
            pairs,
            decisions,
            sides: Sides::of(snapshot),
            terms: Terms::of(snapshot),
            frequencies: OnceLock::new(),
            queued,
        }
    }

    /// Looks at sheets, which are in sheet order.
    pub(super) fn part(&self, sheets: &[KeyedSheet<'_>]) -> Part {
        let fields = self.snapshot.questionnaire.fields.len();
        let mut part = Part { by_field: vec![Counts::default(); fields], ..Part::default() };
        sheets.iter().for_each(|sheet| self.look_at(sheet, &mut part));
        part
    }

    fn look_at(&self, sheet: &KeyedSheet<'_>, part: &mut Part) {
        let Some(first) = self.snapshot.keying(sheet.first) else { return };
        let second = sheet.second.and_then(|second| self.snapshot.keying(second));
        let decided = self.decisions.of_sheet(sheet.number);
        let (found, due) = (part.differences.len(), part.due.len());
        let pair = sheet.pair.and_then(|at| Some((at, self.pairs.get(at)?)));
        if let (Some(pair), Some(second)) = (pair, second) {
            self.compare(pair, [first, second], decided, part);
        }
        if !self.queued && decided.is_none() {
            return;
        }
        let questionnaire = &*self.snapshot.questionnaire;
        let record = final_record(&self.terms, sheet.number, first, second, decided);
        if decided.is_some() {
            part.due.extend(filters::settle(&record, &mut part.differences[found..]));
        }
        if self.queued {
            let found = (&part.differences[found..], found);
            part.queue.extend(queue::of_sheet(questionnaire, found, &part.due[due..], (&record, decided)));
        }
    }

    /// The differences of a pair, with kinds, slips and events.
    fn compare(
        &self,
        (at, pair): (usize, &Pair),
        [first, second]: [&Keying; 2],
        decided: Option<&SheetDecisions<'_>>,
        part: &mut Part,
    ) {
        let questionnaire = &*self.snapshot.questionnaire;
        let Part { differences, slips, by_field, events, .. } = part;
        let found = differences.len();
        let (one, other) = (first.record.packed(), second.record.packed());
        self.sides.compare(&one, &other, by_field, &mut |cell, first, second, class| {
            differences.push(CellDifference {
                number: pair.number.clone(),
                pair: at as u32,
                cell,
                first: first.into(),
                second: second.into(),
                class,
                kind: Kind::Other,
                slip: None,
                state: if class == Class::Normalised { State::Settled } else { State::Open },
            });
        });
        let of_sheet = &mut differences[found..];
        if of_sheet.is_empty() {
            return;
        }
        for difference in &mut *of_sheet {
            let variable = questionnaire.field_variable(difference.cell.field);
            difference.kind =
                kinds::kind_of(variable, difference.class, &difference.first, &difference.second);
            if decided.is_some_and(|decided| decided.settles(difference.cell)) {
                difference.state = State::Settled;
            }
        }
        kinds::look_around(questionnaire, of_sheet);
        if slips::can_slip(of_sheet) {
            let count = || slips::Frequencies::of(self.snapshot, self.pairs);
            let frequencies = self.frequencies.get_or_init(count);
            slips.extend(slips::find(self.snapshot, frequencies, (at, pair), of_sheet, slips.len()));
        }
        events.extend(filters::events(
            questionnaire,
            &self.terms.filters,
            [first, second],
            (of_sheet, found),
        ));
    }
}

impl Comparison {
    /// Adds what the next sheets came to, and their stops.
    pub(super) fn add(&mut self, part: Part, queue: &mut Vec<QueueItem>) {
        let (differences, slips) = (self.differences.len(), self.slips.len() as u32);
        self.differences.extend(part.differences.into_iter().map(|mut difference| {
            difference.slip = difference.slip.map(|slip| slip + slips);
            difference
        }));
        self.slips.extend(part.slips);
        self.events.extend(part.events.into_iter().map(|mut event| {
            event.cells.iter_mut().for_each(|cell| *cell += differences);
            event
        }));
        self.due.extend(part.due);
        queue.extend(part.queue.into_iter().map(|item| moved_on(item, differences)));
        for (sum, counts) in self.by_field.iter_mut().zip(part.by_field) {
            *sum = [*sum, counts].into_iter().sum();
        }
    }

    /// Takes what one sheet comes to after other decisions on it: what differs is the same, what is open may
    /// not be.
    pub(super) fn take_again(&mut self, sheet: &KeyedSheet<'_>, part: Part, queue: &mut Vec<QueueItem>) {
        let places = sheet.pair.map_or(0..0, |pair| self.places_of(pair));
        let start = places.start;
        for (difference, again) in self.differences[places].iter_mut().zip(part.differences) {
            difference.state = again.state;
        }
        let of_sheet = places_of(&self.due, sheet.number, |due| &due.number);
        self.due.splice(of_sheet, part.due);
        let of_sheet = places_of(queue, sheet.number, |item| &item.number);
        queue.splice(of_sheet, part.queue.into_iter().map(|item| moved_on(item, start)));
    }

    /// Counts what is open.
    pub(super) fn count(&mut self, questionnaire: &Questionnaire) {
        self.by_field.iter_mut().for_each(|counts| counts.open = 0);
        for open in self.differences.iter().filter(|difference| difference.state == State::Open) {
            self.by_field[usize::from(open.cell.field.0)].open += 1;
        }
        self.counts = self.by_field.iter().copied().sum();
        let due = self.due.iter().filter(|due| due.state == State::Open);
        let due: usize = due.map(|due| questionnaire.field_cells(due.field).count()).sum();
        self.counts.open += due as u64;
    }
}

/// An item whose differences stand that much further on.
fn moved_on(mut item: QueueItem, by: usize) -> QueueItem {
    if let Item::Difference { cells, .. } = &mut item.item {
        *cells = cells.start + by..cells.end + by;
    }
    item
}

/// Where the entries of a sheet stand, or would stand, in a list in sheet order.
pub(super) fn places_of<T>(list: &[T], number: &str, of: impl Fn(&T) -> &String) -> Range<usize> {
    let start = list.partition_point(|one| sheet_order(of(one), number).is_lt());
    start..start + list[start..].partition_point(|one| of(one) == number)
}
