//! What a filter question does to the questions behind it: one wrong tick makes a whole block differ,
//! which is one event; and a settled filter makes answers fall away or come due. What a filter means is
//! the questionnaire's (`expression`).

use jiff::civil::Date;

use crate::questionnaire::expression::applicable_fields;
use crate::questionnaire::{Answer, FieldId, Questionnaire, VariableId, VariableType};
use crate::study::Keying;

use super::final_record::{FinalRecord, Standing};
use super::{CellDifference, State};

/// Differences of one sheet that one differing filter question brought about.
#[derive(Clone, Debug, PartialEq)]
pub struct FilterEvent {
    /// The pair: its place in [`super::Sheets::both`].
    pub pair: u32,
    /// The filter question on which the keyings differ.
    pub filter: FieldId,
    /// The differing cells, the filter's own included: places in [`super::Comparison::differences`].
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
pub(in crate::compare) struct FilterReads {
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
    applicable_fields(questionnaire, &keying.record.read(), day(keying))
}

/// Groups the differences of a sheet that a differing filter brought about. They come with the place of the
/// first of them.
pub(super) fn events(
    questionnaire: &Questionnaire,
    reads: &FilterReads,
    keyings: [&Keying; 2],
    (differences, start): (&[CellDifference], usize),
) -> Vec<FilterEvent> {
    let differing: Vec<FieldId> = differences.iter().map(|one| one.cell.field).collect();
    let differs = |field: &FieldId| differing.contains(field);
    if !differing.iter().any(|field| reads.of_field(*field).iter().any(differs)) {
        return Vec::new();
    }
    let asked = keyings.map(|keying| asked(questionnaire, keying));
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
                events.push(FilterEvent { pair: differences[offset].pair, filter, cells });
            }
        }
    }
    events
}

/// Marks the differences of a sheet as settled that a settled filter skips; gives what it makes due.
pub(super) fn settle(sheet: &FinalRecord, differences: &mut [CellDifference]) -> Vec<Due> {
    for difference in differences.iter_mut().filter(|one| sheet.by_filter.contains(&one.cell.field)) {
        difference.state = State::Settled;
    }
    let due = sheet.due.iter().map(|field| Due {
        number: sheet.number.clone(),
        field: *field,
        state: if sheet.standing(*field) == Standing::Open { State::Open } else { State::Settled },
    });
    due.collect()
}

/// What decisions on filters do to a final record: an open answer that only one keying was asked for falls
/// away where the settled filter skips it; a question that both keyings skipped and that the settled
/// filter asks is open, a table line by line (see [`is_line_to_read`]).
pub(super) fn settle_by_filters(
    questionnaire: &Questionnaire,
    reads: &FilterReads,
    sheet: &mut FinalRecord,
    first: &Keying,
    second: Option<&Keying>,
) {
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

/// Whether a field's line of a table is to be read, as in keying: a line whose first cell was keyed or read,
/// and the first cell of the line after it; an empty first cell (not applicable) ends the table. A line that
/// is due has its first cell due before. Outside tables always.
fn is_line_to_read(questionnaire: &Questionnaire, sheet: &FinalRecord, field: FieldId) -> bool {
    let Questionnaire { repeats, .. } = questionnaire;
    let (line, variable) = (questionnaire.field(field).line, questionnaire.field(field).variable);
    let repeat = questionnaire.field_variable(field).repeat.and_then(|at| repeats.get(at));
    let Some(first) = repeat.and_then(|repeat| repeat.columns.first()) else { return true };
    let begun = |line: u16| {
        let start = questionnaire.field_of(*first, line);
        start.is_some_and(|start| {
            let answer = sheet.record.answer(start);
            answer.is_keyed() && *answer != Answer::NotApplicable
        })
    };
    if variable == *first {
        return line <= 1 || begun(line - 1);
    }
    let awaited = |start: FieldId| sheet.due.contains(&start) && !decided(sheet, &start);
    begun(line) || questionnaire.field_of(*first, line).is_some_and(awaited)
}
