//! Prompts of a session: a question's number to go to, a remark, a pause. They are left for where they were
//! begun. What keys do to answers is in `accept`.

use super::history::Step;
use super::session::{Effect, Mode, Refusal, Session};
use super::{Entry, Key};
use crate::questionnaire::FieldRecord;

impl Session {
    pub(super) fn key_when_paused(&mut self, key: Key, effects: &mut Vec<Effect>) {
        if key == Key::Enter {
            self.leave_prompt();
        } else {
            self.refuse(Refusal::NoMeaning, effects);
        }
    }

    pub(super) fn key_in_go_to(&mut self, key: Key, effects: &mut Vec<Effect>) {
        let Mode::GoTo(typed) = &mut self.mode else { return };
        match key {
            Key::Char(character) => typed.push(character),
            Key::Backspace => {
                if typed.pop().is_none() {
                    self.leave_prompt();
                }
            }
            Key::Enter => {
                let wanted = std::mem::take(typed);
                self.leave_prompt();
                match self.field_numbered(&wanted) {
                    Some(field) => {
                        self.mending = false;
                        self.move_to(field);
                    }
                    None => self.refuse(Refusal::NoSuchQuestion, effects),
                }
            }
            Key::Escape => self.leave_prompt(),
            _ => self.refuse(Refusal::NoMeaning, effects),
        }
    }

    pub(super) fn key_in_note(&mut self, key: Key, effects: &mut Vec<Effect>) {
        let Mode::Note(text) = &mut self.mode else { return };
        match key {
            Key::Char(character) => text.push(character),
            Key::ShiftEnter => text.push('\n'),
            Key::Backspace => _ = text.pop(),
            Key::Enter => {
                let text = std::mem::take(text);
                if self.notes_sheet() {
                    self.keep_sheet_note(text, effects);
                } else {
                    self.keep_note(text, effects);
                }
                self.leave_prompt();
            }
            Key::Escape if text.is_empty() || self.escape_warned => self.leave_prompt(),
            Key::Escape => self.warn_of_escape(effects),
            _ => self.refuse(Refusal::NoMeaning, effects),
        }
    }

    /// Esc on a text that is typed and not accepted does nothing the first time.
    pub(super) fn warn_of_escape(&mut self, effects: &mut Vec<Effect>) {
        self.escape_warned = true;
        self.refuse(Refusal::TextNotAccepted, effects);
    }

    /// Back to where the prompt was begun: the lock, the end of the sheet, the question.
    fn leave_prompt(&mut self) {
        let from_end = std::mem::take(&mut self.from_end);
        self.mode = match &self.pending {
            _ if from_end => Mode::End,
            Some(pending) => Mode::Stopped(pending.stop.clone()),
            None => Mode::Field,
        };
    }

    // Remarks.

    pub(super) fn begin_note(&mut self) {
        let note = if self.in_number() {
            self.sheet.note.clone()
        } else {
            self.sheet.record.field(self.sheet.cursor).note.clone()
        };
        self.mode = Mode::Note(note.unwrap_or_default());
    }

    fn keep_note(&mut self, text: String, effects: &mut Vec<Effect>) {
        let field = self.sheet.cursor;
        let before = self.sheet.record.field(field).clone();
        let note = Some(text.clone()).filter(|text| !text.is_empty());
        if note == before.note {
            return;
        }
        self.open_if_needed(effects);
        let after = FieldRecord { note, ..before.clone() };
        *self.sheet.record.field_mut(field) = after.clone();
        let changes = vec![(field, before, after)];
        self.sheet.history.push(Step { changes, ..Step::at(field, &self.sheet.aside) });
        effects.push(Effect::Keep(Entry::Note { field: Some(field), text }));
    }

    /// F4 at the end of the sheet: a remark on all of it.
    pub(super) fn begin_note_at_end(&mut self) {
        self.from_end = true;
        self.mode = Mode::Note(self.sheet.note.clone().unwrap_or_default());
    }

    fn keep_sheet_note(&mut self, text: String, effects: &mut Vec<Effect>) {
        let after = Some(text).filter(|text| !text.is_empty());
        if after == self.sheet.note {
            return;
        }
        self.open_if_needed(effects);
        let note = Some((self.sheet.note.clone(), after.clone()));
        self.sheet.history.push(Step { note, ..Step::at(self.sheet.cursor, &self.sheet.aside) });
        self.say_of_sheet(after, effects);
    }

    pub(super) fn say_of_sheet(&mut self, note: Option<String>, effects: &mut Vec<Effect>) {
        let text = note.clone().unwrap_or_default();
        self.sheet.note = note;
        effects.push(Effect::Keep(Entry::Note { field: None, text }));
    }
}
