//! The writer thread: order, acknowledgements, what happens when the disk is full.

use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::*;

/// A writer on a new study with a session begun, and its events.
fn writer() -> (tempfile::TempDir, PathBuf, Writer, SessionId, Receiver<WriterEvent>) {
    let (folder, path, mut study) = new_study();
    let ana = study.operator("Ana").unwrap();
    let session = study.begin("small", ana.id, Pass::First).unwrap();
    let (events, seen) = channel();
    let writer = Writer::spawn(study, move |event| events.send(event).unwrap()).unwrap();
    assert!(matches!(next(&seen), WriterEvent::Ready { .. }));
    (folder, path, writer, session, seen)
}

fn next(events: &Receiver<WriterEvent>) -> WriterEvent {
    events.recv_timeout(Duration::from_secs(60)).unwrap()
}

/// Runs a job on the writer's thread and waits for what it gives.
fn ask<T: Send + 'static>(writer: &Writer, job: impl FnOnce(&mut Study) -> T + Send + 'static) -> T {
    let (answer, answered) = channel();
    assert!(writer.task(move |study| answer.send(job(study)).unwrap()));
    answered.recv_timeout(Duration::from_secs(60)).unwrap()
}

/// DESIGN 5.1: what was acknowledged is in the file; entries are kept in order.
#[test]
fn entries_are_kept_in_order() {
    let (_folder, path, writer, session, events) = writer();
    writer.append(0, session, open("001")).unwrap();
    for age in 1..=200 {
        writer.try_append(age, session, answer("age", Value::Integer(age as i64))).unwrap();
    }
    for ticket in 0..=200 {
        assert_eq!(next(&events), WriterEvent::Saved { ticket });
    }
    writer.close().unwrap();
    let study = Study::open(&path, &station()).unwrap();
    let ages: Vec<Value> = study
        .history("small", "001")
        .unwrap()
        .into_iter()
        .filter_map(|line| match line.what {
            Happening::Answered { answer: Answer::Value(value), .. } => Some(value),
            _ => None,
        })
        .collect();
    assert_eq!(ages, (1..=200).map(Value::Integer).collect::<Vec<_>>());
}

/// DESIGN 5.4: a refused sheet does not hold up the ones after it.
#[test]
fn a_refusal_does_not_stop_the_queue() {
    let (_folder, _path, writer, session, events) = writer();
    writer.append(1, session, answer("age", Value::Integer(1))).unwrap();
    writer.append(2, session, open("001")).unwrap();
    assert_eq!(next(&events), WriterEvent::Refused { ticket: 1, error: StudyError::NoSheetOpen });
    assert_eq!(next(&events), WriterEvent::Saved { ticket: 2 });
    writer.close().unwrap();
}

/// DESIGN 5.1, issue "a full disk": the queue stops at the first entry that cannot be kept, loses nothing
/// and goes on from there.
#[test]
fn a_full_disk_stops_the_queue_and_loses_nothing() {
    let (folder, path, writer, session, events) = writer();
    let limit = |pages: i64| {
        move |study: &mut Study| study.connection.pragma_update(None, "max_page_count", pages).unwrap()
    };
    ask(&writer, limit(1)); // as small as it is now
    writer.append(0, session, open("001")).unwrap();
    let long = "x".repeat(900);
    let sent = 40;
    for ticket in 1..=sent {
        writer.append(ticket, session, answer("remark", Value::Text(format!("{ticket} {long}")))).unwrap();
    }
    let mut saved = Vec::new();
    let stopped_at = loop {
        match next(&events) {
            WriterEvent::Saved { ticket } => saved.push(ticket),
            WriterEvent::Stopped { ticket, error, .. } => {
                assert_eq!(error, StudyError::DiskFull { path: path.clone() });
                break ticket;
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(saved, (0..stopped_at).collect::<Vec<_>>());
    let copy = folder.path().join("copy.recto");
    let target = copy.clone();
    ask(&writer, move |study| study.save_copy(&target)).unwrap();
    assert!(writer.retry());
    assert!(matches!(next(&events), WriterEvent::Stopped { ticket, .. } if ticket == stopped_at));
    ask(&writer, limit(100_000));
    assert!(writer.retry());
    for ticket in stopped_at..=sent {
        assert_eq!(next(&events), WriterEvent::Saved { ticket });
    }
    writer.close().unwrap();
    let kept = |path: &std::path::Path| {
        Study::open(path, &station()).unwrap().history("small", "001").unwrap().len() as u64
    };
    assert_eq!(kept(&path), sent + 1);
    assert_eq!(kept(&copy), stopped_at);
}

/// DESIGN 5.1: closing tries once more, and says what it could not keep.
#[test]
fn closing_says_what_is_not_kept() {
    let (_folder, _path, writer, session, events) = writer();
    ask(&writer, |study| study.connection.pragma_update(None, "max_page_count", 1).unwrap());
    for ticket in 0..3 {
        let long = "x".repeat(100_000);
        let entry = if ticket == 0 { open("001") } else { answer("remark", Value::Text(long)) };
        writer.append(ticket, session, entry).unwrap();
    }
    while !matches!(next(&events), WriterEvent::Stopped { .. }) {}
    let unclosed = writer.close().unwrap_err();
    assert!(matches!(unclosed.error, StudyError::DiskFull { .. }));
    assert!(unclosed.unsaved >= 2, "{}", unclosed.unsaved);
}

/// A task that fails does not take the entries after it along.
#[test]
fn a_failing_task_leaves_the_writer_alive() {
    let (_folder, _path, writer, session, events) = writer();
    assert!(writer.task(|_| panic!("on purpose")));
    writer.append(1, session, open("001")).unwrap();
    assert_eq!(next(&events), WriterEvent::Saved { ticket: 1 });
    writer.close().unwrap();
}
