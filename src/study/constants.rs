//! Constants of a keyer in one pass, declared as they are set and cleared: how they stand in the file, and
//! which hold. What they do while keying is the session's.

use std::collections::BTreeMap;

use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};
use serde_json::Value as Json;

use super::declaration::standing;
use super::{Declaration, OperatorId, Pass, Said, codes};
use crate::questionnaire::{Answer, FieldId, Questionnaire};

/// The declaration of a constant set or cleared.
pub(super) fn said(
    questionnaire: &Questionnaire,
    pass: Pass,
    field: FieldId,
    answer: &Option<Answer>,
) -> Said {
    let line = questionnaire.field(field).line;
    let variable = questionnaire.field_variable(field).name.clone();
    Said::Constant { pass, variable, line, answer: answer.as_ref().map(coded) }
}

/// The constants of an operator in a pass: of one field the newest counts. Another pass, another person:
/// nothing of theirs.
pub(super) fn of(
    questionnaire: &Questionnaire,
    declarations: &[Declaration],
    operator: OperatorId,
    by_pass: Pass,
) -> BTreeMap<FieldId, Answer> {
    let mut constants = BTreeMap::new();
    for declaration in standing(declarations).filter(|declaration| declaration.operator == operator) {
        let Said::Constant { pass, variable, line, answer } = &declaration.said else { continue };
        let id = questionnaire.variable_by_name(variable).filter(|_| *pass == by_pass);
        let Some(field) = id.and_then(|id| questionnaire.field_of(id, *line)) else { continue };
        match answer.as_ref().and_then(decoded) {
            Some(answer) => _ = constants.insert(field, answer),
            None => _ = constants.remove(&field),
        }
    }
    constants
}

/// An answer by the numbers and values that entries have in the file.
fn coded(answer: &Answer) -> (i64, Json) {
    let (kind, value) = codes::answer_columns(answer);
    let value = match value {
        ToSqlOutput::Owned(Sql::Integer(number)) => Json::from(number),
        ToSqlOutput::Owned(Sql::Text(text)) => Json::from(text),
        ToSqlOutput::Borrowed(ValueRef::Text(text)) => Json::from(String::from_utf8_lossy(text)),
        _ => Json::Null,
    };
    (kind, value)
}

fn decoded((kind, value): &(i64, Json)) -> Option<Answer> {
    let value = match value {
        Json::Number(number) => ValueRef::Integer(number.as_i64()?),
        Json::String(text) => ValueRef::Text(text.as_bytes()),
        _ => ValueRef::Null,
    };
    codes::answer_of(*kind, value).filter(Answer::is_keyed)
}
