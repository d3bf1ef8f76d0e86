//! Two open texts: letters left out, added, exchanged, or struck beside the right key. Spelling alone and
//! what normalisation makes equal is decided before (`equality`).

use crate::compare::normalise;

use super::{Kind, digits};

/// Most letters that may be missing, extra or wrong for a slip of the hand; more is another text.
const FEW: usize = 2;

/// The rows of the keyboards of the people who key: French and English.
const ROWS: [&str; 6] = ["azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// What two differing texts look like.
pub(super) fn kind(left: &str, right: &str) -> Kind {
    let letters = |text: &str| -> Vec<char> { normalise(text).chars().collect() };
    let (left, right) = (letters(left), letters(right));
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let more = long.len() - short.len();
    if more > FEW {
        return Kind::Other;
    }
    if more > 0 {
        return if is_within(&short, &long) { Kind::LetterMissingOrExtra } else { Kind::Other };
    }
    let apart: Vec<usize> = (0..long.len()).filter(|at| short[*at] != long[*at]).collect();
    match apart[..] {
        [one, other] if other == one + 1 && short[one] == long[other] && short[other] == long[one] => {
            Kind::Swapped
        }
        [at] if beside(short[at], long[at]) => Kind::NeighbouringKey,
        [_] | [_, _] if long.len() > FEW => Kind::LetterWrong,
        _ => Kind::Other,
    }
}

/// Whether `long` is `short` with letters put in between.
fn is_within(short: &[char], long: &[char]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|letter| rest.any(|other| other == letter))
}

/// Whether two keys stand side by side in a row of a French or an English keyboard.
fn beside(left: char, right: char) -> bool {
    let (Ok(a), Ok(b)) = (u8::try_from(left), u8::try_from(right)) else { return false };
    if digits::beside(a, b) {
        return true;
    }
    let (a, b) = (a.to_ascii_lowercase(), b.to_ascii_lowercase());
    ROWS.iter().any(|row| row.as_bytes().windows(2).any(|keys| keys == [a, b] || keys == [b, a]))
}
