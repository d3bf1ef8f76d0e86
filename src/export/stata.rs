//! Writes a table as a Stata file: labels, missing codes as extended missing values, dates as dates.
//! The bytes are `stata_file`'s.
//!
//! - A missing code is the letter of the questionnaire's `stata` key; `.` is not applicable, `.z` an open
//!   difference, `.y` a value that stands in the variable `…_txt` beside (see `typed`).
//! - A day is `%td`, a month `%tm`, a time of day `%tc` on 1 January 1960, which is how Stata keeps times.
//! - Choices and boxes have sets of labels, with the missing values among them. Numbers have none, since
//!   readers outside Stata take any labelled variable for a category; the set `recto_missing` is there
//!   to be attached (`label values age recto_missing`).
//! - A name that had to be changed, and a label that was cut, stand in the variable's notes; so do its
//!   frequencies and its keying quality.

use std::collections::HashMap;
use std::io::BufWriter;
use std::path::Path;

use jiff::civil::{Date, date};
use rust_decimal::prelude::ToPrimitive;

use crate::questionnaire::{Missing, Questionnaire};
use crate::study::Snapshot;
use crate::texts::Language;

use super::ExportError;
use super::described::{self, ALL_MISSING, cut_chars};
use super::facts::Facts;
use super::legal_names;
use super::progress::{Stage, Steps};
use super::remarks::Remarks;
use super::stata_file::{self, Head, LabelSet, StataFile, Storage, Stored, Variable};
use super::table::Table;
use super::typed::{self, Abilities, Kind, Part, Source, Typed, TypedColumn};
use super::whole_file::WholeFile;

const ABILITIES: Abilities = Abilities {
    numeric_codes: true,
    floating: true,
    first_day: date(100, 1, 1),
    text_is_never_missing: true,
};

/// Most letters of a label of a variable, and of a label of a value.
const LABEL_CHARS: usize = 80;
const VALUE_LABEL_CHARS: usize = 8_000;

/// Most letters of a note: Stata keeps 67,784 bytes.
const NOTE_CHARS: usize = 16_000;

/// `.z`: a difference that nobody has decided.
const OPEN: u8 = 26;
/// `.y`: a value that stands in the variable beside.
const BESIDE: u8 = 25;

const EPOCH: Date = date(1960, 1, 1);

/// The set of labels that holds the missing values alone.
const MISSING_SET: &str = "recto_missing";

/// Writes one table into `file`, one variable per box; says how many rows it wrote.
pub fn write(
    table: &Table<'_>,
    source: &Source<'_>,
    facts: Option<&Facts<'_>>,
    file: &mut WholeFile,
    steps: &Steps<'_>,
) -> Result<u64, ExportError> {
    let Source { snapshot, comparison, language, .. } = *source;
    let columns = TypedColumn::of(table, ABILITIES, steps)?;
    if columns.len() > stata_file::MOST_VARIABLES {
        return Err(ExportError::TooManyVariables { variables: columns.len() });
    }
    let path = file.path().to_owned();
    let letters = Letters::of(table.questionnaire, described::any_not_asked(&columns));
    let remarks = Remarks::of_columns(facts, columns.iter(), language);
    let (variables, sets) = variables(table, columns.iter().zip(remarks), &letters, language);
    let mut notes = described::about(table, snapshot, comparison.counts.open, language);
    notes.extend(conventions(table.questionnaire, &columns, &letters, language));
    let title = described::title(table, language);
    let head = Head { label: cut_chars(&title, LABEL_CHARS), moment: moment(snapshot), notes, variables };
    let folder = file.folder().map(Path::to_owned);
    folder
        .map_or_else(tempfile::tempfile, tempfile::tempfile_in)
        .and_then(|long_texts| {
            let to = BufWriter::new(file.file_mut());
            let mut written = StataFile::create(to, &head, long_texts)?;
            steps.begin(Stage::Writing).map_err(typed::stop)?;
            table.for_each_row(|row| {
                steps.step().map_err(typed::stop)?;
                let cells: Vec<Typed<'_>> =
                    columns.iter().map(|column| column.cell(row[column.at], ABILITIES)).collect();
                let values: Vec<Stored<'_>> =
                    columns.iter().zip(&cells).map(|(column, cell)| stored(column, cell, &letters)).collect();
                written.row(&values)
            })?;
            written.finish(&sets)
        })
        .map_err(|error| typed::not_written(error, &path, steps))
}

/// The letters of the missing codes: 1 is `.a`.
struct Letters(Vec<(Missing, u8)>);

impl Letters {
    /// Those of the questionnaire; a code without one, or with one that is taken, gets a free one.
    fn of(questionnaire: &Questionnaire, not_asked: bool) -> Self {
        let wanted = |missing: Missing| {
            let written = questionnaire.missing_code(missing)?.stata.as_deref()?;
            let letter = *written.as_bytes().get(1)?;
            (b'a'..=b'x').contains(&letter).then(|| letter - b'a' + 1)
        };
        let mut letters: Vec<(Missing, u8)> = Vec::new();
        // Those that the questionnaire has come first.
        let known = |missing: &Missing| questionnaire.missing_code(*missing).is_some();
        let all = ALL_MISSING.into_iter().filter(|missing| not_asked || *missing != Missing::NotAsked);
        let (first, last): (Vec<_>, Vec<_>) = all.partition(known);
        for missing in first.into_iter().chain(last) {
            let taken = |letter: u8, letters: &[(Missing, u8)]| {
                letters.iter().any(|(_, known)| *known == letter)
                    || ALL_MISSING.iter().any(|other| *other != missing && wanted(*other) == Some(letter))
            };
            let letter = wanted(missing).filter(|letter| !letters.iter().any(|(_, known)| known == letter));
            let letter = letter.or_else(|| (1..BESIDE).find(|letter| !taken(*letter, &letters)));
            letters.push((missing, letter.unwrap_or(1)));
        }
        Self(letters)
    }

    fn letter(&self, missing: Missing) -> u8 {
        self.0.iter().find(|(known, _)| *known == missing).map_or(0, |(_, letter)| *letter)
    }

    /// The labels of all extended missing values, in order.
    fn labels(&self, questionnaire: &Questionnaire, language: Language) -> Vec<(i32, String)> {
        let mut labels: Vec<(i32, String)> = self
            .0
            .iter()
            .map(|(missing, letter)| {
                let words = described::missing_label(questionnaire, *missing, language);
                (stata_file::missing_number(*letter), words)
            })
            .filter(|(_, words)| !words.is_empty())
            .collect();
        labels.sort_by_key(|(number, _)| *number);
        labels.push((stata_file::missing_number(BESIDE), crate::text!(language, "statistics-see-written")));
        labels.push((stata_file::missing_number(OPEN), crate::text!(language, "statistics-open-cell")));
        labels
    }
}

fn variables<'c>(
    table: &Table<'_>,
    columns: impl Iterator<Item = (&'c TypedColumn<'c>, Remarks)> + Clone,
    letters: &Letters,
    language: Language,
) -> (Vec<Variable>, Vec<LabelSet>) {
    let names = legal_names::STATA.names(columns.clone().map(|(column, _)| column.name.as_str()));
    let missing = letters.labels(table.questionnaire, language);
    let mut sets = vec![LabelSet { name: MISSING_SET.to_owned(), labels: missing.clone() }];
    let mut known: HashMap<Vec<(i32, String)>, String> = HashMap::new();
    let variables = columns.zip(names).map(|((column, remarks), name)| {
        let words = described::label(table, column, language);
        let label = cut_chars(&words, LABEL_CHARS);
        let mut notes = Vec::new();
        if name != column.name {
            notes.push(crate::text!(language, "statistics-named", name = column.name.as_str()));
        }
        if label.ends_with('…') {
            notes.push(words.replace('\0', "\u{fffd}"));
        }
        notes.extend(remarks.answers);
        if !remarks.counts.is_empty() {
            notes.push(cut_chars(&remarks.counts.join(" ; "), NOTE_CHARS));
        }
        notes.extend(remarks.quality);
        let mut values = described::value_labels(column, language);
        values.iter_mut().for_each(|(_, words)| *words = cut_chars(words, VALUE_LABEL_CHARS));
        values.retain(|(_, words)| !words.is_empty());
        let labels = if values.is_empty() {
            String::new()
        } else {
            let set = known.entry(values.clone()).or_insert_with(|| {
                // A set has the name of the first variable that uses it.
                values.extend(missing.iter().cloned());
                sets.push(LabelSet { name: name.clone(), labels: values });
                name.clone()
            });
            set.clone()
        };
        let storage = storage(column);
        Variable { format: format(column, storage, language), name, storage, label, labels, notes }
    });
    (variables.collect(), sets)
}

fn storage(column: &TypedColumn<'_>) -> Storage {
    if column.is_text() {
        return match column.text_bytes() {
            bytes if bytes > stata_file::LONGEST_IN_ROW_BYTES => Storage::LongText,
            bytes => Storage::Text(bytes.max(1) as u16),
        };
    }
    if column.part == Part::WhyMissing {
        return Storage::Byte;
    }
    match column.kind {
        Kind::Whole | Kind::Choice { .. } | Kind::Box => {
            let (low, high) = column.found.numbers.unwrap_or((0.0, 0.0));
            let within = |least: f64, most: f64| low >= least && high <= most;
            if within(-127.0, 100.0) {
                Storage::Byte
            } else if within(-32_767.0, 32_740.0) {
                Storage::Int
            } else if within(-2_147_483_647.0, 2_147_483_620.0) {
                Storage::Long
            } else {
                Storage::Double
            }
        }
        Kind::Date | Kind::Month => Storage::Long,
        Kind::Decimal | Kind::Time | Kind::Text => Storage::Double,
    }
}

fn format(column: &TypedColumn<'_>, storage: Storage, language: Language) -> String {
    match storage {
        Storage::Text(bytes) => return format!("%-{}s", bytes.min(40)),
        Storage::LongText => return "%-40s".to_owned(),
        _ => {}
    }
    match (column.kind, storage, language) {
        (Kind::Date, _, Language::French) => "%tdDD/NN/CCYY".to_owned(),
        (Kind::Date, _, Language::English) => "%tdCCYY-NN-DD".to_owned(),
        (Kind::Month, _, _) => "%tm".to_owned(),
        (Kind::Time, _, _) => "%tcHH:MM".to_owned(),
        (Kind::Whole, Storage::Double, _) => "%18.0f".to_owned(),
        (Kind::Decimal, _, _) => format!("%18.{}f", column.found.decimals.min(16)),
        (_, Storage::Double, _) => "%10.0g".to_owned(),
        (_, Storage::Long, _) => "%12.0g".to_owned(),
        _ => "%8.0g".to_owned(),
    }
}

fn stored<'t>(column: &TypedColumn<'_>, cell: &'t Typed<'_>, letters: &Letters) -> Stored<'t> {
    let number = match cell {
        Typed::Text(text) => return Stored::Text(text),
        _ if column.is_text() => return Stored::Text(""),
        Typed::Empty => return Stored::Missing(0),
        Typed::Open => return Stored::Missing(OPEN),
        Typed::Beside => return Stored::Missing(BESIDE),
        Typed::Missing(missing) => return Stored::Missing(letters.letter(*missing)),
        Typed::Code { number, .. } => f64::from(*number),
        Typed::Ticked(ticked) => f64::from(u8::from(*ticked)),
        Typed::Whole(number) => *number as f64,
        Typed::Decimal(number) => number.to_f64().unwrap_or(f64::NAN),
        Typed::Date(date) => days_since(*date),
        Typed::Month(date) => f64::from((date.year() - 1960) * 12 + i16::from(date.month()) - 1),
        Typed::Time(minutes) => f64::from(*minutes) * 60_000.0,
    };
    Stored::Number(number)
}

fn days_since(date: Date) -> f64 {
    // Two dates of the calendar are always a whole number of days apart.
    (date - EPOCH).get_days().into()
}

/// The remarks that explain the variables of this file, and no others.
fn conventions(
    questionnaire: &Questionnaire,
    columns: &[TypedColumn<'_>],
    letters: &Letters,
    language: Language,
) -> Vec<String> {
    let codes = letters.0.iter().filter_map(|(missing, letter)| {
        let words = described::missing_label(questionnaire, *missing, language);
        (!words.is_empty()).then(|| format!(".{} {words}", char::from(b'a' + letter - 1)))
    });
    let codes = codes.collect::<Vec<_>>().join(" ; ");
    let mut notes = vec![crate::text!(language, "statistics-note-stata-missing", codes = codes)];
    if columns.iter().any(|column| column.kind == Kind::Time) {
        notes.push(crate::text!(language, "statistics-note-stata-times"));
    }
    if columns.iter().any(|column| column.part == Part::AsWritten) {
        notes.push(crate::text!(language, "statistics-note-written"));
    }
    if columns.iter().any(|column| column.part == Part::WhyMissing) {
        notes.push(crate::text!(language, "statistics-note-why"));
    }
    notes
}

/// The file's own date is that of the study's last entry: the same study gives the same bytes.
fn moment(snapshot: &Snapshot) -> String {
    let last = snapshot.last_entry.unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    last.to_zoned(jiff::tz::TimeZone::UTC).strftime("%d %b %Y %H:%M").to_string()
}
