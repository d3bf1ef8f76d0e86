//! How the differences were settled, and how often settling itself goes wrong: a seeded share of settled
//! questions is read again, blind.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;

use crate::compare::decisions::Decisions;
use crate::compare::final_record::{Terms, final_record};
use crate::compare::{Class, Comparison, equality, sheet_order};
use crate::questionnaire::{Answer, FieldId, Questionnaire};
use crate::study::declaration::standing;
use crate::study::{Means, OperatorId, Resolution, Said, Snapshot, Target};

use super::chance::falls_in;
use super::interval::{CONFIDENCE, Interval, exact};

/// How the differences of a study were settled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settling {
    /// Questions on which a difference was settled.
    pub settled: u64,
    /// Of these, by a blind third reading.
    pub blind: u64,
    /// After both values were seen.
    pub seen_both: u64,
    /// From a file of decisions.
    pub file: u64,
    /// Answers read by one person only: a settled filter asks for them, neither keying had them, and nobody
    /// read them again since. They are no differences and not among the settled.
    pub read_once: u64,
    /// Corrections of agreed answers.
    pub corrections: u64,
    /// Settled by somebody who keyed one of the two passes of the sheet.
    pub by_keyer: u64,
    /// Settled otherwise than both keyings say.
    pub overruled: u64,
    /// Questions that the seed chose to be read again.
    pub due: u64,
    /// Questions read again.
    pub reread: u64,
    /// Of these, read otherwise than settled.
    pub mistakes: u64,
    /// The same by who settled: read again, mistakes.
    pub by_supervisor: BTreeMap<OperatorId, (u64, u64)>,
}

impl Settling {
    fn count_means(&mut self, means: Means) {
        match means {
            Means::BlindReading => self.blind += 1,
            Means::SeenBoth | Means::Slip => self.seen_both += 1,
            Means::File => self.file += 1,
            Means::Correction | Means::CheckKept => {}
        }
    }

    /// The share of settled questions that are settled wrong, with its exact interval (95 %); `None` before
    /// any was read again.
    pub fn interval(&self) -> Option<Interval> {
        exact(self.mistakes, self.reread, CONFIDENCE)
    }
}

/// A settled question that is to be read again.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RereadDue {
    /// The sheet's number.
    pub number: String,
    /// The variable.
    pub variable: String,
    /// Its line in a repeat, 0 outside.
    pub line: u16,
}

/// A sheet's number, a variable, a line.
type Question<'a> = (&'a str, &'a str, u16);

/// The newest decision on each question; decisions on checks settle no difference.
fn newest(resolutions: &[Resolution]) -> BTreeMap<Question<'_>, &Resolution> {
    let mut newest = BTreeMap::new();
    for resolution in resolutions {
        if let Target::Field { variable, line, .. } | Target::Box { variable, line, .. } = &resolution.target
        {
            newest.insert((resolution.number.as_str(), variable.as_str(), *line), resolution);
        }
    }
    newest
}

/// The questions that a seed and a share choose among the settled ones. Each decision has its own lot, so
/// that what was chosen stays chosen however many follow.
pub fn reread_due(seed: u64, percent: u8, resolutions: &[Resolution]) -> Vec<RereadDue> {
    let chosen = newest(resolutions).into_iter().filter(|(_, resolution)| {
        resolution.means != Means::Correction
            && falls_in(seed, &["reread", &resolution.id.to_string()], percent)
    });
    chosen
        .map(|((number, variable, line), _)| RereadDue {
            number: number.to_owned(),
            variable: variable.to_owned(),
            line,
        })
        .collect()
}

/// The same, without what was read again already.
pub fn reread_left(snapshot: &Snapshot) -> Vec<RereadDue> {
    let read = rereadings(snapshot);
    let (seed, percent) = seed_and_share(snapshot);
    let mut left = reread_due(seed, percent, &snapshot.resolutions);
    left.retain(|due| !read.contains_key(&(due.number.as_str(), due.variable.as_str(), due.line)));
    left.sort_by(|one, other| sheet_order(&one.number, &other.number));
    left
}

fn seed_and_share(snapshot: &Snapshot) -> (u64, u8) {
    (u64::from(snapshot.plan.seed.0), snapshot.plan.reread_percent.0.min(100) as u8)
}

/// The newest reading again of each question.
fn rereadings(snapshot: &Snapshot) -> HashMap<Question<'_>, (&Answer, Timestamp)> {
    let mut read = HashMap::new();
    for declaration in standing(&snapshot.declarations) {
        if let (Said::Reread { variable, line, answer }, Some(number)) =
            (&declaration.said, &declaration.number)
            && answer.0 != Answer::NotKeyed
        {
            read.insert((number.as_str(), variable.as_str(), *line), (&answer.0, declaration.at));
        }
    }
    read
}

/// The answer that was decided for a question before a moment, where it was decided as a whole.
fn decided_before<'a>(
    resolutions: &'a [Resolution],
    question: Question<'_>,
    when: Timestamp,
) -> Option<&'a Answer> {
    let before = resolutions.iter().rev().filter(|it| it.at < when && it.number == question.0);
    before.into_iter().find_map(|resolution| match &resolution.target {
        Target::Field { variable, line, answer }
            if (variable.as_str(), *line) == (question.1, question.2) =>
        {
            Some(answer)
        }
        _ => None,
    })
}

/// Adds up how a study was settled.
pub fn settling(snapshot: &Snapshot, comparison: &Comparison) -> Settling {
    let (seed, percent) = seed_and_share(snapshot);
    let mut settling = Settling {
        due: reread_due(seed, percent, &snapshot.resolutions).len() as u64,
        ..Settling::default()
    };
    let read = rereadings(snapshot);
    let decisions = Decisions::of(snapshot);
    let questionnaire = &*snapshot.questionnaire;
    let terms = Terms::of(snapshot);
    for ((number, name, line), resolution) in newest(&snapshot.resolutions) {
        if resolution.means == Means::Correction {
            settling.corrections += 1;
            continue;
        }
        let variable = questionnaire.variable_by_name(name);
        let Some(field) = variable.and_then(|variable| questionnaire.field_of(variable, line)) else {
            continue;
        };
        let both = &comparison.sheets.both;
        let pair = both.binary_search_by(|pair| sheet_order(&pair.number, number)).ok();
        let Some((first, second)) = pair
            .and_then(|at| both.get(at))
            .and_then(|pair| Some((snapshot.keying(pair.first)?, snapshot.keying(pair.second)?)))
        else {
            continue;
        };
        let record = final_record(&terms, number, first, Some(second), decisions.of_sheet(number));
        let again = read.get(&(number, name, line));
        if record.due.contains(&field) {
            settling.read_once += u64::from(again.is_none());
        } else {
            settling.settled += 1;
            settling.count_means(resolution.means);
            let by_keyer = [first.operator, second.operator].contains(&resolution.operator);
            settling.by_keyer += u64::from(by_keyer);
        }
        let settled = record.record.answer(field);
        let read_by = [first.record.read(), second.record.read()];
        let readings = [read_by[0].answer(field), read_by[1].answer(field)];
        let overruled = *settled != Answer::NotKeyed
            && !record.due.contains(&field)
            && overruled(questionnaire, field, settled, readings);
        settling.overruled += u64::from(overruled);
        if let Some((again, when)) = again {
            // A mistake found so is mended by a newer decision, and stays one.
            let question = (number, name, line);
            let stood = decided_before(&snapshot.resolutions, question, *when).unwrap_or(settled);
            let mistaken = !same(questionnaire, field, stood, again);
            settling.reread += 1;
            settling.mistakes += u64::from(mistaken);
            let of = settling.by_supervisor.entry(resolution.operator).or_default();
            *of = (of.0 + 1, of.1 + u64::from(mistaken));
        }
    }
    settling
}

fn same(questionnaire: &Questionnaire, field: FieldId, one: &Answer, other: &Answer) -> bool {
    let variable = questionnaire.field_variable(field);
    questionnaire.field_cells(field).all(|cell| {
        let contents = (one.cell(variable, cell.choice), other.cell(variable, cell.choice));
        let class = equality::class(&variable.kind, (one, contents.0), (other, contents.1));
        !matches!(class, Class::Value | Class::Text)
    })
}

/// Whether a cell of the settled answer is in neither reading.
fn overruled(
    questionnaire: &Questionnaire,
    field: FieldId,
    settled: &Answer,
    readings: [&Answer; 2],
) -> bool {
    let variable = questionnaire.field_variable(field);
    questionnaire.field_cells(field).any(|cell| {
        let content = settled.cell(variable, cell.choice);
        readings.iter().all(|reading| {
            let read = reading.cell(variable, cell.choice);
            let class = equality::class(&variable.kind, (reading, read), (settled, content));
            matches!(class, Class::Value | Class::Text)
        })
    })
}
