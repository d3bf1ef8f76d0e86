//! XLSForm expressions: parsed, typed against the questionnaire, evaluated with Kleene logic. This file
//! holds what other rooms see; the grammar is in `parse`, the types in `typing`, the values in
//! `evaluate`, and what no answer can satisfy in `reach`. No reading of files (see `read`).
//!
//! Beside what XLSForm says:
//! - `a - b` of two dates is a number of days, of two months a number of months, of two times a number
//!   of minutes; a date and a month are compared as months.
//! - A date with an unreadable part is compared as far as its readable parts decide.
//! - Numbers that differ by less than a billionth are equal.
//! - `x = ''` holds where nothing stands on the paper: not keyed, blank, not applicable. "Don't know",
//!   refused and illegible are something.
//! - `once(x)` is `x`: calculations are never stored, so there is nothing to keep.
//! - `regex()` must match the whole text.

mod evaluate;
mod node;
mod parse;
mod reach;
#[cfg(test)]
mod tests;
mod typing;

use std::ops::Range;

use super::answer::{Answer, Record};
use super::diagnostic::Severity;
use super::model::{Choice, FieldId, Questionnaire, VariableId};

pub(crate) use parse::{Tree, parse};
pub(crate) use reach::can_hold;
pub(crate) use typing::{Environment, Type, Wanted, Whereabouts, compile};

use evaluate::{Context, Evaluated};
use node::Node;

/// A parsed and typed expression.
#[derive(Clone, Debug)]
pub struct Expression {
    source: String,
    reads: Vec<VariableId>,
    root: Node,
}

/// What an expression is evaluated on.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// The definition.
    pub questionnaire: &'a Questionnaire,
    /// The answers.
    pub record: &'a Record,
    /// By field: whether the question is asked (see [`applicable_fields`]).
    pub applicable: &'a [bool],
    /// The field that `.` stands for, and whose line a `${column}` of the same repeat is read on.
    pub field: Option<FieldId>,
    /// The sheet's keying date, for `today()`.
    pub today: jiff::civil::Date,
}

/// Kleene's three values, the third in its two forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// Holds.
    True,
    /// Does not hold.
    False,
    /// Unknown because an answer is missing or not yet keyed (perhaps others are not applicable too).
    UnknownMissing,
    /// Unknown because all answers it hangs on are not applicable.
    UnknownNotApplicable,
}

impl Expression {
    /// The text as written in the file. Filters put together are joined by `and`.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The variables it reads, each once.
    pub fn reads(&self) -> &[VariableId] {
        &self.reads
    }

    /// Whether the condition holds.
    pub fn truth(&self, scope: &Scope<'_>) -> Truth {
        Context::new(scope, None).truth(&self.root)
    }

    /// The value of a numeric expression; `None` when unknown.
    pub fn number(&self, scope: &Scope<'_>) -> Option<f64> {
        Context::new(scope, None).number(&self.root).ok()
    }

    /// The value as text, as it would be written in a file of codes (ISO dates, decimal point); `None`
    /// when unknown.
    pub fn text(&self, scope: &Scope<'_>) -> Option<String> {
        match Context::new(scope, None).value(&self.root) {
            Evaluated::Unknown(_) => None,
            value => Some(value.into_text()),
        }
    }

    /// The value of an expression that gives a calendar date; `None` when unknown.
    pub fn date(&self, scope: &Scope<'_>) -> Option<jiff::civil::Date> {
        match Context::new(scope, None).value(&self.root) {
            Evaluated::Date(date) => date.date(),
            _ => None,
        }
    }

    /// The answer that a calculation gives: a number or a text, not applicable or blank when unknown.
    pub fn answer(&self, scope: &Scope<'_>) -> Answer {
        Context::new(scope, None).value(&self.root).into_answer()
    }

    /// Conditions that must all hold, as one; `None` when there are none.
    pub(crate) fn all(mut parts: Vec<Self>) -> Option<Self> {
        if parts.len() < 2 {
            return parts.pop();
        }
        let sources: Vec<String> = parts.iter().map(|part| format!("({})", part.source)).collect();
        let mut reads: Vec<VariableId> = Vec::new();
        for variable in parts.iter().flat_map(|part| &part.reads) {
            if !reads.contains(variable) {
                reads.push(*variable);
            }
        }
        let root = Node::All(parts.into_iter().map(|part| part.root).collect());
        Some(Self { source: sources.join(" and "), reads, root })
    }
}

/// By field: whether the question is asked, filters evaluated in order of dependence. A filter that is
/// unknown asks if any cause is a missing or unkeyed answer, and skips if all causes are not applicable.
pub fn applicable_fields(
    questionnaire: &Questionnaire,
    record: &Record,
    today: jiff::civil::Date,
) -> Vec<bool> {
    let mut applicable = vec![true; questionnaire.fields.len()];
    for &id in &questionnaire.evaluation_order {
        let Some(relevant) = &questionnaire.variable(id).relevant else { continue };
        for field in questionnaire.place(id).fields() {
            let scope = Scope { questionnaire, record, applicable: &applicable, field: Some(field), today };
            applicable[usize::from(field.0)] = is_asked(relevant.truth(&scope));
        }
    }
    applicable
}

/// What an unknown filter does.
fn is_asked(truth: Truth) -> bool {
    matches!(truth, Truth::True | Truth::UnknownMissing)
}

/// The choices of a field that are open under its `choice_filter`. Where the filter is unknown, they
/// are: the paper shows them all.
pub fn open_choices<'q>(scope: &Scope<'q>, field: FieldId) -> Vec<&'q Choice> {
    let variable = scope.questionnaire.field_variable(field);
    let Some(filter) = &variable.choice_filter else { return variable.choices.iter().collect() };
    let scope = Scope { field: Some(field), ..*scope };
    let is_open = |choice: &&Choice| Context::new(&scope, Some(choice)).truth(&filter.root) != Truth::False;
    variable.choices.iter().filter(is_open).collect()
}

/// Something wrong in an expression, with its place in the expression's text (bytes).
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) code: &'static str,
    pub(crate) severity: Severity,
    pub(crate) span: Range<usize>,
    pub(crate) arguments: Vec<(&'static str, String)>,
}

impl Problem {
    pub(crate) fn new(code: &'static str, span: Range<usize>) -> Self {
        Self { code, severity: Severity::Error, span, arguments: Vec::new() }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.arguments.push((name, value.into()));
        self
    }

    /// Adds the nearest known name, if there is one.
    pub(crate) fn with_nearest(self, nearest: Option<&str>) -> Self {
        match nearest {
            Some(nearest) => self.with("nearest", nearest),
            None => self,
        }
    }

    /// Says what was found there, if that is not said yet.
    pub(crate) fn with_source(self, source: &str) -> Self {
        if self.arguments.iter().any(|(name, _)| *name == "found") {
            return self;
        }
        let found = source.get(self.span.clone()).unwrap_or_default().to_owned();
        self.with("found", found)
    }
}

/// The name among `known` that `name` was most likely meant to be.
pub(crate) fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let lower = name.to_lowercase();
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, candidate)| candidate)
}
