//! `recto export`: writes CSV, workbooks and codebooks.

use std::ops::ControlFlow;
use std::path::PathBuf;

use super::common::{choose_questionnaire, close_study, failure, open_study, open_study_to_read};
use super::{Failure, Outcome};
use crate::export::{self, Choices, Format, Preset, Profile, Repeats, Request, Summary, Values, What};
use crate::text;
use crate::texts::{Language, whole_number};

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// The file to write; its ending says the format
    #[arg(short, long)]
    output: PathBuf,
    /// What is written
    #[arg(long, value_enum, default_value_t)]
    what: What,
    /// How a CSV writes numbers and dates
    #[arg(long, value_enum, default_value_t)]
    preset: Preset,
    /// Codes or labels in a CSV (a workbook holds both)
    #[arg(long, value_enum, default_value_t)]
    values: Values,
    /// Several choices as one 0/1 column per box, or as one column of codes
    #[arg(long, value_enum, default_value_t)]
    choices: Choices,
    /// The lines of repeats in a CSV, Stata or SPSS file: in files of their own (as for final records if
    /// nothing is said), or in columns (as for raw keyings)
    #[arg(long, value_enum)]
    repeats: Option<Repeats>,
    /// For whom: everything, pseudonymised for a funder, counts for the public
    #[arg(long, value_enum, default_value_t)]
    profile: Profile,
    /// Write over an existing file
    #[arg(long)]
    force: bool,
    /// Which questionnaire, where the study holds several
    #[arg(long)]
    questionnaire: Option<String>,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    let said = |error: export::ExportError| {
        let sentence = error.text(language);
        match error {
            _ if error.is_usage() => Failure::Usage(sentence),
            _ if error.is_input() => Failure::Input(sentence),
            _ => Failure::CouldNot(sentence),
        }
    };
    Format::of_path(&arguments.output).map_err(said)?;
    if arguments.profile == Profile::Funder {
        give_pseudonyms(&arguments, language)?;
    }
    let study = open_study_to_read(&arguments.study, language)?;
    let questionnaire = choose_questionnaire(&study, arguments.questionnaire.as_deref(), language)?;
    let snapshot = study.snapshot(&questionnaire.id).map_err(|error| failure(&error, language))?;
    let mut journal = Vec::new();
    if arguments.what == What::Journal {
        let all = |line| {
            journal.push(line);
            ControlFlow::Continue(())
        };
        study.journal(&questionnaire.id, all).map_err(|error| failure(&error, language))?;
    }
    let request = Request {
        what: arguments.what,
        preset: arguments.preset,
        values: arguments.values,
        choices: arguments.choices,
        repeats: arguments.repeats,
        language,
        overwrite: arguments.force,
        profile: arguments.profile,
    };
    let summary = export::export(&request, &snapshot, &journal, &arguments.output).map_err(said)?;
    say(&summary, &arguments.output.display().to_string(), language);
    Ok(())
}

/// New sheets get their random numbers, which stay in the study: two exports agree.
fn give_pseudonyms(arguments: &Arguments, language: Language) -> Outcome {
    let mut study = open_study(&arguments.study, language)?;
    let id = choose_questionnaire(&study, arguments.questionnaire.as_deref(), language);
    let given = id.and_then(|questionnaire| {
        study.give_pseudonyms(&questionnaire.id).map_err(|error| failure(&error, language))
    });
    close_study(study, language)?;
    given.map(|_| ())
}

fn say(summary: &Summary, path: &str, language: Language) {
    let shown = |count: u64| whole_number(language, count as i64);
    let codebook = Format::of_path(std::path::Path::new(path)).is_ok_and(Format::is_codebook);
    println!(
        "{}",
        if codebook {
            text!(language, "export-done-codebook", path = path)
        } else {
            text!(language, "export-done", path = path, rows = summary.rows, shown = shown(summary.rows))
        }
    );
    for (path, rows) in &summary.beside {
        let path = path.display().to_string();
        println!("{}", text!(language, "export-beside", path = path, rows = *rows, shown = shown(*rows)));
    }
    if summary.open > 0 {
        eprintln!("{}", text!(language, "export-open", open = summary.open, shown = shown(summary.open)));
    }
    if summary.unfinished > 0 {
        eprintln!("{}", text!(language, "export-unfinished", sheets = summary.unfinished));
    }
    if summary.keyed_once > 0 {
        eprintln!("{}", text!(language, "export-keyed-once", sheets = summary.keyed_once));
    }
}
