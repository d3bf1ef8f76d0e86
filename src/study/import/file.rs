//! Reads the rows of a file of answers into records, and collects every problem with its line and
//! column. Knows the questionnaire, not the study.

use std::collections::HashMap;

use crate::questionnaire::expression::{Scope, applicable_fields};
use crate::questionnaire::written::{constraint_holds_in, sheet_number_flag};
use crate::questionnaire::{
    Answer, FieldId, FieldRecord, Missing, Origin, Questionnaire, Record, VariableType,
};

use super::cell::{Fault, answer_from_boxes, answer_from_text, as_written};
use super::sheet::{Delimited, Header};

/// How a file is read.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The column that names the operator of each sheet, if there is one.
    pub operator_column: Option<&'a str>,
    /// Keeps unknown codes and impossible values, flagged.
    pub as_is: bool,
    /// The day of the import, for `today()` in filters and ranges.
    pub today: jiff::civil::Date,
}

/// One sheet of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileSheet {
    /// Its line in the file, from 1.
    pub line: u64,
    /// Its number as on paper.
    pub number: String,
    /// The number breaks its own rule and is kept as in the file.
    pub number_kept: bool,
    /// Who keyed it, where the file says.
    pub operator: Option<String>,
    /// Its answers.
    pub record: Record,
}

/// Something wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1; 0 for the whole file.
    pub line: u64,
    /// The column, from 1; 0 for the whole line.
    pub column: usize,
    /// The column's name, empty for the whole line.
    pub name: String,
    /// The sheet's number, where it is known.
    pub sheet: String,
    /// What is wrong.
    pub what: What,
}

/// What is wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Not text in UTF-8: the first byte that is not.
    NotUtf8 {
        /// Its place, from 0.
        byte: usize,
    },
    /// No header, or nothing under it.
    Empty,
    /// No variable has that name.
    UnknownColumn {
        /// The nearest name that exists, or empty.
        nearest: String,
    },
    /// Two columns have the same name.
    ColumnTwice,
    /// A column that the reader cannot do without is not there.
    ColumnMissing,
    /// More or fewer cells than the header.
    CellCount {
        /// How many.
        found: usize,
        /// How many the header has.
        expected: usize,
    },
    /// The cell cannot be an answer to its question.
    Cell {
        /// Why.
        fault: Fault,
        /// What stands there.
        value: String,
    },
    /// The sheet has no number.
    NoNumber,
    /// The row names no operator.
    NoOperator,
    /// The sheet stands in the file before.
    SheetTwice {
        /// On this line.
        first_line: u64,
    },
    /// The sheet was erased: it cannot come back.
    Erased,
    /// The sheet was keyed in this pass already.
    AlreadyKeyed,
    /// The operator keyed the other pass of the sheet.
    SameOperator {
        /// The operator.
        operator: String,
    },
}

/// What a file gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileReading {
    /// The sheets that can be taken.
    pub sheets: Vec<FileSheet>,
    /// What cannot be taken; a row with a problem is not among the sheets.
    pub problems: Vec<Problem>,
    /// What was kept as written though the question cannot take it (only `as_is`).
    pub as_written: Vec<Problem>,
    /// Variables without a column: they are empty on every sheet.
    pub absent: Vec<String>,
}

/// Reads the bytes of a file of answers.
pub fn read_file(questionnaire: &Questionnaire, reading: &Reading<'_>, bytes: &[u8]) -> FileReading {
    let mut result = FileReading::default();
    let text = match Delimited::of_bytes(bytes) {
        Ok(text) => text,
        Err(problem) => {
            result.problems.push(problem);
            return result;
        }
    };
    let header = Header::read(questionnaire, &text, reading.operator_column, &mut result.problems);
    let Some(header) = header else {
        return result;
    };
    result.absent = header.absent(questionnaire);
    let mut lines: HashMap<String, u64> = HashMap::new();
    for row in text.rows() {
        if row.cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        let mut row =
            Row { questionnaire, reading, header: &header, row, found: Vec::new(), kept: Vec::new() };
        let sheet = row.read(&mut lines);
        result.as_written.append(&mut row.kept);
        match sheet {
            Some(sheet) if row.found.is_empty() => result.sheets.push(sheet),
            _ => result.problems.append(&mut row.found),
        }
    }
    if result.sheets.is_empty() && result.problems.is_empty() {
        result.problems.push(Problem::of_file(What::Empty));
    }
    result
}

impl Problem {
    /// A problem of the whole file.
    pub(super) fn of_file(what: What) -> Self {
        Self { line: 0, column: 0, name: String::new(), sheet: String::new(), what }
    }
}

/// One row on its way to a record.
struct Row<'a> {
    questionnaire: &'a Questionnaire,
    reading: &'a Reading<'a>,
    header: &'a Header,
    row: super::sheet::Cells,
    found: Vec<Problem>,
    kept: Vec<Problem>,
}

impl Row<'_> {
    fn read(&mut self, lines: &mut HashMap<String, u64>) -> Option<FileSheet> {
        let expected = self.header.names.len();
        if self.row.cells.len() != expected {
            let what = What::CellCount { found: self.row.cells.len(), expected };
            self.found.push(self.problem(None, String::new(), what));
            return None;
        }
        let number_field = self.questionnaire.sheet_number_field()?;
        let number = self.number(number_field)?;
        if number.is_empty() {
            self.found.push(self.problem(self.header.column_of(number_field), String::new(), What::NoNumber));
        } else if let Some(first_line) = lines.insert(number.clone(), self.row.line) {
            lines.insert(number.clone(), first_line);
            let what = What::SheetTwice { first_line };
            self.found.push(self.problem(self.header.column_of(number_field), number.clone(), what));
        }
        let operator = self.operator(&number);
        let record = self.record(number_field, &number);
        let number_kept = sheet_number_flag(self.questionnaire, &number).is_some();
        Some(FileSheet { line: self.row.line, number, number_kept, operator, record })
    }

    /// The sheet's number as it stands on paper, empty if there is none.
    fn number(&self, field: FieldId) -> Option<String> {
        let variable = self.questionnaire.field(field).variable;
        let read = answer_from_text(self.questionnaire, variable, self.cell(self.header.column_of(field)?));
        Some(match read {
            Ok(Answer::Value(value)) => value.neutral_text(),
            _ => String::new(),
        })
    }

    fn cell(&self, column: usize) -> &str {
        self.row.cells.get(column).map_or("", String::as_str)
    }

    fn problem(&self, column: Option<usize>, sheet: String, what: What) -> Problem {
        let name = column.and_then(|column| self.header.names.get(column)).cloned().unwrap_or_default();
        Problem { line: self.row.line, column: column.map_or(0, |column| column + 1), name, sheet, what }
    }

    fn operator(&mut self, number: &str) -> Option<String> {
        let column = self.header.operator?;
        let name = self.cell(column).trim().to_owned();
        if name.is_empty() {
            self.found.push(self.problem(Some(column), number.to_owned(), What::NoOperator));
        }
        Some(name)
    }

    fn record(&mut self, number_field: FieldId, number: &str) -> Record {
        let mut record = Record::empty(self.questionnaire);
        for field in self.questionnaire.field_ids() {
            let (answer, kept) = if field == number_field {
                let kept = sheet_number_flag(self.questionnaire, number).is_some();
                (Answer::Value(crate::questionnaire::Value::Text(number.to_owned())), kept)
            } else {
                self.answer(field, number)
            };
            *record.field_mut(field) = FieldRecord { answer, kept, origin: Origin::Imported, note: None };
        }
        settle_empty(self.questionnaire, &mut record, self.reading.today);
        flag_kept(self.questionnaire, &mut record, self.reading.today);
        record
    }

    /// The answer of a field, and whether it is kept though the question cannot take it.
    fn answer(&mut self, field: FieldId, number: &str) -> (Answer, bool) {
        let variable = self.questionnaire.field_variable(field);
        if variable.kind == VariableType::Calculate {
            return (Answer::Missing(Missing::EmptyInFile), false);
        }
        let variable_id = self.questionnaire.field(field).variable;
        let boxes = self.header.boxes_of(field);
        let (read, columns) = if let Some(column) = self.header.column_of(field) {
            let read = answer_from_text(self.questionnaire, variable_id, self.cell(column));
            (read.map_err(|fault| (fault, column)), vec![Some(column)])
        } else if let Some(columns) = boxes {
            let cells: Vec<_> = columns.iter().map(|column| column.map(|column| self.cell(column))).collect();
            let read = answer_from_boxes(self.questionnaire, variable_id, &cells);
            let read = read.map_err(|(fault, at)| (fault, columns.get(at).copied().flatten().unwrap_or(0)));
            (read, columns.to_vec())
        } else {
            return (Answer::Missing(Missing::EmptyInFile), false);
        };
        let (fault, column) = match read {
            Ok(answer) => return (answer, false),
            Err(fault) => fault,
        };
        let value = self.cell(column).to_owned();
        let problem = self.problem(Some(column), number.to_owned(), What::Cell { fault, value });
        if !self.reading.as_is {
            self.found.push(problem);
            return (Answer::NotKeyed, false);
        }
        self.kept.push(problem);
        let cells: Vec<_> = columns.iter().map(|column| column.map(|column| self.cell(column))).collect();
        (as_written(&cells), true)
    }
}

/// An empty cell is blank where the question applies, and not keyed where it is skipped; the lines of a
/// repeat after its last filled one are its end.
fn settle_empty(questionnaire: &Questionnaire, record: &mut Record, today: jiff::civil::Date) {
    let empty = Answer::Missing(Missing::EmptyInFile);
    let empties: Vec<FieldId> =
        questionnaire.field_ids().filter(|field| *record.answer(*field) == empty).collect();
    for field in &empties {
        record.field_mut(*field).answer = Answer::NotKeyed;
    }
    let ended = lines_after_the_last(questionnaire, record);
    // Filling one in can make another apply: twice is enough for a chain of two, and both forms of
    // empty are the same for everything but who may still be asked.
    for _ in 0..2 {
        let applicable = applicable_fields(questionnaire, record, today);
        for field in &empties {
            let asked = applicable.get(usize::from(field.0)).copied().unwrap_or(true);
            let calculated = questionnaire.field_variable(*field).kind == VariableType::Calculate;
            record.field_mut(*field).answer = if calculated || !asked {
                Answer::NotKeyed
            } else if ended.contains(field) {
                Answer::NotApplicable
            } else {
                empty.clone()
            };
        }
    }
    for field in empties {
        if *record.answer(field) == Answer::NotKeyed {
            *record.field_mut(field) = FieldRecord::default();
        }
    }
}

/// The fields of repeats on lines after the last one with an answer.
fn lines_after_the_last(questionnaire: &Questionnaire, record: &Record) -> Vec<FieldId> {
    let mut last = vec![0; questionnaire.repeats.len()];
    let repeat_line = |id: FieldId| {
        let field = questionnaire.field(id);
        questionnaire.variable(field.variable).repeat.map(|repeat| (repeat, field.line))
    };
    for field in questionnaire.field_ids() {
        if let Some((repeat, line)) = repeat_line(field)
            && record.answer(field).is_keyed()
            && let Some(last) = last.get_mut(repeat)
        {
            *last = line.max(*last);
        }
    }
    let after = |field: &FieldId| {
        repeat_line(*field).is_some_and(|(repeat, line)| last.get(repeat).is_some_and(|last| line > *last))
    };
    questionnaire.field_ids().filter(after).collect()
}

/// Flags what the paper may well say though a range or a filter does not expect it.
fn flag_kept(questionnaire: &Questionnaire, record: &mut Record, today: jiff::civil::Date) {
    let applicable = applicable_fields(questionnaire, record, today);
    let flagged: Vec<FieldId> = questionnaire
        .field_ids()
        .filter(|field| {
            if !record.answer(*field).is_keyed()
                || *record.answer(*field) == Answer::Missing(Missing::EmptyInFile)
            {
                return false;
            }
            if !applicable.get(usize::from(field.0)).copied().unwrap_or(true) {
                return true;
            }
            let scope = Scope { questionnaire, record, applicable: &applicable, field: Some(*field), today };
            !constraint_holds_in(&scope, *field)
        })
        .collect();
    for field in flagged {
        record.field_mut(field).kept = true;
    }
}
