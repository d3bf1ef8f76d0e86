//! Language, theme, size of text, sounds and flashes: switched at once, remembered. The keys are in
//! `settings_keys`.

use egui::{Event, RichText, Ui};

use super::settings_keys::KeysTab;
use crate::desktop::command::Command;
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::settings::{MotionChoice, TEXT_SIZES, ThemeChoice, VOLUMES};
use crate::desktop::sound::{Cue, Hearing};
use crate::desktop::theme::bold;
use crate::desktop::tokens::{size, text_size};
use crate::desktop::widgets::{
    Button, card, choice, column, desk, heading, key_hint, label, soft, status_bar, top_bar,
};
use crate::text;
use crate::texts::Language;

/// Steps between sizes of text, in percent.
pub const TEXT_STEP: u16 = 10;
/// Steps between volumes, in percent.
const VOLUME_STEP: u8 = 10;

/// Which settings are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Tab {
    #[default]
    Window,
    Keys,
}

/// The settings screen.
#[derive(Debug, Default)]
pub struct SettingsScreen {
    tab: Tab,
    keys: KeysTab,
}

impl SettingsScreen {
    /// Whether the next key is the one to be given to something.
    pub fn captures_key(&self) -> bool {
        self.keys.captures_key()
    }

    /// Takes the key that is to be given, before egui sees it.
    pub fn take_events(&mut self, events: &mut Vec<Event>) {
        self.keys.take_events(events);
    }

    /// Paints the screen.
    pub fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let (tokens, language) = (context.tokens, context.language);
        top_bar(ui, context, &[&text!(language, "desktop-command-settings")], |_, _| {});
        status_bar(
            ui,
            context,
            |_, _| {},
            |ui, context| {
                let key = context.keys.name(language, Command::Back);
                key_hint(ui, context.tokens, &key, &text!(language, "desktop-back-short"));
            },
        );
        desk(ui, tokens, |ui| {
            column(ui, size::COLUMN, |ui| {
                ui.spacing_mut().item_spacing.y = size::GAP;
                let tabs = [(Tab::Window, "senses-tab-window"), (Tab::Keys, "senses-tab-keys")];
                let tabs = tabs.map(|(tab, id)| (tab, text!(language, id)));
                if choice(ui, tokens, &text!(language, "senses-tab"), &mut self.tab, &tabs) {
                    self.keys = KeysTab::default();
                }
                match self.tab {
                    Tab::Window => window_ui(ui, context),
                    Tab::Keys => self.keys.ui(ui, context),
                }
            })
        });
    }
}

fn window_ui(ui: &mut Ui, context: &mut ScreenContext<'_>) {
    let (tokens, language) = (context.tokens, context.language);
    card(ui, tokens, |ui| language_ui(ui, context));
    card(ui, tokens, |ui| theme_ui(ui, context));
    card(ui, tokens, |ui| size_ui(ui, context));
    card(ui, tokens, |ui| sounds_ui(ui, context));
    card(ui, tokens, |ui| motion_ui(ui, context));
    soft(ui, tokens, &text!(language, "desktop-settings-remembered"));
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
    let (least, most) = (*TEXT_SIZES.start(), *TEXT_SIZES.end());
    let names = ("desktop-command-smaller", "desktop-command-larger");
    if let Some(larger) = steps_ui(ui, context, names, u32::from(now), (now > least, now < most)) {
        let size = if larger { now + TEXT_STEP } else { now - TEXT_STEP };
        context.ask(Action::SetTextSize(size));
    }
    label(ui, tokens, &text!(language, "desktop-settings-sample"));
}

/// Less, a figure in percent, more; true for more.
fn steps_ui(
    ui: &mut Ui,
    context: &ScreenContext<'_>,
    names: (&str, &str),
    percent: u32,
    enabled: (bool, bool),
) -> Option<bool> {
    let (tokens, language) = (context.tokens, context.language);
    ui.horizontal_wrapped(|ui| {
        let less = text!(language, names.0);
        let less = Button::plain(&less).enabled(enabled.0).show(ui, tokens).clicked();
        let shown = text!(language, "desktop-percent", number = percent);
        ui.label(RichText::new(shown).font(bold(text_size::TITLE)).color(tokens.ink));
        let more = text!(language, names.1);
        let more = Button::plain(&more).enabled(enabled.1).show(ui, tokens).clicked();
        (less || more).then_some(more)
    })
    .inner
}

fn sounds_ui(ui: &mut Ui, context: &mut ScreenContext<'_>) {
    let (tokens, language) = (context.tokens, context.language);
    let name = text!(language, "senses-sounds");
    heading(ui, tokens, &name);
    let mut on = context.settings.sounds.unwrap_or(context.hearing == Hearing::Yes);
    let options = [(true, "senses-sounds-on"), (false, "senses-sounds-off")];
    let options = options.map(|(on, id)| (on, text!(language, id)));
    if choice(ui, tokens, &name, &mut on, &options) {
        context.ask(Action::SetSounds(on));
    }
    if context.hearing == Hearing::No {
        soft(ui, tokens, &text!(language, "senses-sounds-none"));
    }
    if !on {
        return;
    }
    let now = context.settings.volume;
    let enabled = (now > *VOLUMES.start(), now < *VOLUMES.end());
    if let Some(louder) = steps_ui(ui, context, ("senses-quieter", "senses-louder"), u32::from(now), enabled)
    {
        let volume = if louder { now + VOLUME_STEP } else { now.saturating_sub(VOLUME_STEP) };
        context.ask(Action::SetVolume(volume));
    }
    ui.horizontal_wrapped(|ui| {
        soft(ui, tokens, &text!(language, "senses-try"));
        for cue in Cue::ALL {
            if Button::plain(&cue_name(cue, language)).show(ui, tokens).clicked() {
                context.ask(Action::TrySound(cue));
            }
        }
    });
}

/// What a cue is called.
fn cue_name(cue: Cue, language: Language) -> String {
    let id = match cue {
        Cue::Accepted => "senses-cue-accepted",
        Cue::Warning => "senses-cue-warning",
        Cue::Stop => "senses-cue-stop",
    };
    text!(language, id)
}

fn motion_ui(ui: &mut Ui, context: &mut ScreenContext<'_>) {
    let (tokens, language) = (context.tokens, context.language);
    let name = text!(language, "senses-motion");
    heading(ui, tokens, &name);
    let mut motion = context.settings.motion;
    let options = MotionChoice::ALL.map(|motion| {
        let id = match motion {
            MotionChoice::System => "senses-motion-system",
            MotionChoice::Full => "senses-motion-full",
            MotionChoice::Reduced => "senses-motion-reduced",
        };
        (motion, text!(language, id))
    });
    if choice(ui, tokens, &name, &mut motion, &options) {
        context.ask(Action::SetMotion(motion));
    }
    soft(ui, tokens, &text!(language, "senses-motion-remark"));
}
