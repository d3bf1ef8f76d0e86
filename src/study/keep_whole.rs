//! Keeping what comes as a whole: keyings made elsewhere, and sets of decisions. Each is one commit, all of
//! it or nothing.

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::codes::{self, answer_columns, text_column};
use super::error::StudyError;
use super::ids::Ids;
use super::keep::{NewKeying, SET_FINISHED, field_keys, insert_entry};
use super::store::Study;
use super::{KeyingId, NewResolution, OperatorId, Pass, Resolution, Target, ids, packing};
use crate::keying::Cause;
use crate::questionnaire::{Answer, FieldId, Origin, Record};

/// A keying made elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenKeying {
    /// The sheet's number as on paper.
    pub number: String,
    /// The number breaks its own rule and was kept as on the paper.
    pub number_kept: bool,
    /// By whom.
    pub operator: OperatorId,
    /// Its answers.
    pub record: Record,
    /// Whether nothing that applies is left unkeyed.
    pub finished: bool,
}

impl Study {
    /// Takes keyings made elsewhere, all of them or none.
    pub fn take_keyings(
        &mut self,
        questionnaire: &str,
        pass: Pass,
        taken: &[TakenKeying],
    ) -> Result<Vec<KeyingId>, StudyError> {
        let station = self.station()?;
        let held = self.held(questionnaire)?;
        let (questionnaire, version, fields) = (held.key, held.version, field_keys(held));
        let (number_field, layout) = (held.current.sheet_number_field(), packing::layout(held));
        let mut operators = Vec::with_capacity(taken.len());
        for keying in taken {
            self.refuse_erased(questionnaire, &keying.number)?;
            self.refuse_same_operator(questionnaire, &keying.number, pass, keying.operator)?;
            operators.push(self.operator_key(keying.operator)?);
        }
        let write = |connection: &mut Connection, ids: &mut Ids| {
            let transaction = connection.transaction()?;
            let mut made = Vec::with_capacity(taken.len());
            for (keying, operator) in taken.iter().zip(operators) {
                let new = NewKeying {
                    version,
                    questionnaire,
                    number: &keying.number,
                    number_kept: keying.number_kept,
                    pass,
                    operator,
                    station,
                    imported: true,
                };
                let (key, id) = new.insert(&transaction, ids)?;
                insert_record(&transaction, ids, key, &fields, number_field, &keying.record)?;
                if keying.finished {
                    let id = ids.next();
                    insert_entry(
                        &transaction,
                        key,
                        id,
                        codes::FINISH,
                        None,
                        0,
                        &ToSqlOutput::Owned(rusqlite::types::Value::Null),
                        0,
                    )?;
                    transaction.prepare_cached(SET_FINISHED)?.execute(params![key, id])?;
                    let said = packing::number_said(&keying.number, keying.number_kept, Origin::Imported);
                    let number = number_field.map(|field| (field, said));
                    let packed = packing::as_in_journal(&keying.record, number);
                    let place = packing::Place { keying: key, layout, version };
                    packing::insert(&transaction, &place, None, &packed)?;
                }
                made.push(id);
            }
            transaction.commit()?;
            Ok(made)
        };
        write(&mut self.connection, &mut self.ids)
            .map_err(|error: rusqlite::Error| StudyError::of(&self.path, &error))
    }

    /// Keeps decisions, all of them or none.
    pub fn resolve(
        &mut self,
        questionnaire: &str,
        decisions: &[NewResolution],
    ) -> Result<Vec<Resolution>, StudyError> {
        let station = self.station()?;
        let questionnaire = self.held(questionnaire)?.key;
        for decision in decisions {
            self.refuse_erased(questionnaire, &decision.number)?;
        }
        let operators: Vec<i64> = decisions
            .iter()
            .map(|decision| self.operator_key(decision.operator))
            .collect::<Result<_, _>>()?;
        let write = |connection: &mut Connection, ids: &mut Ids| {
            let transaction = connection.transaction()?;
            let mut made = Vec::with_capacity(decisions.len());
            for (decision, operator) in decisions.iter().zip(operators) {
                let id = ids.next();
                insert_resolution(&transaction, id, questionnaire, decision, operator, station)?;
                made.push(Resolution {
                    id,
                    number: decision.number.clone(),
                    target: decision.target.clone(),
                    means: decision.means,
                    reason: decision.reason.clone(),
                    operator: decision.operator,
                    at: ids::time_of(id),
                });
            }
            transaction.commit()?;
            Ok(made)
        };
        self.write_beside_keyings(write)
    }
}

fn insert_record(
    connection: &Connection,
    ids: &mut Ids,
    keying: i64,
    fields: &[(i64, u16)],
    number_field: Option<FieldId>,
    record: &Record,
) -> rusqlite::Result<()> {
    for (at, (field, (variable, line))) in record.fields.iter().zip(fields).enumerate() {
        // The sheet's number stands in the opening entry.
        if field.answer != Answer::NotKeyed && number_field != Some(FieldId(at as u16)) {
            let (kind, value) = answer_columns(&field.answer);
            let flags = codes::flags(field.kept, field.origin, Cause::Typed);
            insert_entry(connection, keying, ids.next(), kind, Some(*variable), *line, &value, flags)?;
        }
        if let Some(note) = &field.note {
            insert_entry(
                connection,
                keying,
                ids.next(),
                codes::NOTE,
                Some(*variable),
                *line,
                &text_column(note),
                0,
            )?;
        }
    }
    Ok(())
}

fn insert_resolution(
    connection: &Connection,
    id: Uuid,
    questionnaire: i64,
    decision: &NewResolution,
    operator: i64,
    station: i64,
) -> rusqlite::Result<()> {
    let (target, name, line, choice, kind, value) = match &decision.target {
        Target::Field { variable, line, answer } => {
            let (kind, value) = answer_columns(answer);
            (1, variable, *line, None, Some(kind), value)
        }
        Target::Box { variable, line, choice, ticked } => (
            2,
            variable,
            *line,
            Some(choice),
            Some(i64::from(*ticked)),
            ToSqlOutput::Owned(rusqlite::types::Value::Null),
        ),
        Target::KeepCheck { check } => {
            (3, check, 0, None, None, ToSqlOutput::Owned(rusqlite::types::Value::Null))
        }
    };
    connection
        .prepare_cached(
            "INSERT INTO resolutions
             (id, questionnaire, number, target, name, line, choice, kind, value, means, reason, operator, station)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            id,
            questionnaire,
            decision.number,
            target,
            name,
            line,
            choice,
            kind,
            value,
            codes::means_number(decision.means),
            decision.reason,
            operator,
            station
        ])
        .map(|_| ())
}
