//! `recto check`: all problems of a questionnaire, with line and column.

use std::path::PathBuf;

use super::{Failure, Outcome};
use crate::questionnaire::{Diagnostic, Reading, Severity, read};
use crate::texts::Language;

/// What the command line says.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The questionnaire file (TOML)
    questionnaire: PathBuf,
}

pub(crate) fn run(arguments: Arguments, language: Language) -> Outcome {
    let file = arguments.questionnaire.display().to_string();
    let bytes = std::fs::read(&arguments.questionnaire).map_err(|error| {
        let cause = error.to_string();
        Failure::CouldNot(crate::text!(language, "check-unreadable", file = file.as_str(), cause = cause))
    })?;
    let reading = read(&bytes);
    let report = report(&reading, &file, language);
    if reading.error_count() > 0 {
        return Err(Failure::Input(report));
    }
    println!("{report}");
    Ok(())
}

/// One line per problem and a line that counts them.
fn report(reading: &Reading, file: &str, language: Language) -> String {
    let mut lines: Vec<String> =
        reading.diagnostics.iter().map(|problem| line(problem, file, language)).collect();
    let errors = reading.error_count();
    let warnings = reading.diagnostics.len() - errors;
    lines.push(match reading.diagnostics.is_empty() {
        true => crate::text!(language, "check-none", file = file),
        false => crate::text!(language, "check-count", file = file, errors = errors, warnings = warnings),
    });
    lines.join("\n")
}

/// `file:line:column: error[code]: sentence`, which editors know how to follow: `error` and `warning`
/// are the same in every language.
fn line(problem: &Diagnostic, file: &str, language: Language) -> String {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let (line, column, code) = (problem.line, problem.column, problem.code);
    format!("{file}:{line}:{column}: {severity}[{code}]: {}", problem.text(language))
}
