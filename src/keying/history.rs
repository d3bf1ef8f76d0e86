//! Undo and redo of one sheet: each step is the fields it changed, before and after, and where the
//! cursor stood. The journal keeps every step all the same; this is only how to take one back.

use super::aside::Aside;
use crate::questionnaire::{FieldId, FieldRecord, Origin, Record};

/// One thing done: an answer, a table ended, the rest of a page blank, a note.
#[derive(Clone, Debug, PartialEq)]
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
        let (changes, aside) = (Vec::with_capacity(1), (aside.clone(), aside.clone()));
        Self { cursor, end: cursor, changes, note: None, aside }
    }

    /// An empty field under the cursor got the answer that stands there in `record`.
    fn plain(field: FieldId, record: &Record) -> Self {
        let changes = vec![(field, FieldRecord::default(), record.field(field).clone())];
        Self { changes, ..Self::at(field, &Aside::new()) }
    }

    /// The field, if it is such a step.
    fn plain_field(&self, record: &Record) -> Option<FieldId> {
        let [(field, before, after)] = &self.changes[..] else { return None };
        let empty = *before == FieldRecord::default() && self.aside.0.is_empty() && self.aside.1.is_empty();
        let here = *field == self.cursor && *field == self.end;
        let stands = here && after == record.field(*field);
        (empty && stands && self.note.is_none()).then_some(*field)
    }

    /// Puts the fields of a record back to what they were before.
    fn take_back(&self, record: &mut Record) {
        for (field, before, _) in self.changes.iter().rev() {
            record.field_mut(*field).clone_from(before);
        }
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
#[derive(Clone, Debug, Default, PartialEq)]
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

/// A history while another sheet is keyed, in few bytes: most steps gave an empty field its answer, and what
/// that was stands in the sheet itself. Opened with the record it was packed with, it is as it was.
#[derive(Clone, Debug, Default)]
pub(super) struct PackedHistory {
    /// The fields of those steps, in order.
    plain: Box<[FieldId]>,
    /// All other steps, each with its place among all.
    others: Box<[(usize, Step)]>,
    undone: Box<[Step]>,
}

impl PackedHistory {
    /// Packs what was done until a sheet said `record`.
    pub(super) fn of(history: History, mut record: Record) -> Self {
        let (mut plain, mut others) = (Vec::new(), Vec::new());
        for (at, mut step) in history.done.into_iter().enumerate().rev() {
            match step.plain_field(&record) {
                Some(field) => {
                    *record.field_mut(field) = FieldRecord::default();
                    plain.push(field);
                }
                None => {
                    step.take_back(&mut record);
                    step.changes.shrink_to_fit();
                    others.push((at, step));
                }
            }
        }
        plain.reverse();
        others.reverse();
        Self { plain: plain.into(), others: others.into(), undone: history.undone.into() }
    }

    /// The steps again, of a sheet that says `record`.
    pub(super) fn open(self, mut record: Record) -> History {
        let mut others = self.others.into_vec();
        let mut plain = self.plain.iter().rev();
        let mut done = Vec::with_capacity(plain.len() + others.len());
        for at in (0..plain.len() + others.len()).rev() {
            let other = others.pop_if(|(place, _)| *place == at).map(|(_, step)| step);
            let step = other.or_else(|| plain.next().map(|field| Step::plain(*field, &record)));
            done.extend(step.inspect(|step| step.take_back(&mut record)));
        }
        done.reverse();
        History { done, undone: self.undone.into() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::questionnaire::{Answer, Missing, Value};

    const FIELDS: u16 = 4;

    fn place() -> impl Strategy<Value = FieldRecord> {
        let answer = prop_oneof![
            3 => Just(Answer::NotKeyed),
            1 => Just(Answer::Missing(Missing::Blank)),
            3 => (0..3i64).prop_map(|number| Answer::Value(Value::Integer(number))),
        ];
        let origin = prop_oneof![4 => Just(Origin::Keyed), 1 => Just(Origin::Constant)];
        let note = prop_oneof![4 => Just(None), 1 => Just(Some("remark".to_owned()))];
        (answer, origin, note).prop_map(|(answer, origin, note)| FieldRecord {
            answer,
            origin,
            note,
            ..FieldRecord::default()
        })
    }

    /// What a step writes, whether one field or several, whether it is the remark on the sheet, whether
    /// answers are put aside by it, whether it is taken back again.
    type Done = (Vec<(u16, FieldRecord)>, bool, bool, bool);

    fn done() -> impl Strategy<Value = Done> {
        let several = prop_oneof![4 => 1..2usize, 1 => 0..4usize];
        let writes = several.prop_flat_map(|count| prop::collection::vec((0..FIELDS, place()), count));
        (writes, prop::bool::weighted(0.1), prop::bool::weighted(0.1), prop::bool::weighted(0.2))
    }

    proptest! {
        /// DESIGN 8, Ctrl+Z over the whole sheet: what was done on a sheet is still known after another one
        /// was keyed.
        #[test]
        fn a_history_comes_back_as_it_was(all in prop::collection::vec(done(), 0..20)) {
            let mut record = Record { fields: vec![FieldRecord::default(); FIELDS.into()] };
            let mut history = History::default();
            for (writes, remarks, aside, taken_back) in all {
                let cursor = FieldId(writes.first().map_or(0, |(field, _)| *field));
                let mut step = Step::at(cursor, &Aside::new());
                for (field, after) in writes {
                    let before = std::mem::replace(record.field_mut(FieldId(field)), after.clone());
                    step.changes.push((FieldId(field), before, after));
                }
                step.end = step.changes.last().map_or(cursor, |(field, ..)| *field);
                step.note = remarks.then(|| (None, Some("sheet".to_owned())));
                if aside {
                    step.aside.1.insert(FieldId(1), FieldRecord::default());
                }
                history.push(step);
                if taken_back && let Some(step) = history.undo() {
                    step.take_back(&mut record);
                }
            }
            let packed = PackedHistory::of(history.clone(), record.clone());
            prop_assert_eq!(packed.open(record), history);
        }

        /// A sheet keyed from its beginning to its end costs the place of each answer.
        #[test]
        fn answers_typed_once_are_plain(answers in prop::collection::vec(place(), FIELDS as usize)) {
            let mut record = Record { fields: vec![FieldRecord::default(); FIELDS.into()] };
            let mut history = History::default();
            for (field, after) in (0..FIELDS).map(FieldId).zip(answers) {
                let changes = vec![(field, FieldRecord::default(), after.clone())];
                *record.field_mut(field) = after;
                history.push(Step { changes, ..Step::at(field, &Aside::new()) });
            }
            let packed = PackedHistory::of(history, record);
            prop_assert_eq!((packed.plain.len(), packed.others.len()), (FIELDS.into(), 0));
        }
    }
}
