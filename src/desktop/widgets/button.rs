//! Buttons: primary, plain, quiet, small, as a link; with their key on them.

use egui::{
    Align2, Color32, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

use super::icon::{Icon, paint_icon};
use super::key_cap::{key_cap_width, paint_key_cap};
use crate::desktop::theme::{regular, semibold};
use crate::desktop::tokens::{Tokens, size, text_size};

/// A button to be shown.
pub struct Button<'a> {
    label: &'a str,
    key: Option<String>,
    icon: Option<Icon>,
    primary: bool,
    enabled: bool,
    wide: bool,
    large: bool,
}

/// Left and right of what stands in a button.
const MARGIN: f32 = 16.0;

impl<'a> Button<'a> {
    /// What most likely comes next; at most one on a screen.
    pub fn primary(label: &'a str) -> Self {
        Self { primary: true, ..Self::plain(label) }
    }

    /// Anything else.
    pub fn plain(label: &'a str) -> Self {
        Self { label, key: None, icon: None, primary: false, enabled: true, wide: false, large: false }
    }

    /// Its key, shown on it.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Its icon, before the label.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Whether it can be used now.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// As wide as there is room.
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// Larger, for the few things a screen is for.
    pub fn large(mut self) -> Self {
        self.large = true;
        self
    }

    fn font(&self) -> egui::FontId {
        let size = if self.large { text_size::LARGE } else { text_size::BASE };
        if self.primary { semibold(size) } else { regular(size) }
    }

    /// What stands beside its label: the room of the icon, of the key.
    fn beside(&self, ui: &Ui) -> (f32, f32) {
        let icon = if self.icon.is_some() { size::ICON + 10.0 } else { 0.0 };
        (icon, self.key.as_ref().map_or(0.0, |key| key_cap_width(ui, key) + 14.0))
    }

    /// How wide it is where it has the room.
    pub fn width(&self, ui: &Ui) -> f32 {
        let label =
            ui.painter().layout_no_wrap(self.label.to_owned(), self.font(), egui::Color32::PLACEHOLDER);
        let (icon, key) = self.beside(ui);
        label.size().x + 2.0 * MARGIN + icon + key
    }

    /// Shows it.
    pub fn show(self, ui: &mut Ui, tokens: &Tokens) -> Response {
        let (font, (icon_room, key_room)) = (self.font(), self.beside(ui));
        let Self { label, key, icon, primary, enabled, wide, large } = self;
        let ink = match (enabled, primary) {
            (false, _) => tokens.faint,
            (true, true) => tokens.on_accent,
            (true, false) => tokens.ink,
        };
        let height = if large { size::LARGE_BUTTON_HEIGHT } else { size::BUTTON_HEIGHT };
        let margin = MARGIN;
        let most =
            if wide { ui.available_width() } else { f32::INFINITY } - margin * 2.0 - icon_room - key_room;
        let galley = ui.painter().layout(label.to_owned(), font, ink, most.max(40.0));
        let natural = galley.size().x + margin * 2.0 + icon_room + key_room;
        let width = if wide { ui.available_width() } else { natural };
        let height = height.max(galley.size().y + 16.0);
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), sense(enabled));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label));
        let response =
            if response.has_focus() || response.gained_focus() { keep_in_view(response) } else { response };
        if ui.is_rect_visible(rect) {
            let (back, edge) = colours(tokens, primary, enabled, &response);
            let corner = CornerRadius::same(size::BUTTON_RADIUS);
            ui.painter().rect(rect, corner, back, Stroke::new(1.0, edge), StrokeKind::Inside);
            let mut left = rect.left() + margin;
            if let Some(icon) = icon {
                let icon_rect = Rect::from_center_size(
                    pos2(left + size::ICON / 2.0, rect.center().y),
                    vec2(size::ICON, size::ICON),
                );
                paint_icon(ui.painter(), icon, icon_rect, ink);
                left += icon_room;
            }
            ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, ink);
            if let Some(key) = &key {
                let place = pos2(rect.right() - margin - key_cap_width(ui, key), rect.center().y);
                let (back, edge, ink) = match (primary, enabled) {
                    (true, true) => (tokens.accent_deep, tokens.accent_deep, tokens.on_accent),
                    (_, false) => (back, tokens.line, tokens.faint),
                    _ => (tokens.field, tokens.edge, tokens.ink),
                };
                paint_key_cap(ui.painter(), place, key, back, edge, ink);
            }
            focus_ring(ui, tokens, &response, corner);
        }
        response
    }
}

fn sense(enabled: bool) -> Sense {
    if enabled { Sense::click() } else { Sense::hover() }
}

/// Brings a control that has just got the keyboard into view.
pub fn keep_in_view(response: Response) -> Response {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response
}

fn colours(tokens: &Tokens, primary: bool, enabled: bool, response: &Response) -> (Color32, Color32) {
    let hovered = response.hovered() || response.is_pointer_button_down_on();
    match (enabled, primary) {
        (false, _) => (tokens.skip, tokens.line),
        (true, true) if hovered => (tokens.accent_hover, tokens.accent_hover),
        (true, true) => (tokens.accent, tokens.accent),
        (true, false) if hovered => (tokens.field_hover, tokens.edge),
        (true, false) => (tokens.field, tokens.line),
    }
}

/// The ring around what has the keyboard.
pub fn focus_ring(ui: &Ui, tokens: &Tokens, response: &Response, corner: CornerRadius) {
    if response.has_focus() {
        let stroke = Stroke::new(size::FOCUS_RING, tokens.focus);
        let ring = response.rect.expand(2.0);
        ui.painter().rect_stroke(ring, corner + CornerRadius::same(2), stroke, StrokeKind::Outside);
    }
}

/// A pill that says something.
pub fn pill(ui: &mut Ui, tokens: &Tokens, text: &str) -> Response {
    pill_shape(ui, tokens, text, (text, None), Sense::hover())
}

/// A pill that does something, with its key if it has one.
pub fn pill_button(ui: &mut Ui, tokens: &Tokens, text: &str, key: Option<&str>) -> Response {
    pill_shape(ui, tokens, text, (text, key), Sense::click())
}

/// The same as its key alone; `text` is its name for screen readers.
pub fn pill_key(ui: &mut Ui, tokens: &Tokens, text: &str, key: &str) -> Response {
    pill_shape(ui, tokens, text, ("", Some(key)), Sense::click())
}

fn pill_shape(
    ui: &mut Ui,
    tokens: &Tokens,
    name: &str,
    (text, key): (&str, Option<&str>),
    sense: Sense,
) -> Response {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), regular(text_size::SMALL), tokens.soft);
    let gap = if text.is_empty() { 0.0 } else { 6.0 };
    let key_room = key.map_or(0.0, |key| key_cap_width(ui, key) + gap);
    let wanted = vec2(galley.size().x + 20.0 + key_room, size::PILL_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(wanted, sense);
    let kind = if sense.senses_click() { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(kind, true, name));
    let back = if sense.senses_click() && response.hovered() { tokens.field_hover } else { tokens.field };
    let corner = CornerRadius::same(size::PILL_RADIUS);
    ui.painter().rect(rect, corner, back, Stroke::new(1.0, tokens.line), StrokeKind::Inside);
    ui.painter().galley(
        pos2(rect.left() + 10.0, rect.center().y - galley.size().y / 2.0),
        galley,
        tokens.soft,
    );
    if let Some(key) = key {
        let place = pos2(rect.right() - 10.0 - key_cap_width(ui, key), rect.center().y);
        paint_key_cap(ui.painter(), place, key, tokens.field, tokens.edge, tokens.ink);
    }
    focus_ring(ui, tokens, &response, corner);
    response
}

/// A few words that do something.
pub fn link(ui: &mut Ui, tokens: &Tokens, text: &str) -> Response {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), semibold(text_size::BASE), tokens.accent);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(4.0, 4.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, text));
    let response = keep_in_view(response);
    let place = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect);
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        ui.painter().hline(place.x_range(), place.bottom(), Stroke::new(1.0, tokens.accent));
    }
    ui.painter().galley(place.min, galley, tokens.accent);
    focus_ring(ui, tokens, &response, CornerRadius::same(size::KEY_RADIUS));
    response
}
