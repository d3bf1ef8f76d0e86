//! `recto resolve`: applies decisions from a file.

use std::path::PathBuf;

use super::common::{choose_questionnaire, close_study, failure, open_study};
use super::{Failure, Outcome};
use crate::compare::compare;
use crate::compare::decision_file::read_decisions;
use crate::study::{OperatorId, Study};
use crate::text;
use crate::texts::Language;

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// Who does it
    #[arg(long)]
    operator: String,
    /// Which questionnaire, where the study holds several
    #[arg(long)]
    questionnaire: Option<String>,
    /// The decisions: sheet,variable,value[,line][,reason]
    decisions: PathBuf,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    let path = arguments.decisions.display().to_string();
    let bytes = std::fs::read(&arguments.decisions).map_err(|error| {
        Failure::Input(text!(language, "import-unreadable", path = path.as_str(), error = error.to_string()))
    })?;
    let mut study = open_study(&arguments.study, language)?;
    let done = resolve(&mut study, &arguments, &bytes, &path, language);
    close_study(study, language)?;
    println!("{}", text!(language, "resolve-done", decisions = done?));
    Ok(())
}

fn resolve(
    study: &mut Study,
    arguments: &Arguments,
    bytes: &[u8],
    path: &str,
    language: Language,
) -> Result<usize, Failure> {
    let fail = |error| failure(&error, language);
    let questionnaire = choose_questionnaire(study, arguments.questionnaire.as_deref(), language)?;
    let snapshot = study.snapshot(&questionnaire.id).map_err(fail)?;
    let comparison = compare(&snapshot);
    // The person is known to the study only once there is something to keep.
    let nobody = OperatorId(uuid::Uuid::nil());
    let mut decisions = read_decisions(&questionnaire, &comparison, nobody, bytes).map_err(|problems| {
        for problem in &problems {
            eprintln!("{}", problem.text(language));
        }
        Failure::Input(text!(language, "resolve-refused", problems = problems.len(), path = path))
    })?;
    let operator = study.operator(&arguments.operator).map_err(fail)?.id;
    for decision in &mut decisions {
        decision.operator = operator;
    }
    Ok(study.resolve(&questionnaire.id, &decisions).map_err(fail)?.len())
}
