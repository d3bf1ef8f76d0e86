//! Reads a questionnaire from its TOML text. All problems are reported, not the first, each with its
//! place. The shape of the file is described in the files beside this one: `head` (questionnaire,
//! missing codes, choices), `items` (pages), `question`, `rules` (checks, indicators); names are
//! compared in `names`, and `finish` types the expressions and puts the questionnaire together.
//!
//! A label is a text (in the default language) or a table by language: `{ fr = "Ville", en = "Town" }`.

mod draft;
mod finish;
mod head;
mod items;
mod names;
mod privacy;
#[cfg(test)]
mod privacy_tests;
mod question;
mod rules;
mod source;
mod table;
#[cfg(test)]
mod tests;

use toml::de::DeTable;

use super::{Diagnostic, Questionnaire, Severity};
use draft::Draft;
use table::{Reader, Table};

/// A questionnaire is a few tens of kilobytes; a file beyond this is something else.
pub const LARGEST_BYTES: usize = 4_000_000;
/// Of what TOML itself refuses, the first few say enough.
const MOST_SYNTAX_ERRORS: usize = 20;

/// What reading gave: the questionnaire if there was no error, and all problems found.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Present when no diagnostic is an error.
    pub questionnaire: Option<Questionnaire>,
    /// All problems in file order.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading {
    /// How many of the problems are errors.
    pub fn error_count(&self) -> usize {
        self.diagnostics.iter().filter(|problem| problem.severity == Severity::Error).count()
    }

    fn refused(code: &'static str, line: u32, column: u32, arguments: table::Arguments) -> Self {
        let diagnostic = Diagnostic { code, severity: Severity::Error, line, column, arguments };
        Self { questionnaire: None, diagnostics: vec![diagnostic] }
    }
}

/// Reads the bytes of a questionnaire file.
pub fn read(bytes: &[u8]) -> Reading {
    if bytes.len() > LARGEST_BYTES {
        let megabytes = |bytes: usize| bytes.div_ceil(1_000_000).to_string();
        let arguments = vec![("size", megabytes(bytes.len())), ("most", megabytes(LARGEST_BYTES))];
        return Reading::refused("too-large", 1, 1, arguments);
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return not_text(bytes, error.valid_up_to()),
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Reading::refused("empty-file", 1, 1, Vec::new());
    }
    read_text(text)
}

/// A file of another kind, or of another encoding, with the place of the first byte that is not text.
fn not_text(bytes: &[u8], valid: usize) -> Reading {
    let before = String::from_utf8_lossy(&bytes[..valid]);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() as u32 + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u32 + 1;
    Reading::refused("not-text", line, column, Vec::new())
}

fn read_text(text: &str) -> Reading {
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader::new(text);
    if !errors.is_empty() {
        for error in errors.iter().take(MOST_SYNTAX_ERRORS) {
            let at = error.span().map_or(0, |span| span.start);
            reader.report(
                Severity::Error,
                "malformed-toml",
                at,
                vec![("message", error.message().to_owned())],
            );
        }
        // What follows a broken line cannot be trusted: its names would be missed everywhere.
        return reading(reader, None);
    }
    let root = Table { entries: document.get_ref(), span: 0..0 };
    let mut draft = Draft::default();
    reader.only_keys(&root, &["questionnaire", "missing", "choices", "page", "check", "indicator"]);
    head::read_questionnaire(&mut reader, &mut draft, &root);
    head::read_missing(&mut reader, &mut draft, &root);
    head::read_choices(&mut reader, &mut draft, &root);
    items::read_pages(&mut reader, &mut draft, &root);
    rules::read_checks(&mut reader, &mut draft, &root);
    rules::read_indicators(&mut reader, &mut draft, &root);
    names::check_names(&mut reader, &draft);
    privacy::check_all(&mut reader, &draft);
    let questionnaire = finish::finish(&mut reader, draft);
    reading(reader, questionnaire)
}

fn reading(reader: Reader<'_>, questionnaire: Option<Questionnaire>) -> Reading {
    let mut diagnostics = reader.diagnostics;
    diagnostics.sort_by_key(|problem| (problem.line, problem.column));
    diagnostics.dedup();
    let sound = diagnostics.iter().all(|problem| problem.severity == Severity::Warning);
    Reading { questionnaire: questionnaire.filter(|_| sound), diagnostics }
}
