//! What protects the people asked: the random numbers that stand for sheets outside, the threshold of
//! published cells, the day from which identifying content is erased.

use jiff::civil::Date;
use rusqlite::params;

use super::error::StudyError;
use super::ids::time_of;
use super::store::{Held, Study};
use super::{Counted, OperatorId, Safeguards, Tombstone};

const SMALL_CELLS: &str = "small_cells";
const RETENTION: &str = "retention_until";

/// Neither vowels nor what is mistaken for something else: no words, no `0` for `O`.
const LETTERS: &[u8; 25] = b"23456789BCDFGHJKLMNPQRSTV";
/// 25^8 possibilities: a study may hold a million sheets.
const LENGTH: usize = 8;

impl Study {
    /// What protects the people asked in a questionnaire.
    pub fn safeguards(&self, questionnaire: &str) -> Result<Safeguards, StudyError> {
        self.safeguards_of(self.held(questionnaire)?)
    }

    pub(super) fn safeguards_of(&self, held: &Held) -> Result<Safeguards, StudyError> {
        let mut safeguards = Safeguards::default();
        let settings = "SELECT name, value FROM settings ORDER BY id";
        let text = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        for (name, value) in self.rows(settings, [], text)? {
            match name.as_str() {
                SMALL_CELLS => safeguards.small_cells = value.parse().unwrap_or(super::SMALL_CELLS),
                RETENTION => safeguards.retention_until = value.parse().ok(),
                _ => {}
            }
        }
        let pseudonyms = "SELECT number, pseudonym FROM pseudonyms WHERE questionnaire = ?1";
        safeguards.pseudonyms = self.rows(pseudonyms, [held.key], text)?.into_iter().collect();
        let tombstones = "SELECT t.id, t.number, t.reason, o.id FROM tombstones t
            JOIN operators o ON o.key = t.operator WHERE t.questionnaire = ?1 ORDER BY t.id";
        safeguards.tombstones = self.rows(tombstones, [held.key], |row| {
            let id = row.get(0)?;
            let operator = OperatorId(row.get(3)?);
            Ok(Tombstone { id, number: row.get(1)?, reason: row.get(2)?, operator, at: time_of(id) })
        })?;
        Ok(safeguards)
    }

    /// The numbers that should exist, but for erased sheets.
    pub(super) fn expected(&self, held: &Held, safeguards: &Safeguards) -> Vec<String> {
        let erased =
            |number: &String| safeguards.tombstones.iter().any(|stone| stone.number.as_ref() == Some(number));
        let mut expected = held.current.expected_sheet_numbers();
        expected.retain(|number| !erased(number));
        expected
    }

    /// Changes the threshold of published cells; what held before stays in the study's history.
    pub fn set_small_cells(&mut self, threshold: u32, by: OperatorId) -> Result<(), StudyError> {
        self.set(SMALL_CELLS, &threshold.to_string(), by)
    }

    /// Changes the day from which identifying content is to be erased.
    pub fn set_retention(&mut self, until: Date, by: OperatorId) -> Result<(), StudyError> {
        self.set(RETENTION, &until.to_string(), by)
    }

    fn set(&mut self, name: &str, value: &str, by: OperatorId) -> Result<(), StudyError> {
        let (station, operator) = (self.station()?, self.operator_key(by)?);
        let id = self.ids.next();
        self.connection
            .execute(
                "INSERT INTO settings (id, name, value, operator, station) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![id, name, value, operator, station],
            )
            .map(|_| ())
            .map_err(|error| self.error(&error))
    }

    /// Gives every keyed sheet that has none a pseudonym. Those given stay, so that two exports agree.
    /// Says how many were new.
    pub fn give_pseudonyms(&mut self, questionnaire: &str) -> Result<usize, StudyError> {
        let station = self.station()?;
        let key = self.held(questionnaire)?.key;
        let lacking = "SELECT DISTINCT number FROM sheets WHERE questionnaire = ?1 AND number NOT IN
            (SELECT number FROM pseudonyms WHERE questionnaire = ?1) ORDER BY number";
        let mut lacking: Vec<String> = self.rows(lacking, [key], |row| row.get(0))?;
        // A number may be nobody's own typing, but what a supervisor found.
        let (declarations, held) = (self.declarations_of(key)?, self.held(questionnaire)?);
        let known = self.safeguards_of(held)?.pseudonyms;
        for number in Counted::of(&declarations).moved().filter_map(|(_, number)| number) {
            if !known.contains_key(number) && !lacking.iter().any(|other| other == number) {
                lacking.push(number.to_owned());
            }
        }
        lacking.sort();
        let mut write = || -> Result<(), rusqlite::Error> {
            let transaction = self.connection.transaction()?;
            for number in &lacking {
                let insert = "INSERT INTO pseudonyms (id, questionnaire, number, pseudonym, station)
                    VALUES (?1, ?2, ?3, ?4, ?5)";
                let taken =
                    "SELECT EXISTS (SELECT 1 FROM pseudonyms WHERE questionnaire = ?1 AND pseudonym = ?2)";
                let pseudonym = loop {
                    let drawn =
                        random().map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
                    if !transaction.query_row(taken, params![key, drawn], |row| row.get(0))? {
                        break drawn;
                    }
                };
                let id = self.ids.next();
                transaction.prepare_cached(insert)?.execute(params![id, key, number, pseudonym, station])?;
            }
            transaction.commit()
        };
        write().map_err(|error| StudyError::of(&self.path, &error))?;
        Ok(lacking.len())
    }
}

/// Drawn from the system's source: it says nothing of the number, of its order or of the time.
fn random() -> Result<String, getrandom::Error> {
    let mut drawn = String::with_capacity(LENGTH);
    while drawn.len() < LENGTH {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        // 250 is the largest multiple of 25 in a byte: above it, letters would not be equally likely.
        let letters = bytes.iter().filter(|byte| **byte < 250).map(|byte| LETTERS[usize::from(byte % 25)]);
        drawn.extend(letters.take(LENGTH - drawn.len()).map(char::from));
    }
    Ok(drawn)
}
