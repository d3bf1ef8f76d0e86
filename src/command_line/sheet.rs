//! `recto sheet`: declares one sheet void or missing, or takes that back.

use std::path::PathBuf;

use super::common::{choose_questionnaire, close_study, failure, open_study};
use super::{Failure, Outcome};
use crate::questionnaire::Questionnaire;
use crate::study::absent::withdrawals;
use crate::study::batches::numbers_of;
use crate::study::{Said, Study, StudyError};
use crate::text;
use crate::texts::Language;

/// What the command line says.
#[derive(clap::Args)]
#[command(group(clap::ArgGroup::new("what").required(true)))]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// The sheet's number, with or without leading zeros and check letter
    number: String,
    /// It is not to be keyed, and why: printed and spoiled, or empty
    #[arg(long, value_name = "REASON", group = "what")]
    void: Option<String>,
    /// It is not in the stack, and what is known of it
    #[arg(long, value_name = "REASON", group = "what")]
    missing: Option<String>,
    /// It is to be keyed after all
    #[arg(long, group = "what")]
    withdraw: bool,
    /// Who says so
    #[arg(long)]
    operator: String,
    /// Which questionnaire, where the study holds several
    #[arg(long)]
    questionnaire: Option<String>,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    let mut study = open_study(&arguments.study, language)?;
    let questionnaire = choose_questionnaire(&study, arguments.questionnaire.as_deref(), language);
    let done = questionnaire.and_then(|questionnaire| {
        let number = one_number(&questionnaire, &arguments.number, language)?;
        let said = declare(&mut study, &questionnaire.id, &number, &arguments);
        said.map_err(|error| failure(&error, language)).map(|changed| {
            let id = if changed { "stacks-sheet-said" } else { "stacks-nothing-to-withdraw" };
            println!("{}", text!(language, id, number = number));
        })
    });
    close_study(study, language)?;
    done
}

fn one_number(questionnaire: &Questionnaire, written: &str, language: Language) -> Result<String, Failure> {
    match numbers_of(questionnaire, written).as_deref() {
        Ok([number]) => Ok(number.clone()),
        _ => Err(Failure::Input(text!(language, "stacks-no-number", part = written.to_owned()))),
    }
}

fn declare(
    study: &mut Study,
    questionnaire: &str,
    number: &str,
    arguments: &Arguments,
) -> Result<bool, StudyError> {
    let by = study.operator(&arguments.operator)?.id;
    let reason = arguments.void.as_ref().or(arguments.missing.as_ref());
    if reason.is_some_and(|reason| reason.trim().is_empty()) {
        return Err(StudyError::NoReason);
    }
    // Of void and missing only one stands.
    let mut said = withdrawals(&study.declarations(questionnaire)?, number);
    let about = Some(number.to_owned());
    if let Some(reason) = &arguments.void {
        said.push((about, Said::Void { reason: reason.trim().to_owned() }));
    } else if let Some(reason) = &arguments.missing {
        said.push((about, Said::Missing { reason: reason.trim().to_owned() }));
    }
    study.declare(questionnaire, by, &said).map(|made| !made.is_empty())
}
