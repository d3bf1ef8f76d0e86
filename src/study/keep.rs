//! Keeping what is keyed: one entry is one commit. What comes as a whole, imports and decisions, is in
//! `keep_whole`.

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::codes::{self, answer_columns, number_column, text_column};
use super::error::StudyError;
use super::ids::Ids;
use super::store::{Held, Study};
use super::{Keying, KeyingId, OperatorId, Pass, Said, absent, constants};
use crate::keying::{Absence, Aside, Cause, Entry};
use crate::questionnaire::{FieldId, Origin, Questionnaire};

/// One operator at work on one pass of one questionnaire, as the study knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SessionId(u32);

/// What the study needs to write a session's entries.
pub(super) struct Session {
    questionnaire: i64,
    version: i64,
    pass: Pass,
    operator: OperatorId,
    operator_key: i64,
    /// By field: key of its variable, and its line.
    fields: Vec<(i64, u16)>,
    /// Key of the open sheet's keying.
    keying: Option<i64>,
    /// Keys of the keyings that entries name by their place: those that the session began with, then
    /// those it opened; none for one that was refused.
    known: Vec<Option<i64>>,
}

impl Session {
    /// What follows lands on no sheet.
    pub(super) fn leave(&mut self) {
        self.keying = None;
    }

    /// Entries may name these keyings by their place.
    pub(super) fn knows(&mut self, keyings: Vec<i64>) {
        self.known = keyings.into_iter().map(Some).collect();
    }

    /// The keying named by its place.
    fn named(&self, keying: u32) -> Option<i64> {
        self.known.get(keying as usize).copied().flatten()
    }
}

const INSERT_ENTRY: &str = "INSERT INTO entries (keying, id, kind, variable, line, value, flags)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
const INSERT_KEYING: &str = "INSERT INTO keyings (id, version, number, pass, operator, station, imported)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
const INSERT_SHEET: &str = "INSERT INTO sheets (keying, questionnaire, number, pass, operator, finished)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
pub(super) const SET_FINISHED: &str = "UPDATE sheets SET finished = ?2 WHERE keying = ?1";

impl Study {
    /// Begins a session: `operator` keys `pass` of a questionnaire in its current version.
    pub fn begin(
        &mut self,
        questionnaire: &str,
        operator: OperatorId,
        pass: Pass,
    ) -> Result<SessionId, StudyError> {
        self.station()?;
        let operator_key = self.operator_key(operator)?;
        let held = self.held(questionnaire)?;
        let session = Session {
            questionnaire: held.key,
            version: held.version,
            pass,
            operator,
            operator_key,
            fields: field_keys(held),
            keying: None,
            known: Vec::new(),
        };
        self.sessions.push(session);
        Ok(SessionId(self.sessions.len() as u32 - 1))
    }

    /// Keeps one entry: when this returns, it is on disk. After an error nothing of it is kept, and it can
    /// be tried again unless it is a refusal.
    pub fn keep(&mut self, session: SessionId, entry: &Entry) -> Result<(), StudyError> {
        let at = session.0 as usize;
        match entry {
            Entry::Answer { field, answer, kept, origin, cause } => {
                let (kind, value) = answer_columns(answer);
                self.append(at, Some(*field), kind, &value, codes::flags(*kept, *origin, *cause))
            }
            Entry::Note { field, text } => self.append(at, *field, codes::NOTE, &text_column(text), 0),
            Entry::Open { number, kept } => self.open_sheet(at, number, *kept),
            Entry::Resume { number, keying } => self.resume_sheet(at, number, *keying),
            Entry::Renumber { number, kept } => self.renumber_sheet(at, number, *kept),
            Entry::Keys { pressed, entries } => self.count_keys(at, *pressed, *entries),
            Entry::Finish => self.finish_sheet(at, true),
            Entry::Reopen => self.finish_sheet(at, false),
            Entry::Declare { number, absence, reason } => {
                let reason = reason.clone();
                let said = match absence {
                    Absence::Void => Said::Void { reason },
                    Absence::Missing => Said::Missing { reason },
                };
                self.declare_in(at, &[(Some(number.clone()), said)])
            }
            Entry::Withdraw { number } => {
                let key = self.sessions.get(at).ok_or(StudyError::NoSheetOpen)?.questionnaire;
                let said = absent::withdrawals(&self.declarations_of(key)?, number);
                self.declare_in(at, &said)
            }
            Entry::Constant { field, answer } => {
                let session = self.sessions.get(at).ok_or(StudyError::NoSheetOpen)?;
                let held = self.held.iter().find(|held| held.key == session.questionnaire);
                let said = held.map(|held| constants::said(&held.current, session.pass, *field, answer));
                self.declare_in(at, &[(None, said.ok_or(StudyError::NoSheetOpen)?)])
            }
        }
    }

    /// Keeps the entries of recordings played by a program, all of them in one commit or none: where
    /// nobody waits at a keyboard, there is no answer to be lost between two commits.
    pub fn keep_together(&mut self, session: SessionId, entries: &[Entry]) -> Result<(), StudyError> {
        self.connection.execute_batch("BEGIN IMMEDIATE").map_err(|error| self.error(&error))?;
        let kept = entries.iter().try_for_each(|entry| self.keep(session, entry));
        let end = if kept.is_ok() { "COMMIT" } else { "ROLLBACK" };
        let ended = self.connection.execute_batch(end).map_err(|error| self.error(&error));
        kept.and(ended)
    }

    /// Keeps what the session's operator declares.
    fn declare_in(&mut self, at: usize, said: &[(Option<String>, Said)]) -> Result<(), StudyError> {
        let session = self.sessions.get(at).ok_or(StudyError::NoSheetOpen)?;
        let (key, operator) = (session.questionnaire, session.operator);
        let held = self.held.iter().find(|held| held.key == key).map(|held| held.id.clone());
        self.declare(&held.unwrap_or_default(), operator, said).map(|_| ())
    }

    /// The keying that the session's entries go to.
    fn open_keying(&self, session: usize) -> Result<i64, StudyError> {
        self.sessions.get(session).and_then(|session| session.keying).ok_or(StudyError::NoSheetOpen)
    }

    fn append(
        &mut self,
        session: usize,
        field: Option<FieldId>,
        kind: i64,
        value: &ToSqlOutput<'_>,
        flags: i64,
    ) -> Result<(), StudyError> {
        let keying = self.open_keying(session)?;
        let (variable, line) = match field {
            None => (None, 0),
            Some(field) => {
                let place = self.sessions[session].fields.get(usize::from(field.0)).copied();
                let (variable, line) = place.ok_or(StudyError::NoSheetOpen)?;
                (Some(variable), line)
            }
        };
        let id = self.ids.next();
        insert_entry(&self.connection, keying, id, kind, variable, line, value, flags)
            .map_err(|error| self.error(&error))
    }

    fn count_keys(&mut self, at: usize, pressed: u32, entries: u32) -> Result<(), StudyError> {
        let keying = self.open_keying(at)?;
        let id = self.ids.next();
        let (value, entries) =
            (number_column(i64::from(pressed)), u16::try_from(entries).unwrap_or(u16::MAX));
        insert_entry(&self.connection, keying, id, codes::KEYS, None, entries, &value, 0)
            .map_err(|error| self.error(&error))
    }

    fn open_sheet(&mut self, at: usize, number: &str, kept: bool) -> Result<(), StudyError> {
        let station = self.station()?;
        self.leave_sheet(at)?;
        // Whatever becomes of it, it has its place among the keyings that entries name.
        self.sessions[at].known.push(None);
        let session = &self.sessions[at];
        self.refuse_erased(session.questionnaire, number)?;
        self.refuse_same_operator(session.questionnaire, number, session.pass, session.operator)?;
        let new = NewKeying {
            version: session.version,
            questionnaire: session.questionnaire,
            number,
            number_kept: kept,
            pass: session.pass,
            operator: session.operator_key,
            station,
            imported: false,
        };
        let (keying, _) = new
            .insert_alone(&mut self.connection, &mut self.ids)
            .map_err(|error| StudyError::of(&self.path, &error))?;
        let session = &mut self.sessions[at];
        session.keying = Some(keying);
        if let Some(last) = session.known.last_mut() {
            *last = Some(keying);
        }
        Ok(())
    }

    /// What follows a refused opening must not land on the sheet before.
    fn leave_sheet(&mut self, at: usize) -> Result<(), StudyError> {
        let session = self.sessions.get_mut(at).ok_or(StudyError::NoSheetOpen)?;
        session.keying = None;
        Ok(())
    }

    fn resume_sheet(&mut self, at: usize, number: &str, which: Option<u32>) -> Result<(), StudyError> {
        self.leave_sheet(at)?;
        let session = &self.sessions[at];
        let (operator, version) = (session.operator_key, session.version);
        let gone = || StudyError::NoSuchKeying { number: number.to_owned() };
        let named = which.map(|which| session.named(which).ok_or_else(gone)).transpose()?;
        // An unfinished keying first, else the newest finished one, which is to be opened again.
        let found: Option<i64> = self
            .connection
            .prepare_cached(
                "SELECT keying FROM sheets WHERE questionnaire = ?1 AND number = ?2 AND pass = ?3 AND operator = ?4
                 AND keying = coalesce(?5, keying) ORDER BY finished IS NULL DESC, keying DESC LIMIT 1",
            )
            .and_then(|mut statement| {
                let pass = codes::pass_number(session.pass);
                let key = params![session.questionnaire, number, pass, operator, named];
                statement.query_row(key, |row| row.get(0)).optional()
            })
            .map_err(|error| self.error(&error))?;
        let keying = found.ok_or_else(gone)?;
        self.mark_circumstances(keying, version)?;
        self.sessions[at].keying = Some(keying);
        Ok(())
    }

    /// Where and under which version a keying is gone on with, if not as before; its next entries come
    /// after its last ones whatever the clock says.
    fn mark_circumstances(&mut self, keying: i64, version: i64) -> Result<(), StudyError> {
        let station = self.station()?;
        let now = "SELECT
            coalesce((SELECT value FROM entries WHERE keying = ?1 AND kind = 6 ORDER BY id DESC LIMIT 1), station),
            coalesce((SELECT value FROM entries WHERE keying = ?1 AND kind = 7 ORDER BY id DESC LIMIT 1), version),
            (SELECT max(id) FROM entries WHERE keying = ?1)
            FROM keyings WHERE key = ?1";
        let (last_station, last_version, last): (i64, i64, Option<Uuid>) = self
            .connection
            .query_row(now, [keying], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .map_err(|error| self.error(&error))?;
        if let Some(last) = last {
            self.ids.after(last);
        }
        let changed =
            [(codes::AT_STATION, last_station, station), (codes::UNDER_VERSION, last_version, version)];
        for (kind, _, value) in changed.into_iter().filter(|(_, before, now)| before != now) {
            let id = self.ids.next();
            insert_entry(&self.connection, keying, id, kind, None, 0, &number_column(value), 0)
                .map_err(|error| self.error(&error))?;
        }
        Ok(())
    }

    pub(super) fn session_knows(&mut self, session: SessionId, keyings: Vec<i64>) {
        if let Some(session) = self.sessions.get_mut(session.0 as usize) {
            session.knows(keyings);
        }
    }

    /// A keying of the session, by the name that its entries use, and its answers put aside: for a sheet
    /// that is gone back to.
    pub fn keying_of(&self, session: SessionId, keying: u32) -> Result<(Keying, Aside), StudyError> {
        let gone = || StudyError::NoSuchKeying { number: String::new() };
        let session = self.sessions.get(session.0 as usize).ok_or(StudyError::NoSheetOpen)?;
        let key = session.named(keying).ok_or_else(gone)?;
        let held = self.held.iter().find(|held| held.key == session.questionnaire);
        self.keying_with_key(held.ok_or_else(gone)?, key)?.ok_or_else(gone)
    }

    fn renumber_sheet(&mut self, at: usize, number: &str, kept: bool) -> Result<(), StudyError> {
        let keying = self.open_keying(at)?;
        let session = &self.sessions[at];
        self.refuse_erased(session.questionnaire, number)?;
        self.refuse_same_operator(session.questionnaire, number, session.pass, session.operator)?;
        let id = self.ids.next();
        let mut write = || {
            let transaction = self.connection.savepoint()?;
            let flags = codes::flags(kept, Origin::Keyed, Cause::Typed);
            insert_entry(&transaction, keying, id, codes::RENUMBER, None, 0, &text_column(number), flags)?;
            transaction
                .execute("UPDATE sheets SET number = ?2 WHERE keying = ?1", params![keying, number])?;
            transaction.commit()
        };
        write().map_err(|error| StudyError::of(&self.path, &error))
    }

    fn finish_sheet(&mut self, at: usize, finished: bool) -> Result<(), StudyError> {
        let keying = self.open_keying(at)?;
        let id = self.ids.next();
        let kind = if finished { codes::FINISH } else { codes::REOPEN };
        let questionnaire = self.sessions[at].questionnaire;
        let none = ToSqlOutput::Owned(rusqlite::types::Value::Null);
        let write = || {
            insert_entry(&self.connection, keying, id, kind, None, 0, &none, 0)?;
            let row = params![keying, finished.then_some(id)];
            self.connection.prepare_cached(SET_FINISHED)?.execute(row).map(|_| ())
        };
        self.together(|| {
            write().map_err(|error| self.error(&error))?;
            if finished { self.pack_finished(questionnaire, keying) } else { Ok(()) }
        })
    }

    /// All of `work` in one commit, or nothing of it; inside another transaction it becomes part of that.
    fn together(&self, work: impl FnOnce() -> Result<(), StudyError>) -> Result<(), StudyError> {
        let run = |sql: &str| self.connection.execute_batch(sql).map_err(|error| self.error(&error));
        run("SAVEPOINT together")?;
        let ended = work().and_then(|()| run("RELEASE together"));
        if ended.is_err() {
            run("ROLLBACK TO together; RELEASE together")?;
        }
        ended
    }

    /// DESIGN 5.4: the same operator cannot key both passes of a sheet, unless the study says so.
    pub(super) fn refuse_same_operator(
        &self,
        questionnaire: i64,
        number: &str,
        pass: Pass,
        operator: OperatorId,
    ) -> Result<(), StudyError> {
        // Two ids may have come to stand for one name; a person is told by name too.
        let name: Option<String> = self
            .connection
            .prepare_cached(
                "SELECT mine.name FROM operators mine JOIN operators same ON same.folded = mine.folded
                 JOIN sheets ON sheets.operator = same.key
                 WHERE mine.id = ?1 AND sheets.questionnaire = ?2 AND sheets.number = ?3 AND sheets.pass = ?4 LIMIT 1",
            )
            .and_then(|mut statement| {
                let key = params![operator.0, questionnaire, number, codes::pass_number(pass.other())];
                statement.query_row(key, |row| row.get(0)).optional()
            })
            .map_err(|error| self.error(&error))?;
        match name {
            Some(operator) if !self.plan()?.same_operator_allowed => {
                Err(StudyError::SameOperator { operator, number: number.to_owned(), keyed: pass.other() })
            }
            _ => Ok(()),
        }
    }

    /// Whether `operator` may key `pass` of the sheet; the typed refusal if not. For asking before a
    /// keying, or before taking a file.
    pub fn may_key(
        &self,
        questionnaire: &str,
        number: &str,
        pass: Pass,
        operator: OperatorId,
    ) -> Result<(), StudyError> {
        let key = self.held(questionnaire)?.key;
        self.refuse_erased(key, number)?;
        self.refuse_same_operator(key, number, pass, operator)
    }
}

/// By field of the current version: key of its variable, and its line.
pub(super) fn field_keys(held: &Held) -> Vec<(i64, u16)> {
    let questionnaire: &Questionnaire = &held.current;
    let key = |name: &str| held.variables.get(name).copied().unwrap_or_default();
    questionnaire
        .fields
        .iter()
        .map(|field| (key(&questionnaire.variable(field.variable).name), field.line))
        .collect()
}

#[allow(clippy::too_many_arguments, reason = "one argument per column")]
pub(super) fn insert_entry(
    connection: &Connection,
    keying: i64,
    id: Uuid,
    kind: i64,
    variable: Option<i64>,
    line: u16,
    value: &ToSqlOutput<'_>,
    flags: i64,
) -> rusqlite::Result<()> {
    let row = params![keying, id, kind, variable, line, value, flags];
    connection.prepare_cached(INSERT_ENTRY)?.execute(row).map(|_| ())
}

pub(super) struct NewKeying<'a> {
    pub(super) version: i64,
    pub(super) questionnaire: i64,
    pub(super) number: &'a str,
    pub(super) number_kept: bool,
    pub(super) pass: Pass,
    pub(super) operator: i64,
    pub(super) station: i64,
    pub(super) imported: bool,
}

impl NewKeying<'_> {
    fn insert_alone(&self, connection: &mut Connection, ids: &mut Ids) -> rusqlite::Result<(i64, KeyingId)> {
        let transaction = connection.savepoint()?;
        let made = self.insert(&transaction, ids)?;
        transaction.commit()?;
        Ok(made)
    }

    pub(super) fn insert(&self, connection: &Connection, ids: &mut Ids) -> rusqlite::Result<(i64, KeyingId)> {
        let (id, pass) = (ids.next(), codes::pass_number(self.pass));
        connection.prepare_cached(INSERT_KEYING)?.execute(params![
            id,
            self.version,
            self.number,
            pass,
            self.operator,
            self.station,
            self.imported
        ])?;
        let key = connection.last_insert_rowid();
        let sheet = params![key, self.questionnaire, self.number, pass, self.operator, None::<Uuid>];
        connection.prepare_cached(INSERT_SHEET)?.execute(sheet)?;
        let origin = if self.imported { Origin::Imported } else { Origin::Keyed };
        let flags = codes::flags(self.number_kept, origin, Cause::Typed);
        insert_entry(connection, key, ids.next(), codes::OPEN, None, 0, &text_column(self.number), flags)?;
        Ok((key, KeyingId(id)))
    }
}
