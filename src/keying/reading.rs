//! The reading of a single question, with the keys of a keying session but none of its rules: a third
//! reading, a correction. What the paper says is taken as it is.

use std::sync::Arc;

use jiff::civil::Date;

use super::session::{Effect, Mode, Refusal, Session, Signal};
use super::{Key, Stack};
use crate::questionnaire::{Answer, FieldId, Questionnaire, Variable};

/// One question being read.
#[derive(Clone, Debug)]
pub struct Reader {
    session: Session,
    field: FieldId,
    signal: Option<Signal>,
}

impl Reader {
    /// A reading of `field`, nothing typed yet.
    pub fn new(questionnaire: Arc<Questionnaire>, field: FieldId, today: Date) -> Self {
        let mut session = Session::new(questionnaire, Stack::default(), None, today);
        session.order = Arc::from([session.number_field, field]);
        session.without_rules = true;
        session.sheet.opened = true;
        session.sheet.number = Some(String::new());
        session.move_to(field);
        Self { session, field, signal: None }
    }

    /// The field that is read.
    pub fn field(&self) -> FieldId {
        self.field
    }

    /// Handles one key; the answer once it is complete. F8 says that the question is rightly skipped.
    pub fn key(&mut self, key: Key) -> Option<Answer> {
        (self.session.refusal, self.signal) = (None, None);
        let empty = self.session.is_untyped();
        match key {
            Key::Function(8) if empty => {
                self.signal = Some(Signal::Accepted);
                return Some(Answer::NotApplicable);
            }
            // Leaving the question, remarks and undo are the screen's.
            Key::Up | Key::Down | Key::Tab | Key::ShiftTab | Key::Escape => return None,
            Key::Function(number) if number != 3 => return None,
            Key::Control(_) => return None,
            Key::Backspace if empty && *self.session.mode() == Mode::Field => return None,
            Key::Char('+') if empty && !self.session.takes_text() => {
                self.signal = Some(Signal::Refused);
                return None;
            }
            _ if self.session.in_number() => return None,
            _ => {}
        }
        let mut effects = Vec::new();
        self.session.key(key, &mut effects);
        self.signal = effects.iter().rev().find_map(|effect| match effect {
            Effect::Signal(signal) => Some(*signal),
            _ => None,
        });
        // A key refused while the field is locked is a stop again.
        if self.signal == Some(Signal::Refused) && matches!(self.session.mode(), Mode::Stopped(_)) {
            self.signal = Some(Signal::Stopped);
        }
        (*self.session.mode() == Mode::End).then(|| self.session.record().answer(self.field).clone())
    }

    /// What the last key led to, for the ear: accepted, refused or stopped by the rules of the question.
    pub fn signal(&self) -> Option<Signal> {
        self.signal
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.session.is_untyped() && *self.session.mode() == Mode::Field
    }

    /// What is asked and by which questionnaire, while nothing is typed.
    pub fn empty_field(&self) -> Option<(&Questionnaire, &Variable)> {
        Some((self.session.questionnaire(), self.session.empty_field()?))
    }

    /// What is typed.
    pub fn typed(&self) -> &str {
        self.session.typed().unwrap_or("")
    }

    /// Boxes ticked so far.
    pub fn ticks(&self) -> &[String] {
        self.session.ticks().unwrap_or(&[])
    }

    /// What the reading waits for.
    pub fn mode(&self) -> &Mode {
        self.session.mode()
    }

    /// Why the last key was refused.
    pub fn refusal(&self) -> Option<Refusal> {
        self.session.refusal()
    }
}
