//! Writes tables as a workbook: the worksheets of data, with a frozen header, filters, widths and limits
//! from a first pass over the rows, and defined names for pivot tables. How a cell is written is
//! `xlsx_cells`'; the sheets beside the data stand in `xlsx_about` and `xlsx_counts`.

use std::io::{BufWriter, Write};
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::compare::Comparison;
use crate::questionnaire::Variable;
use crate::study::Snapshot;
use crate::texts::Language;

use super::facts::Facts;
use super::progress::{Stage, Steps, Stopped};
use super::quality_page::QualityPage;
use super::table::{Column, ColumnKind, Content, Table};
use super::whole_file::{WholeFile, could_not_write};
use super::xlsx_cells::{Formats, Writer, fit_height};
use super::{
    Dialect, ExportError, Preset, Profile, Request, Values, lists, quality_files, xlsx_about, xlsx_counts,
};

/// What one sheet of a workbook holds at most (Excel).
const MAX_ROWS: u64 = 1_048_576;
const MAX_COLUMNS: usize = 16_384;
pub(super) const MAX_CHARS: usize = 32_767;
const MAX_NAME_CHARS: usize = 31;

/// From this many cells on, rows go to disk as they are written.
const LARGE_CELLS: u64 = 200_000;

/// Columns are at least and at most this many characters wide.
const WIDTHS_CHARS: (usize, usize) = (6, 48);

/// What a workbook is made of.
pub struct Source<'a> {
    /// The study.
    pub snapshot: &'a Snapshot,
    /// Its keyings compared.
    pub comparison: &'a Comparison,
    /// What was asked for.
    pub request: &'a Request,
    /// How good the data are, for a worksheet of its own.
    pub statement: Option<&'a QualityPage>,
}

/// Writes a workbook, and says how many rows of data it holds.
pub fn write(
    table: &Table<'_>,
    source: &Source<'_>,
    path: &Path,
    steps: &Steps<'_>,
) -> Result<u64, ExportError> {
    let repeats = table.repeats();
    let decisions = lists::resolutions(source.snapshot);
    let mut plans = plans(table, &repeats, &decisions, source.request);
    let facts = measure(&mut plans, table, source, steps)?;
    for plan in &plans {
        plan.check_limits()?;
    }
    let mut file = WholeFile::create(path, source.request.overwrite)?;
    let path = file.path().to_owned();
    let folder = file.folder().map(Path::to_owned);
    let mut workbook = Workbook::new();
    let filled = fill(&mut workbook, &plans, facts.as_ref(), source, folder.as_deref(), steps);
    let saved = filled.and_then(|()| {
        steps.begin(Stage::Finishing)?;
        let mut to = BufWriter::with_capacity(1 << 16, steps.watch(file.file_mut()));
        workbook.save_to_writer(&mut to)?;
        // What still waits in memory may be what the disk has no room for.
        Ok(to.flush().map_err(XlsxError::IoError)?)
    });
    saved.map_err(|error| match error {
        _ if steps.stopped() => ExportError::Stopped,
        WriteError::Stopped => ExportError::Stopped,
        WriteError::Xlsx(XlsxError::IoError(error)) => could_not_write(&path, error),
        WriteError::Xlsx(error) => ExportError::Workbook { path: path.clone(), detail: error.to_string() },
    })?;
    file.finish()?;
    Ok(plans.first().map_or(0, |plan| plan.rows))
}

/// What stops the writing of a sheet.
pub(super) enum WriteError {
    Xlsx(XlsxError),
    Stopped,
}

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> Self {
        Self::Xlsx(error)
    }
}

impl From<Stopped> for WriteError {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

/// One worksheet of data to be written.
struct Plan<'a> {
    table: &'a Table<'a>,
    dialect: Dialect,
    /// The worksheet's name.
    name: String,
    /// The name defined for its cells.
    range: String,
    headers: Vec<String>,
    variables: Vec<Option<&'a Variable>>,
    /// Characters per column.
    widths: Vec<usize>,
    rows: u64,
    /// The first text that no cell takes: its row in the worksheet, its column.
    too_long: Option<(u64, usize)>,
}

/// The worksheets, that of codes first.
fn plans<'a>(
    table: &'a Table<'a>,
    repeats: &'a [Table<'a>],
    decisions: &'a Table<'a>,
    request: &Request,
) -> Vec<Plan<'a>> {
    let language = request.language;
    let mut plans: Vec<Plan<'a>> = Vec::new();
    let mut add = |table: &'a Table<'a>, name: String, range: String, values: Values| {
        let taken = ["read-me", "dictionary", "frequencies", "quality", "statement"];
        let taken = taken.map(|sheet| crate::text!(language, &format!("export-sheet-{sheet}")));
        let names: Vec<&str> =
            plans.iter().map(|plan| plan.name.as_str()).chain(taken.iter().map(String::as_str)).collect();
        let name = sheet_name(&name, &names);
        plans.push(Plan::new(table, name, range, values, language));
    };
    if !table.holds_records() {
        add(table, crate::text!(language, "export-sheet-list"), "recto_list".to_owned(), Values::Codes);
        return plans;
    }
    add(table, crate::text!(language, "export-sheet-codes"), "recto_codes".to_owned(), Values::Codes);
    add(table, crate::text!(language, "export-sheet-labels"), "recto_labels".to_owned(), Values::Labels);
    for repeat in repeats {
        let Some(asked) = repeat.repeat.and_then(|at| table.questionnaire.repeats.get(at)) else { continue };
        add(repeat, asked.name.clone(), format!("recto_lines_{}", asked.name), request.values);
    }
    if table.is_final() {
        let name = crate::text!(language, "export-sheet-resolutions");
        add(decisions, name, "recto_resolutions".to_owned(), Values::Codes);
    }
    plans
}

/// A name that Excel takes for a worksheet and that is not taken yet.
fn sheet_name(wanted: &str, taken: &[&str]) -> String {
    let allowed = |character: char| !"[]:*?/\\".contains(character) && !character.is_control();
    let plain: String =
        wanted.chars().map(|character| if allowed(character) { character } else { ' ' }).collect();
    let plain = plain.trim_matches(['\'', ' ']);
    let plain = if plain.is_empty() { "-" } else { plain };
    // What is spelt alike but for case is one name to Excel; "History" is its own.
    let free = |name: &str| {
        let same = |other: &str| other.to_lowercase() == name.to_lowercase();
        !same("history") && !taken.iter().any(|taken| same(taken))
    };
    let numbered = (1..).map(|number| {
        let suffix = if number == 1 { String::new() } else { format!(" {number}") };
        let mut name = String::new();
        for character in plain.chars() {
            if name.encode_utf16().count() + character.len_utf16() + suffix.len() > MAX_NAME_CHARS {
                break;
            }
            name.push(character);
        }
        name + &suffix
    });
    let mut names = numbered;
    names.find(|name| free(name)).unwrap_or_default()
}

impl<'a> Plan<'a> {
    fn new(table: &'a Table<'a>, name: String, range: String, values: Values, language: Language) -> Self {
        let headers: Vec<String> =
            table.columns.iter().map(|column| header(table, column, values, language)).collect();
        // A header wraps; its longest word and the filter's arrow must fit.
        let longest_word = |header: &String| header.split(' ').map(|word| word.chars().count()).max();
        let widths = headers.iter().map(|header| longest_word(header).unwrap_or_default() + 2).collect();
        let variables = table.columns.iter().map(|column| column.variable(table.questionnaire)).collect();
        let dialect = Dialect { preset: preset_of(language), values, language };
        Self { table, dialect, name, range, headers, variables, widths, rows: 0, too_long: None }
    }

    fn measure(&mut self, cells: &[Content<'_>]) {
        self.rows += 1;
        for (at, (content, variable)) in cells.iter().zip(&self.variables).enumerate() {
            let written = self.dialect.write(self.table.questionnaire, *variable, *content);
            if written.len() > self.widths[at] {
                self.widths[at] = written.chars().count().max(self.widths[at]);
            }
            if written.len() > MAX_CHARS
                && self.too_long.is_none()
                && written.encode_utf16().count() > MAX_CHARS
            {
                self.too_long = Some((self.rows + 1, at));
            }
        }
    }

    fn check_limits(&self) -> Result<(), ExportError> {
        if self.rows + 1 > MAX_ROWS {
            return Err(ExportError::TooManyRows { rows: self.rows });
        }
        if self.headers.len() > MAX_COLUMNS {
            return Err(ExportError::TooManyColumns { columns: self.headers.len() });
        }
        match self.too_long {
            Some((row, at)) => Err(ExportError::TextTooLong { row, column: self.headers[at].clone() }),
            None => Ok(()),
        }
    }

    fn cells(&self) -> u64 {
        self.rows * self.headers.len() as u64
    }

    /// The worksheet with its header, before the rows.
    fn begin(&self, sheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
        sheet.set_name(&self.name)?;
        let keys = if self.table.repeat.is_some() { 2 } else { u16::from(self.table.holds_records()) };
        sheet.set_freeze_panes(1, keys)?;
        for (at, width) in self.widths.iter().enumerate() {
            let width = (*width).clamp(WIDTHS_CHARS.0, WIDTHS_CHARS.1);
            sheet.set_column_width(at as u16, width as f64 + 2.0)?;
        }
        let widths = self.widths.iter().map(|width| (*width).clamp(WIDTHS_CHARS.0, WIDTHS_CHARS.1) as f64);
        fit_height(sheet, 0, self.headers.iter().map(String::as_str).zip(widths))?;
        for (at, header) in self.headers.iter().enumerate() {
            sheet.write_string_with_format(0, at as u16, header, &formats.header)?;
        }
        if !self.headers.is_empty() {
            sheet.autofilter(0, 0, self.rows as u32, self.headers.len() as u16 - 1)?;
        }
        Ok(())
    }
}

/// The first pass: how many rows, how wide, how long; and what the sheets beside the data say.
fn measure<'a>(
    plans: &mut [Plan<'_>],
    table: &Table<'_>,
    source: &Source<'a>,
    steps: &Steps<'_>,
) -> Result<Option<Facts<'a>>, ExportError> {
    for plan in plans.iter_mut() {
        // What no worksheet takes need not be measured.
        if plan.headers.len() > MAX_COLUMNS {
            return plan.check_limits().map(|()| None);
        }
        if !plan.table.holds_records() {
            let listed = plan.table;
            listed.for_each_row(|cells| {
                plan.measure(cells);
                steps.step()
            })?;
        }
    }
    if !table.holds_records() {
        return Ok(None);
    }
    let facts = Facts::find(source.request.what, (source.snapshot, source.comparison), steps, |sheet| {
        for plan in plans.iter_mut().filter(|plan| plan.table.holds_records()) {
            let table = plan.table;
            let measured: Result<(), std::convert::Infallible> = table.rows_of(sheet, &mut |cells| {
                plan.measure(cells);
                Ok(())
            });
            let Ok(()) = measured;
        }
    })?;
    Ok(Some(facts))
}

fn fill(
    workbook: &mut Workbook,
    plans: &[Plan<'_>],
    facts: Option<&Facts<'_>>,
    source: &Source<'_>,
    folder: Option<&Path>,
    steps: &Steps<'_>,
) -> Result<(), WriteError> {
    let language = source.request.language;
    // What is not yet in the file stays on the disk that the file is for.
    if let Some(folder) = folder {
        workbook.set_tempdir(folder)?;
    }
    workbook.set_properties(&properties(source, language)?);
    if let (Some(facts), Some(first)) = (facts, plans.first()) {
        xlsx_about::read_me(workbook, facts, first.rows, language)?;
    }
    steps.begin(Stage::Writing)?;
    let formats = Formats::new();
    let large = plans.iter().map(Plan::cells).sum::<u64>() > LARGE_CELLS;
    let mut sheets = Vec::new();
    for plan in plans {
        let mut sheet = if large { workbook.new_worksheet_with_constant_memory()? } else { Worksheet::new() };
        plan.begin(&mut sheet, &formats)?;
        sheets.push(RowWriter::new(plan, sheet));
    }
    write_rows(&mut sheets, &formats, steps)?;
    for (plan, sheet) in plans.iter().zip(sheets) {
        workbook.push_worksheet(sheet.sheet);
        define_range(workbook, &plan.range, &plan.name, plan.rows, plan.headers.len())?;
    }
    if let Some(facts) = facts {
        xlsx_about::dictionary(workbook, facts.questionnaire(), language)?;
        xlsx_counts::frequencies(workbook, facts, language)?;
        xlsx_counts::quality(workbook, facts, language)?;
    }
    if let Some(page) = source.statement {
        quality_files::worksheet(workbook, page, language)?;
    }
    Ok(())
}

/// A worksheet with the writers of its columns.
struct RowWriter<'a> {
    plan: &'a Plan<'a>,
    columns: Vec<Writer<'a>>,
    sheet: Worksheet,
    row: u32,
}

impl<'a> RowWriter<'a> {
    fn new(plan: &'a Plan<'a>, sheet: Worksheet) -> Self {
        let columns = &plan.table.columns;
        let columns = columns.iter().map(|column| Writer::new(plan.table, column, plan.dialect.values));
        Self { plan, columns: columns.collect(), sheet, row: 0 }
    }

    fn write(&mut self, cells: &[Content<'_>], formats: &Formats) -> Result<(), XlsxError> {
        self.row += 1;
        for (at, (writer, content)) in self.columns.iter().zip(cells).enumerate() {
            writer.write(&mut self.sheet, (self.row, at as u16), *content, &self.plan.dialect, formats)?;
        }
        Ok(())
    }
}

/// The second pass: every worksheet gets its rows of a sheet before the next sheet is looked at.
fn write_rows(sheets: &mut [RowWriter<'_>], formats: &Formats, steps: &Steps<'_>) -> Result<(), WriteError> {
    for sheet in sheets.iter_mut().filter(|sheet| !sheet.plan.table.holds_records()) {
        let listed = sheet.plan.table;
        listed.for_each_row(|cells| {
            sheet.write(cells, formats)?;
            steps.step().map_err(WriteError::from)
        })?;
    }
    let Some(records) = sheets.iter().map(|it| it.plan.table).find(|table| table.holds_records()) else {
        return Ok(());
    };
    records.for_each_sheet(|row| {
        for sheet in sheets.iter_mut().filter(|sheet| sheet.plan.table.holds_records()) {
            let table = sheet.plan.table;
            table.rows_of(row, &mut |cells| sheet.write(cells, formats))?;
        }
        steps.step().map_err(WriteError::from)
    })
}

/// As much of a text as a cell takes. Never for answers: these are refused instead.
pub(super) fn clip(text: &str) -> std::borrow::Cow<'_, str> {
    if text.len() <= MAX_CHARS || text.encode_utf16().count() <= MAX_CHARS {
        return text.into();
    }
    let mut units = 0;
    let kept = text.chars().take_while(|character| {
        units += character.len_utf16();
        units < MAX_CHARS
    });
    kept.chain(['…']).collect::<String>().into()
}

/// A name for all cells of a worksheet, header included: what a pivot table asks for.
pub(super) fn define_range(
    workbook: &mut Workbook,
    range: &str,
    sheet: &str,
    rows: u64,
    columns: usize,
) -> Result<(), XlsxError> {
    if columns == 0 {
        return Ok(());
    }
    let last = rust_xlsxwriter::utility::column_number_to_name(columns as u16 - 1);
    let cells = format!("='{}'!$A$1:${last}${}", sheet.replace('\'', "''"), rows + 1);
    workbook.define_name(range, &cells)?;
    Ok(())
}

/// The file's own date is that of the study's last entry: the same study gives the same bytes.
fn properties(source: &Source<'_>, language: Language) -> Result<DocProperties, XlsxError> {
    let Source { snapshot, comparison, request, .. } = *source;
    let seconds = snapshot.last_entry.map_or(0, jiff::Timestamp::as_second);
    let created = ExcelDateTime::from_timestamp(seconds)?;
    let questionnaire = &*snapshot.questionnaire;
    let open = crate::text!(language, "export-property-open", count = comparison.counts.open);
    // The public sees no count but the published ones.
    let open = if request.profile == Profile::Public { String::new() } else { open };
    Ok(DocProperties::new()
        .set_title(questionnaire.title.get(language.code()))
        .set_subject(format!("{} {}", questionnaire.id, questionnaire.version))
        .set_author("Recto")
        .set_comment(open)
        .set_creation_datetime(&created))
}

/// How dates that are not real dates are written.
fn preset_of(language: Language) -> Preset {
    match language {
        Language::French => Preset::ExcelFr,
        Language::English => Preset::Open,
    }
}

/// The header of a column: its name beside codes, what people read beside labels.
fn header(table: &Table<'_>, column: &Column, values: Values, language: Language) -> String {
    let questionnaire = table.questionnaire;
    let (Values::Labels, Some(variable)) = (values, column.variable(questionnaire)) else {
        return column.name.clone();
    };
    let mut header = variable.number.clone();
    if !header.is_empty() {
        header.push(' ');
    }
    header.push_str(variable.short_label(language.code()));
    let line = column.field().map_or(0, |field| questionnaire.field(field).line);
    if line > 0 && table.repeat.is_none() {
        header.push_str(&format!(" ({line})"));
    }
    if let ColumnKind::Cell(cell) = column.kind
        && let Some(choice) = cell.choice.and_then(|choice| variable.choices.get(usize::from(choice)))
    {
        header.push_str(" – ");
        header.push_str(choice.label.get(language.code()));
    }
    header
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::Questionnaire;

    fn plan(questionnaire: &Questionnaire, columns: usize, rows: u64, check: impl Fn(&Plan<'_>)) {
        let names: Vec<String> = (0..columns).map(|at| format!("c{at}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let table = Table::of_list(questionnaire, &names, Vec::new());
        let mut plan = Plan::new(&table, "n".to_owned(), "r".to_owned(), Values::Codes, Language::French);
        plan.rows = rows;
        check(&plan);
    }

    /// Issue 5: Excel's limits, to the row and column; each refusal names the way out.
    #[test]
    fn limits_are_excels() {
        let source = include_bytes!("../../tests/promises/study/small.toml");
        let questionnaire = &crate::questionnaire::read(source).questionnaire.unwrap();
        plan(questionnaire, 16_384, 1_048_575, |plan| assert!(plan.check_limits().is_ok()));
        plan(questionnaire, 16_385, 1, |plan| {
            let error = plan.check_limits().unwrap_err();
            assert!(matches!(error, ExportError::TooManyColumns { columns: 16_385 }));
            assert!(error.text(Language::French).contains("CSV"));
        });
        plan(questionnaire, 1, 1_048_576, |plan| {
            let error = plan.check_limits().unwrap_err();
            assert!(matches!(error, ExportError::TooManyRows { rows: 1_048_576 }));
            assert!(error.text(Language::French).contains("CSV"));
        });
    }

    /// Issue 5: names of worksheets are Excel's: no sign it refuses, 31 units, none twice, not its own.
    #[test]
    fn worksheets_have_names_that_excel_takes() {
        assert_eq!(sheet_name("a/b: [c]*?\\'", &[]), "a b   c");
        assert_eq!(sheet_name("History", &[]), "History 2");
        assert_eq!(sheet_name("", &["-"]), "- 2");
        assert_eq!(sheet_name("Données", &["DONNÉES", "données 2"]), "Données 3");
        let long = sheet_name(&"🙂".repeat(40), &[]);
        assert_eq!(long.encode_utf16().count(), 30);
        let other = sheet_name(&"🙂".repeat(40), &[&long]);
        assert!(other.ends_with(" 2") && other.encode_utf16().count() <= 31, "{other}");
    }
}
