//! Lines to write on. No cells and no boxes.

use super::block::Block;
use super::measures::{BODY_PT, Setting, WRITING_HEIGHT_MM, WRITING_PITCH_MM, line_height_mm};
use super::question::Answer;
use super::{AnswerPlace, Ink, Owner, Place, RectMm, WritingLine};
use crate::questionnaire::FieldId;

/// Shortest line worth writing on beside a label.
pub const SHORTEST_MM: f32 = 38.0;

/// Thickness of a writing line.
const STROKE_MM: f32 = 0.2;

/// Draws a writing line.
pub fn line(block: &mut Block, from_x: f32, to_x: f32, y: f32) -> WritingLine {
    let line = WritingLine { from: (from_x, y), to: (to_x, y) };
    block.line(line.from, line.to, STROKE_MM, Ink::Line);
    line
}

/// Writing lines across `width_mm`; the first starts after `indent_mm`, which a label has taken.
pub fn answer(
    setting: &Setting<'_>,
    (owner, field): (Owner, FieldId),
    lines: u8,
    width_mm: f32,
    indent_mm: f32,
) -> Answer {
    let mut block = Block::new(owner);
    let beside_label = indent_mm > 0.0;
    let first_row_mm = if beside_label { line_height_mm(BODY_PT) } else { WRITING_HEIGHT_MM };
    // Beside a label the line runs just under the label's baseline.
    let mut y = if beside_label { first_row_mm / 2.0 + 2.0 } else { first_row_mm };
    let pitch_mm = setting.gap(WRITING_PITCH_MM).max(7.0);
    let mut drawn = vec![line(&mut block, indent_mm, width_mm, y)];
    for _ in 1..lines.max(1) {
        y += pitch_mm;
        drawn.push(line(&mut block, 0.0, width_mm, y));
    }
    block.height_mm = y + 0.6;
    let answer = AnswerPlace::Lines(drawn);
    block.places.push(Place { field, area: RectMm::default(), answer, missing: Vec::new() });
    Answer { block, width_mm, first_row_mm }
}
