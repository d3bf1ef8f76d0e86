//! A plain chart: rows with a name, a bar and its value, and a line of further words. Each row is one
//! sentence for screen readers.

use egui::{CornerRadius, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

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

/// Width of the names, where there is room.
const LABEL: f32 = 150.0;
/// Room for the values.
const VALUE: f32 = 150.0;
/// Thickness of a bar.
const THICK: f32 = 12.0;
/// Height of a line of words.
const LINE: f32 = 22.0;

/// Paints the rows, all on one scale from zero.
pub fn bars_ui(ui: &mut Ui, tokens: &Tokens, bars: &[Bar]) {
    let most = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    for bar in bars {
        bar_ui(ui, tokens, bar, most);
    }
}

fn bar_ui(ui: &mut Ui, tokens: &Tokens, bar: &Bar, most: f64) {
    let lines = if bar.note.is_empty() { 1.0 } else { 2.0 };
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE * lines), Sense::hover());
    let said = [&bar.label, &bar.shown, &bar.note].map(String::as_str);
    let said: Vec<&str> = said.into_iter().filter(|words| !words.is_empty()).collect();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.join(", ")));
    let (label, value) = (LABEL.min(area.width() * 0.34), VALUE.min(area.width() * 0.34));
    let middle = area.top() + LINE / 2.0;
    let words = |text: &str, font: egui::FontId, colour, left: f32, width: f32, middle: f32| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, colour);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width);
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(pos2(left, middle - galley.size().y / 2.0), galley, colour);
    };
    words(&bar.label, semibold(text_size::SMALL), tokens.ink, area.left(), label - 8.0, middle);
    let track = Rect::from_min_max(
        pos2(area.left() + label, middle - THICK / 2.0),
        pos2(area.right() - value, middle + THICK / 2.0),
    );
    let corner = CornerRadius::same(3);
    ui.painter().rect_filled(track, corner, tokens.track);
    let share = if most > 0.0 { (bar.value / most) as f32 } else { 0.0 };
    if share > 0.0 {
        let filled = Rect::from_min_size(track.min, vec2((track.width() * share).max(2.0), THICK));
        ui.painter().rect_filled(filled, corner, tokens.accent);
    }
    words(&bar.shown, semibold(text_size::SMALL), tokens.ink, track.right() + 10.0, value - 10.0, middle);
    if !bar.note.is_empty() {
        let (left, width) = (track.left(), area.right() - track.left());
        words(&bar.note, regular(text_size::SMALL), tokens.soft, left, width, middle + LINE - 3.0);
    }
}
