//! A typed expression as it is evaluated: every name resolved to its place in the record, constants
//! ready. Built by `typing`, computed by `evaluate`, searched for contradictions by `reach`.

use super::super::answer::{Missing, PartialDate};
use super::super::model::{Place, VariableId};
use super::parse::Operator;

/// Which answer is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// `${name}`; inside a repeat, on the line at hand.
    Variable(VariableId, Place),
    /// `.`: the field at hand, what was keyed there.
    Itself,
}

/// How two sides are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Number,
    Text,
    Date,
    Month,
    Time,
    Truth,
}

/// What arithmetic is done on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arithmetic {
    /// Two numbers.
    Numbers,
    /// Days between two dates.
    Days,
    /// Months between two months.
    Months,
    /// Minutes between two times.
    Minutes,
    /// A date some days later or earlier.
    Shift,
}

/// A value that stands in the expression itself.
#[derive(Clone, Debug)]
pub(crate) enum Constant {
    Unknown,
    Truth(bool),
    Number(f64),
    Text(Box<str>),
    Date(PartialDate),
    Month { year: i16, month: u8 },
    Time(u16),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DatePart {
    Year,
    Month,
    Day,
}

/// A typed expression.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    Constant(Constant),
    Read(Reading),
    /// A column of the choice at hand; `name` is its code.
    Column(Box<str>),
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    /// A single choice against a code.
    CodeIs {
        reading: Reading,
        code: Box<str>,
        negated: bool,
    },
    /// A multiple choice: this box is ticked.
    Selected {
        reading: Reading,
        code: Box<str>,
    },
    /// A multiple choice: the box of a computed code is ticked.
    SelectedBy {
        reading: Reading,
        code: Box<Node>,
    },
    /// `= ''` (or `!= ''`): nothing stands on the paper.
    Empty {
        reading: Reading,
        negated: bool,
    },
    /// The same for something computed.
    EmptyText {
        inner: Box<Node>,
        negated: bool,
    },
    Compare {
        operator: Operator,
        by: Comparison,
        left: Box<Node>,
        right: Box<Node>,
    },
    Compute {
        operator: Operator,
        on: Arithmetic,
        left: Box<Node>,
        right: Box<Node>,
    },
    Negate(Box<Node>),
    Answered(Reading),
    IsMissing(Reading, Option<Missing>),
    IsSkipped(Reading),
    CountSelected(Reading),
    Coalesce(Vec<Node>),
    If(Box<[Node; 3]>),
    Matches(Box<Node>, regex::Regex),
    Length(Box<Node>),
    Part {
        text: Box<Node>,
        start: Box<Node>,
        end: Option<Box<Node>>,
    },
    Absolute(Box<Node>),
    Round(Box<Node>, Option<Box<Node>>),
    Truncate(Box<Node>),
    Smallest(Vec<Node>),
    Largest(Vec<Node>),
    ToNumber(Box<Node>),
    ToText(Box<Node>),
    ToDate(Box<Node>),
    DatePart(DatePart, Box<Node>),
    Sum(Vec<Node>),
    /// The sum over the lines of a repeat; lines that are not applicable do not count.
    SumLines {
        lines: u16,
        inner: Box<Node>,
    },
    /// How many lines have an answer in one of these columns.
    CountLines {
        lines: u16,
        columns: Vec<Reading>,
    },
    Today,
}
