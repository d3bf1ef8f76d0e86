//! The rows of an export and their header, before any file format: final records or raw keyings, one
//! row per sheet, one column per cell. Rows are handed out one by one, so that memory stays flat.

use crate::compare::Comparison;
use crate::compare::final_record::{FinalRecord, final_records};
use crate::questionnaire::expression::{Scope, applicable_fields};
use crate::questionnaire::{
    Cell, CellContent, FieldId, Missing, Questionnaire, Value, Variable, VariableType,
};
use crate::study::{Pass, Snapshot};

/// What a cell of a table holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Content<'a> {
    /// Not applicable, or empty in a file.
    Empty,
    /// A difference that nobody has decided.
    Open,
    /// A missing code.
    Missing(Missing),
    /// A box, ticked or not.
    Ticked(bool),
    /// A value.
    Value(&'a Value),
    /// Words of people, written so that no spreadsheet takes them for a formula.
    Words(&'a str),
    /// A name that Recto gives, written as it is.
    Name(&'a str),
    /// A count.
    Number(i64),
    /// The value of a calculation.
    Calculated(f64),
    /// A moment, in UTC.
    Moment(jiff::Timestamp),
}

impl<'a> From<CellContent<'a>> for Content<'a> {
    fn from(content: CellContent<'a>) -> Self {
        match content {
            CellContent::Empty => Self::Empty,
            CellContent::Missing(missing) => Self::Missing(missing),
            CellContent::Ticked(ticked) => Self::Ticked(ticked),
            CellContent::Value(value) => Self::Value(value),
            CellContent::AsWritten(text) => Self::Words(text),
        }
    }
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ColumnKind {
    /// A cell of the record.
    Cell(Cell),
    /// A calculation.
    Calculation(FieldId),
    /// The open cells of the sheet, by column name.
    Open,
    /// By how many keyings the record stands.
    Keyings,
    /// A column of a list (see `lists`).
    Listed,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name in the header.
    pub name: String,
    /// What it is for.
    pub kind: ColumnKind,
}

impl Column {
    /// The field it shows.
    pub fn field(&self) -> Option<FieldId> {
        match self.kind {
            ColumnKind::Cell(cell) => Some(cell.field),
            ColumnKind::Calculation(field) => Some(field),
            ColumnKind::Open | ColumnKind::Keyings | ColumnKind::Listed => None,
        }
    }

    /// The variable it shows.
    pub fn variable<'q>(&self, questionnaire: &'q Questionnaire) -> Option<&'q Variable> {
        self.field().map(|field| questionnaire.field_variable(field))
    }
}

/// Rows with a header.
pub struct Table<'a> {
    /// The definition.
    pub questionnaire: &'a Questionnaire,
    /// The columns, left to right.
    pub columns: Vec<Column>,
    source: Source<'a>,
}

/// Where the rows come from.
enum Source<'a> {
    Final { snapshot: &'a Snapshot, comparison: &'a Comparison },
    Pass { snapshot: &'a Snapshot, pass: Pass },
    Listed(Vec<Vec<Listed<'a>>>),
}

/// A cell of a list, with its own text where none can be borrowed.
#[derive(Clone, Debug)]
pub(super) enum Listed<'a> {
    /// Borrowed.
    Content(Content<'a>),
    /// Made for the list.
    Words(String),
}

impl<'a> Table<'a> {
    /// The final records, with the columns `recto_open` and `recto_keyings` at the end.
    pub fn of_final(snapshot: &'a Snapshot, comparison: &'a Comparison) -> Self {
        let questionnaire = &*snapshot.questionnaire;
        let mut columns = Vec::new();
        for field in questionnaire.field_ids() {
            if questionnaire.field_variable(field).kind == VariableType::Calculate {
                let name = questionnaire.field_column(field);
                columns.push(Column { name, kind: ColumnKind::Calculation(field) });
            }
            columns.extend(cell_columns(questionnaire, field));
        }
        columns.push(Column { name: "recto_open".to_owned(), kind: ColumnKind::Open });
        columns.push(Column { name: "recto_keyings".to_owned(), kind: ColumnKind::Keyings });
        Self { questionnaire, columns, source: Source::Final { snapshot, comparison } }
    }

    /// The finished keyings of one pass, as keyed and in the order they were begun.
    pub fn of_pass(snapshot: &'a Snapshot, pass: Pass) -> Self {
        let questionnaire = &*snapshot.questionnaire;
        let columns = questionnaire.field_ids().flat_map(|field| cell_columns(questionnaire, field));
        Self { questionnaire, columns: columns.collect(), source: Source::Pass { snapshot, pass } }
    }

    /// Rows made beforehand.
    pub(super) fn of_list(
        questionnaire: &'a Questionnaire,
        names: &[&str],
        rows: Vec<Vec<Listed<'a>>>,
    ) -> Self {
        let column = |name: &&str| Column { name: (*name).to_owned(), kind: ColumnKind::Listed };
        Self { questionnaire, columns: names.iter().map(column).collect(), source: Source::Listed(rows) }
    }

    /// Whether the rows are answers to the questionnaire, and not a list of decisions or entries.
    pub fn holds_records(&self) -> bool {
        !matches!(self.source, Source::Listed(_))
    }

    /// Whether the rows are the final records.
    pub fn is_final(&self) -> bool {
        matches!(self.source, Source::Final { .. })
    }

    /// How many rows there are.
    pub fn row_count(&self) -> u64 {
        let mut rows = 0;
        let counted: Result<(), std::convert::Infallible> = match &self.source {
            Source::Listed(listed) => {
                rows = listed.len() as u64;
                Ok(())
            }
            Source::Final { .. } | Source::Pass { .. } => self.for_each_row(|_| {
                rows += 1;
                Ok(())
            }),
        };
        let Ok(()) = counted;
        rows
    }

    /// Hands out the rows one by one, each with one content per column.
    pub fn for_each_row<E>(&self, mut take: impl FnMut(&[Content<'_>]) -> Result<(), E>) -> Result<(), E> {
        match &self.source {
            Source::Final { snapshot, comparison } => {
                for sheet in final_records(snapshot, comparison) {
                    self.final_row(&sheet, &mut take)?;
                }
            }
            Source::Pass { snapshot, pass } => {
                let keyings = snapshot.keyings.iter();
                for keying in keyings.filter(|keying| keying.pass == *pass && keying.finished.is_some()) {
                    let cells = self.columns.iter().map(|column| match column.kind {
                        ColumnKind::Cell(cell) => {
                            let variable = self.questionnaire.field_variable(cell.field);
                            keying.record.answer(cell.field).cell(variable, cell.choice).into()
                        }
                        _ => Content::Empty,
                    });
                    take(&cells.collect::<Vec<_>>())?;
                }
            }
            Source::Listed(rows) => {
                for row in rows {
                    let cells = row.iter().map(|cell| match cell {
                        Listed::Content(content) => *content,
                        Listed::Words(words) => Content::Words(words),
                    });
                    take(&cells.collect::<Vec<_>>())?;
                }
            }
        }
        Ok(())
    }

    fn final_row<E>(
        &self,
        sheet: &FinalRecord,
        take: &mut impl FnMut(&[Content<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        let open: Vec<String> = sheet
            .open_cells(self.questionnaire)
            .into_iter()
            .map(|cell| self.questionnaire.cell_column(cell))
            .collect();
        let open = open.join(" ");
        let cells = self.columns.iter().map(|column| match column.kind {
            ColumnKind::Cell(cell) => {
                sheet.cell(self.questionnaire, cell).map_or(Content::Open, Content::from)
            }
            ColumnKind::Calculation(field) => {
                self.calculated(sheet, field).map_or(Content::Empty, Content::Calculated)
            }
            ColumnKind::Open if open.is_empty() => Content::Empty,
            ColumnKind::Open => Content::Name(&open),
            ColumnKind::Keyings => Content::Number(i64::from(sheet.keyings)),
            ColumnKind::Listed => Content::Empty,
        });
        take(&cells.collect::<Vec<_>>())
    }

    fn calculated(&self, sheet: &FinalRecord, field: FieldId) -> Option<f64> {
        let calculation = self.questionnaire.field_variable(field).calculation.as_ref()?;
        let applicable = applicable_fields(self.questionnaire, &sheet.record, sheet.today);
        calculation.number(&Scope {
            questionnaire: self.questionnaire,
            record: &sheet.record,
            applicable: &applicable,
            field: Some(field),
            today: sheet.today,
        })
    }
}

fn cell_columns(questionnaire: &Questionnaire, field: FieldId) -> impl Iterator<Item = Column> {
    questionnaire
        .field_cells(field)
        .map(|cell| Column { name: questionnaire.cell_column(cell), kind: ColumnKind::Cell(cell) })
}
