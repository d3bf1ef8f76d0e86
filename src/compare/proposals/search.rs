//! Which keyings without a good partner look like one sheet. Only sheets without a partner, numbers that
//! stand twice in a pass, and pairs that agree unusually badly are searched, the last two by an index of
//! their rarest answers, so that a large study is not compared each with each.

use std::collections::{HashMap, HashSet};

use crate::compare::{Comparison, sheet_order};
use crate::study::{Keying, Pass, Snapshot};

use super::number::{NumberError, number_error, places_apart};
use super::score::{CHANCE_PAIRS, Chance, Likeness, Print, SAMPLE, Weights};

/// Fewer differing questions than this are ordinary.
const FEW: usize = 4;

/// Up to this many pairs are all looked at; beyond, only those that share rare answers.
const ALL_PAIRS: usize = 250_000;

/// Rare answers by which a keying is looked up (a third as many more of each quarter of the sheet), and how
/// many keyings one of them may lead to.
const LOOKED_UP: usize = 14;
const MOST_FOUND: usize = 400;

/// Keyings looked at closely, of those whose shared rare answers weigh most.
const CLOSELY: usize = 40;

/// Places before and after it in the stack at which a keying's partner is always looked for: sheets are
/// swapped with, and keyed under the number of, one nearby.
const NEARBY: usize = 8;

/// How much likelier than the next best a match must be: e³, about 20 times.
const CLEAR: f64 = 3.0;

/// Beyond the odds of picking the one right sheet among all: a match must be 100 times likelier than not.
const SURE: f64 = 4.6;

/// Numbers that one slip of the finger makes of a number of four digits: another digit in one place, two
/// exchanged, one lost or doubled.
const SLIPS_OF_A_NUMBER: f64 = 60.0;

/// A keying that is searched a partner for.
pub(super) struct Loose {
    pub(super) at: usize,
    pub(super) number: String,
    pub(super) why: Why,
    pub(super) print: Print,
}

/// Why a keying is searched a partner for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// Nobody keyed its number in the other pass.
    Alone,
    /// Its number stands twice or more in one of the passes.
    Doubled,
    /// It agrees badly with the keying of its number.
    Poor,
}

/// A pair that agrees badly.
pub(super) struct PoorPair {
    pub(super) number: String,
    pub(super) first: usize,
    pub(super) second: usize,
    pub(super) likeness: Likeness,
}

/// Two keyings that look like one sheet: places among the loose ones of each pass.
pub(super) struct Found {
    pub(super) first: usize,
    pub(super) second: usize,
    pub(super) likeness: Likeness,
    /// The best that either of the two reaches with any other.
    pub(super) next: Option<Likeness>,
}

/// Everything that is searched.
pub(super) struct Search<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) weights: Weights,
    pub(super) chance: Chance,
    /// Sheets of the study, about.
    sheets: f64,
    /// From this weight on, two keyings look like one sheet.
    pub(super) enough: f64,
    pub(super) firsts: Vec<Loose>,
    pub(super) seconds: Vec<Loose>,
    pub(super) poor: Vec<PoorPair>,
    /// By the place of a keying: its pair among the poor ones.
    poor_of: HashMap<usize, usize>,
    /// By number: the loose keyings of each pass.
    of_number: [HashMap<String, Vec<usize>>; 2],
}

impl<'a> Search<'a> {
    pub(super) fn of(snapshot: &'a Snapshot, comparison: &Comparison) -> Self {
        let finished: Vec<&Keying> = snapshot.keyings.iter().filter(|one| one.finished.is_some()).collect();
        let step = finished.len().div_ceil(SAMPLE).max(1);
        let counts = comparison.counts;
        let typing_errors = (counts.in_substance() as f64 / counts.compared.max(1) as f64).clamp(0.003, 0.03);
        let records = finished.iter().step_by(step).map(|keying| &*keying.record);
        let weights = Weights::of(&snapshot.questionnaire, records, typing_errors);
        let chance = chance(snapshot, comparison, &weights);
        let sheets = (finished.len() as f64 / 2.0).max(1.0);
        let enough = (sheets.ln() + SURE).max(chance.mean + 5.0 * chance.deviation);
        let mut search = Self {
            snapshot,
            weights,
            chance,
            sheets,
            enough,
            firsts: Vec::new(),
            seconds: Vec::new(),
            poor: Vec::new(),
            poor_of: HashMap::new(),
            of_number: Default::default(),
        };
        search.gather(comparison);
        search
    }

    fn gather(&mut self, comparison: &Comparison) {
        let sheets = &comparison.sheets;
        for one in sheets.first_only.iter().chain(&sheets.second_only) {
            self.add(one.keying, &one.number, Why::Alone);
        }
        for (number, keyings) in &sheets.doubled {
            for keying in keyings {
                self.add(*keying, number, Why::Doubled);
            }
        }
        for (at, pair) in sheets.both.iter().enumerate() {
            let differences = comparison.of_pair(at);
            if differences.len() < FEW {
                continue;
            }
            let mut fields: Vec<_> = differences.iter().map(|one| one.cell.field).collect();
            fields.dedup();
            let Some(likeness) = (fields.len() >= FEW).then(|| self.likeness(pair.first, pair.second)) else {
                continue;
            };
            if likeness.weight < self.enough {
                self.add(pair.first, &pair.number, Why::Poor);
                self.add(pair.second, &pair.number, Why::Poor);
                let (number, first, second) = (pair.number.clone(), pair.first, pair.second);
                self.poor_of.extend([first, second].map(|at| (at, self.poor.len())));
                self.poor.push(PoorPair { number, first, second, likeness });
            }
        }
    }

    fn add(&mut self, at: usize, number: &str, why: Why) {
        let Some(keying) = self.snapshot.keying(at) else { return };
        let print = self.weights.print(&keying.record);
        let loose = Loose { at, number: number.to_owned(), why, print };
        let pass = usize::from(keying.pass == Pass::Second);
        self.of_number[pass].entry(number.to_owned()).or_default().push(at);
        match keying.pass {
            Pass::First => self.firsts.push(loose),
            Pass::Second => self.seconds.push(loose),
        }
    }

    /// The loose keyings of a pass under a number: their places in the study.
    pub(super) fn under(&self, pass: Pass, number: &str) -> &[usize] {
        self.of_number[usize::from(pass == Pass::Second)].get(number).map_or(&[], Vec::as_slice)
    }

    /// The poor pair of a keying.
    pub(super) fn poor_pair_of(&self, at: usize) -> Option<&PoorPair> {
        self.poor.get(*self.poor_of.get(&at)?)
    }

    /// How much two keyings look like one sheet.
    pub(super) fn likeness(&self, one: usize, other: usize) -> Likeness {
        let print = |at: usize| self.snapshot.keying(at).map(|keying| self.weights.print(&keying.record));
        match (print(one), print(other)) {
            (Some(one), Some(other)) => self.weights.likeness(&one, &other),
            _ => Likeness::default(),
        }
    }

    /// The pairs that are each other's clear best. `skip` are places in the study that another keying
    /// stands for.
    pub(super) fn matches(&self, skip: &HashSet<usize>) -> Vec<Found> {
        let mut best_of_first: Vec<Best> = vec![Best::default(); self.firsts.len()];
        let mut best_of_second: Vec<Best> = vec![Best::default(); self.seconds.len()];
        let index = Index::of(&self.firsts, &self.seconds);
        for (first, loose) in self.firsts.iter().enumerate() {
            if skip.contains(&loose.at) {
                continue;
            }
            for second in index.candidates(loose, self.seconds.len()) {
                let other = &self.seconds[second];
                if skip.contains(&other.at) {
                    continue;
                }
                let likeness = self.weights.likeness(&loose.print, &other.print);
                let score = likeness.weight + self.of_numbers(loose, other);
                best_of_first[first].take(second, likeness, score);
                best_of_second[second].take(first, likeness, score);
            }
        }
        let clear = |best: &Best| {
            let (with, likeness, score) = best.best?;
            let ahead = best.next.is_none_or(|(_, next)| score >= next + CLEAR);
            (ahead && score >= self.enough).then_some((with, likeness))
        };
        let found = best_of_first.iter().enumerate().filter_map(|(first, best)| {
            let (second, likeness) = clear(best)?;
            let (back, _) = clear(&best_of_second[second])?;
            let next = [best.next, best_of_second[second].next].into_iter().flatten().map(|(next, _)| next);
            let next = next.max_by(|one, other| one.weight.total_cmp(&other.weight));
            (back == first).then_some(Found { first, second, likeness, next })
        });
        found.collect()
    }
}

impl Search<'_> {
    /// What the numbers of two sheets without partner say: a slip of the finger leads from a number to some
    /// [`SLIPS_OF_A_NUMBER`] others, chance to any.
    fn of_numbers(&self, first: &Loose, second: &Loose) -> f64 {
        let alone = (first.why, second.why) == (Why::Alone, Why::Alone);
        if !alone || number_error(&first.number, &second.number) == NumberError::Other {
            return 0.0;
        }
        (self.sheets / SLIPS_OF_A_NUMBER).ln().max(0.0)
    }

    /// The other half of a swap of two sheets near each other, of which one half was found: what is left of
    /// the two numbers, where it looks like one sheet, and more so than either number does as it was
    /// keyed. Sheets on which little was answered match no sheet clearly by themselves.
    pub(super) fn other_half(&self, found: &Found) -> Option<Found> {
        let here = self.poor_pair_of(self.firsts[found.first].at)?;
        let there = self.poor_pair_of(self.seconds[found.second].at)?;
        if places_apart(&here.number, &there.number)? > NEARBY as u64 {
            return None;
        }
        let likeness = self.likeness(there.first, here.second);
        let as_keyed = here.likeness.weight.max(there.likeness.weight).max(0.0);
        let place = |loose: &[Loose], at: usize| loose.iter().position(|one| one.at == at);
        let (first, second) = (place(&self.firsts, there.first)?, place(&self.seconds, here.second)?);
        (likeness.weight >= as_keyed + CLEAR).then_some(Found { first, second, likeness, next: None })
    }
}

/// The two best partners of a keying, with their scores.
#[derive(Clone, Default)]
struct Best {
    best: Option<(usize, Likeness, f64)>,
    next: Option<(Likeness, f64)>,
}

impl Best {
    fn take(&mut self, with: usize, likeness: Likeness, score: f64) {
        match self.best {
            Some((_, _, best)) if best >= score => {
                if self.next.is_none_or(|(_, next)| score > next) {
                    self.next = Some((likeness, score));
                }
            }
            best => {
                self.next = best.map(|(_, best, score)| (best, score));
                self.best = Some((with, likeness, score));
            }
        }
    }
}

/// Where the rarest answers and the numbers of the loose second keyings stand; `None` where all pairs can
/// be looked at.
struct Index<'a>(Option<Lookup<'a>>);

struct Lookup<'a> {
    answers: HashMap<(u16, u32), Vec<u32>>,
    /// The loose second keyings in the order of the stack.
    stack: Vec<(&'a str, u32)>,
}

impl<'a> Index<'a> {
    fn of(firsts: &[Loose], seconds: &'a [Loose]) -> Self {
        if firsts.len().saturating_mul(seconds.len()) <= ALL_PAIRS {
            return Self(None);
        }
        let mut answers: HashMap<(u16, u32), Vec<u32>> = HashMap::new();
        for (at, loose) in seconds.iter().enumerate() {
            for (_, answer) in loose.print.rarest(LOOKED_UP) {
                answers.entry(answer).or_default().push(at as u32);
            }
        }
        let mut stack: Vec<(&str, u32)> =
            seconds.iter().enumerate().map(|(at, loose)| (loose.number.as_str(), at as u32)).collect();
        stack.sort_by(|one, other| sheet_order(one.0, other.0).then(one.1.cmp(&other.1)));
        Self(Some(Lookup { answers, stack }))
    }

    /// The second keyings to hold a first one against, each once.
    fn candidates(&self, loose: &Loose, all: usize) -> Vec<usize> {
        let Some(lookup) = &self.0 else { return (0..all).collect() };
        let mut shared: HashMap<u32, f32> = HashMap::new();
        for (weight, answer) in loose.print.rarest(LOOKED_UP) {
            let found = lookup.answers.get(&answer).map_or(&[][..], Vec::as_slice);
            for at in found.iter().take(MOST_FOUND) {
                *shared.entry(*at).or_default() += weight;
            }
        }
        let mut shared: Vec<(u32, f32)> = shared.into_iter().collect();
        shared.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        shared.truncate(CLOSELY);
        let here = lookup.stack.partition_point(|(number, _)| sheet_order(number, &loose.number).is_lt());
        let nearby = &lookup.stack[here.saturating_sub(NEARBY)..(here + NEARBY + 1).min(lookup.stack.len())];
        let mut found: Vec<usize> = shared.iter().map(|(at, _)| *at as usize).collect();
        found.extend(nearby.iter().map(|(_, at)| *at as usize));
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// What unrelated sheets reach: first keyings beside second keyings of other numbers, spread evenly.
fn chance(snapshot: &Snapshot, comparison: &Comparison, weights: &Weights) -> Chance {
    let both = &comparison.sheets.both;
    if both.len() < 2 {
        return Chance::default();
    }
    let pairs = CHANCE_PAIRS.min(both.len() * (both.len() - 1));
    let found = (0..pairs).filter_map(|at| {
        let first = at * both.len() / pairs.max(both.len());
        let first = if pairs > both.len() { at % both.len() } else { first };
        let apart = 1 + (at / both.len() * 7 + at * 13) % (both.len() - 1);
        let (one, other) = (both.get(first)?, both.get((first + apart) % both.len())?);
        let (one, other) = (snapshot.keying(one.first)?, snapshot.keying(other.second)?);
        Some(weights.likeness(&weights.print(&one.record), &weights.print(&other.record)))
    });
    Chance::of(&found.collect::<Vec<_>>())
}
