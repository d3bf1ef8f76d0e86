//! How one cell is written in a CSV: numbers, dates, codes, labels, and the apostrophe that keeps a text
//! from being taken for a formula. Reading is `study::import`'s.

use std::borrow::Cow;

use crate::questionnaire::{Missing, PartialDate, Questionnaire, Value, Variable};
use crate::texts::Language;

use super::table::Content;

/// How a CSV writes numbers and dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Preset {
    /// For a French Excel: `;`, decimal comma, JJ/MM/AAAA, byte order mark.
    #[default]
    ExcelFr,
    /// Open data: `,`, decimal point, ISO dates, no byte order mark.
    Open,
}

impl Preset {
    /// Between two cells.
    pub fn delimiter(self) -> u8 {
        match self {
            Self::ExcelFr => b';',
            Self::Open => b',',
        }
    }

    /// Before the first byte.
    pub fn byte_order_mark(self) -> &'static [u8] {
        match self {
            Self::ExcelFr => b"\xEF\xBB\xBF",
            Self::Open => b"",
        }
    }
}

/// Codes or labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Values {
    /// As keyed.
    #[default]
    Codes,
    /// As people read them.
    Labels,
}

/// How cells are written.
#[derive(Clone, Copy, Debug)]
pub struct Dialect {
    /// Numbers and dates.
    pub preset: Preset,
    /// Codes or labels.
    pub values: Values,
    /// The language of labels.
    pub language: Language,
}

impl Dialect {
    /// One cell as text; `variable` is what it answers, where it answers something.
    pub fn write<'a>(
        &self,
        questionnaire: &'a Questionnaire,
        variable: Option<&'a Variable>,
        content: Content<'a>,
    ) -> Cow<'a, str> {
        match content {
            Content::Empty | Content::Open => Cow::Borrowed(""),
            Content::Missing(missing) => self.missing(questionnaire, missing),
            Content::Ticked(ticked) => self.ticked(ticked),
            Content::Value(value) => self.value(variable, value),
            Content::Words(words) => guard(words),
            Content::Name(name) => Cow::Borrowed(name),
            Content::Number(number) => Cow::Owned(number.to_string()),
            Content::Calculated(number) => Cow::Owned(self.decimal(number.to_string())),
            Content::Moment(moment) => Cow::Owned(self.moment(moment)),
        }
    }

    fn missing<'a>(&self, questionnaire: &'a Questionnaire, missing: Missing) -> Cow<'a, str> {
        if missing == Missing::NotAsked && self.values == Values::Labels {
            return Cow::Owned(crate::text!(self.language, "export-count-not-asked"));
        }
        if self.values == Values::Codes {
            return Cow::Borrowed(questionnaire.missing_name(missing));
        }
        let code = questionnaire.missing_code(missing);
        Cow::Borrowed(code.map_or("", |code| code.label.get(self.language.code())))
    }

    fn ticked(&self, ticked: bool) -> Cow<'static, str> {
        match (self.values, ticked) {
            (Values::Codes, true) => Cow::Borrowed("1"),
            (Values::Codes, false) => Cow::Borrowed("0"),
            (Values::Labels, true) => Cow::Owned(crate::text!(self.language, "export-ticked")),
            (Values::Labels, false) => Cow::Owned(crate::text!(self.language, "export-not-ticked")),
        }
    }

    fn value<'a>(&self, variable: Option<&'a Variable>, value: &'a Value) -> Cow<'a, str> {
        match value {
            Value::Text(text) | Value::AsWritten(text) => guard(text),
            Value::Code(code) => Cow::Borrowed(self.code(variable, code)),
            Value::Codes(codes) => {
                let codes: Vec<&str> = codes.iter().map(|code| self.code(variable, code)).collect();
                let between = if self.values == Values::Codes { " " } else { ", " };
                Cow::Owned(codes.join(between))
            }
            Value::Integer(number) => Cow::Owned(number.to_string()),
            Value::Decimal(_) => Cow::Owned(self.decimal(value.neutral_text())),
            Value::Date(PartialDate { year, month, day }) if self.preset == Preset::ExcelFr => {
                Cow::Owned(format!("{day:02}/{month:02}/{year:04}"))
            }
            Value::Month { year, month } if self.preset == Preset::ExcelFr => {
                Cow::Owned(format!("{month:02}/{year:04}"))
            }
            Value::Date(_) | Value::Month { .. } | Value::Time { .. } => Cow::Owned(value.neutral_text()),
        }
    }

    fn code<'a>(&self, variable: Option<&'a Variable>, code: &'a str) -> &'a str {
        match (self.values, variable.and_then(|variable| variable.choice(code))) {
            (Values::Labels, Some(choice)) => choice.label.get(self.language.code()),
            _ => code,
        }
    }

    fn decimal(&self, number: String) -> String {
        match self.preset {
            Preset::ExcelFr => number.replace('.', ","),
            Preset::Open => number,
        }
    }

    fn moment(&self, moment: jiff::Timestamp) -> String {
        let utc = moment.to_zoned(jiff::tz::TimeZone::UTC);
        match self.preset {
            Preset::ExcelFr => utc.strftime("%d/%m/%Y %H:%M:%S").to_string(),
            Preset::Open => utc.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        }
    }
}

/// A text that a spreadsheet would take for a formula gets an apostrophe before it, and one that already
/// has such an apostrophe another, so that reading takes off exactly what writing put on.
pub fn guard(text: &str) -> Cow<'_, str> {
    let formula = text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}
