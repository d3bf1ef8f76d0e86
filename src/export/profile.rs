//! Who gets what: the full export, the one for a funder (pseudonymised), the public one (see
//! `aggregate`). For a funder the study is written again as a smaller one: fewer variables, coarser values,
//! random numbers; every format then writes that as it writes any study, and cannot leak the rest.

mod funder;

pub use funder::for_funder;

use crate::questionnaire::{Privacy, Questionnaire};

use super::ExportError;

/// For whom an export is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Profile {
    /// Everything, for those who work on the study.
    #[default]
    Full,
    /// One row per sheet under a random number: no identifying variables, no open words without consent,
    /// numbers in bands, dates by month, places coarsened.
    Funder,
    /// Tables of counts only, small cells masked.
    Public,
}

/// Refuses a questionnaire of which it is not said what each variable tells about a person.
pub fn refuse_unclassified(questionnaire: &Questionnaire) -> Result<(), ExportError> {
    let unclassified = questionnaire.variables.iter();
    let variables: Vec<String> = unclassified
        .filter(|variable| variable.protection.privacy == Privacy::Unclassified)
        .map(|variable| variable.name.clone())
        .collect();
    if variables.is_empty() { Ok(()) } else { Err(ExportError::Unclassified { variables }) }
}
