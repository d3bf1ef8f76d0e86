//! How well each variable was keyed: what was compared and what differs, variable by variable. The
//! counts of the whole study are their sums.

use crate::questionnaire::{FieldId, VariableId};
use crate::study::Snapshot;

use super::{Comparison, Counts, State, compare_records, compared_fields};

/// The counts of one variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VariableCounts {
    /// The variable.
    pub variable: VariableId,
    /// Its counts.
    pub counts: Counts,
}

impl Counts {
    /// Differences of what was read: those equal after normalisation, and those of spelling alone, are
    /// kept apart.
    pub fn in_substance(&self) -> u64 {
        self.different.saturating_sub(self.normalised_equal + self.spelling)
    }

    /// Differences of what was read, per 10,000 cells compared; `None` where none was.
    pub fn per_10_000(&self) -> Option<f64> {
        (self.compared > 0).then(|| self.in_substance() as f64 * 10_000.0 / self.compared as f64)
    }
}

/// The counts by variable, in paper order; variables that are never compared (the sheet's number,
/// calculations) are left out.
pub fn by_variable(snapshot: &Snapshot, comparison: &Comparison) -> Vec<VariableCounts> {
    let questionnaire = &*snapshot.questionnaire;
    let mut fields: Vec<Vec<(FieldId, u64, bool)>> = vec![Vec::new(); questionnaire.variables.len()];
    for field in compared_fields(snapshot) {
        fields[usize::from(questionnaire.field(field.0).variable.0)].push(field);
    }
    let mut counts = vec![Counts::default(); questionnaire.variables.len()];
    for pair in &comparison.sheets.both {
        let keyings = (snapshot.keying(pair.first), snapshot.keying(pair.second));
        let (Some(first), Some(second)) = keyings else { continue };
        let records = (&first.record, &second.record);
        for (fields, counts) in fields.iter().zip(&mut counts) {
            compare_records(questionnaire, fields, records, counts, &mut |_, _, _, _| {});
        }
    }
    for difference in comparison.differences.iter().filter(|difference| difference.state == State::Open) {
        counts[usize::from(questionnaire.field(difference.cell.field).variable.0)].open += 1;
    }
    let all = fields.iter().zip(counts).enumerate().filter(|(_, (fields, _))| !fields.is_empty());
    all.map(|(at, (_, counts))| VariableCounts { variable: VariableId(at as u16), counts }).collect()
}
