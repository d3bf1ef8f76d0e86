//! Which rule an answer just given breaks: filter, missing code not offered, constraint, checks. Looks
//! at answers, never changes them.

use std::sync::Arc;

use jiff::civil::Date;

use crate::questionnaire::expression::{Scope, Truth, applicable_fields, open_choices};
use crate::questionnaire::{
    Answer, Check, FieldId, Level, Missing, Questionnaire, Record, Text, Value, VariableId, VariableType,
};

/// A rule that the answer breaks.
#[derive(Clone, Debug, PartialEq)]
pub enum Broken {
    /// A filter skips this question.
    Skipped,
    /// The choice is not open after an earlier answer (`choice_filter`).
    ClosedChoice,
    /// The question does not offer this missing answer.
    MissingNotOffered,
    /// The question is required and the paper is blank.
    Required,
    /// The text is longer than the file can hold.
    TooLong,
    /// An exclusive choice is ticked with another.
    Exclusive,
    /// The question's constraint.
    Constraint(Text, Level),
    /// A check across questions: its id, what it says, who decides.
    Check(String, Text, Level),
}

/// The definition and the day, which every rule is looked up with.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) questionnaire: Arc<Questionnaire>,
    pub(super) today: Date,
}

impl Rules {
    pub(super) fn applicable(&self, record: &Record) -> Vec<bool> {
        applicable_fields(&self.questionnaire, record, self.today)
    }

    fn scope<'a>(&'a self, record: &'a Record, applicable: &'a [bool], field: FieldId) -> Scope<'a> {
        Scope {
            questionnaire: &self.questionnaire,
            record,
            applicable,
            field: Some(field),
            today: self.today,
        }
    }

    /// By place in the field's choices: whether it is open; `None` where nothing closes any.
    pub(super) fn open(&self, record: &Record, applicable: &[bool], field: FieldId) -> Option<Vec<bool>> {
        let variable = self.questionnaire.field_variable(field);
        variable.choice_filter.as_ref()?;
        let open = open_choices(&self.scope(record, applicable, field), field);
        let open: std::collections::HashSet<&str> = open.iter().map(|choice| choice.name.as_str()).collect();
        Some(variable.choices.iter().map(|choice| open.contains(choice.name.as_str())).collect())
    }

    /// Whether `value` would keep the field's constraint; true if there is none.
    pub(super) fn fits(&self, record: &Record, applicable: &[bool], field: FieldId, value: &Value) -> bool {
        let mut candidate = record.clone();
        candidate.field_mut(field).answer = Answer::Value(value.clone());
        let variable = self.questionnaire.field_variable(field);
        variable.constraint.as_ref().is_none_or(|constraint| {
            constraint.rule.truth(&self.scope(&candidate, applicable, field)) != Truth::False
        })
    }

    /// The first rule that `record`, in which the answer of `field` already stands, breaks there.
    /// `asked`: whether the question was asked before this answer.
    pub(super) fn broken(
        &self,
        record: &Record,
        applicable: &[bool],
        field: FieldId,
        asked: bool,
    ) -> Option<Broken> {
        let answer = record.answer(field);
        if !asked {
            return Some(Broken::Skipped);
        }
        self.broken_by_answer(record, applicable, field, answer)
            .or_else(|| self.broken_constraint(record, applicable, field))
            .or_else(|| self.broken_check(record, applicable, field))
    }

    fn broken_by_answer(
        &self,
        record: &Record,
        applicable: &[bool],
        field: FieldId,
        answer: &Answer,
    ) -> Option<Broken> {
        let variable = self.questionnaire.field_variable(field);
        match answer {
            Answer::Missing(missing) => {
                let always = matches!(
                    missing,
                    Missing::Blank | Missing::Illegible | Missing::EmptyInFile | Missing::NotAsked
                );
                if !always && !variable.missing.contains(missing) {
                    return Some(Broken::MissingNotOffered);
                }
                let blank = matches!(missing, Missing::Blank | Missing::EmptyInFile);
                (variable.required && blank).then_some(Broken::Required)
            }
            Answer::Value(Value::Text(text)) => match variable.kind {
                VariableType::Text { max_chars, .. } if text.chars().count() > max_chars as usize => {
                    Some(Broken::TooLong)
                }
                _ => None,
            },
            Answer::Value(Value::Code(code)) => {
                variable.choice_filter.as_ref()?;
                let open = open_choices(&self.scope(record, applicable, field), field);
                (!open.iter().any(|choice| &choice.name == code)).then_some(Broken::ClosedChoice)
            }
            Answer::Value(Value::Codes(codes)) => {
                let exclusive = |code: &String| variable.choice(code).is_some_and(|choice| choice.exclusive);
                (codes.len() > 1 && codes.iter().any(exclusive)).then_some(Broken::Exclusive)
            }
            _ => None,
        }
    }

    fn broken_constraint(&self, record: &Record, applicable: &[bool], field: FieldId) -> Option<Broken> {
        let constraint = self.questionnaire.field_variable(field).constraint.as_ref()?;
        let holds = constraint.rule.truth(&self.scope(record, applicable, field)) != Truth::False;
        (!holds).then(|| Broken::Constraint(constraint.message.clone(), constraint.level))
    }

    /// Checks that read this field and whose other answers are all given: they are asked about once, at
    /// the last of their answers, and again when one of them is changed.
    fn broken_check(&self, record: &Record, applicable: &[bool], field: FieldId) -> Option<Broken> {
        self.failing_checks(record, applicable, field).next().map(told)
    }

    fn failing_checks<'a>(
        &'a self,
        record: &'a Record,
        applicable: &'a [bool],
        field: FieldId,
    ) -> impl Iterator<Item = &'a Check> {
        let here = self.questionnaire.field(field).variable;
        let given = move |variable: &VariableId| {
            self.fields_of(*variable)
                .all(|id| !applicable[usize::from(id.0)] || *record.answer(id) != Answer::NotKeyed)
        };
        self.questionnaire
            .checks
            .iter()
            .filter(move |check| check.level != Level::Info && check.rule.reads().contains(&here))
            .filter(move |check| check.rule.reads().iter().all(given))
            .filter(move |check| check.rule.truth(&self.scope(record, applicable, field)) == Truth::False)
    }

    fn fields_of(&self, variable: VariableId) -> impl Iterator<Item = FieldId> {
        self.questionnaire.places[usize::from(variable.0)].fields()
    }

    /// At the end of a sheet: the rule that an answer breaks though nobody was asked, since another answer
    /// was changed after it. Of a check it is enough that one of its answers was kept.
    pub(super) fn undecided(&self, record: &Record, applicable: &[bool], field: FieldId) -> Option<Broken> {
        let place = record.field(field);
        if place.kept || !place.answer.is_keyed() || place.answer.is_not_asked() {
            return None;
        }
        if !applicable[usize::from(field.0)] {
            return Some(Broken::Skipped);
        }
        let kept = |variable: &VariableId| self.fields_of(*variable).any(|id| record.field(id).kept);
        self.broken_by_answer(record, applicable, field, &place.answer)
            .or_else(|| self.broken_constraint(record, applicable, field))
            .or_else(|| {
                let mut failing = self.failing_checks(record, applicable, field);
                failing.find(|check| !check.rule.reads().iter().any(kept)).map(told)
            })
    }
}

fn told(check: &Check) -> Broken {
    Broken::Check(check.id.clone(), check.message.clone(), check.level)
}
