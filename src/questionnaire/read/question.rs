//! Reads one question, whether it stands alone, in a grid's row or in a repeat's column.
//!
//! Keys: `name`, `number`, `type`, `choices`, `label`, `hint`, `short`, `required`, `relevant`,
//! `constraint`, `constraint_message`, `constraint_level` (`soft` if not said, `hard`),
//! `choice_filter`, `calculation`, `missing` (blank and illegible are always allowed), `appearance`
//! (`w1` to `w12`, `columns-2`, `columns-pack`, `inline`, `minimal`, `autocomplete`), and by type:
//! `digits`, `decimals`, `negative`, `max_chars`, `lines`, `year` (`"full"`, `"two"` or a printed year), `check_letters`. What
//! a question says of the person (`privacy` and the keys beside it) is read in `privacy`.

use toml::de::DeValue;

use super::super::Missing;
use super::super::expression::{Wanted, nearest};
use super::super::model::{Appearance, Choice, Level, Text, Variable, VariableType, YearStyle};
use super::draft::{Draft, ExpressionId, VariableDraft};
use super::privacy;
use super::table::{Reader, Table, named};

/// The words for `type`. A note is not a variable.
pub(super) const TYPES: [&str; 11] = [
    "select_one",
    "select_multiple",
    "integer",
    "decimal",
    "text",
    "date",
    "time",
    "month",
    "sheet_number",
    "calculate",
    "note",
];

/// Keys that every question has.
pub(super) const COMMON_KEYS: [&str; 9] =
    ["name", "number", "type", "label", "hint", "short", "required", "relevant", "missing"];
/// Keys that some types have, with the types.
const TYPE_KEYS: [(&str, &[&str]); 20] = [
    ("appearance", &TYPES),
    ("choices", &["select_one", "select_multiple"]),
    ("choice_filter", &["select_one", "select_multiple"]),
    ("constraint", &CONSTRAINED),
    ("constraint_message", &CONSTRAINED),
    ("constraint_level", &CONSTRAINED),
    ("calculation", &["calculate"]),
    ("digits", &["integer", "decimal", "sheet_number"]),
    ("decimals", &["decimal"]),
    ("negative", &["integer", "decimal"]),
    ("max_chars", &["text"]),
    ("lines", &["text"]),
    ("year", &["date", "month"]),
    ("check_letters", &["sheet_number"]),
    ("kind", &TYPES),
    (privacy::KEYS[0], &TYPES),
    (privacy::KEYS[1], &["integer"]),
    (privacy::KEYS[2], &["select_one"]),
    (privacy::KEYS[3], &["select_one"]),
    (privacy::KEYS[4], &["select_one", "select_multiple", "integer"]),
];
const CONSTRAINED: [&str; 8] =
    ["select_one", "select_multiple", "integer", "decimal", "text", "date", "time", "month"];

/// Where a question stands.
#[derive(Clone, Default)]
pub(super) struct Surroundings {
    pub(super) page: usize,
    pub(super) repeat: Option<usize>,
    /// Filters of the page, section, grid and repeat.
    pub(super) filters: Vec<ExpressionId>,
}

/// The question's type, if it is a known one.
pub(super) fn read_type(reader: &mut Reader<'_>, table: &Table<'_>) -> Option<&'static str> {
    let written = reader.required_string(table, "type")?;
    let found = TYPES.into_iter().find(|known| *known == written.value);
    if found.is_none() {
        reader.wrong_word("type", &written, &TYPES);
    }
    found
}

/// Reads a question into the draft and gives its place among the variables.
pub(super) fn read_question(
    reader: &mut Reader<'_>,
    draft: &mut Draft,
    table: &Table<'_>,
    kind: &'static str,
    around: &Surroundings,
) -> Option<usize> {
    check_keys(reader, table, kind);
    let name = reader.required_string(table, "name");
    let number = reader.string(table, "number").map(|text| text.value.to_owned()).unwrap_or_default();
    draft.keep_number(table, &number);
    let label = match kind {
        "calculate" => reader.text(table, "label"),
        _ => reader.required_text(table, "label"),
    };
    let place = draft.variables.len();
    let answer_kind = read_kind(reader, table, kind);
    let choices = if takes_choices(kind) { read_choices(reader, draft, table) } else { Vec::new() };
    let protection = privacy::read_protection(reader, table, &answer_kind, &choices, &Default::default());
    let variable = Variable {
        name: name.as_ref().map_or_else(String::new, |name| name.value.to_owned()),
        number,
        label,
        hint: reader.text(table, "hint"),
        short: reader.text(table, "short"),
        kind: answer_kind,
        choices,
        required: reader.truth(table, "required").unwrap_or(kind == "sheet_number"),
        missing: if matches!(kind, "sheet_number" | "calculate") {
            Vec::new()
        } else {
            read_allowed_missing(reader, draft, table)
        },
        relevant: None,
        constraint: None,
        choice_filter: None,
        calculation: None,
        repeat: around.repeat,
        page: around.page,
        appearance: read_appearance(reader, table),
        protection,
    };
    let mut filters = around.filters.clone();
    filters.extend(expression(reader, draft, table, "relevant", Wanted::Truth, around));
    let constraint = read_constraint(reader, draft, table, place, around);
    let choice_filter = read_choice_filter(reader, draft, table, around);
    if kind == "calculate" && !table.has("calculation") {
        reader.missing_key(table, "calculation");
    }
    let calculation = expression(reader, draft, table, "calculation", Wanted::Any, around);
    let at = name.map_or_else(|| table.span.clone(), |name| name.span);
    draft.variables.push(VariableDraft { variable, at, filters, constraint, choice_filter, calculation });
    Some(place)
}

pub(super) fn takes_choices(kind: &str) -> bool {
    matches!(kind, "select_one" | "select_multiple")
}

/// Unknown keys are errors; keys that this type does not use are warnings.
fn check_keys(reader: &mut Reader<'_>, table: &Table<'_>, kind: &'static str) {
    let known: Vec<&str> = COMMON_KEYS.into_iter().chain(TYPE_KEYS.iter().map(|(key, _)| *key)).collect();
    reader.only_keys(table, &known);
    for (key, types) in TYPE_KEYS {
        let key_fits = types.contains(&kind) || kind == "calculate" && key == "appearance";
        if table.has(key) && !key_fits {
            let arguments = vec![("name", key.to_owned()), ("type", kind.to_owned())];
            reader.warning("useless-key", &table.key_span(key), arguments);
        }
    }
}

/// An expression that is read on the line at hand.
pub(super) fn expression(
    reader: &mut Reader<'_>,
    draft: &mut Draft,
    table: &Table<'_>,
    key: &str,
    wanted: Wanted,
    around: &Surroundings,
) -> Option<ExpressionId> {
    let id = draft.expression(reader, table, key, wanted)?;
    draft.expressions[id].repeat = around.repeat;
    Some(id)
}

fn read_constraint(
    reader: &mut Reader<'_>,
    draft: &mut Draft,
    table: &Table<'_>,
    place: usize,
    around: &Surroundings,
) -> Option<(ExpressionId, Text, Level)> {
    let message = reader.text(table, "constraint_message");
    let level = reader
        .one_of(table, "constraint_level", &[("soft", Level::Soft), ("hard", Level::Hard)])
        .unwrap_or(Level::Soft);
    let id = expression(reader, draft, table, "constraint", Wanted::Truth, around)?;
    draft.expressions[id].itself = Some(place);
    Some((id, message, level))
}

fn read_choice_filter(
    reader: &mut Reader<'_>,
    draft: &mut Draft,
    table: &Table<'_>,
    around: &Surroundings,
) -> Option<ExpressionId> {
    let id = expression(reader, draft, table, "choice_filter", Wanted::Truth, around)?;
    let list = table.get("choices").and_then(|value| match value.get_ref() {
        DeValue::String(name) => draft.lists.get(name.as_ref()),
        _ => None,
    });
    draft.expressions[id].columns = Some(list.map(|list| list.columns.clone()).unwrap_or_default());
    Some(id)
}

/// The choices of the list that `choices` names.
pub(super) fn read_choices(reader: &mut Reader<'_>, draft: &mut Draft, table: &Table<'_>) -> Vec<Choice> {
    if !table.has("choices") {
        reader.error("missing-choices", &table.span, Vec::new());
        return Vec::new();
    }
    let Some(name) = reader.required_string(table, "choices") else { return Vec::new() };
    if let Some(list) = draft.lists.get_mut(name.value) {
        list.used = true;
        return list.choices.clone();
    }
    let arguments = named(name.value, nearest(name.value, draft.lists.keys().map(String::as_str)));
    reader.error("unknown-choice-list", &name.span, arguments);
    Vec::new()
}

/// Blank and illegible, and those that `missing` names, in the questionnaire's order.
pub(super) fn read_allowed_missing(
    reader: &mut Reader<'_>,
    draft: &Draft,
    table: &Table<'_>,
) -> Vec<Missing> {
    let mut named_here = Vec::new();
    for name in reader.strings(table, "missing") {
        match draft.missing.iter().find(|code| code.name.eq_ignore_ascii_case(name.value)) {
            Some(code) => named_here.push(code.means),
            None => {
                let known = draft.missing.iter().map(|code| code.name.as_str());
                let arguments = named(name.value, nearest(name.value, known));
                reader.error("unknown-missing", &name.span, arguments);
            }
        }
    }
    let always = [Missing::Blank, Missing::Illegible];
    let allowed = |means: &Missing| named_here.contains(means) || always.contains(means);
    draft.missing.iter().map(|code| code.means).filter(allowed).collect()
}

fn read_kind(reader: &mut Reader<'_>, table: &Table<'_>, kind: &str) -> VariableType {
    let negative = matches!(kind, "integer" | "decimal") && reader.truth(table, "negative").unwrap_or(false);
    match kind {
        "sheet_number" => VariableType::SheetNumber {
            digits: reader.integer(table, "digits", 1, 9).unwrap_or(4) as u8,
            check_letters: read_check_letters(reader, table),
        },
        "integer" => VariableType::Integer {
            digits: reader.integer(table, "digits", 0, 18).unwrap_or(0) as u8,
            negative,
        },
        "decimal" => VariableType::Decimal {
            digits: reader.integer(table, "digits", 0, 15).unwrap_or(0) as u8,
            decimals: reader.integer(table, "decimals", 1, 9).unwrap_or(1) as u8,
            negative,
        },
        "text" => VariableType::Text {
            max_chars: reader.integer(table, "max_chars", 1, 100_000).unwrap_or(1000) as u32,
            lines: reader.integer(table, "lines", 1, 60).unwrap_or(1) as u8,
        },
        "date" => VariableType::Date { year: read_year(reader, table) },
        "month" => VariableType::Month { year: read_year(reader, table) },
        "time" => VariableType::Time,
        "select_one" => VariableType::SelectOne,
        "select_multiple" => VariableType::SelectMultiple,
        _ => VariableType::Calculate,
    }
}

fn read_check_letters(reader: &mut Reader<'_>, table: &Table<'_>) -> String {
    let Some(letters) = reader.string(table, "check_letters") else { return String::new() };
    let upper = letters.value.to_uppercase();
    let mut seen: Vec<char> = Vec::new();
    for letter in upper.chars() {
        if !letter.is_ascii_alphabetic() || seen.contains(&letter) {
            let arguments = vec![("value", letters.value.to_owned())];
            reader.error("bad-check-letters", &letters.span, arguments);
            return String::new();
        }
        seen.push(letter);
    }
    upper
}

fn read_year(reader: &mut Reader<'_>, table: &Table<'_>) -> YearStyle {
    match table.get("year").map(|value| value.get_ref()) {
        None => YearStyle::Full,
        Some(DeValue::Integer(_)) => reader
            .integer(table, "year", 1900, 2999)
            .map_or(YearStyle::Full, |year| YearStyle::Printed(year as i16)),
        Some(_) => reader
            .one_of(table, "year", &[("full", YearStyle::Full), ("two", YearStyle::Two)])
            .unwrap_or(YearStyle::Full),
    }
}

/// XLSForm's words, separated by spaces.
pub(super) fn read_appearance(reader: &mut Reader<'_>, table: &Table<'_>) -> Appearance {
    let mut appearance = Appearance::default();
    let Some(written) = reader.string(table, "appearance") else { return appearance };
    for word in written.value.split_whitespace() {
        if !take_word(&mut appearance, word) {
            let known = [
                "w1",
                "w2",
                "w3",
                "w4",
                "w6",
                "w12",
                "columns-2",
                "columns-pack",
                "inline",
                "minimal",
                "autocomplete",
            ];
            let located = super::source::Located { value: word, span: written.span.clone() };
            reader.wrong_word("appearance", &located, &known);
        }
    }
    appearance
}

fn take_word(appearance: &mut Appearance, word: &str) -> bool {
    let within = |text: &str, most: u8| text.parse::<u8>().ok().filter(|n| (1..=most).contains(n));
    match word {
        "inline" => appearance.inline = true,
        "minimal" => appearance.minimal = true,
        "autocomplete" => appearance.autocomplete = true,
        "columns-pack" => appearance.columns = 0,
        _ => match (word.strip_prefix("columns-"), word.strip_prefix('w')) {
            (Some(count), _) => match within(count, 10) {
                Some(count) => appearance.columns = count,
                None => return false,
            },
            (_, Some(width)) => match within(width, 12) {
                Some(width) => appearance.width = width,
                None => return false,
            },
            _ => return false,
        },
    }
    true
}
