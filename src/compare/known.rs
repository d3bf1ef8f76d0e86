//! Settled sheets of a study to practise on: their papers lie in the archive, what they say is known.
//! Which of them a person may be given without learning anything that they are still to find out
//! (DESIGN 5.3).

use std::collections::{HashMap, HashSet};

use super::final_record::final_records;
use super::quality::audit::audits;
use super::quality::settling::reread_left;
use super::{Review, Standing, State, unreadable_sheets};
use crate::questionnaire::{Answer, Missing, Record};
use crate::study::batches::numbers_of;
use crate::study::{Batch, Counted, OperatorId, batches, fold};
use crate::text;
use crate::texts::{Language, text_with};

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

impl KnownSheets {
    /// What is to be said of those that do not serve.
    pub fn remarks(&self, language: Language) -> Vec<String> {
        let lists = [("practice-known-own", &self.own), ("practice-known-unsettled", &self.unsettled)];
        let said = lists.into_iter().filter(|(_, numbers)| !numbers.is_empty());
        said.map(|(id, numbers)| text_with(language, id, &[("numbers", listed(numbers).into())])).collect()
    }
}

/// Numbers listed before the rest is only counted.
const LISTED: usize = 12;

fn listed(numbers: &[String]) -> String {
    let shown = numbers.iter().take(LISTED).map(String::as_str).collect::<Vec<_>>().join(", ");
    match numbers.len().saturating_sub(LISTED) {
        0 => shown,
        more => format!("{shown}… (+ {more})"),
    }
}

/// Why nobody can practise on the sheets asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Refused {
    /// This part is neither a number nor the name of a batch.
    NotANumber(String),
    /// None of them serves; why, in sentences.
    None(KnownSheets),
}

impl Refused {
    /// The sentences for people.
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::NotANumber(part) => text!(language, "practice-known-not-a-number", part = part.as_str()),
            Self::None(known) => {
                let none = text!(language, "practice-known-none");
                [none].into_iter().chain(known.remarks(language)).collect::<Vec<_>>().join("\n")
            }
        }
    }
}

/// The sheets for a person to practise on, of those asked for: the name of a batch, or numbers and ranges
/// as for a batch. Whoever has keyed a sheet or is to key it does not hear how far it is.
pub fn known_sheets(review: &Review, person: &str, wanted: &str) -> Result<KnownSheets, Refused> {
    let snapshot = &*review.snapshot;
    let batches = batches(&snapshot.declarations);
    let batch = batches.into_iter().find(|batch| fold(&batch.name) == fold(wanted));
    let numbers = batch.map_or_else(|| numbers_of(&snapshot.questionnaire, wanted), |it| Ok(it.numbers));
    let numbers = numbers.map_err(Refused::NotANumber)?;
    let operator = snapshot.operators.iter().find(|operator| fold(&operator.name) == fold(person));
    let own = operator.map(|operator| touched_by(review, operator.id)).unwrap_or_default();
    let mut settled = settled_records(review, &numbers);
    let mut known = KnownSheets::default();
    for number in numbers {
        if own.contains(&number) {
            known.own.push(number);
        } else if let Some(record) = settled.remove(&number) {
            known.sheets.push(record);
        } else {
            known.unsettled.push(number);
        }
    }
    if known.sheets.is_empty() { Err(Refused::None(known)) } else { Ok(known) }
}

/// Those of the sheets on which everything is settled, by number.
fn settled_records(review: &Review, numbers: &[String]) -> HashMap<String, Record> {
    let asked: HashSet<&str> = numbers.iter().map(String::as_str).collect();
    let open = open_numbers(review);
    final_records(&review.snapshot, &review.comparison)
        .filter(|sheet| asked.contains(sheet.number.as_str()) && !open.contains(&sheet.number))
        .filter(|sheet| sheet.keyings == 2 && !sheet.standings.contains(&Standing::Open))
        .filter(|sheet| !was_asked_less(&sheet.record))
        .map(|sheet| (sheet.number, sheet.record))
        .collect()
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
