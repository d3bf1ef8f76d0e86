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
    let (back, edge, width) = match (chosen, response.hovered()) {
        (true, _) => (tokens.field, tokens.accent, 1.6),
        (false, true) => (tokens.field_hover, tokens.edge, 1.0),
        (false, false) => (tokens.field, tokens.line, 1.0),
    };
    ui.painter().rect(rect, corner, back, Stroke::new(width, edge), StrokeKind::Inside);
    let knob = Rect::from_center_size(pos2(rect.left() + 21.0, rect.center().y), vec2(16.0, 16.0));
    let ring = if chosen { tokens.accent } else { tokens.edge };
    ui.painter().circle_stroke(knob.center(), 7.0, Stroke::new(1.6, ring));
    if chosen {
        ui.painter().circle_filled(knob.center(), 3.8, tokens.accent);
    }
    ui.painter().galley(
        pos2(rect.left() + 36.0, rect.center().y - galley.size().y / 2.0),
        galley,
        tokens.ink,
    );
    focus_ring(ui, tokens, &response, corner);
    response
}
