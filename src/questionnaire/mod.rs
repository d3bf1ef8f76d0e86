//! The questionnaire's definition: model, reading TOML, expressions, diagnostics. Knows no screen, no
//! study and no paper geometry, and reads no clock and no disk (the text of a file is handed in).

pub mod answer;
pub mod cells;
pub mod diagnostic;
pub mod expression;
pub mod likeness;
pub mod model;
pub mod packed;
pub mod privacy;
pub mod read;
pub mod written;

pub use answer::{Answer, FieldRecord, Missing, NOT_ASKED, Origin, PartialDate, Record, Value};
pub use cells::{Cell, CellContent};
pub use diagnostic::{Diagnostic, Severity};
pub use likeness::{folded_words, normal_form, normalise};
pub use model::*;
pub use privacy::{Privacy, Protection, Publish, Site};
pub use read::{Reading, read};
pub use written::{WrittenProblem, constraint_holds, read_answer};
