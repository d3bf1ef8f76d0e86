//! How well each variable was keyed: what was compared and what differs, variable by variable. The
//! counts of the whole study are their sums.

use crate::questionnaire::VariableId;
use crate::study::Snapshot;

use super::sides::Sides;
use super::{Comparison, Counts};

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
    let sides = Sides::of(snapshot);
    let variables = (0..questionnaire.variables.len() as u16).map(VariableId);
    let counted = variables.filter_map(|variable| {
        let mut fields =
            questionnaire.place(variable).fields().filter(|field| sides.compares(*field)).peekable();
        fields.peek()?;
        let counts = fields.filter_map(|field| comparison.by_field.get(usize::from(field.0))).copied().sum();
        Some(VariableCounts { variable, counts })
    });
    counted.collect()
}
