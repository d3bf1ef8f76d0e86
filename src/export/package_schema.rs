//! The description of a data package: what its files and fields are (Frictionless Data Package v2:
//! `datapackage.json`). The files themselves are `package`'s.

use serde_json::{Map, Value as Json, json};

use crate::questionnaire::{Missing, Questionnaire, Text, Variable};
use crate::texts::Language;

use super::described::{self, ALL_MISSING};
use super::package_counts::{self, CountedTable};
use super::table::Table;
use super::typed::{Kind, Part, TypedColumn};

/// In a field: the value stands in the field `…_txt` beside.
pub(super) const BESIDE: &str = "recto:txt";

/// One file of rows.
pub(super) struct Resource<'a> {
    /// Its name, also that of its file.
    pub name: String,
    /// What people read.
    pub title: String,
    /// The rows.
    pub table: Table<'a>,
    /// Their columns, with their names.
    pub columns: Vec<(TypedColumn<'a>, String)>,
    /// Size of the file.
    pub bytes: u64,
}

/// How a missing code is written in a column: its name, unless some text there is that name.
pub(super) fn missing_token(
    questionnaire: &Questionnaire,
    column: &TypedColumn<'_>,
    missing: Missing,
) -> Option<String> {
    let name = questionnaire.missing_name(missing);
    if name.is_empty() {
        return None;
    }
    Some(if column.found.like_missing { format!("recto:{name}") } else { name.to_owned() })
}

/// The description of one file.
pub(super) fn resource(resource: &Resource<'_>, keys: &Keys, language: Language) -> Json {
    let questionnaire = resource.table.questionnaire;
    let fields: Vec<Json> = resource
        .columns
        .iter()
        .map(|(column, name)| field(&resource.table, column, name, keys, language))
        .collect();
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://datapackage.org/profiles/2.0/tableschema.json"));
    schema.insert("fields".to_owned(), Json::Array(fields));
    if !keys.primary.is_empty() {
        schema.insert("primaryKey".to_owned(), json!(keys.primary));
    }
    if let Some((field, of)) = &keys.foreign {
        schema.insert(
            "foreignKeys".to_owned(),
            json!([{ "fields": [field], "reference": { "resource": of, "fields": [field] } }]),
        );
    }
    let title = if resource.title.is_empty() { questionnaire.id.clone() } else { resource.title.clone() };
    file(&resource.name, &title, resource.bytes, Json::Object(schema))
}

/// The description of a file of counts.
pub(super) fn counted(table: &CountedTable, language: Language) -> Json {
    file(&table.name, &table.title, table.bytes, package_counts::schema(table, language))
}

fn file(name: &str, title: &str, bytes: u64, schema: Json) -> Json {
    json!({
        "name": name,
        "type": "table",
        "path": format!("data/{name}.csv"),
        "title": title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": bytes,
        "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true },
        "schema": schema,
    })
}

/// What identifies a row, and where it belongs.
#[derive(Default)]
pub(super) struct Keys {
    /// The fields that identify a row.
    pub primary: Vec<String>,
    /// A field that names a row of another resource.
    pub foreign: Option<(String, String)>,
}

fn field(table: &Table<'_>, column: &TypedColumn<'_>, name: &str, keys: &Keys, language: Language) -> Json {
    let mut field = Map::new();
    field.insert("name".to_owned(), json!(name));
    field.insert("type".to_owned(), json!(type_name(column)));
    field.insert("title".to_owned(), json!(described::label(table, column, language)));
    if let Some(variable) = column.variable.filter(|_| column.part == Part::Answer) {
        describe(&mut field, variable, language);
        if matches!(column.kind, Kind::Choice { .. }) {
            field.insert("categories".to_owned(), categories(variable, language));
            field.insert("categoriesOrdered".to_owned(), json!(false));
        }
    }
    if column.kind == Kind::Box && column.part == Part::Answer {
        field.insert("trueValues".to_owned(), json!(["1"]));
        field.insert("falseValues".to_owned(), json!(["0"]));
    }
    field.insert("missingValues".to_owned(), Json::Array(missing_values(table, column, language)));
    if keys.primary.iter().any(|key| key == name) {
        field.insert("constraints".to_owned(), json!({ "required": true }));
    }
    Json::Object(field)
}

/// The question's number, hint, filter and rule, under names of Recto's own.
fn describe(field: &mut Map<String, Json>, variable: &Variable, language: Language) {
    let mut add = |name: &str, words: &str| {
        if !words.is_empty() {
            field.insert(name.to_owned(), json!(words));
        }
    };
    add("description", variable.hint.get(language.code()));
    add("recto:variable", &variable.name);
    add("recto:number", &variable.number);
    add("recto:relevant", variable.relevant.as_ref().map_or("", |filter| filter.source()));
    add("recto:constraint", variable.constraint.as_ref().map_or("", |range| range.rule.source()));
    add_languages(field, "recto:labels", &variable.label);
}

fn add_languages(field: &mut Map<String, Json>, name: &str, text: &Text) {
    if text.0.len() > 1 {
        field.insert(name.to_owned(), json!(text.0));
    }
}

fn type_name(column: &TypedColumn<'_>) -> &'static str {
    if column.is_text() {
        return "string";
    }
    match column.kind {
        Kind::Choice { .. } | Kind::Text => "string",
        Kind::Box => "boolean",
        Kind::Whole => "integer",
        Kind::Decimal => "number",
        Kind::Date => "date",
        Kind::Month => "yearmonth",
        Kind::Time => "time",
    }
}

fn categories(variable: &Variable, language: Language) -> Json {
    let choices = variable.choices.iter();
    let entries = choices.map(|choice| {
        let label = choice.label.get(language.code());
        json!({ "value": choice.name, "label": if label.is_empty() { choice.name.as_str() } else { label } })
    });
    Json::Array(entries.collect())
}

/// What stands in a field without being a value, each with what it means.
fn missing_values(table: &Table<'_>, column: &TypedColumn<'_>, language: Language) -> Vec<Json> {
    let entry = |value: &str, label: &str| json!({ "value": value, "label": label });
    let mut values = vec![entry("", &crate::text!(language, "package-empty"))];
    let answers = column.part == Part::Answer && column.variable.is_some();
    let may_miss =
        column.found.missing || column.variable.is_some_and(|variable| !variable.missing.is_empty());
    if answers && may_miss {
        let told = |missing: &Missing| column.found.not_asked || *missing != Missing::NotAsked;
        for missing in ALL_MISSING.into_iter().filter(told) {
            if let Some(token) = missing_token(table.questionnaire, column, missing) {
                let label = described::missing_label(table.questionnaire, missing, language);
                values.push(entry(&token, if label.is_empty() { &token } else { &label }));
            }
        }
    }
    if answers && column.found.unfit {
        values.push(entry(BESIDE, &crate::text!(language, "package-see-written")));
    }
    values
}
