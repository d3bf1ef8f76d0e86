//! Writes a table as CSV. How a cell is written is `written`'s.

use std::io::{BufWriter, Write};

use super::table::Table;
use super::whole_file::{WholeFile, could_not_write};
use super::{Dialect, ExportError};

/// Writes a table to a file, and says how many rows.
pub fn write(table: &Table<'_>, dialect: &Dialect, mut file: WholeFile) -> Result<u64, ExportError> {
    let path = file.path().to_owned();
    let rows = write_to(table, dialect, BufWriter::new(file.file_mut()));
    let rows = rows.map_err(|error| could_not_write(&path, error))?;
    file.finish()?;
    Ok(rows)
}

/// Writes a table to anything that takes bytes.
pub fn write_to(table: &Table<'_>, dialect: &Dialect, mut to: impl Write) -> std::io::Result<u64> {
    to.write_all(dialect.preset.byte_order_mark())?;
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(dialect.preset.delimiter())
        .terminator(::csv::Terminator::CRLF)
        .from_writer(to);
    writer.write_record(table.columns.iter().map(|column| column.name.as_str()))?;
    let variables: Vec<_> = table.columns.iter().map(|column| column.variable(table.questionnaire)).collect();
    let mut rows = 0;
    table.for_each_row(|cells| -> std::io::Result<()> {
        for (variable, content) in variables.iter().zip(cells) {
            writer.write_field(dialect.write(table.questionnaire, *variable, *content).as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
        rows += 1;
        Ok(())
    })?;
    writer.flush()?;
    Ok(rows)
}
