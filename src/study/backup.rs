//! Copies of a study by SQLite's own backup: whole or not at all, and the dated ones made on opening.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use super::error::StudyError;
use super::store::{folder_of, sync_folder};

/// Folder of the dated copies, beside the study.
const FOLDER: &str = "recto-backups";

/// How many dated copies of one study are kept.
const KEPT: usize = 5;

/// Pages copied between two looks at whether the source is busy; all at once, as the study is locked.
const ALL_PAGES: std::ffi::c_int = std::ffi::c_int::MAX;

/// The folder of the dated copies of a study.
pub(super) fn folder_of_copies(study: &Path) -> PathBuf {
    folder_of(study).join(FOLDER)
}

/// A file to be written in full before it takes its name. Others may read it as they may read any new
/// file of this user: two keyers may have an account each.
pub(super) fn draft_in(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".recto-").suffix(".part");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Copies the study to `to`.
pub(super) fn copy(from: &Connection, to: &Path) -> Result<(), StudyError> {
    let folder = folder_of(to);
    let io = |error: &std::io::Error| StudyError::of_io(to, error);
    let draft = draft_in(folder).map_err(|error| io(&error))?;
    let write = || {
        let mut target = Connection::open(draft.path())?;
        // The draft is thrown away when anything fails: no journal needed, one sync at the end.
        target.pragma_update(None, "synchronous", "OFF")?;
        Backup::new(from, &mut target)?.run_to_completion(ALL_PAGES, Duration::ZERO, None)?;
        // The copy says of itself that it is in log mode, as the open study is; a closed file is not.
        target.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
        target.close().map_err(|(_, error)| error)
    };
    write().map_err(|error| StudyError::of(to, &error))?;
    draft.as_file().sync_all().map_err(|error| io(&error))?;
    draft.persist(to).map_err(|error| io(&error.error))?;
    sync_folder(folder);
    Ok(())
}

/// Makes the dated copy unless the newest one holds the same.
pub(super) fn dated(from: &Connection, study: &Path, now: Timestamp) -> Result<Option<PathBuf>, StudyError> {
    let folder = folder_of_copies(study);
    let stem = study.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    std::fs::create_dir_all(&folder).map_err(|error| StudyError::of_io(&folder, &error))?;
    let present = dated_copies(&folder, &stem);
    let stamp = stamp(from).map_err(|error| StudyError::of(study, &error))?;
    if present.last().and_then(|newest| stamp_of(newest)) == Some(stamp) {
        return Ok(None);
    }
    let to = folder.join(format!("{stem} {}.recto", now.strftime(DATE)));
    copy(from, &to)?;
    let present = dated_copies(&folder, &stem);
    for old in &present[..present.len().saturating_sub(KEPT)] {
        std::fs::remove_file(old).map_err(|error| StudyError::of_io(old, &error))?;
    }
    Ok(Some(to))
}

/// In UTC, so that names sort by time.
const DATE: &str = "%Y-%m-%d %Hh%Mm%SZ";

/// The dated copies of a study, oldest first.
fn dated_copies(folder: &Path, stem: &str) -> Vec<PathBuf> {
    let is_dated = |path: &PathBuf| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let date = name.strip_prefix(stem).and_then(|rest| rest.strip_prefix(' '));
        date.is_some_and(|date| jiff::civil::DateTime::strptime(DATE, date).is_ok())
    };
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path());
    let mut found: Vec<PathBuf> = files.filter(is_dated).collect();
    found.sort();
    found
}

/// How much the study holds; as nothing is taken out but under a tombstone, equal figures mean equal
/// content. Of the
/// journal only the keyings that can still grow are counted, so that a large study opens fast.
fn stamp(connection: &Connection) -> rusqlite::Result<String> {
    let counts = "SELECT concat_ws(' ', (SELECT max(key) FROM keyings), (SELECT max(key) FROM operators),
        (SELECT max(key) FROM versions), (SELECT count(*) FROM resolutions), (SELECT count(*) FROM settings),
        (SELECT count(*) FROM pseudonyms), (SELECT count(*) FROM tombstones),
        (SELECT hex(max(finished)) FROM sheets), (SELECT count(*) FROM sheets WHERE finished IS NULL),
        (SELECT count(*) FROM entries WHERE keying IN (SELECT keying FROM sheets WHERE finished IS NULL)))";
    connection.query_row(counts, [], |row| row.get(0))
}

fn stamp_of(copy: &Path) -> Option<String> {
    stamp(&Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?).ok()
}
