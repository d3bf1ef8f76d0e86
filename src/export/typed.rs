//! Columns with one type each, for formats that know types (Stata, SPSS, data packages). What a column's
//! type cannot hold exactly (a partial date, an unknown code, sixteen digits and more) stands as on the
//! paper in a second column beside it, `…_txt`; why a text is missing stands in `…_miss`. A first pass
//! over the rows finds which columns are needed and how large their values are.

use std::borrow::Cow;
use std::path::Path;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::questionnaire::{Missing, Questionnaire, Value, Variable, VariableType};

use super::facts::Facts;
use super::progress::{Stage, Steps, Stopped};
use super::set::{self, Written};
use super::table::{Column, ColumnKind, Content, Table};
use super::whole_file::{WholeFile, could_not_write};
use super::{ExportError, What};
use crate::compare::Comparison;
use crate::study::Snapshot;
use crate::texts::Language;

/// What writes one table in a format that knows types, with what is counted beside its rows; gives back
/// how many rows it wrote.
pub type WriteOne =
    fn(&Table<'_>, &Source<'_>, Option<&Facts<'_>>, &mut WholeFile, &Steps<'_>) -> Result<u64, ExportError>;

/// Writes a table and those of its repeats beside it, each by `one`; says what was written, the table
/// itself first.
pub fn write_set(
    table: &Table<'_>,
    source: &Source<'_>,
    (path, overwrite): (&Path, bool),
    steps: &Steps<'_>,
    one: WriteOne,
) -> Result<Vec<Written>, ExportError> {
    let facts = source.facts(table, steps)?;
    set::write(table, path, overwrite, steps, |table, file| one(table, source, facts.as_ref(), file, steps))
}

/// What a file of typed columns is made from, beside its table.
pub struct Source<'a> {
    /// Which records.
    pub what: What,
    /// The study.
    pub snapshot: &'a Snapshot,
    /// Its differences.
    pub comparison: &'a Comparison,
    /// The language of labels and remarks.
    pub language: Language,
}

impl<'a> Source<'a> {
    /// What is counted beside the rows of a table of records; a list has nothing to count.
    pub fn facts(&self, table: &Table<'_>, steps: &Steps<'_>) -> Result<Option<Facts<'a>>, ExportError> {
        let of = (self.snapshot, self.comparison);
        table.holds_records().then(|| Facts::find(self.what, of, steps, |_| {})).transpose()
    }
}

/// Why the writing of a file of typed columns ended early.
pub(super) fn not_written(error: std::io::Error, path: &std::path::Path, steps: &Steps<'_>) -> ExportError {
    if steps.stopped() { ExportError::Stopped } else { could_not_write(path, error) }
}

/// A stop, as writers of rows hand it on.
pub(super) fn stop(_: Stopped) -> std::io::Error {
    std::io::Error::other("stopped")
}

/// Whole numbers beyond this are not exact in eight bytes of floating point.
const EXACT: i64 = 1 << 53;

/// What a format can hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Abilities {
    /// Codes are stored as numbers.
    pub numeric_codes: bool,
    /// Numbers are stored in eight bytes of floating point.
    pub floating: bool,
    /// The first day that a date can be.
    pub first_day: Date,
    /// A text cannot be a missing code.
    pub text_is_never_missing: bool,
}

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// The choice of a `select_one`; whether the codes themselves are the numbers, and not their places.
    Choice { own_numbers: bool },
    /// A box.
    Box,
    /// Whole numbers.
    Whole,
    /// Numbers with decimals.
    Decimal,
    /// Days.
    Date,
    /// Months.
    Month,
    /// Times of day.
    Time,
    /// Texts.
    Text,
}

/// Which part of a cell a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The answer.
    Answer,
    /// The answer as written, where its type cannot hold it.
    AsWritten,
    /// Why a text is missing.
    WhyMissing,
}

/// What the first pass found in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Found {
    /// Smallest and largest number.
    pub numbers: Option<(f64, f64)>,
    /// Most decimals.
    pub decimals: u32,
    /// Bytes of the longest text.
    pub bytes: usize,
    /// Bytes of the longest text as written.
    pub written_bytes: usize,
    /// Some cell is a missing code.
    pub missing: bool,
    /// Some cell was not asked by the version its sheet was keyed with.
    pub not_asked: bool,
    /// Some cell stands as written in the column beside.
    pub beside: bool,
    /// Some cell cannot be held by its type.
    pub unfit: bool,
    /// Some text is the name of a missing code.
    pub like_missing: bool,
}

/// A column with one type.
pub(super) struct TypedColumn<'a> {
    /// Its place among the table's columns.
    pub at: usize,
    /// Its name before it is made legal.
    pub name: String,
    /// The part of the cell that it shows.
    pub part: Part,
    /// Its type.
    pub kind: Kind,
    /// What its cells answer.
    pub variable: Option<&'a Variable>,
    /// What the first pass found in the table's column.
    pub found: Found,
}

/// What a cell holds in a typed column.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Typed<'a> {
    /// Not applicable, or empty in a file.
    Empty,
    /// A difference that nobody has decided.
    Open,
    /// A missing code.
    Missing(Missing),
    /// See the column beside.
    Beside,
    /// A choice, with its number.
    Code { number: i32, code: &'a str },
    /// A box, ticked or not.
    Ticked(bool),
    /// A whole number.
    Whole(i64),
    /// A number as on the paper.
    Decimal(Decimal),
    /// A day.
    Date(Date),
    /// The first day of a month.
    Month(Date),
    /// Minutes since midnight.
    Time(u16),
    /// A text.
    Text(Cow<'a, str>),
}

impl<'a> TypedColumn<'a> {
    /// The columns of a table, after one pass over its rows.
    pub(super) fn of(
        table: &Table<'a>,
        abilities: Abilities,
        steps: &Steps<'_>,
    ) -> Result<Vec<Self>, Stopped> {
        steps.begin(Stage::Counting)?;
        let questionnaire = table.questionnaire;
        let kinds: Vec<(Kind, Option<&'a Variable>)> =
            table.columns.iter().map(|column| kind_of(column, questionnaire)).collect();
        let mut found = vec![Found::default(); kinds.len()];
        table.for_each_row(|row| {
            for (((kind, variable), found), content) in kinds.iter().zip(&mut found).zip(row) {
                found.take_in(*kind, *variable, *content, abilities, questionnaire);
            }
            steps.step()
        })?;
        let mut columns = Vec::new();
        for (at, ((mut kind, variable), mut found)) in kinds.into_iter().zip(found).enumerate() {
            if found.unfit && variable.is_some_and(|variable| variable.kind == VariableType::Calculate) {
                // A calculation that gives texts; a number among them is at most so long.
                kind = Kind::Text;
                found = Found { bytes: found.written_bytes.max(32), beside: false, ..found };
            }
            let name = &table.columns[at].name;
            let mut push = |name: String, part| columns.push(Self { at, name, part, kind, variable, found });
            push(name.clone(), Part::Answer);
            if found.beside {
                push(format!("{name}_txt"), Part::AsWritten);
            }
            if kind == Kind::Text && found.missing && abilities.text_is_never_missing {
                push(format!("{name}_miss"), Part::WhyMissing);
            }
        }
        Ok(columns)
    }

    /// What a cell of the table holds in this column.
    pub(super) fn cell<'c>(&self, content: Content<'c>, abilities: Abilities) -> Typed<'c>
    where
        'a: 'c,
    {
        let typed = typed(self.kind, self.variable, content, abilities);
        match self.part {
            Part::Answer => typed,
            Part::AsWritten if stands_beside(self.kind, &typed, abilities) => {
                Typed::Text(as_written(content))
            }
            Part::AsWritten => Typed::Empty,
            Part::WhyMissing => match typed {
                Typed::Text(_) => Typed::Whole(0),
                other => other,
            },
        }
    }

    /// Whether the column holds texts.
    pub(super) fn is_text(&self) -> bool {
        self.part == Part::AsWritten || (self.part == Part::Answer && self.kind == Kind::Text)
    }

    /// Bytes of its longest text.
    pub(super) fn text_bytes(&self) -> usize {
        if self.part == Part::AsWritten { self.found.written_bytes } else { self.found.bytes }
    }
}

impl Found {
    fn take_in(
        &mut self,
        kind: Kind,
        variable: Option<&Variable>,
        content: Content<'_>,
        abilities: Abilities,
        questionnaire: &Questionnaire,
    ) {
        let typed = typed(kind, variable, content, abilities);
        if stands_beside(kind, &typed, abilities) {
            self.beside = true;
            self.written_bytes = self.written_bytes.max(stored_bytes(&as_written(content)));
        }
        match &typed {
            Typed::Missing(missing) => {
                self.missing = true;
                self.not_asked |= *missing == Missing::NotAsked;
            }
            Typed::Beside => self.unfit = true,
            Typed::Text(text) => {
                self.bytes = self.bytes.max(stored_bytes(text));
                self.like_missing |= questionnaire.missing_by_name(text).is_some();
            }
            Typed::Code { number, .. } => self.number(f64::from(*number)),
            Typed::Ticked(ticked) => self.number(f64::from(u8::from(*ticked))),
            Typed::Whole(number) => self.number(*number as f64),
            Typed::Decimal(number) => {
                self.decimals = self.decimals.max(number.normalize().scale());
                self.number(number.to_f64().unwrap_or(0.0));
            }
            Typed::Empty | Typed::Open | Typed::Date(_) | Typed::Month(_) | Typed::Time(_) => {}
        }
    }

    fn number(&mut self, number: f64) {
        let (low, high) = self.numbers.unwrap_or((number, number));
        self.numbers = Some((low.min(number), high.max(number)));
    }
}

fn kind_of<'q>(column: &Column, questionnaire: &'q Questionnaire) -> (Kind, Option<&'q Variable>) {
    let variable = column.variable(questionnaire);
    let kind = match (column.kind, variable.map(|variable| &variable.kind)) {
        (ColumnKind::Cell(cell), _) if cell.choice.is_some() => Kind::Box,
        (ColumnKind::Keyings | ColumnKind::Line, _) => Kind::Whole,
        (_, Some(VariableType::Integer { .. })) => Kind::Whole,
        (_, Some(VariableType::Decimal { .. } | VariableType::Calculate)) => Kind::Decimal,
        (_, Some(VariableType::Date { .. })) => Kind::Date,
        (_, Some(VariableType::Month { .. })) => Kind::Month,
        (_, Some(VariableType::Time)) => Kind::Time,
        (_, Some(VariableType::SelectOne)) => {
            let codes = variable.map_or(&[][..], |variable| &variable.choices);
            Kind::Choice { own_numbers: codes.iter().all(|choice| own_number(&choice.name).is_some()) }
        }
        _ => Kind::Text,
    };
    (kind, variable)
}

/// The number that a code is, if writing the number gives the code again.
fn own_number(code: &str) -> Option<i32> {
    // Stata keeps the largest numbers for missing values.
    let number: i32 = code.parse().ok()?;
    (number.to_string() == code && number.unsigned_abs() <= 2_147_483_620).then_some(number)
}

/// The number that stands for a choice: its code where all codes are numbers, else its place from 1.
pub(super) fn choice_number(kind: Kind, variable: &Variable, at: usize) -> i32 {
    let own = variable.choices.get(at).and_then(|choice| own_number(&choice.name));
    match (kind, own) {
        (Kind::Choice { own_numbers: true }, Some(number)) => number,
        _ => at as i32 + 1,
    }
}

/// Whether the cell stands, as written, in the column beside.
fn stands_beside(kind: Kind, typed: &Typed<'_>, abilities: Abilities) -> bool {
    match typed {
        Typed::Beside => true,
        Typed::Code { .. } => abilities.numeric_codes && kind == Kind::Choice { own_numbers: false },
        _ => false,
    }
}

fn typed<'c>(
    kind: Kind,
    variable: Option<&'c Variable>,
    content: Content<'c>,
    abilities: Abilities,
) -> Typed<'c> {
    match content {
        Content::Empty => Typed::Empty,
        Content::Open => Typed::Open,
        Content::Missing(missing) => Typed::Missing(missing),
        Content::Ticked(ticked) => Typed::Ticked(ticked),
        Content::Number(number) if kind == Kind::Whole => Typed::Whole(number),
        Content::Value(value) if kind != Kind::Text => value_in(kind, variable, value, abilities),
        _ if kind == Kind::Text => Typed::Text(as_written(content)),
        _ => Typed::Beside,
    }
}

fn value_in<'c>(
    kind: Kind,
    variable: Option<&'c Variable>,
    value: &'c Value,
    abilities: Abilities,
) -> Typed<'c> {
    let fits = match (kind, value) {
        (Kind::Whole, Value::Integer(number)) => {
            let exact = number.unsigned_abs() <= EXACT as u64;
            (exact || !abilities.floating).then_some(Typed::Whole(*number))
        }
        (Kind::Decimal, Value::Decimal(number)) => {
            (exact(*number) || !abilities.floating).then_some(Typed::Decimal(*number))
        }
        (Kind::Decimal, Value::Integer(number)) => {
            let number = Decimal::from(*number);
            (exact(number) || !abilities.floating).then_some(Typed::Decimal(number))
        }
        (Kind::Date, Value::Date(date)) => {
            date.date().filter(|date| *date >= abilities.first_day).map(Typed::Date)
        }
        (Kind::Month, Value::Month { year, month }) => Date::new(*year, *month as i8, 1)
            .ok()
            .filter(|date| *year > 0 && *date >= abilities.first_day)
            .map(Typed::Month),
        (Kind::Time, Value::Time { hour, minute }) => {
            (*hour < 24 && *minute < 60).then_some(Typed::Time(u16::from(*hour) * 60 + u16::from(*minute)))
        }
        (Kind::Choice { .. }, Value::Code(code)) => variable.and_then(|variable| {
            let at = variable.choices.iter().position(|choice| choice.name == *code)?;
            Some(Typed::Code { number: choice_number(kind, variable, at), code })
        }),
        _ => None,
    };
    fits.unwrap_or(Typed::Beside)
}

/// Whether a number comes out of eight bytes of floating point as it went in.
fn exact(number: Decimal) -> bool {
    let back = number.to_f64().and_then(|float| float.to_string().parse::<Decimal>().ok());
    back.is_some_and(|back| back == number)
}

/// Bytes of a text once its zero bytes, which end a text in Stata and SPSS, are made U+FFFD.
fn stored_bytes(text: &str) -> usize {
    text.len() + 2 * text.matches('\0').count()
}

/// A cell as on the paper, in the neutral form.
fn as_written(content: Content<'_>) -> Cow<'_, str> {
    match content {
        Content::Value(Value::Text(text) | Value::AsWritten(text) | Value::Code(text)) => Cow::Borrowed(text),
        Content::Value(value) => Cow::Owned(value.neutral_text()),
        Content::Words(words) | Content::Name(words) => Cow::Borrowed(words),
        Content::Number(number) => Cow::Owned(number.to_string()),
        Content::Calculated(number) => Cow::Owned(number.to_string()),
        Content::Moment(moment) => Cow::Owned(moment.to_string()),
        Content::Ticked(ticked) => Cow::Borrowed(if ticked { "1" } else { "0" }),
        Content::Empty | Content::Open | Content::Missing(_) => Cow::Borrowed(""),
    }
}
