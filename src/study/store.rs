//! A study file that is open: making, opening and closing it, its questionnaires, operators and plan.
//! Keying into it stands in `keep`, reading from it in `reading` and `journal`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use caseless::Caseless;
use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

use super::error::{StudyError, Warning};
use super::ids::Ids;
use super::keep::Session;
use super::keyings::ReadLast;
use super::schema::{APPLICATION_ID, FORMAT, migrations};
use super::station::Station;
use super::versions::{HeldVersion, map_setting};
use super::{Operator, OperatorId, backup, ids, place};
use crate::questionnaire::{self, Questionnaire};

/// How long another program may hold the file before it counts as open elsewhere.
const BUSY: Duration = Duration::from_millis(1000);

/// Files up to this size are looked through for damage on opening; larger ones would open too slowly,
/// and damage shows when it is met.
const LOOKED_THROUGH_BYTES: i64 = 32 << 20;

/// A study file, open. One process at a time may write it; it is locked until closed or dropped, and the
/// lock goes with the process.
pub struct Study {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    /// Key of this computer in the file; `None` when open for reading only.
    pub(super) station: Option<i64>,
    pub(super) held: Vec<Held>,
    pub(super) sessions: Vec<Session>,
    pub(super) ids: Ids,
    warnings: Vec<Warning>,
    pub(super) uses_log: bool,
    /// Rows written so far that are no part of any keying: decisions and declarations.
    pub(super) beside_keyings: u64,
}

/// One questionnaire of the study.
pub(super) struct Held {
    pub(super) key: i64,
    pub(super) id: String,
    /// Key of the current version.
    pub(super) version: i64,
    pub(super) current: Arc<Questionnaire>,
    /// Variables of all versions: name to key.
    pub(super) variables: HashMap<String, i64>,
    /// All versions, oldest first.
    pub(super) versions: Vec<HeldVersion>,
    pub(super) read_last: ReadLast,
}

/// A file beside the study, as SQLite names them.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// A closed study is one file and says so in its header. A log beside such a file is of another one: a
/// study of the same name that was killed and then deleted, or replaced by a copy. SQLite would take it
/// in as soon as it begins a log of its own, and mix the two; so it is moved out of the way.
fn set_aside_foreign_log(path: &Path) -> std::io::Result<Option<PathBuf>> {
    // SQLite's file format, section 1.3.3: bytes 18 and 19 are 2 while a file uses a log, else 1.
    const WRITE_VERSION: usize = 18;
    let log = beside(path, "-wal");
    let Ok(mut file) = std::fs::File::open(path) else { return Ok(None) };
    let mut header = [0; 20];
    let whole = std::io::Read::read_exact(&mut file, &mut header).is_ok();
    if !log.exists() || !whole || header[WRITE_VERSION] != 1 {
        return Ok(None);
    }
    let free =
        (1..).map(|number| beside(path, &format!("-wal-aside-{number}"))).find(|aside| !aside.exists());
    let Some(aside) = free else { return Ok(None) };
    std::fs::rename(&log, &aside)?;
    Ok(Some(aside))
}

impl Study {
    /// Makes an empty study with one questionnaire. The file appears whole or not at all, and an
    /// existing file is never written over.
    pub fn create(path: &Path, questionnaire: &Questionnaire, station: &Station) -> Result<Self, StudyError> {
        // What another study of this name left beside it (its log, after a kill) would be taken in.
        let left = ["", "-wal", "-journal"].map(|ending| beside(path, ending));
        if let Some(there) = left.into_iter().find(|left| left.exists()) {
            return Err(StudyError::AlreadyExists { path: there });
        }
        let folder = folder_of(path);
        let draft = backup::draft_in(folder).map_err(|error| StudyError::of_io(path, &error))?;
        {
            let mut connection = Connection::open_with_flags(draft.path(), flags(true))
                .map_err(|error| StudyError::of(path, &error))?;
            prepare_new(&mut connection).map_err(|error| migration_error(path, error))?;
            let mut study = Self::on(connection, path, false);
            study.take_station(station)?;
            study.add_questionnaire(questionnaire, None)?;
        }
        let kept = draft.persist_noclobber(path).map_err(|error| StudyError::of_io(path, &error.error))?;
        drop(kept);
        sync_folder(folder);
        Self::open(path, station)
    }

    /// Opens a study to work on it.
    pub fn open(path: &Path, station: &Station) -> Result<Self, StudyError> {
        let foreign = set_aside_foreign_log(path).map_err(|error| StudyError::of_io(path, &error))?;
        let mut connection = connect(path, true)?;
        let fail = |error: rusqlite::Error| StudyError::of(path, &error);
        // Before anything is read: so a log left by a kill needs no file shared with other processes.
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE").map_err(fail)?;
        let found = check_header(&connection, path)?;
        if connection.is_readonly("main").map_err(fail)? {
            return Err(StudyError::ReadOnly { path: path.to_owned() });
        }
        connection.execute_batch("BEGIN EXCLUSIVE; COMMIT").map_err(fail)?;
        let network = place::is_network_share(path);
        let uses_log = !network;
        set_journal(&connection, uses_log).map_err(fail)?;
        look_through(&connection, path)?;
        migrations().to_latest(&mut connection).map_err(|error| migration_error(path, error))?;
        let mut study = Self::on(connection, path, uses_log);
        if network {
            study.warnings.push(Warning::NetworkShare);
        }
        study.warnings.extend(foreign.map(|aside| Warning::ForeignLog { aside }));
        study.take_station(station)?;
        study.load()?;
        if found < FORMAT {
            study.pack_all()?;
        }
        // An erasure that was cut off is gone on with before anything else.
        if let Err(error) = study.finish_erasing() {
            study.warnings.push(Warning::ErasureUnfinished { detail: error.to_string() });
        }
        Ok(study)
    }

    /// Opens a study to read it. Nothing in it is changed. While another process works on the study this
    /// is refused like [`Study::open`].
    pub fn open_read_only(path: &Path) -> Result<Self, StudyError> {
        set_aside_foreign_log(path).map_err(|error| StudyError::of_io(path, &error))?;
        // A log left by a kill is taken in while reading, which needs a writable connection.
        let connection = connect(path, true)?;
        let found = check_header(&connection, path)?;
        if found < FORMAT {
            drop(connection);
            // An older file is brought up to date first, as it would be on opening it to work.
            Self::open(path, &Station::of_this_machine())?.close()?;
            return Self::open_read_only(path);
        }
        connection.pragma_update(None, "query_only", true).map_err(|error| StudyError::of(path, &error))?;
        let mut study = Self::on(connection, path, false);
        study.load()?;
        if !study.unfinished_erasures()?.is_empty() {
            // What was to be erased is erased before anything is read.
            drop(study);
            let finished = Self::open(path, &Station::of_this_machine())?;
            let through = finished.unfinished_erasures()?.is_empty();
            finished.close()?;
            if through {
                return Self::open_read_only(path);
            }
            return Err(StudyError::ReadOnly { path: path.to_owned() });
        }
        Ok(study)
    }

    fn on(connection: Connection, path: &Path, uses_log: bool) -> Self {
        // More statements than the default 16 are in use at once while a sheet is keyed.
        connection.set_prepared_statement_cache_capacity(64);
        Self {
            connection,
            path: path.to_owned(),
            station: None,
            held: Vec::new(),
            sessions: Vec::new(),
            ids: Ids::new(Timestamp::now),
            warnings: place::synchronised_by(path)
                .map(|service| Warning::SynchronisedFolder { service })
                .into_iter()
                .collect(),
            uses_log,
            beside_keyings: 0,
        }
    }

    /// Replaces the clock that entries are stamped with.
    pub fn set_clock(&mut self, clock: fn() -> Timestamp) {
        self.ids.set_clock(clock);
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is worth saying about the file though it works.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Brings the log into the file and closes it: a closed study is exactly one file.
    pub fn close(mut self) -> Result<(), StudyError> {
        self.sessions.clear();
        self.settle_log()
    }

    /// Moves the log into the file, so that it does not grow.
    pub fn checkpoint(&self) -> Result<(), StudyError> {
        if !self.uses_log {
            return Ok(());
        }
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .map_err(|error| self.error(&error))
    }

    /// A file that is not in log mode can be read from a read-only folder, and has no second file.
    fn settle_log(&mut self) -> Result<(), StudyError> {
        if !std::mem::take(&mut self.uses_log) {
            return Ok(());
        }
        self.connection.flush_prepared_statement_cache();
        self.connection
            .query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))
            .map_err(|error| self.error(&error))
    }

    /// Writes a copy of the whole study, as it is now, to another file: whole or not at all. An existing
    /// file is written over, so ask before; the study itself never is.
    pub fn save_copy(&self, to: &Path) -> Result<(), StudyError> {
        let itself = |own: PathBuf| to.canonicalize().is_ok_and(|to| to == own);
        if self.path.canonicalize().is_ok_and(itself) {
            return Err(StudyError::AlreadyExists { path: to.to_owned() });
        }
        backup::copy(&self.connection, to)
    }

    /// Puts a dated copy into the folder `recto-backups` beside the study unless the newest one holds the
    /// same, and keeps the five newest. Called once on opening, off the window's thread.
    pub fn back_up(&mut self) -> Option<PathBuf> {
        match backup::dated(&self.connection, &self.path, self.ids.now()) {
            Ok(made) => made,
            Err(error) => {
                self.warnings.push(Warning::NoBackup { detail: error.to_string() });
                None
            }
        }
    }

    pub(super) fn error(&self, error: &rusqlite::Error) -> StudyError {
        StudyError::of(&self.path, error)
    }

    /// The key of this computer, for a new row.
    pub(super) fn station(&self) -> Result<i64, StudyError> {
        self.station.ok_or_else(|| StudyError::ReadOnly { path: self.path.clone() })
    }

    fn take_station(&mut self, station: &Station) -> Result<(), StudyError> {
        let key = self
            .connection
            .query_row("SELECT key FROM stations WHERE id = ?1", [station.id], |row| row.get(0))
            .optional()
            .map_err(|error| self.error(&error))?;
        if key.is_none() {
            self.connection
                .execute("INSERT INTO stations (id, name) VALUES (?1, ?2)", params![station.id, station.name])
                .map_err(|error| self.error(&error))?;
        }
        self.station = key.or_else(|| Some(self.connection.last_insert_rowid()));
        Ok(())
    }

    /// Reads what is kept in memory: the questionnaires, and the newest ids.
    fn load(&mut self) -> Result<(), StudyError> {
        let newest = "SELECT max(id) FROM (SELECT max(id) AS id FROM versions UNION ALL
                      SELECT max(id) FROM settings UNION ALL SELECT max(id) FROM resolutions UNION ALL
                      SELECT max(id) FROM keyings UNION ALL SELECT max(id) FROM pseudonyms UNION ALL
                      SELECT max(id) FROM tombstones UNION ALL
                      SELECT max(id) FROM declarations)";
        let newest: Option<Uuid> =
            self.connection.query_row(newest, [], |row| row.get(0)).map_err(|error| self.error(&error))?;
        if let Some(newest) = newest {
            self.ids.after(newest);
            if ids::time_of(newest) > self.ids.now() {
                self.warnings.push(Warning::ClockBehind);
            }
        }
        for (key, id) in self.rows("SELECT key, id FROM questionnaires ORDER BY key", [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
        })? {
            let held = self.read_held(key, id)?;
            self.held.push(held);
        }
        Ok(())
    }

    fn read_held(&self, key: i64, id: String) -> Result<Held, StudyError> {
        let current =
            "SELECT key, version, source FROM versions WHERE questionnaire = ?1 ORDER BY id DESC LIMIT 1";
        let (version, name, source): (i64, String, String) = self
            .connection
            .query_row(current, [key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .map_err(|error| self.error(&error))?;
        let current = questionnaire::read(source.as_bytes())
            .questionnaire
            .ok_or_else(|| StudyError::UnreadableQuestionnaire { id: id.clone(), version: name })?;
        let variables = self
            .rows("SELECT name, key FROM variables WHERE questionnaire = ?1", [key], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
            })?
            .into_iter()
            .collect();
        let current = Arc::new(current);
        let versions = self.read_versions(key, &id, &current)?;
        let read_last = ReadLast::default();
        Ok(Held { key, id, version, current, variables, versions, read_last })
    }

    /// All rows of a query.
    pub(super) fn rows<T>(
        &self,
        sql: &str,
        parameters: impl rusqlite::Params,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StudyError> {
        let rows = || {
            let mut statement = self.connection.prepare_cached(sql)?;
            let rows: rusqlite::Result<Vec<T>> = statement.query_map(parameters, read)?.collect();
            rows
        };
        rows().map_err(|error| self.error(&error))
    }

    /// The current version of each questionnaire, in the order they were added.
    pub fn questionnaires(&self) -> impl Iterator<Item = &Arc<Questionnaire>> {
        self.held.iter().map(|held| &held.current)
    }

    /// The current version of a questionnaire.
    pub fn questionnaire(&self, id: &str) -> Result<&Arc<Questionnaire>, StudyError> {
        self.held(id).map(|held| &held.current)
    }

    pub(super) fn held(&self, id: &str) -> Result<&Held, StudyError> {
        let unknown = || StudyError::UnknownQuestionnaire { id: id.to_owned() };
        self.held.iter().find(|held| held.id == id).ok_or_else(unknown)
    }

    /// Adds a further questionnaire.
    pub fn add_questionnaire(
        &mut self,
        questionnaire: &Questionnaire,
        by: Option<OperatorId>,
    ) -> Result<(), StudyError> {
        if self.held.iter().any(|held| held.id == questionnaire.id) {
            return Err(StudyError::QuestionnaireHeld { id: questionnaire.id.clone() });
        }
        let held = self.add_version(None, questionnaire, None, by)?;
        self.held.push(held);
        Ok(())
    }

    pub(super) fn add_version(
        &mut self,
        key: Option<i64>,
        questionnaire: &Questionnaire,
        map: Option<&str>,
        by: Option<OperatorId>,
    ) -> Result<Held, StudyError> {
        let station = self.station()?;
        let operator = by.map(|operator| self.operator_key(operator)).transpose()?;
        let (id, setting) = (self.ids.next(), self.ids.next());
        let insert = |connection: &mut Connection| {
            let transaction = connection.transaction()?;
            let key = match key {
                Some(key) => key,
                None => {
                    transaction
                        .execute("INSERT INTO questionnaires (id) VALUES (?1)", [&questionnaire.id])?;
                    transaction.last_insert_rowid()
                }
            };
            transaction.execute(
                "INSERT INTO versions (id, questionnaire, version, source, operator, station)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![id, key, questionnaire.version, questionnaire.source, operator, station],
            )?;
            let version = transaction.last_insert_rowid();
            for variable in &questionnaire.variables {
                transaction.execute(
                    "INSERT OR IGNORE INTO variables (questionnaire, name) VALUES (?1, ?2)",
                    params![key, variable.name],
                )?;
            }
            if let Some(map) = map {
                transaction.execute(
                    "INSERT INTO settings (id, name, value, operator, station) VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![
                        setting,
                        map_setting(&questionnaire.id, &questionnaire.version),
                        map,
                        operator,
                        station
                    ],
                )?;
            }
            let variables = {
                let mut all =
                    transaction.prepare("SELECT name, key FROM variables WHERE questionnaire = ?1")?;
                all.query_map([key], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?
            };
            transaction.commit()?;
            Ok((key, version, variables))
        };
        let (key, version, variables) = insert(&mut self.connection)
            .map_err(|error: rusqlite::Error| StudyError::of(&self.path, &error))?;
        let current = Arc::new(questionnaire.clone());
        let versions = self.read_versions(key, &questionnaire.id, &current)?;
        let (id, read_last) = (questionnaire.id.clone(), ReadLast::default());
        Ok(Held { key, id, version, current, variables, versions, read_last })
    }

    /// Everybody who keyed or settled, in the order they came.
    pub fn operators(&self) -> Result<Vec<Operator>, StudyError> {
        self.rows("SELECT id, name FROM operators ORDER BY key", [], |row| {
            Ok(Operator { id: OperatorId(row.get(0)?), name: row.get(1)? })
        })
    }

    /// The operator of that name, if there is one; case, spaces and forms of letters do not matter.
    pub fn find_operator(&self, name: &str) -> Result<Option<Operator>, StudyError> {
        self.connection
            .query_row(
                "SELECT id, name FROM operators WHERE folded = ?1 ORDER BY key LIMIT 1",
                [fold(name)],
                |row| Ok(Operator { id: OperatorId(row.get(0)?), name: row.get(1)? }),
            )
            .optional()
            .map_err(|error| self.error(&error))
    }

    /// The operator of that name, added if new.
    pub fn operator(&mut self, name: &str) -> Result<Operator, StudyError> {
        let folded = fold(name);
        if folded.is_empty() {
            return Err(StudyError::EmptyName);
        }
        if let Some(operator) = self.find_operator(name)? {
            return Ok(operator);
        }
        let station = self.station()?;
        let operator = Operator { id: OperatorId(self.ids.next()), name: collapse(name) };
        self.connection
            .execute(
                "INSERT INTO operators (id, name, folded, station) VALUES (?1, ?2, ?3, ?4)",
                params![operator.id.0, operator.name, folded, station],
            )
            .map_err(|error| self.error(&error))?;
        Ok(operator)
    }

    pub(super) fn operator_key(&self, operator: OperatorId) -> Result<i64, StudyError> {
        self.connection
            .prepare_cached("SELECT key FROM operators WHERE id = ?1")
            .and_then(|mut statement| statement.query_row([operator.0], |row| row.get(0)).optional())
            .map_err(|error| self.error(&error))?
            .ok_or(StudyError::UnknownOperator)
    }
}

impl Drop for Study {
    fn drop(&mut self) {
        if let Err(error) = self.settle_log() {
            // Nothing is lost: the log stays beside the file and is taken in on the next opening.
            tracing::warn!("closing the study: {error}");
        }
    }
}

/// An operator's name without what names are not told apart by (DESIGN 5.4).
pub fn fold(name: &str) -> String {
    let folded: String = name.nfkc().default_case_fold().nfkc().collect();
    collapse(&folded)
}

fn collapse(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a new name in the folder survive a power cut; only some systems have or need this.
pub(super) fn sync_folder(folder: &Path) {
    if let Ok(folder) = std::fs::File::open(folder) {
        let _not_everywhere = folder.sync_all();
    }
}

fn flags(write: bool) -> OpenFlags {
    let mode = if write { OpenFlags::SQLITE_OPEN_READ_WRITE } else { OpenFlags::SQLITE_OPEN_READ_ONLY };
    mode | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

pub(super) fn connect(path: &Path, write: bool) -> Result<Connection, StudyError> {
    let about = std::fs::metadata(path).map_err(|error| StudyError::of_io(path, &error))?;
    if !about.is_file() || about.len() == 0 {
        return Err(StudyError::NotAStudy { path: path.to_owned() });
    }
    let connection =
        Connection::open_with_flags(path, flags(write)).map_err(|error| StudyError::of(path, &error))?;
    connection.busy_timeout(BUSY).map_err(|error| StudyError::of(path, &error))?;
    Ok(connection)
}

/// Whether this is a study of a format this program knows; nothing is changed in the file. The format.
fn check_header(connection: &Connection, path: &Path) -> Result<i64, StudyError> {
    let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let fail = |error: rusqlite::Error| StudyError::of(path, &error);
    if number("application_id").map_err(fail)? != APPLICATION_ID {
        return Err(StudyError::NotAStudy { path: path.to_owned() });
    }
    let found = number("user_version").map_err(fail)?;
    if found > FORMAT {
        return Err(StudyError::Newer { path: path.to_owned(), found, known: FORMAT });
    }
    Ok(found)
}

fn look_through(connection: &Connection, path: &Path) -> Result<(), StudyError> {
    let look = || {
        let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        if number("page_count")? * number("page_size")? > LOOKED_THROUGH_BYTES {
            return Ok("ok".to_owned());
        }
        connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))
    };
    let found = look().map_err(|error| StudyError::of(path, &error))?;
    if found == "ok" { Ok(()) } else { Err(StudyError::Damaged { path: path.to_owned(), detail: found }) }
}

/// One commit is on disk before it is told (DESIGN 5.1).
pub(super) fn set_journal(connection: &Connection, uses_log: bool) -> rusqlite::Result<()> {
    let mode = if uses_log { "WAL" } else { "DELETE" };
    connection.query_row(&format!("PRAGMA journal_mode = {mode}"), [], |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // Only macOS has it: the disk's own cache is written too.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    connection.pragma_update(None, "foreign_keys", true)
}

fn prepare_new(connection: &mut Connection) -> Result<(), rusqlite_migration::Error> {
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    migrations().to_latest(connection)
}

pub(super) fn migration_error(path: &Path, error: rusqlite_migration::Error) -> StudyError {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => StudyError::of(path, &err),
        other => StudyError::Damaged { path: path.to_owned(), detail: other.to_string() },
    }
}
