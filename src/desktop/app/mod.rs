//! The window's state and one frame of it. Screens read; what they ask for is carried out in `logic`.

mod logic;
mod shortcuts;

use egui::{Context, Ui};
use jiff::Timestamp;

use super::command::State;
use super::context::{Action, ScreenContext};
use super::picker::FilePicker;
use super::screen::{Overlay, Screen};
use super::screens::home::HomeScreen;
use super::settings::{Renderer, Settings, SettingsFile, ThemeChoice};
use super::study_thread::StudyHandle;
use super::theme;
use super::tokens::Tokens;
use super::widgets::{Banner, Notice, Notices, Tone, progress_row};
use crate::study::Operator;
use crate::text;

/// What the window is started with.
pub struct Setup {
    /// What is remembered, and where.
    pub settings_file: SettingsFile,
    /// How files are asked for.
    pub picker: Box<dyn FilePicker>,
    /// The time.
    pub clock: fn() -> Timestamp,
}

/// Everything the window holds.
pub struct App {
    ctx: Context,
    screen: Screen,
    /// The screen left for help or settings.
    behind: Option<Screen>,
    overlay: Option<Overlay>,
    study: Option<StudyHandle>,
    supervisor: Option<Operator>,
    settings: Settings,
    settings_file: SettingsFile,
    picker: Box<dyn FilePicker>,
    notices: Notices,
    actions: Vec<Action>,
    clock: fn() -> Timestamp,
}

impl App {
    /// The window as it opens.
    pub fn new(ctx: &Context, setup: Setup) -> Self {
        let (settings, damaged) = setup.settings_file.load();
        theme::install(ctx);
        let mut app = Self {
            ctx: ctx.clone(),
            screen: Screen::Home(HomeScreen::default()),
            behind: None,
            overlay: None,
            study: None,
            supervisor: None,
            settings,
            settings_file: setup.settings_file,
            picker: setup.picker,
            notices: Notices::default(),
            actions: Vec::new(),
            clock: setup.clock,
        };
        app.show_settings();
        if let Some(aside) = damaged {
            let text = text!(
                app.settings.language(),
                "desktop-settings-damaged",
                file = aside.display().to_string()
            );
            app.notices.push(Notice::new(Tone::Warning, text));
        }
        app
    }

    /// Opens a study as the first thing.
    pub fn open(&mut self, study: std::path::PathBuf) {
        self.actions.push(Action::OpenStudy(study));
    }

    /// Remembers that the window could be opened in this way.
    pub fn renderer_works(&mut self, renderer: Renderer) {
        if self.settings.renderer != Some(renderer) {
            self.change_settings(|settings| settings.renderer = Some(renderer));
        }
    }

    /// The window closes: what was handed over is brought to disk.
    pub fn close(&mut self) {
        self.study = None;
    }

    /// The settings as they are now.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The screen that is open.
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// The open study.
    pub fn study(&self) -> Option<&StudyHandle> {
        self.study.as_ref()
    }

    /// The dialog over the screen.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }

    /// Where the window stands, as far as commands care.
    pub fn state(&self) -> State {
        State {
            study: self.study.as_ref().is_some_and(|study| study.snapshot.is_some()),
            on_study_screen: matches!(self.screen, Screen::Study(_)),
            on_home: matches!(self.screen, Screen::Home(_)),
            at_work: self.screen.owns_keyboard(),
            something_to_settle: true,
            busy: false,
        }
    }

    /// Takes the keys that belong to the paper before egui sees them.
    pub fn raw_input_hook(&mut self, input: &mut egui::RawInput) {
        if self.overlay.is_none() {
            self.screen.take_events(&mut input.events);
        }
    }

    /// One frame: answers from elsewhere, shortcuts, the screen, the dialog, then what they asked for.
    pub fn frame(&mut self, ui: &mut Ui) {
        self.hear();
        self.carry_out();
        self.shortcuts(ui);
        self.dropped_files(ui);
        self.paint(ui);
        self.carry_out();
        if ui.input(|input| input.viewport().close_requested()) {
            self.remember_window(ui);
        }
    }

    fn paint(&mut self, ui: &mut Ui) {
        let state = self.state();
        let tokens = Tokens::current(ui.ctx());
        let now = (self.clock)();
        let mut context = ScreenContext {
            language: self.settings.language(),
            tokens,
            settings: &self.settings,
            study: self.study.as_mut(),
            actions: &mut self.actions,
            state,
            now,
        };
        let ground = ui.max_rect();
        ui.painter().rect_filled(ground, egui::CornerRadius::ZERO, tokens.desk);
        match &mut self.screen {
            Screen::Home(screen) => screen.ui(ui, &mut context),
            Screen::Study(screen) => screen.ui(ui, &mut context),
            Screen::Keying(screen) => screen.ui(ui, &mut context),
            Screen::Settling(screen) => screen.ui(ui, &mut context),
            Screen::Sheet(screen) => screen.ui(ui, &mut context),
            Screen::Export(screen) => screen.ui(ui, &mut context),
            Screen::Settings(screen) => screen.ui(ui, &mut context),
            Screen::Help(screen) => screen.ui(ui, &mut context),
        }
        if let Some(overlay) = &mut self.overlay {
            overlay.ui(ui, &mut context);
        }
        self.notices.ui(ui, tokens, now);
    }

    fn show_settings(&mut self) {
        let preference = match self.settings.theme {
            ThemeChoice::System => egui::ThemePreference::System,
            ThemeChoice::Light => egui::ThemePreference::Light,
            ThemeChoice::Dark => egui::ThemePreference::Dark,
        };
        self.ctx.set_theme(preference);
        self.ctx.set_zoom_factor(f32::from(self.settings.text_size) / 100.0);
    }
}
