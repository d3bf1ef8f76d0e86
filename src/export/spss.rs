//! Writes a table as an SPSS system file: labels, declared missing values, measures, dates as dates. The
//! bytes are `spss_file`'s.
//!
//! - A missing code is the questionnaire's `number`, declared missing and labelled, in every variable
//!   where it occurs. Where real values come near it, the variable's missing numbers are moved away by a
//!   power of ten (`-99` becomes `-1099`), so that no answer is ever taken for missing.
//! - System-missing is not applicable, an open difference (named in `recto_open`), or a value that stands
//!   in the variable `…_txt` beside (see `typed`).
//! - A text of more than 32,760 bytes goes on in `…_p2`; SPSS knows no spaces at the end of a text.
//! - What could not be said in a label stands among the file's documents (`DISPLAY DOCUMENTS`), a
//!   variable's frequencies and keying quality among its attributes (`DISPLAY ATTRIBUTES`).

use std::io::BufWriter;

use jiff::civil::{Date, date};
use rust_decimal::prelude::ToPrimitive;

use crate::questionnaire::{Missing, Questionnaire};
use crate::texts::Language;

use super::ExportError;
use super::described::{self, ALL_MISSING, cut_bytes};
use super::facts::Facts;
use super::legal_names;
use super::progress::{Stage, Steps};
use super::remarks::Remarks;
use super::spss_file::{
    self, Head, LONGEST_BYTES, Measure, MissingNumbers, Shown, SpssFile, Storage, Stored, Variable,
};
use super::table::Table;
use super::typed::{self, Abilities, Kind, Part, Source, Typed, TypedColumn};
use super::whole_file::WholeFile;

/// The day before the first that SPSS counts.
const EPOCH: Date = date(1582, 10, 14);

const ABILITIES: Abilities = Abilities {
    numeric_codes: true,
    floating: true,
    first_day: date(1582, 10, 15),
    text_is_never_missing: true,
};

/// Most bytes of a label of a variable, of a value, of the file, and of a line of the documents.
const LABEL_BYTES: usize = 255;
const VALUE_LABEL_BYTES: usize = 120;
const FILE_LABEL_BYTES: usize = 64;
const DOCUMENT_BYTES: usize = 80;
/// Most bytes of a value of an attribute.
const ATTRIBUTE_BYTES: usize = 1_000;

/// Bytes of one part of a long text: room for a letter that would be cut, and for spaces at its end.
const PART_BYTES: usize = LONGEST_BYTES - 3;
const MOST_SPACES_MOVED_BYTES: usize = 1_000;

/// The last second of a day, and the last moment of a calendar, as numbers.
const TIMES: (f64, f64) = (0.0, 86_399.0);
const DAYS: (f64, f64) = (86_400.0, 3e11);

/// Writes one table into `file`, one variable per box; says how many rows it wrote.
pub fn write(
    table: &Table<'_>,
    source: &Source<'_>,
    facts: Option<&Facts<'_>>,
    file: &mut WholeFile,
    steps: &Steps<'_>,
) -> Result<u64, ExportError> {
    let Source { snapshot, comparison, language, .. } = *source;
    let columns = Columns::of(table, steps)?;
    let path = file.path().to_owned();
    let mut documents = described::about(table, snapshot, comparison.counts.open, language);
    let (variables, remarks) = columns.variables(table, facts, language);
    documents.extend(columns.conventions(table.questionnaire, language));
    documents.extend(remarks);
    let last = snapshot.last_entry.unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_zoned(jiff::tz::TimeZone::UTC);
    let head = Head {
        label: cut_bytes(&described::title(table, language), FILE_LABEL_BYTES),
        day: last.strftime("%d %b %y").to_string(),
        time: last.strftime("%H:%M:%S").to_string(),
        documents: documents.iter().flat_map(|line| wrapped(line)).collect(),
        variables,
    };
    let mut to = BufWriter::new(file.file_mut());
    let written = SpssFile::create(&mut to, &head).and_then(|mut written| {
        steps.begin(Stage::Writing).map_err(typed::stop)?;
        table.for_each_row(|row| {
            steps.step().map_err(typed::stop)?;
            columns.write_row(row, &mut written)
        })?;
        written.finish()
    });
    written.map_err(|error| typed::not_written(error, &path, steps))
}

/// By missing code: its number in one column.
type MissingNumbersOf = Vec<(Missing, f64)>;

/// The typed columns, each with its missing numbers and the number of its parts.
struct Columns<'a> {
    columns: Vec<(TypedColumn<'a>, MissingNumbersOf, usize)>,
}

impl<'a> Columns<'a> {
    fn of(table: &Table<'a>, steps: &Steps<'_>) -> Result<Self, ExportError> {
        let columns = TypedColumn::of(table, ABILITIES, steps)?.into_iter().map(|column| {
            let missing = missing_numbers(table.questionnaire, &column);
            let parts = match column.text_bytes() {
                bytes if column.is_text() && bytes > LONGEST_BYTES => {
                    bytes.div_ceil(PART_BYTES - 3 - MOST_SPACES_MOVED_BYTES)
                }
                _ => 1,
            };
            (column, missing, parts)
        });
        Ok(Self { columns: columns.collect() })
    }

    fn write_row<W: std::io::Write + std::io::Seek>(
        &self,
        row: &[super::table::Content<'_>],
        written: &mut SpssFile<W>,
    ) -> std::io::Result<()> {
        let cells: Vec<Typed<'_>> =
            self.columns.iter().map(|(column, ..)| column.cell(row[column.at], ABILITIES)).collect();
        let mut values = Vec::with_capacity(cells.len());
        for ((column, missing, parts), cell) in self.columns.iter().zip(&cells) {
            match cell {
                Typed::Text(text) if *parts > 1 => {
                    let mut rest = &**text;
                    for _ in 0..*parts {
                        let (part, after) = rest.split_at(part_end(rest));
                        values.push(Stored::Text(part));
                        rest = after;
                    }
                }
                _ if column.is_text() => {
                    let first = if let Typed::Text(text) = cell { &**text } else { "" };
                    values.push(Stored::Text(first));
                    values.extend((1..*parts).map(|_| Stored::Text("")));
                }
                _ => values.push(stored(cell, missing)),
            }
        }
        written.row(&values)
    }

    /// The variables, and remarks on those whose names or codes had to change.
    fn variables(
        &self,
        table: &Table<'_>,
        facts: Option<&Facts<'_>>,
        language: Language,
    ) -> (Vec<Variable>, Vec<String>) {
        let counted = Remarks::of_columns(facts, self.columns.iter().map(|(column, ..)| column), language);
        let mut wanted = Vec::new();
        for (column, _, parts) in &self.columns {
            wanted.push(column.name.clone());
            wanted.extend((2..=*parts).map(|part| format!("{}_p{part}", column.name)));
        }
        let mut names = legal_names::SPSS.names(wanted.iter().map(String::as_str)).into_iter().zip(&wanted);
        let mut variables = Vec::new();
        let mut remarks = Vec::new();
        for ((column, missing, parts), counted) in self.columns.iter().zip(counted) {
            let mut attributes = Some(attributes(counted));
            let words = described::label(table, column, language);
            for (name, wanted) in names.by_ref().take(*parts) {
                if name != *wanted {
                    let named = crate::text!(language, "statistics-named", name = wanted.as_str());
                    remarks.push(format!("{name} – {named}"));
                }
                let label = cut_bytes(&words, LABEL_BYTES);
                if label.ends_with('…') {
                    remarks.push(format!("{name} – {words}"));
                }
                let variable = variable(table.questionnaire, column, missing, (name, label), language);
                // Those of a text in several parts stand with the first.
                variables.push(Variable { attributes: attributes.take().unwrap_or_default(), ..variable });
            }
        }
        (variables, remarks)
    }

    fn conventions(&self, questionnaire: &Questionnaire, language: Language) -> Vec<String> {
        let not_asked = described::any_not_asked(self.columns.iter().map(|(column, ..)| column));
        let codes = wanted_numbers(questionnaire, not_asked).into_iter().map(|(missing, number)| {
            format!("{number} {}", described::missing_label(questionnaire, missing, language))
        });
        let codes = codes.collect::<Vec<_>>().join(" ; ");
        let mut notes = vec![crate::text!(language, "statistics-note-spss-missing", codes = codes)];
        let any = |part: Part| self.columns.iter().any(|(column, ..)| column.part == part);
        if self.columns.iter().any(|(column, ..)| column.kind == Kind::Month) {
            notes.push(crate::text!(language, "statistics-note-spss-months"));
        }
        if any(Part::AsWritten) {
            notes.push(crate::text!(language, "statistics-note-written"));
        }
        if any(Part::WhyMissing) {
            notes.push(crate::text!(language, "statistics-note-why"));
        }
        if self.columns.iter().any(|(.., parts)| *parts > 1) {
            notes.push(crate::text!(language, "statistics-note-parts"));
        }
        notes
    }
}

fn variable(
    questionnaire: &Questionnaire,
    column: &TypedColumn<'_>,
    missing: &[(Missing, f64)],
    (name, label): (String, String),
    language: Language,
) -> Variable {
    if column.is_text() {
        let width = column.text_bytes().clamp(1, LONGEST_BYTES);
        return Variable {
            name,
            storage: Storage::Text(width),
            shown: Shown(1, 0, 0),
            measure: Measure::Nominal,
            label,
            missing: MissingNumbers::None,
            labels: Vec::new(),
            attributes: Vec::new(),
        };
    }
    let values = described::value_labels(column, language).into_iter();
    let mut labels: Vec<(f64, String)> =
        values
            .map(|(number, words)| (f64::from(number), words))
            .chain(missing.iter().map(|(missing, number)| {
                (*number, described::missing_label(questionnaire, *missing, language))
            }))
            .map(|(number, words)| (number, cut_bytes(&words, VALUE_LABEL_BYTES)))
            .filter(|(_, words)| !words.is_empty())
            .collect();
    labels.sort_by(|left, right| left.0.total_cmp(&right.0));
    if column.part == Part::Answer && matches!(column.kind, Kind::Date | Kind::Month | Kind::Time) {
        // R takes a labelled date for a number; the documents say what the missing numbers mean.
        labels.clear();
    }
    let nominal = matches!(column.kind, Kind::Choice { .. } | Kind::Box | Kind::Text);
    Variable {
        name,
        storage: Storage::Number,
        shown: shown(column, missing, language),
        measure: if nominal { Measure::Nominal } else { Measure::Scale },
        label,
        missing: declared(missing),
        labels,
        attributes: Vec::new(),
    }
}

/// Frequencies and keying quality, as attributes of the variable.
fn attributes(remarks: Remarks) -> Vec<(&'static str, Vec<String>)> {
    let all = [
        ("recto_answers", remarks.answers),
        ("recto_frequencies", remarks.counts),
        ("recto_keying_quality", remarks.quality.into_iter().collect()),
    ];
    let cut = |lines: Vec<String>| lines.iter().map(|line| cut_bytes(line, ATTRIBUTE_BYTES)).collect();
    all.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(name, lines)| (name, cut(lines))).collect()
}

/// SPSS takes three missing numbers, or else a range.
fn declared(missing: &[(Missing, f64)]) -> MissingNumbers {
    let mut numbers: Vec<f64> = missing.iter().map(|(_, number)| *number).collect();
    numbers.sort_by(f64::total_cmp);
    match numbers.as_slice() {
        [] => MissingNumbers::None,
        [first, .., last] if numbers.len() > 3 => MissingNumbers::Range(*first, *last),
        _ => MissingNumbers::Each(numbers),
    }
}

/// The questionnaire's numbers of the missing codes; one without a number gets one.
fn wanted_numbers(questionnaire: &Questionnaire, not_asked: bool) -> Vec<(Missing, i64)> {
    let numbered = ALL_MISSING.iter().enumerate().filter_map(|(at, missing)| {
        let free = -991 - at as i64;
        if *missing == Missing::NotAsked {
            return not_asked.then_some((*missing, free));
        }
        let code = questionnaire.missing_code(*missing)?;
        Some((*missing, code.number.unwrap_or(free)))
    });
    numbered.collect()
}

/// The numbers of the missing codes in one column, away from its real values.
fn missing_numbers(questionnaire: &Questionnaire, column: &TypedColumn<'_>) -> MissingNumbersOf {
    if column.is_text() {
        return Vec::new();
    }
    let wanted = wanted_numbers(questionnaire, column.found.not_asked);
    let (low, high) = real_values(column);
    let first = wanted.iter().map(|(_, number)| *number).min().unwrap_or(0) as f64;
    let last = wanted.iter().map(|(_, number)| *number).max().unwrap_or(0) as f64;
    let mut moves = std::iter::once(0.0).chain((3..16).map(|power| -10f64.powi(power)));
    let by = moves.find(|by| last + by < low || first + by > high).unwrap_or(0.0);
    wanted.into_iter().map(|(missing, number)| (missing, number as f64 + by)).collect()
}

/// The smallest and the largest real value that a column holds or has a label for.
fn real_values(column: &TypedColumn<'_>) -> (f64, f64) {
    match column.kind {
        _ if column.part == Part::WhyMissing => (0.0, 0.0),
        Kind::Time => TIMES,
        Kind::Date | Kind::Month => DAYS,
        _ => {
            let labelled = described::value_labels(column, Language::English);
            let labelled = labelled.iter().map(|(number, _)| f64::from(*number));
            let (low, high) = column.found.numbers.unwrap_or((0.0, 0.0));
            labelled.fold((low, high), |(low, high), number| (low.min(number), high.max(number)))
        }
    }
}

fn shown(column: &TypedColumn<'_>, missing: &[(Missing, f64)], language: Language) -> Shown {
    match (column.part, column.kind) {
        // A month is its first day: readers outside SPSS take no month for a date.
        (Part::Answer, Kind::Date | Kind::Month) => match language {
            Language::French => Shown(spss_file::DAY, 10, 0),
            Language::English => Shown(spss_file::DAY_YEAR_FIRST, 10, 0),
        },
        (Part::Answer, Kind::Time) => Shown(spss_file::TIME, 5, 0),
        _ => {
            let (low, high) = real_values(column);
            let numbers = missing.iter().map(|(_, number)| *number).chain([low, high]);
            let digits = numbers.map(|number| format!("{:.0}", number.trunc()).len()).max().unwrap_or(1);
            let decimals =
                if column.kind == Kind::Decimal { column.found.decimals.min(16) as usize } else { 0 };
            let mark = usize::from(decimals > 0);
            Shown(spss_file::PLAIN, (digits + decimals + mark + 1).min(40) as u8, decimals as u8)
        }
    }
}

fn stored<'t>(cell: &Typed<'_>, missing: &[(Missing, f64)]) -> Stored<'t> {
    let number = match cell {
        Typed::Empty | Typed::Open | Typed::Beside | Typed::Text(_) => return Stored::SystemMissing,
        Typed::Missing(found) => match missing.iter().find(|(known, _)| known == found) {
            Some((_, number)) => *number,
            None => return Stored::SystemMissing,
        },
        Typed::Code { number, .. } => f64::from(*number),
        Typed::Ticked(ticked) => f64::from(u8::from(*ticked)),
        Typed::Whole(number) => *number as f64,
        Typed::Decimal(number) => number.to_f64().unwrap_or(f64::NAN),
        Typed::Date(date) | Typed::Month(date) => f64::from((*date - EPOCH).get_days()) * 86_400.0,
        Typed::Time(minutes) => f64::from(*minutes) * 60.0,
    };
    Stored::Number(number)
}

/// Where the next part of a long text ends: not inside a letter, and where it can be, not after a space.
fn part_end(text: &str) -> usize {
    // A zero byte grows when it is made U+FFFD.
    let mut bytes = 0;
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        bytes += if letter == '\0' { 3 } else { letter.len_utf8() };
        if bytes > PART_BYTES {
            break;
        }
        end = at + letter.len_utf8();
    }
    if end == text.len() {
        return end;
    }
    let spaceless = text[..end].trim_end_matches(' ').len();
    if spaceless > 0 && end - spaceless <= MOST_SPACES_MOVED_BYTES { spaceless } else { end }
}

/// A remark in lines of the documents, broken between words where it can be.
fn wrapped(remark: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in remark.split_whitespace() {
        let mut word = word.replace('\0', "\u{fffd}");
        while let Some(line) = lines.last_mut() {
            let space = usize::from(!line.is_empty());
            if line.len() + space + word.len() <= DOCUMENT_BYTES {
                if space == 1 {
                    line.push(' ');
                }
                line.push_str(&word);
                break;
            }
            if line.is_empty() {
                let mut end = DOCUMENT_BYTES;
                while !word.is_char_boundary(end) {
                    end -= 1;
                }
                line.push_str(&word[..end]);
                word.drain(..end);
            }
            lines.push(String::new());
        }
    }
    lines
}
