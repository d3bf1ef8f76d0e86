//! The rail beside the page while keying: a square per question, page by page, and their legend. What is
//! typed stands in `keying_panels`.

use egui::{CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, vec2};

use super::keying::words;
use crate::desktop::theme::{regular, semibold};
use crate::desktop::tokens::{Tokens, text_size};
use crate::keying::{Mode, Session};
use crate::questionnaire::{Answer, FieldId, Missing, VariableType};
use crate::text;
use crate::texts::Language;

/// Side of a square on the rail.
const DOT: f32 = 13.0;
/// Between two squares of the rail.
const DOT_GAP: f32 = 5.0;
/// Height of a row of the legend.
const LEGEND_ROW: f32 = 23.0;

/// How a question stands on the rail.
#[derive(Clone, Copy, PartialEq)]
enum Dot {
    Empty,
    Answered,
    Missing,
    Kept,
    Skipped,
}

fn dot_of(session: &Session, field: FieldId) -> Dot {
    let place = session.record().field(field);
    let applies = session.applicable()[usize::from(field.0)];
    match &place.answer {
        _ if place.kept => Dot::Kept,
        Answer::NotApplicable | Answer::Missing(Missing::NotAsked) => Dot::Skipped,
        Answer::NotKeyed if !applies => Dot::Skipped,
        Answer::NotKeyed => Dot::Empty,
        _ if !applies => Dot::Skipped,
        Answer::Missing(_) => Dot::Missing,
        Answer::Value(_) => Dot::Answered,
    }
}

pub(super) fn rail(ui: &mut Ui, tokens: &Tokens, session: &Session, language: Language) {
    ui.spacing_mut().item_spacing = vec2(5.0, 5.0);
    let legend_height = 4.0 * LEGEND_ROW + 12.0;
    let height = ui.available_height() - legend_height;
    egui::ScrollArea::vertical().max_height(height).auto_shrink([false, false]).show(ui, |ui| {
        for page in 0..session.questionnaire().pages.len() {
            let title = text!(language, "screens-page-heading", page = page + 1);
            ui.label(words(title, semibold(text_size::TINY), tokens.ink));
            page_dots(ui, tokens, session, page);
            ui.add_space(9.0);
        }
    });
    ui.add_space(6.0);
    for (dot, text) in [
        (Dot::Answered, "screens-legend-answered"),
        (Dot::Missing, "screens-legend-missing"),
        (Dot::Kept, "screens-legend-kept"),
        (Dot::Skipped, "screens-legend-skipped"),
    ] {
        let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), LEGEND_ROW - 5.0), Sense::hover());
        let square = Rect::from_min_size(row.left_center() - vec2(0.0, DOT / 2.0), vec2(DOT, DOT));
        paint_dot(ui, tokens, square, dot, false);
        let left = row.left_center() + vec2(DOT + 6.0, 0.0);
        let said = text!(language, text);
        let font = regular(text_size::TINY);
        ui.painter().text(left, egui::Align2::LEFT_CENTER, said, font, tokens.soft);
    }
}

fn page_dots(ui: &mut Ui, tokens: &Tokens, session: &Session, page: usize) {
    let questionnaire = session.questionnaire();
    let fields: Vec<FieldId> = questionnaire
        .field_ids()
        .filter(|field| {
            let variable = questionnaire.field_variable(*field);
            variable.page == page && variable.kind != VariableType::Calculate
        })
        .collect();
    let step = DOT + DOT_GAP;
    let columns = ((ui.available_width() + DOT_GAP) / step).floor().max(1.0) as usize;
    let rows = fields.len().div_ceil(columns);
    let size = vec2(ui.available_width(), rows as f32 * step - DOT_GAP);
    let (area, _) = ui.allocate_exact_size(size.max(vec2(0.0, 0.0)), Sense::hover());
    for (at, field) in fields.into_iter().enumerate() {
        let here = session.cursor() == field && *session.mode() != Mode::End;
        let corner = area.min + vec2((at % columns) as f32, (at / columns) as f32) * step;
        let rect = Rect::from_min_size(corner, vec2(DOT, DOT));
        paint_dot(ui, tokens, rect, dot_of(session, field), here);
    }
}

fn paint_dot(ui: &Ui, tokens: &Tokens, rect: Rect, dot: Dot, here: bool) {
    let painter = ui.painter();
    let (fill, stroke) = match dot {
        _ if here => (tokens.mark, Stroke::new(2.2, tokens.ring)),
        Dot::Empty => (tokens.field, Stroke::new(1.0, tokens.edge)),
        Dot::Answered => (tokens.pen, Stroke::new(1.0, tokens.pen)),
        Dot::Missing => (tokens.field, Stroke::new(1.8, tokens.pen)),
        Dot::Kept => (tokens.ring, Stroke::new(1.0, tokens.amber)),
        Dot::Skipped => (tokens.skip, Stroke::new(1.0, tokens.edge)),
    };
    painter.rect(rect, CornerRadius::same(3), fill, stroke, StrokeKind::Inside);
    if dot == Dot::Skipped && !here {
        let hatch = Stroke::new(1.0, tokens.faint);
        for offset in [4.0, 8.5] {
            let (start, end) = (rect.left_top() + vec2(offset, 1.5), rect.left_top() + vec2(1.5, offset));
            painter.line_segment([start, end], hatch);
        }
        let (start, end) = (rect.right_top() + vec2(-1.5, 4.5), rect.left_bottom() + vec2(4.5, -1.5));
        painter.line_segment([start, end], hatch);
    }
    if dot == Dot::Kept && !here {
        painter.vline(rect.center().x, rect.top() + 3.0..=rect.top() + 7.5, Stroke::new(1.6, tokens.ink));
        painter.circle_filled(rect.center() + vec2(0.0, 3.6), 1.0, tokens.ink);
    }
}
