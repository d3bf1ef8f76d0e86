//! The sheets declared void or missing, computed from what was declared. Pure.

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;
use uuid::Uuid;

use super::declaration::standing;
use super::{Declaration, OperatorId, Said};
use crate::keying::Absence;

/// A sheet that should exist and is not to be keyed.
#[derive(Clone, Debug, PartialEq)]
pub struct Absent {
    /// Id of the declaration.
    pub declaration: Uuid,
    /// The sheet's number.
    pub number: String,
    /// Void or missing.
    pub absence: Absence,
    /// Why, in the words of who declared it.
    pub reason: String,
    /// By whom.
    pub operator: OperatorId,
    /// When.
    pub at: Timestamp,
}

/// The sheets declared void or missing, by number; of two declarations the newer counts.
pub fn absent(declarations: &[Declaration]) -> BTreeMap<String, Absent> {
    standing(declarations)
        .filter_map(|declaration| {
            let (absence, reason) = match &declaration.said {
                Said::Void { reason } => (Absence::Void, reason),
                Said::Missing { reason } => (Absence::Missing, reason),
                _ => return None,
            };
            let number = declaration.number.clone()?;
            let absent = Absent {
                declaration: declaration.id,
                number: number.clone(),
                absence,
                reason: reason.clone(),
                operator: declaration.operator,
                at: declaration.at,
            };
            Some((number, absent))
        })
        .collect()
}

/// What takes back everything that stands of a sheet being void or missing.
pub fn withdrawals(declarations: &[Declaration], number: &str) -> Vec<(Option<String>, Said)> {
    standing(declarations)
        .filter(|declaration| declaration.number.as_deref() == Some(number))
        .filter(|declaration| matches!(declaration.said, Said::Void { .. } | Said::Missing { .. }))
        .map(|declaration| (Some(number.to_owned()), Said::Withdrawn { declaration: declaration.id }))
        .collect()
}

/// The expected numbers without those declared void or missing. One that was keyed all the same stays:
/// that is for the supervisor to see.
pub(super) fn still_expected(
    mut expected: Vec<String>,
    declarations: &[Declaration],
    keyed: &HashSet<&str>,
) -> Vec<String> {
    let absent = absent(declarations);
    if !absent.is_empty() {
        expected.retain(|number| keyed.contains(number.as_str()) || !absent.contains_key(number));
    }
    expected
}
