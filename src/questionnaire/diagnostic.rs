//! A problem found in a file that Recto reads: what, where, and what to do. The sentences stand in the
//! texts of each language, under `diagnostic-<code>`; this file holds only their names and figures.

use fluent_templates::fluent_bundle::FluentValue;

use crate::texts::{self, Language};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The questionnaire can be used, but look at it.
    Warning,
    /// It cannot be used.
    Error,
}

/// One problem in a questionnaire file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its name, stable (`unknown-variable`): the text's id is `diagnostic-` and this.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Line in the file, from 1.
    pub line: u32,
    /// Column in the file in characters, from 1.
    pub column: u32,
    /// What the sentence mentions, by name (`name`, `nearest`, …).
    pub arguments: Vec<(&'static str, String)>,
}

impl Diagnostic {
    /// The sentence for people: what is wrong and what to do.
    pub fn text(&self, language: Language) -> String {
        let arguments: Vec<(&'static str, FluentValue<'_>)> =
            self.arguments.iter().map(|(name, value)| (*name, argument(name, value))).collect();
        let sentence = texts::text_with(language, &format!("diagnostic-{}", self.code), &arguments);
        if self.arguments.iter().any(|(name, _)| *name == "nearest") {
            let nearest = texts::text_with(language, "diagnostic-nearest", &arguments);
            return format!("{sentence} {nearest}");
        }
        sentence
    }
}

/// Counts are numbers for the plural of the language; everything else stays as it was written.
fn argument<'a>(name: &str, value: &'a str) -> FluentValue<'a> {
    const COUNTS: [&str; 4] = ["given", "count", "digits", "line"];
    match value.parse::<i64>() {
        Ok(number) if COUNTS.contains(&name) => FluentValue::from(number),
        _ => FluentValue::from(value),
    }
}
