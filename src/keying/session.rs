//! The keying session: keys in, entries and signals out, in order. This file holds the states, the
//! dispatch of keys; what the window may look at is in `view`, how a cursor moves in `movement`, how an
//! answer is taken in `accept`, prompts in `prompts`.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::accept::Pending;
use super::aside::Aside;
use super::history::History;
use super::rules::{Broken, Rules};
use super::search::{Index, Search};
use super::shelf::Shelf;
use super::stack::{NumberProblem, Stack};
use super::tally::Tally;
use super::terms::Terms;
use super::typing::Problem;
use super::{Absence, Entry, Key};
use crate::questionnaire::{Answer, FieldId, Missing, Questionnaire, Record, Value, VariableType};

/// What a key led to, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// To be kept, in this order.
    Keep(Entry),
    /// To be seen or heard.
    Signal(Signal),
    /// A finished sheet of this operator is wanted: [`Session::fetched`] gives it. Keys wait for it.
    Fetch {
        /// As in [`Entry::Resume`].
        keying: u32,
    },
}

/// What is seen or heard without looking at the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// An answer was accepted.
    Accepted,
    /// The key does nothing here and was not kept.
    Refused,
    /// The field is locked until the keyer decides.
    Stopped,
    /// Verifying: this is not what the first keying says; the field is locked until the paper is read
    /// again.
    Mismatch,
    /// The sheet is finished.
    Finished,
    /// The keyer pauses; all is kept.
    Paused,
}

/// Why the field is locked.
#[derive(Clone, Debug, PartialEq)]
pub enum Stop {
    /// The question cannot take what was typed.
    Impossible(Problem),
    /// A rule is broken.
    Broken(Broken),
    /// Something is wrong with the sheet's number.
    Number(NumberProblem),
    /// At the end of the sheet: this question applies and is not keyed.
    NotKeyed,
    /// Verifying: the first keying does not say the same.
    Mismatch,
}

/// Why a key was refused; shown until the next key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The key means nothing here.
    NoMeaning,
    /// The field is locked: only Backspace, F3, F4, ↑, Esc and Ctrl+Z.
    Locked,
    /// Enter on an empty field: a blank is said with the key for blank.
    EmptyEnter,
    /// A multiple choice with nothing ticked cannot be ended.
    NothingTicked,
    /// There is no previous sheet, or it has no answer here.
    NothingToRepeat,
    /// Nothing to take back, or to do again.
    NothingToUndo,
    /// No question has this number.
    NoSuchQuestion,
    /// The key cannot be told from another one.
    UnclearKey,
    /// Lines of a table are already keyed: it does not end before them.
    TableNotEmpty,
    /// A text is typed and not accepted: a second Esc leaves it.
    TextNotAccepted,
    /// This cannot be kept as it is.
    CannotKeep,
    /// No choice of the list has such a name.
    NoSuchChoice,
    /// There is no answer here that could be set for the sheets that follow.
    NothingToSet,
    /// No sheet of one's own was finished before.
    NoSheetBefore,
    /// The sheet could not be read.
    SheetNotRead,
    /// No number to declare void or missing, or its sheet is begun.
    NothingToDeclare,
    /// Void and missing want a reason.
    ReasonWanted,
}

/// What the session is waiting for.
#[derive(Clone, Debug, PartialEq)]
pub enum Mode {
    /// An answer for the field under the cursor.
    Field,
    /// A decision: the field is locked.
    Stopped(Stop),
    /// The century of a two-digit year: its two digits.
    Century {
        /// The date in the earlier century.
        earlier: Value,
        /// The date in the later century.
        later: Value,
        /// Digits of the century typed so far.
        typed: String,
    },
    /// The number of a question to go to.
    GoTo(String),
    /// A margin remark on the field under the cursor, or on the whole sheet (in the number field and at
    /// the end).
    Note(String),
    /// A sheet is declared void or missing.
    Declare {
        /// Its number.
        number: String,
        /// Which of the two, once said.
        absence: Option<Absence>,
        /// Why, as far as typed.
        reason: String,
    },
    /// A finished sheet is being fetched; keys wait.
    Fetching,
    /// F6 pressed once: F6 or Enter again says that the rest of the page is blank.
    ConfirmBlank,
    /// The end of the sheet: Enter finishes it and opens the next number.
    End,
    /// Paused: Enter goes on.
    Paused,
}

/// A session on a stack of sheets.
#[derive(Clone, Debug)]
pub struct Session {
    pub(super) rules: Rules,
    pub(super) terms: Terms,
    pub(super) shelf: Shelf,
    /// Fields in the order they are keyed: the number first.
    pub(super) order: Arc<[FieldId]>,
    pub(super) number_field: FieldId,
    pub(super) sheet: Sheet,
    pub(super) previous: Option<Record>,
    pub(super) mode: Mode,
    /// Text typed in the field; `None` shows the field's answer untouched.
    pub(super) typed: Option<String>,
    /// Place of the caret in `typed`, in bytes; open text only.
    pub(super) caret: usize,
    /// Boxes ticked so far in the multiple choice being keyed.
    pub(super) ticks: Option<Vec<String>>,
    /// What was typed when the field was locked.
    pub(super) pending: Option<Pending>,
    /// The answer that was stopped and cleared: the same again confirms it.
    pub(super) stopped_answer: Option<(FieldId, Answer)>,
    pub(super) refusal: Option<Refusal>,
    pub(super) last_accepted: Option<FieldId>,
    /// At the end a question was found that was not keyed: after it, the next such one.
    pub(super) mending: bool,
    /// Esc was pressed on a text that is typed and not accepted.
    pub(super) escape_warned: bool,
    /// A single question is read, its rules aside (see `reading`).
    pub(super) without_rules: bool,
    /// This key has moved the cursor on to the next question (see `constants`).
    pub(super) advanced: bool,
    /// What the letters typed have found in a long list.
    pub(super) search: Option<Search>,
    /// The folded labels of the list looked up last.
    pub(super) index: Option<Index>,
    /// What is asked now (a number to go to, a remark, a pause) was begun at the end of the sheet.
    pub(super) from_end: bool,
    /// The number last finished or declared: the next one follows it.
    pub(super) after: Option<String>,
    /// The sheet left to look at an older one.
    pub(super) left_for_another: Option<String>,
    /// What is typed in the number field of a finished sheet corrects its number.
    pub(super) correcting_number: bool,
    /// The own sheet being fetched: its place, whether it is finished, its number.
    pub(super) fetching: Option<(usize, bool, String)>,
    /// Keys typed meanwhile.
    pub(super) early_keys: Vec<Key>,
    pub(super) tally: Tally,
}

/// The sheet being keyed.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub(super) number: Option<String>,
    pub(super) number_kept: bool,
    /// Whether entries can follow: its first one, or that it is opened again, has been asked for.
    pub(super) opened: bool,
    /// Finished, and only looked at.
    pub(super) finished: bool,
    /// Its place among the operator's own keyings, once it is one.
    pub(super) own: Option<usize>,
    /// The remark on the whole sheet.
    pub(super) note: Option<String>,
    pub(super) record: Record,
    pub(super) applicable: Vec<bool>,
    pub(super) history: History,
    pub(super) cursor: FieldId,
    /// Answers that filters have put aside.
    pub(super) aside: Aside,
    /// Fields of which a mismatch with the first keying has been said.
    pub(super) told: BTreeSet<FieldId>,
    /// To be kept once the sheet is opened: what constants filled before its first answer.
    pub(super) held: Vec<Entry>,
}

impl Session {
    /// A session that begins at the stack's next number, or asks for one. `previous` is the last sheet
    /// of this operator in this pass, for `+`; `today` the keying date, for `today()`.
    pub fn new(
        questionnaire: Arc<Questionnaire>,
        stack: Stack,
        previous: Option<Record>,
        today: Date,
    ) -> Self {
        Self::under(Terms::default(), questionnaire, stack, previous, today)
    }

    /// A session that is held to terms.
    pub fn under(
        terms: Terms,
        questionnaire: Arc<Questionnaire>,
        stack: Stack,
        previous: Option<Record>,
        today: Date,
    ) -> Self {
        let number_field = questionnaire.sheet_number_field().unwrap_or(FieldId(0));
        let keyed = |field: &FieldId| questionnaire.field_variable(*field).kind != VariableType::Calculate;
        let order: Arc<[FieldId]> = std::iter::once(number_field)
            .chain(questionnaire.field_ids().filter(|field| *field != number_field).filter(keyed))
            .collect();
        let rules = Rules { questionnaire, today };
        let sheet = Sheet::blank(&rules, number_field);
        let mut session = Self {
            rules,
            terms,
            shelf: Shelf::new(stack),
            order,
            number_field,
            sheet,
            previous,
            mode: Mode::Field,
            typed: None,
            caret: 0,
            ticks: None,
            pending: None,
            stopped_answer: None,
            refusal: None,
            last_accepted: None,
            mending: false,
            escape_warned: false,
            without_rules: false,
            advanced: false,
            search: None,
            index: None,
            from_end: false,
            after: None,
            left_for_another: None,
            correcting_number: false,
            fetching: None,
            early_keys: Vec::new(),
            tally: Tally::default(),
        };
        // An unfinished sheet is gone on with at once; a fresh number waits to be confirmed on paper.
        let resume = session.shelf.stack().resume.clone();
        if let Some(own) = resume.and_then(|number| session.shelf.own_unfinished(&number)) {
            session.open_own(own, &mut Vec::new());
        }
        session
    }

    /// The entries that a fresh session asks for before any key: the unfinished sheet it goes on with.
    pub fn opening_entries(&self) -> Vec<Entry> {
        match &self.sheet.number {
            Some(number) if self.sheet.opened => {
                let keying = self.sheet.own.and_then(|own| self.shelf.keying(own));
                vec![Entry::Resume { number: number.clone(), keying }]
            }
            _ => Vec::new(),
        }
    }

    /// Handles one key; what it leads to is added to `effects` in order.
    pub fn key(&mut self, key: Key, effects: &mut Vec<Effect>) {
        if self.mode == Mode::Fetching {
            // Counted when its turn comes.
            return self.early_keys.push(key);
        }
        let before = effects.len();
        self.tally.press(self.mode == Mode::Paused);
        self.refusal = None;
        self.advanced = false;
        self.escape_warned &= key == Key::Escape;
        self.handle(key, effects);
        self.fill_constants(effects);
        self.refresh_search();
        self.tally.count(before, effects);
    }

    /// The sheet is left without a pause, as when the window closes: what is to be kept besides.
    pub fn leave(&mut self) -> Option<Entry> {
        self.tally.entry()
    }

    /// Keys pressed in this session, those that did nothing too.
    pub fn keys_pressed(&self) -> u64 {
        self.tally.all()
    }

    fn handle(&mut self, key: Key, effects: &mut Vec<Effect>) {
        if key == Key::Unclear && !matches!(self.mode, Mode::Note(_)) {
            return self.refuse(Refusal::UnclearKey, effects);
        }
        match self.mode {
            Mode::Field => self.key_in_field(key, effects),
            Mode::Stopped(_) => self.key_when_stopped(key, effects),
            Mode::Century { .. } => self.key_in_century(key, effects),
            Mode::GoTo(_) => self.key_in_go_to(key, effects),
            Mode::Note(_) => self.key_in_note(key, effects),
            Mode::Declare { .. } => self.key_in_declare(key, effects),
            Mode::Fetching => {}
            Mode::ConfirmBlank => self.key_in_confirm_blank(key, effects),
            Mode::End => self.key_at_end(key, effects),
            Mode::Paused => self.key_when_paused(key, effects),
        }
    }

    /// Handles keys in order.
    pub fn keys(&mut self, keys: &[Key]) -> Vec<Effect> {
        let mut effects = Vec::new();
        for key in keys {
            self.key(*key, &mut effects);
        }
        effects
    }

    /// Puts the cursor on a question, as a click on it does; what is typed elsewhere is left out. Not
    /// while the field is locked or before the number is known.
    pub fn go_to(&mut self, field: FieldId) {
        let free = matches!(self.mode, Mode::Field | Mode::End);
        if free && self.sheet.number.is_some() && self.order.contains(&field) {
            self.mending = false;
            self.move_to(field);
        }
    }

    pub(super) fn applies(&self, field: FieldId) -> bool {
        self.sheet.applicable[usize::from(field.0)]
    }

    /// Whether this pass does not ask the question.
    pub fn is_left_out(&self, field: FieldId) -> bool {
        self.terms.left_out.contains(&field)
    }

    /// Whether the question is to be keyed and is not yet.
    pub(super) fn is_awaited(&self, field: FieldId) -> bool {
        *self.sheet.record.answer(field) == Answer::NotKeyed
            && self.applies(field)
            && !self.is_left_out(field)
    }

    pub(super) fn refuse(&mut self, why: Refusal, effects: &mut Vec<Effect>) {
        self.refusal = Some(why);
        effects.push(Effect::Signal(Signal::Refused));
    }

    /// The missing answer that `key` enters, by the questionnaire; `,` counts as `.`.
    pub(super) fn missing_for(&self, key: char) -> Option<Missing> {
        let key = if key == ',' { '.' } else { key };
        self.rules
            .questionnaire
            .missing
            .iter()
            .find(|code| code.key.to_lowercase().eq(key.to_lowercase()))
            .map(|code| code.means)
    }
}

impl Sheet {
    pub(super) fn blank(rules: &Rules, number_field: FieldId) -> Self {
        let record = Record::empty(&rules.questionnaire);
        Self {
            number: None,
            number_kept: false,
            opened: false,
            finished: false,
            own: None,
            note: None,
            applicable: rules.applicable(&record),
            record,
            history: History::default(),
            cursor: number_field,
            aside: Aside::new(),
            told: BTreeSet::new(),
            held: Vec::new(),
        }
    }
}
