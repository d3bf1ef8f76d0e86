//! Reads `[[check]]` and `[[indicator]]`.
//!
//! - `[[check]]`: `id`, `level` (`info`, `soft`, `hard`), `rule` (what must hold), `message`.
//! - `[[indicator]]`: `id`, `block`, `label`, one of `share`, `count`, `mean`, and, if wanted, `base`
//!   (`all`, `respondents`, `answered`; `respondents` if not said), `base_rule`, `target`.

use std::collections::HashSet;

use super::super::expression::Wanted;
use super::super::model::Level;
use super::draft::{CheckDraft, Draft, IndicatorDraft, MeasureKind};
use super::table::{Reader, Table};

const CHECK_KEYS: [&str; 4] = ["id", "level", "rule", "message"];
const INDICATOR_KEYS: [&str; 9] =
    ["id", "block", "label", "share", "count", "mean", "base", "base_rule", "target"];
const LEVELS: [(&str, Level); 3] = [("info", Level::Info), ("soft", Level::Soft), ("hard", Level::Hard)];
const BASES: [(&str, &str); 3] = [("respondents", "respondents"), ("all", "all"), ("answered", "answered")];

pub(super) fn read_checks(reader: &mut Reader<'_>, draft: &mut Draft, root: &Table<'_>) {
    let mut ids = HashSet::new();
    for table in reader.tables(root, "check") {
        reader.only_keys(&table, &CHECK_KEYS);
        let id = read_id(reader, &table, &mut ids);
        let level = reader.one_of(&table, "level", &LEVELS);
        if !table.has("level") {
            reader.missing_key(&table, "level");
        }
        if !table.has("rule") {
            reader.missing_key(&table, "rule");
        }
        let rule = draft.expression(reader, &table, "rule", Wanted::Truth);
        let message = reader.required_text(&table, "message");
        if let (Some(id), Some(level), Some(rule)) = (id, level, rule) {
            draft.checks.push(CheckDraft { id, level, rule, message });
        }
    }
}

fn read_id(reader: &mut Reader<'_>, table: &Table<'_>, ids: &mut HashSet<String>) -> Option<String> {
    let id = reader.required_string(table, "id")?;
    if !ids.insert(id.value.to_lowercase()) {
        reader.error("duplicate-id", &id.span, vec![("name", id.value.to_owned())]);
    }
    Some(id.value.to_owned())
}

pub(super) fn read_indicators(reader: &mut Reader<'_>, draft: &mut Draft, root: &Table<'_>) {
    let mut ids = HashSet::new();
    for table in reader.tables(root, "indicator") {
        reader.only_keys(&table, &INDICATOR_KEYS);
        let id = read_id(reader, &table, &mut ids);
        let block = reader.string(&table, "block").map(|block| block.value.to_owned()).unwrap_or_default();
        let label = reader.required_text(&table, "label");
        let base = reader.one_of(&table, "base", &BASES).unwrap_or("respondents").to_owned();
        let base_rule = draft.expression(reader, &table, "base_rule", Wanted::Truth);
        let target = reader.number(&table, "target");
        let measure = read_measure(reader, draft, &table);
        if let (Some(id), Some(measure)) = (id, measure) {
            draft.indicators.push(IndicatorDraft { id, block, label, measure, base, base_rule, target });
        }
    }
}

fn read_measure(
    reader: &mut Reader<'_>,
    draft: &mut Draft,
    table: &Table<'_>,
) -> Option<(MeasureKind, usize)> {
    let kinds = [
        ("share", MeasureKind::Share, Wanted::Truth),
        ("count", MeasureKind::Count, Wanted::Truth),
        ("mean", MeasureKind::Mean, Wanted::Number),
    ];
    let given: Vec<_> = kinds.into_iter().filter(|(key, ..)| table.has(key)).collect();
    let [(key, kind, wanted)] = given[..] else {
        reader.error("one-measure", &table.span, vec![("given", given.len().to_string())]);
        return None;
    };
    Some((kind, draft.expression(reader, table, key, wanted)?))
}
