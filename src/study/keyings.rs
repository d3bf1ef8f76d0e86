//! The keyings of a snapshot, shared: a study that is read again after a decision gives the same ones, not
//! a second set. How keyings are read stands in `reading`.

use std::cell::RefCell;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Weak};

use rusqlite::Connection;

use super::Keying;
use super::error::StudyError;
use super::ids::Ids;
use super::store::{Held, Study};

/// Keyings in order of their ids; a clone costs nothing until one of the two is changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keyings(Arc<Vec<Keying>>);

impl Keyings {
    /// Whether both are the same reading of the study: then nothing in them differs.
    pub fn are_those_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The keyings that were read last, as long as somebody has them, and how much was written before.
#[derive(Debug, Default)]
pub(super) struct ReadLast(RefCell<Option<(Written, Weak<Vec<Keying>>)>>);

/// How much was written to a file: rows by this connection, but for those that are no part of any keying;
/// and SQLite's number of what other connections wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Written {
    rows: u64,
    by_others: i64,
}

impl Study {
    /// The keyings of a questionnaire: those that `read` reads, or those read last if no keying can have
    /// changed since. Inside the caller's transaction.
    pub(super) fn keyings_once(
        &self,
        held: &Held,
        read: impl FnOnce() -> Result<Vec<Keying>, StudyError>,
    ) -> Result<Keyings, StudyError> {
        let written = self.written().map_err(|error| self.error(&error))?;
        let last =
            held.read_last.0.borrow().as_ref().filter(|last| last.0 == written).map(|last| last.1.clone());
        if let Some(keyings) = last.and_then(|last| last.upgrade()) {
            return Ok(Keyings(keyings));
        }
        let keyings = Keyings::from(read()?);
        held.read_last.0.replace(Some((written, Arc::downgrade(&keyings.0))));
        Ok(keyings)
    }

    fn written(&self) -> rusqlite::Result<Written> {
        let by_others = self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        Ok(Written { rows: self.connection.total_changes().saturating_sub(self.beside_keyings), by_others })
    }

    /// Writes rows that are no part of any keying. Whatever else is written may have changed a keying.
    pub(super) fn write_beside_keyings<T>(
        &mut self,
        write: impl FnOnce(&mut Connection, &mut Ids) -> rusqlite::Result<T>,
    ) -> Result<T, StudyError> {
        let before = self.connection.total_changes();
        let written = write(&mut self.connection, &mut self.ids);
        self.beside_keyings += self.connection.total_changes() - before;
        written.map_err(|error| self.error(&error))
    }
}

impl Deref for Keyings {
    type Target = Vec<Keying>;

    fn deref(&self) -> &Vec<Keying> {
        &self.0
    }
}

impl DerefMut for Keyings {
    fn deref_mut(&mut self) -> &mut Vec<Keying> {
        Arc::make_mut(&mut self.0)
    }
}

impl From<Vec<Keying>> for Keyings {
    fn from(keyings: Vec<Keying>) -> Self {
        Self(Arc::new(keyings))
    }
}

impl FromIterator<Keying> for Keyings {
    fn from_iter<I: IntoIterator<Item = Keying>>(keyings: I) -> Self {
        Vec::from_iter(keyings).into()
    }
}

impl IntoIterator for Keyings {
    type Item = Keying;
    type IntoIter = std::vec::IntoIter<Keying>;

    fn into_iter(self) -> Self::IntoIter {
        Arc::unwrap_or_clone(self.0).into_iter()
    }
}

impl<'a> IntoIterator for &'a Keyings {
    type Item = &'a Keying;
    type IntoIter = std::slice::Iter<'a, Keying>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a mut Keyings {
    type Item = &'a mut Keying;
    type IntoIter = std::slice::IterMut<'a, Keying>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}
