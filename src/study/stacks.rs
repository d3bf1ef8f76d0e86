//! How far the batches of a study are: counted from where each keying stands. Pure; which sheets have
//! open differences is for `compare` to say.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::{Absent, Batch, KeyingState, Pass};

/// How far one batch is. The names of its fields are those of `recto batch --json` and `recto status
/// --json` (README).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BatchProgress {
    /// Sheets of the batch.
    pub sheets: usize,
    /// Of these, finished in the first pass.
    pub first_done: usize,
    /// Finished in the second pass.
    pub second_done: usize,
    /// Finished in both.
    pub keyed_twice: usize,
    /// Declared void or missing, and not keyed.
    pub absent: usize,
    /// Numbers without a finished first keying, in the order of the stack; void and missing ones aside.
    pub left_first: Vec<String>,
    /// Numbers without a finished second keying.
    pub left_second: Vec<String>,
}

/// How far each batch is, in their order. `states` stand as they count (`counted_states`).
pub fn progress_of(
    batches: &[Batch],
    states: &[KeyingState],
    absent: &BTreeMap<String, Absent>,
) -> Vec<BatchProgress> {
    let mut finished: HashMap<&str, [bool; 2]> = HashMap::new();
    for state in states.iter().filter(|state| state.finished) {
        finished.entry(&state.number).or_default()[usize::from(state.pass == Pass::Second)] = true;
    }
    batches.iter().map(|batch| progress(batch, &finished, absent)).collect()
}

fn progress(
    batch: &Batch,
    finished: &HashMap<&str, [bool; 2]>,
    absent: &BTreeMap<String, Absent>,
) -> BatchProgress {
    let mut found = BatchProgress { sheets: batch.numbers.len(), ..BatchProgress::default() };
    for number in &batch.numbers {
        let [first, second] = finished.get(number.as_str()).copied().unwrap_or_default();
        if !first && !second && absent.contains_key(number) {
            found.absent += 1;
            continue;
        }
        found.first_done += usize::from(first);
        found.second_done += usize::from(second);
        found.keyed_twice += usize::from(first && second);
        if !first {
            found.left_first.push(number.clone());
        }
        if !second {
            found.left_second.push(number.clone());
        }
    }
    found
}
