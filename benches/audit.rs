//! How often the audit's 95 % limit holds, how wide it is, and by how much the estimate under independence
//! is off: 500 simulated studies a line, from a seed. Prints figures and judges nothing.

use recto::compare::quality::clusters::ClusterSums;
use recto::compare::quality::interval::{exact_upper, student_two_sided};

#[path = "../tests/promises/quality/simulated.rs"]
#[allow(missing_docs, clippy::unwrap_used)]
mod simulated;

use simulated::{Audit, EASY, Outcome, Scene, repeat, scenes};

const STUDIES: usize = 500;

fn main() {
    for audit in
        [Audit::Cells(3000), Audit::Cells(10_000), Audit::Sheets(20), Audit::Sheets(50), Audit::Sheets(170)]
    {
        println!(
            "\n{audit:?}: limit held in so many of {STUDIES}; median limit and mean estimate as times the \
             truth (\"left wrong\": both err for the same reason; \"operators\": independently)"
        );
        println!("| scene | true rate | found | held | limit | estimate |");
        println!("|---|---|---|---|---|---|");
        for (at, (name, scene)) in scenes().iter().enumerate() {
            let Outcome { held, times_truth, found, truth, estimate, .. } =
                repeat(STUDIES, scene, audit, 1000 + at as u64, of_recto);
            println!(
                "| {name} | {:.5} % | {found:.2} | {held} | {times_truth:.2} | {estimate:.2} |",
                truth * 100.0
            );
        }
    }
    others();
}

/// Scenes that Recto's limit was not chosen by: rarer and worse sheets, and many that are a little worse.
fn further_scenes() -> Vec<(String, Scene)> {
    let mut all = Vec::new();
    for rate in [0.001, 0.005, 0.03] {
        for (share, times) in [(0.02, 30.0), (0.2, 4.0), (0.5, 5.0)] {
            let name = format!("left wrong {:.1} %, {share} of the sheets {times} times", rate * 100.0);
            let hard_sheets = (share, times);
            let operators = (0.01, 0.01);
            all.push((name, Scene { operators, shared: rate, hard_questions: EASY, hard_sheets }));
        }
    }
    all
}

/// Other limits for whole sheets, on the same studies.
fn others() {
    println!("\nWhole sheets, other limits: held in so many of {STUDIES} (median limit as times the truth)");
    println!(
        "| scene | sheets | found | Recto | exact on cells | t on the ratio | design effect | Stringer |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let limits: [Limit; 5] = [of_recto, on_cells, on_ratio, with_design_effect, stringer];
    let left_wrong = scenes().into_iter().filter(|(name, _)| name.starts_with("left"));
    let all: Vec<(String, Scene)> = left_wrong.chain(further_scenes()).collect();
    for wanted in [20, 50, 170] {
        for (at, (name, scene)) in all.iter().enumerate() {
            let outcomes =
                limits.map(|limit| repeat(STUDIES, scene, Audit::Sheets(wanted), 1000 + at as u64, limit));
            let cells = outcomes.each_ref().map(|it| format!("{} ({:.2})", it.held, it.times_truth));
            println!("| {name} | {wanted} | {:.1} | {} |", outcomes[0].found, cells.join(" | "));
        }
    }
}

/// A limit from the mistakes and cells of each sheet.
type Limit = fn(&[(u64, u64)]) -> f64;

fn sums(sheets: &[(u64, u64)]) -> ClusterSums {
    ClusterSums::of(sheets.iter().copied())
}

fn of_recto(sheets: &[(u64, u64)]) -> f64 {
    sums(sheets).upper_limit().unwrap_or(1.0)
}

fn on_cells(sheets: &[(u64, u64)]) -> f64 {
    let sums = sums(sheets);
    exact_upper(sums.hits, sums.cells, 0.05).unwrap_or(1.0)
}

fn on_ratio(sheets: &[(u64, u64)]) -> f64 {
    let sums = sums(sheets);
    let t = student_two_sided(0.9, sums.sheets - 1).unwrap_or(f64::INFINITY);
    sums.rate().unwrap_or(0.0) + t * sums.variance().unwrap_or(0.0).sqrt()
}

fn with_design_effect(sheets: &[(u64, u64)]) -> f64 {
    let sums = sums(sheets);
    let effect = sums.design_effect().unwrap_or(1.0);
    let (hits, cells) = (sums.hits as f64 / effect, sums.cells as f64 / effect);
    exact_upper(hits.floor() as u64, cells.floor() as u64, 0.05).unwrap_or(1.0)
}

/// Stringer's limit (1963; Bickel 1992, *Int. Stat. Rev.* 60:197), sheets as units and their share of wrong
/// cells as taints: it assumes nothing of sheets that were not seen but that they may be wrong throughout.
fn stringer(sheets: &[(u64, u64)]) -> f64 {
    let count = sheets.len() as u64;
    let mut taints: Vec<f64> = sheets.iter().map(|(hits, cells)| *hits as f64 / *cells as f64).collect();
    taints.sort_by(|one, other| other.total_cmp(one));
    let share = |hits: u64| exact_upper(hits, count, 0.05).unwrap_or(1.0);
    let steps = taints.iter().zip(1..).map(|(taint, at)| (share(at) - share(at - 1)) * taint);
    share(0) + steps.sum::<f64>()
}
