//! How one cell is written in a workbook: real numbers, dates and times, texts that never become
//! formulas, and the looks of cells. Which cells there are is `xlsx`'s.

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::questionnaire::{Choice, Questionnaire, Value, Variable};

use super::table::{Column, Content, Table};
use super::xlsx::MAX_CHARS;
use super::{Dialect, Values};

/// The number that Excel gives to this size of paper.
const A4: u8 = 9;

/// A line of a row, and the highest row that Excel takes.
const LINE_POINTS: f64 = 15.0;
const HIGHEST_POINTS: f64 = 409.0;

/// Excel's own short date, time and date with time: shown as the reader's system writes them.
const SYSTEM_DATE: u8 = 14;
const SYSTEM_TIME: u8 = 20;
const SYSTEM_MOMENT: u8 = 22;

/// The looks of cells.
pub(super) struct Formats {
    pub(super) header: Format,
    pub(super) wrapped: Format,
    quoted: Format,
    open: Format,
    date: Format,
    month: Format,
    time: Format,
    moment: Format,
    pub(super) percent: Format,
    pub(super) rate: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
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
            date: Format::new().set_num_format_index(SYSTEM_DATE),
            month: Format::new().set_num_format("mm/yyyy"),
            time: Format::new().set_num_format_index(SYSTEM_TIME),
            moment: Format::new().set_num_format_index(SYSTEM_MOMENT),
            percent: Format::new().set_num_format("0.0%"),
            rate: Format::new().set_num_format("0.0"),
        }
    }
}

/// How the cells of one column are written.
pub(super) struct Writer<'a> {
    questionnaire: &'a Questionnaire,
    variable: Option<&'a Variable>,
    /// Every code is a whole number as computers write it, so that codes are written as numbers.
    numeric_codes: bool,
    labels: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(table: &Table<'a>, column: &Column, values: Values) -> Self {
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

    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        content: Content<'_>,
        dialect: &Dialect,
        formats: &Formats,
    ) -> Result<(), XlsxError> {
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
    ) -> Result<(), XlsxError> {
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

/// Makes a row as high as its wrapped texts need, each in a column of so many characters: not every
/// program finds that out when it opens the file.
pub(super) fn fit_height<'t>(
    sheet: &mut Worksheet,
    row: u32,
    cells: impl Iterator<Item = (&'t str, f64)>,
) -> Result<(), XlsxError> {
    let lines_of = |words: &str, width: f64| {
        let lines = words.split('\n').map(|line| (line.chars().count() as f64 / width).ceil().max(1.0));
        lines.sum::<f64>()
    };
    let lines = cells.map(|(words, width)| lines_of(words, width)).fold(1.0, f64::max);
    if lines > 1.0 {
        sheet.set_row_height(row, (lines * LINE_POINTS).min(HIGHEST_POINTS))?;
    }
    Ok(())
}

/// On paper: A4, all columns on one page's width.
pub(super) fn print_portrait(sheet: &mut Worksheet) {
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
}

/// On paper: A4 on its side, all columns on one page's width, the header on every page.
pub(super) fn print_landscape(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// A text is a text: never a formula, also when somebody edits the cell.
pub(super) fn text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    words: &str,
    formats: &Formats,
) -> Result<(), XlsxError> {
    if words.len() > MAX_CHARS && words.encode_utf16().count() > MAX_CHARS {
        return Err(XlsxError::MaxStringLengthExceeded);
    }
    if words.starts_with(['=', '+', '-', '@', '\'', '\t', '\r']) {
        sheet.write_string_with_format(row, column, words, &formats.quoted)?;
    } else if !words.is_empty() {
        sheet.write_string(row, column, words)?;
    }
    Ok(())
}
