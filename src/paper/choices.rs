//! Boxes to tick, each with its small code and its label: packed on lines, in columns, or beside the
//! question. Boxes in grids are `grid`'s.

use super::block::Block;
use super::measures::{BODY_PT, BOX_MM, CHOICE_GAP_MM, CHOICE_PITCH_MM, Setting, line_height_mm};
use super::question::Answer;
use super::text::{self, Style};
use super::{AnswerPlace, BoxKind, ChoiceBox, Owner, Place, RectMm};
use crate::questionnaire::{FieldId, Missing, Variable};

/// Between a box and its code.
pub const CODE_GAP_MM: f32 = 1.0;
/// Between a code and its label.
const LABEL_GAP_MM: f32 = 1.1;
/// Between the columns of choices.
const COLUMN_GAP_MM: f32 = 3.0;
/// Before the first box for a missing answer, beside the usual gap.
const MISSING_GAP_MM: f32 = 2.5;

/// One box to draw.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What ticking it says.
    pub kind: BoxKind,
    /// The key to press, printed small.
    pub code: String,
    /// What respondents read.
    pub label: String,
}

impl Entry {
    /// Width of the code in print.
    pub fn code_mm(&self) -> f32 {
        Style::CODE.width_mm(&self.code)
    }

    fn is_missing(&self) -> bool {
        matches!(self.kind, BoxKind::Missing(_))
    }
}

/// The boxes for the choices of a question.
pub fn of_choices(setting: &Setting<'_>, variable: &Variable) -> Vec<Entry> {
    let entry = |choice: &crate::questionnaire::Choice| Entry {
        kind: BoxKind::Choice(choice.name.clone()),
        code: choice.name.clone(),
        label: super::fonts::printable(choice.label.get(setting.language)),
    };
    variable.choices.iter().map(entry).collect()
}

/// The boxes for missing answers that a respondent can give; blank and illegible are never printed.
pub fn of_missing(setting: &Setting<'_>, variable: &Variable) -> Vec<Entry> {
    let printed =
        variable.missing.iter().filter(|means| matches!(means, Missing::DontKnow | Missing::Refused));
    let entry = |means: &Missing| {
        let code = setting.questionnaire.missing_code(*means)?;
        Some(Entry {
            kind: BoxKind::Missing(*means),
            code: code.key.to_string(),
            label: super::fonts::printable(&code.name),
        })
    };
    printed.filter_map(entry).collect()
}

/// How entries are drawn next to each other: where labels start, how much room they have.
struct Setup {
    label_x_mm: f32,
    code_mm: f32,
}

impl Setup {
    fn of(entries: &[Entry]) -> Self {
        let code_mm = entries.iter().map(Entry::code_mm).fold(0.0, f32::max);
        Self { label_x_mm: BOX_MM + CODE_GAP_MM + code_mm + LABEL_GAP_MM, code_mm }
    }

    fn width_mm(&self, entry: &Entry) -> f32 {
        self.label_x_mm + Style::BODY.width_mm(&entry.label)
    }

    /// Draws one box with code and label; gives the box and the number of lines its label took.
    fn draw(&self, block: &mut Block, entry: &Entry, x: f32, middle: f32, width: f32) -> (ChoiceBox, usize) {
        let box_mm = RectMm::new(x, middle - BOX_MM / 2.0, BOX_MM, BOX_MM);
        block.frame(box_mm, 0.4);
        let code_x = x + BOX_MM + CODE_GAP_MM;
        block.text(code_x, middle, &entry.code, Style::CODE);
        let label_width = (width - self.label_x_mm).max(6.0);
        let lines = text::set(&[(&entry.label, Style::BODY)], label_width);
        let line_mm = line_height_mm(BODY_PT);
        let top = middle - line_mm / 2.0;
        block.paragraph(x + self.label_x_mm, top, &lines, line_mm);
        let widest = lines.iter().map(|line| line.width_mm).fold(0.0, f32::max);
        let count = lines.len().max(1);
        let label_area =
            RectMm::new(code_x, top, CODE_GAP_MM + self.code_mm + widest, line_mm * count as f32);
        (ChoiceBox { kind: entry.kind.clone(), box_mm, label_area }, count)
    }
}

/// Lays boxes out in columns, or packed on lines (0 columns).
pub fn answer(
    setting: &Setting<'_>,
    at: (Owner, FieldId),
    entries: &[Entry],
    columns: u8,
    width_mm: f32,
) -> Answer {
    let setup = Setup::of(entries);
    let spots = if columns > 0 {
        in_columns(entries.len(), usize::from(columns), width_mm, width_mm)
    } else {
        packed_or_aligned(&setup, entries, width_mm)
    };
    draw(setting, at, entries, &setup, &spots)
}

/// Lays boxes out after a label that takes the first `indent_mm`, going on below it where they must.
/// None if not even the first has room beside the label.
pub fn answer_beside(
    setting: &Setting<'_>,
    at: (Owner, FieldId),
    entries: &[Entry],
    width_mm: f32,
    indent_mm: f32,
) -> Option<Answer> {
    let setup = Setup::of(entries);
    let spots = packed(&setup, entries, width_mm, indent_mm);
    (spots.first()?.row == 0).then(|| draw(setting, at, entries, &setup, &spots))
}

/// Where an entry goes: its line, left end and room.
#[derive(Clone, Copy)]
struct Spot {
    row: usize,
    x: f32,
    width: f32,
}

fn packed(setup: &Setup, entries: &[Entry], width_mm: f32, indent_mm: f32) -> Vec<Spot> {
    let (mut row, mut x) = (0, indent_mm);
    let mut spots = Vec::with_capacity(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        let width = setup.width_mm(entry);
        if at > 0 && entry.is_missing() && !entries[at - 1].is_missing() && x > 0.0 {
            x += MISSING_GAP_MM;
        }
        if x > 0.0 && x + width > width_mm + 0.01 {
            (row, x) = (row + 1, 0.0);
        }
        spots.push(Spot { row, x, width: (width + 0.01).min(width_mm - x) });
        x += width + CHOICE_GAP_MM;
    }
    spots
}

fn in_columns(count: usize, columns: usize, width_mm: f32, most_mm: f32) -> Vec<Spot> {
    // Never so many columns that a box has no room for its label.
    let columns = columns.clamp(1, ((width_mm / 24.0) as usize).max(1));
    let pitch = ((width_mm + COLUMN_GAP_MM) / columns as f32).min(most_mm);
    let spot = |at: usize| Spot {
        row: at / columns,
        x: (at % columns) as f32 * pitch,
        width: pitch - COLUMN_GAP_MM,
    };
    (0..count).map(spot).collect()
}

/// Packed on lines; where that takes several lines, in columns if they take no more.
fn packed_or_aligned(setup: &Setup, entries: &[Entry], width_mm: f32) -> Vec<Spot> {
    let spots = packed(setup, entries, width_mm, 0.0);
    let rows = spots.last().map_or(0, |spot| spot.row) + 1;
    let widest = entries.iter().map(|entry| setup.width_mm(entry)).fold(0.0, f32::max);
    let columns = ((width_mm + CHOICE_GAP_MM) / (widest + CHOICE_GAP_MM)) as usize;
    if rows == 1 || columns < 2 || entries.len().div_ceil(columns) > rows {
        return spots;
    }
    let columns = entries.len().div_ceil(entries.len().div_ceil(columns));
    in_columns(entries.len(), columns, width_mm, widest + CHOICE_GAP_MM + 14.0)
}

fn draw(
    setting: &Setting<'_>,
    (owner, field): (Owner, FieldId),
    entries: &[Entry],
    setup: &Setup,
    spots: &[Spot],
) -> Answer {
    let mut block = Block::new(owner);
    let line_mm = line_height_mm(BODY_PT);
    let between_mm = setting.gap(CHOICE_PITCH_MM - line_mm).max(0.4);
    let (mut choices, mut missing) = (Vec::new(), Vec::new());
    let (mut top, mut row, mut most_lines, mut width) = (0.0, 0, 1, 0.0_f32);
    for (entry, spot) in entries.iter().zip(spots) {
        if spot.row != row {
            top += most_lines as f32 * line_mm + between_mm;
            (row, most_lines) = (spot.row, 1);
        }
        let (choice, lines) = setup.draw(&mut block, entry, spot.x, top + line_mm / 2.0, spot.width);
        most_lines = most_lines.max(lines);
        width = width.max(choice.label_area.right());
        if entry.is_missing() { &mut missing } else { &mut choices }.push(choice);
    }
    block.height_mm = top + most_lines as f32 * line_mm;
    let answer = AnswerPlace::Boxes(choices);
    block.places.push(Place { field, area: RectMm::default(), answer, missing });
    Answer { block, width_mm: width.max(0.0), first_row_mm: line_mm }
}

/// Adds boxes for missing answers after an answer that is written: on its first row where there is
/// room, else below.
pub fn add_missing(answer: &mut Answer, entries: &[Entry], width_mm: f32, one_line: bool) -> bool {
    if entries.is_empty() {
        return true;
    }
    let setup = Setup::of(entries);
    let spots = packed(&setup, entries, width_mm, 0.0);
    let needed = spots.iter().map(|spot| spot.x + spot.width).fold(0.0, f32::max);
    let x = answer.width_mm + CHOICE_GAP_MM;
    let beside = spots.iter().all(|spot| spot.row == 0) && x + needed <= width_mm + 0.01;
    if one_line && !beside {
        return false;
    }
    let line_mm = line_height_mm(BODY_PT);
    let (left, middle) = if beside {
        (x, answer.first_row_mm / 2.0)
    } else {
        (0.0, answer.block.height_mm + 1.2 + line_mm / 2.0)
    };
    for (entry, spot) in entries.iter().zip(&spots) {
        let middle = middle + spot.row as f32 * line_mm * 1.1;
        let (choice, _) = setup.draw(&mut answer.block, entry, left + spot.x, middle, spot.width);
        answer.width_mm = answer.width_mm.max(choice.label_area.right());
        answer.block.height_mm = answer.block.height_mm.max(middle + line_mm / 2.0);
        if let Some(place) = answer.block.places.last_mut() {
            place.missing.push(choice);
        }
    }
    true
}
