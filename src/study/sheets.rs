//! The sheets of a study by state, from where each keying stands (`Study::keying_states`) and the number it
//! counts under. Pure. Which sheets have open differences is for `compare` to say.

use std::collections::{BTreeMap, BTreeSet};

use super::counted::{KeyedAs, counted_states, keyed_otherwise};
use super::{Declaration, KeyingState, OperatorId, Pass};

/// How far the sheets of a questionnaire are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many sheets should exist.
    pub expected: usize,
    /// Expected numbers that nobody has begun, in order.
    pub missing: Vec<String>,
    /// Expected numbers without a finished first keying, in order.
    pub missing_first: Vec<String>,
    /// Expected numbers without a finished second keying, in order.
    pub missing_second: Vec<String>,
    /// Numbers keyed though not expected, in order; empty when it is not known what to expect.
    pub extra: Vec<String>,
    /// Numbers keyed more than once in one pass, in order.
    pub duplicates: Vec<String>,
    /// Sheets with a finished keying in one pass only.
    pub keyed_once: usize,
    /// Sheets with a finished keying in both passes.
    pub keyed_twice: BTreeSet<String>,
    /// Sheets with a keying that is begun and not finished.
    pub unfinished: BTreeSet<String>,
    /// Keyings that count under another number than they were keyed under.
    pub matched: Vec<KeyedAs>,
    /// By operator: finished sheets of the first and of the second pass, as keyed.
    pub by_operator: Vec<(OperatorId, usize, usize)>,
}

/// Counts the sheets. `expected` is in order, as the paper is numbered; `keyings` stand as keyed.
pub fn progress(expected: &[String], keyings: &[KeyingState], declarations: &[Declaration]) -> Progress {
    let counted = counted_states(keyings, declarations);
    let mut sheets: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let mut begun: BTreeMap<(&str, Pass), usize> = BTreeMap::new();
    for keying in &counted {
        let pass = usize::from(keying.pass == Pass::Second);
        sheets.entry(&keying.number).or_default()[pass] += usize::from(keying.finished);
        *begun.entry((&keying.number, keying.pass)).or_default() += 1;
    }
    let without = |pass: usize| {
        let lacks = |number: &&String| sheets.get(number.as_str()).is_none_or(|finished| finished[pass] == 0);
        expected.iter().filter(lacks).cloned().collect()
    };
    let known: BTreeSet<&str> = expected.iter().map(String::as_str).collect();
    let owned = |number: &&str| (*number).to_owned();
    let duplicates: BTreeSet<&str> =
        begun.iter().filter(|(_, count)| **count > 1).map(|((number, _), _)| *number).collect();
    Progress {
        expected: expected.len(),
        missing: expected.iter().filter(|number| !sheets.contains_key(number.as_str())).cloned().collect(),
        missing_first: without(0),
        missing_second: without(1),
        extra: match expected {
            [] => Vec::new(),
            _ => sheets.keys().filter(|number| !known.contains(**number)).map(owned).collect(),
        },
        duplicates: duplicates.iter().map(owned).collect(),
        keyed_once: sheets.values().filter(|[first, second]| (*first > 0) != (*second > 0)).count(),
        keyed_twice: sheets
            .iter()
            .filter(|(_, [first, second])| *first > 0 && *second > 0)
            .map(|(number, _)| owned(number))
            .collect(),
        unfinished: counted
            .iter()
            .filter(|keying| !keying.finished)
            .map(|keying| keying.number.clone())
            .collect(),
        matched: keyed_otherwise(keyings, declarations),
        by_operator: by_operator(keyings),
    }
}

fn by_operator(keyings: &[KeyingState]) -> Vec<(OperatorId, usize, usize)> {
    let mut shares: Vec<(OperatorId, usize, usize)> = Vec::new();
    for keying in keyings {
        let finished = usize::from(keying.finished);
        let (first, second) = if keying.pass == Pass::First { (finished, 0) } else { (0, finished) };
        match shares.iter_mut().find(|(operator, ..)| *operator == keying.operator) {
            Some(own) => *own = (own.0, own.1 + first, own.2 + second),
            None => shares.push((keying.operator, first, second)),
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::study::KeyingId;

    /// DESIGN 9, 13: every expected sheet is in one place, extra and double numbers are told.
    #[test]
    fn sheets_are_counted_by_state() {
        let (ana, bob) = (OperatorId(Uuid::from_u128(1)), OperatorId(Uuid::from_u128(2)));
        let keying = |number: &str, pass, operator, finished| KeyingState {
            id: KeyingId(Uuid::nil()),
            number: number.to_owned(),
            pass,
            operator,
            finished,
        };
        let keyings = [
            keying("1", Pass::First, ana, true),
            keying("1", Pass::Second, bob, true),
            keying("2", Pass::First, ana, true),
            keying("2", Pass::Second, bob, false),
            keying("9", Pass::First, bob, true),
            keying("9", Pass::First, ana, true),
        ];
        let expected = ["1", "2", "3"].map(str::to_owned);
        let found = progress(&expected, &keyings, &[]);
        assert_eq!(found.missing, ["3"]);
        assert_eq!(found.missing_first, ["3"]);
        assert_eq!(found.missing_second, ["2", "3"]);
        assert_eq!(found.extra, ["9"]);
        assert_eq!(found.duplicates, ["9"]);
        assert_eq!(found.keyed_once, 2);
        assert_eq!(found.keyed_twice, BTreeSet::from(["1".to_owned()]));
        assert_eq!(found.unfinished, BTreeSet::from(["2".to_owned()]));
        assert_eq!(found.by_operator, [(ana, 3, 0), (bob, 1, 1)]);
        assert!(progress(&[], &keyings, &[]).extra.is_empty());
    }
}
