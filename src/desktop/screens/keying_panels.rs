//! What stands around the page while keying: the rail of questions on the left, what was typed on the
//! right, the status below. Shows the session's state; handles no keys.

use egui::{CornerRadius, Label, Rect, Sense, Stroke, StrokeKind, Ui, vec2};

use super::keying::{KeyingScreen, words};
use crate::desktop::answers;
use crate::desktop::context::ScreenContext;
use crate::desktop::theme::{bold, regular, semibold};
use crate::desktop::tokens::{Tokens, text_size};
use crate::desktop::widgets::{key_cap, key_hint};
use crate::keying::{Mode, Session, Stop};
use crate::questionnaire::{Answer, FieldId, Missing, Variable, VariableType};
use crate::study::Pass;
use crate::text;
use crate::texts::Language;

/// The large answer, in points.
const LARGE_PT: f32 = 46.0;
/// Side of a square on the rail.
const DOT: f32 = 13.0;
/// Between two squares of the rail.
const DOT_GAP: f32 = 5.0;
/// Height of a row of the legend.
const LEGEND_ROW: f32 = 23.0;
/// Most choices listed beside the page; longer lists show on the paper only.
const MOST_CHOICES: usize = 10;

/// "Sheet 0037 R", or that a number is awaited.
pub(super) fn sheet_name(session: &Session, language: Language) -> String {
    match session.number() {
        Some(number) => text!(language, "screens-sheet", number = number),
        None => text!(language, "screens-sheet-number-awaited"),
    }
}

/// The name of a pass.
pub(super) fn pass_name(pass: Pass, language: Language) -> String {
    match pass {
        Pass::First => text!(language, "screens-first-keying"),
        Pass::Second => text!(language, "screens-second-keying"),
    }
}

pub(super) fn status(ui: &mut Ui, context: &ScreenContext<'_>, finished: usize) {
    if ui.available_width() < 700.0 {
        return;
    }
    let sheets = text!(context.language, "screens-sheets-this-time", count = finished);
    ui.label(words(sheets, regular(text_size::SMALL), context.tokens.soft));
}

pub(super) fn key_hints(ui: &mut Ui, context: &ScreenContext<'_>) {
    let language = context.language;
    ui.spacing_mut().item_spacing.x = 18.0;
    // From the right edge leftwards.
    for (key, does) in [
        ("screens-key-escape", "screens-does-pause"),
        ("F6", "screens-does-rest-blank"),
        ("F4", "screens-does-note"),
        ("F2", "screens-does-go-to"),
        ("screens-key-backspace", "screens-does-back"),
    ] {
        let key = if key.starts_with("screens-") { text!(language, key) } else { key.to_owned() };
        ui.scope(|ui| key_hint(ui, context.tokens, &key, &text!(language, does)));
    }
}

/// How a question stands on the rail.
#[derive(Clone, Copy, PartialEq)]
enum Dot {
    Empty,
    Answered,
    Missing,
    Kept,
    Skipped,
}

fn dot_of(session: &Session, field: FieldId) -> Dot {
    let place = session.record().field(field);
    let applies = session.applicable()[usize::from(field.0)];
    match &place.answer {
        _ if place.kept => Dot::Kept,
        Answer::NotApplicable => Dot::Skipped,
        Answer::NotKeyed if !applies => Dot::Skipped,
        Answer::NotKeyed => Dot::Empty,
        _ if !applies => Dot::Skipped,
        Answer::Missing(_) => Dot::Missing,
        Answer::Value(_) => Dot::Answered,
    }
}

pub(super) fn rail(ui: &mut Ui, tokens: &Tokens, session: &Session, language: Language) {
    ui.spacing_mut().item_spacing = vec2(5.0, 5.0);
    let legend_height = 4.0 * LEGEND_ROW + 12.0;
    let height = ui.available_height() - legend_height;
    egui::ScrollArea::vertical().max_height(height).auto_shrink([false, false]).show(ui, |ui| {
        for page in 0..session.questionnaire().pages.len() {
            let title = text!(language, "screens-page-heading", page = page + 1);
            ui.label(words(title, semibold(text_size::TINY), tokens.ink));
            page_dots(ui, tokens, session, page);
            ui.add_space(9.0);
        }
    });
    ui.add_space(6.0);
    for (dot, text) in [
        (Dot::Answered, "screens-legend-answered"),
        (Dot::Missing, "screens-legend-missing"),
        (Dot::Kept, "screens-legend-kept"),
        (Dot::Skipped, "screens-legend-skipped"),
    ] {
        let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), LEGEND_ROW - 5.0), Sense::hover());
        let square = Rect::from_min_size(row.left_center() - vec2(0.0, DOT / 2.0), vec2(DOT, DOT));
        paint_dot(ui, tokens, square, dot, false);
        let left = row.left_center() + vec2(DOT + 6.0, 0.0);
        let said = text!(language, text);
        let font = regular(text_size::TINY);
        ui.painter().text(left, egui::Align2::LEFT_CENTER, said, font, tokens.soft);
    }
}

fn page_dots(ui: &mut Ui, tokens: &Tokens, session: &Session, page: usize) {
    let questionnaire = session.questionnaire();
    let fields: Vec<FieldId> = questionnaire
        .field_ids()
        .filter(|field| {
            let variable = questionnaire.field_variable(*field);
            variable.page == page && variable.kind != VariableType::Calculate
        })
        .collect();
    let step = DOT + DOT_GAP;
    let columns = ((ui.available_width() + DOT_GAP) / step).floor().max(1.0) as usize;
    let rows = fields.len().div_ceil(columns);
    let size = vec2(ui.available_width(), rows as f32 * step - DOT_GAP);
    let (area, _) = ui.allocate_exact_size(size.max(vec2(0.0, 0.0)), Sense::hover());
    for (at, field) in fields.into_iter().enumerate() {
        let here = session.cursor() == field && *session.mode() != Mode::End;
        let corner = area.min + vec2((at % columns) as f32, (at / columns) as f32) * step;
        let rect = Rect::from_min_size(corner, vec2(DOT, DOT));
        paint_dot(ui, tokens, rect, dot_of(session, field), here);
    }
}

fn paint_dot(ui: &Ui, tokens: &Tokens, rect: Rect, dot: Dot, here: bool) {
    let painter = ui.painter();
    let (fill, stroke) = match dot {
        _ if here => (tokens.mark, Stroke::new(2.2, tokens.ring)),
        Dot::Empty => (tokens.field, Stroke::new(1.0, tokens.edge)),
        Dot::Answered => (tokens.pen, Stroke::new(1.0, tokens.pen)),
        Dot::Missing => (tokens.field, Stroke::new(1.8, tokens.pen)),
        Dot::Kept => (tokens.ring, Stroke::new(1.0, tokens.amber)),
        Dot::Skipped => (tokens.skip, Stroke::new(1.0, tokens.edge)),
    };
    painter.rect(rect, CornerRadius::same(3), fill, stroke, StrokeKind::Inside);
    if dot == Dot::Skipped && !here {
        let hatch = Stroke::new(1.0, tokens.faint);
        for offset in [4.0, 8.5] {
            let (start, end) = (rect.left_top() + vec2(offset, 1.5), rect.left_top() + vec2(1.5, offset));
            painter.line_segment([start, end], hatch);
        }
        let (start, end) = (rect.right_top() + vec2(-1.5, 4.5), rect.left_bottom() + vec2(4.5, -1.5));
        painter.line_segment([start, end], hatch);
    }
    if dot == Dot::Kept && !here {
        painter.vline(rect.center().x, rect.top() + 3.0..=rect.top() + 7.5, Stroke::new(1.6, tokens.ink));
        painter.circle_filled(rect.center() + vec2(0.0, 3.6), 1.0, tokens.ink);
    }
}

pub(super) fn side(ui: &mut Ui, tokens: &'static Tokens, screen: &KeyingScreen, language: Language) {
    let session = &screen.session;
    ui.spacing_mut().item_spacing.y = 4.0;
    if let Some((number, differences)) = &screen.counted {
        let told = text!(language, "settling-early-count", number = number.as_str(), count = *differences);
        let colour = if *differences == 0 { tokens.ok } else { tokens.amber };
        ui.add(Label::new(words(told, semibold(text_size::BASE), colour)).wrap());
    }
    if *session.mode() == Mode::End {
        return end_of_sheet(ui, tokens, session, language);
    }
    let variable = session.questionnaire().field_variable(session.cursor());
    question_name(ui, tokens, variable, language);
    large_answer(ui, tokens, session, language);
    message(ui, tokens, screen, variable, language);
    match session.mode() {
        Mode::GoTo(_) | Mode::Note(_) | Mode::ConfirmBlank => {}
        _ if session.in_number() => number_help(ui, tokens, session, language),
        _ => {
            choices(ui, tokens, session, variable, language);
            missing_keys(ui, tokens, session, variable, language);
        }
    }
    previous(ui, tokens, session, language);
}

fn question_name(ui: &mut Ui, tokens: &Tokens, variable: &Variable, language: Language) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.label(words(variable.number.as_str(), bold(text_size::SMALL), tokens.ink));
        let short = variable.short_label(language.code());
        ui.add(Label::new(words(short, regular(text_size::SMALL), tokens.soft)).wrap());
    });
}

/// What is typed, large; until a key is typed, the last answer accepted, so that a glance tells what
/// went in.
fn large_answer(ui: &mut Ui, tokens: &Tokens, session: &Session, language: Language) {
    let questionnaire = session.questionnaire();
    let (figure, label, colour) = match (session.mode(), session.last_accepted()) {
        (Mode::GoTo(typed), _) => (format!("{typed}_"), String::new(), tokens.ink),
        (Mode::Note(_), _) => (String::new(), String::new(), tokens.ink),
        _ if session.is_typing() => (session.typed_glance(), String::new(), tokens.pen),
        (_, Some(field)) if !session.in_number() => {
            let answer = session.record().answer(field);
            let variable = questionnaire.field_variable(field);
            let figure = answers::at_a_glance(questionnaire, answer, language);
            let label = answers::label_of(questionnaire, variable, answer, language);
            let previous = text!(language, "screens-previous");
            let name = answers::short_name(questionnaire, field, language);
            (figure, format!("{previous} · {name} {label}").trim().to_owned(), tokens.pen)
        }
        _ => (String::new(), String::new(), tokens.soft),
    };
    let shortened: String = figure.chars().take(120).collect();
    let size = match shortened.chars().count() {
        0..=9 => LARGE_PT,
        10..=22 => 26.0,
        _ => text_size::HEADING,
    };
    // The room is kept when empty, so that nothing below jumps.
    let room = vec2(ui.available_width(), LARGE_PT * 1.25);
    ui.allocate_ui(room, |ui| {
        ui.set_min_size(room);
        ui.add(Label::new(words(shortened, bold(size), colour)).wrap());
    });
    let label: String = label.chars().take(60).collect();
    ui.add(Label::new(words(label, semibold(text_size::BASE), colour)).truncate());
}

/// What a box beside the page says: a heading, a sentence, keys with what they do.
type Message = (String, String, Vec<(String, String)>);

fn message_of(session: &Session, variable: &Variable, language: Language) -> Option<Message> {
    let enter = |does: &str| vec![(text!(language, "screens-key-enter"), text!(language, does))];
    let question = || text!(language, "screens-question");
    Some(match session.mode() {
        Mode::Stopped(stop) => {
            (text!(language, "screens-stop"), stop.text(language, variable), stop_keys(stop, language))
        }
        Mode::Century { .. } => (question(), text!(language, "screens-century"), Vec::new()),
        Mode::GoTo(_) => {
            let heading = text!(language, "screens-go-to-heading");
            (heading, text!(language, "screens-go-to"), enter("screens-does-go"))
        }
        Mode::Note(note) => {
            let heading = session
                .refusal()
                .map_or_else(|| text!(language, "screens-note-heading"), |refusal| refusal.text(language));
            (heading, format!("{note}|"), enter("screens-does-keep-note"))
        }
        Mode::ConfirmBlank => {
            let keys = vec![("F6".to_owned(), text!(language, "screens-does-confirm"))];
            (question(), text!(language, "screens-rest-blank"), keys)
        }
        _ => (String::new(), session.refusal()?.text(language), Vec::new()),
    })
}

/// A stop, a question or a refused key, in a frame of its colour.
fn message(ui: &mut Ui, tokens: &Tokens, screen: &KeyingScreen, variable: &Variable, language: Language) {
    let Some((heading, sentence, keys)) = message_of(&screen.session, variable, language) else { return };
    let stopped = matches!(screen.session.mode(), Mode::Stopped(_));
    let (ink, back) = if stopped { (tokens.red, tokens.red_back) } else { (tokens.amber, tokens.amber_back) };
    let edge = screen.flash_colour(tokens).unwrap_or(ink);
    ui.add_space(6.0);
    egui::Frame::new()
        .fill(back)
        .stroke(Stroke::new(2.0, edge))
        .corner_radius(8)
        .inner_margin(egui::Margin::symmetric(12, 9))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            if !heading.is_empty() {
                ui.label(words(heading, bold(text_size::BASE), ink));
            }
            ui.add(Label::new(words(sentence, regular(text_size::BASE), tokens.ink)).wrap());
            for (key, does) in keys {
                key_line(ui, tokens, &key, &does);
            }
        });
}

/// A key and what it does, on more lines where the panel is narrow.
fn key_line(ui: &mut Ui, tokens: &Tokens, key: &str, does: &str) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        key_cap(ui, tokens, key);
        ui.add(Label::new(words(does, regular(text_size::SMALL), tokens.soft)).wrap());
    });
}

fn stop_keys(stop: &Stop, language: Language) -> Vec<(String, String)> {
    let mut keys = vec![(text!(language, "screens-key-backspace"), text!(language, "screens-does-retype"))];
    if stop.may_be_kept() {
        let does = if stop.is_hard() { "screens-does-keep-hard" } else { "screens-does-keep" };
        keys.push(("F3".to_owned(), text!(language, does)));
    }
    keys
}

fn number_help(ui: &mut Ui, tokens: &Tokens, session: &Session, language: Language) {
    ui.add_space(8.0);
    let text = match session.offered_number() {
        Some(number) => text!(language, "screens-number-offered", number = number),
        None => text!(language, "screens-number-typed"),
    };
    ui.add(Label::new(words(text, regular(text_size::BASE), tokens.ink)).wrap());
}

fn choices(ui: &mut Ui, tokens: &Tokens, session: &Session, variable: &Variable, language: Language) {
    let shown = session.shown_codes();
    ui.add_space(6.0);
    ui.spacing_mut().item_spacing.y = 3.0;
    for choice in variable.choices.iter().take(MOST_CHOICES) {
        let fill = if shown.contains(&choice.name) { tokens.mark } else { tokens.bar };
        let frame = egui::Frame::new().fill(fill).corner_radius(6);
        frame.inner_margin(egui::Margin::symmetric(6, 2)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 9.0;
                key_cap(ui, tokens, &choice.name);
                let label = choice.label.get(language.code());
                ui.add(Label::new(words(label, regular(text_size::BASE), tokens.ink)).truncate());
            });
        });
    }
    if !variable.hint.is_empty() && variable.choices.is_empty() {
        let hint = variable.hint.get(language.code());
        ui.add(Label::new(words(hint, regular(text_size::BASE), tokens.soft)).wrap());
    }
}

fn missing_keys(ui: &mut Ui, tokens: &Tokens, session: &Session, variable: &Variable, language: Language) {
    ui.add_space(8.0);
    let always = [Missing::Blank, Missing::Illegible];
    let codes = session.questionnaire().missing.iter();
    let mut keys: Vec<(String, String)> = codes
        .filter(|code| variable.missing.contains(&code.means) || always.contains(&code.means))
        .map(|code| (code.key.to_string(), code.label.get(language.code()).to_owned()))
        .collect();
    if matches!(variable.kind, VariableType::Text { .. }) {
        keys.insert(0, (text!(language, "screens-key-enter"), text!(language, "screens-does-blank-text")));
    }
    keys.push(("+".to_owned(), text!(language, "screens-does-repeat")));
    egui::Grid::new("missing keys").num_columns(2).spacing(vec2(9.0, 5.0)).show(ui, |ui| {
        for (key, does) in keys {
            key_cap(ui, tokens, &key);
            ui.add(Label::new(words(does, regular(text_size::TINY), tokens.soft)).truncate());
            ui.end_row();
        }
    });
}

/// The answer accepted last stays visible while the next is typed.
fn previous(ui: &mut Ui, tokens: &Tokens, session: &Session, language: Language) {
    let Some(field) = session.last_accepted().filter(|_| session.is_typing()) else { return };
    let questionnaire = session.questionnaire();
    let variable = questionnaire.field_variable(field);
    let answer = session.record().answer(field);
    rule(ui, tokens);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let small = text_size::SMALL;
        ui.label(words(text!(language, "screens-previous"), regular(small), tokens.soft));
        if !variable.number.is_empty() {
            ui.label(words(variable.number.as_str(), bold(small), tokens.ink));
        }
        let glance: String = answers::at_a_glance(questionnaire, answer, language).chars().take(40).collect();
        ui.label(words(glance, semibold(small), tokens.pen));
        let label = answers::label_of(questionnaire, variable, answer, language);
        ui.add(Label::new(words(label, regular(small), tokens.soft)).truncate());
    });
}

fn rule(ui: &mut Ui, tokens: &Tokens) {
    ui.add_space(8.0);
    let rect = ui.available_rect_before_wrap();
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, tokens.line));
    ui.add_space(8.0);
}

fn end_of_sheet(ui: &mut Ui, tokens: &Tokens, session: &Session, language: Language) {
    let summary = session.summary();
    ui.label(words(text!(language, "screens-end-of-sheet"), bold(text_size::TITLE), tokens.ink));
    ui.add_space(8.0);
    for (count, id, colour) in [
        (summary.answers, "screens-end-answers", tokens.pen),
        (summary.missing, "screens-end-missing", tokens.ink),
        (summary.kept, "screens-end-kept", tokens.amber),
        (summary.unkeyed, "screens-end-unkeyed", tokens.red),
    ] {
        if count > 0 || id == "screens-end-answers" {
            ui.horizontal(|ui| {
                ui.label(words(count.to_string(), bold(text_size::TITLE), colour));
                ui.label(words(text!(language, id, count = count), regular(text_size::BASE), tokens.soft));
            });
        }
    }
    rule(ui, tokens);
    let does = match session.offered_number() {
        Some(number) => text!(language, "screens-does-next-sheet", number = number),
        None => text!(language, "screens-does-finish-sheet"),
    };
    key_line(ui, tokens, &text!(language, "screens-key-enter"), &does);
    let back = text!(language, "screens-does-back");
    key_line(ui, tokens, &text!(language, "screens-key-backspace"), &back);
}
