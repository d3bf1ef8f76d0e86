//! The map from one version's variables and codes to the next (DESIGN 5.12): its file, and what is wrong
//! with it. How answers follow it is `carry`'s.
//!
//! ```toml
//! types = ["age"]                    # its answers are read again under its new type
//!
//! [variables]
//! age = "years"                      # old name = new name
//!
//! [codes.town]                       # by the old name of the variable
//! "1" = "01"                         # old code = new code; the same code says: it means the same
//!
//! [missing]
//! REF = "NSP"                        # old missing code = new missing code
//!
//! [removed]
//! variables = ["floor"]              # answers stay in the journal and leave the exports
//! lines = ["event"]                  # the same for the lines that a table loses
//!
//! [removed.codes]
//! town = ["3"]                       # answers that say so stay as written, for a supervisor
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::questionnaire::Questionnaire;

/// What became of the variables and codes of the version before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Map {
    /// Old name to new name.
    pub variables: BTreeMap<String, String>,
    /// By the old name of the variable: old code to new code.
    pub codes: BTreeMap<String, BTreeMap<String, String>>,
    /// Old missing code to new missing code, by name.
    pub missing: BTreeMap<String, String>,
    /// Old names of variables whose answers are read again under a new type.
    pub types: Vec<String>,
    /// What is asked no more.
    pub removed: Removed,
}

/// What is asked no more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Removed {
    /// Variables, by name.
    pub variables: Vec<String>,
    /// Tables of which the last lines are gone.
    pub lines: Vec<String>,
    /// By the old name of the variable: codes.
    pub codes: BTreeMap<String, Vec<String>>,
}

/// What is wrong with a map.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the sentences are the documentation: study-refusal-map-* in the texts")]
pub enum MapFault {
    NotInOld { name: String },
    NotInNew { name: String },
    Twice { name: String },
    CodeNotInOld { variable: String, code: String },
    CodeNotInNew { variable: String, code: String },
    MissingUnknown { name: String },
    Idle { name: String },
}

impl Map {
    /// Reads a map from its text; on failure says where and why, as TOML's own reader does.
    pub fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The new name of an old variable; `None` where it is asked no more.
    pub fn new_name<'n>(&'n self, old: &'n str) -> Option<&'n str> {
        if self.removed.variables.iter().any(|removed| removed == old) {
            return None;
        }
        Some(self.variables.get(old).map_or(old, String::as_str))
    }

    /// What is said of an old code: the new one, if something is.
    pub fn new_code(&self, variable: &str, code: &str) -> Option<&str> {
        self.codes.get(variable)?.get(code).map(String::as_str)
    }

    /// Whether an old code is said to be gone.
    pub fn drops(&self, variable: &str, code: &str) -> bool {
        self.removed.codes.get(variable).is_some_and(|codes| codes.iter().any(|gone| gone == code))
    }

    /// Whether answers are to be read again under another type.
    pub fn retypes(&self, variable: &str) -> bool {
        self.types.iter().any(|name| name == variable)
    }

    /// What the map says that cannot be, of two versions.
    pub fn faults(&self, old: &Questionnaire, new: &Questionnaire) -> Vec<MapFault> {
        let mut faults = Vec::new();
        let named = |name: &str| old.variable_by_name(name).map(|id| old.variable(id));
        let removed_codes =
            self.removed.codes.iter().flat_map(|(variable, codes)| {
                codes.iter().map(move |code| (variable.as_str(), code.as_str()))
            });
        let mapped_codes = self.codes.iter().flat_map(|(variable, codes)| {
            codes.iter().map(move |(code, to)| (variable.as_str(), code.as_str(), to.as_str()))
        });
        let names = self.variables.keys().chain(&self.types).chain(&self.removed.variables);
        let names = names.chain(self.codes.keys()).chain(self.removed.codes.keys());
        for name in names.filter(|name| named(name).is_none()) {
            faults.push(MapFault::NotInOld { name: name.clone() });
        }
        for (from, to) in &self.variables {
            if new.variable_by_name(to).is_none() {
                faults.push(MapFault::NotInNew { name: to.clone() });
            }
            // Two old variables would share one place.
            let others = old.variables.iter().filter(|other| other.name != *from);
            if others.filter_map(|other| self.new_name(&other.name)).any(|other| other == to) {
                faults.push(MapFault::Twice { name: to.clone() });
            }
            if self.removed.variables.contains(from) {
                faults.push(MapFault::Idle { name: from.clone() });
            }
        }
        for name in &self.removed.lines {
            if !old.repeats.iter().any(|repeat| repeat.name == *name) {
                faults.push(MapFault::NotInOld { name: name.clone() });
            }
        }
        let unknown_code = |variable: &str, code: &str| {
            named(variable).is_some_and(|variable| variable.choice(code).is_none())
        };
        let both = mapped_codes.clone().map(|(variable, code, _)| (variable, code)).chain(removed_codes);
        for (variable, code) in both.filter(|(variable, code)| unknown_code(variable, code)) {
            faults.push(MapFault::CodeNotInOld { variable: variable.to_owned(), code: code.to_owned() });
        }
        for (variable, code, to) in mapped_codes {
            let after = self.new_name(variable).and_then(|name| new.variable_by_name(name));
            if after.is_none_or(|after| new.variable(after).choice(to).is_none()) {
                faults.push(MapFault::CodeNotInNew { variable: variable.to_owned(), code: to.to_owned() });
            }
            if self.drops(variable, code) {
                faults.push(MapFault::Idle { name: format!("{variable} {code}") });
            }
        }
        let missing_in = |questionnaire: &Questionnaire, name: &str| {
            questionnaire.missing.iter().any(|code| code.name == name)
        };
        for (from, to) in &self.missing {
            let unknown = [(old, from), (new, to)].into_iter().filter(|(of, name)| !missing_in(of, name));
            faults.extend(unknown.map(|(_, name)| MapFault::MissingUnknown { name: name.clone() }));
        }
        faults
    }
}
