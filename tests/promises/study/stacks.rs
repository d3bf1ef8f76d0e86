//! Stacks promise (DESIGN 5.2, 8, issue 3): whatever the order of opening, keying a duplicate, opening
//! again, renumbering, declaring and handing out, no entry lands on another keying, and the numbers offered
//! are those that can be keyed.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use recto::keying::key::read_recording;
use recto::keying::{Absence, Effect, Mode, NumberProblem, Session, Stop};
use recto::questionnaire::{self, Answer, FieldId, Questionnaire, Record, Value};
use recto::study::{Pass, SessionId, Station, Study, absent, batches};

const SMALL: &str = include_str!("small.toml");
const PEOPLE: [&str; 2] = ["Ana", "Bob"];
const SHEETS: u32 = 6;

#[derive(Clone, Debug)]
enum Op {
    /// Types a number where numbers are typed.
    Number(u32),
    /// What F3 does about a stop: a duplicate, a sheet outside the batch, a declared one.
    Keep,
    /// Opens the sheet already keyed, or goes to the one before.
    Before,
    /// Keys a fresh sheet to its end, or what is left of an open one.
    KeyToEnd,
    /// Begins a sheet without finishing it.
    Begin,
    /// Changes the town on whatever sheet is open.
    Change(bool),
    /// Corrects the number of the open sheet.
    Renumber(u32),
    /// Declares the offered number missing.
    Declare,
    Undo,
    /// Pauses; somebody begins a session.
    Restart(usize, bool),
    /// Makes a batch of these sheets, for the first pass of somebody.
    HandOut(u32, u32, usize),
}

fn op() -> impl Strategy<Value = Op> {
    let number = 1..=SHEETS;
    prop_oneof![
        4 => number.clone().prop_map(Op::Number),
        3 => Just(Op::Keep),
        3 => Just(Op::Before),
        5 => Just(Op::KeyToEnd),
        2 => Just(Op::Begin),
        4 => any::<bool>().prop_map(Op::Change),
        2 => number.clone().prop_map(Op::Renumber),
        1 => Just(Op::Declare),
        2 => Just(Op::Undo),
        2 => (0..PEOPLE.len(), any::<bool>()).prop_map(|(who, second)| Op::Restart(who, second)),
        1 => (number.clone(), number, 0..PEOPLE.len()).prop_map(|(a, b, who)| Op::HandOut(a, b, who)),
    ]
}

struct Desk {
    study: Study,
    id: SessionId,
    session: Session,
    who: usize,
    pass: Pass,
    /// By the age that marks each keying: who made it and what it says.
    said: BTreeMap<i64, (usize, Pass, Record)>,
    marks: i64,
    names: u32,
}

const TOWN: FieldId = FieldId(1);
const AGE: FieldId = FieldId(2);

fn day() -> jiff::civil::Date {
    jiff::civil::date(2024, 12, 31)
}

fn small() -> Questionnaire {
    let text = SMALL.replace("sheets = \"1-4\"", &format!("sheets = \"1-{SHEETS}\""));
    questionnaire::read(text.as_bytes()).questionnaire.unwrap()
}

impl Desk {
    fn new(folder: &std::path::Path) -> Self {
        let mut study = Study::create(&folder.join("s.recto"), &small(), &Station::new("test")).unwrap();
        let (id, start) = study.start_keying("small", PEOPLE[0], Pass::First, day()).unwrap();
        let session = start.session();
        Self { study, id, session, who: 0, pass: Pass::First, said: BTreeMap::new(), marks: 0, names: 0 }
    }

    fn keys(&mut self, keys: &str) {
        let mut effects = Vec::new();
        for key in read_recording(keys).unwrap() {
            self.session.key(key, &mut effects);
            while !effects.is_empty() {
                for effect in std::mem::take(&mut effects) {
                    match effect {
                        Effect::Keep(entry) => self.study.keep(self.id, &entry).unwrap(),
                        Effect::Fetch { keying } => {
                            let (found, aside) = self.study.keying_of(self.id, keying).unwrap();
                            self.session
                                .fetched(Some((found.record.into_record(), found.note, aside)), &mut effects);
                        }
                        Effect::Signal(_) => {}
                    }
                }
            }
        }
        if let Answer::Value(Value::Integer(mark)) = *self.session.record().answer(AGE) {
            self.said.insert(mark, (self.who, self.pass, self.session.record().clone()));
        }
    }

    fn age(&self) -> Option<i64> {
        match self.session.record().answer(AGE) {
            Answer::Value(Value::Integer(mark)) => Some(*mark),
            _ => None,
        }
    }

    /// A fresh sheet is taken and marked with an age of its own.
    fn begin(&mut self) {
        if self.session.number().is_none() {
            self.keys("<enter>");
        }
        if self.session.number().is_none() || self.age().is_some() || *self.session.mode() != Mode::Field {
            return;
        }
        self.marks += 1;
        self.keys(&format!("<f2>2<enter>{:03}", self.marks));
    }

    fn apply(&mut self, op: &Op) {
        let stopped = matches!(self.session.mode(), Mode::Stopped(_));
        match op {
            Op::Number(number) if self.session.in_number() && *self.session.mode() == Mode::Field => {
                self.keys(&format!("{number:03}"));
            }
            Op::Keep if stopped => self.keys("<f3>"),
            Op::Before if stopped => self.keys("<up>"),
            Op::Before if *self.session.mode() == Mode::Field => self.keys("<up><up><up><up><up>"),
            Op::KeyToEnd if !stopped => {
                self.begin();
                if self.age().is_some() {
                    if *self.session.mode() == Mode::Field {
                        self.keys("<f2>1<enter><f6><f6>");
                    }
                    self.keys("<enter>");
                }
            }
            Op::Begin if !stopped => self.begin(),
            Op::Change(one) if self.age().is_some() && !stopped => {
                self.keys(if *one { "<f2>1<enter><backspace>1" } else { "<f2>1<enter><backspace>2" });
            }
            Op::Renumber(number) if self.age().is_some() && !stopped => {
                self.keys("<f2>n<enter>");
                if self.session.in_number() {
                    self.keys(&format!("<backspace>{number:03}"));
                }
            }
            Op::Declare if self.session.in_number() && *self.session.mode() == Mode::Field => {
                self.keys("<f9>2pas là<enter>");
                if matches!(self.session.mode(), Mode::Declare { .. }) {
                    self.keys("<esc>");
                }
            }
            // The age that marks the sheet stays.
            Op::Undo if self.age().is_some() && !stopped => {
                self.keys("<ctrl-z>");
                if self.age().is_none() {
                    self.keys("<ctrl-y>");
                }
            }
            Op::Restart(who, second) => {
                let pass = if *second { Pass::Second } else { Pass::First };
                let (id, start) = self.study.start_keying("small", PEOPLE[*who], pass, day()).unwrap();
                (self.id, self.session, self.who, self.pass) = (id, start.session(), *who, pass);
                for entry in self.session.opening_entries() {
                    self.study.keep(id, &entry).unwrap();
                }
            }
            Op::HandOut(first, last, who) => self.hand_out(*first.min(last), *first.max(last), *who),
            _ => {}
        }
    }

    fn hand_out(&mut self, first: u32, last: u32, who: usize) {
        self.names += 1;
        let numbers = (first..=last).map(|number| format!("{number:03}")).collect();
        let eve = self.study.operator("Eve").unwrap().id;
        let to = self.study.operator(PEOPLE[who]).unwrap().id;
        // Refused where a sheet stands in another batch.
        if let Ok(id) = self.study.make_batch("small", eve, &format!("L{}", self.names), numbers) {
            let all = batches(&self.study.declarations("small").unwrap());
            let batch = all.iter().find(|batch| batch.id == id).unwrap();
            self.study.hand_out("small", eve, batch, Pass::First, Some(to)).unwrap();
        }
    }

    /// What may be offered, found the long way, as the study stands.
    fn may_be_offered(&self) -> BTreeSet<String> {
        let snapshot = self.study.snapshot("small").unwrap();
        let me = self.study.find_operator(PEOPLE[self.who]).unwrap().unwrap().id;
        let absent = absent(&snapshot.declarations);
        let all = (1..=SHEETS).map(|number| format!("{number:03}"));
        let numbers: Vec<String> = self.session.batch().map_or(all.collect(), |batch| batch.numbers.clone());
        let free = |number: &String| {
            let of = |pass: Pass| {
                snapshot.keyings.iter().filter(move |keying| keying.number == *number && keying.pass == pass)
            };
            let own_open = of(self.pass).any(|it| it.operator == me && it.finished.is_none());
            (own_open || of(self.pass).next().is_none())
                && !of(self.pass.other()).any(|it| it.operator == me)
                && !absent.contains_key(number)
        };
        numbers.into_iter().filter(free).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn entries_and_offers_are_right_in_any_order(ops in proptest::collection::vec(op(), 1..40)) {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::new(folder.path());
        for op in &ops {
            desk.apply(op);
            // A batch handed out meanwhile counts from the next session on.
            let handed = matches!(op, Op::HandOut(..));
            if desk.session.number().is_none() && *desk.session.mode() == Mode::Field && !handed {
                let may = desk.may_be_offered();
                match desk.session.offered_number() {
                    Some(number) => prop_assert!(may.contains(number), "{number} offered, {may:?} may be"),
                    None if desk.session.batch().is_some() || desk.names == 0 => {
                        prop_assert!(may.is_empty(), "nothing offered, {may:?} may be");
                    }
                    None => {}
                }
            }
        }
        let snapshot = desk.study.snapshot("small").unwrap();
        let mut found = BTreeSet::new();
        for keying in &snapshot.keyings {
            let Answer::Value(Value::Integer(mark)) = keying.record.answer(AGE) else { continue };
            prop_assert!(found.insert(*mark), "two keyings say {mark}");
            let (who, pass, said) = &desk.said[mark];
            let name = &snapshot.operators.iter().find(|it| it.id == keying.operator).unwrap().name;
            prop_assert_eq!((name.as_str(), keying.pass), (PEOPLE[*who], *pass));
            prop_assert_eq!(keying.record.answer(TOWN), said.answer(TOWN));
            prop_assert_eq!(keying.number.as_str(), said.sheet_number(&snapshot.questionnaire));
        }
        prop_assert_eq!(found.len(), desk.said.len(), "every sheet begun is there");
    }
}

/// Issue 3: two papers with one number are two keyings, and both are told.
#[test]
fn a_duplicate_is_a_keying_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::new(folder.path());
    desk.apply(&Op::KeyToEnd);
    desk.keys("<up>001");
    let keyed_by_you = Mode::Stopped(Stop::Number(NumberProblem::KeyedByYou));
    assert_eq!(*desk.session.mode(), keyed_by_you);
    desk.apply(&Op::Keep);
    desk.apply(&Op::KeyToEnd);
    let snapshot = desk.study.snapshot("small").unwrap();
    let numbers: Vec<&str> = snapshot.keyings.iter().map(|keying| keying.number.as_str()).collect();
    assert_eq!(numbers, ["001", "001"]);
    let sheets = recto::compare::compare(&snapshot).sheets;
    assert_eq!((&sheets.duplicates, sheets.both.len()), (&vec!["001".to_owned()], 0));
}

/// Issue 3: a declared sheet leaves the expected ones; keyed all the same, it is there again.
#[test]
fn a_declared_sheet_is_not_expected() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::new(folder.path());
    desk.apply(&Op::Declare);
    let snapshot = desk.study.snapshot("small").unwrap();
    assert!(!snapshot.expected.contains(&"001".to_owned()));
    let absent = absent(&snapshot.declarations);
    assert_eq!(absent["001"].absence, Absence::Missing);
    assert_eq!(absent["001"].reason, "pas là");
    desk.keys("001<f3>");
    desk.apply(&Op::KeyToEnd);
    let snapshot = desk.study.snapshot("small").unwrap();
    assert_eq!(snapshot.expected.len(), SHEETS as usize);
    assert!(recto::study::absent(&snapshot.declarations).is_empty());
}
