//! What is asked below the page while settling, and the bars around it. The queue is in `settling_queue`, the
//! page in `settling_sheet`. While a difference is read blind, nothing here depends on either value.

use egui::{Align, CornerRadius, Frame, Label, Layout, Margin, ScrollArea, Sense, Stroke, Ui, vec2};

use super::keying::words;
use super::settling::{Arrived, Phase, Reasoned};
use super::settling_sheet::looked_at;
use crate::compare::{CheckSource, Item, QueueItem, Review};
use crate::desktop::answers;
use crate::desktop::context::ScreenContext;
use crate::desktop::keymap::Keymap;
use crate::desktop::theme::{bold, regular, semibold};
use crate::desktop::tokens::{Tokens, text_size};
use crate::desktop::widgets::{Icon, key_hint, paint_icon};
use crate::keying::Mode;
use crate::keying::reading::Reader;
use crate::questionnaire::{Answer, FieldId, Missing, Questionnaire};
use crate::text;
use crate::texts::Language;

/// How the current item is being settled.
pub(super) fn how(phase: &Phase, language: Language) -> String {
    let id = match phase {
        Phase::Reading(_) | Phase::Confirming(..) | Phase::Arrived(_) => "screens-how-blind",
        Phase::Choosing { .. } => "screens-how-both",
        Phase::Slipped { .. } => "settled-how-slip",
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
    let text = context.waiting_text("screens-comparing");
    ui.centered_and_justified(|ui| {
        ui.label(words(text, regular(text_size::HEADING), context.tokens.soft));
    });
}

/// Nothing is open, but for the sheets that are with the field team.
pub(super) fn done(ui: &mut Ui, context: &ScreenContext<'_>, all: usize, unreadable: &[&str]) {
    let (language, tokens) = (context.language, context.tokens);
    let count = unreadable.len();
    let (title, more, icon, colour) = match (all, count) {
        (0, _) => ("screens-no-differences", "screens-then-export", Icon::Check, tokens.ok),
        (_, 0) => ("screens-all-settled", "screens-then-export", Icon::Check, tokens.ok),
        _ => ("settled-but-unreadable", "settled-unreadable-are", Icon::Warning, tokens.amber),
    };
    let more = text!(language, more, count = count, numbers = unreadable.join(" "));
    egui::CentralPanel::default().frame(Frame::new().fill(tokens.desk)).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(ui.available_height() * 0.32);
            let (rect, _) = ui.allocate_exact_size(vec2(44.0, 44.0), Sense::hover());
            paint_icon(ui.painter(), icon, rect, colour);
            ui.label(words(text!(language, title), bold(text_size::TITLE), tokens.ink));
            ui.add(Label::new(words(more, regular(text_size::BASE), tokens.soft)).wrap());
            ui.add_space(10.0);
            let escape = text!(language, "screens-key-escape");
            ui.allocate_ui(vec2(230.0, 26.0), |ui| {
                key_hint(ui, tokens, &escape, &text!(language, "screens-does-back-to-study"));
            });
        });
    });
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
    /// It was settled, and is read again by lot.
    pub(super) read_again: bool,
    /// It was read twice, differently.
    pub(super) read_differently: bool,
}

impl Marks {
    fn sentences(self, language: Language) -> impl Iterator<Item = String> {
        let unreadable = self.unreadable.then(|| text!(language, "settling-is-unreadable"));
        let own = self.keyed_by_reader.then(|| text!(language, "settling-own-keying"));
        let differently = self.read_differently.then(|| text!(language, "settled-read-differently"));
        let again = self.read_again.then(|| text!(language, "settled-read-again"));
        unreadable.into_iter().chain(own).chain(again).chain(differently)
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
        | Phase::Arrived(_)
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

pub(super) fn typed_figure(reader: &Reader) -> String {
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
            let is_due = matches!(item.item, Item::Due { .. });
            let how = if is_due { "settled-due-how" } else { "screens-both-hidden" };
            soft(ui, tokens, &text!(language, how));
            reader_state(ui, tokens, reader, variable, language);
            reading_keys(ui, tokens, questionnaire, is_due, language);
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
        Phase::Arrived(why) => {
            let id = match why {
                Arrived::CameDue => "settled-came-due",
                Arrived::FellAway => "settled-fell-away",
            };
            ui.add(Label::new(words(text!(language, id), semibold(text_size::BASE), tokens.amber)).wrap());
            keys(ui, tokens, language, &[("screens-key-enter", "settled-does-read")]);
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

fn reading_keys(
    ui: &mut Ui,
    tokens: &Tokens,
    questionnaire: &Questionnaire,
    is_due: bool,
    language: Language,
) {
    let blank = missing_key(questionnaire, Missing::Blank);
    let illegible = missing_key(questionnaire, Missing::Illegible);
    // What neither keying has cannot be shown.
    let both = if is_due { "" } else { "F7" };
    keys(
        ui,
        tokens,
        language,
        &[
            (&blank, "screens-does-say-blank"),
            (&illegible, "screens-does-say-illegible"),
            ("F8", "screens-does-say-skipped"),
            (both, "screens-does-show-both"),
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
        let keyed = text!(language, "settled-a-keying");
        let read = text!(language, "settled-your-reading");
        for (key, answer, colour, whose) in [
            ("A", Some(left), tokens.pen, &keyed),
            ("B", Some(right), tokens.pen, &keyed),
            ("C", reading, tokens.third, &read),
        ] {
            let Some(answer) = answer else { continue };
            let said = match answer {
                Answer::NotKeyed => text!(language, "screens-answer-not-applicable"),
                answer => answers::in_words(questionnaire, variable, answer, language),
            };
            ui.with_layout(Layout::left_to_right(Align::TOP), |ui| {
                ui.spacing_mut().item_spacing.x = 10.0;
                crate::desktop::widgets::key_cap(ui, tokens, key);
                ui.label(words(whose, regular(text_size::SMALL), tokens.soft));
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
