//! What a changed questionnaire changes against the current one (DESIGN 5.12): what is free, and what is
//! refused because answers already keyed would lose their place or meaning, unless a map says where they
//! go. Pure.

mod carry;
mod map;
mod words;

pub use carry::{Carry, Step};
pub use map::{Map, MapFault, Removed};

use crate::questionnaire::expression::Expression;
use crate::questionnaire::{Choice, Constraint, Level, Questionnaire, Text, Variable, VariableType};

/// Labels at least this alike are a better wording of the same thing; below, the code may mean
/// something else.
const SAME_MEANING: f64 = 0.5;

/// All changes from one version to another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Revision {
    /// What may change freely.
    pub changes: Vec<Change>,
    /// What stands in the way.
    pub refusals: Vec<Refusal>,
}

impl Revision {
    /// Whether the version may be added.
    pub fn is_free(&self) -> bool {
        self.refusals.is_empty()
    }
}

/// A change that leaves every answer already keyed its place and meaning.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the sentences are the documentation: study-change-* in the texts")]
pub enum Change {
    Title,
    Text { variable: String },
    ChoiceText { variable: String, code: String, old: String, new: String },
    Layout { variable: String },
    Order,
    Filter { variable: String },
    Constraint { variable: String },
    Required { variable: String },
    MissingHere { variable: String },
    Calculation { variable: String },
    Protection { variable: String },
    AddedChoice { variable: String, code: String, label: Text },
    AddedVariable { variable: String },
    AddedMissing { name: String },
    RenamedMissing { old: String, new: String },
    AddedLines { name: String, old: u16, new: u16 },
    Check { id: String },
    Indicator { id: String },
    Sheets,
    Pages,
    RenamedVariable { old: String, new: String },
    RemovedVariable { variable: String },
    Retyped { variable: String },
    MappedChoice { variable: String, code: String, to: String, label: Text },
    RemovedChoice { variable: String, code: String },
    MappedMissing { old: String, new: String },
    RemovedLines { name: String, old: u16, new: u16 },
}

/// A change that needs a map from old answers to new ones.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the sentences are the documentation: study-refusal-* in the texts")]
pub enum Refusal {
    Renamed { old: String, new: String },
    Removed { variable: String },
    Kind { variable: String },
    Moved { variable: String },
    FewerLines { name: String, old: u16, new: u16 },
    RemovedChoice { variable: String, code: String },
    ChoiceMeaning { variable: String, code: String, old: String, new: String },
    Missing { name: String },
    Number,
    Map(MapFault),
}

/// What changes from `old` to `new`, two versions of one questionnaire.
pub fn compare(old: &Questionnaire, new: &Questionnaire) -> Revision {
    compare_mapped(old, new, &Map::default())
}

/// What changes from `old` to `new`, where a map says what became of variables and codes.
pub fn compare_mapped(old: &Questionnaire, new: &Questionnaire, map: &Map) -> Revision {
    let mut comparison = Comparison { old, new, map, found: Revision::default() };
    comparison.found.refusals.extend(map.faults(old, new).into_iter().map(Refusal::Map));
    comparison.whole();
    comparison.missing_codes();
    for variable in &old.variables {
        let name = map.new_name(&variable.name);
        let removed = name.is_none();
        comparison.change(removed, || Change::RemovedVariable { variable: variable.name.clone() });
        match name.and_then(|name| new.variable_by_name(name)) {
            _ if removed => {}
            Some(now) => comparison.variable(variable, new.variable(now)),
            None => comparison.gone(variable),
        }
    }
    comparison.added();
    comparison.rules();
    comparison.found
}

struct Comparison<'q> {
    old: &'q Questionnaire,
    new: &'q Questionnaire,
    map: &'q Map,
    found: Revision,
}

impl Comparison<'_> {
    fn change(&mut self, changed: bool, change: impl FnOnce() -> Change) {
        if changed {
            self.found.changes.push(change());
        }
    }

    fn refuse(&mut self, refused: bool, refusal: impl FnOnce() -> Refusal) {
        if refused {
            self.found.refusals.push(refusal());
        }
    }

    fn whole(&mut self) {
        let (old, new) = (self.old, self.new);
        self.change(old.title != new.title, || Change::Title);
        self.change(old.sheets != new.sheets, || Change::Sheets);
        let pages = |questionnaire: &Questionnaire| {
            questionnaire.pages.iter().map(|page| page.items.len()).collect::<Vec<_>>()
        };
        self.change(old.paper != new.paper || pages(old) != pages(new), || Change::Pages);
        let number = |questionnaire: &Questionnaire| {
            let variable = questionnaire.variable(questionnaire.sheet_number);
            (variable.name.clone(), variable.kind.clone())
        };
        self.refuse(number(old) != number(new), || Refusal::Number);
        let before: Vec<&str> = old
            .variables
            .iter()
            .filter_map(|variable| self.map.new_name(&variable.name))
            .filter(|name| new.variable_by_name(name).is_some())
            .collect();
        let after = new.variables.iter().map(|variable| variable.name.as_str());
        let after: Vec<&str> = after.filter(|name| before.contains(name)).collect();
        self.change(before != after, || Change::Order);
    }

    fn missing_codes(&mut self) {
        for code in &self.old.missing {
            if let Some(new) = self.map.missing.get(&code.name) {
                let (old, new) = (code.name.clone(), new.clone());
                self.change(true, || Change::MappedMissing { old, new });
                continue;
            }
            match self.new.missing_code(code.means) {
                Some(now) => {
                    let (old, new) = (code.name.clone(), now.name.clone());
                    let means_other = self
                        .old
                        .missing
                        .iter()
                        .any(|other| other.name.eq_ignore_ascii_case(&new) && other.means != code.means);
                    self.refuse(means_other, || Refusal::Missing { name: new.clone() });
                    self.change(!means_other && old != new, || Change::RenamedMissing { old, new });
                }
                None => self.refuse(true, || Refusal::Missing { name: code.name.clone() }),
            }
        }
        for code in &self.new.missing {
            let added = self.old.missing_code(code.means).is_none();
            self.change(added, || Change::AddedMissing { name: code.name.clone() });
        }
    }

    fn variable(&mut self, old: &Variable, new: &Variable) {
        let name = || old.name.clone();
        let is_number = matches!(old.kind, VariableType::SheetNumber { .. });
        let other_kind = std::mem::discriminant(&old.kind) != std::mem::discriminant(&new.kind);
        let renamed = old.name != new.name;
        self.change(renamed, || Change::RenamedVariable { old: name(), new: new.name.clone() });
        let retyped = self.map.retypes(&old.name) && !is_number;
        // The sheet's number is told of by itself.
        self.refuse(other_kind && !is_number && !retyped, || Refusal::Kind { variable: name() });
        self.change(other_kind && retyped, || Change::Retyped { variable: name() });
        let repeat = |questionnaire: &Questionnaire, variable: &Variable| {
            variable.repeat.map(|at| questionnaire.repeats[at].name.clone())
        };
        let moved = repeat(self.old, old) != repeat(self.new, new);
        self.refuse(moved, || Refusal::Moved { variable: name() });
        let texts = |variable: &Variable| {
            [&variable.label, &variable.hint, &variable.short].map(|text| text.0.clone())
        };
        let reworded = texts(old) != texts(new) || old.number != new.number;
        self.change(reworded, || Change::Text { variable: name() });
        let formed = old.kind != new.kind && !other_kind && !is_number;
        let laid_out = old.appearance != new.appearance || old.page != new.page || formed;
        self.change(laid_out, || Change::Layout { variable: name() });
        let filtered = source(&old.relevant) != source(&new.relevant)
            || source(&old.choice_filter) != source(&new.choice_filter);
        self.change(filtered, || Change::Filter { variable: name() });
        let constrained = constraint(&old.constraint) != constraint(&new.constraint);
        self.change(constrained, || Change::Constraint { variable: name() });
        self.change(old.required != new.required, || Change::Required { variable: name() });
        self.change(old.missing != new.missing, || Change::MissingHere { variable: name() });
        let computed = source(&old.calculation) != source(&new.calculation);
        self.change(computed, || Change::Calculation { variable: name() });
        self.change(old.protection != new.protection, || Change::Protection { variable: name() });
        // A question that is no list any more has no codes to compare: its answers are read as written.
        if !(retyped && new.choices.is_empty()) {
            self.choices(old, new);
        }
    }

    fn choices(&mut self, old: &Variable, new: &Variable) {
        let variable = || old.name.clone();
        for choice in &old.choices {
            let code = || choice.name.clone();
            if let Some(now) =
                self.map.new_code(&old.name, &choice.name).and_then(|mapped| new.choice(mapped))
            {
                let (to, label) = (now.name.clone(), now.label.clone());
                self.change(true, || Change::MappedChoice { variable: variable(), code: code(), to, label });
                continue;
            }
            if self.map.drops(&old.name, &choice.name) {
                self.change(true, || Change::RemovedChoice { variable: variable(), code: code() });
                continue;
            }
            let Some(now) = new.choice(&choice.name) else {
                self.refuse(true, || Refusal::RemovedChoice { variable: variable(), code: code() });
                continue;
            };
            if choice.label == now.label {
                continue;
            }
            let language = &self.old.default_language;
            let (before, after) = (choice.label.get(language).to_owned(), now.label.get(language).to_owned());
            if means_the_same(choice, now, &old.choices) {
                self.change(true, || Change::ChoiceText {
                    variable: variable(),
                    code: code(),
                    old: before,
                    new: after,
                });
            } else {
                self.refuse(true, || Refusal::ChoiceMeaning {
                    variable: variable(),
                    code: code(),
                    old: before,
                    new: after,
                });
            }
        }
        let mapped = |code: &str| {
            let codes = self.map.codes.get(&old.name).into_iter().flatten();
            codes.into_iter().any(|(_, to)| to == code)
        };
        let is_new = |choice: &&Choice| old.choice(&choice.name).is_none() && !mapped(&choice.name);
        let added: Vec<&Choice> = new.choices.iter().filter(is_new).collect();
        for choice in added {
            let (code, label) = (choice.name.clone(), choice.label.clone());
            self.change(true, || Change::AddedChoice { variable: variable(), code, label });
        }
    }

    /// A variable that is gone under its name: renamed if a new one asks the same.
    fn gone(&mut self, variable: &Variable) {
        if matches!(variable.kind, VariableType::SheetNumber { .. }) {
            return;
        }
        let same = |now: &&Variable| {
            self.old.variable_by_name(&now.name).is_none()
                && !self.map.variables.values().any(|name| *name == now.name)
                && (!now.label.is_empty() && now.label == variable.label
                    || !now.number.is_empty() && now.number == variable.number)
        };
        let old = variable.name.clone();
        let refusal = match self.new.variables.iter().find(same) {
            Some(now) => Refusal::Renamed { old, new: now.name.clone() },
            None => Refusal::Removed { variable: old },
        };
        self.found.refusals.push(refusal);
    }

    fn added(&mut self) {
        for variable in &self.new.variables {
            let renamed =
                |refusal: &Refusal| matches!(refusal, Refusal::Renamed { new, .. } if *new == variable.name);
            let came = |old: &Variable| self.map.new_name(&old.name) == Some(&variable.name);
            let is_new = !self.old.variables.iter().any(came)
                && !matches!(variable.kind, VariableType::SheetNumber { .. })
                && !self.found.refusals.iter().any(renamed);
            self.change(is_new, || Change::AddedVariable { variable: variable.name.clone() });
        }
        for repeat in &self.old.repeats {
            let Some(now) = self.new.repeats.iter().find(|now| now.name == repeat.name) else { continue };
            let (name, old, new) = (repeat.name.clone(), repeat.lines, now.lines);
            let dropped = self.map.removed.lines.contains(&name);
            self.refuse(new < old && !dropped, || Refusal::FewerLines { name: name.clone(), old, new });
            self.change(new < old && dropped, || Change::RemovedLines { name: name.clone(), old, new });
            self.change(new > old, || Change::AddedLines { name, old, new });
        }
    }

    fn rules(&mut self) {
        let checks = |questionnaire: &Questionnaire| {
            let rule = |check: &crate::questionnaire::Check| {
                (check.id.clone(), (check.level, check.rule.source().to_owned(), check.message.clone()))
            };
            questionnaire.checks.iter().map(rule).collect::<Vec<_>>()
        };
        for id in differing(&checks(self.old), &checks(self.new)) {
            self.found.changes.push(Change::Check { id });
        }
        let indicators = |questionnaire: &Questionnaire| {
            let whole = |indicator: &crate::questionnaire::Indicator| {
                (indicator.id.clone(), format!("{indicator:?}"))
            };
            questionnaire.indicators.iter().map(whole).collect::<Vec<_>>()
        };
        for id in differing(&indicators(self.old), &indicators(self.new)) {
            self.found.changes.push(Change::Indicator { id });
        }
    }
}

/// The ids whose content differs, or that stand on one side only.
fn differing<T: PartialEq>(old: &[(String, T)], new: &[(String, T)]) -> Vec<String> {
    let changed = old.iter().filter(|one| !new.contains(one)).map(|(id, _)| id);
    let added = new.iter().filter(|(id, _)| !old.iter().any(|(other, _)| other == id)).map(|(id, _)| id);
    changed.chain(added).cloned().collect()
}

fn source(expression: &Option<Expression>) -> Option<&str> {
    expression.as_ref().map(Expression::source)
}

fn constraint(constraint: &Option<Constraint>) -> Option<(&str, &Text, Level)> {
    constraint.as_ref().map(|constraint| (constraint.rule.source(), &constraint.message, constraint.level))
}

/// Whether a code's new label can be a better wording of the old one. It cannot if it is another code's
/// old label, or if it is unlike the old one in every language that both have.
fn means_the_same(old: &Choice, new: &Choice, all_old: &[Choice]) -> bool {
    let mut shared = old.label.0.iter().filter_map(|(language, before)| {
        new.label.0.get(language).map(|after| (language, before.to_lowercase(), after.to_lowercase()))
    });
    let taken = shared.clone().any(|(language, before, after)| {
        before != after
            && all_old.iter().any(|other| {
                other.name != old.name
                    && other.label.0.get(language).is_some_and(|label| label.to_lowercase() == after)
            })
    });
    !taken
        && shared.any(|(_, before, after)| {
            strsim::normalized_levenshtein(&before, &after) >= SAME_MEANING
                || before.starts_with(&after)
                || after.starts_with(&before)
        })
}
