//! Stata files (DESIGN 5.7, 10), read back cell by cell by three readers that Recto did not write: the
//! crate `dta`, pandas, and R's haven. Debian: `r-cran-haven`; Python (`RECTO_TEST_READERS_PYTHON`):
//! `pandas`.
#![allow(clippy::panic)]

use std::collections::HashMap;
use std::path::Path;

use dta::stata::dta::dta_reader::DtaReader;
use dta::stata::dta::long_string_table::LongStringTable;
use dta::stata::dta::value::Value as Stored;
use recto::questionnaire::{Answer, CellContent, Missing, Value};
use recto::study::Snapshot;

use super::survey;
use super::torture::{self, Found};

type Cells = HashMap<(usize, String), Found>;

/// The names that had to change; `_all` and the like are legal in no case.
const RENAMED: [(&str, &str); 13] = [
    ("using", "using_"),
    ("_all", "_all_"),
    ("with", "with_"),
    ("byte", "byte_"),
    ("str5", "str5_"),
    ("strL", "strL_"),
    ("if", "if_"),
    ("_n", "_n_"),
    ("double", "double_"),
    ("a_name_of_sixty_four_letters_that_goes_on_and_on_until_the_end_1", "a_name_of_sixty_four_letters_tha"),
    ("a_name_of_sixty_four_letters_that_goes_on_and_on_until_the_end_2", "a_name_of_sixty_four_letters_t_2"),
    ("boxes_=cmd()", "boxes__cmd__"),
    ("boxes_-1", "boxes__1"),
];

fn name(column: &str) -> &str {
    RENAMED.iter().find(|(from, _)| *from == column).map_or(column, |(_, to)| to)
}

fn text(words: &str) -> Found {
    Found::Text(words.to_owned())
}

fn missing(code: &str) -> Found {
    Found::Missing(code.to_owned())
}

/// Days from 1 January 1960, counted here in another way than the export does.
fn days(year: i16, month: i8, day: i8) -> f64 {
    let since_1970 = jiff::civil::date(year, month, day).to_zoned(jiff::tz::TimeZone::UTC).unwrap();
    (since_1970.timestamp().as_second() / 86_400 + 3_653) as f64
}

/// What a variable, and the two that may stand beside it, must hold.
fn wanted(snapshot: &Snapshot, cell: recto::questionnaire::Cell, answer: Option<&Answer>) -> [Found; 3] {
    let variable = snapshot.questionnaire.field_variable(cell.field);
    let is_text = variable.name.contains("words") || variable.name == "sheet";
    let Some(answer) = answer else { return [missing(".z"), text(""), missing(".z")] };
    let content = answer.cell(variable, cell.choice);
    let code = |missing: Missing| match missing {
        Missing::Blank => ".a",
        Missing::DontKnow => ".b",
        // No letter in the questionnaire: the first that is free.
        _ => ".c",
    };
    let (value, beside) = match content {
        CellContent::Empty if is_text => return [text(""), text(""), missing(".")],
        CellContent::Empty => (missing("."), text("")),
        CellContent::Missing(reason) if is_text => return [text(""), text(""), missing(code(reason))],
        CellContent::Missing(reason) => (missing(code(reason)), text("")),
        CellContent::Ticked(ticked) => (Found::Number(f64::from(u8::from(ticked))), text("")),
        CellContent::AsWritten(words) => (missing(".y"), text(words)),
        CellContent::Value(value) => match value {
            Value::Text(words) => return [text(words), text(""), Found::Number(0.0)],
            Value::Integer(9_007_199_254_740_993) => (missing(".y"), text("9007199254740993")),
            Value::Integer(number) => (Found::Number(*number as f64), text("")),
            Value::Decimal(number) if number.to_string() == "123456789012.345678" => {
                (missing(".y"), text("123456789012.345678"))
            }
            Value::Decimal(number) => (Found::Number(number.to_string().parse().unwrap()), text("")),
            Value::Date(date) if date.day == 0 || date.month == 0 => {
                (missing(".y"), Found::Text(value.neutral_text()))
            }
            Value::Date(date) => (Found::Number(days(date.year, date.month as i8, date.day as i8)), text("")),
            Value::Month { year, month } => {
                (Found::Number(f64::from(*year) * 12.0 - 23_520.0 + f64::from(*month) - 1.0), text(""))
            }
            Value::Time { hour, minute } => {
                (Found::Number(f64::from(*hour) * 3_600_000.0 + f64::from(*minute) * 60_000.0), text(""))
            }
            Value::Code(code) if variable.name == "odd" => {
                let place = ["007", "1E5", "=cmd()", "-1"].iter().position(|known| known == code).unwrap();
                (Found::Number(place as f64 + 1.0), text(code))
            }
            Value::Code(code) => (Found::Number(code.parse().unwrap()), text("")),
            Value::AsWritten(words) => (missing(".y"), text(words)),
            Value::Codes(_) => panic!("boxes have cells of their own"),
        },
    };
    [value, beside, missing(".")]
}

/// The same without the spaces at the end of texts.
fn trimmed(found: Found) -> Found {
    match found {
        Found::Text(words) => text(words.trim_end_matches(' ')),
        other => other,
    }
}

fn compare(snapshot: &Snapshot, read: &Cells, as_read: impl Fn(Found) -> Found) {
    let mut compared = 0;
    for (sheet, column, cell, answer) in torture::cells(snapshot) {
        let [value, beside, reason] = wanted(snapshot, cell, answer.as_ref()).map(&as_read);
        let at = |name: &str, end: &str| read.get(&(sheet, format!("{name}{end}")));
        let name = name(&column);
        assert_eq!(at(name, ""), Some(&value), "sheet {sheet}, {column}");
        match at(name, "_txt") {
            Some(found) => assert_eq!(found, &beside, "sheet {sheet}, {column}_txt"),
            None => assert_eq!(beside, text(""), "sheet {sheet}, {column}"),
        }
        if column.starts_with("words") {
            match at(name, "_miss") {
                Some(found) => assert_eq!(found, &reason, "sheet {sheet}, {column}_miss"),
                None => assert!(matches!(reason, Found::Number(_)) || reason == missing("."), "{column}"),
            }
        }
        compared += 1;
    }
    assert_eq!(compared, 8 * (300 + 3 + 6), "every box and every line has a cell");
    assert_eq!(read[&(7, "recto_open".to_owned())], text("whole"));
    assert_eq!(read[&(7, "recto_keyings".to_owned())], Found::Number(2.0));
}

fn read_with_the_crate(path: &Path) -> Cells {
    let header = DtaReader::new().from_path(path).unwrap().read_header().unwrap();
    let mut characteristics = header.read_schema().unwrap();
    characteristics.skip_to_end().unwrap();
    let mut records = characteristics.into_record_reader().unwrap();
    let names: Vec<String> =
        records.schema().variables().iter().map(|variable| variable.name().to_owned()).collect();
    let mut cells = Cells::new();
    let mut references = Vec::new();
    let mut row = 0;
    while let Some(record) = records.read_record().unwrap() {
        for (name, value) in names.iter().zip(record.values()) {
            let found = match value {
                Stored::Byte(value) => number(value.present().map(f64::from), &format!("{value:?}")),
                Stored::Int(value) => number(value.present().map(f64::from), &format!("{value:?}")),
                Stored::Long(value) => number(value.present().map(f64::from), &format!("{value:?}")),
                Stored::Float(value) => number(value.present().map(f64::from), &format!("{value:?}")),
                Stored::Double(value) => number(value.present(), &format!("{value:?}")),
                Stored::String(words) => text(words),
                Stored::LongStringRef(reference) => {
                    references.push(((row, name.clone()), *reference));
                    text("")
                }
            };
            cells.insert((row, name.clone()), found);
        }
        row += 1;
    }
    let mut long = LongStringTable::for_reading();
    records.into_long_string_reader().unwrap().read_remaining_into(&mut long).unwrap();
    for (at, reference) in references {
        if let Some(found) = long.get(&reference) {
            let bytes = found.data().strip_suffix(b"\0").unwrap_or(found.data());
            cells.insert(at, Found::Text(String::from_utf8(bytes.to_vec()).unwrap()));
        }
    }
    cells
}

/// The crate tells a missing value by `Missing(A)` or `Missing(System)`.
fn number(present: Option<f64>, shown: &str) -> Found {
    present.map_or_else(
        || {
            let letter = shown.trim_end_matches(')').rsplit('(').next().unwrap_or_default();
            missing(&if letter.len() == 1 { format!(".{}", letter.to_lowercase()) } else { ".".to_owned() })
        },
        Found::Number,
    )
}

/// DESIGN 10: what stands in a Stata file is what the study says, cell by cell.
#[test]
fn a_stata_file_holds_every_cell_of_the_torture_study() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = torture::snapshot();
    let path = folder.path().join("torture.dta");
    torture::write(&snapshot, &path);
    compare(&snapshot, &read_with_the_crate(&path), |found| found);
    // The same study gives the same bytes.
    let again = folder.path().join("again.dta");
    torture::write(&snapshot, &again);
    assert!(std::fs::read(&path).unwrap() == std::fs::read(&again).unwrap());
}

/// DESIGN 10: pandas reads the same, and sees labels.
#[test]
fn pandas_reads_the_stata_file() {
    let Some(python) = torture::python("pandas") else { return survey::skipped("no pandas here") };
    let folder = tempfile::tempdir().unwrap();
    let snapshot = torture::snapshot();
    let path = folder.path().join("torture.dta");
    torture::write(&snapshot, &path);
    let script = "import sys, pandas as pd\n\
        from pandas.io.stata import StataMissingValue as Missing, StataReader\n\
        data = pd.read_stata(sys.argv[1], convert_categoricals=False, convert_missing=True, convert_dates=False)\n\
        for name in data.columns:\n\
        \x20for row, value in enumerate(data[name]):\n\
        \x20 if isinstance(value, str): print(row, name, 's', value.encode().hex(), sep='\\t')\n\
        \x20 elif isinstance(value, Missing): print(row, name, 'm', value.string, sep='\\t')\n\
        \x20 else: print(row, name, 'n', repr(float(value)), sep='\\t')\n\
        reader = StataReader(sys.argv[1])\n\
        labels, variables = reader.value_labels(), reader.variable_labels()\n\
        assert labels['whole'][40000] == 'Grand' and labels['whole'][2] == 'عربي 🙂', labels['whole']\n\
        assert labels['odd'][3] == '[=cmd()] Formule', labels['odd']\n\
        assert labels['recto_missing'][2147483622] == 'Case vide (NR)', labels['recto_missing']\n\
        assert variables['using_'].startswith('Libellé « é » using') and len(variables['using_']) == 80\n\
        nice = pd.read_stata(sys.argv[1])\n\
        assert nice['whole'][0] == 'Oui ; « \" »' and nice['near_missing'].mean() == 75.5, nice['near_missing']\n\
        assert str(nice['day'][1]) == '1815-06-18 00:00:00', nice['day']\n";
    compare(&snapshot, &torture::read_dump(&torture::run(&python, &[], script, &path)), |found| found);
}

/// DESIGN 10: R's haven reads the same, missing values with their letters.
#[test]
fn haven_reads_the_stata_file() {
    if !torture::has_haven() {
        return survey::skipped("no R with haven here");
    }
    let folder = tempfile::tempdir().unwrap();
    let snapshot = torture::snapshot();
    let path = folder.path().join("torture.dta");
    torture::write(&snapshot, &path);
    let script = "library(haven)\n\
        data <- read_dta(commandArgs(TRUE)[1])\n\
        for (name in names(data)) { x <- data[[name]]\n\
        \x20if (is.character(x)) { for (row in seq_along(x))\n\
        \x20  cat(row - 1, name, 's', paste(charToRaw(enc2utf8(x[row])), collapse=''), sep='\\t', fill=FALSE, '\\n')\n\
        \x20} else { number <- as.numeric(unclass(x))\n\
        \x20 if (inherits(x, 'Date')) number <- number + 3653\n\
        \x20 if (inherits(x, 'POSIXct')) number <- (number + 315619200) * 1000\n\
        \x20 tags <- na_tag(unclass(x))\n\
        \x20 for (row in seq_along(number)) {\n\
        \x20  if (is.na(number[row])) cat(row - 1, name, 'm', paste0('.', ifelse(is.na(tags[row]), '', tags[row])), sep='\\t', '\\n')\n\
        \x20  else cat(row - 1, name, 'n', format(number[row], digits=17), sep='\\t', '\\n') } } }\n";
    let dump = torture::run("Rscript", &["--encoding=UTF-8"], script, &path).replace("\t\n", "\n");
    // haven takes the spaces off the end of short texts; the other readers show that they are there.
    let read = torture::read_dump(&dump).into_iter().map(|(at, found)| (at, trimmed(found))).collect();
    compare(&snapshot, &read, trimmed);
}
