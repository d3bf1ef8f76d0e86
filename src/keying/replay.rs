//! The records that a session's entries amount to, kept in memory: for keyings that no study keeps. How a
//! study reads them back is its own.

use std::sync::Arc;

use super::{Aside, Cause, Entry};
use crate::questionnaire::{Answer, FieldRecord, Questionnaire, Record, Value};

/// Sheets keyed so far, from their entries in order.
#[derive(Clone, Debug)]
pub struct Replay {
    questionnaire: Arc<Questionnaire>,
    /// In the order they were opened, which is how a session names them.
    sheets: Vec<Sheet>,
    open: Option<usize>,
}

#[derive(Clone, Debug)]
struct Sheet {
    number: String,
    record: Record,
    note: Option<String>,
    aside: Aside,
    finished: bool,
}

impl Replay {
    /// Nothing keyed.
    pub fn new(questionnaire: Arc<Questionnaire>) -> Self {
        Self { questionnaire, sheets: Vec::new(), open: None }
    }

    /// The next entry.
    pub fn take(&mut self, entry: &Entry) {
        match entry {
            Entry::Open { number, kept } => {
                let record = Record::empty(&self.questionnaire);
                let sheet =
                    Sheet { number: String::new(), record, note: None, aside: Aside::new(), finished: false };
                self.open = Some(self.sheets.len());
                self.sheets.push(sheet);
                self.write_number(number, *kept);
            }
            Entry::Resume { keying: Some(keying), .. } => self.open = Some(*keying as usize),
            Entry::Resume { number, keying: None } => {
                self.open = self.sheets.iter().rposition(|sheet| sheet.number == *number);
            }
            Entry::Renumber { number, kept } => self.write_number(number, *kept),
            Entry::Answer { field, answer, kept, origin, cause } => {
                let (answer, kept, origin) = (answer.clone(), *kept, *origin);
                self.change(|sheet| {
                    let place = sheet.record.field_mut(*field);
                    let before = place.clone();
                    *place = FieldRecord { answer, kept, origin, note: place.note.take() };
                    match (cause, &place.answer) {
                        (Cause::Filter, Answer::NotKeyed) => {
                            let before = FieldRecord { kept: false, note: None, ..before };
                            _ = sheet.aside.insert(*field, before);
                        }
                        _ => _ = sheet.aside.remove(field),
                    }
                });
            }
            Entry::Note { field, text } => {
                let note = Some(text.clone()).filter(|text| !text.is_empty());
                self.change(|sheet| match field {
                    Some(field) => sheet.record.field_mut(*field).note = note,
                    None => sheet.note = note,
                });
            }
            Entry::Finish => self.change(|sheet| sheet.finished = true),
            Entry::Reopen => self.change(|sheet| sheet.finished = false),
            Entry::Keys { .. } | Entry::Declare { .. } | Entry::Withdraw { .. } | Entry::Constant { .. } => {}
        }
    }

    /// The finished sheets, in the order they were opened.
    pub fn finished(&self) -> impl Iterator<Item = &Record> {
        self.sheets.iter().filter(|sheet| sheet.finished).map(|sheet| &sheet.record)
    }

    /// A sheet that the session goes back to, with the remark on it and the answers put aside; by the
    /// order of opening.
    pub fn sheet(&self, keying: u32) -> Option<(Record, Option<String>, Aside)> {
        let sheet = self.sheets.get(keying as usize)?;
        Some((sheet.record.clone(), sheet.note.clone(), sheet.aside.clone()))
    }

    fn write_number(&mut self, number: &str, kept: bool) {
        let field = self.questionnaire.sheet_number_field();
        self.change(|sheet| {
            number.clone_into(&mut sheet.number);
            if let Some(field) = field {
                let place = sheet.record.field_mut(field);
                (place.answer, place.kept) = (Answer::Value(Value::Text(number.to_owned())), kept);
            }
        });
    }

    fn change(&mut self, change: impl FnOnce(&mut Sheet)) {
        if let Some(sheet) = self.open.and_then(|open| self.sheets.get_mut(open)) {
            change(sheet);
        }
    }
}
