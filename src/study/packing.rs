//! The table `records`: answers of finished keyings, packed, beside the journal they follow from. A
//! keying that has no row, or one of another layout of fields, is read from the journal.

use rusqlite::{Connection, OptionalExtension, params};

use super::codes;
use super::error::StudyError;
use super::store::{Held, Study};
use crate::questionnaire::packed::Packed;
use crate::questionnaire::{Answer, FieldId, FieldRecord, Questionnaire, Record, Value};

/// A number that changes with the current version, and with its fields: FNV-1a over the names and lines of
/// all fields. Answers are packed as the current version reads them.
pub(super) fn layout(held: &Held) -> i64 {
    let questionnaire: &Questionnaire = &held.current;
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut take = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    take(&held.version.to_le_bytes());
    for field in &questionnaire.fields {
        take(questionnaire.variable(field.variable).name.as_bytes());
        take(&[0]);
        take(&field.line.to_le_bytes());
    }
    hash as i64
}

impl Study {
    /// Packs what was finished and is not packed for the current version: after an older file was
    /// brought up to date, or a version was added.
    pub(super) fn pack_all(&self) -> Result<(), StudyError> {
        for held in &self.held {
            let missing = "SELECT s.keying FROM sheets s LEFT JOIN records r
                ON r.keying = s.keying AND r.layout = ?2
                WHERE s.questionnaire = ?1 AND s.finished IS NOT NULL AND r.keying IS NULL";
            let keyings: Vec<i64> = self.rows(missing, (held.key, layout(held)), |row| row.get(0))?;
            let transaction = self.connection.unchecked_transaction().map_err(|error| self.error(&error))?;
            keyings.into_iter().try_for_each(|keying| self.pack(held, keying))?;
            transaction.commit().map_err(|error| self.error(&error))?;
        }
        Ok(())
    }

    /// Packs a keying that was just finished, inside the caller's transaction.
    pub(super) fn pack_finished(&self, questionnaire: i64, keying: i64) -> Result<(), StudyError> {
        match self.held.iter().find(|held| held.key == questionnaire) {
            Some(held) => self.pack(held, keying),
            None => Ok(()),
        }
    }

    fn pack(&self, held: &Held, keying: i64) -> Result<(), StudyError> {
        let Some(read) = self.keying_from_journal(held, keying)? else { return Ok(()) };
        // What was read first stands in the journal alone.
        if !read.first_readings.is_empty() {
            return Ok(());
        }
        let write = || {
            let under = "SELECT coalesce((SELECT value FROM entries WHERE keying = ?1 AND kind = ?2
                ORDER BY id DESC LIMIT 1), (SELECT version FROM keyings WHERE key = ?1))";
            let version: Option<i64> = self
                .connection
                .prepare_cached(under)?
                .query_row((keying, codes::UNDER_VERSION), |row| row.get(0))
                .optional()?;
            let place = Place { keying, layout: layout(held), version: version.unwrap_or_default() };
            insert(&self.connection, &place, read.note.as_deref(), &read.record.packed())
        };
        write().map_err(|error| self.error(&error))
    }
}

/// Which row of `records`.
pub(super) struct Place {
    pub(super) keying: i64,
    pub(super) layout: i64,
    pub(super) version: i64,
}

/// Writes a row, inside the caller's transaction and after the last entry of the keying.
pub(super) fn insert(
    connection: &Connection,
    place: &Place,
    note: Option<&str>,
    answers: &Packed,
) -> rusqlite::Result<()> {
    let insert = "INSERT OR REPLACE INTO records (keying, layout, version, note, answers)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    let row = params![place.keying, place.layout, place.version, note, answers.bytes()];
    connection.prepare_cached(insert)?.execute(row).map(|_| ())
}

/// A record from a file as the journal gives it back: the number from the opening entry, nothing said of
/// fields without an answer but remarks.
pub(super) fn as_in_journal(record: &Record, number: Option<(FieldId, FieldRecord)>) -> Packed {
    let mut record = record.clone();
    for field in &mut record.fields {
        if field.answer == Answer::NotKeyed {
            *field = FieldRecord { note: field.note.take(), ..FieldRecord::default() };
        }
        field.note = field.note.take().filter(|note| !note.is_empty());
    }
    if let Some((field, said)) = number {
        let note = record.field_mut(field).note.take();
        *record.field_mut(field) = FieldRecord { note, ..said };
    }
    Packed::of(&record)
}

/// What the opening entry of a sheet says.
pub(super) fn number_said(number: &str, kept: bool, origin: crate::questionnaire::Origin) -> FieldRecord {
    FieldRecord { answer: Answer::Value(Value::Text(number.to_owned())), kept, origin, note: None }
}
