//! How much two keyings look like one sheet, after Fellegi and Sunter (A Theory for Record Linkage,
//! Journal of the American Statistical Association 64, 1969) with weights by the frequency of the answer
//! that agrees (Winkler, Frequency-Based Matching in Fellegi-Sunter Model of Record Linkage, U.S. Census
//! Bureau RR00/06): agreeing on a rare answer says much, on a common one little. Frequencies, the rate of
//! typing errors and what unrelated sheets reach are all estimated from the study itself.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::compare::equality::normalise;
use crate::questionnaire::{Answer, FieldId, Missing, Questionnaire, Record, Value};

/// Keyings looked at to estimate how frequent answers are.
pub(super) const SAMPLE: usize = 4_000;

/// Pairs of unrelated sheets looked at to learn what chance does.
pub(super) const CHANCE_PAIRS: usize = 1_000;

/// No single answer counts for more: answers of one sheet hang together, and the model does not know it.
const HEAVIEST: f64 = 5.0;

/// An answer against nothing: one wrong filter does this to a whole block, so it counts little.
const AGAINST_NOTHING: f64 = -1.0;

/// What two keyings say together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Likeness {
    /// Questions on which both say the same.
    pub agree: u32,
    /// Questions where at least one says something.
    pub comparable: u32,
    /// Natural logarithm of how much likelier this is for two keyings of one sheet than of two.
    pub weight: f64,
}

impl Likeness {
    /// The share of questions that agree, 0 where nothing can be compared.
    pub fn share(&self) -> f64 {
        if self.comparable == 0 { 0.0 } else { f64::from(self.agree) / f64::from(self.comparable) }
    }
}

/// What a keying says, in a form that is quick to compare: by field a mark for the answer, 0 for nothing,
/// and what agreeing on it weighs.
#[derive(Clone, Debug)]
pub(super) struct Print {
    marks: Vec<(u32, f32)>,
}

impl Print {
    /// The answers that say most of whose sheet it is, with their weights: the rarest of all, and of each
    /// quarter of the sheet, since the answers of one block hang together and many sheets may share all of
    /// them.
    pub(super) fn rarest(&self, count: usize) -> Vec<(f32, (u16, u32))> {
        let quarter = self.marks.len().div_ceil(4).max(1);
        let parts = self.marks.chunks(quarter).enumerate();
        let mut all = rarest_of(&self.marks, 0, count);
        all.extend(parts.flat_map(|(part, marks)| rarest_of(marks, part * quarter, count / 3)));
        all.sort_by_key(|(_, answer)| *answer);
        all.dedup_by_key(|(_, answer)| *answer);
        all
    }
}

fn rarest_of(marks: &[(u32, f32)], from: usize, count: usize) -> Vec<(f32, (u16, u32))> {
    let answered = marks.iter().enumerate().filter(|(_, (mark, _))| *mark != 0);
    let mut all: Vec<(f32, (u16, u32))> =
        answered.map(|(at, (mark, weight))| (*weight, ((from + at) as u16, *mark))).collect();
    all.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
    all.truncate(count);
    all
}

/// The weights of a study.
pub(super) struct Weights {
    fields: Vec<FieldId>,
    /// By field: how often each mark was met, and how many marks in all.
    met: Vec<(HashMap<u32, u32>, u32)>,
    /// By field: what differing weighs.
    differing: Vec<f64>,
    typing_errors: f64,
}

impl Weights {
    /// Estimates the frequency of answers from a sample of records. `typing_errors` is the share of
    /// answers that differ between two keyings of one sheet.
    pub(super) fn of<'a>(
        questionnaire: &Questionnaire,
        records: impl Iterator<Item = &'a Record>,
        typing_errors: f64,
    ) -> Self {
        let number = questionnaire.sheet_number_field();
        let fields: Vec<FieldId> = questionnaire.field_ids().filter(|field| Some(*field) != number).collect();
        let mut met = vec![(HashMap::new(), 0); fields.len()];
        for record in records {
            for (field, (counts, all)) in fields.iter().zip(&mut met) {
                let mark = mark(record.answer(*field));
                if mark != 0 {
                    *counts.entry(mark).or_default() += 1;
                    *all += 1;
                }
            }
        }
        let mut weights = Self { fields, met, differing: Vec::new(), typing_errors };
        weights.differing = (0..weights.fields.len()).map(|at| weights.of_differing(at)).collect();
        weights
    }

    /// Differing: a typing error, or two answers that differ as those of two sheets do.
    fn of_differing(&self, at: usize) -> f64 {
        let (counts, all) = &self.met[at];
        // Whole numbers add up to the same in any order.
        let squares: u64 = counts.values().map(|count| u64::from(*count).pow(2)).sum();
        let by_chance = squares as f64 / f64::from(*all).max(1.0).powi(2);
        (self.typing_errors / (1.0 - by_chance).max(self.typing_errors)).ln()
    }

    /// Agreeing on an answer: not mistyped, against how often any other sheet has it too.
    fn of_agreeing(&self, at: usize, mark: u32) -> f64 {
        let (counts, all) = &self.met[at];
        let count = counts.get(&mark).copied().unwrap_or(0).max(1);
        let frequency = f64::from(count) / f64::from((*all).max(1));
        ((1.0 - self.typing_errors) / frequency).ln().clamp(0.0, HEAVIEST)
    }

    /// A record, ready to be compared.
    pub(super) fn print(&self, record: &Record) -> Print {
        let marks = self.fields.iter().enumerate().map(|(at, field)| {
            let mark = mark(record.answer(*field));
            (mark, if mark == 0 { 0.0 } else { self.of_agreeing(at, mark) as f32 })
        });
        Print { marks: marks.collect() }
    }

    /// How much two keyings look like one sheet.
    pub(super) fn likeness(&self, one: &Print, other: &Print) -> Likeness {
        let mut likeness = Likeness::default();
        for (at, ((left, weight), (right, _))) in one.marks.iter().zip(&other.marks).enumerate() {
            if *left == 0 && *right == 0 {
                continue;
            }
            likeness.comparable += 1;
            if left == right {
                likeness.agree += 1;
                likeness.weight += f64::from(*weight);
            } else if *left == 0 || *right == 0 {
                likeness.weight += AGAINST_NOTHING;
            } else {
                likeness.weight += self.differing[at];
            }
        }
        likeness
    }
}

/// What unrelated sheets reach.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Chance {
    /// Share of the questions on which two sheets picked at random agree.
    pub share: f64,
    /// From how many pairs of sheets that is known.
    pub pairs: u32,
    pub(super) mean: f64,
    pub(super) deviation: f64,
}

impl Chance {
    pub(super) fn of(found: &[Likeness]) -> Self {
        let count = found.len().max(1) as f64;
        let mean = found.iter().map(|one| one.weight).sum::<f64>() / count;
        let spread = found.iter().map(|one| (one.weight - mean).powi(2)).sum::<f64>() / count;
        let sum = |part: fn(&Likeness) -> u32| found.iter().map(part).sum::<u32>();
        let (agree, comparable) = (sum(|one| one.agree), sum(|one| one.comparable));
        Self {
            share: f64::from(agree) / f64::from(comparable.max(1)),
            pairs: found.len() as u32,
            mean,
            deviation: spread.sqrt(),
        }
    }
}

/// Whether two answers differ, as counted here.
pub(super) fn differ(one: &Answer, other: &Answer) -> bool {
    mark(one) != mark(other)
}

/// A mark for what an answer says, 0 for nothing. Texts that are written alike have the same.
fn mark(answer: &Answer) -> u32 {
    let mut hasher = DefaultHasher::new();
    match answer {
        Answer::NotKeyed
        | Answer::NotApplicable
        | Answer::Missing(Missing::Blank)
        | Answer::Missing(Missing::EmptyInFile) => return 0,
        Answer::Missing(missing) => missing.hash(&mut hasher),
        Answer::Value(Value::Text(text)) => normalise(text).to_lowercase().hash(&mut hasher),
        Answer::Value(Value::Integer(number)) => number.hash(&mut hasher),
        Answer::Value(value) => value.neutral_text().hash(&mut hasher),
    }
    (hasher.finish() as u32).max(1)
}
