//! Where everything stands on the paper, in millimetres from the page's top left corner, y downwards:
//! every printed word, line and box, and the place where each answer is written. The screen paints it,
//! the print shows it, the scan viewer crops by it. Of answers it knows only how they are written
//! (`handwriting`); no window, no study.

mod block;
mod choices;
mod comb;
pub mod fonts;
mod furniture;
mod geometry;
mod grid;
pub mod handwriting;
mod measures;
mod page;
mod question;
mod repeat;
mod text;
mod writing;

pub use comb::Comb;
pub use fonts::Weight;
pub use geometry::{Point, RectMm};

use crate::questionnaire::{FieldId, Missing, Questionnaire, VariableId};

/// A questionnaire laid out on its pages, in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Width and height of every page, in millimetres.
    pub size_mm: (f32, f32),
    /// The pages, in order.
    pub pages: Vec<PageLayout>,
    /// Pages (from 0) whose content runs past the bottom of the paper even when set tightly.
    pub overflowing: Vec<usize>,
}

/// What stands on one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageLayout {
    /// Everything that is printed, in painting order.
    pub marks: Vec<Mark>,
    /// Where answers are written, in paper order: one place per keyed field.
    pub places: Vec<Place>,
}

/// One printed thing, and what it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What is printed.
    pub shape: Shape,
    /// What it belongs to, so that a skipped question can be shown grey.
    pub owner: Owner,
}

/// What a mark belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// The page itself: title, page number.
    Page,
    /// An item of the page (its place in `Page::items`): sections, notes, headers of grids and tables.
    Item(usize),
    /// A question, and the line of its repeat (0 outside a repeat).
    Question(VariableId, u16),
}

/// A printed shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// One line of text, set from its left end on its baseline.
    Text {
        /// Left end.
        x_mm: f32,
        /// The line the letters stand on.
        baseline_mm: f32,
        /// Size of the letters, in points.
        size_pt: f32,
        /// Weight of the letters.
        weight: Weight,
        /// What is written.
        text: String,
        /// How dark it is.
        ink: Ink,
    },
    /// A straight line.
    Line {
        /// One end.
        from: Point,
        /// The other end.
        to: Point,
        /// Thickness.
        width_mm: f32,
        /// How dark it is.
        ink: Ink,
    },
    /// A rectangle, framed or filled or both.
    Rect {
        /// Where it stands; the frame is centred on this edge.
        rect_mm: RectMm,
        /// Thickness of the frame; 0 for none.
        stroke_mm: f32,
        /// How dark the frame is.
        ink: Ink,
        /// What it is filled with.
        fill: Option<Ink>,
        /// Radius of the corners.
        radius_mm: f32,
    },
}

/// How dark something is printed; the colours are the painter's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// What is to be read first: questions, answers, boxes.
    Print,
    /// Hints, codes, page numbers.
    Soft,
    /// Writing lines and hairlines.
    Line,
    /// A light ground behind something.
    Tint,
}

/// Where the answer of one field stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The field.
    pub field: FieldId,
    /// The question with its answer: what the highlight surrounds.
    pub area: RectMm,
    /// Where the answer is written.
    pub answer: AnswerPlace,
    /// Boxes printed for missing answers ("don't know", "refused").
    pub missing: Vec<ChoiceBox>,
}

/// Where an answer is written.
#[derive(Clone, Debug, PartialEq)]
pub enum AnswerPlace {
    /// One box per choice, in the order of the choices.
    Boxes(Vec<ChoiceBox>),
    /// One cell per character.
    Comb(Comb),
    /// Writing lines, top to bottom.
    Lines(Vec<WritingLine>),
}

/// A line to write on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WritingLine {
    /// Left end.
    pub from: Point,
    /// Right end, at the same height.
    pub to: Point,
}

/// A box to tick.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceBox {
    /// What ticking it says.
    pub kind: BoxKind,
    /// The box.
    pub box_mm: RectMm,
    /// Code and label beside the box; in a grid, the code only.
    pub label_area: RectMm,
}

/// What ticking a box says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoxKind {
    /// The choice with this code.
    Choice(String),
    /// A missing answer.
    Missing(Missing),
}

impl Layout {
    /// The page (from 0) and the place of a field; none for what is never written on paper.
    pub fn place(&self, field: FieldId) -> Option<(usize, &Place)> {
        self.pages.iter().enumerate().find_map(|(number, page)| {
            page.places.iter().find(|place| place.field == field).map(|place| (number, place))
        })
    }
}

impl Place {
    /// The rectangle around the boxes, cells or lines of the answer itself.
    pub fn answer_area(&self) -> RectMm {
        let boxes = |boxes: &[ChoiceBox]| boxes.iter().map(|choice| choice.box_mm).collect::<Vec<_>>();
        let mut parts = match &self.answer {
            AnswerPlace::Boxes(choices) => boxes(choices),
            AnswerPlace::Comb(comb) => {
                let name = comb.name_line.iter().map(WritingLine::writing_area);
                comb.cells.iter().copied().chain(name).collect()
            }
            AnswerPlace::Lines(lines) => lines.iter().map(WritingLine::writing_area).collect(),
        };
        parts.extend(boxes(&self.missing));
        parts.into_iter().reduce(RectMm::union).unwrap_or(self.area)
    }
}

impl WritingLine {
    /// The room above the line in which the answer is written.
    pub fn writing_area(&self) -> RectMm {
        let height_mm = measures::WRITING_HEIGHT_MM;
        RectMm::new(self.from.0, self.from.1 - height_mm, self.to.0 - self.from.0, height_mm)
    }
}

/// Lays a questionnaire out in a language.
pub fn lay_out(questionnaire: &Questionnaire, language: &str) -> Layout {
    page::lay_out(questionnaire, language)
}
