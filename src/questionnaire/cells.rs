//! Cells: what is compared, counted and exported, one per single answer and one per box of a multiple
//! choice, with the names their columns have in files. No reading or writing of files here.

use super::answer::{Answer, Missing, Value};
use super::model::{FieldId, Questionnaire, Variable, VariableType};

/// Between the boxes of a multiple choice that a file fills in a way the question cannot take, when
/// they are kept as written ([`Value::AsWritten`]).
pub const BOX_SEPARATOR: char = '|';

/// One cell of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// The field.
    pub field: FieldId,
    /// For a multiple choice: which box, as its place in the variable's choices.
    pub choice: Option<u16>,
}

/// What a cell holds, borrowed from an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CellContent<'a> {
    /// Not applicable, or empty in a file.
    Empty,
    /// A missing code.
    Missing(Missing),
    /// A box, ticked or not.
    Ticked(bool),
    /// A single answer.
    Value(&'a Value),
    /// A box filled in a way that cannot be, as written.
    AsWritten(&'a str),
}

impl Questionnaire {
    /// The cells of a field, in the order of the paper; none for a calculation.
    pub fn field_cells(&self, field: FieldId) -> impl Iterator<Item = Cell> + use<> {
        let variable = self.field_variable(field);
        let (single, boxes) = match variable.kind {
            VariableType::SelectMultiple => (None, variable.choices.len() as u16),
            VariableType::Calculate => (None, 0),
            _ => (Some(Cell { field, choice: None }), 0),
        };
        single.into_iter().chain((0..boxes).map(move |choice| Cell { field, choice: Some(choice) }))
    }

    /// Every cell of a record, in the order of the paper: the columns of a file of answers.
    pub fn cells(&self) -> Vec<Cell> {
        self.field_ids().flat_map(|field| self.field_cells(field)).collect()
    }

    /// The name of the column that holds a field: `age`, in a repeat with its line `event_date_2`.
    pub fn field_column(&self, field: FieldId) -> String {
        let variable = &self.field_variable(field).name;
        match self.field(field).line {
            0 => variable.clone(),
            line => format!("{variable}_{line}"),
        }
    }

    /// The name of a cell's column: as for the field, and the code of the box (`action_4`).
    pub fn cell_column(&self, cell: Cell) -> String {
        let column = self.field_column(cell.field);
        match cell.choice {
            None => column,
            Some(choice) => {
                let code = self.field_variable(cell.field).choices.get(usize::from(choice));
                format!("{column}_{}", code.map_or("", |choice| choice.name.as_str()))
            }
        }
    }
}

impl Answer {
    /// Whether nothing stands in a file for it: not keyed, not applicable, or empty in an imported file.
    pub fn is_empty_in_files(&self) -> bool {
        matches!(self, Self::NotKeyed | Self::NotApplicable | Self::Missing(Missing::EmptyInFile))
    }

    /// What a cell of this answer holds; `choice` is the box of a multiple choice.
    pub fn cell<'a>(&'a self, variable: &Variable, choice: Option<u16>) -> CellContent<'a> {
        let value = match self {
            Self::NotKeyed | Self::NotApplicable | Self::Missing(Missing::EmptyInFile) => {
                return CellContent::Empty;
            }
            Self::Missing(missing) => return CellContent::Missing(*missing),
            Self::Value(value) => value,
        };
        match (choice, value) {
            (Some(choice), Value::Codes(codes)) => {
                let code = variable.choices.get(usize::from(choice)).map(|choice| choice.name.as_str());
                CellContent::Ticked(code.is_some_and(|code| codes.iter().any(|ticked| ticked == code)))
            }
            (Some(choice), Value::AsWritten(text)) => written_box(text, variable.choices.len(), choice),
            _ => CellContent::Value(value),
        }
    }
}

/// One box of a multiple choice kept as written: its part where every box was written apart, else all.
fn written_box(text: &str, boxes: usize, choice: u16) -> CellContent<'_> {
    if text.matches(BOX_SEPARATOR).count() + 1 != boxes {
        return CellContent::AsWritten(text);
    }
    match text.split(BOX_SEPARATOR).nth(usize::from(choice)) {
        Some("1") => CellContent::Ticked(true),
        Some("0") => CellContent::Ticked(false),
        Some(part) if !part.is_empty() => CellContent::AsWritten(part),
        _ => CellContent::Empty,
    }
}
