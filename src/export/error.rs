//! Why an export could not be written. The sentences stand in `texts/<language>/export.ftl`.

use std::path::{Path, PathBuf};

use crate::texts::Language;

/// Why an export could not be written. The file asked for is then untouched.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The name's ending is not one Recto can write.
    #[error("unknown ending {ending:?}")]
    UnknownEnding {
        /// What stands after the dot.
        ending: String,
    },
    /// A profile needs to know what each variable tells about a person.
    #[error("unclassified: {variables:?}")]
    Unclassified {
        /// Their names.
        variables: Vec<String>,
    },
    /// The study has not given every sheet a random number yet.
    #[error("sheets without a pseudonym")]
    NoPseudonyms,
    /// A profile holds final records only.
    #[error("a profile holds final records only")]
    ProfileWhat,
    /// The public profile has no such format.
    #[error("the public profile is a CSV or a workbook")]
    ProfileFormat,
    /// No variable is marked for publication.
    #[error("nothing is marked for publication")]
    NothingPublished,
    /// Fewer sheets than the threshold of published cells.
    #[error("{sheets} sheets, threshold {threshold}")]
    TooFewSheets {
        /// How many there are.
        sheets: usize,
        /// The study's threshold.
        threshold: u32,
    },
    /// A file of that name exists.
    #[error("{path} exists")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The disk or the system refused.
    #[error("{path}: {error}")]
    CouldNotWrite {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// More rows than a sheet of a workbook has.
    #[error("{rows} rows")]
    TooManyRows {
        /// How many.
        rows: u64,
    },
    /// More columns than a sheet of a workbook has.
    #[error("{columns} columns")]
    TooManyColumns {
        /// How many.
        columns: usize,
    },
    /// More variables than a Stata file has.
    #[error("{variables} variables")]
    TooManyVariables {
        /// How many.
        variables: usize,
    },
    /// A text longer than a cell of a workbook takes.
    #[error("text too long in row {row}, column {column}")]
    TextTooLong {
        /// The row of the sheet, from 1.
        row: u64,
        /// The column's name.
        column: String,
    },
    /// The user stopped it; nothing is left behind.
    #[error("stopped")]
    Stopped,
    /// Decisions and the journal have no codebook.
    #[error("no codebook of a list")]
    NoCodebook,
    /// The workbook could not be made.
    #[error("{path}: {detail}")]
    Workbook {
        /// The file.
        path: PathBuf,
        /// What the writer says, for support.
        detail: String,
    },
}

impl ExportError {
    /// Whether the study or its questionnaire is at fault (exit status 1).
    pub fn is_input(&self) -> bool {
        matches!(self, Self::Unclassified { .. } | Self::NothingPublished | Self::TooFewSheets { .. })
    }

    /// Whether the user asked for something that is not there (exit status 2).
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::UnknownEnding { .. } | Self::NoCodebook | Self::ProfileWhat | Self::ProfileFormat
        )
    }

    /// The sentence for people.
    pub fn text(&self, language: Language) -> String {
        let shown = |path: &Path| path.display().to_string();
        match self {
            Self::Unclassified { variables } => {
                crate::text!(language, "study-error-unclassified", variables = variables.join(", "))
            }
            Self::NoPseudonyms => crate::text!(language, "export-error-no-pseudonyms"),
            Self::ProfileWhat => crate::text!(language, "export-error-profile-what"),
            Self::ProfileFormat => crate::text!(language, "export-error-profile-format"),
            Self::NothingPublished => crate::text!(language, "export-error-nothing-published"),
            Self::TooFewSheets { sheets, threshold } => crate::text!(
                language,
                "export-error-too-few-sheets",
                sheets = *sheets,
                threshold = *threshold
            ),
            Self::UnknownEnding { ending } => crate::text!(
                language,
                "export-error-unknown-ending",
                ending = ending.as_str(),
                has_ending = usize::from(!ending.is_empty()),
                endings = super::Format::endings()
            ),
            Self::Exists { path } => crate::text!(language, "export-error-exists", path = shown(path)),
            Self::CouldNotWrite { path, error } => crate::text!(
                language,
                "export-error-could-not-write",
                path = shown(path),
                why = reason(error),
                error = std::io::Error::from(error.kind()).to_string()
            ),
            Self::TooManyRows { rows } => crate::text!(language, "export-error-rows", rows = *rows),
            Self::TooManyColumns { columns } => {
                crate::text!(language, "export-error-columns", columns = *columns)
            }
            Self::TooManyVariables { variables } => {
                crate::text!(language, "export-error-variables", variables = *variables)
            }
            Self::TextTooLong { row, column } => {
                crate::text!(language, "export-error-text", row = *row, column = column.as_str())
            }
            Self::Stopped => crate::text!(language, "export-error-stopped"),
            Self::NoCodebook => crate::text!(language, "export-error-no-codebook"),
            Self::Workbook { path, detail } => {
                crate::text!(language, "export-error-workbook", path = shown(path), detail = detail.as_str())
            }
        }
    }
}

/// The reasons that have a sentence of their own.
fn reason(error: &std::io::Error) -> &'static str {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no-folder",
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => "not-allowed",
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => "full",
        _ => "other",
    }
}

impl From<super::progress::Stopped> for ExportError {
    fn from(_: super::progress::Stopped) -> Self {
        Self::Stopped
    }
}
