//! A record in few bytes: what a study keeps of a finished keying beside its journal, and what two
//! passes are compared by. Equal answers have equal bytes, whatever was said about them. The format is
//! written to disk: a change of it needs another [`FORMAT`].

use super::answer::{Answer, FieldRecord, Missing, Origin, PartialDate, Record, Value};
use super::model::FieldId;

/// The first byte of every packed record of this format.
pub const FORMAT: u8 = 1;

const NOT_APPLICABLE: u8 = 1;
const BLANK: u8 = 2;
const DONT_KNOW: u8 = 3;
const REFUSED: u8 = 4;
const ILLEGIBLE: u8 = 5;
const EMPTY_IN_FILE: u8 = 6;
const NOT_ASKED: u8 = 7;
/// Kinds from here on are followed by one number.
const FIRST_NUMBER: u8 = 16;
const INTEGER: u8 = 16;
const DATE: u8 = 17;
const TIME: u8 = 18;
const MONTH: u8 = 19;
/// Kinds from here on are followed by a length and as many bytes.
const FIRST_TEXT: u8 = 32;
const TEXT: u8 = 32;
const CODE: u8 = 33;
const CODES: u8 = 34;
const DECIMAL: u8 = 35;
const AS_WRITTEN: u8 = 36;

/// In what is said about an answer: a remark follows.
const NOTE: u8 = 0x80;

/// A record in few bytes. First its answers in paper order, each with the distance from the field before
/// (fields not keyed are left out), then what is said about them where it is not the usual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed(Box<[u8]>);

/// One answer in a packed record: its kind and value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackedAnswer<'a>(&'a [u8]);

impl Packed {
    /// Packs a record.
    pub fn of(record: &Record) -> Self {
        let mut answers = Vec::with_capacity(record.fields.len() * 5);
        let mut before = -1;
        let mut usual = None;
        for (at, field) in record.fields.iter().enumerate() {
            if field.answer != Answer::NotKeyed {
                put_number(&mut answers, (at as i64 - before) as u64);
                before = at as i64;
                put_answer(&mut answers, &field.answer);
                usual = usual.or(Some(said(field)));
            }
        }
        let usual = usual.unwrap_or_default();
        let mut bytes = Vec::with_capacity(answers.len() + 8);
        bytes.push(FORMAT);
        put_number(&mut bytes, record.fields.len() as u64);
        put_number(&mut bytes, answers.len() as u64);
        bytes.append(&mut answers);
        bytes.push(usual);
        let mut before = -1;
        for (at, field) in record.fields.iter().enumerate() {
            let expected = if field.answer == Answer::NotKeyed { 0 } else { usual };
            if said(field) == expected && field.note.is_none() {
                continue;
            }
            put_number(&mut bytes, (at as i64 - before) as u64);
            before = at as i64;
            bytes.push(said(field) | if field.note.is_some() { NOTE } else { 0 });
            if let Some(note) = &field.note {
                put_text(&mut bytes, note);
            }
        }
        Self(bytes.into_boxed_slice())
    }

    /// Takes bytes that were written earlier; `None` when they are not of this format or do not hold
    /// `fields` fields.
    pub fn from_bytes(bytes: &[u8], fields: usize) -> Option<Self> {
        let packed = Self(bytes.into());
        (packed.0.first() == Some(&FORMAT) && packed.parts()?.0 == fields).then_some(packed)
    }

    /// The bytes, to keep.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// How many fields the record has, its answers, and the rest.
    fn parts(&self) -> Option<(usize, &[u8], &[u8])> {
        let mut rest = self.0.get(1..)?;
        let fields = usize::try_from(take_number(&mut rest)?).ok()?;
        let length = usize::try_from(take_number(&mut rest)?).ok()?;
        let (answers, said) = rest.split_at_checked(length)?;
        Some((fields, answers, said))
    }

    /// The answers in paper order; fields not keyed are left out.
    pub fn answers(&self) -> PackedAnswers<'_> {
        let answers = self.parts().map_or(&[][..], |(_, answers, _)| answers);
        PackedAnswers { rest: answers, field: None }
    }

    /// The record.
    pub fn open(&self) -> Record {
        let Some((fields, _, said)) = self.parts() else { return Record::default() };
        let mut record = Record { fields: vec![FieldRecord::default(); fields] };
        let usual = said.first().copied().unwrap_or_default();
        for (field, answer) in self.answers() {
            if let Some(place) = record.fields.get_mut(usize::from(field.0)) {
                place.answer = answer.answer();
                say(place, usual);
            }
        }
        for (field, flags, note) in self.said() {
            if let Some(place) = record.fields.get_mut(field) {
                say(place, flags);
                place.note = note.map(str::to_owned);
            }
        }
        record
    }

    /// The remarks in paper order, each with the place of its field.
    pub fn notes(&self) -> impl Iterator<Item = (usize, &str)> {
        let fields = self.parts().map_or(0, |(fields, _, _)| fields);
        self.said()
            .filter(move |(field, ..)| *field < fields)
            .filter_map(|(field, _, note)| Some((field, note?)))
    }

    /// What is said about answers where it is not the usual: place of the field, flags, remark.
    fn said(&self) -> impl Iterator<Item = (usize, u8, Option<&str>)> {
        let mut said = self.parts().map_or(&[][..], |(_, _, said)| said.get(1..).unwrap_or_default());
        let mut field: i64 = -1;
        std::iter::from_fn(move || {
            field = field.wrapping_add(take_number(&mut said)? as i64);
            let flags = said.split_off_first().copied().unwrap_or_default();
            let note = (flags & NOTE != 0).then(|| take_text(&mut said)).flatten();
            Some((usize::try_from(field).unwrap_or(usize::MAX), flags & !NOTE, note))
        })
    }
}

/// The answers of a packed record, one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedAnswers<'a> {
    rest: &'a [u8],
    field: Option<u16>,
}

impl<'a> Iterator for PackedAnswers<'a> {
    type Item = (FieldId, PackedAnswer<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let distance = take_number(&mut self.rest)? as u16;
        let field = self.field.map_or(distance.wrapping_sub(1), |before| before.wrapping_add(distance));
        self.field = Some(field);
        let start = self.rest;
        let kind = *self.rest.split_off_first()?;
        if kind >= FIRST_TEXT {
            let length = take_number(&mut self.rest)? as usize;
            self.rest = self.rest.get(length..)?;
        } else if kind >= FIRST_NUMBER {
            take_number(&mut self.rest)?;
        }
        let length = start.len() - self.rest.len();
        Some((FieldId(field), PackedAnswer(&start[..length])))
    }
}

impl PackedAnswer<'_> {
    /// Whether it says nothing that could be compared: nothing stands in a file for it
    /// ([`Answer::is_empty_in_files`]), or the sheet's version did not ask it.
    pub fn says_nothing(self) -> bool {
        matches!(self.0.first(), None | Some(&(NOT_APPLICABLE | EMPTY_IN_FILE | NOT_ASKED)))
    }

    /// The answer.
    pub fn answer(self) -> Answer {
        self.read().unwrap_or_default()
    }

    fn read(self) -> Option<Answer> {
        let (kind, mut rest) = self.0.split_first()?;
        let missing = |missing| Some(Answer::Missing(missing));
        let value = match *kind {
            NOT_APPLICABLE => return Some(Answer::NotApplicable),
            BLANK => return missing(Missing::Blank),
            DONT_KNOW => return missing(Missing::DontKnow),
            REFUSED => return missing(Missing::Refused),
            ILLEGIBLE => return missing(Missing::Illegible),
            EMPTY_IN_FILE => return missing(Missing::EmptyInFile),
            NOT_ASKED => return missing(Missing::NotAsked),
            INTEGER => Value::Integer(take_signed(&mut rest)?),
            DATE => {
                let number = take_signed(&mut rest)?;
                Value::Date(PartialDate {
                    year: i16::try_from(number >> 16).ok()?,
                    month: u8::try_from(number >> 8 & 0xff).ok()?,
                    day: u8::try_from(number & 0xff).ok()?,
                })
            }
            TIME => {
                let number = take_signed(&mut rest)?;
                let (hour, minute) = (number >> 8, number & 0xff);
                Value::Time { hour: u8::try_from(hour).ok()?, minute: u8::try_from(minute).ok()? }
            }
            MONTH => {
                let number = take_signed(&mut rest)?;
                let (year, month) = (number >> 8, number & 0xff);
                Value::Month { year: i16::try_from(year).ok()?, month: u8::try_from(month).ok()? }
            }
            TEXT => Value::Text(take_text(&mut rest)?.to_owned()),
            CODE => Value::Code(take_text(&mut rest)?.to_owned()),
            CODES => {
                let codes = take_text(&mut rest)?.split(' ').filter(|code| !code.is_empty());
                Value::Codes(codes.map(str::to_owned).collect())
            }
            DECIMAL => Value::Decimal(take_text(&mut rest)?.parse().ok()?),
            AS_WRITTEN => Value::AsWritten(take_text(&mut rest)?.to_owned()),
            _ => return None,
        };
        Some(Answer::Value(value))
    }
}

fn put_answer(bytes: &mut Vec<u8>, answer: &Answer) {
    let value = match answer {
        Answer::NotKeyed => return,
        Answer::NotApplicable => return bytes.push(NOT_APPLICABLE),
        Answer::Missing(Missing::Blank) => return bytes.push(BLANK),
        Answer::Missing(Missing::DontKnow) => return bytes.push(DONT_KNOW),
        Answer::Missing(Missing::Refused) => return bytes.push(REFUSED),
        Answer::Missing(Missing::Illegible) => return bytes.push(ILLEGIBLE),
        Answer::Missing(Missing::EmptyInFile) => return bytes.push(EMPTY_IN_FILE),
        Answer::Missing(Missing::NotAsked) => return bytes.push(NOT_ASKED),
        Answer::Value(value) => value,
    };
    let mut number = |kind, number: i64| {
        bytes.push(kind);
        put_signed(bytes, number);
    };
    match value {
        Value::Integer(integer) => return number(INTEGER, *integer),
        Value::Date(PartialDate { year, month, day }) => {
            return number(DATE, i64::from(*year) << 16 | i64::from(*month) << 8 | i64::from(*day));
        }
        Value::Time { hour, minute } => return number(TIME, i64::from(*hour) << 8 | i64::from(*minute)),
        Value::Month { year, month } => return number(MONTH, i64::from(*year) << 8 | i64::from(*month)),
        _ => {}
    }
    let mut text = |kind, text: &str| {
        bytes.push(kind);
        put_text(bytes, text);
    };
    match value {
        Value::Text(words) => text(TEXT, words),
        Value::Code(code) => text(CODE, code),
        Value::Codes(codes) => text(CODES, &codes.join(" ")),
        Value::Decimal(decimal) => text(DECIMAL, &decimal.to_string()),
        Value::AsWritten(written) => text(AS_WRITTEN, written),
        Value::Integer(_) | Value::Date(_) | Value::Time { .. } | Value::Month { .. } => {}
    }
}

/// What is said about an answer, without its remark: bit 0 kept, the others its origin.
fn said(field: &FieldRecord) -> u8 {
    let origin = ORIGINS.iter().position(|origin| *origin == field.origin).unwrap_or_default();
    u8::from(field.kept) | (origin as u8) << 1
}

fn say(field: &mut FieldRecord, said: u8) {
    field.kept = said & 1 == 1;
    field.origin = ORIGINS.get(usize::from(said >> 1)).copied().unwrap_or_default();
}

/// By number on disk: only ever added to.
const ORIGINS: [Origin; 7] = [
    Origin::Keyed,
    Origin::Repeated,
    Origin::RestBlank,
    Origin::Imported,
    Origin::Constant,
    Origin::AfterMismatch,
    Origin::AfterCount,
];

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
fn put_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.split_off_first()?;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

fn put_signed(bytes: &mut Vec<u8>, number: i64) {
    put_number(bytes, (number << 1 ^ number >> 63) as u64);
}

fn take_signed(bytes: &mut &[u8]) -> Option<i64> {
    take_number(bytes).map(|number| (number >> 1) as i64 ^ -((number & 1) as i64))
}

fn put_text(bytes: &mut Vec<u8>, text: &str) {
    put_number(bytes, text.len() as u64);
    bytes.extend_from_slice(text.as_bytes());
}

fn take_text<'a>(bytes: &mut &'a [u8]) -> Option<&'a str> {
    let length = usize::try_from(take_number(bytes)?).ok()?;
    std::str::from_utf8(bytes.split_off(..length)?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn answers() -> impl Strategy<Value = Answer> {
        let missing = prop_oneof![
            Just(Missing::Blank),
            Just(Missing::DontKnow),
            Just(Missing::Refused),
            Just(Missing::Illegible),
            Just(Missing::EmptyInFile),
            Just(Missing::NotAsked)
        ];
        let value = prop_oneof![
            any::<i64>().prop_map(Value::Integer),
            (any::<i64>(), 0..10u32)
                .prop_map(|(number, scale)| Value::Decimal(rust_decimal::Decimal::new(number, scale))),
            any::<String>().prop_map(Value::Text),
            any::<(i16, u8, u8)>().prop_map(|(year, month, day)| Value::Date(PartialDate {
                year,
                month,
                day
            })),
            any::<(u8, u8)>().prop_map(|(hour, minute)| Value::Time { hour, minute }),
            any::<(i16, u8)>().prop_map(|(year, month)| Value::Month { year, month }),
            "[0-9a-z]{1,3}".prop_map(Value::Code),
            prop::collection::vec("[0-9a-z]{1,3}", 0..4).prop_map(Value::Codes),
            any::<String>().prop_map(Value::AsWritten),
        ];
        prop_oneof![
            Just(Answer::NotKeyed),
            Just(Answer::NotApplicable),
            missing.prop_map(Answer::Missing),
            value.prop_map(Answer::Value)
        ]
    }

    fn records() -> impl Strategy<Value = Record> {
        let origin = prop::sample::select(ORIGINS.to_vec());
        let field = (answers(), any::<bool>(), origin, prop::option::of(any::<String>()));
        let field = field.prop_map(|(answer, kept, origin, note)| FieldRecord { answer, kept, origin, note });
        prop::collection::vec(field, 0..200).prop_map(|fields| Record { fields })
    }

    proptest! {
        /// DESIGN 5.2: what is packed comes back as it was, remarks and origins too.
        #[test]
        fn a_record_comes_back_as_it_was(record in records()) {
            let packed = Packed::of(&record);
            prop_assert_eq!(&packed.open(), &record);
            let kept = Packed::from_bytes(packed.bytes(), record.fields.len());
            prop_assert_eq!(kept.as_ref(), Some(&packed));
            prop_assert_eq!(Packed::from_bytes(packed.bytes(), record.fields.len() + 1), None);
        }

        /// DESIGN 9: equal answers have equal bytes, and only they.
        #[test]
        fn equal_answers_have_equal_bytes(left in answers(), right in answers()) {
            let bytes = |answer: &Answer| {
                let mut bytes = Vec::new();
                put_answer(&mut bytes, answer);
                bytes
            };
            let decimals = |answer: &Answer| matches!(answer, Answer::Value(Value::Decimal(_)));
            if !(decimals(&left) && decimals(&right)) {
                prop_assert_eq!(bytes(&left) == bytes(&right), left == right);
            }
            prop_assert_eq!(bytes(&left), bytes(&left.clone()));
        }

        /// A damaged file gives a record or none, and never stops the program.
        #[test]
        fn any_bytes_can_be_opened(bytes in prop::collection::vec(any::<u8>(), 0..80), fields in 0..9usize) {
            let bytes = [&[FORMAT, fields as u8][..], &bytes].concat();
            if let Some(packed) = Packed::from_bytes(&bytes, fields) {
                prop_assert!(packed.open().fields.len() == fields);
            }
        }
    }
}
