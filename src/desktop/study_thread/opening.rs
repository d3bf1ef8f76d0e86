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

/// Makes a demo study in a folder and gives back its file, or a sentence. It stops when told to.
pub type DemoMaker = fn(&Path, Language, &AtomicBool) -> Result<PathBuf, String>;

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

/// A study that is being opened.
pub struct Opening {
    /// What was asked for.
    pub order: OpeningOrder,
    stopped: Arc<AtomicBool>,
    answer: Receiver<Result<Opened, String>>,
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
            let opened = open(&wanted, language, demo, &stop);
            // Nobody waits for it any more: it is closed again.
            if !stop.load(Ordering::SeqCst) {
                answers.send(opened).ok();
                repaint.request_repaint();
            }
        })?;
        Ok(Self { order, stopped, answer })
    }

    /// The study once it is open, or why it is not.
    pub fn answer(&self) -> Option<Result<Opened, String>> {
        match self.answer.try_recv() {
            Ok(opened) => Some(opened),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(String::new())),
        }
    }

    /// Gives up.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
    }
}

fn open(
    order: &OpeningOrder,
    language: Language,
    demo: DemoMaker,
    stop: &AtomicBool,
) -> Result<Opened, String> {
    let station = Station::of_this_machine();
    let study = match order {
        OpeningOrder::Open(path) => Study::open(path, &station),
        OpeningOrder::Create(new) => {
            let questionnaire = read_questionnaire(&new.questionnaire, language)?;
            Study::create(&new.path, &questionnaire, &station)
        }
        OpeningOrder::Demo(folder) => Study::open(&demo(folder, language, stop)?, &station),
    };
    study.map(|study| Opened { study }).map_err(|error| error.text(language))
}

/// At most this many problems of a questionnaire are shown; `recto check` lists all.
const PROBLEMS_SHOWN: usize = 5;

fn read_questionnaire(path: &Path, language: Language) -> Result<Questionnaire, String> {
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

/// Makes the demo with the program's own command, in a process that can be stopped.
pub fn demo_by_command(folder: &Path, language: Language, stop: &AtomicBool) -> Result<PathBuf, String> {
    let failed = |detail: String| text!(language, "desktop-demo-failed", detail = detail);
    let program = std::env::current_exe().map_err(|error| failed(error.to_string()))?;
    let mut child = std::process::Command::new(program)
        .args(["--messages", language.code(), "demo"])
        .arg(folder)
        .arg("--no-window")
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .map_err(|error| failed(error.to_string()))?;
    loop {
        if stop.load(Ordering::SeqCst) {
            child.kill().ok();
        }
        match child.try_wait() {
            Ok(Some(status)) if status.success() => break,
            Ok(Some(_)) => {
                let mut said = String::new();
                if let Some(mut errors) = child.stderr.take() {
                    std::io::Read::read_to_string(&mut errors, &mut said).ok();
                }
                return Err(failed(said.trim().to_owned()));
            }
            Ok(None) => std::thread::sleep(std::time::Duration::from_millis(50)),
            Err(error) => return Err(failed(error.to_string())),
        }
    }
    study_in(folder).ok_or_else(|| failed(folder.display().to_string()))
}

fn study_in(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?.filter_map(Result::ok).map(|entry| entry.path());
    let mut studies: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "recto")).collect();
    studies.sort();
    studies.into_iter().next()
}
