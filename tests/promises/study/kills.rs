//! DESIGN 5.1: what was said to be saved is on disk, whatever happens to the process.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::Command;
use std::sync::mpsc::channel;
use std::time::Duration;

use recto::keying::Entry;
use recto::questionnaire::{Answer, Value};
use recto::study::{Happening, Study, Writer, WriterEvent};

use super::{answer, as_child, child, new_study, open, part, session, station};

const KEYS_UNTIL_KILLED: &str = "study::kills::keys_until_killed";
const KEYS_SOME: &str = "study::kills::keys_some";

/// Keys 1, 2, 3, … as ages of one sheet, going on where the file ends, and prints each number when it is
/// acknowledged, in one write.
fn key(path: &std::path::Path, upto: i64) {
    let mut study = Study::open(path, &station()).unwrap();
    let kept = study.history("small", "001").unwrap().iter().filter(|line| is_age(&line.what)).count() as i64;
    let session = session(&mut study);
    // The harness may have begun a line, and each mark is to be a write of its own.
    println!();
    let (events, seen) = channel();
    let writer = Writer::spawn(study, move |event| {
        if let WriterEvent::Saved { ticket } = &event {
            std::io::stdout().write_all(format!("saved {ticket}\n").as_bytes()).unwrap();
        }
        events.send(event).unwrap();
    })
    .unwrap();
    let begin =
        if kept == 0 { open("001") } else { Entry::Resume { number: "001".to_owned(), keying: None } };
    writer.append(0, session, begin).unwrap();
    for number in kept + 1..=kept + upto {
        writer.append(number as u64, session, answer("age", Value::Integer(number))).unwrap();
    }
    let last = (kept + upto) as u64;
    while seen.recv().unwrap() != (WriterEvent::Saved { ticket: last }) {}
    writer.close().unwrap();
}

fn is_age(what: &Happening) -> bool {
    matches!(what, Happening::Answered { .. })
}

/// The child's part of the test below; nothing otherwise.
#[test]
fn keys_until_killed() {
    if let Some(path) = part() {
        key(&path, 1_000_000);
    }
}

/// The child's part of the traced test; nothing otherwise.
#[test]
fn keys_some() {
    if let Some(path) = part() {
        key(&path, 40);
    }
}

/// A small deterministic source of moments.
fn moment(seed: &mut u64) -> Duration {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    Duration::from_micros((*seed >> 33) % 60_000)
}

/// Issue 2, point 4: killed at 200 random moments, every answer whose saved mark was given is there, the
/// study opens without repair and the journal has no holes.
#[test]
fn what_was_acknowledged_survives_kills() {
    let folder = tempfile::tempdir().unwrap();
    let mut seed = 2024;
    let (mut acknowledged_in_all, mut killed_while_opening) = (0, 0);
    // A fresh file now and then, so that beginnings are killed too and checks stay short.
    for series in 0..10 {
        let path = folder.path().join(format!("killed {series}.recto"));
        new_study(&path);
        let mut kept_before = 0;
        for kill in 0..20 {
            let mut process = child(KEYS_UNTIL_KILLED, &path).spawn().unwrap();
            let mut output = BufReader::new(process.stdout.take().unwrap());
            let mut said = String::new();
            // Every other kill may fall into the opening; the rest fall into the keying.
            if kill % 2 == 0 {
                while !said.contains("saved ") && output.read_line(&mut said).unwrap() > 0 {}
            }
            std::thread::sleep(moment(&mut seed));
            process.kill().unwrap();
            process.wait().unwrap();
            output.read_to_string(&mut said).unwrap();
            let acknowledged: Vec<i64> = said
                .split_inclusive('\n')
                .filter_map(|line| line.strip_prefix("saved ")?.strip_suffix('\n')?.parse().ok())
                .collect();
            acknowledged_in_all += acknowledged.len();
            killed_while_opening += usize::from(acknowledged.is_empty());
            check_integrity(&path);
            let study = Study::open(&path, &station()).unwrap();
            let ages = ages(&study);
            assert!(ages.iter().copied().eq(1..=ages.len() as i64), "holes in {ages:?}");
            let kept = ages.len() as i64;
            let last = acknowledged.last().copied().unwrap_or(0).max(kept_before);
            // At most the one entry whose mark was on its way is there beyond.
            assert!((last..=last + 1).contains(&kept), "{last} acknowledged, {kept} kept");
            kept_before = kept;
            study.close().unwrap();
        }
    }
    println!("{acknowledged_in_all} acknowledged; {killed_while_opening} of 200 killed before the first");
    assert!(killed_while_opening <= 100 && acknowledged_in_all >= 100, "the kills missed the keying");
}

fn ages(study: &Study) -> Vec<i64> {
    let lines = study.history("small", "001").unwrap();
    let age = |what| match what {
        Happening::Answered { answer: Answer::Value(Value::Integer(age)), .. } => Some(age),
        _ => None,
    };
    lines.into_iter().filter_map(|line| age(line.what)).collect()
}

/// On a copy of file and log, so that opening the study itself is what mends nothing.
fn check_integrity(path: &std::path::Path) {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.recto");
    for ending in ["", "-wal", "-journal"] {
        let with = |path: &std::path::Path| format!("{}{ending}", path.display());
        if std::fs::exists(with(path)).unwrap() {
            std::fs::copy(with(path), with(&copy)).unwrap();
        }
    }
    let connection = rusqlite::Connection::open(&copy).unwrap();
    let found: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(found, "ok");
}

/// Issue 2, point 4: with system calls traced, no saved mark comes before the sync of its commit.
#[test]
fn no_mark_before_its_sync() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("traced.recto");
    let trace = folder.path().join("trace");
    new_study(&path);
    let mut strace = Command::new("strace");
    strace.args(["-f", "-y", "-e", "trace=write,pwrite64,fsync,fdatasync", "-o"]).arg(&trace);
    strace.arg(std::env::current_exe().unwrap());
    as_child(&mut strace, KEYS_SOME, &path);
    let Ok(mut process) = strace.spawn() else {
        return crate::survey::skipped("strace is not installed");
    };
    let said: Vec<String> =
        BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok).collect();
    if !process.wait().unwrap().success() && !said.iter().any(|line| line.starts_with("saved ")) {
        println!("skipped: tracing is not allowed here");
        return;
    }
    let trace = std::fs::read_to_string(&trace).unwrap();
    let marks = said.iter().filter(|line| line.starts_with("saved ")).count();
    assert_eq!(marks, 41);
    assert_eq!(marks_after_syncs(&trace), marks, "{trace}");
}

/// Walks the calls in order: before each mark the log must have been written, and synced after that.
fn marks_after_syncs(trace: &str) -> usize {
    let (mut written, mut synced, mut marks) = (false, false, 0);
    for line in trace.lines() {
        let is_log = line.contains("traced.recto-wal>");
        if line.contains("pwrite64(") && is_log {
            (written, synced) = (true, false);
        } else if (line.contains("fdatasync(") || line.contains("fsync(")) && is_log && line.ends_with("= 0")
        {
            synced = written;
        } else if line.contains("write(1<") && line.contains("\"saved ") {
            assert!(synced, "a mark before its sync: {line}");
            (written, synced) = (false, false);
            marks += 1;
        }
    }
    marks
}

/// The test above can fail: a trace with a mark too early is found out.
#[test]
fn an_early_mark_is_found_out() {
    let good = "1 pwrite64(7</t/traced.recto-wal>, \"\", 1, 0) = 1\n1 fdatasync(7</t/traced.recto-wal>) = 0\n\
        1 write(1<pipe:[1]>, \"saved 1\\n\", 8) = 8\n";
    assert_eq!(marks_after_syncs(good), 1);
    let mut lines: Vec<&str> = good.lines().collect();
    lines.swap(1, 2);
    let early = lines.join("\n");
    assert!(std::panic::catch_unwind(move || marks_after_syncs(&early)).is_err());
}
