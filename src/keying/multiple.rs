//! Multiple choice in a session: codes are read longest first, ticked, unticked, and the question ends
//! by Enter or by an exclusive code. What an accepted answer does is in `accept`.

use super::session::{Effect, Mode, Refusal, Session, Stop};
use super::typing::{as_written, code_of, may_begin, may_continue};
use crate::questionnaire::{Answer, Choice, Origin, Value};

impl Session {
    pub(super) fn character_in_multiple(&mut self, character: char, effects: &mut Vec<Effect>) {
        if let Some(missing) = self.missing_for(character).filter(|_| self.is_untyped()) {
            return self.take(Answer::Missing(missing), Origin::Keyed, effects);
        }
        if character == '+' {
            return self.close_code(effects);
        }
        let mut typed = self.typed.clone().unwrap_or_default();
        typed.push(character);
        let continues = may_begin(self.variable(), &typed);
        if !continues && typed.chars().count() > 1 {
            // The digit cannot continue the code before it: that one is closed, the digit begins another.
            self.close_code(effects);
            // An exclusive code has ended the question: the digit belongs to the next one.
            if self.mode == Mode::Field {
                self.character(character, effects);
            }
            return;
        }
        if !continues {
            return self.stop_unknown_code(typed, effects);
        }
        let longer = may_continue(self.variable(), &typed);
        self.typed = Some(typed);
        self.ticks.get_or_insert_default();
        if !longer {
            self.close_code(effects);
        }
    }

    pub(super) fn stop_unknown_code(&mut self, typed: String, effects: &mut Vec<Effect>) {
        let written = self.ticks.iter().flatten().chain([&typed]).cloned().collect::<Vec<_>>().join(" ");
        let answer = as_written(written);
        if self.confirmed(&answer) {
            return self.commit(answer, true, Origin::Keyed, effects);
        }
        let stop = Stop::Impossible(super::Problem::UnknownCode);
        self.stop(answer, Origin::Keyed, stop, effects);
        self.typed = Some(typed);
    }

    /// Ticks the code typed, or unticks it; an exclusive one ends the question.
    pub(super) fn close_code(&mut self, effects: &mut Vec<Effect>) {
        let typed = self.typed.take().unwrap_or_default();
        if typed.is_empty() {
            self.ticks.get_or_insert_default();
            return self.refuse(Refusal::NoMeaning, effects);
        }
        let Some(code) = code_of(self.variable(), &typed).map(str::to_owned) else {
            return self.stop_unknown_code(typed, effects);
        };
        let exclusive = self.variable().choice(&code).is_some_and(|choice| choice.exclusive);
        let ticks = self.ticks.get_or_insert_default();
        match ticks.iter().position(|tick| *tick == code) {
            Some(at) => _ = ticks.remove(at),
            None => {
                ticks.push(code);
                if exclusive {
                    self.end_multiple(effects);
                }
            }
        }
    }

    pub(super) fn end_multiple(&mut self, effects: &mut Vec<Effect>) {
        if self.typed.as_deref().is_some_and(|typed| !typed.is_empty()) {
            let cursor = self.sheet.cursor;
            self.close_code(effects);
            // Closing an exclusive code, or an unknown one, has ended the question already.
            if self.sheet.cursor != cursor || self.mode != Mode::Field || self.ticks.is_none() {
                return;
            }
        }
        let ticks = self.ticks.clone().unwrap_or_default();
        if ticks.is_empty() {
            if self.begins_line() {
                return self.end_table(effects);
            }
            return self.refuse(Refusal::NothingTicked, effects);
        }
        let in_order = |choice: &Choice| ticks.contains(&choice.name).then(|| choice.name.clone());
        let codes = self.variable().choices.iter().filter_map(in_order).collect();
        self.take(Answer::Value(Value::Codes(codes)), Origin::Keyed, effects);
    }
}
