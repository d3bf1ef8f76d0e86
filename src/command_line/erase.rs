//! `recto erase`: erases a sheet, or all identifying content at the retention date, and writes the
//! certificate.

use std::path::PathBuf;

use super::common::{choose_questionnaire, close_study, failure};
use super::{Failure, Outcome};
use crate::export::certificate::{self, Certified};
use crate::export::whole_file::write_whole;
use crate::study::{Erased, Scope, Station, Study, StudyError};
use crate::text;
use crate::texts::Language;

/// What the command line says.
#[derive(clap::Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["sheet", "all_identifying"])))]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// Who does it
    #[arg(long)]
    operator: String,
    /// The number of the sheet to erase
    #[arg(long)]
    sheet: Option<String>,
    /// Erase all identifying content, once retention has ended
    #[arg(long)]
    all_identifying: bool,
    /// Why; it stays in the study and on the certificate
    #[arg(long)]
    reason: String,
    /// The certificate's file (HTML); beside the study otherwise
    #[arg(long)]
    certificate: Option<PathBuf>,
    /// Which questionnaire, where the study holds several
    #[arg(long)]
    questionnaire: Option<String>,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    // Without the dated backup of other commands: it would only have to be written again at once.
    let mut study = Study::open(&arguments.study, &Station::of_this_machine())
        .map_err(|error| failure(&error, language))?;
    for warning in study.warnings() {
        eprintln!("{}", warning.text(language));
    }
    let done = erase(&mut study, &arguments, language);
    close_study(study, language)?;
    done
}

fn erase(study: &mut Study, arguments: &Arguments, language: Language) -> Outcome {
    let fail = |error: StudyError| failure(&error, language);
    let questionnaire = choose_questionnaire(study, arguments.questionnaire.as_deref(), language)?;
    if arguments.reason.trim().is_empty() {
        return Err(Failure::Usage(StudyError::NoReason.text(language)));
    }
    let scope = match &arguments.sheet {
        Some(number) => Scope::Sheet(number.clone()),
        None => Scope::Identifying,
    };
    let operator = study.operator(&arguments.operator).map_err(fail)?;
    let erased = study.erase(&questionnaire.id, &scope, &arguments.reason, operator.id).map_err(fail)?;
    let operators = study.operators().map_err(fail)?;
    let by = operators.iter().find(|operator| operator.id == erased.tombstone.operator).unwrap_or(&operator);
    let certified = Certified {
        erased: &erased,
        questionnaire: &questionnaire,
        study: &arguments.study,
        operator: &by.name,
    };
    let path = arguments
        .certificate
        .clone()
        .unwrap_or_else(|| certificate::default_path(&arguments.study, &erased, language));
    // The same erasure again writes the same certificate.
    write_whole(&path, arguments.certificate.is_none(), certificate::html(&certified, language).as_bytes())
        .map_err(|error| Failure::CouldNot(error.text(language)))?;
    say(&erased, &path.display().to_string(), language);
    Ok(())
}

fn say(erased: &Erased, certificate: &str, language: Language) {
    match &erased.tombstone.number {
        Some(number) if erased.counts.is_some() => {
            println!("{}", text!(language, "erase-sheet-done", number = number.as_str()));
        }
        Some(number) => println!("{}", text!(language, "erase-sheet-again", number = number.as_str())),
        None => println!("{}", text!(language, "erase-identifying-done")),
    }
    println!("{}", text!(language, "erase-certificate", path = certificate));
}
