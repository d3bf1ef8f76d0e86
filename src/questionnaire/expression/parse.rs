//! From an expression's text to a tree of names and operators with places. Knows the grammar only: what
//! the names mean and whether the types fit is for `typing`.

use std::ops::Range;

use super::Problem;

/// A part of an expression and where it stands in the text (bytes).
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    pub(crate) kind: Kind,
    pub(crate) span: Range<usize>,
    depth: usize,
}

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// A number and how it was written (a code `01` is not `1`).
    Number(f64, String),
    Text(String),
    /// `${name}`
    Variable(String),
    /// `.`
    Itself,
    /// A bare name: a column of the choice list in a `choice_filter`.
    Name(String),
    Call(String, Vec<Tree>),
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Binary(Operator, Box<Tree>, Box<Tree>),
    Negate(Box<Tree>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    Different,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

impl Operator {
    pub(crate) fn compares(self) -> bool {
        self.is_equality() || self.is_order()
    }

    pub(crate) fn is_equality(self) -> bool {
        matches!(self, Self::Equal | Self::Different)
    }

    pub(crate) fn is_order(self) -> bool {
        matches!(self, Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual)
    }

    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Different => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "div",
            Self::Remainder => "mod",
        }
    }
}

/// Nesting beyond this is refused, so that no text can exhaust the stack.
const DEEPEST: usize = 100;
/// Longer expressions are refused.
const LONGEST_BYTES: usize = 20_000;

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(f64, String),
    Text(String),
    Variable(String),
    Name(String),
    Dot,
    Operator(Operator),
    And,
    Or,
    Open,
    Close,
    Comma,
}

/// Parses a whole expression, or says where it stops making sense.
pub(crate) fn parse(source: &str) -> Result<Tree, Problem> {
    if source.len() > LONGEST_BYTES {
        return Err(Problem::new("expression-too-deep", 0..0));
    }
    let tokens = tokenize(source)?;
    let mut parser = Parser { tokens: &tokens, at: 0, end: source.trim_end().len(), nesting: 0 };
    let tree = parser.any()?;
    match parser.tokens.get(parser.at) {
        None => Ok(tree),
        Some((_, span)) => Err(unexpected(source, span.clone())),
    }
    .map_err(|problem| problem.with_source(source))
}

fn unexpected(source: &str, span: Range<usize>) -> Problem {
    let found = source.get(span.clone()).unwrap_or_default().to_owned();
    Problem::new("expression-unexpected", span).with("found", found)
}

// ---- Words

fn tokenize(source: &str) -> Result<Vec<(Token, Range<usize>)>, Problem> {
    let mut tokens: Vec<(Token, Range<usize>)> = Vec::new();
    let mut at = 0;
    while let Some(character) = source[at..].chars().next() {
        if character.is_whitespace() {
            at += character.len_utf8();
            continue;
        }
        let (token, length) = next_token(source, at, character, tokens.last().map(|(token, _)| token))?;
        tokens.push((token, at..at + length));
        at += length;
    }
    Ok(tokens)
}

fn next_token(
    source: &str,
    at: usize,
    character: char,
    before: Option<&Token>,
) -> Result<(Token, usize), Problem> {
    let rest = &source[at..];
    if let Some((wrong, right)) = FOREIGN_OPERATORS.iter().find(|(wrong, _)| rest.starts_with(wrong)).copied()
    {
        return Err(Problem::new("expression-operator", at..at + wrong.len())
            .with("found", wrong)
            .with("nearest", right));
    }
    if let Some(token) = symbol(rest) {
        return Ok(token);
    }
    match character {
        '$' => variable(rest, at),
        '\'' | '"' => text(rest, at, character),
        '0'..='9' => Ok(number(rest)),
        '.' if rest[1..].starts_with(|next: char| next.is_ascii_digit()) => Ok(number(rest)),
        '.' => Ok((Token::Dot, 1)),
        _ if character.is_alphabetic() || character == '_' => Ok(name(rest, before)),
        _ => Err(Problem::new("expression-character", at..at + character.len_utf8())
            .with("found", character.to_string())),
    }
}

/// What people write who come from elsewhere, and what it is called here.
const FOREIGN_OPERATORS: [(&str, &str); 10] = [
    ("==", "="),
    ("<>", "!="),
    ("&&", "and"),
    ("||", "or"),
    ("/", "div"),
    ("%", "mod"),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("×", "*"),
];

fn symbol(rest: &str) -> Option<(Token, usize)> {
    let symbols = [
        ("!=", Token::Operator(Operator::Different)),
        ("<=", Token::Operator(Operator::LessOrEqual)),
        (">=", Token::Operator(Operator::GreaterOrEqual)),
        ("=", Token::Operator(Operator::Equal)),
        ("<", Token::Operator(Operator::Less)),
        (">", Token::Operator(Operator::Greater)),
        ("+", Token::Operator(Operator::Add)),
        ("-", Token::Operator(Operator::Subtract)),
        ("*", Token::Operator(Operator::Multiply)),
        ("(", Token::Open),
        (")", Token::Close),
        (",", Token::Comma),
    ];
    symbols
        .into_iter()
        .find(|(symbol, _)| rest.starts_with(symbol))
        .map(|(symbol, token)| (token, symbol.len()))
}

fn variable(rest: &str, at: usize) -> Result<(Token, usize), Problem> {
    let inside = rest.strip_prefix("${").and_then(|inside| inside.split_once('}'));
    match inside {
        Some((name, _)) if !name.trim().is_empty() => {
            Ok((Token::Variable(name.trim().to_owned()), name.len() + 3))
        }
        _ => Err(Problem::new("expression-variable", at..at + 1)),
    }
}

fn text(rest: &str, at: usize, quote: char) -> Result<(Token, usize), Problem> {
    match rest[1..].split_once(quote) {
        Some((inside, _)) => Ok((Token::Text(inside.to_owned()), inside.len() + 2)),
        None => Err(Problem::new("expression-quote", at..at + 1)),
    }
}

fn number(rest: &str) -> (Token, usize) {
    let whole = rest.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = whole;
    if rest[whole..].starts_with('.') {
        let decimals = rest[whole + 1..].bytes().take_while(u8::is_ascii_digit).count();
        length += if decimals > 0 { decimals + 1 } else { 0 };
    }
    let written = rest[..length].to_owned();
    (Token::Number(written.parse().unwrap_or(f64::NAN), written), length)
}

/// A name; `and`, `or`, `div`, `mod` are operators where one can stand.
fn name(rest: &str, before: Option<&Token>) -> (Token, usize) {
    let length =
        rest.find(|next: char| !(next.is_alphanumeric() || "_-.".contains(next))).unwrap_or(rest.len());
    let word = &rest[..length];
    let after_value = matches!(
        before,
        Some(
            Token::Number(..)
                | Token::Text(_)
                | Token::Variable(_)
                | Token::Name(_)
                | Token::Dot
                | Token::Close
        )
    );
    let token = match word {
        "and" if after_value => Token::And,
        "or" if after_value => Token::Or,
        "div" if after_value => Token::Operator(Operator::Divide),
        "mod" if after_value => Token::Operator(Operator::Remainder),
        _ => Token::Name(word.to_owned()),
    };
    (token, length)
}

// ---- Sentences

struct Parser<'a> {
    tokens: &'a [(Token, Range<usize>)],
    at: usize,
    /// Where the text ends, for what is missing there.
    end: usize,
    nesting: usize,
}

type Parsed = Result<Tree, Problem>;

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn next_is(&mut self, wanted: &Token) -> bool {
        let is = self.peek() == Some(wanted);
        self.at += usize::from(is);
        is
    }

    fn unexpected(&self) -> Problem {
        match self.tokens.get(self.at) {
            Some((_, span)) => Problem::new("expression-unexpected", span.clone()),
            None => Problem::new("expression-unfinished", self.end..self.end),
        }
    }

    fn tree(kind: Kind, span: Range<usize>, depth: usize) -> Parsed {
        if depth > DEEPEST {
            return Err(Problem::new("expression-too-deep", span));
        }
        Ok(Tree { kind, span, depth })
    }

    /// Operands joined by `or` or `and`, as one list.
    fn joined(
        &mut self,
        by: &Token,
        operand: fn(&mut Self) -> Parsed,
        kind: fn(Vec<Tree>) -> Kind,
    ) -> Parsed {
        let first = operand(self)?;
        if self.peek() != Some(by) {
            return Ok(first);
        }
        let mut operands = vec![first];
        while self.next_is(by) {
            operands.push(operand(self)?);
        }
        let span = operands[0].span.start..operands[operands.len() - 1].span.end;
        let depth = operands.iter().map(|operand| operand.depth).max().unwrap_or(0) + 1;
        Self::tree(kind(operands), span, depth)
    }

    fn any(&mut self) -> Parsed {
        self.joined(&Token::Or, Self::all, Kind::Any)
    }

    fn all(&mut self) -> Parsed {
        self.joined(&Token::And, Self::equality, Kind::All)
    }

    /// Operands joined by the operators that `level` accepts, from the left.
    fn binary(&mut self, level: fn(Operator) -> bool, operand: fn(&mut Self) -> Parsed) -> Parsed {
        let mut left = operand(self)?;
        while let Some(&Token::Operator(operator)) = self.peek() {
            if !level(operator) {
                break;
            }
            self.at += 1;
            let right = operand(self)?;
            let span = left.span.start..right.span.end;
            let depth = left.depth.max(right.depth) + 1;
            left = Self::tree(Kind::Binary(operator, Box::new(left), Box::new(right)), span, depth)?;
        }
        Ok(left)
    }

    fn equality(&mut self) -> Parsed {
        self.binary(Operator::is_equality, Self::order)
    }

    fn order(&mut self) -> Parsed {
        self.binary(Operator::is_order, Self::sum)
    }

    fn sum(&mut self) -> Parsed {
        self.binary(|operator| matches!(operator, Operator::Add | Operator::Subtract), Self::product)
    }

    fn product(&mut self) -> Parsed {
        self.binary(
            |operator| matches!(operator, Operator::Multiply | Operator::Divide | Operator::Remainder),
            Self::unary,
        )
    }

    fn unary(&mut self) -> Parsed {
        self.nesting += 1;
        if self.nesting > DEEPEST {
            let at = self.tokens.get(self.at).map_or(self.end..self.end, |(_, span)| span.clone());
            return Err(Problem::new("expression-too-deep", at));
        }
        let tree = self.unary_inside();
        self.nesting -= 1;
        tree
    }

    fn unary_inside(&mut self) -> Parsed {
        let start = self.tokens.get(self.at).map_or(self.end, |(_, span)| span.start);
        if self.next_is(&Token::Operator(Operator::Subtract)) {
            let inner = self.unary()?;
            let (span, depth) = (start..inner.span.end, inner.depth + 1);
            return Self::tree(Kind::Negate(Box::new(inner)), span, depth);
        }
        self.primary()
    }

    fn primary(&mut self) -> Parsed {
        let Some((token, span)) = self.tokens.get(self.at).cloned() else { return Err(self.unexpected()) };
        let kind = match token {
            Token::Number(number, written) => Kind::Number(number, written),
            Token::Text(text) => Kind::Text(text),
            Token::Variable(name) => Kind::Variable(name),
            Token::Dot => Kind::Itself,
            Token::Open => {
                self.at += 1;
                let inner = self.any()?;
                return if self.next_is(&Token::Close) { Ok(inner) } else { Err(self.unexpected()) };
            }
            Token::Name(name) => {
                self.at += 1;
                return if self.next_is(&Token::Open) {
                    self.call(name, span)
                } else {
                    Self::tree(Kind::Name(name), span, 1)
                };
            }
            _ => return Err(self.unexpected()),
        };
        self.at += 1;
        Self::tree(kind, span, 1)
    }

    fn call(&mut self, name: String, span: Range<usize>) -> Parsed {
        let mut arguments = Vec::new();
        if !self.next_is(&Token::Close) {
            loop {
                arguments.push(self.any()?);
                if self.next_is(&Token::Close) {
                    break;
                }
                if !self.next_is(&Token::Comma) {
                    return Err(self.unexpected());
                }
            }
        }
        let end = self.tokens.get(self.at - 1).map_or(span.end, |(_, close)| close.end);
        let depth = arguments.iter().map(|argument| argument.depth).max().unwrap_or(0) + 1;
        Self::tree(Kind::Call(name, arguments), span.start..end, depth)
    }
}

impl Tree {
    /// Every `${name}` in it.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.collect_names(&mut names);
        names
    }

    fn collect_names<'t>(&'t self, names: &mut Vec<&'t str>) {
        match &self.kind {
            Kind::Variable(name) => names.push(name),
            Kind::Call(_, parts) | Kind::All(parts) | Kind::Any(parts) => {
                parts.iter().for_each(|part| part.collect_names(names));
            }
            Kind::Binary(_, left, right) => {
                left.collect_names(names);
                right.collect_names(names);
            }
            Kind::Negate(inner) => inner.collect_names(names),
            Kind::Number(..) | Kind::Text(_) | Kind::Itself | Kind::Name(_) => {}
        }
    }
}
