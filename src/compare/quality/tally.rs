//! The walk through all sheets keyed twice: what each person read first, cell by cell, against what was
//! settled in the end. Adds up; what the sums mean is said in the other files of this room.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::compare::decisions::{Decisions, SheetDecisions};
use crate::compare::final_record::{FinalRecord, Standing, Terms, final_record};
use crate::compare::sides::Sides;
use crate::compare::{Class, Comparison, Watch, equality};
use crate::questionnaire::{
    Answer, Cell, CellContent, FieldId, Missing, Origin, Questionnaire, Record, Variable,
};
use crate::study::{FirstReading, Keying, OperatorId, Snapshot};

use super::clusters::ClusterSums;
use super::independence::VariableErrors;
use super::sessions::{Moment, moments};

/// Cells that say nothing about how somebody reads, by how they came to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Apart {
    /// Answers from `+`.
    pub repeated: u64,
    /// Constants of a batch.
    pub constant: u64,
    /// "The rest of the page is blank".
    pub rest_blank: u64,
    /// Typed after a mismatch or a count was told, where what was read before is not known.
    pub told: u64,
    /// Of all these, wrong.
    pub wrong: u64,
}

/// What one operator keyed.
#[derive(Clone, Debug, Default)]
pub struct OperatorTally {
    /// Mistakes among cells with a final answer, by sheet.
    pub errors: ClusterSums,
    /// Of these cells, taken from a file.
    pub imported: u64,
    /// Reported apart.
    pub apart: Apart,
    /// Cells that are illegible in the end, though a value was read.
    pub unreadable: u64,
    /// Mistakes in spelling only; no errors.
    pub spelling: u64,
    /// Cells of first readings that were changed after a mismatch or a count was told.
    pub read_again: u64,
    /// Mistakes by kind; `None` where the kind is not known.
    pub kinds: BTreeMap<Option<&'static str>, u64>,
    /// Mistakes in the first, second and last third of the sheet.
    pub thirds: [ClusterSums; 3],
    /// Mistakes by time since the operator sat down.
    pub moments: [ClusterSums; Moment::ALL.len()],
}

/// What one variable was like.
#[derive(Clone, Copy, Debug, Default)]
pub struct VariableTally {
    /// Differences between first readings.
    pub differences: ClusterSums,
    /// Mistakes of each keying.
    pub errors: VariableErrors,
}

/// Everything added up.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Differences between first readings, by sheet.
    pub differences: ClusterSums,
    /// The same of every sheet, in sheet order: hits and cells.
    pub by_sheet: Vec<(u64, u64)>,
    /// Texts equal after normalisation.
    pub normalised: u64,
    /// Differences in spelling only.
    pub spelling: u64,
    /// Cells without a final answer yet.
    pub open: u64,
    /// Cells on which both agree and which nobody looked at again.
    pub agreed: u64,
    /// Agreed cells that were corrected after reading the paper.
    pub corrected: u64,
    /// Cells whose final answer is neither reading.
    pub both_wrong: u64,
    /// Sheets whose two keyings have one author.
    pub same_operator: u64,
    /// By variable, in the questionnaire's order.
    pub variables: Vec<VariableTally>,
    /// By page of the paper.
    pub pages: Vec<ClusterSums>,
    /// By third of the sheet.
    pub thirds: [ClusterSums; 3],
    /// By kind; `None` where the kind is not known.
    pub kinds: BTreeMap<Option<&'static str>, u64>,
    /// By operator.
    pub operators: BTreeMap<OperatorId, OperatorTally>,
}

/// Where a field stands.
struct Place {
    field: FieldId,
    variable: usize,
    page: usize,
    third: usize,
    cells: u64,
    /// The second pass leaves it out: compared only where it was keyed all the same.
    left_out: bool,
}

/// Adds a study up; `None` when it was told to stop.
pub fn tally(snapshot: &Snapshot, comparison: &Comparison, watch: &Watch) -> Option<Tally> {
    let questionnaire = &*snapshot.questionnaire;
    let places = places(snapshot);
    let terms = Terms::of(snapshot);
    let pages = places.iter().map(|place| place.page + 1).max().unwrap_or(0);
    let mut tally = Tally {
        variables: vec![VariableTally::default(); questionnaire.variables.len()],
        pages: vec![ClusterSums::default(); pages],
        ..Tally::default()
    };
    for (variable, sums) in questionnaire.variables.iter().zip(&mut tally.variables) {
        sums.errors.alike = super::independence::share_alike(variable);
    }
    let decisions = Decisions::of(snapshot);
    let moments = moments(&snapshot.keyings);
    let mut sheet = SheetSums::of(&tally);
    watch.begin(comparison.sheets.both.len());
    for (at, pair) in comparison.sheets.both.iter().enumerate() {
        if !watch.goes_on(at) {
            return None;
        }
        let (Some(first), Some(second)) = (snapshot.keying(pair.first), snapshot.keying(pair.second)) else {
            continue;
        };
        let walk = SheetWalk {
            questionnaire,
            terms: &terms,
            keyings: [first, second],
            records: [first.record.read(), second.record.read()],
            number: &pair.number,
            decided: decisions.of_sheet(&pair.number),
            kinds: comparison.of_pair(at).iter().map(|found| (found.cell, found.kind)).collect(),
        };
        sheet.clear();
        walk.walk(&places, &mut tally, &mut sheet);
        let times =
            [moments.get(pair.first), moments.get(pair.second)].map(|moment| moment.copied().flatten());
        sheet.add_to(&mut tally, [first, second], times);
    }
    Some(tally)
}

fn places(snapshot: &Snapshot) -> Vec<Place> {
    let questionnaire = &*snapshot.questionnaire;
    let fields = Sides::of(snapshot).fields();
    let left_out = snapshot.plan.left_out(questionnaire);
    let all: u64 = fields.iter().map(|(_, cells)| cells).sum();
    let mut before = 0;
    let place = |(field, cells): (FieldId, u64)| {
        let third = (before * 3 / all.max(1)).min(2) as usize;
        before += cells;
        let page = questionnaire.field_variable(field).page;
        Place {
            field,
            variable: usize::from(questionnaire.field(field).variable.0),
            page,
            third,
            cells,
            left_out: left_out.contains(&field),
        }
    };
    fields.into_iter().map(place).collect()
}

type Hits = (u64, u64);

/// The sums of one sheet, before they are added as one cluster.
struct SheetSums {
    all: Hits,
    variables: Vec<Hits>,
    pages: Vec<Hits>,
    thirds: [Hits; 3],
    errors: [[Hits; 3]; 2],
}

fn count(sum: &mut Hits, hit: bool, cells: u64) {
    sum.0 += u64::from(hit);
    sum.1 += cells;
}

impl SheetSums {
    fn of(tally: &Tally) -> Self {
        Self {
            all: (0, 0),
            variables: vec![(0, 0); tally.variables.len()],
            pages: vec![(0, 0); tally.pages.len()],
            thirds: [(0, 0); 3],
            errors: [[(0, 0); 3]; 2],
        }
    }

    fn clear(&mut self) {
        self.all = (0, 0);
        self.variables.fill((0, 0));
        self.pages.fill((0, 0));
        self.thirds = [(0, 0); 3];
        self.errors = [[(0, 0); 3]; 2];
    }

    fn compared(&mut self, place: &Place, differs: bool, cells: u64) {
        count(&mut self.all, differs, cells);
        let sums = [self.variables.get_mut(place.variable), self.pages.get_mut(place.page)];
        for sum in sums.into_iter().flatten() {
            count(sum, differs, cells);
        }
        count(&mut self.thirds[place.third], differs, cells);
    }

    fn add_to(&self, tally: &mut Tally, keyings: [&Keying; 2], times: [Option<Moment>; 2]) {
        tally.by_sheet.push(self.all);
        tally.differences.add(self.all.0, self.all.1);
        tally.same_operator += u64::from(keyings[0].operator == keyings[1].operator);
        for (sums, hits) in tally.variables.iter_mut().zip(&self.variables) {
            sums.differences.add(hits.0, hits.1);
        }
        for (sums, hits) in
            tally.pages.iter_mut().zip(&self.pages).chain(tally.thirds.iter_mut().zip(&self.thirds))
        {
            sums.add(hits.0, hits.1);
        }
        for ((keying, errors), time) in keyings.into_iter().zip(&self.errors).zip(times) {
            let operator = tally.operators.entry(keying.operator).or_default();
            let (wrong, cells) = errors.iter().fold((0, 0), |sum, hits| (sum.0 + hits.0, sum.1 + hits.1));
            operator.errors.add(wrong, cells);
            for (sums, hits) in operator.thirds.iter_mut().zip(errors) {
                sums.add(hits.0, hits.1);
            }
            if let Some(time) = time {
                operator.moments[time as usize].add(wrong, cells);
            }
        }
    }
}

/// One sheet and what is known of it.
struct SheetWalk<'a> {
    questionnaire: &'a Questionnaire,
    terms: &'a Terms<'a>,
    number: &'a str,
    keyings: [&'a Keying; 2],
    /// What each keying holds, for this one look.
    records: [Cow<'a, Record>; 2],
    decided: Option<&'a SheetDecisions<'a>>,
    kinds: BTreeMap<Cell, crate::compare::Kind>,
}

/// What somebody read first of a field, and whether it says how they read.
#[derive(Clone, Copy)]
struct Reading<'a> {
    answer: &'a Answer,
    origin: Origin,
    read_again: bool,
}

fn first_reading<'k>(keying: &'k Keying, record: &'k Record, field: FieldId) -> Reading<'k> {
    let last = record.field(field);
    match keying.first_readings.binary_search_by_key(&field, |reading| reading.field) {
        Ok(at) => {
            let FirstReading { answer, origin, .. } = &keying.first_readings[at];
            Reading { answer, origin: *origin, read_again: true }
        }
        Err(_) => Reading { answer: &last.answer, origin: last.origin, read_again: false },
    }
}

impl SheetWalk<'_> {
    fn walk(&self, places: &[Place], tally: &mut Tally, sheet: &mut SheetSums) {
        // Put together only where something on the sheet was decided, differs or was read twice.
        let mut settled = None;
        for place in places {
            let reading = |at: usize| first_reading(self.keyings[at], &self.records[at], place.field);
            let readings = [reading(0), reading(1)];
            let not_read = place.left_out && *readings[1].answer == Answer::NotKeyed;
            if not_read || readings.iter().any(|reading| reading.answer.is_not_asked()) {
                continue;
            }
            let decided = self.decided.is_some_and(|decided| decided.field(place.field).is_some());
            let again = readings.iter().any(|reading| reading.read_again);
            if readings[0].answer == readings[1].answer && !decided && !again {
                if !readings[0].answer.is_empty_in_files() {
                    self.agreed(place, readings, place.cells, tally, sheet);
                }
                continue;
            }
            let record = settled.get_or_insert_with(|| {
                let [first, second] = self.keyings;
                final_record(self.terms, self.number, first, Some(second), self.decided)
            });
            // Read once, after its filter was decided: neither keying was asked, so neither was wrong.
            if record.due.contains(&place.field) {
                continue;
            }
            for cell in self.questionnaire.field_cells(place.field) {
                self.cell(place, cell, readings, record, (tally, sheet));
            }
        }
    }

    fn agreed(
        &self,
        place: &Place,
        readings: [Reading<'_>; 2],
        cells: u64,
        tally: &mut Tally,
        sheet: &mut SheetSums,
    ) {
        sheet.compared(place, false, cells);
        tally.agreed += cells;
        if let Some(variable) = tally.variables.get_mut(place.variable) {
            variable.errors.cells += cells;
        }
        for (which, reading) in readings.into_iter().enumerate() {
            self.judge(which, reading, place, (cells, false), (tally, sheet));
        }
    }

    fn cell(
        &self,
        place: &Place,
        cell: Cell,
        readings: [Reading<'_>; 2],
        record: &FinalRecord,
        (tally, sheet): (&mut Tally, &mut SheetSums),
    ) {
        let variable = self.questionnaire.field_variable(cell.field);
        let [first, second] = readings.map(|reading| reading.answer.cell(variable, cell.choice));
        let settled = record.cell(self.questionnaire, cell);
        if [Some(first), Some(second), settled]
            .iter()
            .all(|content| content.is_none_or(|it| it == CellContent::Empty))
        {
            return;
        }
        let between =
            equality::class(&variable.kind, (readings[0].answer, first), (readings[1].answer, second));
        let differs = is_wrong(between);
        sheet.compared(place, differs, 1);
        tally.normalised += u64::from(between == Class::Normalised);
        tally.spelling += u64::from(between == Class::Spelling);
        let kind = self.kinds.get(&cell).copied().map(crate::compare::Kind::name);
        if differs {
            *tally.kinds.entry(kind).or_default() += 1;
        }
        let Some(settled) = settled else {
            tally.open += 1;
            return;
        };
        let told = readings.iter().any(|reading| reading.read_again);
        match record.standing(cell.field) {
            Standing::Corrected if !differs => {
                tally.corrected += u64::from(self.is_off(readings[0], cell, variable, record, settled))
            }
            Standing::Agreed | Standing::Normalised if !told => tally.agreed += 1,
            _ => {}
        }
        let wrong = readings.map(|reading| self.is_off(reading, cell, variable, record, settled));
        let unreadable = matches!(settled, CellContent::Missing(Missing::Illegible));
        tally.both_wrong += u64::from(wrong == [true, true] && differs && !unreadable);
        if unreadable && wrong != [false, false] {
            for (keying, wrong) in self.keyings.into_iter().zip(wrong) {
                tally.operators.entry(keying.operator).or_default().unreadable += u64::from(wrong);
            }
            return;
        }
        if let Some(sums) = tally.variables.get_mut(place.variable) {
            sums.errors.cells += 1;
            sums.errors.first += u64::from(wrong[0]);
            sums.errors.second += u64::from(wrong[1]);
        }
        for (which, (reading, wrong)) in readings.into_iter().zip(wrong).enumerate() {
            let off = self.against(reading, cell, variable, record, settled);
            let counted = self.judge(which, reading, place, (1, wrong), (tally, sheet));
            let operator = tally.operators.entry(self.keyings[which].operator).or_default();
            operator.spelling += u64::from(off == Class::Spelling);
            if counted && wrong {
                *operator.kinds.entry(kind).or_default() += 1;
            }
        }
    }

    /// How a reading stands to the final answer.
    fn against(
        &self,
        reading: Reading<'_>,
        cell: Cell,
        variable: &Variable,
        record: &FinalRecord,
        settled: CellContent<'_>,
    ) -> Class {
        let read = reading.answer.cell(variable, cell.choice);
        equality::class(&variable.kind, (reading.answer, read), (record.record.answer(cell.field), settled))
    }

    fn is_off(
        &self,
        reading: Reading<'_>,
        cell: Cell,
        variable: &Variable,
        record: &FinalRecord,
        settled: CellContent<'_>,
    ) -> bool {
        is_wrong(self.against(reading, cell, variable, record, settled))
    }

    /// Counts cells of one keying for or apart from its author's rate; whether they count.
    fn judge(
        &self,
        which: usize,
        reading: Reading<'_>,
        place: &Place,
        (cells, wrong): (u64, bool),
        (tally, sheet): (&mut Tally, &mut SheetSums),
    ) -> bool {
        let operator = tally.operators.entry(self.keyings[which].operator).or_default();
        let apart = &mut operator.apart;
        let aside = match reading.origin {
            Origin::Keyed => None,
            Origin::Imported => {
                operator.imported += cells;
                None
            }
            Origin::Repeated => Some(&mut apart.repeated),
            Origin::Constant => Some(&mut apart.constant),
            Origin::RestBlank => Some(&mut apart.rest_blank),
            Origin::AfterMismatch | Origin::AfterCount => Some(&mut apart.told),
        };
        if let Some(aside) = aside {
            *aside += cells;
            apart.wrong += u64::from(wrong);
            return false;
        }
        operator.read_again += if reading.read_again { cells } else { 0 };
        count(&mut sheet.errors[which][place.third], wrong, cells);
        true
    }
}

fn is_wrong(class: Class) -> bool {
    matches!(class, Class::Value | Class::Text)
}
