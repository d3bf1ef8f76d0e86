//! What the public may see: how often each answer was given, and by the variables marked for it
//! (`publish` in the questionnaire file), never a sheet. Small cells are masked in `masking`.

use crate::compare::Comparison;
use crate::compare::final_record::{FinalRecord, final_records};
use crate::questionnaire::{CellContent, FieldId, Publish, Text, Value, Variable, VariableType};
use crate::study::Snapshot;
use crate::text;
use crate::texts::Language;

use super::ExportError;
use super::masking::{Cross, Margin, protect};
use super::table::{Content, Listed, Table};

/// The names of the columns.
pub const COLUMNS: [&str; 13] = [
    "variable",
    "question",
    "code",
    "label",
    "by",
    "by_question",
    "by_code",
    "by_label",
    "n",
    "base",
    "percent",
    "masked",
    "threshold",
];

/// What is counted: a single choice, a number in bands, or one box of a multiple choice.
struct Counted<'a> {
    variable: &'a Variable,
    /// As the column of an export: the variable's, or that of the box.
    name: String,
    field: FieldId,
    place_of_box: Option<u16>,
    /// Codes and labels of the answers.
    answers: Vec<(String, Text)>,
}

/// The published tables.
pub struct Published<'a> {
    counted: Vec<Counted<'a>>,
    margins: Vec<Margin>,
    crosses: Vec<Cross>,
    /// How many sheets there are.
    pub sheets: u32,
    threshold: u32,
}

/// Counts the final records and masks. Refused when a variable is unclassified, when nothing is marked for
/// it, and when there are fewer sheets than the threshold.
pub fn publish<'a>(snapshot: &'a Snapshot, comparison: &Comparison) -> Result<Published<'a>, ExportError> {
    super::profile::refuse_unclassified(&snapshot.questionnaire)?;
    let counted = counted(snapshot);
    if counted.is_empty() {
        return Err(ExportError::NothingPublished);
    }
    let threshold = snapshot.safeguards.small_cells.max(2);
    let sheets: Vec<Vec<usize>> = final_records(snapshot, comparison)
        .map(|sheet| counted.iter().map(|counted| counted.category(snapshot, &sheet)).collect())
        .collect();
    if (sheets.len() as u64) < u64::from(threshold) {
        return Err(ExportError::TooFewSheets { sheets: sheets.len(), threshold });
    }
    let mut margins: Vec<Margin> = Vec::new();
    for (at, counted) in counted.iter().enumerate() {
        let mut counts = vec![0; counted.size()];
        sheets.iter().for_each(|sheet| counts[sheet[at]] += 1);
        margins.push(Margin::new(counts, counted.answers.len()));
    }
    let is_by = |at: &usize| counted[*at].variable.protection.publish == Publish::By;
    let (by, plain): (Vec<usize>, Vec<usize>) = (0..counted.len()).partition(is_by);
    // Never one of those by another: three tables over the same three variables can give cells away that
    // each of them hides.
    let mut crosses = Vec::new();
    for row in plain {
        for column in &by {
            let mut counts = vec![vec![0; counted[*column].size()]; counted[row].size()];
            sheets.iter().for_each(|sheet| counts[sheet[row]][sheet[*column]] += 1);
            crosses.push(Cross::new(row, *column, counts));
        }
    }
    protect(&mut margins, &mut crosses, threshold);
    Ok(Published { counted, margins, crosses, sheets: sheets.len() as u32, threshold })
}

fn counted(snapshot: &Snapshot) -> Vec<Counted<'_>> {
    let questionnaire = &*snapshot.questionnaire;
    let mut counted = Vec::new();
    for field in questionnaire.field_ids() {
        let variable = questionnaire.field_variable(field);
        if variable.protection.publish == Publish::No || variable.repeat.is_some() {
            continue;
        }
        let named = || variable.choices.iter().map(|choice| (choice.name.clone(), choice.label.clone()));
        let name = variable.name.clone();
        match variable.kind {
            VariableType::SelectMultiple => {
                for (at, (code, label)) in named().enumerate() {
                    let answers = vec![("1".to_owned(), label.clone()), ("0".to_owned(), label)];
                    let name = format!("{}_{code}", variable.name);
                    counted.push(Counted { variable, name, field, place_of_box: Some(at as u16), answers });
                }
            }
            VariableType::SelectOne => {
                counted.push(Counted {
                    variable,
                    name,
                    field,
                    place_of_box: None,
                    answers: named().collect(),
                });
            }
            _ => {
                let bands = variable.protection.band_codes().into_iter();
                let answers = bands.map(|code| (code, Text::default())).collect();
                counted.push(Counted { variable, name, field, place_of_box: None, answers });
            }
        }
    }
    counted
}

impl Counted<'_> {
    /// The answers, and no answer: missing, not asked, or not settled.
    fn size(&self) -> usize {
        self.answers.len() + 1
    }

    fn category(&self, snapshot: &Snapshot, sheet: &FinalRecord) -> usize {
        let cell = crate::questionnaire::Cell { field: self.field, choice: self.place_of_box };
        let no_answer = self.answers.len();
        match sheet.cell(&snapshot.questionnaire, cell) {
            Some(CellContent::Missing(_) | CellContent::AsWritten(_)) => no_answer,
            Some(CellContent::Ticked(ticked)) => usize::from(!ticked),
            Some(CellContent::Value(value)) => {
                let code = match value {
                    Value::Code(code) => Some(code.clone()),
                    Value::Integer(number) => self.variable.protection.band(*number),
                    _ => None,
                };
                let at = code.and_then(|code| self.answers.iter().position(|(known, _)| *known == code));
                at.unwrap_or(no_answer)
            }
            Some(CellContent::Empty) | None => no_answer,
        }
    }

    fn code(&self, at: usize) -> &str {
        match self.answers.get(at) {
            Some((code, _)) => code,
            None => "no_answer",
        }
    }

    fn label(&self, at: usize, language: Language) -> String {
        match self.answers.get(at) {
            Some((code, label)) if label.is_empty() => code.clone(),
            Some((code, label)) if self.place_of_box.is_some() => {
                let id = if code == "1" { "export-public-ticked" } else { "export-public-not-ticked" };
                text!(language, id, label = label.get(language.code()))
            }
            Some((_, label)) => label.get(language.code()).to_owned(),
            None => text!(language, "export-public-no-answer"),
        }
    }
}

impl Published<'_> {
    /// The tables as one list: a line per category, then a line per cell of each table by another variable.
    pub fn table<'s>(&'s self, snapshot: &'s Snapshot, language: Language) -> Table<'s> {
        let mut rows = Vec::new();
        for (at, margin) in self.margins.iter().enumerate() {
            for category in 0..margin.counts.len() {
                let count = (!margin.masked[category]).then_some(margin.counts[category]);
                rows.push(self.line((at, category), None, count, Some(self.sheets), language));
            }
            for cross in self.crosses.iter().filter(|cross| cross.row == at) {
                for (column, base) in self.margins[cross.column].counts.iter().enumerate() {
                    let base = (!self.margins[cross.column].masked[column]).then_some(*base);
                    for category in 0..margin.counts.len() {
                        let count = cross.counts[category][column];
                        let count = (!cross.masked[category][column]).then_some(count);
                        let by = Some((cross.column, column));
                        rows.push(self.line((at, category), by, count, base, language));
                    }
                }
            }
        }
        Table::of_list(&snapshot.questionnaire, &COLUMNS, rows)
    }

    fn line<'s>(
        &'s self,
        of: (usize, usize),
        by: Option<(usize, usize)>,
        count: Option<u32>,
        base: Option<u32>,
        language: Language,
    ) -> Vec<Listed<'s>> {
        let empty = || Listed::Content(Content::Empty);
        let number = |number: Option<u32>| {
            number.map_or_else(empty, |number| Listed::Content(Content::Number(i64::from(number))))
        };
        let named = |place: Option<(usize, usize)>| match place {
            None => [empty(), empty(), empty(), empty()],
            Some((at, category)) => {
                let counted = &self.counted[at];
                [
                    Listed::Content(Content::Name(&counted.name)),
                    Listed::Words(counted.variable.short_label(language.code()).to_owned()),
                    Listed::Content(Content::Name(counted.code(category))),
                    Listed::Words(counted.label(category, language)),
                ]
            }
        };
        let percent = count.zip(base).filter(|(_, base)| *base > 0).map(|(count, base)| {
            // Tenths of a percent, half up.
            let tenths = (u64::from(count) * 2000 + u64::from(base)) / (2 * u64::from(base));
            Listed::Content(Content::Calculated(tenths as f64 / 10.0))
        });
        let mut line: Vec<Listed<'s>> = named(Some(of)).into_iter().chain(named(by)).collect();
        line.extend([
            number(count),
            number(base),
            percent.unwrap_or_else(empty),
            Listed::Content(Content::Ticked(count.is_none())),
            number(Some(self.threshold)),
        ]);
        line
    }
}
