//! How much each answer speaks for a shift and against it: answers of one sheet as comparable signs, how
//! often each sign is given to a question, and which question would take it. Knows nothing of runs.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use crate::compare::normalise;
use crate::compare::sides::Sides;
use crate::compare::{Pair, kinds};
use crate::questionnaire::{
    Answer, FieldId, GridRow, Item, Missing, Questionnaire, Record, Value, Variable, VariableId, VariableType,
};
use crate::study::Snapshot;

/// How often an ordinary answer is keyed wrong; published keying gives 0.1 to 1 %.
const ERROR: f64 = 0.004;

/// The share of ordinary mistakes that take the code, key or digit beside the right one.
const BESIDE: f64 = 0.3;

/// The share at least that any answer has at any question.
const RARE: f64 = 0.01;

/// So many sheets at most are counted for how often each answer is given.
const COUNTED: usize = 400;

/// An answer as a sign to compare across questions: what was typed, 0 for nothing.
type Sign = u64;

fn sign(answer: &Answer) -> Sign {
    let mut hasher = DefaultHasher::new();
    match answer {
        Answer::NotKeyed | Answer::NotApplicable | Answer::Missing(Missing::NotAsked) => return 0,
        Answer::Missing(missing) => missing.hash(&mut hasher),
        Answer::Value(Value::Integer(number)) => number.to_string().hash(&mut hasher),
        Answer::Value(Value::Code(code)) => code.hash(&mut hasher),
        Answer::Value(Value::Text(text)) => normalise(text).hash(&mut hasher),
        Answer::Value(value) => value.neutral_text().hash(&mut hasher),
    }
    hasher.finish().max(1)
}

/// How often each answer is given to each question, counted on sheets spread evenly over the stack.
#[derive(Debug, Default)]
pub(in crate::compare) struct Frequencies {
    sheets: f64,
    by_field: Vec<HashMap<Sign, f64>>,
}

impl Frequencies {
    pub(in crate::compare) fn of(snapshot: &Snapshot, pairs: &[Pair]) -> Self {
        let step = (pairs.len() / COUNTED).max(1);
        let mut by_field = vec![HashMap::new(); snapshot.questionnaire.fields.len()];
        let mut sheets = 0.0;
        for keying in pairs.iter().step_by(step).filter_map(|pair| snapshot.keying(pair.first)) {
            sheets += 1.0;
            for (signs, field) in by_field.iter_mut().zip(&keying.record.read().fields) {
                *signs.entry(sign(&field.answer)).or_default() += 1.0;
            }
        }
        Self { sheets, by_field }
    }

    /// The share of an answer among those given to a question.
    fn share(&self, field: FieldId, sign: Sign) -> f64 {
        let count = self.by_field.get(usize::from(field.0)).and_then(|signs| signs.get(&sign));
        // One more than counted, of a few more: the first sheets of a stack tell little.
        ((count.copied().unwrap_or_default() + 1.0) / (self.sheets + 5.0)).clamp(RARE, 1.0)
    }
}

/// The two sequences of answers of a sheet: the fields in which at least one keying says something.
#[derive(Clone)]
pub(super) struct Sheet<'q> {
    frequencies: &'q Frequencies,
    places: Vec<Placed>,
    shifts: Vec<isize>,
    variables: Vec<&'q Variable>,
}

#[derive(Clone)]
struct Placed {
    field: FieldId,
    first: (Sign, Answer),
    second: (Sign, Answer),
}

impl<'q> Sheet<'q> {
    pub(super) fn of(
        questionnaire: &'q Questionnaire,
        frequencies: &'q Frequencies,
        first: &Record,
        second: &Record,
    ) -> Self {
        let sides = Sides::over(questionnaire);
        let read = |record: &Record, field| {
            let answer = record.answer(field);
            (sign(answer), answer.clone())
        };
        let placed = questionnaire.field_ids().filter(|field| sides.compares(*field)).map(|field| Placed {
            field,
            first: read(first, field),
            second: read(second, field),
        });
        let places: Vec<Placed> = placed.filter(|place| place.first.0 != 0 || place.second.0 != 0).collect();
        let variables = places.iter().map(|place| questionnaire.field_variable(place.field)).collect();
        Self { frequencies, places, shifts: shifts(questionnaire), variables }
    }

    /// The same with the two keyings in each other's place.
    pub(super) fn turned(&self) -> Self {
        let turn = |place: &Placed| Placed {
            first: place.second.clone(),
            second: place.first.clone(),
            field: place.field,
        };
        Self { places: self.places.iter().map(turn).collect(), ..self.clone() }
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    pub(super) fn field(&self, at: usize) -> Option<FieldId> {
        self.places.get(at).map(|place| place.field)
    }

    pub(super) fn fields(&self, places: Range<usize>) -> Vec<FieldId> {
        self.places[places].iter().map(|place| place.field).collect()
    }

    /// The shifts that are looked for, in answers.
    pub(super) fn shifts(&self) -> &[isize] {
        &self.shifts
    }

    pub(super) fn differs(&self, at: usize) -> bool {
        self.places[at].first.0 != self.places[at].second.0
    }

    /// How much likelier (logarithm) what the second keying says here is if it was read `shift` places
    /// above than if it was read here, with ordinary mistakes in both cases.
    pub(super) fn weight(&self, at: usize, shift: isize) -> f64 {
        let place = &self.places[at];
        let source = at.checked_add_signed(-shift).and_then(|source| self.places.get(source));
        let Some(source) = source else { return f64::NEG_INFINITY };
        let (here, there, said) = (place.first.0, source.first.0, place.second.0);
        // A value that the question would not have taken did not slip there.
        if !accepts(self.variables[at], &source.first.1) {
            return f64::NEG_INFINITY;
        }
        let wrong = |sign| ERROR * self.frequencies.share(place.field, sign);
        match (said == here, said == there) {
            (true, true) => 0.0,
            // Nothing said here and there is no evidence of anything.
            (false, true) if said == 0 => 0.0,
            (true, false) => (wrong(said) / (1.0 - ERROR)).ln().max(-9.0),
            (false, true) => {
                let beside = is_beside(self.variables[at], &place.first.1, &place.second.1);
                let mistake = if beside { wrong(said).max(ERROR * BESIDE) } else { wrong(said) };
                ((1.0 - ERROR) / mistake).ln()
            }
            // Wrong either way: a run goes on over it, but not for long.
            (false, false) => -1.0,
        }
    }

    /// Whether a run is two neighbouring answers exchanged.
    pub(super) fn is_exchange(&self, run: &Range<usize>) -> bool {
        let around = run.start.saturating_sub(1)..(run.end + 1).min(self.len());
        let crossed = |at: usize| {
            let (one, other) = (&self.places[at], &self.places[at + 1]);
            one.first.0 != one.second.0 && one.first.0 == other.second.0 && one.second.0 == other.first.0
        };
        around.clone().any(|at| at + 1 < around.end && crossed(at))
    }
}

/// One, two or three answers, and one or two lines of every width that the questionnaire has.
fn shifts(questionnaire: &Questionnaire) -> Vec<isize> {
    let repeats = questionnaire.repeats.iter().map(|repeat| repeat.columns.len());
    let grids = grids(questionnaire).map(|row| row.variables.len());
    let mut shifts: Vec<isize> = repeats
        .chain(grids)
        .flat_map(|width| [width as isize, 2 * width as isize])
        .chain([1, 2, 3])
        .filter(|shift| *shift > 0)
        .flat_map(|shift| [shift, -shift])
        .collect();
    shifts.sort_by_key(|shift| (shift.abs(), -shift));
    shifts.dedup();
    shifts
}

fn grids(questionnaire: &Questionnaire) -> impl Iterator<Item = &GridRow> {
    questionnaire.pages.iter().flat_map(|page| &page.items).flat_map(|item| match item {
        Item::Grid(grid) => &grid.rows[..],
        _ => &[],
    })
}

/// The row of a grid in which a variable stands.
pub(super) fn grid_row(questionnaire: &Questionnaire, variable: VariableId) -> Option<&GridRow> {
    grids(questionnaire).find(|row| row.variables.contains(&variable))
}

/// Whether a question takes an answer that was read for another.
fn accepts(variable: &Variable, answer: &Answer) -> bool {
    let value = match answer {
        Answer::NotKeyed | Answer::NotApplicable => return true,
        Answer::Missing(missing) => return missing_fits(variable, *missing),
        Answer::Value(value) => value,
    };
    let in_choices = |code: &String| variable.choice(code).is_some();
    match (&variable.kind, value) {
        (VariableType::SelectOne, Value::Code(code)) => in_choices(code),
        (VariableType::SelectOne, Value::Integer(number)) => in_choices(&number.to_string()),
        (VariableType::SelectMultiple, Value::Codes(codes)) => codes.iter().all(in_choices),
        (VariableType::Integer { digits, .. }, Value::Integer(number)) => fits(*digits, &number.to_string()),
        (VariableType::Integer { digits, .. }, Value::Code(code)) => {
            code.parse::<i64>().is_ok() && fits(*digits, code)
        }
        (VariableType::Decimal { .. }, Value::Decimal(_) | Value::Integer(_))
        | (VariableType::Text { .. }, Value::Text(_))
        | (VariableType::Date { .. }, Value::Date(_))
        | (VariableType::Time, Value::Time { .. })
        | (VariableType::Month { .. }, Value::Month { .. }) => true,
        _ => false,
    }
}

fn missing_fits(variable: &Variable, missing: Missing) -> bool {
    matches!(missing, Missing::Blank | Missing::Illegible | Missing::EmptyInFile)
        || variable.missing.contains(&missing)
}

fn fits(digits: u8, number: &str) -> bool {
    digits == 0 || number.trim_start_matches('-').len() <= usize::from(digits)
}

/// Whether an ordinary mistake readily makes one of the other.
fn is_beside(variable: &Variable, left: &Answer, right: &Answer) -> bool {
    let (left, right) = (left.cell(variable, None).into(), right.cell(variable, None).into());
    let kind = kinds::kind_of(variable, crate::compare::Class::Value, &left, &right);
    kind != kinds::Kind::Other
}
