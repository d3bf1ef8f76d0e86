//! Any keys in any chunks: on every kind of question, verified or not, with constants and batches, over
//! several sheets, gone back to, and after the program was begun again. DESIGN 5.2, 5.5, 8.

use std::collections::{BTreeMap, HashMap, HashSet};

use proptest::prelude::*;
use proptest::strategy::Union;
use rust_decimal::Decimal;

use super::*;
use crate::keying::{Absence, BatchOfSheets, FirstKeying, OwnKeying, Terms};
use crate::questionnaire::expression::{Scope, Truth, applicable_fields, open_choices};
use crate::questionnaire::{Level, YearStyle};

// What is typed.

/// One of the recordings beside, as often as it says there.
fn any_recording() -> impl Strategy<Value = String> {
    let recordings = include_str!("recordings.txt").lines().filter(|line| !line.starts_with('#'));
    let weighted = recordings.map(|line| line.split_once(' ').unwrap());
    Union::new_weighted(
        weighted.map(|(weight, keys)| (weight.parse().unwrap(), Just(keys.to_owned()))).collect(),
    )
}

/// A first keying to be verified against, questions left out, constants.
fn any_terms() -> impl Strategy<Value = Terms> {
    let first = proptest::option::of(proptest::collection::vec(any_recording(), 0..40));
    (first, any::<bool>(), proptest::option::of(1..40_u32)).prop_map(|(first, left_out, constant)| {
        let field = |name: &str| {
            let form = form();
            form.field_of(form.variable_by_name(name).unwrap(), 0).unwrap()
        };
        let mut first_keyings = HashMap::new();
        if let Some(recordings) = first {
            let mut session = session();
            session.keys(&keys_of(&format!("0001B{}", recordings.concat())));
            for number in ["0001B", "0002C", "0003D"] {
                first_keyings.insert(number.to_owned(), FirstKeying::of(session.record()));
            }
        }
        let code = |code: u32| Answer::Value(Value::Code(code.to_string()));
        let constants = constant.map(|at| (field("commune"), code(at))).into_iter().collect();
        let left_out = if left_out { HashSet::from([field("words")]) } else { HashSet::new() };
        Terms { first_keyings, left_out, constants, ..Terms::default() }
    })
}

/// The stack that a session begins with: all numbers or a batch, sheets of others, a void one.
fn any_stack() -> impl Strategy<Value = Stack> {
    (any::<bool>(), any::<bool>()).prop_map(|(batch, others)| {
        let expected = form().expected_sheet_numbers();
        let numbers = expected[..4].iter().rev().cloned().collect();
        let batch = batch.then(|| BatchOfSheets { name: "A".to_owned(), numbers });
        let (mut pass, mut declared) = (HashMap::new(), HashMap::new());
        if others {
            pass.insert("0003D".to_owned(), NumberState::Finished);
            declared.insert("0002C".to_owned(), Absence::Void);
        }
        Stack { expected, batch, pass, declared, ..Stack::default() }
    })
}

// A keyer at work.

/// A session with the journal of its entries, as a study keeps it, and sheets fetched from there.
struct Desk {
    session: Session,
    replay: Replay,
    effects: Vec<Effect>,
    /// By keying: its number, whether it is finished; and which was worked on last.
    sheets: Vec<(String, bool)>,
    last: Option<usize>,
}

impl Desk {
    fn new(terms: Terms, stack: Stack) -> Self {
        let session = Session::under(terms, form(), stack, None, day());
        Self { replay: Replay::new(form()), session, effects: Vec::new(), sheets: Vec::new(), last: None }
    }

    fn press(&mut self, keys: &[Key]) {
        let effects = self.session.keys(keys);
        self.keep(effects);
        // A sheet is fetched between two frames; it may lead to another one.
        while let Mode::Fetching = self.session.mode() {
            let wanted = self.effects.iter().rev().find_map(|effect| match effect {
                Effect::Fetch { keying } => Some(*keying),
                _ => None,
            });
            let mut effects = Vec::new();
            self.session.fetched(wanted.and_then(|keying| self.replay.sheet(keying)), &mut effects);
            self.keep(effects);
        }
    }

    fn keep(&mut self, effects: Vec<Effect>) {
        for effect in &effects {
            let Effect::Keep(entry) = effect else { continue };
            self.replay.take(entry);
            match entry {
                Entry::Open { number, .. } => {
                    self.last = Some(self.sheets.len());
                    self.sheets.push((number.clone(), false));
                }
                Entry::Resume { keying, number } => {
                    let named = self.sheets.iter().rposition(|(other, _)| other == number);
                    self.last = keying.map(|keying| keying as usize).or(named);
                }
                Entry::Renumber { number, .. } => self.sheets[self.last.unwrap()].0.clone_from(number),
                Entry::Finish => self.sheets[self.last.unwrap()].1 = true,
                Entry::Reopen => self.sheets[self.last.unwrap()].1 = false,
                _ => {}
            }
        }
        self.effects.extend(effects);
    }

    /// The program is left and begun again: what the journal holds is all that there is.
    fn begin_again(&mut self, mut terms: Terms, mut stack: Stack) {
        terms.constants = self.session.constants().map(|(field, answer)| (field, answer.clone())).collect();
        for (at, (number, finished)) in self.sheets.iter().enumerate() {
            let (record, note, aside) = self.replay.sheet(at as u32).unwrap();
            let unfinished = !finished && !stack.own.iter().any(|own| own.number == *number && !own.finished);
            stack.own.push(OwnKeying { number: number.clone(), finished: *finished, note });
            if unfinished {
                stack.pass.insert(number.clone(), NumberState::Unfinished(Box::new(record)));
                terms.aside.insert(number.clone(), aside);
            }
        }
        let last = self.last.and_then(|at| self.sheets.get(at));
        stack.resume = last.filter(|(_, finished)| !finished).map(|(number, _)| number.clone());
        self.session = Session::under(terms, form(), stack, None, day());
        let opening = self.session.opening_entries();
        self.keep(opening.into_iter().map(Effect::Keep).collect());
    }
}

// What must hold.

/// Whether a question can take a value, read off its type alone.
fn takes(variable: &Variable, value: &Value) -> bool {
    let within = |number: i64, digits: u8, negative: bool| {
        let fits = digits == 0 || number.unsigned_abs() < 10_u64.pow(u32::from(digits));
        fits && (negative || number >= 0)
    };
    let of_year = |year: i16, style: YearStyle| !matches!(style, YearStyle::Printed(it) if it != year);
    match (&variable.kind, value) {
        (VariableType::Integer { digits, negative }, Value::Integer(number)) => {
            within(*number, *digits, *negative)
        }
        (VariableType::Decimal { digits, decimals, negative }, Value::Decimal(number)) => {
            let whole = i64::try_from(number.trunc().mantissa()).unwrap();
            let signed = *negative || *number >= Decimal::ZERO;
            within(whole, *digits, true) && signed && number.normalize().scale() <= u32::from(*decimals)
        }
        (VariableType::Text { max_chars, .. }, Value::Text(text)) => {
            text.chars().count() <= *max_chars as usize
        }
        (VariableType::Date { year }, Value::Date(date)) => date.is_possible() && of_year(date.year, *year),
        (VariableType::Month { year: style }, Value::Month { year, month }) => {
            *month <= 12 && of_year(*year, *style)
        }
        (VariableType::Time, Value::Time { hour, minute }) => *hour < 24 && *minute < 60,
        (VariableType::SelectOne, Value::Code(code)) => variable.choice(code).is_some(),
        (VariableType::SelectMultiple, Value::Codes(codes)) => {
            let alone = codes.iter().any(|code| variable.choice(code).is_some_and(|choice| choice.exclusive));
            let known = codes.iter().all(|code| variable.choice(code).is_some());
            !codes.is_empty() && known && !(alone && codes.len() > 1)
        }
        (VariableType::SheetNumber { .. }, _) => true,
        _ => false,
    }
}

/// Answers that the questionnaire forbids by themselves and that stand there without a mark.
fn forbidden(record: &Record) -> Vec<String> {
    let form = form();
    let unmarked = |field: &FieldId| {
        let (place, variable) = (record.field(*field), form.field_variable(*field));
        let allowed = match &place.answer {
            Answer::NotKeyed | Answer::NotApplicable => true,
            Answer::Missing(Missing::Blank) => !variable.required,
            Answer::Missing(Missing::Illegible) => true,
            Answer::Missing(missing) => variable.missing.contains(missing),
            Answer::Value(value) => takes(variable, value),
        };
        !(allowed || place.kept)
    };
    form.field_ids().filter(unmarked).map(|field| name(&form, field)).collect()
}

/// Answers of a finished sheet that break a rule together with others, and questions left out.
fn unsettled(record: &Record, left_out: &HashSet<FieldId>) -> Vec<String> {
    let form = form();
    let applicable = applicable_fields(&form, record, day());
    let scope = |field| Scope {
        questionnaire: &form,
        record,
        applicable: &applicable,
        field: Some(field),
        today: day(),
    };
    let unsettled = |field: &FieldId| {
        let (place, variable) = (record.field(*field), form.field_variable(*field));
        let applies = applicable[usize::from(field.0)];
        if !place.answer.is_keyed() {
            return applies && place.answer == Answer::NotKeyed && !left_out.contains(field);
        }
        let broken =
            |rule: &crate::questionnaire::Constraint| rule.rule.truth(&scope(*field)) == Truth::False;
        let closed = |code: &str| !open_choices(&scope(*field), *field).iter().any(|open| open.name == code);
        let closed = matches!(&place.answer, Answer::Value(Value::Code(code)) if closed(code));
        !place.kept && (!applies || closed || variable.constraint.as_ref().is_some_and(broken))
    };
    let mut found: Vec<String> = form.field_ids().filter(unsettled).map(|field| name(&form, field)).collect();
    for check in form.checks.iter().filter(|check| check.level != Level::Info) {
        let fields: Vec<FieldId> =
            check.rule.reads().iter().flat_map(|id| form.places[usize::from(id.0)].fields()).collect();
        let fails = fields.iter().any(|field| check.rule.truth(&scope(*field)) == Truth::False);
        if fails && !fields.iter().any(|field| record.field(*field).kept) {
            found.push(check.id.clone());
        }
    }
    found
}

/// Every answer that was read again stands behind one that was read before it, of the same keying.
fn first_readings_stay(effects: &[Effect]) -> bool {
    let (mut read, mut keying, mut opened) = (BTreeMap::new(), 0, 0);
    effects.iter().all(|effect| {
        match effect {
            Effect::Keep(Entry::Open { .. }) => {
                keying = opened;
                opened += 1;
            }
            Effect::Keep(Entry::Resume { keying: Some(which), .. }) => keying = *which,
            Effect::Keep(Entry::Answer { field, answer, origin, .. }) => {
                let before = read.contains_key(&(keying, *field));
                if *origin != Origin::AfterMismatch && *answer != Answer::NotKeyed {
                    read.insert((keying, *field), answer.clone());
                }
                return before || *origin != Origin::AfterMismatch || *answer == Answer::NotKeyed;
            }
            _ => {}
        }
        true
    })
}

fn check(desk: &Desk, left_out: &HashSet<FieldId>) -> Result<(), TestCaseError> {
    let session = &desk.session;
    if let Some((record, note, aside)) = kept(session, &desk.replay) {
        prop_assert_eq!(&record, session.record(), "the journal is enough: {}", said(session));
        prop_assert_eq!(note.as_deref(), session.sheet_note());
        prop_assert_eq!(&aside, session.aside());
    }
    for (at, (number, finished)) in desk.sheets.iter().enumerate() {
        let (record, ..) = desk.replay.sheet(at as u32).unwrap();
        prop_assert_eq!(forbidden(&record), Vec::<String>::new(), "{}", number);
        if *finished {
            prop_assert_eq!(unsettled(&record, left_out), Vec::<String>::new(), "{}: {:?}", number, record);
        }
    }
    let finished = desk.sheets.iter().filter(|(_, finished)| *finished).count();
    prop_assert_eq!(desk.replay.finished().count(), finished);
    prop_assert!(first_readings_stay(&desk.effects));
    let told = |field: &FieldId| session.sheet.told.contains(field);
    let read_again = |field: &FieldId| session.record().field(*field).origin == Origin::AfterMismatch;
    let counted = session.order.iter().filter(|field| read_again(field)).all(told);
    prop_assert!(counted);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// DESIGN 8: any keys, in any chunking, with undo, never panic, and what they lead to does not depend on
    /// the chunks. What was asked to be kept is enough to make every sheet again. No answer that the
    /// questionnaire forbids stands without its mark, on a finished sheet none that breaks any rule.
    #[test]
    fn any_keys_in_any_chunks(
        terms in any_terms(),
        stack in any_stack(),
        days in proptest::collection::vec(proptest::collection::vec(any_recording(), 0..80), 1..4),
        cuts in proptest::collection::vec(1_usize..9, 0..60),
    ) {
        let mut burst = Desk::new(terms.clone(), stack.clone());
        let mut chunked = Desk::new(terms.clone(), stack.clone());
        for (day, recordings) in days.iter().enumerate() {
            if day > 0 {
                burst.begin_again(terms.clone(), stack.clone());
                chunked.begin_again(terms.clone(), stack.clone());
            }
            let keys = keys_of(&format!("{}{}", if day == 0 { "<enter>" } else { "" }, recordings.concat()));
            burst.press(&keys);
            let mut rest = &keys[..];
            for cut in cuts.iter().copied().chain([usize::MAX]) {
                let (chunk, after) = rest.split_at(cut.min(rest.len()));
                chunked.press(chunk);
                rest = after;
            }
            prop_assert_eq!(&burst.effects, &chunked.effects);
            prop_assert_eq!(said(&burst.session), said(&chunked.session));
            check(&burst, &terms.left_out)?;
        }
    }
}
