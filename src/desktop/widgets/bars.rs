//! The bar on top (where we are, what can be done) and the bar below (saved or not, hints).

use egui::{Align, Frame, Layout, Margin, Panel, Popup, RichText, Sense, Stroke, Ui, vec2};

use super::button::{focus_ring, pill_button, pill_key};
use super::icon::{Icon, paint_icon};
use super::key_cap::paint_key_cap;
use crate::desktop::command::{Command, Group};
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::study_thread::Saved;
use crate::desktop::theme::{bold, regular, semibold};
use crate::desktop::tokens::{Tokens, size, text_size};
use crate::text;

/// The bar on top: menu, name of the program, where we are; on the right what `right` adds, from the
/// right edge leftwards, and the command palette.
pub fn top_bar(
    ui: &mut Ui,
    context: &mut ScreenContext<'_>,
    crumbs: &[&str],
    right: impl FnOnce(&mut Ui, &mut ScreenContext<'_>),
) {
    let tokens = context.tokens;
    bar(ui, tokens, true, |ui| {
        menu(ui, context);
        let narrow = ui.ctx().content_rect().width() < size::NARROW_WINDOW;
        if !narrow {
            ui.label(RichText::new("Recto").font(bold(text_size::BASE)).color(tokens.accent));
            ui.add_space(8.0);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            let key =
                Some(context.keys.name(context.language, Command::Palette)).filter(|key| !key.is_empty());
            let name = text!(context.language, "desktop-commands");
            let palette = match key.as_deref().filter(|_| narrow) {
                Some(key) => pill_key(ui, tokens, &name, key),
                None => pill_button(ui, tokens, &name, key.as_deref()),
            };
            if palette.clicked() {
                context.ask(Action::Run(Command::Palette));
            }
            right(ui, context);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| crumbs_ui(ui, tokens, crumbs));
        });
    });
}

/// Room for the sign between two crumbs.
const CRUMB_GAP: f32 = 26.0;

/// What the sign between two crumbs takes, with the room around it.
const CRUMB_SIGN: f32 = 36.0;

fn crumbs_ui(ui: &mut Ui, tokens: &Tokens, crumbs: &[&str]) {
    ui.spacing_mut().item_spacing.x = 8.0;
    // Where not all has room, what matters is where one is, not below what.
    let width = |crumb: &&str| {
        let galley = ui.painter().layout_no_wrap((*crumb).to_owned(), bold(text_size::BASE), tokens.ink);
        galley.size().x + CRUMB_GAP
    };
    let wanted: f32 = crumbs.iter().map(width).sum();
    let shown = if ui.available_width() < wanted { crumbs.len().saturating_sub(1) } else { 0 };
    let last_width = crumbs.last().map_or(0.0, |last| {
        ui.painter().layout_no_wrap((*last).to_owned(), bold(text_size::BASE), tokens.ink).size().x
    });
    for (at, crumb) in crumbs.iter().enumerate().skip(shown) {
        let last = at + 1 == crumbs.len();
        if at > shown {
            ui.label(RichText::new("›").font(regular(text_size::BASE)).color(tokens.soft));
        }
        let (font, colour) =
            if last { (bold(text_size::BASE), tokens.ink) } else { (regular(text_size::BASE), tokens.soft) };
        let label = egui::Label::new(RichText::new(*crumb).font(font).color(colour)).truncate();
        if last {
            ui.add(label);
        } else {
            let room = (ui.available_width() - last_width - CRUMB_SIGN).max(0.0);
            ui.scope(|ui| {
                ui.set_max_width(room);
                ui.add(label);
            });
        }
    }
}

fn bar(ui: &mut Ui, tokens: &Tokens, top: bool, content: impl FnOnce(&mut Ui)) {
    let (panel, height) = if top {
        (Panel::top("top bar"), size::TOP_BAR)
    } else {
        (Panel::bottom("status bar"), size::STATUS_BAR)
    };
    let shown = panel
        .exact_size(height)
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::new().fill(tokens.bar).inner_margin(Margin::symmetric(16, 0)))
        .show(ui, |ui| {
            ui.with_layout(Layout::left_to_right(Align::Center), content);
        });
    let rect = shown.response.rect;
    let edge = if top { rect.bottom() - 0.5 } else { rect.top() + 0.5 };
    ui.painter().hline(rect.x_range(), edge, Stroke::new(1.0, tokens.line));
}

fn menu(ui: &mut Ui, context: &mut ScreenContext<'_>) {
    let tokens = context.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(30.0, 30.0), Sense::click());
    let name = text!(context.language, "desktop-menu");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    if response.hovered() {
        ui.painter().rect_filled(rect, egui::CornerRadius::same(size::PILL_RADIUS), tokens.field_hover);
    }
    paint_icon(ui.painter(), Icon::Menu, rect.shrink(7.0), tokens.ink);
    focus_ring(ui, tokens, &response, egui::CornerRadius::same(size::PILL_RADIUS));
    Popup::menu(&response).gap(6.0).width(330.0).show(|ui| {
        egui::ScrollArea::vertical().max_height(ui.ctx().content_rect().height() - 90.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            for group in Group::ALL {
                ui.add_space(4.0);
                ui.label(
                    RichText::new(text!(context.language, group.text_id()))
                        .font(semibold(text_size::TINY))
                        .color(tokens.soft),
                );
                for command in Command::ALL.into_iter().filter(|command| command.group() == group) {
                    if menu_row(ui, context, command) {
                        context.ask(Action::Run(command));
                        ui.close();
                    }
                }
            }
        });
    });
}

fn menu_row(ui: &mut Ui, context: &ScreenContext<'_>, command: Command) -> bool {
    let tokens = context.tokens;
    let enabled = command.available(&context.state());
    let label = text!(context.language, command.text_id());
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 31.0), sense);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, &label));
    let ink = if enabled { tokens.ink } else { tokens.faint };
    if enabled && (response.hovered() || response.has_focus()) {
        ui.painter().rect_filled(rect, egui::CornerRadius::same(size::PILL_RADIUS), tokens.field_hover);
    }
    let icon =
        egui::Rect::from_center_size(rect.left_center() + vec2(16.0, 0.0), vec2(size::ICON, size::ICON));
    paint_icon(ui.painter(), command.icon(), icon, ink);
    ui.painter().text(
        rect.left_center() + vec2(34.0, 0.0),
        egui::Align2::LEFT_CENTER,
        label,
        regular(text_size::BASE),
        ink,
    );
    let key = context.keys.name(context.language, command);
    if !key.is_empty() {
        let width = super::key_cap::key_cap_width(ui, &key);
        let place = rect.right_center() - vec2(width + 6.0, 0.0);
        paint_key_cap(ui.painter(), place, &key, tokens.field, tokens.edge, ink);
    }
    focus_ring(ui, tokens, &response, egui::CornerRadius::same(size::PILL_RADIUS));
    response.clicked()
}

/// The bar below: saved or not, the file's name, then `left`; `right` from the right edge leftwards.
pub fn status_bar(
    ui: &mut Ui,
    context: &mut ScreenContext<'_>,
    left: impl FnOnce(&mut Ui, &mut ScreenContext<'_>),
    right: impl FnOnce(&mut Ui, &mut ScreenContext<'_>),
) {
    let tokens = context.tokens;
    bar(ui, tokens, false, |ui| {
        ui.spacing_mut().item_spacing.x = 22.0;
        if let Some(study) = &context.study {
            saved_mark(ui, tokens, context.language, study.saved());
            if ui.available_width() > size::NARROW_WINDOW {
                soft(ui, tokens, &study.file_name());
            }
        }
        left(ui, context);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| right(ui, context));
    });
}

fn soft(ui: &mut Ui, tokens: &Tokens, text: &str) {
    ui.label(RichText::new(text).font(regular(text_size::SMALL)).color(tokens.soft));
}

fn saved_mark(ui: &mut Ui, tokens: &Tokens, language: crate::texts::Language, saved: Saved) {
    let (id, icon, colour) = match saved {
        Saved::Yes => ("desktop-saved", Some(Icon::Check), tokens.ok),
        Saved::OnItsWay => ("desktop-saving", None, tokens.soft),
        Saved::No => ("desktop-not-saved", Some(Icon::Warning), tokens.red),
    };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(13.0, 13.0), Sense::hover());
            if let Some(icon) = icon {
                paint_icon(ui.painter(), icon, rect, colour);
            }
            ui.label(RichText::new(text!(language, id)).font(semibold(text_size::SMALL)).color(colour));
        });
    });
}
