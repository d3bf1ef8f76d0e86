//! DESIGN 14, "compare two passes": from a study on disk to the list of differences, kinds and slips
//! included, each step timed, with the peak memory of a process of its own; beside it a data-frame script
//! (polars) on the same answers in two CSV files, where `RECTO_BENCH_PYTHON` names a Python that has it.
//! It grows with the sheets: from 1,000 to 1,000,000 (22 November 2026, 2 shared cores) 2 µs a sheet on the
//! processor to compare, 3 µs to read, 1.5 kB at the peak; the README's figures have the whole table.
//! Prints figures and judges nothing. `cargo bench --bench compare [-- SHEETS…]`.

#![allow(clippy::unwrap_used, clippy::panic)]

mod large_study;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use large_study::{make, peak_mb, processor_time};
use recto::compare::compare;
use recto::study::Study;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with("--")).collect();
    match arguments.as_slice() {
        [job, folder] if job == "compare" => return run(Path::new(folder)),
        _ => {}
    }
    let sizes: Vec<usize> = arguments.iter().filter_map(|size| size.parse().ok()).collect();
    for sheets in if sizes.is_empty() { vec![1_000, 10_000, 100_000] } else { sizes } {
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
    let (start, worked) = (Instant::now(), processor_time());
    let study = Study::open_read_only(&folder.join("study.recto")).unwrap();
    let snapshot = study.snapshot("m2s-impact-2024").unwrap();
    let read = start.elapsed().as_secs_f64();
    let read_worked = processor_time();
    let comparison = compare(&snapshot);
    let all = start.elapsed().as_secs_f64();
    let counts = comparison.counts;
    println!(
        "  recto: read {read:.3} s ({:.2} on the processor), compare {:.3} s ({:.2}), all {all:.3} s ({:.0} sheets/s, {:.1} million cells/s), {} differing cells in {} compared, {} slips, peak {} MB",
        (read_worked - worked).as_secs_f64(),
        all - read,
        (processor_time() - read_worked).as_secs_f64(),
        comparison.sheets.both.len() as f64 / all,
        counts.compared as f64 / all / 1e6,
        counts.different,
        counts.compared,
        comparison.slips.len(),
        peak_mb(),
    );
}
