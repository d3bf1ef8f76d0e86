//! Keyings made by chance, with a log of every mistake: ordinary ones and slips. From a seed, on any
//! questionnaire; knows nothing of how Recto guesses what happened. Shared by tests and benches.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;

use jiff::Timestamp;
use recto::questionnaire::expression::applicable_fields;
use recto::questionnaire::{
    Answer, FieldId, Missing, PartialDate, Questionnaire, Record, Value, Variable, VariableType,
};
use recto::study::{Keying, KeyingId, OperatorId, Pass, Snapshot};

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers everywhere.
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub fn happens(&mut self, share: f64) -> bool {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64 <= share
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }
}

/// What went wrong, in the words of the error log.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    pub pass: Pass,
    pub number: String,
    pub field: FieldId,
    pub choice: Option<u16>,
    pub what: &'static str,
}

/// What a stack of sheets says: the filled-in pages of somebody with habits of their own.
pub fn sheets(questionnaire: &Questionnaire, count: usize, chance: &mut Chance) -> Vec<Record> {
    let today = jiff::civil::date(2024, 12, 1);
    let one = |chance: &mut Chance| {
        let mut record = Record::empty(questionnaire);
        // Some people tick the same column all the way down, others do not.
        let habit = (chance.below(5), [0.2, 0.5, 0.8][chance.below(3)]);
        let lines = 1 + chance.below(6) as u16;
        for field in questionnaire.field_ids() {
            let applies = applicable_fields(questionnaire, &record, today)[usize::from(field.0)];
            if applies && questionnaire.field(field).line <= lines {
                let variable = questionnaire.field_variable(field);
                record.field_mut(field).answer = said(variable, habit, chance);
            }
        }
        record
    };
    // The fullest of eight: filters would end most sheets drawn blindly after a few questions.
    let answers = |record: &Record| record.fields.iter().filter(|field| field.answer.is_keyed()).count();
    (0..count).filter_map(|_| (0..8).map(|_| one(chance)).max_by_key(answers)).collect()
}

fn said(variable: &Variable, (column, share): (usize, f64), chance: &mut Chance) -> Answer {
    const WORDS: [&str; 8] =
        ["rien", "le bus", "plus de place", "merci", "le repas", "des bancs", "tout va bien", "non"];
    if chance.happens(0.04) {
        return Answer::Missing(Missing::Blank);
    }
    let code = |at: usize| variable.choices.get(at).map(|choice| choice.name.clone()).unwrap_or_default();
    let count = variable.choices.len();
    Answer::Value(match &variable.kind {
        VariableType::SelectOne if chance.happens(share) => Value::Code(code(column.min(count - 1))),
        VariableType::SelectOne => Value::Code(code(chance.below(count))),
        VariableType::SelectMultiple => {
            let ticked = variable.choices.iter().filter(|choice| !choice.exclusive && chance.happens(0.3));
            let ticked: Vec<String> = ticked.map(|choice| choice.name.clone()).collect();
            if ticked.is_empty() { return Answer::Missing(Missing::Blank) } else { Value::Codes(ticked) }
        }
        VariableType::Integer { digits, .. } => {
            let most = 10i64.pow(u32::from((*digits).clamp(1, 3)));
            Value::Integer(chance.below(most as usize) as i64)
        }
        VariableType::Decimal { .. } => {
            Value::Decimal(rust_decimal::Decimal::new(chance.below(400) as i64, 1))
        }
        VariableType::Date { .. } => Value::Date(PartialDate {
            year: 2024,
            month: 1 + chance.below(12) as u8,
            day: 1 + chance.below(28) as u8,
        }),
        VariableType::Time => Value::Time { hour: 9 + chance.below(9) as u8, minute: chance.below(60) as u8 },
        VariableType::Month { .. } => Value::Month { year: 2024, month: 1 + chance.below(12) as u8 },
        VariableType::Text { .. } => Value::Text(WORDS[chance.below(8)].to_owned()),
        VariableType::SheetNumber { .. } | VariableType::Calculate => return Answer::NotKeyed,
    })
}

/// Makes ordinary mistakes in a keying, each answer with the same chance.
pub fn mistakes(
    questionnaire: &Questionnaire,
    record: &mut Record,
    (pass, number): (Pass, &str),
    share: f64,
    chance: &mut Chance,
    log: &mut Vec<Logged>,
) {
    for field in questionnaire.field_ids() {
        let variable = questionnaire.field_variable(field);
        if Some(field) == questionnaire.sheet_number_field() || !chance.happens(share) {
            continue;
        }
        let Answer::Value(value) = record.answer(field).clone() else { continue };
        let Some((answer, choice, what)) = mistake(variable, &value, chance) else { continue };
        record.field_mut(field).answer = answer;
        log.push(Logged { pass, number: number.to_owned(), field, choice, what });
    }
}

type Mistake = Option<(Answer, Option<u16>, &'static str)>;

fn mistake(variable: &Variable, value: &Value, chance: &mut Chance) -> Mistake {
    if chance.happens(0.05) && !matches!(value, Value::Codes(_)) {
        return Some((Answer::Missing(Missing::Blank), None, "code de manque"));
    }
    let single = |value: Value, what| Some((Answer::Value(value), None, what));
    match value {
        Value::Code(code) => {
            let at = variable.choices.iter().position(|choice| choice.name == *code)?;
            let other = if chance.happens(0.5) { at + 1 } else { at.wrapping_sub(1) };
            single(Value::Code(variable.choices.get(other)?.name.clone()), "code voisin")
        }
        Value::Codes(codes) => {
            let at = chance.below(variable.choices.len());
            let choice = &variable.choices[at];
            let ticked = codes.contains(&choice.name);
            let codes = variable
                .choices
                .iter()
                .filter(|other| codes.contains(&other.name) != (other.name == choice.name));
            let codes = codes.map(|choice| choice.name.clone()).collect();
            let what = if ticked { "case oubliée" } else { "case en trop" };
            Some((Answer::Value(Value::Codes(codes)), Some(at as u16), what))
        }
        Value::Integer(number) => {
            let (text, what) = wrong_digits(&number.to_string(), true, chance)?;
            single(Value::Integer(text.parse().ok()?), what)
        }
        Value::Date(date) if date.day <= 12 && date.day != date.month && chance.happens(0.3) => {
            let swapped = PartialDate { day: date.month, month: date.day, ..*date };
            single(Value::Date(swapped), "jour et mois")
        }
        Value::Date(date) => {
            let typed = format!("{:02}{:02}{:04}", date.day, date.month, date.year);
            let (text, what) = wrong_digits(&typed, false, chance)?;
            let (day, month) = (text[..2].parse().ok()?, text[2..4].parse().ok()?);
            let wrong = PartialDate { day, month, year: text[4..].parse().ok()? };
            let written = format!("{}/{}/{}", &text[..2], &text[2..4], &text[4..]);
            single(if wrong.is_possible() { Value::Date(wrong) } else { Value::AsWritten(written) }, what)
        }
        Value::Time { hour, minute } => {
            let (text, what) = wrong_digits(&format!("{hour:02}{minute:02}"), false, chance)?;
            let (hour, minute): (u8, u8) = (text[..2].parse().ok()?, text[2..].parse().ok()?);
            let written = format!("{hour:02}:{minute:02}");
            let fits = hour < 24 && minute < 60;
            single(if fits { Value::Time { hour, minute } } else { Value::AsWritten(written) }, what)
        }
        Value::Text(text) => {
            let (text, what) = wrong_letters(text, chance)?;
            single(Value::Text(text), what)
        }
        Value::Decimal(_) | Value::Month { .. } | Value::AsWritten(_) => None,
    }
}

/// One wrong, exchanged, lost or doubled digit.
fn wrong_digits(typed: &str, length_free: bool, chance: &mut Chance) -> Option<(String, &'static str)> {
    // What a finger on each key of the pad can also hit: left, right, above, below.
    const AROUND: [&str; 10] = ["12", "024", "0135", "26", "157", "2468", "359", "48", "579", "68"];
    let mut digits: Vec<char> = typed.chars().collect();
    let at = chance.below(digits.len());
    match chance.below(if length_free { 4 } else { 2 }) {
        0 => {
            let around: Vec<char> = AROUND[digits[at].to_digit(10)? as usize].chars().collect();
            digits[at] = *chance.pick(&around)?;
            Some((digits.into_iter().collect(), "chiffre voisin"))
        }
        1 => {
            let next = at + 1;
            if next >= digits.len()
                || digits[at] == digits[next]
                || (length_free && digits[next] == '0' && at == 0)
            {
                return None;
            }
            digits.swap(at, next);
            Some((digits.into_iter().collect(), "chiffres inversés"))
        }
        2 => {
            digits.insert(at, digits[at]);
            (digits[0] != '0').then(|| (digits.into_iter().collect(), "chiffre doublé"))
        }
        _ => {
            digits.remove(at);
            let kept = digits.first().is_some_and(|digit| *digit != '0' || digits.len() == 1);
            kept.then(|| (digits.into_iter().collect(), "chiffre perdu"))
        }
    }
}

fn wrong_letters(text: &str, chance: &mut Chance) -> Option<(String, &'static str)> {
    let mut letters: Vec<char> = text.chars().collect();
    let at = chance.below(letters.len());
    letters.get(at).filter(|letter| letter.is_alphabetic())?;
    match chance.below(4) {
        0 => {
            letters.remove(at);
            Some((letters.into_iter().collect(), "lettre manquante"))
        }
        1 => {
            letters.insert(at, letters[at]);
            Some((letters.into_iter().collect(), "lettre en trop"))
        }
        2 => {
            letters[at] = if letters[at].is_lowercase() {
                letters[at].to_uppercase().next()?
            } else {
                letters[at].to_lowercase().next()?
            };
            Some((letters.into_iter().collect(), "casse/espace"))
        }
        _ => Some((format!("{text} "), "casse/espace")),
    }
}

/// A slip that was made.
#[derive(Clone, Debug)]
pub struct Slipped {
    pub number: String,
    pub pass: Pass,
    pub length: usize,
    /// The fields whose answers stand elsewhere, in which the keying differs from the paper.
    pub fields: Vec<FieldId>,
}

/// Shifts `length` answers of a keying by one line, somewhere where every question takes what stands
/// there then; `None` where there is no such place.
pub fn slip(
    questionnaire: &Questionnaire,
    record: &mut Record,
    (pass, number): (Pass, &str),
    length: usize,
    chance: &mut Chance,
) -> Option<Slipped> {
    let keyed: Vec<FieldId> = questionnaire
        .field_ids()
        .filter(|field| Some(*field) != questionnaire.sheet_number_field())
        .filter(|field| record.answer(*field).is_keyed())
        .collect();
    // One answer, or one line of a table.
    let widths: Vec<usize> = questionnaire.repeats.iter().map(|repeat| repeat.columns.len()).collect();
    let step = if chance.happens(0.5) { 1 } else { chance.pick(&widths).copied().unwrap_or(1) };
    let lower = chance.happens(0.5);
    let source = |at: usize| if lower { at.checked_sub(step) } else { Some(at + step) };
    let takes = |at: usize| {
        let from = source(at).and_then(|from| keyed.get(from));
        let variable = keyed.get(at).map(|field| questionnaire.field_variable(*field));
        from.zip(variable).is_some_and(|(from, variable)| fits(variable, record.answer(*from)))
    };
    let starts: Vec<usize> = (0..keyed.len()).filter(|start| (*start..start + length).all(takes)).collect();
    let start = *chance.pick(&starts)?;
    let before = record.clone();
    for at in start..start + length {
        record.field_mut(keyed[at]).answer = before.answer(keyed[source(at)?]).clone();
    }
    let moved = keyed[start..start + length].iter().copied();
    let fields = moved.filter(|field| record.answer(*field) != before.answer(*field)).collect();
    Some(Slipped { number: number.to_owned(), pass, length, fields })
}

fn fits(variable: &Variable, answer: &Answer) -> bool {
    let value = match answer {
        Answer::Missing(missing) => return *missing == Missing::Blank || variable.missing.contains(missing),
        Answer::Value(value) => value,
        Answer::NotKeyed | Answer::NotApplicable => return false,
    };
    match (&variable.kind, value) {
        (VariableType::SelectOne, Value::Code(code)) => variable.choice(code).is_some(),
        (VariableType::SelectMultiple, Value::Codes(codes)) => {
            codes.iter().all(|code| variable.choice(code).is_some())
        }
        (VariableType::Integer { digits, .. }, Value::Integer(number)) => {
            number.to_string().len() <= usize::from(*digits)
        }
        (VariableType::Text { .. }, Value::Text(_))
        | (VariableType::Time, Value::Time { .. })
        | (VariableType::Date { .. }, Value::Date(_))
        | (VariableType::Month { .. }, Value::Month { .. }) => true,
        _ => false,
    }
}

/// A study of two keyings of each sheet.
pub fn study(questionnaire: &Arc<Questionnaire>, keyings: Vec<(String, Pass, Record)>) -> Snapshot {
    let keying = |(at, (number, pass, mut record)): (usize, (String, Pass, Record))| {
        if let Some(field) = questionnaire.sheet_number_field() {
            record.field_mut(field).answer = Answer::Value(Value::Text(number.clone()));
        }
        let moment = Timestamp::from_second(1_730_000_000 + at as i64).unwrap();
        Keying {
            id: KeyingId(uuid::Uuid::from_u128(at as u128)),
            number,
            pass,
            operator: OperatorId(uuid::Uuid::from_u128(u128::from(pass == Pass::Second))),
            version: questionnaire.version.clone(),
            started: moment,
            last_entry: moment,
            finished: Some(moment),
            imported: false,
            note: None,
            first_readings: Vec::new(),
            record: record.into(),
        }
    };
    let keyings = keyings.into_iter().enumerate().map(keying).collect();
    Snapshot { keyings, ..Snapshot::empty(questionnaire.clone()) }
}

/// How the search for slips did.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// By length: slips made, those that leave three differing questions or more, and those found of them.
    pub by_length: std::collections::BTreeMap<usize, (usize, usize, usize)>,
    /// By how many questions differ after it, 0, 1, 2, 3 or more: slips made, and found. Nobody finds a slip
    /// that changed nothing, nor tells one that changed a single answer from a mistake: what is beyond is
    /// the most that can be found.
    pub by_differing: [(usize, usize); 4],
    /// Slips told, and those that were made.
    pub told: usize,
    pub right: usize,
    /// Slips found whose keying was named, and named rightly.
    pub named: usize,
    pub named_rightly: usize,
}

impl Found {
    pub fn precision(&self) -> f64 {
        self.right as f64 / self.told.max(1) as f64
    }

    /// Of the slips of some lengths that leave three differing questions or more: one that leaves two has
    /// only moved one odd answer in a run of equal ones, and looks like two answers exchanged.
    pub fn recall(&self, lengths: std::ops::RangeInclusive<usize>) -> f64 {
        let (visible, found) =
            self.by_length.range(lengths).fold((0, 0), |sum, (_, one)| (sum.0 + one.1, sum.1 + one.2));
        found as f64 / visible.max(1) as f64
    }

    pub fn print(&self, name: &str) {
        println!(
            "{name}: slips by length: made, visible (three differing questions or more), found of these"
        );
        for (length, (made, visible, found)) in &self.by_length {
            println!("  {length:>2} lines: {made:>4} {visible:>4} {found:>4}");
        }
        let (told, right) = (self.told, self.right);
        println!("  told {told}, of these made {right}: precision {:.3}", self.precision());
        println!("  recall 3 to 15: {:.3}, 4 to 15: {:.3}", self.recall(3..=15), self.recall(4..=15));
        for ((made, found), differing) in self.by_differing.iter().zip(["0", "1", "2", "3 or more"]) {
            println!("  {differing} questions differ: {made} made, {found} found");
        }
        println!("  keying named in {} of them, rightly in {}", self.named, self.named_rightly);
    }
}

/// Keys `papers` twice with ordinary mistakes, makes slips of 3 to 15 lines on a share of the sheets, and
/// looks for them.
pub fn slips(
    questionnaire: &Arc<Questionnaire>,
    papers: &[Record],
    (mistake_share, slip_share): (f64, f64),
    seed: u64,
) -> Found {
    let mut chance = Chance(seed);
    let mut made: Vec<Slipped> = Vec::new();
    let mut keyings = Vec::new();
    for (at, paper) in papers.iter().enumerate() {
        let number = format!("{at:06}");
        let erring = if chance.happens(0.5) { Pass::First } else { Pass::Second };
        let slips = chance.happens(slip_share);
        for pass in [Pass::First, Pass::Second] {
            let mut record = paper.clone();
            mistakes(
                questionnaire,
                &mut record,
                (pass, &number),
                mistake_share,
                &mut chance,
                &mut Vec::new(),
            );
            if slips && pass == erring {
                let length = 3 + chance.below(13);
                made.extend(slip(questionnaire, &mut record, (pass, &number), length, &mut chance));
            }
            keyings.push((number.clone(), pass, record));
        }
    }
    let comparison = recto::compare::compare(&study(questionnaire, keyings));
    let mut found = Found { told: comparison.slips.len(), ..Found::default() };
    for one in &made {
        let place = found.by_length.entry(one.length).or_default();
        place.0 += 1;
        let mut seen = one.fields.clone();
        seen.dedup();
        place.1 += usize::from(seen.len() > 2);
        let differing = &mut found.by_differing[seen.len().min(3)];
        differing.0 += 1;
        let told = comparison.slips.iter().find(|told| {
            let shared =
                one.fields.iter().filter(|field| told.cells.iter().any(|cell| cell.field == **field));
            told.number == one.number && 2 * shared.count() >= one.fields.len().max(1)
        });
        let Some(told) = told else { continue };
        place.2 += usize::from(seen.len() > 2);
        differing.1 += 1;
        found.right += 1;
        found.named += usize::from(told.pass.is_some());
        found.named_rightly += usize::from(told.pass == Some(one.pass));
    }
    found
}
