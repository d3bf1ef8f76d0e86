//! Errors on filter questions (DESIGN 9, issue 4): one wrong tick is one event; what a settled filter
//! skips falls away, what it asks comes into the queue.

use recto::compare::{Comparison, Item, QueueItem, Review, State, compare};
use recto::study::import::Mode;
use recto::study::{Means, NewResolution, Pass, Snapshot, Study, Target};

use super::survey;

/// One fixture sheet in which `nouv_act` (a new activity: 1 yes, 2 no; no skips the next question) is as
/// said in each pass, and the block behind it keyed or skipped accordingly.
fn keyed(first: &str, second: &str) -> (tempfile::TempDir, Study) {
    let folder = tempfile::tempdir().unwrap();
    let mut study = survey::new_study(folder.path());
    for (operator, pass, filter) in [("A", Pass::First, first), ("B", Pass::Second, second)] {
        let (header, rows) = survey::rows(&survey::bytes("truth.csv"));
        let at = |name: &str| header.iter().position(|column| column == name).unwrap();
        let mut row = rows[0].clone();
        row[at("nouv_act")] = filter.to_owned();
        for (column, cell) in header.iter().zip(&mut row) {
            if column.starts_with("nouv_type_") {
                *cell = match filter {
                    "1" => u8::from(column.ends_with('3')).to_string(),
                    _ => String::new(),
                };
            }
        }
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
        writer.write_record(&header).unwrap();
        writer.write_record(&row).unwrap();
        survey::take(&mut study, operator, pass, Mode::AsIs, &writer.into_inner().unwrap()).unwrap();
    }
    (folder, study)
}

fn decide(study: &mut Study, variable: &str, answer: recto::questionnaire::Answer, means: Means) {
    let operator = study.operator("Chef").unwrap().id;
    let target = Target::Field { variable: variable.to_owned(), line: 0, answer };
    let number = survey::snapshot(study).keyings[0].number.clone();
    let decision = NewResolution { number, target, means, reason: "read again".to_owned(), operator };
    study.resolve("m2s-impact-2024", &[decision]).unwrap();
}

fn code(code: &str) -> recto::questionnaire::Answer {
    recto::questionnaire::Answer::Value(recto::questionnaire::Value::Code(code.to_owned()))
}

fn compared(study: &Study) -> (Snapshot, Comparison) {
    let snapshot = survey::snapshot(study);
    let comparison = compare(&snapshot);
    (snapshot, comparison)
}

fn queue(snapshot: &Snapshot) -> Vec<QueueItem> {
    Review::of(std::sync::Arc::new(snapshot.clone())).queue
}

fn open_columns(study: &Study) -> String {
    let (snapshot, comparison) = compared(study);
    let last = recto::compare::final_record::final_records(&snapshot, &comparison).next().unwrap();
    let open = last.open_cells(&snapshot.questionnaire);
    open.iter().map(|cell| snapshot.questionnaire.cell_column(*cell)).collect::<Vec<_>>().join(" ")
}

/// One wrong tick on a filter makes its block differ: one event, all cells listed and still counted.
#[test]
fn a_wrong_tick_on_a_filter_is_one_event() {
    let (_folder, study) = keyed("1", "2");
    let (snapshot, comparison) = compared(&study);
    assert_eq!(comparison.counts.different, 8);
    let [event] = &comparison.events[..] else { panic!("{:?}", comparison.events) };
    assert_eq!(snapshot.questionnaire.field_column(event.filter), "nouv_act");
    assert_eq!(event.cells.len(), 8);
    assert!((0..8).all(|at| comparison.event_of(at) == Some(0)));
}

/// The filter settled as skipping: the answers of the one keying fall away, stay in it, and are listed.
#[test]
fn what_a_settled_filter_skips_falls_away() {
    let (_folder, mut study) = keyed("1", "2");
    decide(&mut study, "nouv_act", code("2"), Means::BlindReading);
    let (snapshot, comparison) = compared(&study);
    assert_eq!((comparison.counts.different, comparison.counts.open), (8, 0));
    assert!(queue(&snapshot).iter().all(|item| item.state == State::Settled));
    assert_eq!(open_columns(&study), "");
    let (_folder, mut study) = keyed("1", "2");
    decide(&mut study, "nouv_act", code("1"), Means::BlindReading);
    assert_eq!(compared(&study).1.counts.open, 7, "one keying only: each needs a reading");
}

/// A filter corrected so that it asks what both keyings skipped: due, open, in the queue until read.
#[test]
fn what_a_corrected_filter_asks_comes_due() {
    let (_folder, mut study) = keyed("2", "2");
    assert!(compared(&study).1.due.is_empty());
    decide(&mut study, "nouv_act", code("1"), Means::Correction);
    let (snapshot, comparison) = compared(&study);
    let items = queue(&snapshot);
    assert!(
        matches!(items[..], [ref item] if matches!(item.item, Item::Due { .. }) && item.state == State::Open)
    );
    assert_eq!((comparison.counts.open, comparison.due.len()), (7, 1));
    assert!(open_columns(&study).starts_with("nouv_type_1 nouv_type_2"));
    let read = recto::questionnaire::Value::Codes(vec!["3".to_owned()]);
    decide(&mut study, "nouv_type", recto::questionnaire::Answer::Value(read), Means::BlindReading);
    let (snapshot, comparison) = compared(&study);
    assert_eq!(comparison.counts.open, 0);
    assert!(queue(&snapshot).iter().all(|item| item.state == State::Settled));
    assert_eq!(open_columns(&study), "");
}
