//! Questions that a settled filter asks and that neither keying had (DESIGN 5.7, 9): read whole, open in
//! every export until then, and known as read once.

use std::collections::BTreeMap;
use std::path::Path;

use egui::Key;
use recto::compare::decision_file::{Wrong, read_decisions};
use recto::compare::quality::Quality;
use recto::compare::quality::settling::settling as settling_of;
use recto::compare::{Comparison, Review, State, compare};
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
seen = [ { name = "1", label = "Oui" }, { name = "2", label = "Non" }, { name = "3", label = "Absent" } ]
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
choices = "seen"
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

/// Two sheets on which each pass says of a visit what is given.
fn keyed(folder: &Path, passes: &[(&str, Pass, &str)]) -> Study {
    let asked = visits();
    let mut study = Study::create(&folder.join("visits.recto"), &asked, &Station::new("test")).unwrap();
    for (name, pass, seen) in passes {
        let operator = study.operator(name).unwrap().id;
        let taken = ["001", "002"].map(|number| {
            let mut record = Record::empty(&asked);
            let field = asked.field_of(asked.variable_by_name("seen").unwrap(), 0).unwrap();
            record.field_mut(field).answer = code(seen);
            let number = number.to_owned();
            TakenKeying { number, number_kept: false, operator, record, finished: true }
        });
        study.take_keyings("visits", *pass, &taken).unwrap();
    }
    study
}

/// Both keyings say that there was no visit; the filter of the first sheet is corrected.
fn corrected(folder: &Path) -> Study {
    let mut study = keyed(folder, &[("Ana", Pass::First, "2"), ("Bea", Pass::Second, "2")]);
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

/// DESIGN 5.7: one box read is no reading of the others: a file of decisions gives all of them, or the codes.
#[test]
fn a_file_decides_all_boxes_of_what_nobody_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = corrected(folder.path());
    let chief = study.operator("Chef").unwrap().id;
    let decisions = |rows: &str| {
        let (snapshot, comparison) = compared(&study);
        let file = format!("sheet,variable,value\n{rows}");
        read_decisions(&snapshot.questionnaire, &comparison, chief, file.as_bytes())
    };
    let problems = decisions("001,public_a,1\n").unwrap_err();
    assert_eq!((problems.len(), problems[0].line), (1, 2));
    assert!(matches!(&problems[0].what, Wrong::BoxesLeft { column } if column == "public"), "{problems:?}");
    assert_eq!(decisions("001,public_a,1\n001,public_b,0\n").unwrap().len(), 2);
    assert_eq!(decisions("001,public,a\n").unwrap().len(), 1);
}

/// DESIGN 5.7: what a corrected answer asks within a line that was keyed is due on every line.
#[test]
fn a_keyed_line_of_a_table_has_due_questions_too() {
    let folder = tempfile::tempdir().unwrap();
    let why = r#"
[[page.item.column]]
name = "why"
number = "c"
type = "integer"
digits = 1
label = "Motif"
relevant = "${kind} = 1"
privacy = "plain"
"#;
    let asked = read(format!("{VISITS}{why}").as_bytes()).questionnaire.unwrap();
    let mut study = Study::create(&folder.path().join("v.recto"), &asked, &Station::new("test")).unwrap();
    let mut record = Record::empty(&asked);
    let mut say = |name: &str, line: u16, answer: Answer| {
        let field = asked.field_of(asked.variable_by_name(name).unwrap(), line).unwrap();
        record.field_mut(field).answer = answer;
    };
    say("seen", 0, code("1"));
    say("public", 0, Answer::Value(Value::Codes(vec!["a".to_owned()])));
    for line in 1..=2 {
        say("hour", line, Answer::Value(Value::Integer(9)));
        say("kind", line, code("2"));
    }
    for (name, pass) in [("Ana", Pass::First), ("Bea", Pass::Second)] {
        let operator = study.operator(name).unwrap().id;
        let (number, record) = ("001".to_owned(), record.clone());
        let taken = TakenKeying { number, number_kept: false, operator, record, finished: true };
        study.take_keyings("visits", pass, &[taken]).unwrap();
    }
    decide(&mut study, ("kind", 2), code("1"), Means::Correction);
    assert_eq!(due(&study, State::Open), ["why_2"]);
}

/// DESIGN 9, README: a table that came due is read line after line; an empty first cell ends it.
#[test]
fn a_table_is_due_line_after_line() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = corrected(folder.path());
    assert_eq!(due(&study, State::Open), ["public", "hour_1", "kind_1"]);
    let rates = |study: &Study| {
        let (snapshot, comparison) = compared(study);
        let tally = Quality::of(&snapshot, &comparison).tally;
        let errors: Vec<_> = tally.operators.values().map(|operator| operator.errors).collect();
        (tally.corrected, tally.both_wrong, tally.agreed, tally.differences, errors)
    };
    let before = rates(&study);
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
    let counted = settling_of(&snapshot, &comparison);
    assert_eq!((counted.read_once, counted.settled, counted.overruled), (4, 0, 0), "each has one reading");
    assert_eq!(rates(&study), before, "neither keying was asked, so neither was wrong");
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

/// DESIGN 5.7: where sheets keyed once are exported, what a corrected filter asks is in the queue too.
#[test]
fn a_sheet_keyed_once_has_due_questions_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = keyed(folder.path(), &[("Ana", Pass::First, "2")]);
    decide(&mut study, ("seen", 0), code("1"), Means::Correction);
    assert_eq!(due(&study, State::Open), Vec::<String>::new(), "it is in no export");
    study.set_plan(Plan { single_keying_allowed: true, ..Plan::default() }, None).unwrap();
    assert_eq!(due(&study, State::Open), ["public", "hour_1", "kind_1"]);
    let (snapshot, comparison) = compared(&study);
    assert_eq!(comparison.counts.open, 4);
    let queue = Review::of(std::sync::Arc::new(snapshot)).queue;
    assert!(queue.iter().all(|item| item.state == State::Open));
}

/// The window with the study open and Zoe settling.
fn settling(make: impl FnOnce(&Path) -> Study, reread_percent: u32) -> Bench {
    let mut bench = Bench::new(Language::English);
    let mut study = make(bench.folder.path());
    let plan = study.plan().unwrap().with("reread-percent", reread_percent.into()).unwrap();
    study.set_plan(plan, None).unwrap();
    study.close().unwrap();
    let path = bench.folder.path().join("visits.recto");
    bench.harness.state_mut().as_mut().unwrap().open(path);
    bench.until("the study", |app| app.study().is_some_and(|study| study.review.is_some()));
    bench.key(Key::D);
    bench.burst("Zoe", Key::Enter);
    bench.until("the queue", |app| matches!(app.screen(), Screen::Settling(_)));
    bench
}

/// Waits until so many decisions and declarations are in the review that the window has.
fn reviewed(bench: &mut Bench, decisions: usize, declarations: usize) {
    let held = |app: &App| {
        let review = app.study().unwrap().review.clone().unwrap();
        (review.snapshot.resolutions.len(), review.snapshot.declarations.len())
    };
    bench.until("the review", |app| held(app) == (decisions, declarations));
}

/// DESIGN 9: with keys only, the lines of a table that came due are read one after the other.
#[test]
fn a_due_table_is_read_with_keys_only() {
    let mut bench = settling(corrected, 0);
    assert!(bench.sees("Neither keying has this question"));
    bench.burst("a", Key::Enter);
    bench.type_text("0");
    bench.type_text("9");
    reviewed(&mut bench, 3, 0);
    let place = |bench: &Bench| bench.app().screen().place().unwrap();
    assert_eq!(place(&bench), "001 3b 1", "the rest of the line before the next one");
    bench.type_text("1");
    bench.key(Key::Enter);
    reviewed(&mut bench, 4, 0);
    assert_eq!(place(&bench), "001 3a 2", "the next line");
    bench.key(Key::Enter);
    reviewed(&mut bench, 5, 0);
    assert!(bench.sees("All is settled"), "an empty first cell ended the table");
}

/// DESIGN 8, 9: when a newer review moves the supervisor to another question, keys already on their way do
/// not become its answer; Enter goes on.
#[test]
fn keys_on_their_way_are_no_answer_to_another_question() {
    let make = |folder: &Path| keyed(folder, &[("Ana", Pass::First, "2"), ("Bea", Pass::Second, "3")]);
    let mut bench = settling(make, 0);
    // Both keyings are wrong: there was a visit.
    bench.type_text("1");
    bench.type_text("c");
    bench.burst("both are wrong", Key::Enter);
    reviewed(&mut bench, 1, 0);
    assert!(bench.sees("Take sheet 001") && bench.sees("The filter that was settled asks this question"));
    bench.burst("a", Key::ArrowLeft);
    assert!(bench.sees("The filter that was settled"), "locked");
    bench.key(Key::Enter);
    bench.burst("b", Key::Enter);
    reviewed(&mut bench, 2, 0);
    let review = bench.app().study().unwrap().review.clone().unwrap();
    let Target::Field { answer, .. } = &review.snapshot.resolutions[1].target else { panic!("a box") };
    assert_eq!(*answer, Answer::Value(Value::Codes(vec!["b".to_owned()])));
}

/// DESIGN 9: what was read once comes back too; read differently, a third reading decides.
#[test]
fn what_is_due_is_read_again() {
    let mut bench = settling(corrected, 100);
    bench.burst("a", Key::Enter);
    // What is settled first comes back first, where the window hears of it first.
    reviewed(&mut bench, 2, 0);
    bench.key(Key::Enter);
    reviewed(&mut bench, 3, 0);
    assert!(bench.sees("It was drawn to be read again"));
    bench.burst("b", Key::Enter);
    assert!(bench.sees("Read it once more"));
    bench.burst("b", Key::Enter);
    reviewed(&mut bench, 4, 1);
    let review = bench.app().study().unwrap().review.clone().unwrap();
    let counted = settling_of(&review.snapshot, &review.comparison);
    assert_eq!((counted.reread, counted.mistakes, counted.read_once), (1, 1, 1));
}
