//! The final record of a sheet: what both keyings agree on, what was decided, and what is still open. No
//! side is ever picked.

use std::collections::HashSet;

use crate::questionnaire::cells::BOX_SEPARATOR;
use crate::questionnaire::{
    Answer, Cell, CellContent, FieldId, FieldRecord, Missing, Questionnaire, Record, Value, Variable,
};
use crate::study::{Keying, Snapshot};

use super::decisions::{Decisions, FieldDecision, SheetDecisions};
use super::equality::{self, Class, normalise};
use super::filters::{FilterReads, settle_by_filters};
use super::pairing::KeyedSheet;
use super::{CellValue, Comparison};

/// How a final answer came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Both keyings say so, or the only one.
    Agreed,
    /// Both keyings say so after normalisation; the normalised text is taken.
    Normalised,
    /// The keyings differed; a supervisor decided.
    Settled,
    /// A supervisor changed what both keyings say.
    Corrected,
    /// The keyings differ and nobody has decided: there is no final answer.
    Open,
}

/// The boxes of a multiple choice of which some are still open.
#[derive(Clone, Debug, PartialEq)]
pub struct PartialBoxes {
    /// The field.
    pub field: FieldId,
    /// By place in the choices: what is agreed or decided; `None` is open.
    pub boxes: Vec<Option<CellValue>>,
}

/// The settled answers of one sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct FinalRecord {
    /// The sheet's number.
    pub number: String,
    /// By how many keyings: 2, or 1 where the study allows it.
    pub keyings: u8,
    /// The answers; an open field is [`Answer::NotKeyed`].
    pub record: Record,
    /// By field: how the answer came to be.
    pub standings: Vec<Standing>,
    /// Multiple choices of which some boxes are open, others not.
    pub partial: Vec<PartialBoxes>,
    /// Answers that only one keying was asked for, and that a settled filter skips: nobody reads them
    /// again, the keyings keep them.
    pub by_filter: Vec<FieldId>,
    /// Questions that both keyings skipped and that a settled filter asks; open until somebody reads them.
    pub due: Vec<FieldId>,
    /// The keying date, for `today()` in filters and checks.
    pub today: jiff::civil::Date,
}

impl FinalRecord {
    /// How the answer of a field came to be.
    pub fn standing(&self, field: FieldId) -> Standing {
        self.standings.get(usize::from(field.0)).copied().unwrap_or(Standing::Agreed)
    }

    /// A question that is asked after all and that nobody read: open.
    pub(super) fn make_due(&mut self, field: FieldId) {
        self.record.field_mut(field).answer = Answer::NotKeyed;
        if let Some(standing) = self.standings.get_mut(usize::from(field.0)) {
            *standing = Standing::Open;
        }
        self.due.push(field);
    }

    /// What a cell holds; `None` where it is open.
    pub fn cell(&self, questionnaire: &Questionnaire, cell: Cell) -> Option<CellContent<'_>> {
        if self.standing(cell.field) != Standing::Open {
            let answer = self.record.answer(cell.field);
            return Some(answer.cell(questionnaire.field_variable(cell.field), cell.choice));
        }
        let partial = self.partial.iter().find(|partial| partial.field == cell.field)?;
        partial.boxes.get(usize::from(cell.choice?))?.as_ref().map(CellValue::content)
    }

    /// Whether a cell is open.
    pub fn is_open(&self, questionnaire: &Questionnaire, cell: Cell) -> bool {
        self.standing(cell.field) == Standing::Open && self.cell(questionnaire, cell).is_none()
    }

    /// The open cells, in paper order.
    pub fn open_cells(&self, questionnaire: &Questionnaire) -> Vec<Cell> {
        let open = questionnaire.field_ids().filter(|field| self.standing(*field) == Standing::Open);
        open.flat_map(|field| questionnaire.field_cells(field))
            .filter(|cell| self.is_open(questionnaire, *cell))
            .collect()
    }
}

/// The final records of a study, in sheet order: sheets keyed twice, and those keyed once if the study
/// allows it. Built one at a time, so that a large study need not stand in memory twice.
pub fn final_records<'a>(
    snapshot: &'a Snapshot,
    comparison: &'a Comparison,
) -> impl Iterator<Item = FinalRecord> + 'a {
    let decisions = Decisions::of(snapshot);
    let terms = Terms::of(snapshot);
    let sheets = comparison.sheets.keyed(snapshot.plan.single_keying_allowed);
    sheets.into_iter().filter_map(move |sheet| record_of(snapshot, &terms, &decisions, &sheet))
}

/// The final record of one sheet; `None` when it has none (keyed once in a study that wants two, keyed
/// twice in one pass, or not finished).
pub fn final_record_of(snapshot: &Snapshot, comparison: &Comparison, number: &str) -> Option<FinalRecord> {
    let sheet = comparison.sheets.keyed_sheet(number, snapshot.plan.single_keying_allowed)?;
    let decisions = Decisions::of_those(snapshot, |other| other == number);
    record_of(snapshot, &Terms::of(snapshot), &decisions, &sheet)
}

fn record_of(
    snapshot: &Snapshot,
    terms: &Terms<'_>,
    decisions: &Decisions<'_>,
    sheet: &KeyedSheet<'_>,
) -> Option<FinalRecord> {
    let first = snapshot.keying(sheet.first)?;
    let second = sheet.second.and_then(|second| snapshot.keying(second));
    Some(final_record(terms, sheet.number, first, second, decisions.of_sheet(sheet.number)))
}

/// What all final records of a study are made with.
pub struct Terms<'q> {
    questionnaire: &'q Questionnaire,
    /// What the second pass leaves out.
    left_out: HashSet<FieldId>,
    pub(super) filters: FilterReads,
}

impl<'q> Terms<'q> {
    /// Those of a study under its plan.
    pub fn of(snapshot: &'q Snapshot) -> Self {
        let questionnaire = &*snapshot.questionnaire;
        let filters = FilterReads::of(questionnaire);
        Self { questionnaire, left_out: snapshot.plan.left_out(questionnaire), filters }
    }
}

/// The final record of a sheet on which both keyings say the same, byte for byte, and nothing was decided;
/// `None` where it takes a closer look.
fn agreed_record(first: &Keying, second: Option<&Keying>) -> Option<Record> {
    if first.record.packed() != second?.record.packed() {
        return None;
    }
    let mut record = first.record.read().into_owned();
    for field in &mut record.fields {
        *field =
            FieldRecord { answer: std::mem::take(&mut field.answer), kept: field.kept, ..Default::default() };
    }
    Some(record)
}

/// Brings two keyings of a sheet and the decisions on it together. Of the fields that the second pass
/// leaves out the first keying says all, where the second says nothing.
pub fn final_record(
    Terms { questionnaire, left_out, filters }: &Terms<'_>,
    number: &str,
    first: &Keying,
    second: Option<&Keying>,
    decisions: Option<&SheetDecisions<'_>>,
) -> FinalRecord {
    let mut sheet = FinalRecord {
        number: number.to_owned(),
        keyings: if second.is_some() { 2 } else { 1 },
        record: Record::default(),
        standings: Vec::new(),
        partial: Vec::new(),
        by_filter: Vec::new(),
        due: Vec::new(),
        today: first.started.to_zoned(jiff::tz::TimeZone::UTC).date(),
    };
    let number_field = questionnaire.sheet_number_field();
    match agreed_record(first, second).filter(|_| decisions.is_none()) {
        Some(record) => {
            sheet.standings = vec![Standing::Agreed; record.fields.len()];
            sheet.record = record;
        }
        None => settle_fields((questionnaire, left_out), (first, second), decisions, &mut sheet),
    }
    // The number under which the sheet counts, also where a supervisor found that another was keyed.
    if let Some(field) = number_field
        && first.number != number
    {
        let answer = Answer::Value(Value::Text(number.to_owned()));
        *sheet.record.field_mut(field) = FieldRecord { answer, ..FieldRecord::default() };
    }
    if let Some(decisions) = decisions {
        settle_by_filters(questionnaire, filters, &mut sheet, first, second);
        decisions.due.iter().for_each(|field| sheet.make_due(*field));
    }
    sheet
}

/// Settles field by field.
fn settle_fields(
    (questionnaire, left_out): (&Questionnaire, &HashSet<FieldId>),
    (first, second): (&Keying, Option<&Keying>),
    decisions: Option<&SheetDecisions<'_>>,
    sheet: &mut FinalRecord,
) {
    let number_field = questionnaire.sheet_number_field();
    let (one, other) = (first.record.read(), second.map(|keying| keying.record.read()));
    sheet.record.fields.reserve_exact(questionnaire.fields.len());
    sheet.standings.reserve_exact(questionnaire.fields.len());
    for field in questionnaire.field_ids() {
        let one = one.field(field);
        let once = |other: &&FieldRecord| left_out.contains(&field) && other.answer == Answer::NotKeyed;
        let other = other.as_ref().map(|record| record.field(field));
        let other = other.filter(|other| Some(field) != number_field && !once(other));
        let decision = decisions.and_then(|decisions| decisions.field(field));
        let (answer, standing) = settle(questionnaire.field_variable(field), one, other, decision, |boxes| {
            sheet.partial.push(PartialBoxes { field, boxes });
        });
        let kept = one.kept || other.is_some_and(|other| other.kept);
        sheet.record.fields.push(FieldRecord { answer, kept, ..FieldRecord::default() });
        sheet.standings.push(standing);
    }
}

/// The final answer of one field.
fn settle(
    variable: &Variable,
    first: &FieldRecord,
    second: Option<&FieldRecord>,
    decision: Option<&FieldDecision<'_>>,
    mut partly_open: impl FnMut(Vec<Option<CellValue>>),
) -> (Answer, Standing) {
    let agreement = agree(variable, &first.answer, second.map(|second| &second.answer));
    let Some(decision) = decision else {
        return match agreement {
            Agreement::Answer(answer, standing) => (answer, standing),
            Agreement::Boxes(boxes) => {
                partly_open(boxes);
                (Answer::NotKeyed, Standing::Open)
            }
            Agreement::None => (Answer::NotKeyed, Standing::Open),
        };
    };
    let differed = !matches!(agreement, Agreement::Answer(..));
    let standing = if differed { Standing::Settled } else { Standing::Corrected };
    if decision.boxes.is_empty() {
        return (decision.answer.cloned().unwrap_or_default(), standing);
    }
    let boxes = decided_boxes(variable, decision, agreement);
    if boxes.iter().any(Option::is_none) {
        partly_open(boxes);
        return (Answer::NotKeyed, Standing::Open);
    }
    (answer_of_boxes(variable, boxes), standing)
}

/// What two keyings of a field say together.
enum Agreement {
    /// The same.
    Answer(Answer, Standing),
    /// A multiple choice: some boxes agree (`Some`), others not.
    Boxes(Vec<Option<CellValue>>),
    /// They differ.
    None,
}

fn agree(variable: &Variable, first: &Answer, second: Option<&Answer>) -> Agreement {
    let Some(second) = second.filter(|second| *second != first) else {
        return Agreement::Answer(first.clone(), Standing::Agreed);
    };
    if first.is_not_asked() || second.is_not_asked() {
        let said = if first.is_not_asked() { second } else { first };
        return Agreement::Answer(said.clone(), Standing::Agreed);
    }
    if first.is_empty_in_files() && second.is_empty_in_files() {
        let empty_in_file = [first, second].contains(&&Answer::Missing(Missing::EmptyInFile));
        let answer = if empty_in_file { Answer::Missing(Missing::EmptyInFile) } else { first.clone() };
        return Agreement::Answer(answer, Standing::Agreed);
    }
    if variable.choices.is_empty()
        || !matches!(variable.kind, crate::questionnaire::VariableType::SelectMultiple)
    {
        return agree_single(variable, first, second);
    }
    let boxes: Vec<_> = (0..variable.choices.len() as u16)
        .map(|choice| {
            let (left, right) = (first.cell(variable, Some(choice)), second.cell(variable, Some(choice)));
            let equal = equality::class(&variable.kind, (first, left), (second, right)) == Class::Equal;
            equal.then(|| if left == CellContent::Empty { right.into() } else { left.into() })
        })
        .collect();
    if boxes.iter().all(Option::is_some) {
        Agreement::Answer(said_most(first, second), Standing::Agreed)
    } else if boxes.iter().all(Option::is_none) {
        Agreement::None
    } else {
        Agreement::Boxes(boxes)
    }
}

fn agree_single(variable: &Variable, first: &Answer, second: &Answer) -> Agreement {
    let cells = ((first, first.cell(variable, None)), (second, second.cell(variable, None)));
    match equality::class(&variable.kind, cells.0, cells.1) {
        Class::Equal => Agreement::Answer(said_most(first, second), Standing::Agreed),
        Class::Normalised => match first {
            Answer::Value(Value::Text(text)) => {
                let text = normalise(text).into_owned();
                Agreement::Answer(Answer::Value(Value::Text(text)), Standing::Normalised)
            }
            _ => Agreement::None,
        },
        Class::Spelling | Class::Text | Class::Value => Agreement::None,
    }
}

/// Of two answers that count as the same, the one that says more: a blank over an empty cell of a file.
fn said_most(first: &Answer, second: &Answer) -> Answer {
    if first.is_empty_in_files() { second.clone() } else { first.clone() }
}

fn decided_boxes(
    variable: &Variable,
    decision: &FieldDecision<'_>,
    agreement: Agreement,
) -> Vec<Option<CellValue>> {
    let count = variable.choices.len();
    let of_answer = |answer: &Answer| -> Vec<Option<CellValue>> {
        let boxes = (0..count as u16).map(|choice| match answer.cell(variable, Some(choice)) {
            // A box decided on a question that was blank or skipped: the others are not ticked.
            CellContent::Empty | CellContent::Missing(_) => CellValue::Ticked(false),
            content => content.into(),
        });
        boxes.map(Some).collect()
    };
    let mut boxes = match (decision.answer, agreement) {
        (Some(answer), _) => of_answer(answer),
        (None, Agreement::Answer(answer, _)) => of_answer(&answer),
        (None, Agreement::Boxes(boxes)) => boxes,
        (None, Agreement::None) => vec![None; count],
    };
    for (choice, ticked) in &decision.boxes {
        if let Some(place) = boxes.get_mut(usize::from(*choice)) {
            *place = Some(CellValue::Ticked(*ticked));
        }
    }
    boxes
}

fn answer_of_boxes(variable: &Variable, boxes: Vec<Option<CellValue>>) -> Answer {
    let plain = boxes.iter().all(|content| matches!(content, Some(CellValue::Ticked(_))));
    let value = if plain {
        let ticked = variable.choices.iter().zip(&boxes);
        let ticked = ticked.filter(|(_, content)| **content == Some(CellValue::Ticked(true)));
        Value::Codes(ticked.map(|(choice, _)| choice.name.clone()).collect())
    } else {
        let written = boxes.iter().map(|content| match content {
            Some(CellValue::Ticked(ticked)) => if *ticked { "1" } else { "0" }.to_owned(),
            Some(CellValue::Value(value)) => value.neutral_text(),
            _ => String::new(),
        });
        Value::AsWritten(written.collect::<Vec<_>>().join(&BOX_SEPARATOR.to_string()))
    };
    Answer::Value(value)
}
