//! Takes typed values out of the file's tables and reports what does not fit: unknown keys, missing
//! keys, wrong types. Knows nothing of what the keys mean.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::model::Text;
use super::super::{Diagnostic, Severity};
use super::source::{Located, Source};
use crate::questionnaire::expression::nearest;

/// No more problems than this are listed: after them, the file is not what it should be.
const MOST_DIAGNOSTICS: usize = 300;

/// Collects what is wrong, with its place.
pub(super) struct Reader<'a> {
    pub(super) source: Source<'a>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Labels that are a plain text are in this language.
    pub(super) default_language: String,
    /// Every language met in a label.
    pub(super) languages: std::collections::BTreeSet<String>,
}

/// A table of the file, with the place of its header or braces.
#[derive(Clone)]
pub(super) struct Table<'t> {
    pub(super) entries: &'t DeTable<'t>,
    pub(super) span: Range<usize>,
}

/// What a sentence mentions.
pub(super) type Arguments = Vec<(&'static str, String)>;

impl<'t> Table<'t> {
    pub(super) fn of(value: &'t Spanned<DeValue<'t>>) -> Option<Self> {
        match value.get_ref() {
            DeValue::Table(entries) => Some(Self { entries, span: value.span() }),
            _ => None,
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.entries.get(key)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// The place of a key, or of the table if it has no such key.
    pub(super) fn key_span(&self, key: &str) -> Range<usize> {
        self.entries.get_key_value(key).map_or_else(|| self.span.clone(), |(key, _)| key.span())
    }

    /// Keys and values in the file's order.
    pub(super) fn in_order(&self) -> Vec<(Located<&'t str>, &'t Spanned<DeValue<'t>>)> {
        let mut entries: Vec<_> = self
            .entries
            .iter()
            .map(|(key, value)| (Located { value: key.get_ref().as_ref(), span: key.span() }, value))
            .collect();
        entries.sort_by_key(|(key, _)| key.span.start);
        entries
    }
}

/// The word for a value's type in the texts.
fn word(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "integer",
        DeValue::Float(_) => "number",
        DeValue::Boolean(_) => "truth",
        DeValue::Datetime(_) => "datetime",
        DeValue::Array(_) => "list",
        DeValue::Table(_) => "table",
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            source: Source::new(text),
            diagnostics: Vec::new(),
            default_language: "en".to_owned(),
            languages: std::collections::BTreeSet::new(),
        }
    }

    /// Whether so much is wrong that more need not be looked for.
    pub(super) fn is_full(&self) -> bool {
        self.diagnostics.len() >= MOST_DIAGNOSTICS
    }

    pub(super) fn report(&mut self, severity: Severity, code: &'static str, at: usize, arguments: Arguments) {
        if self.is_full() {
            return;
        }
        let (line, column) = self.source.line_and_column(at);
        self.diagnostics.push(Diagnostic { code, severity, line, column, arguments });
    }

    pub(super) fn error(&mut self, code: &'static str, at: &Range<usize>, arguments: Arguments) {
        self.report(Severity::Error, code, at.start, arguments);
    }

    pub(super) fn warning(&mut self, code: &'static str, at: &Range<usize>, arguments: Arguments) {
        self.report(Severity::Warning, code, at.start, arguments);
    }

    /// Reports keys that are not among the known ones, with the nearest.
    pub(super) fn only_keys(&mut self, table: &Table<'_>, known: &[&str]) {
        for (key, _) in table.in_order() {
            if !known.contains(&key.value) && !self.is_full() {
                let arguments = named(key.value, nearest(key.value, known.iter().copied()));
                self.error("unknown-key", &key.span, arguments);
            }
        }
    }

    fn wrong_type(&mut self, key: &str, value: &Spanned<DeValue<'_>>, expected: &'static str) {
        let arguments = vec![
            ("name", key.to_owned()),
            ("expected", expected.to_owned()),
            ("kind", word(value.get_ref()).to_owned()),
        ];
        self.error("wrong-type", &value.span(), arguments);
    }

    pub(super) fn missing_key(&mut self, table: &Table<'_>, key: &str) {
        self.error("missing-key", &table.span, vec![("name", key.to_owned())]);
    }

    pub(super) fn string<'t>(&mut self, table: &Table<'t>, key: &str) -> Option<Located<&'t str>> {
        let value = table.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(Located { value: text.as_ref(), span: value.span() }),
            _ => {
                self.wrong_type(key, value, "text");
                None
            }
        }
    }

    /// A text that must be there and not be empty.
    pub(super) fn required_string<'t>(&mut self, table: &Table<'t>, key: &str) -> Option<Located<&'t str>> {
        if !table.has(key) {
            self.missing_key(table, key);
            return None;
        }
        let text = self.string(table, key)?;
        if text.value.trim().is_empty() {
            self.error("empty-value", &text.span, vec![("name", key.to_owned())]);
            return None;
        }
        Some(text)
    }

    pub(super) fn truth(&mut self, table: &Table<'_>, key: &str) -> Option<bool> {
        let value = table.get(key)?;
        match value.get_ref() {
            DeValue::Boolean(truth) => Some(*truth),
            _ => {
                self.wrong_type(key, value, "truth");
                None
            }
        }
    }

    pub(super) fn integer(&mut self, table: &Table<'_>, key: &str, least: i64, most: i64) -> Option<i64> {
        let value = table.get(key)?;
        let DeValue::Integer(written) = value.get_ref() else {
            self.wrong_type(key, value, "integer");
            return None;
        };
        let number = i64::from_str_radix(written.as_str(), written.radix()).ok();
        let fits = number.filter(|number| (least..=most).contains(number));
        if fits.is_none() {
            let arguments =
                vec![("name", key.to_owned()), ("least", least.to_string()), ("most", most.to_string())];
            self.error("out-of-range", &value.span(), arguments);
        }
        fits
    }

    pub(super) fn number(&mut self, table: &Table<'_>, key: &str) -> Option<f64> {
        let value = table.get(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(written) => {
                i64::from_str_radix(written.as_str(), written.radix()).ok().map(|number| number as f64)
            }
            DeValue::Float(written) => written.as_str().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(key, value, "number");
        }
        number
    }

    /// One of a list of words.
    pub(super) fn one_of<T: Copy>(
        &mut self,
        table: &Table<'_>,
        key: &str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let written = self.string(table, key)?;
        if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == written.value) {
            return Some(*meaning);
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        self.wrong_word(key, &written, &known);
        None
    }

    pub(super) fn wrong_word(&mut self, key: &str, written: &Located<&str>, known: &[&str]) {
        let mut arguments = vec![
            ("name", key.to_owned()),
            ("value", written.value.to_owned()),
            ("allowed", known.join(", ")),
        ];
        if let Some(nearest) = nearest(written.value, known.iter().copied()) {
            arguments.push(("nearest", nearest.to_owned()));
        }
        self.error("wrong-word", &written.span, arguments);
    }

    /// A list of texts.
    pub(super) fn strings<'t>(&mut self, table: &Table<'t>, key: &str) -> Vec<Located<&'t str>> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, value, "list");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::String(text) => {
                    texts.push(Located { value: text.as_ref(), span: item.span() });
                }
                _ => self.wrong_type(key, item, "text"),
            }
        }
        texts
    }

    /// A list of tables, `[[key]]` or written in brackets.
    pub(super) fn tables<'t>(&mut self, table: &Table<'t>, key: &str) -> Vec<Table<'t>> {
        match table.get(key) {
            Some(value) => self.tables_of(key, value),
            None => Vec::new(),
        }
    }

    pub(super) fn tables_of<'t>(&mut self, key: &str, value: &'t Spanned<DeValue<'t>>) -> Vec<Table<'t>> {
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, value, "tables");
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            match Table::of(item) {
                Some(table) => tables.push(table),
                None => self.wrong_type(key, item, "table"),
            }
        }
        tables
    }

    pub(super) fn table<'t>(&mut self, table: &Table<'t>, key: &str) -> Option<Table<'t>> {
        let value = table.get(key)?;
        let found = Table::of(value);
        if found.is_none() {
            self.wrong_type(key, value, "table");
        }
        found
    }

    /// A text in one or several languages; empty when the key is not there.
    pub(super) fn text(&mut self, table: &Table<'_>, key: &str) -> Text {
        let Some(value) = table.get(key) else { return Text::default() };
        let mut text = Text::default();
        match value.get_ref() {
            DeValue::String(written) => {
                text.0.insert(self.default_language.clone(), written.as_ref().to_owned());
            }
            DeValue::Table(entries) => {
                self.languages_of(&Table { entries, span: value.span() }, &mut text);
            }
            _ => self.wrong_type(key, value, "label"),
        }
        self.languages.extend(text.0.keys().cloned());
        text
    }

    fn languages_of(&mut self, table: &Table<'_>, text: &mut Text) {
        for (language, value) in table.in_order() {
            if !is_language(language.value) {
                self.error("bad-language", &language.span, vec![("name", language.value.to_owned())]);
            } else if let Some(written) = self.string(table, language.value) {
                text.0.insert(language.value.to_owned(), written.value.to_owned());
            } else {
                let _ = value;
            }
        }
        if !text.0.contains_key(&self.default_language) && !text.0.is_empty() {
            let language = self.default_language.clone();
            self.warning("missing-translation", &table.span, vec![("language", language)]);
        }
    }

    /// A label that must be there and say something.
    pub(super) fn required_text(&mut self, table: &Table<'_>, key: &str) -> Text {
        if !table.has(key) {
            self.missing_key(table, key);
            return Text::default();
        }
        let before = self.diagnostics.len();
        let text = self.text(table, key);
        if text.is_empty() && self.diagnostics.len() == before {
            let at = table.key_span(key);
            self.error("empty-value", &at, vec![("name", key.to_owned())]);
        }
        text
    }
}

/// The arguments of a sentence about a name, with the nearest known one.
pub(super) fn named(name: &str, nearest: Option<&str>) -> Arguments {
    let mut arguments = vec![("name", name.to_owned())];
    arguments.extend(nearest.map(|nearest| ("nearest", nearest.to_owned())));
    arguments
}

/// `fr`, `en`, `pt-BR`.
fn is_language(code: &str) -> bool {
    let mut parts = code.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}
