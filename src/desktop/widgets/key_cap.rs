//! A key as printed on the keyboard, alone or with what it does.

use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::desktop::theme::regular;
use crate::desktop::tokens::{Tokens, size, text_size};

const HEIGHT: f32 = 22.0;
const LEAST_WIDTH: f32 = 22.0;

/// How wide a key cap is.
pub fn key_cap_width(ui: &Ui, key: &str) -> f32 {
    let galley = ui.painter().layout_no_wrap(key.to_owned(), regular(text_size::TINY), Color32::PLACEHOLDER);
    (galley.size().x + 12.0).max(LEAST_WIDTH)
}

/// Paints a key cap with its left edge at `left_middle`; gives back where it stands.
pub fn paint_key_cap(
    painter: &Painter,
    left_middle: Pos2,
    key: &str,
    back: Color32,
    edge: Color32,
    ink: Color32,
) -> Rect {
    let galley = painter.layout_no_wrap(key.to_owned(), regular(text_size::TINY), ink);
    let width = (galley.size().x + 12.0).max(LEAST_WIDTH);
    let rect = Rect::from_min_size(pos2(left_middle.x, left_middle.y - HEIGHT / 2.0), vec2(width, HEIGHT));
    let corner = CornerRadius::same(size::KEY_RADIUS);
    painter.rect(rect, corner, back, Stroke::new(1.0, edge), StrokeKind::Inside);
    let foot = Stroke::new(1.5, edge);
    painter.hline(rect.left() + 2.0..=rect.right() - 2.0, rect.bottom() - 1.0, foot);
    painter.galley(rect.center() - galley.size() / 2.0 - vec2(0.0, 0.5), galley, ink);
    rect
}

/// A key cap in a row.
pub fn key_cap(ui: &mut Ui, tokens: &Tokens, key: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(key_cap_width(ui, key), HEIGHT), Sense::hover());
    paint_key_cap(ui.painter(), rect.left_center(), key, tokens.field, tokens.edge, tokens.ink);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, key));
    response
}

/// A key and what it does, as in status bars: the key first, also where the bar fills from the right.
pub fn key_hint(ui: &mut Ui, tokens: &Tokens, key: &str, does: &str) {
    let text = egui::RichText::new(does).size(text_size::SMALL).color(tokens.soft);
    let from_right = ui.layout().prefer_right_to_left();
    // In a bar that is full, a hint gives way rather than stand over another.
    if from_right && ui.available_width() < key_cap_width(ui, key) + does.chars().count() as f32 * 7.0 + 12.0
    {
        return;
    }
    // In a row that wraps it begins the next one, before it runs over the edge.
    let font = regular(text_size::SMALL);
    let words = ui.painter().layout_no_wrap(does.to_owned(), font, tokens.soft).size().x;
    if ui.layout().main_wrap() && ui.available_size_before_wrap().x < key_cap_width(ui, key) + 6.0 + words {
        ui.end_row();
    }
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.horizontal(|ui| {
            if from_right {
                ui.label(text);
                key_cap(ui, tokens, key);
            } else {
                key_cap(ui, tokens, key);
                ui.label(text);
            }
        });
    });
}
