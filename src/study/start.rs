//! What a keying session begins with, read from the study: the stack around it, the sheet left
//! unfinished, the previous sheet for `+`. Nothing of the other pass but the numbers that this operator
//! keyed there (DESIGN 5.3, 5.4).

use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::Date;
use uuid::Uuid;

use super::batches::proposed;
use super::{
    Batch, Keying, KeyingState, Operator, OperatorId, Pass, SessionId, SheetChoice, Study, StudyError,
    Unfinished, absent, batches, counted_states,
};
use crate::keying::{Absence, BatchOfSheets, NumberState, OwnKeying, Session, Stack, Terms};
use crate::questionnaire::{FieldId, Questionnaire, Record};

/// Which sheets are to be keyed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BatchChoice {
    /// The batch that the operator worked on last or should begin; the whole study where none was given.
    #[default]
    Proposed,
    /// This one.
    Batch(Uuid),
    /// All that are expected.
    WholeStudy,
}

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
    /// Numbers already finished in this pass by others.
    pub finished: Vec<String>,
    /// Numbers that this operator keyed in the other pass; empty if the study lets one person key both.
    pub own_other_pass: Vec<String>,
    /// Numbers of the sheets that should exist, in order; empty if not known.
    pub expected: Vec<String>,
    /// This operator's keyings of this pass, by the names that entries use.
    pub own: Vec<OwnKeying>,
    /// The batch that is keyed, if this operator was given one.
    pub batch: Option<BatchOfSheets>,
    /// Numbers of batches that somebody else was given for this pass.
    pub elsewhere: Vec<String>,
    /// Numbers declared void or missing.
    pub declared: Vec<(String, Absence)>,
    /// What is verified, left out, set as a constant, put aside.
    pub terms: Terms,
    /// Numbers that the study does not key a second time; empty in the first pass.
    pub not_chosen: Vec<String>,
    /// The keying date, for `today()`.
    pub today: Date,
}

/// A session made, with who keys which pass.
#[derive(Debug)]
pub struct BegunKeying {
    /// What takes the keys.
    pub session: Session,
    /// Who keys.
    pub operator: Operator,
    /// Which pass.
    pub pass: Pass,
}

impl KeyingStart {
    /// The session with who keys. Made where the study is read: a stack of 100,000 numbers takes longer
    /// than a window's frame.
    pub fn begun(self) -> BegunKeying {
        BegunKeying { session: self.session(), operator: self.operator, pass: self.pass }
    }

    /// The session that begins so.
    pub fn session(&self) -> Session {
        let mut stack = Stack {
            expected: self.expected.clone(),
            pass: self.finished.iter().map(|number| (number.clone(), NumberState::Finished)).collect(),
            resume: self.unfinished.first().map(|keying| keying.number.clone()),
            resume_after: self.last_field,
            own_other_pass: self.own_other_pass.iter().cloned().collect(),
            own: self.own.clone(),
            batch: self.batch.clone(),
            elsewhere: self.elsewhere.iter().cloned().collect(),
            declared: self.declared.iter().cloned().collect(),
            not_chosen: self.not_chosen.iter().cloned().collect(),
        };
        for number in &self.begun_by_other {
            stack.pass.insert(number.clone(), NumberState::BegunByOther);
        }
        for keying in &self.unfinished {
            let state = NumberState::Unfinished(Box::new(keying.record.clone().into_record()));
            stack.pass.insert(keying.number.clone(), state);
        }
        let previous = self.previous.clone();
        Session::under(self.terms.clone(), self.questionnaire.clone(), stack, previous, self.today)
    }
}

impl Study {
    /// Begins a keying by an operator, who is made known to the study if new; of the batch that the
    /// operator worked on last, if any was handed out.
    pub fn start_keying(
        &mut self,
        questionnaire: &str,
        operator: &str,
        pass: Pass,
        today: Date,
    ) -> Result<(SessionId, KeyingStart), StudyError> {
        self.start_keying_of(questionnaire, operator, pass, BatchChoice::Proposed, today)
    }

    /// Begins a keying of a batch, or of the whole study.
    pub fn start_keying_of(
        &mut self,
        questionnaire: &str,
        operator: &str,
        pass: Pass,
        choice: BatchChoice,
        today: Date,
    ) -> Result<(SessionId, KeyingStart), StudyError> {
        let operator = self.operator(operator)?;
        let session = self.begin(questionnaire, operator.id, pass)?;
        let unfinished = self.unfinished(questionnaire, operator.id, pass)?;
        let own = self.own_keyings(questionnaire, operator.id, pass)?;
        let declarations = self.declarations(questionnaire)?;
        let states = self.keying_states(questionnaire)?;
        let definition = Arc::clone(self.questionnaire(questionnaire)?);
        let plan = self.plan()?;
        // A sheet that was found under another number is keyed.
        let counted = counted_states(&states, &declarations);
        let own_other_pass = if plan.same_operator_allowed {
            Vec::new()
        } else {
            // As keyed and as matched: a sheet found under another number was keyed too.
            let theirs = |state: &KeyingState| state.pass == pass.other() && state.operator == operator.id;
            [numbers(&states, theirs), numbers(&counted, theirs)].concat()
        };
        let by_other =
            |state: &KeyingState| state.pass == pass && !state.finished && state.operator != operator.id;
        let stacks = batches(&declarations);
        let finished: HashSet<&str> = counted
            .iter()
            .filter(|state| state.pass == pass && state.finished)
            .map(|state| state.number.as_str())
            .collect();
        let own_numbers: HashSet<&str> = own.iter().map(|(_, number, _)| number.as_str()).collect();
        let last = unfinished.first().map(|unfinished| unfinished.keying.number.as_str());
        let last = last.or_else(|| own.last().map(|(_, number, _)| number.as_str()));
        let batch = match choice {
            BatchChoice::Proposed => {
                proposed(&stacks, operator.id, pass, last, |number| finished.contains(number))
            }
            BatchChoice::Batch(id) => stacks.iter().find(|batch| batch.id == id),
            BatchChoice::WholeStudy => None,
        };
        let of_others = |batch: &&Batch| batch.holder(pass).is_some_and(|holder| holder != operator.id);
        let elsewhere = stacks.iter().filter(of_others).flat_map(|batch| batch.numbers.iter().cloned());
        let note = |number: &str| {
            let with = unfinished.iter().find(|unfinished| unfinished.keying.number == number);
            with.and_then(|unfinished| unfinished.keying.note.clone())
        };
        let named = |(_, number, finished): &(i64, String, bool)| OwnKeying {
            number: number.clone(),
            finished: *finished,
            note: if *finished { None } else { note(number) },
        };
        let mut terms = self.terms(questionnaire, (operator.id, pass), &declarations, &states)?;
        terms.aside = unfinished.iter().map(Unfinished::aside_by_number).collect();
        let expected = self.expected(self.held(questionnaire)?, &self.safeguards(questionnaire)?);
        let choice = if pass == Pass::Second { plan.second_pass_sheets } else { SheetChoice::All };
        let start = KeyingStart {
            terms,
            not_chosen: expected.iter().filter(|number| !choice.chooses(number)).cloned().collect(),
            own: own.iter().map(named).collect(),
            batch: batch
                .map(|batch| BatchOfSheets { name: batch.name.clone(), numbers: batch.numbers.clone() }),
            elsewhere: elsewhere.collect(),
            declared: absent(&declarations).into_values().map(|it| (it.number, it.absence)).collect(),
            pass,
            last_field: unfinished.first().and_then(|latest| latest.last_field),
            unfinished: unfinished.into_iter().map(|unfinished| unfinished.keying).collect(),
            begun_by_other: numbers(&states, by_other),
            previous: self.previous_record(questionnaire, &states, operator.id, pass)?,
            finished: numbers(&counted, |state| {
                let is_own = state.operator == operator.id && own_numbers.contains(state.number.as_str());
                state.pass == pass && state.finished && !is_own
            }),
            own_other_pass,
            expected,
            questionnaire: definition,
            operator,
            today,
        };
        self.session_knows(session, own.into_iter().map(|(key, ..)| key).collect());
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
