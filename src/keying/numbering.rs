//! The number of a sheet in a session: typed, offered, checked, taken; with it a sheet begins, is gone on
//! with or gets its right number. Answers are taken in `accept`.

use super::aside::Aside;
use super::entry::Absence;
use super::history::{History, Step};
use super::session::{Effect, Mode, Refusal, Session, Sheet, Signal, Stop};
use super::shelf::{Kept, Taken};
use super::stack::{NumberProblem, number_takes, typed_number};
use super::{Entry, Key};
use crate::questionnaire::{Answer, FieldId, Origin, Record, Value};

impl Session {
    pub(super) fn character_in_number(&mut self, character: char, effects: &mut Vec<Effect>) {
        let typed = self.typed.clone().unwrap_or_default();
        if !number_takes(&self.rules.questionnaire, &typed, character) {
            return self.refuse(Refusal::NoMeaning, effects);
        }
        // A check letter is one whatever its case.
        let typed = format!("{typed}{}", character.to_ascii_uppercase());
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
        match self.shelf.problem(&self.rules.questionnaire, &number) {
            Some(problem) if !(problem.confirmed_by_retyping() && self.confirmed(&answer)) => {
                self.stop(answer, Origin::Keyed, Stop::Number(problem), effects);
            }
            problem => {
                let kept = problem.is_some_and(NumberProblem::breaks_rule);
                self.take_number(number, kept, effects);
                effects.push(Effect::Signal(Signal::Accepted));
            }
        }
    }

    /// F3 on a number that was stopped: as it stands, as a second sheet of that number, or against what
    /// was declared.
    pub(super) fn keep_number(&mut self, problem: NumberProblem, number: String, effects: &mut Vec<Effect>) {
        if !problem.may_be_kept() {
            return self.refuse(Refusal::CannotKeep, effects);
        }
        self.mode = Mode::Field;
        self.pending = None;
        if matches!(problem, NumberProblem::DeclaredVoid | NumberProblem::DeclaredMissing) {
            self.shelf.declare(&number, None);
            effects.push(Effect::Keep(Entry::Withdraw { number: number.clone() }));
            return self.check_number(number, effects);
        }
        self.take_number(number, problem.breaks_rule(), effects);
        effects.push(Effect::Signal(Signal::Accepted));
    }

    /// Takes a number: goes on with the unfinished sheet of that number, begins a new sheet, or corrects
    /// the number of the open one.
    pub(super) fn take_number(&mut self, number: String, kept: bool, effects: &mut Vec<Effect>) {
        if let Some(own) = self.shelf.own_unfinished(&number) {
            return self.open_own(own, effects);
        }
        if self.sheet.finished && !self.correcting_number {
            // A finished sheet that is only looked at is left as it is.
            self.leave_sheet();
            self.blank_sheet();
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
        if self.sheet.finished {
            self.open_if_needed(effects);
        }
        if let (true, Some(own)) = (self.sheet.opened, self.sheet.own) {
            self.shelf.renumber(own, &number);
            effects.push(Effect::Keep(Entry::Renumber { number: number.clone(), kept }));
        }
        self.set_number(number, kept);
    }

    /// Backspace in the number field of a finished sheet: what is typed next corrects its number, while
    /// a number typed at once goes to another sheet.
    pub(super) fn correct_number(&mut self) {
        self.correcting_number = true;
        self.typed = Some(String::new());
    }

    pub(super) fn blank_sheet(&mut self) {
        self.sheet = Sheet::blank(&self.rules, self.number_field);
        self.clear_typing();
        self.last_accepted = None;
        self.stopped_answer = None;
        self.mending = false;
        self.mode = Mode::Field;
    }

    // Sheets of one's own: left, gone back to, opened again.

    /// The sheet under the hands is left as it is: unfinished under its own number, or finished.
    pub(super) fn leave_sheet(&mut self) {
        let Some(own) = self.sheet.own else {
            self.left_for_another = self.sheet.number.clone().or(self.left_for_another.take());
            return;
        };
        if !self.sheet.finished {
            self.left_for_another.clone_from(&self.sheet.number);
        }
        let kept = self.kept();
        self.shelf.leave(own, self.sheet.finished, kept);
    }

    pub(super) fn kept(&mut self) -> Kept {
        let history = std::mem::take(&mut self.sheet.history);
        let (record, note) = (self.sheet.record.clone(), self.sheet.note.clone());
        Kept { record, note, aside: self.sheet.aside.clone(), history }
    }

    /// Goes to another of the operator's own sheets: at once, or when it has been fetched.
    pub(super) fn open_own(&mut self, own: usize, effects: &mut Vec<Effect>) {
        self.leave_sheet();
        let Taken { number, keying, finished, kept } = self.shelf.take(own);
        self.blank_sheet();
        match (kept, keying) {
            (Some(kept), _) => self.show_own(own, finished, number, kept, effects),
            (None, Some(keying)) => {
                self.mode = Mode::Fetching;
                self.fetching = Some((own, finished, number));
                effects.push(Effect::Fetch { keying });
            }
            (None, None) => self.shelf.put_back(own, finished),
        }
    }

    /// A sheet asked for with [`Effect::Fetch`] is there: its answers, the remark on it and the answers put
    /// aside, or nothing if it could not be read. Keys typed meanwhile follow.
    pub fn fetched(&mut self, found: Option<(Record, Option<String>, Aside)>, effects: &mut Vec<Effect>) {
        let Some((own, finished, number)) = self.fetching.take() else { return };
        self.mode = Mode::Field;
        match found {
            Some((record, note, aside)) => {
                let kept = Kept { record, note, aside, history: History::default() };
                self.show_own(own, finished, number, kept, effects);
            }
            None => {
                self.shelf.put_back(own, finished);
                self.early_keys.clear();
                self.refuse(Refusal::SheetNotRead, effects);
            }
        }
        for key in std::mem::take(&mut self.early_keys) {
            self.key(key, effects);
        }
    }

    fn show_own(
        &mut self,
        own: usize,
        finished: bool,
        number: String,
        kept: Kept,
        effects: &mut Vec<Effect>,
    ) {
        let Kept { record, note, aside, history } = kept;
        let sheet = &mut self.sheet;
        (sheet.own, sheet.finished, sheet.opened) = (Some(own), finished, !finished);
        sheet.applicable = self.rules.applicable(&record);
        sheet.number_kept = record.field(self.number_field).kept;
        (sheet.record, sheet.note, sheet.history) = (record, note, history);
        sheet.aside =
            if aside.is_empty() { self.terms.aside.remove(&number).unwrap_or_default() } else { aside };
        sheet.number = Some(number.clone());
        self.recall_mismatches();
        if finished {
            return;
        }
        let after = self.shelf.stack().resume_after;
        let after = after.filter(|_| self.shelf.stack().resume.as_ref() == Some(&number));
        effects.push(Effect::Keep(Entry::Resume { number, keying: self.shelf.keying(own) }));
        self.go_to_unkeyed_after(after);
    }

    /// ↑ in the number field: the own sheet finished before this one.
    pub(super) fn go_to_sheet_before(&mut self, effects: &mut Vec<Effect>) {
        let here = self.sheet.own.filter(|_| self.sheet.finished);
        match self.shelf.finished_before(here) {
            Some(own) => self.open_own(own, effects),
            None => self.refuse(Refusal::NoSheetBefore, effects),
        }
    }

    /// ↑ on a number that this operator has keyed: opens that sheet.
    pub(super) fn open_keyed(&mut self, effects: &mut Vec<Effect>) {
        let Some(pending) = self.pending.take() else { return };
        self.mode = Mode::Field;
        let own = match &pending.answer {
            Answer::Value(Value::Text(number)) => self.shelf.own_finished(number),
            _ => None,
        };
        match own {
            Some(own) => self.open_own(own, effects),
            None => self.refuse(Refusal::NoMeaning, effects),
        }
    }

    /// The sheet that was left for an older one, or the next of the stack after `number`.
    pub(super) fn go_on_after(&mut self, number: Option<String>, effects: &mut Vec<Effect>) {
        self.blank_sheet();
        self.after = number;
        if let Some(left) = self.left_for_another.take() {
            if let Some(own) = self.shelf.own_unfinished(&left) {
                return self.open_own(own, effects);
            }
            if self.shelf.problem(&self.rules.questionnaire, &left).is_none() {
                self.set_number(left, false);
                return self.advance();
            }
        }
        // A sheet left unfinished is reached by typing its number, so that what was said about it on
        // screen is seen.
        let next = self.offered_number().map(str::to_owned);
        if let Some(next) = next.filter(|next| self.shelf.own_unfinished(next).is_none()) {
            self.set_number(next, false);
            self.advance();
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
    /// leaves nothing behind. A finished sheet is opened again with its first change.
    pub(super) fn open_if_needed(&mut self, effects: &mut Vec<Effect>) {
        if self.sheet.opened {
            return;
        }
        let Some(number) = self.sheet.number.clone() else { return };
        self.sheet.opened = true;
        if let (true, Some(own)) = (std::mem::take(&mut self.sheet.finished), self.sheet.own) {
            self.shelf.reopened(own);
            effects.push(Effect::Keep(Entry::Resume { number, keying: self.shelf.keying(own) }));
            effects.push(Effect::Keep(Entry::Reopen));
            effects.extend(self.sheet.held.drain(..).map(Effect::Keep));
        } else if !self.without_rules {
            self.sheet.own = Some(self.shelf.begin(&number));
            effects.push(Effect::Keep(Entry::Open { number, kept: self.sheet.number_kept }));
            effects.extend(self.sheet.held.drain(..).map(Effect::Keep));
        }
    }

    // Declaring that a sheet is void or missing.

    /// F9: the number typed, the one set, or the one offered.
    pub(super) fn begin_declaring(&mut self, effects: &mut Vec<Effect>) {
        let typed = self.typed.clone().unwrap_or_default();
        let number = if !typed.is_empty() {
            typed_number(&self.rules.questionnaire, &typed, true)
        } else if self.sheet.own.is_some() {
            None
        } else {
            self.sheet.number.clone().or_else(|| self.offered_number().map(str::to_owned))
        };
        let Some(number) = number else { return self.refuse(Refusal::NothingToDeclare, effects) };
        match self.shelf.problem(&self.rules.questionnaire, &number) {
            None | Some(NumberProblem::NotInBatch) if self.shelf.own_unfinished(&number).is_none() => {
                self.clear_typing();
                self.mode = Mode::Declare { number, absence: None, reason: String::new() };
            }
            Some(problem) => {
                let answer = Answer::Value(Value::Text(number));
                self.stop(answer, Origin::Keyed, Stop::Number(problem), effects);
            }
            None => self.refuse(Refusal::NothingToDeclare, effects),
        }
    }

    pub(super) fn key_in_declare(&mut self, key: Key, effects: &mut Vec<Effect>) {
        let Mode::Declare { number, absence, reason } = &mut self.mode else { return };
        match (key, *absence) {
            (Key::Escape, _) => self.mode = Mode::Field,
            (Key::Backspace, None) => self.mode = Mode::Field,
            (Key::Char('1'), None) => *absence = Some(Absence::Void),
            (Key::Char('2'), None) => *absence = Some(Absence::Missing),
            (Key::Char(character), Some(_)) => reason.push(character),
            (Key::Backspace, Some(_)) => {
                if reason.pop().is_none() {
                    *absence = None;
                }
            }
            (Key::Enter, Some(_)) if reason.trim().is_empty() => self.refuse(Refusal::ReasonWanted, effects),
            (Key::Enter, Some(absence)) => {
                let (number, reason) = (number.clone(), reason.trim().to_owned());
                self.shelf.declare(&number, Some(absence));
                effects.push(Effect::Keep(Entry::Declare { number: number.clone(), absence, reason }));
                effects.push(Effect::Signal(Signal::Accepted));
                // The next number waits to be confirmed: the paper in the hand says which it is.
                self.blank_sheet();
                self.after = Some(number);
            }
            _ => self.refuse(Refusal::NoMeaning, effects),
        }
    }
}
