//! Reads `[[page]]` and its `[[page.item]]`: sections, questions, notes, grids and repeats, in the
//! order of the paper.
//!
//! - `relevant` on a page holds for its questions; on a section, for what follows on that page until
//!   the next section; on a grid or repeat, for all of it. They add up (`and`).
//! - `kind = "section"`: `label`. `kind = "note"`: `label`, `appearance` (`plain`, `filter`, `framed`,
//!   and a width).
//! - `kind = "grid"`: `number`, `label`, `hint`, `choices`, `missing`, `required`, `relevant`; if
//!   wanted `[[page.item.column]]` with `label`, `number` (before, after); `[[page.item.row]]` with
//!   `label`, `number`, `name` (or `names`, one per column), and `choices`, `missing`, `relevant`,
//!   `short` of its own. A variable's number is the grid's, the row's and the column's, joined.
//!   `privacy` and `publish` on a grid hold for its rows, which may say otherwise.
//! - `kind = "repeat"`: `name`, `number`, `label`, `lines`, `relevant`; `[[page.item.column]]` are
//!   questions.

use super::super::expression::Wanted;
use super::super::model::{
    Choice, Grid, GridRow, Item, NoteStyle, Page, Repeat, Text, Variable, VariableId, VariableType,
};
use super::super::privacy::Protection;
use super::super::{Missing, Severity};
use super::draft::{Draft, RepeatDraft, VariableDraft};
use super::privacy;
use super::question::{
    Surroundings, expression, read_allowed_missing, read_appearance, read_choices, read_question, read_type,
};
use super::source::Located;
use super::table::{Reader, Table};

const KINDS: [(&str, ItemKind); 5] = [
    ("question", ItemKind::Question),
    ("section", ItemKind::Section),
    ("note", ItemKind::Note),
    ("grid", ItemKind::Grid),
    ("repeat", ItemKind::Repeat),
];
const GRID_KEYS: [&str; 14] = [
    privacy::GRID_KEYS[0],
    privacy::GRID_KEYS[1],
    "kind",
    "number",
    "type",
    "choices",
    "label",
    "hint",
    "missing",
    "required",
    "relevant",
    "column",
    "row",
    "appearance",
];
const ROW_KEYS: [&str; 11] = [
    "name",
    "names",
    "number",
    "label",
    "short",
    "choices",
    "missing",
    "relevant",
    "required",
    privacy::GRID_KEYS[0],
    privacy::GRID_KEYS[1],
];
const REPEAT_KEYS: [&str; 8] = ["kind", "name", "number", "label", "hint", "lines", "relevant", "column"];
/// Fields are counted in 16 bits, with room to spare.
const MOST_FIELDS: usize = 50_000;

#[derive(Clone, Copy)]
enum ItemKind {
    Section,
    Question,
    Note,
    Grid,
    Repeat,
}

pub(super) fn read_pages(reader: &mut Reader<'_>, draft: &mut Draft, root: &Table<'_>) {
    let pages = reader.tables(root, "page");
    if pages.is_empty() && !root.has("page") {
        reader.missing_key(root, "page");
    }
    let mut fields = 0;
    for (place, page) in pages.iter().enumerate() {
        reader.only_keys(page, &["item", "relevant"]);
        let mut around = Surroundings { page: place, ..Surroundings::default() };
        around.filters.extend(expression(reader, draft, page, "relevant", Wanted::Truth, &around));
        let of_page = around.filters.len();
        let mut items = Vec::new();
        for item in reader.tables(page, "item") {
            let before = draft.variables.len();
            items.extend(read_item(reader, draft, &item, &mut around, of_page));
            let lines = draft.variables[before..].iter().map(|variable| {
                variable.variable.repeat.map_or(1, |at| usize::from(draft.repeats[at].repeat.lines))
            });
            fields += lines.sum::<usize>();
            if fields > MOST_FIELDS {
                reader.error("too-many-questions", &item.span, vec![("most", MOST_FIELDS.to_string())]);
                return;
            }
            if reader.is_full() {
                return;
            }
        }
        draft.pages.push(Page { items });
    }
}

fn read_item(
    reader: &mut Reader<'_>,
    draft: &mut Draft,
    table: &Table<'_>,
    around: &mut Surroundings,
    of_page: usize,
) -> Option<Item> {
    if !table.has("kind") {
        reader.missing_key(table, "kind");
    }
    match reader.one_of(table, "kind", &KINDS)? {
        ItemKind::Section => {
            reader.only_keys(table, &["kind", "label", "relevant"]);
            around.filters.truncate(of_page);
            let own = expression(reader, draft, table, "relevant", Wanted::Truth, around);
            around.filters.extend(own);
            Some(Item::Section { label: reader.required_text(table, "label") })
        }
        ItemKind::Note => {
            reader.only_keys(table, &["kind", "label", "appearance"]);
            Some(read_note(reader, table))
        }
        ItemKind::Question => match read_type(reader, table)? {
            "note" => {
                reader.only_keys(table, &["kind", "type", "name", "label", "appearance"]);
                Some(read_note(reader, table))
            }
            kind => {
                let place = read_question(reader, draft, table, kind, around)?;
                (kind != "calculate").then_some(Item::Question(VariableId(place as u16)))
            }
        },
        ItemKind::Grid => Some(Item::Grid(read_grid(reader, draft, table, around))),
        ItemKind::Repeat => read_repeat(reader, draft, table, around).map(Item::Repeat),
    }
}

fn read_note(reader: &mut Reader<'_>, table: &Table<'_>) -> Item {
    let label = reader.required_text(table, "label");
    let (mut style, mut width) = (NoteStyle::Plain, 12);
    if let Some(written) = reader.string(table, "appearance") {
        for word in written.value.split_whitespace() {
            let twelfths = word.strip_prefix('w').and_then(|width| width.parse::<u8>().ok());
            match (word, twelfths) {
                ("plain", _) => style = NoteStyle::Plain,
                ("filter", _) => style = NoteStyle::Filter,
                ("framed", _) => style = NoteStyle::Framed,
                (_, Some(twelfths)) if (1..=12).contains(&twelfths) => width = twelfths,
                _ => {
                    let located = Located { value: word, span: written.span.clone() };
                    reader.wrong_word("appearance", &located, &["plain", "filter", "framed", "w6", "w12"]);
                }
            }
        }
    }
    Item::Note { label, style, width }
}

// ---- Grids

/// What the rows of a grid take from it.
struct GridDefaults {
    number: String,
    choices: Option<Vec<Choice>>,
    missing: Vec<Missing>,
    required: bool,
    hint: Text,
    columns: Vec<(Text, String)>,
    protection: Protection,
}

fn read_grid(reader: &mut Reader<'_>, draft: &mut Draft, table: &Table<'_>, around: &Surroundings) -> Grid {
    reader.only_keys(table, &GRID_KEYS);
    reader.one_of(table, "type", &[("select_one", ())]);
    let number = reader.string(table, "number").map(|text| text.value.to_owned()).unwrap_or_default();
    draft.keep_number(table, &number);
    let label = reader.required_text(table, "label");
    let mut around = around.clone();
    around.filters.extend(expression(reader, draft, table, "relevant", Wanted::Truth, &around));
    read_appearance(reader, table);
    let mut columns = Vec::new();
    for column in reader.tables(table, "column") {
        reader.only_keys(&column, &["label", "number"]);
        let label = reader.required_text(&column, "label");
        let number = reader.string(&column, "number").map(|text| text.value.to_owned());
        columns.push((label, number.unwrap_or_default()));
    }
    if columns.is_empty() {
        columns.push((Text::default(), String::new()));
    }
    let rows = reader.tables(table, "row");
    if rows.is_empty() {
        reader.error("grid-without-rows", &table.span, Vec::new());
    }
    let needs_choices = !rows.iter().all(|row| row.has("choices"));
    let defaults = GridDefaults {
        choices: (table.has("choices") || needs_choices).then(|| read_choices(reader, draft, table)),
        missing: read_allowed_missing(reader, draft, table),
        required: reader.truth(table, "required").unwrap_or(false),
        hint: reader.text(table, "hint"),
        protection: privacy::read_protection(
            reader,
            table,
            &VariableType::SelectOne,
            &[],
            &Default::default(),
        ),
        number,
        columns,
    };
    let rows = rows.iter().map(|row| read_row(reader, draft, row, &defaults, &around)).collect();
    Grid {
        number: defaults.number,
        label,
        hint: defaults.hint,
        columns: defaults.columns.into_iter().map(|(label, _)| label).collect(),
        rows,
    }
}

fn read_row(
    reader: &mut Reader<'_>,
    draft: &mut Draft,
    row: &Table<'_>,
    grid: &GridDefaults,
    around: &Surroundings,
) -> GridRow {
    reader.only_keys(row, &ROW_KEYS);
    let number = reader.string(row, "number").map(|text| text.value.to_owned()).unwrap_or_default();
    let label = reader.required_text(row, "label");
    let short = reader.text(row, "short");
    let names = read_row_names(reader, row, grid.columns.len());
    let choices = match &grid.choices {
        Some(choices) if !row.has("choices") => choices.clone(),
        _ => read_choices(reader, draft, row),
    };
    let missing =
        if row.has("missing") { read_allowed_missing(reader, draft, row) } else { grid.missing.clone() };
    let required = reader.truth(row, "required").unwrap_or(grid.required);
    let mut filters = around.filters.clone();
    filters.extend(expression(reader, draft, row, "relevant", Wanted::Truth, around));
    let protection =
        privacy::read_protection(reader, row, &VariableType::SelectOne, &choices, &grid.protection);
    let mut variables = Vec::new();
    for (name, (column_label, column_number)) in names.iter().zip(&grid.columns) {
        let number = match number.is_empty() && column_number.is_empty() {
            true => String::new(),
            false => format!("{}{}{}", grid.number, number, column_number),
        };
        let place_of_number = if row.has("number") { row.key_span("number") } else { name.span.clone() };
        if !number.is_empty() {
            draft.numbers.push(Located { value: number.clone(), span: place_of_number });
        }
        variables.push(VariableId(draft.variables.len() as u16));
        let variable = Variable {
            name: name.value.to_owned(),
            number,
            label: joined(&label, column_label),
            hint: Text::default(),
            short: if short.is_empty() { Text::default() } else { joined(&short, column_label) },
            kind: VariableType::SelectOne,
            choices: choices.clone(),
            required,
            missing: missing.clone(),
            relevant: None,
            constraint: None,
            choice_filter: None,
            calculation: None,
            repeat: None,
            page: around.page,
            appearance: Default::default(),
            protection: protection.clone(),
        };
        draft.variables.push(VariableDraft {
            variable,
            at: name.span.clone(),
            filters: filters.clone(),
            constraint: None,
            choice_filter: None,
            calculation: None,
        });
    }
    GridRow { number, label, variables }
}

/// `name` for one column, `names` for several.
fn read_row_names<'t>(reader: &mut Reader<'_>, row: &Table<'t>, columns: usize) -> Vec<Located<&'t str>> {
    if columns == 1 && !row.has("names") {
        return reader.required_string(row, "name").into_iter().collect();
    }
    if !row.has("names") {
        reader.missing_key(row, "names");
        return Vec::new();
    }
    let names = reader.strings(row, "names");
    if names.len() != columns {
        let arguments = vec![("given", names.len().to_string()), ("count", columns.to_string())];
        reader.error("grid-names", &row.key_span("names"), arguments);
    }
    names
}

/// "Row — column", in each language.
fn joined(row: &Text, column: &Text) -> Text {
    if column.is_empty() {
        return row.clone();
    }
    let joined = row.0.iter().map(|(language, label)| {
        let column = column.get(language);
        (language.clone(), format!("{label} — {column}"))
    });
    Text(joined.collect())
}

// ---- Repeats

fn read_repeat(
    reader: &mut Reader<'_>,
    draft: &mut Draft,
    table: &Table<'_>,
    around: &Surroundings,
) -> Option<usize> {
    reader.only_keys(table, &REPEAT_KEYS);
    let name = reader.required_string(table, "name");
    let number = reader.string(table, "number").map(|text| text.value.to_owned()).unwrap_or_default();
    draft.keep_number(table, &number);
    let label = reader.required_text(table, "label");
    if !table.has("lines") {
        reader.missing_key(table, "lines");
    }
    let lines = reader.integer(table, "lines", 1, 200).unwrap_or(1) as u16;
    let mut around = around.clone();
    around.filters.extend(expression(reader, draft, table, "relevant", Wanted::Truth, &around));
    let place = draft.repeats.len();
    let at = name.as_ref().map_or_else(|| table.span.clone(), |name| name.span.clone());
    let name = name.map_or_else(String::new, |name| name.value.to_owned());
    let repeat = Repeat { name, number, label, lines, columns: Vec::new(), relevant: None };
    draft.repeats.push(RepeatDraft { repeat, at, filters: around.filters.clone() });
    around.repeat = Some(place);
    let columns = reader.tables(table, "column");
    if columns.is_empty() {
        reader.error("repeat-without-columns", &table.span, Vec::new());
    }
    for column in &columns {
        let Some(kind) = read_type(reader, column) else { continue };
        if matches!(kind, "note" | "sheet_number") {
            let arguments = vec![("type", kind.to_owned())];
            reader.report(Severity::Error, "not-in-repeat", column.key_span("type").start, arguments);
            continue;
        }
        if let Some(variable) = read_question(reader, draft, column, kind, &around)
            && kind != "calculate"
        {
            draft.repeats[place].repeat.columns.push(VariableId(variable as u16));
        }
    }
    Some(place)
}
