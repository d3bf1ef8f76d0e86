//! Whether a batch is accepted, keyed whole, or undecided, under the plan that the study sets; which of
//! its sheets are keyed twice; and how such a plan behaves.

use crate::study::{Plan, Sampling};

use super::chance::lot;
use super::clusters::ClusterSums;
use super::interval::{at_most, exact_upper};

/// What is to be done with a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Its data can be used.
    Accept,
    /// All of its sheets are to be keyed twice.
    KeyWhole,
    /// Not known yet.
    Undecided,
}

impl Verdict {
    /// Its stable name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::KeyWhole => "key-whole",
            Self::Undecided => "undecided",
        }
    }
}

/// The decision on a batch, with the figures it rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Acceptance {
    /// What is to be done.
    pub verdict: Verdict,
    /// Differences that the plan allows, as a share of cells; `None` where all is keyed twice.
    pub limit: Option<f64>,
    /// The upper 95 % limit of the batch's own share, sheets as clusters.
    pub upper: Option<f64>,
    /// Sheets of the batch.
    pub sheets: usize,
    /// Of them, to be keyed twice under the plan.
    pub due: usize,
    /// Of these, keyed twice.
    pub twice: usize,
    /// Differences of the batch without a decision.
    pub open: usize,
    /// How the rule behaves with as many cells.
    pub operating: Option<Operating>,
}

/// The probability that a batch is accepted, by its true share of differences, were its cells independent
/// of each other. With sheets as clusters a good batch is accepted less often; a bad one not more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Operating {
    /// Cells in the sample.
    pub cells: u64,
    /// At a fifth of the limit.
    pub at_fifth: f64,
    /// At half of the limit.
    pub at_half: f64,
    /// At the limit: at most 5 in 100.
    pub at_limit: f64,
}

/// The numbers of a batch that are keyed a second time, in the order of the stack.
pub fn second_pass_due<'a>(plan: &Plan, batch: &str, numbers: &'a [String]) -> Vec<&'a str> {
    let first = match plan.sampling {
        Sampling::AllTwice => numbers.len(),
        Sampling::FirstThenShare => (plan.sampling_first.0 as usize).min(numbers.len()),
        Sampling::ShareWithLimit => 0,
    };
    let (whole, rest) = numbers.split_at(first);
    // Rounded up, so that a share of a small batch is never nothing.
    let wanted = (rest.len() * plan.sampling_percent.0.min(100) as usize).div_ceil(100);
    let seed = u64::from(plan.seed.0);
    let lots: Vec<u64> = rest.iter().map(|number| lot(seed, &["second pass", batch, number])).collect();
    let drawn = super::chance::draw(&lots, wanted).into_iter().filter_map(|place| rest.get(place));
    whole.iter().chain(drawn).map(String::as_str).collect()
}

/// What is known of a batch.
#[derive(Clone, Copy, Debug, Default)]
pub struct BatchState {
    /// Its sheets.
    pub sheets: usize,
    /// Of them, to be keyed twice.
    pub due: usize,
    /// Of these, keyed twice.
    pub twice: usize,
    /// Sheets of the batch with a finished second keying beside the first, due or not.
    pub all_twice: bool,
    /// Differences without a decision.
    pub open: usize,
}

/// Decides on a batch. All twice: accepted once everything is keyed twice and settled. A share: accepted
/// when even the upper limit of its differences is below the plan's; keyed whole when the share itself is
/// above; undecided between the two, or while sheets of the sample are missing.
pub fn decide(plan: &Plan, differences: &ClusterSums, state: BatchState) -> Acceptance {
    let settled = state.all_twice && state.open == 0;
    let mut acceptance = Acceptance {
        verdict: if settled { Verdict::Accept } else { Verdict::Undecided },
        limit: None,
        upper: differences.upper_limit(),
        sheets: state.sheets,
        due: state.due,
        twice: state.twice,
        open: state.open,
        operating: None,
    };
    if plan.sampling == Sampling::AllTwice {
        return acceptance;
    }
    let limit = f64::from(plan.sampling_limit.0) / 10_000.0;
    acceptance.limit = Some(limit);
    acceptance.operating = operating(differences.cells, limit);
    let Some((rate, upper)) = differences.rate().zip(acceptance.upper).filter(|_| !settled) else {
        return acceptance;
    };
    acceptance.verdict = match state.twice < state.due {
        true => Verdict::Undecided,
        false if upper <= limit => Verdict::Accept,
        false if rate > limit => Verdict::KeyWhole,
        false => Verdict::Undecided,
    };
    acceptance
}

/// How the rule behaves with so many cells; `None` where it can accept nothing.
pub fn operating(cells: u64, limit: f64) -> Option<Operating> {
    let accepts = |hits: u64| exact_upper(hits, cells, 0.05).is_some_and(|upper| upper <= limit);
    if !accepts(0) {
        return None;
    }
    let (mut low, mut high) = (0, cells);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if accepts(middle) { low = middle } else { high = middle }
    }
    let at = |share: f64| at_most(low, cells, share * limit);
    Some(Operating { cells, at_fifth: at(0.2), at_half: at(0.5), at_limit: at(1.0) })
}
