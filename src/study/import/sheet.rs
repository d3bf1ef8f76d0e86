//! A file of separated values: its text, its delimiter, its rows with their lines, and which column
//! holds which cell of the questionnaire.

use std::collections::HashMap;

use crate::questionnaire::{Cell, FieldId, Questionnaire, VariableType};

use super::file::{Problem, What};

/// Columns that Recto's own exports add; they say nothing about answers.
const OWN_COLUMNS: [&str; 2] = ["recto_open", "recto_keyings"];

/// The text of a file, its byte order mark taken off, and what stands between cells.
pub struct Delimited<'a> {
    text: &'a str,
    delimiter: u8,
}

/// One row.
pub struct Cells {
    /// The line it begins on, from 1.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
}

impl<'a> Delimited<'a> {
    /// Finds the text and the delimiter.
    pub fn of_bytes(bytes: &'a [u8]) -> Result<Self, Problem> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
            Problem { line, ..Problem::of_file(What::NotUtf8 { byte: error.valid_up_to() }) }
        })?;
        if text.trim().is_empty() {
            return Err(Problem::of_file(What::Empty));
        }
        Ok(Self { text, delimiter: delimiter_of(text) })
    }

    /// All rows, the header first. Empty lines are left out.
    fn all(&self) -> impl Iterator<Item = Cells> {
        let reader = csv::ReaderBuilder::new()
            .delimiter(self.delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(self.text.as_bytes());
        let mut lines = Lines { text: self.text, byte: 0, line: 1 };
        // The text is UTF-8 and in memory: reading it cannot fail.
        reader.into_records().flatten().map(move |record| Cells {
            line: lines.of(record.position().map_or(0, csv::Position::byte)),
            cells: record.iter().map(str::to_owned).collect(),
        })
    }

    /// The rows under the header.
    pub fn rows(&self) -> impl Iterator<Item = Cells> {
        self.all().skip(1)
    }

    /// The names in the header, spaces around them taken off.
    pub fn header(&self) -> Vec<String> {
        let first = self.all().next().map_or_else(Vec::new, |row| row.cells);
        first.into_iter().map(|name| name.trim().to_owned()).collect()
    }
}

/// Counts lines as an editor does. (The reader itself counts a record that follows `\r\n` one too low.)
struct Lines<'a> {
    text: &'a str,
    byte: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the first letter at or after a byte; bytes are asked for in order.
    fn of(&mut self, byte: u64) -> u64 {
        let bytes = self.text.as_bytes();
        let mut byte = byte as usize;
        while bytes.get(byte).is_some_and(|byte| matches!(byte, b'\r' | b'\n')) {
            byte += 1;
        }
        for at in self.byte..byte.min(bytes.len()) {
            let ends = bytes[at] == b'\n' || bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
            self.line += u64::from(ends);
        }
        self.byte = byte.max(self.byte);
        self.line
    }
}

/// The delimiter that the header has most of, outside quotes.
fn delimiter_of(text: &str) -> u8 {
    let mut counts = [(b';', 0), (b',', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => {
                if let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| *delimiter == byte) {
                    *count += 1;
                }
            }
        }
    }
    // The first of equals.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b';', |(delimiter, _)| *delimiter)
}

/// Which column of a file holds what.
pub struct Header {
    /// The columns' names, left to right.
    pub names: Vec<String>,
    /// The column that names the operator.
    pub operator: Option<usize>,
    whole: HashMap<FieldId, usize>,
    boxes: HashMap<FieldId, Vec<Option<usize>>>,
}

impl Header {
    /// Reads the header; `None` where nothing can be read without what it lacks.
    pub fn read(
        questionnaire: &Questionnaire,
        text: &Delimited<'_>,
        operator_column: Option<&str>,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let places = Places::of(questionnaire);
        let names = text.header();
        let mut header = Self { names, operator: None, whole: HashMap::new(), boxes: HashMap::new() };
        let mut seen: HashMap<String, usize> = HashMap::new();
        for at in 0..header.names.len() {
            let name = header.names[at].clone();
            let problem =
                |what| Problem { line: 1, column: at + 1, name: name.clone(), sheet: String::new(), what };
            if !name.is_empty() && seen.insert(name.clone(), at).is_some() {
                problems.push(problem(What::ColumnTwice));
            } else if operator_column == Some(name.as_str()) {
                header.operator = Some(at);
            } else if let Some(place) = places.get(&name) {
                header.place(questionnaire, *place, at);
            } else if !OWN_COLUMNS.contains(&name.as_str()) {
                let nearest = places.nearest(&name);
                problems.push(problem(What::UnknownColumn { nearest }));
            }
        }
        let number = questionnaire.sheet_number_field();
        let number_name = number.map(|field| questionnaire.field_column(field)).unwrap_or_default();
        let lacks_operator = operator_column.filter(|_| header.operator.is_none());
        let lacks_number =
            (!number.is_some_and(|field| header.whole.contains_key(&field))).then_some(&*number_name);
        for name in [lacks_number, lacks_operator].into_iter().flatten() {
            let whole = Problem::of_file(What::ColumnMissing);
            problems.push(Problem { line: 1, name: name.to_owned(), ..whole });
        }
        (lacks_number.is_none() && lacks_operator.is_none()).then_some(header)
    }

    fn place(&mut self, questionnaire: &Questionnaire, place: Place, at: usize) {
        match place {
            Place::Whole(field) => {
                self.whole.insert(field, at);
            }
            Place::Box(Cell { field, choice }) => {
                let count = questionnaire.field_variable(field).choices.len();
                let boxes = self.boxes.entry(field).or_insert_with(|| vec![None; count]);
                if let Some(place) = boxes.get_mut(usize::from(choice.unwrap_or_default())) {
                    *place = Some(at);
                }
            }
        }
    }

    /// The column that holds a whole field.
    pub fn column_of(&self, field: FieldId) -> Option<usize> {
        self.whole.get(&field).copied()
    }

    /// The columns of a multiple choice, one per box.
    pub fn boxes_of(&self, field: FieldId) -> Option<&[Option<usize>]> {
        self.boxes.get(&field).map(Vec::as_slice)
    }

    /// The columns that the questionnaire has and the file has not.
    pub fn absent(&self, questionnaire: &Questionnaire) -> Vec<String> {
        let mut absent = Vec::new();
        for field in questionnaire.field_ids() {
            if self.whole.contains_key(&field)
                || questionnaire.field_variable(field).kind == VariableType::Calculate
            {
                continue;
            }
            match self.boxes.get(&field) {
                None => absent.push(questionnaire.field_column(field)),
                Some(boxes) => {
                    let cells = questionnaire.field_cells(field).zip(boxes);
                    let lacking = cells.filter(|(_, column)| column.is_none());
                    absent.extend(lacking.map(|(cell, _)| questionnaire.cell_column(cell)));
                }
            }
        }
        absent
    }
}

/// What a column of that name holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A whole answer.
    Whole(FieldId),
    /// One box of a multiple choice.
    Box(Cell),
}

/// Every name that a column can have.
pub struct Places(HashMap<String, Place>);

impl Places {
    /// The names of a questionnaire's columns.
    pub fn of(questionnaire: &Questionnaire) -> Self {
        let mut places = HashMap::new();
        for field in questionnaire.field_ids() {
            for cell in questionnaire.field_cells(field).filter(|cell| cell.choice.is_some()) {
                places.insert(questionnaire.cell_column(cell), Place::Box(cell));
            }
        }
        // A variable's own name stands over a box that happens to have the same.
        for field in questionnaire.field_ids() {
            places.insert(questionnaire.field_column(field), Place::Whole(field));
        }
        Self(places)
    }

    /// What a column of that name holds.
    pub fn get(&self, name: &str) -> Option<&Place> {
        self.0.get(name)
    }

    /// The name nearest to one that does not exist; empty where none is near.
    pub fn nearest(&self, name: &str) -> String {
        let near = self.0.keys().map(|known| (strsim::damerau_levenshtein(known, name), known));
        let near = near.filter(|(distance, _)| *distance <= 2 && *distance < name.chars().count());
        near.min().map(|(_, known)| known.clone()).unwrap_or_default()
    }
}
