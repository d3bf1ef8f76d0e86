//! Settling differences with keys only: in which order, what asks for a reason, what goes to the field
//! team (DESIGN 9). Blindness is in `frames`, the whole job in `real_window`.

use egui::Key;
use egui_kittest::kittest::Queryable;
use recto::compare::{State, compare, unreadable_sheets};
use recto::desktop::screen::Screen;
use recto::questionnaire::{Answer, Origin, Questionnaire, Record, Value, read};
use recto::study::import::{Reading, read_file};
use recto::study::{FirstReading, Pass, Plan, Said, Snapshot, Station, Study, TakenKeying};
use recto::texts::Language;

use super::bench::Bench;

const SMALL: &str = include_str!("study/small.toml");

fn small() -> Questionnaire {
    read(SMALL.as_bytes()).questionnaire.unwrap()
}

fn record(town: &str, age: i64) -> Record {
    let small = small();
    let mut record = Record::empty(&small);
    let mut set = |name: &str, value: Value| {
        let field = small.field_of(small.variable_by_name(name).unwrap(), 0).unwrap();
        record.field_mut(field).answer = Answer::Value(value);
    };
    set("town", Value::Code(town.to_owned()));
    set("age", Value::Integer(age));
    set("remark", Value::Text("rien".to_owned()));
    record
}

/// Three sheets keyed by Ana and Bea: 001 and 003 differ in town and age, 002 in age.
fn settling(supervisor: &str) -> Bench {
    let mut bench = Bench::new(Language::English);
    let path = bench.folder.path().join("small.recto");
    let mut study = Study::create(&path, &small(), &Station::new("test")).unwrap();
    for (name, pass, sheets) in [
        ("Ana", Pass::First, [("1", 34), ("1", 50), ("1", 71)]),
        ("Bea", Pass::Second, [("2", 43), ("1", 51), ("2", 17)]),
    ] {
        let operator = study.operator(name).unwrap().id;
        let taken: Vec<TakenKeying> = sheets
            .iter()
            .zip(1..)
            .map(|((town, age), at)| TakenKeying {
                number: format!("00{at}"),
                number_kept: false,
                operator,
                record: record(town, *age),
                finished: true,
            })
            .collect();
        study.take_keyings("small", pass, &taken).unwrap();
    }
    let ana = study.operator("Ana").unwrap().id;
    let batch = Said::Batch { name: "Box 2".to_owned(), numbers: vec!["002".to_owned(), "003".to_owned()] };
    study.declare("small", ana, &[(None, batch)]).unwrap();
    study.close().unwrap();
    bench.harness.state_mut().as_mut().unwrap().open(path);
    bench.until("the study", |app| app.study().is_some_and(|study| study.review.is_some()));
    bench.key(Key::D);
    bench.burst(supervisor, Key::Enter);
    bench.until("the queue", |app| matches!(app.screen(), Screen::Settling(_)));
    bench.settle();
    bench
}

/// The study as the window has read it again, once it holds what is expected.
fn snapshot(bench: &mut Bench, holds: impl Fn(&Snapshot) -> bool) -> Snapshot {
    let read = |app: &recto::desktop::app::App| app.study().and_then(|study| study.snapshot.clone());
    bench.until("the disk", |app| read(app).is_some_and(|snapshot| holds(&snapshot)));
    Snapshot::clone(&read(bench.app()).unwrap())
}

/// DESIGN 9: keys only; by sheet, or by question, or those of one batch.
#[test]
fn the_queue_goes_by_sheet_by_question_or_by_batch() {
    let mut bench = settling("Zoe");
    assert!(bench.sees("Take sheet 001") && bench.sees("1 Town"));
    bench.key(Key::ArrowDown);
    assert!(bench.sees("Take sheet 001") && bench.sees("2 Age"));
    bench.key(Key::F5);
    bench.key(Key::ArrowDown);
    assert!(bench.sees("Take sheet 002"), "the next age, not the next question of the sheet");
    bench.key(Key::ArrowUp);
    assert!(bench.sees("Take sheet 001"));
    bench.key(Key::F6);
    assert!(
        bench.sees("Box 2") && bench.sees("Take sheet 003"),
        "by question: 003's town comes before the ages"
    );
    for _ in 0..4 {
        bench.key(Key::ArrowDown);
        assert!(!bench.sees("Take sheet 001"), "not of this batch");
    }
    bench.key(Key::F6);
    assert!(bench.sees("all batches"));
}

/// DESIGN 9: the reading equals neither keying: choosing it asks why, and the reason is kept.
#[test]
fn overruling_both_keyings_asks_for_a_reason() {
    let mut bench = settling("Zoe");
    bench.key(Key::ArrowDown);
    bench.burst("44", Key::Enter);
    assert!(bench.sees("what does the paper say"), "equals neither: all three are shown");
    bench.type_text("c");
    assert!(bench.sees("Neither keying is right"));
    bench.key(Key::Enter);
    assert!(bench.sees("Neither keying is right"), "not without a reason");
    bench.burst("the 4 is struck out", Key::Enter);
    let kept = snapshot(&mut bench, |study| !study.resolutions.is_empty());
    let decision = kept.resolutions.last().unwrap();
    assert_eq!((decision.number.as_str(), decision.reason.as_str()), ("001", "the 4 is struck out"));
    let open = compare(&kept).differences.iter().filter(|it| it.state == State::Open).count();
    assert_eq!(open, 4);
}

/// DESIGN 9: a sheet that cannot be read goes to the field team with a sentence, is passed over, and
/// comes back; nothing about it is decided.
#[test]
fn an_unreadable_sheet_goes_to_the_field_team() {
    let mut bench = settling("Zoe");
    bench.key(Key::F9);
    bench.burst("coffee over page 1", Key::Enter);
    assert!(bench.sees("Take sheet 002"), "its other question is passed over too");
    let kept = snapshot(&mut bench, |study| study.declarations.len() == 2);
    assert_eq!(unreadable_sheets(&kept.declarations).into_keys().collect::<Vec<_>>(), ["001"]);
    assert!(kept.resolutions.is_empty());
    bench.press(egui::Modifiers::COMMAND, Key::Z);
    assert!(bench.sees("Take sheet 001"));
    let kept = snapshot(&mut bench, |study| study.declarations.len() == 3);
    assert!(unreadable_sheets(&kept.declarations).is_empty());
}

/// DESIGN 9: who keyed one of the two passes is told so before settling them.
#[test]
fn a_supervisor_who_keyed_the_sheet_is_warned() {
    for (name, warned) in [("Zoe", false), ("bea", true)] {
        let bench = settling(name);
        assert_eq!(bench.sees("You keyed this sheet"), warned, "{name}");
        assert!(bench.harness.query_all_by_label_contains("001").next().is_some());
    }
}

/// A study whose first pass is keyed, opened, with Bea at the second pass.
fn second_pass(early_count: bool) -> Bench {
    let mut bench = Bench::new(Language::English);
    let path = bench.folder.path().join("small.recto");
    let mut study = Study::create(&path, &small(), &Station::new("test")).unwrap();
    let operator = study.operator("Ana").unwrap().id;
    let taken = TakenKeying {
        number: "001".to_owned(),
        number_kept: false,
        operator,
        record: record("1", 34),
        finished: true,
    };
    study.take_keyings("small", Pass::First, &[taken]).unwrap();
    study.set_plan(Plan { early_count, ..Plan::default() }, Some(operator)).unwrap();
    study.close().unwrap();
    bench.harness.state_mut().as_mut().unwrap().open(path);
    bench.until("the study", |app| app.study().is_some_and(|study| study.review.is_some()));
    bench.key(Key::Num2);
    bench.burst("Bea", Key::Enter);
    bench.until("the keying", |app| matches!(app.screen(), Screen::Keying(_)));
    bench
}

/// DESIGN 9, issue 4: right after the second keying of a sheet, how many differences it has, not which;
/// only where the plan says so, and it is kept that it was told.
#[test]
fn how_many_differences_is_told_at_once_where_the_plan_says_so() {
    for early_count in [true, false] {
        let mut bench = second_pass(early_count);
        bench.key(Key::Enter);
        bench.type_text("2");
        bench.burst("43", Key::Enter);
        bench.burst("rien", Key::Enter);
        bench.key(Key::Enter);
        bench.until("the disk", |app| {
            app.study().is_some_and(|study| {
                let snapshot = study.snapshot.as_ref().unwrap();
                study.is_saved() && snapshot.keyings.len() == 1
            })
        });
        for _ in 0..20 {
            std::thread::sleep(std::time::Duration::from_millis(5));
            bench.settle();
        }
        assert_eq!(bench.sees("Sheet 001: 2 differences"), early_count);
        // Back to the sheet, the age once more: the first reading stays the one that counts.
        bench.key(Key::ArrowUp);
        bench.key(Key::ArrowUp);
        bench.key(Key::F2);
        bench.burst("2", Key::Enter);
        bench.burst("44", Key::Enter);
        bench.key(Key::ArrowDown);
        bench.key(Key::Enter);
        bench.harness.state_mut().as_mut().unwrap().close();
        let study = Study::open_read_only(&bench.folder.path().join("small.recto")).unwrap();
        let told: Vec<_> = study.declarations("small").unwrap().into_iter().map(|it| it.said).collect();
        assert_eq!(told.len(), 2 * usize::from(early_count), "told each time it is finished");
        let keyings = study.sheet("small", "001").unwrap();
        let second = keyings.iter().find(|keying| keying.pass == Pass::Second).unwrap();
        assert!(second.finished.is_some());
        let age = small().field_of(small().variable_by_name("age").unwrap(), 0).unwrap();
        assert_eq!(*second.record.answer(age), Answer::Value(Value::Integer(44)));
        let read = Answer::Value(Value::Integer(43));
        let first = [FirstReading { field: age, answer: read, origin: Origin::Keyed }];
        assert_eq!(second.first_readings, if early_count { &first[..] } else { &[] });
        assert!(told.iter().all(|said| matches!(said, Said::CountTold { differences: 2, .. })));
    }
}

const M2S: &str = include_str!("../../questionnaires/m2s-impact-2024.toml");
const PAPER: &[u8] = include_bytes!("../../questionnaires/m2s-impact-2024/truth.csv");

/// A sheet of the survey, and its keying by somebody who left out the second line of the table of
/// agreement, so that all that follows stands a line too high.
fn with_a_slip(survey: &Questionnaire) -> (Record, Record) {
    let day = jiff::civil::date(2024, 12, 31);
    let reading = Reading { operator_column: None, as_is: false, today: day };
    let sheets = read_file(survey, &reading, PAPER).sheets;
    let rows: Vec<_> =
        survey.field_ids().filter(|field| survey.field_variable(*field).name.starts_with("lik_")).collect();
    let varied = sheets.into_iter().map(|sheet| sheet.record).max_by_key(|record| {
        rows.windows(2).filter(|two| record.answer(two[0]) != record.answer(two[1])).count()
    });
    let paper = varied.unwrap();
    let mut slipped = paper.clone();
    for (to, from) in rows[1..].iter().zip(&rows[2..]) {
        slipped.field_mut(*to).answer = paper.answer(*from).clone();
    }
    (paper, slipped)
}

/// DESIGN 9: a slip is settled as one event: its two ends are read blind, then Enter; a share of what was
/// settled comes back, blind, when nothing is open, and what is read then is kept.
#[test]
fn a_slip_is_one_event_and_settled_questions_come_back() {
    let survey = read(M2S.as_bytes()).questionnaire.unwrap();
    let (paper, slipped) = with_a_slip(&survey);
    let mut bench = Bench::new(Language::English);
    let path = bench.folder.path().join("m2s.recto");
    let mut study = Study::create(&path, &survey, &Station::new("test")).unwrap();
    for (name, pass, record) in [("Ana", Pass::First, &paper), ("Bea", Pass::Second, &slipped)] {
        let operator = study.operator(name).unwrap().id;
        let number = record.sheet_number(&survey).to_owned();
        let taken =
            TakenKeying { number, number_kept: false, operator, record: record.clone(), finished: true };
        study.take_keyings(&survey.id, pass, &[taken]).unwrap();
    }
    let plan = study.plan().unwrap().with("reread-percent", 100.into()).unwrap();
    study.set_plan(plan, None).unwrap();
    study.close().unwrap();
    bench.harness.state_mut().as_mut().unwrap().open(path);
    bench.until("the study", |app| app.study().is_some_and(|study| study.review.is_some()));
    let review = bench.app().study().unwrap().review.clone().unwrap();
    assert!(review.proposals.open.is_empty(), "a slip is no other person");
    assert_eq!(review.comparison.slips.len(), 1);
    let fields: Vec<_> = review.queue.iter().map(|item| item.field().unwrap()).collect();
    assert!(fields.len() > 3, "{}", fields.len());
    let code = |field| match paper.answer(field) {
        Answer::Value(Value::Code(code)) => code.clone(),
        other => panic!("{other:?}"),
    };

    bench.key(Key::D);
    bench.burst("Zoe", Key::Enter);
    bench.until("the queue", |app| matches!(app.screen(), Screen::Settling(_)));
    bench.type_text(&code(fields[0]));
    assert!(!bench.sees("a slip"), "nothing hints at it before both ends are read");
    bench.type_text(&code(*fields.last().unwrap()));
    assert!(bench.sees("a slip") && bench.sees("one line too"));
    bench.key(Key::Enter);
    // What the slipped keying never read is read like any other difference.
    let unread = review.comparison.slips[0].unread_by(Pass::Second);
    for field in fields.iter().filter(|field| unread.contains(field)).skip(1) {
        bench.type_text(&code(*field));
    }
    let read = |app: &recto::desktop::app::App| app.study().unwrap().snapshot.clone().unwrap();
    bench.until("the disk", |app| read(app).resolutions.len() == fields.len());
    let kept = Snapshot::clone(&read(bench.app()));
    let open = compare(&kept).differences.iter().filter(|it| it.state == State::Open).count();
    assert_eq!(open, 0);
    let compared = compare(&kept);
    let settled = recto::compare::final_record::final_records(&kept, &compared).next().unwrap();
    for field in survey.field_ids() {
        assert_eq!(settled.record.answer(field), paper.answer(field));
    }

    // All of it comes back: the first read as before, the second otherwise.
    bench.until("the next reading", |_| true);
    bench.settle();
    assert!(bench.sees("Take sheet"), "a settled question is read again, blind");
    let due = recto::compare::quality::reread_left(&kept);
    let field = |at: usize| survey.field_of(survey.variable_by_name(&due[at].variable).unwrap(), 0).unwrap();
    bench.type_text(&code(field(0)));
    let other = if code(field(1)) == "1" { "2" } else { "1" };
    bench.type_text(other);
    assert!(bench.sees("what does the paper say"), "it is decided anew");
    bench.until("the disk", |app| read(app).declarations.len() == 2);
    let kept = Snapshot::clone(&read(bench.app()));
    assert!(kept.declarations.iter().all(|it| matches!(it.said, Said::Reread { .. })));
    let settling = recto::compare::quality::settling::settling(&kept, &compare(&kept));
    assert_eq!((settling.reread, settling.mistakes), (2, 1));
}
