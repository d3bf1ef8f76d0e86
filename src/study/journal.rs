//! The journal, entry by entry in order of time: for the export of who keyed what when, and the history
//! of a sheet.

use jiff::Timestamp;
use rusqlite::Row;
use uuid::Uuid;

use super::codes;
use super::error::StudyError;
use super::ids::time_of;
use super::reading::{answer, pass};
use super::store::Study;
use super::{KeyingId, OperatorId, Pass};
use crate::keying::Cause;
use crate::questionnaire::{Answer, Origin};

/// One entry of the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct JournalLine {
    /// Globally unique, time-ordered (UUID v7).
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// Which keying.
    pub keying: KeyingId,
    /// By whom.
    pub operator: OperatorId,
    /// The computer that the keying was begun on.
    pub station: String,
    /// The sheet's number now.
    pub number: String,
    /// Which pass.
    pub pass: Pass,
    /// What happened.
    pub what: Happening,
}

/// What an entry of the journal says. Variables are named, so that entries outlive a new version.
#[derive(Clone, Debug, PartialEq)]
pub enum Happening {
    /// The sheet was begun under this number.
    Opened {
        /// As on paper then.
        number: String,
        /// Though the number breaks its own rule.
        kept: bool,
    },
    /// The sheet's number was corrected.
    Renumbered {
        /// The number from then on.
        number: String,
        /// Though the number breaks its own rule.
        kept: bool,
    },
    /// An answer was given, changed or taken back.
    Answered {
        /// The variable.
        variable: String,
        /// Its line in a repeat, 0 outside.
        line: u16,
        /// What was keyed.
        answer: Answer,
        /// Kept as on the paper although a rule, a filter or the type says otherwise.
        kept: bool,
        /// How it came to be.
        origin: Origin,
        /// Typed, undone or done again.
        cause: Cause,
    },
    /// A remark was made; empty takes it back.
    Noted {
        /// The variable; `None` on the whole sheet.
        variable: Option<String>,
        /// Its line in a repeat, 0 outside.
        line: u16,
        /// The remark.
        text: String,
    },
    /// Keys were counted.
    Counted {
        /// Keys pressed.
        keys: u32,
        /// For how many of the entries before.
        entries: u32,
    },
    /// The sheet was finished.
    Finished,
    /// The finished sheet was opened again.
    Reopened,
    /// The keying was gone on with at another computer.
    AtStation {
        /// Its name.
        name: String,
    },
    /// The keying was gone on with under another version.
    UnderVersion {
        /// Its name.
        version: String,
    },
}

const LINES: &str =
    "SELECT e.id, k.id, o.id, st.name, s.number, k.pass, e.kind, v.name, e.line, e.value, e.flags,
    CASE e.kind WHEN 6 THEN (SELECT name FROM stations WHERE key = e.value)
                WHEN 7 THEN (SELECT version FROM versions WHERE key = e.value) END
    FROM sheets s JOIN keyings k ON k.key = s.keying JOIN operators o ON o.key = k.operator
    JOIN stations st ON st.key = k.station JOIN entries e ON e.keying = k.key
    LEFT JOIN variables v ON v.key = e.variable WHERE s.questionnaire = ?1";

impl Study {
    /// Hands every entry of a questionnaire to `each`, in order of time, until it says to stop.
    pub fn journal(
        &self,
        questionnaire: &str,
        each: impl FnMut(JournalLine) -> std::ops::ControlFlow<()>,
    ) -> Result<(), StudyError> {
        self.lines(&format!("{LINES} ORDER BY e.id"), [self.held(questionnaire)?.key], each)
    }

    /// The entries of all keyings of one sheet, in order of time.
    pub fn history(&self, questionnaire: &str, number: &str) -> Result<Vec<JournalLine>, StudyError> {
        let mut lines = Vec::new();
        let key = (self.held(questionnaire)?.key, number);
        self.lines(&format!("{LINES} AND s.number = ?2 ORDER BY e.id"), key, |line| {
            lines.push(line);
            std::ops::ControlFlow::Continue(())
        })?;
        Ok(lines)
    }

    fn lines(
        &self,
        sql: &str,
        key: impl rusqlite::Params,
        mut each: impl FnMut(JournalLine) -> std::ops::ControlFlow<()>,
    ) -> Result<(), StudyError> {
        let read = || {
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query(key)?;
            while let Some(row) = rows.next()? {
                if each(line(row)?).is_break() {
                    break;
                }
            }
            Ok(())
        };
        read().map_err(|error: rusqlite::Error| self.error(&error))
    }
}

fn line(row: &Row<'_>) -> rusqlite::Result<JournalLine> {
    let id: Uuid = row.get(0)?;
    Ok(JournalLine {
        id,
        at: time_of(id),
        keying: KeyingId(row.get(1)?),
        operator: OperatorId(row.get(2)?),
        station: row.get(3)?,
        number: row.get(4)?,
        pass: pass(row, 5)?,
        what: happening(row)?,
    })
}

fn happening(row: &Row<'_>) -> rusqlite::Result<Happening> {
    let kind: i64 = row.get(6)?;
    let (kept, origin, cause) = codes::flags_of(row.get(10)?);
    Ok(match kind {
        codes::OPEN => Happening::Opened { number: row.get(9)?, kept },
        codes::RENUMBER => Happening::Renumbered { number: row.get(9)?, kept },
        codes::KEYS => Happening::Counted { keys: row.get(9)?, entries: row.get(8)? },
        codes::FINISH => Happening::Finished,
        codes::REOPEN => Happening::Reopened,
        codes::NOTE => Happening::Noted { variable: row.get(7)?, line: row.get(8)?, text: row.get(9)? },
        codes::AT_STATION => Happening::AtStation { name: row.get(11)? },
        codes::UNDER_VERSION => Happening::UnderVersion { version: row.get(11)? },
        _ => Happening::Answered {
            variable: row.get(7)?,
            line: row.get(8)?,
            answer: answer(kind, row.get_ref(9)?)?,
            kept,
            origin,
            cause,
        },
    })
}
