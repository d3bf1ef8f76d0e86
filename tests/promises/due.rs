//! Questions that a settled filter asks and that neither keying had (DESIGN 5.7, 9): read whole, open in
//! every export until then, and known as read once.

use std::collections::BTreeMap;
use std::path::Path;

use egui::Key;
use recto::compare::quality::settling::settling;
use recto::compare::{Comparison, State, compare};
use recto::desktop::app::App;
use recto::desktop::screen::Screen;
use recto::export::{Profile, Repeats, Request, export};
use recto::questionnaire::{Answer, Questionnaire, Record, Value, read};
use recto::study::{Means, NewResolution, Pass, Plan, Snapshot, Station, Study, TakenKeying, Target};
use recto::texts::Language;

use super::bench::Bench;

/// A form with a filter before a question and a table of visits.
const VISITS: &str = r#"
[questionnaire]
id = "visits"
version = "1"
title = { fr = "Visites", en = "Visits" }
default_language = "fr"
paper = "A4"
sheet_number = "sheet"

[missing.NR]
means = "blank"
key = "."
label = { fr = "Case vide", en = "Left blank" }

[choices]
yes_no = [ { name = "1", label = "Oui" }, { name = "2", label = "Non" } ]
who = [ { name = "a", label = "Seniors" }, { name = "b", label = "Aidants" } ]

[[page]]

[[page.item]]
kind = "question"
name = "sheet"
number = "N"
type = "sheet_number"
digits = 3
label = "Fiche"
privacy = "identifying"

[[page.item]]
kind = "question"
name = "seen"
number = "1"
type = "select_one"
choices = "yes_no"
label = "Visite ?"
privacy = "plain"
publish = "table"

[[page.item]]
kind = "question"
name = "public"
number = "2"
type = "select_multiple"
choices = "who"
label = "Public"
relevant = "${seen} = 1"
privacy = "plain"
publish = "table"

[[page.item]]
kind = "repeat"
name = "visit"
number = "3"
lines = 3
label = "Visites"
relevant = "${seen} = 1"

[[page.item.column]]
name = "hour"
number = "a"
type = "integer"
digits = 2
label = "Heure"
privacy = "plain"

[[page.item.column]]
name = "kind"
number = "b"
type = "select_one"
choices = "yes_no"
label = "Longue ?"
privacy = "plain"
"#;

fn visits() -> Questionnaire {
    let read = read(VISITS.as_bytes());
    read.questionnaire.unwrap_or_else(|| panic!("{:?}", read.diagnostics))
}

fn code(code: &str) -> Answer {
    Answer::Value(Value::Code(code.to_owned()))
}

/// Two sheets on which both keyings say that there was no visit; the filter of the first is corrected.
fn corrected(folder: &Path) -> Study {
    let asked = visits();
    let mut study = Study::create(&folder.join("visits.recto"), &asked, &Station::new("test")).unwrap();
    for (name, pass) in [("Ana", Pass::First), ("Bea", Pass::Second)] {
        let operator = study.operator(name).unwrap().id;
        let taken = ["001", "002"].map(|number| {
            let mut record = Record::empty(&asked);
            let field = asked.field_of(asked.variable_by_name("seen").unwrap(), 0).unwrap();
            record.field_mut(field).answer = code("2");
            let number = number.to_owned();
            TakenKeying { number, number_kept: false, operator, record, finished: true }
        });
        study.take_keyings("visits", pass, &taken).unwrap();
    }
    decide(&mut study, ("seen", 0), code("1"), Means::Correction);
    study
}

fn decide(study: &mut Study, (variable, line): (&str, u16), answer: Answer, means: Means) {
    let operator = study.operator("Chef").unwrap().id;
    let target = Target::Field { variable: variable.to_owned(), line, answer };
    let (number, reason) = ("001".to_owned(), "read again".to_owned());
    study.resolve("visits", &[NewResolution { number, target, means, reason, operator }]).unwrap();
}

fn compared(study: &Study) -> (Snapshot, Comparison) {
    let snapshot = study.snapshot("visits").unwrap();
    let comparison = compare(&snapshot);
    (snapshot, comparison)
}

/// The columns of what is due, by state.
fn due(study: &Study, state: State) -> Vec<String> {
    let (snapshot, comparison) = compared(study);
    let due = comparison.due.iter().filter(|due| due.state == state);
    due.map(|due| snapshot.questionnaire.field_column(due.field)).collect()
}

/// DESIGN 9, README: a table that came due is read line after line; an empty first cell ends it.
#[test]
fn a_table_is_due_line_after_line() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = corrected(folder.path());
    assert_eq!(due(&study, State::Open), ["public", "hour_1", "kind_1"]);
    let read = |study: &mut Study, at, answer| decide(study, at, answer, Means::BlindReading);
    read(&mut study, ("public", 0), Answer::Value(Value::Codes(vec!["a".to_owned()])));
    read(&mut study, ("hour", 1), Answer::Value(Value::Integer(9)));
    assert_eq!(due(&study, State::Open), ["kind_1", "hour_2", "kind_2"], "a line is followed by the next");
    read(&mut study, ("kind", 1), code("1"));
    read(&mut study, ("hour", 2), Answer::NotApplicable);
    assert_eq!(due(&study, State::Open), Vec::<String>::new(), "an empty first cell ends the table");
    assert_eq!(due(&study, State::Settled), ["public", "hour_1", "kind_1", "hour_2"]);
    let (snapshot, comparison) = compared(&study);
    assert_eq!(comparison.counts.open, 0);
    let counted = settling(&snapshot, &comparison);
    assert_eq!((counted.read_once, counted.settled, counted.overruled), (4, 0, 0), "each has one reading");
    read(&mut study, ("hour", 2), Answer::Value(Value::Integer(14)));
    assert_eq!(due(&study, State::Open), ["kind_2", "hour_3", "kind_3"]);
    read(&mut study, ("hour", 3), Answer::Value(Value::Integer(16)));
    assert_eq!(due(&study, State::Open), ["kind_2", "kind_3"], "the paper has three lines");
}

type Row = BTreeMap<String, String>;

fn csv_rows(path: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().unwrap().clone();
    let row =
        |row: csv::StringRecord| header.iter().zip(&row).map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// DESIGN 5.7: in the full export and in a funder's, in CSV, a due question is open: empty, named, counted.
#[test]
fn what_is_due_is_open_for_everybody() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = corrected(folder.path());
    study.give_pseudonyms("visits").unwrap();
    let snapshot = study.snapshot("visits").unwrap();
    for profile in [Profile::Full, Profile::Funder] {
        for (repeats, named) in [
            (Repeats::Columns, "public_a public_b hour_1 kind_1"),
            (Repeats::Lines, "public_a public_b hour_1 kind_1"),
        ] {
            let path = folder.path().join(format!("{profile:?}-{repeats:?}.csv"));
            let request =
                Request { profile, repeats: Some(repeats), language: Language::French, ..Request::default() };
            let summary = export(&request, &snapshot, &[], &path).unwrap();
            assert_eq!(summary.open, 4, "{profile:?} {repeats:?}");
            let rows = csv_rows(&path);
            let open: Vec<&str> =
                rows.iter().map(|row| row["recto_open"].as_str()).filter(|it| !it.is_empty()).collect();
            assert_eq!(open, [named], "{profile:?} {repeats:?}");
        }
    }
}

fn before(bench: &mut Bench, what: &str, holds: impl Fn(&App) -> bool) {
    bench.until(what, holds);
    bench.settle();
}

/// DESIGN 9: with keys only, the lines of a table that came due are read one after the other.
#[test]
fn a_due_table_is_read_with_keys_only() {
    let mut bench = Bench::new(Language::English);
    let mut study = corrected(bench.folder.path());
    study.set_plan(Plan { reread_percent: recto::study::Whole(0), ..Plan::default() }, None).unwrap();
    study.close().unwrap();
    let path = bench.folder.path().join("visits.recto");
    bench.harness.state_mut().as_mut().unwrap().open(path);
    before(&mut bench, "the study", |app| app.study().is_some_and(|study| study.review.is_some()));
    bench.key(Key::D);
    bench.burst("Zoe", Key::Enter);
    before(&mut bench, "the queue", |app| matches!(app.screen(), Screen::Settling(_)));
    bench.burst("a", Key::Enter);
    bench.burst("09", Key::Enter);
    let resolutions = |app: &App| app.study().unwrap().snapshot.as_ref().unwrap().resolutions.len();
    before(&mut bench, "the first line", |app| resolutions(app) == 3);
    assert!(bench.sees("Take sheet 001") && bench.sees("Longue"), "the rest of the line before the next one");
}
