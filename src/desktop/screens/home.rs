//! Where Recto begins: recent studies, and the three ways to begin.

use egui::{
    CornerRadius, Key, Modifiers, Rect, RichText, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::desktop::command::Command;
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::theme::{bold, regular, semibold};
use crate::desktop::tokens::{size, text_size};
use crate::desktop::widgets::{
    Button, Icon, card, desk, focus_ring, heading, key_hint, label, paint_icon, pill_button, soft,
    status_bar, top_bar,
};
use crate::text;
use crate::texts::Language;

/// The home screen.
#[derive(Debug, Default)]
pub struct HomeScreen {}

impl HomeScreen {
    /// Paints the screen.
    pub fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        top_bar(ui, context, &[], language_pills);
        status_bar(
            ui,
            context,
            |ui, context| {
                soft(ui, context.tokens, &text!(context.language, "desktop-home-offline"));
            },
            |ui, context| {
                let key = context.keys.name(context.language, Command::Help);
                key_hint(ui, context.tokens, &key, &text!(context.language, "desktop-help-short"));
            },
        );
        desk(ui, context.tokens, |ui| {
            let room = ui.available_width();
            let column = room.min(980.0);
            ui.horizontal(|ui| {
                ui.add_space((room - column) / 2.0);
                ui.vertical(|ui| {
                    ui.set_width(column);
                    self.column_ui(ui, context);
                });
            });
        });
    }

    fn column_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let (tokens, language) = (context.tokens, context.language);
        ui.spacing_mut().item_spacing.y = 6.0;
        ui.add_space((ui.ctx().content_rect().height() * 0.07 - 24.0).max(0.0));
        ui.label(
            RichText::new(text!(language, "desktop-home-title"))
                .font(bold(text_size::DISPLAY))
                .color(tokens.ink),
        );
        ui.label(
            RichText::new(text!(language, "desktop-home-what"))
                .font(regular(text_size::HEADING))
                .color(tokens.soft),
        );
        ui.add_space(20.0);
        let wide = ui.available_width() > 760.0;
        let side = if wide { 330.0 } else { ui.available_width() };
        let recent_width = if wide { ui.available_width() - side - 26.0 } else { ui.available_width() };
        if wide {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 26.0;
                ui.vertical(|ui| {
                    ui.set_width(side);
                    begin_ui(ui, context);
                });
                ui.vertical(|ui| {
                    ui.set_width(recent_width);
                    recent_ui(ui, context);
                });
            });
        } else {
            begin_ui(ui, context);
            ui.add_space(size::GAP);
            recent_ui(ui, context);
        }
    }
}

fn language_pills(ui: &mut Ui, context: &mut ScreenContext<'_>) {
    let now = context.language;
    for language in Language::ALL.into_iter().filter(|language| *language != now) {
        if pill_button(ui, context.tokens, language.own_name(), None).clicked() {
            context.ask(Action::SetLanguage(language));
        }
    }
}

fn begin_ui(ui: &mut Ui, context: &mut ScreenContext<'_>) {
    let (tokens, language) = (context.tokens, context.language);
    card(ui, tokens, |ui| {
        ui.spacing_mut().item_spacing.y = 10.0;
        heading(ui, tokens, &text!(language, "desktop-home-begin"));
        let first = if context.settings.recent.is_empty() { Command::Demo } else { Command::OpenStudy };
        for command in [Command::OpenStudy, Command::NewStudy, Command::Demo, Command::Practice] {
            let name = text!(language, command.text_id());
            let button = if command == first { Button::primary(&name) } else { Button::plain(&name) };
            let key = context.keys.name(language, command);
            let enabled = command.available(&context.state);
            let button = button.icon(command.icon()).key(key).enabled(enabled).wide().large();
            if button.show(ui, tokens).clicked() {
                context.ask(Action::Run(command));
            }
        }
        ui.add_space(2.0);
        soft(ui, tokens, &text!(language, "desktop-home-drop"));
    });
}

fn recent_ui(ui: &mut Ui, context: &mut ScreenContext<'_>) {
    let (tokens, language) = (context.tokens, context.language);
    card(ui, tokens, |ui| {
        heading(ui, tokens, &text!(language, "desktop-home-recent"));
        if context.settings.recent.is_empty() {
            ui.add_space(4.0);
            label(ui, tokens, &text!(language, "desktop-home-empty"));
            soft(ui, tokens, &text!(language, "desktop-home-empty-demo"));
            return;
        }
        ui.add_space(4.0);
        ui.spacing_mut().item_spacing.y = 4.0;
        for path in context.settings.recent.clone() {
            recent_row(ui, context, &path);
        }
        ui.add_space(2.0);
        soft(ui, tokens, &text!(language, "desktop-home-forget"));
    });
}

/// One recent study: Enter or a click opens it, Delete takes it off the list.
fn recent_row(ui: &mut Ui, context: &mut ScreenContext<'_>, path: &Path) {
    let tokens = context.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 52.0), Sense::click());
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder = path.parent().map(short_folder).unwrap_or_default();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{name}, {folder}")));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let corner = CornerRadius::same(size::BUTTON_RADIUS);
    let back = if response.hovered() { tokens.field_hover } else { tokens.field };
    ui.painter().rect(rect, corner, back, Stroke::new(1.0, tokens.line), StrokeKind::Inside);
    let icon = Rect::from_center_size(pos2(rect.left() + 24.0, rect.center().y), vec2(18.0, 18.0));
    paint_icon(ui.painter(), Icon::Sheet, icon, tokens.accent);
    let room = rect.width() - 64.0;
    let name = one_line(ui, &name, semibold(text_size::LARGE), tokens.ink, room);
    ui.painter().galley(pos2(rect.left() + 46.0, rect.top() + 7.0), name, tokens.ink);
    let folder = one_line(ui, &folder, regular(text_size::TINY), tokens.soft, room);
    ui.painter().galley(pos2(rect.left() + 46.0, rect.top() + 28.0), folder, tokens.soft);
    focus_ring(ui, tokens, &response, corner);
    if response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Delete)) {
        context.ask(Action::ForgetRecent(path.to_owned()));
    }
    if response.clicked() {
        context.ask(Action::OpenStudy(path.to_owned()));
    }
}

fn one_line(
    ui: &Ui,
    text: &str,
    font: egui::FontId,
    colour: egui::Color32,
    room: f32,
) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    ui.painter().layout_job(job)
}

/// A folder as people know it: their own folder is `~`.
fn short_folder(folder: &Path) -> String {
    // Looked up once: the system may read files to answer.
    static HOME: OnceLock<Option<PathBuf>> = OnceLock::new();
    let home = HOME.get_or_init(|| directories::UserDirs::new().map(|user| user.home_dir().to_owned()));
    match home.as_deref().and_then(|home| folder.strip_prefix(home).ok()) {
        Some(rest) => Path::new("~").join(rest).to_string_lossy().into_owned(),
        None => folder.to_string_lossy().into_owned(),
    }
}
