//! Types the functions of expressions. The operators are in `typing`.

use super::super::super::answer::PartialDate;
use super::super::node::{Constant, DatePart, Node, Reading};
use super::super::parse::{Kind, Tree};
use super::super::{Problem, nearest};
use super::{Type, Typed, Typing, iso_date, written};
use crate::questionnaire::model::Place;

/// Every function, with how many arguments it takes at least and at most.
const FUNCTIONS: [(&str, usize, usize); 28] = [
    ("abs", 1, 1),
    ("answered", 1, 1),
    ("coalesce", 2, MANY),
    ("count", 1, 1),
    ("count-selected", 1, 1),
    ("date", 1, 1),
    ("day", 1, 1),
    ("false", 0, 0),
    ("if", 3, 3),
    ("int", 1, 1),
    ("is_missing", 1, 2),
    ("is_skipped", 1, 1),
    ("max", 1, MANY),
    ("min", 1, MANY),
    ("month", 1, 1),
    ("not", 1, 1),
    ("number", 1, 1),
    ("once", 1, 1),
    ("regex", 2, 2),
    ("round", 1, 2),
    ("selected", 2, 2),
    ("string", 1, 1),
    ("string-length", 1, 1),
    ("substr", 2, 3),
    ("sum", 1, MANY),
    ("today", 0, 0),
    ("true", 0, 0),
    ("year", 1, 1),
];

const MANY: usize = 1000;

impl Typing<'_> {
    pub(super) fn call(&mut self, name: &str, arguments: &[Tree], tree: &Tree) -> Typed {
        let Some((name, least, most)) = FUNCTIONS.iter().find(|(known, ..)| *known == name) else {
            let known = FUNCTIONS.iter().map(|(known, ..)| *known);
            let problem = Problem::new("unknown-function", tree.span.start..tree.span.start + name.len());
            return self.report(problem.with("name", name).with_nearest(nearest(name, known)));
        };
        if !(*least..=*most).contains(&arguments.len()) {
            let problem = Problem::new("argument-count", tree.span.clone())
                .with("name", *name)
                .with("least", least.to_string())
                .with("most", if *most == MANY { "many".to_owned() } else { most.to_string() })
                .with("given", arguments.len().to_string());
            return self.report(problem);
        }
        match *name {
            "selected" | "count-selected" | "answered" | "is_missing" | "is_skipped" => {
                self.about_answer(name, arguments)
            }
            "sum" | "count" => self.over_lines(name, arguments, tree),
            "if" | "coalesce" => self.one_of(name, arguments, tree),
            "regex" | "string-length" | "substr" | "string" => self.on_text(name, arguments),
            "date" | "year" | "month" | "day" => self.on_date(name, &arguments[0]),
            "not" => Typed::new(Node::Not(Box::new(self.truth(&arguments[0]))), Type::Truth),
            "true" | "false" => Typed::new(Node::Constant(Constant::Truth(*name == "true")), Type::Truth),
            "today" => Typed::new(Node::Today, Type::Date),
            "once" => self.typed(&arguments[0]),
            _ => self.on_numbers(name, arguments),
        }
    }

    // ---- What was answered

    fn about_answer(&mut self, name: &str, arguments: &[Tree]) -> Typed {
        let Some((reading, kind)) = self.reading(&arguments[0]) else { return Typed::unknown() };
        let node = match name {
            "selected" => return self.selected(reading, kind, arguments),
            "count-selected" => {
                if !matches!(kind, Type::Choices(_) | Type::Any) {
                    return self.mismatch(&arguments[0], "choices", kind);
                }
                return Typed::new(Node::CountSelected(reading), Type::Number);
            }
            "answered" => Node::Answered(reading),
            "is_skipped" => Node::IsSkipped(reading),
            _ => return self.is_missing(reading, arguments),
        };
        Typed::new(node, Type::Truth)
    }

    fn selected(&mut self, reading: Reading, kind: Type, arguments: &[Tree]) -> Typed {
        let (id, multiple) = match kind {
            Type::Choices(id) => (id, true),
            Type::Choice(id) => (id, false),
            Type::Any => return Typed::unknown(),
            _ => return self.mismatch(&arguments[0], "choices", kind),
        };
        let node = match written(&arguments[1]) {
            Some(code) => {
                self.check_code(id, &code, &arguments[1].span);
                let code = code.into();
                if multiple {
                    Node::Selected { reading, code }
                } else {
                    Node::CodeIs { reading, code, negated: false }
                }
            }
            None => Node::SelectedBy { reading, code: Box::new(self.text(&arguments[1])) },
        };
        Typed::new(node, Type::Truth)
    }

    fn is_missing(&mut self, reading: Reading, arguments: &[Tree]) -> Typed {
        let Some(tree) = arguments.get(1) else {
            return Typed::new(Node::IsMissing(reading, None), Type::Truth);
        };
        let Kind::Text(name) = &tree.kind else {
            return self.report(Problem::new("needs-text", tree.span.clone()));
        };
        let missing = self.environment.missing;
        match missing.iter().find(|code| code.name.eq_ignore_ascii_case(name)) {
            Some(code) => Typed::new(Node::IsMissing(reading, Some(code.means)), Type::Truth),
            None => {
                let known = missing.iter().map(|code| code.name.as_str());
                let problem = Problem::new("unknown-missing", tree.span.clone()).with("name", name.as_str());
                self.report(problem.with_nearest(nearest(name, known)))
            }
        }
    }

    // ---- Repeats

    fn over_lines(&mut self, name: &str, arguments: &[Tree], tree: &Tree) -> Typed {
        if let [argument] = arguments {
            if let Some(repeat) = self.repeat_named(argument) {
                return self.count_repeat(name, repeat, tree);
            }
            if let Some(repeat) = self.repeat_of_columns(argument) {
                return self.on_lines(name, repeat, argument);
            }
        }
        if name == "count" {
            return self.report(Problem::new("not-a-repeat", tree.span.clone()));
        }
        let parts = arguments.iter().map(|argument| self.number(argument)).collect();
        Typed::new(Node::Sum(parts), Type::Number)
    }

    fn repeat_named(&self, tree: &Tree) -> Option<usize> {
        let Kind::Variable(name) = &tree.kind else { return None };
        self.environment.repeats.iter().position(|repeat| repeat.name == *name)
    }

    /// The repeat, not the one at hand, whose columns an argument reads.
    fn repeat_of_columns(&self, tree: &Tree) -> Option<usize> {
        let variable = |name: &&str| {
            let id = self.environment.names.get(*name)?;
            self.environment.variables[usize::from(id.0)].repeat
        };
        tree.names().iter().filter_map(variable).find(|repeat| Some(*repeat) != self.whereabouts.repeat)
    }

    fn count_repeat(&mut self, name: &str, repeat: usize, tree: &Tree) -> Typed {
        if name != "count" {
            return self.report(Problem::new("repeat-as-value", tree.span.clone()));
        }
        let repeat = &self.environment.repeats[repeat];
        let columns = repeat
            .columns
            .iter()
            .map(|id| Reading::Variable(*id, self.environment.places[usize::from(id.0)]))
            .collect();
        self.reads
            .extend(repeat.columns.iter().filter(|id| !self.reads.contains(id)).copied().collect::<Vec<_>>());
        Typed::new(Node::CountLines { lines: repeat.lines, columns }, Type::Number)
    }

    fn on_lines(&mut self, name: &str, repeat: usize, argument: &Tree) -> Typed {
        let lines = self.environment.repeats[repeat].lines;
        let outside = self.whereabouts.repeat.replace(repeat);
        let typed = if name == "sum" {
            let inner = Box::new(self.number(argument));
            Typed::new(Node::SumLines { lines, inner }, Type::Number)
        } else {
            match self.reading(argument) {
                Some((column @ Reading::Variable(_, Place::Lines { .. }), _)) => {
                    Typed::new(Node::CountLines { lines, columns: vec![column] }, Type::Number)
                }
                Some(_) => self.report(Problem::new("not-a-repeat", argument.span.clone())),
                None => Typed::unknown(),
            }
        };
        self.whereabouts.repeat = outside;
        typed
    }

    // ---- Either, or

    fn one_of(&mut self, name: &str, arguments: &[Tree], tree: &Tree) -> Typed {
        let (condition, values) = match name {
            "if" => (Some(self.truth(&arguments[0])), &arguments[1..]),
            _ => (None, arguments),
        };
        let mut nodes = Vec::new();
        let mut kind = Type::Any;
        for value in values {
            let typed = self.typed(value);
            match self.unified(kind, typed.kind) {
                Some(unified) => kind = unified,
                None => {
                    let problem = Problem::new("cannot-compare", tree.span.clone())
                        .with("left", kind.word())
                        .with("right", typed.kind.word())
                        .with("operator", name);
                    return self.report(problem);
                }
            }
            nodes.push(typed.node);
        }
        let node = match condition {
            Some(condition) => {
                let otherwise = nodes.pop().unwrap_or(Node::Constant(Constant::Unknown));
                let then = nodes.pop().unwrap_or(Node::Constant(Constant::Unknown));
                Node::If(Box::new([condition, then, otherwise]))
            }
            None => Node::Coalesce(nodes),
        };
        Typed::new(node, kind)
    }

    // ---- Texts, dates, numbers

    fn on_text(&mut self, name: &str, arguments: &[Tree]) -> Typed {
        let text = Box::new(self.text(&arguments[0]));
        match name {
            "regex" => self.regex(text, &arguments[1]),
            "string-length" => Typed::new(Node::Length(text), Type::Number),
            "substr" => {
                let start = Box::new(self.number(&arguments[1]));
                let end = arguments.get(2).map(|end| Box::new(self.number(end)));
                Typed::new(Node::Part { text, start, end }, Type::Text)
            }
            _ => Typed::new(Node::ToText(text), Type::Text),
        }
    }

    fn regex(&mut self, text: Box<Node>, pattern: &Tree) -> Typed {
        let Kind::Text(written) = &pattern.kind else {
            return self.report(Problem::new("needs-text", pattern.span.clone()));
        };
        let whole = format!("^(?:{written})$");
        match regex::RegexBuilder::new(&whole).size_limit(1 << 20).build() {
            Ok(regex) => Typed::new(Node::Matches(text, regex), Type::Truth),
            Err(_) => self
                .report(Problem::new("bad-pattern", pattern.span.clone()).with("pattern", written.as_str())),
        }
    }

    fn on_date(&mut self, name: &str, argument: &Tree) -> Typed {
        if name == "date" {
            return self.date(argument);
        }
        let typed = self.typed(argument);
        let part = match (name, typed.kind) {
            (_, Type::Any) => return Typed::unknown(),
            ("year", Type::Date | Type::Month) => DatePart::Year,
            ("month", Type::Date | Type::Month) => DatePart::Month,
            ("day", Type::Date) => DatePart::Day,
            (_, other) => return self.mismatch(argument, "date", other),
        };
        Typed::new(Node::DatePart(part, Box::new(typed.node)), Type::Number)
    }

    fn date(&mut self, argument: &Tree) -> Typed {
        if let Kind::Text(text) = &argument.kind {
            return iso_date(text).unwrap_or_else(|| {
                let problem = Problem::new("bad-constant", argument.span.clone());
                self.report(problem.with("text", text.as_str()).with("expected", "date"))
            });
        }
        let typed = self.typed(argument);
        match typed.kind {
            Type::Date | Type::Any => typed,
            Type::Text => Typed::new(Node::ToDate(Box::new(typed.node)), Type::Date),
            other => self.mismatch(argument, "date", other),
        }
    }

    fn on_numbers(&mut self, name: &str, arguments: &[Tree]) -> Typed {
        if name == "number" {
            let inner = Box::new(self.text(&arguments[0]));
            return Typed::new(Node::ToNumber(inner), Type::Number);
        }
        if let Some(dates) = self.dates_of(name, arguments) {
            return dates;
        }
        let mut nodes: Vec<Node> = arguments.iter().map(|argument| self.number(argument)).collect();
        let node = match name {
            "min" => Node::Smallest(nodes),
            "max" => Node::Largest(nodes),
            "round" => {
                let places = (nodes.len() > 1).then(|| nodes.pop()).flatten().map(Box::new);
                Node::Round(Box::new(only(nodes)), places)
            }
            "int" => Node::Truncate(Box::new(only(nodes))),
            _ => Node::Absolute(Box::new(only(nodes))),
        };
        Typed::new(node, Type::Number)
    }

    /// The earliest and the latest of several dates.
    fn dates_of(&mut self, name: &str, arguments: &[Tree]) -> Option<Typed> {
        if !matches!(name, "min" | "max") {
            return None;
        }
        let before = self.problems.len();
        let typed: Vec<Typed> = arguments.iter().map(|argument| self.typed(argument)).collect();
        if !typed.iter().all(|typed| typed.kind == Type::Date) {
            self.problems.truncate(before);
            return None;
        }
        let nodes = typed.into_iter().map(|typed| typed.node).collect();
        let node = if name == "min" { Node::Smallest(nodes) } else { Node::Largest(nodes) };
        Some(Typed::new(node, Type::Date))
    }
}

fn only(mut nodes: Vec<Node>) -> Node {
    nodes.pop().unwrap_or(Node::Constant(Constant::Unknown))
}

/// Used by the evaluation too: a date as `date()` reads it.
pub(in super::super) fn date_of_text(text: &str) -> Option<PartialDate> {
    match iso_date(text)?.node {
        Node::Constant(Constant::Date(date)) => Some(date),
        _ => None,
    }
}
