//! What a session knows of the stack of sheets around the one being keyed: which numbers are expected,
//! which are already keyed in this pass. Nothing of the other operator's answers.

use std::collections::{HashMap, HashSet};

use super::entry::Absence;

use crate::questionnaire::written::{SheetNumberFlag, sheet_number_flag};
use crate::questionnaire::{FieldId, Questionnaire, Record, VariableType};

/// The numbers of the pass being keyed.
#[derive(Clone, Debug, Default)]
pub struct Stack {
    /// Numbers of the sheets that should exist, in order.
    pub expected: Vec<String>,
    /// Numbers already in this pass.
    pub pass: HashMap<String, NumberState>,
    /// Numbers that this pass does not key: not offered, but taken when typed.
    pub not_chosen: HashSet<String>,
    /// The unfinished sheet to go on with at once: the one this operator keyed last.
    pub resume: Option<String>,
    /// The field of the last answer on that sheet: the session goes on after it.
    pub resume_after: Option<FieldId>,
    /// Numbers this operator keyed in the other pass; empty if the study lets one person key both.
    pub own_other_pass: HashSet<String>,
    /// This operator's keyings of this pass, the finished ones in the order in which they were finished:
    /// a place in this list names one in [`super::Entry::Resume`].
    pub own: Vec<OwnKeying>,
    /// The batch being keyed, if not the whole study.
    pub batch: Option<BatchOfSheets>,
    /// Numbers of batches that somebody else was given for this pass: not offered.
    pub elsewhere: HashSet<String>,
    /// Numbers declared void or missing: not offered.
    pub declared: HashMap<String, Absence>,
}

/// A keying that this operator made in this pass before the session began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnKeying {
    /// Its number.
    pub number: String,
    /// Whether it is finished.
    pub finished: bool,
    /// The remark on the whole sheet; known of unfinished ones only.
    pub note: Option<String>,
}

/// The batch being keyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchOfSheets {
    /// What it is called.
    pub name: String,
    /// Its numbers, in the order of the stack of paper.
    pub numbers: Vec<String>,
}

/// How far a sheet is in this pass.
#[derive(Clone, Debug, PartialEq)]
pub enum NumberState {
    /// Keyed to its end, by this operator if it is among [`Stack::own`].
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
    /// Already keyed in this pass, by another operator.
    AlreadyKeyed,
    /// Already keyed in this pass by this operator, who may open it again.
    KeyedByYou,
    /// Another operator has begun it in this pass.
    BegunByOther,
    /// This operator keyed it in the other pass.
    KeyedInOtherPass,
    /// Not in the batch being keyed, or in one that somebody else was given.
    NotInBatch,
    /// Declared not to be keyed.
    DeclaredVoid,
    /// Declared not to be in the stack.
    DeclaredMissing,
}

impl NumberProblem {
    /// Whether the number may be kept because the paper says so: as it stands, as a second sheet of that
    /// number, or against what was declared.
    pub fn may_be_kept(self) -> bool {
        !matches!(self, Self::Incomplete | Self::KeyedInOtherPass)
    }

    /// Whether keeping it makes a second sheet of the same number in this pass.
    pub fn is_duplicate(self) -> bool {
        matches!(self, Self::AlreadyKeyed | Self::KeyedByYou | Self::BegunByOther)
    }

    /// Whether the number breaks its own rule, which stays marked when it is kept.
    pub fn breaks_rule(self) -> bool {
        matches!(self, Self::CheckLetter | Self::NotExpected)
    }

    /// Whether typing the same number again confirms it. A duplicate wants a key of its own: a number
    /// typed twice by habit is none.
    pub(super) fn confirmed_by_retyping(self) -> bool {
        self.breaks_rule() || self == Self::NotInBatch
    }
}

/// What is wrong with a number by the questionnaire's own rule: the same that imports flag.
pub(super) fn number_rule(questionnaire: &Questionnaire, number: &str) -> Option<NumberProblem> {
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
