//! Finds conditions that no answer can satisfy, so that a question nobody can be asked is reported when
//! the questionnaire is read. It never calls a condition impossible that is not; it does not find all.

use std::collections::HashMap;

use super::super::model::{Variable, VariableId};
use super::evaluate::constant_truth;
use super::node::{Comparison, Node, Reading};
use super::parse::Operator;
use super::{Expression, Truth};

/// More alternatives than this are not followed: the condition is taken as possible.
const MOST_ALTERNATIVES: usize = 256;

/// What one alternative says of one variable.
#[derive(Clone, Debug, Default)]
struct Facts {
    /// Single choice: the code it must be.
    code: Option<String>,
    /// Single choice: codes it must not be.
    not: Vec<String>,
    /// Number: bounds and whether they are excluded.
    least: Option<(f64, bool)>,
    most: Option<(f64, bool)>,
}

/// One way for the condition to hold.
type Alternative<'n> = Vec<Atom<'n>>;

#[derive(Clone, Copy)]
enum Atom<'n> {
    Is(VariableId, &'n str),
    IsNot(VariableId, &'n str),
    Number(VariableId, Operator, f64),
}

/// Whether some answers make the condition true, as far as can be seen. Filters of the questions it
/// reads are followed: what needs an answer to a question needs that question asked.
pub(crate) fn can_hold(expression: &Expression, variables: &[Variable]) -> bool {
    let Some(alternatives) = alternatives(&expression.root, true) else { return true };
    alternatives.iter().any(|alternative| is_possible(alternative, variables))
}

/// The ways for a node to be true (or false), each a list of conditions; `None` when there are too many.
fn alternatives(node: &Node, wanted: bool) -> Option<Vec<Alternative<'_>>> {
    match (node, wanted) {
        (Node::All(parts), true) | (Node::Any(parts), false) => {
            let mut found: Vec<Alternative<'_>> = vec![Vec::new()];
            for part in parts {
                let further = alternatives(part, wanted)?;
                if found.len() * further.len() > MOST_ALTERNATIVES {
                    return None;
                }
                found = found
                    .iter()
                    .flat_map(|first| {
                        further.iter().map(move |second| [first.as_slice(), second.as_slice()].concat())
                    })
                    .collect();
            }
            Some(found)
        }
        (Node::Any(parts), true) | (Node::All(parts), false) => {
            let mut found = Vec::new();
            for part in parts {
                found.extend(alternatives(part, wanted)?);
                if found.len() > MOST_ALTERNATIVES {
                    return None;
                }
            }
            Some(found)
        }
        (Node::Not(inner), _) => alternatives(inner, !wanted),
        (other, _) => Some(atom(other, wanted)),
    }
}

/// One condition: no way, one way that says something, or one way that says nothing known here.
fn atom(node: &Node, wanted: bool) -> Vec<Alternative<'_>> {
    match constant_truth(node) {
        Some(Truth::True) => return if wanted { vec![Vec::new()] } else { Vec::new() },
        Some(Truth::False) => return if wanted { Vec::new() } else { vec![Vec::new()] },
        _ => {}
    }
    let found = match node {
        Node::CodeIs { reading: Reading::Variable(id, _), code, negated } => {
            Some(if *negated == wanted { Atom::IsNot(*id, code) } else { Atom::Is(*id, code) })
        }
        Node::Compare { operator, by: Comparison::Number, left, right } => {
            number_atom(*operator, left, right).map(|(id, operator, number)| {
                Atom::Number(id, if wanted { operator } else { opposite(operator) }, number)
            })
        }
        _ => None,
    };
    vec![found.into_iter().collect()]
}

fn number_atom(operator: Operator, left: &Node, right: &Node) -> Option<(VariableId, Operator, f64)> {
    let number = super::evaluate::constant_number;
    match (left, right) {
        (Node::Read(Reading::Variable(id, _)), other) => Some((*id, operator, number(other)?)),
        (other, Node::Read(Reading::Variable(id, _))) => Some((*id, mirrored(operator), number(other)?)),
        _ => None,
    }
}

fn opposite(operator: Operator) -> Operator {
    match operator {
        Operator::Equal => Operator::Different,
        Operator::Different => Operator::Equal,
        Operator::Less => Operator::GreaterOrEqual,
        Operator::LessOrEqual => Operator::Greater,
        Operator::Greater => Operator::LessOrEqual,
        Operator::GreaterOrEqual => Operator::Less,
        other => other,
    }
}

fn mirrored(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::Greater,
        Operator::LessOrEqual => Operator::GreaterOrEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterOrEqual => Operator::LessOrEqual,
        other => other,
    }
}

fn is_possible(alternative: &Alternative<'_>, variables: &[Variable]) -> bool {
    let mut facts: HashMap<VariableId, Facts> = HashMap::new();
    if !alternative.iter().all(|atom| add(&mut facts, *atom, variables)) {
        return false;
    }
    // A question with a definite answer was asked: its filter holds, or hangs on what is missing. What
    // the answers known here make false is therefore false for good.
    let read: Vec<VariableId> = facts.keys().copied().collect();
    read.iter().all(|id| match &variables[usize::from(id.0)].relevant {
        Some(relevant) => match alternatives(&relevant.root, true) {
            Some(ways) => ways.iter().any(|way| agrees(&facts, way, variables)),
            None => true,
        },
        None => true,
    })
}

/// Whether what is known does not contradict one way for a filter to hold. Only variables with a
/// definite answer count: the others may be missing, and then the question is asked.
fn agrees(facts: &HashMap<VariableId, Facts>, way: &Alternative<'_>, variables: &[Variable]) -> bool {
    way.iter().all(|atom| {
        let (Atom::Is(id, _) | Atom::IsNot(id, _) | Atom::Number(id, ..)) = *atom;
        let Some(known) = facts.get(&id) else { return true };
        add(&mut HashMap::from([(id, known.clone())]), *atom, variables)
    })
}

/// Adds what an atom says; false when it contradicts what is known of the same variable.
fn add(facts: &mut HashMap<VariableId, Facts>, atom: Atom<'_>, variables: &[Variable]) -> bool {
    match atom {
        Atom::Is(id, code) => {
            let known = facts.entry(id).or_default();
            let contradicted = known.code.as_deref().is_some_and(|other| other != code)
                || known.not.iter().any(|other| other == code)
                || !code.parse().is_ok_and(|number| known.has_room(number)) && known.has_bounds();
            known.code = Some(code.to_owned());
            !contradicted
        }
        Atom::IsNot(id, code) => {
            let known = facts.entry(id).or_default();
            known.not.push(code.to_owned());
            let choices = &variables[usize::from(id.0)].choices;
            let any_left =
                choices.is_empty() || choices.iter().any(|choice| !known.not.contains(&choice.name));
            known.code.as_deref() != Some(code) && any_left
        }
        Atom::Number(id, operator, number) => {
            let known = facts.entry(id).or_default();
            known.bound(operator, number);
            let code_fits = known
                .code
                .as_ref()
                .and_then(|code| code.parse().ok())
                .is_none_or(|code: f64| known.has_room(code));
            known.is_open() && code_fits
        }
    }
}

impl Facts {
    fn has_bounds(&self) -> bool {
        self.least.is_some() || self.most.is_some()
    }

    fn has_room(&self, number: f64) -> bool {
        self.least.is_none_or(|(least, out)| if out { number > least } else { number >= least })
            && self.most.is_none_or(|(most, out)| if out { number < most } else { number <= most })
    }

    fn is_open(&self) -> bool {
        match (self.least, self.most) {
            (Some((least, least_out)), Some((most, most_out))) => {
                if least_out || most_out {
                    least < most
                } else {
                    least <= most
                }
            }
            _ => true,
        }
    }

    fn bound(&mut self, operator: Operator, number: f64) {
        if matches!(operator, Operator::Equal | Operator::Greater | Operator::GreaterOrEqual) {
            let out = operator == Operator::Greater;
            let closer = self.least.is_none_or(|(least, was)| number > least || number == least && !was);
            if closer {
                self.least = Some((number, out));
            }
        }
        if matches!(operator, Operator::Equal | Operator::Less | Operator::LessOrEqual) {
            let out = operator == Operator::Less;
            let closer = self.most.is_none_or(|(most, was)| number < most || number == most && !was);
            if closer {
                self.most = Some((number, out));
            }
        }
    }
}
