//! The questionnaire's definition as types: what is asked, with which codes, checks and filters, and
//! in which order it stands on the paper. No answers here (see `answer`), no reading of files (see
//! `read`), no geometry (see `paper`).

use std::collections::BTreeMap;

use super::answer::{Missing, NOT_ASKED};
use super::expression::Expression;
use super::privacy::Protection;

/// A text in the languages of the questionnaire, by language code (`fr`, `en`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub BTreeMap<String, String>);

impl Text {
    /// The text in `language`, else in the first language it exists in, else empty.
    pub fn get(&self, language: &str) -> &str {
        self.0.get(language).or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    /// The text in each language it exists in.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }

    /// Whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(String::is_empty)
    }
}

/// Which variable of a questionnaire: its place in [`Questionnaire::variables`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VariableId(pub u16);

/// Which field of a questionnaire: its place in [`Questionnaire::fields`]. A field is one place where
/// an answer is written: one per variable, or one per variable and line inside a repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub u16);

/// A field: the variable it answers and, inside a repeat, its line (from 1; 0 outside a repeat).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// The variable answered here.
    pub variable: VariableId,
    /// The line of the repeat, from 1; 0 outside a repeat.
    pub line: u16,
}

/// Where the fields of a variable stand among [`Questionnaire::fields`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A calculation: never written, so it has no field.
    Nowhere,
    /// Outside a repeat.
    Single(FieldId),
    /// Inside a repeat.
    Lines {
        /// Its field on line 1.
        first: FieldId,
        /// From its field on a line to its field on the next.
        step: u16,
        /// How many lines there are.
        lines: u16,
    },
}

impl Place {
    /// The field on a line (0 outside a repeat).
    pub fn field(self, line: u16) -> Option<FieldId> {
        match self {
            Self::Single(field) => (line == 0).then_some(field),
            Self::Lines { first, step, lines } => {
                (1..=lines).contains(&line).then(|| FieldId(first.0 + (line - 1) * step))
            }
            Self::Nowhere => None,
        }
    }

    /// All its fields, line by line.
    pub fn fields(self) -> impl Iterator<Item = FieldId> {
        let last = match self {
            Self::Nowhere | Self::Single(_) => 0,
            Self::Lines { lines, .. } => lines,
        };
        // Line 0 is only there outside a repeat.
        (0..=last).filter_map(move |line| self.field(line))
    }
}

/// The whole definition, read and found free of errors.
#[derive(Clone, Debug)]
pub struct Questionnaire {
    /// Short identifier, the same in all versions.
    pub id: String,
    /// The version's name, free text.
    pub version: String,
    /// Title printed on the first page and shown in the window.
    pub title: Text,
    /// Language used where none is chosen.
    pub default_language: String,
    /// Every language that some label is written in.
    pub languages: Vec<String>,
    /// Size of the paper.
    pub paper: PaperSize,
    /// The variable that identifies a sheet; always a [`VariableType::SheetNumber`].
    pub sheet_number: VariableId,
    /// Sheet numbers printed for this survey (without check letter), first and last, both included.
    pub sheets: Option<(u32, u32)>,
    /// The missing codes, each meaning at most once.
    pub missing: Vec<MissingCode>,
    /// All variables in paper order.
    pub variables: Vec<Variable>,
    /// All fields in paper order; the lines of a repeat follow each other. Calculations have none.
    pub fields: Vec<Field>,
    /// By variable: where its fields stand.
    pub places: Vec<Place>,
    /// Who counts as a respondent, for the indicators' base; everybody when `None`.
    pub respondents: Option<Expression>,
    /// What stands on the pages, in paper order.
    pub pages: Vec<Page>,
    /// The repeats, in paper order.
    pub repeats: Vec<Repeat>,
    /// Rules across variables.
    pub checks: Vec<Check>,
    /// Indicators, for the results.
    pub indicators: Vec<Indicator>,
    /// An order of the variables in which every filter and calculation stands after what it reads.
    pub evaluation_order: Vec<VariableId>,
    /// The file's text, as read.
    pub source: String,
}

/// Paper sizes Recto lays pages out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperSize {
    /// 210 × 297 mm.
    A4,
    /// 148 × 210 mm.
    A5,
    /// 215.9 × 279.4 mm.
    Letter,
}

impl PaperSize {
    /// Width and height in millimetres, upright.
    pub fn size_mm(self) -> (f32, f32) {
        match self {
            Self::A4 => (210.0, 297.0),
            Self::A5 => (148.0, 210.0),
            Self::Letter => (215.9, 279.4),
        }
    }
}

/// One missing code of the questionnaire: how a kind of missing answer is named, keyed and exported.
#[derive(Clone, Debug)]
pub struct MissingCode {
    /// Its name in files (`NR`).
    pub name: String,
    /// What it means; each meaning has at most one code.
    pub means: Missing,
    /// The key that enters it in an empty field.
    pub key: char,
    /// Its value in exports that know numbers only.
    pub number: Option<i64>,
    /// Its extended missing value in Stata (`.a`).
    pub stata: Option<String>,
    /// What people read.
    pub label: Text,
}

/// One page of paper.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// What stands on it, top to bottom.
    pub items: Vec<Item>,
}

/// Something that stands on a page.
#[derive(Clone, Debug)]
pub enum Item {
    /// A heading.
    Section {
        /// The heading's text.
        label: Text,
    },
    /// Printed text without an answer: an instruction or a filter sentence.
    Note {
        /// The text.
        label: Text,
        /// How it is set (see [`NoteStyle`]).
        style: NoteStyle,
        /// How wide it stands, in twelfths of the page.
        width: u8,
    },
    /// A question of its own.
    Question(VariableId),
    /// Rows that share one header of choices, with one or more columns of answers (before/after).
    Grid(Grid),
    /// A table of lines; see [`Questionnaire::repeats`].
    Repeat(usize),
}

/// How a printed note is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteStyle {
    /// Running text.
    Plain,
    /// A filter sentence ("If no, go to question 13"), marked by a bar.
    Filter,
    /// A framed small print, as for data protection.
    Framed,
}

/// A grid of single choices.
#[derive(Clone, Debug)]
pub struct Grid {
    /// Number printed before the label (`Q20`).
    pub number: String,
    /// The question above the rows.
    pub label: Text,
    /// Instruction after the label.
    pub hint: Text,
    /// Column headings above the choices (before, after); one without label when there is one column.
    pub columns: Vec<Text>,
    /// The rows.
    pub rows: Vec<GridRow>,
}

/// A row of a grid.
#[derive(Clone, Debug)]
pub struct GridRow {
    /// Its printed number (`a`).
    pub number: String,
    /// Its label.
    pub label: Text,
    /// One variable per column of the grid.
    pub variables: Vec<VariableId>,
}

/// A table of lines on paper; each line has the same columns.
#[derive(Clone, Debug)]
pub struct Repeat {
    /// Its name in expressions and exports.
    pub name: String,
    /// Its printed number.
    pub number: String,
    /// The heading.
    pub label: Text,
    /// How many lines the paper has.
    pub lines: u16,
    /// The columns, left to right.
    pub columns: Vec<VariableId>,
    /// When the whole table is asked.
    pub relevant: Option<Expression>,
}

/// One thing that is asked.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name in files and expressions.
    pub name: String,
    /// Its number on paper (`Q3b`), empty if it has none.
    pub number: String,
    /// The question.
    pub label: Text,
    /// Instruction or unit after the answer.
    pub hint: Text,
    /// A few words for lists and narrow columns; the label when empty.
    pub short: Text,
    /// What is written as an answer.
    pub kind: VariableType,
    /// The choices, for `select_one` and `select_multiple`, in paper order; empty otherwise.
    pub choices: Vec<Choice>,
    /// Whether paper without an answer here is a fault: a blank is flagged for the supervisor.
    pub required: bool,
    /// Missing answers that may be keyed here. `Blank` and `Illegible` are always among them
    /// except in a sheet number; kept in the order of the questionnaire's list.
    pub missing: Vec<Missing>,
    /// When the question is asked; always when `None`. Holds the filters of its page, section, grid and
    /// repeat too.
    pub relevant: Option<Expression>,
    /// What the value must satisfy; `.` is the value.
    pub constraint: Option<Constraint>,
    /// Which choices are open: an expression over the choice's `filter` columns and variables.
    pub choice_filter: Option<Expression>,
    /// For `calculate`: the value, never keyed.
    pub calculation: Option<Expression>,
    /// The repeat it is a column of.
    pub repeat: Option<usize>,
    /// The page it stands on, from 0.
    pub page: usize,
    /// How it is laid out.
    pub appearance: Appearance,
    /// What it may tell about a person, and how it is made coarser.
    pub protection: Protection,
}

/// How a question is laid out, in XLSForm's words for `appearance`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// Width in twelfths of the page (`w1` to `w12`); items side by side until twelve are full.
    pub width: u8,
    /// Choices in this many columns (`columns-3`); 0: as many on a line as fit (`columns-pack`).
    pub columns: u8,
    /// Choices or answer stand on the label's line where there is room (`inline`).
    pub inline: bool,
    /// The code of the choice is written into cells instead of ticked (`minimal`).
    pub minimal: bool,
    /// The choice is looked up in a list: its name is written on a line, its code into cells
    /// (`autocomplete`).
    pub autocomplete: bool,
}

/// With more choices than this, a single choice is looked up in a list, not ticked.
pub const LONG_LIST: usize = 40;

impl Default for Appearance {
    fn default() -> Self {
        Self { width: 12, columns: 0, inline: false, minimal: false, autocomplete: false }
    }
}

/// What kind of answer a question takes, with what the paper has room for.
#[derive(Clone, Debug, PartialEq)]
pub enum VariableType {
    /// The sheet's number: digits and, if `check_letters` is not empty, the letter at place
    /// (number modulo length) of it.
    SheetNumber {
        /// Boxes for digits; the number is written with leading zeros.
        digits: u8,
        /// The alphabet of check letters; empty for none.
        check_letters: String,
    },
    /// A whole number.
    Integer {
        /// Boxes on the paper; 0 for a line without boxes.
        digits: u8,
        /// Whether a minus sign can stand before it.
        negative: bool,
    },
    /// A number with decimals.
    Decimal {
        /// Boxes before the decimal mark; 0 for a line without boxes.
        digits: u8,
        /// Boxes after the decimal mark.
        decimals: u8,
        /// Whether a minus sign can stand before it.
        negative: bool,
    },
    /// Open text.
    Text {
        /// Most characters that are kept; a longer answer is stopped.
        max_chars: u32,
        /// Writing lines on the paper.
        lines: u8,
    },
    /// A day.
    Date {
        /// How its year stands on the paper.
        year: YearStyle,
    },
    /// A time of day, `HH:MM`.
    Time,
    /// A month of a year.
    Month {
        /// How its year stands on the paper.
        year: YearStyle,
    },
    /// One box.
    SelectOne,
    /// Any number of boxes.
    SelectMultiple,
    /// Computed, never keyed nor printed.
    Calculate,
}

/// How a year stands on the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearStyle {
    /// Four boxes.
    Full,
    /// Two boxes, the century found from the constraint or asked.
    Two,
    /// Printed in full: nothing is written; the number is the year.
    Printed(i16),
}

/// One choice of a closed question.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its code, as keyed and exported.
    pub name: String,
    /// What people read.
    pub label: Text,
    /// Whether ticking it excludes all others (`select_multiple`).
    pub exclusive: bool,
    /// Further columns, read by `choice_filter`.
    pub filter: BTreeMap<String, String>,
}

/// What a value must satisfy.
#[derive(Clone, Debug)]
pub struct Constraint {
    /// The condition; `.` is the value.
    pub rule: Expression,
    /// What is said when it does not hold.
    pub message: Text,
    /// Who may let it pass.
    pub level: Level,
}

/// Who decides when a rule does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Never interrupts; listed for the supervisor.
    Info,
    /// The keyer confirms that the paper says so.
    Soft,
    /// The keyer may keep it; a supervisor decides.
    Hard,
}

/// A rule across variables.
#[derive(Clone, Debug)]
pub struct Check {
    /// Its identifier (`C03`).
    pub id: String,
    /// Who decides when it does not hold.
    pub level: Level,
    /// What must hold.
    pub rule: Expression,
    /// What is said when it does not.
    pub message: Text,
}

/// A figure computed from final records; read and typed here, computed by the results.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Its identifier.
    pub id: String,
    /// The block of the report it stands in.
    pub block: String,
    /// What people read.
    pub label: Text,
    /// What is computed.
    pub measure: Measure,
    /// The base: `all` sheets, `respondents`, or those who `answered`; restricted by `base_rule`.
    pub base: String,
    /// Restricts the base.
    pub base_rule: Option<Expression>,
    /// The target, in the measure's unit.
    pub target: Option<f64>,
}

/// What an indicator computes.
#[derive(Clone, Debug)]
pub enum Measure {
    /// Share of the base for which the expression holds.
    Share(Expression),
    /// Number of sheets for which it holds.
    Count(Expression),
    /// Mean of a number.
    Mean(Expression),
}

impl Questionnaire {
    /// The variable.
    pub fn variable(&self, id: VariableId) -> &Variable {
        &self.variables[usize::from(id.0)]
    }

    /// The field.
    pub fn field(&self, id: FieldId) -> Field {
        self.fields[usize::from(id.0)]
    }

    /// The variable that a field answers.
    pub fn field_variable(&self, id: FieldId) -> &Variable {
        self.variable(self.field(id).variable)
    }

    /// Every field with its id, in paper order.
    pub fn field_ids(&self) -> impl DoubleEndedIterator<Item = FieldId> + use<> {
        (0..self.fields.len() as u16).map(FieldId)
    }

    /// The variable of that name.
    pub fn variable_by_name(&self, name: &str) -> Option<VariableId> {
        self.variables.iter().position(|variable| variable.name == name).map(|at| VariableId(at as u16))
    }

    /// The field of a variable on a line (0 outside a repeat).
    pub fn field_of(&self, variable: VariableId, line: u16) -> Option<FieldId> {
        self.place(variable).field(line)
    }

    /// Where the fields of a variable stand.
    pub fn place(&self, variable: VariableId) -> Place {
        self.places.get(usize::from(variable.0)).copied().unwrap_or(Place::Nowhere)
    }

    /// The field that holds the sheet's number.
    pub fn sheet_number_field(&self) -> Option<FieldId> {
        self.field_of(self.sheet_number, 0)
    }

    /// The code for a kind of missing answer, if the questionnaire has one.
    pub fn missing_code(&self, means: Missing) -> Option<&MissingCode> {
        self.missing.iter().find(|code| code.means == means)
    }

    /// The missing code of that name, case ignored; [`NOT_ASKED`] too.
    pub fn missing_by_name(&self, name: &str) -> Option<Missing> {
        let named = self.missing.iter().find(|code| code.name.eq_ignore_ascii_case(name));
        named.map(|code| code.means).or_else(|| (name == NOT_ASKED).then_some(Missing::NotAsked))
    }

    /// How a kind of missing answer is written in files; empty where it has no name.
    pub fn missing_name(&self, means: Missing) -> &str {
        match self.missing_code(means) {
            Some(code) => &code.name,
            None if means == Missing::NotAsked => NOT_ASKED,
            None => "",
        }
    }

    /// A sheet's number as it stands on paper: leading zeros and check letter (`37` → `0037R`).
    pub fn format_sheet_number(&self, number: u32) -> String {
        match &self.variable(self.sheet_number).kind {
            VariableType::SheetNumber { digits, check_letters } => {
                let mut text = format!("{number:0width$}", width = usize::from(*digits));
                text.extend(check_letter(number, check_letters));
                text
            }
            _ => number.to_string(),
        }
    }

    /// The numbers printed for this survey, as they stand on paper, in order.
    pub fn expected_sheet_numbers(&self) -> Vec<String> {
        self.sheets.map_or_else(Vec::new, |(first, last)| {
            (first..=last).map(|number| self.format_sheet_number(number)).collect()
        })
    }
}

impl Variable {
    /// The short label in `language`, or the label where there is none.
    pub fn short_label(&self, language: &str) -> &str {
        if self.short.is_empty() { self.label.get(language) } else { self.short.get(language) }
    }

    /// Whether its choice is looked up in a list: more choices than a page has room to tick
    /// ([`LONG_LIST`]), or so wished by its appearance.
    pub fn is_long_list(&self) -> bool {
        let long = self.appearance.autocomplete || self.choices.len() > LONG_LIST;
        self.kind == VariableType::SelectOne && long
    }

    /// The choice with that code.
    pub fn choice(&self, code: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.name == code)
    }
}

/// The check letter of a sheet number: the letter at place (number modulo alphabet length), as in the
/// French NIR-style keys; none for an empty alphabet.
pub fn check_letter(number: u32, alphabet: &str) -> Option<char> {
    let count = alphabet.chars().count();
    (count > 0).then(|| alphabet.chars().nth(number as usize % count)).flatten()
}
