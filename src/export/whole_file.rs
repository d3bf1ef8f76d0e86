//! Files written whole or not at all: beside the wanted name first, then synced and moved there in one
//! step. Knows no format.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::ExportError;

/// A file on its way to a place the user chose. Dropped before [`WholeFile::finish`], it leaves nothing.
pub struct WholeFile {
    path: PathBuf,
    overwrite: bool,
    file: NamedTempFile,
}

impl WholeFile {
    /// Begins a file; refused at once if the name is taken, unless it may be written over.
    pub fn create(path: &Path, overwrite: bool) -> Result<Self, ExportError> {
        refuse_taken(path, overwrite)?;
        // A link is kept: the file that it points to is replaced.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or_else(|| Path::new("."));
        let file = builder().tempfile_in(folder).map_err(|error| could_not_write(&path, error))?;
        Ok(Self { path, overwrite, file })
    }

    /// Where it will stand.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder that it is being written in, for other temporary files.
    pub fn folder(&self) -> Option<&Path> {
        self.file.path().parent()
    }

    /// The file, to write to.
    pub fn file_mut(&mut self) -> &mut std::fs::File {
        self.file.as_file_mut()
    }

    /// Syncs the file and moves it to its place.
    pub fn finish(mut self) -> Result<(), ExportError> {
        self.sync()?;
        self.put_in_place()
    }

    /// Syncs all files and moves them to their places, the first one last: where it stands, the others
    /// do. If one cannot be moved, those that were are taken away again, unless they replaced a file.
    pub fn finish_all(mut files: Vec<Self>) -> Result<(), ExportError> {
        files.iter_mut().try_for_each(Self::sync)?;
        let mut moved = Vec::new();
        for file in files.into_iter().rev() {
            let (path, replaced) = (file.path.clone(), file.path.exists());
            if let Err(error) = file.put_in_place() {
                moved.iter().for_each(|path| {
                    let _ = std::fs::remove_file(path);
                });
                return Err(error);
            }
            moved.extend((!replaced).then_some(path));
        }
        Ok(())
    }

    fn sync(&mut self) -> Result<(), ExportError> {
        let synced = self.file.as_file_mut().flush().and_then(|()| self.file.as_file().sync_all());
        synced.map_err(|error| could_not_write(&self.path, error))
    }

    fn put_in_place(self) -> Result<(), ExportError> {
        let path = self.path;
        let moved = if self.overwrite {
            self.file.persist(&path).map_err(|error| could_not_write(&path, error.error))
        } else {
            self.file.persist_noclobber(&path).map_err(|error| match error.error.kind() {
                io::ErrorKind::AlreadyExists => ExportError::Exists { path: path.clone() },
                _ => could_not_write(&path, error.error),
            })
        };
        moved?;
        sync_folder(&path);
        Ok(())
    }
}

/// Refuses a name that is taken, unless it may be written over.
pub fn refuse_taken(path: &Path, overwrite: bool) -> Result<(), ExportError> {
    let taken = !overwrite && path.symlink_metadata().is_ok();
    if taken { Err(ExportError::Exists { path: path.to_owned() }) } else { Ok(()) }
}

/// Writes a small file whole or not at all.
pub fn write_whole(path: &Path, overwrite: bool, bytes: &[u8]) -> Result<(), ExportError> {
    let mut file = WholeFile::create(path, overwrite)?;
    file.file_mut().write_all(bytes).map_err(|error| could_not_write(path, error))?;
    file.finish()
}

pub(super) fn could_not_write(path: &Path, error: io::Error) -> ExportError {
    ExportError::CouldNotWrite { path: path.to_owned(), error }
}

fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".recto-").suffix(".part");
    // As any new file, not only readable by its owner as temporary files are.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// The name is on disk too. Not every system can sync a folder; the file itself is safe already.
fn sync_folder(path: &Path) {
    if let Some(Ok(folder)) = path.parent().map(std::fs::File::open) {
        let _ = folder.sync_all();
    }
}
