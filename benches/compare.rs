//! DESIGN 14, "compare two passes": from a study on disk to the list of differences, kinds and slips
//! included, each step timed, with the peak memory of a process of its own; beside it a data-frame script
//! (polars) on the same answers in two CSV files, where `RECTO_BENCH_PYTHON` names a Python that has it.
//! Prints figures and judges nothing. `cargo bench --bench compare [-- SHEETS…]`.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../tests/promises/simulate.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod simulate;

use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use recto::compare::compare;
use recto::questionnaire::{self, Answer, Questionnaire, Record, Value};
use recto::study::{Pass, Station, Study, TakenKeying};

const M2S: &str = include_str!("../questionnaires/m2s-impact-2024.toml");

/// Ordinary mistakes, per answer and keying.
const MISTAKES: f64 = 0.003;

/// Sheets on which one keying slipped.
const SLIPS: f64 = 0.002;

/// Sheets taken in one commit.
const CHUNK: usize = 2_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with("--")).collect();
    match arguments.as_slice() {
        [job, folder] if job == "compare" => return run(Path::new(folder)),
        [job, folder] if job == "review" => return review(Path::new(folder)),
        _ => {}
    }
    let sizes: Vec<usize> = arguments.iter().filter_map(|size| size.parse().ok()).collect();
    for sheets in if sizes.is_empty() { vec![1_000, 100_000] } else { sizes } {
        let folder = tempfile::tempdir().unwrap();
        make(folder.path(), sheets);
        let bytes = std::fs::metadata(folder.path().join("study.recto")).unwrap().len();
        println!("\n{sheets} sheets keyed twice, file of {:.1} MB", bytes as f64 / 1e6);
        for _ in 0..3 {
            let child = Command::new(std::env::current_exe().unwrap())
                .args(["compare", folder.path().to_str().unwrap()])
                .output()
                .unwrap();
            assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stderr));
            print!("{}", String::from_utf8_lossy(&child.stdout));
        }
        if let Some(python) = std::env::var_os("RECTO_BENCH_PYTHON") {
            let script =
                Command::new(python).args(["-c", SCRIPT]).current_dir(folder.path()).output().unwrap();
            print!("{}{}", String::from_utf8_lossy(&script.stdout), String::from_utf8_lossy(&script.stderr));
        }
    }
}

/// The fastest script that lists the same cells, without kinds: both files, joined by number, column by
/// column; then the comparing alone.
const SCRIPT: &str = r#"
import time, resource, polars as pl
t0 = time.perf_counter()
a = pl.read_csv("a.csv", infer_schema=False); b = pl.read_csv("b.csv", infer_schema=False)
t1 = time.perf_counter()
columns = a.columns[1:]
j = a.join(b, on="num_q", suffix="_b")
out = [j.filter(pl.col(c).ne_missing(pl.col(c + "_b"))).select("num_q", pl.lit(c), pl.col(c), pl.col(c + "_b")).rows() for c in columns]
t2 = time.perf_counter()
print(f"  polars: read {t1-t0:.3f} s, join and list {t2-t1:.3f} s, all {t2-t0:.3f} s, {sum(map(len, out))} cells, "
      f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/1024:.0f} MB")
t3 = time.perf_counter()
out = [a.select("num_q", pl.col(c), b[c].alias("b")).filter(pl.col(c).ne_missing(pl.col("b"))).rows() for c in columns]
print(f"  polars, sheets in the same order, comparing alone: {time.perf_counter()-t3:.3f} s")
"#;

/// From the file to the list: what the program does for `recto compare`.
fn run(folder: &Path) {
    let start = Instant::now();
    let study = Study::open_read_only(&folder.join("study.recto")).unwrap();
    let snapshot = study.snapshot("m2s-impact-2024").unwrap();
    let read = start.elapsed().as_secs_f64();
    let comparison = compare(&snapshot);
    let all = start.elapsed().as_secs_f64();
    let counts = comparison.counts;
    println!(
        "  recto: read {read:.3} s, compare {:.3} s, all {all:.3} s ({:.1} million cells/s), {} differing cells in {} compared, {} slips, peak {} MB",
        all - read,
        counts.compared as f64 / all / 1e6,
        counts.different,
        counts.compared,
        comparison.slips.len(),
        peak_mb(),
    );
}

/// What the window computes beside the comparison.
fn review(folder: &Path) {
    use recto::compare::quality::Quality;
    let study = Study::open_read_only(&folder.join("study.recto")).unwrap();
    let snapshot = study.snapshot("m2s-impact-2024").unwrap();
    let timed = |what: &str, start: Instant| {
        println!("    {what} {:.3} s, {} MB", start.elapsed().as_secs_f64(), peak_mb())
    };
    let start = Instant::now();
    let again = study.snapshot("m2s-impact-2024").unwrap();
    timed("read again", start);
    assert!(again.keyings.are_those_of(&snapshot.keyings));
    let start = Instant::now();
    let comparison = compare(&snapshot);
    timed("compare", start);
    let start = Instant::now();
    let proposals = recto::compare::proposals::proposals(&snapshot, &comparison);
    timed("proposals", start);
    drop((comparison, proposals));
    let start = Instant::now();
    let review = recto::compare::Review::of(Arc::new(snapshot));
    timed("whole review", start);
    println!("{} open proposals, {} items", review.proposals.open.len(), review.queue.len());
    let start = Instant::now();
    let _board = recto::desktop::board::Board::of(&review);
    timed("board", start);
    let start = Instant::now();
    let _stacks = recto::desktop::stacks::Stacks::of(&review.snapshot);
    timed("stacks", start);
    let start = Instant::now();
    let quality = Quality::of(&review.snapshot, &review.comparison);
    timed("quality", start);
    println!("{}", quality.tally.agreed);
}

fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.split_whitespace().next()).and_then(|peak| peak.parse().ok()).unwrap_or(0)
        / 1024
}

/// A study of that many sheets, and the same answers in two CSV files.
fn make(folder: &Path, sheets: usize) {
    let questionnaire = Arc::new(questionnaire::read(M2S.as_bytes()).questionnaire.unwrap());
    let path = folder.join("study.recto");
    let mut study = Study::create(&path, &questionnaire, &Station::new("bench")).unwrap();
    let operators = ["Ana", "Bob"].map(|name| study.operator(name).unwrap().id);
    let mut chance = simulate::Chance(14);
    let papers = simulate::sheets(&questionnaire, 2_000, &mut chance);
    for (pass, file, operator) in [(Pass::First, "a.csv", 0), (Pass::Second, "b.csv", 1)] {
        let mut csv = std::io::BufWriter::new(std::fs::File::create(folder.join(file)).unwrap());
        header(&questionnaire, &mut csv);
        for from in (0..sheets).step_by(CHUNK) {
            let keyings = (from..sheets.min(from + CHUNK)).map(|at| {
                let number = questionnaire.format_sheet_number(at as u32);
                let mut record = papers[at * 31 % papers.len()].clone();
                let whose = (pass, number.as_str());
                simulate::mistakes(
                    &questionnaire,
                    &mut record,
                    whose,
                    MISTAKES,
                    &mut chance,
                    &mut Vec::new(),
                );
                if chance.happens(SLIPS / 2.0) {
                    let length = 3 + chance.below(13);
                    simulate::slip(&questionnaire, &mut record, whose, length, &mut chance);
                }
                row(&questionnaire, &number, &record, &mut csv);
                let operator = operators[operator];
                TakenKeying { number, number_kept: false, operator, record, finished: true }
            });
            let keyings: Vec<TakenKeying> = keyings.collect();
            study.take_keyings("m2s-impact-2024", pass, &keyings).unwrap();
        }
    }
    study.close().unwrap();
}

fn header(questionnaire: &Questionnaire, csv: &mut impl Write) {
    let cells = questionnaire.cells();
    let columns: Vec<String> = cells.iter().map(|cell| questionnaire.cell_column(*cell)).collect();
    writeln!(csv, "{}", columns.join(",")).unwrap();
}

fn row(questionnaire: &Questionnaire, number: &str, record: &Record, csv: &mut impl Write) {
    write!(csv, "{number}").unwrap();
    for cell in questionnaire.cells().into_iter().skip(1) {
        let said = match (record.answer(cell.field), cell.choice) {
            (Answer::Value(Value::Codes(codes)), Some(choice)) => {
                let choice = &questionnaire.field_variable(cell.field).choices[usize::from(choice)];
                u8::from(codes.contains(&choice.name)).to_string()
            }
            (Answer::Value(value), _) => value.neutral_text(),
            (Answer::Missing(_), _) => "NR".to_owned(),
            _ => String::new(),
        };
        write!(csv, ",{said}").unwrap();
    }
    writeln!(csv).unwrap();
}
