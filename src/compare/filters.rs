//! What a filter question does to the questions behind it: one wrong tick makes a whole block differ,
//! which is one event; and a settled filter makes answers fall away or come due. What a filter means is
//! the questionnaire's (`expression`).

use jiff::civil::Date;

use crate::questionnaire::expression::applicable_fields;
use crate::questionnaire::{Answer, FieldId, Questionnaire, VariableId, VariableType};
use crate::study::{Keying, Snapshot};

use super::decisions::{Decisions, SheetDecisions};
use super::final_record::{FinalRecord, Standing, final_record};
use super::{Comparison, Sheets, State, sheet_order};

/// Differences of one sheet that one differing filter question brought about.
#[derive(Clone, Debug, PartialEq)]
pub struct FilterEvent {
    /// The pair: its place in [`super::Sheets::both`].
    pub pair: u32,
    /// The filter question on which the keyings differ.
    pub filter: FieldId,
    /// The differing cells, the filter's own included: places in [`Comparison::differences`].
    pub cells: Vec<usize>,
}

/// A question that nobody keyed, because both keyings skipped it, and that a decision on a filter made
/// due.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    /// The sheet's number.
    pub number: String,
    /// The question.
    pub field: FieldId,
    /// Whether a supervisor has read it since.
    pub state: State,
}

/// Which questions each question's filter reads.
pub(super) struct FilterReads {
    /// By field, in paper order; empty where nothing filters.
    reads: Vec<Vec<FieldId>>,
}

impl FilterReads {
    pub(super) fn of(questionnaire: &Questionnaire) -> Self {
        let reads = questionnaire.field_ids().map(|field| {
            let mut reads = Vec::new();
            let relevant = questionnaire.field_variable(field).relevant.as_ref();
            let mut through = Vec::new();
            for variable in relevant.iter().flat_map(|relevant| relevant.reads()) {
                add_reads(
                    questionnaire,
                    *variable,
                    questionnaire.field(field).line,
                    &mut reads,
                    &mut through,
                );
            }
            reads.sort();
            reads.dedup();
            reads
        });
        Self { reads: reads.collect() }
    }

    fn of_field(&self, field: FieldId) -> &[FieldId] {
        self.reads.get(usize::from(field.0)).map_or(&[], Vec::as_slice)
    }

    /// All fields that decide whether a field is asked, through the filters of those it reads too.
    fn all_of(&self, field: FieldId) -> Vec<FieldId> {
        let mut all = self.of_field(field).to_vec();
        let mut at = 0;
        while let Some(next) = all.get(at).copied() {
            at += 1;
            let further: Vec<FieldId> =
                self.of_field(next).iter().filter(|field| !all.contains(field)).copied().collect();
            all.extend(further);
        }
        all
    }
}

/// The fields that a variable stands for in a filter: its own, or those that a calculation reads.
fn add_reads(
    questionnaire: &Questionnaire,
    variable: VariableId,
    line: u16,
    reads: &mut Vec<FieldId>,
    through: &mut Vec<VariableId>,
) {
    let known = questionnaire.variable(variable);
    if known.kind == VariableType::Calculate {
        if !through.contains(&variable) {
            through.push(variable);
            let expressions = known.calculation.iter().chain(&known.relevant);
            for next in expressions.flat_map(|expression| expression.reads()) {
                add_reads(questionnaire, *next, line, reads, through);
            }
        }
        return;
    }
    match questionnaire.field_of(variable, line).or_else(|| questionnaire.field_of(variable, 0)) {
        Some(field) => reads.push(field),
        // A filter outside a repeat that reads all its lines.
        None => reads.extend(questionnaire.place(variable).fields()),
    }
}

fn day(keying: &Keying) -> Date {
    keying.started.to_zoned(jiff::tz::TimeZone::UTC).date()
}

fn asked(questionnaire: &Questionnaire, keying: &Keying) -> Vec<bool> {
    applicable_fields(questionnaire, &keying.record, day(keying))
}

/// Groups the differences that a differing filter brought about, and settles what settled filters decide:
/// fills [`Comparison::events`] and [`Comparison::due`].
pub(super) fn follow(snapshot: &Snapshot, decisions: &Decisions<'_>, comparison: &mut Comparison) {
    let reads = FilterReads::of(&snapshot.questionnaire);
    for at in 0..comparison.sheets.both.len() {
        let decided = decisions.of_sheet(&comparison.sheets.both[at].number);
        if let Some(first) = comparison.place_of_pair(at) {
            events_of(snapshot, &reads, at, first, comparison);
        }
        if let Some(decided) = decided {
            settle_pair(snapshot, at, decided, comparison);
        }
    }
    settle_single(snapshot, decisions, comparison);
}

fn events_of(snapshot: &Snapshot, reads: &FilterReads, at: usize, start: usize, comparison: &mut Comparison) {
    let differing: Vec<FieldId> = comparison.of_pair(at).iter().map(|one| one.cell.field).collect();
    let differs = |field: &FieldId| differing.contains(field);
    if !differing.iter().any(|field| reads.of_field(*field).iter().any(differs)) {
        return;
    }
    let pair = &comparison.sheets.both[at];
    let (Some(first), Some(second)) = (snapshot.keying(pair.first), snapshot.keying(pair.second)) else {
        return;
    };
    let asked = [first, second].map(|keying| asked(&snapshot.questionnaire, keying));
    let torn = |field: FieldId| {
        let at = usize::from(field.0);
        asked[0].get(at) != asked[1].get(at)
    };
    // The question at the root: it is asked in both, and read differently.
    let root = |field: FieldId| {
        let roots = reads.all_of(field).into_iter().filter(|read| differs(read) && !torn(*read));
        roots.min()
    };
    let mut events: Vec<FilterEvent> = Vec::new();
    for (offset, field) in differing.iter().enumerate().filter(|(_, field)| torn(**field)) {
        let Some(filter) = root(*field) else { continue };
        match events.iter_mut().find(|event| event.filter == filter) {
            Some(event) => event.cells.push(start + offset),
            None => {
                let own = differing.iter().enumerate().filter(|(_, field)| **field == filter);
                let mut cells: Vec<usize> = own.map(|(offset, _)| start + offset).collect();
                cells.push(start + offset);
                events.push(FilterEvent { pair: at as u32, filter, cells });
            }
        }
    }
    comparison.events.extend(events);
}

/// Marks as settled what a settled filter skips, and notes what it makes due.
fn settle_pair(snapshot: &Snapshot, at: usize, decided: &SheetDecisions<'_>, comparison: &mut Comparison) {
    let pair = comparison.sheets.both[at].clone();
    let (Some(first), Some(second)) = (snapshot.keying(pair.first), snapshot.keying(pair.second)) else {
        return;
    };
    let left_out = snapshot.plan.left_out(&snapshot.questionnaire);
    let terms = (&*snapshot.questionnaire, &left_out);
    let sheet = final_record(terms, &pair.number, first, Some(second), Some(decided));
    for difference in comparison.of_pair_mut(at) {
        if sheet.by_filter.contains(&difference.cell.field) {
            difference.state = State::Settled;
        }
    }
    comparison.due.extend(due_of(&sheet));
}

/// What corrected filters make due on sheets keyed once, where the study has final records of these.
fn settle_single(snapshot: &Snapshot, decisions: &Decisions<'_>, comparison: &mut Comparison) {
    if !snapshot.plan.single_keying_allowed {
        return;
    }
    let left_out = snapshot.plan.left_out(&snapshot.questionnaire);
    let Sheets { first_only, second_only, .. } = &comparison.sheets;
    for once in first_only.iter().chain(second_only) {
        if let (Some(keying), Some(decided)) =
            (snapshot.keying(once.keying), decisions.of_sheet(&once.number))
        {
            let terms = (&*snapshot.questionnaire, &left_out);
            let sheet = final_record(terms, &once.number, keying, None, Some(decided));
            comparison.due.extend(due_of(&sheet));
        }
    }
    // Stable: the questions of a sheet stay in paper order.
    comparison.due.sort_by(|one, other| sheet_order(&one.number, &other.number));
}

fn due_of(sheet: &FinalRecord) -> impl Iterator<Item = Due> {
    sheet.due.iter().map(|field| Due {
        number: sheet.number.clone(),
        field: *field,
        state: if sheet.standing(*field) == Standing::Open { State::Open } else { State::Settled },
    })
}

/// What decisions on filters do to a final record: an open answer that only one keying was asked for falls
/// away where the settled filter skips it; a question that both keyings skipped and that the settled
/// filter asks is open, a table line by line (see [`is_line_to_read`]).
pub(super) fn settle_by_filters(
    questionnaire: &Questionnaire,
    sheet: &mut FinalRecord,
    first: &Keying,
    second: Option<&Keying>,
) {
    let reads = FilterReads::of(questionnaire);
    let filters = questionnaire.field_ids().flat_map(|field| reads.of_field(field).iter());
    if !filters.into_iter().any(|filter| decided(sheet, filter)) {
        return;
    }
    let asked_now = applicable_fields(questionnaire, &sheet.record, sheet.today);
    let asked_first = asked(questionnaire, first);
    let asked_second = second.map_or_else(|| asked_first.clone(), |second| asked(questionnaire, second));
    for field in questionnaire.field_ids().filter(|field| !reads.of_field(*field).is_empty()) {
        let filters = reads.all_of(field);
        if filters.iter().any(|filter| sheet.standing(*filter) == Standing::Open)
            || !filters.iter().any(|filter| decided(sheet, filter))
        {
            continue;
        }
        let at = usize::from(field.0);
        let was = (asked_first[at], asked_second[at]);
        if !asked_now[at] && was.0 != was.1 && sheet.standing(field) == Standing::Open {
            sheet.record.field_mut(field).answer = Answer::NotApplicable;
            sheet.standings[at] = Standing::Settled;
            sheet.partial.retain(|partial| partial.field != field);
            sheet.by_filter.push(field);
        } else if asked_now[at] && was == (false, false) {
            let empty = !sheet.record.answer(field).is_keyed() && sheet.standing(field) == Standing::Agreed;
            if empty && is_line_to_read(questionnaire, sheet, field) {
                sheet.make_due(field);
            } else if decided(sheet, &field) {
                sheet.due.push(field);
            }
        }
    }
}

fn decided(sheet: &FinalRecord, field: &FieldId) -> bool {
    matches!(sheet.standing(*field), Standing::Settled | Standing::Corrected)
}

/// Whether a field's line of a table is to be read, as in keying: the first line, and each after one whose
/// first cell was read; an empty first cell (not applicable) ends the table. Outside tables always.
fn is_line_to_read(questionnaire: &Questionnaire, sheet: &FinalRecord, field: FieldId) -> bool {
    let line = questionnaire.field(field).line;
    let repeat = questionnaire.field_variable(field).repeat.and_then(|at| questionnaire.repeats.get(at));
    let Some(first) = repeat.and_then(|repeat| repeat.columns.first()) else { return true };
    let read_as = |line: u16| {
        let start = questionnaire.field_of(*first, line).filter(|start| decided(sheet, start))?;
        Some(sheet.record.answer(start))
    };
    let begun_before = line <= 1 || read_as(line - 1).is_some_and(|answer| *answer != Answer::NotApplicable);
    begun_before && read_as(line) != Some(&Answer::NotApplicable)
}
