//! When in a sitting a sheet was keyed: how long its operator had been at it. Sittings follow from the
//! times of the keyings that a snapshot holds (`study::pace` has those of every entry); the same gap ends
//! one there and here.

use jiff::Timestamp;

use crate::study::pace::SITTING_MS;
use crate::study::{Keying, OperatorId};

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
    // What is known of an operator's presence: where a sheet was begun (its place), finished, last changed.
    let mut seen: Vec<(OperatorId, Timestamp, Option<usize>)> = Vec::new();
    for (at, keying) in keyings.iter().enumerate().filter(|(_, keying)| !keying.imported) {
        let ends = keying.finished.into_iter().chain([keying.last_entry]);
        seen.push((keying.operator, keying.started, Some(at)));
        seen.extend(ends.map(|end| (keying.operator, end, None)));
    }
    seen.sort_unstable();
    let mut moments = vec![None; keyings.len()];
    // Whose sitting it is, when it began, and when they were last seen.
    let mut sitting: Option<(OperatorId, Timestamp, Timestamp)> = None;
    let between = |from: Timestamp, to: Timestamp| to.as_millisecond() - from.as_millisecond();
    for (operator, now, begun) in seen {
        let goes_on = |&(who, _, last): &(OperatorId, Timestamp, Timestamp)| {
            who == operator && between(last, now) <= SITTING_MS
        };
        let began = sitting.filter(goes_on).map_or(now, |(_, began, _)| began);
        sitting = Some((operator, began, now));
        if let Some(at) = begun {
            moments[at] = Some(Moment::of(between(began, now) / 60_000));
        }
    }
    moments
}
