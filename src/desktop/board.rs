//! The sheets of a study by state, as the board shows them: computed once per reading, off the window's
//! thread. No painting.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::compare::{Comparison, QueueItem, Review, State, decided_since, sheet_order, unreadable_sheets};
use crate::keying::Absence;
use crate::study::counted::keyed_otherwise;
use crate::study::{
    Absent, Batch, Counted, KeyedAs, KeyingState, OperatorId, Pass, Snapshot, absent, batches,
};

/// How far a sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetState {
    /// Nothing keyed yet.
    ToKey,
    /// Begun or keyed in one pass.
    Once,
    /// Keyed in both passes, nothing to settle.
    Twice,
    /// Something to settle, or keyed more than once in one pass.
    Differences,
    /// Everything settled.
    Settled,
    /// Declared missing, or expected and not keyed though later numbers are.
    Missing,
    /// Declared void.
    Void,
}

impl SheetState {
    /// All states, in the order of the legend.
    pub const ALL: [Self; 7] =
        [Self::ToKey, Self::Once, Self::Twice, Self::Differences, Self::Settled, Self::Missing, Self::Void];

    /// With one more stop in the queue.
    fn with(self, stop: State) -> Self {
        match (stop, self) {
            (State::Open, _) | (_, Self::Differences) => Self::Differences,
            (State::Settled, _) => Self::Settled,
        }
    }

    /// The id of its name.
    pub fn text_id(self) -> &'static str {
        match self {
            Self::ToKey => "desktop-state-to-key",
            Self::Once => "desktop-state-once",
            Self::Twice => "desktop-state-twice",
            Self::Differences => "desktop-state-differences",
            Self::Settled => "desktop-state-settled",
            Self::Missing => "desktop-state-missing",
            Self::Void => "desktop-state-void",
        }
    }
}

/// One sheet on the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardSheet {
    /// Its number as on paper.
    pub number: String,
    /// The number without leading zeros and check letter, for a small box.
    pub short: String,
    /// How far it is.
    pub state: SheetState,
    /// Not among the expected numbers.
    pub extra: bool,
    /// The other numbers under which its keyings were keyed.
    pub keyed_as: Vec<String>,
}

/// The sheets of one batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardGroup {
    /// The batch's name; `None` for the sheets that are in no batch.
    pub name: Option<String>,
    /// Its sheets: their places in [`Board::sheets`].
    pub sheets: Vec<usize>,
    /// How many are in each state, in the order of [`SheetState::ALL`].
    pub counts: [usize; 7],
}

/// What one operator keyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorShare {
    /// Who.
    pub operator: OperatorId,
    /// Finished sheets of the first pass.
    pub first: usize,
    /// Finished sheets of the second pass.
    pub second: usize,
}

/// The board and the figures beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    /// The sheets, in order of their numbers.
    pub sheets: Vec<BoardSheet>,
    /// How many are in each state, in the order of [`SheetState::ALL`].
    pub counts: [usize; 7],
    /// The batches and what is in none, if there are batches: each with its sheets.
    pub groups: Vec<BoardGroup>,
    /// Numbers declared void or missing and not keyed.
    pub absent: Vec<String>,
    /// Numbers declared void or missing that were keyed all the same.
    pub keyed_though_absent: Vec<String>,
    /// Numbers that are with the field team because they could not be read.
    pub unreadable: Vec<String>,
    /// Numbers expected.
    pub expected: usize,
    /// Sheets finished in both passes.
    pub keyed_twice: usize,
    /// Sheets finished in the first pass.
    pub first_done: usize,
    /// Sheets finished in the second pass.
    pub second_done: usize,
    /// Stops still to settle.
    pub open: usize,
    /// Stops settled.
    pub settled: usize,
    /// Cells that differ per 10,000 compared, free text included; none without comparison.
    pub per_ten_thousand: Option<f64>,
    /// Sheets finished in one pass only, with that pass.
    pub once: Vec<(String, Pass)>,
    /// Numbers keyed more than once in one pass.
    pub duplicates: Vec<String>,
    /// Numbers keyed though not expected.
    pub extra: Vec<String>,
    /// Sheets that look mispaired, and nobody decided on.
    pub proposals: usize,
    /// Numbers passed over.
    pub missing: Vec<String>,
    /// Keyings begun and not finished: number, pass, operator.
    pub unfinished: Vec<(String, Pass, OperatorId)>,
    /// Who keyed what.
    pub operators: Vec<OperatorShare>,
}

impl Board {
    /// Computes the board.
    pub fn of(review: &Review) -> Self {
        let Review { snapshot, comparison, queue, proposals } = review;
        let sheets = &comparison.sheets;
        let absent = absent(&snapshot.declarations);
        let numbers = Numbers::of(snapshot, comparison, queue);
        let listed = numbers.listed(snapshot, &absent);
        let mut board = Self {
            sheets: listed,
            expected: snapshot.expected.len(),
            keyed_twice: sheets.both.len(),
            open: queue.iter().filter(|item| item.state == State::Open).count(),
            settled: queue.iter().filter(|item| item.state == State::Settled).count(),
            once: sheets
                .first_only
                .iter()
                .map(|sheet| (sheet.number.clone(), Pass::First))
                .chain(sheets.second_only.iter().map(|sheet| (sheet.number.clone(), Pass::Second)))
                .collect(),
            duplicates: sheets.duplicates.clone(),
            extra: sheets.unknown.clone(),
            proposals: proposals.open.len(),
            ..Self::default()
        };
        let counts = comparison.counts;
        board.per_ten_thousand =
            (counts.compared > 0).then(|| counts.different as f64 * 10_000.0 / counts.compared as f64);
        for sheet in &board.sheets {
            board.counts[sheet.state as usize] += 1;
            if sheet.state == SheetState::Missing && !absent.contains_key(&sheet.number) {
                board.missing.push(sheet.number.clone());
            }
        }
        board.once.sort_by(|one, other| sheet_order(&one.0, &other.0));
        board.say_keyed_as(snapshot);
        let keyed = |number: &&String| numbers.states.contains_key(number.as_str());
        board.keyed_though_absent = absent.keys().filter(keyed).cloned().collect();
        board.absent = absent.keys().filter(|number| !keyed(number)).cloned().collect();
        board.unreadable = unreadable_sheets(&snapshot.declarations).into_keys().map(str::to_owned).collect();
        board.count_keyings(snapshot);
        board.group(&batches(&snapshot.declarations));
        board
    }

    /// The board of a later review, if nothing but decisions came since: only the sheets that were decided on
    /// are looked at. `None` where it takes a whole one.
    pub fn after(&self, before: &Review, review: &Review) -> Option<Self> {
        let decided = decided_since(&before.snapshot, &review.snapshot)?;
        if before.snapshot.declarations.len() != review.snapshot.declarations.len() {
            return None;
        }
        let mut board = self.clone();
        for number in decided {
            let at = board.sheets.binary_search_by(|sheet| sheet_order(&sheet.number, number)).ok()?;
            let was = board.sheets[at].state;
            let unsettled = match was {
                _ if review.keyings_of(number).is_some() => SheetState::Twice,
                _ if board.duplicates.iter().any(|doubled| doubled == number) => was,
                SheetState::Differences | SheetState::Settled => SheetState::Once,
                was => was,
            };
            let now = review.queue_of(number).iter().fold(unsettled, |state, stop| state.with(stop.state));
            board.sheets[at].state = now;
            board.counts[was as usize] -= 1;
            board.counts[now as usize] += 1;
        }
        board.open = review.open_items();
        board.settled = review.queue.len() - board.open;
        board.count_groups();
        Some(board)
    }

    /// Sorts the sheets into the batches, in the order of each stack.
    fn group(&mut self, batches: &[Batch]) {
        if batches.is_empty() {
            return;
        }
        let places: HashMap<&str, usize> =
            self.sheets.iter().enumerate().map(|(at, sheet)| (sheet.number.as_str(), at)).collect();
        let mut grouped = vec![false; self.sheets.len()];
        let mut groups: Vec<BoardGroup> = Vec::with_capacity(batches.len() + 1);
        for batch in batches {
            let sheets: Vec<usize> =
                batch.numbers.iter().filter_map(|number| places.get(number.as_str()).copied()).collect();
            sheets.iter().for_each(|at| grouped[*at] = true);
            groups.push(BoardGroup { name: Some(batch.name.clone()), sheets, ..BoardGroup::default() });
        }
        let rest: Vec<usize> = (0..grouped.len()).filter(|at| !grouped[*at]).collect();
        if !rest.is_empty() {
            groups.push(BoardGroup { sheets: rest, ..BoardGroup::default() });
        }
        self.groups = groups;
        self.count_groups();
    }

    fn count_groups(&mut self) {
        for group in &mut self.groups {
            group.counts = [0; 7];
            for at in &group.sheets {
                group.counts[self.sheets[*at].state as usize] += 1;
            }
        }
    }

    /// The board as a keyer may see it: nothing tells whether the two keyings of a sheet agree
    /// (DESIGN 5.3).
    #[must_use]
    pub fn without_differences(&self) -> Self {
        let mut board = self.clone();
        for sheet in &mut board.sheets {
            if matches!(sheet.state, SheetState::Differences | SheetState::Settled) {
                sheet.state = SheetState::Twice;
            }
            // Found by comparing the two keyings.
            sheet.keyed_as.clear();
        }
        board.counts = [0; 7];
        for sheet in &board.sheets {
            board.counts[sheet.state as usize] += 1;
        }
        (board.open, board.settled, board.per_ten_thousand) = (0, 0, None);
        board.count_groups();
        board.proposals = 0;
        // Found out while settling: a difference stands there.
        board.unreadable.clear();
        board
    }

    /// Notes at each sheet under which other numbers a supervisor found it.
    fn say_keyed_as(&mut self, snapshot: &Snapshot) {
        let states: Vec<KeyingState> = snapshot.keyings.iter().map(KeyingState::of).collect();
        for KeyedAs { sheet, keyed_as, .. } in keyed_otherwise(&states, &snapshot.declarations) {
            let found = self.sheets.iter_mut().find(|known| Some(&known.number) == sheet.as_ref());
            if let Some(found) = found.filter(|found| !found.keyed_as.contains(&keyed_as)) {
                found.keyed_as.push(keyed_as);
            }
        }
    }

    fn count_keyings(&mut self, snapshot: &Snapshot) {
        let mut done: [BTreeSet<&str>; 2] = Default::default();
        let mut shares: BTreeMap<OperatorId, [usize; 2]> = BTreeMap::new();
        let counted = Counted::of(&snapshot.declarations);
        for (at, keying) in snapshot.all_keyings() {
            let pass = usize::from(keying.pass == Pass::Second);
            let number = counted.number(keying.id, &keying.number);
            let is_finished = keying.finished.is_some();
            done[pass].extend(number.filter(|_| is_finished));
            // One merged from two is nobody's own work.
            if is_finished && at < snapshot.keyings.len() {
                shares.entry(keying.operator).or_default()[pass] += 1;
            }
            if let Some(number) = number.filter(|_| !is_finished) {
                self.unfinished.push((number.to_owned(), keying.pass, keying.operator));
            }
        }
        [self.first_done, self.second_done] = done.map(|numbers| numbers.len());
        self.operators = shares
            .into_iter()
            .map(|(operator, [first, second])| OperatorShare { operator, first, second })
            .collect();
    }
}

/// What is known of each number.
struct Numbers<'a> {
    states: HashMap<&'a str, SheetState>,
}

impl<'a> Numbers<'a> {
    fn of(snapshot: &'a Snapshot, comparison: &'a Comparison, queue: &'a [QueueItem]) -> Self {
        let mut states: HashMap<&str, SheetState> = HashMap::new();
        let counted = Counted::of(&snapshot.declarations);
        for (_, keying) in snapshot.all_keyings() {
            states.extend(counted.number(keying.id, &keying.number).map(|number| (number, SheetState::Once)));
        }
        for pair in &comparison.sheets.both {
            states.insert(&pair.number, SheetState::Twice);
        }
        for item in queue {
            let state = states.entry(&item.number).or_insert(SheetState::Once);
            *state = state.with(item.state);
        }
        for number in &comparison.sheets.duplicates {
            states.insert(number, SheetState::Differences);
        }
        Self { states }
    }

    fn listed(&self, snapshot: &Snapshot, absent: &BTreeMap<String, Absent>) -> Vec<BoardSheet> {
        let expected: BTreeSet<&str> = snapshot.expected.iter().map(String::as_str).collect();
        let declared = absent.keys().map(String::as_str).filter(|number| !self.states.contains_key(number));
        // A batch may hold numbers beyond those printed: they are expected too.
        let of_batches = batches(&snapshot.declarations);
        let in_batch: HashSet<&str> =
            of_batches.iter().flat_map(|batch| batch.numbers.iter().map(String::as_str)).collect();
        let mut numbers: HashSet<&str> = expected.iter().copied().collect();
        numbers.extend(self.states.keys().copied());
        numbers.extend(declared);
        numbers.extend(&in_batch);
        let mut numbers: Vec<&str> = numbers.into_iter().collect();
        numbers.sort_by(|one, other| sheet_order(one, other));
        let last_keyed =
            numbers.iter().rposition(|number| expected.contains(number) && self.states.contains_key(number));
        numbers
            .iter()
            .enumerate()
            .map(|(at, number)| {
                let passed_over = last_keyed.is_some_and(|last| at < last);
                let unkeyed = match absent.get(*number).map(|it| it.absence) {
                    Some(Absence::Void) => SheetState::Void,
                    Some(Absence::Missing) => SheetState::Missing,
                    None if passed_over => SheetState::Missing,
                    None => SheetState::ToKey,
                };
                BoardSheet {
                    number: (*number).to_owned(),
                    short: short(number),
                    state: self.states.get(number).copied().unwrap_or(unkeyed),
                    extra: !expected.is_empty()
                        && self.states.contains_key(number)
                        && !expected.contains(number)
                        && !in_batch.contains(number),
                    keyed_as: Vec::new(),
                }
            })
            .collect()
    }
}

/// `0037R` is `37`.
fn short(number: &str) -> String {
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    let trimmed = digits.trim_start_matches('0');
    if trimmed.is_empty() { number.to_owned() } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;
    use crate::questionnaire::{Answer, Missing, Record, read};
    use crate::study::{Keying, KeyingId};

    /// DESIGN 12: a number in a small box loses its zeros and letter, never all of it.
    #[test]
    fn numbers_are_shortened() {
        assert_eq!(["0037R", "148", "000", "A-7"].map(short), ["37", "148", "000", "A-7"]);
    }

    /// Four numbers expected, an extra one keyed; one sheet differs, one number is passed over.
    fn snapshot() -> Snapshot {
        let source = include_bytes!("../../questionnaires/satisfaction-evenement.toml");
        let questionnaire = Arc::new(read(source).questionnaire.unwrap());
        let expected: Vec<String> = (1..=4).map(|number| questionnaire.format_sheet_number(number)).collect();
        let keying = |id: u128, number: &str, pass, blank, finished| {
            let mut record = Record::empty(&questionnaire);
            if blank {
                let field = questionnaire.field_ids().nth(2).unwrap();
                record.field_mut(field).answer = Answer::Missing(Missing::Blank);
            }
            let at = Timestamp::from_second(id as i64).unwrap();
            Keying {
                id: KeyingId(Uuid::from_u128(id)),
                number: number.to_owned(),
                pass,
                operator: OperatorId(Uuid::from_u128(u128::from(pass == Pass::Second))),
                version: questionnaire.version.clone(),
                started: at,
                last_entry: at,
                finished: Some(at).filter(|_| finished),
                imported: false,
                note: None,
                first_readings: Vec::new(),
                record: record.into(),
            }
        };
        let extra = questionnaire.format_sheet_number(9);
        let keyings = vec![
            keying(1, &expected[0], Pass::First, true, true),
            keying(2, &expected[2], Pass::First, true, true),
            keying(3, &extra, Pass::First, true, false),
            keying(4, &expected[0], Pass::Second, false, true),
        ];
        Snapshot { keyings: keyings.into(), expected, ..Snapshot::empty(questionnaire) }
    }

    /// DESIGN 9: the board shows every expected sheet by state, with missing and extra numbers.
    #[test]
    fn every_sheet_has_its_state() {
        let board = Board::of(&Review::of(Arc::new(snapshot())));
        let states: Vec<_> = board.sheets.iter().map(|sheet| (sheet.state, sheet.extra)).collect();
        assert_eq!(
            states,
            [
                (SheetState::Differences, false),
                (SheetState::Missing, false),
                (SheetState::Once, false),
                (SheetState::ToKey, false),
                (SheetState::Once, true),
            ]
        );
        assert_eq!(board.counts, [1, 2, 0, 1, 0, 1, 0]);
        assert_eq!((board.expected, board.keyed_twice, board.open), (4, 1, 1));
        assert_eq!((board.first_done, board.second_done), (2, 1));
        assert_eq!((board.missing.len(), board.unfinished.len(), board.once.len()), (1, 1, 1));
    }
}
