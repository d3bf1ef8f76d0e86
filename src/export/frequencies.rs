//! How often each answer was given, counted sheet by sheet so that memory stays flat: for the workbook
//! and the codebooks. Percentages are made at display, from k and n.

use crate::questionnaire::expression::{Expression, Scope, Truth, applicable_fields};
use crate::questionnaire::{
    Answer, Cell, FieldId, Missing, Questionnaire, Value, Variable, VariableId, VariableType,
};
use rust_decimal::prelude::ToPrimitive;

use super::table::{Content, SheetRow};

/// How often one choice was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChoiceCount {
    /// On all sheets, or lines of a repeat.
    pub all: u64,
    /// On respondents' sheets.
    pub respondents: u64,
}

/// The numbers among the answers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Numbers {
    /// How many.
    pub count: u64,
    /// The smallest.
    pub least: f64,
    /// The largest.
    pub most: f64,
    sum: f64,
}

impl Numbers {
    /// Their mean; `None` where there are none.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / self.count as f64)
    }

    fn add(&mut self, number: f64) {
        if self.count == 0 {
            (self.least, self.most) = (number, number);
        }
        self.count += 1;
        self.sum += number;
        self.least = self.least.min(number);
        self.most = self.most.max(number);
    }
}

/// What was answered to one variable. Every sheet (or line of a repeat) is counted once: answered,
/// missing, skipped, empty or open.
#[derive(Clone, Debug, PartialEq)]
pub struct VariableAnswers {
    /// The variable.
    pub variable: VariableId,
    /// Sheets with an answer, or lines with one.
    pub answered: u64,
    /// By choice, in paper order; of the answered.
    pub choices: Vec<ChoiceCount>,
    /// Answers that the question cannot take, kept as they stand on the paper; of the answered.
    pub as_written: u64,
    /// By missing code, in the questionnaire's order.
    pub missing: Vec<(Missing, u64)>,
    /// Not applicable.
    pub skipped: u64,
    /// Differences that nobody has decided.
    pub open: u64,
    /// The numbers, of a question for a number.
    pub numbers: Numbers,
}

impl VariableAnswers {
    /// How often an answer of that kind is missing.
    pub fn missing(&self) -> u64 {
        self.missing.iter().map(|(_, count)| count).sum()
    }

    /// Everything that was counted.
    pub fn all(&self) -> u64 {
        self.answered + self.missing() + self.skipped + self.open
    }
}

/// What was answered to each variable.
#[derive(Clone, Debug, PartialEq)]
pub struct Frequencies {
    /// How many sheets were counted.
    pub sheets: u64,
    /// How many of them are respondents'.
    pub respondents: u64,
    /// By variable, in paper order.
    pub variables: Vec<VariableAnswers>,
}

impl Frequencies {
    /// Nothing counted yet.
    pub fn new(questionnaire: &Questionnaire) -> Self {
        let empty = |(at, variable): (usize, &Variable)| VariableAnswers {
            variable: VariableId(at as u16),
            answered: 0,
            choices: vec![ChoiceCount::default(); variable.choices.len()],
            as_written: 0,
            missing: missing_of(questionnaire, variable),
            skipped: 0,
            open: 0,
            numbers: Numbers::default(),
        };
        let variables = questionnaire.variables.iter().enumerate().map(empty).collect();
        Self { sheets: 0, respondents: 0, variables }
    }

    /// The counts of a variable.
    pub fn of(&self, variable: VariableId) -> Option<&VariableAnswers> {
        self.variables.get(usize::from(variable.0))
    }

    /// Counts a sheet.
    pub fn add(&mut self, questionnaire: &Questionnaire, sheet: &SheetRow<'_>) {
        let respondent = is_respondent(questionnaire, sheet);
        self.sheets += 1;
        self.respondents += u64::from(respondent);
        for counts in &mut self.variables {
            let variable = questionnaire.variable(counts.variable);
            for (line, field) in questionnaire.place(counts.variable).fields().enumerate() {
                let line_kept = |repeat| sheet.has_line(questionnaire, repeat, line as u16 + 1);
                if variable.repeat.is_none_or(line_kept) {
                    counts.add(questionnaire, sheet, field, respondent);
                }
            }
        }
    }
}

/// The missing codes that can stand there, an empty cell of a file last.
fn missing_of(questionnaire: &Questionnaire, variable: &Variable) -> Vec<(Missing, u64)> {
    let codes = questionnaire.missing.iter().map(|code| code.means);
    let codes = codes.filter(|means| variable.missing.contains(means));
    codes.chain([Missing::EmptyInFile]).map(|means| (means, 0)).collect()
}

fn is_respondent(questionnaire: &Questionnaire, sheet: &SheetRow<'_>) -> bool {
    questionnaire.respondents.as_ref().is_none_or(|rule| holds(questionnaire, sheet, rule))
}

fn holds(questionnaire: &Questionnaire, sheet: &SheetRow<'_>, rule: &Expression) -> bool {
    let applicable = applicable_fields(questionnaire, sheet.record, sheet.today);
    let scope = Scope {
        questionnaire,
        record: sheet.record,
        applicable: &applicable,
        field: None,
        today: sheet.today,
    };
    rule.truth(&scope) == Truth::True
}

impl VariableAnswers {
    fn add(&mut self, questionnaire: &Questionnaire, sheet: &SheetRow<'_>, field: FieldId, respondent: bool) {
        let variable = questionnaire.field_variable(field);
        if sheet.is_open(field) {
            self.open += 1;
            return;
        }
        let value = match sheet.record.answer(field) {
            Answer::NotKeyed | Answer::NotApplicable => {
                self.skipped += 1;
                return;
            }
            Answer::Missing(means) => {
                match self.missing.iter_mut().find(|(known, _)| known == means) {
                    Some((_, count)) => *count += 1,
                    None => self.missing.push((*means, 1)),
                }
                return;
            }
            Answer::Value(value) => value,
        };
        self.answered += 1;
        match value {
            Value::Integer(number) => self.numbers.add(*number as f64),
            Value::Decimal(number) => self.numbers.add(number.to_f64().unwrap_or_default()),
            Value::AsWritten(_) => self.as_written += 1,
            _ => {}
        }
        let is_multiple = variable.kind == VariableType::SelectMultiple;
        for (at, (choice, count)) in variable.choices.iter().zip(&mut self.choices).enumerate() {
            let given = if is_multiple {
                let cell = Cell { field, choice: Some(at as u16) };
                sheet.cell(questionnaire, cell) == Content::Ticked(true)
            } else {
                matches!(value, Value::Code(code) if *code == choice.name)
            };
            count.all += u64::from(given);
            count.respondents += u64::from(given && respondent);
        }
    }
}
