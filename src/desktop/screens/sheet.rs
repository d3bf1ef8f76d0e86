//! One sheet, for a supervisor: its final record on the page, both keyings and the history of the
//! question looked at, and corrections. This file holds the state and the keys; the panel beside the
//! page is in `sheet_panel`.

use std::sync::Arc;

use egui::{CentralPanel, Event, Frame, Margin, Panel, Ui};

use super::sheet_panel as panel;
use crate::compare::{Review, Standing, final_record};
use crate::desktop::answers;
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::keyboard::Keyboard;
use crate::desktop::page_view::{PageView, Sheet, Spoken, Written};
use crate::desktop::personal_keys::EmptyField;
use crate::desktop::study_thread::StudyHandle;
use crate::desktop::tokens::Tokens;
use crate::desktop::widgets;
use crate::keying::reading::Reader;
use crate::keying::{Key, Mode};
use crate::paper::handwriting::{Inscription, inscription, typed_inscription};
use crate::paper::lay_out;
use crate::questionnaire::expression::applicable_fields;
use crate::questionnaire::{Answer, FieldId, Origin, Questionnaire, Record, VariableType};
use crate::study::{Counted, Keying, Means, NewResolution, Operator, Target};
use crate::text;
use crate::texts::Language;

/// One sheet, for a supervisor.
pub struct SheetScreen {
    pub(super) number: String,
    supervisor: Operator,
    keyboard: Keyboard,
    pub(super) seen: Option<Seen>,
    pub(super) at: FieldId,
    pub(super) phase: Phase,
    outbox: Vec<NewResolution>,
    leave: bool,
    page: Option<(Language, PageView)>,
}

/// What the screen waits for.
pub(super) enum Phase {
    /// A correction may be typed at the question looked at.
    Looking(Box<Reader>),
    /// Why the answer is corrected.
    Reason {
        /// What the paper says.
        answer: Answer,
        /// The reason typed so far.
        text: String,
    },
}

/// The sheet as it stands in the newest review.
pub(super) struct Seen {
    pub(super) review: Arc<Review>,
    /// Places of its keyings in the snapshot.
    keyings: Vec<usize>,
    /// The final record where there is one, else the only keying's.
    record: Record,
    /// By field: how the final answer came to be; empty without a final record.
    standings: Vec<Standing>,
    applicable: Vec<bool>,
}

impl Seen {
    fn of(review: Arc<Review>, number: &str) -> Self {
        let snapshot = &review.snapshot;
        let counted = Counted::of(&snapshot.declarations);
        let of_sheet = |keying: &Keying| counted.number(keying.id, &keying.number) == Some(number);
        let keyings = snapshot.all_keyings().filter(|(_, keying)| of_sheet(keying));
        let keyings: Vec<usize> = keyings.map(|(at, _)| at).collect();
        let last = final_record::final_record_of(snapshot, &review.comparison, number);
        let (record, standings, today) = match last {
            Some(last) => (last.record, last.standings, last.today),
            None => {
                let only = keyings.first().and_then(|at| snapshot.keying(*at));
                let empty = || Record::empty(&snapshot.questionnaire);
                let started = only.map_or(jiff::Timestamp::UNIX_EPOCH, |keying| keying.started);
                let today = started.to_zoned(jiff::tz::TimeZone::UTC).date();
                (only.map_or_else(empty, |keying| keying.record.read().into_owned()), Vec::new(), today)
            }
        };
        let applicable = applicable_fields(&snapshot.questionnaire, &record, today);
        Self { keyings, record, standings, applicable, review }
    }

    pub(super) fn questionnaire(&self) -> &Arc<Questionnaire> {
        &self.review.snapshot.questionnaire
    }

    pub(super) fn keyings(&self) -> impl Iterator<Item = &Keying> {
        self.keyings.iter().filter_map(|at| self.review.snapshot.keying(*at))
    }

    pub(super) fn record(&self) -> &Record {
        &self.record
    }

    /// How the final answer of a field came to be; `None` where the sheet has no final record.
    pub(super) fn standing(&self, field: FieldId) -> Option<Standing> {
        self.standings.get(usize::from(field.0)).copied()
    }

    fn today(&self) -> jiff::civil::Date {
        let started = self.keyings().next().map_or(jiff::Timestamp::UNIX_EPOCH, |keying| keying.started);
        started.to_zoned(jiff::tz::TimeZone::UTC).date()
    }
}

impl SheetScreen {
    /// The sheet, at its first question.
    pub fn new(number: String, supervisor: Operator) -> Self {
        Self {
            number,
            supervisor,
            keyboard: Keyboard::default(),
            seen: None,
            at: FieldId(0),
            phase: Phase::Reason { answer: Answer::NotKeyed, text: String::new() },
            outbox: Vec::new(),
            leave: false,
            page: None,
        }
    }

    /// Takes the key events that belong to the paper, in order, before egui sees them.
    pub fn take_events(&mut self, events: &mut Vec<Event>) {
        let mut keyboard = std::mem::take(&mut self.keyboard);
        keyboard.take(events, self, Self::takes_text, Self::key);
        self.keyboard = keyboard;
    }

    /// Paints the screen and hands over corrections.
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
        let sheet = text!(language, "screens-sheet", number = self.number.as_str());
        let state = self.seen.as_ref().map(|seen| panel::state(seen, language)).unwrap_or_default();
        widgets::top_bar(ui, context, &[&title, &sheet], |ui, context| {
            widgets::pill(ui, context.tokens, &state);
        });
        let supervisor = self.supervisor.name.clone();
        widgets::status_bar(
            ui,
            context,
            |ui, context| super::settling_panels::supervisor(ui, context, &supervisor),
            |ui, context| panel::hints(ui, context),
        );
        let history = context.study.as_ref().and_then(|study| study.history.clone());
        let lines = history.filter(|(number, _)| *number == self.number).map(|(_, lines)| lines);
        Panel::right("sheet side")
            .exact_size((ui.available_width() * 0.36).clamp(240.0, 400.0))
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().fill(context.tokens.bar).inner_margin(Margin::symmetric(20, 16)))
            .show(ui, |ui| {
                egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                    panel::side(ui, context.tokens, self, lines.as_deref().map(Vec::as_slice), language);
                });
            });
        self.paper(ui, context);
    }

    fn paper(&mut self, ui: &mut Ui, context: &ScreenContext<'_>) {
        let (language, tokens) = (context.language, context.tokens);
        let frame = Frame::new().fill(tokens.desk);
        let Some(seen) = &self.seen else {
            CentralPanel::default().frame(frame).show(ui, |ui| super::settling_panels::waiting(ui, context));
            return;
        };
        if self.page.as_ref().is_none_or(|(shown, _)| *shown != language) {
            let layout = Arc::new(lay_out(seen.questionnaire(), language.code()));
            self.page = Some((language, PageView::new(seen.questionnaire(), layout)));
        }
        let Some((_, view)) = &mut self.page else { return };
        let sheet = LookedAt { seen, at: self.at, phase: &self.phase, language };
        let clicked = CentralPanel::default().frame(frame).show(ui, |ui| view.ui(ui, tokens, &sheet)).inner;
        if let Some(field) = clicked {
            self.go_to(field);
        }
    }

    /// Hands over what was decided.
    pub fn hand_over(&mut self, study: &mut StudyHandle) {
        if !self.outbox.is_empty() {
            study.resolve(std::mem::take(&mut self.outbox));
        }
    }

    /// Takes the newest review, and asks for the history that goes with it.
    fn look_again(&mut self, context: &mut ScreenContext<'_>) {
        let Some(study) = &mut context.study else { return };
        let Some(newest) = study.review.clone() else { return };
        if self.seen.as_ref().is_some_and(|seen| Arc::ptr_eq(&seen.review, &newest)) {
            return;
        }
        study.read_history(self.number.clone());
        let first_time = self.seen.is_none();
        self.seen = Some(Seen::of(newest, &self.number));
        if first_time {
            self.go_to(self.fields().first().copied().unwrap_or(FieldId(0)));
        }
    }

    /// The empty field in which missing keys act.
    pub fn empty_field(&self) -> Option<EmptyField<'_>> {
        let Phase::Looking(reader) = &self.phase else { return None };
        let (questionnaire, variable) = reader.empty_field()?;
        Some(EmptyField { questionnaire, variable, free_text: self.takes_text() })
    }

    fn takes_text(&self) -> bool {
        match (&self.phase, &self.seen) {
            (Phase::Reason { .. }, _) => true,
            (Phase::Looking(_), Some(seen)) => {
                let variable = seen.questionnaire().field_variable(self.at);
                matches!(variable.kind, VariableType::Text { .. })
            }
            (Phase::Looking(_), None) => false,
        }
    }

    /// The questions one can look at, in paper order.
    fn fields(&self) -> Vec<FieldId> {
        let Some(seen) = &self.seen else { return Vec::new() };
        let questionnaire = seen.questionnaire();
        let keyed = |field: &FieldId| questionnaire.field_variable(*field).kind != VariableType::Calculate;
        questionnaire.field_ids().filter(keyed).collect()
    }

    fn key(&mut self, key: Key) {
        if self.seen.is_none() {
            self.leave |= key == Key::Escape;
            return;
        }
        match (key, &mut self.phase) {
            (Key::Escape, Phase::Reason { .. }) => self.go_to(self.at),
            (Key::Escape, Phase::Looking(reader)) if !reader.is_empty() => self.go_to(self.at),
            (Key::Escape, _) => self.leave = true,
            (_, Phase::Reason { .. }) => self.key_in_reason(key),
            (Key::Down | Key::Tab, _) => self.step(1),
            (Key::Up | Key::ShiftTab, _) => self.step(-1),
            (_, Phase::Looking(reader)) => {
                if let Some(answer) = reader.key(key) {
                    self.correct(answer);
                }
            }
        }
    }

    /// A correction needs a final record to correct, and a reason; the number of a sheet is corrected
    /// where it was keyed.
    fn correct(&mut self, answer: Answer) {
        let Some(seen) = &self.seen else { return };
        let is_number = seen.questionnaire().sheet_number_field() == Some(self.at);
        if seen.standings.is_empty() || is_number || *seen.record.answer(self.at) == answer {
            return self.go_to(self.at);
        }
        self.phase = Phase::Reason { answer, text: String::new() };
    }

    fn key_in_reason(&mut self, key: Key) {
        let Phase::Reason { answer, text } = &mut self.phase else { return };
        match key {
            Key::Char(character) => text.push(character),
            Key::Backspace => _ = text.pop(),
            Key::Enter if !text.trim().is_empty() => {
                let (answer, reason) = (answer.clone(), text.trim().to_owned());
                self.decide(answer, reason);
            }
            _ => {}
        }
    }

    fn decide(&mut self, answer: Answer, reason: String) {
        let Some(seen) = &self.seen else { return };
        let questionnaire = seen.questionnaire();
        let variable = questionnaire.field_variable(self.at).name.clone();
        let line = questionnaire.field(self.at).line;
        // Where the keyings differ, this settles the difference, with both in view.
        let means = match seen.standing(self.at) {
            Some(Standing::Open) => Means::SeenBoth,
            _ => Means::Correction,
        };
        let target = Target::Field { variable, line, answer };
        let operator = self.supervisor.id;
        self.outbox.push(NewResolution { number: self.number.clone(), target, means, reason, operator });
        self.go_to(self.at);
    }

    fn step(&mut self, by: isize) {
        let fields = self.fields();
        let at = fields.iter().position(|field| *field == self.at).unwrap_or(0);
        let next = at.saturating_add_signed(by).min(fields.len().saturating_sub(1));
        if let Some(field) = fields.get(next) {
            self.go_to(*field);
        }
    }

    fn go_to(&mut self, field: FieldId) {
        let Some(seen) = &self.seen else { return };
        self.at = field;
        let reader = Reader::new(seen.questionnaire().clone(), field, seen.today());
        self.phase = Phase::Looking(Box::new(reader));
    }
}

/// The page of a sheet looked at.
struct LookedAt<'a> {
    seen: &'a Seen,
    at: FieldId,
    phase: &'a Phase,
    language: Language,
}

impl LookedAt<'_> {
    fn being_typed(&self, field: FieldId) -> Option<Inscription> {
        if field != self.at {
            return None;
        }
        match self.phase {
            Phase::Reason { answer, .. } => Some(inscription(self.seen.questionnaire(), answer)),
            Phase::Looking(reader) if reader.is_empty() => None,
            Phase::Looking(reader) if !reader.ticks().is_empty() => {
                Some(Inscription::Crosses(reader.ticks().to_vec()))
            }
            Phase::Looking(reader) => {
                let variable = self.seen.questionnaire().field_variable(field);
                Some(typed_inscription(variable, reader.typed(), reader.typed().len()))
            }
        }
    }
}

impl Sheet for LookedAt<'_> {
    fn written(&self, field: FieldId) -> Written {
        let keyings = || self.seen.keyings().map(|keying| keying.record.field(field));
        let open = self.seen.standing(field) == Some(Standing::Open);
        let stands = inscription(self.seen.questionnaire(), self.seen.record.answer(field));
        Written {
            inscription: self.being_typed(field).unwrap_or(stands),
            skipped: !self.seen.applicable[usize::from(field.0)],
            kept: open || keyings().any(|place| place.kept),
            noted: keyings().any(|place| place.note.is_some()),
            constant: keyings().any(|place| place.origin == Origin::Constant),
        }
    }

    fn spoken(&self, field: FieldId) -> Spoken {
        let questionnaire = self.seen.questionnaire();
        let variable = questionnaire.field_variable(field);
        let value = answers::in_words(questionnaire, variable, self.seen.record.answer(field), self.language);
        let state = match self.seen.standing(field) {
            Some(Standing::Open) => text!(self.language, "screens-standing-open"),
            _ => String::new(),
        };
        Spoken { name: answers::question_name(questionnaire, field, self.language), value, state }
    }

    fn active(&self) -> Option<FieldId> {
        Some(self.at)
    }

    fn stopped(&self) -> bool {
        matches!(self.phase, Phase::Looking(reader) if matches!(reader.mode(), Mode::Stopped(_)))
    }

    fn pen(&self, tokens: &Tokens, field: FieldId) -> egui::Color32 {
        let typed = field == self.at && self.being_typed(field).is_some();
        match self.seen.standing(field) {
            Some(Standing::Settled | Standing::Corrected) => tokens.page.third,
            _ if typed => tokens.page.third,
            _ => tokens.page.pen,
        }
    }

    fn dims_others(&self) -> bool {
        false
    }
}
