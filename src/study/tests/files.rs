//! The file as a file: what is refused, with which message, and that nothing is lost.

use std::fs;
use std::path::Path;

use super::*;
use crate::texts::Language;

fn opening(path: &Path) -> StudyError {
    let read = Study::open_read_only(path).err().unwrap();
    let write = Study::open(path, &station()).err().unwrap();
    assert_eq!(std::mem::discriminant(&read), std::mem::discriminant(&write), "{read} / {write}");
    write
}

/// DESIGN 5.1: a closed study is exactly one file.
#[test]
fn a_closed_study_is_one_file() {
    let (folder, path, mut study) = new_study();
    let ana = study.operator("Ana").unwrap();
    let session = study.begin("small", ana.id, Pass::First).unwrap();
    keep_all(&mut study, session, &[open("001")]);
    study.checkpoint().unwrap();
    keep_all(&mut study, session, &[Entry::Finish]);
    let files = || {
        let mut names: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert!(files().len() > 1, "the log is in use");
    study.close().unwrap();
    assert_eq!(files(), [path.file_name().unwrap()]);
    // In log mode bytes 18 and 19 are 2, and a read-only folder could not hold it.
    assert_eq!(fs::read(&path).unwrap()[18..20], [1, 1]);
    assert!(Study::open_read_only(&path).unwrap().snapshot("small").unwrap().keyings[0].finished.is_some());
    assert_eq!(files(), [path.file_name().unwrap()]);
}

/// DESIGN 5.1: a log left by a kill is part of the study, for reading and for working.
#[test]
fn a_log_left_behind_is_taken_in() {
    let (folder, path, mut study) = new_study();
    let ana = study.operator("Ana").unwrap();
    let session = study.begin("small", ana.id, Pass::First).unwrap();
    keep_all(&mut study, session, &[open("001"), answer("age", Value::Integer(7))]);
    for (name, writes) in [("read", false), ("written", true)] {
        // File and log as a kill would leave them now.
        let left = folder.path().join(name);
        fs::create_dir(&left).unwrap();
        let left = left.join("left.recto");
        fs::copy(&path, &left).unwrap();
        fs::copy(path.with_extension("recto-wal"), left.with_extension("recto-wal")).unwrap();
        let opened =
            if writes { Study::open(&left, &station()) } else { Study::open_read_only(&left) }.unwrap();
        let keyings = opened.snapshot("small").unwrap().keyings;
        assert_eq!(answer_of(&keyings[0], "age"), &Answer::Value(Value::Integer(7)));
        opened.close().unwrap();
        assert_eq!(fs::read_dir(left.parent().unwrap()).unwrap().count(), 1, "{name}");
    }
}

/// DESIGN 5.1: the log that a killed study left under the same name is never mixed into another file.
#[test]
fn a_log_of_another_file_is_not_taken_in() {
    let (folder, path, mut study) = new_study();
    let ana = study.operator("Ana").unwrap();
    let session = study.begin("small", ana.id, Pass::First).unwrap();
    keep_all(&mut study, session, &[open("001"), answer("age", Value::Integer(7))]);
    let log = path.with_extension("recto-wal");
    let killed = fs::read(&log).unwrap();
    // A copy of the study as it was before, put where the killed one stood.
    let (_other_folder, other, other_study) = new_study();
    other_study.close().unwrap();
    let place = folder.path().join("again.recto");
    fs::copy(&other, &place).unwrap();
    fs::write(place.with_extension("recto-wal"), &killed).unwrap();
    let read = Study::open_read_only(&place).unwrap();
    assert_eq!(read.snapshot("small").unwrap().keyings.len(), 0);
    drop(read);
    let aside = folder.path().join("again.recto-wal-aside-1");
    fs::rename(&aside, place.with_extension("recto-wal")).unwrap();
    let opened = Study::open(&place, &station()).unwrap();
    assert!(opened.warnings().iter().any(|warning| matches!(warning, Warning::ForeignLog { .. })));
    assert_eq!(opened.snapshot("small").unwrap().keyings.len(), 0);
    opened.close().unwrap();
    assert_eq!(fs::read(aside).unwrap(), killed, "kept, in case it is wanted");
    // A new study is not made beside such a log either.
    let fresh = folder.path().join("fresh.recto");
    fs::write(fresh.with_extension("recto-wal"), &killed).unwrap();
    let refused = Study::create(&fresh, &small(), &station()).err().unwrap();
    assert!(matches!(refused, StudyError::AlreadyExists { .. }) && !fresh.exists());
}

/// Issue "a file that is not a study": told so, and left byte for byte.
#[test]
fn other_files_are_no_studies() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("picture.png"), [&b"\x89PNG\r\n\x1a\n"[..], &[0; 5000]].concat()).unwrap();
    fs::write(path("text.recto"), "Bonjour\n".repeat(200)).unwrap();
    fs::write(path("empty.recto"), "").unwrap();
    rusqlite::Connection::open(path("other.db"))
        .unwrap()
        .execute_batch("CREATE TABLE birds (name TEXT); INSERT INTO birds VALUES ('wren');")
        .unwrap();
    fs::create_dir(path("folder.recto")).unwrap();
    for name in ["picture.png", "text.recto", "empty.recto", "other.db"] {
        let before = fs::read(path(name)).unwrap();
        assert_eq!(opening(&path(name)), StudyError::NotAStudy { path: path(name) }, "{name}");
        assert_eq!(fs::read(path(name)).unwrap(), before, "{name}");
    }
    assert_eq!(opening(&path("folder.recto")), StudyError::NotAStudy { path: path("folder.recto") });
    assert_eq!(opening(&path("gone.recto")), StudyError::Missing { path: path("gone.recto") });
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 5);
}

/// Issue "a newer file": told so, and left as it is.
#[test]
fn a_newer_file_is_left_alone() {
    let (_folder, path, study) = new_study();
    study.close().unwrap();
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 7).unwrap();
    let before = fs::read(&path).unwrap();
    assert_eq!(opening(&path), StudyError::Newer { path: path.clone(), found: 7, known: schema::FORMAT });
    assert_eq!(fs::read(&path).unwrap(), before);
}

/// Issue "a damaged file": a cut file and a file with bytes flipped are told from healthy ones.
#[test]
fn damage_is_told() {
    let (folder, path, mut study) = new_study();
    let ana = study.operator("Ana").unwrap();
    let session = study.begin("small", ana.id, Pass::First).unwrap();
    for number in 1..60 {
        keep_all(&mut study, session, &[open(&format!("{number:03}"))]);
        for _ in 0..30 {
            keep_all(&mut study, session, &[answer("age", Value::Integer(number))]);
        }
    }
    study.close().unwrap();
    let whole = fs::read(&path).unwrap();
    let damaged = folder.path().join("damaged.recto");
    for cut in [whole.len() / 2, whole.len() - 4096, 5000] {
        fs::write(&damaged, &whole[..cut]).unwrap();
        let error = Study::open(&damaged, &station()).err().unwrap();
        assert!(matches!(error, StudyError::Damaged { .. }), "cut at {cut}: {error}");
    }
    let mut flipped = whole.clone();
    for page in 1..whole.len() / 4096 {
        for byte in &mut flipped[page * 4096..page * 4096 + 12] {
            *byte = !*byte;
        }
    }
    fs::write(&damaged, flipped).unwrap();
    let error = Study::open(&damaged, &station()).err().unwrap();
    assert!(matches!(error, StudyError::Damaged { .. }), "{error}");
    assert!(Study::open(&path, &station()).is_ok());
}

/// Issue "a study already open elsewhere": refused while open, free again after closing or dropping.
#[test]
fn one_at_a_time() {
    let (_folder, path, study) = new_study();
    let busy = StudyError::OpenElsewhere { path: path.clone() };
    assert_eq!(opening(&path), busy);
    drop(study);
    let study = Study::open(&path, &station()).unwrap();
    assert_eq!(opening(&path), busy);
    study.close().unwrap();
    let reader = Study::open_read_only(&path).unwrap();
    assert!(Study::open_read_only(&path).is_ok(), "readers do not hinder each other");
    assert!(Study::open(&path, &station()).is_ok(), "nor a later writer");
    drop(reader);
}

/// DESIGN 5.1: full syncs everywhere; the log on a local disk, the rollback journal on a network share.
#[test]
fn the_journal_suits_the_disk() {
    let (_folder, path, study) = new_study();
    let asked = |connection: &rusqlite::Connection, name: &str| {
        connection.pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0)).unwrap()
    };
    let (text, number) = (|text: &str| text.to_owned().into(), |number: i64| number.into());
    assert_eq!(asked(&study.connection, "journal_mode"), text("wal"));
    assert_eq!(asked(&study.connection, "locking_mode"), text("exclusive"));
    assert_eq!(asked(&study.connection, "synchronous"), number(2));
    assert_eq!(asked(&study.connection, "foreign_keys"), number(1));
    study.close().unwrap();
    let connection = rusqlite::Connection::open(path).unwrap();
    store::set_journal(&connection, false).unwrap();
    assert_eq!(asked(&connection, "journal_mode"), text("delete"));
    assert_eq!(asked(&connection, "synchronous"), number(2));
}

/// DESIGN 5.9: an existing file is never written over by a new study.
#[test]
fn a_new_study_spares_existing_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("precious.recto");
    fs::write(&path, "precious").unwrap();
    let refused = Study::create(&path, &small(), &station()).err();
    assert_eq!(refused, Some(StudyError::AlreadyExists { path: path.clone() }));
    assert_eq!(fs::read_to_string(&path).unwrap(), "precious");
    let nowhere = folder.path().join("no/such/folder.recto");
    assert!(matches!(Study::create(&nowhere, &small(), &station()), Err(StudyError::Missing { .. })));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// DESIGN 5.1: opening makes a dated copy if there is something new, and five are kept.
#[test]
fn five_dated_copies_are_kept() {
    let (folder, path, mut study) = new_study();
    // Each opening below is a day after the one before.
    const DAYS: [fn() -> jiff::Timestamp; 7] =
        [|| day(1), || day(2), || day(3), || day(4), || day(5), || day(6), || day(7)];
    fn day(day: i64) -> jiff::Timestamp {
        jiff::Timestamp::from_second(day * 86_400).unwrap()
    }
    let ana = study.operator("Ana").unwrap();
    for (number, clock) in DAYS.into_iter().enumerate() {
        study.set_clock(clock);
        let session = study.begin("small", ana.id, Pass::First).unwrap();
        keep_all(&mut study, session, &[open(&number.to_string())]);
        assert!(study.back_up().is_some());
        assert_eq!(study.back_up(), None, "nothing new");
    }
    let backups = folder.path().join("recto-backups");
    fs::write(backups.join("small notes.recto"), "not a backup").unwrap();
    let mut names: Vec<String> = fs::read_dir(&backups)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "small notes.recto")
        .collect();
    names.sort();
    assert_eq!(names.len(), 5);
    assert_eq!(names[0], "small 1970-01-04 00h00m00Z.recto");
    let copy = Study::open_read_only(&backups.join(&names[4])).unwrap();
    assert_eq!(copy.snapshot("small").unwrap().keyings.len(), 7);
    assert_eq!(study.warnings(), []);
    assert_eq!(path.parent(), Some(folder.path()));
}

/// DESIGN 5.1, 5.9: a saved copy is whole, closed, and replaces only when it is.
#[test]
fn a_saved_copy_is_whole() {
    let (folder, path, mut study) = new_study();
    study.operator("Ana").unwrap();
    let itself = folder.path().join(".").join("small.recto");
    assert_eq!(study.save_copy(&itself), Err(StudyError::AlreadyExists { path: itself.clone() }));
    assert_eq!(study.path(), path);
    let copy = folder.path().join("copy.recto");
    fs::write(&copy, "older").unwrap();
    let usual = fs::metadata(&copy).unwrap().permissions();
    study.save_copy(&copy).unwrap();
    assert_eq!(fs::metadata(&copy).unwrap().permissions(), usual, "as any other file of the user");
    assert_eq!(fs::metadata(&path).unwrap().permissions(), usual);
    let read = Study::open_read_only(&copy).unwrap();
    assert_eq!(read.operators().unwrap()[0].name, "Ana");
    let nowhere = folder.path().join("none/copy.recto");
    assert!(matches!(study.save_copy(&nowhere), Err(StudyError::Missing { .. })));
}

/// DESIGN 14: at most 60 bytes on disk per answer, everything included.
#[test]
fn answers_are_small() {
    let (_folder, path, mut study) = new_study();
    let ana = study.operator("Ana").unwrap();
    study.checkpoint().unwrap();
    let before = fs::metadata(&path).unwrap().len();
    let sheets = 100;
    let session = study.begin("small", ana.id, Pass::First).unwrap();
    let mut answers = 0;
    for number in 0..sheets {
        keep_all(&mut study, session, &[open(&format!("{number:03}"))]);
        for _ in 0..27 {
            keep_all(
                &mut study,
                session,
                &[answer("age", Value::Integer(72)), answer("town", Value::Code("1".to_owned()))],
            );
            answers += 2;
        }
    }
    study.close().unwrap();
    let bytes = (fs::metadata(&path).unwrap().len() - before) as f64 / f64::from(answers);
    assert!(bytes <= 60.0, "{bytes} bytes per answer");
}

/// DESIGN 5.1, issue "each a clear message": every error and warning has its sentence in both languages.
#[test]
fn every_error_has_a_sentence() {
    let path = PathBuf::from("m2s.recto");
    let (id, version, detail) = ("x".to_owned(), "2".to_owned(), "d".to_owned());
    let errors = [
        StudyError::Missing { path: path.clone() },
        StudyError::AlreadyExists { path: path.clone() },
        StudyError::NotAStudy { path: path.clone() },
        StudyError::Newer { path: path.clone(), found: 2, known: 1 },
        StudyError::Damaged { path: path.clone(), detail: detail.clone() },
        StudyError::ReadOnly { path: path.clone() },
        StudyError::DiskFull { path: path.clone() },
        StudyError::OpenElsewhere { path: path.clone() },
        StudyError::Io { path, detail: detail.clone() },
        StudyError::SameOperator { operator: "Ana".to_owned(), number: "1".to_owned(), keyed: Pass::First },
        StudyError::EmptyName,
        StudyError::UnknownOperator,
        StudyError::UnknownQuestionnaire { id: id.clone() },
        StudyError::QuestionnaireHeld { id: id.clone() },
        StudyError::VersionHeld { id: id.clone(), version: version.clone() },
        StudyError::UnreadableQuestionnaire { id, version },
        StudyError::NoSheetOpen,
        StudyError::NoSuchKeying { number: "1".to_owned() },
    ];
    let warnings = [
        Warning::SynchronisedFolder { service: "Dropbox" },
        Warning::NetworkShare,
        Warning::NoBackup { detail },
        Warning::ClockBehind,
    ];
    for language in Language::ALL {
        let texts = errors.iter().map(|error| error.text(language));
        for text in texts.chain(warnings.iter().map(|warning| warning.text(language))) {
            assert!(text.ends_with(['.', ')']) && text.contains(' '), "{text}");
            assert!(!text.contains("study-") && !text.contains("Unknown") && !text.contains('{'), "{text}");
        }
    }
}
