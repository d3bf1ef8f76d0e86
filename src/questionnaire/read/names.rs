//! What names can be, and that no two things share a name or a printed number.

use std::collections::HashMap;
use std::ops::Range;

use super::super::model::VariableType;
use super::draft::Draft;
use super::table::Reader;

/// A letter or `_`, then letters, digits, `_`; at most 64, all of ASCII: names become column headings.
pub(super) fn is_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Reports names used twice, in any case, boxes of multiple choices included (`action_4`).
pub(super) fn check_names(reader: &mut Reader<'_>, draft: &Draft) {
    let mut known: HashMap<String, u32> = HashMap::new();
    let repeats = draft.repeats.iter().map(|draft| (draft.repeat.name.as_str(), &draft.at));
    let variables = draft.variables.iter().map(|draft| (draft.variable.name.as_str(), &draft.at));
    let mut names: Vec<(&str, &Range<usize>)> = variables.chain(repeats).collect();
    names.retain(|(name, _)| !name.is_empty());
    names.sort_by_key(|(_, at)| at.start);
    for (name, at) in names {
        let lower = name.to_lowercase();
        if !is_name(name) {
            reader.error("bad-name", at, vec![("name", name.to_owned())]);
        } else if lower.starts_with("recto_") {
            reader.error("reserved-name", at, vec![("name", name.to_owned())]);
        }
        let line = reader.source.line_and_column(at.start).0;
        match known.get(&lower) {
            Some(other) => {
                let arguments = vec![("name", name.to_owned()), ("line", other.to_string())];
                reader.error("duplicate-name", at, arguments);
            }
            None => {
                known.insert(lower, line);
            }
        }
    }
    check_box_names(reader, draft, &known);
    check_numbers(reader, draft);
}

/// Each box of a multiple choice becomes a column, which must not be another variable's.
fn check_box_names(reader: &mut Reader<'_>, draft: &Draft, known: &HashMap<String, u32>) {
    for draft in &draft.variables {
        let variable = &draft.variable;
        if variable.kind != VariableType::SelectMultiple {
            continue;
        }
        for choice in &variable.choices {
            let column = format!("{}_{}", variable.name, choice.name);
            if let Some(line) = known.get(&column.to_lowercase()) {
                let arguments =
                    vec![("name", variable.name.clone()), ("other", column), ("line", line.to_string())];
                reader.error("column-like-name", &draft.at, arguments);
            }
        }
    }
}

fn check_numbers(reader: &mut Reader<'_>, draft: &Draft) {
    let mut known: HashMap<String, u32> = HashMap::new();
    for number in &draft.numbers {
        let line = reader.source.line_and_column(number.span.start).0;
        match known.get(&number.value.to_lowercase()) {
            Some(other) => {
                let arguments = vec![("number", number.value.clone()), ("line", other.to_string())];
                reader.error("duplicate-number", &number.span, arguments);
            }
            None => {
                known.insert(number.value.to_lowercase(), line);
            }
        }
    }
}
