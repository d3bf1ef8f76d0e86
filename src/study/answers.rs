//! The answers of a keying as a snapshot holds them: packed, and opened where somebody looks. No SQL.

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};
use std::sync::OnceLock;

use crate::questionnaire::packed::Packed;
use crate::questionnaire::{FieldId, Record};

/// A record that takes few bytes until it is looked at. It reads like a [`Record`]; once opened it stays
/// open. To go through many keyings once, take [`Answers::read`], which leaves nothing open.
#[derive(Clone, Default)]
pub struct Answers {
    /// Made or changed here: this is the record, and there is nothing packed.
    changed: Option<Record>,
    packed: Option<Packed>,
    opened: OnceLock<Record>,
}

impl Answers {
    /// The record, for one look: packed answers stay packed.
    pub fn read(&self) -> Cow<'_, Record> {
        match (&self.changed, self.opened.get(), &self.packed) {
            (None, None, Some(packed)) => Cow::Owned(packed.open()),
            _ => Cow::Borrowed(self),
        }
    }

    /// The record in few bytes.
    pub fn packed(&self) -> Cow<'_, Packed> {
        self.packed.as_ref().map_or_else(|| Cow::Owned(Packed::of(self)), Cow::Borrowed)
    }

    /// The remarks in paper order, each with its field; nothing is opened for them.
    pub fn notes(&self) -> Vec<(FieldId, String)> {
        let note = |(at, note): (usize, &str)| (FieldId(at as u16), note.to_owned());
        match &self.packed {
            Some(packed) => packed.notes().map(note).collect(),
            None => {
                let fields = self.fields.iter().enumerate();
                fields.filter_map(|(at, field)| Some((at, field.note.as_deref()?))).map(note).collect()
            }
        }
    }

    /// The record, taken out.
    pub fn into_record(self) -> Record {
        let opened = self.changed.or(self.opened.into_inner());
        opened.or_else(|| self.packed.map(|packed| packed.open())).unwrap_or_default()
    }
}

impl Deref for Answers {
    type Target = Record;

    fn deref(&self) -> &Record {
        let open = || self.packed.as_ref().map(Packed::open).unwrap_or_default();
        self.changed.as_ref().unwrap_or_else(|| self.opened.get_or_init(open))
    }
}

impl DerefMut for Answers {
    fn deref_mut(&mut self) -> &mut Record {
        let Self { changed, packed, opened } = self;
        changed.get_or_insert_with(|| {
            let packed = packed.take();
            opened.take().or_else(|| packed.map(|packed| packed.open())).unwrap_or_default()
        })
    }
}

impl From<Record> for Answers {
    fn from(record: Record) -> Self {
        Self { changed: Some(record), ..Self::default() }
    }
}

impl From<Packed> for Answers {
    fn from(packed: Packed) -> Self {
        Self { packed: Some(packed), ..Self::default() }
    }
}

impl PartialEq for Answers {
    fn eq(&self, other: &Self) -> bool {
        self.read() == other.read()
    }
}

impl PartialEq<Record> for Answers {
    fn eq(&self, other: &Record) -> bool {
        *self.read() == *other
    }
}

impl std::fmt::Debug for Answers {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.read().fmt(formatter)
    }
}
