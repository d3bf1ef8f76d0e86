//! Computes a typed expression on a record, with Kleene logic and two kinds of unknown. No names are
//! looked up here: `typing` has resolved them.

use std::borrow::Cow;

use super::super::answer::{Answer, Missing, Value};
use super::super::model::{Choice, FieldId, Place, VariableId};
use super::node::{Arithmetic, Comparison, Constant, Node, Reading};
use super::parse::Operator;
use super::{Scope, Truth};

mod value;

pub(super) use value::Evaluated;
use value::{arithmetic, evaluated, number_ordering, ordering, range_ordering};

/// Why something is unknown. Ordered: where both causes meet, a missing answer counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unknown {
    NotApplicable,
    Missing,
}

impl From<Unknown> for Truth {
    fn from(unknown: Unknown) -> Self {
        match unknown {
            Unknown::Missing => Self::UnknownMissing,
            Unknown::NotApplicable => Self::UnknownNotApplicable,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }
}

impl Truth {
    fn unknown(self) -> Option<Unknown> {
        match self {
            Self::UnknownMissing => Some(Unknown::Missing),
            Self::UnknownNotApplicable => Some(Unknown::NotApplicable),
            Self::True | Self::False => None,
        }
    }

    fn negated(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            unknown => unknown,
        }
    }
}

/// What a node is evaluated with.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    scope: Scope<'a>,
    /// The line of the repeat at hand, 0 outside.
    line: u16,
    choice: Option<&'a Choice>,
}

impl<'a> Context<'a> {
    pub(super) fn new(scope: &Scope<'a>, choice: Option<&'a Choice>) -> Self {
        let line = scope.field.map_or(0, |field| scope.questionnaire.field(field).line);
        Self { scope: *scope, line, choice }
    }

    fn on_line(&self, line: u16) -> Self {
        Self { line, ..*self }
    }

    // ---- Answers

    fn field_of(&self, reading: Reading) -> Option<FieldId> {
        match reading {
            Reading::Itself => self.scope.field,
            Reading::Variable(_, place) => place.field(match place {
                Place::Lines { .. } => self.line,
                _ => 0,
            }),
        }
    }

    /// What was keyed, filters aside.
    fn keyed(&self, reading: Reading) -> &'a Answer {
        const NOTHING: &Answer = &Answer::NotKeyed;
        self.field_of(reading).map_or(NOTHING, |field| self.scope.record.answer(field))
    }

    fn is_asked(&self, field: FieldId) -> bool {
        self.scope.applicable.get(usize::from(field.0)).copied().unwrap_or(true)
    }

    /// The value in comparisons: skipped questions are not applicable whatever was kept there.
    fn value_of(&self, reading: Reading) -> Result<&'a Value, Unknown> {
        let Some(field) = self.field_of(reading) else { return Err(Unknown::Missing) };
        if reading != Reading::Itself && !self.is_asked(field) {
            return Err(Unknown::NotApplicable);
        }
        match self.scope.record.answer(field) {
            Answer::Value(Value::AsWritten(_)) | Answer::NotKeyed | Answer::Missing(_) => {
                Err(Unknown::Missing)
            }
            Answer::NotApplicable => Err(Unknown::NotApplicable),
            Answer::Value(value) => Ok(value),
        }
    }

    fn read(&self, reading: Reading) -> Evaluated<'a> {
        if let Reading::Variable(id, Place::Nowhere) = reading {
            return self.calculated(id);
        }
        match self.value_of(reading) {
            Ok(value) => evaluated(value),
            Err(unknown) => Evaluated::Unknown(unknown),
        }
    }

    /// A calculation, computed where it is read; the reader has excluded cycles.
    fn calculated(&self, id: VariableId) -> Evaluated<'a> {
        let variable = self.scope.questionnaire.variable(id);
        if let Some(relevant) = &variable.relevant
            && !super::is_asked(self.truth(&relevant.root))
        {
            return Evaluated::Unknown(Unknown::NotApplicable);
        }
        match &variable.calculation {
            Some(calculation) => self.value(&calculation.root),
            None => Evaluated::Unknown(Unknown::Missing),
        }
    }

    /// Whether nothing stands on the paper.
    fn is_empty(&self, reading: Reading) -> bool {
        if let Reading::Variable(_, Place::Nowhere) = reading {
            return self.read(reading).is_empty();
        }
        match self.keyed(reading) {
            Answer::NotKeyed | Answer::NotApplicable => true,
            Answer::Missing(missing) => matches!(missing, Missing::Blank | Missing::EmptyInFile),
            Answer::Value(value) => evaluated(value).is_empty(),
        }
    }

    fn is_answered(&self, reading: Reading) -> bool {
        match reading {
            Reading::Variable(_, Place::Nowhere) => !matches!(self.read(reading), Evaluated::Unknown(_)),
            _ => matches!(self.keyed(reading), Answer::Value(_)),
        }
    }

    fn is_missing(&self, reading: Reading, means: Option<Missing>) -> bool {
        let Answer::Missing(missing) = self.keyed(reading) else { return false };
        let missing = if *missing == Missing::EmptyInFile { Missing::Blank } else { *missing };
        means.is_none_or(|means| means == missing)
    }

    fn is_skipped(&self, reading: Reading) -> bool {
        match self.field_of(reading) {
            Some(field) => {
                !self.is_asked(field) || matches!(self.scope.record.answer(field), Answer::NotApplicable)
            }
            None => matches!(self.read(reading), Evaluated::Unknown(Unknown::NotApplicable)),
        }
    }

    // ---- Conditions

    pub(super) fn truth(&self, node: &'a Node) -> Truth {
        match node {
            Node::All(parts) => self.all(parts, Truth::False),
            Node::Any(parts) => self.all(parts, Truth::True),
            Node::Not(inner) => self.truth(inner).negated(),
            Node::CodeIs { reading, code, negated } => match self.value_of(*reading) {
                Ok(Value::Code(keyed)) => ((keyed.as_str() == &**code) != *negated).into(),
                Ok(_) => Truth::UnknownMissing,
                Err(unknown) => unknown.into(),
            },
            Node::Selected { reading, code } => self.selected(*reading, code),
            Node::SelectedBy { reading, code } => match self.text(code) {
                Ok(code) => self.selected(*reading, &code),
                Err(unknown) => unknown.into(),
            },
            Node::Empty { reading, negated } => (self.is_empty(*reading) != *negated).into(),
            Node::EmptyText { inner, negated } => (self.value(inner).is_empty() != *negated).into(),
            Node::Compare { operator, by, left, right } => self.compare(*operator, *by, left, right),
            Node::Answered(reading) => self.is_answered(*reading).into(),
            Node::IsMissing(reading, means) => self.is_missing(*reading, *means).into(),
            Node::IsSkipped(reading) => self.is_skipped(*reading).into(),
            Node::Matches(text, regex) => match self.text(text) {
                Ok(text) => regex.is_match(&text).into(),
                Err(unknown) => unknown.into(),
            },
            other => match self.value(other) {
                Evaluated::Truth(holds) => holds.into(),
                Evaluated::Unknown(unknown) => unknown.into(),
                _ => Truth::UnknownMissing,
            },
        }
    }

    /// `and` where `decided` is false, `or` where it is true: one such part decides.
    fn all(&self, parts: &'a [Node], decided: Truth) -> Truth {
        let mut unknown: Option<Unknown> = None;
        for part in parts {
            let truth = self.truth(part);
            if truth == decided {
                return decided;
            }
            unknown = unknown.max(truth.unknown());
        }
        unknown.map_or(decided.negated(), Truth::from)
    }

    fn selected(&self, reading: Reading, code: &str) -> Truth {
        match self.value_of(reading) {
            Ok(Value::Codes(codes)) => codes.iter().any(|ticked| ticked == code).into(),
            Ok(Value::Code(ticked)) => (ticked == code).into(),
            Ok(_) => Truth::UnknownMissing,
            Err(unknown) => unknown.into(),
        }
    }

    fn compare(&self, operator: Operator, by: Comparison, left: &'a Node, right: &'a Node) -> Truth {
        let (left, right) = (self.value(left), self.value(right));
        match (&left, &right) {
            (Evaluated::Unknown(first), Evaluated::Unknown(second)) => return (*first).max(*second).into(),
            (Evaluated::Unknown(unknown), _) | (_, Evaluated::Unknown(unknown)) => return (*unknown).into(),
            _ => {}
        }
        match by {
            Comparison::Text => ordering(operator, left.as_text().cmp(&right.as_text())).into(),
            Comparison::Number => match (left.to_number(), right.to_number()) {
                (Some(left), Some(right)) => ordering(operator, number_ordering(left, right)).into(),
                _ => Truth::UnknownMissing,
            },
            Comparison::Truth => match (left, right) {
                (Evaluated::Truth(left), Evaluated::Truth(right)) => {
                    ordering(operator, left.cmp(&right)).into()
                }
                _ => Truth::UnknownMissing,
            },
            Comparison::Date | Comparison::Month | Comparison::Time => {
                match (left.range(by), right.range(by)) {
                    (Some(left), Some(right)) => range_ordering(operator, left, right),
                    _ => Truth::UnknownMissing,
                }
            }
        }
    }

    // ---- Values

    pub(super) fn number(&self, node: &'a Node) -> Result<f64, Unknown> {
        match self.value(node) {
            Evaluated::Unknown(unknown) => Err(unknown),
            value => value.to_number().ok_or(Unknown::Missing),
        }
    }

    fn text(&self, node: &'a Node) -> Result<Cow<'a, str>, Unknown> {
        self.value(node).text()
    }
}

/// The truth of a condition that reads nothing; `None` where an answer, the date or a choice decides.
pub(super) fn constant_truth(node: &Node) -> Option<Truth> {
    match node {
        Node::Constant(Constant::Truth(holds)) => Some((*holds).into()),
        Node::Compare { operator, by: Comparison::Number, left, right } => {
            let (left, right) = (constant_number(left)?, constant_number(right)?);
            Some(ordering(*operator, number_ordering(left, right)).into())
        }
        Node::Compare { operator, by: Comparison::Text, left, right } => match (&**left, &**right) {
            (Node::Constant(Constant::Text(left)), Node::Constant(Constant::Text(right))) => {
                Some(ordering(*operator, left.cmp(right)).into())
            }
            _ => None,
        },
        _ => None,
    }
}

/// The number that an expression without readings gives.
pub(super) fn constant_number(node: &Node) -> Option<f64> {
    match node {
        Node::Constant(Constant::Number(number)) => Some(*number),
        Node::Negate(inner) => constant_number(inner).map(|number| -number),
        Node::Compute { operator, on: Arithmetic::Numbers, left, right } => {
            Some(arithmetic(*operator, constant_number(left)?, constant_number(right)?))
        }
        _ => None,
    }
}
