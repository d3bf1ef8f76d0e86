//! The least keys that a sheet can be typed with (DESIGN 14), for the promise about keying and for the bench
//! that prints it.

use recto::questionnaire::{Answer, Questionnaire, Record, Value, VariableType};

/// DESIGN 14: digits and letters of the answers, one per missing code, one Enter for each open text, each
/// multiple choice not ended by an exclusive code, each number or code that a longer one could continue,
/// and the end of the sheet. The pre-printed number is not counted. Spaces and signs within a text count
/// as its letters do, and so does a decimal mark: the answer cannot be given without them.
pub fn floor_of(questionnaire: &Questionnaire, record: &Record) -> usize {
    let mut keys = 1;
    for field in questionnaire.field_ids() {
        let variable = questionnaire.field_variable(field);
        let is_text = matches!(variable.kind, VariableType::Text { .. });
        keys += match record.answer(field) {
            _ if Some(field) == questionnaire.sheet_number_field() => 0,
            Answer::NotKeyed | Answer::NotApplicable => 0,
            Answer::Missing(_) => 1,
            Answer::Value(Value::Text(text)) => text.chars().count() + usize::from(is_text),
            Answer::Value(Value::Codes(codes)) if codes.is_empty() => 1,
            Answer::Value(Value::Codes(codes)) => {
                let exclusive = codes.iter().any(|code| variable.choice(code).is_some_and(|it| it.exclusive));
                codes.iter().map(String::len).sum::<usize>() + usize::from(!exclusive)
            }
            Answer::Value(Value::Code(code)) => {
                let longer = variable
                    .choices
                    .iter()
                    .any(|it| it.name.len() > code.len() && it.name.starts_with(code.as_str()));
                code.len() + usize::from(longer)
            }
            Answer::Value(Value::Integer(number)) => {
                let (length, boxes) = (number.to_string().len(), boxes(&variable.kind));
                length + usize::from(length < boxes)
            }
            Answer::Value(Value::Decimal(number)) => {
                let text = number.normalize().to_string();
                text.len() + usize::from(!text.contains('.'))
            }
            Answer::Value(Value::Date(_)) => 8,
            Answer::Value(Value::Month { .. }) => 6,
            Answer::Value(Value::Time { .. }) => 4,
            Answer::Value(Value::AsWritten(text)) => text.len(),
        };
    }
    keys
}

fn boxes(kind: &VariableType) -> usize {
    match kind {
        VariableType::Integer { digits, .. } => usize::from(*digits),
        _ => 0,
    }
}
