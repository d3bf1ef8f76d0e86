//! The records that a session's entries amount to, kept in memory: for keyings that no study keeps. How a
//! study reads them back is its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Entry;
use crate::questionnaire::{Answer, FieldRecord, Questionnaire, Record, Value};

/// Sheets keyed so far, from their entries in order.
#[derive(Clone, Debug)]
pub struct Replay {
    questionnaire: Arc<Questionnaire>,
    sheets: BTreeMap<String, (Record, bool)>,
    open: Option<String>,
}

impl Replay {
    /// Nothing keyed.
    pub fn new(questionnaire: Arc<Questionnaire>) -> Self {
        Self { questionnaire, sheets: BTreeMap::new(), open: None }
    }

    /// The next entry.
    pub fn take(&mut self, entry: &Entry) {
        match entry {
            Entry::Open { number, kept } => {
                let mut record = Record::empty(&self.questionnaire);
                self.write_number(&mut record, number, *kept);
                self.sheets.insert(number.clone(), (record, false));
                self.open = Some(number.clone());
            }
            Entry::Resume { number } => self.open = Some(number.clone()),
            Entry::Renumber { number, kept } => {
                let open = self.open.replace(number.clone());
                if let Some((mut record, finished)) = open.and_then(|open| self.sheets.remove(&open)) {
                    self.write_number(&mut record, number, *kept);
                    self.sheets.insert(number.clone(), (record, finished));
                }
            }
            Entry::Answer { field, answer, kept, origin, .. } => {
                let (answer, kept, origin) = (answer.clone(), *kept, *origin);
                self.change(|record| {
                    let place = record.field_mut(*field);
                    *place = FieldRecord { answer, kept, origin, note: place.note.take() };
                });
            }
            Entry::Note { field: Some(field), text } => {
                let note = Some(text.clone()).filter(|text| !text.is_empty());
                self.change(|record| record.field_mut(*field).note = note);
            }
            Entry::Finish => self.finish(true),
            Entry::Reopen => self.finish(false),
            Entry::Note { field: None, .. } | Entry::Keys { .. } => {}
        }
    }

    /// The finished sheets, by number.
    pub fn finished(&self) -> impl Iterator<Item = &Record> {
        self.sheets.values().filter(|(_, finished)| *finished).map(|(record, _)| record)
    }

    fn write_number(&self, record: &mut Record, number: &str, kept: bool) {
        if let Some(field) = self.questionnaire.sheet_number_field() {
            let place = record.field_mut(field);
            (place.answer, place.kept) = (Answer::Value(Value::Text(number.to_owned())), kept);
        }
    }

    fn change(&mut self, change: impl FnOnce(&mut Record)) {
        let open = self.open.as_ref().and_then(|open| self.sheets.get_mut(open));
        if let Some((record, _)) = open {
            change(record);
        }
    }

    fn finish(&mut self, to: bool) {
        let open = self.open.as_ref().and_then(|open| self.sheets.get_mut(open));
        if let Some((_, finished)) = open {
            *finished = to;
        }
    }
}
