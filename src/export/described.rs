//! What a typed column says about itself in files that carry their own documentation: label, labels of
//! its values, remarks. Which of it a format has room for is the format's business.

use crate::questionnaire::{Missing, NOT_ASKED, Questionnaire};
use crate::study::Snapshot;
use crate::texts::Language;

use super::table::{ColumnKind, Table};
use super::typed::{Kind, Part, TypedColumn, choice_number};

/// The missing codes, in the order that files list them in.
pub(super) const ALL_MISSING: [Missing; 5] =
    [Missing::Blank, Missing::DontKnow, Missing::Refused, Missing::Illegible, Missing::NotAsked];

/// Whether some cell was not asked by the version its sheet was keyed with: only then do files speak of it.
pub(super) fn any_not_asked<'m>(columns: impl IntoIterator<Item = &'m TypedColumn<'m>>) -> bool {
    columns.into_iter().any(|column| column.found.not_asked)
}

/// What people read above a column.
pub(super) fn label(table: &Table<'_>, column: &TypedColumn<'_>, language: Language) -> String {
    let answer = answer_label(table, column, language);
    match column.part {
        Part::Answer => answer,
        Part::AsWritten => crate::text!(language, "statistics-as-written", label = answer),
        Part::WhyMissing => crate::text!(language, "statistics-why-missing", label = answer),
    }
}

fn answer_label(table: &Table<'_>, column: &TypedColumn<'_>, language: Language) -> String {
    let code = language.code();
    let (kind, Some(variable)) = (table.columns[column.at].kind, column.variable) else {
        let id = match table.columns[column.at].kind {
            ColumnKind::Open => "statistics-open-cells",
            ColumnKind::Keyings => "statistics-keyings",
            ColumnKind::Line => "statistics-line",
            _ => return table.columns[column.at].name.clone(),
        };
        return crate::text!(language, id);
    };
    let mut words = String::new();
    if !variable.number.is_empty() {
        words = format!("{}. ", variable.number);
    }
    if let ColumnKind::Cell(cell) = kind {
        let choice = cell.choice.and_then(|choice| variable.choices.get(usize::from(choice)));
        if let Some(choice) = choice {
            words.push_str(choice.label.get(code));
            words.push_str(" – ");
        }
    }
    words.push_str(variable.label.get(code));
    let lines_apart = table.columns.iter().any(|column| column.kind == ColumnKind::Line);
    if let (ColumnKind::Cell(cell), false) = (kind, lines_apart) {
        let line = table.questionnaire.field(cell.field).line;
        if line > 0 {
            words.push_str(&format!(" ({} {line})", crate::text!(language, "statistics-line-number")));
        }
    }
    words
}

/// The numbers of a column that have a label; without missing codes.
pub(super) fn value_labels(column: &TypedColumn<'_>, language: Language) -> Vec<(i32, String)> {
    match (column.part, column.kind, column.variable) {
        (Part::WhyMissing, ..) => vec![(0, crate::text!(language, "statistics-answered"))],
        (Part::Answer, Kind::Box, _) => vec![
            (0, crate::text!(language, "export-not-ticked")),
            (1, crate::text!(language, "export-ticked")),
        ],
        (Part::Answer, Kind::Choice { own_numbers }, Some(variable)) => {
            let choices = variable.choices.iter().enumerate();
            let mut labels: Vec<(i32, String)> = choices
                .map(|(at, choice)| {
                    let words = choice.label.get(language.code());
                    // Where the number is not the code, the label says the code.
                    let label =
                        if own_numbers { words.to_owned() } else { format!("[{}] {words}", choice.name) };
                    (choice_number(column.kind, variable, at), label)
                })
                .collect();
            labels.sort_by_key(|(number, _)| *number);
            labels
        }
        _ => Vec::new(),
    }
}

/// What people read for a missing code.
pub(super) fn missing_label(questionnaire: &Questionnaire, missing: Missing, language: Language) -> String {
    if missing == Missing::NotAsked {
        return format!("{} ({NOT_ASKED})", crate::text!(language, "export-count-not-asked"));
    }
    let code = questionnaire.missing_code(missing);
    code.map_or(String::new(), |code| format!("{} ({})", code.label.get(language.code()), code.name))
}

/// What a table is called: the study, and the repeat whose lines it holds.
pub(super) fn title(table: &Table<'_>, language: Language) -> String {
    let questionnaire = table.questionnaire;
    let title = questionnaire.title.get(language.code());
    let repeat = table.repeat.and_then(|repeat| questionnaire.repeats.get(repeat));
    repeat
        .map_or_else(|| title.to_owned(), |repeat| format!("{title} – {}", repeat.label.get(language.code())))
}

/// The study in a few lines: title, version, date of the last entry, open differences, conventions.
pub(super) fn about(table: &Table<'_>, snapshot: &Snapshot, open: u64, language: Language) -> Vec<String> {
    let questionnaire = table.questionnaire;
    let mut lines = vec![
        title(table, language),
        crate::text!(
            language,
            "statistics-questionnaire",
            id = questionnaire.id.as_str(),
            version = questionnaire.version.as_str()
        ),
    ];
    if let Some(last) = snapshot.last_entry {
        let day = crate::texts::date(language, last.to_zoned(jiff::tz::TimeZone::UTC).date());
        lines.push(crate::text!(language, "statistics-last-entry", day = day));
    }
    if table.holds_records() {
        let content = if table.is_final() { "export-about-final" } else { "export-about-raw" };
        lines.push(crate::text!(language, content));
    }
    if table.is_final() {
        lines.push(crate::text!(language, "statistics-open", open = open));
    }
    lines.push(crate::text!(language, "statistics-program", version = env!("CARGO_PKG_VERSION")));
    lines
}

/// The words, at most so many characters; what is cut is shown by `…`.
pub(super) fn cut_chars(words: &str, most: usize) -> String {
    // One line: labels have no room for more.
    let words = one_line(words);
    if words.chars().count() <= most {
        return words;
    }
    let mut cut: String = words.chars().take(most.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

/// The words, at most so many bytes; what is cut is shown by `…`.
pub(super) fn cut_bytes(words: &str, most: usize) -> String {
    let words = one_line(words);
    if words.len() <= most {
        return words;
    }
    let mut end = most.saturating_sub('…'.len_utf8());
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}…", &words[..end])
}

fn one_line(words: &str) -> String {
    words.replace('\0', "\u{fffd}").split_whitespace().collect::<Vec<_>>().join(" ")
}
