//! Reading the times and keys of a questionnaire's keyings: one scan of the journal in the order it is
//! stored. What they mean is in `pace`.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::codes;
use super::error::StudyError;
use super::ids::time_of;
use super::pace::{Activity, Collector, Moment, Step};
use super::reading::{Places, pass};
use super::store::Study;
use super::{KeyingId, OperatorId};
use crate::questionnaire::FieldId;

/// When a field of a keying was first answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerTime {
    /// Place of the keying in [`Activity::keyings`].
    pub keying: usize,
    /// The field; its number is its place on the sheet, in paper order.
    pub field: FieldId,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// How long the operator's sitting had lasted, pauses included, in milliseconds.
    pub in_sitting_ms: i64,
}

const KEYINGS: &str = "SELECT k.key, k.id, s.number, k.pass, o.id
    FROM keyings k JOIN sheets s ON s.keying = k.key JOIN operators o ON o.key = k.operator
    WHERE s.questionnaire = ?1 AND k.imported = 0 ORDER BY k.key";
const MOMENTS: &str = "SELECT keying, id, kind, variable, line, flags,
    CASE WHEN kind IN (5, 32, 38) THEN length(value) WHEN kind = 9 THEN value END
    FROM entries ORDER BY keying, id";

impl Study {
    /// How fast the sheets of a questionnaire were keyed; days are those of `zone`.
    pub fn activity(&self, questionnaire: &str, zone: &TimeZone) -> Result<Activity, StudyError> {
        let mut keyings = self
            .rows(KEYINGS, [self.held(questionnaire)?.key], |row| {
                let about =
                    (KeyingId(row.get(1)?), row.get::<_, String>(2)?, pass(row, 3)?, OperatorId(row.get(4)?));
                Ok((row.get::<_, i64>(0)?, about))
            })?
            .into_iter()
            .peekable();
        let mut collector = Collector::default();
        let mut days = Days::new(zone);
        let mut open = None;
        let mut scan = || {
            let mut statement = self.connection.prepare_cached(MOMENTS)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let keying: i64 = row.get(0)?;
                if open != Some(keying) {
                    while keyings.next_if(|(key, _)| *key < keying).is_some() {}
                    // Imported keyings and other questionnaires stand in the same journal.
                    let Some((_, (id, number, pass, operator))) = keyings.next_if(|(key, _)| *key == keying)
                    else {
                        continue;
                    };
                    collector.begin(id, number, pass, operator);
                    open = Some(keying);
                }
                let at = time_of(row.get::<_, Uuid>(1)?);
                collector.add(Moment { at_ms: at.as_millisecond(), what: step(row)? }, days.of(at));
            }
            rusqlite::Result::Ok(())
        };
        scan().map_err(|error| self.error(&error))?;
        Ok(collector.finish())
    }

    /// When each field of each keying of `activity` was first answered.
    pub fn answer_times(
        &self,
        questionnaire: &str,
        activity: &Activity,
    ) -> Result<Vec<AnswerTime>, StudyError> {
        let held = self.held(questionnaire)?;
        let places: HashMap<i64, Places> =
            held.versions.iter().map(|version| (version.key, Places::new(held, &version.carry))).collect();
        let of_id: HashMap<KeyingId, usize> =
            activity.keyings.iter().enumerate().map(|(at, keying)| (keying.id, at)).collect();
        let versions = "SELECT k.key, k.id, k.version FROM keyings k JOIN sheets s ON s.keying = k.key
            WHERE s.questionnaire = ?1";
        let of_key: HashMap<i64, (usize, &Places)> = self
            .rows(versions, [held.key], |row| {
                Ok((row.get::<_, i64>(0)?, KeyingId(row.get(1)?), row.get::<_, i64>(2)?))
            })?
            .into_iter()
            .filter_map(|(key, id, version)| Some((key, (*of_id.get(&id)?, places.get(&version)?))))
            .collect();
        let mut seen: HashSet<(i64, FieldId)> = HashSet::new();
        let mut times = Vec::new();
        let all = "SELECT keying, id, variable, line FROM entries WHERE kind > 10 ORDER BY keying, id";
        self.rows(all, [], |row| {
            let key: i64 = row.get(0)?;
            let Some((keying, places)) = of_key.get(&key) else { return Ok(()) };
            if let Some(field) = places.field(row.get(2)?, row.get(3)?)
                && seen.insert((key, field))
            {
                let at_ms = time_of(row.get(1)?).as_millisecond();
                let in_sitting_ms = activity.in_sitting_ms(*keying, at_ms);
                times.push(AnswerTime { keying: *keying, field, at_ms, in_sitting_ms });
            }
            Ok(())
        })?;
        Ok(times)
    }
}

fn step(row: &rusqlite::Row<'_>) -> rusqlite::Result<Step> {
    let characters = || row.get::<_, Option<u32>>(6).map(Option::unwrap_or_default);
    Ok(match row.get::<_, i64>(2)? {
        codes::OPEN | codes::RENUMBER => Step::Number,
        codes::FINISH => Step::Finish,
        codes::NOTE => Step::Note { characters: characters()? },
        codes::KEYS => Step::Keys { pressed: characters()?, entries: row.get(4)? },
        kind if kind >= codes::FIRST_ANSWER => {
            let (_, origin, cause) = codes::flags_of(row.get(5)?);
            let place = (row.get::<_, Option<i64>>(3)?.unwrap_or_default(), row.get(4)?);
            Step::Answer { place, given: kind != codes::NOT_KEYED, characters: characters()?, cause, origin }
        }
        _ => Step::Other,
    })
}

/// The local day of moments that mostly follow each other: midnights are looked up once a day.
struct Days<'z> {
    zone: &'z TimeZone,
    day: Date,
    from: Timestamp,
    until: Timestamp,
}

impl<'z> Days<'z> {
    fn new(zone: &'z TimeZone) -> Self {
        Self { zone, day: Date::ZERO, from: Timestamp::MAX, until: Timestamp::MIN }
    }

    fn of(&mut self, at: Timestamp) -> Date {
        if at < self.from || at >= self.until {
            self.day = self.zone.to_datetime(at).date();
            let midnight = |day: Date| {
                self.zone.to_ambiguous_zoned(day.to_datetime(jiff::civil::Time::midnight())).compatible()
            };
            self.from = midnight(self.day).map_or(at, |start| start.timestamp());
            let next = self.day.tomorrow().ok().and_then(|next| midnight(next).ok());
            self.until = next.map_or(at, |end| end.timestamp());
        }
        self.day
    }
}
