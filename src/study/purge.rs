//! That nothing of what was erased remains (DESIGN 5.10): in the file, in its log, in Recto's own
//! backups and in what a cut-off run left. Every step can be done again.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};
use uuid::Uuid;

use super::erase::{Stone, erase_in_copy};
use super::error::StudyError;
use super::schema::{APPLICATION_ID, migrations};
use super::store::{Study, folder_of, sync_folder};
use super::{backup, store};

/// What was done to file, log and backups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Backups written again without it.
    pub rewritten: Vec<PathBuf>,
    /// Backups taken away, as they could not be read.
    pub removed: Vec<PathBuf>,
    /// Other copies of this study that lie beside it and were not touched: the user's to erase.
    pub copies: Vec<PathBuf>,
}

impl Study {
    /// The erasures whose purge is not through.
    pub(super) fn unfinished_erasures(&self) -> Result<Vec<Uuid>, StudyError> {
        self.rows("SELECT tombstone FROM erasing ORDER BY tombstone", [], |row| row.get(0))
    }

    /// Goes on with erasures that were cut off.
    pub(super) fn finish_erasing(&mut self) -> Result<(), StudyError> {
        if self.unfinished_erasures()?.is_empty() { Ok(()) } else { self.purge().map(|_| ()) }
    }

    /// Writes the file again without what was erased, empties the log, then does the same to the
    /// backups. Only after all of it does the mark of the erasure go.
    pub(super) fn purge(&mut self) -> Result<Purged, StudyError> {
        self.station()?;
        self.rewrite_file()?;
        let purged = self.purge_backups()?;
        self.connection.execute("DELETE FROM erasing", []).map_err(|error| self.error(&error))?;
        self.empty_log().map_err(|error| self.error(&error))?;
        Ok(purged)
    }

    fn rewrite_file(&mut self) -> Result<(), StudyError> {
        self.connection.flush_prepared_statement_cache();
        let write = || {
            self.connection.pragma_update(None, "secure_delete", true)?;
            if !self.uses_log {
                // A locked file's rollback journal is otherwise only marked as over, its pages stay.
                self.connection.query_row("PRAGMA journal_mode = TRUNCATE", [], |_| Ok(()))?;
            }
            self.empty_log()?;
            self.connection.execute_batch("VACUUM")?;
            self.empty_log()
        };
        write().map_err(|error| self.error(&error))
    }

    fn empty_log(&self) -> rusqlite::Result<()> {
        if !self.uses_log {
            return Ok(());
        }
        let busy: i64 = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy == 0 {
            return Ok(());
        }
        let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
        Err(rusqlite::Error::SqliteFailure(busy, None))
    }

    fn purge_backups(&self) -> Result<Purged, StudyError> {
        let stones = self.stones()?;
        let origin = origin(&self.connection).map_err(|error| self.error(&error))?;
        let folder = backup::folder_of_copies(&self.path);
        let mut purged = Purged::default();
        for file in files(&folder) {
            let io = |error: std::io::Error| StudyError::of_io(&file, &error);
            if is_draft(&file) {
                std::fs::remove_file(&file).map_err(io)?;
                continue;
            }
            match origin_of_file(&file) {
                Found::Of(other) if other != origin => {}
                Found::Of(_) => match rewrite_copy(&file, &stones) {
                    Ok(()) => purged.rewritten.push(file),
                    Err(StudyError::Damaged { .. } | StudyError::NotAStudy { .. }) => {
                        std::fs::remove_file(&file).map_err(io)?;
                        purged.removed.push(file);
                    }
                    Err(error) => return Err(error),
                },
                // Of whose study it was cannot be told any more, and it is one of Recto's own.
                Found::Damaged => {
                    std::fs::remove_file(&file).map_err(io)?;
                    purged.removed.push(file);
                }
                Found::NoStudy => {}
            }
        }
        if folder.exists() {
            sync_folder(&folder);
        }
        self.look_beside(origin, &mut purged);
        Ok(purged)
    }

    /// Copies that the user made are named, drafts of copies that were cut off are taken away.
    fn look_beside(&self, origin: Uuid, purged: &mut Purged) {
        let itself = self.path.file_name();
        for file in files(folder_of(&self.path)) {
            if file.file_name() == itself
                || !matches!(origin_of_file(&file), Found::Of(other) if other == origin)
            {
                continue;
            }
            if !is_draft(&file) || std::fs::remove_file(&file).is_err() {
                purged.copies.push(file);
            }
        }
    }
}

/// Files of a folder, in order of their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// What `backup` and `create` write before it takes its name, and its journals.
fn is_draft(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with(".recto-") && name.contains(".part")
}

enum Found {
    /// A copy of the study that began so.
    Of(Uuid),
    /// A study that cannot be read.
    Damaged,
    /// Something else.
    NoStudy,
}

/// Studies are told apart by the id of their first version: it is theirs from the beginning.
fn origin(connection: &Connection) -> rusqlite::Result<Uuid> {
    connection.query_row("SELECT min(id) FROM versions", [], |row| row.get(0))
}

fn origin_of_file(file: &Path) -> Found {
    if !has_mark(file) {
        return Found::NoStudy;
    }
    let read = || origin(&Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?);
    read().map_or(Found::Damaged, Found::Of)
}

/// The mark of a study in the header of a SQLite file.
fn has_mark(file: &Path) -> bool {
    use std::io::Read;
    let mut header = [0; 72];
    let read = std::fs::File::open(file).and_then(|mut file| file.read_exact(&mut header));
    let mark = (APPLICATION_ID as u32).to_be_bytes();
    read.is_ok() && header.starts_with(b"SQLite format 3\0") && header[68..] == mark
}

/// Writes a backup again without what was erased: beside it first, then in its place in one step.
fn rewrite_copy(copy: &Path, stones: &[Stone]) -> Result<(), StudyError> {
    let io = |error: std::io::Error| StudyError::of_io(copy, &error);
    let draft = backup::draft_in(folder_of(copy)).map_err(io)?;
    std::fs::copy(copy, draft.path()).map_err(io)?;
    let write = || {
        let connection = Connection::open(draft.path())?;
        // The draft is thrown away when anything fails; nothing of it lies in a journal.
        connection.query_row("PRAGMA journal_mode = MEMORY", [], |_| Ok(()))?;
        connection.pragma_update(None, "synchronous", "OFF")?;
        connection.pragma_update(None, "secure_delete", true)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        Ok(connection)
    };
    let mut connection = write().map_err(|error| StudyError::of(copy, &error))?;
    migrations().to_latest(&mut connection).map_err(|error| store::migration_error(copy, error))?;
    let mut erase = || {
        stones.iter().try_for_each(|stone| erase_in_copy(&mut connection, stone))?;
        connection.execute_batch("VACUUM")?;
        connection.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))
    };
    erase().map_err(|error| StudyError::of(copy, &error))?;
    connection.close().map_err(|(_, error)| StudyError::of(copy, &error))?;
    let file = std::fs::File::open(draft.path()).map_err(io)?;
    file.sync_all().map_err(io)?;
    draft.persist(copy).map_err(|error| io(error.error))?;
    Ok(())
}
