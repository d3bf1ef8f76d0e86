//! Moving the cursor of a session: next, previous, by number, to the end of the sheet and to the next
//! sheet. Answers are taken in `accept`.

use super::rules::Broken;
use super::session::{Effect, Mode, Refusal, Session, Signal, Stop};
use super::{Entry, Key};
use crate::questionnaire::{Answer, FieldId, Origin};

impl Session {
    /// Puts the cursor on a field, untouched; an answer already there stays.
    pub(super) fn move_to(&mut self, field: FieldId) {
        if self.sheet.cursor != field {
            self.stopped_answer = None;
        }
        self.sheet.cursor = field;
        self.mode = Mode::Field;
        self.clear_typing();
    }

    pub(super) fn clear_typing(&mut self) {
        self.typed = None;
        self.caret = 0;
        self.ticks = None;
        self.pending = None;
        self.correcting_number = false;
    }

    fn position(&self) -> usize {
        self.order.iter().position(|field| *field == self.sheet.cursor).unwrap_or(0)
    }

    /// The next question that applies, or the end of the sheet.
    pub(super) fn advance(&mut self) {
        let goes_to = |field: &FieldId| self.goes_to(*field) && !self.is_constant(*field);
        let next = self.order.iter().skip(self.position() + 1).copied().find(goes_to);
        match next {
            Some(field) => {
                self.move_to(field);
                self.advanced = true;
            }
            None => self.go_to_end(),
        }
    }

    /// A question is stopped at when it applies, this pass and the sheet's version ask it, and its line of a
    /// table was not ended.
    fn goes_to(&self, field: FieldId) -> bool {
        let answer = self.sheet.record.answer(field);
        let asked = !self.is_left_out(field) && !answer.is_not_asked();
        self.applies(field) && *answer != Answer::NotApplicable && asked
    }

    fn go_to_end(&mut self) {
        self.clear_typing();
        self.mode = Mode::End;
    }

    /// Backspace in an empty field: the previous question that applies.
    pub(super) fn go_back(&mut self, effects: &mut Vec<Effect>) {
        let back = self.order[..self.position()].iter().rev().copied().find(|field| self.goes_to(*field));
        match back {
            Some(field) => self.move_to(field),
            None => self.refuse(Refusal::NoMeaning, effects),
        }
    }

    /// ↑ and Shift+Tab: the previous question, skipped ones included, nothing changed.
    pub(super) fn step_up(&mut self, effects: &mut Vec<Effect>) {
        self.mending = false;
        match self.position().checked_sub(1) {
            Some(at) => self.move_to(self.order[at]),
            None if self.is_untyped() => self.go_to_sheet_before(effects),
            None => self.refuse(Refusal::NoMeaning, effects),
        }
    }

    /// ↓ and Tab: the next question, skipped ones included, nothing changed.
    pub(super) fn step_down(&mut self, effects: &mut Vec<Effect>) {
        self.mending = false;
        if self.in_number() && self.sheet.number.is_none() {
            return self.refuse(Refusal::EmptyEnter, effects);
        }
        match self.order.get(self.position() + 1) {
            Some(field) => self.move_to(*field),
            None => self.go_to_end(),
        }
    }

    /// The field whose question has that number: as printed (`Q3b`), or its part after the letters
    /// (`3b`), nearest to the numbering under the cursor (`Q` before `I` on a `Q` question).
    pub(super) fn field_numbered(&self, wanted: &str) -> Option<FieldId> {
        let wanted = wanted.trim().to_lowercase();
        let number = |field: &FieldId| self.rules.questionnaire.field_variable(*field).number.to_lowercase();
        let letters = |number: &str| -> String { number.chars().take_while(|c| c.is_alphabetic()).collect() };
        let here = letters(&number(&self.sheet.cursor));
        let find =
            |fits: &dyn Fn(&str) -> bool| self.order.iter().copied().find(|field| fits(&number(field)));
        let after = |number: &str| number.trim_start_matches(char::is_alphabetic).to_owned();
        if wanted.is_empty() || (self.sheet.number.is_none()) {
            return None;
        }
        find(&|number| number == wanted)
            .or_else(|| find(&|number| after(number) == wanted && letters(number) == here))
            .or_else(|| find(&|number| after(number) == wanted && letters(number) == "q"))
            .or_else(|| find(&|number| after(number) == wanted))
            // The number of a grid or pair stands before those of its rows.
            .or_else(|| {
                find(&|number| {
                    !number.is_empty() && after(number).starts_with(&wanted) && letters(number) == here
                })
            })
            .or_else(|| find(&|number| !number.is_empty() && after(number).starts_with(&wanted)))
    }

    pub(super) fn key_at_end(&mut self, key: Key, effects: &mut Vec<Effect>) {
        match key {
            Key::Enter => self.finish(effects),
            Key::Backspace | Key::Up | Key::ShiftTab => self.back_from_end(key),
            Key::Escape => {
                self.pause(effects);
                self.from_end = true;
            }
            Key::Function(2) => {
                self.from_end = true;
                self.mode = Mode::GoTo(String::new());
            }
            Key::Function(4) => self.begin_note_at_end(),
            Key::Control('z') => self.undo(effects),
            Key::Control('y') => self.redo(effects),
            _ => self.refuse(Refusal::NoMeaning, effects),
        }
    }

    /// Backspace goes to the last question that applies, the arrow to the last one of the paper.
    fn back_from_end(&mut self, key: Key) {
        let back =
            self.order.iter().rev().copied().find(|field| key != Key::Backspace || self.goes_to(*field));
        if let Some(field) = back {
            self.move_to(field);
        }
    }

    /// Ends the sheet and opens the next number, unless a question that applies is not keyed or an
    /// answer stands in a skipped question without a decision.
    fn finish(&mut self, effects: &mut Vec<Effect>) {
        let unkeyed = |field: &FieldId| self.is_awaited(*field);
        if let Some(field) = self.order.iter().skip(1).copied().find(unkeyed) {
            // Locked, so that the keys of the next sheet, already on their way, are not answers here.
            self.mending = true;
            self.move_to(field);
            return self.stop(Answer::NotKeyed, Origin::Keyed, Stop::NotKeyed, effects);
        }
        if let Some(field) = self.unread_mismatch() {
            self.move_to(field);
            self.mending = true;
            return self.stop_mismatch(field, effects);
        }
        if let Some((field, broken)) = self.undecided() {
            let place = self.sheet.record.field(field).clone();
            self.move_to(field);
            self.mending = true;
            return self.stop(place.answer, place.origin, Stop::Broken(broken), effects);
        }
        // A finished sheet in which nothing was changed stays as it is.
        if !self.sheet.finished {
            self.open_if_needed(effects);
            effects.push(Effect::Keep(Entry::Finish));
            effects.push(Effect::Signal(Signal::Finished));
        }
        self.next_sheet(effects);
    }

    /// The first answer that breaks a rule and of which nobody said that the paper has it. A finished
    /// sheet that is only looked at is left as it is.
    fn undecided(&self) -> Option<(FieldId, Broken)> {
        let fields = self.order.iter().skip(1).copied().filter(|_| !self.sheet.finished);
        let broken = |field| self.rules.undecided(&self.sheet.record, &self.sheet.applicable, field);
        fields.filter_map(|field| Some((field, broken(field)?))).next()
    }

    fn next_sheet(&mut self, effects: &mut Vec<Effect>) {
        let looked_at = self.sheet.finished;
        let number = self.sheet.number.take();
        if let Some(own) = self.sheet.own {
            let kept = self.kept();
            if !looked_at {
                self.previous = Some(kept.record.clone());
            }
            self.shelf.leave(own, true, kept);
        }
        let after = if looked_at { self.after.take().or(number) } else { number };
        self.go_on_after(after, effects);
    }

    pub(super) fn pause(&mut self, effects: &mut Vec<Effect>) {
        self.clear_typing();
        self.mode = Mode::Paused;
        effects.push(Effect::Signal(Signal::Paused));
    }
}
