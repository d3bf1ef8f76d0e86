//! The batches of a study: stacks of sheets and who was given them. What they are is computed from what
//! was declared, pure; below, how they are declared, handed out and taken back.

use std::collections::HashMap;

use uuid::Uuid;

use super::declaration::standing;
use super::error::StudyError;
use super::store::Study;
use super::{Declaration, OperatorId, Pass, Said};
use crate::questionnaire::Questionnaire;
use crate::questionnaire::written::{SheetNumberFlag, sheet_number_flag};

/// A stack of sheets that is keyed, counted and accepted as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Id of its declaration.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// The numbers of its sheets, in the order of the stack.
    pub numbers: Vec<String>,
    /// To whom it was given for each pass, the newest last.
    pub handed_out: Vec<(Pass, OperatorId)>,
}

/// The standing batches, in the order in which they were declared.
pub fn batches(declarations: &[Declaration]) -> Vec<Batch> {
    let mut batches: Vec<Batch> = Vec::new();
    for declaration in standing(declarations) {
        match &declaration.said {
            Said::Batch { name, numbers } => batches.push(Batch {
                id: declaration.id,
                name: name.clone(),
                numbers: numbers.clone(),
                handed_out: Vec::new(),
            }),
            Said::HandedOut { batch, pass, operator } => {
                if let Some(batch) = batches.iter_mut().find(|known| known.id == *batch) {
                    batch.handed_out.push((*pass, OperatorId(*operator)));
                }
            }
            _ => {}
        }
    }
    batches
}

impl Batch {
    /// Who holds it for a pass: the one whom it was handed out to last.
    pub fn holder(&self, pass: Pass) -> Option<OperatorId> {
        self.handed_out.iter().rev().find(|(of, _)| *of == pass).map(|(_, operator)| *operator)
    }
}

/// Among the batches that an operator holds for a pass, the one worked on last, else the first with a
/// sheet to key. `last` is the number of the sheet that the operator touched last in this pass, `keyed`
/// says which numbers are finished in it.
pub fn proposed<'b>(
    batches: &'b [Batch],
    operator: OperatorId,
    pass: Pass,
    last: Option<&str>,
    keyed: impl Fn(&str) -> bool,
) -> Option<&'b Batch> {
    let own = || batches.iter().filter(|batch| batch.holder(pass) == Some(operator));
    let unfinished = |batch: &&Batch| batch.numbers.iter().any(|number| !keyed(number));
    own()
        .filter(unfinished)
        .find(|batch| last.is_some_and(|last| batch.numbers.iter().any(|number| number == last)))
        .or_else(|| own().find(unfinished))
        .or_else(|| own().next_back())
}

/// The most sheets of one batch: as many as a study is made for.
const MOST: u32 = 1_000_000;

/// Reads a batch's numbers: single ones and ranges, separated by commas, semicolons or spaces, with or
/// without leading zeros and check letters (`1-50`, `0001B-0050Y, 60`). In the order written, each once.
/// The error is the part that is no number or range.
pub fn numbers_of(questionnaire: &Questionnaire, text: &str) -> Result<Vec<String>, String> {
    let mut numbers = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let spaced = text.replace(['–', '—'], "-").replace(" - ", "-");
    for part in spaced.split([',', ';', ' ', '\n', '\t', '\u{a0}']).filter(|part| !part.is_empty()) {
        for number in part_numbers(questionnaire, part).ok_or_else(|| part.to_owned())? {
            if seen.insert(number.clone()) {
                numbers.push(number);
            }
        }
    }
    Ok(numbers)
}

fn part_numbers(questionnaire: &Questionnaire, part: &str) -> Option<Vec<String>> {
    let counted = |text: &str| -> Option<u32> {
        let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let number = digits.parse().ok()?;
        let written = questionnaire.format_sheet_number(number);
        let whole = text.len() > digits.len();
        (!whole
            || written.eq_ignore_ascii_case(&format!(
                "{digits:0>width$}{}",
                &text[digits.len()..],
                width = written.len() - (text.len() - digits.len())
            )))
        .then_some(number)
    };
    if let Some((first, last)) = part.split_once('-')
        && let (Some(first), Some(last)) = (counted(first), counted(last))
    {
        let fits = first <= last && last - first < MOST;
        return fits
            .then(|| (first..=last).map(|number| questionnaire.format_sheet_number(number)).collect());
    }
    let number = match counted(part) {
        Some(number) => questionnaire.format_sheet_number(number),
        None => part.to_owned(),
    };
    let fits = match sheet_number_flag(questionnaire, &number) {
        None | Some(SheetNumberFlag::OutOfRange) => true,
        Some(SheetNumberFlag::Shape | SheetNumberFlag::CheckLetter { .. }) => false,
    };
    fits.then(|| vec![number])
}

impl Study {
    /// Declares a batch; no sheet may stand in two.
    pub fn make_batch(
        &mut self,
        questionnaire: &str,
        by: OperatorId,
        name: &str,
        numbers: Vec<String>,
    ) -> Result<Uuid, StudyError> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() || numbers.is_empty() {
            return Err(StudyError::EmptyBatch);
        }
        let standing = batches(&self.declarations(questionnaire)?);
        if standing.iter().any(|batch| batch.name.to_lowercase() == name.to_lowercase()) {
            return Err(StudyError::BatchExists { name });
        }
        let taken: HashMap<&str, &str> = standing
            .iter()
            .flat_map(|batch| batch.numbers.iter().map(|number| (number.as_str(), batch.name.as_str())))
            .collect();
        for number in &numbers {
            if let Some(batch) = taken.get(number.as_str()) {
                let (number, batch) = (number.clone(), (*batch).to_owned());
                return Err(StudyError::InTwoBatches { number, batch });
            }
        }
        let made = self.declare(questionnaire, by, &[(None, Said::Batch { name, numbers })])?;
        Ok(made.first().map(|declaration| declaration.id).unwrap_or_default())
    }

    /// The standing batch of that name.
    pub fn batch_named(&self, questionnaire: &str, name: &str) -> Result<Batch, StudyError> {
        let wanted = name.trim().to_lowercase();
        batches(&self.declarations(questionnaire)?)
            .into_iter()
            .find(|batch| batch.name.to_lowercase() == wanted)
            .ok_or_else(|| StudyError::NoSuchBatch { name: name.to_owned() })
    }

    /// Hands a batch out for a pass; whoever held it for that pass holds it no more. `None` takes it back.
    /// One person does not get both passes, unless the study lets one person key both.
    pub fn hand_out(
        &mut self,
        questionnaire: &str,
        by: OperatorId,
        batch: &Batch,
        pass: Pass,
        to: Option<OperatorId>,
    ) -> Result<(), StudyError> {
        if to.is_some() && to == batch.holder(pass.other()) && !self.plan()?.same_operator_allowed {
            return Err(StudyError::BatchInOtherPass { name: batch.name.clone() });
        }
        let declarations = self.declarations(questionnaire)?;
        let mut said: Vec<_> = standing(&declarations)
            .filter(|declaration| {
                matches!(&declaration.said, Said::HandedOut { batch: of, pass: for_pass, .. }
                    if *of == batch.id && *for_pass == pass)
            })
            .map(|declaration| (None, Said::Withdrawn { declaration: declaration.id }))
            .collect();
        said.extend(to.map(|to| (None, Said::HandedOut { batch: batch.id, pass, operator: to.0 })));
        self.declare(questionnaire, by, &said).map(|_| ())
    }

    /// Takes a batch off: its sheets stand in none.
    pub fn withdraw_batch(
        &mut self,
        questionnaire: &str,
        by: OperatorId,
        batch: &Batch,
    ) -> Result<(), StudyError> {
        self.declare(questionnaire, by, &[(None, Said::Withdrawn { declaration: batch.id })]).map(|_| ())
    }
}
