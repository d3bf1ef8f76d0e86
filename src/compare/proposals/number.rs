//! What kind of typing error makes one sheet number of another. Looks at numbers only, never at answers.

use crate::questionnaire::Questionnaire;
use crate::questionnaire::written::sheet_number_flag;

/// The slip of the finger between two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberError {
    /// The digits are the same, the letter is not, or the digits' leading zeros differ.
    Letter,
    /// Two neighbouring digits stand the wrong way round.
    DigitsSwapped,
    /// One digit is wrong, and its key lies beside the right one on the number pad.
    NeighbouringKey,
    /// One digit is wrong.
    OneDigit,
    /// A digit stands twice in one of them.
    DigitDoubled,
    /// A digit lacks in one of them.
    DigitLost,
    /// No single slip of the finger.
    Other,
}

impl NumberError {
    /// Its stable name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::DigitsSwapped => "digits_swapped",
            Self::NeighbouringKey => "neighbouring_key",
            Self::OneDigit => "one_digit",
            Self::DigitDoubled => "digit_doubled",
            Self::DigitLost => "digit_lost",
            Self::Other => "other",
        }
    }
}

/// What makes one number of the other; the same either way round.
pub fn number_error(one: &str, other: &str) -> NumberError {
    let digits = |number: &str| -> Vec<u8> { number.bytes().filter(u8::is_ascii_digit).collect() };
    let (one, other) = (digits(one), digits(other));
    if one == other {
        return NumberError::Letter;
    }
    if one.len() == other.len() {
        return of_same_length(&one, &other);
    }
    let (long, short) = if one.len() > other.len() { (&one, &other) } else { (&other, &one) };
    let without =
        |at: usize| long.iter().enumerate().filter(move |(place, _)| *place != at).map(|(_, digit)| *digit);
    match (0..long.len()).find(|at| without(*at).eq(short.iter().copied())) {
        Some(at) if long.get(at + 1) == long.get(at) || at > 0 && long.get(at - 1) == long.get(at) => {
            NumberError::DigitDoubled
        }
        Some(0) if long.first() == Some(&b'0') => NumberError::Letter,
        Some(_) => NumberError::DigitLost,
        None => NumberError::Other,
    }
}

fn of_same_length(one: &[u8], other: &[u8]) -> NumberError {
    let different: Vec<usize> = (0..one.len()).filter(|at| one[*at] != other[*at]).collect();
    match different[..] {
        [at] if are_neighbours(one[at], other[at]) => NumberError::NeighbouringKey,
        [_] => NumberError::OneDigit,
        [left, right] if right == left + 1 && one[left] == other[right] && one[right] == other[left] => {
            NumberError::DigitsSwapped
        }
        _ => {
            // `0041` for `0411`: a zero or another digit slipped from one place to another.
            let shifted = |long: &[u8], short: &[u8]| {
                (0..long.len()).any(|at| {
                    let rest: Vec<u8> = [&long[..at], &long[at + 1..]].concat();
                    (0..short.len()).any(|place| [&short[..place], &short[place + 1..]].concat() == rest)
                })
            };
            if shifted(one, other) { NumberError::DigitLost } else { NumberError::Other }
        }
    }
}

/// Whether two keys touch on the number pad (7 8 9 above 4 5 6 above 1 2 3, 0 below 1 and 2).
fn are_neighbours(one: u8, other: u8) -> bool {
    let place = |digit: u8| match digit {
        b'0' => (0i8, 0i8),
        digit => (((digit - b'1') % 3) as i8, ((digit - b'1') / 3) as i8 + 1),
    };
    let ((left, bottom), (right, top)) = (place(one), place(other));
    (left - right).abs() <= 1 && (bottom - top).abs() <= 1
}

/// How far apart two sheets stand in the stack, by the digits of their numbers.
pub(super) fn places_apart(one: &str, other: &str) -> Option<u64> {
    let digits = |number: &str| -> Option<u64> {
        number.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()
    };
    Some(digits(one)?.abs_diff(digits(other)?))
}

/// Whether a number may stand on a sheet of this study: its shape, its check letter, and among those
/// expected.
pub fn is_plausible(questionnaire: &Questionnaire, expected: &[String], number: &str) -> bool {
    sheet_number_flag(questionnaire, number).is_none()
        && (expected.is_empty() || expected.iter().any(|known| known == number))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DESIGN 9: the typing error in a number is told.
    #[test]
    fn typing_errors_in_numbers_are_told() {
        for (one, other, error) in [
            ("0079L", "0097L", NumberError::DigitsSwapped),
            ("0079L", "0079K", NumberError::Letter),
            ("0014", "0017", NumberError::NeighbouringKey),
            ("0014", "0019", NumberError::OneDigit),
            ("114", "1144", NumberError::DigitDoubled),
            ("124", "1243", NumberError::DigitLost),
            ("0120", "0012", NumberError::DigitLost),
            ("0123", "0987", NumberError::Other),
            ("14", "0014", NumberError::Other),
        ] {
            assert_eq!(number_error(one, other), error, "{one} {other}");
            assert_eq!(number_error(other, one), error, "{other} {one}");
        }
    }
}
