//! DESIGN 5.10: what is erased is nowhere in the study file, its log or Recto's own backups, as their
//! bytes show; a tombstone stays; cut off in the middle, it is gone on with.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::time::Duration;

use recto::keying::{Cause, Entry};
use recto::questionnaire::{Answer, Origin, Value};
use recto::study::import::{ImportError, Mode, What};
use recto::study::{Means, NewResolution, Pass, Scope, Study, StudyError, Target};

use super::super::survey;
use super::{child, part, station};

const ID: &str = "m2s-impact-2024";
const ERASES: &str = "study::erasing::erases_until_killed";

/// Everything the erased sheet says somewhere; the other sheet says the same with `KEPT`.
const MARKS: [&str; 7] =
    ["FIRSTTEXT", "OLDTEXT", "SECONDTEXT", "FIELDNOTE", "SHEETNOTE", "DECIDEDTEXT", "REASONTEXT"];

pub(crate) fn mark(sheet: &str, what: &str) -> String {
    format!("{sheet}{what}{sheet}")
}

/// Keys a sheet twice with a text in every place that takes one, and settles it.
fn key(study: &mut Study, number: &str, name: &str) {
    let questionnaire = survey::questionnaire();
    let field =
        |name: &str| questionnaire.field_of(questionnaire.variable_by_name(name).unwrap(), 0).unwrap();
    let text = |what: &str| Entry::Answer {
        field: field("change_txt"),
        answer: Answer::Value(Value::Text(mark(name, what))),
        kept: false,
        origin: Origin::Keyed,
        cause: Cause::Typed,
    };
    let note = |field, what: &str| Entry::Note { field, text: mark(name, what) };
    let open = Entry::Open { number: number.to_owned(), kept: false };
    let first = [
        open.clone(),
        text("OLDTEXT"),
        text("FIRSTTEXT"),
        note(Some(field("age")), "FIELDNOTE"),
        note(None, "SHEETNOTE"),
        Entry::Finish,
    ];
    let second = [open, text("SECONDTEXT"), Entry::Finish];
    for (operator, pass, entries) in [("Ana", Pass::First, &first[..]), ("Bob", Pass::Second, &second)] {
        let operator = study.operator(operator).unwrap();
        let session = study.begin(ID, operator.id, pass).unwrap();
        for entry in entries {
            study.keep(session, entry).unwrap();
        }
    }
    let operator = study.operator("Chef").unwrap().id;
    let decision = NewResolution {
        number: number.to_owned(),
        target: Target::Field {
            variable: "change_txt".to_owned(),
            line: 0,
            answer: Answer::Value(Value::Text(mark(name, "DECIDEDTEXT"))),
        },
        means: Means::SeenBoth,
        reason: mark(name, "REASONTEXT"),
        operator,
    };
    study.resolve(ID, &[decision]).unwrap();
    study.give_pseudonyms(ID).unwrap();
}

/// The files of a folder and its folders, but the certificates.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_none_or(|ending| ending != "html") {
            found.push(path);
        }
    }
    found
}

/// Which files hold these bytes.
pub(crate) fn holding(folder: &Path, text: &str) -> Vec<PathBuf> {
    let mut found = files(folder);
    found.retain(|file| {
        let bytes = std::fs::read(file).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    });
    found
}

fn backups(folder: &Path) -> Vec<PathBuf> {
    files(&folder.join("recto-backups"))
}

/// A study with two sheets beside the fixture, and three backups that hold them.
pub(crate) fn study_with_backups(folder: &Path) -> PathBuf {
    let mut study = survey::keyed_twice(folder);
    let path = study.path().to_owned();
    let clocks: [fn() -> jiff::Timestamp; 3] = [
        || "2025-02-01T10:00:00Z".parse().unwrap(),
        || "2025-02-02T10:00:00Z".parse().unwrap(),
        || "2025-02-03T10:00:00Z".parse().unwrap(),
    ];
    key(&mut study, "0901A", "GONE");
    key(&mut study, "0902B", "KEPT");
    for (at, clock) in clocks.into_iter().enumerate() {
        study.operator(&format!("Operator {at}")).unwrap();
        study.set_clock(clock);
        assert!(study.back_up().is_some());
    }
    study.close().unwrap();
    path
}

fn chef(study: &mut Study) -> recto::study::OperatorId {
    study.operator("Chef").unwrap().id
}

fn sheet(number: &str) -> Scope {
    Scope::Sheet(number.to_owned())
}

/// DESIGN 5.10: before, the bytes are in file, log and backups; after, nowhere; the rest stays.
#[test]
fn an_erased_sheet_is_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let path = study_with_backups(folder.path());
    let other = folder.path().join("recto-backups/other 2025-01-01 10h00m00Z.recto");
    super::new_study(&other);
    let other_bytes = std::fs::read(&other).unwrap();
    std::fs::write(folder.path().join("recto-backups/.recto-cut.part"), mark("GONE", "FIRSTTEXT")).unwrap();
    let mut study = Study::open(&path, &station()).unwrap();
    // Not yet in the file itself: only the log holds it.
    let ana = study.operator("Ana").unwrap().id;
    let session = study.begin(ID, ana, Pass::First).unwrap();
    study.keep(session, &Entry::Resume { number: "0901A".to_owned(), keying: None }).unwrap();
    study.keep(session, &Entry::Note { field: None, text: "GONELOGNOTE".to_owned() }).unwrap();
    assert!(
        holding(folder.path(), "GONELOGNOTE").iter().all(|file| file.to_string_lossy().ends_with("-wal"))
    );
    assert_eq!(holding(folder.path(), "GONELOGNOTE").len(), 1);
    for what in MARKS {
        assert!(
            holding(folder.path(), &mark("GONE", what)).len() >= 4,
            "{what} in the study and three backups"
        );
    }
    let pseudonym = study.safeguards(ID).unwrap().pseudonyms["0901A"].clone();
    assert!(!holding(folder.path(), &pseudonym).is_empty());
    let chef = chef(&mut study);
    let erased = study.erase(ID, &sheet("0901A"), "asked by the person", chef).unwrap();
    assert_eq!(erased.purged.rewritten.len(), 3);
    assert!(erased.counts.is_some_and(|counts| counts.keyings == 2 && counts.resolutions == 1));
    // Also while the study is still open.
    for what in MARKS {
        assert_eq!(holding(folder.path(), &mark("GONE", what)), Vec::<PathBuf>::new(), "{what}");
    }
    assert!(holding(folder.path(), "GONELOGNOTE").is_empty());
    assert!(holding(folder.path(), &pseudonym).is_empty());
    for what in MARKS {
        assert!(holding(folder.path(), &mark("KEPT", what)).len() >= 4, "{what} of the other sheet");
    }
    assert_eq!(std::fs::read(&other).unwrap(), other_bytes, "another study's backup is not touched");
    let snapshot = study.snapshot(ID).unwrap();
    assert!(snapshot.keyings.iter().all(|keying| keying.number != "0901A"));
    assert!(snapshot.keyings.iter().any(|keying| keying.number == "0902B"));
    let stone = &snapshot.safeguards.tombstones[0];
    assert_eq!((stone.number.as_deref(), stone.reason.as_str()), (Some("0901A"), "asked by the person"));
    study.close().unwrap();
    // Each backup opens as a study of its own, with the tombstone and without the sheet.
    for backup in backups(folder.path()).into_iter().filter(|file| *file != other) {
        let copy = Study::open_read_only(&backup).unwrap();
        let snapshot = copy.snapshot(ID).unwrap();
        assert_eq!(snapshot.safeguards.tombstones.len(), 1);
        assert!(
            snapshot.keyings.len() > 290 && snapshot.keyings.iter().all(|keying| keying.number != "0901A")
        );
    }
}

/// DESIGN 5.10: the tombstone wins: nothing is keyed, taken, decided or renumbered under it again.
#[test]
fn nothing_comes_back_under_a_tombstone() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = survey::keyed_twice(folder.path());
    let chef = chef(&mut study);
    study.erase(ID, &sheet("0001B"), "asked by the person", chef).unwrap();
    assert!(!study.safeguards(ID).unwrap().tombstones.is_empty());
    assert!(!study.snapshot(ID).unwrap().expected.contains(&"0001B".to_owned()));
    let again = survey::take(&mut study, "Zoe", Pass::First, Mode::AsIs, &only_sheet("0001B"));
    let Err(ImportError::Refused(problems)) = again else { panic!("{again:?}") };
    assert_eq!(problems[0].what, What::Erased);
    let zoe = study.operator("Zoe").unwrap().id;
    let session = study.begin(ID, zoe, Pass::First).unwrap();
    let open = |number: &str| Entry::Open { number: number.to_owned(), kept: true };
    let refused = StudyError::Erased { number: "0001b".to_owned() };
    assert_eq!(study.keep(session, &open("0001b")), Err(refused));
    study.keep(session, &open("0950X")).unwrap();
    let renumber = Entry::Renumber { number: "0001B".to_owned(), kept: false };
    assert_eq!(study.keep(session, &renumber), Err(StudyError::Erased { number: "0001B".to_owned() }));
    // The database itself refuses too, whoever writes.
    let path = study.path().to_owned();
    study.close().unwrap();
    let raw = rusqlite::Connection::open(&path).unwrap();
    for statement in [
        "UPDATE sheets SET number = '0001B' WHERE keying = (SELECT max(keying) FROM sheets)",
        "DELETE FROM tombstones",
        "UPDATE tombstones SET number = 'x'",
        "DELETE FROM entries",
        "DELETE FROM resolutions",
        "DELETE FROM keyings",
        "DELETE FROM pseudonyms",
        "UPDATE entries SET value = 1",
    ] {
        // A trigger needs a row to fire on.
        let _ =
            raw.execute("INSERT INTO pseudonyms SELECT x'00', 1, 'n', 'p', key FROM stations LIMIT 1", []);
        let refused = raw.execute(statement, []);
        let empty = statement.contains("resolutions") && refused == Ok(0);
        assert!(refused.is_err() || empty, "{statement}: {refused:?}");
    }
}

/// A sheet that is not there, a missing reason and a running retention are refused, and nothing happens.
#[test]
fn what_cannot_be_erased_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = survey::keyed_twice(folder.path());
    let chef = chef(&mut study);
    let before = study.snapshot(ID).unwrap().keyings.len();
    let unknown = study.erase(ID, &sheet("0999Z"), "why", chef);
    assert_eq!(unknown, Err(StudyError::NoSuchSheet { number: "0999Z".to_owned() }));
    assert_eq!(study.erase(ID, &sheet("0001B"), "  ", chef), Err(StudyError::NoReason));
    let unset = study.erase(ID, &Scope::Identifying, "why", chef);
    assert_eq!(unset, Err(StudyError::RetentionRuns { until: None }));
    let until = jiff::civil::date(9000, 1, 1);
    study.set_retention(until, chef).unwrap();
    let running = study.erase(ID, &Scope::Identifying, "why", chef);
    assert_eq!(running, Err(StudyError::RetentionRuns { until: Some(until) }));
    assert_eq!(study.snapshot(ID).unwrap().keyings.len(), before);
    assert!(study.safeguards(ID).unwrap().tombstones.is_empty());
}

/// DESIGN 5.10: at the retention date identifying answers, open words, notes and reasons go from every
/// sheet, ordinary answers stay, and who keyed when stays.
#[test]
fn identifying_content_goes_at_the_retention_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = study_with_backups(folder.path());
    let mut study = Study::open(&path, &station()).unwrap();
    let chef = chef(&mut study);
    let before = study.snapshot(ID).unwrap();
    study.set_retention(jiff::civil::date(2020, 1, 1), chef).unwrap();
    study.erase(ID, &Scope::Identifying, "retention is over", chef).unwrap();
    for name in ["GONE", "KEPT"] {
        for what in MARKS {
            assert!(holding(folder.path(), &mark(name, what)).is_empty(), "{name} {what}");
        }
    }
    let after = study.snapshot(ID).unwrap();
    assert_eq!(after.keyings.len(), before.keyings.len());
    let questionnaire = &after.questionnaire;
    let mut kept = 0;
    for (now, then) in after.keyings.iter().zip(&before.keyings) {
        assert_eq!((&now.number, now.started, now.finished), (&then.number, then.started, then.finished));
        for field in questionnaire.field_ids() {
            let variable = questionnaire.field_variable(field);
            let (now, then) = (now.record.field(field), then.record.field(field));
            assert_eq!(now.note, None);
            let as_written = matches!(then.answer, Answer::Value(Value::AsWritten(_)));
            let number = Some(field) == questionnaire.sheet_number_field();
            if !number && (as_written || variable.protection.privacy.is_erased_at_retention()) {
                assert_eq!(now.answer, Answer::NotKeyed, "{}", variable.name);
            } else {
                assert_eq!(now.answer, then.answer, "{}", variable.name);
                kept += usize::from(now.answer != Answer::NotKeyed);
            }
        }
    }
    assert!(kept > 5000);
    assert!(after.resolutions.iter().all(|resolution| resolution.reason.is_empty()));
}

/// The child's part of the test below; nothing otherwise.
#[test]
fn erases_until_killed() {
    if let Some(path) = part() {
        let mut study = Study::open(&path, &station()).unwrap();
        let chef = chef(&mut study);
        println!("\nbegin");
        study.erase(ID, &sheet("0901A"), "asked by the person", chef).unwrap();
        println!("end");
    }
}

/// DESIGN 5.10: killed at any moment of an erasure, the study is either as before or, once opened again,
/// free of the sheet in file, log and backups.
#[test]
fn an_erasure_that_was_cut_off_is_gone_on_with() {
    let whole = tempfile::tempdir().unwrap();
    study_with_backups(whole.path());
    let (mut not_begun, mut in_the_middle, mut through) = (0, 0, 0);
    for turn in 0..18u64 {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("recto-backups")).unwrap();
        for file in files(whole.path()) {
            std::fs::copy(&file, folder.path().join(file.strip_prefix(whole.path()).unwrap())).unwrap();
        }
        let path = folder.path().join("study.recto");
        let mut process = child(ERASES, &path).spawn().unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut said = String::new();
        while !said.contains("begin") && output.read_line(&mut said).unwrap() > 0 {}
        std::thread::sleep(Duration::from_micros(turn * turn * 520));
        process.kill().unwrap();
        process.wait().unwrap();
        let (stones, unfinished) = state(&path);
        match (stones, unfinished) {
            (0, _) => not_begun += 1,
            (_, 0) => through += 1,
            _ => in_the_middle += 1,
        }
        let study = Study::open(&path, &station()).unwrap();
        let snapshot = study.snapshot(ID).unwrap();
        let present = snapshot.keyings.iter().filter(|keying| keying.number == "0901A").count();
        for what in MARKS {
            let found = holding(folder.path(), &mark("GONE", what));
            if stones == 0 {
                assert!(present == 2 && !found.is_empty(), "turn {turn}: {what} lost without a tombstone");
            } else {
                assert!(present == 0 && found.is_empty(), "turn {turn}: {what} in {found:?}");
            }
            assert!(holding(folder.path(), &mark("KEPT", what)).len() >= 4, "turn {turn}: {what}");
        }
        study.close().unwrap();
        assert_eq!(state(&path).1, 0);
    }
    println!("{not_begun} not begun, {in_the_middle} in the middle, {through} through");
    assert!(in_the_middle > 0, "no kill fell into the middle: {not_begun} before, {through} after");
}

/// How many tombstones and unfinished purges a study holds, looked at on a copy of file and log.
fn state(path: &Path) -> (i64, i64) {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.recto");
    for ending in ["", "-wal", "-journal"] {
        let with = |path: &Path| format!("{}{ending}", path.display());
        if std::fs::exists(with(path)).unwrap() {
            std::fs::copy(with(path), with(&copy)).unwrap();
        }
    }
    let connection = rusqlite::Connection::open(&copy).unwrap();
    let found: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(found, "ok");
    let deleting: i64 = connection
        .query_row("SELECT count(*) FROM erasing WHERE deleting = 1", [], |row| row.get(0))
        .unwrap();
    assert_eq!(deleting, 0, "no committed state lets anyone delete");
    let counts = "SELECT (SELECT count(*) FROM tombstones), (SELECT count(*) FROM erasing)";
    connection.query_row(counts, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

/// The header of the first keying's file and the row of one sheet.
fn only_sheet(number: &str) -> Vec<u8> {
    let text = String::from_utf8(survey::bytes("keying_a.csv")).unwrap();
    let rows = text.split_inclusive("\r\n").enumerate();
    rows.filter(|(at, row)| *at == 0 || row.starts_with(number))
        .map(|(_, row)| row)
        .collect::<String>()
        .into()
}

/// DESIGN 13: the command erases, writes the certificate with the user's tasks, and status shows it.
#[test]
fn the_command_writes_a_certificate() {
    let folder = tempfile::tempdir().unwrap();
    survey::keyed_twice(folder.path()).close().unwrap();
    let run = |arguments: &[&str]| super::commands::recto(folder.path(), arguments);
    let who = ["--operator", "Chef", "--reason", "asked <by> the person"];
    let erase = |more: &[&str]| run(&[&["erase", "study.recto"], &who[..], more].concat());
    let (status, _, error) = erase(&["--sheet", "0999Z"]);
    assert!(status == 1 && error.contains("Nothing was erased"), "{error}");
    assert_eq!(erase(&[]).0, 2);
    let (status, said, error) = erase(&["--sheet", "0001B", "--certificate", "paper.html"]);
    assert!(status == 0 && said.contains("paper.html"), "{said}{error}");
    let page = std::fs::read_to_string(folder.path().join("paper.html")).unwrap();
    assert!(page.contains("0001B") && page.contains("asked &lt;by&gt; the person") && page.contains("Chef"));
    assert!(page.contains("Exports made before this date"), "{page}");
    let (_, said, _) = run(&["status", "study.recto", "--json"]);
    let found: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(found["erased"], serde_json::json!(["0001B"]));
    assert!(!found["missing"].as_array().unwrap().contains(&serde_json::json!("0001B")));
    let (status, _, error) = erase(&["--all-identifying"]);
    assert!(status == 1 && error.contains("recto protect"), "{error}");
    let protect =
        ["protect", "study.recto", "--operator", "Chef", "--retention", "2020-01-01", "--threshold", "5"];
    let (status, said, error) = run(&protect);
    assert!(status == 0 && said.contains("below 5 people"), "{said}{error}");
    assert_eq!(erase(&["--all-identifying"]).0, 0);
}
