//! Erasing where the study keeps a rollback journal, as on a network share (DESIGN 5.1, 5.10).

use super::*;

/// The bytes of the study and of its journal.
fn holds(path: &std::path::Path, text: &str) -> bool {
    ["", "-journal", "-wal"].iter().any(|ending| {
        let file = format!("{}{ending}", path.display());
        let bytes = std::fs::read(file).unwrap_or_default();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

/// DESIGN 5.10: the rollback journal of a locked file holds old pages after a commit; not after erasing.
#[test]
fn a_rollback_journal_holds_nothing_of_an_erased_sheet() {
    let (_folder, path, mut study) = new_study();
    crate::study::store::set_journal(&study.connection, false).unwrap();
    study.uses_log = false;
    let ana = study.operator("Ana").unwrap().id;
    let session = study.begin("small", ana, Pass::First).unwrap();
    let note = |text: &str| Entry::Note { field: None, text: text.to_owned() };
    keep_all(&mut study, session, &[open("001"), note("GONENOTE"), open("002"), note("KEPTNOTE")]);
    let journal = format!("{}-journal", path.display());
    // Something written after it brings the page that holds it into the journal.
    keep_all(&mut study, session, &[note("KEPTTOO")]);
    assert!(std::fs::metadata(&journal).unwrap().len() > 0 && holds(&path, "GONENOTE"));
    study.erase("small", &Scope::Sheet("001".to_owned()), "asked", ana).unwrap();
    assert!(!holds(&path, "GONENOTE") && holds(&path, "KEPTNOTE"));
    study.close().unwrap();
    assert!(!holds(&path, "GONENOTE") && holds(&path, "KEPTNOTE"));
}

/// DESIGN 5.10: a study of format 1 is brought up to date and can be erased in.
#[test]
fn an_older_file_can_be_erased_in() {
    let (_folder, path, study) = new_study();
    study.close().unwrap();
    let raw = rusqlite::Connection::open(&path).unwrap();
    let triggers = ["keyings", "entries", "resolutions"].iter().flat_map(|table| {
        ["UPDATE", "DELETE"].map(|event| {
            let name = format!("{table}_no_{}", event.to_lowercase());
            format!(
                "DROP TRIGGER {name}; CREATE TRIGGER {name} BEFORE {event} ON {table}
                BEGIN SELECT RAISE(ABORT, 'append-only'); END;"
            )
        })
    });
    raw.execute_batch(&triggers.collect::<String>()).unwrap();
    raw.execute_batch(
        "DROP TRIGGER records_entered; DROP TRIGGER records_changed; DROP TRIGGER records_erased;
         DROP TABLE records; DROP TRIGGER sheets_not_erased; DROP TRIGGER sheets_not_renumbered_to_erased;
         DROP TABLE pseudonyms; DROP TABLE tombstones; DROP TABLE erasing; DROP TABLE declarations; PRAGMA user_version = 1",
    )
    .unwrap();
    drop(raw);
    let mut study = Study::open(&path, &station()).unwrap();
    let ana = study.operator("Ana").unwrap().id;
    let session = study.begin("small", ana, Pass::First).unwrap();
    keep_all(&mut study, session, &[open("001")]);
    study.erase("small", &Scope::Sheet("001".to_owned()), "asked", ana).unwrap();
    assert!(study.snapshot("small").unwrap().keyings.is_empty());
    // The session's sheet is gone: what is typed on lands nowhere.
    assert_eq!(study.keep(session, &Entry::Finish), Err(StudyError::NoSheetOpen));
}
