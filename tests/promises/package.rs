//! Data packages (DESIGN 5.7, 10), read back by a CSV reader, by the frictionless validator and by pandas.
//! Python (`RECTO_TEST_READERS_PYTHON`): `frictionless`.
#![allow(clippy::panic)]

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use recto::questionnaire::{Answer, CellContent, Missing, Value};
use recto::study::Snapshot;

use super::survey;
use super::torture::{self, Found};

fn unpacked(snapshot: &Snapshot, folder: &Path) -> Vec<String> {
    let path = folder.join("torture.zip");
    torture::write(snapshot, &path);
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    zip.extract(folder).unwrap();
    zip.file_names().map(|name| name.unwrap().into_owned()).collect()
}

type Rows = Vec<HashMap<String, String>>;

fn rows(path: &Path) -> Rows {
    let mut bytes = Vec::new();
    std::fs::File::open(path).unwrap().read_to_end(&mut bytes).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader
        .records()
        .map(|row| header.iter().cloned().zip(row.unwrap().iter().map(str::to_owned)).collect());
    rows.collect()
}

/// What a cell and the one beside it must say.
fn wanted(
    answer: Option<&Answer>,
    variable: &recto::questionnaire::Variable,
    choice: Option<u16>,
    marked: bool,
) -> [String; 2] {
    let Some(answer) = answer else { return [String::new(), String::new()] };
    let one = |words: &str| [words.to_owned(), String::new()];
    let beside = |words: &str| ["recto:txt".to_owned(), words.to_owned()];
    match answer.cell(variable, choice) {
        CellContent::Empty => one(""),
        CellContent::Missing(missing) => {
            let name = match missing {
                Missing::Blank => "NR",
                Missing::DontKnow => "NSP",
                _ => "ILL",
            };
            // A text of this column is itself `NR`.
            one(&if marked { format!("recto:{name}") } else { name.to_owned() })
        }
        CellContent::Ticked(ticked) => one(if ticked { "1" } else { "0" }),
        CellContent::AsWritten(words) => beside(words),
        CellContent::Value(Value::AsWritten(words)) => beside(words),
        CellContent::Value(Value::Date(date)) if date.day == 0 || date.month == 0 => {
            beside(&format!("{:04}-{:02}-{:02}", date.year, date.month, date.day))
        }
        CellContent::Value(Value::Time { hour, minute }) => one(&format!("{hour:02}:{minute:02}:00")),
        CellContent::Value(value) => one(&value.neutral_text()),
    }
}

/// DESIGN 10: every cell of the study stands in the package's tables, texts as they are, repeats in a
/// table of their own with the sheet's number and the line.
#[test]
fn a_data_package_holds_every_cell_of_the_torture_study() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = torture::snapshot();
    let files = unpacked(&snapshot, folder.path());
    assert_eq!(
        files,
        [
            "data/sheets.csv",
            "data/event.csv",
            "data/frequencies.csv",
            "data/keying_quality.csv",
            "datapackage.json",
            "README.md"
        ]
    );
    let sheets = rows(&folder.path().join("data/sheets.csv"));
    let lines = rows(&folder.path().join("data/event.csv"));
    assert_eq!((sheets.len(), lines.len()), (8, 3), "only lines on which something stands");
    let questionnaire = &*snapshot.questionnaire;
    let cells = torture::cells(&snapshot);
    let mut marked = HashMap::new();
    for (_, column, _, answer) in &cells {
        *marked.entry(column.clone()).or_insert(false) |=
            matches!(answer, Some(Answer::Value(Value::Text(words))) if words == "NR");
    }
    let mut in_lines = 0;
    for (sheet, column, cell, answer) in &cells {
        let variable = questionnaire.field_variable(cell.field);
        let line = questionnaire.field(cell.field).line;
        let [value, beside] = wanted(answer.as_ref(), variable, cell.choice, marked[column]);
        let number = format!("{:04}", sheet + 1);
        let row = match line {
            0 => &sheets[*sheet],
            _ => match lines.iter().find(|row| row["sheet"] == number && row["line"] == line.to_string()) {
                Some(row) => row,
                None => {
                    assert_eq!((value.as_str(), beside.as_str()), ("", ""), "sheet {sheet}, {column}");
                    continue;
                }
            },
        };
        in_lines += usize::from(line > 0);
        let name = if line == 0 { column } else { &variable.name };
        assert_eq!(row[name], value, "sheet {sheet}, {column}");
        let found = row.get(&format!("{name}_txt")).map_or("", String::as_str);
        assert_eq!(found, beside, "sheet {sheet}, {column}_txt");
    }
    assert_eq!(in_lines, 9);
    assert_eq!(sheets[7]["recto_open"], "whole");
}

/// DESIGN 10: the same study gives the same bytes; the files bear the date of the study's last entry.
#[test]
fn the_same_study_gives_the_same_package() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = torture::snapshot();
    let read = |name: &str| {
        let path = folder.path().join(name);
        torture::write(&snapshot, &path);
        std::fs::read(path).unwrap()
    };
    let first = read("one.zip");
    assert!(first == read("two.zip"));
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(first)).unwrap();
    let moment = zip.by_index(0).unwrap().last_modified().unwrap();
    assert_eq!((moment.year(), moment.month(), moment.hour()), (2024, 11, 10));
}

/// DESIGN 10: the description is valid, its keys hold, and every value has the type that it says.
#[test]
fn frictionless_validates_the_package() {
    let Some(python) = torture::python("frictionless") else {
        return survey::skipped("no frictionless here");
    };
    let folder = tempfile::tempdir().unwrap();
    let snapshot = torture::snapshot();
    unpacked(&snapshot, folder.path());
    let script = "import sys, datetime, json, frictionless\n\
        from decimal import Decimal\n\
        path = sys.argv[1]\n\
        frictionless.system.trusted = True\n\
        report = frictionless.validate(path)\n\
        assert report.valid, report.flatten(['type', 'message'])\n\
        package = frictionless.Package(path)\n\
        assert package.resource_names == ['sheets', 'event', 'frequencies', 'keying_quality']\n\
        rows = package.get_resource('sheets').read_rows()\n\
        row = rows[0]\n\
        assert row['odd'] == '007' and row['boxes_007'] is True and row['boxes_1E5'] is False, row\n\
        assert row['long_number'] == 1234567890123456 and rows[1]['long_number'] == 9007199254740993\n\
        assert rows[1]['exact'] == Decimal('123456789012.345678'), rows[1]['exact']\n\
        assert row['day'] == datetime.date(1899, 12, 31) and rows[3]['day'] is None\n\
        assert row['moment'] == datetime.time(0, 0) and rows[1]['moment'] == datetime.time(23, 59)\n\
        assert tuple(rows[1]['month_of']) == (2024, 2), rows[1]['month_of']\n\
        described = json.load(open(path))['resources']\n\
        keys = described[1]['schema']\n\
        assert keys['primaryKey'] == ['sheet', 'line'] and keys['foreignKeys'][0]['reference']['resource'] == 'sheets'\n\
        fields = {field['name']: field for field in described[0]['schema']['fields']}\n\
        assert {'value': '=cmd()', 'label': 'Formule'} in fields['odd']['categories']\n\
        assert {'value': 'NR', 'label': 'Case vide (NR)'} in fields['whole']['missingValues']\n\
        for name in fields:\n\
        \x20for at, row in enumerate(rows):\n\
        \x20 value = row[name]\n\
        \x20 if name.startswith('words') and value is not None: print(at, name, 's', value.encode().hex(), sep='\\t')\n";
    let path = folder.path().join("datapackage.json");
    let read = torture::read_dump(&torture::run(&python, &[], script, &path));
    let mut texts = 0;
    for (sheet, column, _, answer) in torture::cells(&snapshot) {
        if let (true, Some(Answer::Value(Value::Text(words)))) = (column.starts_with("words"), answer) {
            assert_eq!(
                read.get(&(sheet, column.clone())),
                Some(&Found::Text(words)),
                "sheet {sheet}, {column}"
            );
            texts += 1;
        }
    }
    assert_eq!(read.len(), texts);
    assert!(texts > 1_800, "{texts}");
}
