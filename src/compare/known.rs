//! Settled sheets of a study to practise on: their papers lie in the archive, what they say is known.
//! Which of them a person may be given without learning anything that they are still to find out
//! (DESIGN 5.3).

use std::collections::HashSet;

use super::final_record::final_records;
use super::quality::audit::audits;
use super::quality::settling::reread_left;
use super::{Review, Standing, State, sheet_order, unreadable_sheets};
use crate::questionnaire::{Answer, Missing, Record};
use crate::study::batches::numbers_of;
use crate::study::{Batch, Counted, OperatorId, Snapshot, batches, fold};

/// The sheets that a person wants to practise on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KnownSheets {
    /// Those that serve, in the order asked for.
    pub sheets: Vec<Record>,
    /// Numbers of sheets that this person keyed, decided on, or was given to key.
    pub own: Vec<String>,
    /// Numbers of sheets that are not settled in full, or were read with an older questionnaire.
    pub unsettled: Vec<String>,
}

/// The sheets asked for: the name of a batch, or numbers as for a batch. The error is the part that is
/// neither.
pub fn wanted_numbers(snapshot: &Snapshot, text: &str) -> Result<Vec<String>, String> {
    let named = batches(&snapshot.declarations).into_iter().find(|batch| fold(&batch.name) == fold(text));
    named.map_or_else(|| numbers_of(&snapshot.questionnaire, text), |batch| Ok(batch.numbers))
}

/// Sorts the sheets asked for into those that serve for practice and those that do not. Whoever has keyed
/// a sheet or is to key it does not hear how far it is.
pub fn known_sheets(review: &Review, person: &str, wanted: &[String]) -> KnownSheets {
    let snapshot = &*review.snapshot;
    let name = fold(person);
    let operator = snapshot.operators.iter().find(|operator| fold(&operator.name) == name);
    let own = operator.map(|operator| touched_by(review, operator.id)).unwrap_or_default();
    let open = open_numbers(review);
    let asked: HashSet<&str> = wanted.iter().map(String::as_str).collect();
    let mut settled: Vec<_> = final_records(snapshot, &review.comparison)
        .filter(|sheet| asked.contains(sheet.number.as_str()) && !open.contains(sheet.number.as_str()))
        .filter(|sheet| sheet.keyings == 2 && !sheet.standings.contains(&Standing::Open))
        .filter(|sheet| !was_asked_less(&sheet.record))
        .collect();
    let mut known = KnownSheets::default();
    for number in wanted {
        if own.contains(number.as_str()) {
            known.own.push(number.clone());
        } else if let Some(at) = settled.iter().position(|sheet| sheet.number == *number) {
            known.sheets.push(settled.swap_remove(at).record);
        } else {
            known.unsettled.push(number.clone());
        }
    }
    known.own.sort_by(|one, other| sheet_order(one, other));
    known.unsettled.sort_by(|one, other| sheet_order(one, other));
    known
}

/// Numbers of the sheets that an operator has keyed, decided on, declared or read again, or was given.
fn touched_by(review: &Review, operator: OperatorId) -> HashSet<String> {
    let snapshot = &*review.snapshot;
    let counted = Counted::of(&snapshot.declarations);
    let mut touched = HashSet::new();
    for (_, keying) in snapshot.all_keyings().filter(|(_, keying)| keying.operator == operator) {
        touched.insert(keying.number.clone());
        touched.extend(counted.number(keying.id, &keying.number).map(str::to_owned));
    }
    let decided = snapshot.resolutions.iter().filter(|resolution| resolution.operator == operator);
    touched.extend(decided.map(|resolution| resolution.number.clone()));
    let said = snapshot.declarations.iter().filter(|declaration| declaration.operator == operator);
    touched.extend(said.filter_map(|declaration| declaration.number.clone()));
    let given = |batch: &Batch| batch.handed_out.iter().any(|(_, holder)| *holder == operator);
    let held = batches(&snapshot.declarations).into_iter().filter(given);
    touched.extend(held.flat_map(|batch| batch.numbers));
    touched
}

/// Numbers of sheets on which something is still to be keyed, matched, decided or read again.
fn open_numbers(review: &Review) -> HashSet<String> {
    let snapshot = &*review.snapshot;
    let comparison = &review.comparison;
    let mut open: HashSet<String> = comparison.sheets.duplicates.iter().cloned().collect();
    let undecided = review.queue.iter().filter(|item| item.state == State::Open);
    open.extend(undecided.map(|item| item.number.clone()));
    let unfinished = snapshot.keyings.iter().filter(|keying| keying.finished.is_none());
    open.extend(unfinished.map(|keying| keying.number.clone()));
    open.extend(review.proposals.open.iter().flat_map(|proposal| proposal.numbers.iter().cloned()));
    open.extend(unreadable_sheets(&snapshot.declarations).into_keys().map(str::to_owned));
    open.extend(reread_left(snapshot).into_iter().map(|due| due.number));
    let audits = audits(snapshot, comparison);
    open.extend(audits.into_iter().flat_map(|audit| audit.left).map(|left| left.number));
    open
}

/// Whether some questions of today's questionnaire were not on this paper.
fn was_asked_less(record: &Record) -> bool {
    record.fields.iter().any(|field| field.answer == Answer::Missing(Missing::NotAsked))
}
