//! What two keyings may both have wrong in the same way, estimated. Two people who make the same mistake
//! in the same cell agree, so nothing shows it: this is an estimate, never a bound (see `audit`).
//!
//! For each variable, with `n` cells keyed twice, of which the first keying had `a` wrong and the second
//! `b` once the differences were settled: if mistakes of the two are independent of each other, both are
//! wrong in about `a·b/n` cells (the two-list estimate of Sekar and Deming 1949, *JASA* 44:101), and of
//! these a share `c` is wrong in the same way. The estimate is the sum of `a·b/n·c` over the variables;
//! by variable, because mistakes gather at hard questions, and rates of the whole sheet would hide that.
//!
//! What it assumes, in plain words: two people do not make the same mistake for the same reason. Faint
//! ticks, misleading boxes and bad handwriting do make both go wrong, so the truth is rather higher: hence
//! the table with 5 and 20 times as much.

use crate::questionnaire::{Variable, VariableType};

/// How many times as many coincidences are also shown.
pub const SENSITIVITY: [u32; 3] = [1, 5, 20];

/// The mistakes seen in one variable.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct VariableErrors {
    /// Settled or agreed cells keyed twice.
    pub cells: u64,
    /// Wrong in the first keying.
    pub first: u64,
    /// Wrong in the second.
    pub second: u64,
    /// Of two mistakes in one cell: the share that are the same.
    pub alike: f64,
}

/// The expected number of cells that both have wrong in the same way.
pub fn expected_alike(variables: impl IntoIterator<Item = VariableErrors>) -> f64 {
    variables
        .into_iter()
        .filter(|variable| variable.cells > 0)
        .map(|variable| {
            variable.first as f64 * variable.second as f64 / variable.cells as f64 * variable.alike
        })
        .sum()
}

/// Of two mistakes in one cell, the share that are the same: all of them where only two answers are
/// possible, half in a choice of more (mistakes go to neighbouring codes), a fifth in numbers, dates and
/// times, a tenth in texts. These are set high on purpose; nothing measures them on one study.
pub fn share_alike(variable: &Variable) -> f64 {
    match &variable.kind {
        VariableType::SelectMultiple => 1.0,
        VariableType::SelectOne if variable.choices.len() <= 2 => 1.0,
        VariableType::SelectOne => 0.5,
        VariableType::Text { .. } => 0.1,
        _ => 0.2,
    }
}
