//! The sheets of a workbook that count: frequencies of closed questions, and how well each variable was
//! keyed. The counting itself is `frequencies`' and `compare`'s.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use crate::questionnaire::Variable;
use crate::texts::Language;

use super::about;
use super::facts::Facts;
use super::frequencies::VariableAnswers;
use super::xlsx::{clip, define_range};
use super::xlsx_cells::{Formats, fit_height, print_landscape, text};

/// A sheet written from top to bottom, with a header.
struct Listing<'a> {
    sheet: &'a mut Worksheet,
    formats: Formats,
    row: u32,
}

/// What one cell of it holds.
enum Entry<'a> {
    Words(&'a str),
    Count(u64),
    /// A share or a rate; nothing where there is none.
    Ratio(Option<f64>),
    Nothing,
}

impl<'a> Listing<'a> {
    fn begin(workbook: &'a mut Workbook, name: &str, headers: &[(String, u8)]) -> Result<Self, XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        print_landscape(sheet)?;
        sheet.set_freeze_panes(1, 0)?;
        let formats = Formats::new();
        // The filter's arrow takes two characters of the last line.
        let cells = headers.iter().map(|(header, width)| (header.as_str(), f64::from(*width) - 2.0));
        fit_height(sheet, 0, cells)?;
        for (at, (header, width)) in headers.iter().enumerate() {
            sheet.set_column_width(at as u16, f64::from(*width))?;
            sheet.write_string_with_format(0, at as u16, header, &formats.header)?;
        }
        Ok(Self { sheet, formats, row: 0 })
    }

    fn row(&mut self, cells: &[Entry<'_>], ratio: &Format) -> Result<(), XlsxError> {
        self.row += 1;
        for (at, cell) in cells.iter().enumerate() {
            let at = at as u16;
            match cell {
                Entry::Words(words) => text(self.sheet, (self.row, at), &clip(words), &self.formats)?,
                Entry::Count(count) => {
                    self.sheet.write_number(self.row, at, *count as f64)?;
                }
                Entry::Ratio(Some(number)) => {
                    self.sheet.write_number_with_format(self.row, at, *number, ratio)?;
                }
                Entry::Ratio(None) | Entry::Nothing => {}
            }
        }
        Ok(())
    }

    fn end(self, columns: usize) -> Result<u64, XlsxError> {
        self.sheet.autofilter(0, 0, self.row, columns as u16 - 1)?;
        Ok(u64::from(self.row))
    }
}

fn headers(language: Language, room: &str, columns: &[(&str, u8)]) -> Vec<(String, u8)> {
    let header = |(id, width): &(&str, u8)| (crate::text!(language, &format!("export-{room}-{id}")), *width);
    columns.iter().map(header).collect()
}

/// Every closed question, one row per choice, then what is missing, skipped and open.
pub(super) fn frequencies(
    workbook: &mut Workbook,
    facts: &Facts<'_>,
    language: Language,
) -> Result<(), XlsxError> {
    let name = crate::text!(language, "export-sheet-frequencies");
    let headers = headers(
        language,
        "frequencies",
        &[
            ("variable", 18),
            ("number", 8),
            ("question", 40),
            ("group", 14),
            ("code", 10),
            ("label", 40),
            ("count", 10),
            ("k-respondents", 13),
            ("n-respondents", 13),
            ("share-respondents", 15),
            ("n-answered", 13),
            ("share-answered", 15),
        ],
    );
    let mut listing = Listing::begin(workbook, &name, &headers)?;
    for counts in &facts.frequencies.variables {
        let variable = facts.questionnaire().variable(counts.variable);
        if !variable.choices.is_empty() {
            question(&mut listing, facts, variable, counts, language)?;
        }
    }
    let rows = listing.end(headers.len())?;
    define_range(workbook, "recto_frequencies", &name, rows, headers.len())
}

fn question(
    listing: &mut Listing<'_>,
    facts: &Facts<'_>,
    variable: &Variable,
    counts: &VariableAnswers,
    language: Language,
) -> Result<(), XlsxError> {
    let percent = listing.formats.percent.clone();
    let label = variable.label.get(language.code());
    let beginning = || [Entry::Words(&variable.name), Entry::Words(&variable.number), Entry::Words(label)];
    let ratio = |k: u64, n: u64| Entry::Ratio((n > 0).then(|| k as f64 / n as f64));
    let answered = crate::text!(language, "export-frequencies-is-answer");
    // The lines of a repeat are not respondents.
    let respondents = if variable.repeat.is_some() { 0 } else { facts.frequencies.respondents };
    for (choice, count) in variable.choices.iter().zip(&counts.choices) {
        let [name, number, question] = beginning();
        let of_respondents = |entry: Entry<'static>| {
            if variable.repeat.is_some() { Entry::Nothing } else { entry }
        };
        let cells = [
            name,
            number,
            question,
            Entry::Words(&answered),
            Entry::Words(&choice.name),
            Entry::Words(choice.label.get(language.code())),
            Entry::Count(count.all),
            of_respondents(Entry::Count(count.respondents)),
            of_respondents(Entry::Count(respondents)),
            ratio(count.respondents, respondents),
            Entry::Count(counts.answered),
            ratio(count.all, counts.answered),
        ];
        listing.row(&cells, &percent)?;
    }
    for (group, code, label, count) in about::besides(facts.questionnaire(), counts, language) {
        let [name, number, question] = beginning();
        let cells = [
            name,
            number,
            question,
            Entry::Words(&group),
            Entry::Words(&code),
            Entry::Words(&label),
            Entry::Count(count),
        ];
        listing.row(&cells, &percent)?;
    }
    Ok(())
}

/// One row per variable: what was compared, what differs, per 10,000, and what is still open.
pub(super) fn quality(
    workbook: &mut Workbook,
    facts: &Facts<'_>,
    language: Language,
) -> Result<(), XlsxError> {
    let name = crate::text!(language, "export-sheet-quality");
    let headers = headers(
        language,
        "quality",
        &[
            ("variable", 18),
            ("number", 8),
            ("question", 48),
            ("compared", 12),
            ("different", 12),
            ("normalised", 16),
            ("spelling", 14),
            ("substance", 14),
            ("rate", 14),
            ("open", 12),
        ],
    );
    let mut listing = Listing::begin(workbook, &name, &headers)?;
    let rate = listing.formats.rate.clone();
    let total = crate::text!(language, "export-quality-all");
    let all = facts.quality.iter().map(|it| (Some(it.variable), &it.counts));
    for (variable, counts) in all.chain([(None, &facts.comparison.counts)]) {
        let variable = variable.map(|id| facts.questionnaire().variable(id));
        let cells = [
            Entry::Words(variable.map_or(&total, |variable| &variable.name)),
            Entry::Words(variable.map_or("", |variable| &variable.number)),
            Entry::Words(variable.map_or("", |variable| variable.label.get(language.code()))),
            Entry::Count(counts.compared),
            Entry::Count(counts.different),
            Entry::Count(counts.normalised_equal),
            Entry::Count(counts.spelling),
            Entry::Count(counts.in_substance()),
            Entry::Ratio(counts.per_10_000()),
            Entry::Count(counts.open),
        ];
        listing.row(&cells, &rate)?;
    }
    let rows = listing.end(headers.len())?;
    define_range(workbook, "recto_quality", &name, rows, headers.len())
}
