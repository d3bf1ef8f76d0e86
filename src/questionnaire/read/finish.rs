//! Puts a questionnaire together: types its expressions, orders filters and calculations, and reports
//! what only shows then: cycles, questions that no filter can reach, a sheet number that is none.

use std::collections::{BTreeSet, HashMap};

use super::super::expression::{
    Environment, Expression, Problem, Tree, Type, Wanted, Whereabouts, can_hold, compile, nearest, parse,
};
use super::super::model::{
    Check, Constraint, Field, FieldId, Indicator, Measure, PaperSize, Place, Questionnaire, Repeat, Variable,
    VariableId, VariableType,
};
use super::draft::{Draft, ExpressionId, MeasureKind, Written};
use super::table::{Reader, named};

pub(super) fn finish(reader: &mut Reader<'_>, mut draft: Draft) -> Option<Questionnaire> {
    for (name, list) in draft.lists.iter().filter(|(_, list)| !list.used) {
        reader.warning("unused-choice-list", &list.span, vec![("name", name.clone())]);
    }
    let sheet_number = find_sheet_number(reader, &draft);
    let (fields, places) = lay_fields(&draft);
    let mut names = HashMap::new();
    for (at, draft) in draft.variables.iter().enumerate() {
        names.entry(draft.variable.name.clone()).or_insert(VariableId(at as u16));
    }
    names.remove("");
    let trees = parse_all(reader, &draft.expressions);
    let order = order_variables(reader, &draft, &trees, &names);
    let mut variables: Vec<Variable> = draft.variables.iter().map(|draft| draft.variable.clone()).collect();
    let repeats: Vec<Repeat> = draft.repeats.iter().map(|draft| draft.repeat.clone()).collect();
    let typed = {
        let mut typing = Typing {
            reader,
            draft: &draft,
            trees: &trees,
            variables: &variables,
            repeats: &repeats,
            places: &places,
            names: &names,
            calculated: vec![Type::Any; draft.variables.len()],
            typed: vec![None; draft.expressions.len()],
        };
        typing.all(&order);
        typing.typed
    };
    let take = |id: ExpressionId| typed[id].clone();
    for (variable, draft) in variables.iter_mut().zip(&draft.variables) {
        variable.relevant = Expression::all(draft.filters.iter().filter_map(|id| take(*id)).collect());
        variable.constraint = draft.constraint.as_ref().and_then(|(id, message, level)| {
            Some(Constraint { rule: take(*id)?, message: message.clone(), level: *level })
        });
        variable.choice_filter = draft.choice_filter.and_then(take);
        variable.calculation = draft.calculation.and_then(take);
    }
    report_unreachable(reader, &draft, &typed, &variables);
    if reader.diagnostics.iter().any(|problem| problem.severity == super::Severity::Error) {
        return None;
    }
    let mut languages = vec![reader.default_language.clone()];
    languages.extend(reader.languages.iter().filter(|code| **code != reader.default_language).cloned());
    Some(Questionnaire {
        id: std::mem::take(&mut draft.id),
        version: std::mem::take(&mut draft.version),
        title: std::mem::take(&mut draft.title),
        default_language: reader.default_language.clone(),
        languages,
        paper: draft.paper.unwrap_or(PaperSize::A4),
        sheet_number: sheet_number?,
        sheets: draft.sheets.as_ref().map(|sheets| sheets.value),
        missing: std::mem::take(&mut draft.missing),
        variables,
        fields,
        places,
        pages: std::mem::take(&mut draft.pages),
        repeats: assemble_repeats(&draft, repeats, &take),
        checks: assemble_checks(&mut draft, &take),
        indicators: assemble_indicators(&mut draft, &take),
        respondents: draft.respondents.and_then(take),
        evaluation_order: order,
        source: reader.source.text.to_owned(),
    })
}

// ---- The parts

fn find_sheet_number(reader: &mut Reader<'_>, draft: &Draft) -> Option<VariableId> {
    let is_number = |variable: &Variable| matches!(variable.kind, VariableType::SheetNumber { .. });
    let wanted = draft.sheet_number.as_ref()?;
    let found = draft.variables.iter().position(|other| other.variable.name == wanted.value);
    let Some(found) = found else {
        let known: Vec<&str> = draft
            .variables
            .iter()
            .filter(|other| is_number(&other.variable))
            .map(|other| other.variable.name.as_str())
            .collect();
        let nearest = nearest(&wanted.value, known.iter().copied()).or(known.first().copied());
        reader.error("unknown-sheet-number", &wanted.span, named(&wanted.value, nearest));
        return None;
    };
    let chosen = &draft.variables[found];
    let VariableType::SheetNumber { digits, .. } = chosen.variable.kind else {
        reader.error("sheet-number-type", &wanted.span, vec![("name", wanted.value.clone())]);
        return None;
    };
    let numbers = draft.variables.iter().enumerate().filter(|(_, other)| is_number(&other.variable));
    for (_, other) in numbers.filter(|(at, _)| *at != found) {
        reader.error("second-sheet-number", &other.at, vec![("name", other.variable.name.clone())]);
    }
    if !chosen.filters.is_empty() {
        reader.error("sheet-number-filtered", &chosen.at, vec![("name", wanted.value.clone())]);
    }
    if let Some(sheets) = &draft.sheets
        && u64::from(sheets.value.1) >= 10u64.pow(u32::from(digits))
    {
        let arguments = vec![("value", sheets.value.1.to_string()), ("digits", digits.to_string())];
        reader.error("sheets-too-long", &sheets.span, arguments);
    }
    Some(VariableId(found as u16))
}

/// The fields in paper order, and where each variable's are.
fn lay_fields(draft: &Draft) -> (Vec<Field>, Vec<Place>) {
    let mut fields = Vec::new();
    let mut places = vec![Place::Nowhere; draft.variables.len()];
    let mut laid = vec![false; draft.repeats.len()];
    for (at, variable) in draft.variables.iter().enumerate() {
        let id = VariableId(at as u16);
        match variable.variable.repeat {
            _ if variable.variable.kind == VariableType::Calculate => {}
            None => {
                places[at] = Place::Single(FieldId(fields.len() as u16));
                fields.push(Field { variable: id, line: 0 });
            }
            Some(repeat) if !std::mem::replace(&mut laid[repeat], true) => {
                let repeat = &draft.repeats[repeat].repeat;
                let step = repeat.columns.len() as u16;
                for (column, id) in repeat.columns.iter().enumerate() {
                    let first = FieldId((fields.len() + column) as u16);
                    places[usize::from(id.0)] = Place::Lines { first, step, lines: repeat.lines };
                }
                for line in 1..=repeat.lines {
                    fields.extend(repeat.columns.iter().map(|id| Field { variable: *id, line }));
                }
            }
            Some(_) => {}
        }
    }
    (fields, places)
}

fn assemble_repeats(
    draft: &Draft,
    repeats: Vec<Repeat>,
    take: &impl Fn(ExpressionId) -> Option<Expression>,
) -> Vec<Repeat> {
    let relevant =
        draft.repeats.iter().map(|draft| draft.filters.iter().filter_map(|id| take(*id)).collect());
    repeats
        .into_iter()
        .zip(relevant)
        .map(|(repeat, filters)| Repeat { relevant: Expression::all(filters), ..repeat })
        .collect()
}

fn assemble_checks(draft: &mut Draft, take: &impl Fn(ExpressionId) -> Option<Expression>) -> Vec<Check> {
    std::mem::take(&mut draft.checks)
        .into_iter()
        .filter_map(|check| {
            let rule = take(check.rule)?;
            Some(Check { id: check.id, level: check.level, rule, message: check.message })
        })
        .collect()
}

fn assemble_indicators(
    draft: &mut Draft,
    take: &impl Fn(ExpressionId) -> Option<Expression>,
) -> Vec<Indicator> {
    std::mem::take(&mut draft.indicators)
        .into_iter()
        .filter_map(|indicator| {
            let (kind, id) = indicator.measure;
            let expression = take(id)?;
            let measure = match kind {
                MeasureKind::Share => Measure::Share(expression),
                MeasureKind::Count => Measure::Count(expression),
                MeasureKind::Mean => Measure::Mean(expression),
            };
            Some(Indicator {
                id: indicator.id,
                block: indicator.block,
                label: indicator.label,
                measure,
                base: indicator.base,
                base_rule: indicator.base_rule.and_then(take),
                target: indicator.target,
            })
        })
        .collect()
}

// ---- Expressions

fn report_problem(reader: &mut Reader<'_>, written: &Written, problem: Problem) {
    let at = reader.source.inside_text(&written.span, problem.span.start);
    reader.report(problem.severity, problem.code, at, problem.arguments);
}

fn parse_all(reader: &mut Reader<'_>, expressions: &[Written]) -> Vec<Option<Tree>> {
    let mut trees = Vec::with_capacity(expressions.len());
    for written in expressions {
        let parsed = parse(&written.text);
        trees.push(parsed.map_err(|problem| report_problem(reader, written, problem)).ok());
    }
    trees
}

struct Typing<'a, 'r, 's> {
    reader: &'r mut Reader<'s>,
    draft: &'a Draft,
    trees: &'a [Option<Tree>],
    variables: &'a [Variable],
    repeats: &'a [Repeat],
    places: &'a [Place],
    names: &'a HashMap<String, VariableId>,
    calculated: Vec<Type>,
    typed: Vec<Option<Expression>>,
}

impl Typing<'_, '_, '_> {
    /// Calculations first, each after what it reads: the others need to know what they give.
    fn all(&mut self, order: &[VariableId]) {
        let mut done: BTreeSet<ExpressionId> = BTreeSet::new();
        for id in order {
            let at = usize::from(id.0);
            if let Some(calculation) = self.draft.variables[at].calculation {
                self.calculated[at] = self.one(calculation);
                done.insert(calculation);
            }
        }
        for id in (0..self.draft.expressions.len()).filter(|id| !done.contains(id)) {
            self.one(id);
        }
    }

    fn one(&mut self, id: ExpressionId) -> Type {
        let written = &self.draft.expressions[id];
        let Some(tree) = &self.trees[id] else { return Type::Any };
        if self.reader.is_full() {
            return Type::Any;
        }
        let environment = Environment {
            variables: self.variables,
            places: self.places,
            names: self.names,
            repeats: self.repeats,
            missing: &self.draft.missing,
            calculated: &self.calculated,
        };
        let whereabouts = Whereabouts {
            itself: written.itself.map(|at| VariableId(at as u16)),
            repeat: written.repeat,
            columns: written.columns.as_deref(),
        };
        match compile(&written.text, tree, &environment, whereabouts, written.wanted) {
            Ok((expression, kind)) => {
                self.typed[id] = Some(expression);
                kind
            }
            Err(problems) => {
                problems.into_iter().for_each(|problem| report_problem(self.reader, written, problem));
                if written.wanted == Wanted::Number { Type::Number } else { Type::Any }
            }
        }
    }
}

// ---- Order

/// The variables so that each filter and calculation stands after what it reads, in paper order where
/// that leaves a choice; cycles are reported.
fn order_variables(
    reader: &mut Reader<'_>,
    draft: &Draft,
    trees: &[Option<Tree>],
    names: &HashMap<String, VariableId>,
) -> Vec<VariableId> {
    let reads = |ids: &mut dyn Iterator<Item = ExpressionId>| {
        let mut read = BTreeSet::new();
        for tree in ids.filter_map(|id| trees[id].as_ref()) {
            for name in tree.names() {
                match names.get(name) {
                    Some(id) => {
                        read.insert(usize::from(id.0));
                    }
                    None => {
                        let repeat = draft.repeats.iter().find(|other| other.repeat.name == name);
                        let columns = repeat.map_or(&[][..], |other| &other.repeat.columns);
                        read.extend(columns.iter().map(|id| usize::from(id.0)));
                    }
                }
            }
        }
        read
    };
    let reads_of: Vec<BTreeSet<usize>> = draft
        .variables
        .iter()
        .map(|variable| reads(&mut variable.filters.iter().copied().chain(variable.calculation)))
        .collect();
    let mut read_by: Vec<Vec<usize>> = vec![Vec::new(); reads_of.len()];
    let mut open: Vec<usize> = reads_of.iter().map(BTreeSet::len).collect();
    for (at, reads) in reads_of.iter().enumerate() {
        reads.iter().for_each(|read| read_by[*read].push(at));
    }
    let mut ready: BTreeSet<usize> = (0..open.len()).filter(|at| open[*at] == 0).collect();
    let mut order = Vec::with_capacity(open.len());
    while let Some(at) = ready.pop_first() {
        order.push(VariableId(at as u16));
        for reader in &read_by[at] {
            open[*reader] -= 1;
            if open[*reader] == 0 {
                ready.insert(*reader);
            }
        }
    }
    let left: BTreeSet<usize> = (0..open.len()).filter(|at| open[*at] > 0).collect();
    report_cycles(reader, draft, &reads_of, left);
    report_long_chains(reader, draft, &reads_of, &order);
    order
}

/// A calculation is computed where it is read, and so on: a chain must end before the stack does.
const LONGEST_CHAIN: u32 = 50;

fn report_long_chains(
    reader: &mut Reader<'_>,
    draft: &Draft,
    reads_of: &[BTreeSet<usize>],
    order: &[VariableId],
) {
    let mut depth = vec![0u32; reads_of.len()];
    for at in order.iter().map(|id| usize::from(id.0)) {
        let Some(calculation) = draft.variables[at].calculation else { continue };
        depth[at] = 1 + reads_of[at].iter().map(|read| depth[*read]).max().unwrap_or(0);
        if depth[at] == LONGEST_CHAIN {
            reader.error("expression-too-deep", &draft.expressions[calculation].span, Vec::new());
        }
    }
}

fn report_cycles(
    reader: &mut Reader<'_>,
    draft: &Draft,
    reads_of: &[BTreeSet<usize>],
    left: BTreeSet<usize>,
) {
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    for &start in &left {
        let mut path: Vec<usize> = Vec::new();
        let mut at = start;
        // Every variable left reads another one left, so that the walk comes back to itself.
        while !seen.contains(&at) {
            seen.insert(at);
            path.push(at);
            let Some(next) = reads_of[at].iter().find(|read| left.contains(read)) else { break };
            at = *next;
        }
        let Some(begin) = path.iter().position(|step| *step == at) else { continue };
        let cycle = &path[begin..];
        let mut names: Vec<&str> =
            cycle.iter().map(|at| draft.variables[*at].variable.name.as_str()).collect();
        names.push(names[0]);
        let first = &draft.variables[cycle[0]];
        let own = first.calculation.or(first.filters.last().copied());
        let place = own.map_or_else(|| first.at.clone(), |id| draft.expressions[id].span.clone());
        reader.error("cycle", &place, vec![("path", names.join(" → "))]);
    }
}

// ---- What no filter can reach

fn report_unreachable(
    reader: &mut Reader<'_>,
    draft: &Draft,
    typed: &[Option<Expression>],
    variables: &[Variable],
) {
    let mut impossible: BTreeSet<ExpressionId> = BTreeSet::new();
    let filters: BTreeSet<ExpressionId> =
        draft.variables.iter().flat_map(|variable| variable.filters.iter().copied()).collect();
    for id in filters {
        if typed[id].as_ref().is_some_and(|filter| !can_hold(filter, variables)) {
            impossible.insert(id);
            let span = draft.expressions[id].span.clone();
            reader.error("unreachable", &span, vec![("filter", draft.expressions[id].text.clone())]);
        }
    }
    for (variable, draft_variable) in variables.iter().zip(&draft.variables) {
        let known = draft_variable.filters.iter().any(|id| impossible.contains(id));
        if let Some(relevant) = &variable.relevant
            && draft_variable.filters.len() > 1
            && !known
            && !can_hold(relevant, variables)
        {
            let last = draft_variable.filters.last().map(|id| draft.expressions[*id].span.clone());
            let span = last.unwrap_or_else(|| draft_variable.at.clone());
            reader.error("unreachable", &span, vec![("filter", relevant.source().to_owned())]);
        }
    }
}
