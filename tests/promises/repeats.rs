//! Repeats and several choices in exports (DESIGN 5.7, 10): tables of their own with the keys, columns on
//! demand, partial dates that no program takes for another day.

use std::path::Path;

use recto::export::{
    Choices, Dialect, ExportError, Preset, Repeats, Request, Shape, Table, Values, What, csv, export,
};
use recto::questionnaire::{Answer, Missing, PartialDate, Questionnaire, Record, Value, read};
use recto::study::{Keying, KeyingId, OperatorId, Pass, Snapshot};
use recto::texts::Language;

use super::survey;

/// A weekly form: two counts, a table of events with several choices and a calculation.
pub const WEEK: &str = r#"
[questionnaire]
id = "week"
version = "1"
title = { fr = "Fiche de la semaine", en = "Weekly form" }
default_language = "fr"
paper = "A4"
sheet_number = "sheet"

[missing.NR]
means = "blank"
key = "."
number = -9
label = { fr = "Case vide", en = "Left blank" }

[missing.ILL]
means = "illegible"
key = "/"
label = { fr = "Illisible", en = "Illegible" }

[choices]
kind = [
  { name = "1", label = { fr = "Atelier", en = "Workshop" } },
  { name = "2", label = { fr = "Sortie", en = "Outing" } },
]
who = [
  { name = "a", label = { fr = "Seniors", en = "Seniors" } },
  { name = "b", label = { fr = "Aidants", en = "Carers" } },
]

[[page]]

[[page.item]]
kind = "question"
name = "sheet"
type = "sheet_number"
digits = 3
label = { fr = "N°", en = "No." }

[[page.item]]
kind = "question"
name = "monday"
type = "date"
year = "full"
label = { fr = "Lundi", en = "Monday" }

[[page.item]]
kind = "question"
name = "public"
type = "select_multiple"
choices = "who"
label = { fr = "Public", en = "Public" }

[[page.item]]
kind = "repeat"
name = "event"
lines = 3
label = { fr = "Événements [A/B]: liste", en = "Events [A/B]: list" }

[[page.item.column]]
name = "ev_date"
type = "date"
year = "full"
label = { fr = "Date", en = "Date" }

[[page.item.column]]
name = "ev_kind"
type = "select_one"
choices = "kind"
label = { fr = "Type", en = "Kind" }

[[page.item.column]]
name = "ev_who"
type = "select_multiple"
choices = "who"
label = { fr = "Pour qui", en = "For whom" }

[[page.item]]
kind = "question"
name = "rounds"
type = "integer"
digits = 3
label = { fr = "Tournées", en = "Rounds" }
"#;

pub fn week() -> Questionnaire {
    let read = read(WEEK.as_bytes());
    read.questionnaire.unwrap_or_else(|| panic!("{:?}", read.diagnostics))
}

/// A keying of the weekly form: answers by variable and line.
pub fn keying(week: &Questionnaire, number: &str, pass: Pass, answers: &[(&str, u16, Answer)]) -> Keying {
    let mut record = Record::empty(week);
    let number_field = week.sheet_number_field().unwrap();
    record.field_mut(number_field).answer = Answer::Value(Value::Text(number.to_owned()));
    for (name, line, answer) in answers {
        let field = week.field_of(week.variable_by_name(name).unwrap(), *line).unwrap();
        record.field_mut(field).answer = answer.clone();
    }
    let now: jiff::Timestamp = "2025-01-15T10:00:00Z".parse().unwrap();
    let id = u128::from(number.parse::<u32>().unwrap()) * 2 + u128::from(pass == Pass::Second);
    Keying {
        id: KeyingId(uuid::Uuid::from_u128(id)),
        number: number.to_owned(),
        pass,
        operator: OperatorId(uuid::Uuid::nil()),
        version: "1".to_owned(),
        started: now,
        last_entry: now,
        finished: Some(now),
        imported: false,
        note: None,
        first_readings: Vec::new(),
        record: record.into(),
    }
}

pub fn snapshot(questionnaire: Questionnaire, keyings: Vec<Keying>) -> Snapshot {
    Snapshot {
        last_entry: keyings.first().map(|keying| keying.last_entry),
        keyings: keyings.into(),
        ..Snapshot::empty(std::sync::Arc::new(questionnaire))
    }
}

fn date(year: i16, month: u8, day: u8) -> Answer {
    Answer::Value(Value::Date(PartialDate { year, month, day }))
}

fn code(code: &str) -> Answer {
    Answer::Value(Value::Code(code.to_owned()))
}

fn codes(codes: &[&str]) -> Answer {
    Answer::Value(Value::Codes(codes.iter().map(|code| (*code).to_owned()).collect()))
}

/// Two sheets: 001 has lines 1 and 3, its second keying differs on one date; 002 has no line.
pub fn two_weeks() -> Snapshot {
    let week = week();
    let first = [
        ("monday", 0, date(2024, 11, 4)),
        ("public", 0, codes(&["a", "b"])),
        ("ev_date", 1, date(2024, 11, 0)),
        ("ev_kind", 1, code("1")),
        ("ev_who", 1, codes(&["b"])),
        ("ev_date", 3, date(2024, 11, 6)),
        ("ev_kind", 3, Answer::Missing(Missing::Blank)),
        ("ev_who", 3, Answer::Missing(Missing::Illegible)),
        ("rounds", 0, Answer::Value(Value::Integer(12))),
    ];
    let mut second = first.clone();
    second[5].2 = date(2024, 11, 8);
    let empty = [
        ("monday", 0, date(0, 11, 5)),
        ("public", 0, codes(&["a"])),
        ("rounds", 0, Answer::Missing(Missing::Blank)),
    ];
    let keyings = vec![
        keying(&week, "001", Pass::First, &first),
        keying(&week, "001", Pass::Second, &second),
        keying(&week, "002", Pass::First, &empty),
        keying(&week, "002", Pass::Second, &empty),
    ];
    snapshot(week, keyings)
}

pub fn request(what: What) -> Request {
    Request { what, language: Language::French, ..Request::default() }
}

fn text(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    text.strip_prefix('\u{feff}').unwrap().to_owned()
}

/// DESIGN 10: a repeat is a file of its own, one row per line that is filled, with sheet and line as keys;
/// the sheet's own file has no column of it, and names what is open in its lines.
#[test]
fn a_repeat_is_a_file_with_the_keys() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weeks.csv");
    let summary = export(&request(What::Final), &two_weeks(), &[], &path).unwrap();
    assert_eq!((summary.rows, summary.open), (2, 1));
    let beside = folder.path().join("weeks-event.csv");
    assert_eq!(summary.beside, [(beside.clone(), 2)]);
    assert_eq!(
        text(&path),
        "sheet;monday;public_a;public_b;rounds;recto_open;recto_keyings\r\n\
         001;04/11/2024;1;1;12;ev_date_3;2\r\n\
         002;05/11/0000;1;0;NR;;2\r\n"
    );
    assert_eq!(
        text(&beside),
        "sheet;line;ev_date;ev_kind;ev_who_a;ev_who_b;recto_open\r\n\
         001;1;00/11/2024;1;0;1;\r\n\
         001;3;;NR;ILL;ILL;ev_date\r\n"
    );
}

/// DESIGN 5.2, 13: a raw keying stays one file, as `recto import` reads it, unless files are asked for.
#[test]
fn a_raw_keying_has_its_lines_in_columns() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("first.csv");
    let snapshot = two_weeks();
    let summary = export(&request(What::First), &snapshot, &[], &path).unwrap();
    assert_eq!(summary.beside, []);
    let header = text(&path).lines().next().unwrap().to_owned();
    let columns: Vec<String> =
        snapshot.questionnaire.cells().iter().map(|cell| snapshot.questionnaire.cell_column(*cell)).collect();
    assert_eq!(header.split(';').collect::<Vec<_>>(), columns);
    let apart = Request { repeats: Some(Repeats::Lines), overwrite: true, ..request(What::First) };
    let summary = export(&apart, &snapshot, &[], &path).unwrap();
    assert_eq!(summary.beside, [(folder.path().join("first-event.csv"), 2)]);
}

/// DESIGN 5.9: the files of one export are written all or none, and none over another file.
#[test]
fn a_taken_name_beside_refuses_all() {
    let folder = tempfile::tempdir().unwrap();
    let taken = folder.path().join("weeks-event.csv");
    std::fs::write(&taken, "mine").unwrap();
    let refused = export(&request(What::Final), &two_weeks(), &[], &folder.path().join("weeks.csv"));
    assert!(matches!(refused, Err(ExportError::Exists { path }) if path == taken));
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(left, ["weeks-event.csv"]);
    assert_eq!(std::fs::read(&taken).unwrap(), b"mine");
}

/// DESIGN 10: several choices as one column of codes, labels on demand; a question of which a box is open
/// is open as a whole.
#[test]
fn several_choices_as_one_column() {
    let mut snapshot = two_weeks();
    let week = week();
    let field = week.field_of(week.variable_by_name("public").unwrap(), 0).unwrap();
    snapshot.keyings[1].record.field_mut(field).answer = codes(&["a"]);
    let comparison = recto::compare::compare(&snapshot);
    let shape = Shape { choices: Choices::Codes, repeats: Repeats::Lines };
    let table = Table::of_final(&snapshot, &comparison).shaped(shape);
    let written = |values: Values| {
        let dialect = Dialect { preset: Preset::Open, values, language: Language::French };
        let mut written = Vec::new();
        csv::write_to(&table, &dialect, &mut written).unwrap();
        String::from_utf8(written).unwrap()
    };
    assert_eq!(
        written(Values::Codes),
        "sheet,monday,public,rounds,recto_open,recto_keyings\r\n\
         001,2024-11-04,,12,public ev_date_3,2\r\n\
         002,0000-11-05,a,NR,,2\r\n"
    );
    assert!(written(Values::Labels).contains("\r\n002,0000-11-05,Seniors,Case vide,,2\r\n"));
}

/// DESIGN 13: the codes of several choices in one column are what `recto import` reads.
#[test]
fn one_column_of_codes_is_read_again() {
    let snapshot = two_weeks();
    let shape = Shape { choices: Choices::Codes, repeats: Repeats::Columns };
    let table = Table::of_pass(&snapshot, Pass::First).shaped(shape);
    let dialect = Dialect { preset: Preset::ExcelFr, values: Values::Codes, language: Language::French };
    let mut written = Vec::new();
    csv::write_to(&table, &dialect, &mut written).unwrap();
    let reading = recto::study::import::Reading {
        operator_column: None,
        as_is: false,
        today: jiff::civil::date(2025, 1, 15),
    };
    let file = recto::study::import::read_file(&snapshot.questionnaire, &reading, &written);
    assert_eq!(file.problems, []);
    for (sheet, keyed) in file.sheets.iter().zip([0, 2]) {
        for field in snapshot.questionnaire.field_ids() {
            let (read, keyed) = (sheet.record.answer(field), snapshot.keyings[keyed].record.answer(field));
            let empty = read.is_empty_in_files() && keyed.is_empty_in_files();
            assert!(empty || read == keyed, "{field:?}: {read:?} / {keyed:?}");
        }
    }
}

/// DESIGN 10: a date that is partly unreadable is a text everywhere: LibreOffice, which takes what it can
/// for a date, takes none of these. Skipped, and said, where there is no LibreOffice.
#[test]
fn no_program_takes_a_partial_date_for_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weeks.csv");
    export(&request(What::Final), &two_weeks(), &[], &path).unwrap();
    for name in ["weeks.csv", "weeks-event.csv"] {
        let Some(book) = super::workbook::in_libreoffice(&folder.path().join(name)) else { return };
        let mut dates = 0;
        for row in book.rows() {
            for cell in row {
                match cell {
                    calamine::Data::DateTime(_) => dates += 1,
                    calamine::Data::String(text) => assert!(
                        !text.contains('/') || text.starts_with("00/") || text.ends_with("0000"),
                        "{text}"
                    ),
                    _ => {}
                }
            }
        }
        assert_eq!(dates, usize::from(name == "weeks.csv"), "{name}: {book:?}");
    }
}

/// DESIGN 10: the fixture has no repeat, so that its shape changes nothing.
#[test]
fn without_repeats_there_is_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = survey::snapshot(&survey::keyed_twice(folder.path()));
    let path = folder.path().join("m2s.csv");
    let summary = export(&request(What::Final), &snapshot, &[], &path).unwrap();
    assert_eq!((summary.rows, summary.beside.len()), (146, 0));
}
