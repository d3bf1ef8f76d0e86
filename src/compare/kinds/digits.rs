//! Two values that are written in digits: which slip of a hand on the number pad, or on the row of
//! digits, makes one of the other. Words are `letters`.

use crate::questionnaire::{PartialDate, Value};

use super::Kind;

/// What two differing numbers, dates, times or codes look like.
pub(super) fn kind(left: &Value, right: &Value) -> Kind {
    if let (Value::Date(left), Value::Date(right)) = (left, right)
        && (left.day, left.month, left.year) == (right.month, right.day, right.year)
    {
        return Kind::DayAndMonthSwapped;
    }
    let (left, right) = (as_typed(left), as_typed(right));
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() == right.len() {
        let apart: Vec<usize> = (0..left.len()).filter(|at| left[*at] != right[*at]).collect();
        return match apart[..] {
            [at] if beside(left[at], right[at]) => Kind::NeighbouringKey,
            [one, other] if other == one + 1 && left[one] == right[other] && left[other] == right[one] => {
                Kind::Swapped
            }
            _ => Kind::Other,
        };
    }
    let (short, long) = if left.len() < right.len() { (left, right) } else { (right, left) };
    if long.len() == short.len() + 1 && one_more(short, long) {
        return Kind::DigitDoubledOrLost;
    }
    Kind::Other
}

/// Whether `long` is `short` with one more sign.
fn one_more(short: &[u8], long: &[u8]) -> bool {
    let before = short.iter().zip(long).take_while(|(left, right)| left == right).count();
    short[before..] == long[before + 1..]
}

/// The keys of a value in the order of the paper, without the marks printed there.
fn as_typed(value: &Value) -> String {
    match value {
        Value::Date(PartialDate { year, month, day }) => format!("{day:02}{month:02}{year:04}"),
        Value::Month { year, month } => format!("{month:02}{year:04}"),
        Value::Time { hour, minute } => format!("{hour:02}{minute:02}"),
        Value::Integer(_) | Value::Decimal(_) => value.neutral_text().replace('.', ","),
        Value::AsWritten(text) => as_written(text),
        Value::Text(text) | Value::Code(text) => text.clone(),
        Value::Codes(codes) => codes.concat(),
    }
}

/// A value that its question cannot take: a date may stand in a file with its year first.
fn as_written(text: &str) -> String {
    let parts: Vec<&str> = text.split('-').collect();
    match parts[..] {
        [year, month, day] if year.len() == 4 => format!("{day}{month}{year}"),
        [year, month] if year.len() == 4 => format!("{month}{year}"),
        _ => text.replace('.', ",").chars().filter(|sign| !matches!(sign, ':' | '/' | ' ')).collect(),
    }
}

/// Whether two keys stand side by side: one above the other or left and right on the number pad, or next
/// to each other in the row of digits.
pub(super) fn beside(left: u8, right: u8) -> bool {
    if !(left.is_ascii_digit() && right.is_ascii_digit()) {
        return false;
    }
    let (low, high) = (left.min(right) - b'0', left.max(right) - b'0');
    let row = high - low == 1 && low > 0 || (low, high) == (0, 9);
    let pad = match low {
        0 => high == 1 || high == 2,
        _ => high - low == 3,
    };
    row || pad
}
