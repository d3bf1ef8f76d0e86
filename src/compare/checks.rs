//! The rules a final record breaks: hard ones wait for a supervisor, also where both keyings agree;
//! soft ones are listed. What a rule means is the questionnaire's (`expression`).

use crate::questionnaire::expression::{Expression, Scope, Truth, applicable_fields};
use crate::questionnaire::written::{constraint_holds_in, sheet_number_flag};
use crate::questionnaire::{Answer, FieldId, Level, Questionnaire, Value, VariableType};
use crate::study::Snapshot;

use super::decisions::{Decisions, SheetDecisions};
use super::final_record::{FinalRecord, final_records};
use super::{Comparison, Standing};

/// What is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CheckSource {
    /// A rule across variables: its place in [`Questionnaire::checks`].
    Rule(usize),
    /// The constraint of a question.
    Constraint,
    /// The sheet's number: its check letter is wrong, or it was not printed for this survey.
    SheetNumber,
    /// A value that the question cannot take, kept as written.
    AsWritten,
    /// An answer in a question that a filter skips.
    Skipped,
}

/// Whether a supervisor has looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CheckState {
    /// Nobody has.
    Open,
    /// The paper says so.
    Kept,
}

/// A rule that a final record breaks.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckFailure {
    /// The sheet's number.
    pub number: String,
    /// Its name in decisions ([`crate::study::Target::KeepCheck`]): the rule's id, or the column of the
    /// question.
    pub name: String,
    /// What is broken.
    pub source: CheckSource,
    /// Who decides.
    pub level: Level,
    /// The fields it reads, in paper order.
    pub fields: Vec<FieldId>,
    /// Whether a supervisor has looked.
    pub state: CheckState,
}

/// The rules that the final records break, of all levels, in sheet order, then paper order. Found sheet by
/// sheet as they are asked for.
pub fn failing_checks<'a>(
    snapshot: &'a Snapshot,
    comparison: &'a Comparison,
) -> impl Iterator<Item = CheckFailure> + 'a {
    let decisions = Decisions::of(snapshot);
    final_records(snapshot, comparison).flat_map(move |sheet| {
        let decided = decisions.of_sheet(&sheet.number);
        failing_checks_of(&snapshot.questionnaire, &sheet, decided)
    })
}

/// The rules that one final record breaks, in paper order.
pub fn failing_checks_of(
    questionnaire: &Questionnaire,
    sheet: &FinalRecord,
    decisions: Option<&SheetDecisions<'_>>,
) -> Vec<CheckFailure> {
    let applicable = applicable_fields(questionnaire, &sheet.record, sheet.today);
    let scope = Scope {
        questionnaire,
        record: &sheet.record,
        applicable: &applicable,
        field: None,
        today: sheet.today,
    };
    let mut found = Vec::new();
    for field in questionnaire.field_ids() {
        if sheet.standing(field) != Standing::Open {
            check_field(&scope, field, &mut |source, level| {
                found.push((questionnaire.field_column(field), source, level, vec![field]));
            });
        }
    }
    for (at, check) in questionnaire.checks.iter().enumerate() {
        if let Some(fields) = breaks(&scope, &check.rule) {
            found.push((check.id.clone(), CheckSource::Rule(at), check.level, fields));
        }
    }
    found.sort_by_key(|(_, _, _, fields)| fields.last().copied());
    found
        .into_iter()
        .map(|(name, source, level, fields)| {
            let kept = decisions.is_some_and(|decisions| decisions.keeps(&name, &fields));
            let state = if kept { CheckState::Kept } else { CheckState::Open };
            CheckFailure { number: sheet.number.clone(), name, source, level, fields, state }
        })
        .collect()
}

/// What is wrong with one field by itself; at most one thing.
fn check_field(scope: &Scope<'_>, field: FieldId, found: &mut impl FnMut(CheckSource, Level)) {
    let Answer::Value(value) = scope.record.answer(field) else {
        return;
    };
    let variable = scope.questionnaire.field_variable(field);
    let asked = scope.applicable.get(usize::from(field.0)).copied().unwrap_or(true);
    if let VariableType::SheetNumber { .. } = variable.kind {
        if sheet_number_flag(scope.questionnaire, &value.neutral_text()).is_some() {
            found(CheckSource::SheetNumber, Level::Hard);
        }
    } else if matches!(value, Value::AsWritten(_)) {
        found(CheckSource::AsWritten, Level::Hard);
    } else if !asked {
        found(CheckSource::Skipped, Level::Soft);
    } else if !constraint_holds_in(&Scope { field: Some(field), ..*scope }, field) {
        // A value that only has more digits than the paper has boxes is worth a look, no more.
        let level = variable.constraint.as_ref().map_or(Level::Soft, |constraint| constraint.level);
        found(CheckSource::Constraint, level);
    }
}

/// The fields of a rule that does not hold; a rule on columns of a repeat is read line by line.
fn breaks(scope: &Scope<'_>, rule: &Expression) -> Option<Vec<FieldId>> {
    let questionnaire = scope.questionnaire;
    let reads = rule.reads();
    let repeat = reads.iter().find_map(|variable| questionnaire.variable(*variable).repeat);
    let lines = repeat.and_then(|repeat| questionnaire.repeats.get(repeat)).map_or(0, |repeat| repeat.lines);
    let fields_on = |line: u16| {
        let mut fields: Vec<FieldId> = reads
            .iter()
            .filter_map(|variable| {
                let inside = questionnaire.variable(*variable).repeat == repeat && repeat.is_some();
                questionnaire.field_of(*variable, if inside { line } else { 0 })
            })
            .collect();
        fields.sort();
        fields
    };
    if lines == 0 {
        return (rule.truth(scope) == Truth::False).then(|| fields_on(0));
    }
    (1..=lines).find_map(|line| {
        let column = reads.iter().find(|variable| questionnaire.variable(**variable).repeat == repeat)?;
        let field = questionnaire.field_of(*column, line);
        (rule.truth(&Scope { field, ..*scope }) == Truth::False).then(|| fields_on(line))
    })
}
