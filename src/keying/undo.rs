//! Taking back the last thing done, and doing it again: over the whole sheet, each an entry.

use super::accept::answer_entry;
use super::aside::Aside;
use super::session::{Effect, Refusal, Session};
use super::{Cause, Entry};
use crate::questionnaire::{Answer, FieldId, FieldRecord, Value};

impl Session {
    pub(super) fn undo(&mut self, effects: &mut Vec<Effect>) {
        if !self.is_untyped() {
            return self.clear_typing();
        }
        self.reopen_if_finished(effects);
        // What constants filled goes with the answer before them.
        let mut back_to = None;
        loop {
            let constant = self.sheet.history.next_is_constant(false);
            let Some(step) = self.sheet.history.undo() else { break };
            for (field, before, _) in step.changes.iter().rev() {
                self.restore(*field, before, (Cause::Undo, &step.aside.0), effects);
            }
            self.sheet.aside.clone_from(&step.aside.0);
            if let Some((before, _)) = step.note {
                self.say_of_sheet(before, effects);
            }
            back_to = Some(step.cursor);
            if !constant {
                break;
            }
        }
        let Some(cursor) = back_to else { return self.refuse(Refusal::NothingToUndo, effects) };
        self.sheet.applicable = self.rules.applicable(&self.sheet.record);
        self.move_to(cursor);
    }

    fn reopen_if_finished(&mut self, effects: &mut Vec<Effect>) {
        if self.sheet.finished {
            self.open_if_needed(effects);
        }
    }

    pub(super) fn redo(&mut self, effects: &mut Vec<Effect>) {
        self.reopen_if_finished(effects);
        let mut done = None;
        while let Some(step) = self.sheet.history.redo() {
            for (field, _, after) in &step.changes {
                self.restore(*field, after, (Cause::Redo, &step.aside.1), effects);
            }
            self.sheet.aside.clone_from(&step.aside.1);
            if let Some((_, after)) = step.note.clone() {
                self.say_of_sheet(after, effects);
            }
            done.get_or_insert(step);
            if !self.sheet.history.next_is_constant(true) {
                break;
            }
        }
        let Some(step) = done else { return self.refuse(Refusal::NothingToUndo, effects) };
        self.sheet.applicable = self.rules.applicable(&self.sheet.record);
        self.move_to(step.end);
        // A remark leaves the cursor where it is; after an answer the next question follows.
        if step.changes.iter().any(|(_, before, after)| before.answer != after.answer) {
            self.advance();
        }
    }

    fn restore(
        &mut self,
        field: FieldId,
        to: &FieldRecord,
        (cause, aside): (Cause, &Aside),
        effects: &mut Vec<Effect>,
    ) {
        if field == self.number_field {
            if let Answer::Value(Value::Text(number)) = &to.answer {
                self.renumber(number.clone(), to.kept, effects);
            }
            return;
        }
        // Once a mismatch has been said, nothing that stands here is a first reading any more.
        let stands = self.sheet.record.field(field);
        let same = (&stands.answer, stands.kept) == (&to.answer, to.kept);
        let told = self.origin_once_told(field);
        let origin = if same { stands.origin } else { told.unwrap_or(to.origin) };
        let to = FieldRecord { origin, ..to.clone() };
        let from = std::mem::replace(self.sheet.record.field_mut(field), to.clone());
        if (&from.answer, from.kept) != (&to.answer, to.kept) {
            let mut cause = cause;
            if let Some(place) = aside.get(&field).filter(|_| to.answer == Answer::NotKeyed) {
                // The journal finds what was put aside in the entry before.
                if (&place.answer, place.origin) != (&from.answer, from.origin) {
                    self.keep(answer_entry(field, place, cause), effects);
                }
                cause = Cause::Filter;
            }
            self.keep(answer_entry(field, &to, cause), effects);
        }
        if from.note != to.note {
            let text = to.note.clone().unwrap_or_default();
            self.keep(Entry::Note { field: Some(field), text }, effects);
        }
    }
}
