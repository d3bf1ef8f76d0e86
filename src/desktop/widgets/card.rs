//! What stands on the desk: cards, headings, figures, running text.

use egui::{Color32, CornerRadius, Frame, Margin, Response, RichText, ScrollArea, Stroke, Ui, vec2};

use crate::desktop::theme;
use crate::desktop::tokens::{Tokens, size, text_size};

/// A card with something on it.
pub fn card<R>(ui: &mut Ui, tokens: &Tokens, content: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new()
        .fill(tokens.card)
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(CornerRadius::same(size::CARD_RADIUS))
        .inner_margin(Margin::symmetric(size::CARD_MARGIN_X as i8, size::CARD_MARGIN_Y as i8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(10.0, 6.0);
            content(ui)
        })
        .inner
}

/// The desk under the top bar: scrolls when the window is small or the text large.
pub fn desk<R>(ui: &mut Ui, tokens: &Tokens, content: impl FnOnce(&mut Ui) -> R) -> R {
    let margin = if ui.available_width() < 1000.0 { 16 } else { size::DESK_MARGIN as i8 };
    egui::CentralPanel::default()
        .frame(Frame::new().fill(tokens.desk))
        .show(ui, |ui| {
            ScrollArea::vertical()
                .auto_shrink(false)
                .show(ui, |ui| {
                    scroll_by_keys(ui);
                    Frame::new()
                        .inner_margin(Margin::symmetric(margin, 24))
                        .show(ui, |ui| {
                            ui.set_width(ui.available_width());
                            content(ui)
                        })
                        .inner
                })
                .inner
        })
        .inner
}

/// What stands in a column that is not wider than can be read.
pub fn column<R>(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    let room = ui.available_width();
    let width = width.min(room);
    ui.horizontal_top(|ui| {
        ui.add_space((room - width) / 2.0);
        ui.vertical(|ui| {
            ui.set_max_width(width);
            content(ui)
        })
        .inner
    })
    .inner
}

/// Page up and page down move what does not fit the window.
fn scroll_by_keys(ui: &mut Ui) {
    let page = ui.clip_rect().height() * 0.8;
    let by = ui.input(|input| {
        let pressed = |key| f32::from(u8::from(input.key_pressed(key)));
        pressed(egui::Key::PageUp) - pressed(egui::Key::PageDown)
    });
    if by != 0.0 {
        ui.scroll_with_delta(egui::vec2(0.0, by * page));
    }
}

/// The heading of a card.
pub fn heading(ui: &mut Ui, tokens: &Tokens, text: &str) -> Response {
    ui.label(RichText::new(text).font(theme::bold(text_size::HEADING)).color(tokens.ink))
}

/// Running text.
pub fn label(ui: &mut Ui, tokens: &Tokens, text: &str) -> Response {
    ui.label(RichText::new(text).font(theme::regular(text_size::BASE)).color(tokens.ink))
}

/// Running text that stands out.
pub fn bold(ui: &mut Ui, tokens: &Tokens, text: &str) -> Response {
    ui.label(RichText::new(text).font(theme::bold(text_size::BASE)).color(tokens.ink))
}

/// Secondary text.
pub fn soft(ui: &mut Ui, tokens: &Tokens, text: &str) -> Response {
    ui.label(RichText::new(text).font(theme::regular(text_size::SMALL)).color(tokens.soft))
}

/// A large figure with what it counts below.
pub fn figure(ui: &mut Ui, tokens: &Tokens, number: &str, colour: Color32, counts: &str) {
    let width = |text: &str, font| ui.painter().layout_no_wrap(text.to_owned(), font, colour).size().x;
    let wanted = width(number, theme::bold(text_size::FIGURE))
        .max(width(counts, theme::regular(text_size::SMALL)))
        .min(ui.max_rect().width());
    // In a row that has no more room it begins the next one, before its words are broken.
    if ui.layout().main_wrap() && ui.available_size_before_wrap().x < wanted {
        ui.end_row();
    }
    ui.vertical(|ui| {
        ui.set_max_width(wanted + 1.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        let shown = ui.label(RichText::new(number).font(theme::bold(text_size::FIGURE)).color(colour));
        let explained = soft(ui, tokens, counts);
        shown.labelled_by(explained.id);
    });
}
