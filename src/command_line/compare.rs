//! `recto compare`: differences between the two keyings.

use std::path::PathBuf;

use serde_json::json;

use super::common::{choose_questionnaire, failure, open_study_to_read};
use super::{Failure, Outcome};
use crate::compare::{CheckState, Comparison, Slip, checks, compare};
use crate::export::differences;
use crate::questionnaire::Level;
use crate::study::Snapshot;
use crate::text;
use crate::texts::{Language, whole_number};

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The study file
    study: PathBuf,
    /// One JSON document on standard output
    #[arg(long)]
    json: bool,
    /// Also write one row per differing cell to this file
    #[arg(long)]
    csv: Option<PathBuf>,
    /// Which questionnaire, where the study holds several
    #[arg(long)]
    questionnaire: Option<String>,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    let study = open_study_to_read(&arguments.study, language)?;
    let questionnaire = choose_questionnaire(&study, arguments.questionnaire.as_deref(), language)?;
    let snapshot = study.snapshot(&questionnaire.id).map_err(|error| failure(&error, language))?;
    let comparison = compare(&snapshot);
    if let Some(path) = &arguments.csv {
        differences::write_csv(&snapshot, &comparison, path)
            .map_err(|error| Failure::CouldNot(error.text(language)))?;
    }
    if arguments.json {
        println!("{:#}", document(&snapshot, &comparison));
    } else {
        say(&snapshot, &comparison, language);
    }
    Ok(())
}

/// The document of `--json`; its field names are fixed.
fn document(snapshot: &Snapshot, comparison: &Comparison) -> serde_json::Value {
    let sheets = &comparison.sheets;
    let once = |sheets: &[crate::compare::pairing::KeyedOnce]| -> Vec<String> {
        sheets.iter().map(|sheet| sheet.number.clone()).collect()
    };
    let rows = differences::rows(snapshot, comparison);
    let rows: Vec<_> = rows
        .enumerate()
        .map(|(at, row)| {
            json!({
                "sheet": row.sheet,
                "variable": row.variable,
                "line": row.line,
                "choice": row.choice,
                "first": row.first,
                "second": row.second,
                "kind": row.kind,
                "state": row.state,
                "event": comparison.event_of(at).map(|event| event + 1),
            })
        })
        .collect();
    let slips: Vec<_> = comparison.slips.iter().map(|slip| slip_document(snapshot, slip)).collect();
    let counts = comparison.counts;
    json!({
        "sheets": {
            "both": sheets.both.len(),
            "first_only": once(&sheets.first_only),
            "second_only": once(&sheets.second_only),
            "duplicates": sheets.duplicates,
        },
        "cells": {
            "compared": counts.compared,
            "different": counts.different,
            "different_outside_text": counts.different_outside_text,
            "normalised_equal": counts.normalised_equal,
            "spelling": counts.spelling,
            "open": counts.open,
        },
        "events": events(snapshot, comparison),
        "due": due(snapshot, comparison),
        "differences": rows,
        "slips": slips,
    })
}

fn slip_document(snapshot: &Snapshot, slip: &Slip) -> serde_json::Value {
    let questionnaire = &*snapshot.questionnaire;
    let cells: Vec<_> = slip.cells.iter().map(|cell| questionnaire.cell_column(*cell)).collect();
    json!({
        "sheet": slip.number,
        "pass": slip.pass,
        "from": questionnaire.field_column(slip.from),
        "to": questionnaire.field_column(slip.to),
        "lines": slip.lines,
        "cells": cells,
    })
}

/// Differences that hang together, numbered from 1.
fn events(snapshot: &Snapshot, comparison: &Comparison) -> Vec<serde_json::Value> {
    let events = comparison.events.iter().enumerate().map(|(at, event)| {
        json!({
            "event": at + 1,
            "what": "filter",
            "sheet": comparison.sheets.both.get(event.pair as usize).map(|pair| pair.number.as_str()),
            "variable": snapshot.questionnaire.field_column(event.filter),
            "cells": event.cells.len(),
        })
    });
    events.collect()
}

/// What a settled filter asks and nobody keyed.
fn due(snapshot: &Snapshot, comparison: &Comparison) -> Vec<serde_json::Value> {
    let due = comparison.due.iter().map(|due| {
        json!({
            "sheet": due.number,
            "variable": snapshot.questionnaire.field_column(due.field),
            "state": due.state.name(),
        })
    });
    due.collect()
}

fn say(snapshot: &Snapshot, comparison: &Comparison, language: Language) {
    let sheets = &comparison.sheets;
    let shown = |count: u64| whole_number(language, count as i64);
    let numbers = |sheets: &[crate::compare::pairing::KeyedOnce]| {
        sheets.iter().map(|sheet| sheet.number.as_str()).collect::<Vec<_>>().join(" ")
    };
    println!(
        "{}",
        text!(
            language,
            "compare-sheets",
            both = shown(sheets.both.len() as u64),
            first = shown(sheets.first_only.len() as u64),
            second = shown(sheets.second_only.len() as u64)
        )
    );
    for (id, numbers) in [
        ("compare-first-only", numbers(&sheets.first_only)),
        ("compare-second-only", numbers(&sheets.second_only)),
        ("compare-duplicates", sheets.duplicates.join(" ")),
        ("compare-unknown", sheets.unknown.join(" ")),
    ] {
        if !numbers.is_empty() {
            println!("{}", text!(language, id, numbers = numbers));
        }
    }
    if !sheets.missing.is_empty() {
        let numbers = sheets.missing.join(" ");
        println!("{}", text!(language, "compare-missing", count = sheets.missing.len(), numbers = numbers));
    }
    say_cells(comparison, language);
    let failing = checks::failing_checks(snapshot, comparison);
    let waiting =
        failing.filter(|check| check.level == Level::Hard && check.state == CheckState::Open).count();
    println!("{}", text!(language, "compare-checks", checks = waiting));
}

fn say_cells(comparison: &Comparison, language: Language) {
    let counts = comparison.counts;
    let shown = |count: u64| whole_number(language, count as i64);
    println!(
        "{}",
        text!(
            language,
            "compare-cells",
            compared = shown(counts.compared),
            different = shown(counts.different),
            outside = shown(counts.different_outside_text)
        )
    );
    let texts = counts.different - counts.different_outside_text;
    println!(
        "{}",
        text!(
            language,
            "compare-texts",
            normalised = shown(counts.normalised_equal),
            spelling = shown(counts.spelling),
            other = shown(texts - counts.normalised_equal - counts.spelling)
        )
    );
    if !comparison.slips.is_empty() {
        let cells: usize = comparison.slips.iter().map(|slip| slip.cells.len()).sum();
        println!("{}", text!(language, "compare-slips", slips = comparison.slips.len(), cells = cells));
    }
    println!("{}", text!(language, "compare-open", open = counts.open, shown = shown(counts.open)));
}
