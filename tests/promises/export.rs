//! What comes out (DESIGN 5.7, 5.9, 10): CSV and workbooks, read back by readers that Recto did not write.
#![allow(clippy::panic)]

use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook};
use proptest::prelude::*;
use recto::export::{Dialect, ExportError, Preset, Request, Table, Values, What, csv, export};
use recto::questionnaire::{Answer, Missing, PartialDate, Questionnaire, Record, Value, VariableType};
use recto::study::import::{Mode, Reading, read_file};
use recto::study::{Pass, Snapshot};
use recto::texts::Language;

use super::survey;

fn request(what: What) -> Request {
    Request { what, language: Language::French, ..Request::default() }
}

fn settled(folder: &Path) -> Snapshot {
    let mut study = survey::keyed_twice(folder);
    survey::settle(&mut study);
    survey::snapshot(&study)
}

/// DESIGN 10: real numbers and dates, texts as texts; the values of the workbook are those of the CSV.
#[test]
fn a_workbook_holds_the_values_of_the_csv_with_their_types() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = settled(folder.path());
    let path = folder.path().join("final.xlsx");
    let summary = export(&request(What::Final), &snapshot, &[], &path).unwrap();
    assert_eq!((summary.rows, summary.open, summary.keyed_once), (146, 0, 3));
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let sheets = ["Lisez-moi", "Données codes", "Données libellés", "Décisions", "Dictionnaire"];
    assert_eq!(book.sheet_names()[..5], sheets);
    let data = book.worksheet_range("Données codes").unwrap();
    let (header, truth) = survey::rows(&survey::bytes("truth.csv"));
    assert_eq!(data.height(), 147);
    for row in 1..147 {
        let cell = |column: usize| data.get((row, column)).cloned().unwrap_or(Data::Empty);
        let Data::String(number) = cell(0) else { panic!("a sheet number is text: {:?}", cell(0)) };
        let truth = truth.iter().find(|truth| truth[0] == number).unwrap();
        for (column, (name, expected)) in header.iter().zip(truth).enumerate() {
            same(&snapshot.questionnaire, name, &cell(column), expected);
        }
    }
    assert!(book.worksheet_formula("Données codes").unwrap().is_empty(), "no text is a formula");
}

fn same(questionnaire: &Questionnaire, name: &str, cell: &Data, expected: &str) {
    let kind = questionnaire.variable_by_name(name).map(|id| questionnaire.variable(id).kind.clone());
    let missing = questionnaire.missing_by_name(expected).is_some();
    let written = match (cell, &kind) {
        (Data::Empty, _) => String::new(),
        (Data::String(text), _) => {
            let text_type =
                matches!(kind, Some(VariableType::Text { .. } | VariableType::SheetNumber { .. }));
            assert!(text_type || missing, "{name}: {text} is not a text");
            text.clone()
        }
        (Data::Float(number), _) => number.to_string().replace('.', ","),
        (Data::DateTime(moment), Some(kind)) => {
            let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
            match kind {
                VariableType::Date { .. } => format!("{day:02}/{month:02}/{year}"),
                VariableType::Month { .. } => format!("{month:02}/{year}"),
                VariableType::Time => format!("{hour:02}:{minute:02}"),
                _ => panic!("{name} is no date"),
            }
        }
        other => panic!("{name}: {other:?}"),
    };
    assert_eq!(written, expected, "{name}");
}

/// DESIGN 5.7: an open cell is empty and coloured, and `recto_open` names it; no side is picked.
#[test]
fn open_cells_are_empty_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = survey::snapshot(&survey::keyed_twice(folder.path()));
    let path = folder.path().join("open.csv");
    let summary = export(&request(What::Final), &snapshot, &[], &path).unwrap();
    assert_eq!(summary.open, 113);
    let (header, rows) = survey::rows(&std::fs::read(&path).unwrap());
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let mut open = 0;
    for row in &rows {
        for name in row[at("recto_open")].split_whitespace() {
            assert_eq!(row[at(name)], "", "{} {name}", row[0]);
            open += 1;
        }
    }
    assert_eq!(open, 113);
    let first = rows.iter().find(|row| row[0] == "0001B").unwrap();
    assert_eq!(first[at("recto_open")], "age");
}

/// DESIGN 5.9: a file is written whole or not at all, and an existing one is refused without `--force`.
#[test]
fn a_refused_export_leaves_the_folder_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = survey::snapshot(&survey::keyed_twice(folder.path()));
    let path = folder.path().join("taken.csv");
    std::fs::write(&path, "mine").unwrap();
    let taken = export(&request(What::Final), &snapshot, &[], &path);
    assert!(matches!(taken, Err(ExportError::Exists { .. })));
    assert_eq!(std::fs::read(&path).unwrap(), b"mine");
    let nowhere = folder.path().join("no/such/folder.xlsx");
    assert!(matches!(
        export(&request(What::Final), &snapshot, &[], &nowhere),
        Err(ExportError::CouldNotWrite { .. })
    ));
    export(&Request { overwrite: true, ..request(What::Final) }, &snapshot, &[], &path).unwrap();
    assert!(std::fs::read(&path).unwrap().len() > 1000);
    let left = std::fs::read_dir(folder.path()).unwrap();
    let left: Vec<_> = left.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(left.iter().all(|name| !name.ends_with(".part")), "{left:?}");
}

/// DESIGN 10: the file's own dates are those of the study's last entry: the same study, the same bytes.
#[test]
fn the_same_study_gives_the_same_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = settled(folder.path());
    let books = ["one.xlsx", "two.xlsx"].map(|name| {
        let path = folder.path().join(name);
        export(&request(What::Final), &snapshot, &[], &path).unwrap();
        std::fs::read(path).unwrap()
    });
    assert!(books[0] == books[1]);
}

/// DESIGN 10: the open preset has commas, points, ISO dates and no byte order mark; labels on demand.
#[test]
fn the_open_preset_and_labels() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = settled(folder.path());
    let comparison = recto::compare::compare(&snapshot);
    let table = Table::of_final(&snapshot, &comparison);
    let mut written = Vec::new();
    let open = Dialect { preset: Preset::Open, values: Values::Labels, language: Language::English };
    csv::write_to(&table, &open, &mut written).unwrap();
    let text = String::from_utf8(written).unwrap();
    let first = text.lines().nth(1).unwrap();
    assert!(text.starts_with("num_q,date_q,"), "{}", &text[..40]);
    assert!(first.starts_with("0001B,2024-12-12,"), "{first}");
    assert!(first.contains(",Marseille,") && first.contains(",2021-08,"), "{first}");
}

/// DESIGN 10: LibreOffice opens the workbook and sees the same values; skipped, and said, where it is not.
#[test]
fn libreoffice_reads_the_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = settled(folder.path());
    let path = folder.path().join("final.xlsx");
    export(&request(What::Final), &snapshot, &[], &path).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let converted = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to"])
        .arg("csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,2")
        .arg("--outdir")
        .args([folder.path(), &path])
        .output();
    let Ok(converted) = converted else {
        return survey::skipped("LibreOffice is not installed");
    };
    let found = std::fs::read_dir(folder.path()).unwrap().filter_map(|entry| {
        let path = entry.unwrap().path();
        path.extension().is_some_and(|ending| ending == "csv").then_some(path)
    });
    let written: Vec<_> = found.collect();
    assert_eq!(written.len(), 1, "{}", String::from_utf8_lossy(&converted.stderr));
    let text = std::fs::read_to_string(&written[0]).unwrap();
    assert_eq!(text.lines().next().unwrap().split(';').count(), 79);
    assert!(text.contains("=bravo !") && text.contains("0001B;12/12/2024;2;3;"), "{}", &text[..2000]);
}

/// DESIGN 10: openpyxl reads the workbook with types; skipped, and said, where Python has none.
#[test]
fn openpyxl_reads_the_workbook() {
    let script = "import sys, openpyxl, datetime\n\
        book = openpyxl.load_workbook(sys.argv[1])\n\
        sheet = book['Données codes']\n\
        row = [cell.value for cell in sheet[2]]\n\
        assert row[0] == '0001B' and row[1] == datetime.datetime(2024, 12, 12) and row[14] == 86, row\n\
        assert sheet.freeze_panes == 'B2' and sheet.auto_filter.ref, sheet.freeze_panes\n\
        assert not any(cell.data_type == 'f' for line in sheet for cell in line)\n";
    let python = std::env::var("RECTO_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = Command::new(&python).args(["-c", "import openpyxl"]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        return survey::skipped("Python has no openpyxl");
    }
    let folder = tempfile::tempdir().unwrap();
    let snapshot = settled(folder.path());
    let path = folder.path().join("final.xlsx");
    export(&request(What::Final), &snapshot, &[], &path).unwrap();
    let read = Command::new(&python).args(["-c", script]).arg(&path).output().unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
}

/// An answer that a file can hold for each variable, or what is empty in a file.
fn answer(questionnaire: &Questionnaire, at: usize) -> BoxedStrategy<Answer> {
    let variable = &questionnaire.variables[at];
    let codes: Vec<String> = variable.choices.iter().map(|choice| choice.name.clone()).collect();
    let value: BoxedStrategy<Value> = match variable.kind {
        VariableType::SheetNumber { .. } => Just(Value::Text("0001B".to_owned())).boxed(),
        VariableType::Integer { .. } => (-5..2100i64).prop_map(Value::Integer).boxed(),
        VariableType::Decimal { .. } => (-20..2000i64)
            .prop_map(|tenths| Value::Decimal(rust_decimal::Decimal::new(tenths, 1).normalize()))
            .boxed(),
        // Any text that is not a missing code, formulas and quotes and line breaks included.
        VariableType::Text { .. } => "['=+@;\",\r\n a-zé-]{1,12}".prop_map(Value::Text).boxed(),
        VariableType::Date { .. } => (0..=28u8, 0..=12u8, 1900..2100i16)
            .prop_map(|(day, month, year)| Value::Date(PartialDate { year, month, day }))
            .boxed(),
        VariableType::Time => {
            (0..24u8, 0..60u8).prop_map(|(hour, minute)| Value::Time { hour, minute }).boxed()
        }
        VariableType::Month { .. } => {
            (1..=12u8, 1900..2100i16).prop_map(|(month, year)| Value::Month { year, month }).boxed()
        }
        VariableType::SelectOne => prop::sample::select(codes).prop_map(Value::Code).boxed(),
        VariableType::SelectMultiple => {
            let any = 0..=codes.len();
            prop::sample::subsequence(codes, any).prop_map(Value::Codes).boxed()
        }
        VariableType::Calculate => return Just(Answer::NotKeyed).boxed(),
    };
    let missing: Vec<Missing> = variable.missing.clone();
    let value = value.prop_map(Answer::Value);
    if missing.is_empty() {
        return value.boxed();
    }
    prop_oneof![5 => value, 1 => prop::sample::select(missing).prop_map(Answer::Missing), 1 => Just(Answer::NotKeyed)]
        .boxed()
}

fn keyed(questionnaire: &Questionnaire, answers: &[Answer]) -> Snapshot {
    let mut record = Record::empty(questionnaire);
    for (field, answer) in questionnaire.field_ids().zip(answers) {
        record.field_mut(field).answer = answer.clone();
    }
    let now = jiff::Timestamp::UNIX_EPOCH;
    Snapshot {
        keyings: vec![recto::study::Keying {
            id: recto::study::KeyingId(uuid::Uuid::nil()),
            number: "0001B".to_owned(),
            pass: Pass::First,
            operator: recto::study::OperatorId(uuid::Uuid::nil()),
            version: questionnaire.version.clone(),
            started: now,
            last_entry: now,
            finished: Some(now),
            imported: false,
            note: None,
            first_readings: Vec::new(),
            record: record.into(),
        }]
        .into(),
        ..Snapshot::empty(std::sync::Arc::new(questionnaire.clone()))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// DESIGN 5.2: a raw keying that is exported and imported again is the same record, in both presets.
    #[test]
    fn a_raw_keying_survives_the_way_out_and_in(
        answers in (0..survey::questionnaire().variables.len())
            .map(|at| answer(&survey::questionnaire(), at))
            .collect::<Vec<_>>()
    ) {
        let questionnaire = survey::questionnaire();
        let snapshot = keyed(&questionnaire, &answers);
        for preset in [Preset::ExcelFr, Preset::Open] {
            let dialect = Dialect { preset, values: Values::Codes, language: Language::French };
            let mut written = Vec::new();
            csv::write_to(&Table::of_pass(&snapshot, Pass::First), &dialect, &mut written).unwrap();
            let today = jiff::civil::date(2025, 1, 15);
            let reading = Reading { operator_column: None, as_is: false, today };
            let file = read_file(&questionnaire, &reading, &written);
            prop_assert_eq!(&file.problems, &[]);
            let read = &file.sheets[0].record;
            for (field, keyed) in questionnaire.field_ids().zip(&answers) {
                let read = read.answer(field);
                let empty = read.is_empty_in_files() && keyed.is_empty_in_files();
                prop_assert!(empty || read == keyed, "{:?}: {:?} / {:?}", field, keyed, read);
            }
        }
    }
}

/// DESIGN 13: the mode is the user's, and nothing else changes what a file gives.
#[test]
fn as_is_changes_nothing_where_all_can_be_taken() {
    let questionnaire = survey::questionnaire();
    let read = |mode: Mode| {
        let today = jiff::civil::date(2025, 1, 15);
        let reading = Reading { operator_column: None, as_is: mode == Mode::AsIs, today };
        read_file(&questionnaire, &reading, &survey::bytes("keying_b.csv"))
    };
    assert_eq!(read(Mode::All), read(Mode::AsIs));
}

/// DESIGN 10: a large workbook is written row by row, and holds the same.
#[test]
fn a_large_workbook_holds_every_row() {
    let folder = tempfile::tempdir().unwrap();
    let mut snapshot = survey::snapshot(&survey::keyed_twice(folder.path()));
    let first: Vec<_> =
        snapshot.keyings.iter().filter(|keying| keying.pass == Pass::First).cloned().collect();
    snapshot.keyings = first.iter().cycle().take(2700).cloned().collect();
    let path = folder.path().join("large.xlsx");
    assert_eq!(export(&request(What::First), &snapshot, &[], &path).unwrap().rows, 2700);
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    for sheet in ["Données codes", "Données libellés"] {
        let data = book.worksheet_range(sheet).unwrap();
        assert_eq!(data.height(), 2701);
        let number = Data::String(snapshot.keyings[2699].number.clone());
        assert_eq!(data.get((2700, 0)), Some(&number));
    }
}
