//! Reads a file of audit readings (`sheet,variable,value[,line]`) against what an audit drew: all of it
//! can be kept, or nothing is. Columns and values are those of a file of decisions (see
//! `compare::decision_file`), with two differences: an empty value is a question not read yet, since the
//! list to be filled in has one line each; and nothing drawn is ever rightly skipped.

use std::collections::HashMap;

use crate::compare::decision_file::{DecisionProblem, Wrong};
use crate::questionnaire::{Answer, FieldId, Questionnaire, Value};
use crate::study::import::{Delimited, Fault, Place, Places, answer_from_text};
use crate::study::{KeptAnswer, Said};

use super::audit::Audit;

/// What the file's columns may be called beside the four that are read.
const IGNORED: [&str; 3] = ["page", "question", "reason"];

/// Reads the file; every problem by its line, and then nothing to keep.
pub fn read_audit(
    questionnaire: &Questionnaire,
    audit: &Audit,
    bytes: &[u8],
) -> Result<Vec<(Option<String>, Said)>, Vec<DecisionProblem>> {
    let text = Delimited::of_bytes(bytes)
        .map_err(|problem| vec![DecisionProblem { line: problem.line, what: Wrong::File(problem) }])?;
    let columns = Columns::of(&text.header())?;
    let reader = Reader { questionnaire, audit, places: Places::of(questionnaire) };
    let mut read: HashMap<(String, FieldId, Option<u16>), u64> = HashMap::new();
    let (mut kept, mut problems) = (Vec::new(), Vec::new());
    for row in text.rows().filter(|row| row.cells.iter().any(|cell| !cell.is_empty())) {
        let mut problem = |what| problems.push(DecisionProblem { line: row.line, what });
        if row.cells.len() != columns.count {
            problem(Wrong::CellCount);
            continue;
        }
        match reader.row(&columns, &row.cells) {
            Ok(None) => {}
            Ok(Some((sheet, place, said))) => {
                match read.insert((sheet.clone(), place.0, place.1), row.line) {
                    Some(first_line) => problem(Wrong::Twice { first_line }),
                    None => kept.push((Some(sheet), said)),
                }
            }
            Err(what) => problem(what),
        }
    }
    if problems.is_empty() { Ok(kept) } else { Err(problems) }
}

struct Columns {
    count: usize,
    sheet: usize,
    variable: usize,
    value: usize,
    line: Option<usize>,
}

impl Columns {
    fn of(header: &[String]) -> Result<Self, Vec<DecisionProblem>> {
        let place = |name: &str| header.iter().position(|column| column == name);
        let known = ["sheet", "variable", "value", "line"];
        let is_known =
            |column: &String| known.contains(&column.as_str()) || IGNORED.contains(&column.as_str());
        let unknown = header.iter().filter(|column| !is_known(column));
        let mut problems: Vec<Wrong> = unknown.map(|column| Wrong::UnknownColumn(column.clone())).collect();
        let lacking = known[..3].iter().filter(|name| place(name).is_none());
        problems.extend(lacking.map(|name| Wrong::ColumnMissing((*name).to_owned())));
        match (problems.as_slice(), place("sheet"), place("variable"), place("value")) {
            ([], Some(sheet), Some(variable), Some(value)) => {
                Ok(Self { count: header.len(), sheet, variable, value, line: place("line") })
            }
            _ => Err(problems.into_iter().map(|what| DecisionProblem { line: 1, what }).collect()),
        }
    }
}

struct Reader<'a> {
    questionnaire: &'a Questionnaire,
    audit: &'a Audit,
    places: Places,
}

/// A sheet's number, a field and a box, and what is to be kept of it.
type Read = (String, (FieldId, Option<u16>), Said);

impl Reader<'_> {
    fn row(&self, columns: &Columns, cells: &[String]) -> Result<Option<Read>, Wrong> {
        let cell = |at: usize| cells.get(at).map_or("", String::as_str);
        let (sheet, name) = (cell(columns.sheet).trim().to_uppercase(), cell(columns.variable).trim());
        let value = cell(columns.value);
        if value.trim().is_empty() {
            return Ok(None);
        }
        let (field, choice) = self.place(name, columns.line.map_or("", cell).trim())?;
        let drawn = self.audit.left.iter().any(|question| {
            let of_box = choice.is_none_or(|choice| question.boxes.contains(&choice));
            question.number == sheet && question.field == field && of_box
        });
        if !drawn {
            return Err(Wrong::NotDrawn { sheet, column: name.to_owned() });
        }
        let answer = self.answer(field, choice, value).map_err(|fault| Wrong::Value {
            value: value.to_owned(),
            column: name.to_owned(),
            fault,
        })?;
        let variable = self.questionnaire.field_variable(field);
        let of_box = choice.and_then(|choice| variable.choices.get(usize::from(choice)));
        let said = Said::AuditRead {
            audit: self.audit.id,
            variable: variable.name.clone(),
            line: self.questionnaire.field(field).line,
            choice: of_box.map(|choice| choice.name.clone()),
            answer: KeptAnswer(answer),
        };
        Ok(Some((sheet, (field, choice), said)))
    }

    fn place(&self, name: &str, line: &str) -> Result<(FieldId, Option<u16>), Wrong> {
        match self.places.get(name) {
            Some(Place::Whole(field)) => return Ok((*field, None)),
            Some(Place::Box(cell)) => return Ok((cell.field, cell.choice)),
            None => {}
        }
        let no_line = || Wrong::NoSuchLine { variable: name.to_owned(), line: line.to_owned() };
        let Some(variable) = self.questionnaire.variable_by_name(name) else {
            return Err(Wrong::UnknownVariable { name: name.to_owned(), nearest: self.places.nearest(name) });
        };
        let number = line.parse().map_err(|_| no_line())?;
        self.questionnaire.field_of(variable, number).map(|field| (field, None)).ok_or_else(no_line)
    }

    /// A box says `1` or `0`, or a missing code.
    fn answer(&self, field: FieldId, choice: Option<u16>, value: &str) -> Result<Answer, Fault> {
        let variable = self.questionnaire.field_variable(field);
        if let Some(choice) = choice
            && ["0", "1"].contains(&value.trim())
        {
            let code = variable.choices.get(usize::from(choice)).map(|choice| choice.name.clone());
            let ticked = code.filter(|_| value.trim() == "1").into_iter().collect();
            return Ok(Answer::Value(Value::Codes(ticked)));
        }
        match answer_from_text(self.questionnaire, self.questionnaire.field(field).variable, value)? {
            Answer::Value(_) if choice.is_some() => Err(Fault::NotABox),
            answer => Ok(answer),
        }
    }
}
