//! The number of a sheet in a session: typed, offered, checked, taken; with it a sheet begins, is gone on
//! with or gets its right number. Answers are taken in `accept`.

use super::Entry;
use super::history::Step;
use super::session::{Effect, Mode, Refusal, Session, Sheet, Signal, Stop};
use super::stack::{NumberState, number_takes, typed_number};
use crate::questionnaire::{Answer, FieldId, Origin, Value};

impl Session {
    pub(super) fn character_in_number(&mut self, character: char, effects: &mut Vec<Effect>) {
        let typed = self.typed.clone().unwrap_or_default();
        if !number_takes(&self.rules.questionnaire, &typed, character) {
            return self.refuse(Refusal::NoMeaning, effects);
        }
        let typed = format!("{typed}{character}");
        let number = typed_number(&self.rules.questionnaire, &typed, false);
        self.typed = Some(typed);
        if let Some(number) = number {
            self.check_number(number, effects);
        }
    }

    pub(super) fn enter_in_number(&mut self, effects: &mut Vec<Effect>) {
        let typed = self.typed.clone().unwrap_or_default();
        if !typed.is_empty() {
            match typed_number(&self.rules.questionnaire, &typed, true) {
                Some(number) => self.check_number(number, effects),
                None => self.refuse(Refusal::NoMeaning, effects),
            }
        } else if self.sheet.number.is_some() {
            self.advance();
        } else {
            match self.offered_number().map(str::to_owned) {
                Some(number) => self.check_number(number, effects),
                None => self.refuse(Refusal::EmptyEnter, effects),
            }
        }
    }

    fn check_number(&mut self, number: String, effects: &mut Vec<Effect>) {
        if self.sheet.number.as_ref() == Some(&number) {
            return self.advance();
        }
        let answer = Answer::Value(Value::Text(number.clone()));
        match self.stack.problem(&self.rules.questionnaire, &number) {
            Some(problem) if !(problem.may_be_kept() && self.confirmed(&answer)) => {
                self.stop(answer, Origin::Keyed, Stop::Number(problem), effects);
            }
            problem => {
                self.take_number(number, problem.is_some(), effects);
                effects.push(Effect::Signal(Signal::Accepted));
            }
        }
    }

    /// Takes a number: goes on with the unfinished sheet of that number, begins a new sheet, or corrects
    /// the number of the open one.
    pub(super) fn take_number(&mut self, number: String, kept: bool, effects: &mut Vec<Effect>) {
        if let Some(NumberState::Unfinished(record)) = self.stack.pass.get(&number) {
            // A sheet already begun is left as it is: it stays unfinished under its own number.
            let record = (**record).clone();
            self.remember_unfinished();
            self.sheet = Sheet::blank(&self.rules, self.number_field);
            self.sheet.opened = true;
            self.sheet.applicable = self.rules.applicable(&record);
            self.sheet.record = record;
            self.sheet.aside = self.terms.aside.get(&number).cloned().unwrap_or_default();
            self.sheet.number = Some(number.clone());
            self.recall_mismatches();
            let after = self.stack.resume_after.filter(|_| self.stack.resume.as_ref() == Some(&number));
            effects.push(Effect::Keep(Entry::Resume { number }));
            return self.go_to_unkeyed_after(after);
        }
        let before = self.sheet.record.field(self.number_field).clone();
        self.renumber(number, kept, effects);
        if before.answer != Answer::NotKeyed {
            let after = self.sheet.record.field(self.number_field).clone();
            let changes = vec![(self.number_field, before, after)];
            self.sheet.history.push(Step { changes, ..Step::at(self.number_field, &self.sheet.aside) });
        }
        self.advance();
    }

    /// Gives the open sheet its number; an entry is needed only where one was kept before.
    pub(super) fn renumber(&mut self, number: String, kept: bool, effects: &mut Vec<Effect>) {
        if self.sheet.opened {
            if let Some(old) = &self.sheet.number {
                self.stack.pass.remove(old);
            }
            effects.push(Effect::Keep(Entry::Renumber { number: number.clone(), kept }));
        }
        self.set_number(number, kept);
    }

    fn remember_unfinished(&mut self) {
        if let (true, Some(number)) = (self.sheet.opened, self.sheet.number.clone()) {
            let record = Box::new(self.sheet.record.clone());
            self.terms.aside.insert(number.clone(), self.sheet.aside.clone());
            self.stack.pass.insert(number, NumberState::Unfinished(record));
        }
    }

    pub(super) fn set_number(&mut self, number: String, kept: bool) {
        let place = self.sheet.record.field_mut(self.number_field);
        place.answer = Answer::Value(Value::Text(number.clone()));
        place.kept = kept;
        self.sheet.number = Some(number);
        self.sheet.number_kept = kept;
        self.sheet.applicable = self.rules.applicable(&self.sheet.record);
    }

    pub(super) fn go_to_first_unkeyed(&mut self) {
        self.go_to_unkeyed_after(None);
    }

    /// The first question after a field that applies and is not keyed, else the first of the sheet.
    fn go_to_unkeyed_after(&mut self, after: Option<FieldId>) {
        let unkeyed = |field: &FieldId| self.is_awaited(*field);
        let from = after.and_then(|after| self.order.iter().position(|field| *field == after)).unwrap_or(0);
        let later = self.order.iter().skip(from + 1).copied().find(unkeyed);
        match later.or_else(|| self.order.iter().skip(1).copied().find(unkeyed)) {
            Some(field) => {
                self.move_to(field);
                self.advanced = true;
            }
            None => {
                self.clear_typing();
                self.mode = Mode::End;
            }
        }
    }

    /// The first entry of a sheet is asked for with its first answer, so that a number merely looked at
    /// leaves nothing behind.
    pub(super) fn open_if_needed(&mut self, effects: &mut Vec<Effect>) {
        if self.sheet.opened {
            return;
        }
        if let Some(number) = self.sheet.number.clone() {
            self.sheet.opened = true;
            effects.push(Effect::Keep(Entry::Open { number, kept: self.sheet.number_kept }));
            effects.extend(self.sheet.held.drain(..).map(Effect::Keep));
        }
    }
}
