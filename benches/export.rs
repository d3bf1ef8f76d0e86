//! DESIGN 14, "export 3 million cells": CSV and XLSX through Recto, and the same cells through the crates
//! bare, each in a process of its own so that its peak memory is its own. Prints figures and judges
//! nothing. `cargo bench --bench export [-- SHEETS]`.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::BufWriter;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use recto::export::{Content, Request, Table, What, export};
use recto::questionnaire::{self, Answer, PartialDate, Questionnaire, Record, Value, VariableType};
use recto::study::{Keying, KeyingId, OperatorId, Pass, Snapshot};

const M2S: &str = include_str!("../questionnaires/m2s-impact-2024.toml");

/// 77 columns: three million cells.
const SHEETS: usize = 39_000;

/// What is measured: a name, and what it writes.
const JOBS: [(&str, &str); 5] = [
    ("open", "the study in memory alone"),
    ("csv", "CSV"),
    ("csv-bare", "csv crate bare"),
    ("xlsx", "XLSX: read-me, codes, labels, counts"),
    ("xlsx-bare", "rust_xlsxwriter bare: codes, labels"),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with("--")).collect();
    if let [job, sheets, folder] = arguments.as_slice() {
        return run(job, sheets.parse().unwrap(), Path::new(folder));
    }
    let sheets = arguments.first().and_then(|sheets| sheets.parse().ok()).unwrap_or(SHEETS);
    let folder = tempfile::tempdir().unwrap();
    let cells = sheets * questionnaire().cells().len();
    println!("{sheets} sheets, {cells} cells (a workbook holds them twice, in codes and in labels)");
    println!("{:<40} {:>9} {:>14} {:>12} {:>9}", "", "seconds", "cells/s", "peak memory", "file");
    let mut open = 0;
    for (job, name) in JOBS {
        let child = Command::new(std::env::current_exe().unwrap())
            .args([job, &sheets.to_string(), folder.path().to_str().unwrap()])
            .output()
            .unwrap();
        assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stderr));
        let told = String::from_utf8(child.stdout).unwrap();
        let told: Vec<f64> = told.split_whitespace().map(|figure| figure.parse().unwrap()).collect();
        let [seconds, peak_kb, bytes] = told[..] else { panic!("{told:?}") };
        if job == "open" {
            open = peak_kb as u64;
            println!("{name:<40} {:>9} {:>14} {:>9} MB", "", "", open / 1024);
            continue;
        }
        let written = if job.starts_with("xlsx") { cells * 2 } else { cells };
        println!(
            "{name:<40} {seconds:>9.2} {:>14.0} {:>+9.0} MB {:>6.0} MB",
            written as f64 / seconds,
            (peak_kb - open as f64) / 1024.0,
            bytes / 1e6
        );
    }
}

/// One job in this process: seconds, peak memory in kilobytes, bytes written.
fn run(job: &str, sheets: usize, folder: &Path) {
    let snapshot = snapshot(sheets);
    let path = folder.join(format!("{job}.{}", if job.starts_with("xlsx") { "xlsx" } else { "csv" }));
    let started = Instant::now();
    match job {
        "csv" | "xlsx" => {
            let request = Request { what: What::First, ..Request::default() };
            export(&request, &snapshot, &[], &path).unwrap();
        }
        "csv-bare" => csv_bare(&snapshot, &path),
        "xlsx-bare" => xlsx_bare(&snapshot, &path),
        _ => {}
    }
    let seconds = started.elapsed().as_secs_f64();
    let bytes = std::fs::metadata(&path).map_or(0, |file| file.len());
    println!("{seconds} {} {bytes}", peak_kb());
}

/// The most memory this process ever held.
fn peak_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn questionnaire() -> Questionnaire {
    questionnaire::read(M2S.as_bytes()).questionnaire.unwrap()
}

/// Sheets with every question answered, no two alike.
fn snapshot(sheets: usize) -> Snapshot {
    let questionnaire = questionnaire();
    let now = jiff::Timestamp::UNIX_EPOCH;
    let keying = |at: usize| {
        let mut record = Record::empty(&questionnaire);
        for field in questionnaire.field_ids() {
            let seed = at * 31 + usize::from(field.0) * 7;
            record.field_mut(field).answer = Answer::Value(value(&questionnaire, field, seed, at));
        }
        let number = record.sheet_number(&questionnaire).to_owned();
        Keying {
            id: KeyingId(uuid::Uuid::from_u128(at as u128)),
            number,
            pass: Pass::First,
            operator: OperatorId(uuid::Uuid::nil()),
            version: questionnaire.version.clone(),
            started: now,
            last_entry: now,
            finished: Some(now),
            imported: false,
            note: None,
            first_readings: Vec::new(),
            record: record.into(),
        }
    };
    let keyings = (0..sheets).map(keying).collect();
    Snapshot {
        keyings,
        plan: recto::study::Plan { single_keying_allowed: true, ..Default::default() },
        last_entry: Some(now),
        ..Snapshot::empty(std::sync::Arc::new(questionnaire.clone()))
    }
}

fn value(asked: &Questionnaire, field: questionnaire::FieldId, seed: usize, at: usize) -> Value {
    let variable = asked.field_variable(field);
    let choice = || variable.choices[seed % variable.choices.len()].name.clone();
    match variable.kind {
        VariableType::SheetNumber { .. } => Value::Text(format!("{at:06}A")),
        VariableType::SelectOne => Value::Code(choice()),
        VariableType::SelectMultiple => Value::Codes(vec![choice()]),
        VariableType::Decimal { .. } => Value::Decimal(rust_decimal::Decimal::new(seed as i64 % 1000, 1)),
        VariableType::Text { .. } => Value::Text(format!("Une réponse libre, n° {seed}, de quelques mots")),
        VariableType::Date { .. } => {
            Value::Date(PartialDate { year: 2024, month: 11, day: (seed % 28) as u8 + 1 })
        }
        VariableType::Month { .. } => Value::Month { year: 2023, month: (seed % 12) as u8 + 1 },
        VariableType::Time => Value::Time { hour: (seed % 24) as u8, minute: (seed % 60) as u8 },
        VariableType::Integer { .. } | VariableType::Calculate => Value::Integer(seed as i64 % 100),
    }
}

/// The same cells as texts, through the csv crate and nothing else.
fn csv_bare(snapshot: &Snapshot, path: &Path) {
    let table = Table::of_pass(snapshot, Pass::First);
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer(BufWriter::new(std::fs::File::create(path).unwrap()));
    writer.write_record(table.columns.iter().map(|column| &column.name)).unwrap();
    for_each_bare(&table, |cells| {
        for cell in cells {
            match cell {
                Content::Value(Value::Text(text) | Value::Code(text)) => writer.write_field(text),
                Content::Value(value) => writer.write_field(value.neutral_text()),
                Content::Ticked(ticked) => writer.write_field(if *ticked { "1" } else { "0" }),
                _ => writer.write_field(""),
            }
            .unwrap();
        }
        writer.write_record(None::<&[u8]>).unwrap();
    });
    writer.flush().unwrap();
}

/// Two worksheets of the same cells, in constant memory, with nothing else in the book.
fn xlsx_bare(snapshot: &Snapshot, path: &Path) {
    let table = Table::of_pass(snapshot, Pass::First);
    let mut book = rust_xlsxwriter::Workbook::new();
    let date = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    for _ in 0..2 {
        let sheet = book.add_worksheet_with_constant_memory().unwrap();
        let mut row = 0;
        for_each_bare(&table, |cells| {
            row += 1;
            for (at, cell) in cells.iter().enumerate() {
                let at = at as u16;
                match cell {
                    Content::Value(Value::Text(text)) => sheet.write_string(row, at, text).unwrap(),
                    Content::Value(Value::Code(code)) => match code.parse::<f64>() {
                        Ok(code) => sheet.write_number(row, at, code).unwrap(),
                        Err(_) => sheet.write_string(row, at, code).unwrap(),
                    },
                    Content::Value(Value::Date(day)) => {
                        let day = (day.year as u16, day.month, day.day);
                        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(day.0, day.1, day.2).unwrap();
                        sheet.write_datetime_with_format(row, at, &day, &date).unwrap()
                    }
                    Content::Value(Value::Integer(number)) => {
                        sheet.write_number(row, at, *number as f64).unwrap()
                    }
                    Content::Value(value) => sheet.write_string(row, at, value.neutral_text()).unwrap(),
                    Content::Ticked(ticked) => {
                        sheet.write_number(row, at, f64::from(u8::from(*ticked))).unwrap()
                    }
                    _ => sheet,
                };
            }
        });
    }
    book.save(path).unwrap();
}

fn for_each_bare(table: &Table<'_>, mut take: impl FnMut(&[Content<'_>])) {
    let all: Result<(), std::convert::Infallible> = table.for_each_row(|cells| {
        take(cells);
        Ok(())
    });
    let Ok(()) = all;
}
