//! `recto demo`: makes a study of the M2S survey whose sheets are keyed twice through the keying engine,
//! settles it, exports it, and opens the window on it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::common::failure;
use super::key::Played;
use super::{Failure, Outcome};
use crate::compare::{Item, Review};
use crate::export::{self, Preset, Request, Values, What};
use crate::keying::transcribe::transcribe;
use crate::keying::{Effect, Key};
use crate::questionnaire::{Questionnaire, Record, read};
use crate::study::import::{Reading, read_file};
use crate::study::{Means, NewResolution, Pass, Station, Study, StudyError, Target};
use crate::text;
use crate::texts::{Language, whole_number};

const QUESTIONNAIRE: &str = include_str!("../../questionnaires/m2s-impact-2024.toml");
const FIRST: &[u8] = include_bytes!("../../questionnaires/m2s-impact-2024/keying_a.csv");
const SECOND: &[u8] = include_bytes!("../../questionnaires/m2s-impact-2024/keying_b.csv");
const PAPER: &[u8] = include_bytes!("../../questionnaires/m2s-impact-2024/truth.csv");
const STUDY_FILE: &str = "m2s-demo.recto";
const UNSETTLED_FILE: &str = "m2s-demo-unsettled.recto";
const FIRST_OPERATOR: &str = "Amina";
const SECOND_OPERATOR: &str = "Bruno";
const SUPERVISOR: &str = "Claire";

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Folder for the demo; a new one beside the temporary files otherwise
    directory: Option<PathBuf>,
    /// Do not open the window
    #[arg(long)]
    no_window: bool,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    let folder = folder(arguments.directory, language)?;
    let study = make(&folder, language, &|line| println!("{line}"))?;
    if arguments.no_window {
        return Ok(());
    }
    if !has_display() {
        let folder = folder.display().to_string();
        println!("{}", text!(language, "command-demo-no-display", folder = folder));
        return Ok(());
    }
    crate::desktop::run(Some(study), super::make_demo).map_err(Failure::CouldNot)
}

/// Makes the demo in a folder that may not exist yet; gives back the study that is left to settle.
pub(crate) fn make_in(folder: &Path, language: Language) -> Result<PathBuf, Failure> {
    let folder = self::folder(Some(folder.to_owned()), language)?;
    make(&folder, language, &|_| {})?;
    Ok(folder.join(UNSETTLED_FILE))
}

/// Makes the demo in `folder`; `say` hears a line for each thing done. Gives back the study's path.
pub(crate) fn make(folder: &Path, language: Language, say: &dyn Fn(&str)) -> Result<PathBuf, Failure> {
    let path = folder.join(STUDY_FILE);
    let fail = |error: StudyError| failure(&error, language);
    let questionnaire = questionnaire(language)?;
    let mut study = Study::create(&path, &questionnaire, &Station::of_this_machine()).map_err(fail)?;
    let made = text!(language, "command-demo-made", study = path.display().to_string());
    say(&made);
    for (pass, operator, file) in
        [(Pass::First, FIRST_OPERATOR, FIRST), (Pass::Second, SECOND_OPERATOR, SECOND)]
    {
        let played = key_pass(&mut study, &questionnaire, pass, operator, file).map_err(fail)?;
        let pass = match pass {
            Pass::First => text!(language, "screens-first-keying"),
            Pass::Second => text!(language, "screens-second-keying"),
        };
        let keys = whole_number(language, played.keys as i64);
        say(&text!(
            language,
            "command-demo-keyed",
            pass = pass,
            operator = operator,
            sheets = played.finished,
            keys = keys
        ));
    }
    // A copy from before settling, to try settling on.
    study.save_copy(&folder.join(UNSETTLED_FILE)).map_err(fail)?;
    settle(&mut study, &questionnaire, language, say).map_err(fail)?;
    export_all(&study, &questionnaire, folder, language, say)?;
    study.close().map_err(fail)?;
    Ok(path)
}

fn questionnaire(language: Language) -> Result<Questionnaire, Failure> {
    read(QUESTIONNAIRE.as_bytes()).questionnaire.ok_or_else(|| {
        Failure::Input(text!(language, "command-demo-failed", detail = "m2s-impact-2024.toml"))
    })
}

/// The answers on the paper, or as one of the operators read them. The files are the program's own.
fn records(questionnaire: &Questionnaire, file: &[u8]) -> Vec<Record> {
    let today = jiff::civil::date(2024, 12, 31);
    let reading = Reading { operator_column: None, as_is: true, today };
    read_file(questionnaire, &reading, file).sheets.into_iter().map(|sheet| sheet.record).collect()
}

/// Keys every sheet of a file through the keying engine, as a practised keyer would.
fn key_pass(
    study: &mut Study,
    questionnaire: &Questionnaire,
    pass: Pass,
    operator: &str,
    file: &[u8],
) -> Result<Played, StudyError> {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let (id, start) = study.start_keying(&questionnaire.id, operator, pass, today)?;
    let mut session = start.session();
    let mut played = Played::default();
    for record in records(questionnaire, file) {
        let Ok((keys, effects)) = transcribe(&mut session, &record) else { continue };
        played.keys += keys.iter().filter(|key| **key != Key::Unclear).count();
        let entries: Vec<_> = effects
            .into_iter()
            .filter_map(|effect| match effect {
                Effect::Keep(entry) => Some(entry),
                Effect::Signal(_) | Effect::Fetch { .. } => None,
            })
            .collect();
        study.keep_together(id, &entries)?;
        played.finished += 1;
    }
    Ok(played)
}

/// Settles every difference as the paper says; a rule that the paper itself breaks is kept.
fn settle(
    study: &mut Study,
    questionnaire: &Questionnaire,
    language: Language,
    say: &dyn Fn(&str),
) -> Result<(), StudyError> {
    let operator = study.operator(SUPERVISOR)?.id;
    let paper = records(questionnaire, PAPER);
    let review = Review::of(Arc::new(study.snapshot(&questionnaire.id)?));
    let sheets = &review.comparison.sheets;
    let missing = sheets.first_only.len() + sheets.second_only.len();
    let (both, different) = (sheets.both.len(), review.comparison.counts.different);
    say(&text!(language, "command-demo-compared", sheets = both, differences = different, missing = missing));
    let mut settled = decide(study, questionnaire, &review, &paper, operator)?;
    // Settled answers may break a rule that no keying alone did.
    let review = Review::of(Arc::new(study.snapshot(&questionnaire.id)?));
    settled += decide(study, questionnaire, &review, &paper, operator)?;
    let review = Review::of(Arc::new(study.snapshot(&questionnaire.id)?));
    let open = review.open_items();
    say(&text!(language, "command-demo-settled", operator = SUPERVISOR, settled = settled, open = open));
    Ok(())
}

fn decide(
    study: &mut Study,
    questionnaire: &Questionnaire,
    review: &Review,
    paper: &[Record],
    operator: crate::study::OperatorId,
) -> Result<usize, StudyError> {
    let open = |item: &&crate::compare::QueueItem| item.state == crate::compare::State::Open;
    let decisions: Vec<NewResolution> = review
        .queue
        .iter()
        .filter(open)
        .filter_map(|item| {
            let (target, means) = match &item.item {
                Item::Difference { field, .. } | Item::Due { field } => {
                    let sheet =
                        paper.iter().find(|record| record.sheet_number(questionnaire) == item.number)?;
                    let variable = questionnaire.field_variable(*field).name.clone();
                    let line = questionnaire.field(*field).line;
                    let answer = match sheet.answer(*field).clone() {
                        crate::questionnaire::Answer::NotKeyed => crate::questionnaire::Answer::NotApplicable,
                        answer => answer,
                    };
                    (Target::Field { variable, line, answer }, Means::BlindReading)
                }
                Item::Check(failure) => (Target::KeepCheck { check: failure.name.clone() }, Means::CheckKept),
            };
            Some(NewResolution {
                number: item.number.clone(),
                target,
                means,
                reason: String::new(),
                operator,
            })
        })
        .collect();
    Ok(study.resolve(&questionnaire.id, &decisions)?.len())
}

fn export_all(
    study: &Study,
    questionnaire: &Questionnaire,
    folder: &Path,
    language: Language,
    say: &dyn Fn(&str),
) -> Result<(), Failure> {
    let snapshot = study.snapshot(&questionnaire.id).map_err(|error| failure(&error, language))?;
    for (file, preset) in [
        ("m2s-excel-fr.csv", Preset::ExcelFr),
        ("m2s-open.csv", Preset::Open),
        ("m2s.xlsx", Preset::ExcelFr),
        ("m2s.html", Preset::ExcelFr),
    ] {
        let request =
            Request { what: What::Final, preset, values: Values::Codes, language, ..Request::default() };
        let path = folder.join(file);
        export::export(&request, &snapshot, &[], &path)
            .map_err(|error| Failure::CouldNot(error.text(language)))?;
        say(&text!(language, "command-demo-exported", file = path.display().to_string()));
    }
    Ok(())
}

/// The folder asked for, or a new one beside the temporary files; it holds no study yet.
fn folder(asked: Option<PathBuf>, language: Language) -> Result<PathBuf, Failure> {
    let folder = match asked {
        Some(folder) => folder,
        None => {
            let base = std::env::temp_dir();
            let free = |name: &String| !base.join(name).exists();
            let names = (1..).map(|number| match number {
                1 => "recto-demo".to_owned(),
                number => format!("recto-demo-{number}"),
            });
            let name = names.into_iter().find(free).unwrap_or_else(|| "recto-demo".to_owned());
            base.join(name)
        }
    };
    if folder.join(STUDY_FILE).exists() {
        let shown = folder.display().to_string();
        return Err(Failure::CouldNot(text!(
            language,
            "command-demo-exists",
            folder = shown,
            file = STUDY_FILE
        )));
    }
    std::fs::create_dir_all(&folder).map_err(|error| {
        let (shown, detail) = (folder.display().to_string(), error.to_string());
        Failure::CouldNot(text!(language, "command-demo-folder", folder = shown, detail = detail))
    })?;
    Ok(folder)
}

/// Whether a window can be shown.
fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
