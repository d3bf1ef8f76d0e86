//! The keys of a session, counted: how many were pressed for which entries. When is for the study to say,
//! whose entries carry their time; nothing here knows a clock.

use super::{Effect, Entry, Signal};

/// Keys and entries since the last [`Entry::Keys`].
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    all: u64,
    pressed: u32,
    entries: u32,
}

impl Tally {
    /// A key was pressed. The one that ends a pause belongs to no sheet.
    pub(super) fn press(&mut self, paused: bool) {
        if !paused {
            self.all += 1;
            self.pressed = self.pressed.saturating_add(1);
        }
    }

    /// Counts the effects from `before` on, and asks for the count to be kept before a sheet ends, is
    /// left for another one, or is paused.
    pub(super) fn count(&mut self, before: usize, effects: &mut Vec<Effect>) {
        let mut at = before;
        while at < effects.len() {
            let ends = match &effects[at] {
                Effect::Keep(Entry::Finish | Entry::Resume { .. }) | Effect::Signal(Signal::Paused) => true,
                // These belong to no sheet: with them alone there is none to keep the count with.
                Effect::Keep(Entry::Declare { .. } | Entry::Withdraw { .. } | Entry::Constant { .. }) => {
                    false
                }
                Effect::Keep(_) => {
                    self.entries = self.entries.saturating_add(1);
                    false
                }
                Effect::Signal(_) | Effect::Fetch { .. } => false,
            };
            if let Some(entry) = ends.then(|| self.entry()).flatten() {
                effects.insert(at, Effect::Keep(entry));
                at += 1;
            }
            at += 1;
        }
    }

    /// What was counted, if there is a sheet that it belongs to.
    pub(super) fn entry(&mut self) -> Option<Entry> {
        if self.entries == 0 {
            return None;
        }
        let (pressed, entries) = (std::mem::take(&mut self.pressed), std::mem::take(&mut self.entries));
        Some(Entry::Keys { pressed, entries })
    }

    pub(super) fn all(&self) -> u64 {
        self.all
    }
}
