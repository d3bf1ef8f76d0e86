//! An audit being read, keys only and blind: question after question, what the paper says. Nothing here
//! knows what either keying said.

use std::collections::HashSet;
use std::sync::Arc;

use egui::{CentralPanel, CornerRadius, Event, Frame, Label, Margin, Panel, Stroke, Ui};

use super::keying::words;
use crate::compare::Review;
use crate::compare::quality::Audit;
use crate::compare::quality::audit::ToRead;
use crate::desktop::answers;
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::keyboard::Keyboard;
use crate::desktop::page_view::{PageView, Sheet, Spoken, Written};
use crate::desktop::quality_thread::{self, Coming, Computing, ForReader};
use crate::desktop::study_thread::StudyHandle;
use crate::desktop::theme::{bold, regular};
use crate::desktop::tokens::{Tokens, text_size};
use crate::desktop::widgets;
use crate::keying::reading::Reader;
use crate::keying::{Key, Mode};
use crate::paper::handwriting::{Inscription, typed_inscription};
use crate::paper::lay_out;
use crate::questionnaire::{Answer, FieldId, Questionnaire, VariableType};
use crate::study::{KeptAnswer, Operator, Said};
use crate::text;
use crate::texts::Language;

/// As many numbers of sheets as a person looks through.
const NUMBERS_SHOWN: usize = 12;

/// An audit being read.
pub struct AuditScreen {
    reader: Operator,
    keyboard: Keyboard,
    looking: Option<Computing<ForReader>>,
    state: State,
    outbox: Vec<(Option<String>, Said)>,
    leave: bool,
    page: Option<(Language, PageView)>,
}

enum State {
    /// The audit is being looked for.
    Looking,
    /// There is none, or all is read.
    Nothing,
    /// The reader keyed or settled some of its sheets.
    Refused(Vec<String>),
    /// A question is being read.
    Reading(Box<Reading>),
}

struct Reading {
    audit: Audit,
    questionnaire: Arc<Questionnaire>,
    today: jiff::civil::Date,
    /// Place in the audit's list.
    at: usize,
    done: HashSet<usize>,
    reader: Reader,
}

impl AuditScreen {
    /// For somebody who keyed and settled none of the audit's sheets; the study is asked first.
    pub fn new(reader: Operator) -> Self {
        Self {
            reader,
            keyboard: Keyboard::default(),
            looking: None,
            state: State::Looking,
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

    fn takes_text(&self) -> bool {
        matches!(&self.state, State::Reading(reading) if reading.takes_text())
    }

    /// Hands over what was read.
    pub fn hand_over(&mut self, study: &mut StudyHandle) {
        if !self.outbox.is_empty() {
            study.declare(self.reader.id, std::mem::take(&mut self.outbox));
        }
    }

    fn key(&mut self, key: Key) {
        let State::Reading(reading) = &mut self.state else {
            self.leave |= key == Key::Escape;
            return;
        };
        match key {
            Key::Escape if reading.reader.is_empty() => self.leave = true,
            Key::Escape => reading.go_to(reading.at),
            Key::Down => reading.step(1),
            Key::Up => reading.step(-1),
            key => {
                if let Some(answer) = reading.reader.key(key) {
                    self.outbox.extend(reading.keep(answer));
                    if !reading.next() {
                        self.state = State::Nothing;
                    }
                }
            }
        }
    }

    /// Paints the screen and hands over what was read.
    pub fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        if let Some(study) = &mut context.study {
            self.hand_over(study);
        }
        if std::mem::take(&mut self.leave) {
            context.ask(Action::GoStudy);
        }
        self.look(ui.ctx(), context);
        let language = context.language;
        let left = match &self.state {
            State::Reading(reading) => Some(reading.audit.left.len().saturating_sub(reading.done.len())),
            _ => None,
        };
        widgets::top_bar(ui, context, &[&text!(language, "audit-title")], |ui, context| {
            if let Some(left) = left {
                widgets::pill(ui, context.tokens, &text!(language, "audit-left", count = left));
            }
        });
        let name = self.reader.name.clone();
        widgets::status_bar(
            ui,
            context,
            |ui, context| _ = widgets::soft(ui, context.tokens, &name),
            |ui, context| {
                let escape = text!(language, "screens-key-escape");
                widgets::key_hint(ui, context.tokens, &escape, &text!(language, "screens-does-leave"));
            },
        );
        match &self.state {
            State::Reading(reading) => {
                let view = page_view(&mut self.page, &reading.questionnaire, language);
                reading_ui(ui, context, reading, view);
            }
            State::Looking => message(ui, context.tokens, &text!(language, "desktop-reading")),
            State::Nothing => message(ui, context.tokens, &text!(language, "audit-all-read")),
            State::Refused(numbers) => {
                let shown = numbers.iter().take(NUMBERS_SHOWN).map(String::as_str);
                let more = (numbers.len() > NUMBERS_SHOWN).then_some("…");
                let (count, numbers) = (numbers.len(), shown.chain(more).collect::<Vec<_>>().join(" "));
                let operator = self.reader.name.as_str();
                let said =
                    text!(language, "audit-seen", operator = operator, count = count, numbers = numbers);
                message(ui, context.tokens, &said);
            }
        }
    }

    fn look(&mut self, wake: &egui::Context, context: &ScreenContext<'_>) {
        if !matches!(self.state, State::Looking) {
            return;
        }
        let Some(review) = context.study.as_ref().and_then(|study| study.review.clone()) else { return };
        let looking = self.looking.get_or_insert_with(|| {
            quality_thread::newest_audit(review.clone(), self.reader.id, wake.clone())
        });
        self.state = match looking.answer() {
            Coming::OnItsWay => return,
            Coming::Here(Some((_, seen))) if !seen.is_empty() => State::Refused(seen),
            Coming::Here(Some((audit, _))) => begin(audit, &review),
            Coming::Here(None) | Coming::Never => State::Nothing,
        };
    }
}

fn begin(audit: Audit, review: &Review) -> State {
    let questionnaire = review.snapshot.questionnaire.clone();
    let Some(first) = audit.left.first() else { return State::Nothing };
    // The day of keying, for `today()`: that of the study's last entry.
    let last = review.snapshot.last_entry.unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let today = last.to_zoned(jiff::tz::TimeZone::UTC).date();
    let reader = Reader::new(questionnaire.clone(), first.field, today);
    State::Reading(Box::new(Reading { audit, questionnaire, today, at: 0, done: HashSet::new(), reader }))
}

impl Reading {
    fn question(&self) -> Option<&ToRead> {
        self.audit.left.get(self.at)
    }

    fn takes_text(&self) -> bool {
        let variable = self.questionnaire.field_variable(self.reader.field());
        matches!(variable.kind, VariableType::Text { .. })
    }

    fn go_to(&mut self, at: usize) {
        if let Some(field) = self.audit.left.get(at).map(|question| question.field) {
            self.at = at;
            self.reader = Reader::new(self.questionnaire.clone(), field, self.today);
        }
    }

    /// To the next or the previous question, read or not.
    fn step(&mut self, by: isize) {
        let last = self.audit.left.len().saturating_sub(1);
        self.go_to(self.at.saturating_add_signed(by).min(last));
    }

    /// To the next question that is not read; whether there is one.
    fn next(&mut self) -> bool {
        let all = self.audit.left.len();
        let next = (self.at + 1..all).chain(0..all).find(|at| !self.done.contains(at));
        next.map(|at| self.go_to(at)).is_some()
    }

    fn keep(&mut self, answer: Answer) -> Option<(Option<String>, Said)> {
        let question = self.question()?;
        let said = Said::AuditRead {
            audit: self.audit.id,
            variable: self.questionnaire.field_variable(question.field).name.clone(),
            line: self.questionnaire.field(question.field).line,
            choice: None,
            answer: KeptAnswer(answer),
        };
        let number = question.number.clone();
        self.done.insert(self.at);
        Some((Some(number), said))
    }

    fn typed(&self) -> String {
        let mut parts: Vec<&str> = self.reader.ticks().iter().map(String::as_str).collect();
        parts.extend(Some(self.reader.typed()).filter(|typed| !typed.is_empty()));
        parts.join(", ")
    }
}

fn page_view<'a>(
    page: &'a mut Option<(Language, PageView)>,
    questionnaire: &Arc<Questionnaire>,
    language: Language,
) -> &'a mut PageView {
    if page.as_ref().is_some_and(|(shown, _)| *shown != language) {
        *page = None;
    }
    let made = || {
        let layout = Arc::new(lay_out(questionnaire, language.code()));
        (language, PageView::new(questionnaire, layout))
    };
    &mut page.get_or_insert_with(made).1
}

fn reading_ui(ui: &mut Ui, context: &ScreenContext<'_>, reading: &Reading, view: &mut PageView) {
    let (language, tokens) = (context.language, context.tokens);
    Panel::bottom("audit question")
        .exact_size((ui.available_height() * 0.4).clamp(110.0, 170.0))
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::new().fill(tokens.desk).inner_margin(Margin {
            left: 40,
            right: 40,
            top: 8,
            bottom: 14,
        }))
        .show(ui, |ui| {
            Frame::new()
                .fill(tokens.card)
                .stroke(Stroke::new(1.0, tokens.line))
                .corner_radius(CornerRadius::same(12))
                .inner_margin(Margin::symmetric(26, 16))
                .show(ui, |ui| {
                    ui.set_min_size(ui.available_size());
                    question_ui(ui, tokens, reading, language);
                });
        });
    CentralPanel::default()
        .frame(Frame::new().fill(tokens.desk))
        .show(ui, |ui| view.ui(ui, tokens, &AuditSheet { reading, language }));
}

fn question_ui(ui: &mut Ui, tokens: &Tokens, reading: &Reading, language: Language) {
    let Some(question) = reading.question() else { return };
    let questionnaire = &*reading.questionnaire;
    let variable = questionnaire.field_variable(question.field);
    let asked = answers::short_name(questionnaire, question.field, language);
    let (number, page) = (question.number.as_str(), variable.page + 1);
    let sentence = text!(language, "screens-take-the-sheet", number = number, page = page, question = asked);
    ui.add(Label::new(words(sentence, bold(text_size::HEADING), tokens.ink)).wrap());
    ui.add(Label::new(words(reading.typed(), bold(text_size::FIGURE), tokens.third)).truncate());
    let said = match reading.reader.mode() {
        Mode::Stopped(stop) => stop.text(language, variable),
        _ => match reading.reader.refusal() {
            Some(refusal) => refusal.text(language),
            None => text!(language, "audit-how"),
        },
    };
    ui.add(Label::new(words(said, regular(text_size::BASE), tokens.soft)).wrap());
}

fn message(ui: &mut Ui, tokens: &Tokens, said: &str) {
    CentralPanel::default().frame(Frame::new().fill(tokens.desk).inner_margin(Margin::same(40))).show(
        ui,
        |ui| {
            ui.add(Label::new(words(said, regular(text_size::HEADING), tokens.ink)).wrap());
        },
    );
}

/// The page with the question that is read, and nothing else on it.
struct AuditSheet<'a> {
    reading: &'a Reading,
    language: Language,
}

impl Sheet for AuditSheet<'_> {
    fn written(&self, field: FieldId) -> Written {
        let reader = &self.reading.reader;
        let inscription = if field != reader.field() {
            Inscription::Nothing
        } else if !reader.ticks().is_empty() {
            Inscription::Crosses(reader.ticks().to_vec())
        } else if !reader.typed().is_empty() {
            let variable = self.reading.questionnaire.field_variable(field);
            typed_inscription(variable, reader.typed(), reader.typed().len())
        } else {
            Inscription::Nothing
        };
        Written { inscription, skipped: false, kept: false, noted: false, constant: false }
    }

    fn spoken(&self, field: FieldId) -> Spoken {
        let name = answers::question_name(&self.reading.questionnaire, field, self.language);
        let here = field == self.reading.reader.field();
        Spoken { name, value: if here { self.reading.typed() } else { String::new() }, state: String::new() }
    }

    fn active(&self) -> Option<FieldId> {
        Some(self.reading.reader.field())
    }

    fn stopped(&self) -> bool {
        matches!(self.reading.reader.mode(), Mode::Stopped(_))
    }

    fn pen(&self, tokens: &Tokens, _field: FieldId) -> egui::Color32 {
        tokens.page.third
    }

    fn dims_others(&self) -> bool {
        true
    }
}
