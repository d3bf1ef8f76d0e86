//! The quality page as a file: one printed page for a funder (HTML), or a worksheet, alone in a workbook or
//! beside the data. What it says is `quality_page`'s.

use std::path::Path;

use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::text;
use crate::texts::Language;

use super::quality_page::{Figure, QualityPage, Section, Source, Table};
use super::whole_file::write_whole;
use super::xlsx_cells::{Formats, text as write_text};
use super::{ExportError, Format as FileFormat};

/// The endings that a quality page can have.
pub const ENDINGS: &str = "html, xlsx";

/// Writes the page where its file's ending says how, whole or not at all.
pub fn write(source: &Source<'_>, path: &Path, overwrite: bool) -> Result<(), ExportError> {
    let page = QualityPage::of(source);
    let bytes = match FileFormat::of_path(path)? {
        FileFormat::Html => html(&page, source).into_bytes(),
        FileFormat::Xlsx => {
            let mut workbook = Workbook::new();
            let written = worksheet(&mut workbook, &page, source.language);
            written
                .and_then(|()| workbook.save_to_buffer())
                .map_err(|error| ExportError::Workbook { path: path.to_owned(), detail: error.to_string() })?
        }
        other => return Err(ExportError::UnknownEnding { ending: other.ending().to_owned() }),
    };
    write_whole(path, overwrite, &bytes)
}

/// The page as a worksheet: sentences, then tables with real numbers.
pub(super) fn worksheet(
    workbook: &mut Workbook,
    page: &QualityPage,
    language: Language,
) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(text!(language, "export-sheet-statement"))?;
    for (column, width) in [(0, 34), (1, 34), (2, 14), (3, 12), (4, 12), (5, 12), (6, 14), (7, 18)] {
        sheet.set_column_width(column, width)?;
    }
    let formats = Formats::new();
    sheet.write_string_with_format(0, 0, &page.title, &Format::new().set_bold().set_font_size(16))?;
    let mut row = 2;
    for section in &page.sections {
        row = section_rows(sheet, section, row, &formats)?;
    }
    Ok(())
}

fn section_rows(
    sheet: &mut Worksheet,
    section: &Section,
    mut row: u32,
    formats: &Formats,
) -> Result<u32, XlsxError> {
    let heading = Format::new().set_bold().set_font_size(13);
    sheet.write_string_with_format(row, 0, &section.heading, &heading)?;
    row += 1;
    // Sentences run over the empty cells beside them: nothing is merged.
    for sentence in &section.sentences {
        write_text(sheet, (row, 0), sentence, formats)?;
        row += 1;
    }
    if let Some(table) = &section.table {
        row = table_rows(sheet, table, row, formats)?;
    }
    Ok(row + 1)
}

fn table_rows(
    sheet: &mut Worksheet,
    table: &Table,
    mut row: u32,
    formats: &Formats,
) -> Result<u32, XlsxError> {
    let rate = Format::new().set_num_format("0.00");
    let left = Format::new().set_align(FormatAlign::Left);
    // An interval has two ends, so it takes two columns.
    let doubled = |at: usize| {
        table.rows.iter().filter_map(|row| row.get(at)).any(|figure| matches!(figure, Figure::Between(_)))
    };
    let mut column = 0;
    for (at, words) in table.header.iter().enumerate() {
        sheet.write_string_with_format(row, column, words, &formats.header)?;
        column += 1;
        if doubled(at) {
            sheet.write_blank(row, column, &formats.header)?;
            column += 1;
        }
    }
    for figures in &table.rows {
        row += 1;
        let mut column = 0;
        for (at, figure) in figures.iter().enumerate() {
            match figure {
                Figure::Words(words) => {
                    write_text(sheet, (row, column), words, formats)?;
                    sheet.set_cell_format(row, column, &left)?;
                }
                Figure::Count(count) => _ = sheet.write_number(row, column, *count as f64)?,
                Figure::Rate(Some(number)) => {
                    _ = sheet.write_number_with_format(row, column, *number, &rate)?
                }
                Figure::Between(Some((low, high))) => {
                    sheet.write_number_with_format(row, column, *low, &rate)?;
                    sheet.write_number_with_format(row, column + 1, *high, &rate)?;
                }
                Figure::Rate(None) | Figure::Between(None) => {}
            }
            column += 1 + u16::from(doubled(at));
        }
    }
    Ok(row + 1)
}

/// The style of the printed page: one sheet of A4, whatever prints it.
const STYLE: &str = "@page { size: A4; margin: 12mm 14mm }
* { box-sizing: border-box }
body { font: 8.6pt/1.3 'Atkinson Hyperlegible Next', 'Segoe UI', Arial, sans-serif; color: #1b1b1b; max-width: 182mm; margin: 6mm auto }
@media print { body { margin: 0 auto } }
h1 { font-size: 15pt; margin: 0 } .about { color: #555; margin: 0 0 3mm }
.figures { display: flex; gap: 5mm; margin: 0 0 2mm } .figures div { flex: 1; border: 0.3mm solid #b9c4d0; border-radius: 2mm; padding: 2mm 3mm }
.figures b { display: block; font-size: 17pt; line-height: 1.15 }
h2 { font-size: 10pt; margin: 2.6mm 0 0.6mm; border-bottom: 0.3mm solid #b9c4d0 } p { margin: 0.6mm 0 }
table { border-collapse: collapse; margin: 1mm 0 } th, td { text-align: left; padding: 0.3mm 4mm 0.3mm 0; vertical-align: top } th { font-weight: 600; color: #444 }
.n { text-align: right; font-variant-numeric: tabular-nums } .bar { width: 40mm } .bar i { display: block; height: 2.6mm; margin-top: 0.8mm; background: #4a6fa5 }
.method p { font-size: 7.4pt; color: #444; margin: 0.3mm 0 }
";

/// The one printed page: what a funder needs, self-contained.
pub fn html(page: &QualityPage, source: &Source<'_>) -> String {
    let language = source.language;
    let title = text!(language, "quality-title");
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{}</h1>\n<p class=\"about\">{}</p>\n",
        language.code(),
        escaped(&title),
        escaped(&title),
        escaped(&about(page, source)),
    );
    html.push_str("<div class=\"figures\">\n");
    for (figure, says) in &page.figures {
        html.push_str(&format!("<div><b>{}</b>{}</div>\n", escaped(figure), escaped(says)));
    }
    html.push_str("</div>\n");
    let printed: Vec<&Section> = page.sections.iter().filter(|section| section.printed).collect();
    for (at, section) in printed.iter().enumerate() {
        let class = if at + 1 == printed.len() { " class=\"method\"" } else { "" };
        html.push_str(&format!("<section{class}>\n<h2>{}</h2>\n", escaped(&section.heading)));
        for sentence in &section.sentences {
            html.push_str(&format!("<p>{}</p>\n", escaped(sentence)));
        }
        if let Some(table) = &section.table {
            table_html(&mut html, table, language);
        }
        html.push_str("</section>\n");
    }
    html.push_str("</body>\n</html>\n");
    html
}

/// Title, version, days of keying, program.
fn about(page: &QualityPage, source: &Source<'_>) -> String {
    let language = source.language;
    let mut about = vec![page.title.clone()];
    let day = |moment: jiff::Timestamp| moment.to_zoned(jiff::tz::TimeZone::UTC).date();
    if let Some(last) = source.snapshot.last_entry {
        let last = crate::texts::date(language, day(last));
        about.push(text!(language, "quality-last-entry", day = last));
    }
    about.push(format!("Recto {}", env!("CARGO_PKG_VERSION")));
    about.join(" · ")
}

fn table_html(html: &mut String, table: &Table, language: Language) {
    let most = table.rows.iter().filter_map(|row| rate_of(table, row)).fold(0.0, f64::max);
    let number = |at: usize| table.rows.first().and_then(|row| row.get(at)).is_some_and(Figure::is_number);
    let class = |at: usize| if number(at) { " class=\"n\"" } else { "" };
    html.push_str("<table>\n<tr>");
    for (at, words) in table.header.iter().enumerate() {
        html.push_str(&format!("<th{}>{}</th>", class(at), escaped(words)));
    }
    html.push_str("</tr>\n");
    for row in &table.rows {
        html.push_str("<tr>");
        for (at, figure) in row.iter().enumerate() {
            html.push_str(&format!("<td{}>{}</td>", class(at), escaped(&figure.text(language))));
        }
        if let Some(rate) = rate_of(table, row).filter(|_| most > 0.0) {
            html.push_str(&format!(
                "<td class=\"bar\"><i style=\"width:{:.0}%\"></i></td>",
                rate / most * 100.0
            ));
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</table>\n");
}

fn rate_of(table: &Table, row: &[Figure]) -> Option<f64> {
    match row.get(table.bars?) {
        Some(Figure::Rate(rate)) => *rate,
        _ => None,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
