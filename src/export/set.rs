//! Tables that stand in a file each: that of the sheets, and those of the repeats beside it
//! (`study-event.csv`), all of them or none. How a table is written is its format's.

use std::path::{Path, PathBuf};

use super::ExportError;
use super::progress::{Stage, Steps};
use super::table::Table;
use super::whole_file::WholeFile;

/// A file for one of the tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub path: PathBuf,
    /// Its rows under the header.
    pub rows: u64,
}

/// Writes a table, and those of its repeats beside it: all of them or none. `one` writes the rows of one
/// table and says how many there are. The file of the table itself comes first in what is given back.
pub fn write(
    table: &Table<'_>,
    path: &Path,
    overwrite: bool,
    steps: &Steps<'_>,
    one: impl Fn(&Table<'_>, &mut WholeFile) -> Result<u64, ExportError>,
) -> Result<Vec<Written>, ExportError> {
    let repeats = table.repeats();
    let mut parts = vec![(table, path.to_owned())];
    for repeat in &repeats {
        let name = repeat.repeat.and_then(|repeat| table.questionnaire.repeats.get(repeat));
        parts.push((repeat, beside(path, name.map_or("", |repeat| &repeat.name))));
    }
    let mut files = Vec::new();
    for (_, path) in &parts {
        files.push(WholeFile::create(path, overwrite)?);
    }
    let mut written = Vec::new();
    for ((table, path), file) in parts.iter().zip(&mut files) {
        written.push(Written { path: path.clone(), rows: one(table, file)? });
    }
    steps.begin(Stage::Finishing)?;
    WholeFile::finish_all(files)?;
    Ok(written)
}

/// `study.csv` and `event` give `study-event.csv`.
fn beside(path: &Path, name: &str) -> PathBuf {
    let mut file = path.file_stem().unwrap_or_default().to_owned();
    file.push(format!("-{name}."));
    file.push(path.extension().unwrap_or_default());
    path.with_file_name(file)
}
