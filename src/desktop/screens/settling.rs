//! Differences being settled, keys only: a blind third reading first, both values only when asked for or
//! when the reading equals neither. This file holds the states and the keys; painting is in
//! `settling_panels`.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use egui::{CentralPanel, Event, Frame, Margin, Panel, Ui};

use super::settling_panels as panels;
use crate::compare::{FinalRecord, Item, QueueItem, Review, State, Verdict, final_record, settle_reading};
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::keyboard::{Keyboard, Translated};
use crate::desktop::page_view::PageView;
use crate::desktop::study_thread::StudyHandle;
use crate::desktop::widgets;
use crate::keying::Key;
use crate::keying::reading::Reader;
use crate::paper::lay_out;
use crate::questionnaire::{Answer, FieldId, Missing, VariableType};
use crate::study::{Means, NewResolution, Operator, Target};
use crate::text;
use crate::texts::Language;

/// The queue being walked through.
pub struct SettlingScreen {
    supervisor: Operator,
    keyboard: Keyboard,
    review: Option<Arc<Review>>,
    /// Place in the queue of what is looked at.
    at: usize,
    pub(super) phase: Phase,
    /// The final record of the sheet whose broken rule is looked at.
    record: Option<FinalRecord>,
    /// What was decided on this screen, by place in the queue; the study's own answer comes later.
    decided: HashMap<usize, NewResolution>,
    /// What was decided on this screen, in order, for Ctrl+Z.
    done: Vec<QueueItem>,
    /// Sheets and questions whose two keyings were shown here: a reading after that is no longer blind.
    seen: HashSet<(String, FieldId)>,
    /// How many items of the queue are settled, decided here included.
    settled: usize,
    outbox: Vec<NewResolution>,
    leave: bool,
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
    /// Why an agreed answer is corrected.
    Reason {
        /// The field.
        field: FieldId,
        /// What the paper says.
        answer: Answer,
        /// The reason typed so far.
        text: String,
    },
    /// Nothing is open.
    Done,
}

impl SettlingScreen {
    /// The queue from its first open item.
    pub fn new(supervisor: Operator) -> Self {
        Self {
            supervisor,
            keyboard: Keyboard::default(),
            review: None,
            at: 0,
            phase: Phase::Done,
            record: None,
            decided: HashMap::new(),
            done: Vec::new(),
            seen: HashSet::new(),
            settled: 0,
            outbox: Vec::new(),
            leave: false,
            page: None,
        }
    }

    /// Takes the key events that belong to the paper, in order, before egui sees them.
    pub fn take_events(&mut self, events: &mut Vec<Event>) {
        events.retain(|event| match self.keyboard.translate(event, self.takes_text()) {
            Translated::Left => true,
            Translated::Keys(keys) => {
                for key in keys {
                    self.key(key);
                }
                false
            }
        });
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
            .show(ui, |ui| {
                let settled = |place: usize| self.is_settled(&review, place);
                panels::queue(ui, context, &review, self.at, &settled)
            })
            .inner;
        if let Some(place) = clicked {
            self.go_to(place);
        }
        match review.queue.get(self.at).filter(|_| !matches!(self.phase, Phase::Done)) {
            Some(item) => self.desk(ui, context, &review, item),
            None => panels::done(ui, context, review.queue.len()),
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
            .show(ui, |ui| panels::decision(ui, tokens, review, item, &self.phase, language));
        let Some((_, view)) = &mut self.page else { return };
        let sheet = panels::ReadSheet::new(review, item, &self.phase, self.record.as_ref(), language);
        CentralPanel::default()
            .frame(Frame::new().fill(tokens.desk))
            .show(ui, |ui| view.ui(ui, tokens, &sheet));
    }

    fn counts_pill(&self, language: Language) -> String {
        let Some(review) = &self.review else { return String::new() };
        let left = review.queue.len().saturating_sub(self.settled);
        text!(language, "screens-settled-left", settled = self.settled, left = left)
    }

    fn count_settled(&mut self) {
        if let Some(review) = self.review.clone() {
            self.settled = (0..review.queue.len()).filter(|place| self.is_settled(&review, *place)).count();
        }
    }

    fn is_settled(&self, review: &Review, place: usize) -> bool {
        let item = review.queue.get(place);
        self.decided.contains_key(&place) || item.is_some_and(|item| item.state == State::Settled)
    }

    /// Hands over what was decided.
    pub fn hand_over(&mut self, study: &mut StudyHandle) {
        if !self.outbox.is_empty() {
            study.resolve(std::mem::take(&mut self.outbox));
        }
    }

    /// Takes the study's review when there is a newer one and nothing is being typed. The queue may have
    /// changed (a correction breaks or mends a rule), so the place is found anew.
    fn look_again(&mut self, context: &ScreenContext<'_>) {
        let Some(newest) = context.study.as_ref().and_then(|study| study.review.clone()) else { return };
        let same = self.review.as_ref().is_some_and(|review| Arc::ptr_eq(review, &newest));
        if same || !self.is_idle() {
            return;
        }
        let before = self.review.as_ref().and_then(|review| review.queue.get(self.at)).cloned();
        // Decisions that the newest review does not hold yet stay marked; of the others it knows better: a
        // rule may still be broken after a correction.
        let kept = |decision: &NewResolution| {
            newest.snapshot.resolutions.iter().rev().any(|kept| {
                kept.number == decision.number
                    && kept.target == decision.target
                    && kept.operator == decision.operator
            })
        };
        let place_of = |wanted: &QueueItem| newest.queue.iter().position(|item| same_item(item, wanted));
        let old = self.review.replace(newest.clone());
        self.decided = std::mem::take(&mut self.decided)
            .into_iter()
            .filter(|(_, decision)| !kept(decision))
            .filter_map(|(place, decision)| {
                let item = old.as_ref()?.queue.get(place)?;
                Some((place_of(item)?, decision))
            })
            .collect();
        self.count_settled();
        let waiting = !matches!(self.phase, Phase::Done);
        match before.as_ref().and_then(place_of).filter(|_| waiting) {
            Some(place) => self.go_to(place),
            None if old.is_none() => self.go_to_open(0),
            None => self.go_to_open(self.at),
        }
    }

    /// Nothing typed, nothing half decided.
    fn is_idle(&self) -> bool {
        match &self.phase {
            Phase::Reading(reader) => reader.is_empty(),
            Phase::Check { reader, .. } => reader.is_empty(),
            Phase::Confirming(..) | Phase::Choosing { .. } | Phase::Reason { .. } => false,
            Phase::Done => true,
        }
    }

    fn takes_text(&self) -> bool {
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
            Phase::Confirming(..) | Phase::Choosing { .. } | Phase::Done => false,
        }
    }

    fn item(&self) -> Option<&QueueItem> {
        self.review.as_ref()?.queue.get(self.at)
    }

    /// Whether nobody keyed the question looked at: there are no two keyings to show.
    fn is_due(&self) -> bool {
        self.item().is_some_and(|item| matches!(item.item, Item::Due { .. }))
    }

    fn key(&mut self, key: Key) {
        let (idle, due) = (self.is_idle(), self.is_due());
        match (key, &mut self.phase) {
            (Key::Escape, Phase::Choosing { .. } | Phase::Reason { .. } | Phase::Confirming(..)) => {
                self.go_to(self.at);
            }
            (Key::Escape, _) if !idle => self.go_to(self.at),
            (Key::Escape, _) => self.leave = true,
            (_, Phase::Reason { .. }) => self.key_in_reason(key),
            (Key::Down, _) => self.go_to_open(self.at + 1),
            (Key::Up, _) => self.go_to(self.at.saturating_sub(1)),
            (Key::Control('z'), _) => self.take_back(),
            (Key::Function(7), Phase::Reading(_) | Phase::Confirming(..)) if !due => {
                self.show_both(None);
            }
            (_, Phase::Reading(reader)) => {
                if let Some(answer) = reader.key(key) {
                    self.read(answer);
                }
            }
            (Key::Enter, Phase::Confirming(answer)) => {
                let answer = answer.clone();
                self.weigh(answer);
            }
            (Key::Backspace, Phase::Confirming(..)) => self.go_to(self.at),
            (_, Phase::Choosing { .. }) => self.key_in_choosing(key),
            (Key::Function(3), Phase::Check { .. }) if idle => self.keep_check(),
            (Key::Tab, Phase::Check { .. }) => self.next_check_field(),
            (_, Phase::Check { reader, .. }) => {
                if let Some(answer) = reader.key(key) {
                    let field = reader.field();
                    self.phase = Phase::Reason { field, answer, text: String::new() };
                }
            }
            _ => {}
        }
    }

    /// A blind reading is complete: weighed against the two keyings, after Enter where there are only
    /// two possible answers.
    fn read(&mut self, answer: Answer) {
        let Some(review) = &self.review else { return };
        let Phase::Reading(reader) = &self.phase else { return };
        let variable = review.snapshot.questionnaire.field_variable(reader.field());
        // Reading one of only two boxes gives the other away, so a slip of the finger would settle it.
        let two_answers = variable.kind == VariableType::SelectOne
            && variable.choices.len() == 2
            && matches!(answer, Answer::Value(_));
        if two_answers {
            self.phase = Phase::Confirming(answer);
        } else {
            self.weigh(answer);
        }
    }

    fn weigh(&mut self, reading: Answer) {
        let Some((review, item)) = self.review.clone().zip(self.item().cloned()) else { return };
        if let Item::Due { field } = item.item {
            // Nobody keyed it: this reading is the answer.
            return self.decide_answer(field, reading, Means::BlindReading, String::new());
        }
        let Item::Difference { field, .. } = item.item else { return };
        let Some((first, second)) = review.answers_of(&item.number, field) else { return };
        match settle_reading(&review.snapshot.questionnaire, field, first, second, &reading) {
            Verdict::First | Verdict::Second | Verdict::BoxByBox => {
                let seen = self.seen.contains(&(item.number, field));
                let means = if seen { Means::SeenBoth } else { Means::BlindReading };
                self.decide_answer(field, reading, means, String::new());
            }
            Verdict::Neither => self.show_both(Some(reading)),
        }
    }

    /// Both keyings are shown, which is remembered.
    fn show_both(&mut self, reading: Option<Answer>) {
        if let Some((number, field)) = self.item().and_then(|item| Some((item.number.clone(), item.field()?)))
        {
            self.seen.insert((number, field));
            self.phase = Phase::Choosing { reading };
        }
    }

    /// `A` and `B` take a keying as shown, `C` the reading (letters, so that no code is taken for a key);
    /// `-` says illegible; Backspace reads again.
    fn key_in_choosing(&mut self, key: Key) {
        let Some((review, item)) = self.review.clone().zip(self.item().cloned()) else { return };
        let Item::Difference { field, .. } = item.item else { return };
        let Some((first, second)) = review.answers_of(&item.number, field) else { return };
        let Phase::Choosing { reading } = &self.phase else { return };
        let (left, right) =
            if panels::swapped(&item.number, field) { (second, first) } else { (first, second) };
        let code = review.snapshot.questionnaire.missing_code(Missing::Illegible);
        let illegible = code.map(|code| code.key).filter(|key| !"aAbBcC".contains(*key));
        let chosen = match key {
            Key::Char('a' | 'A') => Some(left.clone()),
            Key::Char('b' | 'B') => Some(right.clone()),
            Key::Char('c' | 'C') => reading.clone(),
            Key::Char(key) if Some(key) == illegible => Some(Answer::Missing(Missing::Illegible)),
            Key::Backspace => return self.go_to(self.at),
            _ => None,
        };
        if let Some(answer) = chosen {
            let answer = if answer == Answer::NotKeyed { Answer::NotApplicable } else { answer };
            self.decide_answer(field, answer, Means::SeenBoth, String::new());
        }
    }

    fn key_in_reason(&mut self, key: Key) {
        let Phase::Reason { field, answer, text } = &mut self.phase else { return };
        match key {
            Key::Char(character) => text.push(character),
            Key::Backspace => _ = text.pop(),
            Key::Enter if !text.trim().is_empty() => {
                let (field, answer, reason) = (*field, answer.clone(), text.trim().to_owned());
                self.decide_answer(field, answer, Means::Correction, reason);
            }
            _ => {}
        }
    }

    fn keep_check(&mut self) {
        let Some(Item::Check(failure)) = self.item().map(|item| item.item.clone()) else { return };
        let target = Target::KeepCheck { check: failure.name };
        self.decide(target, Means::CheckKept, String::new());
    }

    fn next_check_field(&mut self) {
        let Some(Item::Check(failure)) = self.item().map(|item| item.item.clone()) else { return };
        let Phase::Check { at, .. } = &self.phase else { return };
        let next = (at + 1) % failure.fields.len().max(1);
        if let Some((field, reader)) =
            failure.fields.get(next).and_then(|field| Some((*field, self.reader(*field)?)))
        {
            debug_assert_eq!(field, reader.field());
            self.phase = Phase::Check { at: next, reader: Box::new(reader) };
        }
    }

    fn decide_answer(&mut self, field: FieldId, answer: Answer, means: Means, reason: String) {
        let Some(review) = &self.review else { return };
        let questionnaire = &review.snapshot.questionnaire;
        let variable = questionnaire.field_variable(field).name.clone();
        let line = questionnaire.field(field).line;
        self.decide(Target::Field { variable, line, answer }, means, reason);
    }

    fn decide(&mut self, target: Target, means: Means, reason: String) {
        let Some(number) = self.item().map(|item| item.number.clone()) else { return };
        let operator = self.supervisor.id;
        let decision = NewResolution { number, target, means, reason, operator };
        self.outbox.push(decision.clone());
        self.done.extend(self.item().cloned());
        self.decided.insert(self.at, decision);
        self.count_settled();
        self.go_to_open(self.at + 1);
    }

    /// Ctrl+Z: back to what was decided last, to read it again; the newer decision counts.
    fn take_back(&mut self) {
        let Some(review) = self.review.clone() else { return };
        let Some(last) = self.done.pop() else { return };
        if let Some(place) = review.queue.iter().position(|item| same_item(item, &last)) {
            self.decided.remove(&place);
            self.count_settled();
            self.go_to(place);
        }
    }

    fn go_to_open(&mut self, from: usize) {
        let Some(review) = self.review.clone() else { return };
        let all = review.queue.len();
        let open = (from..all).chain(0..from.min(all)).find(|place| !self.is_settled(&review, *place));
        match open {
            Some(place) => self.go_to(place),
            None => self.phase = Phase::Done,
        }
    }

    fn go_to(&mut self, place: usize) {
        let Some(item) = self.review.as_ref().and_then(|review| review.queue.get(place)).cloned() else {
            return;
        };
        self.at = place;
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

    fn reader(&self, field: FieldId) -> Option<Reader> {
        let review = self.review.as_ref()?;
        let day = self.item().and_then(|item| review.keyings_of(&item.number));
        let started = day.map_or(jiff::Timestamp::UNIX_EPOCH, |(first, _)| first.started);
        let today = started.to_zoned(jiff::tz::TimeZone::UTC).date();
        Some(Reader::new(review.snapshot.questionnaire.clone(), field, today))
    }
}

/// Whether two queues mean the same thing by an item.
fn same_item(one: &QueueItem, other: &QueueItem) -> bool {
    one.number == other.number
        && match (&one.item, &other.item) {
            (Item::Difference { field: one, .. }, Item::Difference { field: other, .. }) => one == other,
            (Item::Due { field: one }, Item::Due { field: other }) => one == other,
            (Item::Check(one), Item::Check(other)) => one.name == other.name,
            _ => false,
        }
}
