//! What leaves a study: CSV, workbooks, codebooks, raw keyings, decisions and the journal. Writes files;
//! decides nothing about answers (see `compare`).

mod about;
pub mod aggregate;
pub mod archive;
pub mod audit_list;
pub mod certificate;
pub mod codebook;
pub mod csv;
mod ddi;
mod described;
pub mod differences;
pub mod error;
pub mod facts;
pub mod form;
pub mod frequencies;
pub mod key_card;
mod legal_names;
pub mod lists;
pub mod masking;
pub mod package;
mod package_counts;
mod package_schema;
pub mod pdf;
pub mod practice_sheets;
pub mod profile;
pub mod progress;
pub mod quality_files;
pub mod quality_json;
pub mod quality_page;
mod quality_sections;
mod remarks;
pub mod set;
pub mod spss;
mod spss_file;
pub mod stata;
mod stata_file;
pub mod table;
mod typed;
pub mod whole_file;
pub mod written;
pub mod xlsx;
mod xlsx_about;
mod xlsx_cells;
mod xlsx_counts;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

pub use error::ExportError;
pub use profile::Profile;

pub use progress::{Progress, Stage, Watcher};
pub use table::{Choices, Content, Repeats, Shape, Table};
pub use written::{Dialect, Preset, Values};

use crate::compare::quality::Quality;
use crate::compare::{Comparison, compare};
use crate::study::notes::notes;
use crate::study::{JournalLine, Pass, Snapshot};
use crate::text;
use crate::texts::Language;

use facts::Facts;
use progress::Steps;
use quality_page::QualityPage;

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
    /// The remarks of keyers, both passes, with what is dealt with.
    Notes,
}

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A workbook.
    Xlsx,
    /// Text with separators.
    Csv,
    /// A Stata file.
    Stata,
    /// An SPSS system file.
    Spss,
    /// A data package.
    Package,
    /// A codebook to read and print.
    Html,
    /// A codebook for archives: DDI-Codebook 2.5.
    Ddi,
}

impl Format {
    /// All of them, the most asked for first.
    pub const ALL: [Self; 7] =
        [Self::Xlsx, Self::Csv, Self::Stata, Self::Spss, Self::Package, Self::Html, Self::Ddi];

    /// What stands after the dot in the file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Stata => "dta",
            Self::Spss => "sav",
            Self::Package => "zip",
            Self::Html => "html",
            Self::Ddi => "xml",
        }
    }

    /// The endings that are known, in one line.
    pub fn endings() -> String {
        Self::ALL.map(Self::ending).join(", ")
    }

    /// The format that the ending of a file's name asks for.
    pub fn of_path(path: &Path) -> Result<Self, ExportError> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let ending = ending.unwrap_or_default();
        let found = Self::ALL.into_iter().find(|format| format.ending() == ending);
        found.ok_or(ExportError::UnknownEnding { ending })
    }

    /// Whether it can hold what a profile lets out: counts for the public are one table, of which a
    /// codebook or a statistics program's file would say things that are true of sheets.
    pub fn takes(self, profile: Profile) -> bool {
        profile != Profile::Public || matches!(self, Self::Csv | Self::Xlsx)
    }

    /// Whether it describes the data and holds no row of it.
    pub fn is_codebook(self) -> bool {
        matches!(self, Self::Html | Self::Ddi)
    }
}

/// What the user asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request {
    /// Which records.
    pub what: What,
    /// How a CSV writes numbers and dates.
    pub preset: Preset,
    /// Codes or labels (a workbook holds both).
    pub values: Values,
    /// How several choices stand.
    pub choices: Choices,
    /// Where the lines of repeats stand in CSV, Stata and SPSS files; where nothing is said, final records
    /// have files of their own and raw keyings columns, as `recto import` reads them. A workbook has
    /// worksheets, a data package has files.
    pub repeats: Option<Repeats>,
    /// The language of labels and of the read-me.
    pub language: Language,
    /// Whether a file that exists is written over.
    pub overwrite: bool,
    /// For whom it is.
    pub profile: Profile,
}

impl Request {
    fn shape(&self, format: Format) -> Shape {
        let usual = Repeats::usual(self.what);
        let repeats = if format == Format::Xlsx { Repeats::Lines } else { self.repeats.unwrap_or(usual) };
        // What is described box by box is written so.
        let boxes = matches!(format, Format::Stata | Format::Spss | Format::Package);
        Shape { choices: if boxes { Choices::Boxes } else { self.choices }, repeats }
    }

    fn is_list(&self) -> bool {
        matches!(self.what, What::Resolutions | What::Journal | What::Notes)
    }
}

/// What an export holds, to be told to the user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows under the header, or sheets described.
    pub rows: u64,
    /// Differences that nobody has decided; their cells are empty.
    pub open: u64,
    /// Keyings of the exported pass that are not finished and were left out.
    pub unfinished: u64,
    /// Sheets keyed once that the study's plan keeps out of the final records.
    pub keyed_once: u64,
    /// Files beside the one asked for: one per repeat, with its rows.
    pub beside: Vec<(PathBuf, u64)>,
}

impl Summary {
    /// The files of a set, the one asked for first.
    fn take(&mut self, files: Vec<set::Written>) {
        let mut files = files.into_iter();
        self.rows = files.next().map_or(0, |file| file.rows);
        self.beside = files.map(|file| (file.path, file.rows)).collect();
    }
}

/// Writes an export, whole or not at all. `journal` is read only where it is asked for.
pub fn export(
    request: &Request,
    snapshot: &Snapshot,
    journal: &[JournalLine],
    path: &Path,
) -> Result<Summary, ExportError> {
    export_watched(request, snapshot, journal, path, &|_| ControlFlow::Continue(()))
}

/// Writes an export, whole or not at all, and tells how far it is. Once the watcher says stop, nothing is
/// left behind and [`ExportError::Stopped`] comes back.
pub fn export_watched(
    request: &Request,
    snapshot: &Snapshot,
    journal: &[JournalLine],
    path: &Path,
    watcher: Watcher<'_>,
) -> Result<Summary, ExportError> {
    let format = Format::of_path(path)?;
    if format.is_codebook() && request.is_list() {
        return Err(ExportError::NoCodebook);
    }
    whole_file::refuse_taken(path, request.overwrite)?;
    if request.profile != Profile::Full {
        return export_profile(request, snapshot, format, path, watcher);
    }
    let study = Compared { snapshot, comparison: &compare(snapshot) };
    export_study(request, study, study, journal, (path, format), watcher)
}

/// A study with its keyings compared.
#[derive(Clone, Copy)]
struct Compared<'a> {
    snapshot: &'a Snapshot,
    comparison: &'a Comparison,
}

impl Compared<'_> {
    /// What is said of its quality; what leaves the house names nobody. Where the data written are a
    /// `part` of the study, it begins by saying so.
    fn statement(self, part: bool, language: Language) -> QualityPage {
        let Self { snapshot, comparison } = self;
        let quality = &Quality::of(snapshot, comparison);
        let source = quality_page::Source { snapshot, comparison, quality, names: false, language };
        let mut page = QualityPage::of(&source);
        if let Some(first) = page.sections.first_mut().filter(|_| part) {
            first.sentences.insert(0, text!(language, "settled-of-whole-study"));
        }
        page
    }
}

/// Writes a study, or the smaller one that a profile makes of the `whole`.
fn export_study(
    request: &Request,
    study: Compared<'_>,
    whole: Compared<'_>,
    journal: &[JournalLine],
    (path, format): (&Path, Format),
    watcher: Watcher<'_>,
) -> Result<Summary, ExportError> {
    let Compared { snapshot, comparison } = study;
    let remarks = if request.what == What::Notes { notes(snapshot) } else { Vec::new() };
    let table = match request.what {
        What::Resolutions => lists::resolutions(snapshot),
        What::Journal => lists::journal(snapshot, journal),
        What::Notes => lists::notes_of(snapshot, &remarks),
        what => facts::records(what, snapshot, comparison),
    };
    let table = table.shaped(request.shape(format));
    let passes = match format {
        Format::Csv => 1 + table.repeats().len() as u64,
        Format::Xlsx => 2,
        Format::Stata | Format::Spss => 3 + 2 * table.repeats().len() as u64,
        Format::Package => 3 + 2 * snapshot.questionnaire.repeats.len() as u64,
        Format::Html | Format::Ddi => 1,
    };
    let steps = Steps::new(watcher, table.sheets_about() * passes);
    let mut summary = summary(request.what, snapshot, comparison);
    match format {
        Format::Csv => {
            let dialect =
                Dialect { preset: request.preset, values: request.values, language: request.language };
            summary.take(csv::write(&table, &dialect, path, request.overwrite, &steps)?);
        }
        Format::Xlsx => {
            let statement = (request.what == What::Final).then(|| {
                let part = !std::ptr::eq(whole.snapshot, snapshot);
                whole.statement(part, request.language)
            });
            let source = xlsx::Source { snapshot, comparison, request, statement: statement.as_ref() };
            summary.rows = xlsx::write(&table, &source, path, &steps)?;
        }
        Format::Stata | Format::Spss | Format::Package => {
            let Request { what, language, overwrite, .. } = *request;
            let source = typed::Source { what, snapshot, comparison, language };
            if format == Format::Package {
                let file = whole_file::WholeFile::create(path, overwrite)?;
                summary.rows = package::write(&table, &source, file, &steps)?;
            } else {
                let one = if format == Format::Stata { stata::write } else { spss::write };
                summary.take(typed::write_set(&table, &source, (path, overwrite), &steps, one)?);
            }
        }
        Format::Html | Format::Ddi => {
            let facts = Facts::find(request.what, (snapshot, comparison), &steps, |_| {})?;
            let text = match format {
                Format::Html => codebook::html(&facts, request.language),
                _ => ddi::xml(&facts, request.language, path),
            };
            steps.begin(Stage::Finishing)?;
            whole_file::write_whole(path, request.overwrite, text.as_bytes())?;
            summary.rows = facts.frequencies.sheets;
        }
    }
    Ok(summary)
}

/// Only final records leave in a profile: of raw keyings, decisions and the journal nothing is protected.
fn export_profile(
    request: &Request,
    snapshot: &Snapshot,
    format: Format,
    path: &Path,
    watcher: Watcher<'_>,
) -> Result<Summary, ExportError> {
    if request.what != What::Final {
        return Err(ExportError::ProfileWhat);
    }
    let comparison = compare(snapshot);
    let whole = summary(request.what, snapshot, &comparison);
    if request.profile == Profile::Funder {
        let smaller = profile::for_funder(snapshot, &comparison)?;
        let request = Request { profile: Profile::Full, ..*request };
        let whole_study = Compared { snapshot, comparison: &comparison };
        let study = Compared { snapshot: &smaller, comparison: &compare(&smaller) };
        let written = export_study(&request, study, whole_study, &[], (path, format), watcher)?;
        return Ok(Summary { keyed_once: whole.keyed_once, ..written });
    }
    if !format.takes(request.profile) {
        return Err(ExportError::ProfileFormat);
    }
    let published = aggregate::publish(snapshot, &comparison)?;
    let table = published.table(snapshot, request.language);
    let dialect = Dialect { preset: request.preset, values: Values::Codes, language: request.language };
    let steps = Steps::new(watcher, table.sheets_about() * 2);
    let rows = if format == Format::Xlsx {
        let source = xlsx::Source { snapshot, comparison: &comparison, request, statement: None };
        xlsx::write(&table, &source, path, &steps)?
    } else {
        let written = csv::write(&table, &dialect, path, request.overwrite, &steps)?;
        written.first().map_or(0, |file| file.rows)
    };
    Ok(Summary { rows, open: 0, ..whole })
}

fn summary(what: What, snapshot: &Snapshot, comparison: &Comparison) -> Summary {
    let mut summary = Summary::default();
    let unfinished = |pass: Pass| {
        let keyings = snapshot.keyings.iter();
        keyings.filter(|keying| keying.pass == pass && keying.finished.is_none()).count() as u64
    };
    match what {
        What::Final => {
            summary.open = comparison.counts.open;
            if !snapshot.plan.single_keying_allowed {
                let once = comparison.sheets.first_only.len() + comparison.sheets.second_only.len();
                summary.keyed_once = once as u64;
            }
        }
        What::First => summary.unfinished = unfinished(Pass::First),
        What::Second => summary.unfinished = unfinished(Pass::Second),
        What::Resolutions | What::Journal | What::Notes => {}
    }
    summary
}
