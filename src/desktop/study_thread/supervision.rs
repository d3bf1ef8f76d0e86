//! What a supervisor orders beside settling: erasing, protecting, revising. Runs on the study's thread; the
//! rules are the study's.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::{StudyHandle, Work, answers};
use crate::export::certificate::{self, Certified};
use crate::export::whole_file::write_whole;
use crate::questionnaire::{self, Questionnaire};
use crate::study::revision::{self, Map, Revision};
use crate::study::{Erased, Scope, Study, StudyError};
use crate::text;
use crate::texts::Language;

/// What is ordered.
#[derive(Clone, Debug)]
pub enum Order {
    /// Erases, and writes the certificate beside the study.
    Erase {
        /// The supervisor's name.
        operator: String,
        /// One sheet, or all identifying content.
        scope: Scope,
        /// Why.
        reason: String,
    },
    /// Changes what protects the people asked.
    Protect {
        /// The supervisor's name.
        operator: String,
        /// Published cells about fewer people than this are masked.
        small_cells: u32,
        /// From this day on, identifying content is to be erased.
        retention: Option<Date>,
    },
    /// Compares a changed questionnaire with the current one; changes nothing.
    Compare {
        /// Its file.
        questionnaire: PathBuf,
        /// The file of the map, if there is one.
        map: Option<PathBuf>,
    },
    /// Adds what was compared as a version.
    Revise(Box<Proposal>),
}

/// A changed questionnaire beside the current one.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The changed one.
    pub questionnaire: Questionnaire,
    /// The text of the map.
    pub map: Option<String>,
    /// What differs.
    pub revision: Revision,
    /// How many sheets were keyed before.
    pub sheets: usize,
}

/// What became of an order.
#[derive(Debug)]
pub enum Outcome {
    /// Erased; where the certificate is.
    Erased(Box<Erased>, PathBuf),
    /// The settings are kept.
    Protected,
    /// What differs.
    Compared(Box<Proposal>),
    /// The version that is current now.
    Revised(String),
    /// Why not, in the window's language.
    Failed(String),
}

impl StudyHandle {
    /// Carries an order out; [`super::Happening::Supervised`] follows.
    pub fn order(&mut self, order: Order, language: Language) {
        self.work = Some(match order {
            Order::Erase { .. } => Work::Erasing,
            Order::Protect { .. } | Order::Compare { .. } | Order::Revise(_) => Work::Revising,
        });
        self.ask(move |study, questionnaire| {
            let outcome = carry_out(study, questionnaire, order, language).unwrap_or_else(Outcome::Failed);
            let current = study.questionnaires().cloned().collect();
            answers::Reply::Supervised(outcome, current)
        });
    }
}

fn carry_out(
    study: &mut Study,
    questionnaire: &str,
    order: Order,
    language: Language,
) -> Result<Outcome, String> {
    let fail = |error: StudyError| error.text(language);
    match order {
        Order::Erase { operator, scope, reason } => {
            erase(study, questionnaire, (&operator, &scope, &reason), language)
        }
        Order::Protect { operator, small_cells, retention } => {
            let by = study.operator(&operator).map_err(fail)?.id;
            let before = study.safeguards(questionnaire).map_err(fail)?;
            if before.small_cells != small_cells {
                study.set_small_cells(small_cells, by).map_err(fail)?;
            }
            if let Some(until) = retention.filter(|until| before.retention_until != Some(*until)) {
                study.set_retention(until, by).map_err(fail)?;
            }
            Ok(Outcome::Protected)
        }
        Order::Compare { questionnaire: path, map } => compare(study, &path, map.as_deref(), language),
        Order::Revise(proposal) => {
            study.revise(&proposal.questionnaire, proposal.map.as_deref(), None).map_err(fail)?;
            Ok(Outcome::Revised(proposal.questionnaire.version))
        }
    }
}

fn erase(
    study: &mut Study,
    questionnaire: &str,
    (operator, scope, reason): (&str, &Scope, &str),
    language: Language,
) -> Result<Outcome, String> {
    let fail = |error: StudyError| error.text(language);
    let by = study.operator(operator).map_err(fail)?;
    let erased = study.erase(questionnaire, scope, reason, by.id).map_err(fail)?;
    let operators = study.operators().map_err(fail)?;
    let by = operators.iter().find(|operator| operator.id == erased.tombstone.operator).unwrap_or(&by);
    let certified = Certified {
        erased: &erased,
        questionnaire: study.questionnaire(questionnaire).map_err(fail)?,
        study: study.path(),
        operator: &by.name,
    };
    let path = certificate::default_path(study.path(), &erased, language);
    // The same erasure again writes the same certificate.
    write_whole(&path, true, certificate::html(&certified, language).as_bytes())
        .map_err(|error| error.text(language))?;
    Ok(Outcome::Erased(Box::new(erased), path))
}

fn compare(study: &Study, path: &Path, map: Option<&Path>, language: Language) -> Result<Outcome, String> {
    let unreadable = |path: &Path, detail: String| {
        let path = path.display().to_string();
        text!(language, "study-questionnaire-unreadable", path = path, detail = detail)
    };
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, error.to_string()))?;
    let reading = questionnaire::read(&bytes);
    let Some(new) = reading.questionnaire else {
        let found = reading.diagnostics.iter().take(5);
        let found = found.map(|found| format!("{}:{} {}", found.line, found.column, found.text(language)));
        let (shown, errors) = (path.display().to_string(), reading.diagnostics.len());
        let whole = text!(language, "study-questionnaire-faulty", path = shown, errors = errors);
        return Err(std::iter::once(whole).chain(found).collect::<Vec<_>>().join("\n"));
    };
    let current = study.questionnaire(&new.id).map_err(|error| error.text(language))?;
    if current.source == new.source {
        return Err(text!(language, "study-revise-same", version = new.version.as_str()));
    }
    let bad_map = |path: &Path, detail: String| {
        let file = path.display().to_string();
        text!(language, "study-revise-bad-map", file = file, detail = detail)
    };
    let text = map
        .map(|path| std::fs::read_to_string(path).map_err(|error| bad_map(path, error.to_string())))
        .transpose()?;
    let read = match (&text, map) {
        (Some(text), Some(path)) => Map::read(text).map_err(|detail| bad_map(path, detail))?,
        _ => Map::default(),
    };
    let revision = revision::compare_mapped(current, &new, &read);
    let keyings = study.keying_states(&new.id).map_err(|error| error.text(language))?;
    let sheets = keyings.iter().map(|keying| keying.number.as_str()).collect::<BTreeSet<_>>().len();
    Ok(Outcome::Compared(Box::new(Proposal { questionnaire: new, map: text, revision, sheets })))
}
