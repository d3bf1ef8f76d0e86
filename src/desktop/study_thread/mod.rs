//! The open study as the window knows it: orders go to the thread that owns the file, answers come back
//! through a channel, the window never waits. No painting, no SQL (see `study`), no rules.

mod answers;
mod change;
mod comparing;
mod opening;
mod practising;
mod supervision;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::TimeZone;

pub use answers::{Happening, Work};
pub use change::Change;
pub use opening::{DemoMaker, NotOpened, Opened, Opening, OpeningOrder};
pub use practising::{Made, NotMade, PracticeBatch, PracticeOrder, PracticeSource, Practising, Wanted};
pub use supervision::{Order, Outcome, Proposal};

use super::board::Board;
use super::context::AfterSupervisor;
use super::stacks::Stacks;
use crate::compare::Review;
use crate::export::{Progress, Request};
use crate::keying::Entry;
use crate::questionnaire::Questionnaire;
use crate::study::{
    Activity, BatchChoice, JournalLine, NewResolution, NotTaken, OperatorId, Pass, Said, SessionId, Snapshot,
    Study, StudyError, Unclosed, Writer, WriterEvent,
};

/// What an export is made of.
#[derive(Clone, Debug)]
pub struct ExportOrder {
    /// The file to write; its ending says the format.
    pub path: PathBuf,
    /// What is written and how.
    pub request: Request,
}

/// Something that failed and stands on the screen until it is dealt with.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Why.
    pub error: StudyError,
    /// How many answers wait because of it; 0 if it holds nothing up.
    pub waiting: usize,
}

/// How far what was handed over is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// All of it.
    Yes,
    /// On its way.
    OnItsWay,
    /// Something stands in the way, or was refused.
    No,
}

/// The open study.
pub struct StudyHandle {
    /// The study's file.
    pub path: PathBuf,
    /// The questionnaires in it, in their current versions.
    pub questionnaires: Vec<Arc<Questionnaire>>,
    /// The study as last read; read again after something changed.
    pub snapshot: Option<Arc<Snapshot>>,
    /// The study compared, with the queue of what there is to decide, of [`Self::snapshot`].
    pub review: Option<Arc<Review>>,
    /// Its sheets by state, computed from [`Self::snapshot`].
    pub board: Option<Arc<Board>>,
    /// The same as a keyer may see it.
    pub board_of_keyers: Option<Arc<Board>>,
    /// Its batches, absent sheets and remarks, computed from [`Self::snapshot`].
    pub stacks: Option<Arc<Stacks>>,
    /// How fast its sheets were keyed, as read last.
    pub activity: Option<Arc<Activity>>,
    /// The history asked for last: the sheet's number, and its journal in order of time.
    pub history: Option<(String, Arc<Vec<JournalLine>>)>,
    /// What failed last and is not dealt with.
    pub problem: Option<Problem>,
    /// Long work that runs.
    pub work: Option<Work>,
    /// How far the export is that runs.
    pub export_progress: Option<Progress>,
    /// Says to the export that runs that it is to stop.
    stop_export: Arc<AtomicBool>,
    chosen: usize,
    writer: Writer,
    session: Option<SessionId>,
    /// Entries that the full queue did not take yet, oldest first.
    backlog: VecDeque<(u64, SessionId, Entry)>,
    last_ticket: u64,
    unsaved: BTreeSet<u64>,
    /// What a supervisor handed over and is not on disk yet.
    to_keep: BTreeMap<u64, ToKeep>,
    refused: bool,
    comparing: comparing::Comparing,
    replies: (Sender<answers::Reply>, Receiver<answers::Reply>),
    repaint: egui::Context,
}

/// The saved mark shows with the next frame, or after this time: a frame of its own for every answer would
/// stand in the way of the next key.
const SAVED_SHOWS_WITHIN: Duration = Duration::from_millis(100);

/// What is kept as one commit or not at all.
#[derive(Clone, Debug)]
enum ToKeep {
    Decisions(Vec<NewResolution>),
    Declarations(OperatorId, Vec<(Option<String>, Said)>),
}

impl StudyHandle {
    /// Hands an opened study to its thread and begins to read it.
    pub fn new(opened: Opened, repaint: &egui::Context) -> Result<Self, StudyError> {
        let (sender, receiver) = channel();
        let (events, wake) = (sender.clone(), repaint.clone());
        let path = opened.study.path().to_owned();
        let questionnaires: Vec<_> = opened.study.questionnaires().cloned().collect();
        let writer = Writer::spawn(opened.study, move |event| {
            let saved = matches!(event, WriterEvent::Saved { .. });
            events.send(answers::Reply::Writer(event)).ok();
            if saved {
                wake.request_repaint_after(SAVED_SHOWS_WITHIN);
            } else {
                wake.request_repaint();
            }
        })
        .map_err(|error| StudyError::Io { path: path.clone(), detail: error.to_string() })?;
        let mut handle = Self {
            path,
            questionnaires,
            snapshot: None,
            review: None,
            board: None,
            board_of_keyers: None,
            stacks: None,
            activity: None,
            history: None,
            problem: None,
            work: None,
            export_progress: None,
            stop_export: Arc::default(),
            chosen: 0,
            writer,
            session: None,
            backlog: VecDeque::new(),
            last_ticket: 0,
            unsaved: BTreeSet::new(),
            to_keep: BTreeMap::new(),
            refused: false,
            comparing: comparing::Comparing::default(),
            replies: (sender, receiver),
            repaint: repaint.clone(),
        };
        handle.refresh();
        Ok(handle)
    }

    /// Hands an entry of the open keying over to be kept, in order. It is on disk once
    /// [`Self::saved_ticket`] has reached the ticket given back.
    pub fn append(&mut self, entry: Entry) -> u64 {
        let ticket = self.next_ticket();
        if let Some(session) = self.session {
            self.backlog.push_back((ticket, session, entry));
            self.hand_over();
        } else {
            // Without a session there is nowhere to keep it: it stays marked as not saved.
            self.refused = true;
            self.problem = Some(Problem { error: StudyError::NoSheetOpen, waiting: 0 });
        }
        ticket
    }

    fn next_ticket(&mut self) -> u64 {
        self.last_ticket += 1;
        self.unsaved.insert(self.last_ticket);
        self.last_ticket
    }

    /// Gives the queue what it takes, in order.
    fn hand_over(&mut self) {
        while let Some((ticket, session, entry)) = self.backlog.pop_front() {
            match self.writer.try_append(ticket, session, entry) {
                Ok(()) => {}
                Err(NotTaken::Full(entry)) => {
                    self.backlog.push_front((ticket, session, entry));
                    return;
                }
                Err(NotTaken::Gone(entry)) => {
                    self.backlog.push_front((ticket, session, entry));
                    let detail = "the writer thread has ended".to_owned();
                    let error = StudyError::Io { path: self.path.clone(), detail };
                    self.problem = Some(Problem { error, waiting: self.backlog.len() });
                    return;
                }
            }
        }
    }

    /// The ticket of the newest entry handed over.
    pub fn last_ticket(&self) -> u64 {
        self.last_ticket
    }

    /// The highest ticket below which everything is on disk.
    pub fn saved_ticket(&self) -> u64 {
        self.unsaved.first().map_or(self.last_ticket, |ticket| ticket - 1)
    }

    /// Whether everything handed over is on disk.
    pub fn saved(&self) -> Saved {
        match (
            self.refused || self.problem.as_ref().is_some_and(|problem| problem.waiting > 0),
            self.unsaved.is_empty(),
        ) {
            (true, _) => Saved::No,
            (false, true) => Saved::Yes,
            (false, false) => Saved::OnItsWay,
        }
    }

    /// Whether everything handed over is on disk.
    pub fn is_saved(&self) -> bool {
        self.saved() == Saved::Yes
    }

    /// The questionnaire worked on, in its current version.
    pub fn questionnaire(&self) -> Option<&Arc<Questionnaire>> {
        self.questionnaires.get(self.chosen)
    }

    /// Works on another questionnaire of the study.
    pub fn choose(&mut self, questionnaire: usize) {
        if questionnaire != self.chosen && questionnaire < self.questionnaires.len() {
            self.chosen = questionnaire;
            (self.snapshot, self.review, self.board) = (None, None, None);
            (self.board_of_keyers, self.stacks) = (None, None);
            self.activity = None;
            self.leave_comparing();
            self.refresh();
        }
    }

    /// Which questionnaire is worked on: its place in [`Self::questionnaires`].
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// The study's file name.
    pub fn file_name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// How much there is left to settle.
    pub fn open_items(&self) -> usize {
        self.board.as_ref().map_or(0, |board| board.open)
    }

    /// The operator's name.
    pub fn operator_name(&self, id: crate::study::OperatorId) -> &str {
        let operators = self.snapshot.as_ref().map_or(&[][..], |snapshot| &snapshot.operators);
        operators.iter().find(|operator| operator.id == id).map_or("", |operator| operator.name.as_str())
    }

    /// Keeps decisions, all of them or none.
    pub fn resolve(&mut self, decisions: Vec<NewResolution>) -> u64 {
        self.keep_whole(ToKeep::Decisions(decisions))
    }

    /// Keeps declarations, all of them or none; each is about the sheet given with it, or about none.
    pub fn declare(&mut self, by: OperatorId, said: Vec<(Option<String>, Said)>) -> u64 {
        self.keep_whole(ToKeep::Declarations(by, said))
    }

    fn keep_whole(&mut self, what: ToKeep) -> u64 {
        let ticket = self.next_ticket();
        self.to_keep.insert(ticket, what.clone());
        self.send_to_keep(ticket, what);
        ticket
    }

    fn send_to_keep(&mut self, ticket: u64, what: ToKeep) {
        self.ask(move |study, questionnaire| {
            let result = match what {
                ToKeep::Decisions(decisions) => study.resolve(questionnaire, &decisions).map(|_| ()),
                ToKeep::Declarations(by, said) => study.declare(questionnaire, by, &said).map(|_| ()),
            };
            answers::Reply::Kept { ticket, result }
        });
    }

    /// The sheet was finished by this operator: [`Happening::EarlyCount`] may follow, if the plan says so.
    pub fn count_early(&mut self, number: String, operator: OperatorId) {
        self.ask(move |study, questionnaire| {
            answers::Reply::Counted(answers::count_early(study, questionnaire, number, operator))
        });
    }

    /// Reads the history of a sheet; [`Self::history`] follows.
    pub fn read_history(&mut self, number: String) {
        self.ask(move |study, questionnaire| {
            let history = study.history(questionnaire, &number);
            answers::Reply::History(history.map(|lines| (number, Arc::new(lines))))
        });
    }

    /// Reads how fast the sheets were keyed; [`Self::activity`] follows.
    pub fn read_activity(&mut self) {
        self.ask(|study, questionnaire| {
            answers::Reply::Activity(study.activity(questionnaire, &TimeZone::system()).map(Arc::new))
        });
    }

    /// Begins a keying; [`Happening::KeyingReady`] follows.
    pub fn begin_keying(&mut self, operator: String, pass: Pass, batch: BatchChoice, today: Date) {
        let _said_if_not = self.ask_in_order(move |study, questionnaire| {
            let started = study.start_keying_of(questionnaire, &operator, pass, batch, today);
            answers::Reply::KeyingReady(started.map(|(session, start)| Box::new((session, start.begun()))))
        });
    }

    /// Whether answers wait for the disk: what is read now would lack them.
    pub fn answers_wait(&self) -> bool {
        self.problem.as_ref().is_some_and(|problem| problem.waiting > 0)
    }

    /// Changes what stands beside the keyings; [`Happening::Changed`] follows, and a fresh reading.
    pub fn change(&mut self, by: OperatorId, change: Change) {
        self.ask(move |study, questionnaire| {
            answers::Reply::Changed(change.carry_out(study, questionnaire, by))
        });
    }

    /// Reads a keying of the session that runs, after everything handed over before;
    /// [`Happening::KeyingFetched`] follows.
    pub fn fetch_keying(&mut self, keying: u32) {
        let Some(session) = self.session else { return };
        self.ask(move |study, _| {
            answers::Reply::KeyingFetched(study.keying_of(session, keying).map(Box::new))
        });
    }

    /// Finds or notes a supervisor by name; [`Happening::SupervisorReady`] follows.
    pub fn begin_supervising(&mut self, name: String, then: AfterSupervisor) {
        self.ask(move |study, _| answers::Reply::SupervisorReady(study.operator(&name), then));
    }

    /// Writes an export; [`Happening::Exported`] or [`Happening::NotExported`] follows.
    pub fn export(&mut self, order: ExportOrder) {
        self.work = Some(Work::Exporting);
        self.export_progress = None;
        // Each export hears of its own stop only.
        self.stop_export = Arc::default();
        let stop = Arc::clone(&self.stop_export);
        let (replies, wake) = (self.replies.0.clone(), self.repaint.clone());
        let Some(questionnaire) = self.questionnaire().map(|questionnaire| questionnaire.id.clone()) else {
            return;
        };
        self.task(move |study| answers::export(study, &questionnaire, order, stop, replies, wake));
    }

    /// Stops the export that runs; [`Happening::NotExported`] follows, and nothing is left behind.
    pub fn stop_export(&mut self) {
        self.stop_export.store(true, Ordering::Relaxed);
    }

    /// Takes a copy of the study; [`Happening::Copied`] or [`Happening::CopyExists`] follows.
    pub fn save_copy(&mut self, to: PathBuf, overwrite: bool) {
        self.work = Some(Work::Copying);
        self.ask(move |study, _| answers::save_copy(study, to, overwrite));
    }

    /// Tries again what the disk did not take.
    pub fn retry(&mut self) {
        self.problem = None;
        for (ticket, what) in self.to_keep.clone() {
            self.send_to_keep(ticket, what);
        }
        self.writer.retry();
        self.hand_over();
    }

    /// The problem was read. One that holds answers up stays.
    pub fn dismiss_problem(&mut self) {
        if self.problem.as_ref().is_some_and(|problem| problem.waiting == 0) {
            self.problem = None;
        }
    }

    /// Keeps what was handed over and closes the file, on a thread of its own.
    pub fn close(self) -> Option<JoinHandle<Result<(), Unclosed>>> {
        let Self { writer, backlog, .. } = self;
        let closing = std::thread::Builder::new().name("recto-close".to_owned()).spawn(move || {
            for (ticket, session, entry) in backlog {
                writer.append(ticket, session, entry).ok();
            }
            writer.close()
        });
        closing.ok()
    }

    fn ask(&mut self, question: impl FnOnce(&mut Study, &str) -> answers::Reply + Send + 'static) {
        let Some(questionnaire) = self.questionnaire().map(|questionnaire| questionnaire.id.clone()) else {
            return;
        };
        let (replies, wake) = (self.replies.0.clone(), self.repaint.clone());
        self.task(move |study| {
            replies.send(question(study, &questionnaire)).ok();
            wake.request_repaint();
        });
    }

    /// As [`Self::ask`], but after everything that waits for the disk.
    fn ask_in_order(
        &mut self,
        question: impl FnOnce(&mut Study, &str) -> answers::Reply + Send + 'static,
    ) -> bool {
        let Some(questionnaire) = self.questionnaire().map(|questionnaire| questionnaire.id.clone()) else {
            return false;
        };
        let (replies, wake) = (self.replies.0.clone(), self.repaint.clone());
        let job = move |study: &mut Study| {
            replies.send(question(study, &questionnaire)).ok();
            wake.request_repaint();
        };
        let taken = self.backlog.is_empty() && self.writer.task_in_order(job);
        self.taken(taken);
        taken
    }

    fn task(&mut self, job: impl FnOnce(&mut Study) + Send + 'static) {
        let taken = self.writer.task(job);
        self.taken(taken);
    }

    fn taken(&mut self, taken: bool) {
        if !taken {
            let detail = "the study's thread does not answer".to_owned();
            self.problem =
                Some(Problem { error: StudyError::Io { path: self.path.clone(), detail }, waiting: 0 });
            self.work = None;
            self.comparing = comparing::Comparing::default();
        }
    }
}
