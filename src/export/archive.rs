//! The raw archive: both keyings, decisions, notes, journal, questionnaire texts, checksums and the rule by
//! which the final data follow from them, in one zip. It holds everything: it is not for publication. The
//! same study gives the same bytes.

use std::io::Write;
use std::path::Path;

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::compare::final_record::final_records;
use crate::compare::{Comparison, Standing, compare};
use crate::questionnaire::{Answer, Missing, Questionnaire, Value};
use crate::study::{
    Counted, Happening, JournalLine, Means, OperatorId, Pass, Said, Snapshot, Target, matchings,
};

use super::ExportError;
use super::table::{ColumnKind, Content, Table};
use super::whole_file::{WholeFile, could_not_write};

/// The rule, in both languages, as it stands in the archive.
const READ_ME: &str = include_str!("archive/README.txt");

/// The column of first.csv and second.csv that names the keying.
const KEYING: &str = "recto_keying";

/// What an archive is made of.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The study, read at one moment.
    pub snapshot: &'a Snapshot,
    /// Every entry, in order of time.
    pub journal: &'a [JournalLine],
    /// The texts of all versions of the questionnaire, oldest first, by version.
    pub versions: &'a [(String, String)],
}

/// Writes the archive whole or not at all, and says how many files it holds.
pub fn write(material: &Material<'_>, path: &Path, overwrite: bool) -> Result<u64, ExportError> {
    let mut file = WholeFile::create(path, overwrite)?;
    let files = files(material).map_err(|error| could_not_write(path, error))?;
    let moment = moment(material.snapshot);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(moment)
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(file.file_mut());
    let mut pack = || {
        for (name, bytes) in &files {
            zip.start_file(name.as_str(), options).map_err(std::io::Error::other)?;
            zip.write_all(bytes)?;
        }
        std::io::Result::Ok(())
    };
    pack().map_err(|error| could_not_write(path, error))?;
    zip.finish().map_err(|error| could_not_write(path, std::io::Error::other(error)))?;
    file.finish()?;
    Ok(files.len() as u64)
}

/// The study's last entry, never the clock; a zip begins in 1980 and counts two seconds.
fn moment(snapshot: &Snapshot) -> DateTime {
    let last = snapshot.last_entry.map(|at| at.to_zoned(jiff::tz::TimeZone::UTC));
    let of = |at: &jiff::Zoned| {
        let year = u16::try_from(at.year()).ok()?;
        let part = |number: i8| number as u8;
        let (month, day) = (part(at.month()), part(at.day()));
        DateTime::from_date_and_time(year, month, day, part(at.hour()), part(at.minute()), part(at.second()))
            .ok()
    };
    last.as_ref().and_then(of).unwrap_or_default()
}

type Files = Vec<(String, Vec<u8>)>;

fn files(material: &Material<'_>) -> std::io::Result<Files> {
    let snapshot = material.snapshot;
    let comparison = compare(snapshot);
    let mut files: Files = vec![("README.txt".to_owned(), READ_ME.replace("\r\n", "\n").into_bytes())];
    for (at, (version, source)) in material.versions.iter().enumerate() {
        let safe: String = version
            .chars()
            .map(|next| if next.is_ascii_alphanumeric() || "-_.".contains(next) { next } else { '_' })
            .collect();
        files.push((format!("questionnaire/{:02} {safe}.toml", at + 1), source.clone().into_bytes()));
    }
    let lists: [(&str, Vec<Vec<String>>); 9] = [
        ("columns.csv", columns(snapshot, &comparison)),
        ("keyings.csv", keyings(snapshot)),
        ("matching.csv", matching(snapshot)),
        ("filters.csv", filters(snapshot, &comparison)),
        ("notes.csv", notes(snapshot)),
        ("resolutions.csv", resolutions(snapshot)),
        ("journal.csv", journal(snapshot, material.journal)),
        ("erased.csv", erased(snapshot)),
        ("plan.csv", plan(snapshot)),
    ];
    for (name, rows) in lists {
        files.push((name.to_owned(), csv_of(rows)?));
    }
    for (name, pass) in [("first.csv", Pass::First), ("second.csv", Pass::Second)] {
        files.push((name.to_owned(), csv_of(of_pass(snapshot, pass))?));
    }
    let settled = wide(&snapshot.questionnaire, &Table::of_final(snapshot, &comparison));
    files.push(("final.csv".to_owned(), csv_of(settled)?));
    let mut sums = String::new();
    for (name, bytes) in &files {
        let digest = Sha256::digest(bytes);
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        sums.push_str(&format!("{hex}  {name}\n"));
    }
    files.push(("SHA256SUMS".to_owned(), sums.into_bytes()));
    Ok(files)
}

fn csv_of(rows: Vec<Vec<String>>) -> std::io::Result<Vec<u8>> {
    let mut writer = ::csv::WriterBuilder::new().flexible(false).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|error| error.into_error())
}

fn with_header(names: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<Vec<String>> {
    let header = names.iter().map(|name| (*name).to_owned()).collect();
    std::iter::once(header).chain(rows).collect()
}

/// One row per sheet; texts exactly as keyed, numbers with a point, ISO dates, missing codes by name.
fn wide(questionnaire: &Questionnaire, table: &Table<'_>) -> Vec<Vec<String>> {
    let mut rows = vec![table.columns.iter().map(|column| column.name.clone()).collect()];
    let taken: Result<(), std::convert::Infallible> = table.for_each_row(|cells| {
        rows.push(cells.iter().map(|content| cell(questionnaire, *content)).collect());
        Ok(())
    });
    let Ok(()) = taken;
    rows
}

/// The finished keyings of a pass as keyed, with the id of each.
fn of_pass(snapshot: &Snapshot, pass: Pass) -> Vec<Vec<String>> {
    let mut rows = wide(&snapshot.questionnaire, &Table::of_pass(snapshot, pass));
    let finished = snapshot.keyings.iter().filter(|one| one.pass == pass && one.finished.is_some());
    let ids = std::iter::once(KEYING.to_owned()).chain(finished.map(|keying| keying.id.0.to_string()));
    for (row, id) in rows.iter_mut().zip(ids) {
        row.push(id);
    }
    rows
}

/// What a supervisor decided on which keyings belong to which sheets, taken back decisions too.
fn matching(snapshot: &Snapshot) -> Vec<Vec<String>> {
    let standing: Vec<_> = matchings(&snapshot.declarations).map(|(declaration, _)| declaration.id).collect();
    let mut rows = Vec::new();
    for declaration in &snapshot.declarations {
        let Said::Matched(matching) = &declaration.said else { continue };
        let mut row = |keying: String, number: &str, merged_with: String| {
            rows.push(vec![
                declaration.id.to_string(),
                declaration.at.to_string(),
                operator(snapshot, declaration.operator),
                u8::from(standing.contains(&declaration.id)).to_string(),
                matching.proposal.clone(),
                matching.what.clone(),
                keying,
                number.to_owned(),
                merged_with,
            ]);
        };
        for one in &matching.moves {
            row(one.keying.to_string(), one.number.as_deref().unwrap_or_default(), String::new());
        }
        let number = matching.numbers.first().map_or("", String::as_str);
        if let Some((one, other)) = matching.merged {
            row(one.to_string(), number, other.to_string());
        }
        if matching.is_refusal() {
            row(String::new(), number, String::new());
        }
    }
    let names =
        ["matching", "at", "operator", "standing", "proposal", "what", "keying", "number", "merged_with"];
    with_header(&names, rows.into_iter())
}

/// The cells of final records that the questionnaire's filters decided after a decision on a filter.
fn filters(snapshot: &Snapshot, comparison: &Comparison) -> Vec<Vec<String>> {
    let questionnaire = &*snapshot.questionnaire;
    let mut rows = Vec::new();
    for sheet in final_records(snapshot, comparison) {
        let due = sheet.due.iter().filter(|field| sheet.standing(**field) == Standing::Open);
        let skipped = sheet.by_filter.iter().map(|field| (field, "skipped"));
        for (field, what) in skipped.chain(due.map(|field| (field, "due"))) {
            rows.extend(
                questionnaire
                    .field_cells(*field)
                    .map(|cell| vec![sheet.number.clone(), questionnaire.cell_column(cell), what.to_owned()]),
            );
        }
    }
    with_header(&["sheet", "column", "what"], rows.into_iter())
}

fn cell(questionnaire: &Questionnaire, content: Content<'_>) -> String {
    match content {
        Content::Empty | Content::Open => String::new(),
        Content::Missing(missing) => questionnaire.missing_name(missing).to_owned(),
        Content::Ticked(ticked) => if ticked { "1" } else { "0" }.to_owned(),
        Content::Value(value) => value.neutral_text(),
        Content::Words(words) | Content::Name(words) => words.to_owned(),
        Content::Number(number) => number.to_string(),
        Content::Calculated(number) => number.to_string(),
        Content::Moment(moment) => moment.to_string(),
    }
}

/// What each column of final.csv stands for.
fn columns(snapshot: &Snapshot, comparison: &Comparison) -> Vec<Vec<String>> {
    let questionnaire = &*snapshot.questionnaire;
    let table = Table::of_final(snapshot, comparison);
    let rows = table.columns.iter().map(|column| {
        let (role, choice) = match column.kind {
            ColumnKind::Cell(cell) if Some(cell.field) == questionnaire.sheet_number_field() => {
                ("number", None)
            }
            ColumnKind::Cell(cell) => ("answer", cell.choice),
            ColumnKind::Answer(_) => ("answer", None),
            ColumnKind::Calculation(_) => ("calculated", None),
            ColumnKind::Open => ("open", None),
            ColumnKind::Keyings => ("keyings", None),
            ColumnKind::Line | ColumnKind::Listed => ("list", None),
        };
        let variable = column.variable(questionnaire);
        let line = column.field().map_or(0, |field| questionnaire.field(field).line);
        let code = choice.and_then(|at| variable?.choices.get(usize::from(at)));
        let is_text = variable
            .is_some_and(|variable| matches!(variable.kind, crate::questionnaire::VariableType::Text { .. }));
        vec![
            column.name.clone(),
            role.to_owned(),
            variable.map_or_else(String::new, |variable| variable.name.clone()),
            line.to_string(),
            code.map_or_else(String::new, |choice| choice.name.clone()),
            if is_text { "text" } else { "exact" }.to_owned(),
        ]
    });
    with_header(&["column", "role", "variable", "line", "choice", "compared_as"], rows)
}

fn operator(snapshot: &Snapshot, id: OperatorId) -> String {
    let found = snapshot.operators.iter().find(|operator| operator.id == id);
    found.map_or_else(String::new, |operator| operator.name.clone())
}

fn pass(pass: Pass) -> String {
    match pass {
        Pass::First => "first",
        Pass::Second => "second",
    }
    .to_owned()
}

fn keyings(snapshot: &Snapshot) -> Vec<Vec<String>> {
    let names = [
        "keying",
        "sheet",
        "pass",
        "operator",
        "version",
        "started",
        "last_entry",
        "finished",
        "imported",
        "counts_as",
    ];
    let counted = Counted::of(&snapshot.declarations);
    let rows = snapshot.keyings.iter().map(|keying| {
        vec![
            keying.id.0.to_string(),
            keying.number.clone(),
            pass(keying.pass),
            operator(snapshot, keying.operator),
            keying.version.clone(),
            keying.started.to_string(),
            keying.last_entry.to_string(),
            keying.finished.map_or_else(String::new, |at| at.to_string()),
            u8::from(keying.imported).to_string(),
            counted.number(keying.id, &keying.number).unwrap_or_default().to_owned(),
        ]
    });
    with_header(&names, rows)
}

fn notes(snapshot: &Snapshot) -> Vec<Vec<String>> {
    let questionnaire = &*snapshot.questionnaire;
    let mut rows = Vec::new();
    for keying in &snapshot.keyings {
        let mut note = |column: String, text: &str| {
            rows.push(vec![
                keying.id.0.to_string(),
                keying.number.clone(),
                pass(keying.pass),
                column,
                text.to_owned(),
            ]);
        };
        if let Some(text) = &keying.note {
            note(String::new(), text);
        }
        for field in questionnaire.field_ids() {
            if let Some(text) = &keying.record.field(field).note {
                note(questionnaire.field_column(field), text);
            }
        }
    }
    with_header(&["keying", "sheet", "pass", "column", "note"], rows.into_iter())
}

/// An answer as kind and value: `value`, `codes`, `written`, `missing`, `not_asked`, `not_applicable`,
/// `not_keyed`.
fn answer(questionnaire: &Questionnaire, answer: &Answer) -> [String; 2] {
    let (kind, value) = match answer {
        Answer::NotKeyed => ("not_keyed", String::new()),
        Answer::NotApplicable => ("not_applicable", String::new()),
        Answer::Missing(Missing::NotAsked) => ("not_asked", String::new()),
        Answer::Missing(missing) => ("missing", questionnaire.missing_name(*missing).to_owned()),
        Answer::Value(value @ Value::Codes(_)) => ("codes", value.neutral_text()),
        Answer::Value(value @ Value::AsWritten(_)) => ("written", value.neutral_text()),
        Answer::Value(value) => ("value", value.neutral_text()),
    };
    [kind.to_owned(), value]
}

fn resolutions(snapshot: &Snapshot) -> Vec<Vec<String>> {
    let names = [
        "resolution",
        "at",
        "sheet",
        "target",
        "variable",
        "line",
        "choice",
        "kind",
        "value",
        "means",
        "reason",
        "operator",
    ];
    let rows = snapshot.resolutions.iter().map(|resolution| {
        let text = str::to_owned;
        let (target, name, line, choice, [kind, value]) = match &resolution.target {
            Target::Field { variable, line, answer: said } => {
                ("field", variable, *line, String::new(), answer(&snapshot.questionnaire, said))
            }
            Target::Box { variable, line, choice, ticked } => {
                ("box", variable, *line, choice.clone(), [text("box"), u8::from(*ticked).to_string()])
            }
            Target::KeepCheck { check } => ("check", check, 0, String::new(), [String::new(), String::new()]),
        };
        let means = match resolution.means {
            Means::BlindReading => "blind_reading",
            Means::SeenBoth => "seen_both",
            Means::File => "file",
            Means::Correction => "correction",
            Means::CheckKept => "check_kept",
            Means::Slip => "slip",
        };
        vec![
            resolution.id.to_string(),
            resolution.at.to_string(),
            resolution.number.clone(),
            text(target),
            name.clone(),
            line.to_string(),
            choice,
            kind,
            value,
            text(means),
            resolution.reason.clone(),
            operator(snapshot, resolution.operator),
        ]
    });
    with_header(&names, rows)
}

fn journal(snapshot: &Snapshot, lines: &[JournalLine]) -> Vec<Vec<String>> {
    let names = [
        "entry", "at", "keying", "sheet", "pass", "operator", "station", "what", "variable", "line", "kind",
        "value", "kept", "origin", "cause",
    ];
    let rows = lines.iter().map(|line| {
        let mut row = vec![
            line.id.to_string(),
            line.at.to_string(),
            line.keying.0.to_string(),
            line.number.clone(),
            pass(line.pass),
            operator(snapshot, line.operator),
            line.station.clone(),
        ];
        row.extend(happening(&snapshot.questionnaire, &line.what));
        row
    });
    with_header(&names, rows)
}

fn happening(questionnaire: &Questionnaire, what: &Happening) -> [String; 8] {
    let text = str::to_owned;
    let plain = |what: &str, value: &str, kept: &str| {
        [text(what), text(""), text(""), text(""), text(value), text(kept), text(""), text("")]
    };
    let yes = |kept: bool| if kept { "1" } else { "0" };
    match what {
        Happening::Opened { number, kept } => plain("open", number, yes(*kept)),
        Happening::Renumbered { number, kept } => plain("renumber", number, yes(*kept)),
        Happening::Counted { keys, .. } => plain("keys", &keys.to_string(), ""),
        Happening::Finished => plain("finish", "", ""),
        Happening::Reopened => plain("reopen", "", ""),
        Happening::AtStation { name } => plain("station", name, ""),
        Happening::UnderVersion { version } => plain("version", version, ""),
        Happening::Noted { variable, line, text: note } => {
            let variable = variable.clone().unwrap_or_default();
            [text("note"), variable, line.to_string(), text(""), note.clone(), text(""), text(""), text("")]
        }
        Happening::Answered { variable, line, answer: said, kept, origin, cause } => {
            let [kind, value] = answer(questionnaire, said);
            let (origin, cause) = (format!("{origin:?}").to_lowercase(), format!("{cause:?}").to_lowercase());
            [text("answer"), variable.clone(), line.to_string(), kind, value, text(yes(*kept)), origin, cause]
        }
    }
}

fn erased(snapshot: &Snapshot) -> Vec<Vec<String>> {
    let rows = snapshot.safeguards.tombstones.iter().map(|stone| {
        let number = stone.number.clone().unwrap_or_default();
        vec![
            stone.id.to_string(),
            stone.at.to_string(),
            number,
            operator(snapshot, stone.operator),
            stone.reason.clone(),
        ]
    });
    with_header(&["erasure", "at", "sheet", "operator", "reason"], rows)
}

fn plan(snapshot: &Snapshot) -> Vec<Vec<String>> {
    let allowed = u8::from(snapshot.plan.single_keying_allowed).to_string();
    let version = snapshot.questionnaire.version.clone();
    let row = |name: &str, value: String| vec![name.to_owned(), value];
    let rows = [row("single_keying_allowed", allowed), row("current_version", version)];
    let missing = snapshot.questionnaire.missing.iter().map(|code| row("missing_code", code.name.clone()));
    let blank = snapshot.questionnaire.missing_code(crate::questionnaire::Missing::Blank);
    let blank = blank.map(|code| row("blank_code", code.name.clone()));
    with_header(&["name", "value"], rows.into_iter().chain(blank).chain(missing))
}
