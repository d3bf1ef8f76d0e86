//! Values during evaluation: how they are compared, computed with and written. What an answer means in
//! a filter stands in `evaluate`.

use std::borrow::Cow;
use std::cmp::Ordering;

use jiff::ToSpan;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::super::answer::{Answer, Missing, PartialDate, Value};
use super::super::Truth;
use super::super::node::{Arithmetic, Comparison, Constant, DatePart, Node};
use super::super::parse::Operator;
use super::super::typing::date_of_text;
use super::{Context, Unknown};

/// A value during evaluation.
#[derive(Clone, Debug)]
pub(in super::super) enum Evaluated<'a> {
    Unknown(Unknown),
    Truth(bool),
    Number(f64),
    Text(Cow<'a, str>),
    Date(PartialDate),
    Month { year: i16, month: u8 },
    Time(u16),
    Codes(&'a [String]),
}

/// Numbers closer than this are equal: sums of decimals are not exact.
const EQUAL_WITHIN: f64 = 1e-9;

/// The value that an answer has in expressions.
pub(super) fn evaluated(value: &Value) -> Evaluated<'_> {
    match value {
        Value::Integer(number) => Evaluated::Number(*number as f64),
        Value::Decimal(number) => {
            number.to_f64().map_or(Evaluated::Unknown(Unknown::Missing), Evaluated::Number)
        }
        Value::Text(text) | Value::Code(text) | Value::AsWritten(text) => {
            Evaluated::Text(Cow::Borrowed(text))
        }
        Value::Date(date) => Evaluated::Date(*date),
        Value::Month { year, month } => Evaluated::Month { year: *year, month: *month },
        Value::Time { hour, minute } => Evaluated::Time(u16::from(*hour) * 60 + u16::from(*minute)),
        Value::Codes(codes) => Evaluated::Codes(codes),
    }
}

// ---- Comparing

pub(super) fn ordering(operator: Operator, ordering: Ordering) -> bool {
    match operator {
        Operator::Equal => ordering.is_eq(),
        Operator::Different => ordering.is_ne(),
        Operator::Less => ordering.is_lt(),
        Operator::LessOrEqual => ordering.is_le(),
        Operator::Greater => ordering.is_gt(),
        Operator::GreaterOrEqual => ordering.is_ge(),
        _ => false,
    }
}

pub(super) fn number_ordering(left: f64, right: f64) -> Ordering {
    if (left - right).abs() < EQUAL_WITHIN { Ordering::Equal } else { left.total_cmp(&right) }
}

/// Compares what can only be said to lie between two bounds; unknown where the bounds do not decide.
pub(super) fn range_ordering(operator: Operator, left: (i64, i64), right: (i64, i64)) -> Truth {
    let always =
        |first: (i64, i64), holds: fn(&i64, &i64) -> bool, second: (i64, i64)| holds(&first.1, &second.0);
    let never_meet = left.1 < right.0 || right.1 < left.0;
    let same = left.0 == left.1 && left == right;
    let (yes, no) = match operator {
        Operator::Equal => (same, never_meet),
        Operator::Different => (never_meet, same),
        Operator::Less => (always(left, i64::lt, right), always(right, i64::le, left)),
        Operator::LessOrEqual => (always(left, i64::le, right), always(right, i64::lt, left)),
        Operator::Greater => (always(right, i64::lt, left), always(left, i64::le, right)),
        Operator::GreaterOrEqual => (always(right, i64::le, left), always(left, i64::lt, right)),
        _ => (false, false),
    };
    match (yes, no) {
        (true, _) => Truth::True,
        (_, true) => Truth::False,
        _ => Truth::UnknownMissing,
    }
}

/// First and last value of a part that may be unreadable (0).
fn part(value: i64, last: i64) -> (i64, i64) {
    if value == 0 { (1, last) } else { (value, value) }
}

impl<'a> Evaluated<'a> {
    /// The first and last day, month or minute it can be.
    pub(super) fn range(&self, by: Comparison) -> Option<(i64, i64)> {
        let months = |year: i16, month: u8| {
            let (first, last) = part(i64::from(month), 12);
            let (from, to) = part(i64::from(year), 9999);
            (from * 13 + first, to * 13 + last)
        };
        match (self, by) {
            (Self::Date(date), Comparison::Month) => Some(months(date.year, date.month)),
            (Self::Month { year, month }, Comparison::Month) => Some(months(*year, *month)),
            (Self::Date(date), Comparison::Date) => {
                let (from, to) = months(date.year, date.month);
                let (first, last) = part(i64::from(date.day), 31);
                Some((from * 32 + first, to * 32 + last))
            }
            (Self::Time(minutes), Comparison::Time) => Some((i64::from(*minutes), i64::from(*minutes))),
            _ => None,
        }
    }

    pub(super) fn to_number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.trim().replace(',', ".").parse().ok().filter(|n: &f64| n.is_finite()),
            Self::Truth(holds) => Some(f64::from(u8::from(*holds))),
            _ => None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Unknown(_) => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Codes(codes) => codes.is_empty(),
            _ => false,
        }
    }

    pub(super) fn as_text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            other => Cow::Owned(other.clone().into_text()),
        }
    }

    pub(super) fn text(self) -> Result<Cow<'a, str>, Unknown> {
        match self {
            Self::Unknown(unknown) => Err(unknown),
            Self::Text(text) => Ok(text),
            other => Ok(Cow::Owned(other.into_text())),
        }
    }

    /// As it would be written in a file of codes.
    pub(in super::super) fn into_text(self) -> String {
        match self {
            Self::Unknown(_) => String::new(),
            Self::Truth(holds) => holds.to_string(),
            Self::Number(number) => written_number(number),
            Self::Text(text) => text.into_owned(),
            Self::Date(date) => Value::Date(date).neutral_text(),
            Self::Month { year, month } => Value::Month { year, month }.neutral_text(),
            Self::Time(minutes) => format!("{:02}:{:02}", minutes / 60, minutes % 60),
            Self::Codes(codes) => codes.join(" "),
        }
    }

    /// As an answer: what a calculation gives.
    pub(in super::super) fn into_answer(self) -> Answer {
        Answer::Value(match self {
            Self::Unknown(Unknown::NotApplicable) => return Answer::NotApplicable,
            Self::Unknown(Unknown::Missing) => return Answer::Missing(Missing::Blank),
            Self::Truth(holds) => Value::Integer(i64::from(holds)),
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                Value::Integer(number as i64)
            }
            Self::Number(number) => match Decimal::try_from(round_to(number, 9)) {
                Ok(decimal) => Value::Decimal(decimal.normalize()),
                Err(_) => return Answer::Missing(Missing::Blank),
            },
            Self::Date(date) => Value::Date(date),
            Self::Month { year, month } => Value::Month { year, month },
            Self::Time(minutes) => Value::Time { hour: (minutes / 60) as u8, minute: (minutes % 60) as u8 },
            Self::Text(text) => Value::Text(text.into_owned()),
            Self::Codes(codes) => Value::Codes(codes.to_vec()),
        })
    }
}

/// Without the dust that binary fractions leave.
fn written_number(number: f64) -> String {
    let rounded = round_to(number, 9);
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// Half up, as people round.
fn round_to(number: f64, places: i32) -> f64 {
    let factor = 10f64.powi(places);
    let scaled = number * factor;
    if !scaled.is_finite() {
        return number;
    }
    // A half that binary fractions make a little smaller is still a half.
    (scaled + 0.5 + scaled.abs() * f64::EPSILON * 4.0).floor() / factor
}

// ---- Computing

type Number = Result<f64, Unknown>;

fn both(left: Number, right: Number) -> Result<(f64, f64), Unknown> {
    match (left, right) {
        (Ok(left), Ok(right)) => Ok((left, right)),
        (Err(left), Err(right)) => Err(left.max(right)),
        (Err(unknown), _) | (_, Err(unknown)) => Err(unknown),
    }
}

/// What cannot be computed (division by zero) is unknown.
fn finite(number: Number) -> Evaluated<'static> {
    match number {
        Ok(number) if number.is_finite() => Evaluated::Number(number),
        Ok(_) => Evaluated::Unknown(Unknown::Missing),
        Err(unknown) => Evaluated::Unknown(unknown),
    }
}

impl<'a> Context<'a> {
    pub(in super::super) fn value(&self, node: &'a Node) -> Evaluated<'a> {
        match node {
            Node::Constant(constant) => value_of_constant(constant),
            Node::Read(reading) => self.read(*reading),
            Node::Column(name) => self.column(name),
            Node::Compute { operator, on, left, right } => self.compute(*operator, *on, left, right),
            Node::Negate(inner) => finite(self.number(inner).map(|number| -number)),
            Node::Coalesce(parts) => self.first_known(parts),
            Node::If(parts) => {
                let [condition, then, otherwise] = &**parts;
                match self.truth(condition) {
                    Truth::True => self.value(then),
                    Truth::False => self.value(otherwise),
                    unknown => Evaluated::Unknown(unknown.unknown().unwrap_or(Unknown::Missing)),
                }
            }
            Node::CountSelected(reading) => match self.value_of(*reading) {
                Ok(Value::Codes(codes)) => Evaluated::Number(codes.len() as f64),
                Ok(_) => Evaluated::Unknown(Unknown::Missing),
                Err(unknown) => Evaluated::Unknown(unknown),
            },
            Node::Smallest(parts) => self.extreme(parts, Ordering::Less),
            Node::Largest(parts) => self.extreme(parts, Ordering::Greater),
            Node::Today => {
                let today = self.scope.today;
                Evaluated::Date(partial(today))
            }
            Node::ToText(inner) => self.with_text(inner, Evaluated::Text),
            Node::ToDate(inner) => self.with_text(inner, |text| match date_of_text(&text) {
                Some(date) => Evaluated::Date(date),
                None => Evaluated::Unknown(Unknown::Missing),
            }),
            Node::Part { text, start, end } => self.part_of_text(text, start, end.as_deref()),
            Node::DatePart(part, inner) => self.date_part(*part, inner),
            numeric @ (Node::Length(_)
            | Node::Absolute(_)
            | Node::Round(..)
            | Node::Truncate(_)
            | Node::ToNumber(_)
            | Node::Sum(_)
            | Node::SumLines { .. }
            | Node::CountLines { .. }) => finite(self.numeric(numeric)),
            condition => match self.truth(condition) {
                Truth::True => Evaluated::Truth(true),
                Truth::False => Evaluated::Truth(false),
                unknown => Evaluated::Unknown(unknown.unknown().unwrap_or(Unknown::Missing)),
            },
        }
    }

    fn numeric(&self, node: &'a Node) -> Number {
        match node {
            Node::Length(text) => self.text(text).map(|text| text.chars().count() as f64),
            Node::Absolute(inner) => self.number(inner).map(f64::abs),
            Node::Round(inner, None) => self.number(inner).map(|number| round_to(number, 0)),
            Node::Round(inner, Some(places)) => {
                let (number, places) = both(self.number(inner), self.number(places))?;
                Ok(round_to(number, places.clamp(-9.0, 9.0) as i32))
            }
            // A hair below a whole number is that number: 0.1 + 0.2 on paper is 0.3.
            Node::Truncate(inner) => {
                let number = self.number(inner)?;
                let nearest = number.round();
                Ok(if (number - nearest).abs() < EQUAL_WITHIN { nearest } else { number.trunc() })
            }
            Node::ToNumber(inner) => self.number(inner),
            Node::Sum(parts) => parts.iter().try_fold(0.0, |sum, part| Ok(sum + self.number(part)?)),
            Node::SumLines { lines, inner } => {
                (1..=*lines).try_fold(0.0, |sum, line| match self.on_line(line).number(inner) {
                    Ok(number) => Ok(sum + number),
                    Err(Unknown::NotApplicable) => Ok(sum),
                    Err(unknown) => Err(unknown),
                })
            }
            Node::CountLines { lines, columns } => Ok((1..=*lines)
                .filter(|line| {
                    let context = self.on_line(*line);
                    columns.iter().any(|column| context.is_answered(*column))
                })
                .count() as f64),
            _ => Err(Unknown::Missing),
        }
    }

    fn column(&self, name: &str) -> Evaluated<'a> {
        let Some(choice) = self.choice else { return Evaluated::Unknown(Unknown::Missing) };
        if name == "name" {
            return Evaluated::Text(Cow::Borrowed(&choice.name));
        }
        match choice.filter.get(name) {
            Some(text) => Evaluated::Text(Cow::Borrowed(text)),
            None => Evaluated::Text(Cow::Borrowed("")),
        }
    }

    fn first_known(&self, parts: &'a [Node]) -> Evaluated<'a> {
        let mut cause = Unknown::NotApplicable;
        for part in parts {
            match self.value(part) {
                Evaluated::Unknown(unknown) => cause = cause.max(unknown),
                value if value.is_empty() => cause = Unknown::Missing,
                value => return value,
            }
        }
        Evaluated::Unknown(cause)
    }

    fn extreme(&self, parts: &'a [Node], wanted: Ordering) -> Evaluated<'a> {
        let mut best: Option<Evaluated<'a>> = None;
        let mut cause: Option<Unknown> = None;
        for part in parts {
            let value = self.value(part);
            if let Evaluated::Unknown(unknown) = value {
                cause = cause.max(Some(unknown));
                continue;
            }
            let better = best.as_ref().is_none_or(|best| order(&value, best) == wanted);
            if better {
                best = Some(value);
            }
        }
        match cause {
            Some(unknown) => Evaluated::Unknown(unknown),
            None => best.unwrap_or(Evaluated::Unknown(Unknown::Missing)),
        }
    }

    fn with_text(&self, inner: &'a Node, then: impl FnOnce(Cow<'a, str>) -> Evaluated<'a>) -> Evaluated<'a> {
        match self.text(inner) {
            Ok(text) => then(text),
            Err(unknown) => Evaluated::Unknown(unknown),
        }
    }

    /// `substr(text, from, to)`: characters from 0, `to` excluded; negative counts from the end.
    fn part_of_text(&self, text: &'a Node, start: &'a Node, end: Option<&'a Node>) -> Evaluated<'a> {
        let bounds = both(self.number(start), end.map_or(Ok(f64::MAX), |end| self.number(end)));
        match (self.text(text), bounds) {
            (Ok(text), Ok((start, end))) => {
                let count = text.chars().count() as f64;
                let place = |at: f64| if at < 0.0 { (count + at).max(0.0) } else { at.min(count) } as usize;
                let (start, end) = (place(start), place(end));
                let part: String = text.chars().skip(start).take(end.saturating_sub(start)).collect();
                Evaluated::Text(Cow::Owned(part))
            }
            (Err(first), Err(second)) => Evaluated::Unknown(first.max(second)),
            (Err(unknown), _) | (_, Err(unknown)) => Evaluated::Unknown(unknown),
        }
    }

    fn date_part(&self, part: DatePart, inner: &'a Node) -> Evaluated<'a> {
        let (year, month, day) = match self.value(inner) {
            Evaluated::Date(date) => (date.year, date.month, date.day),
            Evaluated::Month { year, month } => (year, month, 0),
            Evaluated::Unknown(unknown) => return Evaluated::Unknown(unknown),
            _ => return Evaluated::Unknown(Unknown::Missing),
        };
        let number = match part {
            DatePart::Year => f64::from(year),
            DatePart::Month => f64::from(month),
            DatePart::Day => f64::from(day),
        };
        if number == 0.0 { Evaluated::Unknown(Unknown::Missing) } else { Evaluated::Number(number) }
    }

    fn compute(&self, operator: Operator, on: Arithmetic, left: &'a Node, right: &'a Node) -> Evaluated<'a> {
        if on == Arithmetic::Numbers {
            let sides = both(self.number(left), self.number(right));
            return finite(sides.map(|(left, right)| arithmetic(operator, left, right)));
        }
        let (left, right) = (self.value(left), self.value(right));
        match (&left, &right) {
            (Evaluated::Unknown(first), Evaluated::Unknown(second)) => {
                Evaluated::Unknown((*first).max(*second))
            }
            (Evaluated::Unknown(unknown), _) | (_, Evaluated::Unknown(unknown)) => {
                Evaluated::Unknown(*unknown)
            }
            _ => calendar(operator, on, &left, &right).unwrap_or(Evaluated::Unknown(Unknown::Missing)),
        }
    }
}

pub(super) fn arithmetic(operator: Operator, left: f64, right: f64) -> f64 {
    match operator {
        Operator::Add => left + right,
        Operator::Subtract => left - right,
        Operator::Multiply => left * right,
        Operator::Divide => left / right,
        Operator::Remainder => left % right,
        _ => f64::NAN,
    }
}

/// Arithmetic on dates, months and times; `None` where a part is unreadable.
fn calendar<'a>(
    operator: Operator,
    on: Arithmetic,
    left: &Evaluated<'_>,
    right: &Evaluated<'_>,
) -> Option<Evaluated<'a>> {
    let months = |value: &Evaluated<'_>| match value {
        Evaluated::Date(PartialDate { year, month, .. }) | Evaluated::Month { year, month } => {
            (*year > 0 && *month > 0).then(|| f64::from(*year) * 12.0 + f64::from(*month))
        }
        _ => None,
    };
    match (on, left, right) {
        (Arithmetic::Days, Evaluated::Date(left), Evaluated::Date(right)) => {
            let days = left.date()?.since(right.date()?).ok()?.get_days();
            Some(Evaluated::Number(f64::from(days)))
        }
        (Arithmetic::Months, left, right) => Some(Evaluated::Number(months(left)? - months(right)?)),
        (Arithmetic::Minutes, Evaluated::Time(left), Evaluated::Time(right)) => {
            Some(Evaluated::Number(f64::from(*left) - f64::from(*right)))
        }
        (Arithmetic::Shift, Evaluated::Date(date), days) => {
            let days = days.to_number()?.clamp(-1e6, 1e6) as i64;
            let days = if operator == Operator::Subtract { -days } else { days };
            Some(Evaluated::Date(partial(date.date()?.checked_add(days.days()).ok()?)))
        }
        _ => None,
    }
}

fn partial(date: jiff::civil::Date) -> PartialDate {
    PartialDate { year: date.year(), month: date.month() as u8, day: date.day() as u8 }
}

/// The order of two values of one kind, for the smallest and largest.
fn order(left: &Evaluated<'_>, right: &Evaluated<'_>) -> Ordering {
    match (left, right) {
        (Evaluated::Date(left), Evaluated::Date(right)) => left.cmp(right),
        _ => match (left.to_number(), right.to_number()) {
            (Some(left), Some(right)) => left.total_cmp(&right),
            _ => Ordering::Equal,
        },
    }
}

fn value_of_constant(constant: &Constant) -> Evaluated<'_> {
    match constant {
        Constant::Unknown => Evaluated::Unknown(Unknown::Missing),
        Constant::Truth(holds) => Evaluated::Truth(*holds),
        Constant::Number(number) => Evaluated::Number(*number),
        Constant::Text(text) => Evaluated::Text(Cow::Borrowed(text)),
        Constant::Date(date) => Evaluated::Date(*date),
        Constant::Month { year, month } => Evaluated::Month { year: *year, month: *month },
        Constant::Time(minutes) => Evaluated::Time(*minutes),
    }
}
