//! Reads what has been typed in one field so far: wait for more, complete, or something the question
//! cannot take. One function per kind of question; no movement, no rules across fields.

use rust_decimal::Decimal;

use crate::questionnaire::{Answer, PartialDate, Value, Variable, VariableType, YearStyle};

/// What the keys typed so far amount to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reading {
    /// More keys can follow.
    Wait,
    /// The last key cannot stand here; it is not kept.
    Refused,
    /// An answer.
    Complete(Value),
    /// The question cannot take it; kept as written if the keyer insists.
    Impossible(String, Problem),
    /// A two-digit year that fits two centuries: the date in each.
    Century(Value, Value),
}

/// Why the question cannot take what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No choice has this code.
    UnknownCode,
    /// There is no such day or month.
    ImpossibleDate,
    /// There is no such time.
    ImpossibleTime,
    /// Too large to be kept as a number.
    NotANumber,
}

/// Reads `typed` for `variable`. `entered`: Enter was pressed, so nothing more follows. `fits`: whether
/// a value keeps the question's constraint, to choose a century.
pub(super) fn read_typed(
    variable: &Variable,
    typed: &str,
    entered: bool,
    fits: &dyn Fn(&Value) -> bool,
) -> Reading {
    match &variable.kind {
        VariableType::Integer { digits, negative } => integer(typed, *digits, *negative, entered),
        VariableType::Decimal { digits, decimals, negative } => {
            decimal(typed, *digits, *decimals, *negative, entered)
        }
        VariableType::Date { year } => date(typed, *year, entered, fits),
        VariableType::Month { year } => month(typed, *year, entered, fits),
        VariableType::Time => time(typed, entered),
        VariableType::SelectOne => one_code(variable, typed, entered),
        VariableType::Text { .. } => {
            if entered {
                Reading::Complete(Value::Text(typed.to_owned()))
            } else {
                Reading::Wait
            }
        }
        VariableType::SelectMultiple | VariableType::SheetNumber { .. } | VariableType::Calculate => {
            Reading::Refused
        }
    }
}

/// Whether some code is longer than `typed` and begins with it.
pub(super) fn may_continue(variable: &Variable, typed: &str) -> bool {
    variable.choices.iter().any(|choice| choice.name.len() > typed.len() && starts_with(&choice.name, typed))
}

/// Whether `typed` is a code or the beginning of one.
pub(super) fn may_begin(variable: &Variable, typed: &str) -> bool {
    code_of(variable, typed).is_some() || may_continue(variable, typed)
}

/// The code that `typed` is, case ignored.
pub(super) fn code_of<'v>(variable: &'v Variable, typed: &str) -> Option<&'v str> {
    variable.choices.iter().map(|choice| choice.name.as_str()).find(|name| name.eq_ignore_ascii_case(typed))
}

fn starts_with(code: &str, typed: &str) -> bool {
    code.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed))
}

fn one_code(variable: &Variable, typed: &str, entered: bool) -> Reading {
    let code = code_of(variable, typed);
    let longer = may_continue(variable, typed);
    match code {
        Some(code) if entered || !longer => Reading::Complete(Value::Code(code.to_owned())),
        None if entered || !longer => Reading::Impossible(typed.to_owned(), Problem::UnknownCode),
        _ => Reading::Wait,
    }
}

fn integer(typed: &str, boxes: u8, negative: bool, entered: bool) -> Reading {
    let digits = typed.strip_prefix('-').filter(|_| negative).unwrap_or(typed);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.len() > 18 {
        return Reading::Refused;
    }
    let full = boxes > 0 && digits.len() >= usize::from(boxes);
    if digits.is_empty() || !(entered || full) {
        return if entered { Reading::Refused } else { Reading::Wait };
    }
    match typed.parse() {
        Ok(number) => Reading::Complete(Value::Integer(number)),
        Err(_) => Reading::Impossible(typed.to_owned(), Problem::NotANumber),
    }
}

fn decimal(typed: &str, before: u8, after: u8, negative: bool, entered: bool) -> Reading {
    let unsigned = typed.strip_prefix('-').filter(|_| negative).unwrap_or(typed);
    let mark = unsigned.find([',', '.']);
    let (whole, fraction) = match mark {
        Some(at) => (&unsigned[..at], &unsigned[at + 1..]),
        // Boxes before the mark are full: the next digit stands behind it.
        None if before > 0 && unsigned.len() > usize::from(before) && unsigned.is_ascii() => {
            unsigned.split_at(usize::from(before))
        }
        None => (unsigned, ""),
    };
    let digits_only = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits_only(whole) || !digits_only(fraction) || whole.len() > 18 {
        return Reading::Refused;
    }
    if (before > 0 && whole.len() > usize::from(before)) || fraction.len() > usize::from(after) {
        return Reading::Refused;
    }
    let full = before > 0
        && fraction.len() == usize::from(after)
        && (after > 0 || whole.len() == usize::from(before));
    if (whole.is_empty() && fraction.is_empty()) || !(entered || full) {
        return if entered { Reading::Refused } else { Reading::Wait };
    }
    let sign = if typed.starts_with('-') { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    match format!("{sign}{whole}{point}{fraction}").parse::<Decimal>() {
        Ok(number) => Reading::Complete(Value::Decimal(number.normalize())),
        Err(_) => Reading::Impossible(typed.to_owned(), Problem::NotANumber),
    }
}

/// The parts of a date or time as typed, and whether the boxes of the paper are full.
/// `widths` are the boxes of each part.
fn parts(typed: &str, widths: &[usize]) -> Option<(Vec<String>, bool)> {
    let separator = |character: char| matches!(character, '/' | '-' | '.' | ',' | ':' | 'h' | 'H' | ' ');
    if typed.contains(separator) {
        let parts: Vec<String> = typed.split(separator).map(str::to_owned).collect();
        let fits = parts.len() <= widths.len()
            && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
            && parts.iter().zip(widths).all(|(part, width)| part.len() <= *width)
            && parts.iter().rev().skip(1).all(|part| !part.is_empty());
        let full = parts.len() == widths.len() && parts.last().map(String::len) == widths.last().copied();
        return fits.then_some((parts, full));
    }
    if !typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut rest = typed;
    let mut parts = Vec::new();
    for width in widths {
        let (part, after) = rest.split_at(rest.len().min(*width));
        if part.is_empty() {
            break;
        }
        parts.push(part.to_owned());
        rest = after;
    }
    let full = typed.len() == widths.iter().sum::<usize>();
    rest.is_empty().then_some((parts, full))
}

fn year_width(year: YearStyle) -> Option<usize> {
    match year {
        YearStyle::Full => Some(4),
        YearStyle::Two => Some(2),
        YearStyle::Printed(_) => None,
    }
}

/// The year of a date, from its typed part: complete, or its last two digits.
enum Year {
    Full(i16),
    Two(i16),
}

fn year_of(part: Option<&String>, style: YearStyle) -> Option<Year> {
    if let YearStyle::Printed(year) = style {
        return part.is_none().then_some(Year::Full(year));
    }
    let part = part?;
    let number: i16 = part.parse().ok()?;
    match part.len() {
        4 => Some(Year::Full(number)),
        2 => Some(Year::Two(number)),
        _ => None,
    }
}

fn with_century(year: Year, fits: &dyn Fn(&Value) -> bool, make: impl Fn(i16) -> Value) -> Reading {
    match year {
        Year::Full(year) => Reading::Complete(make(year)),
        // 00 in two boxes is the year 2000 or unreadable: the constraint decides like for any other.
        Year::Two(two) => {
            let (earlier, later) = (make(1900 + two), make(2000 + two));
            match (fits(&earlier), fits(&later)) {
                (true, false) => Reading::Complete(earlier),
                (false, true) => Reading::Complete(later),
                _ => Reading::Century(earlier, later),
            }
        }
    }
}

fn date(typed: &str, style: YearStyle, entered: bool, fits: &dyn Fn(&Value) -> bool) -> Reading {
    let widths: Vec<usize> = [2, 2].into_iter().chain(year_width(style)).collect();
    let Some((parts, full)) = parts(typed, &widths) else { return Reading::Refused };
    if !(full || entered) {
        return Reading::Wait;
    }
    let day = parts.first().and_then(|part| part.parse().ok());
    let month = parts.get(1).and_then(|part| part.parse().ok());
    let (Some(day), Some(month), Some(year)) = (day, month, year_of(parts.get(2), style)) else {
        return Reading::Refused;
    };
    let possible = |year| PartialDate { year, month, day }.is_possible();
    let any_possible = match year {
        Year::Full(year) => possible(year),
        Year::Two(two) => possible(1900 + two) || possible(2000 + two),
    };
    if !any_possible {
        return Reading::Impossible(parts.join("/"), Problem::ImpossibleDate);
    }
    with_century(year, fits, |year| Value::Date(PartialDate { year, month, day }))
}

fn month(typed: &str, style: YearStyle, entered: bool, fits: &dyn Fn(&Value) -> bool) -> Reading {
    let widths: Vec<usize> = [2].into_iter().chain(year_width(style)).collect();
    let Some((parts, full)) = parts(typed, &widths) else { return Reading::Refused };
    if !(full || entered) {
        return Reading::Wait;
    }
    let month = parts.first().and_then(|part| part.parse::<u8>().ok());
    let (Some(month), Some(year)) = (month, year_of(parts.get(1), style)) else { return Reading::Refused };
    let year_possible = !matches!(year, Year::Full(1..1000));
    if month > 12 || !year_possible {
        return Reading::Impossible(parts.join("/"), Problem::ImpossibleDate);
    }
    with_century(year, fits, |year| Value::Month { year, month })
}

fn time(typed: &str, entered: bool) -> Reading {
    let Some((parts, full)) = parts(typed, &[2, 2]) else { return Reading::Refused };
    if !(full || entered) {
        return Reading::Wait;
    }
    let hour = parts.first().and_then(|part| part.parse::<u8>().ok());
    let minute = parts.get(1).and_then(|part| part.parse::<u8>().ok());
    let (Some(hour), Some(minute)) = (hour, minute) else { return Reading::Refused };
    if hour > 23 || minute > 59 {
        let written = format!("{hour:02}:{minute:02}");
        return Reading::Impossible(written, Problem::ImpossibleTime);
    }
    Reading::Complete(Value::Time { hour, minute })
}

/// An impossible reading as the answer that is kept when the keyer insists.
pub(super) fn as_written(text: String) -> Answer {
    Answer::Value(Value::AsWritten(text))
}
