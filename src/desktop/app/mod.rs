//! The window's state and one frame of it. Screens read; what they ask for is carried out in `logic`.

mod logic;
mod practice;
mod senses;
mod shortcuts;
mod work;

use std::thread::JoinHandle;

use egui::{Context, Frame, Margin, Panel, Ui};
use jiff::Timestamp;

use super::announce;
use super::command::{Command, State, key_name};
use super::context::{Action, ScreenContext};
use super::keymap::Keymap;
use super::motion::{self, SystemMotion};
use super::personal_keys::{Given, PersonalKeys};
use super::picker::FilePicker;
use super::screen::{Overlay, Screen};
use super::screens::home::HomeScreen;
use super::settings::{MotionChoice, Renderer, Settings, SettingsFile, SettingsKeeper, ThemeChoice};
use super::sound::{self, Hearing, Sounder};
use super::study_thread::{DemoMaker, Opening, OpeningOrder, PracticeOrder, Practising, StudyHandle, Work};
use super::theme;
use super::tokens::Tokens;
use super::widgets::{Banner, Notice, Notices, Tone, progress_row};
use crate::study::{Operator, OperatorId, Unclosed};
use crate::text;
use crate::texts::{Language, whole_number};

/// What the window is started with.
pub struct Setup {
    /// What is remembered, and where.
    pub settings_file: SettingsFile,
    /// How files are asked for.
    pub picker: Box<dyn FilePicker>,
    /// The time.
    pub clock: fn() -> Timestamp,
    /// How a demo study is made.
    pub demo: DemoMaker,
    /// What sounds are played on.
    pub sound: sound::Open,
}

/// Something that could not be opened or made.
struct Failure {
    text: String,
    again: Option<OpeningOrder>,
}

/// Everything the window holds.
pub struct App {
    ctx: Context,
    /// What the window's frame and the task bar say.
    title: String,
    screen: Screen,
    /// The screen left for help or settings.
    behind: Option<Screen>,
    overlay: Option<Overlay>,
    study: Option<StudyHandle>,
    opening: Option<Opening>,
    /// A practice batch that is being made, and who keys which.
    practising: Option<Practising>,
    /// Practice sheets that are being printed: nothing waits for these.
    printing: Option<Practising>,
    practised: Option<PracticeOrder>,
    /// Who keyed last since the study was opened.
    keyer: Option<OperatorId>,
    /// Studies being closed on their own threads.
    closing: Vec<JoinHandle<Result<(), Unclosed>>>,
    failure: Option<Failure>,
    /// The user was told that answers are not saved and wants to close all the same.
    warned_unsaved: bool,
    supervisor: Option<Operator>,
    settings: Settings,
    /// Who is at work, as far as keys care: the name given last.
    person: String,
    /// Their keys.
    keymap: Keymap,
    personal_keys: PersonalKeys,
    /// Plays sounds; started when they are first wanted.
    sounder: Option<Sounder>,
    sound: sound::Open,
    system_motion: SystemMotion,
    /// The card of the keys that is being written.
    card: Option<senses::WritingCard>,
    /// Someone has keyed since the study was opened (see [`State::keyer_at_work`]).
    keyer_at_work: bool,
    /// A keying or a supervisor's work has been asked for and is not there yet.
    starting: bool,
    /// Keys typed meanwhile.
    early_events: Vec<egui::Event>,
    keeper: SettingsKeeper,
    picker: Box<dyn FilePicker>,
    notices: Notices,
    actions: Vec<Action>,
    clock: fn() -> Timestamp,
    demo: DemoMaker,
}

impl App {
    /// The window as it opens.
    pub fn new(ctx: &Context, setup: Setup) -> Self {
        let (settings, damaged) = setup.settings_file.load();
        theme::install(ctx);
        let mut app = Self {
            ctx: ctx.clone(),
            title: String::new(),
            screen: Screen::Home(HomeScreen::default()),
            behind: None,
            overlay: None,
            study: None,
            opening: None,
            practising: None,
            printing: None,
            practised: None,
            keyer: None,
            closing: Vec::new(),
            failure: None,
            warned_unsaved: false,
            supervisor: None,
            keyer_at_work: false,
            starting: false,
            early_events: Vec::new(),
            person: settings.operator.clone(),
            keymap: settings.keymap(&settings.operator),
            personal_keys: PersonalKeys::default(),
            sounder: None,
            card: None,
            sound: setup.sound,
            system_motion: motion::SystemMotion::ask({
                let ctx = ctx.clone();
                move || ctx.request_repaint()
            }),
            settings,
            keeper: SettingsKeeper::start(setup.settings_file),
            picker: setup.picker,
            notices: Notices::default(),
            actions: Vec::new(),
            clock: setup.clock,
            demo: setup.demo,
        };
        app.show_settings();
        app.keymap.make_current(&app.ctx);
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
        self.close_study();
        self.keeper.finish();
        for closing in self.closing.drain(..) {
            match closing.join() {
                Ok(Ok(())) => {}
                Ok(Err(unclosed)) => {
                    eprintln!("{}", unclosed.error.text(self.settings.language()));
                }
                Err(_) => tracing::error!("closing the study failed"),
            }
        }
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
            something_to_settle: self.keyer_at_work
                || self.study.as_ref().is_some_and(|study| study.open_items() > 0)
                || self.study.as_ref().is_some_and(|study| study.awaited().is_some()),
            keyer_at_work: self.keyer_at_work,
            starting: self.starting,
            problem: self.failure.is_some()
                || self.study.as_ref().is_some_and(|study| study.problem.is_some()),
            can_retry: self.study.as_ref().is_some_and(StudyHandle::answers_wait)
                || self.study.as_ref().is_some_and(StudyHandle::comparing_stopped)
                || self.failure.as_ref().is_some_and(|failure| failure.again.is_some()),
            busy: self.opening.is_some() || self.study.as_ref().is_some_and(|study| study.work.is_some()),
        }
    }

    /// Takes the keys that belong to the paper before egui sees them.
    pub fn raw_input_hook(&mut self, input: &mut egui::RawInput) {
        if self.starting {
            // What is typed before the screen is there waits for it.
            let typed = |event: &egui::Event| matches!(event, egui::Event::Key { .. } | egui::Event::Text(_));
            self.early_events.extend(input.events.extract_if(.., |event| typed(event)));
        } else if self.overlay.is_none() {
            let events = std::mem::take(&mut input.events);
            input.events = self.give_events(events);
        }
    }

    /// Gives events to the screen, in order; what is left is the window's. A person's own keys are
    /// turned into the usual ones, each where the one before it led.
    fn give_events(&mut self, mut events: Vec<egui::Event>) -> Vec<egui::Event> {
        if !self.keymap.has_changes() || !self.screen.owns_keyboard() {
            self.screen.take_events(&mut events);
            return events;
        }
        let mut left = Vec::new();
        for event in events {
            let given = self.personal_keys.read(&self.keymap, &event, self.screen.empty_field());
            let mut one = match given {
                Given::AsIs => vec![event],
                Given::For(usual) => vec![usual],
                Given::Window => {
                    left.push(event);
                    continue;
                }
            };
            self.screen.take_events(&mut one);
            left.append(&mut one);
        }
        left
    }

    /// Whether an export runs and its screen, with its own bar, is open.
    fn export_is_watched(&self) -> bool {
        let exporting = self.study.as_ref().is_some_and(|study| study.work == Some(Work::Exporting));
        exporting && matches!(self.screen, Screen::Export(_))
    }

    /// One frame: answers from elsewhere, shortcuts, the screen, the dialog, then what they asked for.
    pub fn frame(&mut self, ui: &mut Ui) {
        self.hear();
        self.carry_out();
        self.shortcuts(ui);
        self.dropped_files(ui);
        self.paint(ui);
        self.carry_out();
        self.show_title();
        if ui.input(|input| input.viewport().close_requested()) {
            self.close_requested(ui);
        }
    }

    /// What stands above every screen: what failed, what runs.
    fn banners(&mut self, ui: &mut Ui, tokens: &Tokens) {
        let language = self.settings.language();
        let (retry, close) = (text!(language, "desktop-retry"), text!(language, "desktop-close"));
        let problem = self.study.as_ref().and_then(|study| study.problem.as_ref());
        let shown = problem
            .map(|problem| (problem.error.text(language), (problem.waiting > 0).then_some(retry.as_str())))
            .or_else(|| {
                self.failure
                    .as_ref()
                    .map(|failure| (failure.text.clone(), failure.again.as_ref().map(|_| retry.as_str())))
            });
        if let Some((text, retry)) = shown {
            let answer = strip(ui, "problem", tokens.red_back, |ui| {
                let keys = [Command::Retry, Command::Dismiss]
                    .map(|command| command.shortcut().map(|key| key_name(language, key)).unwrap_or_default());
                Banner::ui(ui, tokens, &text, retry, &close, &keys)
            });
            match answer {
                Some(Banner::Retry) => self.actions.push(Action::Retry),
                Some(Banner::Dismiss) => self.actions.push(Action::DismissProblem),
                None => {}
            }
        }
        self.comparing_strip(ui, tokens);
        let running = self
            .opening
            .as_ref()
            .map(|opening| {
                (work::opening_text(&opening.order, language), Some(text!(language, "desktop-stop")))
            })
            .or_else(|| {
                let work = self.study.as_ref().and_then(|study| study.work)?;
                let stop = (work == Work::Exporting).then(|| text!(language, "desktop-stop"));
                (!self.export_is_watched()).then(|| (work::work_text(work, language), stop))
            });
        let progress = self.study.as_ref().and_then(|study| study.export_progress);
        let share = progress.and_then(|progress| progress.share());
        if let Some((text, stop)) = running
            && strip(ui, "work", tokens.bar, |ui| {
                Frame::new()
                    .inner_margin(Margin::symmetric(16, 8))
                    .show(ui, |ui| progress_row(ui, tokens, &text, share, stop.as_deref()))
                    .inner
            })
        {
            self.actions.push(Action::StopWork);
        }
    }

    /// How far the comparison is, where it is awaited. A keyer learns nothing of it (DESIGN 5.3), and who
    /// keys is not disturbed.
    fn comparing_strip(&mut self, ui: &mut Ui, tokens: &Tokens) {
        let Some((done, all)) = self.comparing_is_awaited() else { return };
        let language = self.settings.language();
        let what = comparing_text(language, done, all);
        let share = (all > 0).then(|| done as f32 / all as f32);
        let stop = text!(language, "desktop-stop");
        let stops = strip(ui, "comparing", tokens.bar, |ui| {
            // A screen reader hears of each quarter, not of each sheet.
            let quarter = done.checked_mul(4).and_then(|done| done.checked_div(all)).unwrap_or_default();
            announce::words(ui, "how far comparing is", false, || {
                comparing_text(language, quarter * all / 4, all)
            });
            let margin = Margin::symmetric(16, 8);
            let row = Frame::new().inner_margin(margin);
            row.show(ui, |ui| progress_row(ui, tokens, &what, share, Some(&stop))).inner
        });
        ui.ctx().request_repaint_after(LOOK_AGAIN);
        if stops {
            self.actions.push(Action::StopComparing);
        }
    }

    /// How far the comparison is that a supervisor waits for.
    fn comparing_is_awaited(&self) -> Option<(usize, usize)> {
        let shown = matches!(
            self.screen,
            Screen::Study(_)
                | Screen::Settling(_)
                | Screen::Pairing(_)
                | Screen::Quality(_)
                | Screen::Sheet(_)
        );
        self.study.as_ref().filter(|_| shown && !self.keyer_at_work).and_then(StudyHandle::awaited)
    }

    fn paint(&mut self, ui: &mut Ui) {
        let state = self.state();
        let tokens = Tokens::current(ui.ctx());
        let now = (self.clock)();
        self.banners(ui, tokens);
        let mut context = ScreenContext {
            language: self.settings.language(),
            tokens,
            keys: &self.keymap,
            settings: &self.settings,
            study: self.study.as_mut(),
            actions: &mut self.actions,
            state,
            covered: self.overlay.is_some(),
            hearing: self.sounder.as_ref().map_or(Hearing::Unknown, Sounder::hearing),
            still: self.settings.motion == MotionChoice::Reduced
                || (self.settings.motion == MotionChoice::System && self.system_motion.is_still()),
            person: &self.person,
            now,
        };
        match &mut self.screen {
            Screen::Home(screen) => screen.ui(ui, &mut context),
            Screen::Study(screen) => screen.ui(ui, &mut context),
            Screen::Keying(screen) => screen.ui(ui, &mut context),
            Screen::Pairing(screen) => screen.ui(ui, &mut context),
            Screen::Settling(screen) => screen.ui(ui, &mut context),
            Screen::Sheet(screen) => screen.ui(ui, &mut context),
            Screen::Stacks(screen) => screen.ui(ui, &mut context),
            Screen::Notes(screen) => screen.ui(ui, &mut context),
            Screen::Quality(screen) => screen.ui(ui, &mut context),
            Screen::Audit(screen) => screen.ui(ui, &mut context),
            Screen::Pace(screen) => screen.ui(ui, &mut context),
            Screen::Practice(screen) => screen.ui(ui, &mut context),
            Screen::Export(screen) => screen.ui(ui, &mut context),
            Screen::Settings(screen) => screen.ui(ui, &mut context),
            Screen::Help(screen) => screen.ui(ui, &mut context),
        }
        if let Some(overlay) = &mut self.overlay {
            overlay.ui(ui, &mut context);
        }
        self.notices.ui(ui, tokens, now);
    }

    /// The window's title says where we are, for the task bar and for screen readers.
    fn show_title(&mut self) {
        let language = self.settings.language();
        let screen = self.screen.title_id().map(|id| text!(language, id));
        let study = self.study.as_ref().map(StudyHandle::file_name);
        let where_in_it = screen.into_iter().chain(self.screen.place());
        let parts: Vec<String> = where_in_it.chain(study).chain(["Recto".to_owned()]).collect();
        let title = parts.join(" – ");
        if title != self.title {
            self.ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    fn show_settings(&self) {
        let preference = match self.settings.theme {
            ThemeChoice::System => egui::ThemePreference::System,
            ThemeChoice::Light => egui::ThemePreference::Light,
            ThemeChoice::Dark => egui::ThemePreference::Dark,
        };
        self.ctx.set_theme(preference);
        self.ctx.set_zoom_factor(f32::from(self.settings.text_size) / 100.0);
    }
}

/// How often it is looked how far the comparison is.
const LOOK_AGAIN: std::time::Duration = std::time::Duration::from_millis(100);

fn comparing_text(language: Language, done: usize, all: usize) -> String {
    let shown = |count: usize| whole_number(language, count as i64);
    if all == 0 {
        return text!(language, "desktop-reading");
    }
    text!(language, "comparing-progress", done = shown(done), all = shown(all))
}

/// A strip across the window, above the screen.
fn strip<R>(ui: &mut Ui, name: &'static str, back: egui::Color32, content: impl FnOnce(&mut Ui) -> R) -> R {
    Panel::top(name)
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::new().fill(back))
        .show(ui, content)
        .inner
}
