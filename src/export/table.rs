//! The rows of an export and their header, before any file format: final records or raw keyings, one
//! row per sheet, one column per cell; or the lines of one repeat. Rows are handed out one by one, so
//! that memory stays flat. How a cell is written is `written`'s.

use crate::compare::Comparison;
use crate::compare::final_record::{FinalRecord, Standing, final_records};
use crate::questionnaire::expression::{Scope, applicable_fields};
use crate::questionnaire::{
    Answer, Cell, CellContent, FieldId, Missing, Questionnaire, Record, Value, Variable, VariableId,
    VariableType,
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

/// How several choices stand in a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Choices {
    /// One column per box, 1 ticked, 0 not ticked.
    #[default]
    Boxes,
    /// One column with the codes of the ticked boxes.
    Codes,
}

/// Where the lines of a repeat stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Repeats {
    /// In columns of the sheet's row, one set per line.
    #[default]
    Columns,
    /// In a table of their own, one row per line, with the sheet's number and the line as keys.
    Lines,
}

impl Repeats {
    /// Where they stand if nothing is said: raw keyings as `recto import` reads them.
    pub fn usual(what: super::What) -> Self {
        if what == super::What::Final { Self::Lines } else { Self::Columns }
    }
}

/// How the answers are laid out in columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Several choices.
    pub choices: Choices,
    /// Repeats.
    pub repeats: Repeats,
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ColumnKind {
    /// A cell of the record; in a table of lines, that of line 1 stands for all.
    Cell(Cell),
    /// All boxes of a multiple choice.
    Answer(FieldId),
    /// A calculation.
    Calculation(VariableId),
    /// The line of a repeat.
    Line,
    /// The open cells of the row, by column name.
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
            ColumnKind::Cell(Cell { field, .. }) | ColumnKind::Answer(field) => Some(field),
            _ => None,
        }
    }

    /// The variable it shows.
    pub fn variable<'q>(&self, questionnaire: &'q Questionnaire) -> Option<&'q Variable> {
        match self.kind {
            ColumnKind::Calculation(variable) => Some(questionnaire.variable(variable)),
            _ => self.field().map(|field| questionnaire.field_variable(field)),
        }
    }
}

/// The answers of one sheet, as they go into rows.
#[derive(Clone, Copy)]
pub struct SheetRow<'a> {
    /// The answers.
    pub record: &'a Record,
    /// The keying date, for `today()`.
    pub today: jiff::civil::Date,
    /// The final record, where it is one.
    pub settled: Option<&'a FinalRecord>,
}

impl<'a> SheetRow<'a> {
    /// What a cell holds.
    pub fn cell(&self, questionnaire: &Questionnaire, cell: Cell) -> Content<'a> {
        match self.settled {
            Some(sheet) => sheet.cell(questionnaire, cell).map_or(Content::Open, Content::from),
            None => {
                let variable = questionnaire.field_variable(cell.field);
                self.record.answer(cell.field).cell(variable, cell.choice).into()
            }
        }
    }

    /// Whether some of a field is open.
    pub fn is_open(&self, field: FieldId) -> bool {
        self.settled.is_some_and(|sheet| sheet.standing(field) == Standing::Open)
    }

    /// What a whole field holds, the boxes of a multiple choice together.
    pub fn answer(&self, field: FieldId) -> Content<'a> {
        if self.is_open(field) {
            return Content::Open;
        }
        match self.record.answer(field) {
            Answer::NotKeyed | Answer::NotApplicable | Answer::Missing(Missing::EmptyInFile) => {
                Content::Empty
            }
            Answer::Missing(missing) => Content::Missing(*missing),
            Answer::Value(value) => Content::Value(value),
        }
    }

    /// Whether something stands on a line of a repeat.
    pub fn has_line(&self, questionnaire: &Questionnaire, repeat: usize, line: u16) -> bool {
        let columns = questionnaire.repeats.get(repeat).map_or(&[][..], |repeat| &repeat.columns);
        let mut fields = columns.iter().filter_map(|column| questionnaire.field_of(*column, line));
        fields.any(|field| self.answer(field) != Content::Empty)
    }
}

/// Rows with a header.
pub struct Table<'a> {
    /// The definition.
    pub questionnaire: &'a Questionnaire,
    /// The columns, left to right.
    pub columns: Vec<Column>,
    /// The repeat whose lines are the rows; else the rows are sheets.
    pub repeat: Option<usize>,
    shape: Shape,
    source: Source<'a>,
}

/// Where the rows come from.
#[derive(Clone)]
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
        Self::of_sheets(&snapshot.questionnaire, Source::Final { snapshot, comparison }, Shape::default())
    }

    /// The finished keyings of one pass, as keyed and in the order they were begun.
    pub fn of_pass(snapshot: &'a Snapshot, pass: Pass) -> Self {
        Self::of_sheets(&snapshot.questionnaire, Source::Pass { snapshot, pass }, Shape::default())
    }

    /// The same rows in other columns. A list stays as it is.
    pub fn shaped(&self, shape: Shape) -> Self {
        match &self.source {
            Source::Listed(rows) => Self {
                columns: self.columns.clone(),
                source: Source::Listed(rows.clone()),
                ..Self::of_sheets(self.questionnaire, Source::Listed(Vec::new()), shape)
            },
            source => Self::of_sheets(self.questionnaire, source.clone(), shape),
        }
    }

    /// One table per repeat, where the shape gives them tables of their own.
    pub fn repeats(&self) -> Vec<Self> {
        if self.shape.repeats == Repeats::Columns || !self.holds_records() || self.repeat.is_some() {
            return Vec::new();
        }
        (0..self.questionnaire.repeats.len()).map(|repeat| self.of_repeat(repeat)).collect()
    }

    fn of_sheets(questionnaire: &'a Questionnaire, source: Source<'a>, shape: Shape) -> Self {
        let is_final = matches!(source, Source::Final { .. });
        let mut columns = Vec::new();
        let mut begun = None;
        for (at, variable) in questionnaire.variables.iter().enumerate() {
            let id = VariableId(at as u16);
            match variable.repeat {
                // All lines of a repeat stand where its first column does.
                Some(repeat) if begun != Some(repeat) && shape.repeats == Repeats::Columns => {
                    columns.extend(line_columns(questionnaire, repeat, shape.choices));
                    begun = Some(repeat);
                }
                Some(_) => {}
                None if variable.kind == VariableType::Calculate && is_final => {
                    columns.push(Column { name: variable.name.clone(), kind: ColumnKind::Calculation(id) });
                }
                None => {
                    let fields = questionnaire.place(id).fields();
                    columns.extend(fields.flat_map(|field| {
                        field_columns(questionnaire, field, questionnaire.field_column(field), shape.choices)
                    }));
                }
            }
        }
        if is_final {
            columns.push(Column { name: "recto_open".to_owned(), kind: ColumnKind::Open });
            columns.push(Column { name: "recto_keyings".to_owned(), kind: ColumnKind::Keyings });
        }
        Self { questionnaire, columns, repeat: None, shape, source }
    }

    fn of_repeat(&self, repeat: usize) -> Self {
        let questionnaire = self.questionnaire;
        let mut columns = Vec::new();
        if let Some(field) = questionnaire.sheet_number_field() {
            let name = questionnaire.field_column(field);
            columns.push(Column { name, kind: ColumnKind::Cell(Cell { field, choice: None }) });
        }
        columns.push(Column { name: "line".to_owned(), kind: ColumnKind::Line });
        let asked = questionnaire.repeats.get(repeat).map_or(&[][..], |repeat| &repeat.columns);
        for variable in asked {
            if let Some(field) = questionnaire.field_of(*variable, 1) {
                let name = questionnaire.variable(*variable).name.clone();
                columns.extend(field_columns(questionnaire, field, name, self.shape.choices));
            }
        }
        if self.is_final() {
            columns.push(Column { name: "recto_open".to_owned(), kind: ColumnKind::Open });
        }
        Self { questionnaire, columns, repeat: Some(repeat), shape: self.shape, source: self.source.clone() }
    }

    /// Rows made beforehand.
    pub(super) fn of_list(
        questionnaire: &'a Questionnaire,
        names: &[&str],
        rows: Vec<Vec<Listed<'a>>>,
    ) -> Self {
        let column = |name: &&str| Column { name: (*name).to_owned(), kind: ColumnKind::Listed };
        let columns = names.iter().map(column).collect();
        Self { questionnaire, columns, repeat: None, shape: Shape::default(), source: Source::Listed(rows) }
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
        if let Source::Listed(listed) = &self.source {
            return listed.len() as u64;
        }
        let mut rows = 0;
        let counted: Result<(), std::convert::Infallible> = self.for_each_sheet(|sheet| {
            rows += self.lines(sheet).count() as u64;
            Ok(())
        });
        let Ok(()) = counted;
        rows
    }

    /// How many sheets there are at most, without looking at them: for showing progress.
    pub fn sheets_about(&self) -> u64 {
        let sheets = match &self.source {
            Source::Final { snapshot, comparison } => {
                let once = comparison.sheets.first_only.len() + comparison.sheets.second_only.len();
                comparison.sheets.both.len() + if snapshot.plan.single_keying_allowed { once } else { 0 }
            }
            Source::Pass { snapshot, pass } => {
                snapshot.keyings.iter().filter(|keying| keying.pass == *pass).count()
            }
            Source::Listed(rows) => rows.len(),
        };
        sheets as u64
    }

    /// Hands out the sheets one by one. A list has none.
    pub fn for_each_sheet<E>(&self, mut take: impl FnMut(&SheetRow<'_>) -> Result<(), E>) -> Result<(), E> {
        match &self.source {
            Source::Final { snapshot, comparison } => {
                for sheet in final_records(snapshot, comparison) {
                    take(&SheetRow { record: &sheet.record, today: sheet.today, settled: Some(&sheet) })?;
                }
            }
            Source::Pass { snapshot, pass } => {
                let keyings = snapshot.keyings.iter();
                for keying in keyings.filter(|keying| keying.pass == *pass && keying.finished.is_some()) {
                    let today = keying.started.to_zoned(jiff::tz::TimeZone::UTC).date();
                    take(&SheetRow { record: &keying.record, today, settled: None })?;
                }
            }
            Source::Listed(_) => {}
        }
        Ok(())
    }

    /// Hands out the rows one by one, each with one content per column.
    pub fn for_each_row<E>(&self, mut take: impl FnMut(&[Content<'_>]) -> Result<(), E>) -> Result<(), E> {
        if let Source::Listed(rows) = &self.source {
            for row in rows {
                let cells = row.iter().map(|cell| match cell {
                    Listed::Content(content) => *content,
                    Listed::Words(words) => Content::Words(words),
                });
                take(&cells.collect::<Vec<_>>())?;
            }
            return Ok(());
        }
        self.for_each_sheet(|sheet| self.rows_of(sheet, &mut take))
    }

    /// The rows of one sheet: itself, or its lines.
    pub fn rows_of<E>(
        &self,
        sheet: &SheetRow<'_>,
        take: &mut impl FnMut(&[Content<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.lines(sheet).try_for_each(|line| self.row(sheet, line, take))
    }

    /// The lines that become rows; 0 for a sheet.
    fn lines(&self, sheet: &SheetRow<'_>) -> impl Iterator<Item = u16> {
        let lines = self.repeat.map(|repeat| self.questionnaire.repeats.get(repeat).map_or(0, |it| it.lines));
        let (first, last) = lines.map_or((0, 0), |lines| (1, lines));
        (first..=last).filter(move |line| {
            self.repeat.is_none_or(|repeat| sheet.has_line(self.questionnaire, repeat, *line))
        })
    }

    fn row<E>(
        &self,
        sheet: &SheetRow<'_>,
        line: u16,
        take: &mut impl FnMut(&[Content<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        let calculated = self.calculated(sheet);
        let mut next_calculated = calculated.iter();
        let mut cells: Vec<Content<'_>> = Vec::with_capacity(self.columns.len());
        for column in &self.columns {
            cells.push(match column.kind {
                ColumnKind::Cell(cell) => {
                    let field = self.on_line(cell.field, line);
                    sheet.cell(self.questionnaire, Cell { field, ..cell })
                }
                ColumnKind::Answer(field) => sheet.answer(self.on_line(field, line)),
                ColumnKind::Calculation(_) => match next_calculated.next() {
                    Some(Answer::Value(value)) => Content::Value(value),
                    _ => Content::Empty,
                },
                ColumnKind::Line => Content::Number(i64::from(line)),
                ColumnKind::Keyings => {
                    Content::Number(i64::from(sheet.settled.map_or(1, |sheet| sheet.keyings)))
                }
                ColumnKind::Open | ColumnKind::Listed => Content::Empty,
            });
        }
        let open = self.open_columns(sheet, &cells);
        if !open.is_empty() {
            for (column, cell) in self.columns.iter().zip(&mut cells) {
                if column.kind == ColumnKind::Open {
                    *cell = Content::Name(&open);
                }
            }
        }
        take(&cells)
    }

    /// The open columns of a row by name; a sheet's row names those of its lines too.
    fn open_columns(&self, sheet: &SheetRow<'_>, cells: &[Content<'_>]) -> String {
        let open = self.columns.iter().zip(cells).filter(|(_, cell)| **cell == Content::Open);
        let mut names: Vec<String> = open.map(|(column, _)| column.name.clone()).collect();
        if let Some(settled) = sheet.settled
            && self.repeat.is_none()
            && self.shape.repeats == Repeats::Lines
            && settled.standings.contains(&Standing::Open)
        {
            let in_lines = settled.open_cells(self.questionnaire).into_iter();
            let in_lines = in_lines.filter(|cell| self.questionnaire.field(cell.field).line > 0);
            names.extend(in_lines.map(|cell| self.questionnaire.cell_column(cell)));
        }
        names.join(" ")
    }

    /// The field of the same variable on a line of this table's repeat; a sheet's own field stays.
    fn on_line(&self, field: FieldId, line: u16) -> FieldId {
        let Some(repeat) = self.repeat else { return field };
        let variable = self.questionnaire.field(field).variable;
        if self.questionnaire.variable(variable).repeat != Some(repeat) {
            return field;
        }
        self.questionnaire.field_of(variable, line).unwrap_or(field)
    }

    /// The calculations of a sheet, in the order of the columns.
    fn calculated(&self, sheet: &SheetRow<'_>) -> Vec<Answer> {
        let mut applicable = None;
        let calculations = self.columns.iter().filter_map(|column| match column.kind {
            ColumnKind::Calculation(variable) => Some(variable),
            _ => None,
        });
        calculations
            .map(|variable| {
                let applicable = applicable
                    .get_or_insert_with(|| applicable_fields(self.questionnaire, sheet.record, sheet.today));
                let calculation = self.questionnaire.variable(variable).calculation.as_ref();
                calculation.map_or(Answer::NotApplicable, |calculation| {
                    calculation.answer(&Scope {
                        questionnaire: self.questionnaire,
                        record: sheet.record,
                        applicable,
                        field: None,
                        today: sheet.today,
                    })
                })
            })
            .collect()
    }
}

/// The columns of one field, under a name.
fn field_columns(
    questionnaire: &Questionnaire,
    field: FieldId,
    name: String,
    choices: Choices,
) -> Vec<Column> {
    let variable = questionnaire.field_variable(field);
    if choices == Choices::Codes && variable.kind == VariableType::SelectMultiple {
        return vec![Column { name, kind: ColumnKind::Answer(field) }];
    }
    let column = |cell: Cell| {
        let choice = cell.choice.and_then(|choice| variable.choices.get(usize::from(choice)));
        let name = choice.map_or_else(|| name.clone(), |choice| format!("{name}_{}", choice.name));
        Column { name, kind: ColumnKind::Cell(cell) }
    };
    questionnaire.field_cells(field).map(column).collect()
}

/// The columns of all lines of a repeat, line after line.
fn line_columns(questionnaire: &Questionnaire, repeat: usize, choices: Choices) -> Vec<Column> {
    let Some(repeat) = questionnaire.repeats.get(repeat) else { return Vec::new() };
    let lines = (1..=repeat.lines).flat_map(|line| {
        repeat.columns.iter().filter_map(move |column| questionnaire.field_of(*column, line))
    });
    lines
        .flat_map(|field| field_columns(questionnaire, field, questionnaire.field_column(field), choices))
        .collect()
}
