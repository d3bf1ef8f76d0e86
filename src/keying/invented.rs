//! Made-up sheets for practice: answers drawn from a seed, that keep every rule of the questionnaire and
//! look like what people write. Same seed, same sheets. Who keys them and how well is not known here.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::rules::Rules;
use crate::paper::handwriting::{Inscription, inscription_in};
use crate::questionnaire::expression::{Scope, open_choices};
use crate::questionnaire::{
    Answer, FieldId, Missing, PartialDate, Questionnaire, Record, Value, Variable, VariableType, YearStyle,
};

/// A made-up sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct InventedSheet {
    /// What a careful keyer keys.
    pub record: Record,
    /// What stands in the boxes where it cannot be told from the record: two crosses for one answer.
    pub crosses: BTreeMap<FieldId, Vec<String>>,
}

impl InventedSheet {
    /// A sheet of which is known what it says, where a real one is practised on.
    pub fn known(record: Record) -> Self {
        Self { record, crosses: BTreeMap::new() }
    }

    /// How the answer of a field stands on the paper: where nobody wrote anything there is nothing.
    pub fn inscription(&self, questionnaire: &Questionnaire, field: FieldId, language: &str) -> Inscription {
        match (self.crosses.get(&field), self.record.answer(field)) {
            (Some(crosses), _) => Inscription::Crosses(crosses.clone()),
            (None, Answer::Missing(Missing::Blank | Missing::EmptyInFile)) => Inscription::Nothing,
            (None, answer) => {
                inscription_in(questionnaire, questionnaire.field_variable(field), answer, language)
            }
        }
    }
}

/// Answers tried for one question before it is left blank.
const TRIES: usize = 400;
/// Sheets begun anew where answers cannot keep the rules.
const SHEETS_TRIED: usize = 40;

/// The number of a set of sheets to print: its day, then two digits (`26112207`). With it the same sheets
/// are made up on any other day.
pub fn set_of_day(day: Date, which: u8) -> u64 {
    let parts = [day.year().rem_euclid(100), i16::from(day.month()), i16::from(day.day())];
    let day = parts.into_iter().fold(0, |number, part| number * 100 + part.unsigned_abs() as u64);
    day * 100 + u64::from(which % 100)
}

/// The day that the number of a set begins with, if it does.
pub fn day_of_set(set: u64) -> Option<Date> {
    let part = |by: u64| (set / by % 100) as i8;
    let year = 2000 + i16::from(part(1_000_000));
    (10_000_000..100_000_000).contains(&set).then(|| Date::new(year, part(10_000), part(100)).ok())?
}

/// Makes up `count` sheets. `phrases` is what open texts say; `today` the day they are keyed.
pub fn invented_sheets(
    questionnaire: &Arc<Questionnaire>,
    seed: u64,
    count: usize,
    phrases: &[String],
    today: Date,
) -> Vec<InventedSheet> {
    let rules = Rules { questionnaire: Arc::clone(questionnaire), today };
    (0..count)
        .map(|at| {
            let number = number(questionnaire, at);
            let mut best: Option<(usize, InventedSheet)> = None;
            for attempt in 0..SHEETS_TRIED {
                let dice = Dice::new(seed, at as u64, attempt as u64);
                let mut inventor = Inventor { rules: &rules, dice, phrases, broken: 0 };
                let sheet = inventor.sheet(&number);
                let broken = inventor.broken;
                if best.as_ref().is_none_or(|(least, _)| broken < *least) {
                    best = Some((broken, sheet));
                }
                if broken == 0 {
                    break;
                }
            }
            best.map(|(_, sheet)| sheet)
        })
        .map_while(|sheet| sheet)
        .collect()
}

/// The number of the sheet at that place, one that was printed where this is known.
fn number(questionnaire: &Questionnaire, at: usize) -> String {
    let (first, last) = questionnaire.sheets.unwrap_or((1, u32::MAX));
    let span = (last - first).saturating_add(1).max(1);
    questionnaire.format_sheet_number(first + at as u32 % span)
}

struct Inventor<'r> {
    rules: &'r Rules,
    dice: Dice,
    phrases: &'r [String],
    /// Answers for which nothing was found that keeps the rules.
    broken: usize,
}

impl Inventor<'_> {
    fn sheet(&mut self, number: &str) -> InventedSheet {
        let questionnaire = Arc::clone(&self.rules.questionnaire);
        let mut sheet = InventedSheet { record: Record::empty(&questionnaire), crosses: BTreeMap::new() };
        let number_field = questionnaire.sheet_number_field();
        if let Some(field) = number_field {
            sheet.record.field_mut(field).answer = Answer::Value(Value::Text(number.to_owned()));
        }
        let mut filled: BTreeMap<usize, u16> = BTreeMap::new();
        let mut applicable = self.rules.applicable(&sheet.record);
        for field in questionnaire.field_ids().filter(|field| Some(*field) != number_field) {
            let variable = questionnaire.field_variable(field);
            if !applicable[usize::from(field.0)] || variable.kind == VariableType::Calculate {
                continue;
            }
            let answer = match variable.repeat {
                Some(repeat) if self.beyond(&questionnaire, &mut filled, repeat, field) => {
                    Answer::NotApplicable
                }
                repeat => self.answer(&mut sheet, field, &applicable, repeat.is_none()),
            };
            sheet.record.field_mut(field).answer = answer;
            applicable = self.rules.applicable(&sheet.record);
        }
        sheet
    }

    /// Whether a line of a table is one that this sheet has not filled in.
    fn beyond(
        &mut self,
        questionnaire: &Questionnaire,
        filled: &mut BTreeMap<usize, u16>,
        repeat: usize,
        field: FieldId,
    ) -> bool {
        let lines = questionnaire.repeats.get(repeat).map_or(1, |repeat| repeat.lines);
        let last =
            *filled.entry(repeat).or_insert_with(|| 1 + self.dice.below(u64::from(lines.max(1))) as u16);
        questionnaire.field(field).line > last
    }

    /// An answer that keeps the rules; blank where none is found.
    fn answer(
        &mut self,
        sheet: &mut InventedSheet,
        field: FieldId,
        applicable: &[bool],
        may_be_missing: bool,
    ) -> Answer {
        let questionnaire = Arc::clone(&self.rules.questionnaire);
        let variable = questionnaire.field_variable(field);
        for tried in 0..TRIES {
            let missing = tried == 0 && may_be_missing;
            let (answer, crosses) = match self.missing(variable).filter(|_| missing) {
                Some(missing) => missing,
                None => match self.value(&sheet.record, variable, field, applicable) {
                    Some(value) => (Answer::Value(value), None),
                    None => break,
                },
            };
            if self.keeps_the_rules(&sheet.record, field, &answer) {
                sheet.crosses.extend(crosses.map(|crosses| (field, crosses)));
                return answer;
            }
        }
        let blank = Answer::Missing(Missing::Blank);
        self.broken += usize::from(!self.keeps_the_rules(&sheet.record, field, &blank));
        blank
    }

    fn keeps_the_rules(&self, record: &Record, field: FieldId, answer: &Answer) -> bool {
        let mut candidate = record.clone();
        candidate.field_mut(field).answer = answer.clone();
        let applicable = self.rules.applicable(&candidate);
        // A later answer may take an earlier question away; the paper would not have it then.
        let orphaned = candidate
            .fields
            .iter()
            .zip(&applicable)
            .any(|(place, applies)| place.answer.is_keyed() && !applies);
        !orphaned && self.rules.broken(&candidate, &applicable, field, true).is_none()
    }

    /// Now and then nothing, "don't know", or two boxes ticked for one answer.
    fn missing(&mut self, variable: &Variable) -> Option<(Answer, Option<Vec<String>>)> {
        let is_text = matches!(variable.kind, VariableType::Text { .. });
        let known = |means| self.rules.questionnaire.missing_code(means).is_some();
        match self.dice.below(100) {
            0..=4 if !variable.required && known(Missing::Blank) => {
                Some((Answer::Missing(Missing::Blank), None))
            }
            5..=34 if is_text && !variable.required && known(Missing::Blank) => {
                Some((Answer::Missing(Missing::Blank), None))
            }
            35..=37 if variable.missing.contains(&Missing::DontKnow) && known(Missing::DontKnow) => {
                Some((Answer::Missing(Missing::DontKnow), None))
            }
            38..=39
                if variable.kind == VariableType::SelectOne
                    && !variable.appearance.minimal
                    && variable.choices.len() > 2
                    && known(Missing::Illegible) =>
            {
                let first = self.dice.below(variable.choices.len() as u64 - 1) as usize;
                let two = variable.choices[first..=first + 1].iter().map(|choice| choice.name.clone());
                Some((Answer::Missing(Missing::Illegible), Some(two.collect())))
            }
            _ => None,
        }
    }

    fn value(
        &mut self,
        record: &Record,
        variable: &Variable,
        field: FieldId,
        applicable: &[bool],
    ) -> Option<Value> {
        let dice = &mut self.dice;
        Some(match &variable.kind {
            VariableType::SheetNumber { .. } | VariableType::Calculate => return None,
            VariableType::SelectOne => {
                let scope = Scope {
                    questionnaire: &self.rules.questionnaire,
                    record,
                    applicable,
                    field: Some(field),
                    today: self.rules.today,
                };
                Value::Code(dice.one_of(&open_choices(&scope, field))?.name.clone())
            }
            VariableType::SelectMultiple => Value::Codes(several(dice, variable)?),
            VariableType::Integer { digits, .. } => {
                Value::Integer(whole(dice, &numbers(variable), u32::from(*digits)))
            }
            VariableType::Decimal { digits, decimals, .. } => {
                let whole = whole(dice, &numbers(variable), u32::from(*digits));
                let scale = u32::from(*decimals);
                let part = dice.below(10_u64.saturating_pow(scale)) as i64;
                let scaled = whole.saturating_mul(10_i64.saturating_pow(scale)).saturating_add(part);
                Value::Decimal(Decimal::new(scaled, scale).normalize())
            }
            VariableType::Text { max_chars, .. } => {
                let phrase = dice.one_of(self.phrases)?;
                Value::Text(phrase.chars().take(*max_chars as usize).collect())
            }
            VariableType::Date { year } => {
                let year = self.year(variable, year);
                let (month, day) = (1 + self.dice.below(12) as u8, 1 + self.dice.below(28) as u8);
                Value::Date(PartialDate { year, month, day })
            }
            VariableType::Month { year } => {
                let year = self.year(variable, year);
                Value::Month { year, month: 1 + self.dice.below(12) as u8 }
            }
            VariableType::Time => {
                Value::Time { hour: 8 + dice.below(12) as u8, minute: 5 * dice.below(12) as u8 }
            }
        })
    }

    /// The printed year, one that the constraint names, or one of the last years.
    fn year(&mut self, variable: &Variable, style: &YearStyle) -> i16 {
        if let YearStyle::Printed(year) = style {
            return *year;
        }
        let years: Vec<i64> =
            numbers(variable).into_iter().filter(|number| (1900..2100).contains(number)).collect();
        let year = match years.iter().min().zip(years.iter().max()) {
            Some((least, most)) => self.dice.between(*least, *most),
            None => i64::from(self.rules.today.year()) - self.dice.below(2) as i64,
        };
        i16::try_from(year).unwrap_or(self.rules.today.year())
    }
}

/// The numbers that a constraint names: answers are mostly between them.
fn numbers(variable: &Variable) -> Vec<i64> {
    let Some(constraint) = &variable.constraint else { return Vec::new() };
    let figures = constraint.rule.source().split(|character: char| !character.is_ascii_digit());
    figures.filter_map(|figures| figures.parse().ok()).collect()
}

/// A whole number within the numbers of the constraint, else as many digits as are usual.
fn whole(dice: &mut Dice, named: &[i64], digits: u32) -> i64 {
    let most = 10_i64.saturating_pow(if digits == 0 { 3 } else { digits.min(9) }) - 1;
    let least_and_most = named.iter().min().zip(named.iter().max());
    match least_and_most.filter(|_| dice.below(10) < 8) {
        Some((least, greatest)) if least < greatest => dice.between(*least, (*greatest).min(most)),
        Some((only, _)) => dice.between(0, (only * 2).clamp(1, most)),
        // Small numbers are usual, large ones happen.
        None => {
            let digits = 1 + dice.below(u64::from(most.ilog10()) + 1) as u32;
            dice.between(0, 10_i64.saturating_pow(digits) - 1)
        }
    }
}

fn several(dice: &mut Dice, variable: &Variable) -> Option<Vec<String>> {
    let first = dice.one_of(&variable.choices)?;
    if first.exclusive {
        return Some(vec![first.name.clone()]);
    }
    let more = dice.below(3);
    let mut ticked = vec![first.name.as_str()];
    for _ in 0..more {
        let another = dice.one_of(&variable.choices)?;
        if !another.exclusive && !ticked.contains(&another.name.as_str()) {
            ticked.push(&another.name);
        }
    }
    let listed = variable.choices.iter().map(|choice| choice.name.as_str());
    Some(listed.filter(|code| ticked.contains(code)).map(str::to_owned).collect())
}

/// Numbers from a seed (SplitMix64, Steele and others 2014).
struct Dice(u64);

impl Dice {
    fn new(seed: u64, sheet: u64, attempt: u64) -> Self {
        let mut dice = Self(seed ^ sheet.wrapping_mul(0xA076_1D64_78BD_642F) ^ attempt.rotate_left(32));
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        if end == 0 { 0 } else { self.next() % end }
    }

    fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.below((most - least).max(0).unsigned_abs() + 1) as i64
    }

    fn one_of<'t, T>(&mut self, of: &'t [T]) -> Option<&'t T> {
        let at = self.below(of.len() as u64) as usize;
        of.get(at)
    }
}
