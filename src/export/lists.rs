//! Tables that are not answers: the decisions, in the form that `recto resolve` reads, and the journal,
//! one row per entry.

use crate::questionnaire::{Answer, CellContent, Value, VariableType};
use crate::study::notes::Note;
use crate::study::{Happening, JournalLine, Means, OperatorId, Pass, Snapshot, Target};

use super::table::{Content, Listed, Table};

/// The decisions, in order of time.
pub fn resolutions(snapshot: &Snapshot) -> Table<'_> {
    let names = ["sheet", "variable", "value", "line", "reason", "kind", "means", "operator", "at"];
    let rows = snapshot.resolutions.iter().map(|resolution| {
        let (kind, variable, line, value) = match &resolution.target {
            Target::Field { variable, line, answer } => {
                ("answer", name(variable), *line, answer_cell(snapshot, variable, answer))
            }
            Target::Box { variable, line, choice, ticked } => (
                "box",
                Listed::Words(format!("{variable}_{choice}")),
                *line,
                Listed::Content(Content::Ticked(*ticked)),
            ),
            Target::KeepCheck { check } => ("check_kept", name(check), 0, Listed::Content(Content::Empty)),
        };
        vec![
            name(&resolution.number),
            variable,
            value,
            line_cell(line),
            Listed::Content(Content::Words(&resolution.reason)),
            name(kind),
            name(means(resolution.means)),
            operator(snapshot, resolution.operator),
            Listed::Content(Content::Moment(resolution.at)),
        ]
    });
    Table::of_list(&snapshot.questionnaire, &names, rows.collect())
}

/// The remarks of keyers, in sheet order; empty variable: on the whole sheet.
pub fn notes_of<'a>(snapshot: &'a Snapshot, notes: &'a [Note]) -> Table<'a> {
    let names = ["sheet", "pass", "operator", "variable", "line", "note", "state", "dealt_with_by"];
    let rows = notes.iter().map(|note| {
        vec![
            name(&note.number),
            name(match note.pass {
                Pass::First => "first",
                Pass::Second => "second",
            }),
            operator(snapshot, note.operator),
            note.variable.as_deref().map_or(Listed::Content(Content::Empty), name),
            line_cell(note.line),
            Listed::Content(Content::Words(&note.text)),
            name(if note.dealt.is_some() { "dealt_with" } else { "open" }),
            note.dealt.map_or(Listed::Content(Content::Empty), |(_, by)| operator(snapshot, by)),
        ]
    });
    Table::of_list(&snapshot.questionnaire, &names, rows.collect())
}

/// The journal, in order of time.
pub fn journal<'a>(snapshot: &'a Snapshot, lines: &'a [JournalLine]) -> Table<'a> {
    let names = [
        "at", "sheet", "pass", "operator", "station", "keying", "entry", "variable", "line", "value", "kept",
        "cause",
    ];
    let rows = lines.iter().map(|line| {
        let happening = Happened::of(snapshot, &line.what);
        vec![
            Listed::Content(Content::Moment(line.at)),
            name(&line.number),
            name(match line.pass {
                Pass::First => "first",
                Pass::Second => "second",
            }),
            operator(snapshot, line.operator),
            Listed::Content(Content::Words(&line.station)),
            Listed::Words(line.keying.0.to_string()),
            name(happening.entry),
            happening.variable.map_or(Listed::Content(Content::Empty), name),
            line_cell(happening.line),
            happening.value,
            happening
                .kept
                .map_or(Listed::Content(Content::Empty), |kept| Listed::Content(Content::Ticked(kept))),
            Listed::Words(happening.cause),
        ]
    });
    Table::of_list(&snapshot.questionnaire, &names, rows.collect())
}

/// What one entry says, by column.
struct Happened<'a> {
    entry: &'static str,
    variable: Option<&'a str>,
    line: u16,
    value: Listed<'a>,
    kept: Option<bool>,
    cause: String,
}

impl<'a> Happened<'a> {
    fn plain(entry: &'static str, value: Listed<'a>) -> Self {
        Self { entry, variable: None, line: 0, value, kept: None, cause: String::new() }
    }

    fn of(snapshot: &'a Snapshot, what: &'a Happening) -> Self {
        let nothing = Listed::Content(Content::Empty);
        match what {
            Happening::Opened { number, kept } => {
                Self { kept: Some(*kept), ..Self::plain("open", name(number)) }
            }
            Happening::Renumbered { number, kept } => {
                Self { kept: Some(*kept), ..Self::plain("renumber", name(number)) }
            }
            Happening::Answered { variable, line, answer, kept, origin, cause } => Self {
                entry: "answer",
                variable: Some(variable),
                line: *line,
                value: answer_cell(snapshot, variable, answer),
                kept: Some(*kept),
                cause: format!("{origin:?}, {cause:?}").to_lowercase(),
            },
            Happening::Noted { variable, line, text } => Self {
                variable: variable.as_deref(),
                line: *line,
                ..Self::plain("note", Listed::Content(Content::Words(text)))
            },
            Happening::Counted { keys, .. } => {
                Self::plain("keys", Listed::Content(Content::Number(i64::from(*keys))))
            }
            Happening::Finished => Self::plain("finish", nothing),
            Happening::Reopened => Self::plain("reopen", nothing),
            Happening::AtStation { name: station } => {
                Self::plain("station", Listed::Content(Content::Words(station)))
            }
            Happening::UnderVersion { version } => Self::plain("version", name(version)),
        }
    }
}

fn name(name: &str) -> Listed<'_> {
    Listed::Content(Content::Name(name))
}

fn line_cell(line: u16) -> Listed<'static> {
    Listed::Content(if line == 0 { Content::Empty } else { Content::Number(i64::from(line)) })
}

/// A whole answer in one cell: the ticked boxes of a multiple choice as codes.
fn answer_cell<'a>(snapshot: &'a Snapshot, variable: &str, answer: &'a Answer) -> Listed<'a> {
    let id = snapshot.questionnaire.variable_by_name(variable);
    let variable = id.map(|id| snapshot.questionnaire.variable(id));
    let content = match (answer, variable) {
        (Answer::Value(value @ Value::Codes(_)), _) => CellContent::Value(value),
        (_, Some(variable)) if variable.kind != VariableType::SelectMultiple => answer.cell(variable, None),
        (Answer::Value(value), _) => CellContent::Value(value),
        (Answer::Missing(missing), _) => CellContent::Missing(*missing),
        (Answer::NotKeyed | Answer::NotApplicable, _) => CellContent::Empty,
    };
    Listed::Content(content.into())
}

fn operator(snapshot: &Snapshot, id: OperatorId) -> Listed<'_> {
    let operator = snapshot.operators.iter().find(|operator| operator.id == id);
    Listed::Content(operator.map_or(Content::Empty, |operator| Content::Words(&operator.name)))
}

fn means(means: Means) -> &'static str {
    match means {
        Means::BlindReading => "blind_reading",
        Means::SeenBoth => "seen_both",
        Means::File => "file",
        Means::Correction => "correction",
        Means::CheckKept => "check_kept",
        Means::Slip => "slip",
    }
}
