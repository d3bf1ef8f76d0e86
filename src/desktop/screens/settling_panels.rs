//! How settling looks: the queue on the left, the page in the middle, what is asked below it. While a
//! difference is read blind, nothing here depends on either value.

use egui::{Align, CornerRadius, Frame, Label, Layout, Margin, Rect, ScrollArea, Sense, Stroke, Ui, vec2};

use super::keying::words;
use super::settling::{Phase, Reasoned};
use crate::compare::{CheckSource, FinalRecord, Item, Order, QueueItem, Review};
use crate::desktop::answers;
use crate::desktop::context::ScreenContext;
use crate::desktop::keymap::Keymap;
use crate::desktop::page_view::{Sheet, Spoken, Written};
use crate::desktop::theme::{bold, regular, semibold};
use crate::desktop::tokens::{Tokens, text_size};
use crate::desktop::widgets::{Icon, key_hint, paint_icon};
use crate::keying::Mode;
use crate::keying::reading::Reader;
use crate::paper::handwriting::{Inscription, inscription, typed_inscription};
use crate::questionnaire::{Answer, FieldId, Missing, Questionnaire};
use crate::study::Said;
use crate::text;
use crate::texts::Language;

const ROW: f32 = 33.0;

/// How the current item is being settled.
pub(super) fn how(phase: &Phase, language: Language) -> String {
    let id = match phase {
        Phase::Reading(_) | Phase::Confirming(..) => "screens-how-blind",
        Phase::Choosing { .. } | Phase::Slipped { .. } => "screens-how-both",
        Phase::Reason { of: Reasoned::Overruled(..), .. } => "screens-how-both",
        Phase::Reason { of: Reasoned::Unreadable, .. } => "screens-how-blind",
        Phase::Check { .. } | Phase::Reason { .. } => "screens-how-check",
        Phase::Done => "screens-how-done",
    };
    text!(language, id)
}

pub(super) fn supervisor(ui: &mut Ui, context: &ScreenContext<'_>, name: &str) {
    ui.label(words(name, regular(text_size::SMALL), context.tokens.soft));
}

pub(super) fn settling_hints(ui: &mut Ui, context: &ScreenContext<'_>) {
    let language = context.language;
    ui.spacing_mut().item_spacing.x = 18.0;
    let escape = text!(language, "screens-key-escape");
    for (key, does) in [
        (escape.as_str(), "screens-does-leave"),
        ("Ctrl Z", "screens-does-take-back"),
        ("F7", "screens-does-show-both"),
        ("F9", "settling-does-unreadable"),
    ] {
        let key = context.keys.shown(language, key);
        ui.scope(|ui| key_hint(ui, context.tokens, &key, &text!(language, does)));
    }
}

/// While the study is being compared.
pub(super) fn waiting(ui: &mut Ui, context: &ScreenContext<'_>) {
    let text = text!(context.language, "screens-comparing");
    ui.centered_and_justified(|ui| {
        ui.label(words(text, regular(text_size::HEADING), context.tokens.soft));
    });
}

/// Nothing is open.
pub(super) fn done(ui: &mut Ui, context: &ScreenContext<'_>, all: usize) {
    let (language, tokens) = (context.language, context.tokens);
    let id = if all == 0 { "screens-no-differences" } else { "screens-all-settled" };
    egui::CentralPanel::default().frame(Frame::new().fill(tokens.desk)).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(ui.available_height() * 0.32);
            let (rect, _) = ui.allocate_exact_size(vec2(44.0, 44.0), Sense::hover());
            paint_icon(ui.painter(), Icon::Check, rect, tokens.ok);
            ui.label(words(text!(language, id), bold(text_size::TITLE), tokens.ink));
            ui.label(words(text!(language, "screens-then-export"), regular(text_size::BASE), tokens.soft));
            ui.add_space(10.0);
            let escape = text!(language, "screens-key-escape");
            ui.allocate_ui(vec2(230.0, 26.0), |ui| {
                key_hint(ui, tokens, &escape, &text!(language, "screens-does-back-to-study"));
            });
        });
    });
}

/// The queue: sheet and question only. Gives back a row that was clicked.
pub(super) fn queue(ui: &mut Ui, context: &ScreenContext<'_>, shown: &Queue<'_>) -> Option<usize> {
    let (tokens, review, at) = (context.tokens, shown.review, shown.at);
    let mut clicked = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    queue_head(ui, context, shown);
    let height = ui.available_height();
    let step = shown.walk.iter().position(|place| *place == at).unwrap_or_default();
    let offset = (step as f32 * ROW - height * 0.4).max(0.0);
    let area = ScrollArea::vertical().auto_shrink(false).id_salt("queue rows");
    // The current row is kept in view; the wheel may look elsewhere until the next decision.
    let remembered = ui.scope_id().with("queue at");
    let moved = ui.data(|data| data.get_temp::<usize>(remembered)) != Some(at);
    ui.data_mut(|data| data.insert_temp(remembered, at));
    let area = if moved { area.vertical_scroll_offset(offset) } else { area };
    area.show_rows(ui, ROW, shown.walk.len(), |ui, rows| {
        for place in rows.filter_map(|row| shown.walk.get(row).copied()) {
            let Some(item) = review.queue.get(place) else { continue };
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
            let name = item_name(&review.snapshot.questionnaire, item, context.language);
            row(ui, tokens, rect, &item.number, &name, place == at, (shown.state)(place));
            let spoken = format!("{} {name}", item.number);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &spoken));
            if response.clicked() {
                clicked = Some(place);
            }
        }
    });
    clicked
}

/// The queue as it is shown.
pub(super) struct Queue<'a> {
    pub(super) review: &'a Review,
    /// Places of the queue, in the order of the walk.
    pub(super) walk: &'a [usize],
    /// The place looked at.
    pub(super) at: usize,
    pub(super) order: Order,
    /// The batch that is walked through.
    pub(super) batch: Option<&'a str>,
    pub(super) state: Box<dyn Fn(usize) -> RowState + 'a>,
}

/// How far an item is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RowState {
    /// To be settled.
    Open,
    /// Decided.
    Settled,
    /// Its sheet is with the field team.
    Unreadable,
}

/// In which order, and of which batch.
fn queue_head(ui: &mut Ui, context: &ScreenContext<'_>, shown: &Queue<'_>) {
    let (language, tokens) = (context.language, context.tokens);
    let order = match shown.order {
        Order::Sheet => text!(language, "settling-by-sheet"),
        Order::Question => text!(language, "settling-by-question"),
    };
    let has_batches = shown.batch.is_some()
        || shown.review.snapshot.declarations.iter().any(|it| matches!(it.said, Said::Batch { .. }));
    Frame::new().inner_margin(Margin { left: 18, right: 8, top: 0, bottom: 8 }).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        key_hint(ui, tokens, &Keymap::current(ui.ctx()).shown(language, "F5"), &order);
        if has_batches {
            let batch = shown.batch.map_or_else(|| text!(language, "settling-all-batches"), str::to_owned);
            key_hint(ui, tokens, &Keymap::current(ui.ctx()).shown(language, "F6"), &batch);
        }
    });
}

fn item_name(questionnaire: &Questionnaire, item: &QueueItem, language: Language) -> String {
    let question = item.field().map_or_else(String::new, |field| {
        let variable = questionnaire.field_variable(field);
        if variable.repeat.is_some() {
            return answers::short_name(questionnaire, field, language);
        }
        format!("{} {}", variable.number, variable.short_label(language.code())).trim().to_owned()
    });
    match &item.item {
        Item::Difference { .. } | Item::Due { .. } => question,
        Item::Check(failure) => {
            text!(language, "screens-check-row", check = failure.name.as_str(), question = question)
        }
    }
}

fn row(ui: &Ui, tokens: &Tokens, rect: Rect, number: &str, name: &str, here: bool, state: RowState) {
    let settled = state != RowState::Open;
    let painter = ui.painter().with_clip_rect(rect);
    if here {
        painter.rect_filled(rect, CornerRadius::ZERO, tokens.mark);
        painter.rect_filled(Rect::from_min_size(rect.min, vec2(4.0, ROW)), CornerRadius::ZERO, tokens.ring);
    }
    let (ink, soft) = if settled && !here { (tokens.soft, tokens.soft) } else { (tokens.ink, tokens.ink) };
    let middle = rect.center().y;
    let paint = |x: f32, text: &str, font, colour, width: f32| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, colour);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width);
        let galley = painter.layout_job(job);
        painter.galley(egui::pos2(rect.left() + x, middle - galley.size().y / 2.0), galley, colour);
    };
    paint(18.0, number, semibold(text_size::SMALL), ink, 70.0);
    paint(92.0, name, regular(text_size::SMALL), soft, rect.width() - 92.0 - 34.0);
    let icon = Rect::from_center_size(egui::pos2(rect.right() - 20.0, middle), vec2(13.0, 13.0));
    match state {
        RowState::Open => {}
        RowState::Settled => paint_icon(&painter, Icon::Check, icon, tokens.ok),
        RowState::Unreadable => paint_icon(&painter, Icon::Warning, icon, tokens.amber),
    }
}

/// Whether the second keying is shown on the left: decided by sheet and question, so that neither side
/// is always the first.
pub(super) fn swapped(number: &str, field: FieldId) -> bool {
    let sum: u32 = number.bytes().map(u32::from).sum::<u32>() + u32::from(field.0) * 7;
    (sum / 3) % 2 == 1
}

/// What the supervisor is to know of a sheet before reading it.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    /// It is with the field team.
    pub(super) unreadable: bool,
    /// The supervisor keyed it in one of the passes.
    pub(super) keyed_by_reader: bool,
}

impl Marks {
    fn sentences(self, language: Language) -> impl Iterator<Item = String> {
        let unreadable = self.unreadable.then(|| text!(language, "settling-is-unreadable"));
        let own = self.keyed_by_reader.then(|| text!(language, "settling-own-keying"));
        unreadable.into_iter().chain(own)
    }
}

/// What is asked: the large box with what was read, the sentence, the keys.
pub(super) fn decision(
    ui: &mut Ui,
    tokens: &'static Tokens,
    review: &Review,
    item: &QueueItem,
    phase: &Phase,
    marks: Marks,
    language: Language,
) {
    let frame = Frame::new()
        .fill(tokens.card)
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(CornerRadius::same(12))
        .inner_margin(Margin::symmetric(26, 18));
    frame.show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        ScrollArea::vertical().id_salt("decision").auto_shrink(false).show(ui, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 26.0;
                if ui.available_width() > 480.0 {
                    read_box(ui, tokens, review, phase, language);
                }
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 7.0;
                    sentences(ui, tokens, review, item, phase, language);
                    for mark in marks.sentences(language) {
                        ui.add(Label::new(words(mark, semibold(text_size::BASE), tokens.amber)).wrap());
                    }
                });
            });
        });
    });
}

/// The large box: the third reading in green, as far as it is typed.
fn read_box(ui: &mut Ui, tokens: &Tokens, review: &Review, phase: &Phase, language: Language) {
    let figure = match phase {
        Phase::Reading(reader) => typed_figure(reader),
        Phase::Check { reader, .. } => typed_figure(reader),
        Phase::Confirming(answer)
        | Phase::Reason { of: Reasoned::Correction(_, answer) | Reasoned::Overruled(_, answer), .. }
        | Phase::Choosing { reading: Some(answer) } => {
            answers::at_a_glance(&review.snapshot.questionnaire, answer, language)
        }
        Phase::Choosing { reading: None }
        | Phase::Reason { of: Reasoned::Unreadable, .. }
        | Phase::Slipped { .. }
        | Phase::Done => String::new(),
    };
    let (rect, _) = ui.allocate_exact_size(vec2(122.0, 96.0), Sense::hover());
    let stroke = Stroke::new(2.0, tokens.ring);
    ui.painter().rect(rect, CornerRadius::same(9), tokens.mark, stroke, egui::StrokeKind::Inside);
    let size = match figure.chars().count() {
        0..=3 => 46.0,
        4..=8 => 24.0,
        _ => 15.0,
    };
    let job = egui::text::LayoutJob::simple(figure, bold(size), tokens.third, rect.width() - 16.0);
    let galley = ui.painter().layout_job(job);
    let top = rect.center() - galley.size() / 2.0;
    let place = egui::pos2(top.x.max(rect.left() + 8.0), top.y.max(rect.top() + 6.0));
    ui.painter().with_clip_rect(rect.shrink(4.0)).galley(place, galley, tokens.third);
}

fn typed_figure(reader: &Reader) -> String {
    let mut parts: Vec<&str> = reader.ticks().iter().map(String::as_str).collect();
    parts.extend(Some(reader.typed()).filter(|typed| !typed.is_empty()));
    parts.join(", ")
}

fn sentences(
    ui: &mut Ui,
    tokens: &'static Tokens,
    review: &Review,
    item: &QueueItem,
    phase: &Phase,
    language: Language,
) {
    let questionnaire = &*review.snapshot.questionnaire;
    let Some(field) = looked_at(item, phase) else { return };
    let variable = questionnaire.field_variable(field);
    let question = answers::short_name(questionnaire, field, language);
    let question = question.as_str();
    let number = item.number.as_str();
    let page = variable.page + 1;
    let heading = match phase {
        Phase::Reason { of: Reasoned::Correction(..), .. } => text!(language, "screens-why-corrected"),
        Phase::Reason { of: Reasoned::Overruled(..), .. } => text!(language, "settling-why-overruled"),
        Phase::Reason { of: Reasoned::Unreadable, .. } => {
            text!(language, "settling-why-unreadable", number = number)
        }
        Phase::Slipped { .. } => text!(language, "settling-slip-title", number = number),
        Phase::Choosing { .. } => text!(language, "screens-which-one", number = number, question = question),
        _ => text!(language, "screens-take-the-sheet", number = number, page = page, question = question),
    };
    ui.add(Label::new(words(heading, bold(text_size::HEADING), tokens.ink)).wrap());
    match phase {
        Phase::Reading(reader) => {
            soft(ui, tokens, &text!(language, "screens-both-hidden"));
            reader_state(ui, tokens, reader, variable, language);
            reading_keys(ui, tokens, questionnaire, language);
        }
        Phase::Confirming(answer) => {
            let answer = answers::in_words(questionnaire, variable, answer, language);
            soft(ui, tokens, &text!(language, "screens-confirm-reading", answer = answer));
            keys(
                ui,
                tokens,
                language,
                &[
                    ("screens-key-enter", "screens-does-confirm"),
                    ("screens-key-backspace", "screens-does-read-again"),
                ],
            );
        }
        Phase::Choosing { reading } => choosing(ui, tokens, review, item, field, reading.as_ref(), language),
        Phase::Check { reader, .. } => {
            if let Item::Check(failure) = &item.item {
                let sentence = check_sentence(questionnaire, failure.source, variable, language);
                let said = format!("{} : {sentence}", failure.name);
                ui.add(Label::new(words(said, semibold(text_size::BASE), tokens.red)).wrap());
            }
            let is_number = questionnaire.sheet_number_field() == Some(reader.field());
            let how = if is_number { "screens-check-number" } else { "screens-check-how" };
            soft(ui, tokens, &text!(language, how));
            reader_state(ui, tokens, reader, variable, language);
            keys(
                ui,
                tokens,
                language,
                &[
                    ("F3", "screens-does-keep"),
                    ("Tab", "screens-does-next-question"),
                    ("screens-key-down", "screens-does-later"),
                ],
            );
        }
        Phase::Reason { text, .. } => {
            ui.add(Label::new(words(format!("{text}|"), regular(text_size::HEADING), tokens.third)).wrap());
            soft(ui, tokens, &text!(language, "screens-reason-needed"));
            keys(
                ui,
                tokens,
                language,
                &[
                    ("screens-key-enter", "screens-does-confirm"),
                    ("screens-key-escape", "screens-does-read-again"),
                ],
            );
        }
        Phase::Slipped { slip, .. } => {
            let Some(slip) = review.comparison.slips.get(*slip as usize) else { return };
            let event = slip.text(questionnaire, language);
            ui.add(Label::new(words(event, semibold(text_size::BASE), tokens.ink)).wrap());
            let mut fields: Vec<FieldId> = slip.cells.iter().map(|cell| cell.field).collect();
            fields.dedup();
            let between = fields.len().saturating_sub(2);
            soft(ui, tokens, &text!(language, "settling-slip-how", count = between));
            keys(
                ui,
                tokens,
                language,
                &[
                    ("screens-key-enter", "settling-does-slip"),
                    ("screens-key-backspace", "settling-does-one-by-one"),
                ],
            );
        }
        Phase::Done => {}
    }
}

fn soft(ui: &mut Ui, tokens: &Tokens, text: &str) {
    ui.add(Label::new(words(text, regular(text_size::BASE), tokens.soft)).wrap());
}

/// What the reading says of a key that did not fit.
fn reader_state(
    ui: &mut Ui,
    tokens: &Tokens,
    reader: &Reader,
    variable: &crate::questionnaire::Variable,
    language: Language,
) {
    let sentence = match reader.mode() {
        Mode::Stopped(stop) => {
            format!("{} {}", stop.text(language, variable), text!(language, "screens-stopped-reading"))
        }
        Mode::Century { .. } => text!(language, "screens-century"),
        _ => match reader.refusal() {
            Some(refusal) => refusal.text(language),
            None => return,
        },
    };
    ui.add(Label::new(words(sentence, semibold(text_size::BASE), tokens.red)).wrap());
}

/// The questionnaire's own key for a kind of missing answer.
pub(super) fn missing_key(questionnaire: &Questionnaire, means: Missing) -> String {
    questionnaire.missing_code(means).map_or_else(String::new, |code| code.key.to_string())
}

fn reading_keys(ui: &mut Ui, tokens: &Tokens, questionnaire: &Questionnaire, language: Language) {
    let blank = missing_key(questionnaire, Missing::Blank);
    let illegible = missing_key(questionnaire, Missing::Illegible);
    keys(
        ui,
        tokens,
        language,
        &[
            (&blank, "screens-does-say-blank"),
            (&illegible, "screens-does-say-illegible"),
            ("F8", "screens-does-say-skipped"),
            ("F7", "screens-does-show-both"),
            ("screens-key-down", "screens-does-later"),
        ],
    );
}

fn keys(ui: &mut Ui, tokens: &Tokens, language: Language, keys: &[(&str, &str)]) {
    ui.add_space(4.0);
    let own = Keymap::current(ui.ctx());
    ui.horizontal_wrapped(|ui| {
        for (key, does) in keys.iter().filter(|(key, _)| !key.is_empty()) {
            let key =
                if key.starts_with("screens-") { text!(language, key) } else { own.shown(language, key) };
            let does = text!(language, does);
            // A hint is one piece: it stands on the next row rather than run out of the card.
            let width = (key.chars().count() + does.chars().count()) as f32 * 7.5 + 24.0;
            if ui.available_size_before_wrap().x < width {
                ui.end_row();
            }
            ui.scope(|ui| key_hint(ui, tokens, &key, &does));
            ui.add_space(14.0);
        }
    });
}

fn choosing(
    ui: &mut Ui,
    tokens: &Tokens,
    review: &Review,
    item: &QueueItem,
    field: FieldId,
    reading: Option<&Answer>,
    language: Language,
) {
    let Some((first, second)) = review.answers_of(&item.number, field) else { return };
    let (left, right) = if swapped(&item.number, field) { (second, first) } else { (first, second) };
    let questionnaire = &*review.snapshot.questionnaire;
    let variable = questionnaire.field_variable(field);
    ScrollArea::vertical().max_height(92.0).show(ui, |ui| {
        for (key, answer, colour) in
            [("A", Some(left), tokens.pen), ("B", Some(right), tokens.pen), ("C", reading, tokens.third)]
        {
            let Some(answer) = answer else { continue };
            let said = match answer {
                Answer::NotKeyed => text!(language, "screens-answer-not-applicable"),
                answer => answers::in_words(questionnaire, variable, answer, language),
            };
            ui.with_layout(Layout::left_to_right(Align::TOP), |ui| {
                ui.spacing_mut().item_spacing.x = 10.0;
                crate::desktop::widgets::key_cap(ui, tokens, key);
                ui.add(Label::new(words(said, semibold(text_size::BASE), colour)).wrap());
            });
        }
    });
    keys(
        ui,
        tokens,
        language,
        &[
            (&missing_key(questionnaire, Missing::Illegible), "screens-does-say-illegible"),
            ("screens-key-backspace", "screens-does-read-again"),
        ],
    );
}

fn check_sentence(
    questionnaire: &Questionnaire,
    source: CheckSource,
    variable: &crate::questionnaire::Variable,
    language: Language,
) -> String {
    match source {
        CheckSource::Rule(at) => questionnaire
            .checks
            .get(at)
            .map_or_else(String::new, |check| check.message.get(language.code()).to_owned()),
        CheckSource::Constraint => match &variable.constraint {
            Some(constraint) if !constraint.message.is_empty() => {
                constraint.message.get(language.code()).to_owned()
            }
            _ => text!(language, "keying-stop-constraint", question = variable.short_label(language.code())),
        },
        CheckSource::SheetNumber => text!(language, "keying-number-check-letter"),
        CheckSource::AsWritten => text!(language, "screens-check-as-written"),
        CheckSource::Skipped => text!(language, "keying-stop-skipped"),
    }
}

/// The question that the page marks.
fn looked_at(item: &QueueItem, phase: &Phase) -> Option<FieldId> {
    match (phase, &item.item) {
        (Phase::Check { at, .. }, Item::Check(failure)) => failure.fields.get(*at).copied(),
        (Phase::Reason { of: Reasoned::Correction(field, _) | Reasoned::Overruled(field, _), .. }, _) => {
            Some(*field)
        }
        _ => item.field(),
    }
}

/// The page while settling: blank but for the reading, or the final record when a rule is looked at.
pub(super) struct ReadSheet<'a> {
    questionnaire: &'a Questionnaire,
    phase: &'a Phase,
    active: Option<FieldId>,
    record: Option<&'a FinalRecord>,
    language: Language,
}

impl<'a> ReadSheet<'a> {
    pub(super) fn new(
        review: &'a Review,
        item: &QueueItem,
        phase: &'a Phase,
        record: Option<&'a FinalRecord>,
        language: Language,
    ) -> Self {
        Self {
            questionnaire: &review.snapshot.questionnaire,
            phase,
            active: looked_at(item, phase),
            record,
            language,
        }
    }

    fn being_read(&self, field: FieldId) -> Option<Inscription> {
        if self.active != Some(field) {
            return None;
        }
        let variable = self.questionnaire.field_variable(field);
        let typed = |reader: &Reader| {
            if !reader.ticks().is_empty() {
                Some(Inscription::Crosses(reader.ticks().to_vec()))
            } else if !reader.typed().is_empty() {
                Some(typed_inscription(variable, reader.typed(), reader.typed().len()))
            } else {
                None
            }
        };
        match self.phase {
            Phase::Reading(reader) => typed(reader),
            Phase::Check { reader, .. } => typed(reader),
            Phase::Confirming(answer)
            | Phase::Reason {
                of: Reasoned::Correction(_, answer) | Reasoned::Overruled(_, answer), ..
            } => Some(inscription(self.questionnaire, answer)),
            Phase::Choosing { reading } => {
                reading.as_ref().map(|answer| inscription(self.questionnaire, answer))
            }
            Phase::Reason { of: Reasoned::Unreadable, .. } | Phase::Slipped { .. } | Phase::Done => None,
        }
    }
}

impl Sheet for ReadSheet<'_> {
    fn written(&self, field: FieldId) -> Written {
        let settled = self.record.as_ref().map(|record| record.record.answer(field));
        let stands = || settled.map(|answer| inscription(self.questionnaire, answer));
        Written {
            inscription: self.being_read(field).or_else(stands).unwrap_or(Inscription::Nothing),
            skipped: false,
            kept: false,
            noted: false,
            constant: false,
        }
    }

    fn spoken(&self, field: FieldId) -> Spoken {
        let variable = self.questionnaire.field_variable(field);
        let value = match (self.phase, self.active == Some(field)) {
            (Phase::Reading(reader), true) => typed_figure(reader),
            (Phase::Check { reader, .. }, true) if !reader.is_empty() => typed_figure(reader),
            (Phase::Confirming(answer), true) => {
                answers::in_words(self.questionnaire, variable, answer, self.language)
            }
            _ => self.record.as_ref().map_or_else(String::new, |record| {
                answers::in_words(self.questionnaire, variable, record.record.answer(field), self.language)
            }),
        };
        let name = answers::question_name(self.questionnaire, field, self.language);
        Spoken { name, value, state: String::new() }
    }

    fn active(&self) -> Option<FieldId> {
        self.active
    }

    fn stopped(&self) -> bool {
        match self.phase {
            Phase::Reading(reader) => matches!(reader.mode(), Mode::Stopped(_)),
            Phase::Check { reader, .. } => matches!(reader.mode(), Mode::Stopped(_)),
            _ => false,
        }
    }

    fn pen(&self, tokens: &Tokens, _field: FieldId) -> egui::Color32 {
        if self.record.is_some() { tokens.page.pen } else { tokens.page.third }
    }

    fn dims_others(&self) -> bool {
        true
    }
}
