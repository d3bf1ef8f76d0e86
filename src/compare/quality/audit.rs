//! The audit: a random sample of agreed cells, read again by somebody who keyed or settled none of their
//! sheets, and what it shows. Only an audit gives a bound: two keyings cannot see the mistake both made.
//!
//! The frame, exactly: the cells of sheets with two finished keyings, where at least one keying says
//! something, both say the same (texts after normalisation), and nobody decided anything on the question.
//! Single cells are a simple random sample without replacement, so that the exact binomial limit holds
//! whatever the sheets and questions are like; whole sheets need the limit of `clusters`.

use std::collections::{BTreeMap, BinaryHeap, HashMap};

use jiff::Timestamp;
use uuid::Uuid;

use crate::compare::decisions::{Decisions, SheetDecisions};
use crate::compare::sides::Sides;
use crate::compare::{Class, Comparison, Pair, equality, pairing, sheet_order};
use crate::questionnaire::{Answer, Cell, CellContent, FieldId, Questionnaire, Record};
use crate::study::declaration::standing;
use crate::study::{AuditUnit, Keying, OperatorId, Said, SampledCell, SampledSheet, Snapshot};

use super::chance::lot;
use super::clusters::ClusterSums;
use super::interval::{CONFIDENCE, exact_upper};

/// A question that is to be read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToRead {
    /// The sheet's number.
    pub number: String,
    /// The question.
    pub field: FieldId,
    /// Its drawn boxes; empty for a single answer.
    pub boxes: Vec<u16>,
}

/// A cell that the audit reads otherwise than both keyings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The sheet's number.
    pub number: String,
    /// The cell.
    pub cell: Cell,
    /// Whether a supervisor has decided on the question since.
    pub corrected: bool,
}

/// An audit and what it came to so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Audit {
    /// Id of its declaration.
    pub id: Uuid,
    /// When it was drawn.
    pub at: Timestamp,
    /// By whom it was drawn.
    pub drawn_by: OperatorId,
    /// Who read it.
    pub read_by: Vec<OperatorId>,
    /// The seed of the draw.
    pub seed: u64,
    /// What was drawn.
    pub unit: AuditUnit,
    /// Agreed cells there were to draw from.
    pub frame_cells: u64,
    /// Sheets there were to draw from.
    pub frame_sheets: u64,
    /// Drawn cells.
    pub cells: u64,
    /// Drawn sheets, or sheets with a drawn cell.
    pub sheets: u64,
    /// Drawn cells that can be judged no more: their sheet was erased, or keyed anew.
    pub lost: u64,
    /// Cells read, wrong ones by sheet.
    pub read: ClusterSums,
    /// Cells read that differ in spelling only; they count as right.
    pub spelling: u64,
    /// The wrong ones.
    pub findings: Vec<Finding>,
    /// What is still to be read, in sheet order, then paper order.
    pub left: Vec<ToRead>,
}

impl Audit {
    /// Whether all that was drawn is read: before, what was read first would stand for the rest.
    pub fn is_complete(&self) -> bool {
        self.left.is_empty() && self.read.cells > 0
    }

    /// The 95 % upper limit of the share of agreed cells that are wrong, once the audit is complete.
    pub fn upper_limit(&self) -> Option<f64> {
        if !self.is_complete() {
            return None;
        }
        match self.unit {
            AuditUnit::Cells => exact_upper(self.read.hits, self.read.cells, 1.0 - CONFIDENCE),
            AuditUnit::Sheets => self.read.upper_limit(),
        }
    }

    /// Every question that was drawn stands on one of these sheets.
    fn sampled(snapshot: &Snapshot, audit: Uuid) -> impl Iterator<Item = &SampledSheet> {
        let drawn = snapshot.declarations.iter().find(|declaration| declaration.id == audit);
        let sample = drawn.and_then(|declaration| match &declaration.said {
            Said::AuditDrawn { sample, .. } => Some(sample),
            _ => None,
        });
        sample.into_iter().flatten()
    }
}

/// Why nothing can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NothingAgreed;

/// Draws an audit of so many cells or sheets, all of them where there are no more.
pub fn draw(
    snapshot: &Snapshot,
    comparison: &Comparison,
    (unit, size): (AuditUnit, usize),
    seed: u64,
) -> Result<Said, NothingAgreed> {
    let questionnaire = &*snapshot.questionnaire;
    // The smallest lots stay: (lot, place of the pair, cell), the greatest on top.
    let mut drawn: BinaryHeap<(u64, usize, FieldId, Option<u16>)> = BinaryHeap::new();
    let (mut cells, mut sheets) = (0, 0);
    let keep = |item, drawn: &mut BinaryHeap<_>| {
        drawn.push(item);
        if drawn.len() > size {
            drawn.pop();
        }
    };
    let frame = Frame::of(snapshot);
    for (at, pair) in comparison.sheets.both.iter().enumerate() {
        let agreed = frame.agreed(pair);
        cells += agreed.len() as u64;
        sheets += u64::from(!agreed.is_empty());
        match unit {
            AuditUnit::Sheets if agreed.is_empty() => {}
            AuditUnit::Sheets => keep((lot(seed, &[&pair.number]), at, FieldId(0), None), &mut drawn),
            AuditUnit::Cells => {
                for cell in agreed {
                    let SampledCell(variable, line, choice) = sampled_cell(questionnaire, cell);
                    let line = line.to_string();
                    let parts = [&pair.number, &variable, &line, choice.as_deref().unwrap_or("")];
                    keep((lot(seed, &parts), at, cell.field, cell.choice), &mut drawn);
                }
            }
        }
    }
    if drawn.is_empty() {
        return Err(NothingAgreed);
    }
    let mut by_pair: BTreeMap<usize, Vec<Cell>> = BTreeMap::new();
    for (_, at, field, choice) in drawn {
        by_pair.entry(at).or_default().push(Cell { field, choice });
    }
    let both = &comparison.sheets.both;
    let sample = by_pair.into_iter().filter_map(|(at, mut cells)| {
        let pair = both.get(at)?;
        match unit {
            AuditUnit::Sheets => cells = frame.agreed(pair),
            AuditUnit::Cells => cells.sort_by_key(|cell| (cell.field, cell.choice)),
        }
        let cells = cells.into_iter().map(|cell| sampled_cell(questionnaire, cell)).collect();
        Some(SampledSheet { number: pair.number.clone(), cells })
    });
    Ok(Said::AuditDrawn { seed, unit, cells, sheets, sample: sample.collect() })
}

fn sampled_cell(questionnaire: &Questionnaire, cell: Cell) -> SampledCell {
    let variable = questionnaire.field_variable(cell.field);
    let choice = cell.choice.and_then(|choice| variable.choices.get(usize::from(choice)));
    let line = questionnaire.field(cell.field).line;
    SampledCell(variable.name.clone(), line, choice.map(|choice| choice.name.clone()))
}

fn cell_of(questionnaire: &Questionnaire, SampledCell(name, line, choice): &SampledCell) -> Option<Cell> {
    let field = questionnaire.field_of(questionnaire.variable_by_name(name)?, *line)?;
    let choice = match choice {
        None => None,
        Some(code) => {
            let choices = &questionnaire.field_variable(field).choices;
            Some(choices.iter().position(|choice| choice.name == *code)? as u16)
        }
    };
    Some(Cell { field, choice })
}

/// What can be drawn from.
struct Frame<'a> {
    snapshot: &'a Snapshot,
    fields: Vec<FieldId>,
    decisions: Decisions<'a>,
}

impl<'a> Frame<'a> {
    fn of(snapshot: &'a Snapshot) -> Self {
        Self {
            snapshot,
            fields: Sides::of(snapshot).asked_twice().map(|(field, _)| field).collect(),
            decisions: Decisions::of(snapshot),
        }
    }

    fn agreed(&self, pair: &Pair) -> Vec<Cell> {
        let keyings = (self.snapshot.keying(pair.first), self.snapshot.keying(pair.second));
        let (Some(first), Some(second)) = keyings else {
            return Vec::new();
        };
        let decided = self.decisions.of_sheet(&pair.number);
        let (first, second) = (first.record.read(), second.record.read());
        let undecided = |field| decided.is_none_or(|decisions| decisions.field(field).is_none());
        let fields = self.fields.iter().copied().filter(|field| undecided(*field));
        let questionnaire = &*self.snapshot.questionnaire;
        fields
            .flat_map(|field| questionnaire.field_cells(field))
            .filter(|cell| agree(questionnaire, &first, &second, *cell))
            .collect()
    }
}

/// Whether two keyings say the same at a cell, and one of them says something.
fn agree(questionnaire: &Questionnaire, first: &Record, second: &Record, cell: Cell) -> bool {
    let variable = questionnaire.field_variable(cell.field);
    let (a, b) = (first.answer(cell.field), second.answer(cell.field));
    let (left, right) = (a.cell(variable, cell.choice), b.cell(variable, cell.choice));
    (left != CellContent::Empty || right != CellContent::Empty)
        && matches!(equality::class(&variable.kind, (a, left), (b, right)), Class::Equal | Class::Normalised)
}

/// The sheets of an audit that somebody keyed or settled: who saw a sheet cannot audit it.
pub fn seen_by(snapshot: &Snapshot, audit: Uuid, operator: OperatorId) -> Vec<String> {
    let keyed = snapshot.keyings.iter().filter(|keying| keying.operator == operator);
    let settled = snapshot.resolutions.iter().filter(|resolution| resolution.operator == operator);
    // A keying may belong to a sheet other than by its number.
    let sheets = pairing::pair(snapshot);
    let by_operator = |place: &usize| snapshot.keyings.get(*place).is_some_and(|it| it.operator == operator);
    let paired = sheets.both.iter().filter(|pair| [pair.first, pair.second].iter().any(by_operator));
    let seen: std::collections::HashSet<&str> = keyed
        .map(|keying| keying.number.as_str())
        .chain(settled.map(|resolution| resolution.number.as_str()))
        .chain(paired.map(|pair| pair.number.as_str()))
        .collect();
    Audit::sampled(snapshot, audit)
        .map(|sheet| sheet.number.clone())
        .filter(|number| seen.contains(number.as_str()))
        .collect()
}

/// The audits of a study, in the order in which they were drawn; the newest is the one that is read.
pub fn audits(snapshot: &Snapshot, comparison: &Comparison) -> Vec<Audit> {
    let decisions = Decisions::of(snapshot);
    let readings = readings(snapshot);
    let mut audits = Vec::new();
    for declaration in standing(&snapshot.declarations) {
        let Said::AuditDrawn { seed, unit, cells, sheets, sample } = &declaration.said else { continue };
        let mut audit = Audit {
            id: declaration.id,
            at: declaration.at,
            drawn_by: declaration.operator,
            read_by: Vec::new(),
            seed: *seed,
            unit: *unit,
            frame_cells: *cells,
            frame_sheets: *sheets,
            cells: sample.iter().map(|sheet| sheet.cells.len() as u64).sum(),
            sheets: sample.len() as u64,
            lost: 0,
            read: ClusterSums::default(),
            spelling: 0,
            findings: Vec::new(),
            left: Vec::new(),
        };
        for sheet in sample {
            let judge = Judge { snapshot, comparison, readings: &readings };
            judge.sheet(&mut audit, sheet, decisions.of_sheet(&sheet.number));
        }
        audits.push(audit);
    }
    audits
}

/// What was read, by audit, sheet, variable and line: by box, `None` for a whole answer; the newest
/// counts.
type Readings<'a> = HashMap<(Uuid, &'a str, &'a str, u16), Vec<(Option<&'a str>, &'a Answer, OperatorId)>>;

fn readings(snapshot: &Snapshot) -> Readings<'_> {
    let mut readings: Readings<'_> = HashMap::new();
    for declaration in standing(&snapshot.declarations) {
        let (Said::AuditRead { audit, variable, line, choice, answer }, Some(number)) =
            (&declaration.said, &declaration.number)
        else {
            continue;
        };
        let key = (*audit, number.as_str(), variable.as_str(), *line);
        let read = (choice.as_deref(), &answer.0, declaration.operator);
        readings.entry(key).or_default().push(read);
    }
    readings
}

struct Judge<'a> {
    snapshot: &'a Snapshot,
    comparison: &'a Comparison,
    readings: &'a Readings<'a>,
}

impl Judge<'_> {
    fn sheet(&self, audit: &mut Audit, sheet: &SampledSheet, decided: Option<&SheetDecisions<'_>>) {
        let both = &self.comparison.sheets.both;
        let pair = both.binary_search_by(|pair| sheet_order(&pair.number, &sheet.number)).ok();
        let keyings = pair
            .and_then(|at| both.get(at))
            .and_then(|pair| Some((self.snapshot.keying(pair.first)?, self.snapshot.keying(pair.second)?)));
        let questionnaire = &*self.snapshot.questionnaire;
        let (mut wrong, mut read) = (0, 0);
        for sampled in &sheet.cells {
            let cell = cell_of(questionnaire, sampled);
            let judged =
                cell.zip(keyings).filter(|(cell, (a, b))| agree(questionnaire, &a.record, &b.record, *cell));
            let Some((cell, (keying, _))) = judged else {
                audit.lost += 1;
                continue;
            };
            match self.reading(audit.id, &sheet.number, sampled) {
                None => to_read(&mut audit.left, &sheet.number, cell),
                Some((answer, reader)) => {
                    if !audit.read_by.contains(&reader) {
                        audit.read_by.push(reader);
                    }
                    read += 1;
                    let class = against(questionnaire, keying, cell, answer);
                    audit.spelling += u64::from(class == Class::Spelling);
                    if matches!(class, Class::Text | Class::Value) {
                        wrong += 1;
                        let corrected = decided.is_some_and(|decided| decided.field(cell.field).is_some());
                        audit.findings.push(Finding { number: sheet.number.clone(), cell, corrected });
                    }
                }
            }
        }
        audit.read.add(wrong, read);
    }

    /// The newest reading of a cell; what was erased is not read.
    fn reading(
        &self,
        audit: Uuid,
        number: &str,
        SampledCell(variable, line, choice): &SampledCell,
    ) -> Option<(&Answer, OperatorId)> {
        let read = self.readings.get(&(audit, number, variable.as_str(), *line))?;
        let newest = read.iter().rev().find(|(of, ..)| of.is_none() || *of == choice.as_deref())?;
        (*newest.1 != Answer::NotKeyed).then_some((newest.1, newest.2))
    }
}

/// How a reading stands to what both keyings say.
fn against(questionnaire: &Questionnaire, keying: &Keying, cell: Cell, reading: &Answer) -> Class {
    let variable = questionnaire.field_variable(cell.field);
    let keyed = keying.record.answer(cell.field);
    let contents = (keyed.cell(variable, cell.choice), reading.cell(variable, cell.choice));
    equality::class(&variable.kind, (keyed, contents.0), (reading, contents.1))
}

fn to_read(left: &mut Vec<ToRead>, number: &str, cell: Cell) {
    match left.last_mut() {
        Some(last) if last.number == number && last.field == cell.field => last.boxes.extend(cell.choice),
        _ => left.push(ToRead {
            number: number.to_owned(),
            field: cell.field,
            boxes: cell.choice.into_iter().collect(),
        }),
    }
}
