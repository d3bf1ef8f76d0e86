//! Finished keyings are kept packed beside the journal: both must say the same, always.

use rusqlite::Connection;

use super::*;
use crate::questionnaire::{FieldRecord, Missing, Record};

fn packed(path: &std::path::Path) -> i64 {
    Connection::open(path).unwrap().query_row("SELECT count(*) FROM records", [], |row| row.get(0)).unwrap()
}

/// Reads the study as it is, then from its journal alone.
fn same_from_the_journal(path: &std::path::Path) -> Snapshot {
    let quick = Study::open_read_only(path).unwrap().snapshot("small").unwrap();
    Connection::open(path).unwrap().execute("DELETE FROM records", []).unwrap();
    let slow = Study::open_read_only(path).unwrap().snapshot("small").unwrap();
    assert_eq!(quick.keyings, slow.keyings);
    assert_eq!(quick.last_entry, slow.last_entry);
    quick
}

fn note(field: Option<FieldId>, text: &str) -> Entry {
    Entry::Note { field, text: text.to_owned() }
}

/// DESIGN 5.2: what was keyed, undone, remarked and kept reads the same from the packed form.
#[test]
fn a_finished_keying_is_packed_as_its_journal_tells_it() {
    let (_folder, path, mut study) = new_study();
    let ana = study.operator("Ana").unwrap().id;
    let session = study.begin("small", ana, Pass::First).unwrap();
    let age = field(&small(), "age");
    let undone = Entry::Answer {
        field: age,
        answer: Answer::Missing(Missing::Blank),
        kept: true,
        origin: Origin::Repeated,
        cause: Cause::Undo,
    };
    let sheet =
        [open("001"), answer("age", Value::Integer(7)), undone, note(Some(age), "?"), note(None, "torn")];
    keep_all(&mut study, session, &sheet);
    keep_all(&mut study, session, &[answer("remark", Value::Text("l’eau".to_owned())), Entry::Finish]);
    keep_all(&mut study, session, &[open("002"), answer("age", Value::Integer(9))]);
    study.close().unwrap();
    assert_eq!(packed(&path), 1, "only finished keyings");
    let snapshot = same_from_the_journal(&path);
    assert_eq!(snapshot.keyings[0].note.as_deref(), Some("torn"));
    assert_eq!(snapshot.keyings[0].record.field(age).note.as_deref(), Some("?"));
}

/// DESIGN 5.2: whatever comes after finishing counts, at once.
#[test]
fn what_follows_takes_the_packed_form_away() {
    let (_folder, path, mut study) = new_study();
    let ana = study.operator("Ana").unwrap().id;
    let session = study.begin("small", ana, Pass::First).unwrap();
    keep_all(&mut study, session, &[open("001"), answer("age", Value::Integer(7)), Entry::Finish]);
    keep_all(&mut study, session, &[Entry::Reopen, answer("age", Value::Integer(8))]);
    let keyed = study.snapshot("small").unwrap();
    assert_eq!(answer_of(&keyed.keyings[0], "age"), &Answer::Value(Value::Integer(8)));
    keep_all(&mut study, session, &[Entry::Finish, note(None, "late")]);
    let keyed = study.snapshot("small").unwrap();
    assert_eq!(keyed.keyings[0].note.as_deref(), Some("late"));
    study.close().unwrap();
    assert_eq!(packed(&path), 0);
}

/// DESIGN 13: a keying from a file reads the same from the packed form.
#[test]
fn a_taken_keying_is_packed_as_its_journal_tells_it() {
    let (_folder, path, mut study) = new_study();
    let operator = study.operator("Ana").unwrap().id;
    let mut record = Record::empty(&small());
    *record.field_mut(field(&small(), "age")) = FieldRecord {
        answer: Answer::Value(Value::AsWritten("7x".to_owned())),
        kept: true,
        origin: Origin::Imported,
        note: Some("so".to_owned()),
    };
    record.field_mut(field(&small(), "town")).origin = Origin::Imported;
    let taken = ["001", "002"].map(|number| TakenKeying {
        number: number.to_owned(),
        number_kept: number == "002",
        operator,
        record: record.clone(),
        finished: true,
    });
    study.take_keyings("small", Pass::Second, &taken).unwrap();
    study.close().unwrap();
    assert_eq!(packed(&path), 2);
    same_from_the_journal(&path);
}

/// DESIGN 5.12: a file of an older format, and one whose fields changed with a version, are packed anew.
#[test]
fn older_files_and_new_versions_are_packed_anew() {
    let (_folder, path, mut study) = new_study();
    let ana = study.operator("Ana").unwrap().id;
    let session = study.begin("small", ana, Pass::First).unwrap();
    keep_all(&mut study, session, &[open("001"), answer("age", Value::Integer(7)), Entry::Finish]);
    study.close().unwrap();
    let raw = Connection::open(&path).unwrap();
    raw.execute_batch(
        "DROP TRIGGER records_entered; DROP TRIGGER records_changed; DROP TRIGGER records_erased;
         DROP TABLE records; PRAGMA user_version = 3",
    )
    .unwrap();
    drop(raw);
    let mut study = Study::open(&path, &station()).unwrap();
    let twice = "[[page.item]]\nkind = \"question\"\nname = \"age\"";
    let before = format!(
        "[[page.item]]\nkind = \"question\"\nname = \"added\"\ntype = \"integer\"\ndigits = 2\nlabel = {{ en = \"Added\" }}\n\n{twice}"
    );
    let revised = changed(&[(twice, &before), ("version = \"1\"", "version = \"2\"")]);
    let first = study.snapshot("small").unwrap();
    assert_eq!(answer_of(&first.keyings[0], "age"), &Answer::Value(Value::Integer(7)));
    study.revise(&revised, None, None).unwrap();
    let second = study.snapshot("small").unwrap();
    let age = field(&revised, "age");
    assert_ne!(age, field(&small(), "age"));
    assert_eq!(second.keyings[0].record.answer(age), &Answer::Value(Value::Integer(7)));
    assert_eq!(second.keyings[0].version, first.keyings[0].version);
    study.close().unwrap();
    assert_eq!(packed(&path), 1);
    same_from_the_journal(&path);
}
