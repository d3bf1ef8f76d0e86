//! What several commands do alike: reading a questionnaire file, opening a study, choosing one of its
//! questionnaires, saying how a failure ends the program.

use std::path::Path;
use std::sync::Arc;

use super::Failure;
use crate::questionnaire::{self, Questionnaire, Severity};
use crate::study::{Station, Study, StudyError};
use crate::text;
use crate::texts::Language;

/// The exit status that an error of the study stands for (DESIGN 13).
pub(super) fn failure(error: &StudyError, language: Language) -> Failure {
    let sentence = error.text(language);
    match error {
        StudyError::Newer { .. }
        | StudyError::ReadOnly { .. }
        | StudyError::DiskFull { .. }
        | StudyError::OpenElsewhere { .. }
        | StudyError::Io { .. } => Failure::CouldNot(sentence),
        _ => Failure::Input(sentence),
    }
}

/// Opens a study to work on it: says what is worth a warning, makes the dated backup.
pub(super) fn open_study(path: &Path, language: Language) -> Result<Study, Failure> {
    let mut study =
        Study::open(path, &Station::of_this_machine()).map_err(|error| failure(&error, language))?;
    study.back_up();
    for warning in study.warnings() {
        eprintln!("{}", warning.text(language));
    }
    Ok(study)
}

/// Opens a study to read it; nothing in it changes.
pub(super) fn open_study_to_read(path: &Path, language: Language) -> Result<Study, Failure> {
    Study::open_read_only(path).map_err(|error| failure(&error, language))
}

/// Closes a study that was worked on, so that it is one file again.
pub(super) fn close_study(study: Study, language: Language) -> Result<(), Failure> {
    study.close().map_err(|error| failure(&error, language))
}

/// The questionnaire asked for with `--questionnaire`, or the only one.
pub(super) fn choose_questionnaire(
    study: &Study,
    id: Option<&str>,
    language: Language,
) -> Result<Arc<Questionnaire>, Failure> {
    let held: Vec<&Arc<Questionnaire>> = study.questionnaires().collect();
    let known = || held.iter().map(|questionnaire| questionnaire.id.as_str()).collect::<Vec<_>>().join(", ");
    match (id, held.as_slice()) {
        (Some(id), _) => held
            .iter()
            .find(|questionnaire| questionnaire.id == id)
            .map(|questionnaire| Arc::clone(questionnaire))
            .ok_or_else(|| {
                Failure::Usage(text!(language, "study-choose-unknown", id = id.to_owned(), known = known()))
            }),
        (None, [only]) => Ok(Arc::clone(only)),
        (None, _) => Err(Failure::Usage(text!(language, "study-choose-which", known = known()))),
    }
}

/// Reads a questionnaire file and says all its problems, with line and column, on standard error.
pub(super) fn read_questionnaire(path: &Path, language: Language) -> Result<Questionnaire, Failure> {
    let bytes = std::fs::read(path).map_err(|error| {
        let (path, detail) = (path.display().to_string(), error.to_string());
        Failure::Input(text!(language, "study-questionnaire-unreadable", path = path, detail = detail))
    })?;
    let reading = questionnaire::read(&bytes);
    for diagnostic in &reading.diagnostics {
        let (line, column, sentence) = (diagnostic.line, diagnostic.column, diagnostic.text(language));
        eprintln!("{}:{line}:{column}: {sentence}", path.display());
    }
    let errors = reading.diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
    reading.questionnaire.ok_or_else(|| {
        let path = path.display().to_string();
        Failure::Input(text!(language, "study-questionnaire-faulty", path = path, errors = errors))
    })
}
