//! The one place where the window's state changes: what screens and dialogs asked for, and what other
//! threads answered.

use super::App;
use crate::desktop::command::Command;
use crate::desktop::context::{Action, AfterSupervisor};
use crate::desktop::dialogs::dialog_closed;
use crate::desktop::dialogs::erase::EraseDialog;
use crate::desktop::dialogs::new_study::NewStudyDialog;
use crate::desktop::dialogs::palette::Palette;
use crate::desktop::dialogs::path::PathDialog;
use crate::desktop::dialogs::who::{Role, WhoDialog};
use crate::desktop::picker::{FileQuestion, Purpose};
use crate::desktop::screen::{Overlay, Screen};
use crate::desktop::screens::export::ExportScreen;
use crate::desktop::screens::help::HelpScreen;
use crate::desktop::screens::home::HomeScreen;
use crate::desktop::screens::settings::{SettingsScreen, TEXT_STEP};
use crate::desktop::settings::{TEXT_SIZES, ThemeChoice};
use crate::desktop::study_thread::OpeningOrder;
use crate::desktop::widgets::{Notice, Tone};
use crate::study::Pass;
use crate::texts::Language;

impl App {
    /// Hears what other threads answered.
    pub(super) fn hear(&mut self) {
        self.hear_keeper();
        self.hear_card();
        self.hear_closing();
        self.hear_opening();
        self.hear_practice();
        self.hear_study();
        while let Some((purpose, path)) = self.picker.answer() {
            let now_seconds = self.ctx.input(|input| input.time);
            match (&mut self.overlay, path) {
                (Some(Overlay::Path(dialog)), path) if dialog.purpose() == purpose => {
                    self.actions.extend(dialog.answered(path, now_seconds).unwrap_or_default());
                }
                (Some(Overlay::NewStudy(dialog)), Some(path)) => dialog.answered(purpose, path),
                (Some(Overlay::Revise(dialog)), Some(path)) => dialog.picked(path),
                (Some(Overlay::Practice(dialog)), Some(path)) => dialog.answered(purpose, &path),
                (None, Some(path)) => {
                    if let Screen::Export(screen) = &mut self.screen {
                        screen.answered(path);
                    }
                }
                _ => {}
            }
        }
    }

    /// Carries out what was asked for, and what that asks for.
    pub(super) fn carry_out(&mut self) {
        while !self.actions.is_empty() {
            for action in std::mem::take(&mut self.actions) {
                self.apply(action);
            }
            self.ctx.request_repaint();
        }
    }

    pub(super) fn apply(&mut self, action: Action) {
        match action {
            Action::Run(command) => self.run(command),
            Action::GoHome => {
                if !self.may_leave_study() {
                    return;
                }
                self.close_study();
                self.go(Screen::Home(HomeScreen::default()));
            }
            Action::GoStudy => {
                self.failure = None;
                if let Some(study) = &mut self.study {
                    study.refresh();
                }
                self.go(Screen::Study(Box::default()));
            }
            Action::GoBack => self.go_back(),
            Action::GoSheet(number) => self.supervise(AfterSupervisor::Sheet(number)),
            Action::OpenStudy(path) => self.begin_opening(OpeningOrder::Open(path)),
            Action::CreateStudy(new) => self.begin_opening(OpeningOrder::Create(new)),
            Action::MakeDemo(folder) => self.begin_opening(OpeningOrder::Demo(folder)),
            Action::StartKeying { operator, pass, batch } => self.start_keying(operator, pass, batch),
            Action::StartPractice(request) => self.start_practice(request),
            Action::PractiseAgain => self.practise_again(),
            Action::Practised(practised) => {
                self.change_settings(|settings| settings.remember_practice(practised));
            }
            Action::StartSupervising { operator, then } => self.start_supervising(operator, then),
            Action::Change(change) => self.change_study(change),
            Action::Export(order) => {
                if let Some(study) = &mut self.study {
                    study.export(order);
                }
            }
            Action::Supervise(order) => {
                let language = self.settings.language();
                if let Some(study) = &mut self.study {
                    study.order(order, language);
                }
            }
            Action::SaveCopy { path, overwrite } => {
                if let Some(study) = &mut self.study {
                    study.save_copy(path, overwrite);
                }
            }
            Action::ShowFolder(folder) => self.show_folder(&folder),
            Action::StopWork => self.stop_work(),
            Action::StopComparing => {
                if let Some(study) = &mut self.study {
                    study.stop_comparing();
                }
            }
            Action::Retry => self.retry(),
            Action::DismissProblem => self.dismiss_problem(),
            Action::ChooseQuestionnaire(at) => {
                if let Some(study) = &mut self.study {
                    study.choose(at);
                }
            }
            Action::PickFile(question) => self.pick(question),
            Action::Show(overlay) => self.overlay = Some(overlay),
            Action::CloseOverlay => self.close_overlay(),
            Action::Notify(notice) => self.notices.push(notice),
            Action::SetLanguage(language) => {
                self.change_settings(|settings| settings.language = Some(language))
            }
            Action::SetTheme(theme) => self.change_settings(|settings| settings.theme = theme),
            Action::SetTextSize(percent) => self.set_text_size(percent),
            Action::WriteKeyCard { path, overwrite } => self.write_card(path, overwrite),
            Action::Sound(cue) => self.sound(cue),
            Action::TrySound(cue) => self.try_sound(cue),
            Action::SetSounds(on) => self.change_settings(|settings| settings.sounds = Some(on)),
            Action::SetVolume(volume) => self.set_volume(volume),
            Action::SetMotion(motion) => self.change_settings(|settings| settings.motion = motion),
            Action::BindKey(bound, chord) => self.change_keys(|keymap| keymap.bind(bound, chord)),
            Action::ResetKeys(bound) => self.change_keys(|keymap| match bound {
                Some(bound) => keymap.reset(bound),
                None => {
                    keymap.reset_all();
                    Ok(())
                }
            }),
            Action::ForgetRecent(path) => {
                self.change_settings(|settings| settings.recent.retain(|known| *known != path))
            }
            Action::Quit => self.ctx.send_viewport_cmd(egui::ViewportCommand::Close),
        }
    }

    fn run(&mut self, command: Command) {
        if !command.available(&self.state()) {
            return;
        }
        match command {
            Command::NewStudy => self.overlay = Some(Overlay::NewStudy(Box::<NewStudyDialog>::default())),
            Command::OpenStudy => self.ask_path(Purpose::OpenStudy, String::new(), true),
            Command::Demo => self.ask_path(Purpose::DemoFolder, self.demo_folder(), false),
            Command::CloseStudy => self.apply(Action::GoHome),
            Command::SaveCopy => self.ask_path(Purpose::SaveCopy, self.copy_name(), true),
            Command::ShowStudy => self.apply(Action::GoStudy),
            Command::KeyFirst => self.ask_keyer(Pass::First),
            Command::KeySecond => self.ask_keyer(Pass::Second),
            Command::Practice => self.ask_practice(),
            Command::Pace => self.show_pace(),
            Command::MatchSheets => self.supervise(AfterSupervisor::Pairing),
            Command::Settle => self.supervise(AfterSupervisor::Settling),
            Command::LookAtSheets => self.look_at_sheets(),
            Command::Stacks => self.supervise(AfterSupervisor::Stacks),
            Command::Notes => self.supervise(AfterSupervisor::Notes),
            Command::Plan => self.supervise(AfterSupervisor::Plan),
            Command::Quality => self.supervise(AfterSupervisor::Quality),
            Command::Audit => self.ask_auditor(),
            Command::Export => self.go(Screen::Export(Box::new(ExportScreen::new(self.export_name())))),
            Command::Erase => self.ask_erasing(),
            Command::Revise => self.overlay = Some(Overlay::Revise(Box::default())),
            Command::Palette => self.overlay = Some(Overlay::Palette(Palette::default())),
            Command::Settings => {
                self.wake_sounder();
                self.step_aside(Screen::Settings(SettingsScreen::default()));
            }
            Command::SwitchLanguage => self.switch_language(),
            Command::SwitchTheme => self.switch_theme(),
            Command::TextLarger => self.set_text_size(self.settings.text_size + TEXT_STEP),
            Command::TextSmaller => self.set_text_size(self.settings.text_size.saturating_sub(TEXT_STEP)),
            Command::TextNormal => self.set_text_size(100),
            Command::PrintKeys => self.ask_path(Purpose::KeyCard, self.card_name(), true),
            Command::Help => self.step_aside(Screen::Help(HelpScreen::default())),
            Command::Back => self.go_back(),
            Command::Retry => self.retry(),
            Command::Dismiss => self.dismiss_problem(),
            Command::Quit => self.apply(Action::Quit),
        }
    }

    pub(super) fn go(&mut self, screen: Screen) {
        if let Some(study) = &mut self.study {
            self.screen.leave(study);
        }
        self.behind = None;
        self.screen = screen;
    }

    /// Help and settings stand in front of a screen that is gone back to as it was.
    fn step_aside(&mut self, screen: Screen) {
        let left = std::mem::replace(&mut self.screen, screen);
        if !matches!(left, Screen::Help(_) | Screen::Settings(_)) {
            self.behind = Some(left);
        }
    }

    fn go_back(&mut self) {
        self.screen = match self.behind.take() {
            Some(screen) => screen,
            None if self.study.is_some() => Screen::Study(Box::default()),
            None => Screen::Home(HomeScreen::default()),
        };
    }

    pub(super) fn close_overlay(&mut self) {
        self.overlay = None;
        dialog_closed(&self.ctx);
    }

    fn look_at_sheets(&mut self) {
        if !matches!(self.screen, Screen::Study(_)) {
            self.apply(Action::GoStudy);
        }
        if let Screen::Study(screen) = &mut self.screen {
            screen.look_at_sheets();
        }
    }

    fn ask_keyer(&mut self, pass: Pass) {
        if self.answers_wait() {
            return;
        }
        let names = self.proposed_keyers();
        self.overlay = Some(Overlay::Who(WhoDialog::keyer(pass, names)));
    }

    /// Who most likely keys each pass: whoever keyed it last in this study; the last keyer on this
    /// machine, unless that person keyed the other pass.
    fn proposed_keyers(&self) -> [String; 2] {
        let snapshot = self.study.as_ref().and_then(|study| study.snapshot.as_ref());
        let last = |pass| {
            let keyings = snapshot.iter().flat_map(|snapshot| &snapshot.keyings);
            let last = keyings.filter(|keying| keying.pass == pass).max_by_key(|keying| keying.last_entry)?;
            let name = self.study.as_ref()?.operator_name(last.operator);
            (!name.is_empty()).then(|| name.to_owned())
        };
        let by_pass = [last(Pass::First), last(Pass::Second)];
        let machine = &self.settings.operator;
        let of_other = |at: usize| by_pass[1 - at].as_ref() == Some(machine);
        [0, 1].map(|at| {
            by_pass[at].clone().unwrap_or_else(|| if of_other(at) { String::new() } else { machine.clone() })
        })
    }

    pub(super) fn supervise(&mut self, then: AfterSupervisor) {
        match self.supervisor.clone() {
            Some(operator) => self.apply(Action::StartSupervising { operator: operator.name, then }),
            None => {
                let name = self.settings.supervisor.clone();
                self.overlay = Some(Overlay::Who(WhoDialog::new(Role::Supervisor(then), name)));
            }
        }
    }

    fn ask_erasing(&mut self) {
        let safeguards = self.study.as_ref().and_then(|study| study.snapshot.as_ref());
        let safeguards = safeguards.map(|snapshot| snapshot.safeguards.clone()).unwrap_or_default();
        let name = self.settings.supervisor.clone();
        let language = self.settings.language();
        let dialog = EraseDialog::new(name, safeguards.small_cells, safeguards.retention_until, language);
        self.overlay = Some(Overlay::Erase(Box::new(dialog)));
    }

    /// Who audits is always asked for: it is not the supervisor who was at work.
    fn ask_auditor(&mut self) {
        let role = Role::Supervisor(AfterSupervisor::Audit);
        self.overlay = Some(Overlay::Who(WhoDialog::new(role, String::new())));
    }

    fn ask_path(&mut self, purpose: Purpose, proposed: String, with_system_dialog: bool) {
        let dialog = PathDialog::new(purpose, proposed);
        let question = dialog.question(self.settings.language());
        self.overlay = Some(Overlay::Path(dialog));
        if with_system_dialog {
            self.pick(question);
        }
    }

    fn pick(&mut self, question: FileQuestion) {
        if self.picker.ask(question, self.ctx.clone())
            && let Some(Overlay::Path(dialog)) = &mut self.overlay
        {
            dialog.waits(self.ctx.input(|input| input.time));
        }
    }

    fn demo_folder(&self) -> String {
        super::senses::documents_folder()
            .join(crate::text!(self.settings.language(), "desktop-demo-folder"))
            .to_string_lossy()
            .into_owned()
    }

    fn switch_language(&mut self) {
        let now = self.settings.language();
        let other = Language::ALL.into_iter().find(|language| *language != now).unwrap_or(now);
        self.change_settings(|settings| settings.language = Some(other));
    }

    fn switch_theme(&mut self) {
        let other = match self.ctx.theme() {
            egui::Theme::Light => ThemeChoice::Dark,
            egui::Theme::Dark => ThemeChoice::Light,
        };
        self.change_settings(|settings| settings.theme = other);
    }

    fn set_text_size(&mut self, percent: u16) {
        let percent = percent.clamp(*TEXT_SIZES.start(), *TEXT_SIZES.end());
        self.change_settings(|settings| settings.text_size = percent);
    }

    /// Changes what is remembered, shows it and keeps it.
    pub(super) fn change_settings(&mut self, change: impl FnOnce(&mut crate::desktop::settings::Settings)) {
        change(&mut self.settings);
        self.show_settings();
        self.keeper.keep(&self.settings);
    }

    /// Settings that could not be kept: the window goes on, and says so.
    fn hear_keeper(&mut self) {
        if let Some(error) = self.keeper.failure() {
            tracing::warn!("settings cannot be kept: {error}");
            let text = crate::text!(self.settings.language(), "desktop-settings-unkept");
            self.notices.push(Notice::new(Tone::Warning, text));
        }
    }
}
