//! The fixture survey: its questionnaire, its two keyings and the truth, and a study made of them. Shared
//! by the tests of the rooms on the right. Also what a test says that cannot run here.
#![allow(clippy::panic)]

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use recto::questionnaire::Questionnaire;
use recto::study::import::{Import, ImportError, Imported, Mode, import};
use recto::study::{OperatorId, Pass, Snapshot, Station, Study};

/// Rows of a CSV by the first column, and its header.
pub type Rows = (Vec<String>, Vec<Vec<String>>);

pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("questionnaires/m2s-impact-2024").join(name)
}

/// A test that needs what is not here says so and passes; where `CI` is set, `.ci/run` has brought what
/// can be brought, and the test fails.
pub fn skipped(why: &str) {
    assert!(std::env::var_os("CI").is_none(), "cannot run: {why}");
    println!("skipped: {why}");
}

pub fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(path(name)).unwrap()
}

pub fn questionnaire_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("questionnaires/m2s-impact-2024.toml")
}

pub fn questionnaire() -> Questionnaire {
    let read = recto::questionnaire::read(&std::fs::read(questionnaire_path()).unwrap());
    read.questionnaire.unwrap_or_else(|| panic!("{:?}", read.diagnostics))
}

pub fn new_study(folder: &Path) -> Study {
    Study::create(&folder.join("study.recto"), &questionnaire(), &Station::new("test")).unwrap()
}

pub fn take(
    study: &mut Study,
    operator: &str,
    pass: Pass,
    mode: Mode,
    bytes: &[u8],
) -> Result<Imported, ImportError> {
    let wanted = Import {
        questionnaire: "m2s-impact-2024",
        operator,
        pass,
        operator_column: None,
        mode,
        today: jiff::civil::date(2025, 1, 15),
    };
    import(study, &wanted, bytes)
}

/// Both keyings of the fixture, taken as they are.
pub fn keyed_twice(folder: &Path) -> Study {
    let mut study = new_study(folder);
    take(&mut study, "Alice", Pass::First, Mode::AsIs, &bytes("keying_a.csv")).unwrap();
    take(&mut study, "Bob", Pass::Second, Mode::AsIs, &bytes("keying_b.csv")).unwrap();
    study
}

pub fn snapshot(study: &Study) -> Snapshot {
    study.snapshot("m2s-impact-2024").unwrap()
}

/// Reads a CSV of the Excel français preset.
pub fn rows(bytes: &[u8]) -> Rows {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").expect("a byte order mark");
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(false).from_reader(bytes);
    let mut all = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
    (all.next().unwrap(), all.collect())
}

/// A cell without the apostrophe that CSV exports put before `=` and its like.
pub fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

/// The truth: sheet, then column, then what the paper says.
pub fn truth() -> HashMap<String, HashMap<String, String>> {
    let (header, rows) = rows(&bytes("truth.csv"));
    rows.into_iter().map(|row| (row[0].clone(), header.iter().cloned().zip(row).collect())).collect()
}

/// A file of decisions that settles every difference as the truth says.
pub fn decisions(snapshot: &Snapshot) -> Vec<u8> {
    let truth = truth();
    let comparison = recto::compare::compare(snapshot);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["sheet", "variable", "value", "reason"]).unwrap();
    for difference in recto::export::differences::rows(snapshot, &comparison) {
        let value = &truth[difference.sheet][&difference.variable];
        writer.write_record([difference.sheet, &difference.variable, value, "read again"]).unwrap();
    }
    writer.into_inner().unwrap()
}

/// Settles every difference as the truth says.
pub fn settle(study: &mut Study) {
    let snapshot = snapshot(study);
    let comparison = recto::compare::compare(&snapshot);
    let supervisor: OperatorId = study.operator("Chef").unwrap().id;
    let file = decisions(&snapshot);
    let decided = recto::compare::decision_file::read_decisions(
        &snapshot.questionnaire,
        &comparison,
        supervisor,
        &file,
    );
    study.resolve("m2s-impact-2024", &decided.unwrap()).unwrap();
}

/// The Excel français preset, codes.
pub fn excel() -> recto::export::Dialect {
    recto::export::Dialect {
        preset: recto::export::Preset::ExcelFr,
        values: recto::export::Values::Codes,
        language: recto::texts::Language::French,
    }
}
