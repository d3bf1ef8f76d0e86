//! What leaves a study: CSV, XLSX, raw keyings, decisions and the journal. Writes files; decides nothing
//! about answers (see `compare`).

pub mod aggregate;
pub mod archive;
pub mod certificate;
pub mod csv;
pub mod differences;
pub mod error;
pub mod lists;
pub mod masking;
pub mod profile;
pub mod table;
pub mod whole_file;
pub mod written;
pub mod xlsx;
mod xlsx_about;

use std::path::Path;

pub use error::ExportError;
pub use profile::Profile;

pub use table::Table;
pub use written::{Dialect, Preset, Values};

use crate::compare::{Comparison, compare};
use crate::study::{JournalLine, Pass, Snapshot};
use crate::texts::Language;

/// What is exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum What {
    /// The final records.
    #[default]
    Final,
    /// The first keying as it was keyed.
    First,
    /// The second keying as it was keyed.
    Second,
    /// The decisions.
    Resolutions,
    /// Every entry, in order.
    Journal,
}

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text with separators.
    Csv,
    /// A workbook.
    Xlsx,
}

impl Format {
    /// The endings that are known, as written after the dot.
    pub const ENDINGS: &'static str = "csv, xlsx";

    /// The format that the ending of a file's name asks for.
    pub fn of_path(path: &Path) -> Result<Self, ExportError> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("csv") => Ok(Self::Csv),
            Some("xlsx") => Ok(Self::Xlsx),
            _ => Err(ExportError::UnknownEnding { ending: ending.unwrap_or_default() }),
        }
    }
}

/// What the user asked for.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// Which records.
    pub what: What,
    /// How a CSV writes numbers and dates.
    pub preset: Preset,
    /// Codes or labels (a workbook holds both).
    pub values: Values,
    /// The language of labels and of the read-me.
    pub language: Language,
    /// Whether a file that exists is written over.
    pub overwrite: bool,
    /// For whom it is.
    pub profile: Profile,
}

/// What an export holds, to be told to the user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows under the header.
    pub rows: u64,
    /// Differences that nobody has decided; their cells are empty.
    pub open: u64,
    /// Keyings of the exported pass that are not finished and were left out.
    pub unfinished: u64,
    /// Sheets keyed once that the study's plan keeps out of the final records.
    pub keyed_once: u64,
}

/// Writes an export, whole or not at all. `journal` is read only where it is asked for.
pub fn export(
    request: &Request,
    snapshot: &Snapshot,
    journal: &[JournalLine],
    path: &Path,
) -> Result<Summary, ExportError> {
    let format = Format::of_path(path)?;
    if request.profile != Profile::Full {
        return export_profile(request, snapshot, format, path);
    }
    let comparison = compare(snapshot);
    let table = match request.what {
        What::Final => Table::of_final(snapshot, &comparison),
        What::First => Table::of_pass(snapshot, Pass::First),
        What::Second => Table::of_pass(snapshot, Pass::Second),
        What::Resolutions => lists::resolutions(snapshot),
        What::Journal => lists::journal(snapshot, journal),
    };
    let file = whole_file::WholeFile::create(path, request.overwrite)?;
    let rows = match format {
        Format::Csv => {
            let dialect =
                Dialect { preset: request.preset, values: request.values, language: request.language };
            csv::write(&table, &dialect, file)?
        }
        Format::Xlsx => xlsx::write(&table, snapshot, &comparison, request.language, file)?,
    };
    Ok(summary(request.what, snapshot, &comparison, rows))
}

/// Only final records leave in a profile: of raw keyings, decisions and the journal nothing is protected.
fn export_profile(
    request: &Request,
    snapshot: &Snapshot,
    format: Format,
    path: &Path,
) -> Result<Summary, ExportError> {
    if request.what != What::Final {
        return Err(ExportError::ProfileWhat);
    }
    let comparison = compare(snapshot);
    let whole = summary(request.what, snapshot, &comparison, 0);
    if request.profile == Profile::Funder {
        let smaller = profile::for_funder(snapshot, &comparison)?;
        let request = Request { profile: Profile::Full, ..*request };
        let written = export(&request, &smaller, &[], path)?;
        return Ok(Summary { keyed_once: whole.keyed_once, ..written });
    }
    if format != Format::Csv {
        return Err(ExportError::ProfileFormat);
    }
    let published = aggregate::publish(snapshot, &comparison)?;
    let table = published.table(snapshot, request.language);
    let file = whole_file::WholeFile::create(path, request.overwrite)?;
    let dialect = Dialect { preset: request.preset, values: Values::Codes, language: request.language };
    let rows = csv::write(&table, &dialect, file)?;
    Ok(Summary { rows, open: 0, ..whole })
}

fn summary(what: What, snapshot: &Snapshot, comparison: &Comparison, rows: u64) -> Summary {
    let mut summary = Summary { rows, ..Summary::default() };
    let unfinished = |pass: Pass| {
        let keyings = snapshot.keyings.iter();
        keyings.filter(|keying| keying.pass == pass && keying.finished.is_none()).count() as u64
    };
    match what {
        What::Final => {
            summary.open = comparison.counts.open;
            if !snapshot.single_keying_allowed {
                let once = comparison.sheets.first_only.len() + comparison.sheets.second_only.len();
                summary.keyed_once = once as u64;
            }
        }
        What::First => summary.unfinished = unfinished(Pass::First),
        What::Second => summary.unfinished = unfinished(Pass::Second),
        What::Resolutions | What::Journal => {}
    }
    summary
}
