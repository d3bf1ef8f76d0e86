//! Takes a keying made elsewhere: a file of answers becomes finished keyings of one pass, all of them or
//! none. Reading cells stands in `cell`, rows in `file`, columns in `sheet`.

pub mod cell;
pub mod file;
pub mod sheet;

use std::collections::{HashMap, HashSet};

use crate::study::{OperatorId, Pass, Study, StudyError, TakenKeying};
use crate::texts::Language;

pub use cell::{Fault, answer_from_boxes, answer_from_text, unguarded};
pub use file::{FileReading, FileSheet, Problem, Reading, What, read_file};
pub use sheet::{Delimited, Place, Places};

/// What is done with what cannot be taken as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Nothing is taken unless all of it can be.
    #[default]
    All,
    /// Takes the sheets that can be, and lists the rest.
    Partial,
    /// Keeps unknown codes and impossible values, flagged.
    AsIs,
}

/// What is taken, and for whom.
#[derive(Clone, Copy, Debug)]
pub struct Import<'a> {
    /// The questionnaire.
    pub questionnaire: &'a str,
    /// Who keyed it.
    pub operator: &'a str,
    /// Which pass.
    pub pass: Pass,
    /// The column that names the operator of each sheet, if there is one.
    pub operator_column: Option<&'a str>,
    /// What is done with what cannot be taken.
    pub mode: Mode,
    /// The day of the import.
    pub today: jiff::civil::Date,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// Sheets taken.
    pub taken: usize,
    /// What was left (only [`Mode::Partial`]).
    pub left: Vec<Problem>,
    /// What was kept as written though the question cannot take it (only [`Mode::AsIs`]).
    pub as_written: Vec<Problem>,
    /// Answers that are flagged: out of range, in a skipped question, or kept as written.
    pub flagged: usize,
    /// Sheets whose number breaks its own rule.
    pub odd_numbers: Vec<String>,
    /// Columns of the questionnaire that the file does not have.
    pub absent: Vec<String>,
}

/// Why nothing was taken.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be taken; nothing of it was.
    #[error("{} problems", .0.len())]
    Refused(Vec<Problem>),
    /// The study cannot take it.
    #[error(transparent)]
    Study(#[from] StudyError),
}

/// Imports the bytes of a file: one commit, all of it or nothing.
pub fn import(study: &mut Study, import: &Import<'_>, bytes: &[u8]) -> Result<Imported, ImportError> {
    let questionnaire = study.questionnaire(import.questionnaire)?.clone();
    let reading = Reading {
        operator_column: import.operator_column,
        as_is: import.mode == Mode::AsIs,
        today: import.today,
    };
    let mut file = read_file(&questionnaire, &reading, bytes);
    refuse_known(study, import, &mut file)?;
    let none_left = file.sheets.is_empty();
    file.problems.sort_by_key(|problem| (problem.line, problem.column));
    if !file.problems.is_empty() && (import.mode != Mode::Partial || none_left) {
        return Err(ImportError::Refused(file.problems));
    }
    let mut operators: HashMap<String, OperatorId> = HashMap::new();
    let mut taken = Vec::with_capacity(file.sheets.len());
    let mut imported = Imported {
        taken: file.sheets.len(),
        left: file.problems,
        as_written: file.as_written,
        absent: file.absent,
        ..Imported::default()
    };
    let number_field = questionnaire.sheet_number_field().map(|field| usize::from(field.0));
    for sheet in file.sheets {
        let name = sheet.operator.unwrap_or_else(|| import.operator.to_owned());
        let operator = match operators.get(&name) {
            Some(id) => *id,
            None => {
                let id = study.operator(&name)?.id;
                operators.insert(name, id);
                id
            }
        };
        let flagged = sheet.record.fields.iter().enumerate();
        imported.flagged += flagged.filter(|(at, field)| field.kept && Some(*at) != number_field).count();
        if sheet.number_kept {
            imported.odd_numbers.push(sheet.number.clone());
        }
        taken.push(TakenKeying {
            number: sheet.number,
            number_kept: sheet.number_kept,
            operator,
            record: sheet.record,
            finished: true,
        });
    }
    study.take_keyings(import.questionnaire, import.pass, &taken)?;
    Ok(imported)
}

/// Refuses sheets that were keyed in this pass already, and those whose operator keyed the other pass.
fn refuse_known(study: &Study, import: &Import<'_>, file: &mut FileReading) -> Result<(), StudyError> {
    let states = study.keying_states(import.questionnaire)?;
    let this_pass: HashSet<&str> =
        states.iter().filter(|state| state.pass == import.pass).map(|state| state.number.as_str()).collect();
    let stones = study.safeguards(import.questionnaire)?.tombstones;
    let erased: Vec<String> = stones.into_iter().filter_map(|stone| stone.number).collect();
    let mut ids: HashMap<String, Option<OperatorId>> = HashMap::new();
    let mut kept = Vec::with_capacity(file.sheets.len());
    for sheet in std::mem::take(&mut file.sheets) {
        let name = sheet.operator.as_deref().unwrap_or(import.operator);
        if !ids.contains_key(name) {
            let id = study.find_operator(name)?.map(|operator| operator.id);
            ids.insert(name.to_owned(), id);
        }
        let operator = ids.get(name).copied().flatten();
        let what = if erased.iter().any(|number| number.eq_ignore_ascii_case(&sheet.number)) {
            What::Erased
        } else if this_pass.contains(sheet.number.as_str()) {
            What::AlreadyKeyed
        } else if let Some(operator) = operator
            && let Err(error) = study.may_key(import.questionnaire, &sheet.number, import.pass, operator)
        {
            let StudyError::SameOperator { operator, .. } = error else { return Err(error) };
            What::SameOperator { operator }
        } else {
            kept.push(sheet);
            continue;
        };
        let sheet_number = sheet.number.clone();
        let whole = Problem { line: sheet.line, column: 0, name: String::new(), sheet: sheet_number, what };
        file.problems.push(whole);
    }
    file.sheets = kept;
    Ok(())
}

impl Problem {
    /// The sentence for people, with line and column.
    pub fn text(&self, language: Language) -> String {
        let place = if self.line == 0 {
            String::new()
        } else if self.column == 0 {
            crate::text!(language, "import-place-line", line = self.line)
        } else {
            crate::text!(
                language,
                "import-place-cell",
                line = self.line,
                column = self.column,
                name = self.name.as_str()
            )
        };
        let sheet = if self.sheet.is_empty() {
            String::new()
        } else {
            crate::text!(language, "import-place-sheet", sheet = self.sheet.as_str())
        };
        format!("{place}{sheet}{}", self.sentence(language))
    }

    fn sentence(&self, language: Language) -> String {
        match &self.what {
            What::NotUtf8 { byte } => crate::text!(language, "import-not-utf8", byte = *byte + 1),
            What::Empty => crate::text!(language, "import-empty"),
            What::UnknownColumn { nearest } => crate::text!(
                language,
                "import-unknown-column",
                name = self.name.as_str(),
                nearest = nearest.as_str(),
                near = usize::from(!nearest.is_empty())
            ),
            What::ColumnTwice => crate::text!(language, "import-column-twice", name = self.name.as_str()),
            What::ColumnMissing => crate::text!(language, "import-column-missing", name = self.name.as_str()),
            What::CellCount { found, expected } => {
                crate::text!(language, "import-cell-count", found = *found, expected = *expected)
            }
            What::Cell { fault, value } => {
                crate::text!(language, "import-cell", value = value.as_str(), why = fault.text(language))
            }
            What::NoNumber => crate::text!(language, "import-no-number"),
            What::NoOperator => crate::text!(language, "import-no-operator"),
            What::SheetTwice { first_line } => {
                crate::text!(language, "import-sheet-twice", first = *first_line)
            }
            What::Erased => crate::text!(language, "import-erased"),
            What::AlreadyKeyed => crate::text!(language, "import-already-keyed"),
            What::SameOperator { operator } => {
                crate::text!(language, "import-same-operator", operator = operator.as_str())
            }
        }
    }
}
