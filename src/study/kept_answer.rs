//! An answer inside a declaration, as JSON: `[kind, value]` with the numbers of `codes`, which are never
//! used again for something else.

use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;

use super::codes::{answer_columns, answer_of};
use crate::questionnaire::{Answer, Value};

/// An answer that is kept in a declaration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeptAnswer(pub Answer);

impl KeptAnswer {
    /// The answer where its variable is among those kept when all identifying content is erased
    /// (DESIGN 5.10), else nothing. What was kept as written may be any words and goes.
    pub(super) fn if_kept(self, variable: &str, kept: &[String]) -> Self {
        let words = matches!(self.0, Answer::Value(Value::AsWritten(_)));
        if !words && kept.iter().any(|name| name == variable) { self } else { Self::default() }
    }
}

impl Serialize for KeptAnswer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, value) = answer_columns(&self.0);
        let value = match &value {
            ToSqlOutput::Borrowed(ValueRef::Text(text)) => Json::from(String::from_utf8_lossy(text)),
            ToSqlOutput::Owned(Sql::Text(text)) => Json::from(text.as_str()),
            ToSqlOutput::Borrowed(ValueRef::Integer(number)) | ToSqlOutput::Owned(Sql::Integer(number)) => {
                Json::from(*number)
            }
            _ => Json::Null,
        };
        (kind, value).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for KeptAnswer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (kind, value) = <(i64, Json)>::deserialize(deserializer)?;
        let column = match &value {
            Json::String(text) => ValueRef::Text(text.as_bytes()),
            Json::Number(number) => ValueRef::Integer(number.as_i64().unwrap_or_default()),
            _ => ValueRef::Null,
        };
        answer_of(kind, column).map(Self).ok_or_else(|| D::Error::custom("not an answer"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaire::{Missing, PartialDate};

    /// DESIGN 5.6: an answer in a declaration comes back as it was, missing ones typed.
    #[test]
    fn answers_come_back_from_declarations() {
        let date = Value::Date(PartialDate { year: 2024, month: 0, day: 5 });
        let answers = [
            Answer::NotKeyed,
            Answer::NotApplicable,
            Answer::Missing(Missing::Illegible),
            Answer::Value(Value::Integer(-3)),
            Answer::Value(Value::Code("02".to_owned())),
            Answer::Value(Value::Codes(vec!["1".to_owned(), "4".to_owned()])),
            Answer::Value(Value::Text("l’« été »\n".to_owned())),
            Answer::Value(date),
        ];
        for answer in answers {
            let kept = KeptAnswer(answer);
            let json = serde_json::to_string(&kept).unwrap();
            assert_eq!(serde_json::from_str::<KeptAnswer>(&json).unwrap(), kept, "{json}");
        }
        assert!(serde_json::from_str::<KeptAnswer>("[999, 1]").is_err());
    }
}
