//! Reads one answer from text, as people and files write it: `5/11/24`, `9h05`, `12,5`, `1 4`, `NR`.
//! What a value means for filters and ranges is for `expression` and [`constraint_holds`].
//!
//! Values outside a range or with a wrong check letter are read: they may be what the paper says. Only
//! what the type cannot take is a problem.

use rust_decimal::Decimal;

use super::answer::{Answer, Missing, Record, Value};
use super::expression::{Scope, Truth, applicable_fields};
use super::model::{FieldId, Questionnaire, Variable, VariableId, VariableType, YearStyle, check_letter};

mod calendar;
#[cfg(test)]
mod tests;

pub use calendar::years_that_fit;

/// Why a text is no answer to a question.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrittenProblem {
    /// Nothing is written.
    #[error("nothing is written")]
    Empty,
    /// The question has no such code.
    #[error("unknown code {code}")]
    UnknownCode {
        /// As written.
        code: String,
    },
    /// This missing code cannot be an answer here.
    #[error("missing code {name} is not allowed here")]
    MissingNotAllowed {
        /// Its name.
        name: String,
    },
    /// Not a number.
    #[error("not a number")]
    NotANumber,
    /// The question takes whole numbers only.
    #[error("not a whole number")]
    NotAWholeNumber,
    /// More decimals than the paper has room for.
    #[error("more than {most} decimals")]
    TooManyDecimals {
        /// As many as there are boxes.
        most: u8,
    },
    /// Larger than any number Recto keeps.
    #[error("number too large")]
    NumberTooLarge,
    /// Not written like a date.
    #[error("not a date")]
    NotADate,
    /// A day that no calendar has.
    #[error("impossible date")]
    ImpossibleDate,
    /// Not written like a month.
    #[error("not a month")]
    NotAMonth,
    /// A month that no year has.
    #[error("impossible month")]
    ImpossibleMonth,
    /// Two digits of a year that may be of several centuries.
    #[error("century unknown")]
    AmbiguousCentury {
        /// The years that fit.
        years: Vec<i16>,
    },
    /// Not written like a time.
    #[error("not a time")]
    NotATime,
    /// A time that no day has.
    #[error("impossible time")]
    ImpossibleTime,
    /// The question is computed, never written.
    #[error("computed, never written")]
    Calculated,
}

impl WrittenProblem {
    /// The sentence for people.
    pub fn text(&self, language: crate::texts::Language) -> String {
        use crate::text;
        match self {
            Self::Empty => text!(language, "written-empty"),
            Self::UnknownCode { code } => text!(language, "written-unknown-code", code = code.as_str()),
            Self::MissingNotAllowed { name } => {
                text!(language, "written-missing-not-allowed", name = name.as_str())
            }
            Self::NotANumber => text!(language, "written-not-a-number"),
            Self::NotAWholeNumber => text!(language, "written-not-a-whole-number"),
            Self::TooManyDecimals { most } => text!(language, "written-too-many-decimals", most = *most),
            Self::NumberTooLarge => text!(language, "written-number-too-large"),
            Self::NotADate => text!(language, "written-not-a-date"),
            Self::ImpossibleDate => text!(language, "written-impossible-date"),
            Self::NotAMonth => text!(language, "written-not-a-month"),
            Self::ImpossibleMonth => text!(language, "written-impossible-month"),
            Self::AmbiguousCentury { years } => {
                let years: Vec<String> = years.iter().map(i16::to_string).collect();
                text!(language, "written-ambiguous-century", years = years.join(", "))
            }
            Self::NotATime => text!(language, "written-not-a-time"),
            Self::ImpossibleTime => text!(language, "written-impossible-time"),
            Self::Calculated => text!(language, "written-calculated"),
        }
    }
}

/// Reads one answer to a question from text. An empty text is [`WrittenProblem::Empty`]: whether it
/// means blank or not applicable is for the caller, who knows the other answers.
pub fn read_answer(
    questionnaire: &Questionnaire,
    variable: VariableId,
    text: &str,
) -> Result<Answer, WrittenProblem> {
    let question = questionnaire.variable(variable);
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(WrittenProblem::Empty);
    }
    let is_text = matches!(question.kind, VariableType::Text { .. });
    if let Some(missing) = questionnaire.missing_by_name(trimmed) {
        if missing == Missing::NotAsked || question.missing.contains(&missing) {
            return Ok(Answer::Missing(missing));
        }
        if !is_text {
            return Err(WrittenProblem::MissingNotAllowed { name: trimmed.to_owned() });
        }
    }
    // Open text stays as it is, spaces around it included.
    let written = if is_text { text } else { trimmed };
    read_value(questionnaire, question, written).map(Answer::Value)
}

fn read_value(
    questionnaire: &Questionnaire,
    question: &Variable,
    text: &str,
) -> Result<Value, WrittenProblem> {
    match &question.kind {
        VariableType::SheetNumber { digits, .. } => Ok(Value::Text(read_sheet_number(text, *digits))),
        VariableType::Integer { .. } => read_integer(text),
        VariableType::Decimal { decimals, .. } => read_decimal(text, *decimals),
        VariableType::Text { .. } => Ok(Value::Text(text.to_owned())),
        VariableType::Date { year } => calendar::read_date(text, *year, |day, month, year| {
            years_that_fit(questionnaire, question, day, month, year)
        })
        .map(Value::Date),
        VariableType::Month { year } => calendar::read_month(text, *year, |month, year| {
            years_that_fit(questionnaire, question, 0, month, year)
        })
        .map(|(year, month)| Value::Month { year, month }),
        VariableType::Time => calendar::read_time(text).map(|(hour, minute)| Value::Time { hour, minute }),
        VariableType::SelectOne => find_code(question, text).map(Value::Code),
        VariableType::SelectMultiple => read_codes(question, text),
        VariableType::Calculate => Err(WrittenProblem::Calculated),
    }
}

// ---- Codes

/// The code as the questionnaire writes it: leading zeros and case do not count, the reader has made
/// sure that no two codes differ by them alone.
fn find_code(question: &Variable, text: &str) -> Result<String, WrittenProblem> {
    let plain = |code: &str| {
        let trimmed = code.trim_start_matches('0');
        if trimmed.is_empty() { "0".to_owned() } else { trimmed.to_lowercase() }
    };
    let exact = question.choices.iter().find(|choice| choice.name == text);
    let found = exact.or_else(|| question.choices.iter().find(|choice| plain(&choice.name) == plain(text)));
    match found {
        Some(choice) => Ok(choice.name.clone()),
        None => Err(WrittenProblem::UnknownCode { code: text.to_owned() }),
    }
}

/// `1 4`, `1,4`, `1;4`, in any order.
fn read_codes(question: &Variable, text: &str) -> Result<Value, WrittenProblem> {
    let mut ticked = Vec::new();
    for part in text.split(|next: char| next.is_whitespace() || ",;|+".contains(next)) {
        if !part.is_empty() {
            ticked.push(find_code(question, part)?);
        }
    }
    if ticked.is_empty() {
        return Err(WrittenProblem::UnknownCode { code: text.to_owned() });
    }
    let in_order = question.choices.iter().map(|choice| choice.name.clone());
    Ok(Value::Codes(in_order.filter(|code| ticked.contains(code)).collect()))
}

// ---- Numbers

/// Without the spaces that group thousands.
fn without_grouping(text: &str) -> String {
    text.chars().filter(|next| !matches!(next, '\u{a0}' | '\u{202f}' | ' ')).collect()
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+', '−']).unwrap_or(text);
    let separators = digits.chars().filter(|next| matches!(next, '.' | ',')).count();
    digits.chars().any(|next| next.is_ascii_digit())
        && separators <= 1
        && digits.chars().all(|next| next.is_ascii_digit() || matches!(next, '.' | ','))
}

fn read_integer(text: &str) -> Result<Value, WrittenProblem> {
    let text = without_grouping(text);
    if !is_number(&text) {
        return Err(WrittenProblem::NotANumber);
    }
    let (whole, fraction) = text.split_once([',', '.']).unwrap_or((&text, ""));
    if fraction.bytes().any(|digit| digit != b'0') {
        return Err(WrittenProblem::NotAWholeNumber);
    }
    let whole = whole.replace('−', "-");
    whole.parse().map(Value::Integer).map_err(|_| WrittenProblem::NumberTooLarge)
}

fn read_decimal(text: &str, most: u8) -> Result<Value, WrittenProblem> {
    let text = without_grouping(text);
    if !is_number(&text) {
        return Err(WrittenProblem::NotANumber);
    }
    let plain = text.replace(',', ".").replace('−', "-");
    let number: Decimal =
        plain.trim_start_matches('+').parse().map_err(|_| WrittenProblem::NumberTooLarge)?;
    let number = number.normalize();
    if number.scale() > u32::from(most) {
        return Err(WrittenProblem::TooManyDecimals { most });
    }
    Ok(Value::Decimal(number))
}

// ---- Sheet numbers

/// Leading zeros and a capital check letter, where the text looks like a sheet number at all.
fn read_sheet_number(text: &str, digits: u8) -> String {
    match split_sheet_number(text) {
        Some((number, letter)) => {
            let mut written = format!("{number:0width$}", width = usize::from(digits));
            written.extend(letter);
            written
        }
        None => text.to_owned(),
    }
}

fn split_sheet_number(text: &str) -> Option<(u32, Option<char>)> {
    let at = text.find(|next: char| !next.is_ascii_digit()).unwrap_or(text.len());
    let number = text[..at].parse().ok()?;
    let mut rest = text[at..].trim().chars();
    match (rest.next(), rest.next()) {
        (None, _) => Some((number, None)),
        (Some(letter), None) if letter.is_ascii_alphabetic() => {
            Some((number, Some(letter.to_ascii_uppercase())))
        }
        _ => None,
    }
}

/// What is odd about a sheet's number. It is taken all the same: it may be what the paper says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetNumberFlag {
    /// Not written like a number of this questionnaire.
    Shape,
    /// The check letter is missing or is not this one.
    CheckLetter {
        /// The letter that the number should have.
        expected: char,
    },
    /// Not among the numbers printed.
    OutOfRange,
}

/// Checks a sheet's number as written.
pub fn sheet_number_flag(questionnaire: &Questionnaire, text: &str) -> Option<SheetNumberFlag> {
    let VariableType::SheetNumber { digits, check_letters } =
        &questionnaire.variable(questionnaire.sheet_number).kind
    else {
        return None;
    };
    let Some((number, letter)) = split_sheet_number(text.trim()) else {
        return Some(SheetNumberFlag::Shape);
    };
    let expected = check_letter(number, check_letters);
    match expected {
        Some(expected) if letter != Some(expected) => {
            return Some(SheetNumberFlag::CheckLetter { expected });
        }
        None if letter.is_some() => return Some(SheetNumberFlag::Shape),
        _ => {}
    }
    if number.to_string().len() > usize::from(*digits) {
        return Some(SheetNumberFlag::Shape);
    }
    let out = questionnaire.sheets.is_some_and(|(first, last)| !(first..=last).contains(&number));
    out.then_some(SheetNumberFlag::OutOfRange)
}

// ---- Ranges

/// Whether what was keyed satisfies the question's constraint and fits its boxes. Missing answers and
/// what cannot be decided do.
pub fn constraint_holds(
    questionnaire: &Questionnaire,
    record: &Record,
    field: FieldId,
    today: jiff::civil::Date,
) -> bool {
    let variable = questionnaire.field_variable(field);
    let reads_others = variable.constraint.as_ref().is_some_and(|rule| !rule.rule.reads().is_empty());
    let applicable = if reads_others { applicable_fields(questionnaire, record, today) } else { Vec::new() };
    let scope = Scope { questionnaire, record, applicable: &applicable, field: Some(field), today };
    constraint_holds_in(&scope, field)
}

/// The same where the applicable fields are already known.
pub fn constraint_holds_in(scope: &Scope<'_>, field: FieldId) -> bool {
    let Answer::Value(value) = scope.record.answer(field) else { return true };
    let variable = scope.questionnaire.field_variable(field);
    if !fits_boxes(scope.questionnaire, variable, value) {
        return false;
    }
    let scope = Scope { field: Some(field), ..*scope };
    variable.constraint.as_ref().is_none_or(|constraint| constraint.rule.truth(&scope) != Truth::False)
}

/// Whether a value is one that the paper has room for: digits, characters, sheet numbers.
pub fn fits_boxes(questionnaire: &Questionnaire, variable: &Variable, value: &Value) -> bool {
    let digits_of = |number: u64| number.checked_ilog10().map_or(1, |log| log + 1);
    match (&variable.kind, value) {
        (_, Value::AsWritten(_)) => false,
        (VariableType::Integer { digits, negative }, Value::Integer(number)) => {
            let fits = *digits == 0 || digits_of(number.unsigned_abs()) <= u32::from(*digits);
            fits && (*negative || *number >= 0)
        }
        (VariableType::Decimal { digits, negative, .. }, Value::Decimal(number)) => {
            let whole = number.trunc().abs().to_string().len();
            (*digits == 0 || whole <= usize::from(*digits)) && (*negative || !number.is_sign_negative())
        }
        (VariableType::Text { max_chars, .. }, Value::Text(text)) => {
            text.chars().count() <= *max_chars as usize
        }
        (VariableType::Date { year: YearStyle::Printed(printed) }, Value::Date(date)) => {
            date.year == *printed || date.year == 0
        }
        (VariableType::Month { year: YearStyle::Printed(printed) }, Value::Month { year, .. }) => {
            year == printed || *year == 0
        }
        (VariableType::SheetNumber { .. }, Value::Text(text)) => {
            sheet_number_flag(questionnaire, text).is_none()
        }
        _ => true,
    }
}
