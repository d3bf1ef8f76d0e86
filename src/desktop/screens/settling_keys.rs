//! What a key does while differences are settled, by what the screen waits for. Painting is in
//! `settling_panels`.

use super::settling::{From, Phase, Reasoned, SettlingScreen};
use super::settling_panels as panels;
use crate::compare::{Item, Verdict, settle_reading};
use crate::desktop::sound::Cue;
use crate::keying::Key;
use crate::keying::reading::Reader;
use crate::questionnaire::{Answer, Missing, VariableType};
use crate::study::{Means, Target};

impl SettlingScreen {
    pub(super) fn key(&mut self, key: Key) {
        let (idle, due) = (self.is_idle(), self.is_due());
        match (key, &mut self.phase) {
            (
                Key::Escape,
                Phase::Choosing { .. } | Phase::Reason { .. } | Phase::Confirming(..) | Phase::Slipped { .. },
            ) => {
                self.go_to(self.at);
            }
            (Key::Escape, _) if !idle => self.go_to(self.at),
            (Key::Escape, _) => self.leave = true,
            (_, Phase::Reason { .. }) => self.key_in_reason(key),
            (Key::Enter, Phase::Arrived(_)) => self.go_to(self.at),
            // Locked: keys already on their way cannot become the answer to another question.
            (_, Phase::Arrived(_)) => self.give(Cue::Stop),
            (Key::Down, _) => self.go_to_open(From::Next),
            (Key::Up, _) => self.go_back_one(),
            (Key::Control('z'), _) => self.take_back(),
            (Key::Function(5), _) if idle => self.turn_order(),
            (Key::Function(6), _) if idle => self.next_batch(),
            (Key::Function(9), _) if idle => self.ask_whether_unreadable(),
            (Key::Function(7), Phase::Reading(_) | Phase::Confirming(..)) if !due => {
                self.show_both(None);
            }
            (_, Phase::Reading(reader)) => {
                let (answer, cue) = read_key(reader, key);
                cue.into_iter().for_each(|cue| self.give(cue));
                if let Some(answer) = answer {
                    self.read(answer);
                }
            }
            (Key::Enter, Phase::Confirming(answer)) => {
                let answer = answer.clone();
                self.give(Cue::Accepted);
                self.weigh(answer);
            }
            (Key::Enter, Phase::Slipped { .. }) => {
                self.give(Cue::Accepted);
                self.settle_slip();
            }
            (Key::Backspace, Phase::Confirming(..) | Phase::Slipped { .. }) => self.go_to(self.at),
            (_, Phase::Choosing { .. }) => self.key_in_choosing(key),
            (Key::Function(3), Phase::Check { .. }) if idle => self.keep_check(),
            (Key::Tab, Phase::Check { .. }) => self.next_check_field(),
            (_, Phase::Check { reader, .. }) => {
                let field = reader.field();
                let (answer, cue) = read_key(reader, key);
                cue.into_iter().for_each(|cue| self.give(cue));
                if let Some(answer) = answer {
                    self.ask_reason(Reasoned::Correction(field, answer));
                }
            }
            (_, Phase::Confirming(..) | Phase::Slipped { .. }) => self.give(Cue::Warning),
            _ => {}
        }
    }

    fn ask_reason(&mut self, of: Reasoned) {
        self.give(Cue::Warning);
        self.phase = Phase::Reason { of, text: String::new() };
    }

    /// A blind reading is complete: weighed against the two keyings, after Enter where there are only
    /// two possible answers.
    fn read(&mut self, answer: Answer) {
        let Some(review) = &self.review else { return };
        let Phase::Reading(reader) = &self.phase else { return };
        let variable = review.snapshot.questionnaire.field_variable(reader.field());
        // Reading one of only two boxes gives the other away, so a slip of the finger would settle it.
        let two_answers = variable.kind == VariableType::SelectOne
            && variable.choices.len() == 2
            && matches!(answer, Answer::Value(_));
        if two_answers {
            self.give(Cue::Warning);
            self.phase = Phase::Confirming(answer);
        } else {
            self.weigh(answer);
        }
    }

    fn weigh(&mut self, reading: Answer) {
        let Some((review, item)) = self.review.clone().zip(self.item().cloned()) else { return };
        if let Some(due) = self.rereading.take() {
            return self.weigh_again(due, reading);
        }
        if let Item::Due { field } = item.item {
            // Nobody keyed it: this reading is the answer.
            return self.decide_answer(field, reading, Means::BlindReading, String::new());
        }
        let Item::Difference { field, .. } = item.item else { return };
        let Some((first, second)) = review.answers_of(&item.number, field) else { return };
        match settle_reading(&review.snapshot.questionnaire, field, first, second, &reading) {
            verdict @ (Verdict::First | Verdict::Second | Verdict::BoxByBox) => {
                let seen = self.seen.contains(&(item.number, field));
                let means = if seen { Means::SeenBoth } else { Means::BlindReading };
                let place = self.at;
                self.decide_answer(field, reading, means, String::new());
                if !seen {
                    self.on_with_slip(place, verdict);
                }
            }
            Verdict::Neither => self.show_both(Some(reading)),
        }
    }

    /// Both keyings are shown, which is remembered.
    pub(super) fn show_both(&mut self, reading: Option<Answer>) {
        if let Some((number, field)) = self.item().and_then(|item| Some((item.number.clone(), item.field()?)))
        {
            self.seen.insert((number, field));
            self.phase = Phase::Choosing { reading };
        }
    }

    /// `A` and `B` take a keying as shown, `C` the reading (letters, so that no code is taken for a key);
    /// `-` says illegible; Backspace reads again.
    fn key_in_choosing(&mut self, key: Key) {
        let Some((review, item)) = self.review.clone().zip(self.item().cloned()) else { return };
        let Item::Difference { field, .. } = item.item else { return };
        let Some((first, second)) = review.answers_of(&item.number, field) else { return };
        let Phase::Choosing { reading } = &self.phase else { return };
        let (left, right) =
            if panels::swapped(&item.number, field) { (second, first) } else { (first, second) };
        let code = review.snapshot.questionnaire.missing_code(Missing::Illegible);
        let illegible = code.map(|code| code.key).filter(|key| !"aAbBcC".contains(*key));
        let chosen = match key {
            Key::Char('a' | 'A') => Some(left.clone()),
            Key::Char('b' | 'B') => Some(right.clone()),
            Key::Char('c' | 'C') => reading.clone(),
            Key::Char(key) if Some(key) == illegible => Some(Answer::Missing(Missing::Illegible)),
            Key::Backspace => return self.go_to(self.at),
            _ => None,
        };
        let Some(answer) = chosen else { return self.give(Cue::Warning) };
        let answer = if answer == Answer::NotKeyed { Answer::NotApplicable } else { answer };
        if matches!(key, Key::Char('a' | 'A' | 'b' | 'B')) || answer == *left || answer == *right {
            self.give(Cue::Accepted);
            self.decide_answer(field, answer, Means::SeenBoth, String::new());
        } else {
            self.ask_reason(Reasoned::Overruled(field, answer));
        }
    }

    fn key_in_reason(&mut self, key: Key) {
        let Phase::Reason { of, text } = &mut self.phase else { return };
        match key {
            Key::Char(character) => text.push(character),
            Key::Backspace => _ = text.pop(),
            Key::Enter if !text.trim().is_empty() => {
                let (of, reason) = (of.clone(), text.trim().to_owned());
                self.give(Cue::Accepted);
                match of {
                    Reasoned::Correction(field, answer) => {
                        self.decide_answer(field, answer, Means::Correction, reason);
                    }
                    Reasoned::Overruled(field, answer) => {
                        self.decide_answer(field, answer, Means::SeenBoth, reason);
                    }
                    Reasoned::Unreadable => self.declare_unreadable(reason),
                }
            }
            Key::Enter => self.give(Cue::Warning),
            _ => {}
        }
    }

    /// A sheet at the field team can be read again; of another one it is asked why it cannot.
    fn ask_whether_unreadable(&mut self) {
        let Some(number) = self.item().map(|item| item.number.clone()) else { return };
        if matches!(self.phase, Phase::Done) {
            return;
        }
        if self.is_unreadable(&number) {
            self.readable_again(&number);
        } else {
            self.ask_reason(Reasoned::Unreadable);
        }
    }

    fn keep_check(&mut self) {
        let Some(Item::Check(failure)) = self.item().map(|item| item.item.clone()) else { return };
        let target = Target::KeepCheck { check: failure.name };
        self.give(Cue::Accepted);
        self.decide(target, Means::CheckKept, String::new());
    }
}

/// A key of a reading: the answer once it is complete, and what is heard. Says nothing of the keyings.
fn read_key(reader: &mut Reader, key: Key) -> (Option<Answer>, Option<Cue>) {
    let answer = reader.key(key);
    (answer, reader.signal().and_then(Cue::of))
}
