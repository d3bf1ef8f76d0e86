//! What an audit draws, as it is kept: the sample itself, so that it stays the same whatever is keyed
//! afterwards. How it is drawn and what it shows is in `compare::quality`.

use serde::{Deserialize, Serialize};

/// What an audit draws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AuditUnit {
    /// Single cells, from all sheets.
    #[default]
    Cells,
    /// Whole sheets, with all their agreed cells.
    Sheets,
}

/// What an audit drew on one sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampledSheet {
    /// The sheet's number.
    pub number: String,
    /// Its drawn cells, in paper order.
    pub cells: Vec<SampledCell>,
}

/// A drawn cell: variable, line in a repeat (0 outside), code of the box of a multiple choice. Named, so
/// that it outlives a new version of the questionnaire.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SampledCell(pub String, pub u16, pub Option<String>);
