//! Types an expression against the questionnaire: resolves names, checks what is compared with what,
//! and makes constants ready. The functions are in `functions`.

use std::collections::HashMap;
use std::ops::Range;

use super::super::answer::PartialDate;
use super::super::model::{MissingCode, Place, Repeat, Variable, VariableId, VariableType};
use super::node::{Arithmetic, Comparison, Constant, Node, Reading};
use super::parse::{Kind, Operator, Tree};
use super::{Expression, Problem, nearest};

mod functions;

pub(super) use functions::date_of_text;

/// What the reader knows of the questionnaire when it types an expression.
pub(crate) struct Environment<'a> {
    pub(crate) variables: &'a [Variable],
    pub(crate) places: &'a [Place],
    pub(crate) names: &'a HashMap<String, VariableId>,
    pub(crate) repeats: &'a [Repeat],
    pub(crate) missing: &'a [MissingCode],
    /// By variable: what a calculation gives, `Any` until it is typed.
    pub(crate) calculated: &'a [Type],
}

/// Where an expression stands.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Whereabouts<'a> {
    /// What `.` is, where it can be used.
    pub(crate) itself: Option<VariableId>,
    /// The repeat whose line is at hand.
    pub(crate) repeat: Option<usize>,
    /// The columns of the choice list, in a `choice_filter`.
    pub(crate) columns: Option<&'a [String]>,
}

/// What an expression must give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Truth,
    Number,
    Any,
}

/// What an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    /// Not known, after a problem that is already reported: fits everything.
    Any,
    Truth,
    Number,
    Text,
    Date,
    Month,
    Time,
    Choice(VariableId),
    Choices(VariableId),
}

impl Type {
    /// Its name in the texts.
    fn word(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Truth => "condition",
            Self::Number => "number",
            Self::Text => "text",
            Self::Date => "date",
            Self::Month => "month",
            Self::Time => "time",
            Self::Choice(_) => "choice",
            Self::Choices(_) => "choices",
        }
    }
}

/// Types a parsed expression; all problems found in it otherwise.
pub(crate) fn compile(
    source: &str,
    tree: &Tree,
    environment: &Environment<'_>,
    whereabouts: Whereabouts<'_>,
    wanted: Wanted,
) -> Result<(Expression, Type), Vec<Problem>> {
    let mut typing = Typing { environment, whereabouts, problems: Vec::new(), reads: Vec::new() };
    let typed = typing.typed(tree);
    let root = match wanted {
        Wanted::Truth => typing.expect_truth(typed, tree),
        Wanted::Number => typing.expect_number(typed, tree),
        Wanted::Any => {
            if matches!(typed.kind, Type::Choices(_)) {
                typing.mismatch(tree, "number", typed.kind);
            }
            typed.clone()
        }
    };
    if typing.problems.is_empty() {
        let expression = Expression { source: source.to_owned(), reads: typing.reads, root: root.node };
        Ok((expression, root.kind))
    } else {
        Err(typing.problems.into_iter().map(|problem| problem.with_source(source)).collect())
    }
}

#[derive(Clone)]
struct Typed {
    node: Node,
    kind: Type,
}

impl Typed {
    fn new(node: Node, kind: Type) -> Self {
        Self { node, kind }
    }

    /// After a problem that was reported.
    fn unknown() -> Self {
        Self::new(Node::Constant(Constant::Unknown), Type::Any)
    }
}

struct Typing<'a> {
    environment: &'a Environment<'a>,
    whereabouts: Whereabouts<'a>,
    problems: Vec<Problem>,
    reads: Vec<VariableId>,
}

impl Typing<'_> {
    fn report(&mut self, problem: Problem) -> Typed {
        self.problems.push(problem);
        Typed::unknown()
    }

    fn mismatch(&mut self, tree: &Tree, expected: &'static str, found: Type) -> Typed {
        self.report(
            Problem::new("type-mismatch", tree.span.clone())
                .with("expected", expected)
                .with("kind", found.word()),
        )
    }

    fn typed(&mut self, tree: &Tree) -> Typed {
        match &tree.kind {
            Kind::Number(number, _) => Typed::new(Node::Constant(Constant::Number(*number)), Type::Number),
            Kind::Text(text) => Typed::new(Node::Constant(Constant::Text(text.as_str().into())), Type::Text),
            Kind::Variable(_) | Kind::Itself => match self.reading(tree) {
                Some((reading, kind)) => Typed::new(Node::Read(reading), kind),
                None => Typed::unknown(),
            },
            Kind::Name(name) => self.column(name, tree),
            Kind::Call(name, arguments) => self.call(name, arguments, tree),
            Kind::All(parts) => Typed::new(Node::All(self.truths(parts)), Type::Truth),
            Kind::Any(parts) => Typed::new(Node::Any(self.truths(parts)), Type::Truth),
            Kind::Negate(inner) => {
                let inner = self.number(inner);
                Typed::new(Node::Negate(Box::new(inner)), Type::Number)
            }
            Kind::Binary(operator, left, right) if operator.compares() => {
                self.comparison(*operator, left, right, &tree.span)
            }
            Kind::Binary(operator, left, right) => self.arithmetic(*operator, left, right, &tree.span),
        }
    }

    // ---- Names

    /// A direct reference to an answer: `${name}` or `.`.
    fn reading(&mut self, tree: &Tree) -> Option<(Reading, Type)> {
        match &tree.kind {
            Kind::Variable(name) => self.variable(name, tree),
            Kind::Itself => {
                let Some(itself) = self.whereabouts.itself else {
                    self.report(Problem::new("dot-outside-constraint", tree.span.clone()));
                    return None;
                };
                Some((Reading::Itself, self.type_of(itself)))
            }
            _ => {
                self.report(Problem::new("needs-variable", tree.span.clone()));
                None
            }
        }
    }

    fn variable(&mut self, name: &str, tree: &Tree) -> Option<(Reading, Type)> {
        let Some(&id) = self.environment.names.get(name) else {
            let problem = match self.environment.repeats.iter().any(|repeat| repeat.name == name) {
                true => Problem::new("repeat-as-value", tree.span.clone()),
                false => {
                    let known = self.environment.names.keys().map(String::as_str);
                    Problem::new("unknown-variable", tree.span.clone()).with_nearest(nearest(name, known))
                }
            };
            self.report(problem.with("name", name));
            return None;
        };
        let variable = &self.environment.variables[usize::from(id.0)];
        if variable.repeat.is_some() && variable.repeat != self.whereabouts.repeat {
            self.report(Problem::new("column-outside-repeat", tree.span.clone()).with("name", name));
            return None;
        }
        if !self.reads.contains(&id) {
            self.reads.push(id);
        }
        let place = self.environment.places[usize::from(id.0)];
        Some((Reading::Variable(id, place), self.type_of(id)))
    }

    fn type_of(&self, id: VariableId) -> Type {
        match self.environment.variables[usize::from(id.0)].kind {
            VariableType::SheetNumber { .. } | VariableType::Text { .. } => Type::Text,
            VariableType::Integer { .. } | VariableType::Decimal { .. } => Type::Number,
            VariableType::Date { .. } => Type::Date,
            VariableType::Month { .. } => Type::Month,
            VariableType::Time => Type::Time,
            VariableType::SelectOne => Type::Choice(id),
            VariableType::SelectMultiple => Type::Choices(id),
            VariableType::Calculate => {
                self.environment.calculated.get(usize::from(id.0)).copied().unwrap_or(Type::Any)
            }
        }
    }

    fn column(&mut self, name: &str, tree: &Tree) -> Typed {
        let Some(columns) = self.whereabouts.columns else {
            let known = self.environment.names.keys().map(String::as_str);
            let problem = Problem::new("bare-name", tree.span.clone()).with("name", name);
            return self.report(problem.with_nearest(nearest(name, known)));
        };
        if name != "name" && !columns.iter().any(|column| column == name) {
            let nearest = nearest(name, columns.iter().map(String::as_str));
            return self.report(
                Problem::new("unknown-column", tree.span.clone()).with("name", name).with_nearest(nearest),
            );
        }
        Typed::new(Node::Column(name.into()), Type::Text)
    }

    fn codes(&self, id: VariableId) -> impl Iterator<Item = &str> {
        self.environment.variables[usize::from(id.0)].choices.iter().map(|choice| choice.name.as_str())
    }

    /// A choice has an order only if every code is a whole number.
    fn is_ordered(&self, id: VariableId) -> bool {
        self.codes(id).all(|code| code.parse::<i64>().is_ok())
    }

    // ---- What is expected

    fn expect_truth(&mut self, typed: Typed, tree: &Tree) -> Typed {
        match typed.kind {
            Type::Truth | Type::Any => typed,
            other => self.mismatch(tree, "condition", other),
        }
    }

    fn expect_number(&mut self, typed: Typed, tree: &Tree) -> Typed {
        match typed.kind {
            Type::Number | Type::Any => typed,
            Type::Choice(id) if self.is_ordered(id) => Typed::new(typed.node, Type::Number),
            other => self.mismatch(tree, "number", other),
        }
    }

    fn truth(&mut self, tree: &Tree) -> Node {
        let typed = self.typed(tree);
        self.expect_truth(typed, tree).node
    }

    fn truths(&mut self, trees: &[Tree]) -> Vec<Node> {
        trees.iter().map(|tree| self.truth(tree)).collect()
    }

    fn number(&mut self, tree: &Tree) -> Node {
        let typed = self.typed(tree);
        self.expect_number(typed, tree).node
    }

    /// Anything that can be written as one text.
    fn text(&mut self, tree: &Tree) -> Node {
        let typed = self.typed(tree);
        match typed.kind {
            Type::Truth | Type::Choices(_) => self.mismatch(tree, "text", typed.kind).node,
            _ => typed.node,
        }
    }

    // ---- Comparisons

    fn comparison(&mut self, operator: Operator, left: &Tree, right: &Tree, span: &Range<usize>) -> Typed {
        let empty = |tree: &Tree| matches!(&tree.kind, Kind::Text(text) if text.is_empty());
        if operator.is_equality() && (empty(left) || empty(right)) {
            return self.emptiness(operator, if empty(right) { left } else { right });
        }
        let (left_typed, right_typed) = (self.typed(left), self.typed(right));
        if matches!(left_typed.kind, Type::Any) || matches!(right_typed.kind, Type::Any) {
            return Typed::new(Node::Constant(Constant::Unknown), Type::Truth);
        }
        for (tree, kind) in [(left, left_typed.kind), (right, right_typed.kind)] {
            if let Type::Choices(_) = kind {
                self.report(Problem::new("use-selected", tree.span.clone()));
                return Typed::new(Node::Constant(Constant::Unknown), Type::Truth);
            }
        }
        if operator.is_equality()
            && let Some(node) = self.code_comparison(operator, (&left_typed, left), (&right_typed, right))
        {
            return Typed::new(node, Type::Truth);
        }
        let node = self.general_comparison(operator, (left_typed, left), (right_typed, right), span);
        Typed::new(node, Type::Truth)
    }

    fn emptiness(&mut self, operator: Operator, tree: &Tree) -> Typed {
        let negated = operator == Operator::Different;
        let node = if matches!(tree.kind, Kind::Variable(_) | Kind::Itself) {
            match self.reading(tree) {
                Some((reading, _)) => Node::Empty { reading, negated },
                None => Node::Constant(Constant::Unknown),
            }
        } else {
            Node::EmptyText { inner: Box::new(self.text(tree)), negated }
        };
        Typed::new(node, Type::Truth)
    }

    /// A choice against a code that stands in the expression; `1` is `'1'`.
    fn code_comparison(
        &mut self,
        operator: Operator,
        left: (&Typed, &Tree),
        right: (&Typed, &Tree),
    ) -> Option<Node> {
        let (choice, other) = match (left.0.kind, right.0.kind) {
            (Type::Choice(_), _) if written(right.1).is_some() => (left, right),
            (_, Type::Choice(_)) if written(left.1).is_some() => (right, left),
            _ => return None,
        };
        let (Type::Choice(id), code) = (choice.0.kind, written(other.1)?) else { return None };
        self.check_code(id, &code, &other.1.span);
        let negated = operator == Operator::Different;
        Some(match choice.0.node {
            Node::Read(reading) => Node::CodeIs { reading, code: code.into(), negated },
            _ => Node::Compare {
                operator,
                by: Comparison::Text,
                left: Box::new(choice.0.node.clone()),
                right: Box::new(Node::Constant(Constant::Text(code.into()))),
            },
        })
    }

    fn check_code(&mut self, id: VariableId, code: &str, span: &Range<usize>) {
        if self.codes(id).any(|known| known == code) {
            return;
        }
        let name = self.environment.variables[usize::from(id.0)].name.clone();
        let codes = self.codes(id).take(12).collect::<Vec<_>>().join(", ");
        self.report(
            Problem::new("unknown-code", span.clone())
                .with("code", code)
                .with("name", name)
                .with("codes", codes),
        );
    }

    fn general_comparison(
        &mut self,
        operator: Operator,
        (left, left_tree): (Typed, &Tree),
        (right, right_tree): (Typed, &Tree),
        span: &Range<usize>,
    ) -> Node {
        let (left, right) = match self.read_constants((left, left_tree), (right, right_tree)) {
            Some(sides) => sides,
            None => return Node::Constant(Constant::Unknown),
        };
        let Some(by) = self.comparison_of(left.kind, right.kind, operator) else {
            let ordered = |kind: Type| matches!(kind, Type::Choice(id) if !self.is_ordered(id));
            let code = if operator.is_order() && (ordered(left.kind) || ordered(right.kind)) {
                "no-order"
            } else {
                "cannot-compare"
            };
            let problem = Problem::new(code, span.clone())
                .with("left", left.kind.word())
                .with("right", right.kind.word())
                .with("operator", operator.symbol());
            return self.report(problem).node;
        };
        Node::Compare { operator, by, left: Box::new(left.node), right: Box::new(right.node) }
    }

    fn comparison_of(&self, left: Type, right: Type, operator: Operator) -> Option<Comparison> {
        let number = |kind: Type| match kind {
            Type::Number => true,
            Type::Choice(id) => self.is_ordered(id),
            _ => false,
        };
        let text = |kind: Type| matches!(kind, Type::Text | Type::Choice(_));
        Some(match (left, right) {
            (Type::Date, Type::Date) => Comparison::Date,
            (Type::Date | Type::Month, Type::Date | Type::Month) => Comparison::Month,
            (Type::Time, Type::Time) => Comparison::Time,
            (Type::Truth, Type::Truth) if operator.is_equality() => Comparison::Truth,
            _ if text(left) && text(right) && operator.is_equality() => Comparison::Text,
            _ if number(left) && number(right) => Comparison::Number,
            _ => return None,
        })
    }

    /// A text that stands beside a date, a month, a time or a number is read as one.
    fn read_constants(
        &mut self,
        (mut left, left_tree): (Typed, &Tree),
        (mut right, right_tree): (Typed, &Tree),
    ) -> Option<(Typed, Typed)> {
        let (left_kind, right_kind) = (left.kind, right.kind);
        let sides = [(&mut left, left_tree, right_kind), (&mut right, right_tree, left_kind)];
        for (constant, tree, beside) in sides {
            let Kind::Text(text) = &tree.kind else { continue };
            let read = match beside {
                Type::Date => {
                    if let Some(date) = iso_date(text) {
                        Ok(date)
                    } else {
                        iso_month(text).ok_or("date")
                    }
                }
                Type::Month => {
                    if let Some(month) = iso_month(text) {
                        Ok(month)
                    } else {
                        iso_date(text).ok_or("month")
                    }
                }
                Type::Time => iso_time(text).ok_or("time"),
                Type::Number => text
                    .trim()
                    .parse()
                    .map(|number| Typed::new(Node::Constant(Constant::Number(number)), Type::Number))
                    .map_err(|_| "number"),
                _ => continue,
            };
            match read {
                Ok(typed) => *constant = typed,
                Err(expected) => {
                    self.problems.push(
                        Problem::new("bad-constant", tree.span.clone())
                            .with("text", text.as_str())
                            .with("expected", expected),
                    );
                    return None;
                }
            }
        }
        Some((left, right))
    }

    // ---- Arithmetic

    fn arithmetic(&mut self, operator: Operator, left: &Tree, right: &Tree, span: &Range<usize>) -> Typed {
        let (left_typed, right_typed) = (self.typed(left), self.typed(right));
        let Some((left_typed, right_typed)) = self.read_constants((left_typed, left), (right_typed, right))
        else {
            return Typed::unknown();
        };
        let days = Operator::Subtract;
        let found = match (left_typed.kind, right_typed.kind) {
            (Type::Any, _) | (_, Type::Any) => return Typed::unknown(),
            (Type::Date, Type::Date) if operator == days => Some((Arithmetic::Days, Type::Number)),
            (Type::Date | Type::Month, Type::Date | Type::Month) if operator == days => {
                Some((Arithmetic::Months, Type::Number))
            }
            (Type::Time, Type::Time) if operator == days => Some((Arithmetic::Minutes, Type::Number)),
            (Type::Date, Type::Number) if matches!(operator, Operator::Add | Operator::Subtract) => {
                Some((Arithmetic::Shift, Type::Date))
            }
            (Type::Date | Type::Month | Type::Time, _) | (_, Type::Date | Type::Month | Type::Time) => None,
            _ => {
                let left = self.expect_number(left_typed.clone(), left);
                let right = self.expect_number(right_typed.clone(), right);
                if left.kind == Type::Any || right.kind == Type::Any {
                    return Typed::unknown();
                }
                Some((Arithmetic::Numbers, Type::Number))
            }
        };
        let Some((on, kind)) = found else {
            return self.report(
                Problem::new("cannot-compute", span.clone())
                    .with("left", left_typed.kind.word())
                    .with("right", right_typed.kind.word())
                    .with("operator", operator.symbol()),
            );
        };
        let node = Node::Compute {
            operator,
            on,
            left: Box::new(left_typed.node),
            right: Box::new(right_typed.node),
        };
        Typed::new(node, kind)
    }

    /// One type for values that stand for each other (`if`, `coalesce`).
    fn unified(&self, left: Type, right: Type) -> Option<Type> {
        let text = |kind: Type| matches!(kind, Type::Text | Type::Choice(_));
        let number = |kind: Type| match kind {
            Type::Number => true,
            Type::Choice(id) => self.is_ordered(id),
            _ => false,
        };
        match (left, right) {
            (Type::Any, other) | (other, Type::Any) => Some(other),
            _ if left == right => Some(left),
            _ if text(left) && text(right) => Some(Type::Text),
            _ if number(left) && number(right) => Some(Type::Number),
            _ => None,
        }
    }
}

/// The text of a constant that can be a code.
fn written(tree: &Tree) -> Option<String> {
    match &tree.kind {
        Kind::Number(_, written) => Some(written.clone()),
        Kind::Text(text) => Some(text.clone()),
        Kind::Negate(inner) => match &inner.kind {
            Kind::Number(_, written) => Some(format!("-{written}")),
            _ => None,
        },
        _ => None,
    }
}

fn iso_date(text: &str) -> Option<Typed> {
    let date: jiff::civil::Date = text.trim().parse().ok()?;
    let date = PartialDate { year: date.year(), month: date.month() as u8, day: date.day() as u8 };
    Some(Typed::new(Node::Constant(Constant::Date(date)), Type::Date))
}

fn iso_month(text: &str) -> Option<Typed> {
    let (year, month) = text.trim().split_once('-')?;
    let (year, month) = (year.parse::<i16>().ok()?, month.parse::<u8>().ok()?);
    let fits = (1000..=9999).contains(&year) && (1..=12).contains(&month);
    fits.then(|| Typed::new(Node::Constant(Constant::Month { year, month }), Type::Month))
}

fn iso_time(text: &str) -> Option<Typed> {
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
    (hour < 24 && minute < 60)
        .then(|| Typed::new(Node::Constant(Constant::Time(hour * 60 + minute)), Type::Time))
}
