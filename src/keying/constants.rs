//! Constants: an answer that several sheets of a stack share is set once by a keyer, for this pass; the
//! question is then filled when the cursor comes to it, marked as such, and passed over.

use super::Entry;
use super::session::{Effect, Mode, Refusal, Session, Signal};
use crate::questionnaire::{Answer, FieldId, Origin};

impl Session {
    /// The answer set for a field of the sheets that follow.
    pub fn constant(&self, field: FieldId) -> Option<&Answer> {
        self.terms.constants.get(&field)
    }

    /// The fields for which a constant is set, in the order of the paper.
    pub fn constants(&self) -> impl Iterator<Item = (FieldId, &Answer)> {
        self.terms.constants.iter().map(|(field, answer)| (*field, answer))
    }

    /// F10: the answer that stands here is set for the sheets that follow; pressed on an answer that is
    /// set, or on an empty field, it is no longer.
    pub(super) fn toggle_constant(&mut self, effects: &mut Vec<Effect>) {
        let field = self.sheet.cursor;
        let standing = self.sheet.record.answer(field).clone();
        let constant = self.terms.constants.get(&field);
        let to_set = standing.is_keyed() && constant != Some(&standing);
        if self.in_number() || !self.is_untyped() || !(to_set || constant.is_some()) {
            return self.refuse(Refusal::NothingToSet, effects);
        }
        let answer = to_set.then_some(standing);
        match answer.clone() {
            Some(answer) => _ = self.terms.constants.insert(field, answer),
            None => _ = self.terms.constants.remove(&field),
        }
        effects.push(Effect::Keep(Entry::Constant { field, answer }));
        effects.push(Effect::Signal(Signal::Accepted));
    }

    /// Fills the questions that the cursor has come to by itself, as long as they have a constant. Nothing
    /// is kept of a sheet before its first answer that is not one.
    pub(super) fn fill_constants(&mut self, effects: &mut Vec<Effect>) {
        while std::mem::take(&mut self.advanced) && self.mode == Mode::Field {
            let field = self.sheet.cursor;
            let fresh = !self.in_number() && !self.sheet.finished;
            let unkeyed = fresh && self.is_awaited(field);
            let Some(answer) = self.terms.constants.get(&field).filter(|_| unkeyed).cloned() else { return };
            self.take(answer, Origin::Constant, effects);
        }
    }

    /// Whether the field was filled by a constant and is passed over.
    pub(super) fn is_constant(&self, field: FieldId) -> bool {
        let place = self.sheet.record.field(field);
        place.origin == Origin::Constant && place.answer.is_keyed()
    }
}
