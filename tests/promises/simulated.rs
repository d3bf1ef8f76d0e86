//! Made studies with known errors of pairing: sheets swapped, mistyped, keyed under another's number,
//! keyed twice, different people under one number, with ordinary typing errors and slips beside. Shared by
//! the tests and by `benches/pairing.rs`. Seeds give the same study every time.
#![allow(dead_code, clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use recto::compare::proposals::{Proposals, What};
use recto::questionnaire::expression::applicable_fields;
use recto::questionnaire::{
    Answer, FieldId, Missing, PartialDate, Questionnaire, Record, Value, Variable, VariableType,
};
use recto::study::{Keying, KeyingId, OperatorId, Pass, Snapshot};

/// A small generator of even random numbers (SplitMix64, Steele and others 2014).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    pub fn chance(&mut self, share: f64) -> bool {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64 <= share
    }
}

/// What is wrong, and how often: shares of the sheets.
pub struct Errors {
    /// Ordinary typing errors, per answer.
    pub typing: f64,
    /// Each kind of pairing error, per sheet.
    pub pairing: f64,
    /// Slips of 3 to 15 lines, per sheet: no errors of pairing.
    pub slips: f64,
}

/// A study and what is wrong in it: kind, and the numbers concerned.
pub struct Simulated {
    pub snapshot: Snapshot,
    pub wrong: Vec<(What, BTreeSet<String>)>,
}

/// The people asked: pages of different fixture records put together where there are some, else random
/// answers, a few of each question's much more frequent than the others.
pub struct People<'a> {
    pub questionnaire: &'a Questionnaire,
    pub records: &'a [Record],
}

impl People<'_> {
    pub fn record(&self, random: &mut Random) -> Record {
        let asked = self.questionnaire;
        let mut record = Record::empty(asked);
        let sources: Vec<usize> = asked.pages.iter().map(|_| random.below(self.records.len())).collect();
        for field in asked.field_ids() {
            let variable = asked.field_variable(field);
            record.field_mut(field).answer = match self.records.get(sources[variable.page]) {
                Some(source) => source.answer(field).clone(),
                None => drawn(variable, random),
            };
        }
        let applicable = applicable_fields(asked, &record, jiff::civil::date(2024, 12, 1));
        for field in asked.field_ids() {
            let line_begun = asked.field(field).line < 3;
            let place = record.field_mut(field);
            if !applicable[usize::from(field.0)] || !line_begun {
                place.answer = Answer::NotKeyed;
            } else if place.answer == Answer::NotKeyed {
                place.answer = Answer::Missing(Missing::Blank);
            }
        }
        record
    }
}

fn drawn(variable: &Variable, random: &mut Random) -> Answer {
    if random.chance(0.04) {
        return Answer::Missing(Missing::Blank);
    }
    // Of two draws the smaller: first choices are the frequent ones.
    let mut skewed = |limit: usize| random.below(limit).min(random.below(limit));
    let choice = |at: usize| variable.choices[at].name.clone();
    Answer::Value(match variable.kind {
        VariableType::SelectOne => Value::Code(choice(skewed(variable.choices.len()))),
        VariableType::SelectMultiple => {
            let open = variable.choices.iter().filter(|choice| !choice.exclusive).count();
            let ticked: BTreeSet<usize> = [skewed(open), skewed(open)].into();
            Value::Codes(ticked.into_iter().map(choice).collect())
        }
        VariableType::Integer { .. } => Value::Integer(18 + skewed(40) as i64),
        VariableType::Decimal { .. } => {
            Value::Decimal(rust_decimal::Decimal::new(skewed(300) as i64, 1).normalize())
        }
        VariableType::Text { .. } => Value::Text(format!("réponse n° {}", skewed(200))),
        VariableType::Date { .. } => {
            Value::Date(PartialDate { year: 2025, month: 6, day: 1 + skewed(3) as u8 })
        }
        VariableType::Month { .. } => Value::Month { year: 2023, month: 1 + skewed(12) as u8 },
        VariableType::Time => Value::Time { hour: 9 + skewed(9) as u8, minute: 5 * skewed(12) as u8 },
        _ => return Answer::NotKeyed,
    })
}

/// Another answer than the right one, as a slip of the finger makes it.
fn mistyped(variable: &Variable, answer: &Answer, random: &mut Random) -> Answer {
    for _ in 0..20 {
        let other = drawn(variable, random);
        if other != *answer {
            return other;
        }
    }
    Answer::Missing(Missing::Illegible)
}

fn typed(questionnaire: &Questionnaire, truth: &Record, errors: &Errors, random: &mut Random) -> Record {
    let mut record = truth.clone();
    for field in questionnaire.field_ids() {
        let answer = record.answer(field).clone();
        if answer.is_keyed() && random.chance(errors.typing) {
            record.field_mut(field).answer = mistyped(questionnaire.field_variable(field), &answer, random);
        }
    }
    if random.chance(errors.slips) {
        slip(questionnaire, &mut record, random);
    }
    record
}

/// Answers of 3 to 15 single choices one line too low.
fn slip(questionnaire: &Questionnaire, record: &mut Record, random: &mut Random) {
    let single = |field: &FieldId| {
        questionnaire.field_variable(*field).kind == VariableType::SelectOne
            && record.answer(*field).is_keyed()
    };
    let fields: Vec<FieldId> = questionnaire.field_ids().filter(single).collect();
    let long = (3 + random.below(13)).min(fields.len());
    let start = random.below(fields.len() - long + 1);
    let shifted = &fields[start..start + long];
    let answers: Vec<Answer> = shifted.iter().map(|field| record.answer(*field).clone()).collect();
    for (field, answer) in shifted.iter().skip(1).zip(answers) {
        record.field_mut(*field).answer = answer;
    }
}

/// A number with one slip of the finger in its digits; the letter stays as it was.
fn mistyped_number(number: &str, random: &mut Random) -> String {
    let mut letters: Vec<u8> = number.bytes().collect();
    let digits = letters.iter().filter(|letter| letter.is_ascii_digit()).count();
    let at = random.below(digits - 1);
    if random.chance(0.5) && letters[at] != letters[at + 1] {
        letters.swap(at, at + 1);
    } else {
        letters[at + 1] = b'0' + (letters[at + 1] - b'0' + 1 + random.below(9) as u8) % 10;
    }
    String::from_utf8(letters).unwrap()
}

/// A study of `sheets` sheets keyed twice, with errors of every kind.
pub fn simulate(people: &People<'_>, sheets: usize, errors: &Errors, seed: u64) -> Simulated {
    let random = &mut Random(seed);
    let mut questionnaire = people.questionnaire.clone();
    questionnaire.sheets = Some((1, sheets as u32));
    let numbers = questionnaire.expected_sheet_numbers();
    let mut study = Keyed { questionnaire, errors, numbers: BTreeSet::new(), keyings: Vec::new() };
    study.numbers.extend(numbers.iter().cloned());
    let truth: Vec<Record> = numbers.iter().map(|_| people.record(random)).collect();
    let mut wrong: Vec<(What, BTreeSet<String>)> = Vec::new();
    let mut at = 0;
    while at < numbers.len() {
        let (number, record) = (&numbers[at], &truth[at]);
        let mut event = |what, names: &[&String]| {
            wrong.push((what, names.iter().map(|name| (*name).clone()).collect()));
        };
        let wrong_pass = if random.chance(0.5) { Pass::First } else { Pass::Second };
        let kind = (0..5).find(|_| random.chance(errors.pairing));
        let next = numbers.get(at + 1).zip(truth.get(at + 1));
        match (kind, next) {
            (Some(0), _) => {
                let free = (0..50).map(|_| mistyped_number(number, random));
                let other = free.into_iter().find(|other| !study.numbers.contains(other));
                let other = other.unwrap_or_else(|| number.clone());
                study.key(&other, wrong_pass, record, random);
                study.key(number, wrong_pass.other(), record, random);
                if other != *number {
                    event(What::Mistyped, &[number, &other]);
                    study.numbers.insert(other);
                }
            }
            (Some(1), Some((other, other_record))) => {
                study.key(number, wrong_pass, other_record, random);
                study.key(other, wrong_pass, record, random);
                study.key(number, wrong_pass.other(), record, random);
                study.key(other, wrong_pass.other(), other_record, random);
                event(What::Swapped, &[number, other]);
                at += 1;
            }
            (Some(2), Some((other, other_record))) => {
                study.key(other, wrong_pass, record, random);
                study.key(other, wrong_pass, other_record, random);
                study.key(number, wrong_pass.other(), record, random);
                study.key(other, wrong_pass.other(), other_record, random);
                event(What::OtherNumber, &[number, other]);
                at += 1;
            }
            (Some(3), _) => {
                study.key(number, wrong_pass, record, random);
                study.key(number, wrong_pass, record, random);
                study.key(number, wrong_pass.other(), record, random);
                event(What::KeyedTwice, &[number]);
            }
            (Some(4), _) => {
                study.key(number, wrong_pass, &people.record(random), random);
                study.key(number, wrong_pass.other(), record, random);
                event(What::DifferentPeople, &[number]);
            }
            _ => {
                study.key(number, Pass::First, record, random);
                study.key(number, Pass::Second, record, random);
            }
        }
        at += 1;
    }
    let Keyed { questionnaire, keyings, .. } = study;
    let snapshot =
        Snapshot { keyings: keyings.into(), expected: numbers, ..Snapshot::empty(Arc::new(questionnaire)) };
    Simulated { snapshot, wrong }
}

struct Keyed<'a> {
    questionnaire: Questionnaire,
    errors: &'a Errors,
    numbers: BTreeSet<String>,
    keyings: Vec<Keying>,
}

impl Keyed<'_> {
    fn key(&mut self, number: &str, pass: Pass, truth: &Record, random: &mut Random) {
        let mut record = typed(&self.questionnaire, truth, self.errors, random);
        if let Some(field) = self.questionnaire.sheet_number_field() {
            record.field_mut(field).answer = Answer::Value(Value::Text(number.to_owned()));
        }
        let now = jiff::Timestamp::UNIX_EPOCH;
        self.keyings.push(Keying {
            id: KeyingId(uuid::Uuid::from_u128(self.keyings.len() as u128 + 1)),
            number: number.to_owned(),
            pass,
            operator: OperatorId(uuid::Uuid::from_u128(if pass == Pass::First { 1 } else { 2 })),
            version: self.questionnaire.version.clone(),
            started: now,
            last_entry: now,
            finished: Some(now),
            imported: false,
            note: None,
            first_readings: Vec::new(),
            record: record.into(),
        });
    }
}

/// By kind: how many there are, how many of them are proposed, and how many proposals there are in all. Of
/// two sheets under one number there are those that nothing else was proposed for.
pub fn found(simulated: &Simulated, proposals: &Proposals) -> BTreeMap<What, [usize; 3]> {
    let mut counts_of: BTreeMap<What, [usize; 3]> = BTreeMap::new();
    let proposed: Vec<(What, BTreeSet<String>)> = proposals
        .open
        .iter()
        .map(|proposal| (proposal.what, proposal.numbers.iter().cloned().collect()))
        .collect();
    for (what, _) in &proposed {
        counts_of.entry(*what).or_default()[2] += 1;
    }
    for wrong in &simulated.wrong {
        let counts = counts_of.entry(wrong.0).or_default();
        let told = proposed.contains(wrong);
        counts[0] += 1;
        counts[1] += usize::from(told);
        if matches!(wrong.0, What::OtherNumber | What::KeyedTwice) && !told {
            let of_one = |(what, numbers): &(What, BTreeSet<String>)| {
                *what == What::TwoSheets && numbers.is_subset(&wrong.1)
            };
            let counts = counts_of.entry(What::TwoSheets).or_default();
            counts[0] += 1;
            counts[1] += usize::from(proposed.iter().any(of_one));
        }
    }
    counts_of
}
