//! The short list beside a field whose choice is looked up by its name: what the letters typed have found,
//! and which of it Enter takes. Paints the session's candidates; chooses nothing.

use egui::{Align2, Area, Color32, Frame, Id, Label, Order, Rect, Stroke, Ui, pos2, vec2};

use super::keying::words;
use crate::desktop::page_view::place_id;
use crate::desktop::theme::{regular, semibold};
use crate::desktop::tokens::{Tokens, text_size};
use crate::desktop::widgets::key_cap;
use crate::keying::Session;
use crate::text;
use crate::texts::Language;

/// Rows shown at once.
const ROWS: usize = 8;
/// Height of a row.
const ROW_HEIGHT: f32 = 27.0;
/// Width of the list.
const WIDTH: f32 = 330.0;

/// Paints the list below the field, or above it where there is no room below.
pub(super) fn near_field(ui: &Ui, tokens: &Tokens, session: &Session, room: Rect, language: Language) {
    if !session.is_searching() {
        return;
    }
    let Some(field) = ui.ctx().read_response(place_id(session.cursor())).map(|response| response.rect) else {
        return;
    };
    let rows = session.candidate_count().clamp(1, ROWS) as f32;
    let height = rows * ROW_HEIGHT + 46.0;
    let below = field.bottom() + 10.0 + height <= room.bottom();
    let top = if below { field.bottom() + 10.0 } else { (field.top() - 10.0 - height).max(room.top()) };
    let left = field.left().clamp(room.left(), (room.right() - WIDTH).max(room.left()));
    Area::new(Id::unique("choices found"))
        .order(Order::Foreground)
        .interactable(false)
        .pivot(Align2::LEFT_TOP)
        .fixed_pos(pos2(left, top))
        .show(ui.ctx(), |ui| {
            Frame::new()
                .fill(tokens.bar)
                .stroke(Stroke::new(1.5, tokens.edge))
                .corner_radius(8)
                .inner_margin(egui::Margin::symmetric(8, 7))
                .show(ui, |ui| list(ui, tokens, session, language));
        });
}

fn list(ui: &mut Ui, tokens: &Tokens, session: &Session, language: Language) {
    ui.set_width(WIDTH - 16.0);
    ui.spacing_mut().item_spacing = vec2(8.0, 2.0);
    let picked = session.picked();
    let from = (picked + 1).saturating_sub(ROWS);
    for (at, choice) in session.candidates().enumerate().skip(from).take(ROWS) {
        let here = at == picked;
        let fill = if here { tokens.mark } else { Color32::TRANSPARENT };
        Frame::new().fill(fill).corner_radius(5).inner_margin(egui::Margin::symmetric(5, 1)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                key_cap(ui, tokens, &choice.name);
                let font = if here { semibold(text_size::BASE) } else { regular(text_size::BASE) };
                let label = choice.label.get(language.code());
                ui.add(Label::new(words(label, font, tokens.ink)).truncate());
            });
        });
    }
    ui.add_space(3.0);
    let small = regular(text_size::TINY);
    ui.add(Label::new(words(found(session, language), small, tokens.soft)).truncate());
}

/// How many choices fit, and what the keys do with them.
fn found(session: &Session, language: Language) -> String {
    match session.candidate_count() {
        0 => text!(language, "verifying-none-found"),
        count => text!(language, "verifying-found", count = count),
    }
}

/// What a screen reader hears of a field whose choice is looked up: the letters, and what Enter takes.
pub(super) fn spoken(session: &Session, language: Language) -> Option<String> {
    let typed = session.typed().filter(|_| session.is_searching())?;
    let picked = session.candidates().nth(session.picked());
    let picked = picked.map_or_else(String::new, |choice| {
        let label = choice.label.get(language.code()).to_owned();
        text!(language, "senses-choice", code = choice.name.as_str(), label = label)
    });
    let count = found(session, language);
    Some(format!("{typed} – {picked} {count}").replace("  ", " "))
}
