//! The tables of a study file and how older files become newer ones.

use std::sync::LazyLock;

use rusqlite_migration::{M, Migrations};

/// Marks a SQLite file as a study: "Rcto" in ASCII.
pub(super) const APPLICATION_ID: i64 = 0x5263_746f;

/// The format this program writes (`user_version`): the number of migrations.
pub(super) const FORMAT: i64 = 4;

/// Small integer keys stay inside the file; whatever leaves it is named by its id (UUID v7, whose time
/// is the row's time). Tables with a trigger below are append-only.
const FIRST: &str = "
CREATE TABLE stations (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL
) STRICT;
CREATE TABLE operators (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded TEXT NOT NULL, -- NFKC, case folded, spaces collapsed: what names are compared by
    station INTEGER NOT NULL REFERENCES stations
) STRICT;
CREATE TABLE questionnaires (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE versions (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    questionnaire INTEGER NOT NULL REFERENCES questionnaires,
    version TEXT NOT NULL,
    source TEXT NOT NULL, -- the TOML text, as read
    operator INTEGER REFERENCES operators,
    station INTEGER NOT NULL REFERENCES stations,
    UNIQUE (questionnaire, version)
) STRICT;
CREATE TABLE variables (
    key INTEGER PRIMARY KEY,
    questionnaire INTEGER NOT NULL REFERENCES questionnaires,
    name TEXT NOT NULL,
    UNIQUE (questionnaire, name)
) STRICT;
CREATE TABLE settings ( -- of one name, the newest counts
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    operator INTEGER REFERENCES operators,
    station INTEGER NOT NULL REFERENCES stations
) STRICT, WITHOUT ROWID;
CREATE TABLE keyings (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL REFERENCES versions,
    number TEXT NOT NULL, -- as begun; see `sheets` for the number now
    pass INTEGER NOT NULL CHECK (pass IN (1, 2)),
    operator INTEGER NOT NULL REFERENCES operators,
    station INTEGER NOT NULL REFERENCES stations,
    imported INTEGER NOT NULL
) STRICT;
CREATE TABLE entries ( -- the journal; kinds and flags in codes.rs
    keying INTEGER NOT NULL REFERENCES keyings,
    id BLOB NOT NULL,
    kind INTEGER NOT NULL,
    variable INTEGER REFERENCES variables,
    line INTEGER NOT NULL,
    value ANY,
    flags INTEGER NOT NULL,
    PRIMARY KEY (keying, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE resolutions (
    id BLOB PRIMARY KEY,
    questionnaire INTEGER NOT NULL REFERENCES questionnaires,
    number TEXT NOT NULL,
    target INTEGER NOT NULL CHECK (target IN (1, 2, 3)), -- a field, a box, a check
    name TEXT NOT NULL, -- of the variable or check
    line INTEGER NOT NULL,
    choice TEXT, -- the code of the box
    kind INTEGER, -- of the answer, as in entries; of a box 1 ticked, 0 not
    value ANY,
    means INTEGER NOT NULL,
    reason TEXT NOT NULL,
    operator INTEGER NOT NULL REFERENCES operators,
    station INTEGER NOT NULL REFERENCES stations
) STRICT, WITHOUT ROWID;
CREATE INDEX resolutions_by_sheet ON resolutions (questionnaire, number);

-- Where each keying stands now. Follows from the journal, so it may be updated, and rebuilt.
CREATE TABLE sheets (
    keying INTEGER PRIMARY KEY REFERENCES keyings,
    questionnaire INTEGER NOT NULL REFERENCES questionnaires,
    number TEXT NOT NULL,
    pass INTEGER NOT NULL,
    operator INTEGER NOT NULL REFERENCES operators,
    finished BLOB -- id of the entry that finished it
) STRICT;
CREATE INDEX sheets_by_number ON sheets (questionnaire, number);
CREATE INDEX sheets_unfinished ON sheets (operator, pass) WHERE finished IS NULL;
";

/// Format 2: pseudonyms and erasing. `tombstones` say what was erased and are never taken away; a row of
/// `erasing` is an erasure whose purge of file, log and backups is not through yet. Rows may be deleted
/// only while `deleting` is 1, which no committed state of the file ever shows: it is set and taken back
/// inside the one transaction that erases.
const SECOND: &str = "
CREATE TABLE pseudonyms (
    id BLOB PRIMARY KEY,
    questionnaire INTEGER NOT NULL REFERENCES questionnaires,
    number TEXT NOT NULL,
    pseudonym TEXT NOT NULL, -- random: says nothing of the number
    station INTEGER NOT NULL REFERENCES stations,
    UNIQUE (questionnaire, number),
    UNIQUE (questionnaire, pseudonym)
) STRICT, WITHOUT ROWID;
CREATE TABLE tombstones (
    id BLOB PRIMARY KEY,
    questionnaire INTEGER NOT NULL REFERENCES questionnaires,
    number TEXT, -- of the erased sheet; NULL where all identifying content was erased
    reason TEXT NOT NULL,
    operator INTEGER NOT NULL REFERENCES operators,
    station INTEGER NOT NULL REFERENCES stations
) STRICT, WITHOUT ROWID;
CREATE TABLE erasing (
    tombstone BLOB PRIMARY KEY,
    deleting INTEGER NOT NULL CHECK (deleting IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE TRIGGER sheets_not_erased BEFORE INSERT ON sheets
WHEN EXISTS (SELECT 1 FROM tombstones WHERE questionnaire = NEW.questionnaire
    AND number = NEW.number COLLATE NOCASE)
BEGIN SELECT RAISE(ABORT, 'the sheet was erased'); END;
CREATE TRIGGER sheets_not_renumbered_to_erased BEFORE UPDATE OF number ON sheets
WHEN EXISTS (SELECT 1 FROM tombstones WHERE questionnaire = NEW.questionnaire
    AND number = NEW.number COLLATE NOCASE)
BEGIN SELECT RAISE(ABORT, 'the sheet was erased'); END;
";

/// Format 3: what people declare beside keying and settling (see `declaration`).
const THIRD: &str = "
CREATE TABLE declarations (
    id BLOB PRIMARY KEY,
    questionnaire INTEGER NOT NULL REFERENCES questionnaires,
    number TEXT, -- of the sheet that it is about; NULL where it is about several or none
    said TEXT NOT NULL, -- JSON, with its kind
    operator INTEGER NOT NULL REFERENCES operators,
    station INTEGER NOT NULL REFERENCES stations
) STRICT, WITHOUT ROWID;
CREATE TRIGGER declarations_no_update BEFORE UPDATE ON declarations
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE deleting = 1)
BEGIN SELECT RAISE(ABORT, 'declarations is append-only'); END;
CREATE TRIGGER declarations_no_delete BEFORE DELETE ON declarations
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE deleting = 1)
BEGIN SELECT RAISE(ABORT, 'declarations is append-only'); END;
";

/// Format 4: the answers of each finished keying once more, packed, so that a large study is read without
/// its journal. Follows from the journal: whatever happens to a keying there takes its row away, and a
/// keying without a row is read from the journal.
const FOURTH: &str = "
CREATE TABLE records (
    keying INTEGER PRIMARY KEY REFERENCES keyings,
    layout INTEGER NOT NULL, -- a hash of the fields that the answers are numbered by
    version INTEGER NOT NULL REFERENCES versions, -- under which it was finished
    note TEXT, -- a remark on the whole sheet
    answers BLOB NOT NULL
) STRICT;
CREATE TRIGGER records_entered AFTER INSERT ON entries
BEGIN DELETE FROM records WHERE keying = NEW.keying; END;
CREATE TRIGGER records_changed AFTER UPDATE ON entries
BEGIN DELETE FROM records WHERE keying = NEW.keying; END;
CREATE TRIGGER records_erased AFTER DELETE ON entries
BEGIN DELETE FROM records WHERE keying = OLD.keying; END;
";

/// Append-only tables that erasing reaches.
const ERASABLE: [&str; 4] = ["keyings", "entries", "resolutions", "pseudonyms"];

/// Tables whose rows are never changed, in format 1.
const APPEND_ONLY: [&str; 6] = ["versions", "variables", "settings", "keyings", "entries", "resolutions"];

static MIGRATIONS: LazyLock<Migrations<'static>> = LazyLock::new(|| {
    let mut first = FIRST.to_owned();
    for table in APPEND_ONLY {
        for event in ["UPDATE", "DELETE"] {
            first.push_str(&format!(
                "CREATE TRIGGER {table}_no_{} BEFORE {event} ON {table}
                 BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;\n",
                event.to_lowercase()
            ));
        }
    }
    let mut second = SECOND.to_owned();
    for event in ["UPDATE", "DELETE"] {
        let name = event.to_lowercase();
        second.push_str(&format!(
            "CREATE TRIGGER tombstones_no_{name} BEFORE {event} ON tombstones
             BEGIN SELECT RAISE(ABORT, 'tombstones is append-only'); END;\n"
        ));
        for table in ERASABLE {
            second.push_str(&format!(
                "DROP TRIGGER IF EXISTS {table}_no_{name};
                 CREATE TRIGGER {table}_no_{name} BEFORE {event} ON {table}
                 WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE deleting = 1)
                 BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;\n"
            ));
        }
    }
    Migrations::new(vec![M::up(first.leak()), M::up(second.leak()), M::up(THIRD), M::up(FOURTH)])
});

/// Every format change since the first, in order.
pub(super) fn migrations() -> &'static Migrations<'static> {
    &MIGRATIONS
}
