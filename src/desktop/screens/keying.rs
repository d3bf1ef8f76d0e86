//! A stack of sheets being keyed: the page, what was typed, where we are. The rules of keying are the
//! session's (`keying`); this file hands it keys in order and shows its state.

use std::sync::Arc;

use egui::{Align, CentralPanel, Color32, Event, Frame, Layout, Margin, Panel, RichText, Ui};

use super::keying_list as list;
use super::keying_panels as panels;
use super::keying_rail::rail;
use crate::desktop::announce;
use crate::desktop::answers;
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::keyboard::Keyboard;
use crate::desktop::motion::Flashes;
use crate::desktop::page_view::{PageView, Sheet, Spoken, Written};
use crate::desktop::personal_keys::EmptyField;
use crate::desktop::sound::Cue;
use crate::desktop::study_thread::StudyHandle;
use crate::desktop::tokens::Tokens;
use crate::desktop::widgets;
use crate::keying::{Aside, Effect, Entry, Mode, Session, Signal};
use crate::paper::handwriting::{Inscription, inscription_in, typed_inscription};
use crate::paper::lay_out;
use crate::questionnaire::{Answer, FieldId, Origin, Record};
use crate::study::pace::Stopwatch;
use crate::study::{BegunKeying, Operator, Pass};
use crate::text;
use crate::texts::Language;

/// What the screen hands over, in order.
pub(super) enum Handed {
    /// To be kept.
    Entry(Entry),
    /// The sheet of that number is finished.
    Finished(String),
    /// An older sheet is to be read.
    Fetch(u32),
}

/// A stack of sheets being keyed.
pub struct KeyingScreen {
    pub(super) session: Session,
    pub(super) operator: Operator,
    pub(super) pass: Pass,
    keyboard: Keyboard,
    outbox: Vec<Effect>,
    page: Option<(Language, PageView)>,
    /// What is seen, and heard, without looking.
    pub(super) flashes: Flashes,
    /// Sheets finished since the screen was opened.
    finished: usize,
    /// The number of the sheet that entries go to.
    open: Option<String>,
    /// The sheet finished last, and on how many questions its two keyings differ, where that is told.
    pub(super) counted: Option<(String, u32)>,
    /// The keyer pauses: back to the study.
    paused: bool,
    /// The keyer's own speed, since the screen was opened and when this sheet was begun.
    watch: Stopwatch,
    at_sheet_start: Stopwatch,
    /// The number of this sheet.
    timed: Option<String>,
}

impl KeyingScreen {
    /// A session on the next sheet of the pass, or on the one left unfinished.
    pub fn new(begun: BegunKeying) -> Self {
        let BegunKeying { session, operator, pass } = begun;
        let outbox = session.opening_entries().into_iter().map(Effect::Keep).collect();
        Self {
            session,
            operator,
            pass,
            keyboard: Keyboard::default(),
            outbox,
            page: None,
            flashes: Flashes::default(),
            finished: 0,
            open: None,
            counted: None,
            paused: false,
            watch: Stopwatch::default(),
            at_sheet_start: Stopwatch::default(),
            timed: None,
        }
    }

    /// Takes the key events that belong to the paper, in order, before egui sees them: however many
    /// arrive in one frame, each meets the state the one before it left.
    pub fn take_events(&mut self, events: &mut Vec<Event>) {
        let mut keyboard = std::mem::take(&mut self.keyboard);
        keyboard.take(
            events,
            self,
            |screen| screen.session.takes_text(),
            |screen, key| screen.session.key(key, &mut screen.outbox),
        );
        self.keyboard = keyboard;
    }

    /// The empty field in which missing keys act.
    pub fn empty_field(&self) -> Option<EmptyField<'_>> {
        let variable = self.session.empty_field()?;
        let free_text = self.session.takes_text();
        Some(EmptyField { questionnaire: self.session.questionnaire(), variable, free_text })
    }

    /// Paints the screen and hands over what is to be kept.
    pub fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        if let Some(study) = &mut context.study {
            self.hand_over(study);
        }
        self.tick(context.now);
        if self.is_left() {
            context.ask(Action::GoStudy);
        }
        self.give_cue(ui, context);
        let language = context.language;
        let title = self.session.questionnaire().title.get(language.code()).to_owned();
        let sheet = panels::sheet_name(&self.session, language);
        let page = self.page_pill(language);
        let who = format!("{} · {}", panels::pass_name(self.pass, language), self.operator.name);
        let verifies = self.session.verifies();
        widgets::top_bar(ui, context, &[&title, &sheet], |ui, context| {
            widgets::pill(ui, context.tokens, &page);
            widgets::pill(ui, context.tokens, &who);
            if verifies {
                widgets::pill(ui, context.tokens, &text!(language, "verifying-pill"));
            }
        });
        self.status_ui(ui, context);
        // With large text or in a small window the page comes first; the rail is a convenience.
        if ui.available_width() >= 1000.0 {
            self.rail(ui, context);
        }
        self.side(ui, context);
        self.paper(ui, context);
    }

    pub(super) fn status_ui(&self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let finished = self.finished;
        widgets::status_bar(
            ui,
            context,
            |ui, context| panels::status(ui, context, &self.session, finished),
            |ui, context| panels::key_hints(ui, context),
        );
    }

    /// Keys pressed so far count as pressed now.
    pub(super) fn tick(&mut self, now: jiff::Timestamp) {
        self.watch.tick(now.as_millisecond(), self.session.keys_pressed());
        if self.session.number() != self.timed.as_deref() {
            self.timed = self.session.number().map(str::to_owned);
            self.at_sheet_start = self.watch;
        }
    }

    /// The keyer's speed since the screen was opened.
    pub(super) fn watch(&self) -> Stopwatch {
        self.watch
    }

    /// The keyer's speed on this sheet.
    pub(super) fn sheet_watch(&self) -> Stopwatch {
        self.watch.since(&self.at_sheet_start)
    }

    /// Whether the keyer pauses, once.
    pub(super) fn is_left(&mut self) -> bool {
        std::mem::take(&mut self.paused)
    }

    /// The sheet is left without a pause: what is counted is to be kept too.
    pub fn leave(&mut self, study: &mut StudyHandle) {
        self.hand_over(study);
        if let Some(entry) = self.session.leave() {
            study.append(entry);
        }
    }

    /// Hands over what is to be kept, in order.
    pub fn hand_over(&mut self, study: &mut StudyHandle) {
        let operator = self.operator.id;
        self.pass_on(|handed| match handed {
            Handed::Entry(entry) => _ = study.append(entry),
            Handed::Finished(number) => study.count_early(number, operator),
            Handed::Fetch(keying) => study.fetch_keying(keying),
        });
    }

    /// Gives what is to be kept to `keep`, in order, and heeds the signals.
    pub(super) fn pass_on(&mut self, mut keep: impl FnMut(Handed)) {
        for effect in std::mem::take(&mut self.outbox) {
            match effect {
                Effect::Keep(entry) => {
                    if let Entry::Open { number, .. }
                    | Entry::Resume { number, .. }
                    | Entry::Renumber { number, .. } = &entry
                    {
                        self.open = Some(number.clone());
                    }
                    keep(Handed::Entry(entry));
                }
                Effect::Fetch { keying } => keep(Handed::Fetch(keying)),
                Effect::Signal(signal) => {
                    self.paused |= signal == Signal::Paused;
                    if signal == Signal::Finished {
                        self.finished += 1;
                        self.counted = None;
                        if let Some(number) = self.open.clone() {
                            keep(Handed::Finished(number));
                        }
                    }
                    // A key refused while the field is locked is a stop again.
                    let locked = matches!(self.session.mode(), Mode::Stopped(_));
                    if let Some(cue) = Cue::of(signal) {
                        let cue = if locked && cue == Cue::Warning { Cue::Stop } else { cue };
                        self.flashes.give(cue);
                    }
                }
            }
        }
    }

    /// A finished sheet that was gone back to is there, or could not be read.
    pub fn fetched(&mut self, found: Option<(Record, Option<String>, Aside)>) {
        self.session.fetched(found, &mut self.outbox);
    }

    /// The study counted the differences of a sheet finished here.
    pub fn counted(&mut self, number: String, differences: u32) {
        self.session.count_told(&number);
        self.counted = Some((number, differences));
    }

    /// Lights and sounds what happened since the last frame, and says it to screen readers.
    fn give_cue(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let (cue, rest) = self.flashes.pass(ui.input(|input| input.time));
        if let Some(cue) = cue {
            context.ask(Action::Sound(cue));
        }
        if let Some(rest) = rest.filter(|_| !context.still) {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(rest));
        }
        let urgent = panels::is_urgent(&self.session);
        announce::words(ui, "what was keyed", urgent, || panels::heard(&self.session, context.language));
    }

    fn page_pill(&self, language: Language) -> String {
        let questionnaire = self.session.questionnaire();
        let page = questionnaire.field_variable(self.session.cursor()).page + 1;
        text!(language, "screens-page", page = page, pages = questionnaire.pages.len())
    }

    fn rail(&self, ui: &mut Ui, context: &ScreenContext<'_>) {
        let tokens = context.tokens;
        Panel::left("keying rail")
            .exact_size(176.0)
            .resizable(false)
            .show_separator_line(false)
            // Without a ground of its own, as the paper's.
            .frame(Frame::new().inner_margin(Margin::symmetric(14, 14)))
            .show(ui, |ui| rail(ui, tokens, &self.session, context.language));
    }

    pub(super) fn side(&self, ui: &mut Ui, context: &ScreenContext<'_>) {
        let tokens = context.tokens;
        let margin = if ui.available_width() >= 1000.0 { 20 } else { 10 };
        Panel::right("keying side")
            .exact_size((ui.available_width() * 0.34).clamp(210.0, 312.0))
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().fill(tokens.bar).inner_margin(Margin::symmetric(margin, 16)))
            .show(ui, |ui| {
                // A bar that comes and goes takes no room: nothing in the panel moves sideways.
                ui.spacing_mut().scroll = egui::style::ScrollStyle::floating();
                egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                    ui.with_layout(Layout::top_down(Align::Min), |ui| {
                        panels::side(ui, context, self);
                    });
                });
            });
    }

    pub(super) fn paper(&mut self, ui: &mut Ui, context: &ScreenContext<'_>) {
        let (language, tokens) = (context.language, context.tokens);
        if self.page.as_ref().is_none_or(|(shown, _)| *shown != language) {
            let layout = Arc::new(lay_out(self.session.questionnaire(), language.code()));
            self.page = Some((language, PageView::new(self.session.questionnaire(), layout)));
        }
        let Some((_, view)) = &mut self.page else { return };
        let sheet = KeyedSheet { session: &self.session, language };
        let room = ui.available_rect_before_wrap();
        // Without a ground of its own: the window is cleared to the desk's colour.
        let clicked =
            CentralPanel::default().frame(Frame::new()).show(ui, |ui| view.ui(ui, tokens, &sheet)).inner;
        if let Some(cue) = self.flashes.light(context.still).filter(|cue| *cue != Cue::Accepted) {
            panels::edge_light(ui, tokens, room, cue);
        }
        list::near_field(ui, tokens, &self.session, room, language);
        if let Some(field) = clicked {
            self.session.go_to(field);
        }
    }
}

/// The sheet under the keyer's hands, as the page shows it.
struct KeyedSheet<'a> {
    session: &'a Session,
    language: Language,
}

impl KeyedSheet<'_> {
    fn inscription(&self, field: FieldId) -> Inscription {
        let session = self.session;
        let questionnaire = session.questionnaire();
        let variable = questionnaire.field_variable(field);
        let here = field == session.cursor() && *session.mode() != Mode::End;
        if here {
            if let Some(ticks) = session.ticks() {
                return Inscription::Crosses(ticks.to_vec());
            }
            if let Some(typed) = session.typed() {
                return typed_inscription(variable, typed, session.caret());
            }
            if let Some(answer) = session.pending_answer() {
                return inscription_in(questionnaire, variable, answer, self.language.code());
            }
        }
        inscription_in(questionnaire, variable, session.record().answer(field), self.language.code())
    }
}

impl Sheet for KeyedSheet<'_> {
    fn written(&self, field: FieldId) -> Written {
        let place = self.session.record().field(field);
        let applies = self.session.applicable()[usize::from(field.0)];
        let not_asked = place.answer == Answer::NotApplicable
            || place.answer.is_not_asked()
            || self.session.is_left_out(field);
        Written {
            inscription: self.inscription(field),
            skipped: !applies || not_asked,
            kept: place.kept,
            noted: place.note.is_some(),
            constant: place.origin == Origin::Constant && place.answer.is_keyed(),
        }
    }

    fn spoken(&self, field: FieldId) -> Spoken {
        let questionnaire = self.session.questionnaire();
        let variable = questionnaire.field_variable(field);
        let applies = self.session.applicable()[usize::from(field.0)];
        let here = field == self.session.cursor();
        let typed = self.session.typed().filter(|_| here).map(str::to_owned);
        let found = list::spoken(self.session, self.language).filter(|_| here);
        let value = found.or(typed).unwrap_or_else(|| {
            answers::in_words(questionnaire, variable, self.session.record().answer(field), self.language)
        });
        let state = match self.session.mode() {
            Mode::Stopped(stop) if here => stop.text(self.language, variable),
            _ if self.session.aside().contains_key(&field) => text!(self.language, "verifying-aside-here"),
            _ if !applies => text!(self.language, "screens-answer-not-applicable"),
            _ if self.session.is_left_out(field) => text!(self.language, "verifying-left-out"),
            _ if self.session.record().field(field).origin == Origin::Constant => {
                text!(self.language, "verifying-constant-here")
            }
            _ if self.session.record().field(field).kept => text!(self.language, "screens-kept"),
            _ if here => panels::choices_in_words(self.session, variable, self.language),
            _ => String::new(),
        };
        Spoken { name: answers::question_name(questionnaire, field, self.language), value, state }
    }

    fn active(&self) -> Option<FieldId> {
        (*self.session.mode() != Mode::End).then(|| self.session.cursor())
    }

    fn stopped(&self) -> bool {
        matches!(self.session.mode(), Mode::Stopped(_))
    }

    fn pen(&self, tokens: &Tokens, _field: FieldId) -> Color32 {
        tokens.page.pen
    }

    fn dims_others(&self) -> bool {
        false
    }
}

/// A line of rich text, short.
pub(super) fn words(text: impl Into<String>, font: egui::FontId, colour: Color32) -> RichText {
    RichText::new(text).font(font).color(colour)
}
