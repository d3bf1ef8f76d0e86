//! Answers put aside: a filter question is changed, and what was keyed in questions now skipped is no
//! answer of the sheet any more. It comes back when the filter comes back. Each way is an entry.

use std::collections::BTreeMap;

use super::Cause;
use super::history::Step;
use super::session::{Effect, Session};
use crate::questionnaire::{Answer, FieldId, FieldRecord};

/// By field: the answer put aside.
pub type Aside = BTreeMap<FieldId, FieldRecord>;

impl Session {
    /// The answers of this sheet that a filter has put aside.
    pub fn aside(&self) -> &Aside {
        &self.sheet.aside
    }

    /// After answers have changed: looks at the filters anew, puts aside the answers of questions now
    /// skipped, and brings back those of questions now asked. One changes what the next filter reads, so
    /// it goes on until nothing moves (filters have no cycles).
    pub(super) fn follow_filters(&mut self, step: &mut Step, effects: &mut Vec<Effect>) {
        self.sheet.applicable = self.rules.applicable(&self.sheet.record);
        if self.without_rules {
            return;
        }
        for _ in 0..=self.order.len() {
            let moved: Vec<(FieldId, FieldRecord)> =
                self.order.iter().skip(1).filter_map(|field| self.moved_by_filter(*field)).collect();
            if moved.is_empty() {
                return;
            }
            for (field, after) in moved {
                if after.answer == Answer::NotKeyed {
                    let place = self.sheet.record.field(field).clone();
                    self.sheet.aside.insert(field, FieldRecord { note: None, ..place });
                } else {
                    self.sheet.aside.remove(&field);
                }
                self.write(field, after, Cause::Filter, step, effects);
            }
            self.sheet.applicable = self.rules.applicable(&self.sheet.record);
        }
    }

    /// What a field holds once its filter is followed, if that changes it.
    fn moved_by_filter(&self, field: FieldId) -> Option<(FieldId, FieldRecord)> {
        let place = self.sheet.record.field(field);
        if self.applies(field) {
            let back = self.sheet.aside.get(&field).filter(|_| place.answer == Answer::NotKeyed)?;
            return Some((field, back.clone()));
        }
        let nothing = FieldRecord { origin: place.origin, ..FieldRecord::default() };
        (place.answer.is_keyed() && !place.kept).then_some((field, nothing))
    }

    /// F3 on a skipped question: the paper has this answer all the same.
    pub(super) fn keep_aside(&mut self, effects: &mut Vec<Effect>) -> bool {
        let Some(place) = self.sheet.aside.get(&self.sheet.cursor).cloned() else { return false };
        self.commit(place.answer, true, place.origin, effects);
        true
    }
}
