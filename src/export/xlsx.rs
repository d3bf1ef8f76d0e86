//! Writes a table as a workbook: real numbers, dates and times, a frozen header, filters, widths from a
//! first pass over the rows. The sheets beside the data stand in `xlsx_about`.

use std::io::BufWriter;

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::compare::Comparison;
use crate::questionnaire::{Choice, Questionnaire, Value, Variable};
use crate::study::Snapshot;
use crate::texts::Language;

use super::table::{Column, ColumnKind, Content, Table};
use super::whole_file::{WholeFile, could_not_write};
use super::{Dialect, ExportError, Preset, Values, xlsx_about};

/// What one sheet of a workbook holds at most (Excel).
const MAX_ROWS: u64 = 1_048_576;
const MAX_COLUMNS: usize = 16_384;
const MAX_CHARS: usize = 32_767;

/// From this many cells on, rows go to disk as they are written.
const LARGE_CELLS: u64 = 200_000;

/// Columns are at least and at most this many characters wide.
const WIDTHS_CHARS: (usize, usize) = (6, 48);

/// Writes a workbook, and says how many rows of data it holds.
pub fn write(
    table: &Table<'_>,
    snapshot: &Snapshot,
    comparison: &Comparison,
    language: Language,
    mut file: WholeFile,
) -> Result<u64, ExportError> {
    let rows = table.row_count();
    if rows + 1 > MAX_ROWS {
        return Err(ExportError::TooManyRows { rows });
    }
    if table.columns.len() > MAX_COLUMNS {
        return Err(ExportError::TooManyColumns { columns: table.columns.len() });
    }
    let path = file.path().to_owned();
    let mut workbook = Workbook::new();
    let filled = fill(&mut workbook, table, rows, snapshot, comparison, language);
    let saved = filled.and_then(|()| Ok(workbook.save_to_writer(BufWriter::new(file.file_mut()))?));
    saved.map_err(|error| match error {
        WriteError::Export(error) => error,
        WriteError::Xlsx(XlsxError::IoError(error)) => could_not_write(&path, error),
        WriteError::Xlsx(error) => ExportError::Workbook { path: path.clone(), detail: error.to_string() },
    })?;
    file.finish()?;
    Ok(rows)
}

/// What stops the writing of a sheet.
pub(super) enum WriteError {
    Export(ExportError),
    Xlsx(XlsxError),
}

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> Self {
        Self::Xlsx(error)
    }
}

fn fill(
    workbook: &mut Workbook,
    table: &Table<'_>,
    rows: u64,
    snapshot: &Snapshot,
    comparison: &Comparison,
    language: Language,
) -> Result<(), WriteError> {
    workbook.set_properties(&properties(snapshot, language)?);
    if !table.holds_records() {
        let name = crate::text!(language, "export-sheet-list");
        return data_sheet(workbook, table, rows, &name, Values::Codes, language);
    }
    xlsx_about::read_me(workbook, table, rows, snapshot, comparison, language)?;
    let codes = crate::text!(language, "export-sheet-codes");
    data_sheet(workbook, table, rows, &codes, Values::Codes, language)?;
    let labels = crate::text!(language, "export-sheet-labels");
    data_sheet(workbook, table, rows, &labels, Values::Labels, language)?;
    xlsx_about::dictionary(workbook, &snapshot.questionnaire, language)?;
    Ok(())
}

/// The file's own date is that of the study's last entry: the same study gives the same bytes.
fn properties(snapshot: &Snapshot, language: Language) -> Result<DocProperties, XlsxError> {
    let seconds = snapshot.last_entry.map_or(0, jiff::Timestamp::as_second);
    let created = ExcelDateTime::from_timestamp(seconds)?;
    Ok(DocProperties::new()
        .set_title(snapshot.questionnaire.title.get(language.code()))
        .set_author("Recto")
        .set_creation_datetime(&created))
}

/// The looks of cells, by language.
pub(super) struct Formats {
    pub(super) header: Format,
    pub(super) wrapped: Format,
    quoted: Format,
    open: Format,
    date: Format,
    month: Format,
    time: Format,
    moment: Format,
}

impl Formats {
    pub(super) fn new(language: Language) -> Self {
        let (date, month) = match language {
            Language::French => ("dd/mm/yyyy", "mm/yyyy"),
            Language::English => ("yyyy-mm-dd", "yyyy-mm"),
        };
        let header = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_background_color(Color::RGB(0xE8_EEF4))
            .set_border_bottom(FormatBorder::Thin);
        Self {
            header,
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            quoted: Format::new().set_quote_prefix(),
            open: Format::new().set_background_color(Color::RGB(0xFF_D966)),
            date: Format::new().set_num_format(date),
            month: Format::new().set_num_format(month),
            time: Format::new().set_num_format("hh:mm"),
            moment: Format::new().set_num_format(format!("{date} hh:mm:ss")),
        }
    }
}

fn data_sheet(
    workbook: &mut Workbook,
    table: &Table<'_>,
    rows: u64,
    name: &str,
    values: Values,
    language: Language,
) -> Result<(), WriteError> {
    let headers: Vec<String> =
        table.columns.iter().map(|column| header(table.questionnaire, column, values, language)).collect();
    let widths = widths(table, &headers, values, language);
    let large = rows * table.columns.len() as u64 > LARGE_CELLS;
    let sheet = if large { workbook.add_worksheet_with_constant_memory()? } else { workbook.add_worksheet() };
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, u16::from(table.holds_records()))?;
    for (at, width) in widths.iter().enumerate() {
        sheet.set_column_width(at as u16, *width as f64 + 2.0)?;
    }
    let formats = Formats::new(language);
    for (at, header) in headers.iter().enumerate() {
        sheet.write_string_with_format(0, at as u16, header, &formats.header)?;
    }
    if !headers.is_empty() {
        sheet.autofilter(0, 0, rows as u32, headers.len() as u16 - 1)?;
    }
    let columns: Vec<_> = table.columns.iter().map(|column| Writer::new(table, column, values)).collect();
    let dialect = Dialect { preset: preset_of(language), values, language };
    let mut row = 0;
    table.for_each_row(|cells| {
        row += 1;
        for (at, (writer, content)) in columns.iter().zip(cells).enumerate() {
            writer.write(sheet, (row, at as u16), *content, &dialect, &formats).map_err(|error| {
                let Some(XlsxError::MaxStringLengthExceeded) = error.xlsx() else { return error };
                let column = headers.get(at).cloned().unwrap_or_default();
                WriteError::Export(ExportError::TextTooLong { row: u64::from(row) + 1, column })
            })?;
        }
        Ok(())
    })
}

impl WriteError {
    fn xlsx(&self) -> Option<&XlsxError> {
        match self {
            Self::Xlsx(error) => Some(error),
            Self::Export(_) => None,
        }
    }
}

/// How dates that are not real dates are written.
fn preset_of(language: Language) -> Preset {
    match language {
        Language::French => Preset::ExcelFr,
        Language::English => Preset::Open,
    }
}

/// The header of a column: its name beside codes, what people read beside labels.
fn header(questionnaire: &Questionnaire, column: &Column, values: Values, language: Language) -> String {
    let (Values::Labels, Some(field)) = (values, column.field()) else {
        return column.name.clone();
    };
    let variable = questionnaire.field_variable(field);
    let mut header = variable.number.clone();
    if !header.is_empty() {
        header.push(' ');
    }
    header.push_str(variable.short_label(language.code()));
    if questionnaire.field(field).line > 0 {
        header.push_str(&format!(" ({})", questionnaire.field(field).line));
    }
    if let ColumnKind::Cell(cell) = column.kind
        && let Some(choice) = cell.choice.and_then(|choice| variable.choices.get(usize::from(choice)))
    {
        header.push_str(" – ");
        header.push_str(choice.label.get(language.code()));
    }
    header
}

/// Characters per column, from a first pass over the rows.
fn widths(table: &Table<'_>, headers: &[String], values: Values, language: Language) -> Vec<usize> {
    let dialect = Dialect { preset: preset_of(language), values, language };
    // A header wraps; its longest word and the filter's arrow must fit.
    let longest_word = |header: &String| header.split(' ').map(|word| word.chars().count()).max();
    let mut widths: Vec<usize> =
        headers.iter().map(|header| longest_word(header).unwrap_or_default() + 2).collect();
    let variables: Vec<_> = table.columns.iter().map(|column| column.variable(table.questionnaire)).collect();
    let measured: Result<(), std::convert::Infallible> = table.for_each_row(|cells| {
        for ((width, variable), content) in widths.iter_mut().zip(&variables).zip(cells) {
            let written = dialect.write(table.questionnaire, *variable, *content);
            if written.len() > *width {
                *width = written.chars().count().max(*width);
            }
        }
        Ok(())
    });
    let Ok(()) = measured;
    widths.into_iter().map(|width| width.clamp(WIDTHS_CHARS.0, WIDTHS_CHARS.1)).collect()
}

/// How the cells of one column are written.
struct Writer<'a> {
    questionnaire: &'a Questionnaire,
    variable: Option<&'a Variable>,
    /// Every code is a whole number as computers write it, so that codes are written as numbers.
    numeric_codes: bool,
    labels: bool,
}

impl<'a> Writer<'a> {
    fn new(table: &Table<'a>, column: &Column, values: Values) -> Self {
        let variable = column.variable(table.questionnaire);
        let is_number = |choice: &Choice| {
            choice.name.parse::<i32>().is_ok_and(|number| number.to_string() == choice.name)
        };
        Self {
            questionnaire: table.questionnaire,
            variable,
            numeric_codes: variable.is_some_and(|variable| variable.choices.iter().all(is_number)),
            labels: values == Values::Labels,
        }
    }

    fn write(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        content: Content<'_>,
        dialect: &Dialect,
        formats: &Formats,
    ) -> Result<(), WriteError> {
        match content {
            Content::Empty => {}
            Content::Open => {
                sheet.write_blank(row, column, &formats.open)?;
            }
            Content::Number(number) => {
                sheet.write_number(row, column, number as f64)?;
            }
            Content::Calculated(number) => {
                sheet.write_number(row, column, number)?;
            }
            Content::Ticked(ticked) if !self.labels => {
                sheet.write_number(row, column, f64::from(u8::from(ticked)))?;
            }
            Content::Moment(moment) => {
                let moment = ExcelDateTime::from_timestamp(moment.as_second())?;
                sheet.write_datetime_with_format(row, column, &moment, &formats.moment)?;
            }
            Content::Words(words) | Content::Name(words) => text(sheet, (row, column), words, formats)?,
            Content::Value(value) => self.write_value(sheet, (row, column), value, dialect, formats)?,
            Content::Missing(_) | Content::Ticked(_) => {
                let words = dialect.write(self.questionnaire, self.variable, content);
                text(sheet, (row, column), &words, formats)?;
            }
        }
        Ok(())
    }

    fn write_value(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        value: &Value,
        dialect: &Dialect,
        formats: &Formats,
    ) -> Result<(), WriteError> {
        if let Some(number) = self.number(value) {
            sheet.write_number(row, column, number)?;
        } else if let Some((moment, format)) = moment(value, formats) {
            sheet.write_datetime_with_format(row, column, &moment, format)?;
        } else if let Value::Text(words) | Value::AsWritten(words) = value {
            text(sheet, (row, column), words, formats)?;
        } else {
            let words = dialect.write(self.questionnaire, self.variable, Content::Value(value));
            text(sheet, (row, column), &words, formats)?;
        }
        Ok(())
    }

    /// The value as a number, where it is one and a workbook holds it exactly.
    fn number(&self, value: &Value) -> Option<f64> {
        match value {
            Value::Integer(number) => (number.unsigned_abs() <= 1 << 53).then_some(*number as f64),
            Value::Decimal(number) => number.to_f64(),
            Value::Code(code) if self.numeric_codes && !self.labels => code.parse().ok(),
            _ => None,
        }
    }
}

/// The value as a date or time of a workbook, where it is one: all parts readable, from 1900 on.
fn moment<'f>(value: &Value, formats: &'f Formats) -> Option<(ExcelDateTime, &'f Format)> {
    match value {
        Value::Date(date) => {
            let date = date.date().filter(|date| date.year() >= 1900)?;
            let date = ExcelDateTime::from_ymd(date.year() as u16, date.month() as u8, date.day() as u8);
            Some((date.ok()?, &formats.date))
        }
        Value::Month { year, month } if *year >= 1900 && (1..=12).contains(month) => {
            Some((ExcelDateTime::from_ymd(*year as u16, *month, 1).ok()?, &formats.month))
        }
        Value::Time { hour, minute } => {
            Some((ExcelDateTime::from_hms(u16::from(*hour), *minute, 0).ok()?, &formats.time))
        }
        _ => None,
    }
}

/// A text is a text: never a formula, also when somebody edits the cell.
pub(super) fn text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    words: &str,
    formats: &Formats,
) -> Result<(), WriteError> {
    if words.chars().count() > MAX_CHARS {
        return Err(WriteError::Xlsx(XlsxError::MaxStringLengthExceeded));
    }
    if words.starts_with(['=', '+', '-', '@', '\'', '\t', '\r']) {
        sheet.write_string_with_format(row, column, words, &formats.quoted)?;
    } else if !words.is_empty() {
        sheet.write_string(row, column, words)?;
    }
    Ok(())
}
