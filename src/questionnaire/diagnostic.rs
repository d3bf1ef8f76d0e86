//! A problem found in a file that Recto reads: what, where, and what to do. The sentences stand in the
//! texts of each language, under `diagnostic-<code>`; this file holds only their names and figures.

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The questionnaire can be used, but look at it.
    Warning,
    /// It cannot be used.
    Error,
}

/// One problem in a questionnaire file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its name, stable (`unknown-variable`): the text's id is `diagnostic-` and this.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Line in the file, from 1.
    pub line: u32,
    /// Column in the file in characters, from 1.
    pub column: u32,
    /// What the sentence mentions, by name (`name`, `nearest`, …).
    pub arguments: Vec<(&'static str, String)>,
}
