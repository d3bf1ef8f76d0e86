//! How answers and happenings stand in the columns of the journal. Numbers here are part of the file's
//! format: never reuse one.

use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};
use rust_decimal::Decimal;

use super::{Means, Pass};
use crate::keying::Cause;
use crate::questionnaire::{Answer, Missing, Origin, PartialDate, Value};

/// Kinds of entries that are not answers.
pub(super) const OPEN: i64 = 1;
pub(super) const RENUMBER: i64 = 2;
pub(super) const FINISH: i64 = 3;
pub(super) const REOPEN: i64 = 4;
pub(super) const NOTE: i64 = 5;
/// The keying is gone on with at another station (value: its key).
pub(super) const AT_STATION: i64 = 6;
/// The keying is gone on with under another version (value: its key).
pub(super) const UNDER_VERSION: i64 = 7;
/// Keys pressed (value) for the entries before it (line: how many).
pub(super) const KEYS: i64 = 9;
/// Kinds from here on are answers.
pub(super) const FIRST_ANSWER: i64 = 10;

/// Nothing keyed; an erased answer too.
pub(super) const NOT_KEYED: i64 = 10;
const NOT_APPLICABLE: i64 = 11;
const BLANK: i64 = 20;
const DONT_KNOW: i64 = 21;
const REFUSED: i64 = 22;
const ILLEGIBLE: i64 = 23;
const EMPTY_IN_FILE: i64 = 24;
/// An answer given to a question that the sheet's version did not ask, taken back.
const NOT_ASKED: i64 = 25;
const INTEGER: i64 = 30;
const DECIMAL: i64 = 31;
const TEXT: i64 = 32;
const DATE: i64 = 33;
const TIME: i64 = 34;
const MONTH: i64 = 35;
const CODE: i64 = 36;
const CODES: i64 = 37;
pub(super) const AS_WRITTEN: i64 = 38;

/// An answer's kind and value, borrowed where it can be.
pub(super) fn answer_columns(answer: &Answer) -> (i64, ToSqlOutput<'_>) {
    let value = match answer {
        Answer::NotKeyed => return (NOT_KEYED, null()),
        Answer::NotApplicable => return (NOT_APPLICABLE, null()),
        Answer::Missing(missing) => return (missing_kind(*missing), null()),
        Answer::Value(value) => value,
    };
    match value {
        Value::Integer(number) => (INTEGER, number_column(*number)),
        Value::Decimal(number) => (DECIMAL, ToSqlOutput::Owned(Sql::Text(number.to_string()))),
        Value::Text(text) => (TEXT, text_column(text)),
        Value::Date(date) => (DATE, number_column(date_number(*date))),
        Value::Time { hour, minute } => (TIME, number_column(i64::from(*hour) * 100 + i64::from(*minute))),
        Value::Month { year, month } => (MONTH, number_column(i64::from(*year) * 100 + i64::from(*month))),
        Value::Code(code) => (CODE, text_column(code)),
        Value::Codes(codes) => (CODES, ToSqlOutput::Owned(Sql::Text(codes.join(" ")))),
        Value::AsWritten(text) => (AS_WRITTEN, text_column(text)),
    }
}

/// The answer of a row; `None` when the row is not one this program writes.
pub(super) fn answer_of(kind: i64, value: ValueRef<'_>) -> Option<Answer> {
    let text = || value.as_str().ok().map(str::to_owned);
    let number = || value.as_i64().ok();
    let value = match kind {
        NOT_KEYED => return Some(Answer::NotKeyed),
        NOT_APPLICABLE => return Some(Answer::NotApplicable),
        BLANK => return Some(Answer::Missing(Missing::Blank)),
        DONT_KNOW => return Some(Answer::Missing(Missing::DontKnow)),
        REFUSED => return Some(Answer::Missing(Missing::Refused)),
        ILLEGIBLE => return Some(Answer::Missing(Missing::Illegible)),
        NOT_ASKED => return Some(Answer::Missing(Missing::NotAsked)),
        EMPTY_IN_FILE => return Some(Answer::Missing(Missing::EmptyInFile)),
        INTEGER => Value::Integer(number()?),
        DECIMAL => Value::Decimal(value.as_str().ok()?.parse::<Decimal>().ok()?),
        TEXT => Value::Text(text()?),
        DATE => Value::Date(date_of(number()?)?),
        TIME => Value::Time {
            hour: u8::try_from(number()? / 100).ok()?,
            minute: u8::try_from(number()? % 100).ok()?,
        },
        MONTH => Value::Month {
            year: i16::try_from(number()? / 100).ok()?,
            month: u8::try_from(number()? % 100).ok()?,
        },
        CODE => Value::Code(text()?),
        CODES => Value::Codes(
            value.as_str().ok()?.split(' ').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
        ),
        AS_WRITTEN => Value::AsWritten(text()?),
        _ => return None,
    };
    Some(Answer::Value(value))
}

fn missing_kind(missing: Missing) -> i64 {
    match missing {
        Missing::Blank => BLANK,
        Missing::DontKnow => DONT_KNOW,
        Missing::Refused => REFUSED,
        Missing::Illegible => ILLEGIBLE,
        Missing::EmptyInFile => EMPTY_IN_FILE,
        Missing::NotAsked => NOT_ASKED,
    }
}

fn null() -> ToSqlOutput<'static> {
    ToSqlOutput::Owned(Sql::Null)
}

pub(super) fn number_column(number: i64) -> ToSqlOutput<'static> {
    ToSqlOutput::Owned(Sql::Integer(number))
}

pub(super) fn text_column(text: &str) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))
}

fn date_number(date: PartialDate) -> i64 {
    i64::from(date.year) * 10_000 + i64::from(date.month) * 100 + i64::from(date.day)
}

fn date_of(number: i64) -> Option<PartialDate> {
    Some(PartialDate {
        year: i16::try_from(number / 10_000).ok()?,
        month: u8::try_from(number / 100 % 100).ok()?,
        day: u8::try_from(number % 100).ok()?,
    })
}

/// What is said about an answer, in one small number: bit 0 kept, bits 1 to 3 origin, 4 and 5 cause.
pub(super) fn flags(kept: bool, origin: Origin, cause: Cause) -> i64 {
    let origin = match origin {
        Origin::Keyed => 0,
        Origin::Repeated => 1,
        Origin::RestBlank => 2,
        Origin::Imported => 3,
        Origin::Constant => 4,
        Origin::AfterMismatch => 5,
        Origin::AfterCount => 6,
    };
    let cause = match cause {
        Cause::Typed => 0,
        Cause::Undo => 1,
        Cause::Redo => 2,
        Cause::Filter => 3,
    };
    i64::from(kept) | origin << 1 | cause << 4
}

/// The parts of [`flags`].
pub(super) fn flags_of(flags: i64) -> (bool, Origin, Cause) {
    let origin = match flags >> 1 & 7 {
        1 => Origin::Repeated,
        2 => Origin::RestBlank,
        3 => Origin::Imported,
        4 => Origin::Constant,
        5 => Origin::AfterMismatch,
        6 => Origin::AfterCount,
        _ => Origin::Keyed,
    };
    let cause = match flags >> 4 & 3 {
        1 => Cause::Undo,
        2 => Cause::Redo,
        3 => Cause::Filter,
        _ => Cause::Typed,
    };
    (flags & 1 == 1, origin, cause)
}

pub(super) fn pass_number(pass: Pass) -> i64 {
    match pass {
        Pass::First => 1,
        Pass::Second => 2,
    }
}

pub(super) fn pass_of(number: i64) -> Option<Pass> {
    [Pass::First, Pass::Second].into_iter().find(|pass| pass_number(*pass) == number)
}

pub(super) fn means_number(means: Means) -> i64 {
    match means {
        Means::BlindReading => 1,
        Means::SeenBoth => 2,
        Means::File => 3,
        Means::Correction => 4,
        Means::CheckKept => 5,
        Means::Slip => 6,
    }
}

pub(super) fn means_of(number: i64) -> Option<Means> {
    [Means::BlindReading, Means::SeenBoth, Means::File, Means::Correction, Means::CheckKept, Means::Slip]
        .into_iter()
        .find(|means| means_number(*means) == number)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DESIGN 5.6: every kind of answer comes back as it was, missing ones typed.
    #[test]
    fn answers_come_back_as_they_were() {
        let date = |year, month, day| Value::Date(PartialDate { year, month, day });
        let values = [
            Value::Integer(-12),
            Value::Decimal("12.50".parse().unwrap()),
            Value::Text(" d’où\n".to_owned()),
            date(2024, 11, 5),
            date(0, 0, 7),
            Value::Time { hour: 9, minute: 5 },
            Value::Month { year: 2024, month: 0 },
            Value::Code("01".to_owned()),
            Value::Codes(vec!["1".to_owned(), "4".to_owned()]),
            Value::Codes(Vec::new()),
            Value::AsWritten("14:63".to_owned()),
        ];
        let missing = [
            Missing::Blank,
            Missing::DontKnow,
            Missing::Refused,
            Missing::Illegible,
            Missing::EmptyInFile,
            Missing::NotAsked,
        ];
        let answers = values
            .into_iter()
            .map(Answer::Value)
            .chain(missing.into_iter().map(Answer::Missing))
            .chain([Answer::NotKeyed, Answer::NotApplicable]);
        for answer in answers {
            let (kind, value) = answer_columns(&answer);
            let value = match &value {
                ToSqlOutput::Borrowed(value) => *value,
                ToSqlOutput::Owned(value) => value.into(),
                _ => panic!("other output"),
            };
            assert_eq!(answer_of(kind, value).as_ref(), Some(&answer));
        }
    }

    /// DESIGN 5.5, 8: what is said about an answer comes back.
    #[test]
    fn flags_come_back() {
        for origin in [
            Origin::Keyed,
            Origin::Repeated,
            Origin::RestBlank,
            Origin::Imported,
            Origin::Constant,
            Origin::AfterMismatch,
            Origin::AfterCount,
        ] {
            for cause in [Cause::Typed, Cause::Undo, Cause::Redo, Cause::Filter] {
                for kept in [false, true] {
                    assert_eq!(flags_of(flags(kept, origin, cause)), (kept, origin, cause));
                }
            }
        }
    }
}
