//! Reads dates, months and times as people write them.

use super::super::answer::{Answer, PartialDate, Record, Value};
use super::super::expression::{Scope, Truth};
use super::super::model::{Questionnaire, Variable, VariableId, VariableType, YearStyle};
use super::WrittenProblem;

/// `05/11/2024`, `5/11/24`, `5-11-2024`, `05112024`, `051124`, `2024-11-05`; `00` and `0000` are
/// unreadable parts; without a year where the paper has it printed.
pub(super) fn read_date(
    text: &str,
    style: YearStyle,
    fitting: impl Fn(u8, u8, u8) -> Vec<i16>,
) -> Result<PartialDate, WrittenProblem> {
    let parts = parts_of(text).ok_or(WrittenProblem::NotADate)?;
    let (day, month, year) = match &parts[..] {
        [whole] => match (whole.len(), style) {
            (8, _) => (&whole[..2], &whole[2..4], &whole[4..]),
            (6, _) => (&whole[..2], &whole[2..4], &whole[4..]),
            (4, YearStyle::Printed(_)) => (&whole[..2], &whole[2..4], ""),
            _ => return Err(WrittenProblem::NotADate),
        },
        [day, month] if matches!(style, YearStyle::Printed(_)) => (*day, *month, ""),
        [year, month, day] if year.len() == 4 => (*day, *month, *year),
        [day, month, year] => (*day, *month, *year),
        _ => return Err(WrittenProblem::NotADate),
    };
    let small = |part: &str| match part.len() {
        1 | 2 => part.parse::<u8>().map_err(|_| WrittenProblem::NotADate),
        _ => Err(WrittenProblem::NotADate),
    };
    let (day, month) = (small(day)?, small(month)?);
    let year = read_year(year, style, WrittenProblem::NotADate, |year| fitting(day, month, year))?;
    let date = PartialDate { year, month, day };
    if date.is_possible() { Ok(date) } else { Err(WrittenProblem::ImpossibleDate) }
}

/// `11/2024`, `11/24`, `112024`, `1124`, `2024-11`.
pub(super) fn read_month(
    text: &str,
    style: YearStyle,
    fitting: impl Fn(u8, u8) -> Vec<i16>,
) -> Result<(i16, u8), WrittenProblem> {
    let parts = parts_of(text).ok_or(WrittenProblem::NotAMonth)?;
    let (month, year) = match &parts[..] {
        [whole] => match (whole.len(), style) {
            (1 | 2, YearStyle::Printed(_)) => (*whole, ""),
            (4 | 6, _) => (&whole[..2], &whole[2..]),
            _ => return Err(WrittenProblem::NotAMonth),
        },
        [year, month] if year.len() == 4 => (*month, *year),
        [month, year] => (*month, *year),
        _ => return Err(WrittenProblem::NotAMonth),
    };
    if month.len() > 2 {
        return Err(WrittenProblem::NotAMonth);
    }
    let month: u8 = month.parse().map_err(|_| WrittenProblem::NotAMonth)?;
    if month > 12 {
        return Err(WrittenProblem::ImpossibleMonth);
    }
    let year = read_year(year, style, WrittenProblem::NotAMonth, |year| fitting(month, year))?;
    if year != 0 && year < 1000 {
        return Err(WrittenProblem::ImpossibleMonth);
    }
    Ok((year, month))
}

/// `9:05`, `09h05`, `9 h 05`, `0905`, `9h`.
pub(super) fn read_time(text: &str) -> Result<(u8, u8), WrittenProblem> {
    let text = text.trim().to_lowercase();
    let is_mark = |next: char| matches!(next, ':' | 'h' | '.' | ',');
    let (hour, minute) = match text.split_once(is_mark) {
        Some((hour, "")) if text.ends_with('h') => (hour.trim(), "00"),
        Some((hour, minute)) => (hour.trim(), minute.trim()),
        None if matches!(text.len(), 3 | 4) && text.is_ascii() => text.split_at(text.len() - 2),
        None => return Err(WrittenProblem::NotATime),
    };
    let number = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        let digits = part.bytes().all(|byte| byte.is_ascii_digit()) && lengths.contains(&part.len());
        digits.then(|| part.parse::<u8>().ok()).flatten().ok_or(WrittenProblem::NotATime)
    };
    let (hour, minute) = (number(hour, 1..=2)?, number(minute, 2..=2)?);
    if hour > 23 || minute > 59 {
        return Err(WrittenProblem::ImpossibleTime);
    }
    Ok((hour, minute))
}

/// The digits between the separators; `None` when there is anything else.
fn parts_of(text: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = text.split(['/', '-', '.', ' ']).map(str::trim).collect();
    let digits = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    (digits && parts.len() <= 3).then_some(parts)
}

fn read_year(
    text: &str,
    style: YearStyle,
    otherwise: WrittenProblem,
    fitting: impl Fn(u8) -> Vec<i16>,
) -> Result<i16, WrittenProblem> {
    match (text.len(), style) {
        (0, YearStyle::Printed(year)) => Ok(year),
        (4, _) => text.parse().map_err(|_| otherwise),
        (2, _) => {
            let digits: u8 = text.parse().map_err(|_| otherwise)?;
            if let YearStyle::Printed(year) = style
                && i16::from(digits) == year % 100
            {
                return Ok(year);
            }
            match fitting(digits)[..] {
                [year] => Ok(year),
                ref years => Err(WrittenProblem::AmbiguousCentury { years: years.to_vec() }),
            }
        }
        _ => Err(otherwise),
    }
}

/// The years that two digits can stand for (1900s and 2000s), the question's constraint considered:
/// those that do not break it, or both if both do. The day is 0 for a month.
pub fn years_that_fit(
    questionnaire: &Questionnaire,
    question: &Variable,
    day: u8,
    month: u8,
    two_digits: u8,
) -> Vec<i16> {
    let both: Vec<i16> = [1900, 2000].map(|century| century + i16::from(two_digits)).to_vec();
    let place = questionnaire.variables.iter().position(|other| other.name == question.name);
    let field = place.and_then(|at| questionnaire.place(VariableId(at as u16)).fields().next());
    let (Some(constraint), Some(field)) = (&question.constraint, field) else { return both };
    let mut record = Record::empty(questionnaire);
    let fits = |year: &i16| {
        record.field_mut(field).answer = Answer::Value(match question.kind {
            VariableType::Month { .. } => Value::Month { year: *year, month },
            _ => Value::Date(PartialDate { year: *year, month, day }),
        });
        // `today()` bounds are not counted on here: the caller's clock is not this room's.
        let today = jiff::civil::Date::constant(2100, 1, 1);
        let scope = Scope { questionnaire, record: &record, applicable: &[], field: Some(field), today };
        constraint.rule.truth(&scope) != Truth::False
    };
    let fitting: Vec<i16> = {
        let mut fits = fits;
        both.iter().copied().filter(|year| fits(year)).collect()
    };
    if fitting.is_empty() { both } else { fitting }
}
