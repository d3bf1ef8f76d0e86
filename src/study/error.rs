//! What can go wrong with a study file, typed, and the sentences for it. Whoever shows it calls
//! [`StudyError::text`]; the sentences stand in `texts/<language>/study.ftl`.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::Pass;
use crate::texts::Language;

/// Why the study could not do what it was asked. Nothing of a failed request is kept; everything
/// before it is.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum StudyError {
    /// There is no such file.
    #[error("no file at {path}")]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A file of that name exists; it is never written over.
    #[error("{path} exists")]
    AlreadyExists {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{path} is not a study")]
    NotAStudy {
        /// The file.
        path: PathBuf,
    },
    /// Written by a newer Recto.
    #[error("{path} has format {found}, this program knows {known}")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format this program knows.
        known: i64,
    },
    /// The file's content is broken.
    #[error("{path} is damaged: {detail}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says, for support.
        detail: String,
    },
    /// The file or its folder cannot be written.
    #[error("{path} cannot be written")]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// No room left on the disk.
    #[error("no room on the disk of {path}")]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// Another window, program or computer has the study open.
    #[error("{path} is open elsewhere")]
    OpenElsewhere {
        /// The file.
        path: PathBuf,
    },
    /// The disk or the system refused.
    #[error("{path}: {detail}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says, for support.
        detail: String,
    },
    /// The operator keyed the other pass of this sheet (DESIGN 5.4).
    #[error("{operator} keyed the other pass of {number}")]
    SameOperator {
        /// The operator's name.
        operator: String,
        /// The sheet.
        number: String,
        /// The pass that this operator keyed.
        keyed: Pass,
    },
    /// The sheet was erased: nothing can be keyed or taken under its number again (DESIGN 5.10).
    #[error("{number} was erased")]
    Erased {
        /// The sheet.
        number: String,
    },
    /// The study holds nothing of this sheet.
    #[error("no sheet {number}")]
    NoSuchSheet {
        /// What was asked for.
        number: String,
    },
    /// Erasing wants a reason.
    #[error("no reason given")]
    NoReason,
    /// Nobody has said what these variables tell about a person.
    #[error("unclassified: {variables:?}")]
    Unclassified {
        /// Their names.
        variables: Vec<String>,
    },
    /// The day from which identifying content may be erased is not there yet, or was never set.
    #[error("retention until {until:?}")]
    RetentionRuns {
        /// The day, if one is set.
        until: Option<jiff::civil::Date>,
    },
    /// A batch wants a name and a sheet.
    #[error("empty batch")]
    EmptyBatch,
    /// A standing batch has that name.
    #[error("batch {name} exists")]
    BatchExists {
        /// The name.
        name: String,
    },
    /// The sheet stands in another batch.
    #[error("{number} stands in batch {batch}")]
    InTwoBatches {
        /// The sheet.
        number: String,
        /// The other batch.
        batch: String,
    },
    /// No standing batch has that name.
    #[error("no batch {name}")]
    NoSuchBatch {
        /// What was asked for.
        name: String,
    },
    /// The operator holds the batch for the other pass (DESIGN 5.4).
    #[error("batch {name} is held by the same operator for the other pass")]
    BatchInOtherPass {
        /// The batch.
        name: String,
    },
    /// A name without letters.
    #[error("empty operator name")]
    EmptyName,
    /// The study holds no such operator.
    #[error("unknown operator")]
    UnknownOperator,
    /// The study holds no such questionnaire.
    #[error("unknown questionnaire {id}")]
    UnknownQuestionnaire {
        /// What was asked for.
        id: String,
    },
    /// The study already holds this questionnaire.
    #[error("questionnaire {id} is held already")]
    QuestionnaireHeld {
        /// The questionnaire.
        id: String,
    },
    /// The study already holds another version of that name.
    #[error("version {version} of {id} is held already")]
    VersionHeld {
        /// The questionnaire.
        id: String,
        /// The version.
        version: String,
    },
    /// A version kept in the study cannot be read by this program.
    #[error("version {version} of {id} cannot be read")]
    UnreadableQuestionnaire {
        /// The questionnaire.
        id: String,
        /// The version.
        version: String,
    },
    /// An answer came while no sheet is open.
    #[error("no sheet is open")]
    NoSheetOpen,
    /// The operator has no keying of that number to go on with.
    #[error("no keying of {number}")]
    NoSuchKeying {
        /// The sheet.
        number: String,
    },
}

/// Something worth saying on opening a study, though it works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The file lies in a folder that a service copies while it is written.
    SynchronisedFolder {
        /// The service's name.
        service: &'static str,
    },
    /// The file lies on a network share: slower, and only one computer at a time.
    NetworkShare,
    /// The dated backup could not be made.
    NoBackup {
        /// Why.
        detail: String,
    },
    /// An erasure that was cut off could not be gone on with.
    ErasureUnfinished {
        /// Why.
        detail: String,
    },
    /// A log of another file of this name lay beside the study; it was set aside, not taken in.
    ForeignLog {
        /// Where it is now.
        aside: PathBuf,
    },
    /// The computer's clock is before the study's last entry.
    ClockBehind,
}

impl StudyError {
    /// Whether the study refused the request itself; asking again will not help. Otherwise the disk or
    /// another program stood in the way, and asking again may.
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::SameOperator { .. }
                | Self::Erased { .. }
                | Self::NoSuchSheet { .. }
                | Self::NoReason
                | Self::Unclassified { .. }
                | Self::RetentionRuns { .. }
                | Self::EmptyName
                | Self::UnknownOperator
                | Self::UnknownQuestionnaire { .. }
                | Self::QuestionnaireHeld { .. }
                | Self::VersionHeld { .. }
                | Self::UnreadableQuestionnaire { .. }
                | Self::NoSheetOpen
                | Self::NoSuchKeying { .. }
        )
    }

    /// What happened, what was kept and what to do.
    pub fn text(&self, language: Language) -> String {
        use crate::text;
        let shown = |path: &Path| path.display().to_string();
        match self {
            Self::Missing { path } => text!(language, "study-error-missing", path = shown(path)),
            Self::AlreadyExists { path } => text!(language, "study-error-exists", path = shown(path)),
            Self::NotAStudy { path } => text!(language, "study-error-not-a-study", path = shown(path)),
            Self::Newer { path, found, known } => {
                text!(language, "study-error-newer", path = shown(path), found = *found, known = *known)
            }
            Self::Damaged { path, detail } => {
                text!(language, "study-error-damaged", path = shown(path), detail = detail.as_str())
            }
            Self::ReadOnly { path } => text!(language, "study-error-read-only", path = shown(path)),
            Self::DiskFull { path } => text!(language, "study-error-disk-full", path = shown(path)),
            Self::OpenElsewhere { path } => text!(language, "study-error-open-elsewhere", path = shown(path)),
            Self::Io { path, detail } => {
                text!(language, "study-error-io", path = shown(path), detail = detail.as_str())
            }
            Self::SameOperator { operator, number, keyed } => text!(
                language,
                "study-error-same-operator",
                operator = operator.as_str(),
                number = number.as_str(),
                pass = pass_key(*keyed)
            ),
            Self::Erased { number } => text!(language, "study-error-erased", number = number.as_str()),
            Self::NoSuchSheet { number } => {
                text!(language, "study-error-no-such-sheet", number = number.as_str())
            }
            Self::NoReason => text!(language, "study-error-no-reason"),
            Self::Unclassified { variables } => {
                text!(language, "study-error-unclassified", variables = variables.join(", "))
            }
            Self::RetentionRuns { until: None } => text!(language, "study-error-retention-unknown"),
            Self::RetentionRuns { until: Some(until) } => {
                let until = crate::texts::date(language, *until);
                text!(language, "study-error-retention-runs", until = until)
            }
            Self::EmptyBatch => text!(language, "stacks-error-empty-batch"),
            Self::BatchExists { name } => text!(language, "stacks-error-batch-exists", name = name.as_str()),
            Self::InTwoBatches { number, batch } => {
                text!(language, "stacks-error-two-batches", number = number.as_str(), batch = batch.as_str())
            }
            Self::NoSuchBatch { name } => {
                text!(language, "stacks-error-no-such-batch", name = name.as_str())
            }
            Self::BatchInOtherPass { name } => {
                text!(language, "stacks-error-batch-other-pass", name = name.as_str())
            }
            Self::EmptyName => text!(language, "study-error-empty-name"),
            Self::UnknownOperator => text!(language, "study-error-unknown-operator"),
            Self::UnknownQuestionnaire { id } => {
                text!(language, "study-error-unknown-questionnaire", id = id.as_str())
            }
            Self::QuestionnaireHeld { id } => {
                text!(language, "study-error-questionnaire-held", id = id.as_str())
            }
            Self::VersionHeld { id, version } => {
                text!(language, "study-error-version-held", id = id.as_str(), version = version.as_str())
            }
            Self::UnreadableQuestionnaire { id, version } => text!(
                language,
                "study-error-unreadable-questionnaire",
                id = id.as_str(),
                version = version.as_str()
            ),
            Self::NoSheetOpen => text!(language, "study-error-no-sheet-open"),
            Self::NoSuchKeying { number } => {
                text!(language, "study-error-no-such-keying", number = number.as_str())
            }
        }
    }

    /// The error of SQLite, in this room's words.
    pub(super) fn of(path: &Path, error: &rusqlite::Error) -> Self {
        let path = path.to_owned();
        let detail = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotAStudy { path },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, detail },
            Some(
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed,
            ) => Self::OpenElsewhere { path },
            Some(ErrorCode::DiskFull) => Self::DiskFull { path },
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::ReadOnly { path }
            }
            Some(_) => Self::Io { path, detail },
            // A row that is not as this room writes it: the file was changed by something else.
            None => Self::Damaged { path, detail },
        }
    }

    /// The error of the system, in this room's words.
    pub(super) fn of_io(path: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let path = path.to_owned();
        match error.kind() {
            ErrorKind::NotFound => Self::Missing { path },
            ErrorKind::AlreadyExists => Self::AlreadyExists { path },
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull { path },
            _ => Self::Io { path, detail: error.to_string() },
        }
    }
}

impl Warning {
    /// What to know and what to do.
    pub fn text(&self, language: Language) -> String {
        use crate::text;
        match self {
            Self::SynchronisedFolder { service } => {
                text!(language, "study-warning-synchronised", service = *service)
            }
            Self::NetworkShare => text!(language, "study-warning-network"),
            Self::NoBackup { detail } => {
                text!(language, "study-warning-no-backup", detail = detail.as_str())
            }
            Self::ForeignLog { aside } => {
                text!(language, "study-warning-foreign-log", file = aside.display().to_string())
            }
            Self::ErasureUnfinished { detail } => {
                text!(language, "study-warning-erasure", detail = detail.as_str())
            }
            Self::ClockBehind => text!(language, "study-warning-clock"),
        }
    }
}

/// The pass as the texts select on it.
pub(super) fn pass_key(pass: Pass) -> &'static str {
    match pass {
        Pass::First => "first",
        Pass::Second => "second",
    }
}
