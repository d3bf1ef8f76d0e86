//! Differences being settled, keys only: a blind third reading first, both values only when asked for or
//! when the reading equals neither. This file holds the states and the walk through the queue; keys are
//! in `settling_keys`, painting is in `settling_panels`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use egui::{CentralPanel, Event, Frame, Margin, Panel, Ui};

use super::settling_again::SlipRead;
use super::settling_panels as panels;
use super::settling_queue as queue;
use super::settling_review::place_of;
use super::settling_sheet::ReadSheet;
use crate::compare::quality::RereadDue;
use crate::compare::{
    FinalRecord, Item, Order, QueueItem, Review, State, final_record, sheet_order, unreadable_sheets, walk,
};
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::keyboard::Keyboard;
use crate::desktop::page_view::PageView;
use crate::desktop::personal_keys::EmptyField;
use crate::desktop::sound::Cue;
use crate::desktop::study_thread::StudyHandle;
use crate::desktop::widgets;
use crate::keying::reading::Reader;
use crate::paper::lay_out;
use crate::questionnaire::{Answer, FieldId, VariableType};
use crate::study::{Batch, Means, NewResolution, Operator, Pass, Said, Target, batches};
use crate::text;
use crate::texts::Language;

/// The queue being walked through.
pub struct SettlingScreen {
    pub(super) supervisor: Operator,
    keyboard: Keyboard,
    pub(super) review: Option<Arc<Review>>,
    /// Place in the queue of what is looked at.
    pub(super) at: usize,
    /// The places of the queue in the order they are walked through.
    pub(in crate::desktop) walk: Vec<usize>,
    pub(super) order: Order,
    /// The batch that is walked through; all sheets if none is chosen.
    batch: Option<Batch>,
    /// The slip whose first end was read.
    pub(super) slip_read: Option<SlipRead>,
    /// The settled question that is being read again.
    pub(super) rereading: Option<RereadDue>,
    /// The question looked at was read twice and differently: it is read once more.
    pub(super) read_differently: bool,
    /// What was read again on this screen.
    pub(super) reread: HashSet<RereadDue>,
    /// Sheets that the study holds as unreadable.
    pub(super) with_field_team: HashSet<String>,
    /// Sheets that were declared unreadable, or readable again, on this screen.
    pub(super) unreadable: BTreeMap<String, bool>,
    pub(super) phase: Phase,
    /// The final record of the sheet whose broken rule is looked at.
    record: Option<FinalRecord>,
    /// What was decided on this screen, by place in the queue; the study's own answer comes later.
    pub(super) decided: HashMap<usize, NewResolution>,
    /// What was done on this screen, in order, for Ctrl+Z.
    pub(super) done: Vec<Done>,
    /// Sheets and questions whose two keyings were shown here: a reading after that is no longer blind.
    pub(super) seen: HashSet<(String, FieldId)>,
    /// How many items of the queue are settled, decided here included.
    settled: usize,
    pub(super) outbox: Vec<NewResolution>,
    pub(super) declared: Vec<(Option<String>, Said)>,
    pub(super) leave: bool,
    /// All sheets are compared: nothing more comes into the queue unless something is done.
    pub(super) whole: bool,
    /// What is heard at the next frame.
    cue: Option<Cue>,
    page: Option<(Language, PageView)>,
}

/// What the screen waits for.
pub(super) enum Phase {
    /// The paper's answer; both values hidden.
    Reading(Box<Reader>),
    /// Enter, where only two answers are possible: reading one gives the other away.
    Confirming(Answer),
    /// A choice between the two keyings, and the reading if there was one.
    Choosing {
        /// The third reading, which equals neither.
        reading: Option<Answer>,
    },
    /// A decision on a broken rule: keep it, or correct one of its questions.
    Check {
        /// Which of the rule's questions is looked at.
        at: usize,
        /// The correction being typed.
        reader: Box<Reader>,
    },
    /// Why.
    Reason {
        /// What the reason is asked for.
        of: Reasoned,
        /// The reason typed so far.
        text: String,
    },
    /// Enter: another question than the one looked at, because a newer review of the study has come. Keys on
    /// their way were meant for that one.
    Arrived(Arrived),
    /// Enter: both ends of a slip were read, and one keying has them right.
    Slipped {
        /// Its place among the slips of the comparison.
        slip: u32,
        /// The keying that did not slip.
        keying: Pass,
    },
    /// Nothing is open.
    Done,
}

/// Why another question is looked at than the one before.
#[derive(Clone, Copy)]
pub(super) enum Arrived {
    /// What was decided last asks this question.
    CameDue,
    /// The one before has fallen away, or is settled.
    FellAway,
}

/// What a reason is asked for.
#[derive(Clone)]
pub(super) enum Reasoned {
    /// An answer on which both keyings agree is corrected.
    Correction(FieldId, Answer),
    /// Both keyings are overruled.
    Overruled(FieldId, Answer),
    /// The sheet goes to the field team.
    Unreadable,
}

/// From where the next open item is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// The first item of the walk.
    Start,
    /// The one looked at.
    Here,
    /// The one after it.
    Next,
}

/// What was done, to be taken back.
pub(super) enum Done {
    /// An item of the queue was decided.
    Decided(QueueItem),
    /// A sheet was declared unreadable.
    Unreadable(String),
}

impl SettlingScreen {
    /// The queue from its first open item.
    pub fn new(supervisor: Operator) -> Self {
        Self {
            supervisor,
            keyboard: Keyboard::default(),
            review: None,
            at: 0,
            walk: Vec::new(),
            order: Order::default(),
            batch: None,
            slip_read: None,
            rereading: None,
            read_differently: false,
            reread: HashSet::new(),
            with_field_team: HashSet::new(),
            unreadable: BTreeMap::new(),
            phase: Phase::Done,
            record: None,
            decided: HashMap::new(),
            done: Vec::new(),
            seen: HashSet::new(),
            settled: 0,
            outbox: Vec::new(),
            declared: Vec::new(),
            leave: false,
            whole: false,
            cue: None,
            page: None,
        }
    }

    /// Takes the key events that belong to the paper, in order, before egui sees them.
    pub fn take_events(&mut self, events: &mut Vec<Event>) {
        let mut keyboard = std::mem::take(&mut self.keyboard);
        keyboard.take(events, self, Self::takes_text, Self::key);
        self.keyboard = keyboard;
    }

    /// Paints the screen and hands over what was decided.
    pub fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        if let Some(study) = &mut context.study {
            self.hand_over(study);
        }
        if std::mem::take(&mut self.leave) {
            context.ask(Action::GoStudy);
        }
        self.look_again(context);
        if let Some(cue) = self.cue.take() {
            context.ask(Action::Sound(cue));
        }
        let language = context.language;
        let title = context.study.as_ref().and_then(|study| study.questionnaire());
        let title = title.map(|it| it.title.get(language.code()).to_owned()).unwrap_or_default();
        let counts = self.counts_pill(language);
        let how = panels::how(&self.phase, language);
        widgets::top_bar(ui, context, &[&title, &text!(language, "screens-differences")], |ui, context| {
            widgets::pill(ui, context.tokens, &counts);
            widgets::pill(ui, context.tokens, &how);
        });
        let supervisor = self.supervisor.name.clone();
        widgets::status_bar(
            ui,
            context,
            |ui, context| panels::supervisor(ui, context, &supervisor),
            |ui, context| panels::settling_hints(ui, context),
        );
        let Some(review) = self.review.clone() else {
            CentralPanel::default()
                .frame(Frame::new().fill(context.tokens.desk))
                .show(ui, |ui| panels::waiting(ui, context));
            return;
        };
        let room = ui.available_width();
        let queue_width = if room >= 900.0 { 290.0 } else { room * 0.27 };
        let clicked = Panel::left("queue")
            .exact_size(queue_width)
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().fill(context.tokens.bar).inner_margin(Margin::symmetric(0, 10)))
            .show(ui, |ui| queue::queue(ui, context, &self.shown_queue(&review)))
            .inner;
        if let Some(place) = clicked {
            self.go_to(place);
        }
        match self.looked_at().cloned() {
            Some(item) => self.desk(ui, context, &review, &item),
            None if self.whole => {
                panels::done(ui, context, review.queue.len(), &self.left_unreadable(&review))
            }
            None => {
                _ = CentralPanel::default()
                    .frame(Frame::new().fill(context.tokens.desk))
                    .show(ui, |ui| panels::waiting(ui, context))
            }
        }
    }

    fn desk(&mut self, ui: &mut Ui, context: &ScreenContext<'_>, review: &Review, item: &QueueItem) {
        let (language, tokens) = (context.language, context.tokens);
        let questionnaire = &review.snapshot.questionnaire;
        if self.page.as_ref().is_none_or(|(shown, _)| *shown != language) {
            let layout = Arc::new(lay_out(questionnaire, language.code()));
            self.page = Some((language, PageView::new(questionnaire, layout)));
        }
        let side = if ui.available_width() >= 700.0 { 40 } else { 8 };
        Panel::bottom("decision")
            .exact_size((ui.available_height() * 0.5).clamp(120.0, 206.0))
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().fill(tokens.desk).inner_margin(Margin {
                left: side,
                right: side,
                top: 8,
                bottom: 14,
            }))
            .show(ui, |ui| {
                panels::decision(ui, tokens, review, item, &self.phase, self.marks(review, item), language)
            });
        let Some((_, view)) = &mut self.page else { return };
        let sheet = ReadSheet::new(review, item, &self.phase, self.record.as_ref(), language);
        CentralPanel::default()
            .frame(Frame::new().fill(tokens.desk))
            .show(ui, |ui| view.ui(ui, tokens, &sheet));
    }

    fn shown_queue<'a>(&'a self, review: &'a Review) -> queue::Queue<'a> {
        queue::Queue {
            review,
            walk: &self.walk,
            at: (!matches!(self.phase, Phase::Done)).then_some(self.at),
            order: self.order,
            batch: self.batch.as_ref().map(|batch| batch.name.as_str()),
            state: Box::new(|place| {
                if self.is_settled(review, place) {
                    queue::RowState::Settled
                } else if self.is_unreadable(&review.queue[place].number) {
                    queue::RowState::Unreadable
                } else {
                    queue::RowState::Open
                }
            }),
        }
    }

    /// The sheets of the walk that are with the field team and not settled.
    fn left_unreadable<'a>(&self, review: &'a Review) -> Vec<&'a str> {
        let left = self.walk.iter().filter(|place| !self.is_settled(review, **place));
        let numbers = left.map(|place| review.queue[*place].number.as_str());
        let mut numbers: Vec<&str> = numbers.filter(|number| self.is_unreadable(number)).collect();
        numbers.sort_by(|one, other| sheet_order(one, other));
        numbers.dedup();
        numbers
    }

    /// What the supervisor is to know of the sheet before reading it.
    fn marks(&self, review: &Review, item: &QueueItem) -> panels::Marks {
        panels::Marks {
            unreadable: self.is_unreadable(&item.number),
            keyed_by_reader: review.is_keyed_by(&item.number, self.supervisor.id),
            read_again: self.rereading.is_some(),
            read_differently: self.read_differently,
        }
    }

    fn counts_pill(&self, language: Language) -> String {
        let left = self.walk.len().saturating_sub(self.settled);
        text!(language, "screens-settled-left", settled = self.settled, left = left)
    }

    pub(super) fn count_settled(&mut self) {
        if let Some(review) = self.review.clone() {
            self.settled = self.walk.iter().filter(|place| self.is_settled(&review, **place)).count();
        }
    }

    pub(super) fn is_settled(&self, review: &Review, place: usize) -> bool {
        let item = review.queue.get(place);
        self.decided.contains_key(&place) || item.is_some_and(|item| item.state == State::Settled)
    }

    /// Hands over what was decided.
    pub fn hand_over(&mut self, study: &mut StudyHandle) {
        if !self.outbox.is_empty() {
            study.resolve(std::mem::take(&mut self.outbox));
        }
        if !self.declared.is_empty() {
            study.declare(self.supervisor.id, std::mem::take(&mut self.declared));
        }
    }

    /// Whether nobody keyed the question looked at: there are no two keyings to show.
    pub(super) fn is_due(&self) -> bool {
        self.item().is_some_and(|item| matches!(item.item, Item::Due { .. }))
    }

    /// Nothing typed, nothing half decided.
    pub(super) fn is_idle(&self) -> bool {
        match &self.phase {
            Phase::Reading(reader) => reader.is_empty(),
            Phase::Check { reader, .. } => reader.is_empty(),
            Phase::Confirming(..) | Phase::Choosing { .. } | Phase::Reason { .. } | Phase::Slipped { .. } => {
                false
            }
            Phase::Done | Phase::Arrived(_) => true,
        }
    }

    /// The sheet and the question looked at, as printed; of a broken rule its name.
    pub fn place(&self) -> Option<String> {
        let item = self.item().filter(|_| !matches!(self.phase, Phase::Done))?;
        let questionnaire = &self.review.as_ref()?.snapshot.questionnaire;
        let question = match &item.item {
            Item::Check(failure) => failure.name.clone(),
            Item::Difference { field, .. } | Item::Due { field } => {
                let (variable, line) =
                    (questionnaire.field_variable(*field), questionnaire.field(*field).line);
                match variable.repeat.and_then(|repeat| questionnaire.repeats.get(repeat)) {
                    Some(repeat) => format!("{}{} {line}", repeat.number, variable.number),
                    None => variable.number.clone(),
                }
            }
        };
        Some(format!("{} {question}", item.number).trim_end().to_owned())
    }

    /// The empty field in which missing keys act.
    pub fn empty_field(&self) -> Option<EmptyField<'_>> {
        let (Phase::Reading(reader) | Phase::Check { reader, .. }) = &self.phase else { return None };
        let (questionnaire, variable) = reader.empty_field()?;
        Some(EmptyField { questionnaire, variable, free_text: self.takes_text() })
    }

    pub(super) fn takes_text(&self) -> bool {
        let text_question = |reader: &Reader| {
            let review = self.review.as_ref();
            review.is_some_and(|review| {
                let variable = review.snapshot.questionnaire.field_variable(reader.field());
                matches!(variable.kind, VariableType::Text { .. })
            })
        };
        match &self.phase {
            Phase::Reason { .. } => true,
            Phase::Reading(reader) => text_question(reader),
            Phase::Check { reader, .. } => text_question(reader),
            Phase::Confirming(..)
            | Phase::Choosing { .. }
            | Phase::Slipped { .. }
            | Phase::Arrived(_)
            | Phase::Done => false,
        }
    }

    /// What is looked at; nothing where nothing is open.
    pub(in crate::desktop) fn looked_at(&self) -> Option<&QueueItem> {
        self.item().filter(|_| !matches!(self.phase, Phase::Done))
    }

    /// The sound of what a key did: the same whether a blind reading equals one keying or neither.
    pub(super) fn give(&mut self, cue: Cue) {
        self.cue = Some(cue.after(self.cue));
    }

    pub(super) fn item(&self) -> Option<&QueueItem> {
        self.review.as_ref()?.queue.get(self.at)
    }

    pub(super) fn next_check_field(&mut self) {
        if let Phase::Check { at, .. } = &self.phase {
            self.look_at_check_field(at + 1);
        }
    }

    /// Another question of the broken rule; after the last one the first.
    pub(super) fn look_at_check_field(&mut self, at: usize) {
        let Some(Item::Check(failure)) = self.item().map(|item| &item.item) else { return };
        let at = at % failure.fields.len().max(1);
        if let Some(reader) = failure.fields.get(at).and_then(|field| self.reader(*field)) {
            self.phase = Phase::Check { at, reader: Box::new(reader) };
        }
    }

    pub(super) fn decide_answer(&mut self, field: FieldId, answer: Answer, means: Means, reason: String) {
        let Some(review) = self.review.clone() else { return };
        self.decide(self.target(&review, field, answer), means, reason);
    }

    pub(super) fn decide(&mut self, target: Target, means: Means, reason: String) {
        let Some(number) = self.item().map(|item| item.number.clone()) else { return };
        let operator = self.supervisor.id;
        let decision = NewResolution { number, target, means, reason, operator };
        self.outbox.push(decision.clone());
        self.done.extend(self.item().cloned().map(Done::Decided));
        for place in self.ended_with(self.at, &decision) {
            self.decided.insert(place, decision.clone());
        }
        self.decided.insert(self.at, decision);
        self.count_settled();
        self.go_to_open(From::Next);
    }

    /// Ctrl+Z: back to what was done last; of decisions the newer one counts.
    pub(super) fn take_back(&mut self) {
        let Some(review) = self.review.clone() else { return };
        match self.done.pop() {
            Some(Done::Decided(last)) => {
                if let Some(place) = place_of(&last, &review) {
                    if let Some(taken_back) = self.decided.remove(&place) {
                        self.decided.retain(|_, other| *other != taken_back);
                    }
                    self.count_settled();
                    self.go_to(place);
                }
            }
            Some(Done::Unreadable(number)) => {
                self.readable_again(&number);
                if let Some(place) = self.walk.iter().find(|place| review.queue[**place].number == number) {
                    self.go_to(*place);
                }
            }
            None => {}
        }
    }

    /// The sheet of the item looked at goes to the field team, and its items with it.
    pub(super) fn declare_unreadable(&mut self, reason: String) {
        let Some(number) = self.item().map(|item| item.number.clone()) else { return };
        self.declared.push((Some(number.clone()), Said::Unreadable { reason }));
        self.unreadable.insert(number.clone(), true);
        self.done.push(Done::Unreadable(number));
        self.go_to_open(From::Next);
    }

    /// The field team could read it, or it was a mistake.
    pub(super) fn readable_again(&mut self, number: &str) {
        let Some(review) = self.review.clone() else { return };
        let same = |declared: &(Option<String>, Said)| declared.0.as_deref() == Some(number);
        if self.declared.iter().any(same) {
            self.declared.retain(|declared| !same(declared));
        }
        let standing = unreadable_sheets(&review.snapshot.declarations).remove(number);
        if let Some(declaration) = standing {
            self.declared.push((None, Said::Withdrawn { declaration: declaration.id }));
        }
        self.unreadable.insert(number.to_owned(), false);
    }

    pub(super) fn is_unreadable(&self, number: &str) -> bool {
        self.unreadable.get(number).copied().unwrap_or_else(|| self.with_field_team.contains(number))
    }

    /// Another order of the same items; where it stands stays.
    pub(super) fn turn_order(&mut self) {
        self.order = self.order.other();
        self.walk_anew();
    }

    /// The next batch, then all sheets again.
    pub(super) fn next_batch(&mut self) {
        let Some(review) = self.review.clone() else { return };
        let all = batches(&review.snapshot.declarations);
        let at = self.batch.as_ref().and_then(|batch| all.iter().position(|other| other.id == batch.id));
        self.batch = all.get(at.map_or(0, |at| at + 1)).cloned();
        self.walk_anew();
        if !self.walk.contains(&self.at) {
            self.go_to_open(From::Start);
        }
    }

    pub(super) fn walk_anew(&mut self) {
        let Some(review) = self.review.clone() else { return };
        self.walk = walk(&review, self.order, self.batch.as_ref());
        self.with_field_team =
            unreadable_sheets(&review.snapshot.declarations).into_keys().map(str::to_owned).collect();
        self.count_settled();
    }

    /// Where the walk stands.
    fn step(&self) -> usize {
        self.walk.iter().position(|place| *place == self.at).unwrap_or_default()
    }

    pub(super) fn go_back_one(&mut self) {
        if let Some(place) = self.walk.get(self.step().saturating_sub(1)) {
            self.go_to(*place);
        }
    }

    pub(super) fn go_to_open(&mut self, from: From) {
        let Some(review) = self.review.clone() else { return };
        let from = match from {
            From::Start => 0,
            From::Here => self.step(),
            From::Next => self.step() + 1,
        };
        let (before, rest) = self.walk.split_at(from.min(self.walk.len()));
        let open = rest.iter().chain(before).copied().find(|place| {
            !self.is_settled(&review, *place) && !self.is_unreadable(&review.queue[*place].number)
        });
        match open {
            Some(place) => self.go_to(place),
            None if self.whole && self.go_to_rereading() => {}
            None => self.phase = Phase::Done,
        }
    }

    pub(super) fn go_to(&mut self, place: usize) {
        let Some(item) = self.review.as_ref().and_then(|review| review.queue.get(place)).cloned() else {
            return;
        };
        self.at = place;
        (self.rereading, self.read_differently) = (None, false);
        // A rule is looked at with the final record in view: the keyings agree on it, or it is settled.
        self.record =
            self.review.as_ref().filter(|_| matches!(item.item, Item::Check(_))).and_then(|review| {
                final_record::final_record_of(&review.snapshot, &review.comparison, &item.number)
            });
        let reader = item.field().and_then(|field| self.reader(field));
        self.phase = match (&item.item, reader) {
            (Item::Difference { .. } | Item::Due { .. }, Some(reader)) => Phase::Reading(Box::new(reader)),
            (Item::Check(failure), Some(reader)) => {
                Phase::Check { at: failure.fields.len().saturating_sub(1), reader: Box::new(reader) }
            }
            (_, None) => Phase::Done,
        };
    }

    pub(super) fn reader(&self, field: FieldId) -> Option<Reader> {
        let review = self.review.as_ref()?;
        let number = &self.item()?.number;
        let once = || review.snapshot.keyings.iter().find(|keying| keying.number == *number);
        let keying = review.keyings_of(number).map(|(first, _)| first).or_else(once);
        let started = keying.map_or(jiff::Timestamp::UNIX_EPOCH, |keying| keying.started);
        let today = started.to_zoned(jiff::tz::TimeZone::UTC).date();
        Some(Reader::new(review.snapshot.questionnaire.clone(), field, today))
    }
}
