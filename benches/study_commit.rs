//! DESIGN 14, "commit of one answer": commits per second through the writer thread against a bare loop
//! of the same inserts on the same disk in the same run, and bytes on disk per answer. Prints figures
//! and judges nothing. `cargo bench --bench study_commit [-- FOLDER]`; the folder decides the disk.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use recto::keying::{Cause, Entry};
use recto::questionnaire::{self, Answer, Origin, Questionnaire, Value};
use recto::study::{Pass, Station, Study, Writer, WriterEvent};

const SMALL: &str = include_str!("../tests/promises/study/small.toml");

/// Answers per round; rounds alternate, so that both meet the same state of the machine.
const ANSWERS: u64 = 2_000;
const ROUNDS: usize = 9;

fn main() {
    // Cargo hands `--bench` to every bench program.
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let folder = match &folder {
        Some(folder) => tempfile::tempdir_in(folder).unwrap(),
        None => tempfile::tempdir().unwrap(),
    };
    let questionnaire = questionnaire::read(SMALL.as_bytes()).questionnaire.unwrap();
    let new = |name: String| {
        let path = folder.path().join(name);
        let study = Study::create(&path, &questionnaire, &Station::new("bench")).unwrap();
        (path, study)
    };
    let (mut through_writer, mut bare) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let (_, study) = new(format!("writer {round}.recto"));
        through_writer.push(write_through(study, &questionnaire));
        let (path, study) = new(format!("bare {round}.recto"));
        bare.push(write_bare(study, &path, &questionnaire));
    }
    let (writer, loop_alone) = (per_second(through_writer), per_second(bare));
    println!("through the writer   {writer:>9.0} commits/s (median of {ROUNDS} rounds of {ANSWERS})");
    println!("bare loop            {loop_alone:>9.0} commits/s");
    println!("ratio                {:>9.2} (at least 0.8)", writer / loop_alone);
    let (path, study) = new("size.recto".to_owned());
    println!(
        "on disk per answer   {:>9.1} bytes (at most 60)",
        bytes_per_answer(study, &path, &questionnaire)
    );
}

/// The answers of a sheet, over and over: short codes and numbers, as most are.
fn entry(questionnaire: &Questionnaire, at: u64) -> Entry {
    let (name, value) = match at % 2 {
        0 => ("town", Value::Code("1".to_owned())),
        _ => ("age", Value::Integer(at as i64 % 100)),
    };
    let field = questionnaire.field_of(questionnaire.variable_by_name(name).unwrap(), 0).unwrap();
    let answer = Answer::Value(value);
    Entry::Answer { field, answer, kept: false, origin: Origin::Keyed, cause: Cause::Typed }
}

fn write_through(mut study: Study, questionnaire: &Questionnaire) -> Duration {
    let ana = study.operator("Ana").unwrap();
    let session = study.begin("small", ana.id, Pass::First).unwrap();
    let entries: Vec<Entry> = (0..ANSWERS).map(|at| entry(questionnaire, at)).collect();
    let (events, seen) = channel();
    let writer = Writer::spawn(study, move |event| events.send(event).unwrap()).unwrap();
    writer.append(0, session, Entry::Open { number: "001".to_owned(), kept: false }).unwrap();
    while seen.recv().unwrap() != (WriterEvent::Saved { ticket: 0 }) {}
    let started = Instant::now();
    for (at, entry) in entries.into_iter().enumerate() {
        writer.append(at as u64 + 1, session, entry).unwrap();
    }
    while seen.recv().unwrap() != (WriterEvent::Saved { ticket: ANSWERS }) {}
    let took = started.elapsed();
    writer.close().unwrap();
    took
}

/// The same rows into the same table, with nothing around them.
fn write_bare(mut study: Study, path: &Path, questionnaire: &Questionnaire) -> Duration {
    let ana = study.operator("Ana").unwrap();
    let session = study.begin("small", ana.id, Pass::First).unwrap();
    study.keep(session, &Entry::Open { number: "001".to_owned(), kept: false }).unwrap();
    study.close().unwrap();
    let connection = rusqlite::Connection::open(path).unwrap();
    connection
        .execute_batch(
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL",
        )
        .unwrap();
    let town: i64 =
        connection.query_row("SELECT key FROM variables WHERE name = 'town'", [], |row| row.get(0)).unwrap();
    let sql = "INSERT INTO entries (keying, id, kind, variable, line, value, flags) VALUES (1, ?1, ?2, ?3, 0, ?4, 0)";
    let mut insert = connection.prepare(sql).unwrap();
    let started = Instant::now();
    for at in 0..ANSWERS {
        let id = uuid::Uuid::now_v7();
        match entry(questionnaire, at) {
            Entry::Answer { answer: Answer::Value(Value::Code(code)), .. } => {
                insert.execute((id, 36, town, code)).unwrap();
            }
            Entry::Answer { answer: Answer::Value(Value::Integer(number)), .. } => {
                insert.execute((id, 30, town + 1, number)).unwrap();
            }
            _ => {}
        }
    }
    started.elapsed()
}

fn per_second(mut rounds: Vec<Duration>) -> f64 {
    rounds.sort();
    ANSWERS as f64 / rounds[rounds.len() / 2].as_secs_f64()
}

/// Sheets of 54 answers, their opening and finishing entries counted to the answers.
fn bytes_per_answer(mut study: Study, path: &Path, questionnaire: &Questionnaire) -> f64 {
    let before = std::fs::metadata(path).unwrap().len();
    let ana = study.operator("Ana").unwrap();
    let session = study.begin("small", ana.id, Pass::First).unwrap();
    let (sheets, answers) = (400, 54);
    for sheet in 0..sheets {
        study.keep(session, &Entry::Open { number: format!("{sheet:03}"), kept: false }).unwrap();
        for at in 0..answers {
            study.keep(session, &entry(questionnaire, at)).unwrap();
        }
        study.keep(session, &Entry::Finish).unwrap();
    }
    study.close().unwrap();
    (std::fs::metadata(path).unwrap().len() - before) as f64 / (sheets * answers) as f64
}
