//! Pages of a questionnaire as a PDF: what `paper` laid out, printed where it stands, and handwriting on
//! it. Nothing is laid out here, and which sheets are printed is told by who prints them.

use super::pdf::{Colour, Pdf, PdfError, Sheet};
use crate::paper::handwriting::{self, Inscription, Letters, Stroke};
use crate::paper::{Ink, Layout, PageLayout, Place, RectMm, Shape};

const PRINT: Colour = [0x1B, 0x22, 0x30];
const SOFT: Colour = [0x5C, 0x64, 0x70];
const LINE: Colour = [0x33, 0x33, 0x33];
/// The light ground behind the title and the headings of tables.
const TINT: Colour = [0xEE, 0xED, 0xE9];
const PAPER: Colour = [0xFF, 0xFF, 0xFF];
/// Ballpoint blue.
const PEN: Colour = [0x1F, 0x3F, 0xBF];
const PEN_MM: f32 = 0.5;

/// Adds the pages of one sheet; `over` is painted on each when it is printed, by its place in the layout.
pub fn sheet(
    pdf: &mut Pdf,
    layout: &Layout,
    mut over: impl FnMut(usize, &PageLayout, &mut Sheet<'_, '_>),
) -> Result<(), PdfError> {
    for (number, page) in layout.pages.iter().enumerate() {
        pdf.page(layout.size_mm, |sheet| {
            page.marks.iter().for_each(|mark| print(sheet, &mark.shape));
            over(number, page, sheet);
        })?;
    }
    Ok(())
}

fn print(sheet: &mut Sheet<'_, '_>, shape: &Shape) {
    match shape {
        Shape::Text { x_mm, baseline_mm, size_pt, weight, text, ink } => {
            sheet.text((*x_mm, *baseline_mm), *size_pt, *weight, colour(*ink), text);
        }
        Shape::Line { from, to, width_mm, ink } => sheet.line(*from, *to, *width_mm, colour(*ink)),
        Shape::Rect { rect_mm, stroke_mm, ink, fill, radius_mm } => {
            let edge = (*stroke_mm > 0.0).then(|| (*stroke_mm, colour(*ink)));
            sheet.rounded(sides(*rect_mm), *radius_mm, fill.map(colour), edge);
        }
    }
}

fn sides(rect: RectMm) -> [f32; 4] {
    [rect.x, rect.y, rect.width, rect.height]
}

fn colour(ink: Ink) -> Colour {
    match ink {
        Ink::Print => PRINT,
        Ink::Soft => SOFT,
        Ink::Line => LINE,
        Ink::Tint => TINT,
    }
}

/// Writes an answer at its place, as by hand.
pub fn write_by_hand(sheet: &mut Sheet<'_, '_>, place: &Place, inscription: &Inscription) {
    handwriting::write(place, inscription, &mut |stroke| match stroke {
        Stroke::Cross(rect) => cross(sheet, rect),
        Stroke::Letters(words) => letters(sheet, &words),
        Stroke::Tag(rect, words) => {
            sheet.rounded(sides(rect), 0.8, Some(PAPER), Some((0.3, PEN)));
            letters(sheet, &words);
        }
        // Nobody types on paper.
        Stroke::Caret(..) => {}
    });
}

fn letters(sheet: &mut Sheet<'_, '_>, words: &Letters<'_>) {
    sheet.text(words.at, words.size_pt, words.weight, PEN, &words.text);
}

/// Two strokes that are not quite straight through the corners.
fn cross(sheet: &mut Sheet<'_, '_>, rect: RectMm) {
    let rect = rect.expanded(0.35);
    let (left, right, top, bottom) = (rect.x + 0.1, rect.right() - 0.1, rect.y, rect.bottom());
    sheet.line((left, top + 0.15), (right, bottom - 0.05), PEN_MM, PEN);
    sheet.line((right + 0.1, top), (left, bottom + 0.1), PEN_MM, PEN);
}
