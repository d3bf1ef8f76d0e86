//! A question of its own: number in the hanging column, label, instruction, answer beside or below.

use super::block::Block;
use super::choices;
use super::comb::{self, CellSize, Pattern};
use super::measures::{BODY_PT, Setting, line_height_mm};
use super::text::{self, Line, Style};
use super::writing;
use super::{Owner, RectMm};
use crate::questionnaire::{FieldId, Variable, VariableId, VariableType};

/// An answer while it is laid out: a block with one place in it.
pub struct Answer {
    /// What is drawn, with its place.
    pub block: Block,
    /// Width that is taken.
    pub width_mm: f32,
    /// Height of its first row, whose middle is aligned with the label's line.
    pub first_row_mm: f32,
}

/// Between a label and an answer on its line.
const INLINE_GAP_MM: f32 = 2.6;
/// Between a label and an answer below it.
const BELOW_GAP_MM: f32 = 1.3;
/// Longest hint that stands after cells as their unit; longer ones follow the label.
const LONGEST_UNIT_MM: f32 = 45.0;
/// Length of a line for a number without cells.
const NUMBER_LINE_MM: f32 = 34.0;

/// Lays a question out in a width. Nothing for what is never written on paper.
pub fn lay(setting: &Setting<'_>, id: VariableId, width_mm: f32) -> Option<Block> {
    let variable = setting.questionnaire.variable(id);
    let field = setting.questionnaire.field_of(id, 0)?;
    if variable.kind == VariableType::Calculate {
        return None;
    }
    let owner = Owner::Question(id, 0);
    let question = Question { setting, variable, field, owner, width_mm };
    let mut block = question.lay();
    let area = RectMm::new(0.0, 0.0, width_mm, block.height_mm);
    block.places.iter_mut().for_each(|place| place.area = area);
    Some(block)
}

/// The narrowest width a question can be laid out in without cutting words or cells.
pub fn narrowest_mm(setting: &Setting<'_>, id: VariableId) -> f32 {
    let variable = setting.questionnaire.variable(id);
    let cells = Pattern::of(setting, variable).map_or(0.0, |pattern| pattern.width_mm(CellSize::BODY));
    let words = text::widest_word_mm(variable.label.get(setting.language), Style::BODY);
    let boxes = if variable.choices.is_empty() || cells > 0.0 { 0.0 } else { 36.0 };
    setting.number_column_mm + cells.max(words).max(boxes).max(18.0)
}

/// Writes a number into the hanging column and gives the label's lines, with a number too long for the
/// column set at their start.
pub fn numbered(
    setting: &Setting<'_>,
    block: &mut Block,
    number: &str,
    middle_mm: f32,
    runs: &[(&str, Style)],
    width_mm: f32,
) -> Vec<Line> {
    if Style::NUMBER.width_mm(number) <= setting.number_column_mm - 1.0 {
        block.text(0.0, middle_mm, number, Style::NUMBER);
        return text::set(runs, width_mm);
    }
    let mut with_number = vec![(number, Style::NUMBER)];
    with_number.extend_from_slice(runs);
    text::set(&with_number, width_mm)
}

struct Question<'a> {
    setting: &'a Setting<'a>,
    variable: &'a Variable,
    field: FieldId,
    owner: Owner,
    width_mm: f32,
}

impl Question<'_> {
    fn lay(&self) -> Block {
        let mut block = Block::new(self.owner);
        let (left, line_mm) = (self.setting.number_column_mm, line_height_mm(BODY_PT));
        let content_mm = self.width_mm - left;
        let (label, hint) = (self.text(&self.variable.label), self.text(&self.variable.hint));
        let pattern = Pattern::of(self.setting, self.variable);
        let unit_is_after = pattern.is_some() && Style::HINT.width_mm(&hint) <= LONGEST_UNIT_MM;
        let mut runs = vec![(label.as_str(), Style::BODY)];
        let unit = if unit_is_after { hint.as_str() } else { "" };
        // A short instruction stays in one piece, on the label's line or on the next.
        let short = Style::HINT.width_mm(&hint) < content_mm * 0.6;
        let instruction = if short { hint.replace(' ', "\u{a0}") } else { hint.clone() };
        if !unit_is_after && !hint.is_empty() {
            runs.push((instruction.as_str(), Style::HINT));
        }
        let measured = self.label_lines(&runs, content_mm);
        let last_mm = measured.last().map_or(0.0, |line| line.width_mm);
        let beside = self.beside(pattern.as_ref(), unit, content_mm, last_mm);
        let Some((answer, indent_mm)) = beside else {
            let lines =
                numbered(self.setting, &mut block, &self.variable.number, line_mm / 2.0, &runs, content_mm);
            let top = block.paragraph(left, 0.0, &lines, line_mm) + self.setting.gap(BELOW_GAP_MM);
            let answer = self.answer(pattern.as_ref(), unit, content_mm);
            block.height_mm = top + answer.block.height_mm;
            block.append(answer.block, (left, top));
            return block;
        };
        let row_mm = answer.first_row_mm.max(line_mm);
        let above = measured.len().saturating_sub(1);
        let first_middle = if above == 0 { row_mm / 2.0 } else { line_mm / 2.0 };
        block.first_middle_mm = first_middle;
        let lines =
            numbered(self.setting, &mut block, &self.variable.number, first_middle, &runs, content_mm);
        let top = block.paragraph(left, 0.0, &lines[..above.min(lines.len())], line_mm);
        if let Some(last) = lines.last() {
            block.line_of_text(left, top + row_mm / 2.0, last);
        }
        let answer_top = top + (row_mm - answer.first_row_mm) / 2.0;
        block.height_mm = (top + row_mm).max(answer_top + answer.block.height_mm);
        block.append(answer.block, (left + indent_mm, answer_top));
        block
    }

    fn text(&self, text: &crate::questionnaire::Text) -> String {
        super::fonts::printable(text.get(self.setting.language))
    }

    fn label_lines(&self, runs: &[(&str, Style)], width_mm: f32) -> Vec<Line> {
        numbered(self.setting, &mut Block::new(self.owner), &self.variable.number, 0.0, runs, width_mm)
    }

    /// The answer on the label's last line, and where it starts there, if it was asked for (or there is
    /// no label) and there is room.
    fn beside(
        &self,
        pattern: Option<&Pattern>,
        unit: &str,
        content_mm: f32,
        last_mm: f32,
    ) -> Option<(Answer, f32)> {
        let no_label = last_mm == 0.0;
        if !self.variable.appearance.inline && !no_label {
            return None;
        }
        let indent_mm = if no_label { 0.0 } else { last_mm + INLINE_GAP_MM };
        let room_mm = content_mm - indent_mm;
        let at = (self.owner, self.field);
        let missing = choices::of_missing(self.setting, self.variable);
        if self.is_open_text() {
            let fits = room_mm >= writing::SHORTEST_MM && missing.is_empty();
            return fits
                .then(|| (writing::answer(self.setting, at, self.lines(), content_mm, indent_mm), 0.0));
        }
        let answer = match pattern {
            Some(pattern) => {
                let mut answer = self.cells(pattern, unit, room_mm, true)?;
                choices::add_missing(&mut answer, &missing, room_mm, true).then_some(answer)?
            }
            None if self.variable.choices.is_empty() => {
                let mut answer = writing::answer(self.setting, at, 1, NUMBER_LINE_MM.min(room_mm), 0.0);
                (room_mm >= NUMBER_LINE_MM && choices::add_missing(&mut answer, &missing, room_mm, true))
                    .then_some(answer)?
            }
            None => {
                let entries = self.entries();
                let answer = choices::answer_beside(self.setting, at, &entries, content_mm, indent_mm)?;
                return Some((answer, 0.0));
            }
        };
        Some((answer, indent_mm))
    }

    /// The answer below the label.
    fn answer(&self, pattern: Option<&Pattern>, unit: &str, width_mm: f32) -> Answer {
        let at = (self.owner, self.field);
        let written = match pattern {
            Some(pattern) => self.cells(pattern, unit, width_mm, false),
            None if self.variable.choices.is_empty() => None,
            None => {
                let columns = self.variable.appearance.columns;
                return choices::answer(self.setting, at, &self.entries(), columns, width_mm);
            }
        };
        let mut answer = written.unwrap_or_else(|| {
            let line_mm = if self.is_open_text() { width_mm } else { NUMBER_LINE_MM.min(width_mm) };
            writing::answer(self.setting, at, self.lines(), line_mm, 0.0)
        });
        let missing = choices::of_missing(self.setting, self.variable);
        choices::add_missing(&mut answer, &missing, width_mm, false);
        answer
    }

    fn cells(&self, pattern: &Pattern, unit: &str, width_mm: f32, one_line: bool) -> Option<Answer> {
        let at = (self.owner, self.field);
        if self.variable.is_long_list() {
            return comb::answer_with_name(at, pattern, width_mm, one_line);
        }
        comb::answer(at, pattern, unit, width_mm, one_line)
    }

    fn entries(&self) -> Vec<choices::Entry> {
        let mut entries = choices::of_choices(self.setting, self.variable);
        entries.extend(choices::of_missing(self.setting, self.variable));
        entries
    }

    fn is_open_text(&self) -> bool {
        matches!(self.variable.kind, VariableType::Text { .. })
    }

    fn lines(&self) -> u8 {
        match self.variable.kind {
            VariableType::Text { lines, .. } => lines.max(1),
            _ => 1,
        }
    }
}
