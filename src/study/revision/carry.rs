//! How answers of an older version stand in the current one (DESIGN 5.12): under which name, with which
//! code, read as which type, and what that version did not ask. Keyings are never rewritten; this is
//! applied whenever they are read. Pure.

use std::collections::HashMap;
use std::sync::Arc;

use super::map::Map;
use crate::questionnaire::{
    Answer, FieldId, FieldRecord, Missing, Questionnaire, Record, Value, VariableType, read_answer,
};

/// From one version to the next.
pub struct Step {
    /// The version before.
    pub old: Arc<Questionnaire>,
    /// The version after.
    pub new: Arc<Questionnaire>,
    /// What the map between them says.
    pub map: Map,
}

/// From one version to the current one.
#[derive(Clone, Default)]
pub struct Carry {
    steps: Arc<[Step]>,
    from: usize,
    /// Old name to current name, of what is still asked.
    names: HashMap<String, String>,
    /// Whether no name, code or type differs.
    plain: bool,
}

impl Carry {
    /// From each version that `steps` begins with to the last one, oldest first, then the current one's
    /// own, which changes nothing.
    pub fn all(steps: Vec<Step>) -> Vec<Self> {
        let steps: Arc<[Step]> = steps.into();
        (0..=steps.len()).map(|from| Self::from(Arc::clone(&steps), from)).collect()
    }

    fn from(steps: Arc<[Step]>, from: usize) -> Self {
        let mut names = HashMap::new();
        if let Some(first) = steps.get(from) {
            for variable in &first.old.variables {
                let now = steps[from..].iter().try_fold(variable.name.clone(), |name, step| {
                    let name = step.map.new_name(&name)?;
                    step.new.variable_by_name(name).map(|_| name.to_owned())
                });
                names.extend(now.map(|now| (variable.name.clone(), now)));
            }
        }
        let plain = steps[from..].iter().all(|step| step.map.is_empty());
        Self { steps, from, names, plain }
    }

    /// The versions it passes, the first one first; empty for the current version.
    fn passed(&self) -> &[Step] {
        &self.steps[self.from..]
    }

    /// Whether every answer stays as it is.
    pub fn is_plain(&self) -> bool {
        self.plain
    }

    /// Whether its version asked a variable of that name; the current one is asked itself.
    pub fn knows(&self, name: &str) -> bool {
        self.passed().first().is_none_or(|step| step.old.variable_by_name(name).is_some())
    }

    /// The current name of a variable; `None` where it is asked no more.
    pub fn name<'n>(&'n self, old: &'n str) -> Option<&'n str> {
        if self.passed().is_empty() { Some(old) } else { self.names.get(old).map(String::as_str) }
    }

    /// An answer to `variable` (its name then) as the current version says it.
    pub fn answer(&self, variable: &str, mut answer: Answer) -> Answer {
        if self.plain {
            return answer;
        }
        let mut name = variable.to_owned();
        for step in self.passed() {
            answer = step.answer(&name, answer);
            let Some(next) = step.map.new_name(&name) else { break };
            name = next.to_owned();
        }
        answer
    }

    /// The current code of a box of a multiple choice; `None` where it is gone.
    pub fn code(&self, variable: &str, code: &str) -> Option<String> {
        let mut place = (variable.to_owned(), code.to_owned());
        for step in self.passed() {
            let code = match step.map.new_code(&place.0, &place.1) {
                Some(code) => code.to_owned(),
                None if step.map.drops(&place.0, &place.1) => return None,
                None => place.1,
            };
            place = (step.map.new_name(&place.0)?.to_owned(), code);
        }
        Some(place.1)
    }

    /// The current name of a check that was kept: a rule's id, or the column of a question.
    pub fn check(&self, name: &str, current: &Questionnaire) -> Option<String> {
        let Some(step) = self.passed().first() else { return Some(name.to_owned()) };
        let Some(field) = step.old.field_ids().find(|field| step.old.field_column(*field) == name) else {
            return Some(name.to_owned());
        };
        let now = self.name(&step.old.field_variable(field).name)?;
        let now = current.field_of(current.variable_by_name(now)?, step.old.field(field).line)?;
        Some(current.field_column(now))
    }

    /// A record in which what the version did not ask says so.
    pub fn blank_record(&self, current: &Questionnaire) -> Record {
        let mut record = Record::empty(current);
        let Some(first) = self.passed().first() else { return record };
        let asked = self.asked(&first.old, current);
        for field in current.field_ids() {
            let calculated = current.field_variable(field).kind == VariableType::Calculate;
            if !asked[usize::from(field.0)] && !calculated {
                let answer = Answer::Missing(Missing::NotAsked);
                *record.field_mut(field) = FieldRecord { answer, ..FieldRecord::default() };
            }
        }
        record
    }

    /// By field of the current version: whether the older one asked it.
    fn asked(&self, old: &Questionnaire, current: &Questionnaire) -> Vec<bool> {
        let mut asked = vec![false; current.fields.len()];
        let number = current.sheet_number_field();
        let then = old.field_ids().filter_map(|field| {
            let name = self.name(&old.field_variable(field).name)?;
            current.field_of(current.variable_by_name(name)?, old.field(field).line)
        });
        for FieldId(field) in then.chain(number) {
            asked[usize::from(field)] = true;
        }
        asked
    }
}

impl Step {
    fn answer(&self, old_name: &str, answer: Answer) -> Answer {
        let value = match answer {
            Answer::Missing(means) => return Answer::Missing(self.missing(means)),
            Answer::Value(value) => value,
            other => return other,
        };
        let new = self.map.new_name(old_name).and_then(|name| self.new.variable_by_name(name));
        let Some(new_id) = new else { return Answer::Value(value) };
        let new = self.new.variable(new_id);
        let value = self.codes(old_name, value);
        if !self.map.retypes(old_name) || matches!(value, Value::AsWritten(_)) || fits(&value, &new.kind) {
            return Answer::Value(value);
        }
        let written = value.neutral_text();
        if matches!(new.kind, VariableType::Text { .. }) {
            return Answer::Value(Value::Text(written));
        }
        match read_answer(&self.new, new_id, &written) {
            Ok(Answer::Value(value)) => Answer::Value(value),
            _ => Answer::Value(Value::AsWritten(written)),
        }
    }

    fn missing(&self, means: Missing) -> Missing {
        let mapped = self.old.missing_code(means).and_then(|code| self.map.missing.get(&code.name));
        mapped.and_then(|name| self.new.missing_by_name(name)).unwrap_or(means)
    }

    /// The codes of a value as the next version says them; one that is gone stays as written.
    fn codes(&self, variable: &str, value: Value) -> Value {
        let new_code = |code: &String| match self.map.new_code(variable, code) {
            Some(code) => Some(code.to_owned()),
            None => (!self.map.drops(variable, code)).then(|| code.clone()),
        };
        match value {
            Value::Code(code) => new_code(&code).map_or(Value::AsWritten(code), Value::Code),
            Value::Codes(codes) => match codes.iter().map(new_code).collect::<Option<Vec<_>>>() {
                Some(mapped) => Value::Codes(self.in_order(variable, mapped)),
                None => Value::AsWritten(codes.join(" ")),
            },
            value => value,
        }
    }

    /// Codes in the order of the new list, each once: two old codes may have become one.
    fn in_order(&self, variable: &str, codes: Vec<String>) -> Vec<String> {
        let new = self.map.new_name(variable).and_then(|name| self.new.variable_by_name(name));
        let choices = new.map_or(&[][..], |new| &self.new.variable(new).choices);
        let mut ordered: Vec<String> = choices
            .iter()
            .filter(|choice| codes.contains(&choice.name))
            .map(|choice| choice.name.clone())
            .collect();
        let unknown = codes.into_iter().filter(|code| !choices.iter().any(|choice| choice.name == *code));
        ordered.extend(unknown.collect::<Vec<_>>());
        ordered
    }
}

/// Whether a value is of the type that a question takes.
fn fits(value: &Value, kind: &VariableType) -> bool {
    matches!(
        (value, kind),
        (Value::Integer(_), VariableType::Integer { .. })
            | (Value::Decimal(_), VariableType::Decimal { .. })
            | (Value::Text(_), VariableType::Text { .. } | VariableType::SheetNumber { .. })
            | (Value::Date(_), VariableType::Date { .. })
            | (Value::Time { .. }, VariableType::Time)
            | (Value::Month { .. }, VariableType::Month { .. })
            | (Value::Code(_), VariableType::SelectOne)
            | (Value::Codes(_), VariableType::SelectMultiple)
    )
}
