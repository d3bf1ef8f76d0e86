//! What has been read of a questionnaire before its expressions are typed.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::expression::Wanted;
use super::super::model::{Choice, Level, MissingCode, Page, PaperSize, Repeat, Text, Variable};
use super::source::Located;
use super::table::{Reader, Table};

/// An expression's place in [`Draft::expressions`].
pub(super) type ExpressionId = usize;

/// An expression as written, and what it needs to be typed.
pub(super) struct Written {
    pub(super) text: String,
    pub(super) span: Range<usize>,
    pub(super) wanted: Wanted,
    /// The variable that `.` is.
    pub(super) itself: Option<usize>,
    /// The repeat whose line is at hand.
    pub(super) repeat: Option<usize>,
    /// The columns of the choice list, in a choice filter.
    pub(super) columns: Option<Vec<String>>,
}

pub(super) struct ChoiceList {
    pub(super) choices: Vec<Choice>,
    pub(super) columns: Vec<String>,
    pub(super) used: bool,
    pub(super) span: Range<usize>,
}

pub(super) struct VariableDraft {
    pub(super) variable: Variable,
    /// Where its name stands.
    pub(super) at: Range<usize>,
    /// Filters of the page, section, grid and repeat, then its own; all must hold.
    pub(super) filters: Vec<ExpressionId>,
    pub(super) constraint: Option<(ExpressionId, Text, Level)>,
    pub(super) choice_filter: Option<ExpressionId>,
    pub(super) calculation: Option<ExpressionId>,
}

pub(super) struct RepeatDraft {
    pub(super) repeat: Repeat,
    pub(super) at: Range<usize>,
    pub(super) filters: Vec<ExpressionId>,
}

pub(super) struct CheckDraft {
    pub(super) id: String,
    pub(super) level: Level,
    pub(super) rule: ExpressionId,
    pub(super) message: Text,
}

#[derive(Clone, Copy)]
pub(super) enum MeasureKind {
    Share,
    Count,
    Mean,
}

pub(super) struct IndicatorDraft {
    pub(super) id: String,
    pub(super) block: String,
    pub(super) label: Text,
    pub(super) measure: (MeasureKind, ExpressionId),
    pub(super) base: String,
    pub(super) base_rule: Option<ExpressionId>,
    pub(super) target: Option<f64>,
}

/// Everything read so far.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) title: Text,
    pub(super) paper: Option<PaperSize>,
    pub(super) sheets: Option<Located<(u32, u32)>>,
    pub(super) sheet_number: Option<Located<String>>,
    pub(super) respondents: Option<ExpressionId>,
    pub(super) missing: Vec<MissingCode>,
    pub(super) lists: BTreeMap<String, ChoiceList>,
    pub(super) variables: Vec<VariableDraft>,
    pub(super) pages: Vec<Page>,
    pub(super) repeats: Vec<RepeatDraft>,
    pub(super) checks: Vec<CheckDraft>,
    pub(super) indicators: Vec<IndicatorDraft>,
    pub(super) expressions: Vec<Written>,
    /// Printed numbers and where they stand, to find duplicates.
    pub(super) numbers: Vec<Located<String>>,
}

impl Draft {
    /// Takes the expression under `key`, if there is one.
    pub(super) fn expression(
        &mut self,
        reader: &mut Reader<'_>,
        table: &Table<'_>,
        key: &str,
        wanted: Wanted,
    ) -> Option<ExpressionId> {
        if !table.has(key) {
            return None;
        }
        let text = reader.required_string(table, key)?;
        self.expressions.push(Written {
            text: text.value.to_owned(),
            span: text.span,
            wanted,
            itself: None,
            repeat: None,
            columns: None,
        });
        Some(self.expressions.len() - 1)
    }

    /// Keeps a printed number, to find duplicates.
    pub(super) fn keep_number(&mut self, table: &Table<'_>, number: &str) {
        if !number.is_empty() {
            self.numbers.push(Located { value: number.to_owned(), span: table.key_span("number") });
        }
    }
}
