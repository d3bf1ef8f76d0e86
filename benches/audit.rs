//! How often the audit's 95 % limit holds, how wide it is, and by how much the estimate under independence
//! is off: 500 simulated studies a line, from a seed. Prints figures and judges nothing.

use recto::compare::quality::clusters::ClusterSums;
use recto::compare::quality::interval::{exact_upper, student_two_sided};

#[path = "../tests/promises/quality/simulated.rs"]
#[allow(missing_docs, clippy::unwrap_used)]
mod simulated;

use simulated::{Audit, Outcome, repeat, scenes};

const STUDIES: usize = 500;

fn main() {
    for audit in
        [Audit::Cells(3000), Audit::Cells(10_000), Audit::Sheets(20), Audit::Sheets(50), Audit::Sheets(170)]
    {
        println!(
            "\n{audit:?}: limit held in so many of {STUDIES}; median limit and mean estimate as times the truth"
        );
        println!("| scene | true rate | found | held | limit | estimate |");
        println!("|---|---|---|---|---|---|");
        for (at, (name, scene)) in scenes().iter().enumerate() {
            let Outcome { held, times_truth, found, truth, estimate, .. } =
                repeat(STUDIES, scene, audit, 1000 + at as u64, |sums| sums.upper_limit().unwrap_or(1.0));
            println!(
                "| {name} | {:.5} % | {found:.2} | {held} | {times_truth:.2} | {estimate:.2} |",
                truth * 100.0
            );
        }
    }
    others();
}

/// Other limits for whole sheets, on the same studies.
fn others() {
    println!("\nWhole sheets, other limits: held in so many of {STUDIES} (median limit as times the truth)");
    println!("| scene | sheets | gamma | exact on cells | t on the ratio | exact with design effect |");
    println!("|---|---|---|---|---|---|");
    type Limit = fn(&ClusterSums) -> f64;
    let limits: [Limit; 4] =
        [|sums| sums.upper_limit().unwrap_or(1.0), on_cells, on_ratio, with_design_effect];
    for wanted in [20, 50, 170] {
        for (at, (name, scene)) in
            scenes().iter().enumerate().filter(|(_, (name, _))| name.starts_with("left"))
        {
            let cells: Vec<String> = limits
                .iter()
                .map(|limit| {
                    let outcome = repeat(STUDIES, scene, Audit::Sheets(wanted), 1000 + at as u64, limit);
                    format!("{} ({:.2})", outcome.held, outcome.times_truth)
                })
                .collect();
            println!("| {name} | {wanted} | {} |", cells.join(" | "));
        }
    }
}

fn on_cells(sums: &ClusterSums) -> f64 {
    exact_upper(sums.hits, sums.cells, 0.05).unwrap_or(1.0)
}

fn on_ratio(sums: &ClusterSums) -> f64 {
    let t = student_two_sided(0.9, sums.sheets - 1).unwrap_or(f64::INFINITY);
    sums.rate().unwrap_or(0.0) + t * sums.variance().unwrap_or(0.0).sqrt()
}

fn with_design_effect(sums: &ClusterSums) -> f64 {
    let effect = sums.design_effect().unwrap_or(1.0);
    let (hits, cells) = (sums.hits as f64 / effect, sums.cells as f64 / effect);
    exact_upper(hits.floor() as u64, cells.floor() as u64, 0.05).unwrap_or(1.0)
}
