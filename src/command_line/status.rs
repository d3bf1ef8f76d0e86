//! `recto status`: sheets by state, missing and extra numbers, open differences, operators.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::Serialize;

use super::batch::{BatchStatus, statuses};
use super::pace::ActivityStatus;
use super::{Outcome, common};
use crate::compare;
use crate::keying::Absence;
use crate::study::sheets::{Progress, progress};
use crate::study::{KeyedAs, Pass, Said, Study, absent, counted_states};
use crate::text;
use crate::texts::Language;

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// One JSON document on standard output
    #[arg(long)]
    json: bool,
    /// Which questionnaire, where the study holds several
    #[arg(long)]
    questionnaire: Option<String>,
}

/// The JSON document; its field names are fixed (README).
#[derive(Serialize)]
struct Status {
    questionnaire: String,
    version: String,
    sheets: Sheets,
    missing: Vec<String>,
    missing_first: Vec<String>,
    missing_second: Vec<String>,
    extra: Vec<String>,
    duplicates: Vec<String>,
    matched: Vec<KeyedAs>,
    void: Vec<AbsentStatus>,
    declared_missing: Vec<AbsentStatus>,
    keyed_though_absent: Vec<String>,
    unreadable: Vec<AbsentStatus>,
    erased: Vec<String>,
    batches: Vec<BatchStatus>,
    open_differences: u64,
    questions_due: usize,
    operators: Vec<OperatorStatus>,
    activity: ActivityStatus,
}

/// How many sheets; `keyed_twice` holds `with_differences` and `settled`.
#[derive(Serialize)]
struct Sheets {
    expected: usize,
    not_keyed: usize,
    keyed_once: usize,
    keyed_twice: usize,
    unfinished: usize,
    with_differences: usize,
    settled: usize,
}

/// A sheet declared void, missing or unreadable.
#[derive(Serialize)]
struct AbsentStatus {
    sheet: String,
    reason: String,
    operator: String,
    at: String,
}

#[derive(Serialize)]
struct OperatorStatus {
    name: String,
    first: usize,
    second: usize,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    let study = common::open_study_to_read(&arguments.study, language)?;
    let questionnaire = common::choose_questionnaire(&study, arguments.questionnaire.as_deref(), language)?;
    let status = status(&study, &questionnaire.id).map_err(|error| common::failure(&error, language))?;
    if arguments.json {
        let document = serde_json::to_string_pretty(&status);
        println!("{}", document.map_err(|error| super::Failure::CouldNot(error.to_string()))?);
    } else {
        print(&status, questionnaire.title.get(language.code()), language);
    }
    Ok(())
}

fn status(study: &Study, questionnaire: &str) -> Result<Status, crate::study::StudyError> {
    let snapshot = study.snapshot(questionnaire)?;
    let states = study.keying_states(questionnaire)?;
    let found: Progress = progress(&snapshot.expected, &states, &snapshot.declarations);
    let comparison = compare::compare(&snapshot);
    let open = comparison.differences.iter().filter(|difference| difference.state == compare::State::Open);
    let questions_due = || comparison.due.iter().filter(|due| due.state == compare::State::Open);
    let open = open.map(|difference| difference.number.as_str());
    let twice: BTreeSet<&str> = comparison.sheets.both.iter().map(|pair| pair.number.as_str()).collect();
    let open = open.chain(questions_due().map(|due| due.number.as_str()));
    let with_differences: BTreeSet<&str> = open.filter(|number| twice.contains(number)).collect();
    let name = |id| {
        let operator = snapshot.operators.iter().find(|operator| operator.id == id);
        operator.map(|operator| operator.name.clone()).unwrap_or_default()
    };
    let absent = absent(&snapshot.declarations);
    let keyed = counted_states(&states, &snapshot.declarations);
    let keyed: BTreeSet<&str> = keyed.iter().map(|keying| keying.number.as_str()).collect();
    let declared = |absence| -> Vec<AbsentStatus> {
        let of_kind = absent.values().filter(|it| it.absence == absence);
        of_kind
            .map(|it| AbsentStatus {
                sheet: it.number.clone(),
                reason: it.reason.clone(),
                operator: name(it.operator),
                at: it.at.to_string(),
            })
            .collect()
    };
    Ok(Status {
        void: declared(Absence::Void),
        declared_missing: declared(Absence::Missing),
        keyed_though_absent: absent
            .keys()
            .filter(|number| keyed.contains(number.as_str()))
            .cloned()
            .collect(),
        unreadable: compare::unreadable_sheets(&snapshot.declarations)
            .into_iter()
            .filter_map(|(sheet, declaration)| {
                let Said::Unreadable { reason } = &declaration.said else { return None };
                Some(AbsentStatus {
                    sheet: sheet.to_owned(),
                    reason: reason.clone(),
                    operator: name(declaration.operator),
                    at: declaration.at.to_string(),
                })
            })
            .collect(),
        batches: statuses(study, questionnaire)?,
        questionnaire: snapshot.questionnaire.id.clone(),
        version: snapshot.questionnaire.version.clone(),
        sheets: Sheets {
            expected: found.expected,
            not_keyed: found.missing.len(),
            keyed_once: found.keyed_once,
            keyed_twice: found.keyed_twice.len(),
            unfinished: found.unfinished.len(),
            with_differences: with_differences.len(),
            settled: comparison.sheets.both.len().saturating_sub(with_differences.len()),
        },
        operators: found
            .by_operator
            .iter()
            .map(|(id, first, second)| OperatorStatus { name: name(*id), first: *first, second: *second })
            .collect(),
        activity: ActivityStatus::of(
            &study.activity(questionnaire, &jiff::tz::TimeZone::system())?,
            &snapshot,
        ),
        missing: found.missing,
        missing_first: found.missing_first,
        missing_second: found.missing_second,
        extra: found.extra,
        duplicates: found.duplicates,
        matched: found.matched,
        erased: snapshot.safeguards.tombstones.iter().filter_map(|stone| stone.number.clone()).collect(),
        open_differences: comparison.counts.open,
        questions_due: questions_due().count(),
    })
}

fn print(status: &Status, title: &str, language: Language) {
    let version = status.version.as_str();
    println!("{}", text!(language, "study-status-title", questionnaire = title, version = version));
    let sheets = &status.sheets;
    let counts = [
        ("study-status-expected", sheets.expected),
        ("study-status-not-keyed", sheets.not_keyed),
        ("study-status-once", sheets.keyed_once),
        ("study-status-twice", sheets.keyed_twice),
        ("study-status-unfinished", sheets.unfinished),
        ("study-status-differences", sheets.with_differences),
        ("study-status-settled", sheets.settled),
        ("study-status-open", status.open_differences as usize),
        ("settled-status-due", status.questions_due),
    ];
    for (id, count) in counts {
        println!("{}", text!(language, id, count = count));
    }
    let lists = [
        ("study-status-missing", &status.missing),
        ("study-status-missing-first", &status.missing_first),
        ("study-status-missing-second", &status.missing_second),
        ("study-status-extra", &status.extra),
        ("study-status-duplicates", &status.duplicates),
        ("study-status-erased", &status.erased),
    ];
    for (id, absent) in [
        ("stacks-status-void", &status.void),
        ("stacks-status-missing", &status.declared_missing),
        ("stacks-status-unreadable", &status.unreadable),
    ] {
        if !absent.is_empty() {
            let numbers: Vec<String> = absent.iter().map(|it| it.sheet.clone()).collect();
            println!("{}", text!(language, id, count = numbers.len(), numbers = shortened(&numbers)));
        }
    }
    if !status.keyed_though_absent.is_empty() {
        let numbers = shortened(&status.keyed_though_absent);
        println!("{}", text!(language, "stacks-status-keyed-though-absent", numbers = numbers));
    }
    for matched in &status.matched {
        println!("{}", matched_line(matched, language));
    }
    for (id, numbers) in lists.into_iter().filter(|(_, numbers)| !numbers.is_empty()) {
        println!("{}", text!(language, id, numbers = shortened(numbers)));
    }
    for OperatorStatus { name, first, second } in &status.operators {
        let name = name.as_str();
        println!(
            "{}",
            text!(language, "study-status-operator", name = name, first = *first, second = *second)
        );
    }
    status.activity.print(language);
}

fn matched_line(matched: &KeyedAs, language: Language) -> String {
    let pass = match matched.pass {
        Pass::First => "first",
        Pass::Second => "second",
    };
    let keyed = matched.keyed_as.as_str();
    match &matched.sheet {
        Some(sheet) => {
            text!(language, "settled-status-matched", sheet = sheet.as_str(), keyed = keyed, pass = pass)
        }
        None => text!(language, "settled-status-set-aside", keyed = keyed, pass = pass),
    }
}

/// As many numbers as a person looks through; all of them stand in the JSON.
fn shortened(numbers: &[String]) -> String {
    const SHOWN: usize = 20;
    let shown = numbers[..numbers.len().min(SHOWN)].join(", ");
    if numbers.len() > SHOWN { format!("{shown}… ({})", numbers.len()) } else { shown }
}
