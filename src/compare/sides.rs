//! Two keyings of one sheet, field by field. Answers with equal bytes are equal without being opened, so
//! that a large study costs little more than its differences. What counts as equal is `equality`.

use std::collections::HashSet;

use crate::questionnaire::packed::{Packed, PackedAnswer};
use crate::questionnaire::{Answer, Cell, CellContent, FieldId, Questionnaire};

use crate::study::Snapshot;

use super::Counts;
use super::equality::{self, Class};

/// What is compared of a questionnaire: all fields but the sheet's number and calculations.
#[derive(Clone, Debug)]
pub struct Sides<'q> {
    questionnaire: &'q Questionnaire,
    /// By field: how many cells it has; 0 where it is not compared.
    cells: Vec<u64>,
    /// What the second pass leaves out: compared only where it was keyed all the same.
    left_out: HashSet<FieldId>,
}

impl<'q> Sides<'q> {
    /// Prepares to compare keyings of a questionnaire.
    pub fn over(questionnaire: &'q Questionnaire) -> Self {
        let number = questionnaire.sheet_number_field();
        let cells = questionnaire.field_ids().map(|field| match Some(field) == number {
            true => 0,
            false => questionnaire.field_cells(field).count() as u64,
        });
        Self { questionnaire, cells: cells.collect(), left_out: HashSet::new() }
    }

    /// Prepares to compare the keyings of a study, under its plan.
    pub fn of(snapshot: &'q Snapshot) -> Self {
        let questionnaire = &*snapshot.questionnaire;
        Self { left_out: snapshot.plan.left_out(questionnaire), ..Self::over(questionnaire) }
    }

    /// The fields that both passes ask.
    pub fn asked_twice(&self) -> impl Iterator<Item = (FieldId, u64)> {
        self.fields().into_iter().filter(|(field, _)| !self.left_out.contains(field))
    }

    /// The fields that are compared, with how many cells each has.
    pub fn fields(&self) -> Vec<(FieldId, u64)> {
        let all = self.cells.iter().enumerate().filter(|(_, cells)| **cells > 0);
        all.map(|(at, cells)| (FieldId(at as u16), *cells)).collect()
    }

    /// Whether a field is compared.
    pub fn compares(&self, field: FieldId) -> bool {
        self.cells.get(usize::from(field.0)).is_some_and(|cells| *cells > 0)
    }

    /// Compares two records: counts by field, and tells each differing cell in paper order.
    pub fn compare(
        &self,
        first: &Packed,
        second: &Packed,
        counts: &mut [Counts],
        found: &mut impl FnMut(Cell, CellContent<'_>, CellContent<'_>, Class),
    ) {
        let (left, right) = (first.answers(), second.answers());
        if left == right && self.left_out.is_empty() {
            // Most sheets: only what there was to compare is counted.
            for (field, _) in left.filter(|(_, answer)| !answer.says_nothing()) {
                let at = usize::from(field.0);
                if let (Some(counts), Some(cells)) = (counts.get_mut(at), self.cells.get(at)) {
                    counts.compared += cells;
                }
            }
            return;
        }
        let (mut left, mut right) = (left.peekable(), right.peekable());
        loop {
            let field = match (left.peek(), right.peek()) {
                (Some((one, _)), Some((other, _))) => *one.min(other),
                (Some((field, _)), None) | (None, Some((field, _))) => *field,
                (None, None) => return,
            };
            let one = left.next_if(|(at, _)| *at == field).map(|(_, answer)| answer);
            let other = right.next_if(|(at, _)| *at == field).map(|(_, answer)| answer);
            let Some(&cells) = self.cells.get(usize::from(field.0)) else { continue };
            let Some(counts) = counts.get_mut(usize::from(field.0)).filter(|_| cells > 0) else { continue };
            if other.is_none() && self.left_out.contains(&field) {
                continue;
            }
            if one == other {
                counts.compared += if one.is_none_or(PackedAnswer::says_nothing) { 0 } else { cells };
                continue;
            }
            let open =
                |answer: Option<PackedAnswer<'_>>| answer.map(PackedAnswer::answer).unwrap_or_default();
            self.compare_field(field, (&open(one), &open(other)), counts, found);
        }
    }

    /// Compares two answers of a field cell by cell.
    fn compare_field(
        &self,
        field: FieldId,
        (first, second): (&Answer, &Answer),
        counts: &mut Counts,
        found: &mut impl FnMut(Cell, CellContent<'_>, CellContent<'_>, Class),
    ) {
        // A version that did not ask says nothing that the other reading could differ from.
        if first.is_not_asked() || second.is_not_asked() {
            return;
        }
        let variable = self.questionnaire.field_variable(field);
        for cell in self.questionnaire.field_cells(field) {
            let (left, right) = (first.cell(variable, cell.choice), second.cell(variable, cell.choice));
            if left == CellContent::Empty && right == CellContent::Empty {
                continue;
            }
            counts.compared += 1;
            let class = equality::class(&variable.kind, (first, left), (second, right));
            match class {
                Class::Equal => continue,
                Class::Value => counts.different_outside_text += 1,
                Class::Normalised => counts.normalised_equal += 1,
                Class::Spelling => counts.spelling += 1,
                Class::Text => {}
            }
            counts.different += 1;
            found(cell, left, right, class);
        }
    }
}
