//! The sentences for changes and refusals, in the reader's language. What they are is the parent's.

use super::{Change, MapFault, Refusal};
use crate::text;
use crate::texts::Language;

impl Change {
    /// The change in a few words.
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Title => text!(language, "study-change-title"),
            Self::Text { variable } => named(language, "study-change-text", variable),
            Self::ChoiceText { variable, code, old, new } => text!(
                language,
                "study-change-choice-text",
                variable = variable.as_str(),
                code = code.as_str(),
                old = old.as_str(),
                new = new.as_str()
            ),
            Self::Layout { variable } => named(language, "study-change-layout", variable),
            Self::Order => text!(language, "study-change-order"),
            Self::Filter { variable } => named(language, "study-change-filter", variable),
            Self::Constraint { variable } => named(language, "study-change-constraint", variable),
            Self::Required { variable } => named(language, "study-change-required", variable),
            Self::MissingHere { variable } => named(language, "study-change-missing-here", variable),
            Self::Calculation { variable } => named(language, "study-change-calculation", variable),
            Self::Protection { variable } => named(language, "study-change-protection", variable),
            Self::AddedChoice { variable, code, label } => text!(
                language,
                "study-change-added-choice",
                variable = variable.as_str(),
                code = code.as_str(),
                label = label.get(language.code())
            ),
            Self::AddedVariable { variable } => named(language, "study-change-added-variable", variable),
            Self::AddedMissing { name } => {
                text!(language, "study-change-added-missing", name = name.as_str())
            }
            Self::RenamedMissing { old, new } => {
                text!(language, "study-change-renamed-missing", old = old.as_str(), new = new.as_str())
            }
            Self::AddedLines { name, old, new } => {
                text!(language, "study-change-added-lines", name = name.as_str(), old = *old, new = *new)
            }
            Self::Check { id } => text!(language, "study-change-check", id = id.as_str()),
            Self::Indicator { id } => text!(language, "study-change-indicator", id = id.as_str()),
            Self::RenamedVariable { old, new } => {
                text!(language, "study-change-renamed-variable", old = old.as_str(), new = new.as_str())
            }
            Self::RemovedVariable { variable } => named(language, "study-change-removed-variable", variable),
            Self::Retyped { variable } => named(language, "study-change-retyped", variable),
            Self::MappedChoice { variable, code, to, label } => text!(
                language,
                "study-change-mapped-choice",
                variable = variable.as_str(),
                code = code.as_str(),
                to = to.as_str(),
                label = label.get(language.code())
            ),
            Self::RemovedChoice { variable, code } => text!(
                language,
                "study-change-removed-choice",
                variable = variable.as_str(),
                code = code.as_str()
            ),
            Self::MappedMissing { old, new } => {
                text!(language, "study-change-mapped-missing", old = old.as_str(), new = new.as_str())
            }
            Self::RemovedLines { name, old, new } => {
                text!(language, "study-change-removed-lines", name = name.as_str(), old = *old, new = *new)
            }
            Self::Sheets => text!(language, "study-change-sheets"),
            Self::Pages => text!(language, "study-change-pages"),
        }
    }
}

impl Refusal {
    /// Why, and what to do instead.
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Renamed { old, new } => {
                text!(language, "study-refusal-renamed", old = old.as_str(), new = new.as_str())
            }
            Self::Removed { variable } => named(language, "study-refusal-removed", variable),
            Self::Kind { variable } => named(language, "study-refusal-kind", variable),
            Self::Moved { variable } => named(language, "study-refusal-moved", variable),
            Self::FewerLines { name, old, new } => {
                text!(language, "study-refusal-fewer-lines", name = name.as_str(), old = *old, new = *new)
            }
            Self::RemovedChoice { variable, code } => text!(
                language,
                "study-refusal-removed-choice",
                variable = variable.as_str(),
                code = code.as_str()
            ),
            Self::ChoiceMeaning { variable, code, old, new } => text!(
                language,
                "study-refusal-choice-meaning",
                variable = variable.as_str(),
                code = code.as_str(),
                old = old.as_str(),
                new = new.as_str()
            ),
            Self::Missing { name } => text!(language, "study-refusal-missing", name = name.as_str()),
            Self::Number => text!(language, "study-refusal-number"),
            Self::Map(fault) => fault.text(language),
        }
    }
}

impl MapFault {
    /// What is wrong, and what to do.
    pub fn text(&self, language: Language) -> String {
        let code =
            |id: &str, variable: &str, code: &str| text!(language, id, variable = variable, code = code);
        let one = |id: &str, name: &str| text!(language, id, name = name);
        match self {
            Self::NotInOld { name } => one("study-refusal-map-not-in-old", name),
            Self::NotInNew { name } => one("study-refusal-map-not-in-new", name),
            Self::Twice { name } => one("study-refusal-map-twice", name),
            Self::MissingUnknown { name } => one("study-refusal-map-missing", name),
            Self::Idle { name } => one("study-refusal-map-idle", name),
            Self::CodeNotInOld { variable, code: name } => {
                code("study-refusal-map-code-not-in-old", variable, name)
            }
            Self::CodeNotInNew { variable, code: name } => {
                code("study-refusal-map-code-not-in-new", variable, name)
            }
        }
    }
}

fn named(language: Language, id: &str, variable: &str) -> String {
    text!(language, id, variable = variable)
}
