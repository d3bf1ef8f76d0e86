//! The keys that a practised keyer types for a record: recordings for demos and tests, and the measure
//! that keystrokes per sheet are held against. Drives a real session, so that what it gives replays.

use super::session::{Effect, Mode, Session};
use super::{Key, Signal, Stop};
use crate::questionnaire::{Answer, FieldId, Missing, Record, Value, VariableType, YearStyle};

/// A record that cannot be keyed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the answer of field {field:?} cannot be keyed")]
pub struct NotKeyable {
    /// Where it stands.
    pub field: FieldId,
}

/// Types `target` into `session`, which stands at the beginning of a sheet, up to the end of the sheet
/// and the Enter that finishes it. Gives the keys and what they led to.
pub fn transcribe(session: &mut Session, target: &Record) -> Result<(Vec<Key>, Vec<Effect>), NotKeyable> {
    let mut typist = Typist { session, keys: Vec::new(), effects: Vec::new() };
    typist.number(target)?;
    typist.fields(target)?;
    typist.press(Key::Enter);
    Ok((typist.keys, typist.effects))
}

struct Typist<'s> {
    session: &'s mut Session,
    keys: Vec<Key>,
    effects: Vec<Effect>,
}

impl Typist<'_> {
    fn press(&mut self, key: Key) {
        self.keys.push(key);
        self.session.key(key, &mut self.effects);
    }

    fn text(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '\n' => self.press(Key::ShiftEnter),
                character => self.press(Key::Char(character)),
            }
            if matches!(self.session.mode(), Mode::Stopped(_)) {
                break;
            }
        }
    }

    fn number(&mut self, target: &Record) -> Result<(), NotKeyable> {
        let wanted = target.sheet_number(self.session.questionnaire()).to_owned();
        if self.session.number() == Some(wanted.as_str()) {
            return Ok(());
        }
        if !self.session.in_number() {
            self.press(Key::Backspace);
        }
        self.text(&wanted);
        if self.session.in_number() && *self.session.mode() == Mode::Field {
            self.press(Key::Enter);
        }
        if matches!(self.session.mode(), Mode::Stopped(Stop::Number(_))) {
            self.press(Key::Function(3));
        }
        let field = self.session.questionnaire().sheet_number_field().unwrap_or(FieldId(0));
        (self.session.number() == Some(wanted.as_str())).then_some(()).ok_or(NotKeyable { field })
    }

    fn fields(&mut self, target: &Record) -> Result<(), NotKeyable> {
        let order: Vec<FieldId> = self.session.order.iter().skip(1).copied().collect();
        for field in order {
            let answer = target.answer(field);
            let stands = self.session.record().answer(field) != &Answer::NotKeyed;
            let here = self.session.cursor() == field && *self.session.mode() == Mode::Field;
            if stands || (!answer.is_keyed() && !here) {
                continue;
            }
            if !here {
                self.reach(field)?;
            }
            self.answer(field, answer)?;
        }
        Ok(())
    }

    /// Goes to a skipped question that has an answer on the paper.
    fn reach(&mut self, field: FieldId) -> Result<(), NotKeyable> {
        for _ in 0..self.session.order.len() {
            if self.session.cursor() == field && *self.session.mode() == Mode::Field {
                return Ok(());
            }
            self.press(Key::Up);
        }
        Err(NotKeyable { field })
    }

    fn answer(&mut self, field: FieldId, answer: &Answer) -> Result<(), NotKeyable> {
        let variable = self.session.questionnaire().field_variable(field).clone();
        let is_text = matches!(variable.kind, VariableType::Text { .. });
        match answer {
            Answer::Value(Value::Codes(codes)) if !codes.is_empty() => {
                self.codes(field, codes);
            }
            Answer::Value(value) => {
                let typed = typed_form(value, &variable.kind);
                self.text(&typed);
            }
            Answer::Missing(Missing::Blank | Missing::EmptyInFile) if is_text => {}
            Answer::Missing(Missing::NotAsked) => {}
            Answer::Missing(missing) => self.missing(*missing),
            Answer::NotApplicable | Answer::NotKeyed => {}
        }
        if self.session.cursor() == field && *self.session.mode() == Mode::Field {
            self.press(Key::Enter);
        }
        if let Mode::Century { .. } = self.session.mode() {
            let century = if value_year(answer) < 2000 { "19" } else { "20" };
            self.text(century);
            self.press(Key::Enter);
        }
        if matches!(self.session.mode(), Mode::Stopped(_)) && self.session.cursor() == field {
            self.press(Key::Function(3));
        }
        let stands = self.session.record().answer(field);
        let blank = matches!(answer, Answer::Missing(Missing::EmptyInFile));
        let same = stands == answer || (blank && *stands == Answer::Missing(Missing::Blank));
        let table_end = *stands == Answer::NotApplicable && !answer.is_keyed();
        (same || table_end).then_some(()).ok_or(NotKeyable { field })
    }

    /// One digit string per code; Enter only where the last code did not end the question.
    fn codes(&mut self, field: FieldId, codes: &[String]) {
        // The exclusive one last: it ends the question.
        let variable = self.session.questionnaire().field_variable(field).clone();
        let exclusive = |code: &&String| variable.choice(code).is_some_and(|choice| choice.exclusive);
        let mut ordered: Vec<&String> = codes.iter().collect();
        ordered.sort_by_key(exclusive);
        for (at, code) in ordered.iter().enumerate() {
            let pending = self.session.typed().unwrap_or("").to_owned();
            let glued = format!("{pending}{}", code.chars().next().unwrap_or('+'));
            if at > 0 && !pending.is_empty() && super::typing::may_begin(&variable, &glued) {
                self.press(Key::Char('+'));
            }
            self.text(code);
        }
    }

    fn missing(&mut self, missing: Missing) {
        let missing = if missing == Missing::EmptyInFile { Missing::Blank } else { missing };
        if let Some(code) = self.session.questionnaire().missing_code(missing) {
            self.press(Key::Char(code.key));
        }
    }
}

/// A value as it is typed in the fewest keys: no separators where the boxes are full without them.
fn typed_form(value: &Value, kind: &VariableType) -> String {
    let year = |year: i16, style: &YearStyle| match style {
        YearStyle::Full => format!("{year:04}"),
        YearStyle::Two => format!("{:02}", year.rem_euclid(100)),
        YearStyle::Printed(_) => String::new(),
    };
    match (value, kind) {
        (Value::Date(date), VariableType::Date { year: style }) => {
            format!("{:02}{:02}{}", date.day, date.month, year(date.year, style))
        }
        (Value::Month { year: number, month }, VariableType::Month { year: style }) => {
            format!("{month:02}{}", year(*number, style))
        }
        (Value::Time { hour, minute }, _) => format!("{hour:02}{minute:02}"),
        (Value::Decimal(number), _) => number.normalize().to_string().replace('.', ","),
        (Value::AsWritten(text), VariableType::Time) => text.replace(':', ""),
        (value, _) => value.neutral_text(),
    }
}

fn value_year(answer: &Answer) -> i16 {
    match answer {
        Answer::Value(Value::Date(date)) => date.year,
        Answer::Value(Value::Month { year, .. }) => *year,
        _ => 0,
    }
}

/// Whether keys led to the end of a sheet.
pub fn finished(effects: &[Effect]) -> bool {
    effects.contains(&Effect::Signal(Signal::Finished))
}
