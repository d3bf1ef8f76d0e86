//! One of a few: radio buttons side by side, moved through with the arrow keys.

use egui::{CornerRadius, Key, Modifiers, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::button::{focus_ring, keep_in_view};
use crate::desktop::theme::{regular, semibold};
use crate::desktop::tokens::{Tokens, size, text_size};

/// Shows the options; true when another one was chosen. The name is for screen readers.
pub fn choice<T: PartialEq + Copy>(
    ui: &mut Ui,
    tokens: &Tokens,
    name: &str,
    chosen: &mut T,
    options: &[(T, String)],
) -> bool {
    let before = *chosen;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        for (at, (value, text)) in options.iter().enumerate() {
            let response = option(ui, tokens, name, text, *value == *chosen);
            if response.clicked() {
                *chosen = *value;
            }
            if response.has_focus() {
                let step = arrow(ui);
                if let Some((next, _)) = step.and_then(|step| options.get(at.checked_add_signed(step)?)) {
                    *chosen = *next;
                }
            }
        }
    });
    before != *chosen
}

/// One of several, each with a sentence of its own, in columns as far as there is room.
pub fn choice_with_sentences<T: PartialEq + Copy>(
    ui: &mut Ui,
    tokens: &Tokens,
    name: &str,
    chosen: &mut T,
    options: &[(T, String, String)],
) -> bool {
    const GAP: f32 = 8.0;
    const LEAST_WIDTH: f32 = 290.0;
    let before = *chosen;
    let columns = ((ui.available_width() / LEAST_WIDTH) as usize).clamp(1, 3);
    let width = (ui.available_width() - GAP * (columns - 1) as f32) / columns as f32;
    for (row, line) in options.chunks(columns).enumerate() {
        let galleys: Vec<_> = line.iter().map(|(_, _, text)| sentence(ui, tokens, text, width)).collect();
        let height = galleys.iter().map(|galley| galley.size().y).fold(0.0, f32::max) + 44.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing = vec2(GAP, GAP);
            for (at, ((value, title, text), galley)) in line.iter().zip(galleys).enumerate() {
                let words = format!("{name} : {title}. {text}");
                let response =
                    wide_option(ui, tokens, (title, galley), &words, vec2(width, height), *value == *chosen);
                if response.clicked() {
                    *chosen = *value;
                }
                if response.has_focus() {
                    let at = row * columns + at;
                    let step = arrow(ui).or_else(|| vertical_arrow(ui).map(|step| step * columns as isize));
                    if let Some((next, ..)) = step.and_then(|step| options.get(at.checked_add_signed(step)?))
                    {
                        *chosen = *next;
                    }
                }
            }
        });
    }
    before != *chosen
}

fn sentence(ui: &Ui, tokens: &Tokens, text: &str, width: f32) -> std::sync::Arc<egui::Galley> {
    ui.painter().layout(text.to_owned(), regular(text_size::SMALL), tokens.soft, width - 50.0)
}

fn vertical_arrow(ui: &Ui) -> Option<isize> {
    ui.input(|input| {
        if input.key_pressed(Key::ArrowDown) && input.modifiers == Modifiers::NONE {
            Some(1)
        } else if input.key_pressed(Key::ArrowUp) && input.modifiers == Modifiers::NONE {
            Some(-1)
        } else {
            None
        }
    })
}

fn wide_option(
    ui: &mut Ui,
    tokens: &Tokens,
    (title, sentence): (&str, std::sync::Arc<egui::Galley>),
    words: &str,
    wanted: egui::Vec2,
    chosen: bool,
) -> egui::Response {
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, words));
    let response = keep_in_view(response);
    paint_option(ui, tokens, rect, rect.top() + 20.0, &response, chosen);
    let font = if chosen { semibold(text_size::BASE) } else { regular(text_size::BASE) };
    let galley = ui.painter().layout_no_wrap(title.to_owned(), font, tokens.ink);
    ui.painter().galley(pos2(rect.left() + 36.0, rect.top() + 9.0), galley, tokens.ink);
    ui.painter().galley(pos2(rect.left() + 36.0, rect.top() + 32.0), sentence, tokens.soft);
    focus_ring(ui, tokens, &response, CornerRadius::same(size::BUTTON_RADIUS));
    response
}

/// The frame and the knob of an option.
fn paint_option(ui: &Ui, tokens: &Tokens, rect: Rect, knob_y: f32, response: &egui::Response, chosen: bool) {
    let corner = CornerRadius::same(size::BUTTON_RADIUS);
    let (back, edge, width) = match (chosen, response.hovered()) {
        (true, _) => (tokens.field, tokens.accent, 1.6),
        (false, true) => (tokens.field_hover, tokens.edge, 1.0),
        (false, false) => (tokens.field, tokens.line, 1.0),
    };
    ui.painter().rect(rect, corner, back, Stroke::new(width, edge), StrokeKind::Inside);
    let knob = pos2(rect.left() + 21.0, knob_y);
    let ring = if chosen { tokens.accent } else { tokens.edge };
    ui.painter().circle_stroke(knob, 7.0, Stroke::new(1.6, ring));
    if chosen {
        ui.painter().circle_filled(knob, 3.8, tokens.accent);
    }
}

/// Arrow keys move egui's focus by themselves; the choice goes along.
fn arrow(ui: &Ui) -> Option<isize> {
    ui.input(|input| {
        if input.key_pressed(Key::ArrowRight) && input.modifiers == Modifiers::NONE {
            Some(1)
        } else if input.key_pressed(Key::ArrowLeft) && input.modifiers == Modifiers::NONE {
            Some(-1)
        } else {
            None
        }
    })
}

fn option(ui: &mut Ui, tokens: &Tokens, name: &str, text: &str, chosen: bool) -> egui::Response {
    let font = if chosen { semibold(text_size::BASE) } else { regular(text_size::BASE) };
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, tokens.ink);
    let wanted = vec2(galley.size().x + 48.0, size::BUTTON_HEIGHT - 4.0);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    response
        .widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, format!("{name} : {text}")));
    let response = keep_in_view(response);
    let corner = CornerRadius::same(size::BUTTON_RADIUS);
    paint_option(ui, tokens, rect, rect.center().y, &response, chosen);
    ui.painter().galley(
        pos2(rect.left() + 36.0, rect.center().y - galley.size().y / 2.0),
        galley,
        tokens.ink,
    );
    focus_ring(ui, tokens, &response, corner);
    response
}
