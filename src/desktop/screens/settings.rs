//! Language, theme, size of text: switched at once, remembered.

use egui::Ui;

use crate::desktop::command::{Command, key_name};
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::settings::{TEXT_SIZES, ThemeChoice};
use crate::desktop::tokens::{size, text_size};
use crate::desktop::widgets::{
    Button, card, choice, column, desk, heading, key_hint, label, soft, status_bar, top_bar,
};
use crate::text;
use crate::texts::Language;

/// Steps between sizes of text, in percent.
pub const TEXT_STEP: u16 = 10;

/// The settings screen.
#[derive(Debug, Default)]
pub struct SettingsScreen {}

impl SettingsScreen {
    /// Paints the screen.
    pub fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let (tokens, language) = (context.tokens, context.language);
        top_bar(ui, context, &[&text!(language, "desktop-command-settings")], |_, _| {});
        status_bar(
            ui,
            context,
            |_, _| {},
            |ui, context| {
                let key = Command::Back.shortcut().map(|key| key_name(language, key)).unwrap_or_default();
                key_hint(ui, context.tokens, &key, &text!(language, "desktop-back-short"));
            },
        );
        desk(ui, tokens, |ui| {
            column(ui, size::COLUMN, |ui| {
                ui.spacing_mut().item_spacing.y = size::GAP;
                card(ui, tokens, |ui| language_ui(ui, context));
                card(ui, tokens, |ui| theme_ui(ui, context));
                card(ui, tokens, |ui| size_ui(ui, context));
                soft(ui, tokens, &text!(language, "desktop-settings-remembered"));
            })
        });
    }
}

fn language_ui(ui: &mut Ui, context: &mut ScreenContext<'_>) {
    let (tokens, mut language) = (context.tokens, context.language);
    let name = text!(language, "desktop-settings-language");
    heading(ui, tokens, &name);
    let options = Language::ALL.map(|language| (language, language.own_name().to_owned()));
    if choice(ui, tokens, &name, &mut language, &options) {
        context.ask(Action::SetLanguage(language));
    }
}

fn theme_ui(ui: &mut Ui, context: &mut ScreenContext<'_>) {
    let (tokens, language) = (context.tokens, context.language);
    let name = text!(language, "desktop-settings-theme");
    heading(ui, tokens, &name);
    let mut theme = context.settings.theme;
    let options = ThemeChoice::ALL.map(|theme| (theme, text!(language, theme_text(theme))));
    if choice(ui, tokens, &name, &mut theme, &options) {
        context.ask(Action::SetTheme(theme));
    }
    soft(ui, tokens, &text!(language, "desktop-settings-paper"));
}

fn theme_text(theme: ThemeChoice) -> &'static str {
    match theme {
        ThemeChoice::System => "desktop-theme-system",
        ThemeChoice::Light => "desktop-theme-light",
        ThemeChoice::Dark => "desktop-theme-dark",
    }
}

fn size_ui(ui: &mut Ui, context: &mut ScreenContext<'_>) {
    let (tokens, language) = (context.tokens, context.language);
    heading(ui, tokens, &text!(language, "desktop-settings-text-size"));
    let now = context.settings.text_size;
    ui.horizontal_wrapped(|ui| {
        let smaller = text!(language, "desktop-command-smaller");
        if Button::plain(&smaller).enabled(now > *TEXT_SIZES.start()).show(ui, tokens).clicked() {
            context.ask(Action::SetTextSize(now - TEXT_STEP));
        }
        let shown = text!(language, "desktop-percent", number = now);
        ui.label(
            egui::RichText::new(shown).font(crate::desktop::theme::bold(text_size::TITLE)).color(tokens.ink),
        );
        let larger = text!(language, "desktop-command-larger");
        if Button::plain(&larger).enabled(now < *TEXT_SIZES.end()).show(ui, tokens).clicked() {
            context.ask(Action::SetTextSize(now + TEXT_STEP));
        }
    });
    label(ui, tokens, &text!(language, "desktop-settings-sample"));
}
