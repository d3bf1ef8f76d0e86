//! The list of what an audit reads: sheet, page, question, and an empty column for what the paper says.
//! Never a value: who audits sees neither keying.

use std::path::Path;

use crate::compare::quality::Audit;
use crate::questionnaire::Questionnaire;
use crate::texts::Language;

use super::ExportError;
use super::whole_file::write_whole;

/// The columns, as `recto audit read` knows them.
const HEADER: [&str; 5] = ["sheet", "page", "variable", "question", "value"];

/// One row per question still to be read, in sheet order, then paper order.
pub fn rows<'a>(
    questionnaire: &'a Questionnaire,
    audit: &'a Audit,
    language: Language,
) -> impl Iterator<Item = [String; 4]> + 'a {
    audit.left.iter().map(move |question| {
        let variable = questionnaire.field_variable(question.field);
        let label = format!("{} {}", variable.number, variable.short_label(language.code()));
        [
            question.number.clone(),
            (variable.page + 1).to_string(),
            questionnaire.field_column(question.field),
            label.trim().to_owned(),
        ]
    })
}

/// Writes the list as CSV, for the spreadsheets of the language: `;` in French.
pub fn write(
    questionnaire: &Questionnaire,
    audit: &Audit,
    path: &Path,
    overwrite: bool,
    language: Language,
) -> Result<(), ExportError> {
    let delimiter = if language == Language::French { b';' } else { b',' };
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut bytes);
    let failed = |error: csv::Error| super::whole_file::could_not_write(path, std::io::Error::other(error));
    writer.write_record(HEADER).map_err(failed)?;
    for [sheet, page, variable, question] in rows(questionnaire, audit, language) {
        writer.write_record([sheet.as_str(), &page, &variable, &question, ""]).map_err(failed)?;
    }
    writer.flush().map_err(|error| super::whole_file::could_not_write(path, error))?;
    drop(writer);
    write_whole(path, overwrite, &bytes)
}
