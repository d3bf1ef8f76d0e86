//! Sizes and distances of the page, in millimetres and points, and what every part of a page needs to
//! know to be laid out. No drawing.

use super::fonts::{self, Weight};
use crate::questionnaire::{Item, Questionnaire};

/// One typographic point.
pub const POINT_MM: f32 = 0.352_78;

/// Distance of all print from the edges of the paper.
pub const MARGIN_MM: f32 = 13.0;
/// Room kept above the bottom margin for the page number.
pub const FOOTER_MM: f32 = 6.5;
/// Between things side by side.
pub const GUTTER_MM: f32 = 5.0;

/// What respondents read.
pub const BODY_PT: f32 = 12.0;
/// Codes beside boxes, the foot of the page.
pub const CODE_PT: f32 = 8.0;
/// Framed small print and narrow headers.
pub const SMALL_PT: f32 = 10.0;
/// Section headings.
pub const SECTION_PT: f32 = 12.5;
/// The title on the first page.
pub const TITLE_PT: f32 = 19.0;

/// Height of a line of text, as a part of its size.
pub const LINE_HEIGHT: f32 = 1.26;

/// Side of a box to tick.
pub const BOX_MM: f32 = 4.2;
/// Width of a cell for one character.
pub const CELL_WIDTH_MM: f32 = 5.2;
/// Height of a cell for one character.
pub const CELL_HEIGHT_MM: f32 = 6.4;
/// Room above a writing line.
pub const WRITING_HEIGHT_MM: f32 = 6.0;
/// From one writing line to the next.
pub const WRITING_PITCH_MM: f32 = 8.2;
/// From one line of boxes to the next.
pub const CHOICE_PITCH_MM: f32 = 6.7;
/// Between choices on a line.
pub const CHOICE_GAP_MM: f32 = 5.5;
/// Frames of boxes and cells.
pub const BOX_STROKE_MM: f32 = 0.3;
/// Rules under headings.
pub const RULE_MM: f32 = 0.35;
/// Light lines between rows.
pub const HAIRLINE_MM: f32 = 0.15;

/// Height of a line of text of that size.
pub fn line_height_mm(size_pt: f32) -> f32 {
    size_pt * POINT_MM * LINE_HEIGHT
}

/// From the middle of a line down to its baseline: capitals stand centred in the line.
pub fn baseline_below_middle_mm(size_pt: f32) -> f32 {
    size_pt * POINT_MM * fonts::CAPITAL_HEIGHT / 2.0
}

/// What every part of a page needs to know to be laid out.
pub struct Setting<'a> {
    /// What is laid out.
    pub questionnaire: &'a Questionnaire,
    /// In which language.
    pub language: &'a str,
    /// Width between the margins.
    pub width_mm: f32,
    /// Width of the hanging column of question numbers.
    pub number_column_mm: f32,
    /// Vertical distances are multiplied by this: 1 is comfortable, less is tighter.
    pub looseness: f32,
}

impl<'a> Setting<'a> {
    /// The setting for a questionnaire, comfortably spaced.
    pub fn new(questionnaire: &'a Questionnaire, language: &'a str) -> Self {
        let width_mm = questionnaire.paper.size_mm().0 - 2.0 * MARGIN_MM;
        let widest = numbers(questionnaire)
            .map(|number| fonts::text_width_mm(number, BODY_PT, Weight::Bold))
            .fold(0.0, f32::max);
        // A very long number takes the label's first line instead of widening every question.
        let number_column_mm = (widest + 1.8).clamp(5.0, 16.0);
        Self { questionnaire, language, width_mm, number_column_mm, looseness: 1.0 }
    }

    /// A vertical distance at the page's looseness.
    pub fn gap(&self, distance_mm: f32) -> f32 {
        distance_mm * self.looseness
    }

    /// Width of so many twelfths of the page.
    pub fn width_of(&self, twelfths: u8) -> f32 {
        self.left_of(twelfths) - GUTTER_MM
    }

    /// Left edge of what stands after so many twelfths.
    pub fn left_of(&self, twelfths: u8) -> f32 {
        (self.width_mm + GUTTER_MM) / 12.0 * f32::from(twelfths)
    }
}

/// The numbers that stand in the hanging column.
fn numbers(questionnaire: &Questionnaire) -> impl Iterator<Item = &str> {
    questionnaire.pages.iter().flat_map(|page| &page.items).map(|item| match item {
        Item::Question(id) => questionnaire.variable(*id).number.as_str(),
        Item::Grid(grid) => grid.number.as_str(),
        Item::Repeat(at) => questionnaire.repeats.get(*at).map_or("", |repeat| repeat.number.as_str()),
        Item::Section { .. } | Item::Note { .. } => "",
    })
}
