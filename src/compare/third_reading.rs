//! What a blind third reading of a question settles: it equals the first keying, the second, or
//! neither. Nothing here shows anything to anybody.

use crate::questionnaire::{Answer, FieldId, Questionnaire, Value, VariableType};

use super::equality::{self, Class};

/// What a third reading says about two differing keyings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It equals the first keying: settled.
    First,
    /// It equals the second keying: settled.
    Second,
    /// A multiple choice: every box on which the keyings differ equals one of the two, and those on
    /// which they agree stay as they are: settled by this reading.
    BoxByBox,
    /// It equals neither: all three are shown, and the supervisor picks.
    Neither,
}

/// Compares a blind reading with the two keyings of a field.
pub fn settle_reading(
    questionnaire: &Questionnaire,
    field: FieldId,
    first: &Answer,
    second: &Answer,
    reading: &Answer,
) -> Verdict {
    let variable = questionnaire.field_variable(field);
    let same = |keyed: &Answer, choice: Option<u16>| {
        let (left, right) = (keyed.cell(variable, choice), reading.cell(variable, choice));
        let class = equality::class(&variable.kind, (keyed, left), (reading, right));
        matches!(class, Class::Equal | Class::Normalised)
    };
    if !matches!(variable.kind, VariableType::SelectMultiple) {
        return match (same(first, None), same(second, None)) {
            (true, _) => Verdict::First,
            (_, true) => Verdict::Second,
            _ => Verdict::Neither,
        };
    }
    let boxes = 0..variable.choices.len() as u16;
    if boxes.clone().all(|choice| same(first, Some(choice))) {
        return Verdict::First;
    }
    if boxes.clone().all(|choice| same(second, Some(choice))) {
        return Verdict::Second;
    }
    let ticks = |answer: &Answer| matches!(answer, Answer::Value(Value::Codes(_)));
    let one_of_two = |choice| same(first, Some(choice)) || same(second, Some(choice));
    if [first, second, reading].into_iter().all(ticks) && boxes.clone().all(one_of_two) {
        return Verdict::BoxByBox;
    }
    Verdict::Neither
}
