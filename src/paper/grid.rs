//! Grids: rows of boxes under one shared header of choices, with one or several groups of columns
//! (before, after). Rows whose choices differ from the row above get a header of their own; a header
//! too wide for its columns is written out as a legend above its rows.

use super::block::Block;
use super::choices::{self, CODE_GAP_MM, Entry};
use super::measures::{BODY_PT, BOX_MM, HAIRLINE_MM, Setting, line_height_mm};
use super::question::numbered;
use super::text::{self, Line, Style};
use super::{AnswerPlace, BoxKind, ChoiceBox, Ink, Owner, Place, RectMm};
use crate::questionnaire::{Grid, GridRow, VariableId};

/// Between the row labels and the first group, and between groups.
const GROUP_GAP_MM: f32 = 5.0;
/// Columns of boxes are never wider than this: the eye must not lose the row.
const WIDEST_PITCH_MM: f32 = 25.0;
/// Columns narrower than this cannot hold box and code.
const NARROWEST_PITCH_MM: f32 = 9.0;
/// Sizes tried for the header, largest first.
const HEADER_SIZES_PT: [f32; 3] = [BODY_PT, 11.0, 10.0];
const HEADER_LINES: usize = 3;
/// Between the labels of a header.
const HEADER_GAP_MM: f32 = 1.4;

/// Lays a grid out across the page.
pub fn lay(setting: &Setting<'_>, owner: Owner, grid: &Grid) -> Block {
    let table = Table::measure(setting, owner, grid);
    if table.pitch_mm < NARROWEST_PITCH_MM { table.stacked() } else { table.lay() }
}

/// The measures of one grid.
struct Table<'a> {
    setting: &'a Setting<'a>,
    owner: Owner,
    grid: &'a Grid,
    groups: usize,
    /// Most boxes in one group of one row.
    boxes: usize,
    pitch_mm: f32,
    /// Left edge of the first group.
    groups_left_mm: f32,
    /// Left edge of the row labels, after their numbers.
    label_left_mm: f32,
}

impl<'a> Table<'a> {
    fn measure(setting: &'a Setting<'a>, owner: Owner, grid: &'a Grid) -> Self {
        let row_number = |row: &GridRow| Style::NUMBER.width_mm(&row.number);
        let number_mm = grid.rows.iter().map(row_number).fold(0.0, f32::max);
        let label_left_mm = setting.number_column_mm + if number_mm > 0.0 { number_mm + 2.0 } else { 0.0 };
        let groups = grid.rows.iter().map(|row| row.variables.len()).max().unwrap_or(0).max(1);
        let of_row = |row: &GridRow| row.variables.iter().map(|id| entries(setting, *id).len()).max();
        let boxes = grid.rows.iter().filter_map(of_row).max().unwrap_or(0).max(1);
        let label = |row: &GridRow| Style::BODY.width_mm(row.label.get(setting.language));
        let natural_mm = label_left_mm + grid.rows.iter().map(label).fold(0.0, f32::max);
        let (least, most) = if groups > 1 { (0.24, 0.40) } else { (0.30, 0.46) };
        let labels_mm = natural_mm.clamp(setting.width_mm * least, setting.width_mm * most);
        let room_mm = setting.width_mm - labels_mm - GROUP_GAP_MM * groups as f32;
        let natural_pitch_mm = room_mm / (groups * boxes) as f32;
        // Where the header's words want wider columns and the labels can give way, they do.
        let header_mm = header_word_mm(setting, grid) + HEADER_GAP_MM;
        let spare_mm = setting.width_mm * (1.0 - least) - GROUP_GAP_MM * groups as f32;
        let gives_way = header_mm * (groups * boxes) as f32 <= spare_mm;
        let pitch_mm = if gives_way { natural_pitch_mm.max(header_mm) } else { natural_pitch_mm };
        let pitch_mm = pitch_mm.min(WIDEST_PITCH_MM);
        let taken_mm = pitch_mm * (groups * boxes) as f32 + GROUP_GAP_MM * (groups - 1) as f32;
        let groups_left_mm = setting.width_mm - taken_mm;
        Self { setting, owner, grid, groups, boxes, pitch_mm, groups_left_mm, label_left_mm }
    }

    fn group_mm(&self) -> f32 {
        self.pitch_mm * self.boxes as f32
    }

    fn group_left(&self, group: usize) -> f32 {
        self.groups_left_mm + group as f32 * (self.group_mm() + GROUP_GAP_MM)
    }

    fn labels_mm(&self) -> f32 {
        self.groups_left_mm - GROUP_GAP_MM - self.label_left_mm
    }

    fn lay(&self) -> Block {
        let mut block = Block::new(self.owner);
        let mut top = self.heading(&mut block);
        let mut before: Option<Vec<Entry>> = None;
        for row in &self.grid.rows {
            let choices = row.variables.first().map_or_else(Vec::new, |id| entries(self.setting, *id));
            if before.as_ref().is_none_or(|before| !same_header(before, &choices)) {
                let first = before.is_none();
                top =
                    self.header(&mut block, if first { top } else { top + self.setting.gap(2.0) }, &choices);
            } else {
                let (left, right) = (self.setting.number_column_mm, self.setting.width_mm);
                block.line((left, top), (right, top), HAIRLINE_MM, Ink::Line);
            }
            top = self.row(&mut block, top, row);
            before = Some(choices);
        }
        block.height_mm = top;
        block
    }

    /// The question and the names of the groups; gives where the first header starts.
    fn heading(&self, block: &mut Block) -> f32 {
        let line_mm = line_height_mm(BODY_PT);
        let has_groups = self.grid.columns.iter().any(|column| !column.is_empty());
        let left = self.setting.number_column_mm;
        let label = self.grid.label.get(self.setting.language);
        let runs = [(label, Style::BODY), (self.grid.hint.get(self.setting.language), Style::HINT)];
        // A short question shares its line with what stands above the boxes.
        let beside_mm = self.groups_left_mm - GROUP_GAP_MM - left;
        let lines = numbered(self.setting, block, &self.grid.number, line_mm / 2.0, &runs, beside_mm);
        let shares = lines.len() <= 1;
        let lines = if shares { lines } else { text::set(&runs, self.setting.width_mm - left) };
        let bottom = block.paragraph(left, 0.0, &lines, line_mm);
        let top = if shares { 0.0 } else { bottom + self.setting.gap(1.2) };
        if !has_groups {
            return top;
        }
        let mut names_mm = line_mm;
        for (group, column) in self.grid.columns.iter().enumerate().take(self.groups) {
            let name = column.get(self.setting.language);
            let lines = text::set(&[(name, Style::HEADING)], self.group_mm());
            let (x, width) = (self.group_left(group), self.group_mm());
            block.centred(x + width / 2.0, top, &lines, line_mm);
            names_mm = names_mm.max(lines.len() as f32 * line_mm);
        }
        let rule = top + names_mm + 0.5;
        for group in 0..self.groups {
            let (x, width) = (self.group_left(group), self.group_mm());
            block.line((x, rule), (x + width, rule), 0.25, Ink::Print);
        }
        rule + self.setting.gap(1.0)
    }

    /// The labels above the boxes, or the legend; gives where the rows start.
    fn header(&self, block: &mut Block, top: f32, choices: &[Entry]) -> f32 {
        let Some((style, labels)) = self.fitting_header(choices) else {
            return self.legend(block, top, choices);
        };
        let line_mm = style.line_height_mm();
        let most = labels.iter().map(Vec::len).max().unwrap_or(0);
        for group in 0..self.groups {
            for (at, lines) in labels.iter().enumerate() {
                let down = (most - lines.len()) as f32 * line_mm;
                block.centred(self.box_middle(group, at, choices), top + down, lines, line_mm);
            }
        }
        top + most as f32 * line_mm + self.setting.gap(0.6)
    }

    fn fitting_header(&self, choices: &[Entry]) -> Option<(Style, Vec<Vec<Line>>)> {
        let room_mm = self.pitch_mm - HEADER_GAP_MM + 0.01;
        HEADER_SIZES_PT.iter().find_map(|size_pt| {
            let style = Style::BODY.sized(*size_pt);
            if choices.iter().any(|entry| text::widest_word_mm(&entry.label, style) > room_mm) {
                return None;
            }
            let labels: Vec<_> =
                choices.iter().map(|entry| text::set(&[(&entry.label, style)], room_mm)).collect();
            labels.iter().all(|lines| lines.len() <= HEADER_LINES).then_some((style, labels))
        })
    }

    /// Codes with their labels, written out above the rows; missing answers keep their header.
    fn legend(&self, block: &mut Block, top: f32, choices: &[Entry]) -> f32 {
        let line_mm = line_height_mm(BODY_PT);
        let left = self.setting.number_column_mm;
        let lines = legend_lines(choices, self.setting.width_mm - left);
        let mut top = block.paragraph(left, top + self.setting.gap(0.8), &lines, line_mm);
        let missing = |entry: &&Entry| matches!(entry.kind, BoxKind::Missing(_));
        if let Some(first) = choices.iter().position(|entry| missing(&entry)) {
            // On the legend's last line where that leaves room.
            let legend_end = left + lines.last().map_or(0.0, |line| line.width_mm);
            if legend_end + 2.0 < self.box_middle(0, first, choices) - self.pitch_mm / 2.0 {
                top -= Style::SMALL.line_height_mm();
            }
            for group in 0..self.groups {
                for (at, entry) in choices.iter().enumerate().filter(|(_, entry)| missing(entry)) {
                    let style = Style::SMALL;
                    let center = self.box_middle(group, at, choices);
                    let lines = text::set(&[(&entry.label, style)], self.pitch_mm - 0.6);
                    block.centred(center, top, &lines[..lines.len().min(1)], style.line_height_mm());
                }
            }
            top += Style::SMALL.line_height_mm();
        }
        top + self.setting.gap(0.4)
    }

    /// Middle of a box: choices from the left of the group, missing answers at its right.
    fn box_middle(&self, group: usize, at: usize, choices: &[Entry]) -> f32 {
        let column = match choices.get(at).map(|entry| &entry.kind) {
            Some(BoxKind::Missing(_)) => self.boxes - choices.len() + at,
            _ => at,
        };
        self.group_left(group) + (column as f32 + 0.5) * self.pitch_mm
    }

    fn row(&self, block: &mut Block, top: f32, row: &GridRow) -> f32 {
        let line_mm = line_height_mm(BODY_PT);
        let label = row.label.get(self.setting.language);
        let lines = text::set(&[(label, Style::BODY)], self.labels_mm());
        let padding = self.setting.gap(1.5);
        let height = (lines.len().max(1) as f32 * line_mm).max(BOX_MM) + 2.0 * padding;
        let mut labels = Block::new(row_owner(row, self.owner));
        let first = (height - lines.len().max(1) as f32 * line_mm) / 2.0;
        labels.text(self.setting.number_column_mm, first + line_mm / 2.0, &row.number, Style::NUMBER);
        labels.paragraph(self.label_left_mm, first, &lines, line_mm);
        block.append(labels, (0.0, top));
        for (group, id) in row.variables.iter().enumerate() {
            let area = if self.groups == 1 {
                let left = self.setting.number_column_mm - 1.0;
                RectMm::new(left, top, self.setting.width_mm - left, height)
            } else {
                RectMm::new(self.group_left(group), top, self.group_mm(), height)
            };
            if let Some(boxes) = self.boxes_of(group, *id, area) {
                block.append(boxes, (0.0, 0.0));
            }
        }
        top + height
    }

    fn boxes_of(&self, group: usize, id: VariableId, area: RectMm) -> Option<Block> {
        let field = self.setting.questionnaire.field_of(id, 0)?;
        let mut block = Block::new(Owner::Question(id, 0));
        let choices = entries(self.setting, id);
        let middle = area.y + area.height / 2.0;
        let (mut boxes, mut missing) = (Vec::new(), Vec::new());
        for (at, entry) in choices.iter().enumerate() {
            let x = self.box_middle(group, at, &choices) - BOX_MM / 2.0;
            let drawn = coded_box(&mut block, entry, x, middle);
            if matches!(entry.kind, BoxKind::Missing(_)) { &mut missing } else { &mut boxes }.push(drawn);
        }
        block.places.push(Place { field, area, answer: AnswerPlace::Boxes(boxes), missing });
        Some(block)
    }

    /// Without room for columns: each row's label with its boxes below.
    fn stacked(&self) -> Block {
        let mut block = Block::new(self.owner);
        let line_mm = line_height_mm(BODY_PT);
        let (left, width) = (self.setting.number_column_mm, self.setting.width_mm);
        let runs = [
            (self.grid.label.get(self.setting.language), Style::BODY),
            (self.grid.hint.get(self.setting.language), Style::HINT),
        ];
        let lines = numbered(self.setting, &mut block, &self.grid.number, line_mm / 2.0, &runs, width - left);
        let mut top = block.paragraph(left, 0.0, &lines, line_mm) + self.setting.gap(1.2);
        for row in &self.grid.rows {
            for (group, id) in row.variables.iter().enumerate() {
                let Some(field) = self.setting.questionnaire.field_of(*id, 0) else { continue };
                let mut part = Block::new(Owner::Question(*id, 0));
                let name = self.grid.columns.get(group).map_or("", |name| name.get(self.setting.language));
                let runs = [
                    (row.number.as_str(), Style::NUMBER),
                    (row.label.get(self.setting.language), Style::BODY),
                    (name, Style::HEADING),
                ];
                let lines = text::set(&runs, width - left);
                let below = part.paragraph(left, 0.0, &lines, line_mm) + self.setting.gap(1.0);
                let at = (part.owner, field);
                let all = entries(self.setting, *id);
                let answer = choices::answer(self.setting, at, &all, 0, width - left);
                part.height_mm = below + answer.block.height_mm;
                part.append(answer.block, (left, below));
                let area = RectMm::new(0.0, 0.0, width, part.height_mm);
                part.places.iter_mut().for_each(|place| place.area = area);
                let height = part.height_mm;
                block.append(part, (0.0, top));
                top += height + self.setting.gap(2.5);
            }
        }
        block.height_mm = top;
        block
    }
}

/// A box with its code and no label.
pub fn coded_box(block: &mut Block, entry: &Entry, x: f32, middle: f32) -> ChoiceBox {
    let box_mm = RectMm::new(x, middle - BOX_MM / 2.0, BOX_MM, BOX_MM);
    block.frame(box_mm, 0.4);
    let code_x = x + BOX_MM + CODE_GAP_MM;
    block.text(code_x, middle, &entry.code, Style::CODE);
    let height = line_height_mm(BODY_PT);
    let label_area = RectMm::new(code_x, middle - height / 2.0, entry.code_mm(), height);
    ChoiceBox { kind: entry.kind.clone(), box_mm, label_area }
}

/// Codes and what they mean, one after the other.
pub fn legend_lines(choices: &[Entry], width_mm: f32) -> Vec<Line> {
    // Each code keeps to the first word of its label.
    let texts: Vec<(String, String)> = choices
        .iter()
        .filter(|entry| matches!(entry.kind, BoxKind::Choice(_)))
        .map(|entry| (entry.code.clone(), format!("{}  ", entry.label).replace("  ", "\u{a0}\u{a0}")))
        .collect();
    let runs: Vec<(&str, Style)> = texts
        .iter()
        .flat_map(|(code, label)| [(code.as_str(), Style::NUMBER), (label.as_str(), Style::BODY)])
        .collect();
    text::set(&runs, width_mm)
}

/// Width of the widest word above the boxes.
fn header_word_mm(setting: &Setting<'_>, grid: &Grid) -> f32 {
    let ids = grid.rows.iter().filter_map(|row| row.variables.first());
    ids.flat_map(|id| entries(setting, *id))
        .map(|entry| text::widest_word_mm(&entry.label, Style::BODY))
        .fold(0.0, f32::max)
}

fn entries(setting: &Setting<'_>, id: VariableId) -> Vec<Entry> {
    let variable = setting.questionnaire.variable(id);
    let mut entries = choices::of_choices(setting, variable);
    entries.extend(choices::of_missing(setting, variable));
    entries
}

fn same_header(one: &[Entry], other: &[Entry]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| one.code == other.code && one.label == other.label)
}

fn row_owner(row: &GridRow, otherwise: Owner) -> Owner {
    row.variables.first().map_or(otherwise, |id| Owner::Question(*id, 0))
}
