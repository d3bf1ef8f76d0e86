//! When two answers are the same, per type of variable: codes, numbers and dates exactly, texts after
//! normalisation. Knows nothing of sheets.

use unicode_normalization::UnicodeNormalization;

pub use crate::questionnaire::normalise;
use crate::questionnaire::{Answer, CellContent, Missing, Value, VariableType};

/// How two cells stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// The same.
    Equal,
    /// A free text, equal after normalisation.
    Normalised,
    /// A free text that differs in case, accents or punctuation only.
    Spelling,
    /// A free text that differs otherwise.
    Text,
    /// Anything else that differs.
    Value,
}

/// Compares two cells, each with the answer it is part of.
pub fn class(
    kind: &VariableType,
    (first, left): (&Answer, CellContent<'_>),
    (second, right): (&Answer, CellContent<'_>),
) -> Class {
    if left == right || empty_file_and_blank(first, second) || empty_file_and_blank(second, first) {
        return Class::Equal;
    }
    contents(kind, left, right)
}

/// Compares what two cells hold.
pub fn contents(kind: &VariableType, left: CellContent<'_>, right: CellContent<'_>) -> Class {
    if left == right {
        return Class::Equal;
    }
    if !matches!(kind, VariableType::Text { .. }) {
        return Class::Value;
    }
    match (left, right) {
        (CellContent::Value(Value::Text(left)), CellContent::Value(Value::Text(right))) => texts(left, right),
        _ => Class::Text,
    }
}

/// An empty cell of a file behaves as a blank: one paper, read twice as empty.
fn empty_file_and_blank(one: &Answer, other: &Answer) -> bool {
    *one == Answer::Missing(Missing::EmptyInFile) && *other == Answer::Missing(Missing::Blank)
}

/// Compares two free texts.
pub fn texts(left: &str, right: &str) -> Class {
    if left == right {
        return Class::Equal;
    }
    let (left, right) = (normalise(left), normalise(right));
    if left == right {
        Class::Normalised
    } else if folded(&left, Punctuation::Dropped) == folded(&right, Punctuation::Dropped)
        || folded(&left, Punctuation::Space) == folded(&right, Punctuation::Space)
    {
        Class::Spelling
    } else {
        Class::Text
    }
}

/// What a sign of punctuation becomes when spelling is set aside.
#[derive(Clone, Copy)]
enum Punctuation {
    Dropped,
    Space,
}

/// A text without case, accents and punctuation. A sign between two digits stays: `12,5` is not `125`.
fn folded(text: &str, punctuation: Punctuation) -> String {
    let plain = caseless::default_case_fold_str(&text.nfkd().collect::<String>());
    let letters: Vec<char> =
        plain.nfkd().filter(|letter| !unicode_normalization::char::is_combining_mark(*letter)).collect();
    let mut folded = String::with_capacity(plain.len());
    for (at, &letter) in letters.iter().enumerate() {
        let digit = |at: Option<usize>| {
            at.and_then(|at| letters.get(at)).is_some_and(|letter: &char| letter.is_ascii_digit())
        };
        if letter.is_alphanumeric() || digit(at.checked_sub(1)) && digit(Some(at + 1)) {
            folded.push(letter);
        } else if letter.is_whitespace() || matches!(punctuation, Punctuation::Space) {
            folded.push(' ');
        }
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}
