//! The study being read and its keyings compared: on the study's thread and on one of its own, so that
//! entries are not held up; how far that is, what was found so far, and stopping it. No rules (see
//! `compare`).

use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::answers::{Happening, Reply};
use super::{StudyHandle, answers};
use crate::compare::{Review, Watch};
use crate::desktop::board::Board;
use crate::desktop::stacks::Stacks;
use crate::study::{Snapshot, Study, StudyError};

/// How the reading and comparing of the study stands.
#[derive(Default)]
pub(super) struct Comparing {
    pub(super) state: State,
    watch: Watch,
    /// The first sheets, while nothing whole is there.
    found: Option<Arc<Review>>,
    /// It was stopped, and nothing was compared since.
    stopped: bool,
    /// What runs is of a questionnaire that is no longer worked on.
    left: bool,
}

/// Whether the study is being read again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum State {
    #[default]
    No,
    Running,
    /// Something changed since the reading began.
    RunningAndStale,
}

/// A study that was read and compared, with what its screens show of it.
#[derive(Clone)]
pub(super) struct ReadStudy {
    review: Arc<Review>,
    board: Arc<Board>,
    board_of_keyers: Arc<Board>,
    stacks: Arc<Stacks>,
}

/// Where to what is read goes, and what is known already.
struct Reader {
    before: Option<ReadStudy>,
    watch: Watch,
    replies: Sender<Reply>,
    wake: egui::Context,
}

impl StudyHandle {
    /// Reads the study again, and compares its two keyings on a thread of their own.
    pub fn refresh(&mut self) {
        if self.comparing.state != State::No {
            self.comparing.state = State::RunningAndStale;
            return;
        }
        let Some(questionnaire) = self.questionnaire().map(|questionnaire| questionnaire.id.clone()) else {
            return;
        };
        let watch = Watch::default();
        self.comparing = Comparing { state: State::Running, watch: watch.clone(), ..Comparing::default() };
        let (replies, wake) = (self.replies.0.clone(), self.repaint.clone());
        let reader = Reader { before: self.read_last(), watch, replies, wake };
        self.task(move |study| reader.read(study, &questionnaire));
    }

    fn read_last(&self) -> Option<ReadStudy> {
        Some(ReadStudy {
            review: self.review.clone()?,
            board: self.board.clone()?,
            board_of_keyers: self.board_of_keyers.clone()?,
            stacks: self.stacks.clone()?,
        })
    }

    /// Sheets compared and how many there are, while nothing was ever compared and that is awaited.
    pub fn awaited(&self) -> Option<(usize, usize)> {
        (self.review.is_none() && self.comparing.state != State::No).then(|| self.comparing.watch.progress())
    }

    /// The whole review; while there is none, what was found so far.
    pub fn found_so_far(&self) -> Option<&Arc<Review>> {
        self.review.as_ref().or(self.comparing.found.as_ref())
    }

    /// Stops comparing: what was there before stays.
    pub fn stop_comparing(&mut self) {
        self.comparing.watch.stop();
    }

    /// Another questionnaire is worked on: what was found of the one before is none of it.
    pub(super) fn leave_comparing(&mut self) {
        self.comparing.found = None;
        self.comparing.left = true;
        self.comparing.watch.stop();
    }

    /// A decision was kept. Where comparing was stopped before anything whole was there, nobody wants it
    /// begun again by that.
    pub(super) fn decision_kept(&mut self) {
        if self.review.is_some() || !self.comparing.stopped {
            self.refresh();
        }
    }

    /// Whether comparing was stopped, and not begun again.
    pub fn comparing_stopped(&self) -> bool {
        self.comparing.stopped
    }

    pub(super) fn take_found(&mut self, found: Arc<Review>) {
        if self.review.is_none() && self.is_of_chosen(&found.snapshot) {
            self.comparing.found = Some(found);
        }
    }

    /// The study was read: what needs no comparison can begin.
    pub(super) fn take_snapshot(&mut self, snapshot: Arc<Snapshot>) {
        if self.snapshot.is_none() && self.is_of_chosen(&snapshot) {
            self.snapshot = Some(snapshot);
        }
    }

    pub(super) fn take_reading(&mut self, read: ReadStudy, happened: &mut Vec<Happening>) {
        if self.is_of_chosen(&read.review.snapshot) {
            if self.review.is_none() {
                happened.push(Happening::Compared);
            }
            self.snapshot = Some(Arc::clone(&read.review.snapshot));
            self.review = Some(read.review);
            self.board = Some(read.board);
            self.board_of_keyers = Some(read.board_of_keyers);
            self.stacks = Some(read.stacks);
            self.comparing.found = None;
        }
        self.reading_ended();
    }

    pub(super) fn take_stop(&mut self, happened: &mut Vec<Happening>) {
        if self.comparing.left {
            return self.reading_ended();
        }
        // What changed meanwhile is looked at with the next reading: somebody wants none now.
        self.comparing = Comparing { stopped: true, ..Comparing::default() };
        happened.push(Happening::ComparingStopped);
    }

    /// A reading ended; another one begins where something changed meanwhile.
    pub(super) fn reading_ended(&mut self) {
        if std::mem::take(&mut self.comparing.state) == State::RunningAndStale {
            self.refresh();
        }
    }

    fn is_of_chosen(&self, snapshot: &Snapshot) -> bool {
        self.questionnaire().is_some_and(|chosen| chosen.id == snapshot.questionnaire.id)
    }
}

impl Reader {
    /// Reads everything on the study's thread, compares on another.
    fn read(self, study: &mut Study, questionnaire: &str) {
        let snapshot = match study.snapshot(questionnaire) {
            Ok(snapshot) => Arc::new(snapshot),
            Err(error) => return self.answer(Reply::Read(Err(error))),
        };
        self.answer(Reply::Snapshot(Arc::clone(&snapshot)));
        let path = study.path().to_owned();
        let failed = (self.replies.clone(), self.wake.clone(), path.clone());
        let started = std::thread::Builder::new().name("recto-compare".to_owned()).spawn(move || {
            // Whatever goes wrong here, the window hears of it and does not wait for ever.
            let compared = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.compare(snapshot)));
            let detail = || "the comparison ended unexpectedly".to_owned();
            self.answer(match compared {
                Ok(Some(read)) => Reply::Read(Ok(Box::new(read))),
                Ok(None) => Reply::ComparingStopped,
                Err(_) => Reply::Read(Err(StudyError::Io { path, detail: detail() })),
            });
        });
        if let Err(error) = started {
            let (replies, wake, path) = failed;
            replies.send(Reply::Read(Err(StudyError::Io { path, detail: error.to_string() }))).ok();
            wake.request_repaint();
        }
    }

    fn answer(&self, reply: answers::Reply) {
        self.replies.send(reply).ok();
        self.wake.request_repaint();
    }

    /// After a decision only the sheets that were decided on; `None` when it was stopped.
    fn compare(&self, snapshot: Arc<Snapshot>) -> Option<ReadStudy> {
        if let Some(again) = self.before.as_ref().and_then(|before| before.after(&snapshot)) {
            return Some(again);
        }
        let review = Review::watched(snapshot, &self.watch, |found| {
            if self.before.is_none() {
                self.answer(Reply::Found(Arc::new(found)));
            }
        });
        review.map(ReadStudy::of)
    }
}

impl ReadStudy {
    fn of(review: Review) -> Self {
        let board = Board::of(&review);
        let stacks = Arc::new(Stacks::of(&review.snapshot));
        Self::with(review, board, stacks)
    }

    /// If nothing but decisions came since, which the stacks say nothing of.
    fn after(&self, snapshot: &Arc<Snapshot>) -> Option<Self> {
        let review = Review::after(&self.review, Arc::clone(snapshot))?;
        Some(match self.board.after(&self.review, &review) {
            Some(board) => Self::with(review, board, Arc::clone(&self.stacks)),
            None => Self::of(review),
        })
    }

    fn with(review: Review, board: Board, stacks: Arc<Stacks>) -> Self {
        let board_of_keyers = Arc::new(board.without_differences());
        Self { review: Arc::new(review), board: Arc::new(board), board_of_keyers, stacks }
    }
}

#[cfg(test)]
mod tests;
