//! Asking for a file: the system's dialog on a thread of its own, behind a small trait, because it may
//! hang or show nothing (see `reference/egui.md`); a typed path is offered beside it everywhere.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

/// What a file is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A study to open.
    OpenStudy,
    /// The file of a new study.
    NewStudy,
    /// A questionnaire's definition.
    Questionnaire,
    /// A folder for the demo.
    DemoFolder,
    /// The file of an export.
    Export,
    /// A copy of the study.
    SaveCopy,
    /// The card of the keys.
    KeyCard,
    /// Printed practice sheets.
    PracticeSheets,
}

impl Purpose {
    /// The endings of the file, without a dot, and the text id that names the kind.
    pub fn endings(self) -> (&'static [&'static str], &'static str) {
        match self {
            Self::OpenStudy | Self::NewStudy | Self::SaveCopy => (&["recto"], "desktop-kind-study"),
            Self::Questionnaire => (&["toml"], "desktop-kind-questionnaire"),
            Self::Export => (&["csv", "xlsx"], "desktop-kind-export"),
            Self::KeyCard | Self::PracticeSheets => (&["pdf"], "desktop-kind-card"),
            Self::DemoFolder => (&[], "desktop-kind-folder"),
        }
    }

    /// Whether a file is made rather than read.
    pub fn writes(self) -> bool {
        !matches!(self, Self::OpenStudy | Self::Questionnaire | Self::DemoFolder)
    }
}

/// A question for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileQuestion {
    /// What for.
    pub purpose: Purpose,
    /// Title of the dialog, in the window's language.
    pub title: String,
    /// Where to begin: a folder or a proposed file.
    pub start: Option<PathBuf>,
}

/// The answer: the question's purpose, and a path unless it was cancelled or nothing could be shown.
pub type FileAnswer = (Purpose, Option<PathBuf>);

/// Asks the user for files.
pub trait FilePicker: Send {
    /// Asks; the answer comes later through [`FilePicker::answer`]. False if a dialog is open already.
    fn ask(&mut self, question: FileQuestion, repaint: egui::Context) -> bool;

    /// The answer, once.
    fn answer(&mut self) -> Option<FileAnswer>;
}

/// The system's own dialogs.
pub struct SystemPicker {
    open: Arc<AtomicBool>,
    answers: (Sender<FileAnswer>, Receiver<FileAnswer>),
}

impl Default for SystemPicker {
    fn default() -> Self {
        Self { open: Arc::default(), answers: channel() }
    }
}

impl FilePicker for SystemPicker {
    fn ask(&mut self, question: FileQuestion, repaint: egui::Context) -> bool {
        if self.open.swap(true, Ordering::SeqCst) {
            return false;
        }
        let (open, answers) = (Arc::clone(&self.open), self.answers.0.clone());
        let purpose = question.purpose;
        let started = std::thread::Builder::new().name("file dialog".to_owned()).spawn(move || {
            let path = show(&question);
            open.store(false, Ordering::SeqCst);
            answers.send((question.purpose, path)).ok();
            repaint.request_repaint();
        });
        if started.is_err() {
            self.open.store(false, Ordering::SeqCst);
            self.answers.0.send((purpose, None)).ok();
        }
        true
    }

    fn answer(&mut self) -> Option<FileAnswer> {
        self.answers.1.try_recv().ok()
    }
}

fn show(question: &FileQuestion) -> Option<PathBuf> {
    let mut dialog = rfd::FileDialog::new().set_title(&question.title);
    let (endings, _) = question.purpose.endings();
    if !endings.is_empty() {
        dialog = dialog.add_filter(endings.join(", "), endings);
    }
    if let Some(start) = &question.start {
        if start.is_dir() {
            dialog = dialog.set_directory(start);
        } else {
            if let Some(folder) = start.parent().filter(|folder| folder.is_dir()) {
                dialog = dialog.set_directory(folder);
            }
            if let Some(name) = start.file_name() {
                dialog = dialog.set_file_name(name.to_string_lossy());
            }
        }
    }
    match question.purpose {
        Purpose::DemoFolder => dialog.pick_folder(),
        purpose if purpose.writes() => dialog.save_file(),
        _ => dialog.pick_file(),
    }
}

/// Answers from a list, for tests.
#[derive(Default)]
pub struct ScriptedPicker {
    script: std::collections::VecDeque<Option<PathBuf>>,
    waiting: Option<FileAnswer>,
}

impl ScriptedPicker {
    /// What to answer, in order; `None` is a dialog that was cancelled or could not be shown.
    pub fn new(script: impl IntoIterator<Item = Option<PathBuf>>) -> Self {
        Self { script: script.into_iter().collect(), waiting: None }
    }
}

impl FilePicker for ScriptedPicker {
    fn ask(&mut self, question: FileQuestion, repaint: egui::Context) -> bool {
        self.waiting = Some((question.purpose, self.script.pop_front().flatten()));
        repaint.request_repaint();
        true
    }

    fn answer(&mut self) -> Option<FileAnswer> {
        self.waiting.take()
    }
}
