//! Tables of lines: one header, then the same cells, boxes or writing lines on every line.

use super::block::Block;
use super::choices::{self, CODE_GAP_MM, Entry};
use super::comb::{CellSize, Pattern};
use super::grid::{coded_box, legend_lines};
use super::measures::{BODY_PT, BOX_MM, CELL_HEIGHT_MM, CELL_WIDTH_MM, HAIRLINE_MM, Setting, line_height_mm};
use super::question::numbered;
use super::text::{self, Style};
use super::{AnswerPlace, BoxKind, ChoiceBox, Ink, Owner, Place, RectMm, writing};
use crate::questionnaire::{Repeat, VariableId};

/// Between a cell's border and what stands in it.
const PADDING_MM: f32 = 1.6;
/// Between boxes in a cell.
const BOX_GAP_MM: f32 = 2.6;
const NARROWEST_CELL_MM: f32 = 3.4;
const NARROWEST_TEXT_MM: f32 = 22.0;

/// Lays a table out across the page.
pub fn lay(setting: &Setting<'_>, owner: Owner, repeat: &Repeat) -> Block {
    let mut block = Block::new(owner);
    let line_mm = line_height_mm(BODY_PT);
    let left = setting.number_column_mm;
    let room_mm = setting.width_mm - left;
    let runs = [(repeat.label.get(setting.language), Style::BODY)];
    let lines = numbered(setting, &mut block, &repeat.number, line_mm / 2.0, &runs, room_mm);
    let mut top = block.paragraph(left, 0.0, &lines, line_mm);
    let columns = columns(setting, repeat, room_mm);
    for column in columns.iter().filter(|column| column.needs_legend()) {
        top = legend(setting, &mut block, column, top);
    }
    top = header(&mut block, top + setting.gap(1.4), &columns);
    for line in 1..=repeat.lines {
        top = table_line(setting, &mut block, top, &columns, line);
    }
    block.height_mm = top;
    block
}

/// What the codes of a column mean, after the column's name or below it; gives where it ends.
fn legend(setting: &Setting<'_>, block: &mut Block, column: &Column, top: f32) -> f32 {
    let line_mm = line_height_mm(BODY_PT);
    let left = setting.number_column_mm;
    let room_mm = setting.width_mm - left;
    let colon = if setting.language == "fr" { "\u{a0}:" } else { ":" };
    let name = text::set(&[(&format!("{}{colon}", column.label), Style::HINT)], room_mm);
    let below = block.paragraph(left, top, &name, line_mm);
    let beside_mm = name.last().map_or(0.0, |line| line.width_mm + 2.0);
    let (indent_mm, top) =
        if beside_mm < room_mm / 2.0 { (beside_mm, below - line_mm) } else { (0.0, below) };
    let lines = legend_lines(&column.entries, room_mm - indent_mm);
    block.paragraph(left + indent_mm, top, &lines, line_mm).max(below)
}

/// One column of the table.
struct Column {
    id: VariableId,
    label: String,
    pattern: Option<Pattern>,
    entries: Vec<Entry>,
    missing: Vec<Entry>,
    x_mm: f32,
    width_mm: f32,
}

impl Column {
    fn needs_legend(&self) -> bool {
        self.entries.iter().any(|entry| entry.code != entry.label)
    }

    /// Width its content would like, with padding.
    fn natural_mm(&self) -> f32 {
        let content = match &self.pattern {
            Some(pattern) => pattern.width_mm(CellSize::BODY),
            None if self.entries.is_empty() => NARROWEST_TEXT_MM,
            None => boxes_mm(&self.entries),
        };
        let missing = if self.missing.is_empty() { 0.0 } else { BOX_GAP_MM + boxes_mm(&self.missing) };
        let heading = Style::HEADING.sized(HEADING_PT);
        let heading = text::widest_word_mm(&self.label, heading).max(heading.width_mm(&self.label).min(26.0));
        (content + missing).max(heading) + 2.0 * PADDING_MM
    }

    fn is_text(&self) -> bool {
        self.pattern.is_none() && self.entries.is_empty()
    }
}

const HEADING_PT: f32 = 11.0;

fn boxes_mm(entries: &[Entry]) -> f32 {
    let widths: f32 = entries.iter().map(|entry| BOX_MM + CODE_GAP_MM + entry.code_mm()).sum();
    widths + BOX_GAP_MM * (entries.len().max(1) - 1) as f32
}

fn columns(setting: &Setting<'_>, repeat: &Repeat, room_mm: f32) -> Vec<Column> {
    let column = |id: &VariableId| {
        let variable = setting.questionnaire.variable(*id);
        Column {
            id: *id,
            label: variable.label.get(setting.language).to_owned(),
            pattern: Pattern::of(setting, variable),
            entries: if variable.is_long_list() {
                Vec::new()
            } else {
                choices::of_choices(setting, variable)
            },
            missing: choices::of_missing(setting, variable),
            x_mm: 0.0,
            width_mm: 0.0,
        }
    };
    let written = |id: &&VariableId| {
        setting.questionnaire.variable(**id).kind != crate::questionnaire::VariableType::Calculate
    };
    let mut columns: Vec<_> = repeat.columns.iter().filter(written).map(column).collect();
    let natural: f32 = columns.iter().map(Column::natural_mm).sum();
    let texts = columns.iter().filter(|column| column.is_text()).count();
    let spare_mm = room_mm - natural;
    let mut x_mm = setting.number_column_mm;
    for column in &mut columns {
        let natural_mm = column.natural_mm();
        column.width_mm = match spare_mm {
            spare_mm if spare_mm < 0.0 => natural_mm * room_mm / natural,
            spare_mm if texts == 0 => natural_mm + (spare_mm / 12.0).min(4.0),
            spare_mm if column.is_text() => natural_mm + spare_mm / texts as f32,
            _ => natural_mm,
        };
        column.x_mm = x_mm;
        x_mm += column.width_mm;
    }
    columns
}

fn header(block: &mut Block, top: f32, columns: &[Column]) -> f32 {
    let style = Style::HEADING.sized(HEADING_PT);
    let line_mm = style.line_height_mm();
    let set =
        |column: &Column| text::set(&[(&column.label, style)], (column.width_mm - 2.0 * PADDING_MM).max(4.0));
    let most = columns.iter().map(|column| set(column).len()).max().unwrap_or(0);
    let height = most as f32 * line_mm + 1.6;
    for column in columns {
        block.ground(RectMm::new(column.x_mm, top, column.width_mm, height), Ink::Tint, 0.0);
    }
    for column in columns {
        block.paragraph(column.x_mm + PADDING_MM, top + 0.8, &set(column), line_mm);
    }
    if let (Some(first), Some(last)) = (columns.first(), columns.last()) {
        let bottom = top + height;
        block.line((first.x_mm, bottom), (last.x_mm + last.width_mm, bottom), 0.3, Ink::Print);
    }
    top + height
}

fn table_line(setting: &Setting<'_>, block: &mut Block, top: f32, columns: &[Column], line: u16) -> f32 {
    let padding = setting.gap(1.3).max(0.9);
    let mut cells: Vec<Block> =
        columns.iter().filter_map(|column| cell(setting, column, line, padding)).collect();
    let height = cells.iter().map(|cell| cell.height_mm).fold(CELL_HEIGHT_MM, f32::max) + padding;
    for (cell, column) in cells.iter_mut().zip(columns) {
        let area = RectMm::new(0.0, 0.0, column.width_mm, height);
        cell.places.iter_mut().for_each(|place| place.area = area);
    }
    let number = line.to_string();
    let number_x = setting.number_column_mm - 1.6 - Style::CODE.width_mm(&number);
    block.text(number_x, top + padding + CELL_HEIGHT_MM / 2.0, &number, Style::CODE);
    for (cell, column) in cells.into_iter().zip(columns) {
        block.append(cell, (column.x_mm, top));
    }
    if let (Some(first), Some(last)) = (columns.first(), columns.last()) {
        let bottom = top + height;
        block.line((first.x_mm, bottom), (last.x_mm + last.width_mm, bottom), HAIRLINE_MM, Ink::Soft);
        for x in columns.iter().skip(1).map(|column| column.x_mm) {
            block.line((x, top), (x, bottom), HAIRLINE_MM, Ink::Line);
        }
    }
    top + height
}

/// What stands in one cell of the table, from the cell's corner.
fn cell(setting: &Setting<'_>, column: &Column, line: u16, padding: f32) -> Option<Block> {
    let field = setting.questionnaire.field_of(column.id, line)?;
    let mut block = Block::new(Owner::Question(column.id, line));
    let room_mm = (column.width_mm - 2.0 * PADDING_MM).max(NARROWEST_CELL_MM);
    let mut pen = Pen { x: PADDING_MM, middle: padding + CELL_HEIGHT_MM / 2.0, right: PADDING_MM + room_mm };
    let answer = if let Some(pattern) = &column.pattern {
        let missing_mm = if column.missing.is_empty() { 0.0 } else { BOX_GAP_MM + boxes_mm(&column.missing) };
        let size = fitting_cells(pattern, room_mm - missing_mm);
        let comb = pattern.draw(&mut block, (PADDING_MM, padding), room_mm, size);
        pen.x += pattern.width_mm(size) + BOX_GAP_MM;
        pen.middle = block.height_mm - CELL_HEIGHT_MM / 2.0;
        AnswerPlace::Comb(comb)
    } else if column.entries.is_empty() {
        let y = padding + CELL_HEIGHT_MM - 0.4;
        let missing_mm = if column.missing.is_empty() { 0.0 } else { BOX_GAP_MM + boxes_mm(&column.missing) };
        let end = (pen.right - missing_mm).max(pen.x + 8.0);
        let written = writing::line(&mut block, pen.x, end, y);
        pen.x = end + BOX_GAP_MM;
        AnswerPlace::Lines(vec![written])
    } else {
        AnswerPlace::Boxes(column.entries.iter().map(|entry| pen.tick(&mut block, entry)).collect())
    };
    let missing = column.missing.iter().map(|entry| pen.tick(&mut block, entry)).collect();
    block.height_mm = block.height_mm.max(pen.middle + CELL_HEIGHT_MM / 2.0);
    block.places.push(Place { field, area: RectMm::default(), answer, missing });
    Some(block)
}

/// Cells as wide as the column allows.
fn fitting_cells(pattern: &Pattern, room_mm: f32) -> CellSize {
    let mut size = CellSize::BODY;
    let narrow = CellSize { width_mm: CELL_WIDTH_MM - 1.0, ..size };
    // How much one millimetre of cell width is worth, whatever stands between the cells.
    let per_mm = pattern.width_mm(size) - pattern.width_mm(narrow);
    let over_mm = pattern.width_mm(size) - room_mm;
    if over_mm > 0.0 && per_mm > 0.0 {
        size.width_mm = (size.width_mm - over_mm / per_mm).max(NARROWEST_CELL_MM);
    }
    size
}

/// Where the next box of a cell goes; boxes wrap in their cell.
struct Pen {
    x: f32,
    middle: f32,
    right: f32,
}

impl Pen {
    fn tick(&mut self, block: &mut Block, entry: &Entry) -> ChoiceBox {
        let width = BOX_MM + CODE_GAP_MM + entry.code_mm();
        if self.x + width > self.right + 0.05 && self.x > PADDING_MM {
            (self.x, self.middle) = (PADDING_MM, self.middle + BOX_MM + 1.4);
        }
        let drawn = coded_box(block, entry, self.x, self.middle);
        self.x += width + if matches!(entry.kind, BoxKind::Choice(_)) { BOX_GAP_MM } else { 1.6 };
        drawn
    }
}
