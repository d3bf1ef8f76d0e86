//! What a study allows and how its sheets are to be keyed: the supervisor's settings of one study. They
//! are kept by name, append-only: of one name the newest counts. A new one is a new field here.

use rusqlite::params;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::error::StudyError;
use super::second_pass::{SecondPass, SheetChoice};
use super::store::Study;
use super::{OperatorId, ids};

/// The settings of one study. Names are those in the file and of `recto plan`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// Sheets keyed once may be exported (DESIGN 5.7).
    #[serde(rename = "single-keying-allowed")]
    pub single_keying_allowed: bool,
    /// One operator may key both passes of a sheet (DESIGN 5.4).
    #[serde(rename = "same-operator-allowed")]
    pub same_operator_allowed: bool,
    /// How the second pass is keyed: `independent` or `verify` (DESIGN 8).
    #[serde(rename = "second-pass")]
    pub second_pass: SecondPass,
    /// Which sheets are keyed a second time: `all`, `every 10 from 3`, `20 % seed 4711`.
    #[serde(rename = "second-pass-sheets")]
    pub second_pass_sheets: SheetChoice,
    /// Free texts are keyed once only.
    #[serde(rename = "second-pass-without-text")]
    pub second_pass_without_text: bool,
    /// Further variables that are keyed once only, by name.
    #[serde(rename = "second-pass-leaves-out")]
    pub second_pass_leaves_out: Vec<String>,
    /// Whoever keys a sheet second is told on how many questions the two keyings differ. What is changed
    /// after it is marked so. Off unless asked for: DESIGN 5.3 holds to the letter only without it.
    #[serde(rename = "early-count")]
    pub early_count: bool,
    /// Which sheets are keyed a second time, and when a batch is accepted (DESIGN 9).
    #[serde(rename = "sampling")]
    pub sampling: Sampling,
    /// Under `first-then-share`: so many sheets of a batch are all keyed twice.
    #[serde(rename = "sampling-first")]
    pub sampling_first: Whole<30>,
    /// Where not all sheets are keyed twice: so many in a hundred are, drawn from the seed.
    #[serde(rename = "sampling-percent")]
    pub sampling_percent: Whole<10>,
    /// Where not all sheets are keyed twice: a batch with more differences in 10,000 cells than this is
    /// keyed whole.
    #[serde(rename = "sampling-limit")]
    pub sampling_limit: Whole<100>,
    /// So many settled questions in a hundred come back later, blind (DESIGN 9).
    #[serde(rename = "reread-percent")]
    pub reread_percent: Whole<5>,
    /// What all drawing of lots in the study starts from.
    #[serde(rename = "seed")]
    pub seed: Whole<1>,
}

/// Which sheets of a batch are keyed a second time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sampling {
    /// All of them.
    #[default]
    AllTwice,
    /// The first ones, then a share of the others.
    FirstThenShare,
    /// A share; the whole batch where the share differs too often.
    ShareWithLimit,
}

/// A whole number whose default is not 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Whole<const USUAL: u32>(pub u32);

impl<const USUAL: u32> Default for Whole<USUAL> {
    fn default() -> Self {
        Self(USUAL)
    }
}

impl Plan {
    /// Its settings by name, in the order of this page.
    pub fn settings(&self) -> Map<String, Value> {
        match serde_json::to_value(self) {
            Ok(Value::Object(settings)) => settings,
            _ => Map::new(),
        }
    }

    /// The plan with one setting changed; `None` where the name is unknown or the value does not fit.
    pub fn with(&self, name: &str, value: Value) -> Option<Self> {
        let mut settings = self.settings();
        *settings.get_mut(name)? = value;
        serde_json::from_value(Value::Object(settings)).ok()
    }
}

impl Study {
    /// What the study allows.
    pub fn plan(&self) -> Result<Plan, StudyError> {
        let newest = "SELECT name, value FROM settings ORDER BY id";
        let rows = self.rows(newest, [], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        // What this Recto does not know stays in the file.
        Ok(rows.into_iter().fold(Plan::default(), |plan, (name, value)| {
            serde_json::from_str(&value).ok().and_then(|value| plan.with(&name, value)).unwrap_or(plan)
        }))
    }

    /// Changes what the study allows, all of it or nothing; what held before stays in its history.
    pub fn set_plan(&mut self, plan: Plan, by: Option<OperatorId>) -> Result<(), StudyError> {
        let station = self.station()?;
        let operator = by.map(|operator| self.operator_key(operator)).transpose()?;
        let before = self.plan()?.settings();
        let write = |connection: &mut rusqlite::Connection, ids: &mut ids::Ids| {
            let transaction = connection.transaction()?;
            for (name, value) in
                plan.settings().into_iter().filter(|(name, value)| before.get(name) != Some(value))
            {
                transaction.execute(
                    "INSERT INTO settings (id, name, value, operator, station) VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![ids.next(), name, value.to_string(), operator, station],
                )?;
            }
            transaction.commit()
        };
        write(&mut self.connection, &mut self.ids)
            .map_err(|error: rusqlite::Error| StudyError::of(&self.path, &error))
    }
}
