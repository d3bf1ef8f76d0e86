//! When in a sitting a sheet was keyed: how long its operator had been at it. Sittings follow from the
//! times of the keyings; a long gap ends one.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::study::{Keying, OperatorId};

/// A gap of so many minutes between two sheets ends a sitting.
const GAP_MINUTES: i64 = 30;

/// How long the operator had been keying when a sheet was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// Less than half an hour.
    First = 0,
    /// Half an hour to an hour.
    Second = 1,
    /// One to two hours.
    Third = 2,
    /// More.
    Later = 3,
}

impl Moment {
    /// All of them, in order of time.
    pub const ALL: [Self; 4] = [Self::First, Self::Second, Self::Third, Self::Later];

    /// Its stable name in files: minutes since the beginning.
    pub fn name(self) -> &'static str {
        match self {
            Self::First => "0-30",
            Self::Second => "30-60",
            Self::Third => "60-120",
            Self::Later => "120+",
        }
    }

    fn of(minutes: i64) -> Self {
        match minutes {
            ..30 => Self::First,
            30..60 => Self::Second,
            60..120 => Self::Third,
            _ => Self::Later,
        }
    }
}

/// By place of the keying: when in its sitting it was begun; `None` for one taken from a file.
pub fn moments(keyings: &[Keying]) -> Vec<Option<Moment>> {
    let mut order: Vec<usize> = (0..keyings.len()).filter(|at| !keyings[*at].imported).collect();
    order.sort_by_key(|at| keyings[*at].started);
    let mut moments = vec![None; keyings.len()];
    // By operator: when the sitting began, and when it was last seen.
    let mut sittings: HashMap<OperatorId, (Timestamp, Timestamp)> = HashMap::new();
    let minutes = |from: Timestamp, to: Timestamp| (to.as_second() - from.as_second()) / 60;
    for at in order {
        let keying = &keyings[at];
        let sitting = sittings.entry(keying.operator).or_insert((keying.started, keying.started));
        if minutes(sitting.1, keying.started) >= GAP_MINUTES {
            *sitting = (keying.started, keying.started);
        }
        moments[at] = Some(Moment::of(minutes(sitting.0, keying.started)));
        sitting.1 = sitting.1.max(keying.last_entry);
    }
    moments
}
