//! Simulated studies: sheets keyed by two people who err, each in their own way and both for the same
//! reason, at hard questions and on hard sheets. Cell by cell, from a seed. Shared by the test and by
//! `benches/audit.rs`.

use recto::compare::quality::independence::{VariableErrors, expected_alike};
use recto::compare::quality::interval::exact_upper;

/// Numbers from a seed (SplitMix64, Steele et al. 2014).
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, end: usize) -> usize {
        (self.share() * end as f64) as usize
    }
}

/// How the simulated people err.
#[derive(Clone, Copy, Debug)]
pub struct Scene {
    /// Mean rates of error of the two operators.
    pub operators: (f64, f64),
    /// Mean rate at which a cell makes both read the same wrong answer.
    pub shared: f64,
    /// A share of the questions is so many times as hard as the others.
    pub hard_questions: (f64, f64),
    /// A share of the sheets is so many times as hard as the others.
    pub hard_sheets: (f64, f64),
}

pub const EASY: (f64, f64) = (0.0, 1.0);
pub const SHEETS: usize = 300;
pub const QUESTIONS: usize = 60;
/// Possible answers of the questions, over and over.
const CHOICES: [usize; 4] = [2, 3, 5, 10];

/// A study as it was keyed: what a later reading of the paper would find.
pub struct Simulated {
    /// By sheet: agreed cells that are wrong, and agreed cells.
    pub sheets: Vec<(u64, u64)>,
    /// What is seen once the differences are settled.
    pub variables: Vec<VariableErrors>,
}

/// Factors that are 1 on average, the first `share` of them `times` the others; then shuffled.
fn hardness(count: usize, (share, times): (f64, f64), chance: &mut Chance) -> Vec<f64> {
    let hard = (count as f64 * share).round() as usize;
    let easy = count as f64 / (hard as f64 * times + (count - hard) as f64);
    let mut factors: Vec<f64> = (0..count).map(|at| if at < hard { easy * times } else { easy }).collect();
    for at in (1..count).rev() {
        factors.swap(at, chance.below(at + 1));
    }
    factors
}

/// The wrong answer, as its distance from the right one: most go to the neighbour.
fn wrong(choices: usize, chance: &mut Chance) -> usize {
    if chance.share() < 0.6 { 1 } else { 1 + chance.below(choices - 1) }
}

/// Of two independent mistakes, the share that are the same, as `wrong` makes them.
fn alike(choices: usize) -> f64 {
    let others = (choices - 1) as f64;
    let (near, far) = (0.6 + 0.4 / others, 0.4 / others);
    near * near + (others - 1.0) * far * far
}

pub fn simulate(scene: &Scene, chance: &mut Chance) -> Simulated {
    let questions = hardness(QUESTIONS, scene.hard_questions, chance);
    let sheets = hardness(SHEETS, scene.hard_sheets, chance);
    let mut made = Simulated {
        sheets: vec![(0, 0); SHEETS],
        variables: (0..QUESTIONS)
            .map(|question| VariableErrors {
                alike: alike(CHOICES[question % 4]),
                ..VariableErrors::default()
            })
            .collect(),
    };
    for (sheet, sheet_factor) in sheets.iter().enumerate() {
        for (question, question_factor) in questions.iter().enumerate() {
            let times = sheet_factor * question_factor;
            let (a, b) = ((scene.operators.0 * times).min(0.9), (scene.operators.1 * times).min(0.9));
            let shared = (scene.shared * times).min(0.9);
            let seen = &mut made.variables[question];
            seen.cells += 1;
            let lot = chance.share();
            if lot >= shared + a + b {
                made.sheets[sheet].1 += 1;
                continue;
            }
            let choices = CHOICES[question % 4];
            let own = 1.0 - shared;
            let (both, only_a, only_b) = (own * a * b, own * a * (1.0 - b), own * b * (1.0 - a));
            let (same, differ) = match lot {
                lot if lot < shared => (true, None),
                lot if lot < shared + both => {
                    let one = wrong(choices, chance);
                    let other = wrong(choices, chance);
                    (one == other, Some((true, true)))
                }
                lot if lot < shared + both + only_a => (false, Some((true, false))),
                lot if lot < shared + both + only_a + only_b => (false, Some((false, true))),
                _ => {
                    made.sheets[sheet].1 += 1;
                    continue;
                }
            };
            if same {
                made.sheets[sheet].0 += 1;
                made.sheets[sheet].1 += 1;
            } else if let Some((first, second)) = differ {
                seen.first += u64::from(first);
                seen.second += u64::from(second);
            }
        }
    }
    made
}

impl Simulated {
    /// Wrong agreed cells, and agreed cells.
    pub fn truth(&self) -> (u64, u64) {
        self.sheets.iter().fold((0, 0), |sum, sheet| (sum.0 + sheet.0, sum.1 + sheet.1))
    }

    /// An audit of so many cells, drawn without replacement: the mistakes found.
    pub fn audit_cells(&self, wanted: u64, chance: &mut Chance) -> u64 {
        let (mut wrong, mut left) = self.truth();
        let mut found = 0;
        for _ in 0..wanted.min(left) {
            if chance.share() * (left as f64) < wrong as f64 {
                wrong -= 1;
                found += 1;
            }
            left -= 1;
        }
        found
    }

    /// An audit of so many whole sheets: mistakes and cells of each.
    pub fn audit_sheets(&self, wanted: usize, chance: &mut Chance) -> Vec<(u64, u64)> {
        let mut places: Vec<usize> = (0..self.sheets.len()).collect();
        for at in 0..wanted {
            let other = at + chance.below(places.len() - at);
            places.swap(at, other);
        }
        places[..wanted].iter().map(|place| self.sheets[*place]).collect()
    }

    pub fn estimate(&self) -> f64 {
        expected_alike(self.variables.iter().copied())
    }
}

/// What an audit of many studies came to.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Studies whose true rate is at most the limit.
    pub held: usize,
    /// The median limit, divided by the true rate (the mean over the studies).
    pub times_truth: f64,
    /// Mistakes that the audit finds on average.
    pub found: f64,
    /// The mean true rate.
    pub truth: f64,
    /// The mean estimate under independence, divided by the true rate.
    pub estimate: f64,
}

/// What is audited.
#[derive(Clone, Copy, Debug)]
pub enum Audit {
    Cells(u64),
    Sheets(usize),
}

/// Simulates studies and audits each; `limit` is for whole sheets.
pub fn repeat(
    studies: usize,
    scene: &Scene,
    audit: Audit,
    seed: u64,
    limit: impl Fn(&[(u64, u64)]) -> f64,
) -> Outcome {
    let mut chance = Chance(seed);
    let mut limits = Vec::with_capacity(studies);
    let mut outcome = Outcome::default();
    for _ in 0..studies {
        let study = simulate(scene, &mut chance);
        let (wrong, agreed) = study.truth();
        let truth = wrong as f64 / agreed as f64;
        let (found, upper) = match audit {
            Audit::Cells(wanted) => {
                let found = study.audit_cells(wanted, &mut chance);
                (found, exact_upper(found, wanted, 0.05).unwrap_or(1.0))
            }
            Audit::Sheets(wanted) => {
                let sheets = study.audit_sheets(wanted, &mut chance);
                (sheets.iter().map(|sheet| sheet.0).sum(), limit(&sheets))
            }
        };
        outcome.held += usize::from(truth <= upper);
        outcome.found += found as f64 / studies as f64;
        outcome.truth += truth / studies as f64;
        outcome.estimate += study.estimate() / agreed as f64 / studies as f64;
        limits.push(upper);
    }
    limits.sort_by(f64::total_cmp);
    outcome.times_truth = limits[studies / 2] / outcome.truth;
    outcome.estimate /= outcome.truth;
    outcome
}

/// Every scene: name, how the people err. The rate is of agreed cells that are wrong where `shared`, of
/// each operator's keying otherwise.
pub fn scenes() -> Vec<(String, Scene)> {
    let mut all = Vec::new();
    for rate in [0.001, 0.005, 0.03] {
        for (people, unequal) in [("equal", false), ("unequal", true)] {
            for (place, questions, sheets) in [
                ("plain", EASY, EASY),
                ("hard questions", (0.1, 6.0), EASY),
                ("hard sheets", EASY, (0.1, 6.0)),
                ("both hard", (0.1, 6.0), (0.1, 6.0)),
                ("few very hard sheets", EASY, (0.04, 15.0)),
            ] {
                let of = |mean: f64| if unequal { (mean * 0.4, mean * 1.6) } else { (mean, mean) };
                let name = |what: &str| format!("{what} {:.1} %, {people}, {place}", rate * 100.0);
                let scene = Scene {
                    operators: of(0.01),
                    shared: rate,
                    hard_questions: questions,
                    hard_sheets: sheets,
                };
                all.push((name("left wrong"), scene));
                all.push((name("operators"), Scene { operators: of(rate), shared: 0.0, ..scene }));
            }
        }
    }
    all
}
