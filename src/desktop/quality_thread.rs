//! What is computed for the quality page and for audits, on a thread of its own: the window asks and looks
//! whether the answer is there. No painting, no rules (see `compare::quality`).

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use crate::compare::quality::audit::{audits, draw, seen_by};
use crate::compare::quality::{Audit, Quality};
use crate::compare::{Review, Watch};
use crate::export::quality_files;
use crate::export::quality_page::{QualityPage, Source};
use crate::study::{AuditUnit, OperatorId, Said};
use crate::texts::Language;

/// How far an answer is.
pub enum Coming<T> {
    /// Not there yet.
    OnItsWay,
    /// There.
    Here(T),
    /// It was taken already, or the work could not be done.
    Never,
}

/// The newest audit, and its sheets that its reader keyed or settled.
pub type ForReader = Option<(Audit, Vec<String>)>;

/// Work on its way, and its answer. Dropped, the work ends soon.
pub struct Computing<T> {
    answer: Receiver<T>,
    watch: Watch,
}

impl<T> Drop for Computing<T> {
    fn drop(&mut self) {
        self.watch.stop();
    }
}

impl<T: Send + 'static> Computing<T> {
    /// Begins the work; the window is woken when it is done.
    fn start(wake: egui::Context, work: impl FnOnce() -> T + Send + 'static) -> Self {
        Self::watched(wake, |_| Some(work()))
    }

    /// The same with work that says how far it is and can be stopped; stopped, it has no answer.
    fn watched(wake: egui::Context, work: impl FnOnce(&Watch) -> Option<T> + Send + 'static) -> Self {
        let (sender, answer) = channel();
        let watch = Watch::default();
        let watched = watch.clone();
        let begun = std::thread::Builder::new().name("recto-quality".to_owned()).spawn(move || {
            if let Some(answer) = work(&watched) {
                sender.send(answer).ok();
            }
            wake.request_repaint();
        });
        if let Err(error) = begun {
            tracing::warn!("no thread for the quality page: {error}");
        }
        Self { answer, watch }
    }

    /// Sheets looked at, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        self.watch.progress()
    }

    /// The answer, once.
    pub fn answer(&self) -> Coming<T> {
        match self.answer.try_recv() {
            Ok(answer) => Coming::Here(answer),
            Err(TryRecvError::Empty) => Coming::OnItsWay,
            Err(TryRecvError::Disconnected) => Coming::Never,
        }
    }
}

/// What the quality page shows.
pub struct Shown {
    /// The page, operators named.
    pub page: QualityPage,
    /// Whether an audit has something left to be read.
    pub audit_waits: bool,
}

/// Makes the page.
pub fn page(review: Arc<Review>, language: Language, wake: egui::Context) -> Computing<Shown> {
    Computing::watched(wake, move |watch| {
        let (snapshot, comparison) = (&*review.snapshot, &review.comparison);
        let quality = Quality::watched(snapshot, comparison, watch)?;
        let source = Source { snapshot, comparison, quality: &quality, names: true, language };
        let audit_waits = quality.audit().is_some_and(|audit| !audit.left.is_empty());
        Some(Shown { page: QualityPage::of(&source), audit_waits })
    })
}

/// Writes the printed page, operators unnamed, beside the study under a name that is free; says where.
pub fn print(
    review: Arc<Review>,
    study: PathBuf,
    language: Language,
    wake: egui::Context,
) -> Computing<Result<PathBuf, String>> {
    Computing::start(wake, move || {
        let (snapshot, comparison) = (&*review.snapshot, &review.comparison);
        let quality = Quality::of(snapshot, comparison);
        let source = Source { snapshot, comparison, quality: &quality, names: false, language };
        let stem = study.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let word = crate::text!(language, "quality-file");
        let named = |at: u32| {
            let number = if at < 2 { String::new() } else { format!(" {at}") };
            study.with_file_name(format!("{stem} {word}{number}.html"))
        };
        let path = (1..1000).map(named).find(|path| !path.exists()).unwrap_or_else(|| named(1));
        quality_files::write(&source, &path, false).map(|()| path).map_err(|error| error.text(language))
    })
}

/// Draws an audit; nothing where no cell is agreed.
pub fn draw_audit(
    review: Arc<Review>,
    wanted: (AuditUnit, usize),
    wake: egui::Context,
) -> Computing<Option<Said>> {
    Computing::start(wake, move || {
        let drawn = audits(&review.snapshot, &review.comparison).len() as u64;
        let seed = u64::from(review.snapshot.plan.seed.0) + drawn;
        draw(&review.snapshot, &review.comparison, wanted, seed).ok()
    })
}

/// The newest audit, and its sheets that this person keyed or settled.
pub fn newest_audit(review: Arc<Review>, reader: OperatorId, wake: egui::Context) -> Computing<ForReader> {
    Computing::start(wake, move || {
        let audit = audits(&review.snapshot, &review.comparison).pop()?;
        let seen = seen_by(&review.snapshot, audit.id, reader);
        Some((audit, seen))
    })
}
