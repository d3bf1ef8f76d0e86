//! An audit from its drawing to its limit by keys alone, in the whole window without a display; what the
//! window says then is what the program says.

use std::process::Command;

use egui::Key;
use recto::compare::quality::interval::exact_upper;
use recto::desktop::screen::Screen;
use recto::questionnaire::{Answer, Questionnaire, Record, Value, read};
use recto::study::{AuditUnit, Pass, Said, Station, Study, TakenKeying};
use recto::texts::{Language, decimal};

use crate::bench::Bench;

const SMALL: &str = include_str!("../study/small.toml");

fn record(small: &Questionnaire, town: &str, age: i64) -> Record {
    let mut record = Record::empty(small);
    let mut set = |name: &str, value: Value| {
        let field = small.field_of(small.variable_by_name(name).unwrap(), 0).unwrap();
        record.field_mut(field).answer = Answer::Value(value);
    };
    set("town", Value::Code(town.to_owned()));
    set("age", Value::Integer(age));
    set("remark", Value::Text("rien".to_owned()));
    record
}

/// Three sheets keyed by Ana and Bea, who differ on the age of the second: eight agreed cells.
fn keyed_twice(path: &std::path::Path) {
    let small = read(SMALL.as_bytes()).questionnaire.unwrap();
    let mut study = Study::create(path, &small, &Station::new("test")).unwrap();
    for (name, pass, second_age) in [("Ana", Pass::First, 50), ("Bea", Pass::Second, 51)] {
        let operator = study.operator(name).unwrap().id;
        let sheets = [("001", "1", 34), ("002", "1", second_age), ("003", "2", 71)];
        let taken = sheets.map(|(number, town, age)| TakenKeying {
            number: number.to_owned(),
            number_kept: false,
            operator,
            record: record(&small, town, age),
            finished: true,
        });
        study.take_keyings("small", pass, &taken).unwrap();
    }
    study.close().unwrap();
}

impl Bench {
    /// Waits until another thread has made what shows `text`.
    fn until_sees(&mut self, text: &str) {
        for _ in 0..12_000 {
            if self.sees(text) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
            self.harness.step();
        }
        panic!("waited for {text}");
    }
}

fn readings(bench: &Bench) -> usize {
    let snapshot = bench.app().study().and_then(|study| study.snapshot.clone());
    let read = |it: &&recto::study::Declaration| matches!(it.said, Said::AuditRead { .. });
    snapshot.map_or(0, |snapshot| snapshot.declarations.iter().filter(read).count())
}

/// Issue 4, point 5; DESIGN 9: drawn, read blind to the end, and its limit shown; who keyed may not read it.
#[test]
fn an_audit_is_drawn_and_read_by_keys() {
    let mut bench = Bench::new(Language::English);
    let path = bench.folder.path().join("small.recto");
    keyed_twice(&path);
    bench.harness.state_mut().as_mut().unwrap().open(path.clone());
    bench.until("the study", |app| app.study().is_some_and(|study| study.review.is_some()));
    bench.key(Key::Q);
    bench.burst("Zoe", Key::Enter);
    bench.until("the quality page", |app| matches!(app.screen(), Screen::Quality(_)));
    bench.until_sees("No audit");
    bench.key(Key::C);
    bench.until("the draw", |app| {
        let snapshot = app.study().and_then(|study| study.snapshot.clone());
        snapshot.is_some_and(|snapshot| {
            let drawn =
                |said: &Said| matches!(said, Said::AuditDrawn { unit: AuditUnit::Cells, cells: 8, .. });
            snapshot.declarations.iter().any(|it| drawn(&it.said))
        })
    });
    bench.until_sees("Read: 0 of 8 cells");

    bench.key(Key::A);
    bench.burst("Ana", Key::Enter);
    bench.until("the audit", |app| matches!(app.screen(), Screen::Audit(_)));
    bench.until_sees("001 002 003");
    bench.key(Key::Escape);
    bench.until("the study's screen", |app| matches!(app.screen(), Screen::Study(_)));

    bench.key(Key::A);
    bench.burst("Zoe", Key::Enter);
    bench.until("the audit", |app| matches!(app.screen(), Screen::Audit(_)));
    bench.until_sees("Take sheet 001");
    // Of the eight cells one is read otherwise than both keyings say: the age of the first sheet.
    for (number, town, age) in [("001", "1", Some("35")), ("002", "1", None), ("003", "2", Some("71"))] {
        assert!(bench.sees(&format!("Take sheet {number}")), "{number}");
        // A code is taken as soon as no longer one can follow; Enter would already be the next answer.
        bench.type_text(town);
        if let Some(age) = age {
            bench.burst(age, Key::Enter);
        }
        bench.burst("rien", Key::Enter);
    }
    assert!(bench.sees("Nothing is left to read"));
    while readings(&bench) < 8 {
        std::thread::sleep(std::time::Duration::from_millis(5));
        bench.harness.step();
    }
    bench.key(Key::Escape);
    bench.until("the study's screen", |app| matches!(app.screen(), Screen::Study(_)));
    // The name typed first is proposed again.
    bench.key(Key::Q);
    bench.key(Key::Enter);
    bench.until("the quality page", |app| matches!(app.screen(), Screen::Quality(_)));
    // R: binom.test(1, 8, alternative = "less")$conf.int is 0.4706794086.
    let upper = exact_upper(1, 8, 0.05).unwrap() * 10_000.0;
    assert!((upper - 4_706.794_086).abs() < 1e-5, "{upper}");
    bench.until_sees(&format!("at most {} agreed cells in 10,000", decimal(Language::English, upper, 1)));
    bench.harness.state_mut().as_mut().unwrap().close();

    let mut program = Command::new(env!("CARGO_BIN_EXE_recto"));
    let output = program.args(["quality", "small.recto", "--json"]).current_dir(bench.folder.path()).output();
    let said: serde_json::Value = serde_json::from_slice(&output.unwrap().stdout).unwrap();
    let audit = &said["audits"][0];
    assert_eq!((audit["read"].as_u64(), audit["wrong"].as_u64()), (Some(8), Some(1)), "{audit}");
    assert_eq!(audit["upper"].as_f64(), Some(upper));
}
