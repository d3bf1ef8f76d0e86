//! The stack of sheets as a session works on it: which number comes next, what stands against a number,
//! which keyings are this operator's own. Found without looking through the stack, however high it is.

use std::collections::{BTreeSet, HashMap};

use super::aside::Aside;
use super::entry::Absence;
use super::history::{History, PackedHistory};
use super::stack::{NumberProblem, NumberState, Stack, number_rule};
use crate::questionnaire::packed::Packed;
use crate::questionnaire::{Questionnaire, Record};

/// How many finished sheets stay at hand with what can be taken back on them.
const AT_HAND: usize = 200;

/// A stack with its indices.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    stack: Stack,
    /// By number: its place among those offered, and whether the study expects it.
    places: HashMap<String, Place>,
    /// Places among those offered that can be keyed now.
    open: BTreeSet<usize>,
    own: Vec<Own>,
    by_number: HashMap<String, Vec<usize>>,
    /// Own finished keyings, in the order in which they were finished.
    done: Vec<usize>,
    /// The name that the next keying begun has in [`super::Entry::Resume`].
    next_keying: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    offered: Option<usize>,
    expected: bool,
}

/// One of the operator's own keyings of this pass.
#[derive(Clone, Debug)]
struct Own {
    number: String,
    keying: Option<u32>,
    state: OwnState,
    /// Whether it stands among the finished ones.
    done: bool,
}

#[derive(Clone, Debug)]
enum OwnState {
    /// Under the keyer's hands.
    Current,
    /// Left, finished or not; what it says, if it is at hand.
    Left { finished: bool, kept: Option<Box<PutAway>> },
}

/// What a sheet says, to be gone on with.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) record: Record,
    pub(super) note: Option<String>,
    pub(super) aside: Aside,
    pub(super) history: History,
}

/// The same in few bytes, while another sheet is keyed.
#[derive(Clone, Debug)]
struct PutAway {
    record: Packed,
    note: Option<String>,
    aside: Aside,
    history: PackedHistory,
}

/// A keying to go back to.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) number: String,
    pub(super) keying: Option<u32>,
    pub(super) finished: bool,
    /// What it says; `None` has to be fetched.
    pub(super) kept: Option<Kept>,
}

impl Shelf {
    pub(super) fn new(mut stack: Stack) -> Self {
        let mut begun: HashMap<String, Box<Record>> = HashMap::new();
        stack.pass.retain(|number, state| match state {
            NumberState::Unfinished(record) => {
                begun.insert(number.clone(), record.clone());
                false
            }
            NumberState::Finished | NumberState::BegunByOther => true,
        });
        let mut shelf = Self {
            places: places(&stack),
            open: BTreeSet::new(),
            own: Vec::new(),
            by_number: HashMap::new(),
            done: Vec::new(),
            next_keying: stack.own.len() as u32,
            stack,
        };
        for (at, own) in std::mem::take(&mut shelf.stack.own).into_iter().enumerate() {
            let record = if own.finished { None } else { begun.remove(&own.number) };
            let kept = record.map(|record| PutAway::unchanged(*record, own.note));
            shelf.push(own.number, Some(at as u32), OwnState::Left { finished: own.finished, kept });
        }
        for (number, record) in begun {
            let kept = Some(PutAway::unchanged(*record, None));
            shelf.push(number, None, OwnState::Left { finished: false, kept });
        }
        let open = shelf.offered().iter().enumerate().filter(|(_, number)| shelf.is_open(number));
        shelf.open = open.map(|(place, _)| place).collect();
        shelf
    }

    fn push(&mut self, number: String, keying: Option<u32>, state: OwnState) -> usize {
        let at = self.own.len();
        let done = matches!(state, OwnState::Left { finished: true, .. });
        if done {
            self.done.push(at);
        }
        self.by_number.entry(number.clone()).or_default().push(at);
        self.own.push(Own { number, keying, state, done });
        at
    }

    /// The numbers that are offered one after the other: those of the batch, else all that are expected.
    fn offered(&self) -> &[String] {
        self.stack.batch.as_ref().map_or(&self.stack.expected, |batch| &batch.numbers)
    }

    pub(super) fn stack(&self) -> &Stack {
        &self.stack
    }

    /// The first offered number after `current`, in a circle, that can be keyed now.
    pub(super) fn next(&self, current: Option<&str>) -> Option<&str> {
        let here = current.and_then(|current| self.places.get(current)?.offered);
        let after = here.map_or(0, |at| at + 1);
        let place = self.open.range(after..).chain(self.open.range(..after)).find(|at| Some(**at) != here)?;
        self.offered().get(*place).map(String::as_str)
    }

    /// How many offered numbers can still be keyed.
    pub(super) fn left(&self) -> usize {
        self.open.len()
    }

    fn is_open(&self, number: &str) -> bool {
        let free = match self.own_state(number) {
            Some((_, OwnState::Left { finished, .. })) => !finished,
            Some((_, OwnState::Current)) => false,
            None => !self.stack.pass.contains_key(number),
        };
        let of_others = self.stack.batch.is_none() && self.stack.elsewhere.contains(number);
        free && !of_others
            && !self.stack.own_other_pass.contains(number)
            && !self.stack.not_chosen.contains(number)
            && !self.stack.declared.contains_key(number)
    }

    fn refresh(&mut self, number: &str) {
        let Some(place) = self.places.get(number).and_then(|place| place.offered) else { return };
        if self.is_open(number) {
            self.open.insert(place);
        } else {
            self.open.remove(&place);
        }
    }

    /// The operator's own keying of a number that counts: an unfinished one first, then the newest.
    fn own_state(&self, number: &str) -> Option<(usize, &OwnState)> {
        let all = self.by_number.get(number)?;
        let unfinished = |at: &&usize| matches!(self.own[**at].state, OwnState::Left { finished: false, .. });
        let at = all.iter().find(unfinished).or_else(|| all.last())?;
        Some((*at, &self.own[*at].state))
    }

    /// The operator's own unfinished keying of a number that is not under the hands.
    pub(super) fn own_unfinished(&self, number: &str) -> Option<usize> {
        self.own_state(number)
            .filter(|(_, state)| matches!(state, OwnState::Left { finished: false, .. }))
            .map(|(at, _)| at)
    }

    /// The operator's own newest finished keying of a number.
    pub(super) fn own_finished(&self, number: &str) -> Option<usize> {
        let finished = |at: &&usize| matches!(self.own[**at].state, OwnState::Left { finished: true, .. });
        self.by_number.get(number)?.iter().rev().find(finished).copied()
    }

    /// What stands against keying `number` now, worst first.
    pub(super) fn problem(&self, questionnaire: &Questionnaire, number: &str) -> Option<NumberProblem> {
        if self.own_unfinished(number).is_some() {
            return None;
        }
        if self.stack.own_other_pass.contains(number) {
            return Some(NumberProblem::KeyedInOtherPass);
        }
        if self.own_finished(number).is_some() {
            return Some(NumberProblem::KeyedByYou);
        }
        match (self.stack.pass.get(number), self.stack.declared.get(number)) {
            (Some(NumberState::Finished | NumberState::Unfinished(_)), _) => {
                Some(NumberProblem::AlreadyKeyed)
            }
            (Some(NumberState::BegunByOther), _) => Some(NumberProblem::BegunByOther),
            (None, Some(Absence::Void)) => Some(NumberProblem::DeclaredVoid),
            (None, Some(Absence::Missing)) => Some(NumberProblem::DeclaredMissing),
            (None, None) => number_rule(questionnaire, number).or_else(|| self.misplaced(number)),
        }
    }

    fn misplaced(&self, number: &str) -> Option<NumberProblem> {
        let place = self.places.get(number).copied().unwrap_or_default();
        let outside = match self.stack.batch {
            Some(_) => place.offered.is_none(),
            None => self.stack.elsewhere.contains(number),
        };
        if !self.stack.expected.is_empty() && !place.expected && place.offered.is_none() {
            Some(NumberProblem::NotExpected)
        } else {
            outside.then_some(NumberProblem::NotInBatch)
        }
    }

    /// A keying begins under a number; its place among the operator's own.
    pub(super) fn begin(&mut self, number: &str) -> usize {
        let keying = self.next_keying;
        self.next_keying += 1;
        let at = self.push(number.to_owned(), Some(keying), OwnState::Current);
        self.refresh(number);
        at
    }

    /// The keying under the hands gets another number.
    pub(super) fn renumber(&mut self, at: usize, number: &str) {
        let old = std::mem::replace(&mut self.own[at].number, number.to_owned());
        if let Some(all) = self.by_number.get_mut(&old) {
            all.retain(|other| *other != at);
        }
        self.by_number.entry(number.to_owned()).or_default().push(at);
        self.refresh(&old);
        self.refresh(number);
    }

    /// The keying under the hands is left.
    pub(super) fn leave(&mut self, at: usize, finished: bool, kept: Kept) {
        self.own[at].state = OwnState::Left { finished, kept: Some(PutAway::of(kept)) };
        if finished && !std::mem::replace(&mut self.own[at].done, true) {
            self.done.push(at);
        }
        if let Some(old) = self.done.len().checked_sub(AT_HAND + 1).map(|place| self.done[place])
            && let OwnState::Left { finished: true, kept } = &mut self.own[old].state
        {
            *kept = None;
        }
        let number = self.own[at].number.clone();
        self.refresh(&number);
    }

    /// Takes a keying under the hands again.
    pub(super) fn take(&mut self, at: usize) -> Taken {
        let own = &mut self.own[at];
        let (number, keying) = (own.number.clone(), own.keying);
        let (finished, kept) = match std::mem::replace(&mut own.state, OwnState::Current) {
            OwnState::Left { finished, kept } => (finished, kept),
            OwnState::Current => (false, None),
        };
        self.refresh(&number);
        Taken { number, keying, finished, kept: kept.map(|kept| kept.open()) }
    }

    /// Puts back a keying that could not be fetched.
    pub(super) fn put_back(&mut self, at: usize, finished: bool) {
        self.own[at].state = OwnState::Left { finished, kept: None };
        let number = self.own[at].number.clone();
        self.refresh(&number);
    }

    pub(super) fn keying(&self, at: usize) -> Option<u32> {
        self.own.get(at)?.keying
    }

    /// The keying is open again: it is not among the finished ones until it is finished again.
    pub(super) fn reopened(&mut self, at: usize) {
        self.own[at].done = false;
        self.done.retain(|other| *other != at);
    }

    /// The own sheet finished before `at`, or the last one.
    pub(super) fn finished_before(&self, at: Option<usize>) -> Option<usize> {
        let before = match at.and_then(|at| self.done.iter().rposition(|other| *other == at)) {
            Some(place) => place,
            None => self.done.len(),
        };
        self.done[..before]
            .iter()
            .rev()
            .copied()
            .find(|at| matches!(self.own[*at].state, OwnState::Left { .. }))
    }

    /// A number is declared not to be keyed, or is to be keyed after all.
    pub(super) fn declare(&mut self, number: &str, absence: Option<Absence>) {
        match absence {
            Some(absence) => self.stack.declared.insert(number.to_owned(), absence),
            None => self.stack.declared.remove(number),
        };
        self.refresh(number);
    }
}

impl PutAway {
    fn unchanged(record: Record, note: Option<String>) -> Box<Self> {
        Self::of(Kept { record, note, aside: Aside::new(), history: History::default() })
    }

    fn of(Kept { record, note, aside, history }: Kept) -> Box<Self> {
        let packed = Packed::of(&record);
        Box::new(Self { record: packed, note, aside, history: PackedHistory::of(history, record) })
    }

    fn open(self) -> Kept {
        let record = self.record.open();
        let history = self.history.open(record.clone());
        Kept { record, note: self.note, aside: self.aside, history }
    }
}

fn places(stack: &Stack) -> HashMap<String, Place> {
    let mut places: HashMap<String, Place> = HashMap::with_capacity(stack.expected.len());
    for (at, number) in stack.expected.iter().enumerate() {
        let offered = stack.batch.is_none().then_some(at);
        places.insert(number.clone(), Place { offered, expected: true });
    }
    for (at, number) in stack.batch.iter().flat_map(|batch| &batch.numbers).enumerate() {
        places.entry(number.clone()).or_default().offered = Some(at);
    }
    places
}
