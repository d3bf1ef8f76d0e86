//! What a keying session begins with, read from the study: the stack around it, the sheet left
//! unfinished, the previous sheet for `+`. Nothing of the other pass but the numbers that this operator
//! keyed there (DESIGN 5.3, 5.4).

use std::sync::Arc;

use jiff::civil::Date;

use super::{Keying, KeyingState, Operator, OperatorId, Pass, SessionId, Study, StudyError};
use crate::keying::{NumberState, Session, Stack};
use crate::questionnaire::{FieldId, Questionnaire, Record};

/// What a keying session begins with.
#[derive(Clone, Debug)]
pub struct KeyingStart {
    /// Who keys.
    pub operator: Operator,
    /// Which pass.
    pub pass: Pass,
    /// The version keyed with.
    pub questionnaire: Arc<Questionnaire>,
    /// This operator's unfinished keyings of this pass, the one worked on last first.
    pub unfinished: Vec<Keying>,
    /// The field of the last answer of the first of them.
    pub last_field: Option<FieldId>,
    /// Numbers that another operator has begun in this pass and not finished.
    pub begun_by_other: Vec<String>,
    /// The record of this operator's last finished sheet of this pass.
    pub previous: Option<Record>,
    /// Numbers already finished in this pass, by anyone.
    pub finished: Vec<String>,
    /// Numbers that this operator keyed in the other pass; empty if the study lets one person key both.
    pub own_other_pass: Vec<String>,
    /// Numbers of the sheets that should exist, in order; empty if not known.
    pub expected: Vec<String>,
    /// The keying date, for `today()`.
    pub today: Date,
}

impl KeyingStart {
    /// The session that begins so.
    pub fn session(&self) -> Session {
        let mut stack = Stack {
            expected: self.expected.clone(),
            pass: self.finished.iter().map(|number| (number.clone(), NumberState::Finished)).collect(),
            resume: self.unfinished.first().map(|keying| keying.number.clone()),
            resume_after: self.last_field,
            own_other_pass: self.own_other_pass.iter().cloned().collect(),
        };
        for number in &self.begun_by_other {
            stack.pass.insert(number.clone(), NumberState::BegunByOther);
        }
        for keying in &self.unfinished {
            let state = NumberState::Unfinished(Box::new(keying.record.clone().into_record()));
            stack.pass.insert(keying.number.clone(), state);
        }
        Session::new(self.questionnaire.clone(), stack, self.previous.clone(), self.today)
    }
}

impl Study {
    /// Begins a keying by an operator, who is made known to the study if new.
    pub fn start_keying(
        &mut self,
        questionnaire: &str,
        operator: &str,
        pass: Pass,
        today: Date,
    ) -> Result<(SessionId, KeyingStart), StudyError> {
        let operator = self.operator(operator)?;
        let session = self.begin(questionnaire, operator.id, pass)?;
        let unfinished = self.unfinished(questionnaire, operator.id, pass)?;
        let states = self.keying_states(questionnaire)?;
        let definition = Arc::clone(self.questionnaire(questionnaire)?);
        let own_other_pass = if self.plan()?.same_operator_allowed {
            Vec::new()
        } else {
            numbers(&states, |state| state.pass == pass.other() && state.operator == operator.id)
        };
        let by_other =
            |state: &KeyingState| state.pass == pass && !state.finished && state.operator != operator.id;
        let start = KeyingStart {
            pass,
            last_field: unfinished.first().and_then(|latest| latest.last_field),
            unfinished: unfinished.into_iter().map(|unfinished| unfinished.keying).collect(),
            begun_by_other: numbers(&states, by_other),
            previous: self.previous_record(questionnaire, &states, operator.id, pass)?,
            finished: numbers(&states, |state| state.pass == pass && state.finished),
            own_other_pass,
            expected: self.expected(self.held(questionnaire)?, &self.safeguards(questionnaire)?),
            questionnaire: definition,
            operator,
            today,
        };
        Ok((session, start))
    }

    /// The record of the sheet that this operator finished last in this pass.
    fn previous_record(
        &self,
        questionnaire: &str,
        states: &[KeyingState],
        operator: OperatorId,
        pass: Pass,
    ) -> Result<Option<Record>, StudyError> {
        let own = |state: &KeyingState| state.finished && state.pass == pass && state.operator == operator;
        let Some(last) = self.finished_last(questionnaire, operator, pass)? else { return Ok(None) };
        let Some(state) = states.iter().find(|state| own(state) && state.id == last) else { return Ok(None) };
        let keyings = self.sheet(questionnaire, &state.number)?;
        Ok(keyings.into_iter().find(|keying| keying.id == last).map(|keying| keying.record.into_record()))
    }
}

fn numbers(states: &[KeyingState], which: impl Fn(&KeyingState) -> bool) -> Vec<String> {
    states.iter().filter(|state| which(state)).map(|state| state.number.clone()).collect()
}
