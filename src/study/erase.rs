//! Erasing (DESIGN 5.10): one sheet, or all identifying content at the retention date. What is erased
//! and what stays is said here; that nothing of it remains in file, log and backups is `purge`'s.

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::codes;
use super::declaration;
use super::error::StudyError;
use super::purge::Purged;
use super::store::{Held, Study};
use super::{Counted, KeyingId, OperatorId, Tombstone};
use crate::questionnaire::{Privacy, VariableType};

/// What is erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of one sheet: keyings, answers, notes, decisions, journal, pseudonym.
    Sheet(String),
    /// Of all sheets: identifying answers, open words, notes, reasons, pseudonyms.
    Identifying,
}

/// What an erasure did.
#[derive(Clone, Debug, PartialEq)]
pub struct Erased {
    /// What stays of it.
    pub tombstone: Tombstone,
    /// How many keyings, entries of the journal and decisions are gone or emptied; `None` where it had
    /// been erased before.
    pub counts: Option<Counts>,
    /// What was done to file, log and backups.
    pub purged: Purged,
}

/// How much was erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Keyings taken out.
    pub keyings: usize,
    /// Entries of the journal taken out or emptied.
    pub entries: usize,
    /// Decisions taken out or emptied.
    pub resolutions: usize,
}

/// A tombstone as it is carried from the study to its backups.
pub(super) struct Stone {
    pub(super) id: Uuid,
    pub(super) questionnaire: String,
    pub(super) number: Option<String>,
    pub(super) reason: String,
    pub(super) operator: (Uuid, String, String),
    pub(super) station: (Uuid, String),
    /// Names of the variables whose answers stay when all identifying content is erased.
    pub(super) kept: Vec<String>,
}

impl Study {
    /// Erases. When this returns, the study file, its log and Recto's own backups hold nothing of it. Cut
    /// off at any moment, it is either not begun or gone on with when the study is next opened. What was
    /// erased before is only purged again.
    pub fn erase(
        &mut self,
        questionnaire: &str,
        scope: &Scope,
        reason: &str,
        by: OperatorId,
    ) -> Result<Erased, StudyError> {
        let station = self.station()?;
        let operator = self.operator_key(by)?;
        if reason.trim().is_empty() {
            return Err(StudyError::NoReason);
        }
        let held = self.held(questionnaire)?;
        let key = held.key;
        let known = self.safeguards_of(held)?;
        let number = match scope {
            Scope::Sheet(number) => Some(number.trim().to_owned()),
            Scope::Identifying => None,
        };
        if let (Some(number), stones) = (&number, &known.tombstones)
            && let Some(stone) = stones
                .iter()
                .find(|stone| stone.number.as_ref().is_some_and(|erased| erased.eq_ignore_ascii_case(number)))
        {
            let tombstone = stone.clone();
            let purged = self.purge()?;
            return Ok(Erased { tombstone, counts: None, purged });
        }
        match &number {
            Some(number) => self.refuse_unknown_sheet(key, number)?,
            None => self.refuse_before_retention(held, known.retention_until)?,
        }
        let id = self.ids.next();
        let kept = kept_variables(self.held(questionnaire)?);
        let count = (|| {
            self.connection.pragma_update(None, "secure_delete", true)?;
            let transaction = self.connection.transaction()?;
            transaction.execute(
                "INSERT INTO tombstones (id, questionnaire, number, reason, operator, station)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![id, key, number, reason.trim(), operator, station],
            )?;
            let counts = erase_rows(&transaction, id, key, number.as_deref(), &kept)?;
            transaction.commit()?;
            Ok(counts)
        })();
        let counts = count.map_err(|error: rusqlite::Error| StudyError::of(&self.path, &error))?;
        // The open sheet of a session may be gone.
        self.sessions.iter_mut().for_each(super::keep::Session::leave);
        let purged = self.purge()?;
        let tombstone = Tombstone {
            id,
            number,
            reason: reason.trim().to_owned(),
            operator: by,
            at: super::ids::time_of(id),
        };
        Ok(Erased { tombstone, counts: Some(counts), purged })
    }

    /// Whether a sheet of that number was erased.
    pub(super) fn refuse_erased(&self, questionnaire: i64, number: &str) -> Result<(), StudyError> {
        let erased = self
            .connection
            .prepare_cached(
                "SELECT 1 FROM tombstones WHERE questionnaire = ?1 AND number = ?2 COLLATE NOCASE LIMIT 1",
            )
            .and_then(|mut statement| {
                statement.query_row(params![questionnaire, number.trim()], |_| Ok(())).optional()
            })
            .map_err(|error| self.error(&error))?;
        match erased {
            Some(()) => Err(StudyError::Erased { number: number.to_owned() }),
            None => Ok(()),
        }
    }

    fn refuse_unknown_sheet(&self, questionnaire: i64, number: &str) -> Result<(), StudyError> {
        let known: bool = self
            .connection
            .query_row(
                "SELECT EXISTS (SELECT 1 FROM sheets WHERE questionnaire = ?1 AND number = ?2 COLLATE NOCASE)
                 OR EXISTS (SELECT 1 FROM resolutions WHERE questionnaire = ?1 AND number = ?2 COLLATE NOCASE)",
                params![questionnaire, number],
                |row| row.get(0),
            )
            .map_err(|error| self.error(&error))?;
        if known { Ok(()) } else { Err(StudyError::NoSuchSheet { number: number.to_owned() }) }
    }

    /// All sheets at once cannot be undone: only on or after the day set, and only when it is known of
    /// every variable what it tells.
    fn refuse_before_retention(
        &self,
        held: &Held,
        until: Option<jiff::civil::Date>,
    ) -> Result<(), StudyError> {
        let today = self.ids.now().to_zoned(jiff::tz::TimeZone::UTC).date();
        if until.is_none_or(|until| today < until) {
            return Err(StudyError::RetentionRuns { until });
        }
        let unclassified = held.current.variables.iter();
        let unclassified: Vec<String> = unclassified
            .filter(|variable| variable.protection.privacy == Privacy::Unclassified)
            .map(|variable| variable.name.clone())
            .collect();
        if unclassified.is_empty() {
            Ok(())
        } else {
            Err(StudyError::Unclassified { variables: unclassified })
        }
    }

    /// Every tombstone of the study, for its backups.
    pub(super) fn stones(&self) -> Result<Vec<Stone>, StudyError> {
        let all = "SELECT t.id, q.id, t.number, t.reason, o.id, o.name, o.folded, s.id, s.name
            FROM tombstones t JOIN questionnaires q ON q.key = t.questionnaire
            JOIN operators o ON o.key = t.operator JOIN stations s ON s.key = t.station ORDER BY t.id";
        let mut stones = self.rows(all, [], |row| {
            Ok(Stone {
                id: row.get(0)?,
                questionnaire: row.get(1)?,
                number: row.get(2)?,
                reason: row.get(3)?,
                operator: (row.get(4)?, row.get(5)?, row.get(6)?),
                station: (row.get(7)?, row.get(8)?),
                kept: Vec::new(),
            })
        })?;
        for stone in &mut stones {
            stone.kept = kept_variables(self.held(&stone.questionnaire)?);
        }
        Ok(stones)
    }
}

/// The names of variables whose answers stay when all identifying content is erased: those that name, in
/// every version that knows them, what may stay. What the current version no longer asks is not among them.
fn kept_variables(held: &Held) -> Vec<String> {
    let stays = |name: &str| {
        let variable = held.current.variable_by_name(name).map(|id| held.current.variable(id));
        variable.is_some_and(|variable| {
            matches!(variable.kind, VariableType::SheetNumber { .. })
                || !variable.protection.privacy.is_erased_at_retention()
                    && variable.protection.privacy != Privacy::Unclassified
        })
    };
    let kept = |name: &&String| {
        let mut known = held.versions.iter().filter(|version| version.carry.knows(name)).peekable();
        known.peek().is_some() && known.all(|version| version.carry.name(name).is_some_and(stays))
    };
    held.variables.keys().filter(kept).cloned().collect()
}

/// Takes the rows out, or empties them, inside the caller's transaction; deleting is allowed to nobody
/// else, and to nobody after it. Leaves the mark that the purge is still to be done.
fn erase_rows(
    connection: &Connection,
    stone: Uuid,
    questionnaire: i64,
    number: Option<&str>,
    kept: &[String],
) -> rusqlite::Result<Counts> {
    connection.execute("INSERT OR REPLACE INTO erasing (tombstone, deleting) VALUES (?1, 1)", [stone])?;
    let counts = match number {
        Some(number) => erase_sheet(connection, questionnaire, number)?,
        None => erase_identifying(connection, questionnaire, kept)?,
    };
    connection.execute("UPDATE erasing SET deleting = 0 WHERE tombstone = ?1", [stone])?;
    Ok(counts)
}

fn erase_sheet(connection: &Connection, questionnaire: i64, number: &str) -> rusqlite::Result<Counts> {
    let key = params![questionnaire, number];
    let keyings = keyings_of_sheet(connection, questionnaire, number)?;
    let mut counts = Counts::default();
    for keying in keyings {
        counts.entries += connection.execute("DELETE FROM entries WHERE keying = ?1", [keying])?;
        connection.execute("DELETE FROM sheets WHERE keying = ?1", [keying])?;
        counts.keyings += connection.execute("DELETE FROM keyings WHERE key = ?1", [keying])?;
    }
    let by_number = "WHERE questionnaire = ?1 AND number = ?2 COLLATE NOCASE";
    counts.resolutions = connection.execute(&format!("DELETE FROM resolutions {by_number}"), key)?;
    connection.execute(&format!("DELETE FROM pseudonyms {by_number}"), key)?;
    connection.execute(&format!("DELETE FROM declarations {by_number}"), key)?;
    Ok(counts)
}

/// The keyings that count for a sheet: those keyed under its number and those a supervisor found to be
/// its own; not those found to be of another sheet.
fn keyings_of_sheet(connection: &Connection, questionnaire: i64, number: &str) -> rusqlite::Result<Vec<i64>> {
    let declarations = declaration::read(connection, questionnaire)?;
    let counted = Counted::of(&declarations);
    let moved: Vec<_> = counted.moved().collect();
    let is = |other: &str| other.eq_ignore_ascii_case(number);
    let mut keyings = Vec::new();
    let mut keyed = connection.prepare(
        "SELECT s.keying, k.id FROM sheets s JOIN keyings k ON k.key = s.keying
         WHERE s.questionnaire = ?1 AND s.number = ?2 COLLATE NOCASE",
    )?;
    let keyed = keyed.query_map(params![questionnaire, number], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for row in keyed {
        let (keying, id): (i64, Uuid) = row?;
        if counted.number(KeyingId(id), number).is_none_or(is) {
            keyings.push(keying);
        }
    }
    for (id, _) in moved.iter().filter(|(_, to)| to.is_some_and(is)) {
        let found = "SELECT s.keying FROM sheets s JOIN keyings k ON k.key = s.keying
            WHERE s.questionnaire = ?1 AND k.id = ?2";
        let found = connection.query_row(found, params![questionnaire, id.0], |row| row.get(0)).optional()?;
        keyings.extend(found.filter(|keying| !keyings.contains(keying)));
    }
    Ok(keyings)
}

/// Who keyed what when stays, what was said goes. Values kept as written are open words whatever the
/// question is.
fn erase_identifying(
    connection: &Connection,
    questionnaire: i64,
    kept: &[String],
) -> rusqlite::Result<Counts> {
    connection
        .execute_batch("CREATE TEMP TABLE IF NOT EXISTS kept_names (name TEXT); DELETE FROM kept_names;")?;
    for name in kept {
        connection.execute("INSERT INTO kept_names (name) VALUES (?1)", [name])?;
    }
    let (first, note) = (codes::FIRST_ANSWER, codes::NOTE);
    let (emptied, as_written) = (codes::NOT_KEYED, codes::AS_WRITTEN);
    let mine = "keying IN (SELECT keying FROM sheets WHERE questionnaire = ?1)";
    let answers = connection.execute(
        &format!(
            "UPDATE entries SET kind = {emptied}, value = NULL WHERE {mine} AND kind >= {first}
             AND (kind = {as_written} OR variable IN
                  (SELECT key FROM variables WHERE questionnaire = ?1
                   AND name NOT IN (SELECT name FROM kept_names)))"
        ),
        [questionnaire],
    )?;
    let notes = connection
        .execute(&format!("UPDATE entries SET value = '' WHERE {mine} AND kind = {note}"), [questionnaire])?;
    let resolutions = connection.execute(
        &format!(
            "UPDATE resolutions SET kind = {emptied}, value = NULL WHERE questionnaire = ?1 AND target = 1
             AND (kind = {as_written} OR name NOT IN (SELECT name FROM kept_names))"
        ),
        [questionnaire],
    )?;
    connection.execute("UPDATE resolutions SET reason = '' WHERE questionnaire = ?1", [questionnaire])?;
    connection.execute("DELETE FROM pseudonyms WHERE questionnaire = ?1", [questionnaire])?;
    declaration::empty_words(connection, questionnaire, kept)?;
    connection.execute_batch("DROP TABLE kept_names")?;
    Ok(Counts { keyings: 0, entries: answers + notes, resolutions })
}

/// Erases in a copy of the study what was erased in the study, and leaves the tombstone there too.
pub(super) fn erase_in_copy(connection: &mut Connection, stone: &Stone) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    let questionnaire: Option<i64> = transaction
        .query_row("SELECT key FROM questionnaires WHERE id = ?1", [&stone.questionnaire], |row| row.get(0))
        .optional()?;
    // A copy from before this questionnaire was added holds nothing of it; one that has the tombstone was
    // made or written again since, and what came after it is not erased.
    let Some(questionnaire) = questionnaire else { return Ok(()) };
    let done = "SELECT EXISTS (SELECT 1 FROM tombstones WHERE id = ?1)";
    if transaction.query_row(done, [stone.id], |row| row.get(0))? {
        return Ok(());
    }
    let (id, name) = &stone.station;
    transaction.execute("INSERT OR IGNORE INTO stations (id, name) VALUES (?1, ?2)", params![id, name])?;
    let (operator, name, folded) = &stone.operator;
    transaction.execute(
        "INSERT OR IGNORE INTO operators (id, name, folded, station)
         VALUES (?1, ?2, ?3, (SELECT key FROM stations WHERE id = ?4))",
        params![operator, name, folded, id],
    )?;
    transaction.execute(
        "INSERT INTO tombstones (id, questionnaire, number, reason, operator, station)
         VALUES (?1, ?2, ?3, ?4, (SELECT key FROM operators WHERE id = ?5), (SELECT key FROM stations WHERE id = ?6))",
        params![stone.id, questionnaire, stone.number, stone.reason, operator, id],
    )?;
    erase_rows(&transaction, stone.id, questionnaire, stone.number.as_deref(), &stone.kept)?;
    transaction.execute("DELETE FROM erasing", [])?;
    transaction.commit()
}
