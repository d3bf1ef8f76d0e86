//! What a study holds, as plain values: operators, keyings with their records, resolutions. No SQL here
//! (see `store`); the rooms to the right work on these.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::{Answers, Declaration, Keyings, Plan};
use crate::questionnaire::{Answer, FieldId, Origin, Questionnaire};

/// Which reading of the sheets.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Pass {
    /// The first keying.
    First,
    /// The second, by another operator.
    Second,
}

impl Pass {
    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }
}

/// Globally unique, time-ordered (UUID v7), so that copies of a study can be merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyingId(pub Uuid);

/// Globally unique, time-ordered (UUID v7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperatorId(pub Uuid);

/// A person who keys or settles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// Stays when the name is corrected.
    pub id: OperatorId,
    /// As typed first.
    pub name: String,
}

/// One operator's reading of one sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Keying {
    /// Its id.
    pub id: KeyingId,
    /// The sheet's number, as on paper.
    pub number: String,
    /// Which pass.
    pub pass: Pass,
    /// By whom.
    pub operator: OperatorId,
    /// Version of the questionnaire it was keyed with.
    pub version: String,
    /// When it was begun.
    pub started: Timestamp,
    /// When its last entry was made.
    pub last_entry: Timestamp,
    /// When it was finished; only finished keyings are compared.
    pub finished: Option<Timestamp>,
    /// Whether it was taken from a file.
    pub imported: bool,
    /// A remark on the whole sheet.
    pub note: Option<String>,
    /// What was read first of fields that were read again after a mismatch or a count of differences, in
    /// the order of the fields: rates of error use these.
    pub first_readings: Vec<FirstReading>,
    /// Its answers, in the fields of the study's current version. A field skipped by a filter is
    /// [`Answer::NotKeyed`] unless something was keyed there.
    pub record: Answers,
}

/// What was read of a field before its keyer was told to read again.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstReading {
    /// The field.
    pub field: FieldId,
    /// What was read.
    pub answer: Answer,
    /// How that came to be: `+` and constants are no reading.
    pub origin: Origin,
}

/// A decision by a supervisor. Decisions are append-only: for one target the newest counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolution {
    /// Globally unique, time-ordered (UUID v7).
    pub id: Uuid,
    /// The sheet's number.
    pub number: String,
    /// What it decides.
    pub target: Target,
    /// How the decision was reached.
    pub means: Means,
    /// Why, in the supervisor's words; empty if not asked.
    pub reason: String,
    /// By whom.
    pub operator: OperatorId,
    /// When.
    pub at: Timestamp,
}

/// What a resolution decides. Variables are named, so that a decision outlives a new version.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// The answer of a whole field.
    Field {
        /// The variable.
        variable: String,
        /// Its line in a repeat, 0 outside.
        line: u16,
        /// What the paper says.
        answer: Answer,
    },
    /// One box of a multiple choice.
    Box {
        /// The variable.
        variable: String,
        /// Its line in a repeat, 0 outside.
        line: u16,
        /// The code of the box.
        choice: String,
        /// Whether it is ticked on the paper.
        ticked: bool,
    },
    /// A failing hard check, or a failing constraint (then `check` is the variable's name), is kept
    /// as the paper says.
    KeepCheck {
        /// The check's id.
        check: String,
    },
}

/// How a supervisor came to a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Means {
    /// A third reading, both values hidden.
    BlindReading,
    /// Both values were seen first.
    SeenBoth,
    /// Applied from a file of decisions.
    File,
    /// A change of an answer on which both keyings agree.
    Correction,
    /// A failing check looked up on paper and kept.
    CheckKept,
    /// Part of a slip: its first and last question were read blind, and the keying that has them right
    /// was taken for those between.
    Slip,
}

/// Everything of one questionnaire of a study, read at one moment: what the rooms to the right compare,
/// count and export.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The current version of the definition.
    pub questionnaire: Arc<Questionnaire>,
    /// Who keyed and settled.
    pub operators: Vec<Operator>,
    /// All keyings, both passes, finished or not, in order of their ids.
    pub keyings: Keyings,
    /// Keyings that stand for two of one pass, which a supervisor merged.
    pub merged: Vec<Keying>,
    /// All resolutions in order of their ids.
    pub resolutions: Vec<Resolution>,
    /// Numbers of the sheets that should exist, in order; empty if not known.
    pub expected: Vec<String>,
    /// Questions that are asked, by sheet, though nobody read them and no filter says so: a study written
    /// again for a funder leaves its filters out. Empty in a study as it was read.
    pub due: Vec<(String, FieldId)>,
    /// What the study allows and how its sheets are to be keyed.
    pub plan: Plan,
    /// What was declared beside keying and settling, in order of time, withdrawn ones too.
    pub declarations: Vec<Declaration>,
    /// The newest entry's time, for dates inside exports.
    pub last_entry: Option<Timestamp>,
    /// What protects the people asked.
    pub safeguards: Safeguards,
}

impl Snapshot {
    /// A study in which nothing was keyed yet.
    pub fn empty(questionnaire: Arc<Questionnaire>) -> Self {
        Self {
            questionnaire,
            operators: Vec::new(),
            keyings: Keyings::default(),
            merged: Vec::new(),
            resolutions: Vec::new(),
            expected: Vec::new(),
            due: Vec::new(),
            plan: Plan::default(),
            declarations: Vec::new(),
            last_entry: None,
            safeguards: Safeguards::default(),
        }
    }

    /// A keying by its place among those as keyed and, behind them, those merged from two.
    pub fn keying(&self, at: usize) -> Option<&Keying> {
        self.keyings.get(at).or_else(|| self.merged.get(at.checked_sub(self.keyings.len())?))
    }

    /// A keying by its id, one merged from two included.
    pub fn keying_of(&self, id: uuid::Uuid) -> Option<&Keying> {
        let own = self.keyings.binary_search_by_key(&id, |keying| keying.id.0).ok();
        let merged = || self.merged.iter().find(|keying| keying.id.0 == id);
        own.map(|at| &self.keyings[at]).or_else(merged)
    }

    /// All keyings with their places, those merged from two at the end.
    pub fn all_keyings(&self) -> impl Iterator<Item = (usize, &Keying)> {
        self.keyings.iter().chain(&self.merged).enumerate()
    }
}

/// What protects the people asked, as the study holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Safeguards {
    /// By sheet number: the random one that stands for it outside.
    pub pseudonyms: BTreeMap<String, String>,
    /// Published cells about fewer people than this are masked.
    pub small_cells: u32,
    /// From this day on, identifying content is to be erased.
    pub retention_until: Option<Date>,
    /// What was erased, in order of time.
    pub tombstones: Vec<Tombstone>,
}

/// The published threshold where a study says nothing.
pub const SMALL_CELLS: u32 = 11;

impl Default for Safeguards {
    fn default() -> Self {
        Self {
            pseudonyms: BTreeMap::new(),
            small_cells: SMALL_CELLS,
            retention_until: None,
            tombstones: Vec::new(),
        }
    }
}

/// What stays of something erased (DESIGN 5.10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// Globally unique, time-ordered (UUID v7).
    pub id: Uuid,
    /// The erased sheet; `None` where all identifying content was erased.
    pub number: Option<String>,
    /// Why, in the supervisor's words.
    pub reason: String,
    /// By whom.
    pub operator: OperatorId,
    /// When.
    pub at: Timestamp,
}

/// A decision still to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct NewResolution {
    /// The sheet's number.
    pub number: String,
    /// What it decides.
    pub target: Target,
    /// How the decision was reached.
    pub means: Means,
    /// Why, in the supervisor's words; empty if not asked.
    pub reason: String,
    /// By whom.
    pub operator: OperatorId,
}

/// Where one keying stands, without its answers: what a board of sheets shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyingState {
    /// Its id.
    pub id: KeyingId,
    /// The sheet's number now.
    pub number: String,
    /// Which pass.
    pub pass: Pass,
    /// By whom.
    pub operator: OperatorId,
    /// Whether it is finished.
    pub finished: bool,
}

impl KeyingState {
    /// Where a keying stands.
    pub fn of(keying: &Keying) -> Self {
        Self {
            id: keying.id,
            number: keying.number.clone(),
            pass: keying.pass,
            operator: keying.operator,
            finished: keying.finished.is_some(),
        }
    }
}
