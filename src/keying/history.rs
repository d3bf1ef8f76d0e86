//! Undo and redo of one sheet: each step is the fields it changed, before and after, and where the
//! cursor stood. The journal keeps every step all the same; this is only how to take one back.

use super::aside::Aside;
use crate::questionnaire::{FieldId, FieldRecord, Origin};

/// One thing done: an answer, a table ended, the rest of a page blank, a note.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// The field the cursor stood on.
    pub(super) cursor: FieldId,
    /// The field it went on from.
    pub(super) end: FieldId,
    /// Every field that changed: before, after.
    pub(super) changes: Vec<(FieldId, FieldRecord, FieldRecord)>,
    /// The remark on the whole sheet, where it changed: before, after.
    pub(super) note: Option<(Option<String>, Option<String>)>,
    /// What filters had put aside: before, after.
    pub(super) aside: (Aside, Aside),
}

impl Step {
    /// Nothing done yet.
    pub(super) fn at(cursor: FieldId, aside: &Aside) -> Self {
        Self { cursor, end: cursor, changes: Vec::new(), note: None, aside: (aside.clone(), aside.clone()) }
    }

    /// Whether a constant did it, not a key.
    pub(super) fn is_constant(&self) -> bool {
        let filled = |(_, before, after): &(FieldId, FieldRecord, FieldRecord)| {
            after.origin == Origin::Constant && before.answer != after.answer
        };
        self.changes.first().is_some_and(filled)
    }
}

/// Steps done and steps taken back.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    pub(super) fn push(&mut self, step: Step) {
        self.undone.clear();
        self.done.push(step);
    }

    pub(super) fn undo(&mut self) -> Option<Step> {
        let step = self.done.pop()?;
        self.undone.push(step.clone());
        Some(step)
    }

    /// Whether the step to be taken back next, or done again, is a constant's.
    pub(super) fn next_is_constant(&self, redo: bool) -> bool {
        let steps = if redo { &self.undone } else { &self.done };
        steps.last().is_some_and(Step::is_constant)
    }

    pub(super) fn redo(&mut self) -> Option<Step> {
        let step = self.undone.pop()?;
        self.done.push(step.clone());
        Some(step)
    }
}
