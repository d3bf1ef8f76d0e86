//! Writes tables as CSV. How a cell is written is `written`'s, which files there are is `set`'s.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::progress::{Stage, Steps, Stopped};
use super::set::{self, Written};
use super::table::Table;
use super::whole_file::could_not_write;
use super::{Dialect, ExportError};

/// What stops the writing of a CSV.
#[derive(Debug)]
pub enum CsvError {
    /// Where it goes to.
    Io(io::Error),
    /// The user.
    Stopped,
}

impl From<io::Error> for CsvError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<::csv::Error> for CsvError {
    fn from(error: ::csv::Error) -> Self {
        Self::Io(error.into())
    }
}

impl From<Stopped> for CsvError {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

/// Writes a table, and those of its repeats beside it (`study-event.csv`): all of them or none. The file
/// of the table itself comes first in what is given back.
pub fn write(
    table: &Table<'_>,
    dialect: &Dialect,
    path: &Path,
    overwrite: bool,
    steps: &Steps<'_>,
) -> Result<Vec<Written>, ExportError> {
    set::write(table, path, overwrite, steps, |table, file| {
        steps.begin(Stage::Writing)?;
        let path = file.path().to_owned();
        let rows = write_watched(table, dialect, BufWriter::new(file.file_mut()), Some(steps));
        rows.map_err(|error| match error {
            CsvError::Io(error) => could_not_write(&path, error),
            CsvError::Stopped => ExportError::Stopped,
        })
    })
}

/// Writes a table to anything that takes bytes.
pub fn write_to(table: &Table<'_>, dialect: &Dialect, to: impl Write) -> io::Result<u64> {
    write_watched(table, dialect, to, None).map_err(|error| match error {
        CsvError::Io(error) => error,
        CsvError::Stopped => io::Error::other("stopped"),
    })
}

fn write_watched(
    table: &Table<'_>,
    dialect: &Dialect,
    to: impl Write,
    steps: Option<&Steps<'_>>,
) -> Result<u64, CsvError> {
    let mut writer = RowWriter::new(table, *dialect, to)?;
    table.for_each_row(|cells| {
        writer.row(cells)?;
        steps.map_or(Ok(()), Steps::step).map_err(CsvError::from)
    })?;
    writer.finish()
}

/// Writes rows of one table as they come.
pub struct RowWriter<'a, W: Write> {
    writer: ::csv::Writer<W>,
    variables: Vec<Option<&'a crate::questionnaire::Variable>>,
    questionnaire: &'a crate::questionnaire::Questionnaire,
    dialect: Dialect,
    rows: u64,
}

impl<'a, W: Write> RowWriter<'a, W> {
    /// Writes the header.
    pub fn new(table: &Table<'a>, dialect: Dialect, mut to: W) -> Result<Self, CsvError> {
        to.write_all(dialect.preset.byte_order_mark())?;
        let mut writer = ::csv::WriterBuilder::new()
            .delimiter(dialect.preset.delimiter())
            .terminator(::csv::Terminator::CRLF)
            .from_writer(to);
        writer.write_record(table.columns.iter().map(|column| column.name.as_str()))?;
        let variables = table.columns.iter().map(|column| column.variable(table.questionnaire)).collect();
        Ok(Self { writer, variables, questionnaire: table.questionnaire, dialect, rows: 0 })
    }

    /// Writes one row.
    pub fn row(&mut self, cells: &[super::table::Content<'_>]) -> Result<(), CsvError> {
        for (variable, content) in self.variables.iter().zip(cells) {
            self.writer
                .write_field(self.dialect.write(self.questionnaire, *variable, *content).as_bytes())?;
        }
        self.writer.write_record(None::<&[u8]>)?;
        self.rows += 1;
        Ok(())
    }

    /// Everything is handed on; how many rows there were.
    pub fn finish(mut self) -> Result<u64, CsvError> {
        self.writer.flush()?;
        Ok(self.rows)
    }
}
