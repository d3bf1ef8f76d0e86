//! Work on the study that the window starts and hears of: opening, closing, keying, settling, exporting.

use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use jiff::tz::TimeZone;

use super::{App, Failure};
use crate::desktop::command::Command;
use crate::desktop::context::{Action, AfterSupervisor};
use crate::desktop::dialogs::overwrite::{OverwriteDialog, Writing};
use crate::desktop::dialogs::plan::PlanDialog;
use crate::desktop::screen::{Overlay, Screen};
use crate::desktop::screens::audit::AuditScreen;
use crate::desktop::screens::keying::KeyingScreen;
use crate::desktop::screens::pace::PaceScreen;
use crate::desktop::screens::pairing::PairingScreen;
use crate::desktop::screens::quality::QualityScreen;
use crate::desktop::screens::settling::SettlingScreen;
use crate::desktop::screens::sheet::SheetScreen;
use crate::desktop::settings::WindowPlace;
use crate::desktop::study_thread::{
    Change, Happening, NotOpened, Opening, OpeningOrder, Outcome, StudyHandle, Work,
};
use crate::desktop::widgets::{Notice, Tone};
use crate::export::ExportError;
use crate::study::{BatchChoice, Pass, Unclosed};
use crate::text;
use crate::texts::Language;

/// What is said while something is opened.
pub(super) fn opening_text(order: &OpeningOrder, language: Language) -> String {
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match order {
        OpeningOrder::Open(path) => text!(language, "desktop-opening", name = name(path)),
        OpeningOrder::Create(new) => text!(language, "desktop-creating", name = name(&new.path)),
        OpeningOrder::Demo(_) => text!(language, "desktop-making-demo"),
    }
}

/// What is said while work runs.
pub(super) fn work_text(work: Work, language: Language) -> String {
    match work {
        Work::Exporting => text!(language, "desktop-exporting"),
        Work::Copying => text!(language, "desktop-copying"),
        Work::Erasing => text!(language, "desktop-erasing"),
        Work::Revising => text!(language, "desktop-revising"),
    }
}

impl App {
    pub(super) fn begin_opening(&mut self, order: OpeningOrder) {
        if self.opening.is_some() || !self.may_leave_study() {
            return;
        }
        self.close_study();
        self.failure = None;
        if self.screen.needs_study() {
            self.apply(crate::desktop::context::Action::GoHome);
        }
        let closing = std::mem::take(&mut self.closing);
        match Opening::start(order.clone(), self.settings.language(), self.demo, closing, self.ctx.clone()) {
            Ok(opening) => self.opening = Some(opening),
            Err(error) => self.failure = Some(Failure { text: error.to_string(), again: Some(order) }),
        }
    }

    pub(super) fn hear_opening(&mut self) {
        let Some((order, answer)) =
            self.opening.as_ref().and_then(|opening| Some((opening.order.clone(), opening.answer()?)))
        else {
            return;
        };
        self.opening = None;
        let language = self.settings.language();
        let opened = answer.and_then(|opened| {
            StudyHandle::new(opened, &self.ctx).map_err(|error| NotOpened::Study(error.text(language)))
        });
        match opened {
            Ok(study) => {
                let path = std::path::absolute(&study.path).unwrap_or_else(|_| study.path.clone());
                self.change_settings(|settings| settings.remember(&path));
                self.study = Some(study);
                if matches!(self.overlay, Some(Overlay::NewStudy(_))) {
                    self.close_overlay();
                }
                self.go(Screen::Study(Box::default()));
            }
            Err(why) => match &mut self.overlay {
                Some(Overlay::NewStudy(dialog)) => dialog.failed(why),
                _ => self.failure = Some(Failure { text: why.text(), again: Some(order) }),
            },
        }
    }

    pub(super) fn hear_study(&mut self) {
        let Some(study) = &mut self.study else { return };
        // What was typed before this frame belongs to the screen and session it was typed in.
        self.screen.hand_over(study);
        for happening in study.hear() {
            self.take(happening);
        }
        if self.study.as_ref().is_none_or(|study| study.problem.is_some()) {
            self.starting = false;
            self.early_events.clear();
        }
    }

    fn take(&mut self, happening: Happening) {
        let language = self.settings.language();
        match happening {
            // It was given up meanwhile: a problem stood in the way.
            Happening::KeyingReady(_) if !self.starting => {}
            Happening::Changed => {
                if let Screen::Stacks(screen) = &mut self.screen {
                    screen.changed();
                }
            }
            Happening::KeyingReady(start) => {
                self.supervisor = None;
                self.keyer_at_work = true;
                self.wake_sounder();
                self.keyer = Some(start.operator.id);
                self.begin_work(Screen::Keying(Box::new(KeyingScreen::new(*start))));
            }
            Happening::KeyingFetched(found) => {
                if let Screen::Keying(screen) = &mut self.screen {
                    screen.fetched(found);
                }
            }
            // Who audits sees nothing of the study: no supervisor from here on.
            Happening::SupervisorReady(operator, AfterSupervisor::Audit) => {
                self.supervisor = None;
                self.keyer_at_work = true;
                self.begin_work(Screen::Audit(Box::new(AuditScreen::new(operator))));
            }
            Happening::SupervisorReady(operator, then) => {
                self.supervisor = Some(operator.clone());
                self.keyer_at_work = false;
                if then == AfterSupervisor::Pace {
                    self.read_pace();
                }
                // Pairing comes before values: it is offered once, where something looks mispaired.
                let offered = matches!(self.screen, Screen::Pairing(_));
                let mispaired = self.study.as_ref().and_then(|study| study.review.as_ref());
                let mispaired = mispaired.is_some_and(|review| !review.proposals.open.is_empty());
                let then = match then {
                    AfterSupervisor::Settling if mispaired && !offered => AfterSupervisor::Pairing,
                    then => then,
                };
                let screen = match then {
                    AfterSupervisor::Plan => return self.show_plan(),
                    AfterSupervisor::Pairing => Screen::Pairing(Box::new(PairingScreen::new(operator))),
                    AfterSupervisor::Settling => {
                        self.wake_sounder();
                        Screen::Settling(Box::new(SettlingScreen::new(operator)))
                    }
                    AfterSupervisor::Pace => Screen::Pace(PaceScreen::new(None)),
                    AfterSupervisor::Sheet(number) => {
                        Screen::Sheet(Box::new(SheetScreen::new(number, operator)))
                    }
                    AfterSupervisor::Stacks => Screen::Stacks(Box::default()),
                    AfterSupervisor::Notes => Screen::Notes(Box::default()),
                    AfterSupervisor::Quality | AfterSupervisor::Audit => {
                        Screen::Quality(Box::new(QualityScreen::new(operator)))
                    }
                };
                self.begin_work(screen);
            }
            Happening::Exported(order, summary) => {
                self.failure = None;
                if let Screen::Export(screen) = &mut self.screen {
                    screen.done(order, summary);
                } else {
                    let name = order.path.display().to_string();
                    self.notices
                        .push(Notice::new(Tone::Done, text!(language, "desktop-export-done", path = name)));
                }
            }
            Happening::NotExported(order, ExportError::Exists { .. }) => {
                self.overlay =
                    Some(Overlay::Overwrite(Box::new(OverwriteDialog::new(Writing::Export(order)))));
            }
            Happening::NotExported(_, error @ ExportError::Stopped) => {
                self.notices.push(Notice::new(Tone::Info, error.text(language)));
            }
            Happening::NotExported(_, error) => {
                self.failure = Some(Failure { text: error.text(language), again: None });
            }
            Happening::CopyExists(path) => {
                self.overlay = Some(Overlay::Overwrite(Box::new(OverwriteDialog::new(Writing::Copy(path)))));
            }
            Happening::Copied(path) => {
                let path = path.display().to_string();
                self.notices.push(Notice::new(Tone::Done, text!(language, "desktop-copied", path = path)));
            }
            Happening::Supervised(outcome) => self.supervised(outcome),
            Happening::EarlyCount(number, differences) => {
                if let Screen::Keying(screen) = &mut self.screen {
                    screen.counted(number, differences);
                }
            }
            // Settling may have begun before it was known which sheets look mispaired.
            Happening::Compared => {
                let review = self.study.as_ref().and_then(|study| study.review.as_ref());
                let mispaired = review.is_some_and(|review| !review.proposals.open.is_empty());
                if mispaired && matches!(self.screen, Screen::Settling(_)) {
                    let text = text!(language, "comparing-mispaired");
                    self.notices.push(Notice::new(Tone::Warning, text));
                }
            }
            // Without anything from before, the screens say so themselves.
            Happening::ComparingStopped if self.study.as_ref().is_none_or(|study| study.review.is_none()) => {
            }
            Happening::ComparingStopped => {
                let key = self.keymap.name(language, Command::Retry);
                let text = text!(language, "comparing-stopped", key = key);
                self.notices.push(Notice::new(Tone::Info, text));
            }
            Happening::Warned(warning) => {
                self.notices.push(Notice::new(Tone::Warning, warning.text(language)));
            }
        }
    }

    /// The dialog that ordered it shows it; else a notice does.
    fn supervised(&mut self, outcome: Outcome) {
        let language = self.settings.language();
        let notice = |words| Notice::new(Tone::Done, words);
        match (&mut self.overlay, outcome) {
            (Some(Overlay::Erase(dialog)), outcome) => dialog.answered(&outcome, language),
            (overlay, Outcome::Revised(version)) => {
                if matches!(overlay, Some(Overlay::Revise(_))) {
                    self.apply(Action::CloseOverlay);
                }
                self.notices.push(notice(text!(language, "supervision-revised", version = version)));
            }
            (Some(Overlay::Revise(dialog)), outcome) => dialog.answered(outcome),
            (_, Outcome::Erased(_, path)) => {
                let path = path.display().to_string();
                self.notices.push(notice(text!(language, "supervision-certificate", path = path)));
            }
            (_, Outcome::Protected) => self.notices.push(notice(text!(language, "supervision-protected"))),
            (_, Outcome::Failed(text)) => self.failure = Some(Failure { text, again: None }),
            (_, Outcome::Compared(_)) => {}
        }
    }

    /// The plan is a dialog over the study's screen.
    fn show_plan(&mut self) {
        self.starting = false;
        self.early_events.clear();
        self.close_overlay();
        if let Some(snapshot) = self.study.as_ref().and_then(|study| study.snapshot.as_ref()) {
            let dialog = PlanDialog::new(snapshot.plan.clone());
            self.overlay = Some(Overlay::Plan(Box::new(dialog)));
        }
    }

    /// Opens a screen that was waited for, and gives it what was typed meanwhile.
    pub(super) fn begin_work(&mut self, screen: Screen) {
        self.overlay = None;
        self.starting = false;
        self.go(screen);
        let early = std::mem::take(&mut self.early_events);
        self.give_events(early);
    }

    /// Whether the study may be left: answers that the disk has not taken hold it back once, with a word.
    pub(super) fn may_leave_study(&mut self) -> bool {
        let held_up = self
            .study
            .as_ref()
            .and_then(|study| study.problem.as_ref())
            .is_some_and(|problem| problem.waiting > 0);
        if held_up && !self.warned_unsaved {
            self.warned_unsaved = true;
            let text = text!(self.settings.language(), "desktop-close-unsaved");
            self.notices.push(Notice::new(Tone::Problem, text));
            return false;
        }
        true
    }

    /// What could not be brought to disk while a study was closed stands on the screen.
    pub(super) fn hear_closing(&mut self) {
        let (closed, closing) = std::mem::take(&mut self.closing)
            .into_iter()
            .partition(|closing: &JoinHandle<_>| closing.is_finished());
        self.closing = closing;
        for closed in Vec::<JoinHandle<Result<(), Unclosed>>>::into_iter(closed) {
            if let Ok(Err(unclosed)) = closed.join() {
                let text = unclosed.error.text(self.settings.language());
                self.failure = Some(Failure { text, again: None });
            }
        }
    }

    /// Closes the study on a thread of its own.
    pub(super) fn close_study(&mut self) {
        if let Some(study) = &mut self.study {
            self.screen.leave(study);
            if let Some(behind) = &mut self.behind {
                behind.leave(study);
            }
        }
        self.keyer = None;
        if let Some(opening) = self.opening.take() {
            opening.stop();
        }
        self.warned_unsaved = false;
        self.keyer_at_work = false;
        self.closing.extend(self.study.take().and_then(StudyHandle::close));
        self.supervisor = None;
        self.behind = None;
    }

    /// Whether answers wait for the disk: nothing else is begun before they are kept, and this is said.
    pub(super) fn answers_wait(&mut self) -> bool {
        let waits = self.study.as_ref().is_some_and(StudyHandle::answers_wait);
        if waits {
            let text = text!(self.settings.language(), "stacks-answers-wait");
            self.notices.push(Notice::new(Tone::Warning, text));
        }
        waits
    }

    pub(super) fn change_study(&mut self, change: Change) {
        if let (Some(study), Some(supervisor)) = (&mut self.study, &self.supervisor) {
            study.change(supervisor.id, change);
        }
    }

    pub(super) fn start_keying(&mut self, operator: String, pass: Pass, batch: BatchChoice) {
        if self.answers_wait() {
            return;
        }
        let today = (self.clock)().to_zoned(TimeZone::UTC).date();
        self.change_settings(|settings| settings.operator.clone_from(&operator));
        self.is_at_work(&operator);
        if let Some(study) = &mut self.study {
            study.begin_keying(operator, pass, batch, today);
            self.starting = true;
        }
    }

    pub(super) fn start_supervising(&mut self, operator: String, then: AfterSupervisor) {
        if then != AfterSupervisor::Audit && self.settings.supervisor != operator {
            self.change_settings(|settings| settings.supervisor.clone_from(&operator));
        }
        self.is_at_work(&operator);
        if let Some(study) = &mut self.study {
            study.begin_supervising(operator, then);
            self.starting = true;
        }
    }

    pub(super) fn stop_work(&mut self) {
        if let Some(opening) = self.opening.take() {
            opening.stop();
        } else if let Some(study) = &mut self.study {
            study.stop_export();
        }
    }

    pub(super) fn retry(&mut self) {
        if let Some(study) = self.study.as_mut().filter(|study| study.problem.is_some()) {
            study.retry();
        } else if let Some(study) = self.study.as_mut().filter(|study| study.comparing_stopped()) {
            study.refresh();
        } else if let Some(order) = self.failure.take().and_then(|failure| failure.again) {
            self.begin_opening(order);
        }
    }

    pub(super) fn dismiss_problem(&mut self) {
        match self.study.as_mut().filter(|study| study.problem.is_some()) {
            Some(study) => study.dismiss_problem(),
            None => self.failure = None,
        }
    }

    pub(super) fn show_folder(&mut self, folder: &Path) {
        let opener = if cfg!(target_os = "windows") {
            "explorer"
        } else if cfg!(target_os = "macos") {
            "open"
        } else {
            "xdg-open"
        };
        if std::process::Command::new(opener).arg(folder).spawn().is_err() {
            let text = text!(
                self.settings.language(),
                "desktop-no-file-manager",
                folder = folder.display().to_string()
            );
            self.notices.push(Notice::new(Tone::Info, text));
        }
    }

    /// A name for a copy, beside the study, with the day.
    pub(super) fn copy_name(&self) -> String {
        let Some(study) = &self.study else { return String::new() };
        let day = (self.clock)().to_zoned(TimeZone::system()).date();
        let stem = study.path.file_stem().unwrap_or_default().to_string_lossy();
        study.path.with_file_name(format!("{stem} {day}.recto")).to_string_lossy().into_owned()
    }

    /// Where an export is proposed to go: beside the study.
    pub(super) fn export_name(&self) -> PathBuf {
        self.study.as_ref().map(|study| study.path.with_extension("xlsx")).unwrap_or_default()
    }

    /// The window is to close: where it stood is remembered; unsaved answers hold it back once.
    pub(super) fn close_requested(&mut self, ui: &egui::Ui) {
        if !self.may_leave_study() {
            self.ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            return;
        }
        self.remember_window(ui);
    }

    fn remember_window(&mut self, ui: &egui::Ui) {
        // Asked for before the input is held: asking the context inside would wait for itself.
        let zoom = ui.ctx().zoom_factor();
        let place = ui.input(|input| {
            let viewport = input.viewport();
            let inner = viewport.inner_rect?;
            Some(WindowPlace {
                width: inner.width() * zoom,
                height: inner.height() * zoom,
                left: viewport.outer_rect.map(|outer| outer.left() * zoom),
                top: viewport.outer_rect.map(|outer| outer.top() * zoom),
                maximized: viewport.maximized.unwrap_or(false),
            })
        });
        if place.is_some() {
            self.change_settings(|settings| settings.window = place);
        }
    }
}
