//! What the window may look at in a session: the question, what is typed, the answers so far. Nothing here
//! changes anything.

use std::sync::Arc;

use super::session::{Mode, Refusal, Session};
use super::stack::BatchOfSheets;
use crate::questionnaire::{Answer, FieldId, Missing, Questionnaire, Record, Value, Variable, VariableType};

/// What a sheet's last line says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Questions that apply and have a value.
    pub answers: usize,
    /// Missing answers of any kind.
    pub missing: usize,
    /// Answers kept as on the paper against a rule.
    pub kept: usize,
    /// Questions that apply and are not keyed yet.
    pub unkeyed: usize,
    /// Answers put aside by a filter.
    pub aside: usize,
}

impl Session {
    /// The definition.
    pub fn questionnaire(&self) -> &Arc<Questionnaire> {
        &self.rules.questionnaire
    }

    /// The field under the cursor.
    pub fn cursor(&self) -> FieldId {
        self.sheet.cursor
    }

    /// Whether the cursor stands in the number field.
    pub fn in_number(&self) -> bool {
        self.sheet.cursor == self.number_field
    }

    /// What the session is waiting for.
    pub fn mode(&self) -> &Mode {
        &self.mode
    }

    /// What is typed in the field, `None` if nothing was touched there.
    pub fn typed(&self) -> Option<&str> {
        self.typed.as_deref()
    }

    /// Place of the caret in the typed text, in bytes.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Boxes ticked so far in the multiple choice under the cursor, while it is being keyed.
    pub fn ticks(&self) -> Option<&[String]> {
        self.ticks.as_deref()
    }

    /// The answer that waits for a decision while the field is locked.
    pub fn pending_answer(&self) -> Option<&Answer> {
        self.pending.as_ref().map(|pending| &pending.answer)
    }

    /// The number of the sheet, once it is known.
    pub fn number(&self) -> Option<&str> {
        self.sheet.number.as_deref()
    }

    /// The number that Enter takes in an empty number field.
    pub fn offered_number(&self) -> Option<&str> {
        self.shelf.next(self.sheet.number.as_deref().or(self.after.as_deref()))
    }

    /// The batch being keyed, if not the whole study.
    pub fn batch(&self) -> Option<&BatchOfSheets> {
        self.shelf.stack().batch.as_ref()
    }

    /// How many offered numbers can still be keyed in this pass, the open sheet aside.
    pub fn numbers_left(&self) -> usize {
        self.shelf.left()
    }

    /// Whether the sheet is finished and only looked at: its first change opens it again.
    pub fn looks_at_finished(&self) -> bool {
        self.sheet.finished
    }

    /// The remark on the whole sheet.
    pub fn sheet_note(&self) -> Option<&str> {
        self.sheet.note.as_deref()
    }

    /// Whether the remark being typed is on the whole sheet.
    pub fn notes_sheet(&self) -> bool {
        self.from_end || self.in_number()
    }

    /// The answers so far.
    pub fn record(&self) -> &Record {
        &self.sheet.record
    }

    /// By field: whether the question is asked.
    pub fn applicable(&self) -> &[bool] {
        &self.sheet.applicable
    }

    /// The answer accepted last on this sheet.
    pub fn last_accepted(&self) -> Option<FieldId> {
        self.last_accepted
    }

    /// Why the last key was refused.
    pub fn refusal(&self) -> Option<Refusal> {
        self.refusal
    }

    /// Whether characters are taken as they are typed: open text, a remark.
    pub fn takes_text(&self) -> bool {
        let variable = self.rules.questionnaire.field_variable(self.sheet.cursor);
        match self.mode {
            Mode::Note(_) | Mode::Declare { absence: Some(_), .. } => true,
            Mode::Field => {
                let text = matches!(variable.kind, VariableType::Text { .. }) && !self.in_number();
                text || self.is_searching()
            }
            _ => false,
        }
    }

    /// Whether something is typed or ticked in the field.
    pub fn is_typing(&self) -> bool {
        !self.is_untyped() || self.pending.is_some()
    }

    /// What is asked, while the field under the cursor waits and nothing is typed in it: the only place
    /// where missing keys and `+` act.
    pub fn empty_field(&self) -> Option<&Variable> {
        let waits = self.mode == Mode::Field && !self.is_typing() && !self.in_number();
        waits.then(|| self.rules.questionnaire.field_variable(self.sheet.cursor))
    }

    /// What is typed, at a glance: ticked codes, the code or text being typed, what was stopped.
    pub fn typed_glance(&self) -> String {
        let typed = self.typed.as_deref().unwrap_or("");
        let mut parts: Vec<&str> = self.ticks.iter().flatten().map(String::as_str).collect();
        parts.extend(Some(typed).filter(|typed| !typed.is_empty()));
        if parts.is_empty()
            && let Some(Answer::Value(value)) = self.pending_answer()
        {
            return value.neutral_text();
        }
        parts.join(", ")
    }

    /// The codes that stand in the field now: ticked, typed, or answered earlier.
    pub fn shown_codes(&self) -> Vec<String> {
        if let Some(ticks) = &self.ticks {
            return ticks.clone();
        }
        if let Some(typed) = &self.typed {
            return vec![typed.clone()];
        }
        match self.sheet.record.answer(self.sheet.cursor) {
            Answer::Value(Value::Code(code)) => vec![code.clone()],
            Answer::Value(Value::Codes(codes)) => codes.clone(),
            _ => Vec::new(),
        }
    }

    /// What the last line of the sheet says.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary { aside: self.sheet.aside.len(), ..Summary::default() };
        for field in self.order.iter().skip(1) {
            let place = self.sheet.record.field(*field);
            summary.kept += usize::from(place.kept);
            match &place.answer {
                Answer::Value(_) => summary.answers += 1,
                Answer::Missing(Missing::NotAsked) => {}
                Answer::Missing(_) => summary.missing += 1,
                Answer::NotKeyed if self.is_awaited(*field) => summary.unkeyed += 1,
                Answer::NotKeyed | Answer::NotApplicable => {}
            }
        }
        summary
    }
}
