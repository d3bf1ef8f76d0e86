//! Reads one cell of a file as an answer to a question: codes, numbers, dates and times as people and
//! spreadsheets write them. Rows and files are `file`'s.

use rust_decimal::Decimal;

use crate::questionnaire::cells::BOX_SEPARATOR;
use crate::questionnaire::{Answer, Missing, PartialDate, Questionnaire, Value, Variable, VariableType};

/// Why a cell cannot be an answer to its question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// No choice has that code.
    UnknownCode,
    /// A box holds something else than 1, 0 or a missing code.
    NotABox,
    /// Some boxes hold a missing code, others do not.
    MixedBoxes,
    /// Not a whole number.
    NotAWholeNumber,
    /// Not a number.
    NotANumber,
    /// Not a day of the calendar.
    NotADate,
    /// Not a month.
    NotAMonth,
    /// Not a time of day.
    NotATime,
}

impl Fault {
    /// The end of its text's id.
    pub fn name(self) -> &'static str {
        match self {
            Self::UnknownCode => "unknown-code",
            Self::NotABox => "not-a-box",
            Self::MixedBoxes => "mixed-boxes",
            Self::NotAWholeNumber => "not-a-whole-number",
            Self::NotANumber => "not-a-number",
            Self::NotADate => "not-a-date",
            Self::NotAMonth => "not-a-month",
            Self::NotATime => "not-a-time",
        }
    }
}

/// A text without the apostrophe that exports put before what a spreadsheet would take for a formula.
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => text,
    }
}

/// Reads a whole answer from one cell; a multiple choice as codes with spaces between. An empty cell is
/// [`Missing::EmptyInFile`].
pub fn answer_from_text(
    questionnaire: &Questionnaire,
    variable: &Variable,
    cell: &str,
) -> Result<Answer, Fault> {
    let written = unguarded(cell);
    if let VariableType::Text { .. } = variable.kind {
        return Ok(free_text(questionnaire, written));
    }
    let written = written.trim();
    if written.is_empty() {
        return Ok(Answer::Missing(Missing::EmptyInFile));
    }
    if let Some(missing) = questionnaire.missing_by_name(written) {
        return Ok(Answer::Missing(missing));
    }
    let value = match variable.kind {
        VariableType::SheetNumber { .. } => Value::Text(written.to_uppercase()),
        VariableType::Integer { .. } => whole_number(written).ok_or(Fault::NotAWholeNumber)?,
        VariableType::Decimal { .. } => decimal(written).ok_or(Fault::NotANumber)?,
        VariableType::Date { .. } => date(written).ok_or(Fault::NotADate)?,
        VariableType::Month { .. } => month(written).ok_or(Fault::NotAMonth)?,
        VariableType::Time => time(written).ok_or(Fault::NotATime)?,
        VariableType::SelectOne => Value::Code(code(variable, written).ok_or(Fault::UnknownCode)?),
        VariableType::SelectMultiple => codes(variable, written).ok_or(Fault::UnknownCode)?,
        VariableType::Text { .. } | VariableType::Calculate => Value::Text(written.to_owned()),
    };
    Ok(Answer::Value(value))
}

/// Reads a multiple choice from its boxes, `None` for a box without a column. On a fault, says at which
/// box.
pub fn answer_from_boxes(
    questionnaire: &Questionnaire,
    variable: &Variable,
    boxes: &[Option<&str>],
) -> Result<Answer, (Fault, usize)> {
    let mut ticked = Vec::new();
    let mut missing = None;
    let mut plain = None;
    for (at, (choice, cell)) in variable.choices.iter().zip(boxes).enumerate() {
        let cell = cell.unwrap_or_default();
        let written = unguarded(cell).trim();
        match written {
            "" => {}
            "1" => {
                ticked.push(choice.name.clone());
                plain = Some(at);
            }
            "0" => plain = Some(at),
            _ => {
                let code = questionnaire.missing_by_name(written).ok_or((Fault::NotABox, at))?;
                if missing.replace(code).is_some_and(|other| other != code) {
                    return Err((Fault::MixedBoxes, at));
                }
            }
        }
    }
    match (missing, plain) {
        (Some(_), Some(at)) => Err((Fault::MixedBoxes, at)),
        (Some(missing), None) => Ok(Answer::Missing(missing)),
        (None, Some(_)) => Ok(Answer::Value(Value::Codes(ticked))),
        (None, None) => Ok(Answer::Missing(Missing::EmptyInFile)),
    }
}

/// What the file says though the question cannot take it, kept as written.
pub fn as_written(boxes: &[Option<&str>]) -> Answer {
    let parts: Vec<&str> = boxes.iter().map(|cell| unguarded(cell.unwrap_or_default())).collect();
    Answer::Value(Value::AsWritten(parts.join(&BOX_SEPARATOR.to_string())))
}

/// Texts are kept exactly as they stand, a missing code excepted.
fn free_text(questionnaire: &Questionnaire, written: &str) -> Answer {
    if written.is_empty() {
        return Answer::Missing(Missing::EmptyInFile);
    }
    match questionnaire.missing.iter().find(|code| code.name == written) {
        Some(code) => Answer::Missing(code.means),
        None => Answer::Value(Value::Text(written.to_owned())),
    }
}

fn whole_number(written: &str) -> Option<Value> {
    written.parse().ok().map(Value::Integer)
}

fn decimal(written: &str) -> Option<Value> {
    let written = written.replacen(',', ".", 1);
    let plain = written.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
    let number: Decimal = plain.then(|| written.parse().ok()).flatten()?;
    Some(Value::Decimal(number.normalize()))
}

/// `05/11/2024`, `5.11.2024`, `2024-11-05`, also with a time of midnight as spreadsheets write it.
fn date(written: &str) -> Option<Value> {
    let written = written.trim_end_matches("T00:00:00").trim_end_matches(" 00:00:00").trim_end_matches(" 00:00");
    let parts: Vec<&str> = written.split(['/', '-', '.']).collect();
    let [first, second, third] = parts.as_slice() else {
        return None;
    };
    let (year, month, day) = if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    let date = PartialDate { year: year_of(year)?, month: small(month)?, day: small(day)? };
    date.is_possible().then_some(Value::Date(date))
}

/// `08/2021`, `2021-08`.
fn month(written: &str) -> Option<Value> {
    let (first, second) = written.split_once(['/', '-', '.'])?;
    let (year, month) = if first.len() == 4 { (first, second) } else { (second, first) };
    let (year, month) = (year_of(year)?, small(month)?);
    let possible = month <= 12 && (year == 0 || year >= 1000);
    possible.then_some(Value::Month { year, month })
}

/// `09:15`, `9h15`, `09:15:00`.
fn time(written: &str) -> Option<Value> {
    let (hour, rest) = written.split_once([':', 'h', 'H'])?;
    let minute = rest.strip_suffix(":00").unwrap_or(rest);
    let (hour, minute) = (small(hour)?, small(minute)?);
    (hour < 24 && minute < 60).then_some(Value::Time { hour, minute })
}

fn year_of(written: &str) -> Option<i16> {
    (written.len() == 4 && written.bytes().all(|byte| byte.is_ascii_digit())).then(|| written.parse().ok())?
}

fn small(written: &str) -> Option<u8> {
    let digits = (1..=2).contains(&written.len()) && written.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| written.parse().ok())?
}

fn code(variable: &Variable, written: &str) -> Option<String> {
    variable.choice(written).map(|choice| choice.name.clone())
}

fn codes(variable: &Variable, written: &str) -> Option<Value> {
    let ticked: Vec<&str> = written.split_whitespace().collect();
    if ticked.iter().any(|code| variable.choice(code).is_none()) {
        return None;
    }
    let ticked = variable.choices.iter().filter(|choice| ticked.contains(&choice.name.as_str()));
    Some(Value::Codes(ticked.map(|choice| choice.name.clone()).collect()))
}
