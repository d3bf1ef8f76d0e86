//! The differences of a study as plain rows, one per differing cell: for `compare --json` and
//! `compare --csv`.

use std::io::Read;
use std::path::Path;

use crate::compare::{CellDifference, CellValue, Comparison};
use crate::questionnaire::{Missing, Questionnaire};
use crate::study::Snapshot;

use super::ExportError;
use super::whole_file::write_whole;
use super::written::guard;

/// One differing cell. Values stand in their neutral form: codes, ISO dates, a decimal point, a missing
/// code by its name, `1` and `0` for boxes, empty where not applicable.
#[derive(Clone, Debug, PartialEq)]
pub struct DifferenceRow<'a> {
    /// The sheet's number.
    pub sheet: &'a str,
    /// The column's name as exported.
    pub variable: String,
    /// The line in a repeat.
    pub line: Option<u16>,
    /// The code of the box.
    pub choice: Option<&'a str>,
    /// What the first keying says.
    pub first: String,
    /// What the second keying says.
    pub second: String,
    /// What happened, as far as the values tell: the name of a [`crate::compare::Kind`].
    pub kind: &'static str,
    /// `open` or `settled`.
    pub state: &'static str,
}

/// The rows, in sheet order, then paper order.
pub fn rows<'a>(
    snapshot: &'a Snapshot,
    comparison: &'a Comparison,
) -> impl Iterator<Item = DifferenceRow<'a>> {
    comparison.differences.iter().map(|difference| row(&snapshot.questionnaire, difference))
}

/// One differing cell as a row.
pub fn row<'a>(questionnaire: &'a Questionnaire, difference: &'a CellDifference) -> DifferenceRow<'a> {
    let variable = questionnaire.field_variable(difference.cell.field);
    let line = questionnaire.field(difference.cell.field).line;
    let choice = difference.cell.choice.and_then(|choice| variable.choices.get(usize::from(choice)));
    DifferenceRow {
        sheet: &difference.number,
        variable: questionnaire.cell_column(difference.cell),
        line: (line > 0).then_some(line),
        choice: choice.map(|choice| choice.name.as_str()),
        first: neutral(questionnaire, &difference.first),
        second: neutral(questionnaire, &difference.second),
        kind: difference.kind.name(),
        state: difference.state.name(),
    }
}

fn neutral(questionnaire: &Questionnaire, value: &CellValue) -> String {
    match value {
        CellValue::Empty | CellValue::Missing(Missing::EmptyInFile) => String::new(),
        CellValue::Missing(missing) => questionnaire.missing_name(*missing).to_owned(),
        CellValue::Ticked(ticked) => if *ticked { "1" } else { "0" }.to_owned(),
        CellValue::Value(value) => value.neutral_text(),
    }
}

const NAMES: [&str; 8] = ["sheet", "variable", "line", "choice", "first", "second", "kind", "state"];

/// Writes the rows as CSV, `,` between cells, whole or not at all. An earlier list of differences is
/// replaced; any other file of that name is not touched.
pub fn write_csv(snapshot: &Snapshot, comparison: &Comparison, path: &Path) -> Result<(), ExportError> {
    let failed = |error: std::io::Error| super::whole_file::could_not_write(path, error);
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(NAMES).map_err(|error| failed(error.into()))?;
    for row in rows(snapshot, comparison) {
        let line = row.line.map(|line| line.to_string()).unwrap_or_default();
        let difference = (
            row.sheet,
            row.variable.as_str(),
            line.as_str(),
            row.choice.unwrap_or_default(),
            guard_text(&row.first),
            guard_text(&row.second),
            row.kind,
            row.state,
        );
        writer.serialize(difference).map_err(|error| failed(error.into()))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(error.into_error()))?;
    write_whole(path, is_list_of_differences(path), &bytes)
}

/// Numbers stay as they are; a text that a spreadsheet would take for a formula gets its apostrophe.
fn guard_text(value: &str) -> String {
    let number = value.parse::<f64>().is_ok();
    if number { value.to_owned() } else { guard(value).into_owned() }
}

fn is_list_of_differences(path: &Path) -> bool {
    let header = NAMES.join(",");
    let mut start = vec![0; header.len()];
    let file = std::fs::File::open(path);
    file.is_ok_and(|mut file| file.read_exact(&mut start).is_ok() && start == header.as_bytes())
}
