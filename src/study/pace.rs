//! How fast sheets are keyed, from the times of the journal's entries and the keys counted beside them:
//! work, pauses, keys, corrections; per operator, batch and day. Pure; the journal is read in `activity`.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;

use super::{Batch, KeyingId, OperatorId, Pass};
use crate::keying::Cause;
use crate::questionnaire::Origin;

/// Between two entries, a longer time than this without any is a pause. Answers of a practised keyer come
/// every second or two, and turning a page, finding the next sheet or asking a neighbour takes half a
/// minute: one minute is beyond all of that and still shorter than a coffee.
pub const PAUSE_MS: i64 = 60_000;
/// A text is one entry however long it is: each of its characters adds this much before its time counts
/// as a pause (60 characters a minute, a slow typist).
pub const CHARACTER_MS: i64 = 1_000;
/// Longer than this without an entry, and the operator has gone: no pause, but the end of a sitting.
pub const SITTING_MS: i64 = 3_600_000;
/// Nobody types faster: keyings above it were played by a program, or the clock was set back meanwhile.
/// They count as sheets and have no speed.
pub const MOST_KEYS_PER_SECOND: i64 = 20;

/// One entry of a keying, as far as speed cares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// What happened.
    pub what: Step,
}

/// What happened at a [`Moment`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// An answer was given, changed or taken back.
    Answer {
        /// Which field: anything that tells fields apart.
        place: (i64, i64),
        /// Whether there is an answer now.
        given: bool,
        /// Characters of a text, else 0.
        characters: u32,
        /// Typed, undone or done again.
        cause: Cause,
        /// How the answer came to be.
        origin: Origin,
    },
    /// A remark of so many characters.
    Note {
        /// Characters.
        characters: u32,
    },
    /// Keys were counted.
    Keys {
        /// How many.
        pressed: u32,
        /// For how many entries before.
        entries: u32,
    },
    /// The sheet was begun or got another number.
    Number,
    /// The sheet was finished.
    Finish,
    /// Something that no key was pressed for by itself.
    Other,
}

/// One keying that has times.
#[derive(Clone, Debug, PartialEq)]
pub struct TimedKeying {
    /// Its id.
    pub id: KeyingId,
    /// The sheet's number.
    pub number: String,
    /// Which pass.
    pub pass: Pass,
    /// By whom.
    pub operator: OperatorId,
    /// Whether all its keys are counted.
    pub keys_known: bool,
    /// Whether it was keyed at a speed that a person has.
    pub timed: bool,
}

/// Work on one keying without a pause, on one day, and the pause before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stint {
    /// Place of the keying in [`Activity::keyings`].
    pub keying: usize,
    /// The day it ended, in local time.
    pub day: Date,
    /// When it began, in milliseconds since 1970.
    pub start_ms: i64,
    /// When it ended.
    pub end_ms: i64,
    /// Time worked: from the operator's entry before, unless a pause lies between.
    pub work_ms: i64,
    /// Length of the pause before it; 0 for none.
    pub pause_ms: i64,
    /// Whether a sitting begins with it.
    pub begins_sitting: bool,
    /// Keys counted.
    pub keys: u64,
    /// Answers given, changes included.
    pub answers: u64,
    /// Answers changed or taken back after they were accepted.
    pub corrections: u64,
    /// Whether the sheet was finished in it for the first time.
    pub finished: bool,
}

/// Everything about the speed of a questionnaire's keyings. Imported keyings are not among them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Activity {
    /// The keyings.
    pub keyings: Vec<TimedKeying>,
    /// Work in order of operator, then time.
    pub stints: Vec<Stint>,
}

/// The figures of some work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// Sheets finished.
    pub sheets: u64,
    /// Those of them that were keyed at a speed that a person has.
    pub timed_sheets: u64,
    /// Time worked, pauses left out, in milliseconds.
    pub work_ms: i64,
    /// The part of it for which keys are counted.
    pub counted_ms: i64,
    /// Keys counted.
    pub keys: u64,
    /// Sheets finished for which keys are counted.
    pub counted_sheets: u64,
    /// Keys counted on these sheets.
    pub sheet_keys: u64,
    /// Pauses.
    pub pauses: u64,
    /// Their length together, in milliseconds.
    pub pause_ms: i64,
    /// Answers given, changes included.
    pub answers: u64,
    /// Answers changed or taken back after they were accepted.
    pub corrections: u64,
}

impl Pace {
    /// Keys per hour of work.
    pub fn keys_per_hour(&self) -> Option<f64> {
        per_hour(self.keys, self.counted_ms)
    }

    /// Sheets per hour of work.
    pub fn sheets_per_hour(&self) -> Option<f64> {
        per_hour(self.timed_sheets, self.work_ms)
    }

    /// Keys per finished sheet.
    pub fn keys_per_sheet(&self) -> Option<f64> {
        (self.counted_sheets > 0).then(|| self.sheet_keys as f64 / self.counted_sheets as f64)
    }

    fn add(&mut self, stint: &Stint, keying: &TimedKeying, sheet_keys: u64) {
        let sheet = u64::from(stint.finished);
        self.sheets += sheet;
        self.answers += stint.answers;
        self.corrections += stint.corrections;
        if !keying.timed {
            return;
        }
        self.timed_sheets += sheet;
        self.work_ms += stint.work_ms;
        self.pauses += u64::from(stint.pause_ms > 0);
        self.pause_ms += stint.pause_ms;
        if keying.keys_known {
            self.counted_ms += stint.work_ms;
            self.keys += stint.keys;
            self.counted_sheets += sheet;
            self.sheet_keys += sheet * sheet_keys;
        }
    }
}

/// `count` per hour of `time_ms`; nothing without time.
pub fn per_hour(count: u64, time_ms: i64) -> Option<f64> {
    (time_ms > 0).then(|| count as f64 * 3_600_000.0 / time_ms as f64)
}

impl Activity {
    /// The figures of the work that `which` selects.
    pub fn of(&self, which: impl Fn(&Stint, &TimedKeying) -> bool) -> Pace {
        self.grouped(|stint, keying| which(stint, keying).then_some(())).remove(&()).unwrap_or_default()
    }

    /// All of it.
    pub fn total(&self) -> Pace {
        self.of(|_, _| true)
    }

    /// The figures of each group that `key` names; work without a key is left out.
    pub fn grouped<K: Ord>(&self, key: impl Fn(&Stint, &TimedKeying) -> Option<K>) -> BTreeMap<K, Pace> {
        let mut sheet_keys = vec![0; self.keyings.len()];
        for stint in &self.stints {
            sheet_keys[stint.keying] += stint.keys;
        }
        let mut groups: BTreeMap<K, Pace> = BTreeMap::new();
        for stint in &self.stints {
            let keying = &self.keyings[stint.keying];
            if let Some(key) = key(stint, keying) {
                groups.entry(key).or_default().add(stint, keying, sheet_keys[stint.keying]);
            }
        }
        groups
    }

    /// By operator, in the order in which they came.
    pub fn by_operator(&self) -> Vec<(OperatorId, Pace)> {
        self.grouped(|_, keying| Some(keying.operator)).into_iter().collect()
    }

    /// By day, in local time, oldest first.
    pub fn by_day(&self) -> Vec<(Date, Pace)> {
        self.grouped(|stint, _| Some(stint.day)).into_iter().collect()
    }

    /// By batch, in the order of `batches`: its place there. Work on sheets of no batch is left out.
    pub fn by_batch(&self, batches: &[Batch]) -> Vec<(usize, Pace)> {
        let mut of_number: HashMap<&str, usize> = HashMap::new();
        for (at, batch) in batches.iter().enumerate() {
            of_number.extend(batch.numbers.iter().map(|number| (number.as_str(), at)));
        }
        self.grouped(|_, keying| of_number.get(keying.number.as_str()).copied()).into_iter().collect()
    }

    /// What one operator did, and nothing of anybody else.
    pub fn only(&self, operator: OperatorId) -> Self {
        let own = |stint: &&Stint| self.keyings[stint.keying].operator == operator;
        Self { keyings: self.keyings.clone(), stints: self.stints.iter().filter(own).cloned().collect() }
            .without_idle_keyings()
    }

    fn without_idle_keyings(mut self) -> Self {
        let mut kept: HashMap<usize, usize> = HashMap::new();
        let mut keyings = Vec::new();
        for stint in &mut self.stints {
            stint.keying = *kept.entry(stint.keying).or_insert_with(|| {
                keyings.push(self.keyings[stint.keying].clone());
                keyings.len() - 1
            });
        }
        Self { keyings, stints: self.stints }
    }

    /// How long the operator of a keying had worked in their sitting at a moment: the time since the
    /// sitting began, pauses included, in milliseconds; 0 where nothing is known of it.
    pub fn in_sitting_ms(&self, keying: usize, at_ms: i64) -> i64 {
        let Some(operator) = self.keyings.get(keying).map(|keying| keying.operator) else { return 0 };
        let of = |stint: &Stint| self.keyings[stint.keying].operator;
        let end = self.stints.partition_point(|stint| (of(stint), stint.start_ms) <= (operator, at_ms));
        let own = self.stints[..end].iter().rev().take_while(|stint| of(stint) == operator);
        let began = own.into_iter().find(|stint| stint.begins_sitting).map(|stint| stint.start_ms);
        began.map_or(0, |began| (at_ms - began).max(0))
    }
}

/// Entries of a keying that follow each other without a pause, on one day.
#[derive(Clone, Debug)]
struct Run {
    stint: Stint,
    /// How long the time before its first entry may be without being a pause.
    allowed_ms: i64,
}

/// Collects the keyings of a questionnaire: their entries in order, one keying after the other.
#[derive(Debug, Default)]
pub struct Collector {
    keyings: Vec<TimedKeying>,
    runs: Vec<Run>,
    answered: HashSet<(i64, i64)>,
    /// Entries of the keying that keys were pressed for, and those whose keys are counted.
    entries: u64,
    counted: u64,
    /// The keying's runs begin here.
    from: usize,
    finished: bool,
}

impl Collector {
    /// The entries that follow are of this keying.
    pub fn begin(&mut self, id: KeyingId, number: String, pass: Pass, operator: OperatorId) {
        self.end();
        self.from = self.runs.len();
        self.keyings.push(TimedKeying { id, number, pass, operator, keys_known: false, timed: false });
    }

    /// The next entry of the keying, made on `day` in local time.
    pub fn add(&mut self, moment: Moment, day: Date) {
        let Some(keying) = self.keyings.len().checked_sub(1) else { return };
        let allowed_ms = PAUSE_MS + CHARACTER_MS * i64::from(characters(&moment.what));
        let goes_on = self.runs.len() > self.from
            && self
                .runs
                .last()
                .is_some_and(|run| moment.at_ms - run.stint.end_ms <= allowed_ms && run.stint.day == day);
        if !goes_on {
            let stint = Stint {
                keying,
                day,
                start_ms: moment.at_ms,
                end_ms: moment.at_ms,
                work_ms: 0,
                pause_ms: 0,
                begins_sitting: false,
                keys: 0,
                answers: 0,
                corrections: 0,
                finished: false,
            };
            self.runs.push(Run { stint, allowed_ms });
        }
        let Some(Run { stint, .. }) = self.runs.last_mut() else { return };
        stint.end_ms = stint.end_ms.max(moment.at_ms);
        match moment.what {
            Step::Answer { place, given, cause, origin, .. } => {
                self.entries += 1;
                stint.answers += u64::from(given && cause == Cause::Typed);
                let again = !self.answered.insert(place);
                let asked_again = matches!(origin, Origin::AfterMismatch | Origin::AfterCount);
                stint.corrections +=
                    u64::from((again && cause == Cause::Typed && !asked_again) || cause == Cause::Undo);
                if !given {
                    self.answered.remove(&place);
                }
            }
            Step::Note { .. } | Step::Number => self.entries += 1,
            Step::Keys { pressed, entries } => {
                stint.keys += u64::from(pressed);
                self.counted += u64::from(entries);
            }
            Step::Finish => stint.finished = !std::mem::replace(&mut self.finished, true) || stint.finished,
            Step::Other => {}
        }
    }

    fn end(&mut self) {
        if let Some(keying) = self.keyings.last_mut() {
            keying.keys_known = self.counted > 0 && self.counted >= self.entries;
        }
        self.answered.clear();
        (self.entries, self.counted, self.finished) = (0, 0, false);
    }

    /// Puts the work of each operator in order of time and tells pauses from work.
    pub fn finish(mut self) -> Activity {
        self.end();
        let Self { mut keyings, mut runs, .. } = self;
        runs.sort_by_key(|run| (keyings[run.stint.keying].operator, run.stint.start_ms, run.stint.keying));
        let mut last: Option<(OperatorId, i64)> = None;
        for Run { stint, allowed_ms } in &mut runs {
            let operator = keyings[stint.keying].operator;
            let before = last.filter(|(same, _)| *same == operator).map(|(_, end_ms)| end_ms);
            let gap_ms = before.map(|end_ms| stint.start_ms - end_ms);
            // Two sheets at once are worked on in the same time: it counts once.
            let from_ms = match gap_ms {
                Some(gap_ms) if gap_ms <= *allowed_ms => stint.start_ms - gap_ms,
                _ => stint.start_ms,
            };
            stint.work_ms = (stint.end_ms - from_ms).max(0);
            stint.begins_sitting = gap_ms.is_none_or(|gap_ms| gap_ms > SITTING_MS);
            if let Some(gap_ms) = gap_ms.filter(|gap_ms| (*allowed_ms + 1..=SITTING_MS).contains(gap_ms)) {
                stint.pause_ms = gap_ms;
            }
            last = Some((operator, stint.end_ms.max(before.unwrap_or(stint.end_ms))));
        }
        let stints: Vec<Stint> = runs.into_iter().map(|run| run.stint).collect();
        tell_timed(&mut keyings, &stints);
        Activity { keyings, stints }
    }
}

fn characters(what: &Step) -> u32 {
    match what {
        Step::Answer { characters, .. } | Step::Note { characters } => *characters,
        _ => 0,
    }
}

fn tell_timed(keyings: &mut [TimedKeying], stints: &[Stint]) {
    let mut sums = vec![(0_i64, 0_u64, 0_u64); keyings.len()];
    for stint in stints {
        let (work_ms, keys, answers) = &mut sums[stint.keying];
        *work_ms += stint.work_ms;
        *keys += stint.keys;
        *answers += stint.answers;
    }
    for (keying, (work_ms, keys, answers)) in keyings.iter_mut().zip(sums) {
        let fastest = if keying.keys_known { keys } else { answers };
        let least_ms =
            i64::try_from(fastest).unwrap_or(i64::MAX).saturating_mul(1_000) / MOST_KEYS_PER_SECOND;
        keying.timed = work_ms > 0 && work_ms >= least_ms;
    }
}

/// The speed of somebody at the keyboard now, from the moments at which keys came. Time without a key
/// longer than [`PAUSE_MS`] does not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stopwatch {
    last_ms: Option<i64>,
    seen: u64,
    /// Keys that came in time that counts.
    pub keys: u64,
    /// Time worked, in milliseconds.
    pub work_ms: i64,
    /// Pauses.
    pub pauses: u64,
}

impl Stopwatch {
    /// So many keys were pressed altogether by `at_ms`.
    pub fn tick(&mut self, at_ms: i64, pressed: u64) {
        if pressed <= self.seen {
            return;
        }
        if let Some(last_ms) = self.last_ms {
            let gap_ms = at_ms - last_ms;
            if (0..=PAUSE_MS).contains(&gap_ms) {
                self.work_ms += gap_ms;
                self.keys += pressed - self.seen;
            } else {
                self.pauses += u64::from(gap_ms > 0);
            }
        }
        (self.last_ms, self.seen) = (Some(at_ms), pressed);
    }

    /// Keys per hour so far.
    pub fn keys_per_hour(&self) -> Option<f64> {
        per_hour(self.keys, self.work_ms)
    }

    /// What came since `before`, a copy taken earlier.
    pub fn since(&self, before: &Self) -> Self {
        Self {
            keys: self.keys - before.keys.min(self.keys),
            work_ms: self.work_ms - before.work_ms.min(self.work_ms),
            pauses: self.pauses - before.pauses.min(self.pauses),
            ..*self
        }
    }
}
