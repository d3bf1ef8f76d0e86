//! Reads what stands before the pages: `[questionnaire]`, `[missing.NAME]` and `[choices]`.
//!
//! - `[questionnaire]`: `id`, `version`, `title`, `default_language`, `paper` (`A4`, `A5`, `Letter`),
//!   `sheet_number` (the variable that identifies a sheet), and, if wanted, `sheets = "1-148"` (the
//!   numbers printed) and `respondents` (an expression: who counts as a respondent).
//! - `[missing.NAME]`: `means` (`blank`, `dont_know`, `refused`, `illegible`; each once), `key`, and, if
//!   wanted, `number`, `stata`, `label`.
//! - `[choices]`: lists by name; each entry has `name` (the code), `label`, if wanted
//!   `exclusive = true`; any other key is a column for `choice_filter`.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use toml::de::DeValue;

use super::super::Missing;
use super::super::expression::Wanted;
use super::super::model::{Choice, MissingCode, PaperSize};
use super::draft::{ChoiceList, Draft};
use super::names::is_name;
use super::source::Located;
use super::table::{Reader, Table};

const QUESTIONNAIRE_KEYS: [&str; 8] =
    ["id", "version", "title", "default_language", "paper", "sheet_number", "sheets", "respondents"];
const MISSING_KEYS: [&str; 5] = ["means", "key", "number", "stata", "label"];

const MEANINGS: [(&str, Missing); 4] = [
    ("blank", Missing::Blank),
    ("dont_know", Missing::DontKnow),
    ("refused", Missing::Refused),
    ("illegible", Missing::Illegible),
];

const PAPERS: [(&str, PaperSize); 3] =
    [("A4", PaperSize::A4), ("A5", PaperSize::A5), ("Letter", PaperSize::Letter)];

pub(super) fn read_questionnaire(reader: &mut Reader<'_>, draft: &mut Draft, root: &Table<'_>) {
    if !root.has("questionnaire") {
        reader.missing_key(root, "questionnaire");
        return;
    }
    let Some(table) = reader.table(root, "questionnaire") else { return };
    reader.only_keys(&table, &QUESTIONNAIRE_KEYS);
    if let Some(language) = reader.required_string(&table, "default_language") {
        reader.default_language = language.value.to_owned();
        reader.languages.insert(language.value.to_owned());
    }
    if let Some(id) = reader.required_string(&table, "id") {
        if !id.value.chars().all(|next| next.is_ascii_alphanumeric() || "-_.".contains(next)) {
            reader.error("bad-id", &id.span, vec![("name", id.value.to_owned())]);
        }
        draft.id = id.value.to_owned();
    }
    if let Some(version) = reader.required_string(&table, "version") {
        draft.version = version.value.to_owned();
    }
    draft.title = reader.required_text(&table, "title");
    draft.paper = reader.one_of(&table, "paper", &PAPERS);
    draft.sheet_number = reader
        .required_string(&table, "sheet_number")
        .map(|name| Located { value: name.value.to_owned(), span: name.span });
    draft.sheets = read_sheets(reader, &table);
    draft.respondents = draft.expression(reader, &table, "respondents", Wanted::Truth);
}

/// `"1-148"`.
fn read_sheets(reader: &mut Reader<'_>, table: &Table<'_>) -> Option<Located<(u32, u32)>> {
    let written = reader.string(table, "sheets")?;
    let bounds = written.value.split_once(['-', '–']).and_then(|(first, last)| {
        Some((first.trim().parse::<u32>().ok()?, last.trim().parse::<u32>().ok()?))
    });
    match bounds {
        Some((first, last)) if first <= last && last - first < 1_000_000 => {
            Some(Located { value: (first, last), span: written.span })
        }
        _ => {
            reader.error("bad-sheets", &written.span, vec![("value", written.value.to_owned())]);
            None
        }
    }
}

// ---- Missing codes

pub(super) fn read_missing(reader: &mut Reader<'_>, draft: &mut Draft, root: &Table<'_>) {
    if let Some(table) = reader.table(root, "missing") {
        for (name, value) in table.in_order() {
            let Some(code) = Table::of(value) else {
                let _ = reader.table(&table, name.value);
                continue;
            };
            let code = Table { span: value.span(), ..code };
            if let Some(code) = read_missing_code(reader, draft, &name, &code) {
                draft.missing.push(code);
            }
        }
    }
    if !draft.missing.iter().any(|code| code.means == Missing::Blank) && root.has("questionnaire") {
        let at = root.key_span("missing");
        reader.warning("no-blank-code", &at, Vec::new());
    }
}

fn read_missing_code(
    reader: &mut Reader<'_>,
    draft: &Draft,
    name: &Located<&str>,
    table: &Table<'_>,
) -> Option<MissingCode> {
    reader.only_keys(table, &MISSING_KEYS);
    if !is_name(name.value) {
        reader.error("bad-name", &name.span, vec![("name", name.value.to_owned())]);
    }
    if draft.missing.iter().any(|code| code.name.eq_ignore_ascii_case(name.value)) {
        let arguments = vec![("name", name.value.to_owned()), ("line", "0".to_owned())];
        reader.error("duplicate-name", &name.span, arguments);
    }
    if !table.has("means") {
        reader.missing_key(table, "means");
    }
    let means = reader.one_of(table, "means", &MEANINGS);
    let key = reader.required_string(table, "key").and_then(|key| missing_key(reader, draft, key));
    let number = reader.integer(table, "number", i64::MIN, i64::MAX);
    let stata = reader.string(table, "stata").and_then(|stata| stata_code(reader, stata));
    let label = reader.text(table, "label");
    let means = means?;
    if let Some(other) = draft.missing.iter().find(|code| code.means == means) {
        let arguments = vec![("name", name.value.to_owned()), ("other", other.name.clone())];
        reader.error("duplicate-meaning", &table.key_span("means"), arguments);
    }
    if number.is_some() && draft.missing.iter().any(|code| code.number == number) {
        let value = number.unwrap_or_default().to_string();
        reader.error("duplicate-missing-number", &table.key_span("number"), vec![("value", value)]);
    }
    Some(MissingCode { name: name.value.to_owned(), means, key: key?, number, stata, label })
}

/// One character that is neither a digit nor `+`, and that no other missing code has.
fn missing_key(reader: &mut Reader<'_>, draft: &Draft, key: Located<&str>) -> Option<char> {
    let mut characters = key.value.chars();
    let (first, second) = (characters.next()?, characters.next());
    let taken = first.is_ascii_digit() || first == '+' || first.is_whitespace() || first.is_control();
    if second.is_some() || taken {
        reader.error("bad-missing-key", &key.span, vec![("value", key.value.to_owned())]);
        return None;
    }
    if let Some(other) = draft.missing.iter().find(|code| same_key(code.key, first)) {
        let arguments = vec![("value", key.value.to_owned()), ("other", other.name.clone())];
        reader.error("duplicate-missing-key", &key.span, arguments);
    }
    Some(first)
}

/// `.` and `,` are one key; the case of letters does not count.
fn same_key(left: char, right: char) -> bool {
    let plain = |key: char| if key == ',' { '.' } else { key };
    plain(left).to_lowercase().eq(plain(right).to_lowercase())
}

fn stata_code(reader: &mut Reader<'_>, stata: Located<&str>) -> Option<String> {
    let bytes = stata.value.as_bytes();
    // `.z` is an open difference (DESIGN 5.7).
    if bytes.len() == 2 && bytes[0] == b'.' && (b'a'..=b'y').contains(&bytes[1]) {
        return Some(stata.value.to_owned());
    }
    reader.error("bad-stata", &stata.span, vec![("value", stata.value.to_owned())]);
    None
}

// ---- Choice lists

pub(super) fn read_choices(reader: &mut Reader<'_>, draft: &mut Draft, root: &Table<'_>) {
    let Some(table) = reader.table(root, "choices") else { return };
    for (name, value) in table.in_order() {
        let entries = reader.tables_of(name.value, value);
        if entries.is_empty() && matches!(value.get_ref(), DeValue::Array(list) if list.is_empty()) {
            reader.error("empty-choice-list", &name.span, vec![("name", name.value.to_owned())]);
        }
        let mut list =
            ChoiceList { choices: Vec::new(), columns: Vec::new(), used: false, span: name.span.clone() };
        let mut codes = Codes::default();
        for entry in &entries {
            if let Some(choice) = read_choice(reader, draft, entry, &mut codes) {
                list.choices.push(choice);
            }
        }
        let columns = list.choices.iter().flat_map(|choice| choice.filter.keys().cloned());
        list.columns = columns.collect::<std::collections::BTreeSet<_>>().into_iter().collect();
        draft.lists.insert(name.value.to_owned(), list);
    }
}

/// The codes of one list, as written and as they could be mistaken.
#[derive(Default)]
struct Codes {
    by_likeness: HashMap<String, String>,
}

fn read_choice(
    reader: &mut Reader<'_>,
    draft: &Draft,
    entry: &Table<'_>,
    codes: &mut Codes,
) -> Option<Choice> {
    let name = reader.required_string(entry, "name");
    let label = reader.required_text(entry, "label");
    let exclusive = reader.truth(entry, "exclusive").unwrap_or(false);
    let mut filter = BTreeMap::new();
    for (key, _) in entry.in_order() {
        if !["name", "label", "exclusive"].contains(&key.value)
            && let Some(column) = reader.string(entry, key.value)
        {
            filter.insert(key.value.to_owned(), column.value.to_owned());
        }
    }
    let name = name?;
    check_code(reader, draft, name.value, &name.span, codes);
    Some(Choice { name: name.value.to_owned(), label, exclusive, filter })
}

/// A code must be one word, and nothing that could be taken for another code or a missing answer.
fn check_code(reader: &mut Reader<'_>, draft: &Draft, code: &str, span: &Range<usize>, codes: &mut Codes) {
    if code.len() > 32 || !code.chars().all(|next| next.is_alphanumeric() || "_-.".contains(next)) {
        reader.error("bad-code", span, vec![("code", code.to_owned())]);
        return;
    }
    let clash = draft.missing.iter().find(|missing| {
        let first = code.chars().next();
        missing.name.eq_ignore_ascii_case(code) || first.is_some_and(|first| same_key(first, missing.key))
    });
    if let Some(missing) = clash {
        let arguments = vec![("code", code.to_owned()), ("other", missing.name.clone())];
        reader.error("code-like-missing", span, arguments);
    }
    let trimmed = code.trim_start_matches('0').to_lowercase();
    let likeness = if trimmed.is_empty() { "0".to_owned() } else { trimmed };
    match codes.by_likeness.insert(likeness, code.to_owned()) {
        Some(other) if other == code => {
            reader.error("duplicate-code", span, vec![("code", code.to_owned())]);
        }
        Some(other) => {
            reader.error("ambiguous-code", span, vec![("code", code.to_owned()), ("other", other)]);
        }
        None => {}
    }
}
