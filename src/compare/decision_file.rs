//! Reads a file of decisions (`sheet,variable,value[,line][,reason]`) against the differences of a
//! study: all of it can be applied, or nothing is.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::questionnaire::{Answer, FieldId, Missing, Questionnaire, Value};
use crate::study::import::{Delimited, Fault, Place, Places, Problem as FileProblem, answer_from_text};
use crate::study::{Means, NewResolution, OperatorId, Target};
use crate::texts::Language;

use super::{Comparison, State};

/// What is wrong with a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionProblem {
    /// The line in the file, from 1; 0 for the whole file.
    pub line: u64,
    /// What is wrong.
    pub what: Wrong,
}

/// What is wrong with a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The file is not text, or is empty.
    File(FileProblem),
    /// The header lacks a column.
    ColumnMissing(String),
    /// The header has a column that means nothing.
    UnknownColumn(String),
    /// More or fewer cells than the header.
    CellCount,
    /// No keying has that number.
    UnknownSheet(String),
    /// No variable has that name.
    UnknownVariable {
        /// The name.
        name: String,
        /// The nearest that exists, or empty.
        nearest: String,
    },
    /// The variable has no such line, or is in a repeat and no line is given.
    NoSuchLine {
        /// The variable.
        variable: String,
        /// What stands there.
        line: String,
    },
    /// The keyings do not differ there.
    NoDifference {
        /// The sheet.
        sheet: String,
        /// The column.
        column: String,
    },
    /// An audit did not draw that, or it is read already.
    NotDrawn {
        /// The sheet.
        sheet: String,
        /// The column.
        column: String,
    },
    /// The value cannot be an answer.
    Value {
        /// What stands there.
        value: String,
        /// The column.
        column: String,
        /// Why.
        fault: Fault,
    },
    /// The same cell is decided on another line of the file.
    Twice {
        /// The other line.
        first_line: u64,
    },
    /// Some boxes of a question that a settled filter asks and nobody has read: the others would be taken
    /// for not ticked.
    BoxesLeft {
        /// The column of the question.
        column: String,
    },
    /// Empty or missing for some boxes of a question, not for all that differ.
    SomeBoxes {
        /// The column of the question.
        column: String,
    },
}

/// The boxes of one question that a file decides: place, line in the file, what it says.
type Boxes = Vec<(u16, u64, Answer)>;

/// Reads decisions; every problem by its line, and then nothing to apply.
pub fn read_decisions(
    questionnaire: &Questionnaire,
    comparison: &Comparison,
    operator: OperatorId,
    bytes: &[u8],
) -> Result<Vec<NewResolution>, Vec<DecisionProblem>> {
    let whole =
        |problem: FileProblem| vec![DecisionProblem { line: problem.line, what: Wrong::File(problem) }];
    let text = Delimited::of_bytes(bytes).map_err(whole)?;
    let columns = Columns::of(&text.header())?;
    let mut reader = Reader {
        questionnaire,
        places: Places::of(questionnaire),
        differences: differences(questionnaire, comparison),
        unread: unread(comparison),
        known: known_sheets(comparison),
        decided: HashMap::new(),
        boxes: BTreeMap::new(),
        found: Vec::new(),
        problems: Vec::new(),
    };
    for row in text.rows() {
        if row.cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        if row.cells.len() != columns.count {
            reader.problems.push(DecisionProblem { line: row.line, what: Wrong::CellCount });
            continue;
        }
        if let Err(what) = reader.row(&columns, row.line, &row.cells) {
            reader.problems.push(DecisionProblem { line: row.line, what });
        }
    }
    reader.finish(operator)
}

/// Where the file's columns stand.
struct Columns {
    count: usize,
    sheet: usize,
    variable: usize,
    value: usize,
    line: Option<usize>,
    reason: Option<usize>,
}

/// Columns that the export of decisions has and that decide nothing.
const IGNORED: [&str; 4] = ["kind", "means", "operator", "at"];

impl Columns {
    fn of(header: &[String]) -> Result<Self, Vec<DecisionProblem>> {
        let place = |name: &str| header.iter().position(|column| column == name);
        let known = ["sheet", "variable", "value", "line", "reason"];
        let mut problems: Vec<Wrong> = header
            .iter()
            .filter(|column| !known.contains(&column.as_str()) && !IGNORED.contains(&column.as_str()))
            .map(|column| Wrong::UnknownColumn(column.clone()))
            .collect();
        let lacking = known[..3].iter().filter(|name| place(name).is_none());
        problems.extend(lacking.map(|name| Wrong::ColumnMissing((*name).to_owned())));
        if let ([], Some(sheet), Some(variable), Some(value)) =
            (problems.as_slice(), place("sheet"), place("variable"), place("value"))
        {
            let (line, reason) = (place("line"), place("reason"));
            return Ok(Self { count: header.len(), sheet, variable, value, line, reason });
        }
        Err(problems.into_iter().map(|what| DecisionProblem { line: 1, what }).collect())
    }
}

/// By sheet and field: the boxes that differ, empty for a single answer.
type Differing<'a> = HashMap<(&'a str, FieldId), Vec<u16>>;

fn differences<'a>(questionnaire: &Questionnaire, comparison: &'a Comparison) -> Differing<'a> {
    let mut differing: Differing<'_> = HashMap::new();
    for difference in &comparison.differences {
        let boxes = differing.entry((difference.number.as_str(), difference.cell.field)).or_default();
        boxes.extend(difference.cell.choice);
    }
    for due in &comparison.due {
        let boxes = questionnaire.field_cells(due.field).filter_map(|cell| cell.choice);
        differing.insert((due.number.as_str(), due.field), boxes.collect());
    }
    differing
}

fn unread(comparison: &Comparison) -> HashSet<(&str, FieldId)> {
    let open = comparison.due.iter().filter(|due| due.state == State::Open);
    open.map(|due| (due.number.as_str(), due.field)).collect()
}

fn known_sheets(comparison: &Comparison) -> Vec<&str> {
    let sheets = &comparison.sheets;
    let once = sheets.first_only.iter().chain(&sheets.second_only).map(|sheet| sheet.number.as_str());
    let both = sheets.both.iter().map(|pair| pair.number.as_str());
    let mut known: Vec<&str> = both.chain(once).chain(sheets.duplicates.iter().map(String::as_str)).collect();
    known.sort_unstable();
    known
}

struct Reader<'a> {
    questionnaire: &'a Questionnaire,
    places: Places,
    differences: Differing<'a>,
    /// Questions that a settled filter asks and nobody has read.
    unread: HashSet<(&'a str, FieldId)>,
    known: Vec<&'a str>,
    /// The line that decides a cell; `None` for a whole question.
    decided: HashMap<(String, FieldId, Option<u16>), u64>,
    /// Boxes wait for the others of their question.
    boxes: BTreeMap<(String, FieldId), (Boxes, String)>,
    found: Vec<(u64, String, Target, String)>,
    problems: Vec<DecisionProblem>,
}

impl Reader<'_> {
    fn row(&mut self, columns: &Columns, line: u64, cells: &[String]) -> Result<(), Wrong> {
        let cell = |at: usize| cells.get(at).map_or("", String::as_str);
        let sheet = cell(columns.sheet).trim().to_uppercase();
        if self.known.binary_search(&sheet.as_str()).is_err() {
            return Err(Wrong::UnknownSheet(sheet));
        }
        let name = cell(columns.variable).trim();
        let (field, choice) = self.place(name, columns.line.map_or("", cell).trim())?;
        let differing = self.differences.get(&(sheet.as_str(), field));
        let differs = differing.is_some_and(|boxes| choice.is_none_or(|choice| boxes.contains(&choice)));
        if !differs {
            return Err(Wrong::NoDifference { sheet, column: name.to_owned() });
        }
        let key = (sheet.clone(), field, choice);
        let whole = (sheet.clone(), field, None);
        if let Some(first_line) = self.decided.get(&key).or_else(|| self.decided.get(&whole)) {
            return Err(Wrong::Twice { first_line: *first_line });
        }
        self.decided.insert(key, line);
        let value = cell(columns.value);
        let answer = self.answer(field, choice, value).map_err(|fault| Wrong::Value {
            value: value.to_owned(),
            column: name.to_owned(),
            fault,
        })?;
        let reason = columns.reason.map_or("", cell).to_owned();
        if let Some(choice) = choice {
            let (boxes, said) = self.boxes.entry((sheet, field)).or_default();
            boxes.push((choice, line, answer));
            if said.is_empty() {
                *said = reason;
            }
            return Ok(());
        }
        let target = self.on_field(field, answer);
        self.found.push((line, sheet, target, reason));
        Ok(())
    }

    fn place(&self, name: &str, line: &str) -> Result<(FieldId, Option<u16>), Wrong> {
        let no_line = || Wrong::NoSuchLine { variable: name.to_owned(), line: line.to_owned() };
        let number: u16 = if line.is_empty() { 0 } else { line.parse().map_err(|_| no_line())? };
        if let Some(place) = self.places.get(name) {
            let (field, choice) = match place {
                Place::Whole(field) => (*field, None),
                Place::Box(cell) => (cell.field, cell.choice),
            };
            let line_of_name = self.questionnaire.field(field).line;
            if number == 0 || number == line_of_name {
                return Ok((field, choice));
            }
        }
        let questionnaire = self.questionnaire;
        if let Some(variable) = questionnaire.variable_by_name(name) {
            return questionnaire.field_of(variable, number).map(|field| (field, None)).ok_or_else(no_line);
        }
        // A box in a repeat (`acts_4`), its line beside.
        for (at, variable) in questionnaire.variables.iter().enumerate() {
            let code = name.strip_prefix(&variable.name).and_then(|rest| rest.strip_prefix('_'));
            let choice = code.and_then(|code| variable.choices.iter().position(|choice| choice.name == code));
            if let Some(choice) = choice {
                let id = crate::questionnaire::VariableId(at as u16);
                let field = questionnaire.field_of(id, number).ok_or_else(no_line)?;
                return Ok((field, Some(choice as u16)));
            }
        }
        Err(Wrong::UnknownVariable { name: name.to_owned(), nearest: self.places.nearest(name) })
    }

    fn answer(&self, field: FieldId, choice: Option<u16>, value: &str) -> Result<Answer, Fault> {
        let variable = self.questionnaire.field(field).variable;
        if choice.is_some() && ["0", "1"].contains(&value.trim()) {
            let ticked = if value.trim() == "1" { vec![String::new()] } else { Vec::new() };
            return Ok(Answer::Value(Value::Codes(ticked)));
        }
        match answer_from_text(self.questionnaire, variable, value)? {
            Answer::Missing(Missing::EmptyInFile) => Ok(Answer::NotApplicable),
            Answer::Value(_) if choice.is_some() => Err(Fault::NotABox),
            answer => Ok(answer),
        }
    }

    fn on_field(&self, field: FieldId, answer: Answer) -> Target {
        let line = self.questionnaire.field(field).line;
        Target::Field { variable: self.questionnaire.field_variable(field).name.clone(), line, answer }
    }

    /// Boxes that say 1 or 0 are decided one by one; empty ones or missing codes speak for the whole
    /// question, and then every differing box must say so.
    fn boxes(&mut self, sheet: String, field: FieldId, boxes: Boxes, reason: String) {
        let first_line = boxes.first().map_or(0, |(_, line, _)| *line);
        let differing = self.differences.get(&(sheet.as_str(), field)).map_or(0, Vec::len);
        if boxes.len() < differing && self.unread.contains(&(sheet.as_str(), field)) {
            let what = Wrong::BoxesLeft { column: self.questionnaire.field_column(field) };
            return self.problems.push(DecisionProblem { line: first_line, what });
        }
        let plain = |answer: &Answer| matches!(answer, Answer::Value(_));
        if boxes.iter().all(|(_, _, answer)| plain(answer)) {
            let variable = self.questionnaire.field_variable(field);
            for (choice, line, answer) in boxes {
                let Some(code) = variable.choices.get(usize::from(choice)) else { continue };
                let target = Target::Box {
                    variable: variable.name.clone(),
                    line: self.questionnaire.field(field).line,
                    choice: code.name.clone(),
                    ticked: answer != Answer::Value(Value::Codes(Vec::new())),
                };
                self.found.push((line, sheet.clone(), target, reason.clone()));
            }
            return;
        }
        match boxes.first() {
            Some((_, _, said))
                if boxes.len() == differing && boxes.iter().all(|(_, _, answer)| answer == said) =>
            {
                let target = self.on_field(field, said.clone());
                self.found.push((first_line, sheet, target, reason));
            }
            _ => {
                let what = Wrong::SomeBoxes { column: self.questionnaire.field_column(field) };
                self.problems.push(DecisionProblem { line: first_line, what });
            }
        }
    }

    fn finish(mut self, operator: OperatorId) -> Result<Vec<NewResolution>, Vec<DecisionProblem>> {
        for ((sheet, field), (boxes, reason)) in std::mem::take(&mut self.boxes) {
            self.boxes(sheet, field, boxes, reason);
        }
        if !self.problems.is_empty() {
            self.problems.sort_by_key(|problem| problem.line);
            return Err(self.problems);
        }
        self.found.sort_by_key(|(line, ..)| *line);
        let decisions = self.found.into_iter().map(|(_, number, target, reason)| NewResolution {
            number,
            target,
            means: Means::File,
            reason,
            operator,
        });
        Ok(decisions.collect())
    }
}

impl DecisionProblem {
    /// The sentence for people, with the line.
    pub fn text(&self, language: Language) -> String {
        let sentence = match &self.what {
            Wrong::File(problem) => return problem.text(language),
            Wrong::ColumnMissing(name) => {
                crate::text!(language, "resolve-column-missing", name = name.as_str())
            }
            Wrong::UnknownColumn(name) => {
                crate::text!(language, "resolve-unknown-column", name = name.as_str())
            }
            Wrong::CellCount => crate::text!(language, "resolve-cell-count"),
            Wrong::UnknownSheet(sheet) => {
                crate::text!(language, "resolve-unknown-sheet", sheet = sheet.as_str())
            }
            Wrong::UnknownVariable { name, nearest } => crate::text!(
                language,
                "resolve-unknown-variable",
                name = name.as_str(),
                nearest = nearest.as_str(),
                near = usize::from(!nearest.is_empty())
            ),
            Wrong::NoSuchLine { variable, line } => crate::text!(
                language,
                "resolve-no-such-line",
                variable = variable.as_str(),
                line = line.as_str(),
                has_line = usize::from(!line.is_empty())
            ),
            Wrong::NoDifference { sheet, column } => crate::text!(
                language,
                "resolve-no-difference",
                sheet = sheet.as_str(),
                column = column.as_str()
            ),
            Wrong::NotDrawn { sheet, column } => {
                crate::text!(language, "audit-not-drawn", sheet = sheet.as_str(), column = column.as_str())
            }
            Wrong::Value { value, column, fault } => {
                let why = fault.text(language);
                let why = crate::text!(language, "import-cell", value = value.as_str(), why = why);
                crate::text!(language, "resolve-value", column = column.as_str(), why = why)
            }
            Wrong::Twice { first_line } => crate::text!(language, "resolve-twice", first = *first_line),
            Wrong::BoxesLeft { column } => {
                crate::text!(language, "settled-boxes-left", column = column.as_str())
            }
            Wrong::SomeBoxes { column } => {
                crate::text!(language, "resolve-some-boxes", column = column.as_str())
            }
        };
        if self.line == 0 {
            return sentence;
        }
        format!("{}{sentence}", crate::text!(language, "import-place-line", line = self.line))
    }
}
