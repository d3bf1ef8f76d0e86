//! How many questions of one sheet its two keyings differ on, told right after the second of them, so
//! that the paper stays at hand. How many, never which.

use std::sync::Arc;

use super::{Class, compare};
use crate::questionnaire::Questionnaire;
use crate::study::{Keying, Plan, Snapshot};

/// The number of questions to be settled on one sheet, from all its keyings; `None` unless it is keyed
/// and finished once in each pass.
pub fn early_count(questionnaire: &Arc<Questionnaire>, plan: Plan, keyings: Vec<Keying>) -> Option<usize> {
    let empty = Snapshot::empty(Arc::clone(questionnaire));
    let comparison = compare(&Snapshot { keyings: keyings.into(), plan, ..empty });
    if comparison.sheets.both.len() != 1 {
        return None;
    }
    let to_settle = comparison.differences.iter().filter(|difference| difference.class != Class::Normalised);
    let mut fields: Vec<_> = to_settle.map(|difference| difference.cell.field).collect();
    fields.dedup();
    Some(fields.len())
}
