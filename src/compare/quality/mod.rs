//! How good the data of a study are: what was compared, how often the keyings differ, how often each
//! operator was wrong, what may be left. Pure; DESIGN 9 says what the quality page states.

pub mod acceptance;
pub mod audit;
pub mod audit_file;
pub mod chance;
pub mod clusters;
pub mod independence;
pub mod interval;
pub mod sessions;
pub mod settling;
pub mod tally;
#[cfg(test)]
mod tests;

pub use acceptance::{Acceptance, Verdict};
pub use audit::Audit;
pub use clusters::ClusterSums;
pub use sessions::Moment;
pub use settling::{RereadDue, Settling, reread_due, reread_left};
pub use tally::{Apart, OperatorTally, Tally, VariableTally};

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::{Comparison, State, Watch, sheet_order};
use crate::study::{Snapshot, batches};

/// One batch.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchQuality {
    /// Id of its declaration.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// Differences between first readings, by sheet.
    pub differences: ClusterSums,
    /// Whether it is accepted.
    pub acceptance: Acceptance,
}

/// What two keyings may both have wrong in the same way: an estimate, never a bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Undetected {
    /// Agreed cells.
    pub agreed: u64,
    /// Of these, wrong, if the two operators err independently of each other.
    pub expected: f64,
}

impl Undetected {
    /// So many times the estimate, as a share of the agreed cells; `None` without any.
    pub fn share(&self, times: u32) -> Option<f64> {
        (self.agreed > 0).then(|| (self.expected * f64::from(times) / self.agreed as f64).min(1.0))
    }
}

/// The statement of quality of a study.
#[derive(Clone, Debug)]
pub struct Quality {
    /// What was added up.
    pub tally: Tally,
    /// Its batches, in the order in which they were declared.
    pub batches: Vec<BatchQuality>,
    /// What may be left, as an estimate.
    pub undetected: Undetected,
    /// How the differences were settled.
    pub settling: Settling,
    /// The audits, in the order in which they were drawn.
    pub audits: Vec<Audit>,
}

impl Quality {
    /// Computes the statement.
    pub fn of(snapshot: &Snapshot, comparison: &Comparison) -> Self {
        let tally = tally::tally(snapshot, comparison, &Watch::default()).unwrap_or_default();
        Self::from_tally(snapshot, comparison, tally)
    }

    /// Computes the statement, telling how far it is; `None` when it was told to stop.
    pub fn watched(snapshot: &Snapshot, comparison: &Comparison, watch: &Watch) -> Option<Self> {
        let tally = tally::tally(snapshot, comparison, watch)?;
        Some(Self::from_tally(snapshot, comparison, tally))
    }

    fn from_tally(snapshot: &Snapshot, comparison: &Comparison, tally: Tally) -> Self {
        let errors = tally.variables.iter().map(|variable| variable.errors);
        let expected = independence::expected_alike(errors);
        Self {
            batches: batch_qualities(snapshot, comparison, &tally),
            undetected: Undetected { agreed: tally.agreed, expected },
            settling: settling::settling(snapshot, comparison),
            audits: audit::audits(snapshot, comparison),
            tally,
        }
    }

    /// Whether every difference is settled. Before, the mistakes in the open ones are nobody's yet, so
    /// that rates of error and the estimate would be too low: none is given.
    pub fn is_settled(&self) -> bool {
        self.tally.open == 0
    }

    /// The newest audit.
    pub fn audit(&self) -> Option<&Audit> {
        self.audits.last()
    }
}

fn batch_qualities(snapshot: &Snapshot, comparison: &Comparison, tally: &Tally) -> Vec<BatchQuality> {
    let both = &comparison.sheets.both;
    let place = |number: &str| both.binary_search_by(|pair| sheet_order(&pair.number, number)).ok();
    let mut open: HashMap<&str, usize> = HashMap::new();
    let differences = comparison.differences.iter().map(|difference| (&difference.number, difference.state));
    let due = comparison.due.iter().map(|due| (&due.number, due.state));
    for (number, _) in differences.chain(due).filter(|(_, state)| *state == State::Open) {
        *open.entry(number.as_str()).or_default() += 1;
    }
    let batch = |batch: crate::study::Batch| {
        let places: Vec<usize> = batch.numbers.iter().filter_map(|number| place(number)).collect();
        let sums = places.iter().filter_map(|at| tally.by_sheet.get(*at)).copied();
        let due = acceptance::second_pass_due(&snapshot.plan, &batch.name, &batch.numbers);
        let twice: HashSet<&str> =
            places.iter().filter_map(|at| both.get(*at)).map(|pair| pair.number.as_str()).collect();
        let state = acceptance::BatchState {
            sheets: batch.numbers.len(),
            due: due.len(),
            twice: due.iter().filter(|number| twice.contains(**number)).count(),
            all_twice: places.len() == batch.numbers.len(),
            open: batch.numbers.iter().filter_map(|number| open.get(number.as_str())).sum(),
        };
        let differences = ClusterSums::of(sums);
        let acceptance = acceptance::decide(&snapshot.plan, &differences, state);
        BatchQuality { id: batch.id, name: batch.name, differences, acceptance }
    };
    batches(&snapshot.declarations).into_iter().map(batch).collect()
}
