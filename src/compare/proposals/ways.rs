//! The ways in which a proposal can be accepted: which keyings would count under which numbers. Ways that
//! would leave a number twice in a pass are not offered.

use std::collections::HashMap;

use crate::questionnaire::Questionnaire;
use crate::study::counted::says_nothing;
use crate::study::{Keying, Move, Pass, Snapshot};

use super::number::is_plausible;
use super::search::{Found, Search};
use super::{Link, Meaning, Way};

/// Matches whose numbers hang together, each group one event.
pub(super) fn components<'f>(search: &Search<'_>, found: &[&'f Found]) -> Vec<Vec<&'f Found>> {
    let numbers =
        |one: &Found| [search.firsts[one.first].number.as_str(), search.seconds[one.second].number.as_str()];
    let mut groups: Vec<Vec<&'f Found>> = Vec::new();
    let mut group_of: HashMap<&str, usize> = HashMap::new();
    for one in found {
        let known: Vec<usize> =
            numbers(one).iter().filter_map(|number| group_of.get(number).copied()).collect();
        let into = known.first().copied().unwrap_or(groups.len());
        if into == groups.len() {
            groups.push(Vec::new());
        }
        groups[into].push(one);
        for from in known.into_iter().filter(|from| *from != into) {
            let moved = std::mem::take(&mut groups[from]);
            for number in moved.iter().flat_map(|one| numbers(one)) {
                group_of.insert(number, into);
            }
            groups[into].extend(moved);
        }
        for number in numbers(one) {
            group_of.insert(number, into);
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// The second keyings take the numbers of the first, or the other way round.
pub(super) fn of_moves(search: &Search<'_>, links: &[Link]) -> Vec<Way> {
    let snapshot = search.snapshot;
    let way = |seconds: bool| {
        let (from, to) = if seconds { (1, 0) } else { (0, 1) };
        let moves = links.iter().filter_map(|link| {
            let keying = snapshot.keying(if seconds { link.other } else { link.one })?.id.0;
            Some(Move { keying, number: Some(link.numbers[to].clone()) })
        });
        let renumbered = links.iter().map(|link| (link.numbers[from].clone(), link.numbers[to].clone()));
        Way { meaning: Meaning::Renumber(renumbered.collect()), moves: moves.collect(), merged: None }
    };
    let mut ways: Vec<(usize, Way)> = [true, false]
        .into_iter()
        .filter(|seconds| leaves_each_number_once(search, links, *seconds))
        .map(way)
        .map(|way| (implausible(snapshot, &way), way))
        .collect();
    // The way that leaves the fewest impossible or unexpected numbers comes first.
    ways.sort_by_key(|(implausible, _)| *implausible);
    ways.into_iter().map(|(_, way)| way).collect()
}

fn implausible(snapshot: &Snapshot, way: &Way) -> usize {
    let questionnaire: &Questionnaire = &snapshot.questionnaire;
    let Meaning::Renumber(renumbered) = &way.meaning else { return 0 };
    let plausible = |number: &str| is_plausible(questionnaire, &snapshot.expected, number);
    renumbered.iter().filter(|(_, to)| !plausible(to)).count()
}

/// Whether no number that is moved to stands twice in the pass afterwards.
fn leaves_each_number_once(search: &Search<'_>, links: &[Link], seconds: bool) -> bool {
    let pass = if seconds { Pass::Second } else { Pass::First };
    let moved = |link: &Link| {
        if seconds { (link.other, link.numbers[0].clone()) } else { (link.one, link.numbers[1].clone()) }
    };
    let moves: HashMap<usize, String> = links.iter().map(moved).collect();
    moves.values().all(|target| {
        let staying = search.under(pass, target).iter().filter(|at| !moves.contains_key(at)).count();
        staying + moves.values().filter(|to| *to == target).count() == 1
    })
}

/// Of two keyings of one sheet in one pass: keep one, keep the other, or merge them where they do not
/// contradict each other.
pub(super) fn of_two(snapshot: &Snapshot, one: usize, other: usize) -> Vec<Way> {
    let mut ways = keep_one(snapshot, one, other);
    if let (Some(first), Some(second)) = (snapshot.keying(one), snapshot.keying(other))
        && can_merge(&snapshot.questionnaire, first, second)
    {
        let merged = Some((first.id.0, second.id.0));
        ways.push(Way { meaning: Meaning::Merge, moves: Vec::new(), merged });
    }
    ways
}

/// Two keyings that fill each other's gaps and contradict each other nowhere.
fn can_merge(questionnaire: &Questionnaire, one: &Keying, other: &Keying) -> bool {
    let number = questionnaire.sheet_number_field();
    let fields = questionnaire.field_ids().filter(|field| Some(*field) != number);
    let mut fills = false;
    for field in fields {
        let (left, right) = (one.record.answer(field), other.record.answer(field));
        let (no_left, no_right) = (says_nothing(left), says_nothing(right));
        if !no_left && !no_right && left != right {
            return false;
        }
        fills |= no_left != no_right;
    }
    fills
}

/// One of two keyings is kept under its number, the other set aside; the one with fewer gaps first.
pub(super) fn keep_one(snapshot: &Snapshot, one: usize, other: usize) -> Vec<Way> {
    let keep = |kept: usize, aside: usize| {
        let keying = snapshot.keying(aside)?.id.0;
        Some(Way { meaning: Meaning::Keep(kept), moves: vec![Move { keying, number: None }], merged: None })
    };
    let gaps = |at: usize| {
        let fields = snapshot.keying(at).map_or(&[][..], |keying| &keying.record.fields);
        fields.iter().filter(|field| says_nothing(&field.answer)).count()
    };
    let order =
        if gaps(other) < gaps(one) { [(other, one), (one, other)] } else { [(one, other), (other, one)] };
    order.into_iter().filter_map(|(kept, aside)| keep(kept, aside)).collect()
}

/// Both keyings are set aside: the sheet is keyed again.
pub(super) fn keep_none(snapshot: &Snapshot, one: usize, other: usize) -> Option<Way> {
    let aside = |at: usize| Some(Move { keying: snapshot.keying(at)?.id.0, number: None });
    Some(Way { meaning: Meaning::KeepNone, moves: vec![aside(one)?, aside(other)?], merged: None })
}
