//! Taking answers in a session: what each key does in a field, the lock after a stop. Taking back is in `undo`, moving in
//! `movement`, the sheet's number in `numbering`, multiple choice in `multiple`, tables in `table`, reading what was typed in `typing`, rules in `rules`.

use super::history::Step;
use super::rules::Broken;
use super::session::{Effect, Mode, Refusal, Session, Signal, Stop};
use super::stack::NumberProblem;
use super::typing::{Reading, as_written, read_typed};
use super::{Cause, Entry, Key};
use crate::questionnaire::{Answer, FieldId, FieldRecord, Missing, Origin, Value, Variable, VariableType};

/// An answer that waits for a decision.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    pub(super) answer: Answer,
    pub(super) origin: Origin,
    pub(super) stop: Stop,
}

impl Session {
    pub(super) fn key_in_field(&mut self, key: Key, effects: &mut Vec<Effect>) {
        match key {
            Key::Char(character) => self.character(character, effects),
            Key::Enter => self.enter(effects),
            Key::ShiftEnter => self.line_break(effects),
            Key::Backspace => self.backspace(effects),
            Key::Up | Key::Down if self.is_searching() => self.pick(key),
            Key::Up | Key::ShiftTab => self.step_up(effects),
            Key::Down | Key::Tab => self.step_down(effects),
            Key::Left | Key::Right | Key::Home | Key::End => self.move_caret(key, effects),
            Key::Escape if self.has_unaccepted_text() && !self.escape_warned => self.warn_of_escape(effects),
            Key::Escape => self.pause(effects),
            Key::Function(2) => self.mode = Mode::GoTo(String::new()),
            Key::Function(3) if self.is_untyped() && self.keep_aside(effects) => {}
            Key::Function(4) if self.sheet.number.is_some() => self.begin_note(),
            Key::Function(10) => self.toggle_constant(effects),
            Key::Function(9) if self.in_number() => self.begin_declaring(effects),
            Key::Function(6) if !self.in_number() => self.mode = Mode::ConfirmBlank,
            Key::Control('z') => self.undo(effects),
            Key::Control('y') => self.redo(effects),
            _ => self.refuse(Refusal::NoMeaning, effects),
        }
    }

    pub(super) fn variable(&self) -> &Variable {
        self.rules.questionnaire.field_variable(self.sheet.cursor)
    }

    fn is_text(&self) -> bool {
        matches!(self.variable().kind, VariableType::Text { .. })
    }

    /// Open text that Enter has not accepted.
    fn has_unaccepted_text(&self) -> bool {
        let typed = self.typed.as_deref().unwrap_or("");
        let given = match self.sheet.record.answer(self.sheet.cursor) {
            Answer::Value(Value::Text(text)) => text.as_str(),
            _ => "",
        };
        self.is_text() && !self.in_number() && !typed.is_empty() && typed != given
    }

    fn is_multiple(&self) -> bool {
        self.variable().kind == VariableType::SelectMultiple
    }

    /// Nothing typed in the field since the cursor came (an answer given earlier may show there).
    pub(super) fn is_untyped(&self) -> bool {
        self.typed.as_deref().unwrap_or("").is_empty() && self.ticks.as_deref().unwrap_or(&[]).is_empty()
    }

    pub(super) fn character(&mut self, character: char, effects: &mut Vec<Effect>) {
        if self.in_number() {
            self.character_in_number(character, effects);
        } else if self.is_text() {
            self.insert(character);
        } else if character == '+' && self.is_untyped() {
            self.repeat_previous(effects);
        } else if self.is_multiple() {
            self.character_in_multiple(character, effects);
        } else if self.is_searching()
            || (character.is_alphabetic() && self.is_untyped() && self.takes_letters())
        {
            self.character_of_name(character, effects);
        } else if let Some(missing) = self.missing_for(character).filter(|_| self.is_untyped()) {
            self.missing_key(character, missing, effects);
        } else {
            self.type_and_read(character, effects);
        }
    }

    /// A missing key in an empty field; a minus sign may also begin a negative number.
    fn missing_key(&mut self, character: char, missing: Missing, effects: &mut Vec<Effect>) {
        let negative = matches!(
            self.variable().kind,
            VariableType::Integer { negative: true, .. } | VariableType::Decimal { negative: true, .. }
        );
        if character == '-' && negative {
            self.typed = Some("-".to_owned());
            return;
        }
        self.take(Answer::Missing(missing), Origin::Keyed, effects);
    }

    fn type_and_read(&mut self, character: char, effects: &mut Vec<Effect>) {
        let mut typed = self.typed.clone().unwrap_or_default();
        typed.push(character);
        match self.reading(&typed, false) {
            Reading::Refused => self.refuse(Refusal::NoMeaning, effects),
            reading => {
                self.typed = Some(typed);
                self.take_reading(reading, effects);
            }
        }
    }

    fn reading(&self, typed: &str, entered: bool) -> Reading {
        let field = self.sheet.cursor;
        let fits = |value: &Value| self.rules.fits(&self.sheet.record, &self.sheet.applicable, field, value);
        read_typed(self.variable(), typed, entered, &fits)
    }

    fn take_reading(&mut self, reading: Reading, effects: &mut Vec<Effect>) {
        match reading {
            Reading::Wait => {}
            Reading::Refused => self.refuse(Refusal::EmptyEnter, effects),
            Reading::Complete(value) => self.take(Answer::Value(value), Origin::Keyed, effects),
            Reading::Impossible(text, problem) => {
                let answer = as_written(text);
                if self.confirmed(&answer) {
                    return self.commit(answer, true, Origin::Keyed, effects);
                }
                self.stop(answer, Origin::Keyed, Stop::Impossible(problem), effects);
            }
            Reading::Century(earlier, later) => {
                self.mode = Mode::Century { earlier, later, typed: String::new() };
            }
        }
    }

    pub(super) fn key_in_century(&mut self, key: Key, effects: &mut Vec<Effect>) {
        let Mode::Century { earlier, later, typed } = &mut self.mode else { return };
        match key {
            // Two digits and Enter, so that digits on their way to the next question choose nothing.
            Key::Char(digit)
                if ["19", "20"].iter().any(|century| century.starts_with(&format!("{typed}{digit}"))) =>
            {
                typed.push(digit);
            }
            Key::Enter if typed == "19" || typed == "20" => {
                let chosen = if typed == "19" { earlier.clone() } else { later.clone() };
                self.mode = Mode::Field;
                self.take(Answer::Value(chosen), Origin::Keyed, effects);
            }
            Key::Backspace if !typed.is_empty() => _ = typed.pop(),
            Key::Backspace => {
                self.mode = Mode::Field;
                self.typed = Some(String::new());
            }
            Key::Up => {
                self.mode = Mode::Field;
                self.step_up(effects);
            }
            Key::Control('z') => {
                self.clear_typing();
                self.mode = Mode::Field;
            }
            Key::Escape => self.pause(effects),
            _ => self.refuse(Refusal::Locked, effects),
        }
    }

    fn enter(&mut self, effects: &mut Vec<Effect>) {
        if self.in_number() {
            self.enter_in_number(effects);
        } else if self.typed.is_none() && self.ticks.is_none() && self.has_answer() {
            // Passing over an answer already given leaves it as it is.
            self.advance();
        } else if self.is_multiple() {
            self.end_multiple(effects);
        } else if self.is_text() {
            self.enter_text(effects);
        } else {
            self.enter_typed(effects);
        }
    }

    fn has_answer(&self) -> bool {
        *self.sheet.record.answer(self.sheet.cursor) != Answer::NotKeyed
    }

    fn enter_typed(&mut self, effects: &mut Vec<Effect>) {
        let typed = self.typed.clone().unwrap_or_default();
        if typed.is_empty() {
            if self.begins_line() {
                return self.end_table(effects);
            }
            return self.refuse(Refusal::EmptyEnter, effects);
        }
        if self.is_searching() {
            return self.enter_name(effects);
        }
        if typed == "-" {
            return self.take(Answer::Missing(Missing::Illegible), Origin::Keyed, effects);
        }
        let reading = self.reading(&typed, true);
        self.take_reading(reading, effects);
    }

    fn enter_text(&mut self, effects: &mut Vec<Effect>) {
        let typed = self.typed.clone().unwrap_or_default();
        if typed.trim().is_empty() {
            if self.begins_line() {
                return self.end_table(effects);
            }
            return self.take(Answer::Missing(Missing::Blank), Origin::Keyed, effects);
        }
        let mut characters = typed.chars();
        let alone = characters.next().filter(|_| characters.next().is_none());
        match alone {
            Some('+') => self.repeat_previous(effects),
            Some(key) => match self.missing_for(key) {
                Some(missing) => self.take(Answer::Missing(missing), Origin::Keyed, effects),
                None => self.take(Answer::Value(Value::Text(typed)), Origin::Keyed, effects),
            },
            None => self.take(Answer::Value(Value::Text(typed)), Origin::Keyed, effects),
        }
    }

    // Open text: the caret stands between characters of `typed`; an earlier answer is edited.

    fn insert(&mut self, character: char) {
        let typed = self.typed.get_or_insert_default();
        self.caret = self.caret.min(typed.len());
        typed.insert(self.caret, character);
        self.caret += character.len_utf8();
    }

    fn line_break(&mut self, effects: &mut Vec<Effect>) {
        if self.is_text() {
            self.insert('\n');
        } else {
            self.refuse(Refusal::NoMeaning, effects);
        }
    }

    fn move_caret(&mut self, key: Key, effects: &mut Vec<Effect>) {
        if !self.is_text() || self.in_number() {
            return self.refuse(Refusal::NoMeaning, effects);
        }
        self.edit_earlier_text();
        let Some(typed) = &self.typed else { return };
        self.caret = self.caret.min(typed.len());
        let before = typed[..self.caret].chars().next_back().map_or(0, char::len_utf8);
        let after = typed[self.caret..].chars().next().map_or(0, char::len_utf8);
        self.caret = match key {
            Key::Left => self.caret - before,
            Key::Right => self.caret + after,
            Key::Home => 0,
            _ => typed.len(),
        };
    }

    /// Takes the text given earlier into the field, caret at its end.
    fn edit_earlier_text(&mut self) {
        if self.typed.is_some() {
            return;
        }
        if let Answer::Value(Value::Text(text)) = self.sheet.record.answer(self.sheet.cursor) {
            self.caret = text.len();
            self.typed = Some(text.clone());
        }
    }

    fn backspace(&mut self, effects: &mut Vec<Effect>) {
        if self.is_text() && !self.in_number() {
            self.edit_earlier_text();
            if let Some(typed) = self.typed.as_mut().filter(|typed| !typed.is_empty()) {
                if let Some(before) = typed[..self.caret].chars().next_back() {
                    self.caret -= before.len_utf8();
                    typed.remove(self.caret);
                }
                return;
            }
        }
        if self.typed.as_mut().and_then(String::pop).is_some() {
            return;
        }
        if let Some(ticks) = self.ticks.as_mut().filter(|ticks| !ticks.is_empty()) {
            ticks.pop();
            return;
        }
        // The first press shows the field empty, ready for retyping; its answer stays until another is
        // given.
        let touched = self.typed.is_some() || self.ticks.is_some();
        if !touched && self.in_number() && self.sheet.finished {
            return self.correct_number();
        }
        if !touched && self.has_answer() && !self.in_number() {
            self.typed = Some(String::new());
            return;
        }
        self.go_back(effects);
    }

    // Taking, stopping, keeping.

    fn repeat_previous(&mut self, effects: &mut Vec<Effect>) {
        let previous = self.previous.as_ref().map(|record| record.answer(self.sheet.cursor).clone());
        match previous.filter(|answer| answer.is_keyed() && !answer.is_not_asked()) {
            Some(answer) => self.take(answer, Origin::Repeated, effects),
            None => {
                self.clear_typing();
                self.refuse(Refusal::NothingToRepeat, effects);
            }
        }
    }

    /// Accepts an answer, or locks the field when it breaks a rule.
    pub(super) fn take(&mut self, answer: Answer, origin: Origin, effects: &mut Vec<Effect>) {
        if self.without_rules {
            return self.commit(answer, false, origin, effects);
        }
        let field = self.sheet.cursor;
        if let (Answer::Value(Value::AsWritten(_)), false) = (&answer, self.confirmed(&answer)) {
            let problem = match self.variable().kind {
                VariableType::Date { .. } | VariableType::Month { .. } => super::Problem::ImpossibleDate,
                VariableType::Time => super::Problem::ImpossibleTime,
                _ => super::Problem::UnknownCode,
            };
            return self.stop(answer, origin, Stop::Impossible(problem), effects);
        }
        match self.broken_by(field, &answer) {
            Some(_) if self.confirmed(&answer) => self.commit(answer, true, origin, effects),
            Some(broken) => self.stop(answer, origin, Stop::Broken(broken), effects),
            None => self.commit(answer, false, origin, effects),
        }
    }

    /// The rule that this answer would break in a field as things stand.
    fn broken_by(&self, field: FieldId, answer: &Answer) -> Option<Broken> {
        let mut candidate = self.sheet.record.clone();
        candidate.field_mut(field).answer = answer.clone();
        let applicable = self.rules.applicable(&candidate);
        self.rules.broken(&candidate, &applicable, field, self.applies(field))
    }

    /// Whether this answer was stopped here, cleared, and typed again the same.
    pub(super) fn confirmed(&self, answer: &Answer) -> bool {
        self.stopped_answer
            .as_ref()
            .is_some_and(|(field, stopped)| *field == self.sheet.cursor && stopped == answer)
    }

    pub(super) fn stop(&mut self, answer: Answer, origin: Origin, stop: Stop, effects: &mut Vec<Effect>) {
        self.pending = Some(Pending { answer, origin, stop: stop.clone() });
        self.mode = Mode::Stopped(stop);
        effects.push(Effect::Signal(Signal::Stopped));
    }

    pub(super) fn key_when_stopped(&mut self, key: Key, effects: &mut Vec<Effect>) {
        match key {
            Key::Backspace => self.clear_stopped(effects),
            Key::Function(3) => self.keep_stopped(effects),
            Key::Function(4) if !self.in_number() => self.begin_note(),
            Key::Up if self.mode == Mode::Stopped(Stop::Number(NumberProblem::KeyedByYou)) => {
                self.open_keyed(effects);
            }
            Key::Up if self.in_number() => {
                self.clear_typing();
                self.mode = Mode::Field;
            }
            Key::Up => {
                self.pending = None;
                self.mode = Mode::Field;
                self.step_up(effects);
            }
            Key::Escape => self.pause(effects),
            Key::Control('z') if self.mode == Mode::Stopped(Stop::Mismatch) => self.clear_mismatch(),
            Key::Control('z') => {
                self.clear_typing();
                self.mode = Mode::Field;
            }
            _ => self.refuse(Refusal::Locked, effects),
        }
    }

    /// Backspace: the field is empty, ready for retyping. An answer given before its question was
    /// skipped is taken back.
    fn clear_stopped(&mut self, effects: &mut Vec<Effect>) {
        if self.mode == Mode::Stopped(Stop::Mismatch) {
            return self.clear_mismatch();
        }
        let Some(pending) = self.pending.take() else { return };
        let field = self.sheet.cursor;
        self.mode = Mode::Field;
        self.caret = 0;
        let stands = *self.sheet.record.answer(field) == pending.answer && !self.applies(field);
        if stands && self.typed.is_none() && self.ticks.is_none() {
            self.apply(vec![(field, FieldRecord::default())], effects);
            return self.go_to_first_unkeyed();
        }
        if pending.answer == Answer::NotKeyed {
            return self.clear_typing();
        }
        self.stopped_answer = Some((field, pending.answer));
        self.typed = Some(String::new());
        self.ticks =
            self.ticks.take().filter(|_| pending.stop == Stop::Impossible(super::Problem::UnknownCode));
    }

    fn keep_stopped(&mut self, effects: &mut Vec<Effect>) {
        let Some(pending) = self.pending.clone() else { return };
        match (&pending.stop, &pending.answer) {
            (Stop::NotKeyed | Stop::Mismatch, _) => self.refuse(Refusal::CannotKeep, effects),
            (Stop::Number(problem), Answer::Value(Value::Text(number))) => {
                self.keep_number(*problem, number.clone(), effects);
            }
            _ => self.commit(pending.answer, true, pending.origin, effects),
        }
    }

    /// The answer stands: recorded, to be kept, next question; unless the first keying says otherwise.
    pub(super) fn commit(&mut self, answer: Answer, kept: bool, origin: Origin, effects: &mut Vec<Effect>) {
        let field = self.sheet.cursor;
        let mismatch = self.is_first_mismatch(field, &answer);
        let origin = self.origin_once_told(field).unwrap_or(origin);
        let mut changes = vec![(field, FieldRecord { answer, kept, origin, note: None })];
        changes.extend(self.reopened_line(field));
        self.apply(changes, effects);
        if mismatch {
            return self.stop_mismatch(field, effects);
        }
        self.stopped_answer = None;
        // A constant that fills itself is no news.
        if origin != Origin::Constant {
            self.last_accepted = Some(field);
            effects.push(Effect::Signal(Signal::Accepted));
        }
        if self.mending { self.go_to_first_unkeyed() } else { self.advance() }
    }

    /// Writes fields of the record as one step that can be undone, and asks for their entries.
    pub(super) fn apply(&mut self, changes: Vec<(FieldId, FieldRecord)>, effects: &mut Vec<Effect>) {
        if changes.iter().any(|(_, change)| change.origin != Origin::Constant) {
            self.open_if_needed(effects);
        }
        let mut step = Step::at(self.sheet.cursor, &self.sheet.aside);
        for (field, change) in changes {
            self.sheet.aside.remove(&field);
            self.write(field, change, Cause::Typed, &mut step, effects);
        }
        self.end_step(step, effects);
    }

    /// Writes one field as a part of a step.
    pub(super) fn write(
        &mut self,
        field: FieldId,
        change: FieldRecord,
        cause: Cause,
        step: &mut Step,
        effects: &mut Vec<Effect>,
    ) {
        // A remark stays whatever becomes of the answer it stands beside.
        let after = FieldRecord { note: self.sheet.record.field(field).note.clone(), ..change };
        let before = std::mem::replace(self.sheet.record.field_mut(field), after.clone());
        self.keep(answer_entry(field, &after, cause), effects);
        step.changes.push((field, before, after));
    }

    fn end_step(&mut self, mut step: Step, effects: &mut Vec<Effect>) {
        self.follow_filters(&mut step, effects);
        step.aside.1 = self.sheet.aside.clone();
        step.end = self.sheet.cursor;
        if !step.changes.is_empty() {
            self.sheet.history.push(step);
        }
    }

    /// Asks for an entry of this sheet; before the sheet is opened it waits.
    pub(super) fn keep(&mut self, entry: Entry, effects: &mut Vec<Effect>) {
        if self.sheet.opened { effects.push(Effect::Keep(entry)) } else { self.sheet.held.push(entry) }
    }

    // The rest of a page.

    pub(super) fn key_in_confirm_blank(&mut self, key: Key, effects: &mut Vec<Effect>) {
        self.mode = Mode::Field;
        match key {
            Key::Function(6) | Key::Enter => self.rest_blank(effects),
            Key::Escape | Key::Backspace => {}
            _ => self.refuse(Refusal::NoMeaning, effects),
        }
    }

    /// Every question from here to the end of the page that applies and is not keyed is blank. Filters
    /// are looked at anew after each, as when keyed one by one.
    fn rest_blank(&mut self, effects: &mut Vec<Effect>) {
        let page = self.variable().page;
        let blank = FieldRecord {
            answer: Answer::Missing(Missing::Blank),
            origin: Origin::RestBlank,
            ..FieldRecord::default()
        };
        let nothing = FieldRecord { answer: Answer::NotApplicable, ..blank.clone() };
        self.clear_typing();
        self.open_if_needed(effects);
        let from = self.order.iter().position(|field| *field == self.sheet.cursor).unwrap_or(0);
        let mut step = Step::at(self.sheet.cursor, &self.sheet.aside);
        for field in self.order.clone().iter().skip(from).copied() {
            let here = self.rules.questionnaire.field_variable(field).page == page;
            if !(here && self.is_awaited(field)) {
                continue;
            }
            // A line of a table on which nothing is written is not there: as with Enter, the table ends.
            let mut said = if self.is_empty_line(field) { nothing.clone() } else { blank.clone() };
            // Asked once for the page, so not again for a question that must be answered; but marked.
            said.kept = said.answer.is_keyed() && self.broken_by(field, &said.answer).is_some();
            let mismatch = self.is_first_mismatch(field, &said.answer);
            self.write(field, said, Cause::Typed, &mut step, effects);
            self.sheet.applicable = self.rules.applicable(&self.sheet.record);
            self.sheet.cursor = field;
            if mismatch {
                self.end_step(step, effects);
                return self.stop_mismatch(field, effects);
            }
        }
        self.end_step(step, effects);
        effects.push(Effect::Signal(Signal::Accepted));
        self.advance();
    }
}

pub(super) fn answer_entry(field: FieldId, place: &FieldRecord, cause: Cause) -> Entry {
    let FieldRecord { answer, kept, origin, note: _ } = place.clone();
    Entry::Answer { field, answer, kept, origin, cause }
}
