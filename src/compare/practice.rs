//! A keying of practice sheets held against what they say: mistakes, by kind, and the sheets to look at
//! again. Nothing of it is kept in a study.

use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use super::{CellDifference, Class, Kind, compare};
use crate::questionnaire::{Questionnaire, Record};
use crate::study::{Keying, KeyingId, OperatorId, Pass, Snapshot};
use crate::text;
use crate::texts::Language;

/// How well practice sheets were keyed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PracticeResult {
    /// Sheets keyed to their end.
    pub sheets: usize,
    /// Cells compared, as between two keyings.
    pub cells: u64,
    /// Every cell keyed otherwise than the sheet says: `first` is right, `second` was keyed. Texts that
    /// are equal after normalisation are no mistakes.
    pub mistakes: Vec<CellDifference>,
}

impl PracticeResult {
    /// Mistakes in a thousand cells.
    pub fn per_thousand(&self) -> Option<f64> {
        (self.cells > 0).then(|| self.mistakes.len() as f64 * 1000.0 / self.cells as f64)
    }

    /// How many mistakes of each kind, the most frequent first.
    pub fn by_kind(&self) -> Vec<(Kind, usize)> {
        let mut kinds: Vec<(Kind, usize)> = Vec::new();
        for mistake in &self.mistakes {
            match kinds.iter_mut().find(|(kind, _)| *kind == mistake.kind) {
                Some((_, count)) => *count += 1,
                None => kinds.push((mistake.kind, 1)),
            }
        }
        kinds.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
        kinds
    }

    /// The sheets with a mistake, in order, and how many they have.
    pub fn to_look_at(&self) -> Vec<(&str, usize)> {
        let mut sheets: Vec<(&str, usize)> = Vec::new();
        for mistake in &self.mistakes {
            match sheets.last_mut().filter(|(number, _)| *number == mistake.number) {
                Some((_, count)) => *count += 1,
                None => sheets.push((&mistake.number, 1)),
            }
        }
        sheets
    }
}

/// Compares finished practice sheets with what they say, number by number.
pub fn judge<'r>(
    questionnaire: &Arc<Questionnaire>,
    right: impl Iterator<Item = &'r Record>,
    keyed: impl Iterator<Item = &'r Record>,
) -> PracticeResult {
    let mut snapshot = Snapshot::empty(Arc::clone(questionnaire));
    let both = right.map(|record| (Pass::First, record)).chain(keyed.map(|record| (Pass::Second, record)));
    snapshot.keyings = both
        .enumerate()
        .map(|(at, (pass, record))| Keying {
            id: KeyingId(Uuid::from_u128(at as u128 + 1)),
            number: record.sheet_number(questionnaire).to_owned(),
            pass,
            operator: OperatorId(Uuid::from_u128(if pass == Pass::First { 1 } else { 2 })),
            version: questionnaire.version.clone(),
            started: Timestamp::UNIX_EPOCH,
            last_entry: Timestamp::UNIX_EPOCH,
            finished: Some(Timestamp::UNIX_EPOCH),
            imported: false,
            note: None,
            first_readings: Vec::new(),
            record: record.clone().into(),
        })
        .collect();
    let compared = compare(&snapshot);
    PracticeResult {
        sheets: compared.sheets.both.len(),
        cells: compared.counts.compared,
        mistakes: compared
            .differences
            .into_iter()
            .filter(|difference| difference.class != Class::Normalised)
            .collect(),
    }
}

/// What open texts of made-up sheets say, in the questionnaire's own language: whatever the window speaks,
/// a set is the same.
pub fn phrases(questionnaire: &Questionnaire) -> Vec<String> {
    let own = |language: &Language| language.code() == questionnaire.default_language;
    let language = Language::ALL.into_iter().find(own).unwrap_or_default();
    text!(language, "practice-phrases").split('|').map(|phrase| phrase.trim().to_owned()).collect()
}
