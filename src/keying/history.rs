//! Undo and redo of one sheet: each step is the fields it changed, before and after, and where the
//! cursor stood. The journal keeps every step all the same; this is only how to take one back.

use crate::questionnaire::{FieldId, FieldRecord};

/// One thing done: an answer, a table ended, the rest of a page blank, a note.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// The field the cursor stood on.
    pub(super) cursor: FieldId,
    /// Every field that changed: before, after.
    pub(super) changes: Vec<(FieldId, FieldRecord, FieldRecord)>,
    /// The remark on the whole sheet, where it changed: before, after.
    pub(super) note: Option<(Option<String>, Option<String>)>,
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

    pub(super) fn redo(&mut self) -> Option<Step> {
        let step = self.undone.pop()?;
        self.done.push(step.clone());
        Some(step)
    }
}
