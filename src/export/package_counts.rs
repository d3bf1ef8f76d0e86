//! The two tables of a data package that count: how often each answer was given, and how well each
//! variable was keyed, with the description of their columns. The counting is `facts`'.

use serde_json::{Value as Json, json};

use crate::questionnaire::{Missing, VariableType};
use crate::texts::Language;

use super::about;
use super::facts::Facts;
use super::frequencies::VariableAnswers;

/// A table that is written as it stands.
pub(super) struct CountedTable {
    /// Its name, also that of its file.
    pub name: String,
    /// What people read.
    pub title: String,
    /// Columns: name, type, what people read.
    pub fields: Vec<(&'static str, &'static str, String)>,
    /// Rows, one text per column.
    pub rows: Vec<Vec<String>>,
    /// The columns whose values are not twice there.
    pub key: Option<&'static str>,
    /// Size of the file.
    pub bytes: u64,
}

/// The kinds of rows among the frequencies, each with the text that names it.
const KINDS: [(&str, &str); 6] = [
    ("answered", "export-codebook-answered"),
    ("choice", "export-frequencies-is-answer"),
    ("as_written", "export-count-as-written"),
    ("missing", "export-frequencies-is-missing"),
    ("skipped", "export-frequencies-is-skipped"),
    ("open", "export-frequencies-is-open"),
];

/// Both tables.
pub(super) fn tables(facts: &Facts<'_>, language: Language) -> [CountedTable; 2] {
    [frequencies(facts, language), quality(facts, language)]
}

fn frequencies(facts: &Facts<'_>, language: Language) -> CountedTable {
    let text = |id: &str| crate::text!(language, id);
    let mut rows = Vec::new();
    for counts in &facts.frequencies.variables {
        let variable = facts.questionnaire().variable(counts.variable);
        let mut add = |kind: &str, code: &str, label: &str, count: u64, more: [String; 4]| {
            let beginning = [variable.name.as_str(), kind, code, label].map(str::to_owned);
            rows.push(beginning.into_iter().chain([count.to_string()]).chain(more).collect());
        };
        let nothing = || [const { String::new() }; 4];
        add("answered", "", "", counts.answered, numbers(counts));
        for (choice, count) in variable.choices.iter().zip(&counts.choices) {
            // The lines of a repeat are not respondents.
            let respondents =
                if variable.repeat.is_some() { String::new() } else { count.respondents.to_string() };
            let [_, least, most, mean] = nothing();
            let more = [respondents, least, most, mean];
            add("choice", &choice.name, choice.label.get(language.code()), count.all, more);
        }
        if counts.as_written > 0 {
            add("as_written", "", &text("export-count-as-written"), counts.as_written, nothing());
        }
        for (means, count) in counts.missing.iter().filter(|(_, count)| *count > 0) {
            let (code, label) = about::missing(facts.questionnaire(), *means, language);
            let code = if *means == Missing::EmptyInFile { String::new() } else { code };
            add("missing", &code, &label, *count, nothing());
        }
        for (kind, label, count) in
            [("skipped", "export-count-skipped", counts.skipped), ("open", "export-count-open", counts.open)]
        {
            if count > 0 {
                add(kind, "", &text(label), count, nothing());
            }
        }
    }
    CountedTable {
        name: "frequencies".to_owned(),
        title: text("export-sheet-frequencies"),
        fields: vec![
            ("variable", "string", text("export-frequencies-variable")),
            ("kind", "string", text("export-frequencies-group")),
            ("code", "string", text("export-frequencies-code")),
            ("label", "string", text("export-frequencies-label")),
            ("count", "integer", text("export-frequencies-count")),
            ("respondents", "integer", text("export-frequencies-k-respondents")),
            ("least", "number", text("package-least")),
            ("most", "number", text("package-most")),
            ("mean", "number", text("package-mean")),
        ],
        rows,
        key: None,
        bytes: 0,
    }
}

/// How many respondents are among the answered is not said of a whole variable; its numbers are.
fn numbers(counts: &VariableAnswers) -> [String; 4] {
    let Some(mean) = counts.numbers.mean() else { return [const { String::new() }; 4] };
    let written = |number: f64| number.to_string();
    [String::new(), written(counts.numbers.least), written(counts.numbers.most), written(mean)]
}

fn quality(facts: &Facts<'_>, language: Language) -> CountedTable {
    let text = |id: &str| crate::text!(language, id);
    let compared = facts.questionnaire().variables.iter().filter_map(|variable| {
        let kept = variable.kind != VariableType::Calculate;
        let id = facts.questionnaire().variable_by_name(&variable.name).filter(|_| kept)?;
        Some((variable, facts.quality_of(id)?))
    });
    let rows = compared.map(|(variable, counts)| {
        let count = |count: u64| count.to_string();
        vec![
            variable.name.clone(),
            count(counts.compared),
            count(counts.different),
            count(counts.normalised_equal),
            count(counts.spelling),
            count(counts.in_substance()),
            counts.per_10_000().map_or_else(String::new, |rate| rate.to_string()),
            count(counts.open),
        ]
    });
    CountedTable {
        name: "keying_quality".to_owned(),
        title: text("export-sheet-quality"),
        rows: rows.collect(),
        fields: vec![
            ("variable", "string", text("export-quality-variable")),
            ("compared", "integer", text("export-quality-compared")),
            ("different", "integer", text("export-quality-different")),
            ("normalised_equal", "integer", text("export-quality-normalised")),
            ("spelling", "integer", text("export-quality-spelling")),
            ("in_substance", "integer", text("export-quality-substance")),
            ("per_10000", "number", text("export-quality-rate")),
            ("open", "integer", text("export-quality-open")),
        ],
        key: Some("variable"),
        bytes: 0,
    }
}

/// The schema of such a table.
pub(super) fn schema(table: &CountedTable, language: Language) -> Json {
    let fields = table.fields.iter().map(|(name, kind, title)| {
        let mut field = json!({ "name": name, "type": kind, "title": title });
        if *name == "kind" {
            let entry =
                |(value, id): &(&str, &str)| json!({ "value": value, "label": crate::text!(language, id) });
            field["categories"] = KINDS.iter().map(entry).collect();
        }
        field
    });
    let mut schema = json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": fields.collect::<Vec<_>>(),
    });
    if let Some(key) = table.key {
        schema["primaryKey"] = json!([key]);
    }
    schema
}
