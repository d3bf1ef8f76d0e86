//! Opening, making and demonstrating a study, on a thread of its own: until it is open there is nothing
//! to show but that it is being opened.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread::JoinHandle;

use crate::desktop::context::NewStudy;
use crate::questionnaire::{self, Questionnaire, Severity};
use crate::study::{Station, Study, Unclosed};
use crate::text;
use crate::texts::{Language, text_with};

/// Makes a demo study in a folder and gives back its file, or a sentence.
pub type DemoMaker = fn(&Path, Language) -> Result<PathBuf, String>;

/// What is to be opened.
#[derive(Clone, Debug)]
pub enum OpeningOrder {
    /// A file.
    Open(PathBuf),
    /// A new study.
    Create(NewStudy),
    /// A demo study, in a folder.
    Demo(PathBuf),
}

/// A study, open.
pub struct Opened {
    /// The study.
    pub study: Study,
}

/// Why a study is not open: a sentence.
#[derive(Clone, Debug)]
pub enum NotOpened {
    /// The questionnaire of a new study cannot be read.
    Questionnaire(String),
    /// The study cannot be opened or made.
    Study(String),
}

impl NotOpened {
    /// The sentence.
    pub fn text(self) -> String {
        match self {
            Self::Questionnaire(text) | Self::Study(text) => text,
        }
    }
}

/// A study that is being opened.
pub struct Opening {
    /// What was asked for.
    pub order: OpeningOrder,
    stopped: Arc<AtomicBool>,
    answer: Receiver<Result<Opened, NotOpened>>,
}

impl Opening {
    /// Begins, after the studies that are being closed: they may be the same file.
    pub fn start(
        order: OpeningOrder,
        language: Language,
        demo: DemoMaker,
        closing: Vec<JoinHandle<Result<(), Unclosed>>>,
        repaint: egui::Context,
    ) -> std::io::Result<Self> {
        let (answers, answer) = channel();
        let stopped = Arc::new(AtomicBool::new(false));
        let (wanted, stop) = (order.clone(), Arc::clone(&stopped));
        std::thread::Builder::new().name("recto-open".to_owned()).spawn(move || {
            for closed in closing {
                closed.join().ok();
            }
            let opened = open(&wanted, language, demo);
            // Nobody waits for it any more: it is closed again.
            if !stop.load(Ordering::SeqCst) {
                answers.send(opened).ok();
                repaint.request_repaint();
            }
        })?;
        Ok(Self { order, stopped, answer })
    }

    /// The study once it is open, or why it is not.
    pub fn answer(&self) -> Option<Result<Opened, NotOpened>> {
        match self.answer.try_recv() {
            Ok(opened) => Some(opened),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(NotOpened::Study(String::new()))),
        }
    }

    /// Gives up.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
    }
}

fn open(order: &OpeningOrder, language: Language, demo: DemoMaker) -> Result<Opened, NotOpened> {
    let station = Station::of_this_machine();
    let study = match order {
        OpeningOrder::Open(path) => Study::open(path, &station),
        OpeningOrder::Create(new) => {
            let questionnaire = read_questionnaire(&new.questionnaire, language);
            let questionnaire = questionnaire.map_err(NotOpened::Questionnaire)?;
            Study::create(&new.path, &questionnaire, &station)
        }
        OpeningOrder::Demo(folder) => {
            Study::open(&demo(folder, language).map_err(NotOpened::Study)?, &station)
        }
    };
    study.map(|study| Opened { study }).map_err(|error| NotOpened::Study(error.text(language)))
}

/// At most this many problems of a questionnaire are shown; `recto check` lists all.
const PROBLEMS_SHOWN: usize = 5;

pub(super) fn read_questionnaire(path: &Path, language: Language) -> Result<Questionnaire, String> {
    let shown = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| {
        text!(language, "study-questionnaire-unreadable", path = shown.as_str(), detail = error.to_string())
    })?;
    let reading = questionnaire::read(&bytes);
    let errors: Vec<_> =
        reading.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    reading.questionnaire.ok_or_else(|| {
        let mut lines =
            vec![text!(language, "study-questionnaire-faulty", path = shown.as_str(), errors = errors.len())];
        for found in errors.iter().take(PROBLEMS_SHOWN) {
            let arguments: Vec<_> =
                found.arguments.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
            let sentence = text_with(language, &format!("diagnostic-{}", found.code), &arguments);
            lines.push(text!(
                language,
                "desktop-diagnostic",
                line = found.line,
                column = found.column,
                sentence = sentence
            ));
        }
        lines.join("\n")
    })
}
