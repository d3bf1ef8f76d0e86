//! The sheets of a workbook that explain the data: the read-me and the dictionary.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use crate::questionnaire::{Questionnaire, Variable, VariableType};
use crate::texts::Language;

use super::about;
use super::facts::Facts;
use super::xlsx::{clip, define_range};
use super::xlsx_cells::{Formats, fit_height, print_landscape, print_portrait, text};

/// What the workbook holds and how it is to be read.
pub(super) fn read_me(
    workbook: &mut Workbook,
    facts: &Facts<'_>,
    rows: u64,
    language: Language,
) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(crate::text!(language, "export-sheet-read-me"))?;
    print_portrait(sheet);
    sheet.set_column_width(0, WIDTHS[0])?;
    sheet.set_column_width(1, WIDTHS[1])?;
    let mut page = Page { sheet, row: 0, formats: Formats::new(), language };
    page.title(facts.questionnaire().title.get(language.code()))?;
    for (label, value) in about::study(facts, language) {
        page.pair(&label, &value)?;
    }
    page.heading("export-about-sheets")?;
    page.sheet_counts(facts, rows)?;
    page.heading("export-about-state")?;
    page.count("export-about-open", facts.comparison.counts.open)?;
    if let Some(open) = facts.open_checks {
        page.count("export-about-checks", open)?;
    }
    for (label, value) in about::keying(facts, language) {
        page.pair(&label, &value)?;
    }
    page.heading("export-about-bases")?;
    for (label, value) in about::bases(facts, language) {
        page.pair(&label, &value)?;
    }
    page.heading("export-about-missing")?;
    for (code, meaning) in about::missing_codes(facts.questionnaire(), language) {
        page.pair(&code, &meaning)?;
    }
    page.heading("export-about-conventions")?;
    for convention in ["boxes", "dates", "text", "open-cells", "columns", "lines", "ranges", "raw"] {
        page.note(&crate::text!(language, &format!("export-convention-{convention}")))?;
    }
    page.heading("export-about-checksum")?;
    page.pair("SHA-256", &facts.checksum)?;
    page.note(&crate::text!(language, "export-about-checksum-is"))?;
    Ok(())
}

/// Characters of the columns of a page.
const WIDTHS: [f64; 2] = [44.0, 80.0];

/// A page of pairs, written from top to bottom.
struct Page<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
    formats: Formats,
    language: Language,
}

impl Page<'_> {
    fn title(&mut self, words: &str) -> Result<(), XlsxError> {
        let large = Format::new().set_bold().set_font_size(16);
        self.sheet.set_row_height(self.row, 24)?;
        self.sheet.write_string_with_format(self.row, 0, words, &large)?;
        self.row += 2;
        Ok(())
    }

    fn heading(&mut self, id: &str) -> Result<(), XlsxError> {
        self.row += 1;
        let words = crate::text!(self.language, id);
        self.sheet.write_string_with_format(self.row, 0, words, &self.formats.header)?;
        self.sheet.write_blank(self.row, 1, &self.formats.header)?;
        self.row += 1;
        Ok(())
    }

    fn line(&mut self, id: &str, value: &str) -> Result<(), XlsxError> {
        self.pair(&crate::text!(self.language, id), value)
    }

    fn pair(&mut self, label: &str, value: &str) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, 0, label, &self.formats.wrapped)?;
        self.sheet.write_string_with_format(self.row, 1, clip(value), &self.formats.wrapped)?;
        fit_height(self.sheet, self.row, [label, value].into_iter().zip(WIDTHS))?;
        self.row += 1;
        Ok(())
    }

    fn count(&mut self, id: &str, count: u64) -> Result<(), XlsxError> {
        let label = crate::text!(self.language, id);
        self.sheet.write_string_with_format(self.row, 0, label, &self.formats.wrapped)?;
        let left = Format::new().set_align(rust_xlsxwriter::FormatAlign::Left);
        self.sheet.write_number_with_format(self.row, 1, count as f64, &left)?;
        self.row += 1;
        Ok(())
    }

    fn note(&mut self, words: &str) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, 1, words, &self.formats.wrapped)?;
        fit_height(self.sheet, self.row, [(words, WIDTHS[1])].into_iter())?;
        self.row += 1;
        Ok(())
    }

    fn sheet_counts(&mut self, facts: &Facts<'_>, rows: u64) -> Result<(), XlsxError> {
        let sheets = &facts.comparison.sheets;
        if !facts.snapshot.expected.is_empty() {
            self.count("export-about-expected", facts.snapshot.expected.len() as u64)?;
        }
        self.count("export-about-rows", rows)?;
        self.count("export-about-respondents", facts.frequencies.respondents)?;
        self.count("export-about-both", sheets.both.len() as u64)?;
        let first: Vec<&str> = sheets.first_only.iter().map(|sheet| sheet.number.as_str()).collect();
        let second: Vec<&str> = sheets.second_only.iter().map(|sheet| sheet.number.as_str()).collect();
        self.numbers("export-about-first-only", &first)?;
        self.numbers("export-about-second-only", &second)?;
        let borrowed =
            |numbers: &'_ [String]| numbers.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        for (id, numbers) in [
            ("export-about-duplicates", &sheets.duplicates),
            ("export-about-unknown", &sheets.unknown),
            ("export-about-missing-sheets", &sheets.missing),
        ] {
            self.listed(id, numbers.len(), &borrowed(numbers))?;
        }
        Ok(())
    }

    fn numbers(&mut self, id: &str, numbers: &[&str]) -> Result<(), XlsxError> {
        self.listed(id, numbers.len(), &numbers.join(" "))
    }

    /// A count and, where they are few, the numbers of the sheets.
    fn listed(&mut self, id: &str, count: usize, numbers: &str) -> Result<(), XlsxError> {
        match count {
            0 => self.count(id, 0),
            1..=200 => self.line(id, &format!("{count} ({numbers})")),
            _ => self.count(id, count as u64),
        }
    }
}

/// One row per variable: what is asked, with which codes, filters and checks.
pub(super) fn dictionary(
    workbook: &mut Workbook,
    questionnaire: &Questionnaire,
    language: Language,
) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(crate::text!(language, "export-sheet-dictionary"))?;
    print_landscape(sheet)?;
    sheet.set_freeze_panes(1, 1)?;
    let formats = Formats::new();
    let headers = [
        ("variable", 18.0),
        ("number", 8.0),
        ("question", 48.0),
        ("type", 18.0),
        ("columns", 24.0),
        ("codes", 48.0),
        ("missing", 14.0),
        ("filter", 36.0),
        ("range", 30.0),
        ("checks", 14.0),
    ];
    for (at, (header, width)) in headers.into_iter().enumerate() {
        sheet.set_column_width(at as u16, width)?;
        let words = crate::text!(language, &format!("export-dictionary-{header}"));
        sheet.write_string_with_format(0, at as u16, words, &formats.header)?;
    }
    for (at, variable) in questionnaire.variables.iter().enumerate() {
        let row = dictionary_row(questionnaire, variable, language);
        let widths = headers.iter().map(|(_, width)| *width);
        fit_height(sheet, at as u32 + 1, row.iter().map(String::as_str).zip(widths))?;
        for (column, words) in row.iter().enumerate() {
            if !words.is_empty() {
                text(sheet, (at as u32 + 1, column as u16), &clip(words), &formats)?;
                sheet.set_cell_format(at as u32 + 1, column as u16, &formats.wrapped)?;
            }
        }
    }
    sheet.autofilter(0, 0, questionnaire.variables.len() as u32, headers.len() as u16 - 1)?;
    let name = crate::text!(language, "export-sheet-dictionary");
    define_range(workbook, "recto_dictionary", &name, questionnaire.variables.len() as u64, headers.len())
}

fn dictionary_row(questionnaire: &Questionnaire, variable: &Variable, language: Language) -> [String; 10] {
    let code = language.code();
    let codes = variable.choices.iter().map(|choice| format!("{} = {}", choice.name, choice.label.get(code)));
    let missing = variable.missing.iter().filter_map(|means| questionnaire.missing_code(*means));
    let read_by = questionnaire.checks.iter().filter(|check| {
        check.rule.reads().iter().any(|read| questionnaire.variable(*read).name == variable.name)
    });
    let required =
        if variable.required { crate::text!(language, "export-dictionary-required") } else { String::new() };
    let mut kind = crate::text!(language, &format!("export-type-{}", type_name(&variable.kind)));
    if !required.is_empty() {
        kind = format!("{kind} ({required})");
    }
    [
        variable.name.clone(),
        variable.number.clone(),
        variable.label.get(code).to_owned(),
        kind,
        columns(questionnaire, variable),
        codes.collect::<Vec<_>>().join("\n"),
        missing.map(|missing| missing.name.as_str()).collect::<Vec<_>>().join(" "),
        variable.relevant.as_ref().map_or(String::new(), |filter| filter.source().to_owned()),
        variable.constraint.as_ref().map_or(String::new(), |range| range.rule.source().to_owned()),
        read_by.map(|check| check.id.as_str()).collect::<Vec<_>>().join(" "),
    ]
}

/// The columns that hold a variable, first and last.
pub(super) fn columns(questionnaire: &Questionnaire, variable: &Variable) -> String {
    let fields =
        questionnaire.field_ids().filter(|field| questionnaire.field_variable(*field).name == variable.name);
    let cells: Vec<_> = fields.flat_map(|field| questionnaire.field_cells(field)).collect();
    match cells.as_slice() {
        [] => variable.name.clone(),
        [only] => questionnaire.cell_column(*only),
        [first, .., last] => {
            format!("{} … {}", questionnaire.cell_column(*first), questionnaire.cell_column(*last))
        }
    }
}

pub(super) fn type_name(kind: &VariableType) -> &'static str {
    match kind {
        VariableType::SheetNumber { .. } => "sheet-number",
        VariableType::Integer { .. } => "integer",
        VariableType::Decimal { .. } => "decimal",
        VariableType::Text { .. } => "text",
        VariableType::Date { .. } => "date",
        VariableType::Time => "time",
        VariableType::Month { .. } => "month",
        VariableType::SelectOne => "select-one",
        VariableType::SelectMultiple => "select-multiple",
        VariableType::Calculate => "calculate",
    }
}
