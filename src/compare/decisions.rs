//! The supervisors' decisions of a study, by sheet and field, the newest first to count. Says what was
//! decided, not what follows from it (see `final_record`).

use std::collections::HashMap;

use crate::questionnaire::{Answer, Cell, FieldId, Questionnaire};
use crate::study::{Means, Snapshot, Target};

/// The decisions on one field.
#[derive(Clone, Debug)]
pub struct FieldDecision<'a> {
    /// Where.
    pub field: FieldId,
    /// The whole answer, unless only boxes were decided.
    pub answer: Option<&'a Answer>,
    /// Single boxes, by their place in the choices; they stand over the whole answer.
    pub boxes: Vec<(u16, bool)>,
    /// Whether the newest is a correction of what both keyings agree on.
    pub correction: bool,
    newest: usize,
}

impl FieldDecision<'_> {
    fn decides(&self) -> bool {
        self.answer.is_some() || !self.boxes.is_empty()
    }
}

/// The decisions on one sheet.
#[derive(Clone, Debug, Default)]
pub struct SheetDecisions<'a> {
    /// By field, in order of their first decision.
    pub fields: Vec<FieldDecision<'a>>,
    /// What is due without a filter that says so: see [`Snapshot::due`].
    pub due: Vec<FieldId>,
    kept: Vec<(&'a str, usize)>,
}

impl SheetDecisions<'_> {
    /// The decisions on a field.
    pub fn field(&self, field: FieldId) -> Option<&FieldDecision<'_>> {
        self.fields.iter().find(|decision| decision.field == field && decision.decides())
    }

    /// Whether the difference on a cell is decided.
    pub fn settles(&self, cell: Cell) -> bool {
        self.field(cell.field).is_some_and(|decision| {
            decision.answer.is_some() || decision.boxes.iter().any(|(choice, _)| Some(*choice) == cell.choice)
        })
    }

    /// Whether a failing check was kept, after the last change of a field it reads.
    pub fn keeps(&self, check: &str, fields: &[FieldId]) -> bool {
        self.kept.iter().any(|(kept, when)| {
            *kept == check
                && fields.iter().all(|field| self.field(*field).is_none_or(|change| change.newest < *when))
        })
    }
}

/// All decisions of a study.
#[derive(Clone, Debug, Default)]
pub struct Decisions<'a> {
    by_sheet: HashMap<&'a str, SheetDecisions<'a>>,
}

impl<'a> Decisions<'a> {
    /// Sorts the resolutions of a snapshot by sheet and field. One that names a variable or a choice the
    /// questionnaire no longer has decides nothing.
    pub fn of(snapshot: &'a Snapshot) -> Self {
        Self::of_those(snapshot, |_| true)
    }

    /// The same of some sheets alone, by number.
    pub fn of_those(snapshot: &'a Snapshot, wanted: impl Fn(&str) -> bool) -> Self {
        let mut decisions = Self::default();
        let questionnaire = &*snapshot.questionnaire;
        let all = snapshot.resolutions.iter().enumerate();
        for (at, resolution) in all.filter(|(_, resolution)| wanted(&resolution.number)) {
            let sheet = decisions.by_sheet.entry(resolution.number.as_str()).or_default();
            let correction = resolution.means == Means::Correction;
            match &resolution.target {
                Target::Field { variable, line, answer } => {
                    if let Some(decision) = entry(sheet, questionnaire, variable, *line) {
                        decision.answer = Some(answer);
                        decision.boxes.clear();
                        (decision.correction, decision.newest) = (correction, at);
                    }
                }
                Target::Box { variable, line, choice, ticked } => {
                    if let Some(decision) = entry(sheet, questionnaire, variable, *line)
                        && let Some(place) = place_of(questionnaire, decision.field, choice)
                    {
                        decision.boxes.retain(|(other, _)| *other != place);
                        decision.boxes.push((place, *ticked));
                        (decision.correction, decision.newest) = (correction, at);
                    }
                }
                Target::KeepCheck { check } => sheet.kept.push((check, at)),
            }
        }
        for (number, field) in snapshot.due.iter().filter(|(number, _)| wanted(number)) {
            decisions.by_sheet.entry(number.as_str()).or_default().due.push(*field);
        }
        decisions
    }

    /// The decisions on a sheet, if there are any.
    pub fn of_sheet(&self, number: &str) -> Option<&SheetDecisions<'a>> {
        self.by_sheet.get(number)
    }
}

fn entry<'s, 'a>(
    sheet: &'s mut SheetDecisions<'a>,
    questionnaire: &Questionnaire,
    variable: &str,
    line: u16,
) -> Option<&'s mut FieldDecision<'a>> {
    let field = questionnaire.field_of(questionnaire.variable_by_name(variable)?, line)?;
    let at = match sheet.fields.iter().position(|decision| decision.field == field) {
        Some(at) => at,
        None => {
            let new = FieldDecision { field, answer: None, boxes: Vec::new(), correction: false, newest: 0 };
            sheet.fields.push(new);
            sheet.fields.len() - 1
        }
    };
    sheet.fields.get_mut(at)
}

fn place_of(questionnaire: &Questionnaire, field: FieldId, code: &str) -> Option<u16> {
    let choices = &questionnaire.field_variable(field).choices;
    choices.iter().position(|choice| choice.name == code).map(|at| at as u16)
}
