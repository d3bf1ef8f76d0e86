//! Verifying: each answer of a second keying is held against the first one when it is accepted. The
//! session knows only whether they say the same, never what the first says (DESIGN 5.3, 8).

use std::hash::{DefaultHasher, Hash, Hasher};

use super::accept::Pending;
use super::session::{Effect, Mode, Session, Signal, Stop};
use crate::questionnaire::{Answer, FieldId, FieldRecord, Missing, Origin, Record, normal_form};

/// The first keying of a sheet, as far as a session may know it: of each answer a number that tells
/// whether another answer says the same, from which the answer cannot be read.
#[derive(Clone)]
pub struct FirstKeying(Box<[u64]>);

/// Nothing to hold an answer against.
const NOTHING: u64 = 0;
/// A cell left empty in an imported file: the same as a blank and as nothing at all.
const EMPTY_IN_FILE: u64 = 1;
/// Said not to be there: the end of a table.
const NOT_APPLICABLE: u64 = 2;

impl std::fmt::Debug for FirstKeying {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("FirstKeying")
    }
}

impl FirstKeying {
    /// Of a finished first keying.
    pub fn of(record: &Record) -> Self {
        Self(record.fields.iter().map(|field| digest(&field.answer)).collect())
    }

    /// Whether `answer` says something else than the first keying. Where that says nothing, its filter
    /// skipped the question, and it is the filter's question that differs.
    pub fn differs(&self, field: FieldId, answer: &Answer, begins_line: bool) -> bool {
        let first = self.0.get(usize::from(field.0)).copied().unwrap_or(NOTHING);
        match (first, answer) {
            (NOTHING, _) | (_, Answer::NotKeyed) => false,
            // Where a table ends is said in the first cell of a line.
            (NOT_APPLICABLE, answer) => begins_line && answer.is_keyed(),
            (EMPTY_IN_FILE, Answer::NotApplicable | Answer::Missing(Missing::Blank)) => false,
            (_, Answer::NotApplicable) => begins_line,
            (first, answer) => first != digest(answer),
        }
    }
}

fn digest(answer: &Answer) -> u64 {
    match answer {
        Answer::NotKeyed | Answer::Missing(Missing::NotAsked) => NOTHING,
        Answer::NotApplicable => NOT_APPLICABLE,
        Answer::Missing(Missing::EmptyInFile) => EMPTY_IN_FILE,
        answer => {
            let mut hasher = DefaultHasher::new();
            normal_form(answer).hash(&mut hasher);
            hasher.finish().max(NOT_APPLICABLE + 1)
        }
    }
}

impl Session {
    /// The sheet's number of differences was told: what is changed on it from now on is no first reading.
    pub fn count_told(&mut self, number: &str) {
        self.terms.counted.insert(number.to_owned());
    }

    /// What an answer is once its keyer was told that the field differs, or on how many the sheet does.
    pub(super) fn origin_once_told(&self, field: FieldId) -> Option<Origin> {
        let counted = self.sheet.number.as_ref().is_some_and(|number| self.terms.counted.contains(number));
        let told = self.sheet.told.contains(&field).then_some(Origin::AfterMismatch);
        told.or(counted.then_some(Origin::AfterCount))
    }

    /// Whether the answers of this sheet are held against a first keying.
    pub fn verifies(&self) -> bool {
        self.first_keying().is_some()
    }

    /// Whether the answer of a field was typed again after a mismatch.
    pub fn was_read_again(&self, field: FieldId) -> bool {
        self.sheet.record.field(field).origin == Origin::AfterMismatch
    }

    fn first_keying(&self) -> Option<&super::FirstKeying> {
        self.terms.first_keyings.get(self.sheet.number.as_deref()?)
    }

    /// Whether this answer is the first of its field to differ from the first keying. It is said once:
    /// whatever is typed after that is taken, so that nobody can search for what the other said.
    pub(super) fn is_first_mismatch(&self, field: FieldId, answer: &Answer) -> bool {
        !self.sheet.told.contains(&field) && !self.is_left_out(field) && self.mismatches(field, answer)
    }

    fn mismatches(&self, field: FieldId, answer: &Answer) -> bool {
        let begins = self.is_line_start(field);
        self.first_keying().is_some_and(|first| first.differs(field, answer, begins))
    }

    /// The answer just accepted differs: it stays as what was read first, and the field is locked until
    /// the paper has been read again.
    pub(super) fn stop_mismatch(&mut self, field: FieldId, effects: &mut Vec<Effect>) {
        self.sheet.told.insert(field);
        (self.typed, self.ticks) = (None, None);
        let FieldRecord { answer, origin, .. } = self.sheet.record.field(field).clone();
        self.pending = Some(Pending { answer, origin, stop: Stop::Mismatch });
        self.mode = Mode::Stopped(Stop::Mismatch);
        effects.push(Effect::Signal(Signal::Mismatch));
    }

    /// Backspace after a mismatch: the field is empty. What was read first stays until another answer is
    /// given; the same again is taken, kept if it was kept.
    pub(super) fn clear_mismatch(&mut self) {
        let Some(pending) = self.pending.take() else { return };
        self.mode = Mode::Field;
        self.caret = 0;
        self.ticks = None;
        self.typed = Some(String::new());
        self.stopped_answer = Some((self.sheet.cursor, pending.answer));
    }

    /// The first question whose paper was not read again after a mismatch.
    pub(super) fn unread_mismatch(&self) -> Option<FieldId> {
        self.order.iter().skip(1).copied().find(|field| {
            let place = self.sheet.record.field(*field);
            self.sheet.told.contains(field)
                && self.applies(*field)
                && place.answer != Answer::NotKeyed
                && place.origin != Origin::AfterMismatch
        })
    }

    /// On a sheet that is gone on with: of which fields a mismatch has been said.
    pub(super) fn recall_mismatches(&mut self) {
        let told = self.order.iter().skip(1).copied().filter(|field| {
            let place = self.sheet.record.field(*field);
            place.origin == Origin::AfterMismatch
                || (!self.is_left_out(*field) && self.mismatches(*field, &place.answer))
        });
        self.sheet.told = told.collect();
    }
}
