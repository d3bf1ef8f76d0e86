//! Handwriting on the screen: paints the strokes that `paper::handwriting` gives. No answers here.

use egui::{Color32, CornerRadius, Stroke, StrokeKind, pos2};

use super::page_view::Canvas;
use super::theme;
use crate::paper::handwriting::{self, Inscription, Letters, Stroke as Written};
use crate::paper::{Place, RectMm, Weight};

pub(super) fn write(canvas: &Canvas<'_>, place: &Place, inscription: &Inscription, colour: Color32) {
    handwriting::write(place, inscription, &mut |written| match written {
        Written::Cross(box_mm) => cross(canvas, box_mm, colour),
        Written::Letters(words) => letters(canvas, words, colour),
        Written::Tag(rect_mm, words) => {
            let (rect, corner) = (canvas.transform.rect(rect_mm), CornerRadius::same(3));
            let edge = Stroke::new(1.2, colour);
            canvas.painter.rect(rect, corner, canvas.tokens.page.paper, edge, StrokeKind::Middle);
            letters(canvas, words, colour);
        }
        Written::Caret((x_mm, top_mm), height_mm) => {
            let bar = canvas.transform.rect(RectMm::new(x_mm, top_mm, 0.0, height_mm));
            canvas.painter.vline(bar.left(), bar.y_range(), Stroke::new(1.6, colour));
        }
    });
}

/// A cross by hand: two strokes a little longer than the box.
fn cross(canvas: &Canvas<'_>, rect: RectMm, colour: Color32) {
    let rect = canvas.transform.rect(rect.expanded(0.35));
    let stroke = Stroke::new(canvas.transform.length(0.55).max(1.6), colour);
    let (left, right) = (rect.left() + 0.5, rect.right() - 0.3);
    canvas.painter.line_segment([pos2(left, rect.top() + 0.6), pos2(right, rect.bottom() - 0.2)], stroke);
    canvas.painter.line_segment([pos2(right + 0.4, rect.top()), pos2(left, rect.bottom() + 0.3)], stroke);
}

fn letters(canvas: &Canvas<'_>, words: Letters<'_>, colour: Color32) {
    let size = canvas.transform.font_size(words.size_pt);
    let font = match words.weight {
        Weight::Regular => theme::regular(size),
        Weight::SemiBold => theme::semibold(size),
        Weight::Bold => theme::bold(size),
    };
    canvas.text(canvas.transform.point(words.at), words.text.into_owned(), font, colour);
}
