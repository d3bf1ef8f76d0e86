//! A full disk and a read-only folder, on small disks of their own that go with the process (private
//! mounts, which Linux allows to everybody in most places).

use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::channel;
use std::time::Duration;

use recto::questionnaire::Value;
use recto::study::{Study, StudyError, Writer, WriterEvent};

use super::{answer, as_child, child, new_study, open, part, session, station};

/// Runs a test of this program as a child that has `folder` for a disk of its own of one megabyte, and
/// gives what it printed; `None` where private mounts are not to be had.
fn on_small_disk(test: &str, folder: &Path) -> Option<String> {
    let mut shell = Command::new("unshare");
    shell.args(["--user", "--map-root-user", "--mount", "sh", "-c"]);
    shell.arg("mount -t tmpfs -o size=1m recto-test \"$1\" && shift && echo mounted && exec \"$@\"");
    shell.arg("sh").arg(folder).arg(std::env::current_exe().unwrap());
    as_child(&mut shell, test, &folder.join("small.recto"));
    let said = String::from_utf8(shell.output().ok()?.stdout).unwrap();
    said.starts_with("mounted").then_some(said)
}

/// The child's part of the full disk; nothing otherwise.
#[test]
fn fills_its_disk() {
    let Some(path) = part() else { return };
    new_study(&path);
    let filler = path.with_file_name("filler");
    let mut study = Study::open(&path, &station()).unwrap();
    let session = session(&mut study);
    let (events, seen) = channel();
    let writer = Writer::spawn(study, move |event| events.send(event).unwrap()).unwrap();
    let next = || seen.recv_timeout(Duration::from_secs(60)).unwrap();
    assert!(matches!(next(), WriterEvent::Ready { .. }));
    writer.append(0, session, open("001")).unwrap();
    assert_eq!(next(), WriterEvent::Saved { ticket: 0 });
    fill(&filler);
    let sent = 60;
    for ticket in 1..=sent {
        let text = format!("{ticket} {}", "x".repeat(900));
        writer.append(ticket, session, answer("remark", Value::Text(text))).unwrap();
    }
    let mut saved = 0;
    loop {
        match next() {
            WriterEvent::Saved { ticket } => saved = ticket,
            WriterEvent::Stopped { ticket, error, .. } => {
                assert_eq!((ticket, error), (saved + 1, StudyError::DiskFull { path: path.clone() }));
                break;
            }
            other => panic!("{other:?}"),
        }
    }
    std::fs::remove_file(filler).unwrap();
    assert!(writer.retry());
    for ticket in saved + 1..=sent {
        assert_eq!(next(), WriterEvent::Saved { ticket });
    }
    writer.close().unwrap();
    let kept = Study::open(&path, &station()).unwrap().history("small", "001").unwrap().len();
    assert_eq!(kept as u64, sent + 1);
    println!("full at {saved}, all kept");
}

/// Takes all the room that is left.
fn fill(filler: &Path) {
    let mut file = std::fs::File::create(filler).unwrap();
    let block = [0; 512];
    while file.write_all(&block).is_ok() {}
}

/// Issue 2, "a full disk": told, nothing lost, and keying goes on when there is room again.
#[test]
fn a_full_disk_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    match on_small_disk("study::disks::fills_its_disk", folder.path()) {
        Some(said) => assert!(said.contains("all kept"), "{said}"),
        None => println!("skipped: private mounts are not allowed here"),
    }
}

/// The child's part of the read-only folder; nothing otherwise.
#[test]
fn works_on_a_read_only_disk() {
    let Some(path) = part() else { return };
    new_study(&path);
    let folder = path.parent().unwrap();
    let closed = std::fs::read(&path).unwrap();
    let made = Command::new("mount").args(["-o", "remount,ro"]).arg(folder).status().unwrap();
    assert!(made.success());
    let refused = Study::open(&path, &station()).err().unwrap();
    assert_eq!(refused, StudyError::ReadOnly { path: path.clone() });
    let study = Study::open_read_only(&path).unwrap();
    assert!(study.snapshot("small").unwrap().keyings.is_empty());
    drop(study);
    let other = folder.join("other.recto");
    let refused = Study::create(&other, &super::small(), &station()).err().unwrap();
    assert_eq!(refused, StudyError::ReadOnly { path: other });
    assert_eq!(std::fs::read(&path).unwrap(), closed);
    println!("read, not written");
}

/// Issue 2, "a read-only folder": a study can be read there and says that it cannot be written.
#[test]
fn a_read_only_folder_is_told() {
    let folder = tempfile::tempdir().unwrap();
    match on_small_disk("study::disks::works_on_a_read_only_disk", folder.path()) {
        Some(said) => assert!(said.contains("read, not written"), "{said}"),
        None => println!("skipped: private mounts are not allowed here"),
    }
}

/// The child's part of two programs at once; nothing otherwise.
#[test]
fn holds_a_study() {
    let Some(path) = part() else { return };
    let _study = Study::open(&path, &station()).unwrap();
    println!("holding");
    // Until it is killed.
    std::thread::sleep(Duration::from_secs(120));
}

/// Issue 2, "a study already open elsewhere": refused while another process has it, free as soon as that
/// one is gone, killed or not.
#[test]
fn two_programs_do_not_share_a_study() {
    use std::io::{BufRead, BufReader};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.recto");
    new_study(&path);
    let mut holder = child("study::disks::holds_a_study", &path).spawn().unwrap();
    let mut lines = BufReader::new(holder.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.any(|line| line.ends_with("holding")));
    let busy = StudyError::OpenElsewhere { path: path.clone() };
    assert_eq!(Study::open(&path, &station()).err(), Some(busy.clone()));
    assert_eq!(Study::open_read_only(&path).err(), Some(busy));
    holder.kill().unwrap();
    holder.wait().unwrap();
    assert!(Study::open(&path, &station()).is_ok());
}
