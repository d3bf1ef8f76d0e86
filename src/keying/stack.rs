//! What a session knows of the stack of sheets around the one being keyed: which numbers are expected,
//! which are already keyed in this pass. Nothing of the other operator's answers.

use std::collections::{HashMap, HashSet};

use crate::questionnaire::written::{SheetNumberFlag, sheet_number_flag};
use crate::questionnaire::{FieldId, Questionnaire, Record, VariableType};

/// The numbers of the pass being keyed.
#[derive(Clone, Debug, Default)]
pub struct Stack {
    /// Numbers of the sheets that should exist, in order.
    pub expected: Vec<String>,
    /// Numbers already in this pass.
    pub pass: HashMap<String, NumberState>,
    /// The unfinished sheet to go on with at once: the one this operator keyed last.
    pub resume: Option<String>,
    /// The field of the last answer on that sheet: the session goes on after it.
    pub resume_after: Option<FieldId>,
    /// Numbers this operator keyed in the other pass; empty if the study lets one person key both.
    pub own_other_pass: HashSet<String>,
}

/// How far a sheet is in this pass.
#[derive(Clone, Debug, PartialEq)]
pub enum NumberState {
    /// Keyed to its end.
    Finished,
    /// Begun by another operator.
    BegunByOther,
    /// Begun by this operator; its answers so far.
    Unfinished(Box<Record>),
}

/// Why a number cannot simply be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberProblem {
    /// Not as many digits as the paper has, or no check letter.
    Incomplete,
    /// The check letter does not belong to the digits.
    CheckLetter,
    /// Not among the numbers printed for this survey.
    NotExpected,
    /// Already keyed in this pass.
    AlreadyKeyed,
    /// Another operator has begun it in this pass.
    BegunByOther,
    /// This operator keyed it in the other pass.
    KeyedInOtherPass,
}

impl NumberProblem {
    /// Whether the number may be kept because the paper says so.
    pub fn may_be_kept(self) -> bool {
        matches!(self, Self::CheckLetter | Self::NotExpected)
    }
}

impl Stack {
    /// The number to offer next: the first expected one after `current` that can be keyed now.
    pub fn next_number(&self, current: Option<&str>) -> Option<&str> {
        let after = current
            .and_then(|current| self.expected.iter().position(|number| number == current))
            .map_or(0, |at| at + 1);
        let (before, rest) = self.expected.split_at(after.min(self.expected.len()));
        rest.iter().chain(before).map(String::as_str).find(|number| {
            let open = matches!(self.pass.get(*number), None | Some(NumberState::Unfinished(_)));
            open && !self.own_other_pass.contains(*number) && Some(*number) != current
        })
    }

    /// What stands against keying `number` now, worst first.
    pub fn problem(&self, questionnaire: &Questionnaire, number: &str) -> Option<NumberProblem> {
        match self.pass.get(number) {
            Some(NumberState::Finished) => return Some(NumberProblem::AlreadyKeyed),
            Some(NumberState::BegunByOther) => return Some(NumberProblem::BegunByOther),
            Some(NumberState::Unfinished(_)) => return None,
            None => {}
        }
        if self.own_other_pass.contains(number) {
            return Some(NumberProblem::KeyedInOtherPass);
        }
        number_rule(questionnaire, number)
            .or_else(|| self.is_unexpected(number).then_some(NumberProblem::NotExpected))
    }

    fn is_unexpected(&self, number: &str) -> bool {
        !self.expected.is_empty() && !self.expected.iter().any(|expected| expected == number)
    }
}

/// What is wrong with a number by the questionnaire's own rule: the same that imports flag.
fn number_rule(questionnaire: &Questionnaire, number: &str) -> Option<NumberProblem> {
    sheet_number_flag(questionnaire, number).map(|flag| match flag {
        SheetNumberFlag::Shape => NumberProblem::Incomplete,
        SheetNumberFlag::CheckLetter { .. } => NumberProblem::CheckLetter,
        SheetNumberFlag::OutOfRange => NumberProblem::NotExpected,
    })
}

/// What the keys typed so far in the number field amount to: the number as it stands on paper when its
/// boxes are full (or Enter was pressed and leading zeros can be filled in), nothing while more follow.
pub(super) fn typed_number(questionnaire: &Questionnaire, typed: &str, entered: bool) -> Option<String> {
    let VariableType::SheetNumber { digits, check_letters } =
        &questionnaire.variable(questionnaire.sheet_number).kind
    else {
        return entered.then(|| typed.to_owned());
    };
    let (figures, letter) = typed.split_at(typed.bytes().take_while(u8::is_ascii_digit).count());
    let full = figures.len() == usize::from(*digits) && (check_letters.is_empty() || !letter.is_empty());
    let ended = entered || !letter.is_empty();
    (!figures.is_empty() && (full || ended))
        .then(|| format!("{figures:0>width$}{letter}", width = usize::from(*digits)).to_uppercase())
}

/// Whether a character can be typed in the number field after `typed`.
pub(super) fn number_takes(questionnaire: &Questionnaire, typed: &str, character: char) -> bool {
    let VariableType::SheetNumber { digits, check_letters } =
        &questionnaire.variable(questionnaire.sheet_number).kind
    else {
        return !character.is_control();
    };
    if character.is_ascii_digit() {
        return typed.len() < usize::from(*digits);
    }
    !typed.is_empty() && !check_letters.is_empty() && character.is_ascii_alphabetic()
}
