//! `recto batch`: the batches of a study, listed, made, handed out, taken back.

use std::path::PathBuf;

use serde::Serialize;

use super::common::{choose_questionnaire, close_study, failure, open_study, open_study_to_read};
use super::{Failure, Outcome};
use crate::questionnaire::Questionnaire;
use crate::study::batches::numbers_of;
use crate::study::stacks::{BatchProgress, progress_of};
use crate::study::{Pass, Study, StudyError, batches, counted_states};
use crate::text;
use crate::texts::Language;

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// Make a batch of this name
    #[arg(long, value_name = "NAME", requires = "sheets", group = "change")]
    add: Option<String>,
    /// Its sheets: numbers and ranges, as 1-50 or 0001B-0050Y,60
    #[arg(long, value_name = "NUMBERS")]
    sheets: Option<String>,
    /// Hand out the batch of this name
    #[arg(long, value_name = "NAME", requires_all = ["pass", "to"], group = "change")]
    hand_out: Option<String>,
    /// For which pass: first or second
    #[arg(long, value_enum)]
    pass: Option<Pass>,
    /// To whom
    #[arg(long, value_name = "NAME")]
    to: Option<String>,
    /// Take the batch of this name back from whoever holds it for a pass
    #[arg(long, value_name = "NAME", requires = "pass", group = "change")]
    take_back: Option<String>,
    /// Withdraw the batch of this name: its sheets stand in none
    #[arg(long, value_name = "NAME", group = "change")]
    withdraw: Option<String>,
    /// Who does it
    #[arg(long)]
    operator: Option<String>,
    /// One JSON document on standard output
    #[arg(long)]
    json: bool,
    /// Which questionnaire, where the study holds several
    #[arg(long)]
    questionnaire: Option<String>,
}

/// One batch; its field names are fixed (README).
#[derive(Serialize)]
pub(super) struct BatchStatus {
    name: String,
    first: Option<String>,
    second: Option<String>,
    #[serde(flatten)]
    progress: BatchProgress,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    let changes = [&arguments.add, &arguments.hand_out, &arguments.take_back, &arguments.withdraw];
    if changes.iter().all(|change| change.is_none()) {
        let study = open_study_to_read(&arguments.study, language)?;
        let questionnaire = choose_questionnaire(&study, arguments.questionnaire.as_deref(), language)?;
        return show(&study, &questionnaire, arguments.json, language);
    }
    let Some(by) = &arguments.operator else {
        return Err(Failure::Usage(text!(language, "stacks-who")));
    };
    let mut study = open_study(&arguments.study, language)?;
    let questionnaire = choose_questionnaire(&study, arguments.questionnaire.as_deref(), language);
    let done = questionnaire.and_then(|questionnaire| {
        change(&mut study, &questionnaire, &arguments, by, language)?;
        show(&study, &questionnaire, arguments.json, language)
    });
    close_study(study, language)?;
    done
}

fn change(
    study: &mut Study,
    questionnaire: &Questionnaire,
    arguments: &Arguments,
    by: &str,
    language: Language,
) -> Outcome {
    let id = questionnaire.id.as_str();
    let said = |error: StudyError| failure(&error, language);
    let by = study.operator(by).map_err(said)?.id;
    if let Some(name) = &arguments.add {
        let written = arguments.sheets.as_deref().unwrap_or_default();
        let numbers = numbers_of(questionnaire, written)
            .map_err(|part| Failure::Input(text!(language, "stacks-no-number", part = part)))?;
        study.make_batch(id, by, name, numbers).map_err(said)?;
    } else if let (Some(name), Some(pass), Some(to)) = (&arguments.hand_out, arguments.pass, &arguments.to) {
        let batch = study.batch_named(id, name).map_err(said)?;
        let to = study.operator(to).map_err(said)?.id;
        study.hand_out(id, by, &batch, pass, Some(to)).map_err(said)?;
    } else if let (Some(name), Some(pass)) = (&arguments.take_back, arguments.pass) {
        let batch = study.batch_named(id, name).map_err(said)?;
        study.hand_out(id, by, &batch, pass, None).map_err(said)?;
    } else if let Some(name) = &arguments.withdraw {
        let batch = study.batch_named(id, name).map_err(said)?;
        study.withdraw_batch(id, by, &batch).map_err(said)?;
    }
    Ok(())
}

fn show(study: &Study, questionnaire: &Questionnaire, json: bool, language: Language) -> Outcome {
    let found = statuses(study, &questionnaire.id).map_err(|error| failure(&error, language))?;
    if json {
        let document = serde_json::to_string_pretty(&serde_json::json!({ "batches": found }));
        println!("{}", document.map_err(|error| Failure::CouldNot(error.to_string()))?);
        return Ok(());
    }
    if found.is_empty() {
        println!("{}", text!(language, "stacks-no-batches"));
    }
    let nobody = || text!(language, "stacks-nobody");
    for batch in &found {
        let (first, second) = (batch.first.clone(), batch.second.clone());
        println!(
            "{}",
            text!(
                language,
                "stacks-batch-line",
                name = batch.name.as_str(),
                sheets = batch.progress.sheets,
                first = first.unwrap_or_else(nobody),
                second = second.unwrap_or_else(nobody),
                first_done = batch.progress.first_done,
                second_done = batch.progress.second_done
            )
        );
    }
    Ok(())
}

/// The batches of a study with who holds them and how far they are.
pub(super) fn statuses(study: &Study, questionnaire: &str) -> Result<Vec<BatchStatus>, StudyError> {
    let declarations = study.declarations(questionnaire)?;
    let states = counted_states(&study.keying_states(questionnaire)?, &declarations);
    let operators = study.operators()?;
    let name = |id| {
        let found = operators.iter().find(|operator| Some(operator.id) == id);
        found.map(|operator| operator.name.clone())
    };
    let absent = crate::study::absent(&declarations);
    let all = batches(&declarations);
    let progress = progress_of(&all, &states, &absent);
    let status = |(batch, progress): (&crate::study::Batch, BatchProgress)| BatchStatus {
        name: batch.name.clone(),
        first: name(batch.holder(Pass::First)),
        second: name(batch.holder(Pass::Second)),
        progress,
    };
    Ok(all.iter().zip(progress).map(status).collect())
}
