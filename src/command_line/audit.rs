//! `recto audit`: draws a sample of agreed cells, lists what is to be read, takes what was read, and says
//! what the audits show.

use std::path::PathBuf;

use clap::Subcommand;

use super::common::{choose_questionnaire, close_study, failure, open_study, open_study_to_read};
use super::{Failure, Outcome};
use crate::compare::quality::audit::{Audit, audits, draw, seen_by};
use crate::compare::quality::audit_file::read_audit;
use crate::compare::{Comparison, compare};
use crate::export::{audit_list, quality_json};
use crate::study::{AuditUnit, Snapshot, Study};
use crate::text;
use crate::texts::{Language, decimal, whole_number};

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// One JSON document on standard output
    #[arg(long, global = true)]
    json: bool,
    /// Which questionnaire, where the study holds several
    #[arg(long, global = true)]
    questionnaire: Option<String>,
    #[command(subcommand)]
    job: Option<Job>,
}

/// What is to be done; what the audits show, where nothing is said.
#[derive(Subcommand)]
enum Job {
    /// Draw a new sample of agreed cells or whole sheets
    Draw {
        /// So many single cells
        #[arg(long, required_unless_present = "sheets", conflicts_with = "sheets")]
        cells: Option<usize>,
        /// So many whole sheets
        #[arg(long)]
        sheets: Option<usize>,
        /// The seed: the same seed draws the same sample from the same study
        #[arg(long)]
        seed: u64,
        /// Who draws
        #[arg(long)]
        operator: String,
    },
    /// List what is to be read of the newest audit: sheet, page, question, no values
    List {
        /// Write the list to this CSV file, with an empty column for what the paper says
        #[arg(long)]
        csv: Option<PathBuf>,
        /// Write over a file that exists
        #[arg(long)]
        force: bool,
    },
    /// Take what was read: sheet,variable,value[,line]
    Read {
        /// The file
        file: PathBuf,
        /// Who read, somebody who keyed or settled none of these sheets
        #[arg(long)]
        operator: String,
    },
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    match &arguments.job {
        None => show(&arguments, language),
        Some(Job::List { csv, force }) => list(&arguments, csv.as_deref(), *force, language),
        Some(Job::Draw { cells, sheets, seed, operator }) => {
            let wanted = match (cells, sheets) {
                (Some(cells), _) => (AuditUnit::Cells, *cells),
                (None, sheets) => (AuditUnit::Sheets, sheets.unwrap_or_default()),
            };
            with_study(&arguments, language, |study, snapshot, comparison| {
                draw_one(study, snapshot, comparison, (wanted, *seed, operator), language)
            })
        }
        Some(Job::Read { file, operator }) => {
            let path = file.display().to_string();
            let bytes = std::fs::read(file).map_err(|error| {
                let error = error.to_string();
                Failure::Input(text!(language, "import-unreadable", path = path.as_str(), error = error))
            })?;
            with_study(&arguments, language, |study, snapshot, comparison| {
                take(study, snapshot, comparison, (&bytes, &path, operator), language)
            })
        }
    }
}

/// Opens the study to work on it, says what was done, closes it.
fn with_study(
    arguments: &Arguments,
    language: Language,
    job: impl FnOnce(&mut Study, &Snapshot, &Comparison) -> Result<String, Failure>,
) -> Outcome {
    let mut study = open_study(&arguments.study, language)?;
    let done = choose_questionnaire(&study, arguments.questionnaire.as_deref(), language).and_then(
        |questionnaire| {
            let snapshot = study.snapshot(&questionnaire.id).map_err(|error| failure(&error, language))?;
            let comparison = compare(&snapshot);
            job(&mut study, &snapshot, &comparison)
        },
    );
    close_study(study, language)?;
    println!("{}", done?);
    Ok(())
}

fn draw_one(
    study: &mut Study,
    snapshot: &Snapshot,
    comparison: &Comparison,
    (wanted, seed, operator): ((AuditUnit, usize), u64, &str),
    language: Language,
) -> Result<String, Failure> {
    let fail = |error| failure(&error, language);
    let drawn = draw(snapshot, comparison, wanted, seed)
        .map_err(|_| Failure::Input(text!(language, "audit-nothing-agreed")))?;
    let operator = study.operator(operator).map_err(fail)?.id;
    let id = &snapshot.questionnaire.id;
    study.declare(id, operator, &[(None, drawn)]).map_err(fail)?;
    let snapshot = study.snapshot(id).map_err(fail)?;
    let audit = newest(&snapshot, comparison, language)?;
    let count = |number: u64| whole_number(language, number as i64);
    Ok(text!(
        language,
        "audit-drawn",
        cells = count(audit.cells),
        sheets = count(audit.sheets),
        frame = count(audit.frame_cells)
    ))
}

fn newest(snapshot: &Snapshot, comparison: &Comparison, language: Language) -> Result<Audit, Failure> {
    let newest = audits(snapshot, comparison).pop();
    newest.ok_or_else(|| Failure::Input(text!(language, "audit-none")))
}

fn take(
    study: &mut Study,
    snapshot: &Snapshot,
    comparison: &Comparison,
    (bytes, path, operator): (&[u8], &str, &str),
    language: Language,
) -> Result<String, Failure> {
    let fail = |error| failure(&error, language);
    let audit = newest(snapshot, comparison, language)?;
    let readings = read_audit(&snapshot.questionnaire, &audit, bytes).map_err(|problems| {
        for problem in &problems {
            eprintln!("{}", problem.text(language));
        }
        Failure::Input(text!(language, "audit-refused", problems = problems.len(), path = path))
    })?;
    let reader = study.operator(operator).map_err(fail)?.id;
    let seen = seen_by(snapshot, audit.id, reader);
    if !seen.is_empty() {
        let text =
            text!(language, "audit-seen", operator = operator, count = seen.len(), numbers = seen.join(" "));
        return Err(Failure::Input(text));
    }
    let taken = study.declare(&snapshot.questionnaire.id, reader, &readings).map_err(fail)?.len();
    let left = audit.left.len().saturating_sub(taken);
    Ok(text!(language, "audit-taken", taken = taken, left = left))
}

fn list(arguments: &Arguments, csv: Option<&std::path::Path>, force: bool, language: Language) -> Outcome {
    let (snapshot, comparison) = read(arguments, language)?;
    let audit = newest(&snapshot, &comparison, language)?;
    let questionnaire = &*snapshot.questionnaire;
    match csv {
        Some(path) => audit_list::write(questionnaire, &audit, path, force, language)
            .map_err(|error| Failure::CouldNot(error.text(language))),
        None => {
            for row in audit_list::rows(questionnaire, &audit, language) {
                println!("{}", row.join("  "));
            }
            Ok(())
        }
    }
}

fn show(arguments: &Arguments, language: Language) -> Outcome {
    let (snapshot, comparison) = read(arguments, language)?;
    let audits = audits(&snapshot, &comparison);
    if arguments.json {
        let audits: Vec<_> = audits.iter().map(|audit| quality_json::audit(&snapshot, audit)).collect();
        println!("{:#}", serde_json::json!({ "audits": audits }));
        return Ok(());
    }
    if audits.is_empty() {
        println!("{}", text!(language, "audit-none"));
    }
    let count = |number: u64| whole_number(language, number as i64);
    for audit in &audits {
        let (cells, sheets, frame) = (count(audit.cells), count(audit.sheets), count(audit.frame_cells));
        println!("{}", text!(language, "audit-drawn", cells = cells, sheets = sheets, frame = frame));
        let (read, wrong) = (count(audit.read.cells), count(audit.read.hits));
        match audit.upper_limit() {
            Some(upper) => {
                let upper = decimal(language, upper * 10_000.0, 2);
                println!("{}", text!(language, "audit-limit", read = read, wrong = wrong, upper = upper));
            }
            None => println!("{}", text!(language, "audit-unfinished", read = read, wrong = wrong)),
        }
        for found in &audit.findings {
            println!("  {} {}", found.number, snapshot.questionnaire.cell_column(found.cell));
        }
    }
    Ok(())
}

fn read(arguments: &Arguments, language: Language) -> Result<(Snapshot, Comparison), Failure> {
    let study = open_study_to_read(&arguments.study, language)?;
    let questionnaire = choose_questionnaire(&study, arguments.questionnaire.as_deref(), language)?;
    let snapshot = study.snapshot(&questionnaire.id).map_err(|error| failure(&error, language))?;
    let comparison = compare(&snapshot);
    Ok((snapshot, comparison))
}
