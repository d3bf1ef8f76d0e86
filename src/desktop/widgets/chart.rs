//! A plain chart: rows with a name, a bar and its value, and a line of further words. Each row is one
//! sentence for screen readers.

use std::sync::Arc;

use egui::{Color32, CornerRadius, FontId, Galley, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::desktop::theme::{regular, semibold};
use crate::desktop::tokens::{Tokens, text_size};

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// What it is about.
    pub label: String,
    /// How long it is, in the unit of all of them.
    pub value: f64,
    /// Its value as people read it.
    pub shown: String,
    /// What else there is to say, below.
    pub note: String,
}

/// Shortest bars worth looking at; with less room the names stand above them.
const LEAST_TRACK: f32 = 120.0;
/// Between a name, its bar and its value.
const GAP: f32 = 10.0;
/// Thickness of a bar.
const THICK: f32 = 12.0;
/// Height of a line of words.
const LINE: f32 = 22.0;

/// How wide the columns are; without one for names these stand above their bars.
#[derive(Clone, Copy)]
struct Columns {
    name: Option<f32>,
    value: f32,
    /// The largest value, which has the whole width.
    most: f64,
}

/// Paints the rows, all on one scale from zero. No word is cut: where names have no room beside the bars
/// they stand above them.
pub fn bars_ui(ui: &mut Ui, tokens: &Tokens, bars: &[Bar]) {
    let widest = |of: fn(&Bar) -> &str| {
        let width =
            |bar: &Bar| words(ui, of(bar), semibold(text_size::SMALL), tokens.ink, f32::INFINITY).size().x;
        bars.iter().map(width).fold(0.0, f32::max) + GAP
    };
    let (name, value) = (widest(|bar| &bar.label), widest(|bar| &bar.shown));
    let beside = name + LEAST_TRACK + value <= ui.available_width();
    let most = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    let columns = Columns { name: beside.then_some(name), value, most };
    for bar in bars {
        bar_ui(ui, tokens, bar, columns);
    }
}

fn words(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    ui.painter().layout(text.to_owned(), font, colour, width)
}

fn bar_ui(ui: &mut Ui, tokens: &Tokens, bar: &Bar, columns: Columns) {
    let width = ui.available_width();
    let bold = || semibold(text_size::SMALL);
    let name = words(ui, &bar.label, bold(), tokens.ink, columns.name.unwrap_or(width));
    let shown = words(ui, &bar.shown, bold(), tokens.ink, f32::INFINITY);
    let left = columns.name.unwrap_or(0.0);
    let note = words(ui, &bar.note, regular(text_size::SMALL), tokens.soft, width - left);
    let above = if columns.name.is_some() { 0.0 } else { name.size().y };
    let below = if bar.note.is_empty() { 0.0 } else { note.size().y + 2.0 };
    let (area, response) = ui.allocate_exact_size(vec2(width, above + LINE + below), Sense::hover());
    let said = [&bar.label, &bar.shown, &bar.note].map(String::as_str);
    let said: Vec<&str> = said.into_iter().filter(|words| !words.is_empty()).collect();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.join(", ")));
    let middle = area.top() + above + LINE / 2.0;
    let track = Rect::from_min_max(
        pos2(area.left() + left, middle - THICK / 2.0),
        pos2(area.right() - columns.value, middle + THICK / 2.0),
    );
    let corner = CornerRadius::same(3);
    ui.painter().rect_filled(track, corner, tokens.track);
    let share = if columns.most > 0.0 { (bar.value / columns.most) as f32 } else { 0.0 };
    if share > 0.0 {
        let filled = Rect::from_min_size(track.min, vec2((track.width() * share).max(2.0), THICK));
        ui.painter().rect_filled(filled, corner, tokens.accent);
    }
    let name_top = if above > 0.0 { area.top() } else { middle - name.size().y / 2.0 };
    ui.painter().galley(pos2(area.left(), name_top), name, tokens.ink);
    ui.painter().galley(pos2(track.right() + GAP, middle - shown.size().y / 2.0), shown, tokens.ink);
    ui.painter().galley(pos2(track.left(), middle + LINE / 2.0), note, tokens.soft);
}
