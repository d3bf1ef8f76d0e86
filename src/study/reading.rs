//! Reading what a study holds: all records of a questionnaire in one ordered scan, and single sheets.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension, Row};
use uuid::Uuid;

use super::codes;
use super::error::StudyError;
use super::ids::time_of;
use super::revision::Carry;
use super::store::{Held, Study};
use super::{
    Answers, FirstReading, Keying, KeyingId, KeyingState, OperatorId, Pass, Resolution, Snapshot, Target,
    absent, packing,
};
use crate::keying::{Aside, Cause};
use crate::questionnaire::packed::Packed;
use crate::questionnaire::{Answer, FieldId, FieldRecord, Origin, Place, Questionnaire, Record, Value};

/// A keying that is not finished, to go on with.
#[derive(Clone, Debug, PartialEq)]
pub struct Unfinished {
    /// Its answers so far.
    pub keying: Keying,
    /// The field of its last answer.
    pub last_field: Option<FieldId>,
    /// Its answers that a filter has put aside.
    pub aside: Aside,
}

impl Unfinished {
    pub(super) fn aside_by_number(&self) -> (String, Aside) {
        (self.keying.number.clone(), self.aside.clone())
    }
}

/// A keying as it is read, entry by entry.
struct Read {
    keying: Keying,
    last_field: Option<FieldId>,
    aside: Aside,
}

impl Read {
    fn of(keying: Keying) -> Self {
        Self { keying, last_field: None, aside: Aside::new() }
    }
}

/// Where the answers of a variable's key go in a record, by key and then by line.
pub(super) struct Places {
    by_key: Vec<Place>,
    number: Option<FieldId>,
}

impl Places {
    pub(super) fn new(held: &Held, carry: &Carry) -> Self {
        let questionnaire: &Questionnaire = &held.current;
        let size = held.variables.values().max().map_or(0, |key| *key as usize + 1);
        let mut by_key = vec![Place::Nowhere; size];
        for (name, key) in &held.variables {
            let now = carry.name(name).and_then(|now| questionnaire.variable_by_name(now));
            if let Some(variable) = now {
                by_key[*key as usize] = questionnaire.place(variable);
            }
        }
        Self { by_key, number: questionnaire.sheet_number_field() }
    }

    /// `None` for what the current version does not ask: it stays in the file.
    pub(super) fn field(&self, variable: i64, line: i64) -> Option<FieldId> {
        self.by_key.get(usize::try_from(variable).ok()?)?.field(u16::try_from(line).ok()?)
    }
}

/// How keyings of one version are read in the current one.
struct Version<'h> {
    name: String,
    places: Places,
    /// A record before its first answer.
    blank: Record,
    /// What answers become, and the names of variables then, by key; `None` where nothing is renamed,
    /// recoded or read as another type.
    carry: Option<(&'h Carry, HashMap<i64, &'h str>)>,
}

impl<'h> Version<'h> {
    fn of(held: &'h Held, name: &str, carry: &'h Carry) -> Self {
        let names = || held.variables.iter().map(|(name, key)| (*key, name.as_str())).collect();
        Self {
            name: name.to_owned(),
            places: Places::new(held, carry),
            blank: carry.blank_record(&held.current),
            carry: (!carry.is_plain()).then(|| (carry, names())),
        }
    }

    fn answer(&self, variable: i64, answer: Answer) -> Answer {
        match self.carry.as_ref().and_then(|(carry, names)| Some((carry, names.get(&variable)?))) {
            Some((carry, name)) => carry.answer(name, answer),
            None => answer,
        }
    }
}

/// Keyings read at once where all are wanted one after the other.
const AT_ONCE: usize = 2_000;
/// The columns of [`Study::keyings`], with the packed answers of the layout of fields that is put in.
const KEYINGS: &str = "SELECT k.key, k.id, s.number, k.pass, k.operator, k.version, k.imported,
    s.finished, r.version, r.note, r.answers
    FROM sheets s JOIN keyings k ON k.key = s.keying
    LEFT JOIN records r ON r.keying = s.keying AND s.finished IS NOT NULL AND r.layout = ";
const ENTRIES: &str = "SELECT keying, id, kind, variable, line, value, flags FROM entries
    WHERE keying = ?1 ORDER BY id";

/// What the rows of keyings and entries are read with.
struct Reader<'a> {
    questionnaire: &'a Questionnaire,
    versions: HashMap<i64, Version<'a>>,
    operators: HashMap<i64, OperatorId>,
}

impl Study {
    /// Everything of one questionnaire, read at one moment.
    pub fn snapshot(&self, questionnaire: &str) -> Result<Snapshot, StudyError> {
        let held = self.held(questionnaire)?;
        let read = self.connection.unchecked_transaction().map_err(|error| self.error(&error))?;
        let declarations = self.declarations_of(held.key)?;
        let resolutions = self.resolutions(held)?;
        let safeguards = self.safeguards_of(held)?;
        let keyings = self.keyings_once(held, || self.all_keyings(held))?;
        let last_entry = keyings
            .iter()
            .map(|keying| keying.last_entry)
            .chain(resolutions.iter().map(|resolution| resolution.at))
            .chain(declarations.iter().map(|declaration| declaration.at))
            .max();
        let counted = super::Counted::of(&declarations);
        let keyed = keyings.iter().filter_map(|keying| counted.number(keying.id, &keying.number));
        let merged = super::counted::merged_keyings(&keyings, &declarations);
        let keyed: HashSet<&str> = keyed.chain(merged.iter().map(|merged| merged.number.as_str())).collect();
        let expected = absent::still_expected(self.expected(held, &safeguards), &declarations, &keyed);
        let snapshot = Snapshot {
            questionnaire: held.current.clone(),
            operators: self.operators()?,
            merged,
            keyings,
            resolutions,
            expected,
            due: Vec::new(),
            plan: self.plan()?,
            declarations,
            last_entry,
            safeguards,
        };
        read.finish().map_err(|error| self.error(&error))?;
        Ok(snapshot)
    }

    fn all_keyings(&self, held: &Held) -> Result<Vec<Keying>, StudyError> {
        // In the order of the file: an index would only lead all over it.
        let mut keyings = self.keyings(held, "+s.questionnaire = ?1 ORDER BY s.keying", [held.key])?;
        keyings.sort_by_key(|read| read.keying.id);
        Ok(keyings.into_iter().map(|read| read.keying).collect())
    }

    /// Where each keying of a questionnaire stands, without answers, in the order they were begun.
    pub fn keying_states(&self, questionnaire: &str) -> Result<Vec<KeyingState>, StudyError> {
        let states = "SELECT k.id, s.number, s.pass, o.id, s.finished IS NOT NULL
            FROM sheets s JOIN keyings k ON k.key = s.keying JOIN operators o ON o.key = s.operator
            WHERE s.questionnaire = ?1 ORDER BY s.keying";
        self.rows(states, [self.held(questionnaire)?.key], |row| {
            Ok(KeyingState {
                id: KeyingId(row.get(0)?),
                number: row.get(1)?,
                pass: pass(row, 2)?,
                operator: OperatorId(row.get(3)?),
                finished: row.get(4)?,
            })
        })
    }

    /// Hands every finished keying of a pass to `each`, some at a time, so that a large study need not
    /// stand in memory.
    pub(super) fn each_finished(
        &self,
        questionnaire: &str,
        pass: Pass,
        mut each: impl FnMut(Keying),
    ) -> Result<(), StudyError> {
        let held = self.held(questionnaire)?;
        let keys: Vec<i64> = self.rows(
            "SELECT keying FROM sheets WHERE questionnaire = ?1 AND pass = ?2 AND finished IS NOT NULL ORDER BY keying",
            (held.key, codes::pass_number(pass)),
            |row| row.get(0),
        )?;
        for part in keys.chunks(AT_ONCE) {
            let (Some(from), Some(to)) = (part.first(), part.last()) else { continue };
            let which = "s.questionnaire = ?1 AND s.pass = ?2 AND s.finished IS NOT NULL
                AND k.key BETWEEN ?3 AND ?4 ORDER BY k.key";
            let key = (held.key, codes::pass_number(pass), *from, *to);
            self.keyings(held, which, key)?.into_iter().for_each(|read| each(read.keying));
        }
        Ok(())
    }

    /// What an operator began and did not finish, the one worked on last first.
    pub fn unfinished(
        &self,
        questionnaire: &str,
        operator: OperatorId,
        pass: Pass,
    ) -> Result<Vec<Unfinished>, StudyError> {
        let held = self.held(questionnaire)?;
        let which =
            "s.questionnaire = ?1 AND s.operator = ?2 AND s.pass = ?3 AND s.finished IS NULL ORDER BY k.key";
        let key = (held.key, self.operator_key(operator)?, codes::pass_number(pass));
        let mut found: Vec<Unfinished> = self
            .keyings(held, which, key)?
            .into_iter()
            .map(|Read { keying, last_field, aside }| Unfinished { keying, last_field, aside })
            .collect();
        found.sort_by_key(|unfinished| std::cmp::Reverse(unfinished.keying.last_entry));
        Ok(found)
    }

    /// The keying that an operator finished last in a pass.
    pub fn finished_last(
        &self,
        questionnaire: &str,
        operator: OperatorId,
        pass: Pass,
    ) -> Result<Option<KeyingId>, StudyError> {
        let last = "SELECT k.id FROM sheets s JOIN keyings k ON k.key = s.keying
            WHERE s.questionnaire = ?1 AND s.operator = ?2 AND s.pass = ?3 AND s.finished IS NOT NULL
            ORDER BY s.finished DESC LIMIT 1";
        let key = (self.held(questionnaire)?.key, self.operator_key(operator)?, codes::pass_number(pass));
        self.connection
            .query_row(last, key, |row| row.get(0).map(KeyingId))
            .optional()
            .map_err(|error| self.error(&error))
    }

    /// The keying with this key inside the file.
    pub(super) fn keying_with_key(
        &self,
        held: &Held,
        key: i64,
    ) -> Result<Option<(Keying, Aside)>, StudyError> {
        // What was put aside stands in the journal alone.
        Ok(self.read_from_journal(held, key)?.map(|read| (read.keying, read.aside)))
    }

    /// The keyings of one operator in one pass: key inside the file, number, whether finished; the finished
    /// ones in the order in which they were.
    pub(super) fn own_keyings(
        &self,
        questionnaire: &str,
        operator: OperatorId,
        pass: Pass,
    ) -> Result<Vec<(i64, String, bool)>, StudyError> {
        let own = "SELECT keying, number, finished IS NOT NULL FROM sheets
            WHERE questionnaire = ?1 AND operator = ?2 AND pass = ?3 ORDER BY finished";
        let key = (self.held(questionnaire)?.key, self.operator_key(operator)?, codes::pass_number(pass));
        self.rows(own, key, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    }

    /// All keyings of one sheet, both passes, in the order they were begun.
    pub fn sheet(&self, questionnaire: &str, number: &str) -> Result<Vec<Keying>, StudyError> {
        let held = self.held(questionnaire)?;
        let which = "s.questionnaire = ?1 AND s.number = ?2 ORDER BY k.key";
        let found = self.keyings(held, which, (held.key, number))?;
        Ok(found.into_iter().map(|read| read.keying).collect())
    }

    /// Whether this operator has keyed this pass of this sheet, and if so whether it is finished.
    pub fn own_keying(
        &self,
        questionnaire: &str,
        number: &str,
        pass: Pass,
        operator: OperatorId,
    ) -> Result<Option<KeyingState>, StudyError> {
        let own = "SELECT k.id, s.finished IS NOT NULL FROM sheets s JOIN keyings k ON k.key = s.keying
            WHERE s.questionnaire = ?1 AND s.number = ?2 AND s.pass = ?3 AND s.operator = ?4
            ORDER BY s.finished IS NULL DESC, s.keying DESC LIMIT 1";
        let key =
            (self.held(questionnaire)?.key, number, codes::pass_number(pass), self.operator_key(operator)?);
        self.connection
            .query_row(own, key, |row| {
                let (id, number) = (KeyingId(row.get(0)?), number.to_owned());
                Ok(KeyingState { id, number, pass, operator, finished: row.get(1)? })
            })
            .optional()
            .map_err(|error| self.error(&error))
    }

    /// The keyings that `which` selects, and the field of the last answer of each that is not finished.
    /// Answers come packed where they are kept so, else from the journal.
    fn keyings(&self, held: &Held, which: &str, key: impl rusqlite::Params) -> Result<Vec<Read>, StudyError> {
        let reader = self.reader(held)?;
        let mut in_journal = Vec::new();
        let select = format!("{KEYINGS}{} WHERE {which}", packing::layout(held));
        let mut at = 0..;
        let mut keyings = self.rows(&select, key, |row| {
            let (keying, packed) = reader.keying(row)?;
            if let Some(at) = at.next().filter(|_| !packed) {
                in_journal.push((at, row.get::<_, i64>(0)?));
            }
            Ok(Read::of(keying))
        })?;
        for (at, key) in in_journal {
            self.read_journal(&reader, key, &mut keyings[at])?;
        }
        Ok(keyings)
    }

    /// A keying as its journal tells it.
    pub(super) fn keying_from_journal(&self, held: &Held, key: i64) -> Result<Option<Keying>, StudyError> {
        Ok(self.read_from_journal(held, key)?.map(|read| read.keying))
    }

    fn read_from_journal(&self, held: &Held, key: i64) -> Result<Option<Read>, StudyError> {
        let reader = self.reader(held)?;
        // No layout is NULL: nothing packed is found.
        let select = format!("{KEYINGS}NULL WHERE s.keying = ?1");
        let found = self.rows(&select, [key], |row| reader.keying(row))?;
        let Some((keying, _)) = found.into_iter().next() else { return Ok(None) };
        let mut read = Read::of(keying);
        self.read_journal(&reader, key, &mut read)?;
        Ok(Some(read))
    }

    fn reader<'a>(&self, held: &'a Held) -> Result<Reader<'a>, StudyError> {
        let versions = held
            .versions
            .iter()
            .map(|version| (version.key, Version::of(held, &version.name, &version.carry)));
        let operators =
            self.rows("SELECT key, id FROM operators", [], |row| Ok((row.get(0)?, OperatorId(row.get(1)?))))?;
        Ok(Reader {
            questionnaire: &held.current,
            versions: versions.collect(),
            operators: operators.into_iter().collect(),
        })
    }

    /// Applies the journal of a keying in order.
    fn read_journal(&self, reader: &Reader<'_>, key: i64, read: &mut Read) -> Result<(), StudyError> {
        let begun = reader.versions.iter().find(|(_, version)| version.name == read.keying.version);
        let mut version = begun.map_or(0, |(key, _)| *key);
        read.keying.finished = None;
        let mut scan = || {
            let mut statement = self.connection.prepare_cached(ENTRIES)?;
            let mut rows = statement.query([key])?;
            while let Some(row) = rows.next()? {
                apply(row, &reader.versions, &mut version, read)?;
            }
            rusqlite::Result::Ok(())
        };
        scan().map_err(|error| self.error(&error))
    }

    fn resolutions(&self, held: &Held) -> Result<Vec<Resolution>, StudyError> {
        let all = "SELECT r.id, r.number, r.target, r.name, r.line, r.choice, r.kind, r.value, r.means, r.reason, o.id
            FROM resolutions r JOIN operators o ON o.key = r.operator WHERE r.questionnaire = ?1 ORDER BY r.id";
        let read = self.rows(all, [held.key], resolution)?;
        Ok(read.into_iter().map(|resolution| carried(held, resolution)).collect())
    }
}

impl Reader<'_> {
    /// A row of [`KEYINGS`], and whether its answers came with it. A packed keying was finished last.
    fn keying(&self, row: &Row<'_>) -> rusqlite::Result<(Keying, bool)> {
        let id: Uuid = row.get(1)?;
        let finished: Option<Uuid> = row.get(7)?;
        let packed = match row.get_ref(10)? {
            ValueRef::Blob(bytes) => Packed::from_bytes(bytes, self.questionnaire.fields.len()),
            _ => None,
        };
        let (note, version) = match &packed {
            Some(_) => (row.get(9)?, row.get(8)?),
            None => (None, row.get::<_, i64>(5)?),
        };
        let under = self.versions.get(&version).ok_or_else(|| unknown("version", version))?;
        let operator: i64 = row.get(4)?;
        let keying = Keying {
            id: KeyingId(id),
            number: row.get(2)?,
            pass: pass(row, 3)?,
            operator: *self.operators.get(&operator).ok_or_else(|| unknown("operator", operator))?,
            version: under.name.clone(),
            started: time_of(id),
            last_entry: finished.map_or(Timestamp::MIN, time_of),
            finished: finished.map(time_of),
            imported: row.get(6)?,
            note,
            first_readings: Vec::new(),
            record: Answers::default(),
        };
        let came = packed.is_some();
        let record = packed.map_or_else(|| under.blank.clone().into(), Answers::from);
        Ok((Keying { record, ..keying }, came))
    }
}

/// Applies one row of the journal to the keying it belongs to, under the version it is keyed with at that
/// moment; rows come in order.
fn apply(
    row: &Row<'_>,
    versions: &HashMap<i64, Version<'_>>,
    version: &mut i64,
    read: &mut Read,
) -> rusqlite::Result<()> {
    let id: Uuid = row.get(1)?;
    let Read { keying, last_field, aside } = read;
    keying.last_entry = time_of(id);
    let kind: i64 = row.get(2)?;
    let value = row.get_ref(5)?;
    let Some(under) = versions.get(version) else { return Ok(()) };
    let places = &under.places;
    let variable = row.get::<_, Option<i64>>(3)?;
    let field = match variable {
        Some(variable) => Some(places.field(variable, row.get(4)?)),
        None => None,
    };
    match (kind, field) {
        (codes::OPEN | codes::RENUMBER, _) => {
            let (kept, origin, _) = codes::flags_of(row.get(6)?);
            if let Some(field) = places.number {
                let field = keying.record.field_mut(field);
                field.answer = Answer::Value(Value::Text(row.get(5)?));
                (field.kept, field.origin) = (kept, origin);
            }
        }
        (codes::FINISH, _) => keying.finished = Some(time_of(id)),
        (codes::REOPEN, _) => keying.finished = None,
        (codes::NOTE, None) => keying.note = note(value)?,
        (codes::NOTE, Some(Some(field))) => keying.record.field_mut(field).note = note(value)?,
        (codes::UNDER_VERSION, _) => {
            *version = value.as_i64()?;
            if let Some(under) = versions.get(version) {
                keying.version.clone_from(&under.name);
            }
        }
        (codes::FIRST_ANSWER.., Some(Some(id))) => {
            let field = keying.record.field_mut(id);
            let (kept, origin, cause) = codes::flags_of(row.get(6)?);
            let before = std::mem::replace(
                &mut field.answer,
                under.answer(variable.unwrap_or_default(), answer(kind, value)?),
            );
            if matches!(origin, Origin::AfterMismatch | Origin::AfterCount) {
                first_reading(&mut keying.first_readings, id, field.origin, &before);
            }
            let before = FieldRecord { answer: before, origin: field.origin, ..FieldRecord::default() };
            (field.kept, field.origin) = (kept, origin);
            match (cause, &field.answer) {
                (Cause::Filter, Answer::NotKeyed) => _ = aside.insert(id, before),
                _ => _ = aside.remove(&id),
            }
            *last_field = Some(id);
        }
        _ => {}
    }
    Ok(())
}

/// What stood in a field when its keyer was told to read again, unless that was so before: later answers
/// are no first reading.
fn first_reading(readings: &mut Vec<FirstReading>, field: FieldId, origin: Origin, before: &Answer) {
    let told = matches!(origin, Origin::AfterMismatch | Origin::AfterCount);
    if told || *before == Answer::NotKeyed || before.is_not_asked() {
        return;
    }
    if let Err(place) = readings.binary_search_by_key(&field, |reading| reading.field) {
        readings.insert(place, FirstReading { field, answer: before.clone(), origin });
    }
}

/// A decision as the current version names it: it was made under the version that was current then. One on
/// what is asked no more stays as it is and decides nothing.
fn carried(held: &Held, mut resolution: Resolution) -> Resolution {
    let then = held.versions.iter().rev().find(|version| version.id < resolution.id);
    let Some(carry) = then.map(|version| &version.carry) else { return resolution };
    match &mut resolution.target {
        Target::Field { variable, answer, .. } => {
            let now = std::mem::take(answer);
            *answer = carry.answer(variable, now);
            if let Some(name) = carry.name(variable).map(str::to_owned) {
                *variable = name;
            }
        }
        Target::Box { variable, choice, .. } => {
            if let Some(code) = carry.code(variable, choice) {
                *choice = code;
            }
            if let Some(name) = carry.name(variable).map(str::to_owned) {
                *variable = name;
            }
        }
        Target::KeepCheck { check } => {
            if let Some(name) = carry.check(check, &held.current) {
                *check = name;
            }
        }
    }
    resolution
}

/// An empty remark takes the one before back.
fn note(value: ValueRef<'_>) -> rusqlite::Result<Option<String>> {
    let text = value.as_str()?;
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

pub(super) fn answer(kind: i64, value: ValueRef<'_>) -> rusqlite::Result<Answer> {
    codes::answer_of(kind, value).ok_or_else(|| unknown("answer", kind))
}

/// The file holds something that no Recto of this format writes.
fn unknown(what: &str, number: i64) -> rusqlite::Error {
    let message = format!("unknown {what} {number}");
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Integer, message.into())
}

pub(super) fn pass(row: &Row<'_>, column: usize) -> rusqlite::Result<Pass> {
    let number = row.get(column)?;
    codes::pass_of(number).ok_or_else(|| unknown("pass", number))
}

fn resolution(row: &Row<'_>) -> rusqlite::Result<Resolution> {
    let id: Uuid = row.get(0)?;
    let target = match row.get(2)? {
        1 => Target::Field {
            variable: row.get(3)?,
            line: row.get(4)?,
            answer: answer(row.get(6)?, row.get_ref(7)?)?,
        },
        2 => Target::Box {
            variable: row.get(3)?,
            line: row.get(4)?,
            choice: row.get(5)?,
            ticked: row.get::<_, i64>(6)? == 1,
        },
        3 => Target::KeepCheck { check: row.get(3)? },
        other => return Err(unknown("target", other)),
    };
    let means = row.get(8)?;
    Ok(Resolution {
        id,
        number: row.get(1)?,
        target,
        means: codes::means_of(means).ok_or_else(|| unknown("means", means))?,
        reason: row.get(9)?,
        operator: OperatorId(row.get(10)?),
        at: time_of(id),
    })
}
