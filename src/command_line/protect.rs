//! `recto protect`: the threshold of published cells and the end of retention, shown and changed.

use std::path::PathBuf;

use super::common::{choose_questionnaire, close_study, failure, open_study, open_study_to_read};
use super::{Failure, Outcome};
use crate::study::{Safeguards, Study};
use crate::text;
use crate::texts::{Language, date};

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// Who changes it
    #[arg(long)]
    operator: Option<String>,
    /// Published cells about fewer people than this are masked
    #[arg(long, value_parser = clap::value_parser!(u32).range(2..=1000))]
    threshold: Option<u32>,
    /// From this day on (YYYY-MM-DD) identifying content is to be erased
    #[arg(long)]
    retention: Option<jiff::civil::Date>,
    /// Which questionnaire, where the study holds several
    #[arg(long)]
    questionnaire: Option<String>,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    let changes = arguments.threshold.is_some() || arguments.retention.is_some();
    if !changes {
        let study = open_study_to_read(&arguments.study, language)?;
        return show(&study, &arguments, language);
    }
    let Some(name) = &arguments.operator else {
        return Err(Failure::Usage(text!(language, "protect-who")));
    };
    let mut study = open_study(&arguments.study, language)?;
    let change = |study: &mut Study| {
        let by = study.operator(name)?.id;
        if let Some(threshold) = arguments.threshold {
            study.set_small_cells(threshold, by)?;
        }
        if let Some(until) = arguments.retention {
            study.set_retention(until, by)?;
        }
        Ok(())
    };
    let done = change(&mut study)
        .map_err(|error| failure(&error, language))
        .and_then(|()| show(&study, &arguments, language));
    close_study(study, language)?;
    done
}

fn show(study: &Study, arguments: &Arguments, language: Language) -> Outcome {
    let questionnaire = choose_questionnaire(study, arguments.questionnaire.as_deref(), language)?;
    let safeguards: Safeguards =
        study.safeguards(&questionnaire.id).map_err(|error| failure(&error, language))?;
    println!("{}", text!(language, "protect-threshold", threshold = safeguards.small_cells));
    match safeguards.retention_until {
        Some(until) => println!("{}", text!(language, "protect-retention", until = date(language, until))),
        None => println!("{}", text!(language, "protect-no-retention")),
    }
    Ok(())
}
