//! `recto practice`: plays a recording of keys on practice sheets and holds what was keyed against what
//! they say, or writes made-up sheets as a PDF to key from. Nothing is kept.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::common::{choose_questionnaire, failure, open_study_to_read, read_questionnaire};
use super::key::read_recording_file;
use super::{Failure, Outcome};
use crate::compare::practice::phrases;
use crate::compare::{PracticeResult, Review, judge, known_sheets};
use crate::export::differences::row as difference_row;
use crate::export::practice_sheets::{self, PracticeSheets};
use crate::keying::invented::{InventedSheet, day_of_set, invented_sheets};
use crate::keying::replay::Replay;
use crate::keying::{Effect, Key, Session, Stack};
use crate::questionnaire::{Questionnaire, Record};
use crate::study::Study;
use crate::study::import::{Reading, read_file};
use crate::text;
use crate::texts::{Language, decimal};

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The questionnaire file, or a study
    questionnaire: PathBuf,
    /// Who practises
    #[arg(long, required_unless_present = "output")]
    operator: Option<String>,
    /// The recording; standard input otherwise
    #[arg(long, requires = "operator")]
    keys: Option<PathBuf>,
    /// Settled sheets of the study, from their papers: numbers and ranges, or the name of a batch
    #[arg(long, value_name = "NUMBERS", requires = "operator", conflicts_with_all = ["answers", "output"])]
    settled: Option<String>,
    /// Sheets with known answers, as a CSV file like those of `recto import`; made-up sheets otherwise
    #[arg(long)]
    answers: Option<PathBuf>,
    /// How many sheets are made up
    #[arg(long, default_value_t = 10)]
    sheets: usize,
    /// Another seed makes other sheets; one of eight digits (YYMMDDNN) makes those of that day
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Writes the sheets as a PDF, to be keyed from paper; keys are then played only with --keys
    #[arg(short, long, value_name = "FILE.pdf")]
    output: Option<PathBuf>,
    /// Language of the printed pages: fr or en (that of messages otherwise)
    #[arg(long, value_parser = super::language)]
    language: Option<Language>,
    /// Write over an existing PDF
    #[arg(long)]
    force: bool,
    /// Which questionnaire, where a study holds several
    #[arg(long = "questionnaire", value_name = "ID")]
    of: Option<String>,
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
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let today = day_of_set(arguments.seed).unwrap_or(now);
    let (questionnaire, sheets) = known_answers(&arguments, today, language)?;
    if let Some(path) = &arguments.output {
        print_sheets(&arguments, (&questionnaire, &sheets), path, language)?;
    }
    let Some(operator) = arguments.operator.as_deref().filter(|_| plays(&arguments)) else { return Ok(()) };
    let recording = read_recording_file(arguments.keys.as_deref(), language)?;
    let (result, keys) = play(&questionnaire, &sheets, recording, today);
    if arguments.json {
        let document = document(operator, &questionnaire, &result, keys);
        let shown = serde_json::to_string_pretty(&document);
        println!("{}", shown.map_err(|error| Failure::CouldNot(error.to_string()))?);
    } else {
        print(&questionnaire, &result, language);
    }
    Ok(())
}

/// Whether keys are played: always, but where sheets are only printed.
fn plays(arguments: &Arguments) -> bool {
    arguments.output.is_none() || arguments.keys.is_some()
}

/// Plays the recording through a session in memory; the result, and how many keys were pressed.
fn play(
    questionnaire: &Arc<Questionnaire>,
    sheets: &[InventedSheet],
    recording: Vec<Key>,
    today: Date,
) -> (PracticeResult, u64) {
    let right = || sheets.iter().map(|sheet| &sheet.record);
    let expected = right().map(|record| record.sheet_number(questionnaire).to_owned()).collect();
    let stack = Stack { expected, ..Stack::default() };
    let mut session = Session::new(Arc::clone(questionnaire), stack, None, today);
    let mut replay = Replay::new(Arc::clone(questionnaire));
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
    (judge(questionnaire, right(), replay.finished()), session.keys_pressed())
}

fn print_sheets(
    arguments: &Arguments,
    (questionnaire, sheets): (&Questionnaire, &[InventedSheet]),
    path: &Path,
    language: Language,
) -> Outcome {
    let (set, on_paper) = (arguments.seed, arguments.language.unwrap_or(language));
    let printed = PracticeSheets { questionnaire, sheets, set, language: on_paper };
    practice_sheets::write(printed, path, arguments.force)
        .map_err(|error| Failure::CouldNot(error.text(language)))?;
    println!("{}", text!(language, "practice-printed", path = path.display().to_string()));
    Ok(())
}

/// The sheets and what they are known to say: from a study, from a file, or made up.
fn known_answers(
    arguments: &Arguments,
    today: Date,
    language: Language,
) -> Result<(Arc<Questionnaire>, Vec<InventedSheet>), Failure> {
    let path = &arguments.questionnaire;
    let is_study = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("recto"));
    let study = is_study.then(|| open_study_to_read(path, language)).transpose()?;
    let questionnaire = match &study {
        Some(study) => choose_questionnaire(study, arguments.of.as_deref(), language)?,
        None => Arc::new(read_questionnaire(path, language)?),
    };
    let records = match (&arguments.settled, &study, &arguments.answers) {
        (Some(wanted), Some(study), _) => {
            let person = arguments.operator.as_deref().unwrap_or_default();
            settled(study, &questionnaire, (person, wanted), language)?
        }
        (Some(_), None, _) => return Err(Failure::Usage(text!(language, "practice-settled-study"))),
        (None, _, Some(answers)) => from_file(answers, &questionnaire, today, language)?,
        (None, _, None) => {
            let phrases = phrases(&questionnaire);
            let sheets = invented_sheets(&questionnaire, arguments.seed, arguments.sheets, &phrases, today);
            return Ok((questionnaire, sheets));
        }
    };
    Ok((questionnaire, records.into_iter().map(InventedSheet::known).collect()))
}

/// The settled sheets of a study that serve; those that do not are said.
fn settled(
    study: &Study,
    questionnaire: &Questionnaire,
    (person, wanted): (&str, &str),
    language: Language,
) -> Result<Vec<Record>, Failure> {
    let snapshot = study.snapshot(&questionnaire.id).map_err(|error| failure(&error, language))?;
    let review = Review::of(Arc::new(snapshot));
    let known =
        known_sheets(&review, person, wanted).map_err(|refused| Failure::Input(refused.text(language)))?;
    known.remarks(language).iter().for_each(|remark| eprintln!("{remark}"));
    Ok(known.sheets)
}

fn from_file(
    path: &Path,
    questionnaire: &Questionnaire,
    today: Date,
    language: Language,
) -> Result<Vec<Record>, Failure> {
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
    operator: &str,
    questionnaire: &'a Questionnaire,
    result: &'a PracticeResult,
    keys: u64,
) -> Document<'a> {
    Document {
        questionnaire: questionnaire.id.clone(),
        operator: operator.to_owned(),
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
