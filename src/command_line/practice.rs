//! `recto practice`: plays a recording of keys on practice sheets and holds what was keyed against what
//! they say. Nothing is kept.

use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use super::common::read_questionnaire;
use super::key::read_recording_file;
use super::{Failure, Outcome};
use crate::compare::practice::phrases;
use crate::compare::{PracticeResult, judge};
use crate::export::differences::row as difference_row;
use crate::keying::invented::invented_sheets;
use crate::keying::replay::Replay;
use crate::keying::{Effect, Session, Stack};
use crate::questionnaire::{Questionnaire, Record};
use crate::study::import::{Reading, read_file};
use crate::text;
use crate::texts::{Language, decimal};

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The questionnaire file
    questionnaire: PathBuf,
    /// Who practises
    #[arg(long)]
    operator: String,
    /// The recording; standard input otherwise
    #[arg(long)]
    keys: Option<PathBuf>,
    /// Sheets with known answers, as a CSV file like those of `recto import`; made-up sheets otherwise
    #[arg(long)]
    answers: Option<PathBuf>,
    /// How many sheets are made up
    #[arg(long, default_value_t = 10)]
    sheets: usize,
    /// Another seed makes other sheets
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// One JSON document on standard output
    #[arg(long)]
    json: bool,
}

/// The JSON document; its field names are fixed (README).
#[derive(Serialize)]
struct Document<'a> {
    questionnaire: String,
    operator: String,
    sheets: usize,
    keys: u64,
    cells: u64,
    errors: usize,
    errors_per_thousand: Option<f64>,
    kinds: serde_json::Map<String, serde_json::Value>,
    look_again: Vec<LookAgain<'a>>,
}

/// A cell keyed otherwise than the sheet says.
#[derive(Serialize)]
struct LookAgain<'a> {
    sheet: &'a str,
    variable: String,
    line: Option<u16>,
    choice: Option<&'a str>,
    right: String,
    keyed: String,
    kind: &'static str,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    let questionnaire = Arc::new(read_questionnaire(&arguments.questionnaire, language)?);
    let recording = read_recording_file(arguments.keys.as_deref(), language)?;
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let right = known_answers(&arguments, &questionnaire, today, language)?;
    let expected = right.iter().map(|record| record.sheet_number(&questionnaire).to_owned()).collect();
    let stack = Stack { expected, ..Stack::default() };
    let mut session = Session::new(Arc::clone(&questionnaire), stack, None, today);
    let mut replay = Replay::new(Arc::clone(&questionnaire));
    for key in recording {
        let mut effects = session.keys(&[key]);
        let mut at = 0;
        while let Some(effect) = effects.get(at).cloned() {
            match effect {
                Effect::Keep(entry) => replay.take(&entry),
                Effect::Fetch { keying } => session.fetched(replay.sheet(keying), &mut effects),
                Effect::Signal(_) => {}
            }
            at += 1;
        }
    }
    let result = judge(&questionnaire, right.iter(), replay.finished());
    if arguments.json {
        let document = document(&arguments, &questionnaire, &result, session.keys_pressed());
        let shown = serde_json::to_string_pretty(&document);
        println!("{}", shown.map_err(|error| Failure::CouldNot(error.to_string()))?);
    } else {
        print(&questionnaire, &result, language);
    }
    Ok(())
}

/// The answers that the sheets are known to hold: from a file, or made up.
fn known_answers(
    arguments: &Arguments,
    questionnaire: &Arc<Questionnaire>,
    today: jiff::civil::Date,
    language: Language,
) -> Result<Vec<Record>, Failure> {
    let Some(path) = &arguments.answers else {
        let phrases = phrases(language);
        let made = invented_sheets(questionnaire, arguments.seed, arguments.sheets, &phrases, today);
        return Ok(made.into_iter().map(|sheet| sheet.record).collect());
    };
    let bytes = std::fs::read(path).map_err(|error| {
        let (path, detail) = (path.display().to_string(), error.to_string());
        Failure::Input(text!(language, "study-questionnaire-unreadable", path = path, detail = detail))
    })?;
    let file = read_file(questionnaire, &Reading { operator_column: None, as_is: false, today }, &bytes);
    if let Some(problem) = file.problems.first() {
        return Err(Failure::Input(problem.text(language)));
    }
    Ok(file.sheets.into_iter().map(|sheet| sheet.record).collect())
}

fn document<'a>(
    arguments: &Arguments,
    questionnaire: &'a Questionnaire,
    result: &'a PracticeResult,
    keys: u64,
) -> Document<'a> {
    Document {
        questionnaire: questionnaire.id.clone(),
        operator: arguments.operator.clone(),
        sheets: result.sheets,
        keys,
        cells: result.cells,
        errors: result.mistakes.len(),
        errors_per_thousand: result.per_thousand(),
        kinds: result.by_kind().into_iter().map(|(of, count)| (of.name().to_owned(), count.into())).collect(),
        look_again: result
            .mistakes
            .iter()
            .map(|mistake| {
                let row = difference_row(questionnaire, mistake);
                LookAgain {
                    sheet: row.sheet,
                    variable: row.variable,
                    line: row.line,
                    choice: row.choice,
                    right: row.first,
                    keyed: row.second,
                    kind: row.kind,
                }
            })
            .collect(),
    }
}

fn print(questionnaire: &Questionnaire, result: &PracticeResult, language: Language) {
    let (sheets, errors) = (result.sheets, result.mistakes.len());
    println!("{}", text!(language, "practice-sheets-keyed", sheets = sheets, errors = errors));
    if let Some(rate) = result.per_thousand() {
        println!("{}", text!(language, "practice-per-thousand", rate = decimal(language, rate, 1)));
    }
    for (kind, count) in result.by_kind() {
        println!("{} : {count}", kind.text(language));
    }
    for mistake in &result.mistakes {
        let row = difference_row(questionnaire, mistake);
        let (sheet, variable) = (row.sheet, row.variable);
        println!(
            "{}",
            text!(
                language,
                "practice-mistake",
                sheet = sheet,
                variable = variable,
                right = row.first,
                keyed = row.second
            )
        );
    }
}
