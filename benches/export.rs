//! DESIGN 14, "export 3 million cells": CSV and XLSX through Recto, and the same cells through the crates
//! bare and through the C library, each in a process of its own so that its peak memory is its own. Prints
//! figures and judges nothing. `cargo bench --bench export [-- SHEETS] [--what final]`: raw keyings, or final
//! records of two keyings, each with answers that break checks.
//!
//! The C library is measured where `cc` and libxlsxwriter are there (`apt install libxlsxwriter-dev`): the
//! cells are handed to `benches/xlsx_beside.c` as one file, which it holds in memory before its clock starts;
//! it writes codes and labels in constant memory, as `rust_xlsxwriter bare` does.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use recto::export::{Content, Request, Table, What, export};
use recto::questionnaire::{self, Answer, PartialDate, Questionnaire, Record, Value, VariableType};
use recto::study::{Keying, KeyingId, OperatorId, Pass, Snapshot};

const M2S: &str = include_str!("../questionnaires/m2s-impact-2024.toml");

/// 77 columns: three million cells.
const SHEETS: usize = 39_000;

/// What is measured: a name, and what it writes.
const JOBS: [(&str, &str); 6] = [
    ("open", "the study in memory alone"),
    ("csv", "CSV"),
    ("csv-bare", "csv crate bare"),
    ("xlsx", "XLSX: read-me, codes, labels, counts"),
    ("xlsx-bare", "rust_xlsxwriter bare: codes, labels"),
    ("xlsx-c", "libxlsxwriter (C) bare: codes, labels"),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with("--")).collect();
    let is_final = arguments.iter().any(|it| it == "final");
    if let [job, sheets, folder, what] = arguments.as_slice() {
        return run(job, sheets.parse().unwrap(), Path::new(folder), what == "final");
    }
    let sheets = arguments.first().and_then(|sheets| sheets.parse().ok()).unwrap_or(SHEETS);
    let folder = tempfile::tempdir().unwrap();
    let cells = sheets * questionnaire().cells().len();
    println!("{sheets} sheets, {cells} cells (a workbook holds them twice, in codes and in labels)");
    println!("{:<40} {:>9} {:>14} {:>12} {:>9}", "", "seconds", "cells/s", "peak memory", "file");
    let what = if is_final { "final" } else { "first" };
    let c = folder.path().join("xlsx-c");
    let c_is_there = has_c(&c);
    let (mut open, mut seconds_of_c, mut seconds_of_ours) = (0, None, None);
    for (job, name) in JOBS {
        if job == "xlsx-c" && !c_is_there {
            println!("{name:<40} not there: apt install libxlsxwriter-dev");
            continue;
        }
        let child = Command::new(std::env::current_exe().unwrap())
            .args([job, &sheets.to_string(), folder.path().to_str().unwrap(), what])
            .output()
            .unwrap();
        assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stderr));
        let told = String::from_utf8(child.stdout).unwrap();
        let told: Vec<f64> = told.split_whitespace().map(|figure| figure.parse().unwrap()).collect();
        let [seconds, peak_kb, bytes] = told[..] else { panic!("{told:?}") };
        match job {
            "xlsx" => seconds_of_ours = Some(seconds),
            "xlsx-c" => seconds_of_c = Some(seconds),
            _ => {}
        }
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
    if let (Some(ours), Some(c)) = (seconds_of_ours, seconds_of_c) {
        println!("XLSX through Recto beside the C library: {:.2}", ours / c);
    }
}

/// Makes the C program, where there are a compiler and the library.
fn has_c(program: &Path) -> bool {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/xlsx_beside.c");
    let made = Command::new("cc").arg("-O2").arg(source).arg("-o").arg(program).arg("-lxlsxwriter").output();
    made.is_ok_and(|made| made.status.success())
}

/// One job in this process: seconds, peak memory in kilobytes, bytes written.
fn run(job: &str, sheets: usize, folder: &Path, is_final: bool) {
    let snapshot = snapshot(sheets, is_final);
    let path = folder.join(format!("{job}.{}", if job.starts_with("xlsx") { "xlsx" } else { "csv" }));
    let started = Instant::now();
    match job {
        "csv" | "xlsx" => {
            let what = if is_final { What::Final } else { What::First };
            let request = Request { what, ..Request::default() };
            export(&request, &snapshot, &[], &path).unwrap();
        }
        "csv-bare" => csv_bare(&snapshot, &path),
        "xlsx-bare" => xlsx_bare(&snapshot, &path),
        "xlsx-c" => return println!("{}", xlsx_c(&snapshot, folder, &path)),
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
fn snapshot(sheets: usize, twice: bool) -> Snapshot {
    let questionnaire = questionnaire();
    let now = jiff::Timestamp::UNIX_EPOCH;
    let keying = |at: usize, pass: Pass| {
        let mut record = Record::empty(&questionnaire);
        for field in questionnaire.field_ids() {
            // One cell of fifty differs.
            let slip = usize::from(pass == Pass::Second && (at + usize::from(field.0)).is_multiple_of(50));
            let seed = at * 31 + usize::from(field.0) * 7 + slip;
            record.field_mut(field).answer = Answer::Value(value(&questionnaire, field, seed, at));
        }
        let number = record.sheet_number(&questionnaire).to_owned();
        Keying {
            id: KeyingId(uuid::Uuid::from_u128(at as u128 * 2 + u128::from(pass == Pass::Second))),
            number,
            pass,
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
    let passes: &[Pass] = if twice { &[Pass::First, Pass::Second] } else { &[Pass::First] };
    let keyings = (0..sheets).flat_map(|at| passes.iter().map(move |pass| (at, *pass)));
    let keyings = keyings.map(|(at, pass)| keying(at, pass)).collect();
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

/// The same through the C library: seconds, peak memory, bytes, as [`run`] tells them.
fn xlsx_c(snapshot: &Snapshot, folder: &Path, path: &Path) -> String {
    let cells = folder.join("cells");
    write_cells(snapshot, &cells);
    let done = Command::new(folder.join("xlsx-c")).args([cells.as_path(), path]).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap().trim().to_owned()
}

/// One row after another: the number of columns, then each cell as a letter and what it holds.
fn write_cells(snapshot: &Snapshot, path: &PathBuf) {
    let table = Table::of_pass(snapshot, Pass::First);
    let mut file = BufWriter::new(std::fs::File::create(path).unwrap());
    file.write_all(&(table.columns.len() as u32).to_le_bytes()).unwrap();
    let words = |file: &mut BufWriter<std::fs::File>, words: &str| {
        file.write_all(b"s").unwrap();
        file.write_all(&(words.len() as u32).to_le_bytes()).unwrap();
        file.write_all(words.as_bytes()).unwrap();
        file.write_all(&[0]).unwrap();
    };
    let number = |file: &mut BufWriter<std::fs::File>, letter: &[u8], number: f64| {
        file.write_all(letter).unwrap();
        file.write_all(&number.to_le_bytes()).unwrap();
    };
    for_each_bare(&table, |cells| {
        for cell in cells {
            match cell {
                Content::Value(Value::Text(text)) => words(&mut file, text),
                Content::Value(Value::Code(code)) => match code.parse::<f64>() {
                    Ok(code) => number(&mut file, b"n", code),
                    Err(_) => words(&mut file, code),
                },
                Content::Value(Value::Date(day)) => {
                    let day = day.date().unwrap() - jiff::civil::date(1899, 12, 30);
                    number(&mut file, b"d", f64::from(day.get_days()));
                }
                Content::Value(Value::Integer(whole)) => number(&mut file, b"n", *whole as f64),
                Content::Value(value) => words(&mut file, &value.neutral_text()),
                Content::Ticked(ticked) => number(&mut file, b"n", f64::from(u8::from(*ticked))),
                _ => file.write_all(b"-").unwrap(),
            }
        }
    });
    file.flush().unwrap();
}

fn for_each_bare(table: &Table<'_>, mut take: impl FnMut(&[Content<'_>])) {
    let all: Result<(), std::convert::Infallible> = table.for_each_row(|cells| {
        take(cells);
        Ok(())
    });
    let Ok(()) = all;
}
