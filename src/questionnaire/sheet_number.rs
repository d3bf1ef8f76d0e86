//! Whether a sheet's number is one of this survey's: its digits, its check letter, its range.

use super::model::{Questionnaire, VariableType, check_letter};

impl Questionnaire {
    /// Whether a sheet's number has the wrong form or check letter, or was not printed for this survey.
    pub fn sheet_number_is_wrong(&self, number: &str) -> bool {
        let VariableType::SheetNumber { digits, check_letters } = &self.variable(self.sheet_number).kind
        else {
            return false;
        };
        let end = number.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(number.len());
        let (written, letter) = number.split_at(end);
        let Ok(value) = written.parse::<u32>() else {
            return true;
        };
        let letters: String = check_letter(value, check_letters).into_iter().collect();
        let printed = self.sheets.is_none_or(|(first, last)| (first..=last).contains(&value));
        *digits > 0 && written.len() != usize::from(*digits) || letter != letters || !printed
    }
}
