//! Points and rectangles in millimetres, and moving what is laid out. No typography.

use super::{AnswerPlace, ChoiceBox, Place, Shape, WritingLine};

/// A point: millimetres from the left and from the top.
pub type Point = (f32, f32);

/// A rectangle in millimetres.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RectMm {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl RectMm {
    /// A rectangle from its top left corner.
    pub fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width, height }
    }

    /// The right edge.
    pub fn right(self) -> f32 {
        self.x + self.width
    }

    /// The bottom edge.
    pub fn bottom(self) -> f32 {
        self.y + self.height
    }

    /// The middle.
    pub fn center(self) -> Point {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self::new(x, y, self.right().max(other.right()) - x, self.bottom().max(other.bottom()) - y)
    }

    /// Larger by `by_mm` on every side.
    #[must_use]
    pub fn expanded(self, by_mm: f32) -> Self {
        Self::new(self.x - by_mm, self.y - by_mm, self.width + 2.0 * by_mm, self.height + 2.0 * by_mm)
    }

    /// Whether the two share some area.
    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Whether `other` lies within, borders included.
    pub fn holds(self, other: Self) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && self.right() >= other.right()
            && self.bottom() >= other.bottom()
    }

    /// Whether the point lies within.
    pub fn contains(self, point: Point) -> bool {
        self.x <= point.0 && point.0 <= self.right() && self.y <= point.1 && point.1 <= self.bottom()
    }

    pub(super) fn moved(self, by: Point) -> Self {
        Self { x: self.x + by.0, y: self.y + by.1, ..self }
    }
}

fn moved(point: Point, by: Point) -> Point {
    (point.0 + by.0, point.1 + by.1)
}

impl Shape {
    pub(super) fn shift(&mut self, by: Point) {
        match self {
            Self::Text { x_mm, baseline_mm, .. } => {
                (*x_mm, *baseline_mm) = (*x_mm + by.0, *baseline_mm + by.1)
            }
            Self::Line { from, to, .. } => (*from, *to) = (moved(*from, by), moved(*to, by)),
            Self::Rect { rect_mm, .. } => *rect_mm = rect_mm.moved(by),
        }
    }
}

impl ChoiceBox {
    fn shift(&mut self, by: Point) {
        self.box_mm = self.box_mm.moved(by);
        self.label_area = self.label_area.moved(by);
    }
}

impl AnswerPlace {
    fn shift(&mut self, by: Point) {
        match self {
            Self::Boxes(boxes) => boxes.iter_mut().for_each(|choice| choice.shift(by)),
            Self::Comb(comb) => {
                comb.cells.iter_mut().for_each(|cell| *cell = cell.moved(by));
                if let Some(line) = &mut comb.name_line {
                    *line = WritingLine { from: moved(line.from, by), to: moved(line.to, by) };
                }
            }
            Self::Lines(lines) => {
                for line in lines {
                    *line = WritingLine { from: moved(line.from, by), to: moved(line.to, by) };
                }
            }
        }
    }
}

impl Place {
    pub(super) fn shift(&mut self, by: Point) {
        self.area = self.area.moved(by);
        self.answer.shift(by);
        self.missing.iter_mut().for_each(|choice| choice.shift(by));
    }
}
