//! Places in a questionnaire's text: lines and columns, and where a character of a quoted text stands
//! in the file. Knows nothing of what the file says.

use std::ops::Range;

/// A value and the bytes of the file it was read from.
#[derive(Clone, Debug)]
pub(super) struct Located<T> {
    pub(super) value: T,
    pub(super) span: Range<usize>,
}

/// The file's text with its lines.
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    line_starts: Vec<usize>,
}

impl<'a> Source<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { text, line_starts: std::iter::once(0).chain(ends).collect() }
    }

    /// Line and column in characters, both from 1, of a byte.
    pub(super) fn line_and_column(&self, at: usize) -> (u32, u32) {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let line = self.line_starts.partition_point(|start| *start <= at).saturating_sub(1);
        let column = self.text[self.line_starts[line]..at].chars().count();
        (line as u32 + 1, column as u32 + 1)
    }

    /// Where in the file byte `inside` of a quoted text stands, escapes and line breaks considered.
    pub(super) fn inside_text(&self, span: &Range<usize>, inside: usize) -> usize {
        let raw = self.text.get(span.clone()).unwrap_or_default();
        let (quotes, escapes) = match raw {
            _ if raw.starts_with("\"\"\"") => (3, true),
            _ if raw.starts_with("'''") => (3, false),
            _ => (1, raw.starts_with('"')),
        };
        let mut at = quotes;
        if quotes == 3 {
            // A line break right after the opening quotes is not part of the text.
            let rest = raw.get(at..).unwrap_or_default();
            at += if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
        }
        let mut read = 0;
        while read < inside {
            let Some(character) = raw.get(at..).and_then(|rest| rest.chars().next()) else { break };
            if escapes && character == '\\' {
                let (length, gives) = escape(&raw[at..]);
                at += length;
                read += gives;
            } else {
                at += character.len_utf8();
                read += character.len_utf8();
            }
        }
        span.start + at
    }
}

/// How many bytes an escape takes in the file and in the text.
fn escape(raw: &str) -> (usize, usize) {
    let character = |digits: usize| {
        let code = raw.get(2..2 + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        (2 + digits, code.and_then(char::from_u32).map_or(1, char::len_utf8))
    };
    match raw.as_bytes().get(1) {
        Some(b'u') => character(4),
        Some(b'U') => character(8),
        Some(b'x') => character(2),
        Some(b' ' | b'\t' | b'\r' | b'\n') => {
            let blank = raw[1..].find(|next: char| !next.is_ascii_whitespace()).unwrap_or(raw.len() - 1);
            (1 + blank, 0)
        }
        Some(_) => (2, 1),
        None => (1, 1),
    }
}
