//! `recto plan`: what a study allows and how its sheets are to be keyed, shown and changed.

use std::path::PathBuf;

use serde_json::Value;

use super::common::{close_study, failure, open_study, open_study_to_read};
use super::{Failure, Outcome};
use crate::study::{Plan, Study};
use crate::text;
use crate::texts::{Language, text};

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// Change a setting: its name and value; may be given several times
    #[arg(long, value_name = "NAME=VALUE", requires = "operator")]
    set: Vec<String>,
    /// Who changes it
    #[arg(long)]
    operator: Option<String>,
    /// One JSON document on standard output
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    let Some(by) = arguments.operator.as_ref().filter(|_| !arguments.set.is_empty()) else {
        let study = open_study_to_read(&arguments.study, language)?;
        return show(&study, arguments.json, language);
    };
    let mut study = open_study(&arguments.study, language)?;
    let plan = study.plan().map_err(|error| failure(&error, language));
    let done = plan.and_then(|plan| {
        let changed = arguments.set.iter().try_fold(plan, |plan, change| set(plan, change, language))?;
        let by = study.operator(by).map_err(|error| failure(&error, language))?.id;
        study.set_plan(changed, Some(by)).map_err(|error| failure(&error, language))?;
        show(&study, arguments.json, language)
    });
    close_study(study, language)?;
    done
}

fn set(plan: Plan, change: &str, language: Language) -> Result<Plan, Failure> {
    let usage = |id: &str| Failure::Usage(text!(language, id, setting = change.to_owned()));
    let (name, value) = change.split_once('=').ok_or_else(|| usage("stacks-plan-form"))?;
    let name = name.trim();
    if !plan.settings().contains_key(name) {
        return Err(usage("stacks-plan-unknown"));
    }
    // What is no JSON is a word.
    let read = serde_json::from_str(value.trim()).unwrap_or_else(|_| Value::String(value.trim().to_owned()));
    plan.with(name, read).ok_or_else(|| usage("stacks-plan-value"))
}

fn show(study: &Study, json: bool, language: Language) -> Outcome {
    let plan = study.plan().map_err(|error| failure(&error, language))?;
    if json {
        let document = serde_json::to_string_pretty(&plan.settings());
        println!("{}", document.map_err(|error| Failure::CouldNot(error.to_string()))?);
        return Ok(());
    }
    for (name, value) in plan.settings() {
        let label = text(language, &format!("plan-{name}"));
        println!("{name} = {value}\n    {label}");
    }
    Ok(())
}
