//! Reads what a question says of the person: `privacy` (`plain`, `sensitive`, `identifying`,
//! `free_text`, `consent`), `bands = [60, 70]` (whole numbers leave in bands), `site = true` or
//! `site = "town"` (a place, and the column of its choices that stands for it), `yes = "1"` (the code of
//! a consent) and `publish` (`table`, `by`). A question without `privacy` is unclassified.

use toml::de::DeValue;

use super::super::expression::nearest;
use super::super::model::{Choice, VariableType};
use super::super::privacy::{Privacy, Protection, Publish, Site};
use super::draft::Draft;
use super::table::{Reader, Table, named};

/// The keys read here.
pub(super) const KEYS: [&str; 5] = ["privacy", "bands", "site", "yes", "publish"];
/// Those that a grid has for all its rows, and a row for itself.
pub(super) const GRID_KEYS: [&str; 2] = ["privacy", "publish"];

const PUBLISH: [(&str, Publish); 2] = [("table", Publish::Table), ("by", Publish::By)];

/// What is said of one question; `inherited` is what its grid says.
pub(super) fn read_protection(
    reader: &mut Reader<'_>,
    table: &Table<'_>,
    kind: &VariableType,
    choices: &[Choice],
    inherited: &Protection,
) -> Protection {
    let fallback = match kind {
        // It names the sheet, and profiles replace it whatever the file says.
        VariableType::SheetNumber { .. } => Privacy::Identifying,
        _ => inherited.privacy,
    };
    let protection = Protection {
        privacy: reader.one_of(table, "privacy", &Privacy::WORDS).unwrap_or(fallback),
        bands: read_bands(reader, table),
        site: read_site(reader, table, choices),
        yes: read_yes(reader, table, choices),
        publish: reader.one_of(table, "publish", &PUBLISH).unwrap_or(inherited.publish),
    };
    check(reader, table, kind, &protection);
    protection
}

fn check(reader: &mut Reader<'_>, table: &Table<'_>, kind: &VariableType, protection: &Protection) {
    let at = table.key_span("privacy");
    let is_text = matches!(kind, VariableType::Text { .. });
    match protection.privacy {
        Privacy::Plain | Privacy::Sensitive if is_text => reader.error("privacy-of-text", &at, Vec::new()),
        Privacy::FreeText if !is_text => reader.error("privacy-not-text", &at, Vec::new()),
        Privacy::Consent if *kind != VariableType::SelectOne || protection.yes.is_none() => {
            reader.error("privacy-consent", &at, Vec::new());
        }
        _ => {}
    }
    if protection.publish == Publish::No {
        return;
    }
    let at = table.key_span("publish");
    let told = matches!(protection.privacy, Privacy::Plain)
        || protection.privacy == Privacy::Sensitive && protection.publish == Publish::Table;
    if !told {
        reader.error("publish-private", &at, Vec::new());
    } else if matches!(kind, VariableType::Integer { .. }) && protection.bands.is_empty() {
        reader.error("publish-needs-bands", &at, Vec::new());
    } else if *kind == VariableType::SelectMultiple && protection.publish == Publish::By {
        reader.error("publish-by-several", &at, Vec::new());
    }
}

/// Whole numbers that grow; one at least.
fn read_bands(reader: &mut Reader<'_>, table: &Table<'_>) -> Vec<i64> {
    let Some(value) = table.get("bands") else { return Vec::new() };
    let number = |item: &DeValue<'_>| match item {
        DeValue::Integer(written) => i64::from_str_radix(written.as_str(), written.radix()).ok(),
        _ => None,
    };
    let bands: Option<Vec<i64>> = match value.get_ref() {
        DeValue::Array(items) => items.iter().map(|item| number(item.get_ref())).collect(),
        _ => None,
    };
    match bands {
        Some(bands) if !bands.is_empty() && bands.windows(2).all(|pair| pair[0] < pair[1]) => bands,
        _ => {
            reader.error("bad-bands", &value.span(), Vec::new());
            Vec::new()
        }
    }
}

fn read_site(reader: &mut Reader<'_>, table: &Table<'_>, choices: &[Choice]) -> Option<Site> {
    let value = table.get("site")?;
    if let DeValue::Boolean(is_site) = value.get_ref() {
        return is_site.then_some(Site::Itself);
    }
    let column = reader.string(table, "site")?;
    if choices.iter().all(|choice| choice.filter.contains_key(column.value)) {
        return Some(Site::Column(column.value.to_owned()));
    }
    let known = choices.first().map(|choice| choice.filter.keys()).into_iter().flatten();
    let arguments = named(column.value, nearest(column.value, known.map(String::as_str)));
    reader.error("unknown-site-column", &column.span, arguments);
    None
}

fn read_yes(reader: &mut Reader<'_>, table: &Table<'_>, choices: &[Choice]) -> Option<String> {
    let code = reader.string(table, "yes")?;
    if choices.iter().any(|choice| choice.name == code.value) {
        return Some(code.value.to_owned());
    }
    let known = choices.iter().map(|choice| choice.name.as_str());
    reader.error("unknown-yes", &code.span, named(code.value, nearest(code.value, known)));
    None
}

/// What only shows when all questions are read: two consents; questions left out where others are
/// classified.
pub(super) fn check_all(reader: &mut Reader<'_>, draft: &Draft) {
    let classified = |privacy: Privacy| privacy != Privacy::Unclassified;
    let asked = draft
        .variables
        .iter()
        .filter(|draft| !matches!(draft.variable.kind, VariableType::SheetNumber { .. }));
    let consents = asked.clone().filter(|draft| draft.variable.protection.privacy == Privacy::Consent);
    for second in consents.skip(1) {
        reader.error("second-consent", &second.at, vec![("name", second.variable.name.clone())]);
    }
    if asked.clone().any(|draft| classified(draft.variable.protection.privacy)) {
        for draft in asked.filter(|draft| !classified(draft.variable.protection.privacy)) {
            reader.warning("unclassified", &draft.at, vec![("name", draft.variable.name.clone())]);
        }
    }
}
