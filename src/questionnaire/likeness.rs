//! When two answers say the same, and how words are looked for: the normal form of an answer, of a text,
//! and the folded words of a label. Which differences count is the comparison's business.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::answer::{Answer, Missing, Value};

/// The answer in a form that two answers of one variable share exactly when comparing finds nothing to
/// decide between them: codes in any order, numbers by value, texts normalised, an empty cell of a file
/// as a blank. Empty where nothing is said.
pub fn normal_form(answer: &Answer) -> String {
    match answer {
        Answer::NotKeyed | Answer::NotApplicable => String::new(),
        Answer::Missing(Missing::Blank | Missing::EmptyInFile) => "missing blank".to_owned(),
        Answer::Missing(missing) => format!("missing {missing:?}"),
        Answer::Value(Value::Codes(codes)) => {
            let mut codes: Vec<&str> = codes.iter().map(String::as_str).collect();
            codes.sort_unstable();
            format!("codes {}", codes.join(" "))
        }
        Answer::Value(Value::Text(text)) => format!("text {}", normalise(text)),
        Answer::Value(Value::AsWritten(text)) => format!("written {text}"),
        Answer::Value(value) => format!("value {}", value.neutral_text()),
    }
}

/// A text in its normalised form: Unicode NFC, straight apostrophes, one plain space between words.
pub fn normalise(text: &str) -> Cow<'_, str> {
    if is_normal(text) {
        return Cow::Borrowed(text);
    }
    let mut normal = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !normal.is_empty() {
            normal.push(' ');
        }
        normal.extend(word.nfc().map(|letter| if is_apostrophe(letter) { '\'' } else { letter }));
    }
    Cow::Owned(normal)
}

fn is_normal(text: &str) -> bool {
    let mut after_space = true;
    for letter in text.chars() {
        let space = letter.is_whitespace();
        if is_apostrophe(letter) || space && (after_space || letter != ' ') {
            return false;
        }
        after_space = space;
    }
    (!after_space || text.is_empty()) && is_nfc(text)
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\u{2019}' | '\u{2018}' | '\u{02bc}')
}

/// The words of a text without case, accents and signs, ligatures spelled out: what is typed to find an
/// entry of a list is held against these.
pub fn folded_words(text: &str) -> Vec<String> {
    let plain: String = caseless::default_case_fold_str(&text.nfkd().collect::<String>()).nfkd().collect();
    let mut words = vec![String::new()];
    for letter in plain.chars().filter(|letter| !is_combining_mark(*letter)) {
        match (letter, words.last_mut()) {
            ('œ', Some(word)) => word.push_str("oe"),
            ('æ', Some(word)) => word.push_str("ae"),
            (letter, Some(word)) if letter.is_alphanumeric() => word.push(letter),
            _ => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    // DESIGN 8: an entry of a long list is found by letters, case and accents ignored.
    #[test]
    fn words_are_folded() {
        assert_eq!(folded_words("Saint-Étienne-lès-Orgues"), ["saint", "etienne", "les", "orgues"]);
        assert_eq!(folded_words("L’ŒIL d'Ève "), ["l", "oeil", "d", "eve"]);
        assert!(folded_words(" - ").is_empty());
    }

    // DESIGN 9: equality is per variable.
    #[test]
    fn what_says_the_same_has_the_same_form() {
        let codes = |codes: &[&str]| {
            Answer::Value(Value::Codes(codes.iter().map(|code| (*code).to_owned()).collect()))
        };
        assert_eq!(normal_form(&codes(&["4", "1"])), normal_form(&codes(&["1", "4"])));
        assert_ne!(normal_form(&codes(&["1"])), normal_form(&codes(&["1", "4"])));
        let text = |text: &str| Answer::Value(Value::Text(text.to_owned()));
        assert_eq!(normal_form(&text("l’été ")), normal_form(&text("l'e\u{301}te\u{301}")));
        assert_ne!(normal_form(&text("12")), normal_form(&Answer::Value(Value::Integer(12))));
        assert_ne!(normal_form(&Answer::Missing(Missing::Blank)), normal_form(&Answer::NotKeyed));
    }
}
