//! A piece of a page while it is laid out: its marks and places from its own top left corner, and how
//! to draw into it. Knows no questionnaire.

use super::measures::{BODY_PT, BOX_STROKE_MM, baseline_below_middle_mm, line_height_mm};
use super::text::{Line, Style};
use super::{Ink, Mark, Owner, Place, Point, RectMm, Shape};

/// Marks and places from a top left corner of their own.
#[derive(Clone, Debug)]
pub struct Block {
    /// Whom new marks belong to.
    pub owner: Owner,
    /// Height down to where the next thing may start (before the gap).
    pub height_mm: f32,
    /// Middle of its first line: blocks side by side are aligned by it.
    pub first_middle_mm: f32,
    /// What is printed.
    pub marks: Vec<Mark>,
    /// Where answers are written.
    pub places: Vec<Place>,
}

impl Block {
    /// An empty block.
    pub fn new(owner: Owner) -> Self {
        Self {
            owner,
            height_mm: 0.0,
            first_middle_mm: line_height_mm(BODY_PT) / 2.0,
            marks: Vec::new(),
            places: Vec::new(),
        }
    }

    fn mark(&mut self, shape: Shape) {
        self.marks.push(Mark { shape, owner: self.owner });
    }

    /// Writes one line of text with its capitals centred on `middle_mm`.
    pub fn text(&mut self, x_mm: f32, middle_mm: f32, text: &str, style: Style) {
        if text.is_empty() {
            return;
        }
        self.mark(Shape::Text {
            x_mm,
            baseline_mm: middle_mm + baseline_below_middle_mm(style.size_pt),
            size_pt: style.size_pt,
            weight: style.weight,
            text: text.to_owned(),
            ink: style.ink,
        });
    }

    /// Writes a word on the baseline that text of `beside` centred on `middle_mm` has.
    pub fn text_beside(&mut self, x_mm: f32, middle_mm: f32, text: &str, style: Style, beside: Style) {
        let drop_mm = baseline_below_middle_mm(beside.size_pt) - baseline_below_middle_mm(style.size_pt);
        self.text(x_mm, middle_mm + drop_mm, text, style);
    }

    /// Writes one set line with its middle at `middle_mm`; smaller pieces stand on the same baseline.
    pub fn line_of_text(&mut self, x_mm: f32, middle_mm: f32, line: &Line) {
        let Some(first) = line.pieces.first().map(|piece| piece.style) else { return };
        for piece in &line.pieces {
            self.text_beside(x_mm + piece.x_mm, middle_mm, &piece.text, piece.style, first);
        }
    }

    /// Writes set lines one below the other; gives where they end.
    pub fn paragraph(&mut self, x_mm: f32, top_mm: f32, lines: &[Line], line_height_mm: f32) -> f32 {
        let mut top_mm = top_mm;
        for line in lines {
            self.line_of_text(x_mm, top_mm + line_height_mm / 2.0, line);
            top_mm += line_height_mm;
        }
        top_mm
    }

    /// Writes set lines one below the other, each centred on `center_mm`.
    pub fn centred(&mut self, center_mm: f32, top_mm: f32, lines: &[Line], line_height_mm: f32) {
        for (at, line) in lines.iter().enumerate() {
            let middle_mm = top_mm + (at as f32 + 0.5) * line_height_mm;
            self.line_of_text(center_mm - line.width_mm / 2.0, middle_mm, line);
        }
    }

    /// Draws a line.
    pub fn line(&mut self, from: Point, to: Point, width_mm: f32, ink: Ink) {
        self.mark(Shape::Line { from, to, width_mm, ink });
    }

    /// Draws the frame of a box or cell.
    pub fn frame(&mut self, rect_mm: RectMm, radius_mm: f32) {
        self.mark(Shape::Rect { rect_mm, stroke_mm: BOX_STROKE_MM, ink: Ink::Print, fill: None, radius_mm });
    }

    /// Draws a light frame around small print.
    pub fn soft_frame(&mut self, rect_mm: RectMm, radius_mm: f32) {
        self.mark(Shape::Rect { rect_mm, stroke_mm: 0.25, ink: Ink::Soft, fill: None, radius_mm });
    }

    /// Fills a ground.
    pub fn ground(&mut self, rect_mm: RectMm, fill: Ink, radius_mm: f32) {
        self.mark(Shape::Rect { rect_mm, stroke_mm: 0.0, ink: fill, fill: Some(fill), radius_mm });
    }

    /// Takes in another block at a place in this one.
    pub fn append(&mut self, mut other: Self, at: Point) {
        other.shift(at);
        self.marks.append(&mut other.marks);
        self.places.append(&mut other.places);
    }

    fn shift(&mut self, by: Point) {
        self.marks.iter_mut().for_each(|mark| mark.shape.shift(by));
        self.places.iter_mut().for_each(|place| place.shift(by));
    }
}
