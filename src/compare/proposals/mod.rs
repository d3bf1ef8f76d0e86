//! What may be wrong with the pairing of sheets, before any value is compared: numbers mistyped, sheets
//! swapped, keyed twice, or different people under one number. Each proposal has its evidence and the
//! ways in which it can be accepted; nothing is changed here, and nothing is ever changed unasked.

mod number;
pub mod said;
mod score;
mod search;
mod ways;

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

use crate::questionnaire::FieldId;
use crate::study::{Matching, Move, Snapshot, matchings};

use super::{Comparison, sheet_order};

pub use number::{NumberError, is_plausible, number_error};
pub use score::{Chance, Likeness};

use search::{Found, Loose, PoorPair, Search, Why};

/// What looks wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// A number was mistyped: two sheets without a partner are one.
    Mistyped,
    /// Two sheets were swapped: each one's second keying matches the other's first.
    Swapped,
    /// A sheet was keyed under the number of another one.
    OtherNumber,
    /// Several sheets stand under each other's numbers, as when one number was left out.
    Shifted,
    /// One sheet was keyed twice in one pass.
    KeyedTwice,
    /// Two different sheets stand under one number in one pass, and none has a partner elsewhere.
    TwoSheets,
    /// The two keyings of a number look like two different people.
    DifferentPeople,
}

impl What {
    /// Its stable name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mistyped => "mistyped",
            Self::Swapped => "swapped",
            Self::OtherNumber => "other_number",
            Self::Shifted => "shifted",
            Self::KeyedTwice => "keyed_twice",
            Self::TwoSheets => "two_sheets",
            Self::DifferentPeople => "different_people",
        }
    }

    /// What a name in a file means; `None` where a newer Recto wrote it.
    pub fn named(name: &str) -> Option<Self> {
        let all = [
            Self::Mistyped,
            Self::Swapped,
            Self::OtherNumber,
            Self::Shifted,
            Self::KeyedTwice,
            Self::TwoSheets,
            Self::DifferentPeople,
        ];
        all.into_iter().find(|what| what.name() == name)
    }
}

/// Two keyings that a proposal is about, and how much they look alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// One keying: its place ([`Snapshot::keying`]).
    pub one: usize,
    /// The other, of the other pass or of the same.
    pub other: usize,
    /// The numbers under which the two count now.
    pub numbers: [String; 2],
    /// How much they look like one sheet.
    pub likeness: Likeness,
    /// The best that either reaches with any other keying that was looked at.
    pub next: Option<Likeness>,
    /// How much each looks like the keying that now counts as its partner.
    pub now: [Option<Likeness>; 2],
    /// How one number may have become the other; `None` where both are the same.
    pub error: Option<NumberError>,
}

impl Link {
    /// The questions on which the two keyings differ.
    pub fn differing(&self, snapshot: &Snapshot) -> Vec<FieldId> {
        let (Some(one), Some(other)) = (snapshot.keying(self.one), snapshot.keying(self.other)) else {
            return Vec::new();
        };
        let number = snapshot.questionnaire.sheet_number_field();
        let fields = snapshot.questionnaire.field_ids().filter(|field| Some(*field) != number);
        let differ = |field: &FieldId| score::differ(one.record.answer(*field), other.record.answer(*field));
        fields.filter(differ).collect()
    }
}

/// What accepting in one way means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Keyings count under other numbers: which (its number now, the number then).
    Renumber(Vec<(String, String)>),
    /// Of several keyings one is kept, the others are set aside: the kept one's place.
    Keep(usize),
    /// Two keyings become one, each filling what the other left empty.
    Merge,
    /// None of the keyings is kept: the sheet is keyed again.
    KeepNone,
}

/// A way of accepting a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// What it means.
    pub meaning: Meaning,
    /// What changes.
    pub moves: Vec<Move>,
    /// The two keyings that are merged.
    pub merged: Option<(uuid::Uuid, uuid::Uuid)>,
}

/// Something that may be wrong with the pairing of sheets.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The same as long as it is about the same keyings.
    pub id: String,
    /// What looks wrong.
    pub what: What,
    /// The numbers it is about, in sheet order.
    pub numbers: Vec<String>,
    /// The keyings that look alike, or unlike.
    pub links: Vec<Link>,
    /// The ways of accepting it, the likeliest first.
    pub ways: Vec<Way>,
}

impl Proposal {
    /// What is declared when it is accepted in one of its ways; `None` where there is no such way.
    pub fn accepted(&self, way: usize) -> Option<Matching> {
        let way = self.ways.get(way)?;
        Some(Matching { moves: way.moves.clone(), merged: way.merged, ..self.refused() })
    }

    /// What is declared when it is refused.
    pub fn refused(&self) -> Matching {
        Matching {
            proposal: self.id.clone(),
            what: self.what.name().to_owned(),
            numbers: self.numbers.clone(),
            moves: Vec::new(),
            merged: None,
        }
    }
}

/// The open proposals of a study.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposals {
    /// What nobody has decided, in sheet order.
    pub open: Vec<Proposal>,
    /// What unrelated sheets of this study reach.
    pub chance: Chance,
    /// Sheets keyed in one pass only that look like no other: number and place.
    pub alone: Vec<(String, usize)>,
}

/// Looks for what may be wrong with the pairing of a study's sheets.
pub fn proposals(snapshot: &Snapshot, comparison: &Comparison) -> Proposals {
    let search = Search::of(snapshot, comparison);
    let mut made = Vec::new();
    let twice = keyed_twice(&search, &mut made);
    let found = search.matches(&twice);
    let (firsts, seconds) = (&search.firsts, &search.seconds);
    let mut placed: HashSet<usize> = twice;
    let (elsewhere, here): (Vec<&Found>, Vec<&Found>) =
        found.iter().partition(|one| firsts[one.first].number != seconds[one.second].number);
    let mut place = |one: &Found| placed.extend([firsts[one.first].at, seconds[one.second].at]);
    here.into_iter().for_each(&mut place);
    for mut group in ways::components(&search, &elsewhere) {
        let half = if let [one] = group[..] { search.other_half(one) } else { None };
        group.extend(&half);
        // Where nothing can be moved the sheets stay unplaced: what is odd about them is said below.
        if let Some(proposal) = moved(&search, &group) {
            group.into_iter().for_each(&mut place);
            made.push(proposal);
        }
    }
    two_sheets(&search, comparison, &placed, &mut made);
    different_people(&search, &placed, &mut made);
    let refused: Vec<&str> = matchings(&snapshot.declarations)
        .filter(|(_, matching)| matching.is_refusal())
        .map(|(_, matching)| matching.proposal.as_str())
        .collect();
    made.retain(|proposal| !refused.contains(&proposal.id.as_str()) && !proposal.ways.is_empty());
    made.sort_by(|one, other| {
        let key = |proposal: &Proposal| proposal.numbers.first().cloned().unwrap_or_default();
        sheet_order(&key(one), &key(other)).then(one.what.cmp(&other.what)).then(one.id.cmp(&other.id))
    });
    let alone = |loose: &&Loose| loose.why == Why::Alone && !placed.contains(&loose.at);
    let alone = firsts.iter().chain(seconds).filter(alone).map(|loose| (loose.number.clone(), loose.at));
    let mut alone: Vec<(String, usize)> = alone.collect();
    alone.sort_by(|one, other| sheet_order(&one.0, &other.0));
    Proposals { open: made, chance: search.chance, alone }
}

/// The proposal's id: the same as long as it is about the same keyings.
fn id(snapshot: &Snapshot, what: What, links: &[Link]) -> String {
    let mut keyings: Vec<uuid::Uuid> = links
        .iter()
        .flat_map(|link| [link.one, link.other])
        .filter_map(|at| snapshot.keying(at).map(|keying| keying.id.0))
        .collect();
    keyings.sort();
    keyings.dedup();
    let mut hash = Sha256::new();
    hash.update(what.name());
    keyings.iter().for_each(|keying| hash.update(keying.as_bytes()));
    hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

fn proposal(search: &Search<'_>, what: What, links: Vec<Link>, ways: Vec<Way>) -> Proposal {
    let mut numbers: Vec<String> = links.iter().flat_map(|link| link.numbers.clone()).collect();
    numbers.sort_by(|one, other| sheet_order(one, other));
    numbers.dedup();
    Proposal { id: id(search.snapshot, what, &links), what, numbers, links, ways }
}

/// Numbers that stand twice in one pass and are one sheet. Gives back the keyings that another one stands
/// for in what follows.
fn keyed_twice(search: &Search<'_>, made: &mut Vec<Proposal>) -> HashSet<usize> {
    let mut stood_for = HashSet::new();
    for loose in [&search.firsts, &search.seconds] {
        let doubled: Vec<&Loose> = loose.iter().filter(|one| one.why == Why::Doubled).collect();
        for (at, one) in doubled.iter().enumerate() {
            // Keyings of one number stand together.
            for other in doubled.iter().skip(at + 1).take_while(|other| other.number == one.number) {
                let likeness = search.weights.likeness(&one.print, &other.print);
                if likeness.weight < search.enough || stood_for.contains(&other.at) {
                    continue;
                }
                let numbers = [one.number.clone(), other.number.clone()];
                let (one, other) = (one.at, other.at);
                let link = Link { one, other, numbers, likeness, next: None, now: [None, None], error: None };
                stood_for.insert(other);
                made.push(proposal(
                    search,
                    What::KeyedTwice,
                    vec![link],
                    ways::of_two(search.snapshot, one, other),
                ));
            }
        }
    }
    stood_for
}

/// Keyings that match under another number, one proposal per knot of numbers.
fn moved(search: &Search<'_>, found: &[&Found]) -> Option<Proposal> {
    let links: Vec<Link> = found.iter().map(|one| link(search, one)).collect();
    let ways = ways::of_moves(search, &links);
    let why = |one: &&Found| (search.firsts[one.first].why, search.seconds[one.second].why);
    let numbers = |at: usize| links.iter().map(move |link| link.numbers[at].clone());
    let what = match found {
        [one] if why(one) == (Why::Alone, Why::Alone) => What::Mistyped,
        [_] => What::OtherNumber,
        [_, _] if numbers(0).all(|number| numbers(1).any(|other| other == number)) => What::Swapped,
        _ => What::Shifted,
    };
    (!ways.is_empty()).then(|| proposal(search, what, links, ways))
}

fn link(search: &Search<'_>, found: &Found) -> Link {
    let (first, second) = (&search.firsts[found.first], &search.seconds[found.second]);
    let now = |at: usize| search.poor_pair_of(at).map(|pair| pair.likeness);
    Link {
        one: first.at,
        other: second.at,
        numbers: [first.number.clone(), second.number.clone()],
        likeness: found.likeness,
        next: found.next,
        now: [now(first.at), now(second.at)],
        error: Some(number_error(&first.number, &second.number)),
    }
}

/// Numbers that still stand twice in one pass: two sheets of which one belongs elsewhere, nobody knows
/// where.
fn two_sheets<'a>(
    search: &'a Search<'_>,
    comparison: &Comparison,
    placed: &HashSet<usize>,
    made: &mut Vec<Proposal>,
) {
    let named: HashSet<String> = made.iter().flat_map(|proposal| proposal.numbers.clone()).collect();
    let doubled = |loose: &'a [Loose]| -> HashMap<usize, &'a Loose> {
        loose.iter().filter(|one| one.why == Why::Doubled).map(|one| (one.at, one)).collect()
    };
    let loose = [doubled(&search.firsts), doubled(&search.seconds)];
    for (number, keyings) in &comparison.sheets.doubled {
        for loose in &loose {
            let here: Vec<&Loose> = keyings.iter().filter_map(|at| loose.get(at).copied()).collect();
            let known = named.contains(number);
            let strangers = here.iter().filter(|one| !placed.contains(&one.at)).count();
            let [one, other] = here[..] else { continue };
            if known || strangers == 0 {
                continue;
            }
            let likeness = search.weights.likeness(&one.print, &other.print);
            let numbers = [number.clone(), number.clone()];
            let mut ways = ways::keep_one(search.snapshot, one.at, other.at);
            if placed.contains(&other.at) {
                ways.reverse();
            }
            let (one, other) = (one.at, other.at);
            let link = Link { one, other, numbers, likeness, next: None, now: [None, None], error: None };
            made.push(proposal(search, What::TwoSheets, vec![link], ways));
        }
    }
}

/// Pairs that agree no better than two sheets picked at random, and match nothing else.
fn different_people(search: &Search<'_>, placed: &HashSet<usize>, made: &mut Vec<Proposal>) {
    let limit = (search.chance.mean + 2.0 * search.chance.deviation).min(0.0);
    // In a small study weights say little: two keyings that agree on most answers are of one person all
    // the same, and without other sheets there is nothing to hold them against.
    let like_chance = |likeness: &Likeness| {
        let share = likeness.agree as f64 / f64::from(likeness.comparable.max(1));
        search.chance.pairs > 0 && share < (1.0 + search.chance.share) / 2.0
    };
    let stranger = |pair: &&PoorPair| {
        pair.likeness.weight <= limit
            && like_chance(&pair.likeness)
            && !placed.contains(&pair.first)
            && !placed.contains(&pair.second)
    };
    for pair in search.poor.iter().filter(stranger) {
        let (one, other) = (pair.first, pair.second);
        let link = Link {
            one,
            other,
            numbers: [pair.number.clone(), pair.number.clone()],
            likeness: pair.likeness,
            next: None,
            now: [Some(pair.likeness), Some(pair.likeness)],
            error: None,
        };
        let mut ways = ways::keep_one(search.snapshot, one, other);
        ways.extend(ways::keep_none(search.snapshot, one, other));
        made.push(proposal(search, What::DifferentPeople, vec![link], ways));
    }
}
