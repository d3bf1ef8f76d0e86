//! What a keying says: answers, missing codes and the record of one sheet. A record is never a
//! definition (see `model`); it only points to the definition's fields by [`FieldId`].

use rust_decimal::Decimal;

use super::model::{FieldId, Questionnaire};

/// Why an answer is missing. Which of them a questionnaire uses, and their names and keys, stand in its
/// list of missing codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// Nothing on the paper.
    Blank,
    /// "Don't know" ticked or written.
    DontKnow,
    /// Refused.
    Refused,
    /// Illegible, or two boxes ticked for one answer.
    Illegible,
    /// Empty in an imported file where the question applies: behaves as blank, exported empty.
    EmptyInFile,
    /// The version that the sheet was keyed with did not ask it (DESIGN 5.12): said by the study, never
    /// typed. Not compared, not required, exported under its own name.
    NotAsked,
}

/// How [`Missing::NotAsked`] is written in files.
pub const NOT_ASKED: &str = "not_asked";

/// What a keying says for one field.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Answer {
    /// Nothing keyed yet.
    #[default]
    NotKeyed,
    /// Skipped by a filter: said, not keyed.
    NotApplicable,
    /// A missing answer, typed.
    Missing(Missing),
    /// What the paper says.
    Value(Value),
}

/// A value as on the paper.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A whole number.
    Integer(i64),
    /// A decimal number, trailing zeros dropped.
    Decimal(Decimal),
    /// Text, sheet numbers included, exactly as keyed.
    Text(String),
    /// A date, parts may be unreadable.
    Date(PartialDate),
    /// A time of day.
    Time {
        /// 0 to 23.
        hour: u8,
        /// 0 to 59.
        minute: u8,
    },
    /// A month of a year; 0 is unreadable.
    Month {
        /// Four digits.
        year: i16,
        /// 1 to 12.
        month: u8,
    },
    /// The code of one choice.
    Code(String),
    /// The codes of the ticked boxes, in the order of the choice list. Empty only from an imported
    /// file that says 0 for every box.
    Codes(Vec<String>),
    /// What the paper says though the question cannot take it (`14:63`, an unknown code), kept as
    /// written and flagged.
    AsWritten(String),
}

/// A date whose day or month (0) or year (0) may be unreadable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// Four digits; 0 is unreadable.
    pub year: i16,
    /// 1 to 12; 0 is unreadable.
    pub month: u8,
    /// 1 to 31; 0 is unreadable.
    pub day: u8,
}

impl PartialDate {
    /// Whether the parts can be a date: unreadable parts fit anything that leaves a real date possible.
    pub fn is_possible(self) -> bool {
        let year = if self.year == 0 { 2024 } else { self.year };
        let month = if self.month == 0 { 1 } else { self.month as i8 };
        let day = if self.day == 0 { 1 } else { self.day as i8 };
        (self.year == 0 || self.year >= 1000) && jiff::civil::Date::new(year, month, day).is_ok()
    }

    /// The calendar date, if every part is readable.
    pub fn date(self) -> Option<jiff::civil::Date> {
        (self.year > 0)
            .then(|| jiff::civil::Date::new(self.year, self.month as i8, self.day as i8).ok())
            .flatten()
    }
}

/// How an answer came to be. Rates of error count only [`Origin::Keyed`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Read from the paper, typed.
    #[default]
    Keyed,
    /// `+`: the same as on the previous sheet.
    Repeated,
    /// F6: the rest of the page is blank.
    RestBlank,
    /// Taken from a file.
    Imported,
    /// A constant set for the batch.
    Constant,
    /// Typed again after verify mode said that it differs.
    AfterMismatch,
    /// Changed after the sheet's number of differences was told.
    AfterCount,
}

/// One field of a record: the answer and what was said about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FieldRecord {
    /// What the paper says.
    pub answer: Answer,
    /// Kept as on the paper although a rule, a filter or the type says otherwise.
    pub kept: bool,
    /// How the answer came to be.
    pub origin: Origin,
    /// A margin remark for the supervisor.
    pub note: Option<String>,
}

/// The answers of one keying of one sheet, one [`FieldRecord`] per field of the questionnaire.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// By [`FieldId`].
    pub fields: Vec<FieldRecord>,
}

impl Record {
    /// A record with nothing keyed.
    pub fn empty(questionnaire: &Questionnaire) -> Self {
        Self { fields: vec![FieldRecord::default(); questionnaire.fields.len()] }
    }

    /// The answer of a field.
    pub fn answer(&self, field: FieldId) -> &Answer {
        &self.fields[usize::from(field.0)].answer
    }

    /// The field.
    pub fn field(&self, field: FieldId) -> &FieldRecord {
        &self.fields[usize::from(field.0)]
    }

    /// The field, to change.
    pub fn field_mut(&mut self, field: FieldId) -> &mut FieldRecord {
        &mut self.fields[usize::from(field.0)]
    }

    /// The sheet's number as keyed, empty if not keyed.
    pub fn sheet_number(&self, questionnaire: &Questionnaire) -> &str {
        match questionnaire.sheet_number_field().map(|field| self.answer(field)) {
            Some(Answer::Value(Value::Text(number) | Value::AsWritten(number))) => number,
            _ => "",
        }
    }
}

impl Answer {
    /// Whether something was keyed: a value or a missing code.
    pub fn is_keyed(&self) -> bool {
        matches!(self, Self::Missing(_) | Self::Value(_))
    }

    /// Whether the sheet's version did not ask it.
    pub fn is_not_asked(&self) -> bool {
        *self == Self::Missing(Missing::NotAsked)
    }

    /// The text that a file of codes holds for this answer, dates in ISO and a decimal point: the form
    /// kept in the study and used to compare. Missing answers and boxes are the caller's.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }
}

impl Value {
    /// The value as one line of text in its neutral form: ISO dates (`2024-11-05`, unreadable parts as
    /// zeros), `HH:MM`, decimal point, codes separated by a space.
    pub fn neutral_text(&self) -> String {
        match self {
            Self::Integer(number) => number.to_string(),
            Self::Decimal(number) => number.normalize().to_string(),
            Self::Text(text) | Self::AsWritten(text) | Self::Code(text) => text.clone(),
            Self::Date(date) => format!("{:04}-{:02}-{:02}", date.year, date.month, date.day),
            Self::Time { hour, minute } => format!("{hour:02}:{minute:02}"),
            Self::Month { year, month } => format!("{year:04}-{month:02}"),
            Self::Codes(codes) => codes.join(" "),
        }
    }
}
