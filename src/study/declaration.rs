//! What people declare beside keying and settling: of a sheet that it is void, missing or cannot be
//! read, and whatever else has an author, a time and no column of its own. Append-only; a declaration is
//! taken back by another one. A new kind is a new variant of [`Said`].

use jiff::Timestamp;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::error::StudyError;
use super::ids::time_of;
use super::store::Study;
use super::{AuditUnit, KeptAnswer, Matching, OperatorId, Pass, SampledSheet};

/// Something declared, by whom and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    /// Globally unique, time-ordered (UUID v7).
    pub id: Uuid,
    /// The sheet that it is about; `None` where it is about several or none. What is declared of one
    /// sheet goes when the sheet is erased.
    pub number: Option<String>,
    /// What.
    pub said: Said,
    /// By whom.
    pub operator: OperatorId,
    /// When.
    pub at: Timestamp,
}

/// What is declared. Kept as JSON under these names, which are never used again for something else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Said {
    /// The sheet is not to be keyed: printed and spoiled, or empty.
    Void {
        /// Why.
        reason: String,
    },
    /// The sheet is not in the stack.
    Missing {
        /// What is known of it.
        reason: String,
    },
    /// The sheet cannot be read well enough to settle it: the field team is asked.
    Unreadable {
        /// What cannot be read.
        reason: String,
    },
    /// The operator of a keying was told on how many questions it differs from the other one.
    CountTold {
        /// The keying.
        keying: Uuid,
        /// On how many questions.
        differences: u32,
    },
    /// A stack of sheets that is keyed, counted and accepted as one.
    Batch {
        /// What it is called; unique among those standing.
        name: String,
        /// The numbers of its sheets, in the order of the stack.
        numbers: Vec<String>,
    },
    /// A batch is given to an operator to key.
    HandedOut {
        /// Id of the batch's declaration.
        batch: Uuid,
        /// For which pass.
        pass: Pass,
        /// To whom: an [`OperatorId`].
        operator: Uuid,
    },
    /// A remark is dealt with.
    NoteDealt {
        /// Id of the keying that it stands in.
        keying: Uuid,
        /// The variable; `None` on the whole sheet.
        variable: Option<String>,
        /// Its line in a repeat, 0 outside.
        line: u16,
    },
    /// A random sample of agreed cells is to be read again by somebody who keyed none of them.
    AuditDrawn {
        /// The seed of the draw: the same seed draws the same sample again.
        seed: u64,
        /// What was drawn.
        unit: AuditUnit,
        /// How many agreed cells there were to draw from.
        cells: u64,
        /// On how many sheets.
        sheets: u64,
        /// What was drawn, in sheet order.
        sample: Vec<SampledSheet>,
    },
    /// What the paper says at a question of an audit, read blind.
    AuditRead {
        /// Id of the audit's declaration.
        audit: Uuid,
        /// The variable.
        variable: String,
        /// Its line in a repeat, 0 outside.
        line: u16,
        /// The box, where only one box was read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        choice: Option<String>,
        /// What the paper says.
        answer: KeptAnswer,
    },
    /// A settled question read again, blind, to see how often settling goes wrong.
    Reread {
        /// The variable.
        variable: String,
        /// Its line in a repeat, 0 outside.
        line: u16,
        /// What the paper says.
        answer: KeptAnswer,
    },
    /// Which keyings belong to which sheets, other than by the number keyed; or that a proposal of this
    /// kind was refused.
    Matched(Matching),
    /// An answer that several sheets share is set by its operator for a pass, or is cleared.
    Constant {
        /// For which pass.
        pass: Pass,
        /// The variable.
        variable: String,
        /// Its line in a repeat, 0 outside.
        line: u16,
        /// Kind and value, as entries have them; `None`: cleared.
        answer: Option<(i64, serde_json::Value)>,
    },
    /// An earlier declaration is taken back.
    Withdrawn {
        /// Its id.
        declaration: Uuid,
    },
    /// Something that a newer Recto wrote; it stays in the file and is not acted on.
    #[serde(other)]
    Unknown,
}

impl Said {
    /// The same without what somebody wrote or answered, for erasing all identifying content. `kept` are
    /// the variables whose answers stay.
    fn without_words(self, kept: &[String]) -> Self {
        match self {
            Self::Void { .. } => Self::Void { reason: String::new() },
            Self::Missing { .. } => Self::Missing { reason: String::new() },
            Self::Unreadable { .. } => Self::Unreadable { reason: String::new() },
            Self::AuditRead { audit, variable, line, choice, answer } => {
                let answer = answer.if_kept(&variable, kept);
                Self::AuditRead { audit, variable, line, choice, answer }
            }
            Self::Reread { variable, line, answer } => {
                let answer = answer.if_kept(&variable, kept);
                Self::Reread { variable, line, answer }
            }
            Self::Constant { pass, variable, line, .. } if !kept.contains(&variable) => {
                Self::Constant { pass, variable, line, answer: None }
            }
            other @ (Self::AuditDrawn { .. }
            | Self::CountTold { .. }
            | Self::Batch { .. }
            | Self::HandedOut { .. }
            | Self::NoteDealt { .. }
            | Self::Matched(_)
            | Self::Constant { .. }
            | Self::Withdrawn { .. }
            | Self::Unknown) => other,
        }
    }
}

/// The declarations that nobody took back, in order of time.
pub fn standing(declarations: &[Declaration]) -> impl Iterator<Item = &Declaration> {
    let withdrawn: std::collections::HashSet<Uuid> = declarations
        .iter()
        .filter_map(|declaration| match declaration.said {
            Said::Withdrawn { declaration } => Some(declaration),
            _ => None,
        })
        .collect();
    declarations.iter().filter(move |declaration| {
        !withdrawn.contains(&declaration.id) && !matches!(declaration.said, Said::Withdrawn { .. })
    })
}

impl Study {
    /// Keeps declarations, all of them or none. Each is about the sheet given with it, or about none.
    pub fn declare(
        &mut self,
        questionnaire: &str,
        by: OperatorId,
        said: &[(Option<String>, Said)],
    ) -> Result<Vec<Declaration>, StudyError> {
        let station = self.station()?;
        let operator = self.operator_key(by)?;
        let key = self.held(questionnaire)?.key;
        for number in said.iter().filter_map(|(number, _)| number.as_ref()) {
            self.refuse_erased(key, number)?;
        }
        let write = |connection: &mut Connection, ids: &mut super::ids::Ids| {
            // Inside a transaction of recordings played together, too.
            let transaction = connection.savepoint()?;
            let mut made = Vec::with_capacity(said.len());
            for (number, said) in said {
                let id = ids.next();
                transaction.execute(
                    "INSERT INTO declarations (id, questionnaire, number, said, operator, station)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    params![id, key, number, json(said)?, operator, station],
                )?;
                made.push(Declaration {
                    id,
                    number: number.clone(),
                    said: said.clone(),
                    operator: by,
                    at: time_of(id),
                });
            }
            transaction.commit()?;
            Ok(made)
        };
        self.write_beside_keyings(write)
    }

    /// Everything declared in a questionnaire, in order of time, withdrawn ones too.
    pub fn declarations(&self, questionnaire: &str) -> Result<Vec<Declaration>, StudyError> {
        self.declarations_of(self.held(questionnaire)?.key)
    }

    pub(super) fn declarations_of(&self, questionnaire: i64) -> Result<Vec<Declaration>, StudyError> {
        read(&self.connection, questionnaire).map_err(|error| self.error(&error))
    }
}

/// Everything declared in a questionnaire, in order of time.
pub(super) fn read(connection: &Connection, questionnaire: i64) -> rusqlite::Result<Vec<Declaration>> {
    let all = "SELECT d.id, d.number, d.said, o.id FROM declarations d JOIN operators o ON o.key = d.operator
        WHERE d.questionnaire = ?1 ORDER BY d.id";
    let declaration = |row: &rusqlite::Row<'_>| {
        let id: Uuid = row.get(0)?;
        Ok(Declaration {
            id,
            number: row.get(1)?,
            said: said(&row.get::<_, String>(2)?),
            operator: OperatorId(row.get(3)?),
            at: time_of(id),
        })
    };
    connection.prepare(all)?.query_map([questionnaire], declaration)?.collect()
}

/// Empties, inside the caller's erasing transaction, what somebody wrote or answered.
pub(super) fn empty_words(
    connection: &Connection,
    questionnaire: i64,
    kept: &[String],
) -> rusqlite::Result<()> {
    let rows: Vec<(Uuid, String)> = connection
        .prepare("SELECT id, said FROM declarations WHERE questionnaire = ?1")?
        .query_map([questionnaire], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (id, before) in rows {
        // What a newer Recto wrote may hold anything: all of it goes.
        let emptied = json(&said(&before).without_words(kept))?;
        connection.execute("UPDATE declarations SET said = ?2 WHERE id = ?1", params![id, emptied])?;
    }
    Ok(())
}

fn json(said: &Said) -> rusqlite::Result<String> {
    serde_json::to_string(said).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

fn said(json: &str) -> Said {
    serde_json::from_str(json).unwrap_or(Said::Unknown)
}
