//! What stands around the page while keying: what was typed on the right, the status below (the rail on the
//! left is `keying_rail`). Shows the session's state; handles no keys.

use egui::{CornerRadius, Label, Rect, Stroke, StrokeKind, Ui, vec2};

use super::answer_tile::{answer_tile, cue_look, is_low};
use super::keying::{KeyingScreen, words};
use crate::desktop::answers;
use crate::desktop::context::ScreenContext;
use crate::desktop::keymap::{Keymap, WorkKey};
use crate::desktop::sound::Cue;
use crate::desktop::theme::{bold, regular, semibold};
use crate::desktop::tokens::{Tokens, text_size};
use crate::desktop::widgets::{key_cap, key_hint};
use crate::keying::{Absence, Mode, NumberProblem, Refusal, Session, Stop};
use crate::questionnaire::{Missing, MissingCode, Variable, VariableType};
use crate::study::Pass;
use crate::text;
use crate::texts::{Language, whole_number};

/// Most choices listed beside the page; longer lists show on the paper only.
const MOST_CHOICES: usize = 10;

/// "Sheet 0037 R", or that a number is awaited.
pub(super) fn sheet_name(session: &Session, language: Language) -> String {
    match session.number() {
        Some(number) if session.looks_at_finished() => {
            text!(language, "stacks-sheet-finished", number = number)
        }
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

pub(super) fn status(ui: &mut Ui, context: &ScreenContext<'_>, session: &Session, finished: usize) {
    if ui.available_width() < 700.0 {
        return;
    }
    let mut sheets = text!(context.language, "screens-sheets-this-time", count = finished);
    if let Some(batch) = session.batch() {
        let (name, left) = (batch.name.as_str(), session.numbers_left());
        // The batch is finished with its last sheet, not when that one is opened.
        let last = left == 0 && session.number().is_some() && !session.looks_at_finished();
        let id = if last { "stacks-batch-last" } else { "stacks-batch-left" };
        let of_batch = text!(context.language, id, name = name, count = left);
        sheets = format!("{of_batch} · {sheets}");
    }
    ui.label(words(sheets, regular(text_size::SMALL), context.tokens.soft));
}

pub(super) fn key_hints(ui: &mut Ui, context: &ScreenContext<'_>) {
    let language = context.language;
    ui.spacing_mut().item_spacing.x = 18.0;
    // From the right edge leftwards.
    for (key, does) in [
        (text!(language, "screens-key-escape"), "screens-does-pause"),
        (context.keys.work_name(language, WorkKey::RestBlank), "screens-does-rest-blank"),
        (context.keys.work_name(language, WorkKey::Note), "screens-does-note"),
        (context.keys.work_name(language, WorkKey::GoTo), "screens-does-go-to"),
        (text!(language, "screens-key-backspace"), "screens-does-back"),
    ] {
        ui.scope(|ui| key_hint(ui, context.tokens, &key, &text!(language, does)));
    }
}

pub(super) fn side(ui: &mut Ui, context: &ScreenContext<'_>, screen: &KeyingScreen) {
    let (tokens, language) = (context.tokens, context.language);
    let session = &screen.session;
    ui.spacing_mut().item_spacing.y = 4.0;
    if let Some((number, differences)) = &screen.counted {
        let told = text!(language, "settling-early-count", number = number.as_str(), count = *differences);
        let colour = if *differences == 0 { tokens.ok } else { tokens.amber };
        ui.add(Label::new(words(told, semibold(text_size::BASE), colour)).wrap());
    }
    if *session.mode() == Mode::End {
        return end_of_sheet(ui, context, screen);
    }
    let variable = session.questionnaire().field_variable(session.cursor());
    question_name(ui, tokens, variable, language);
    answer_tile(ui, context, screen);
    message(ui, context, screen, variable);
    match session.mode() {
        Mode::GoTo(_) | Mode::Note(_) | Mode::ConfirmBlank | Mode::Declare { .. } => {}
        Mode::Stopped(Stop::Number(_)) | Mode::Fetching => {}
        _ if session.in_number() => number_help(ui, context, session),
        // Where not all has room, what the paper does not show comes first.
        _ if is_low(ui) => {
            missing_keys(ui, context, session, variable);
            choices(ui, tokens, session, variable, language);
        }
        _ => {
            choices(ui, tokens, session, variable, language);
            missing_keys(ui, context, session, variable);
        }
    }
}

fn question_name(ui: &mut Ui, tokens: &Tokens, variable: &Variable, language: Language) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.label(words(variable.number.as_str(), bold(text_size::SMALL), tokens.ink));
        let short = variable.short_label(language.code());
        ui.add(Label::new(words(short, regular(text_size::SMALL), tokens.soft)).wrap());
    });
}

/// A question's number and its short label.
pub(super) fn named_shortly(variable: &Variable, language: Language) -> String {
    format!("{} {}", variable.number, variable.short_label(language.code())).trim().to_owned()
}

/// A band of light around the paper, seen from the corner of the eye.
pub(super) fn edge_light(ui: &Ui, tokens: &Tokens, room: Rect, cue: Cue) {
    let stroke = Stroke::new(8.0, cue_look(tokens, cue).0);
    ui.painter().rect_stroke(room, CornerRadius::ZERO, stroke, StrokeKind::Inside);
}

/// Whether what a screen reader says cuts short what it is reading.
pub(super) fn is_urgent(session: &Session) -> bool {
    matches!(session.mode(), Mode::Stopped(_)) || session.refusal().is_some()
}

/// What a screen reader says by itself: what was stopped or refused and why, else what was accepted.
pub(super) fn heard(session: &Session, language: Language) -> String {
    let questionnaire = session.questionnaire();
    if let Mode::Stopped(stop) = session.mode() {
        let variable = questionnaire.field_variable(session.cursor());
        let (question, problem) = (named_shortly(variable, language), stop.text(language, variable));
        return text!(language, "senses-heard-stop", question = question, problem = problem);
    }
    if let Some(refusal) = session.refusal() {
        return refused(session, refusal, language);
    }
    let Some(field) = session.last_accepted() else { return sheet_name(session, language) };
    let variable = questionnaire.field_variable(field);
    let question = named_shortly(variable, language);
    let answer = answers::in_words(questionnaire, variable, session.record().answer(field), language);
    text!(language, "senses-heard-accepted", question = question, answer = answer)
}

/// Why a key did nothing; a sheet's number is never blank.
fn refused(session: &Session, refusal: Refusal, language: Language) -> String {
    if refusal == Refusal::EmptyEnter && session.in_number() {
        return text!(language, "stacks-number-wanted");
    }
    refusal.text(language)
}

/// The answers a question offers, for screen readers.
pub(super) fn choices_in_words(session: &Session, variable: &Variable, language: Language) -> String {
    if variable.choices.is_empty() || session.in_number() {
        return variable.hint.get(language.code()).to_owned();
    }
    let choices = variable.choices.iter().take(MOST_CHOICES).map(|choice| {
        let label = choice.label.get(language.code());
        text!(language, "senses-choice", code = choice.name.as_str(), label = label)
    });
    let choices = choices.collect::<Vec<_>>().join(", ");
    text!(language, "senses-heard-choices", choices = choices)
}

/// What a box beside the page says: a heading, a sentence, keys with what they do.
type Message = (String, String, Vec<(String, String)>);

fn message_of(session: &Session, keys: &Keymap, variable: &Variable, language: Language) -> Option<Message> {
    let enter = |does: &str| vec![(text!(language, "screens-key-enter"), text!(language, does))];
    let question = || text!(language, "screens-question");
    Some(match session.mode() {
        Mode::Stopped(stop) => {
            (text!(language, "screens-stop"), stop.text(language, variable), stop_keys(stop, keys, language))
        }
        Mode::Century { .. } => (question(), text!(language, "screens-century"), Vec::new()),
        Mode::GoTo(_) => {
            let heading = text!(language, "screens-go-to-heading");
            (heading, text!(language, "screens-go-to"), enter("screens-does-go"))
        }
        Mode::Note(note) => {
            let id = if session.notes_sheet() { "stacks-note-heading" } else { "screens-note-heading" };
            let heading =
                session.refusal().map_or_else(|| text!(language, id), |refusal| refusal.text(language));
            (heading, format!("{note}|"), enter("screens-does-keep-note"))
        }
        Mode::Declare { absence, reason, .. } => return Some(declaring(session, *absence, reason, language)),
        Mode::Fetching => (String::new(), text!(language, "stacks-fetching"), Vec::new()),
        Mode::ConfirmBlank => {
            let keys =
                vec![(keys.work_name(language, WorkKey::RestBlank), text!(language, "screens-does-confirm"))];
            (question(), text!(language, "screens-rest-blank"), keys)
        }
        _ => (String::new(), refused(session, session.refusal()?, language), Vec::new()),
    })
}

/// What F9 asks: void or missing, then why.
fn declaring(session: &Session, absence: Option<Absence>, reason: &str, language: Language) -> Message {
    let refusal = session.refusal().map(|refusal| refusal.text(language));
    let leave = (text!(language, "screens-key-escape"), text!(language, "stacks-does-not-declare"));
    match absence {
        None => {
            let keys = [("1", "stacks-does-void"), ("2", "stacks-does-missing")];
            let keys = keys.map(|(key, does)| (key.to_owned(), text!(language, does)));
            let keys = keys.into_iter().chain([leave]);
            let heading = refusal.unwrap_or_else(|| text!(language, "stacks-declare-heading"));
            (heading, text!(language, "stacks-declare-which"), keys.collect())
        }
        Some(absence) => {
            let id = match absence {
                Absence::Void => "stacks-declare-void",
                Absence::Missing => "stacks-declare-missing",
            };
            let enter = (text!(language, "screens-key-enter"), text!(language, "stacks-does-declare"));
            let keys = vec![enter, leave];
            (refusal.unwrap_or_else(|| text!(language, id)), format!("{reason}|"), keys)
        }
    }
}

/// A stop, a question or a refused key, in a frame of its colour.
fn message(ui: &mut Ui, context: &ScreenContext<'_>, screen: &KeyingScreen, variable: &Variable) {
    let (tokens, language) = (context.tokens, context.language);
    let message = message_of(&screen.session, context.keys, variable, language);
    let Some((heading, sentence, keys)) = message else { return };
    let stopped = matches!(screen.session.mode(), Mode::Stopped(_));
    let (ink, back) = if stopped { (tokens.red, tokens.red_back) } else { (tokens.amber, tokens.amber_back) };
    ui.add_space(6.0);
    egui::Frame::new()
        .fill(back)
        .stroke(Stroke::new(2.0, ink))
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

fn stop_keys(stop: &Stop, keys_of: &Keymap, language: Language) -> Vec<(String, String)> {
    let mut keys = vec![(text!(language, "screens-key-backspace"), text!(language, "screens-does-retype"))];
    if *stop == Stop::Number(NumberProblem::KeyedByYou) {
        keys.push((text!(language, "stacks-key-up"), text!(language, "stacks-does-open-keyed")));
    }
    if stop.may_be_kept() {
        keys.push((keys_of.work_name(language, WorkKey::Keep), text!(language, keeping(stop))));
    }
    keys
}

/// What F3 does about a stop.
fn keeping(stop: &Stop) -> &'static str {
    match stop {
        Stop::Number(problem) if problem.is_duplicate() => "stacks-does-duplicate",
        Stop::Number(NumberProblem::NotInBatch) => "stacks-does-key-outside",
        Stop::Number(NumberProblem::DeclaredVoid | NumberProblem::DeclaredMissing) => {
            "stacks-does-key-declared"
        }
        stop if stop.is_hard() => "screens-does-keep-hard",
        _ => "screens-does-keep",
    }
}

fn number_help(ui: &mut Ui, context: &ScreenContext<'_>, session: &Session) {
    let (tokens, language) = (context.tokens, context.language);
    ui.add_space(8.0);
    let (offered, batch) = (session.offered_number(), session.batch());
    let text = match (offered, batch) {
        _ if session.looks_at_finished() => text!(language, "stacks-finished-help"),
        (Some(number), _) => text!(language, "screens-number-offered", number = number),
        (None, Some(batch)) => text!(language, "stacks-batch-finished", name = batch.name.as_str()),
        (None, None) => text!(language, "screens-number-typed"),
    };
    ui.add(Label::new(words(text, regular(text_size::BASE), tokens.ink)).wrap());
    ui.add_space(10.0);
    let mut keys = vec![(text!(language, "stacks-key-up"), "stacks-does-sheet-before")];
    if session.looks_at_finished() {
        keys.push((text!(language, "screens-key-backspace"), "stacks-does-correct-number"));
        keys.push((context.keys.work_name(language, WorkKey::Note), "stacks-does-note-sheet"));
    } else {
        keys.push((context.keys.work_name(language, WorkKey::Unreadable), "stacks-does-absent"));
    }
    for (key, does) in keys {
        key_line(ui, tokens, &key, &text!(language, does));
    }
}

fn choices(ui: &mut Ui, tokens: &Tokens, session: &Session, variable: &Variable, language: Language) {
    let shown = session.shown_codes();
    ui.add_space(6.0);
    ui.spacing_mut().item_spacing.y = 3.0;
    if let Some(answer) = session.constant(session.cursor()) {
        let glance = answers::at_a_glance(session.questionnaire(), answer, language);
        let set = text!(language, "verifying-constant-set", answer = glance);
        ui.add(Label::new(words(set, regular(text_size::SMALL), tokens.pen)).wrap());
    }
    if variable.is_long_list() {
        let how = text!(language, "verifying-look-up");
        ui.add(Label::new(words(how, regular(text_size::BASE), tokens.ink)).wrap());
        return;
    }
    for choice in variable.choices.iter().take(MOST_CHOICES) {
        let fill = if shown.contains(&choice.name) { tokens.mark } else { tokens.bar };
        let frame = egui::Frame::new().fill(fill).corner_radius(6);
        frame.inner_margin(egui::Margin::symmetric(6, 2)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 9.0;
                key_cap(ui, tokens, &choice.name);
                let label = choice.label.get(language.code());
                ui.add(Label::new(words(label, regular(text_size::BASE), tokens.ink)).wrap());
            });
        });
    }
    if !variable.hint.is_empty() && variable.choices.is_empty() {
        let hint = variable.hint.get(language.code());
        ui.add(Label::new(words(hint, regular(text_size::BASE), tokens.soft)).wrap());
    }
}

fn missing_keys(ui: &mut Ui, context: &ScreenContext<'_>, session: &Session, variable: &Variable) {
    let (tokens, language) = (context.tokens, context.language);
    ui.add_space(8.0);
    let (always, low) = ([Missing::Blank, Missing::Illegible], is_low(ui));
    let codes = session.questionnaire().missing.iter();
    // Where text is large their names, as printed, stand for what they mean.
    let said = |code: &MissingCode| if low { &code.name } else { code.label.get(language.code()) }.to_owned();
    let mut keys: Vec<(String, String)> = codes
        .filter(|code| variable.missing.contains(&code.means) || always.contains(&code.means))
        .map(|code| (context.keys.missing_name(language, code), said(code)))
        .collect();
    if matches!(variable.kind, VariableType::Text { .. }) {
        keys.insert(0, (text!(language, "screens-key-enter"), text!(language, "screens-does-blank-text")));
    }
    keys.push((context.keys.work_name(language, WorkKey::Repeat), text!(language, "screens-does-repeat")));
    if low {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 5.0);
            keys.iter().for_each(|(key, does)| key_hint(ui, tokens, key, does));
        });
        return;
    }
    // Room for the widest key; what it does goes on below.
    let room = (ui.available_width() - 70.0).max(80.0);
    let grid = egui::Grid::new("missing keys").num_columns(2).max_col_width(room).spacing(vec2(9.0, 5.0));
    grid.show(ui, |ui| {
        for (key, does) in keys {
            key_cap(ui, tokens, &key);
            ui.add(Label::new(words(does, regular(text_size::TINY), tokens.soft)).wrap());
            ui.end_row();
        }
    });
}

fn rule(ui: &mut Ui, tokens: &Tokens) {
    ui.add_space(8.0);
    let rect = ui.available_rect_before_wrap();
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, tokens.line));
    ui.add_space(8.0);
}

fn end_of_sheet(ui: &mut Ui, context: &ScreenContext<'_>, screen: &KeyingScreen) {
    let (tokens, language) = (context.tokens, context.language);
    let session = &screen.session;
    let summary = session.summary();
    ui.label(words(text!(language, "screens-end-of-sheet"), bold(text_size::TITLE), tokens.ink));
    ui.add_space(8.0);
    for (count, id, colour) in [
        (summary.answers, "screens-end-answers", tokens.pen),
        (summary.missing, "screens-end-missing", tokens.ink),
        (summary.kept, "screens-end-kept", tokens.amber),
        (summary.aside, "verifying-end-aside", tokens.amber),
        (summary.unkeyed, "screens-end-unkeyed", tokens.red),
    ] {
        if count > 0 || id == "screens-end-answers" {
            ui.horizontal_wrapped(|ui| {
                ui.label(words(count.to_string(), bold(text_size::TITLE), colour));
                ui.label(words(text!(language, id, count = count), regular(text_size::BASE), tokens.soft));
            });
        }
    }
    own_speed(ui, tokens, screen, language);
    rule(ui, tokens);
    if let Some(note) = session.sheet_note() {
        let note = text!(language, "screens-note-said", note = note);
        ui.add(Label::new(words(note, regular(text_size::BASE), tokens.soft)).wrap());
    }
    let does = match session.offered_number() {
        _ if session.looks_at_finished() => text!(language, "stacks-does-go-on"),
        Some(number) => text!(language, "screens-does-next-sheet", number = number),
        None => text!(language, "screens-does-finish-sheet"),
    };
    key_line(ui, tokens, &text!(language, "screens-key-enter"), &does);
    let back = text!(language, "screens-does-back");
    key_line(ui, tokens, &text!(language, "screens-key-backspace"), &back);
    key_line(
        ui,
        tokens,
        &context.keys.work_name(language, WorkKey::Note),
        &text!(language, "stacks-does-note-sheet"),
    );
}

/// The keyer's own speed on this sheet, pauses left out.
fn own_speed(ui: &mut Ui, tokens: &Tokens, screen: &KeyingScreen, language: Language) {
    let watch = screen.sheet_watch();
    let Some(speed) = watch.keys_per_hour() else { return };
    ui.add_space(6.0);
    let seconds = (watch.work_ms + 500) / 1000;
    let speed = whole_number(language, speed.round() as i64);
    let said = text!(
        language,
        "pace-this-sheet",
        minutes = seconds / 60,
        seconds = format!("{:02}", seconds % 60),
        keys = whole_number(language, watch.keys as i64),
        speed = speed
    );
    ui.add(Label::new(words(said, regular(text_size::SMALL), tokens.soft)).wrap());
}
