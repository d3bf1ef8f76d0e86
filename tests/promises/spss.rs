//! SPSS files (DESIGN 5.7, 10), read back cell by cell by PSPP, by R's haven and by pyreadstat. Debian:
//! `pspp`, `r-cran-haven`; Python (`RECTO_TEST_READERS_PYTHON`): `pyreadstat`.
#![allow(clippy::panic)]

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use recto::questionnaire::{Answer, CellContent, Missing, Value};
use recto::study::Snapshot;

use super::survey;
use super::torture::{self, Found};

type Cells = HashMap<(usize, String), Found>;

/// The names that had to change.
const RENAMED: [(&str, &str); 8] = [
    ("_all", "v_all"),
    ("_n", "v_n"),
    ("with", "with_"),
    ("AND", "AND_"),
    ("TO", "TO_"),
    ("not", "not_"),
    ("boxes_=cmd()", "boxes__cmd__"),
    ("boxes_-1", "boxes__1"),
];

fn name(column: &str) -> &str {
    RENAMED.iter().find(|(from, _)| *from == column).map_or(column, |(_, to)| to)
}

fn text(words: &str) -> Found {
    Found::Text(words.trim_end_matches(' ').to_owned())
}

fn system_missing() -> Found {
    Found::Missing(String::new())
}

/// Seconds from 14 October 1582.
fn seconds(year: i16, month: i8, day: i8) -> f64 {
    let since_1970 = jiff::civil::date(year, month, day).to_zoned(jiff::tz::TimeZone::UTC).unwrap();
    (since_1970.timestamp().as_second() + 12_219_379_200) as f64
}

/// What a variable, and the two that may stand beside it, must hold.
fn wanted(snapshot: &Snapshot, cell: recto::questionnaire::Cell, answer: Option<&Answer>) -> [Found; 3] {
    let variable = snapshot.questionnaire.field_variable(cell.field);
    let is_text = variable.name.contains("words") || variable.name == "sheet";
    let none = text("");
    let Some(answer) = answer else { return [system_missing(), none, system_missing()] };
    // Real values reach -99 in two variables, and 250: their missing numbers are moved away.
    let moved = match variable.name.as_str() {
        "near_missing" => 1_000.0,
        "exact" => 1_000.0,
        "long_number" => 1e15,
        _ => 0.0,
    };
    let code = |missing: Missing| {
        let number = match missing {
            Missing::Blank => -99.0,
            Missing::DontKnow => -97.0,
            // No number in the questionnaire.
            _ => -994.0,
        };
        Found::Number(number - moved)
    };
    let value = match answer.cell(variable, cell.choice) {
        CellContent::Empty if is_text => return [none.clone(), none, system_missing()],
        CellContent::Empty => system_missing(),
        CellContent::Missing(reason) if is_text => return [none.clone(), none, code(reason)],
        CellContent::Missing(reason) => code(reason),
        CellContent::Ticked(ticked) => Found::Number(f64::from(u8::from(ticked))),
        CellContent::AsWritten(words) => return [system_missing(), text(words), system_missing()],
        CellContent::Value(value) => match value {
            Value::Text(words) => return [text(words), none, Found::Number(0.0)],
            Value::Integer(9_007_199_254_740_993) => {
                return [system_missing(), text("9007199254740993"), system_missing()];
            }
            Value::Integer(number) => Found::Number(*number as f64),
            Value::Decimal(number) if number.to_string() == "123456789012.345678" => {
                return [system_missing(), text("123456789012.345678"), system_missing()];
            }
            Value::Decimal(number) => Found::Number(number.to_string().parse().unwrap()),
            // SPSS counts from 1582.
            Value::Date(date) if date.day == 0 || date.month == 0 || date.year < 1583 => {
                return [system_missing(), text(&value.neutral_text()), system_missing()];
            }
            Value::Date(date) => Found::Number(seconds(date.year, date.month as i8, date.day as i8)),
            Value::Month { year, month } => Found::Number(seconds(*year, *month as i8, 1)),
            Value::Time { hour, minute } => {
                Found::Number(f64::from(*hour) * 3_600.0 + f64::from(*minute) * 60.0)
            }
            Value::Code(code) if variable.name == "odd" => {
                let place = ["007", "1E5", "=cmd()", "-1"].iter().position(|known| known == code).unwrap();
                return [Found::Number(place as f64 + 1.0), text(code), system_missing()];
            }
            Value::Code(code) => Found::Number(code.parse().unwrap()),
            Value::AsWritten(words) => return [system_missing(), text(words), system_missing()],
            Value::Codes(_) => panic!("boxes have cells of their own"),
        },
    };
    [value, none, system_missing()]
}

/// Texts of more than 32,767 bytes stand in several variables.
fn whole_text(read: &Cells, sheet: usize, name: &str) -> Option<Found> {
    let mut found = read.get(&(sheet, name.to_owned()))?.clone();
    if let Found::Text(words) = &mut found {
        for part in 2.. {
            match read.get(&(sheet, format!("{name}_p{part}"))) {
                Some(Found::Text(more)) => words.push_str(more),
                _ => break,
            }
        }
    }
    Some(match found {
        Found::Text(words) => text(&words),
        other => other,
    })
}

fn compare(snapshot: &Snapshot, read: &Cells, as_read: impl Fn(Found) -> Found) {
    let mut compared = 0;
    for (sheet, column, cell, answer) in torture::cells(snapshot) {
        let [value, beside, reason] = wanted(snapshot, cell, answer.as_ref()).map(&as_read);
        let name = name(&column);
        assert_eq!(whole_text(read, sheet, name), Some(value), "sheet {sheet}, {column}");
        match whole_text(read, sheet, &format!("{name}_txt")) {
            Some(found) => assert_eq!(found, beside, "sheet {sheet}, {column}_txt"),
            None => assert_eq!(beside, text(""), "sheet {sheet}, {column}"),
        }
        if column.starts_with("words") {
            match whole_text(read, sheet, &format!("{name}_miss")) {
                Some(found) => assert_eq!(found, reason, "sheet {sheet}, {column}_miss"),
                None => assert!(matches!(reason, Found::Number(0.0)) || reason == system_missing()),
            }
        }
        compared += 1;
    }
    assert_eq!(compared, 8 * (300 + 3 + 6), "every box and every line has a cell");
    assert_eq!(read[&(7, "recto_open".to_owned())], text("whole"));
}

fn written(snapshot: &Snapshot, folder: &Path) -> std::path::PathBuf {
    let path = folder.join("torture.sav");
    torture::write(snapshot, &path);
    path
}

/// Runs PSPP on a program; what it printed.
fn pspp(folder: &Path, program: &str) -> Option<String> {
    let file = folder.join("program.sps");
    std::fs::write(&file, program).unwrap();
    let output = Command::new("pspp").current_dir(folder).arg("--syntax-encoding=UTF-8").arg(&file).output();
    let output = output.ok()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(!said.contains("error:") && !said.contains("warning:"), "{said}");
    Some(said)
}

/// DESIGN 10: what PSPP reads in the file is what the study says, cell by cell; the same study gives the
/// same bytes.
#[test]
fn pspp_reads_every_cell_of_the_torture_study() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = torture::snapshot();
    let path = written(&snapshot, folder.path());
    let first = std::fs::read(&path).unwrap();
    torture::write(&snapshot, &path);
    assert!(first == std::fs::read(&path).unwrap());
    let program = "GET FILE='torture.sav'.\n\
        FORMATS day month_of moment event_day_1 event_day_2 event_day_3 (F20.0).\n\
        SAVE TRANSLATE /OUTFILE='read.csv' /TYPE=CSV /FIELDNAMES /CELLS=VALUES /REPLACE.\n";
    if pspp(folder.path(), program).is_none() {
        return survey::skipped("no PSPP here");
    }
    let bytes = std::fs::read(folder.path().join("read.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let header = reader.headers().unwrap().clone();
    let texts = |name: &str| {
        name.contains("words") && !name.contains("_miss")
            || name == "sheet"
            || name.contains("_txt")
            || name == "recto_open"
    };
    let mut cells = Cells::new();
    for (row, record) in reader.records().enumerate() {
        for (name, value) in header.iter().zip(&record.unwrap()) {
            let found = match value.trim() {
                _ if texts(name) => text(value),
                "" => system_missing(),
                number => Found::Number(number.parse().unwrap_or_else(|_| panic!("{name}: {number}"))),
            };
            cells.insert((row, name.to_owned()), found);
        }
    }
    // PSPP writes each end of a line in its own way; the other readers show that it is kept.
    compare(&snapshot, &cells, |found| match found {
        Found::Text(words) => Found::Text(words.replace("\r\n", "\n")),
        other => other,
    });
}

/// DESIGN 10: PSPP knows the labels, the missing values and the measures.
#[test]
fn pspp_knows_labels_missing_values_and_measures() {
    let folder = tempfile::tempdir().unwrap();
    written(&torture::snapshot(), folder.path());
    let program = "SET WIDTH=200.\nGET FILE='torture.sav'.\nDISPLAY DICTIONARY /VARIABLES=whole near_missing odd.\n\
        DISPLAY DOCUMENTS.\nDESCRIPTIVES near_missing /STATISTICS=MEAN.\n";
    let Some(said) = pspp(folder.path(), program) else { return survey::skipped("no PSPP here") };
    for expected in [
        "Oui ; « \" »",
        "عربي 🙂",
        "[=cmd()]",
        "Case vide (NR)",
        "-1099",
        "-1097",
        "Nominal",
        "Scale",
        "75.50",
        "v_all – Nom",
    ] {
        assert!(said.contains(expected), "{expected} in {said}");
    }
}

/// DESIGN 10: R's haven reads the same.
#[test]
fn haven_reads_the_spss_file() {
    if !torture::has_haven() {
        return survey::skipped("no R with haven here");
    }
    let folder = tempfile::tempdir().unwrap();
    let snapshot = torture::snapshot();
    let path = written(&snapshot, folder.path());
    let script = "library(haven)\n\
        data <- read_sav(commandArgs(TRUE)[1], user_na=TRUE)\n\
        nice <- read_sav(commandArgs(TRUE)[1])\n\
        stopifnot(inherits(nice$day, 'Date'), inherits(nice$month_of, 'Date'), inherits(nice$moment, 'hms'))\n\
        for (name in names(data)) { x <- data[[name]]\n\
        \x20if (is.character(x)) { for (row in seq_along(x))\n\
        \x20  cat(row - 1, name, 's', paste(charToRaw(enc2utf8(x[row])), collapse=''), sep='\\t', '\\n')\n\
        \x20} else { number <- as.numeric(unclass(x))\n\
        \x20 if (grepl('DATE', attr(x, 'format.spss'))) number <- round((number + 141428) * 86400)\n\
        \x20 for (row in seq_along(number)) {\n\
        \x20  if (is.na(number[row])) cat(row - 1, name, 'm', '', sep='\\t', '\\n')\n\
        \x20  else cat(row - 1, name, 'n', format(number[row], digits=17), sep='\\t', '\\n') } } }\n";
    let dump = torture::run("Rscript", &["--encoding=UTF-8"], script, &path).replace("\t\n", "\n");
    compare(&snapshot, &torture::read_dump(&dump), |found| found);
}

/// DESIGN 10: pyreadstat reads the same, and sees what is declared missing.
#[test]
fn pyreadstat_reads_the_spss_file() {
    let Some(python) = torture::python("pyreadstat") else { return survey::skipped("no pyreadstat here") };
    let folder = tempfile::tempdir().unwrap();
    let snapshot = torture::snapshot();
    let path = written(&snapshot, folder.path());
    let script = "import sys, pyreadstat\n\
        data, about = pyreadstat.read_sav(sys.argv[1], user_missing=True, disable_datetime_conversion=True)\n\
        for name in data.columns:\n\
        \x20for row, value in enumerate(data[name]):\n\
        \x20 if isinstance(value, str): print(row, name, 's', value.encode().hex(), sep='\\t')\n\
        \x20 elif value != value: print(row, name, 'm', '', sep='\\t')\n\
        \x20 else: print(row, name, 'n', repr(float(value)), sep='\\t')\n\
        assert about.variable_measure['whole'] == 'nominal' and about.variable_measure['exact'] == 'scale'\n\
        assert about.variable_value_labels['whole'][40000.0] == 'Grand'\n\
        assert len(about.missing_ranges['whole']) == 3, about.missing_ranges['whole']\n\
        assert about.file_encoding == 'UTF-8'\n";
    compare(&snapshot, &torture::read_dump(&torture::run(&python, &[], script, &path)), |found| found);
}
