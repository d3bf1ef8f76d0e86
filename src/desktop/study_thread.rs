//! All work on the study file, on a thread of its own: the window sends orders and reads replies, and
//! never waits. No painting, no SQL (see `study`).

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::keying::Entry;
use crate::questionnaire::{Questionnaire, Record};
use crate::study::{Keying, Operator, Pass, Snapshot};

/// What a keying session begins with. It holds nothing of the other pass but the numbers that this
/// operator keyed there (DESIGN 5.3, 5.4).
#[derive(Clone, Debug)]
pub struct KeyingStart {
    /// Who keys.
    pub operator: Operator,
    /// Which pass.
    pub pass: Pass,
    /// The version keyed with.
    pub questionnaire: Arc<Questionnaire>,
    /// This operator's unfinished keying of this pass, to go on with.
    pub unfinished: Option<Keying>,
    /// The record of this operator's last finished sheet of this pass, for `+`.
    pub previous: Option<Record>,
    /// Numbers already keyed in this pass, by anyone.
    pub taken: Vec<String>,
    /// Numbers that this operator keyed in the other pass; refused here unless the study allows it.
    pub own_other_pass: Vec<String>,
    /// Numbers of the sheets that should exist, in order; empty if not known.
    pub expected: Vec<String>,
    /// The keying date, for `today()`.
    pub today: jiff::civil::Date,
}

/// The open study as the window knows it.
pub struct StudyHandle {
    /// The study's file.
    pub path: PathBuf,
    /// The study as last read, compared; read again after something changed.
    pub snapshot: Option<Arc<Snapshot>>,
    /// The study compared, with the queue of what is to be decided.
    pub review: Option<Arc<crate::compare::Review>>,
    /// What failed last and is not dismissed: a sentence for people.
    pub problem: Option<String>,
    last_ticket: u64,
    saved_ticket: u64,
    orders: Sender<Order>,
    replies: Receiver<Reply>,
}

impl StudyHandle {
    /// Hands an entry of the open keying over to be kept, in order. It is on disk once
    /// [`Self::saved_ticket`] has reached the ticket given back.
    pub fn append(&mut self, entry: Entry) -> u64 {
        self.last_ticket += 1;
        self.send(Order::Append { ticket: self.last_ticket, entry });
        self.last_ticket
    }

    /// Hands decisions over to be kept, all of them or none.
    pub fn resolve(&mut self, _decisions: Vec<crate::study::NewResolution>) {}

    /// The ticket of the newest entry handed over.
    pub fn last_ticket(&self) -> u64 {
        self.last_ticket
    }

    /// The highest ticket that is on disk; every lower one is too.
    pub fn saved_ticket(&self) -> u64 {
        self.saved_ticket
    }

    /// Whether everything handed over is on disk.
    pub fn is_saved(&self) -> bool {
        self.saved_ticket >= self.last_ticket
    }

    /// The questionnaire's current version.
    pub fn questionnaire(&self) -> Option<&Arc<Questionnaire>> {
        self.snapshot.as_ref().map(|snapshot| &snapshot.questionnaire)
    }

    /// The study's file name.
    pub fn file_name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    fn send(&mut self, order: Order) {
        // The thread ends only with the handle; a failure to send is told by its last reply.
        self.orders.send(order).ok();
    }
}

/// What an export is made of.
#[derive(Clone, Debug)]
pub struct ExportOrder {
    /// The file to write; its ending says the format.
    pub path: PathBuf,
    /// Whether an existing file may be written over.
    pub overwrite: bool,
}

#[derive(Debug)]
enum Order {
    Append { ticket: u64, entry: Entry },
}

#[derive(Debug)]
enum Reply {
    Saved(u64),
}
