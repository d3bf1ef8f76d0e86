//! Reads one cell of a file as an answer to a question: codes, numbers, dates and times as people and
//! spreadsheets write them. Rows and files are `file`'s.

use crate::questionnaire::cells::BOX_SEPARATOR;
use crate::questionnaire::written::{WrittenProblem, read_answer};
use crate::questionnaire::{Answer, Missing, NOT_ASKED, Questionnaire, Value, VariableId, VariableType};
use crate::texts::Language;

/// Why a cell cannot be an answer to its question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The question cannot take what is written.
    Written(WrittenProblem),
    /// A box holds something else than 1, 0 or a missing code.
    NotABox,
    /// Some boxes hold a missing code, others do not.
    MixedBoxes,
}

impl Fault {
    /// The end of a sentence for people.
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Written(problem) => problem.text(language),
            Self::NotABox => crate::text!(language, "import-not-a-box"),
            Self::MixedBoxes => crate::text!(language, "import-mixed-boxes"),
        }
    }
}

/// A text without the apostrophe that exports put before what a spreadsheet would take for a formula.
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => text,
    }
}

/// Reads a whole answer from one cell; a multiple choice as codes with spaces between. An empty cell is
/// [`Missing::EmptyInFile`].
pub fn answer_from_text(
    questionnaire: &Questionnaire,
    variable: VariableId,
    cell: &str,
) -> Result<Answer, Fault> {
    let written = unguarded(cell);
    if let VariableType::Text { .. } = questionnaire.variable(variable).kind {
        return Ok(free_text(questionnaire, variable, written));
    }
    match read_answer(questionnaire, variable, written) {
        Err(WrittenProblem::Empty) => Ok(Answer::Missing(Missing::EmptyInFile)),
        read => read.map_err(Fault::Written),
    }
}

/// Reads a multiple choice from its boxes, `None` for a box without a column. On a fault, says at which
/// box.
pub fn answer_from_boxes(
    questionnaire: &Questionnaire,
    variable: VariableId,
    boxes: &[Option<&str>],
) -> Result<Answer, (Fault, usize)> {
    let variable = questionnaire.variable(variable);
    let mut ticked = Vec::new();
    let mut missing = None;
    let mut plain = None;
    for (at, (choice, cell)) in variable.choices.iter().zip(boxes).enumerate() {
        let cell = cell.unwrap_or_default();
        let written = unguarded(cell).trim();
        match written {
            "" => {}
            "1" => {
                ticked.push(choice.name.clone());
                plain = Some(at);
            }
            "0" => plain = Some(at),
            _ => {
                let code = questionnaire.missing_by_name(written).ok_or((Fault::NotABox, at))?;
                if missing.replace(code).is_some_and(|other| other != code) {
                    return Err((Fault::MixedBoxes, at));
                }
            }
        }
    }
    match (missing, plain) {
        (Some(_), Some(at)) => Err((Fault::MixedBoxes, at)),
        (Some(missing), None) => Ok(Answer::Missing(missing)),
        (None, Some(_)) => Ok(Answer::Value(Value::Codes(ticked))),
        (None, None) => Ok(Answer::Missing(Missing::EmptyInFile)),
    }
}

/// What the file says though the question cannot take it, kept as written.
pub fn as_written(boxes: &[Option<&str>]) -> Answer {
    let parts: Vec<&str> = boxes.iter().map(|cell| unguarded(cell.unwrap_or_default())).collect();
    Answer::Value(Value::AsWritten(parts.join(&BOX_SEPARATOR.to_string())))
}

/// Texts are kept exactly as they stand, spaces and case included; only a missing code, written exactly
/// as the questionnaire names it, is one.
fn free_text(questionnaire: &Questionnaire, variable: VariableId, written: &str) -> Answer {
    if written.is_empty() {
        return Answer::Missing(Missing::EmptyInFile);
    }
    let allowed = &questionnaire.variable(variable).missing;
    if written == NOT_ASKED {
        return Answer::Missing(Missing::NotAsked);
    }
    match questionnaire.missing.iter().find(|code| code.name == written && allowed.contains(&code.means)) {
        Some(code) => Answer::Missing(code.means),
        None => Answer::Value(Value::Text(written.to_owned())),
    }
}
