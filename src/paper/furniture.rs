//! What is printed around the questions: title with the sheet's number, section headings, notes, the
//! foot of the page. No answers but the sheet's number.

use super::block::Block;
use super::comb::{CellSize, Pattern};
use super::fonts::{self, Weight};
use super::measures::{
    BODY_PT, CODE_PT, HAIRLINE_MM, MARGIN_MM, RULE_MM, SECTION_PT, Setting, TITLE_PT, line_height_mm,
};
use super::text::{self, Style};
use super::{AnswerPlace, Ink, Owner, Place, RectMm};
use crate::questionnaire::{NoteStyle, Text};

/// Cells of the sheet's number: larger, they are read at a glance.
const NUMBER_CELL: CellSize = CellSize { width_mm: 6.6, height_mm: 8.4 };
const SUBTITLE_PT: f32 = 13.0;
const FRAME_PADDING_MM: f32 = 2.8;
const FILTER_BAR_MM: f32 = 0.9;
const FILTER_TEXT_MM: f32 = 3.0;

/// A section's heading over a rule.
pub fn section(setting: &Setting<'_>, owner: Owner, label: &Text) -> Block {
    let mut block = Block::new(owner);
    let style = Style { size_pt: SECTION_PT, weight: Weight::Bold, ink: Ink::Print };
    let lines = text::set(&[(&label.get(setting.language).to_uppercase(), style)], setting.width_mm);
    let bottom = block.paragraph(0.0, 0.0, &lines, style.line_height_mm()) + 0.7;
    block.line((0.0, bottom), (setting.width_mm, bottom), RULE_MM, Ink::Print);
    block.height_mm = bottom + RULE_MM;
    block
}

/// A printed note.
pub fn note(setting: &Setting<'_>, owner: Owner, label: &Text, style: NoteStyle, width_mm: f32) -> Block {
    let mut block = Block::new(owner);
    let (label, left) = (label.get(setting.language), setting.number_column_mm);
    let line_mm = line_height_mm(BODY_PT);
    match style {
        NoteStyle::Plain => {
            let lines = text::set(&[(label, Style::HINT)], width_mm - left);
            block.height_mm = block.paragraph(left, 0.0, &lines, line_mm);
        }
        NoteStyle::Filter => {
            let text_left = left + FILTER_TEXT_MM;
            let lines = text::set(&[(label, Style::BODY)], width_mm - text_left);
            block.height_mm = block.paragraph(text_left, 0.0, &lines, line_mm);
            let bar = RectMm::new(left, 0.2, FILTER_BAR_MM, block.height_mm - 0.4);
            block.ground(bar, Ink::Print, 0.0);
        }
        NoteStyle::Framed => {
            let line_mm = Style::SMALL.line_height_mm();
            let lines = text::set(&[(label, Style::SMALL)], width_mm - 2.0 * FRAME_PADDING_MM);
            let top = FRAME_PADDING_MM * 0.75;
            block.height_mm = block.paragraph(FRAME_PADDING_MM, top, &lines, line_mm) + top;
            block.first_middle_mm = top + line_mm / 2.0;
            block.soft_frame(RectMm::new(0.0, 0.0, width_mm, block.height_mm), 1.4);
        }
    }
    block
}

/// The title of the first page, with the cells of the sheet's number at the right if it stands there.
pub fn title(setting: &Setting<'_>, with_number: bool) -> Block {
    let mut block = Block::new(Owner::Page);
    let number = with_number.then(|| sheet_number(setting)).flatten();
    let number_mm = number.as_ref().map_or(0.0, |(_, width_mm)| width_mm + 8.0);
    let style = Style { size_pt: TITLE_PT, weight: Weight::Bold, ink: Ink::Print };
    let title = setting.questionnaire.title.get(setting.language);
    // What follows a dash is set as a subtitle.
    let (title, subtitle) = title.split_once(" – ").unwrap_or((title, ""));
    let room_mm = (setting.width_mm - number_mm).max(40.0);
    let lines = text::set(&[(title, style)], room_mm);
    let under = Style::HEADING.sized(SUBTITLE_PT);
    let sublines = text::set(&[(subtitle, under)], room_mm);
    let main_mm = style.line_height_mm() * lines.len() as f32;
    let title_mm = main_mm + under.line_height_mm() * sublines.len() as f32;
    let number_height_mm = number.as_ref().map_or(0.0, |(number, _)| number.height_mm);
    let height_mm = title_mm.max(number_height_mm);
    let top = (height_mm - title_mm) / 2.0;
    block.paragraph(0.0, top, &lines, style.line_height_mm());
    block.paragraph(0.0, top + main_mm, &sublines, under.line_height_mm());
    if let Some((number, width_mm)) = number {
        block.append(number, (setting.width_mm - width_mm, (height_mm - number_height_mm) / 2.0));
    }
    block.height_mm = height_mm;
    block
}

/// The sheet's number: label above large cells; with its width.
fn sheet_number(setting: &Setting<'_>) -> Option<(Block, f32)> {
    let id = setting.questionnaire.sheet_number;
    let variable = setting.questionnaire.variable(id);
    let field = setting.questionnaire.field_of(id, 0)?;
    let pattern = Pattern::of(setting, variable)?;
    let mut block = Block::new(Owner::Question(id, 0));
    let cells_mm = pattern.width_mm(NUMBER_CELL);
    let number = Style::NUMBER.sized(10.0);
    let mut runs = vec![(variable.number.as_str(), number)];
    runs.push((variable.label.get(setting.language), Style::SMALL));
    let lines = text::set(&runs, cells_mm.max(45.0));
    let top = block.paragraph(0.0, 0.0, &lines, Style::SMALL.line_height_mm()) + 0.8;
    let comb = pattern.draw(&mut block, (0.0, top), cells_mm, NUMBER_CELL);
    let label_mm = lines.iter().map(|line| line.width_mm).fold(0.0, f32::max);
    let width_mm = cells_mm.max(label_mm);
    let area = RectMm::new(0.0, 0.0, width_mm, block.height_mm);
    block.places.push(Place { field, area, answer: AnswerPlace::Comb(comb), missing: Vec::new() });
    Some((block, width_mm))
}

/// The foot of a page: title and version at the left, page number at the right. In page coordinates.
pub fn footer(setting: &Setting<'_>, page: usize, height_mm: f32) -> Block {
    let mut block = Block::new(Owner::Page);
    let middle = height_mm - MARGIN_MM - line_height_mm(CODE_PT) / 2.0;
    let (left, right) = (MARGIN_MM, MARGIN_MM + setting.width_mm);
    let rule = middle - line_height_mm(CODE_PT) / 2.0 - 0.8;
    block.line((left, rule), (right, rule), HAIRLINE_MM, Ink::Line);
    let number = format!("{}/{}", page + 1, setting.questionnaire.pages.len());
    let style = Style { weight: Weight::Bold, ink: Ink::Print, ..Style::CODE.sized(9.0) };
    let number_mm = style.width_mm(&number);
    block.text_beside(right - number_mm, middle, &number, style, Style::CODE);
    let title = setting.questionnaire.title.get(setting.language);
    let title = format!("{} · {}", fonts::printable(title), setting.questionnaire.version);
    if let Some(line) = text::set(&[(&title, Style::CODE)], setting.width_mm - number_mm - 5.0).first() {
        block.line_of_text(left, middle, line);
    }
    block
}
