//! Which sheets were keyed in which pass, matched by the number under which each keying counts. Values
//! are not looked at here; what looks mistyped, swapped or doubled is found in `proposals`.

use std::cmp::Ordering;

use crate::study::{Counted, Pass, Snapshot};

/// A sheet keyed in both passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The sheet's number.
    pub number: String,
    /// The first keying: its place ([`Snapshot::keying`]).
    pub first: usize,
    /// The second keying.
    pub second: usize,
}

/// A sheet keyed in one pass only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyedOnce {
    /// The sheet's number.
    pub number: String,
    /// The keying: its place ([`Snapshot::keying`]).
    pub keying: usize,
}

/// The sheets of a study by what was keyed of them, each list in sheet order. Only finished keyings
/// count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheets {
    /// Keyed once in each pass: these are compared.
    pub both: Vec<Pair>,
    /// Keyed in the first pass only.
    pub first_only: Vec<KeyedOnce>,
    /// Keyed in the second pass only.
    pub second_only: Vec<KeyedOnce>,
    /// Keyed twice or more in one pass: not compared until one of the keyings is set aside.
    pub duplicates: Vec<String>,
    /// The keyings of each of these, both passes together: their places ([`Snapshot::keying`]).
    pub doubled: Vec<(String, Vec<usize>)>,
    /// Keyed, but not among the expected numbers.
    pub unknown: Vec<String>,
    /// Expected, but finished in no pass.
    pub missing: Vec<String>,
}

/// A sheet with the keyings it stands on.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyedSheet<'a> {
    pub(super) number: &'a str,
    /// The first keying, or the only one: its place ([`Snapshot::keying`]).
    pub(super) first: usize,
    /// The second keying.
    pub(super) second: Option<usize>,
    /// Of a sheet keyed in both passes: its place in [`Sheets::both`].
    pub(super) pair: Option<usize>,
}

impl Sheets {
    /// The sheets keyed in both passes, and those keyed in one if they count, in sheet order.
    pub(super) fn keyed(&self, once_counts: bool) -> Vec<KeyedSheet<'_>> {
        let pairs = self.both.iter().enumerate();
        let mut all: Vec<_> = pairs.map(|(at, pair)| KeyedSheet::of_pair(at, pair)).collect();
        if once_counts {
            all.extend(self.first_only.iter().chain(&self.second_only).map(KeyedSheet::of_one));
            all.sort_by(|left, right| sheet_order(left.number, right.number));
        }
        all
    }

    /// One sheet of [`Self::keyed`].
    pub(super) fn keyed_sheet(&self, number: &str, once_counts: bool) -> Option<KeyedSheet<'_>> {
        let by_number = |other: &str| sheet_order(other, number);
        if let Ok(at) = self.both.binary_search_by(|pair| by_number(&pair.number)) {
            return Some(KeyedSheet::of_pair(at, &self.both[at]));
        }
        let passes = [&self.first_only, &self.second_only].into_iter().filter(|_| once_counts);
        let mut found =
            passes.filter_map(|once| Some(&once[once.binary_search_by(|one| by_number(&one.number)).ok()?]));
        found.next().map(KeyedSheet::of_one)
    }
}

impl<'a> KeyedSheet<'a> {
    fn of_pair(at: usize, pair: &'a Pair) -> Self {
        Self { number: &pair.number, first: pair.first, second: Some(pair.second), pair: Some(at) }
    }

    fn of_one(one: &'a KeyedOnce) -> Self {
        Self { number: &one.number, first: one.keying, second: None, pair: None }
    }
}

/// The order of sheet numbers: by their digits as a number, then as text.
pub fn sheet_order(left: &str, right: &str) -> Ordering {
    order_key(left).cmp(&order_key(right))
}

fn order_key(number: &str) -> (u64, &str) {
    let end = number.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(number.len());
    (number[..end].parse().unwrap_or(u64::MAX), number)
}

/// Matches the finished keyings of both passes by number.
pub fn pair(snapshot: &Snapshot) -> Sheets {
    let counted = Counted::of(&snapshot.declarations);
    let first = finished(snapshot, &counted, Pass::First);
    let second = finished(snapshot, &counted, Pass::Second);
    let mut sheets = Sheets::default();
    let (mut at_first, mut at_second) = (&first[..], &second[..]);
    while let Some(key) = next_key(at_first, at_second) {
        let firsts = take(&mut at_first, key);
        let seconds = take(&mut at_second, key);
        let number = key.1;
        match (firsts, seconds) {
            ([first], [second]) => {
                sheets.both.push(Pair { number: number.to_owned(), first: first.1, second: second.1 });
            }
            ([only], []) => {
                sheets.first_only.push(KeyedOnce { number: number.to_owned(), keying: only.1 });
            }
            ([], [only]) => {
                sheets.second_only.push(KeyedOnce { number: number.to_owned(), keying: only.1 });
            }
            (firsts, seconds) => {
                sheets.duplicates.push(number.to_owned());
                let all = firsts.iter().chain(seconds).map(|numbered| numbered.1).collect();
                sheets.doubled.push((number.to_owned(), all));
            }
        }
    }
    compare_with_expected(snapshot, &first, &second, &mut sheets);
    sheets
}

/// A sheet's place in the order, and its keying.
type Numbered<'a> = ((u64, &'a str), usize);

fn finished<'a>(snapshot: &'a Snapshot, counted: &Counted<'a>, pass: Pass) -> Vec<Numbered<'a>> {
    let mut numbered: Vec<_> = snapshot
        .all_keyings()
        .filter(|(_, keying)| keying.pass == pass && keying.finished.is_some())
        .filter_map(|(at, keying)| Some((order_key(counted.number(keying.id, &keying.number)?), at)))
        .collect();
    numbered.sort();
    numbered
}

fn next_key<'a>(first: &[Numbered<'a>], second: &[Numbered<'a>]) -> Option<(u64, &'a str)> {
    match (first.first(), second.first()) {
        (Some(first), Some(second)) => Some(first.0.min(second.0)),
        (one, other) => one.or(other).map(|numbered| numbered.0),
    }
}

fn take<'s, 'a>(rest: &mut &'s [Numbered<'a>], key: (u64, &str)) -> &'s [Numbered<'a>] {
    let count = rest.iter().take_while(|numbered| numbered.0 == key).count();
    let (taken, left) = rest.split_at(count);
    *rest = left;
    taken
}

fn compare_with_expected(
    snapshot: &Snapshot,
    first: &[Numbered<'_>],
    second: &[Numbered<'_>],
    sheets: &mut Sheets,
) {
    if snapshot.expected.is_empty() {
        return;
    }
    let mut expected: Vec<_> = snapshot.expected.iter().map(|number| order_key(number)).collect();
    expected.sort();
    let keyed = |key: &(u64, &str)| {
        [first, second].iter().any(|pass| pass.binary_search_by(|numbered| numbered.0.cmp(key)).is_ok())
    };
    sheets.missing = expected.iter().filter(|key| !keyed(key)).map(|key| key.1.to_owned()).collect();
    let mut unknown: Vec<_> = first
        .iter()
        .chain(second)
        .map(|numbered| numbered.0)
        .filter(|key| expected.binary_search(key).is_err())
        .collect();
    unknown.sort();
    unknown.dedup();
    sheets.unknown = unknown.into_iter().map(|key| key.1.to_owned()).collect();
}
