//! What the study's thread does and answers, and what the window hears of it. The work itself is the
//! rooms' own.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::comparing::ReadStudy;
use super::{ExportOrder, Outcome, Problem, StudyHandle};
use crate::compare::{Review, early_count};
use crate::desktop::context::AfterSupervisor;
use crate::export::{self, ExportError, Profile, Progress, Summary, What};
use crate::keying::Aside;
use crate::questionnaire::{Questionnaire, Record};
use crate::study::{
    Activity, BegunKeying, JournalLine, Keying, Operator, OperatorId, Said, SessionId, Snapshot, Study,
    StudyError, Warning, WriterEvent,
};

/// Long work on the study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// An export is being written.
    Exporting,
    /// A copy is being taken.
    Copying,
    /// Something is being erased.
    Erasing,
    /// A questionnaire is compared or added, settings are kept.
    Revising,
}

/// What the window hears of the study.
pub enum Happening {
    /// A keying can begin.
    KeyingReady(Box<BegunKeying>),
    /// A supervisor's change is kept.
    Changed,
    /// A finished sheet that a keyer went back to: its answers and the remark on it; nothing if it could
    /// not be read.
    KeyingFetched(Option<(Record, Option<String>, Aside)>),
    /// A supervisor is known.
    SupervisorReady(Operator, AfterSupervisor),
    /// An export is written.
    Exported(ExportOrder, Summary),
    /// An export is not written.
    NotExported(ExportOrder, ExportError),
    /// A copy is taken.
    Copied(std::path::PathBuf),
    /// The file of a copy exists; nothing is written.
    CopyExists(std::path::PathBuf),
    /// An order of a supervisor is carried out, or could not be.
    Supervised(Outcome),
    /// On how many questions the sheet just keyed differs from its other keying.
    EarlyCount(String, u32),
    /// The study was compared for the first time since it was opened.
    Compared,
    /// Comparing was stopped: what is shown is from before.
    ComparingStopped,
    /// Something worth knowing about the file.
    Warned(Warning),
}

/// What comes back from other threads.
pub(super) enum Reply {
    Writer(WriterEvent),
    Read(Result<Box<ReadStudy>, StudyError>),
    /// Read, not compared yet.
    Snapshot(Arc<Snapshot>),
    /// What was found in the first sheets.
    Found(Arc<Review>),
    ComparingStopped,
    KeyingReady(Result<Box<(SessionId, BegunKeying)>, StudyError>),
    Changed(Result<(), StudyError>),
    KeyingFetched(Result<Box<(Keying, Aside)>, StudyError>),
    SupervisorReady(Result<Operator, StudyError>, AfterSupervisor),
    Kept {
        ticket: u64,
        result: Result<(), StudyError>,
    },
    ExportGoesOn(Progress),
    Exported(ExportOrder, Result<Summary, ExportError>),
    History(Result<(String, Arc<Vec<JournalLine>>), StudyError>),
    Activity(Result<Arc<Activity>, StudyError>),
    Counted(Result<Option<(String, u32)>, StudyError>),
    NotRead(StudyError),
    CopyExists(std::path::PathBuf),
    Copied(Result<std::path::PathBuf, StudyError>),
    /// With the current versions of the questionnaires.
    Supervised(Outcome, Vec<Arc<Questionnaire>>),
}

impl StudyHandle {
    /// Hears what other threads answered since the last frame.
    pub fn hear(&mut self) -> Vec<Happening> {
        let mut happened = Vec::new();
        while let Ok(reply) = self.replies.1.try_recv() {
            self.take(reply, &mut happened);
        }
        self.hand_over();
        happened
    }

    fn take(&mut self, reply: Reply, happened: &mut Vec<Happening>) {
        match reply {
            Reply::Writer(event) => self.take_event(event, happened),
            Reply::Read(Ok(read)) => self.take_reading(*read, happened),
            Reply::Read(Err(error)) => {
                self.fail(error);
                self.reading_ended();
            }
            Reply::Snapshot(snapshot) => self.take_snapshot(snapshot),
            Reply::Found(found) => self.take_found(found),
            Reply::ComparingStopped => self.take_stop(happened),
            Reply::KeyingReady(Ok(ready)) => {
                let (session, begun) = *ready;
                self.session = Some(session);
                happened.push(Happening::KeyingReady(Box::new(begun)));
            }
            Reply::Changed(Ok(())) => {
                self.refresh();
                happened.push(Happening::Changed);
            }
            Reply::Changed(Err(error)) => self.fail(error),
            Reply::KeyingFetched(found) => {
                let found = found.map_err(|error| self.fail(error)).ok();
                let found = found.map(|found| {
                    let (keying, aside) = *found;
                    (keying.record.into_record(), keying.note, aside)
                });
                happened.push(Happening::KeyingFetched(found));
            }
            Reply::SupervisorReady(Ok(operator), then) => {
                happened.push(Happening::SupervisorReady(operator, then))
            }
            Reply::Kept { ticket, result: Ok(()) } => {
                self.unsaved.remove(&ticket);
                self.to_keep.remove(&ticket);
                self.decision_kept();
            }
            Reply::Kept { result: Err(error), .. } => {
                // Kept in the window until the disk takes them: the banner offers to try again.
                let waiting = self.to_keep.len();
                self.problem = Some(Problem { error, waiting });
            }
            Reply::History(Ok(history)) => self.history = Some(history),
            Reply::Activity(Ok(activity)) => self.activity = Some(activity),
            Reply::History(Err(error)) | Reply::Activity(Err(error)) => self.fail(error),
            Reply::Supervised(outcome, current) => {
                self.work = None;
                self.questionnaires = current;
                self.refresh();
                happened.push(Happening::Supervised(outcome));
            }
            Reply::Counted(Ok(counted)) => {
                happened
                    .extend(counted.map(|(number, differences)| Happening::EarlyCount(number, differences)));
            }
            Reply::Counted(Err(error)) => self.fail(error),
            Reply::ExportGoesOn(progress) => self.export_progress = Some(progress),
            Reply::Exported(order, result) => {
                self.work = None;
                self.export_progress = None;
                happened.push(match result {
                    Ok(summary) => Happening::Exported(order, summary),
                    Err(error) => Happening::NotExported(order, error),
                });
            }
            Reply::Copied(result) => {
                self.work = None;
                match result {
                    Ok(path) => happened.push(Happening::Copied(path)),
                    Err(error) => self.fail(error),
                }
            }
            Reply::CopyExists(path) => {
                self.work = None;
                happened.push(Happening::CopyExists(path));
            }
            Reply::NotRead(error) => {
                self.work = None;
                self.fail(error);
            }
            Reply::KeyingReady(Err(error)) | Reply::SupervisorReady(Err(error), _) => self.fail(error),
        }
    }

    fn take_event(&mut self, event: WriterEvent, happened: &mut Vec<Happening>) {
        match event {
            WriterEvent::Ready { warnings } => happened.extend(warnings.into_iter().map(Happening::Warned)),
            WriterEvent::Saved { ticket } => {
                self.unsaved.remove(&ticket);
            }
            WriterEvent::Refused { error, .. } => {
                self.refused = true;
                self.fail(error);
            }
            WriterEvent::Stopped { error, waiting, .. } => self.problem = Some(Problem { error, waiting }),
        }
    }

    fn fail(&mut self, error: StudyError) {
        if self.problem.as_ref().is_none_or(|problem| problem.waiting == 0) {
            self.problem = Some(Problem { error, waiting: 0 });
        }
    }
}

/// Counts the differences of a sheet just finished, where the plan wants it told and there are two
/// keyings of it; that it was told is kept first.
pub(super) fn count_early(
    study: &mut Study,
    questionnaire: &str,
    number: String,
    operator: OperatorId,
) -> Result<Option<(String, u32)>, StudyError> {
    let plan = study.plan()?;
    if !plan.early_count {
        return Ok(None);
    }
    let definition = Arc::clone(study.questionnaire(questionnaire)?);
    let keyings = study.sheet(questionnaire, &number)?;
    let own = keyings.iter().rev().find(|keying| keying.operator == operator).map(|keying| keying.id.0);
    let Some((keying, differences)) = own.zip(early_count(&definition, plan, keyings)) else {
        return Ok(None);
    };
    let differences = differences as u32;
    let told = Said::CountTold { keying, differences };
    study.declare(questionnaire, operator, &[(Some(number.clone()), told)])?;
    Ok(Some((number, differences)))
}

/// A copy, never over the study itself, nor over another file unless the user said so.
pub(super) fn save_copy(study: &mut Study, to: std::path::PathBuf, overwrite: bool) -> Reply {
    let same = |path: &std::path::Path| path.canonicalize().ok();
    if same(&to).is_some_and(|to| Some(to) == same(study.path())) {
        return Reply::Copied(Err(StudyError::AlreadyExists { path: to }));
    }
    if to.exists() && !overwrite {
        return Reply::CopyExists(to);
    }
    Reply::Copied(study.save_copy(&to).map(|()| to))
}

/// How often the window hears how far an export is.
const TELL_EVERY: Duration = Duration::from_millis(60);

/// Reads on the study's thread, writes the file on another.
pub(super) fn export(
    study: &mut Study,
    questionnaire: &str,
    order: ExportOrder,
    stop: Arc<AtomicBool>,
    replies: Sender<Reply>,
    wake: egui::Context,
) {
    let mut journal = Vec::new();
    // New sheets get their random numbers first, which stay in the study: two exports agree.
    let named = match order.request.profile {
        Profile::Funder => study.give_pseudonyms(questionnaire).map(|_| ()),
        Profile::Full | Profile::Public => Ok(()),
    };
    let read = named.and_then(|()| study.snapshot(questionnaire)).and_then(|snapshot| {
        if order.request.what == What::Journal {
            study.journal(questionnaire, |line| {
                journal.push(line);
                ControlFlow::Continue(())
            })?;
        }
        Ok(snapshot)
    });
    let snapshot = match read {
        Ok(snapshot) => snapshot,
        Err(error) => {
            replies.send(Reply::NotRead(error)).ok();
            wake.request_repaint();
            return;
        }
    };
    let failed = (replies.clone(), study.path().to_owned());
    let started = std::thread::Builder::new().name("recto-export".to_owned()).spawn(move || {
        let told = Mutex::new((replies.clone(), wake.clone(), None::<Instant>));
        let watcher = |progress: Progress| {
            if let Ok(mut told) = told.lock() {
                let (replies, wake, last) = &mut *told;
                if last.is_none_or(|last| last.elapsed() >= TELL_EVERY) {
                    replies.send(Reply::ExportGoesOn(progress)).ok();
                    wake.request_repaint();
                    *last = Some(Instant::now());
                }
            }
            if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let result = export::export_watched(&order.request, &snapshot, &journal, &order.path, &watcher);
        replies.send(Reply::Exported(order, result)).ok();
        wake.request_repaint();
    });
    if let Err(error) = started {
        failed.0.send(Reply::NotRead(StudyError::Io { path: failed.1, detail: error.to_string() })).ok();
    }
}
