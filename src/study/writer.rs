//! The named thread that owns an open study: entries go in, in order; an acknowledgement comes out only
//! after the commit of each. Knows nothing of windows; what an event means for the user is theirs.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::error::{StudyError, Warning};
use super::keep::SessionId;
use super::store::Study;
use crate::keying::Entry;

/// Requests that may wait: some minutes of the fastest keying on a disk that hangs.
const QUEUE: usize = 16_384;

/// How often the log is brought into the file while entries come.
const CHECKPOINT_EVERY: Duration = Duration::from_secs(180);

/// What the writer tells.
#[derive(Clone, Debug, PartialEq)]
pub enum WriterEvent {
    /// The dated backup is made; what is worth saying about the file.
    Ready {
        /// The study's warnings.
        warnings: Vec<Warning>,
    },
    /// The entry is on disk.
    Saved {
        /// As given with the entry.
        ticket: u64,
    },
    /// The study refused this entry (for one, DESIGN 5.4); the next ones are not held up.
    Refused {
        /// As given with the entry.
        ticket: u64,
        /// Why.
        error: StudyError,
    },
    /// The disk or another program stood in the way of this entry. Everything before it is kept; it and
    /// what follows wait, in order, for [`Writer::retry`].
    Stopped {
        /// As given with the entry.
        ticket: u64,
        /// Why.
        error: StudyError,
        /// How many entries wait, this one included.
        waiting: usize,
    },
}

/// Why a request was not taken; it is given back.
#[derive(Clone, Debug, PartialEq)]
pub enum NotTaken {
    /// The queue is full: give it again later, before anything newer.
    Full(Entry),
    /// The thread has ended.
    Gone(Entry),
}

/// What could not be done on closing.
#[derive(Clone, Debug, PartialEq)]
pub struct Unclosed {
    /// Why.
    pub error: StudyError,
    /// How many entries were not kept.
    pub unsaved: usize,
}

type Job = Box<dyn FnOnce(&mut Study) + Send>;

/// What waits for the disk, in order.
enum Waiting {
    Entry(u64, SessionId, Entry),
    Task(Job),
}

enum Request {
    Append { ticket: u64, session: SessionId, entry: Entry },
    Task(Job),
    TaskInOrder(Job),
    Retry,
    Close,
}

/// The thread, as seen from outside. Dropping it closes the study too.
pub struct Writer {
    requests: SyncSender<Request>,
    thread: Option<JoinHandle<Result<(), Unclosed>>>,
}

impl Writer {
    /// Hands the study to a thread of its own. `on_event` is called on that thread.
    pub fn spawn(study: Study, on_event: impl Fn(WriterEvent) + Send + 'static) -> std::io::Result<Self> {
        let (requests, incoming) = sync_channel(QUEUE);
        let mut desk =
            Desk { study, on_event, waiting: VecDeque::new(), stopped: false, uncheckpointed: false };
        let thread = std::thread::Builder::new().name("recto-writer".to_owned()).spawn(move || {
            desk.work(&incoming);
            desk.close()
        })?;
        Ok(Self { requests, thread: Some(thread) })
    }

    /// Gives an entry to keep, never waiting.
    pub fn try_append(&self, ticket: u64, session: SessionId, entry: Entry) -> Result<(), NotTaken> {
        self.requests.try_send(Request::Append { ticket, session, entry }).map_err(|error| match error {
            TrySendError::Full(Request::Append { entry, .. }) => NotTaken::Full(entry),
            TrySendError::Disconnected(Request::Append { entry, .. }) => NotTaken::Gone(entry),
            // What comes back is what was sent.
            TrySendError::Full(_) | TrySendError::Disconnected(_) => NotTaken::Gone(Entry::Finish),
        })
    }

    /// Gives an entry to keep, waiting while the queue is full; not for the window's thread.
    pub fn append(&self, ticket: u64, session: SessionId, entry: Entry) -> Result<(), NotTaken> {
        self.requests.send(Request::Append { ticket, session, entry }).map_err(|error| match error.0 {
            Request::Append { entry, .. } => NotTaken::Gone(entry),
            _ => NotTaken::Gone(Entry::Finish),
        })
    }

    /// Runs `job` on the thread, after everything given before (while stopped: at once, so that a copy can
    /// still be saved). Whether it was taken.
    pub fn task(&self, job: impl FnOnce(&mut Study) + Send + 'static) -> bool {
        self.requests.try_send(Request::Task(Box::new(job))).is_ok()
    }

    /// Runs `job` on the thread after everything given before, also while stopped: it waits then, and sees
    /// every entry. It is dropped if the study is closed first. Whether it was taken.
    pub fn task_in_order(&self, job: impl FnOnce(&mut Study) + Send + 'static) -> bool {
        self.requests.try_send(Request::TaskInOrder(Box::new(job))).is_ok()
    }

    /// Tries again from the entry that stopped the queue.
    pub fn retry(&self) -> bool {
        self.requests.try_send(Request::Retry).is_ok()
    }

    /// Keeps what was given, closes the study and waits for it.
    pub fn close(mut self) -> Result<(), Unclosed> {
        self.end()
    }

    fn end(&mut self) -> Result<(), Unclosed> {
        let Some(thread) = self.thread.take() else { return Ok(()) };
        // A thread that ended already has its result waiting.
        let _ended = self.requests.send(Request::Close);
        thread.join().unwrap_or_else(|_| {
            let detail = "the writer thread failed".to_owned();
            Err(Unclosed { error: StudyError::Io { path: Default::default(), detail }, unsaved: 0 })
        })
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if let Err(unclosed) = self.end() {
            tracing::error!("{} entries not kept: {}", unclosed.unsaved, unclosed.error);
        }
    }
}

struct Desk<F> {
    study: Study,
    on_event: F,
    /// Entries not yet kept and tasks behind them, oldest first; empty unless stopped.
    waiting: VecDeque<Waiting>,
    stopped: bool,
    uncheckpointed: bool,
}

impl<F: Fn(WriterEvent)> Desk<F> {
    fn work(&mut self, incoming: &Receiver<Request>) {
        self.study.back_up();
        (self.on_event)(WriterEvent::Ready { warnings: self.study.warnings().to_vec() });
        let mut checkpointed = Instant::now();
        loop {
            match incoming.recv_timeout(CHECKPOINT_EVERY) {
                Ok(Request::Append { ticket, session, entry }) => {
                    self.waiting.push_back(Waiting::Entry(ticket, session, entry));
                    if !self.stopped {
                        self.keep_waiting();
                    }
                }
                Ok(Request::Task(job)) => self.run(job),
                Ok(Request::TaskInOrder(job)) => {
                    self.waiting.push_back(Waiting::Task(job));
                    if !self.stopped {
                        self.keep_waiting();
                    }
                }
                Ok(Request::Retry) => self.keep_waiting(),
                Err(RecvTimeoutError::Timeout) => {}
                Ok(Request::Close) | Err(RecvTimeoutError::Disconnected) => return,
            }
            if self.uncheckpointed && checkpointed.elapsed() >= CHECKPOINT_EVERY {
                checkpointed = Instant::now();
                self.uncheckpointed = false;
                if let Err(error) = self.study.checkpoint() {
                    tracing::warn!("checkpoint: {error}");
                }
            }
        }
    }

    fn run(&mut self, job: Job) {
        // A job that fails must not take the entries after it along.
        if catch_unwind(AssertUnwindSafe(|| job(&mut self.study))).is_err() {
            tracing::error!("a task on the writer thread failed");
        }
        self.uncheckpointed = true;
    }

    /// Keeps what waits, one commit each, up to the first that cannot be.
    fn keep_waiting(&mut self) {
        self.stopped = false;
        while let Some(next) = self.waiting.pop_front() {
            let (ticket, session, entry) = match next {
                Waiting::Entry(ticket, session, entry) => (ticket, session, entry),
                Waiting::Task(job) => {
                    self.run(job);
                    continue;
                }
            };
            match self.study.keep(session, &entry) {
                Ok(()) => (self.on_event)(WriterEvent::Saved { ticket }),
                Err(error) if error.is_refusal() => (self.on_event)(WriterEvent::Refused { ticket, error }),
                Err(error) => {
                    self.stopped = true;
                    self.waiting.push_front(Waiting::Entry(ticket, session, entry));
                    let waiting = self.entries_waiting();
                    (self.on_event)(WriterEvent::Stopped { ticket, error, waiting });
                    return;
                }
            }
            self.uncheckpointed = true;
        }
    }

    fn entries_waiting(&self) -> usize {
        self.waiting.iter().filter(|waiting| matches!(waiting, Waiting::Entry(..))).count()
    }

    fn close(mut self) -> Result<(), Unclosed> {
        let mut unkept = None;
        while let Some(next) = self.waiting.front() {
            if let Waiting::Entry(_, session, entry) = next
                && let Err(error) = self.study.keep(*session, entry)
                && !error.is_refusal()
            {
                unkept = Some(error);
                break;
            }
            self.waiting.pop_front();
        }
        let unsaved = self.entries_waiting();
        let closed = self.study.close();
        match unkept.map_or(closed, Err) {
            Ok(()) => Ok(()),
            Err(error) => Err(Unclosed { error, unsaved }),
        }
    }
}
