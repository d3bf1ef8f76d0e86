//! Writes a data package: one zip with a CSV per table (the sheets, and each repeat with the sheet's
//! number and the line as keys), the counts of `package_counts`, `datapackage.json` that says what every
//! column is, and a read-me. The same study gives the same bytes. What the description says is
//! `package_schema`'s.
//!
//! The CSV files are for programs: comma, decimal point, ISO dates, UTF-8 without byte order mark, texts
//! exactly as they are, without the apostrophe that the CSV for spreadsheets puts before `=`.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{self, BufWriter, Seek, Write};

use jiff::civil::date;
use serde_json::{Value as Json, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::compare::Comparison;
use crate::questionnaire::{Missing, NOT_ASKED, Questionnaire};
use crate::study::Snapshot;
use crate::texts::Language;

use super::ExportError;
use super::described::{self, ALL_MISSING};
use super::package_counts::{self, CountedTable};
use super::package_schema::{self, BESIDE, Keys, Resource};
use super::progress::{Stage, Steps, Stopped};
use super::table::{Choices, ColumnKind, Repeats, Shape, Table};
use super::typed::{self, Abilities, Part, Source, Typed, TypedColumn};
use super::whole_file::WholeFile;

const ABILITIES: Abilities = Abilities {
    numeric_codes: false,
    floating: false,
    first_day: date(1, 1, 1),
    text_is_never_missing: false,
};

/// The name of the table of sheets.
const SHEETS: &str = "sheets";

/// Writes a table, and its repeats, as a data package; says how many rows the first table holds.
pub fn write(
    table: &Table<'_>,
    source: &Source<'_>,
    mut file: WholeFile,
    steps: &Steps<'_>,
) -> Result<u64, ExportError> {
    let Source { snapshot, comparison, language, .. } = *source;
    let facts = source.facts(table, steps)?;
    let path = file.path().to_owned();
    let table = table.shaped(Shape { choices: Choices::Boxes, repeats: Repeats::Lines });
    let options = options(snapshot);
    let written = (|| {
        let mut zip = ZipWriter::new(BufWriter::new(file.file_mut()));
        let mut resources = resources(table, language, steps).map_err(typed::stop)?;
        steps.begin(Stage::Writing).map_err(typed::stop)?;
        let mut rows = Vec::new();
        for resource in &mut resources {
            zip.start_file(format!("data/{}.csv", resource.name), options)?;
            let mut to = Counted { to: &mut zip, bytes: 0 };
            rows.push(write_rows(resource, &mut to, steps)?);
            resource.bytes = to.bytes;
        }
        let counts = facts.iter().flat_map(|facts| package_counts::tables(facts, language));
        let mut counts: Vec<CountedTable> = counts.collect();
        for table in &mut counts {
            while resources.iter().any(|resource| resource.name == table.name) {
                table.name.push_str("-2");
            }
            zip.start_file(format!("data/{}.csv", table.name), options)?;
            let mut to = Counted { to: &mut zip, bytes: 0 };
            write_counts(table, &mut to)?;
            table.bytes = to.bytes;
        }
        zip.start_file("datapackage.json", options)?;
        let description = description(&resources, &counts, snapshot, comparison, language);
        serde_json::to_writer_pretty(&mut zip, &description).map_err(io::Error::from)?;
        zip.write_all(b"\n")?;
        zip.start_file("README.md", options)?;
        zip.write_all(read_me((&resources, &rows, &counts), snapshot, comparison, language).as_bytes())?;
        zip.finish()?.flush()?;
        Ok(rows.first().copied().unwrap_or(0))
    })();
    let rows = written.map_err(|error: io::Error| typed::not_written(error, &path, steps))?;
    file.finish()?;
    Ok(rows)
}

/// The files' own date is that of the study's last entry: the same study gives the same bytes.
fn options(snapshot: &Snapshot) -> SimpleFileOptions {
    let last = snapshot.last_entry.unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_zoned(jiff::tz::TimeZone::UTC);
    let part = |part: i8| part.unsigned_abs();
    // Zip knows no year before 1980.
    let moment = zip::DateTime::from_date_and_time(
        last.year().unsigned_abs(),
        part(last.month()),
        part(last.day()),
        part(last.hour()),
        part(last.minute()),
        part(last.second()),
    );
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(moment.unwrap_or_default())
        .unix_permissions(0o644)
        .large_file(true)
}

fn resources<'a>(
    table: Table<'a>,
    language: Language,
    steps: &Steps<'_>,
) -> Result<Vec<Resource<'a>>, Stopped> {
    let questionnaire = table.questionnaire;
    let first = if table.holds_records() { SHEETS } else { "list" };
    let title = questionnaire.title.get(language.code()).to_owned();
    let repeats = table.repeats();
    let mut all = vec![resource(first.to_owned(), title, table, steps)?];
    for table in repeats {
        let repeat = table.repeat.and_then(|at| questionnaire.repeats.get(at));
        let Some(repeat) = repeat else { continue };
        let mut name = slug(&repeat.name);
        while all.iter().any(|other| other.name == name) {
            name.push_str("-2");
        }
        all.push(resource(name, repeat.label.get(language.code()).to_owned(), table, steps)?);
    }
    Ok(all)
}

fn resource<'a>(
    name: String,
    title: String,
    table: Table<'a>,
    steps: &Steps<'_>,
) -> Result<Resource<'a>, Stopped> {
    let mut taken: HashSet<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    let columns = TypedColumn::of(&table, ABILITIES, steps)?.into_iter().map(|column| {
        let mut name = column.name.clone();
        if column.part != Part::Answer {
            while !taken.insert(name.clone()) {
                name.push('_');
            }
        }
        (column, name)
    });
    let columns = columns.collect();
    Ok(Resource { name, title, table, columns, bytes: 0 })
}

/// A name of small letters, digits, `-` and `_`.
fn slug(name: &str) -> String {
    let sign = |sign: char| if sign.is_ascii_alphanumeric() || "-_".contains(sign) { sign } else { '-' };
    name.to_lowercase().chars().map(sign).collect()
}

fn write_rows(resource: &Resource<'_>, to: impl Write, steps: &Steps<'_>) -> io::Result<u64> {
    let questionnaire = resource.table.questionnaire;
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(to);
    writer.write_record(resource.columns.iter().map(|(_, name)| name))?;
    let mut rows = 0;
    resource.table.for_each_row(|row| -> io::Result<()> {
        steps.step().map_err(typed::stop)?;
        for (column, _) in &resource.columns {
            let cell = column.cell(row[column.at], ABILITIES);
            writer.write_field(written(questionnaire, column, &cell).as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
        rows += 1;
        Ok(())
    })?;
    writer.flush()?;
    Ok(rows)
}

fn write_counts(table: &CountedTable, to: impl Write) -> io::Result<()> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(to);
    writer.write_record(table.fields.iter().map(|(name, ..)| name))?;
    for row in &table.rows {
        writer.write_record(row)?;
    }
    writer.flush()
}

/// One cell, as its field's type is written.
fn written(questionnaire: &Questionnaire, column: &TypedColumn<'_>, cell: &Typed<'_>) -> String {
    match cell {
        Typed::Empty | Typed::Open => String::new(),
        Typed::Beside => BESIDE.to_owned(),
        Typed::Missing(missing) => {
            package_schema::missing_token(questionnaire, column, *missing).unwrap_or_default()
        }
        Typed::Code { code, .. } => (*code).to_owned(),
        Typed::Ticked(ticked) => if *ticked { "1" } else { "0" }.to_owned(),
        Typed::Whole(number) => number.to_string(),
        Typed::Decimal(number) => number.normalize().to_string(),
        Typed::Date(date) => date.strftime("%Y-%m-%d").to_string(),
        Typed::Month(date) => date.strftime("%Y-%m").to_string(),
        Typed::Time(minutes) => format!("{:02}:{:02}:00", minutes / 60, minutes % 60),
        Typed::Text(text) => text.to_string(),
    }
}

fn description(
    resources: &[Resource<'_>],
    counts: &[CountedTable],
    snapshot: &Snapshot,
    comparison: &Comparison,
    language: Language,
) -> Json {
    let questionnaire = &*snapshot.questionnaire;
    let number = questionnaire.sheet_number_field().map(|field| questionnaire.field_column(field));
    let described: Vec<Json> = resources
        .iter()
        .map(|resource| package_schema::resource(resource, &keys(resource, number.as_deref()), language))
        .chain(counts.iter().map(|table| package_schema::counted(table, language)))
        .collect();
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": slug(&questionnaire.id),
        "title": questionnaire.title.get(language.code()),
        "version": questionnaire.version,
        "resources": described,
        "recto:program": format!("Recto {}", env!("CARGO_PKG_VERSION")),
        "recto:openDifferences": comparison.counts.open,
    });
    if let (Some(last), Some(package)) = (snapshot.last_entry, package.as_object_mut()) {
        package.insert("created".to_owned(), json!(last.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()));
    }
    package
}

/// Only final records are known to hold each sheet once.
fn keys(resource: &Resource<'_>, number: Option<&str>) -> Keys {
    let (true, Some(number)) = (resource.table.is_final(), number) else { return Keys::default() };
    let line = resource.columns.iter().find(|(column, _)| {
        resource.table.columns.get(column.at).is_some_and(|column| column.kind == ColumnKind::Line)
    });
    match line {
        None => Keys { primary: vec![number.to_owned()], foreign: None },
        Some((_, line)) => Keys {
            primary: vec![number.to_owned(), line.clone()],
            foreign: Some((number.to_owned(), SHEETS.to_owned())),
        },
    }
}

fn read_me(
    (resources, rows, counts): (&[Resource<'_>], &[u64], &[CountedTable]),
    snapshot: &Snapshot,
    comparison: &Comparison,
    language: Language,
) -> String {
    let mut page = String::new();
    let questionnaire = &*snapshot.questionnaire;
    let Some(first) = resources.first() else { return page };
    let mut about = described::about(&first.table, snapshot, comparison.counts.open, language).into_iter();
    let _ = writeln!(page, "# {}\n", about.next().unwrap_or_default());
    for line in about {
        let _ = writeln!(page, "- {line}");
    }
    let _ = writeln!(page, "\n## {}\n", crate::text!(language, "package-files"));
    let records = resources.iter().zip(rows).map(|(it, rows)| (&it.name, &it.title, *rows));
    let counts = counts.iter().map(|it| (&it.name, &it.title, it.rows.len() as u64));
    for (name, title, rows) in records.chain(counts) {
        let count = crate::text!(language, "package-rows", rows = rows);
        let _ = writeln!(page, "- `data/{name}.csv` – {title} ({count})");
    }
    let _ = writeln!(page, "- `datapackage.json` – {}", crate::text!(language, "package-description"));
    let _ = writeln!(page, "\n## {}\n", crate::text!(language, "export-about-missing"));
    for missing in ALL_MISSING {
        let not_asked = missing == Missing::NotAsked;
        let of_files = || resources.iter().flat_map(|resource| &resource.columns).map(|(column, _)| column);
        if let Some(code) = questionnaire.missing_code(missing) {
            let _ = writeln!(page, "- `{}` – {}", code.name, code.label.get(language.code()));
        } else if not_asked && described::any_not_asked(of_files()) {
            let words = crate::text!(language, "export-count-not-asked");
            let _ = writeln!(page, "- `{NOT_ASKED}` – {words}");
        }
    }
    let empty = crate::text!(language, "export-about-empty");
    let _ = writeln!(page, "- {empty} – {}", crate::text!(language, "package-empty"));
    let _ = writeln!(page, "\n## {}\n", crate::text!(language, "export-about-conventions"));
    for id in ["package-format", "package-boxes", "package-written", "package-tokens"] {
        let _ = writeln!(page, "- {}", crate::text!(language, id));
    }
    page
}

/// Counts the bytes that pass.
struct Counted<'z, W: Write + Seek> {
    to: &'z mut ZipWriter<W>,
    bytes: u64,
}

impl<W: Write + Seek> Write for Counted<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
