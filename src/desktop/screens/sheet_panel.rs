//! Beside the page of a sheet: what each keying says at the question looked at, what stands in the final
//! record, and everything that happened there. Shows state; handles no keys.

use egui::{Label, Stroke, Ui};
use jiff::Timestamp;

use super::keying::words;
use super::keying_panels::pass_name;
use super::sheet::{Phase, Seen, SheetScreen};
use crate::compare::Standing;
use crate::desktop::answers;
use crate::desktop::context::ScreenContext;
use crate::desktop::theme::{bold, regular, semibold};
use crate::desktop::tokens::{Tokens, text_size};
use crate::desktop::widgets::key_hint;
use crate::keying::{Cause, Mode};
use crate::questionnaire::{Answer, FieldId};
use crate::study::{Happening, JournalLine, Means, OperatorId, Target};
use crate::text;
use crate::texts::{Language, date};

/// How far the sheet is.
pub(super) fn state(seen: &Seen, language: Language) -> String {
    let finished = seen.keyings().filter(|keying| keying.finished.is_some()).count();
    let questionnaire = seen.questionnaire();
    let open = |field: &FieldId| seen.standing(*field) == Some(Standing::Open);
    match questionnaire.field_ids().filter(open).count() {
        0 => text!(language, "screens-keyings", count = finished),
        open => text!(language, "screens-keyings-open", count = finished, open = open),
    }
}

pub(super) fn hints(ui: &mut Ui, context: &ScreenContext<'_>) {
    let language = context.language;
    ui.spacing_mut().item_spacing.x = 18.0;
    let (escape, down) = (text!(language, "screens-key-escape"), text!(language, "screens-key-up-down"));
    for (key, does) in [
        (escape.as_str(), "screens-does-back-to-study"),
        ("F8", "screens-does-say-skipped"),
        (down.as_str(), "screens-does-other-question"),
    ] {
        let key = context.keys.shown(language, key);
        ui.scope(|ui| key_hint(ui, context.tokens, &key, &text!(language, does)));
    }
}

pub(super) fn side(
    ui: &mut Ui,
    tokens: &'static Tokens,
    screen: &SheetScreen,
    history: Option<&[JournalLine]>,
    language: Language,
) {
    let Some(seen) = &screen.seen else { return };
    ui.spacing_mut().item_spacing.y = 5.0;
    let name = answers::question_name(seen.questionnaire(), screen.at, language);
    ui.add(Label::new(words(name, bold(text_size::HEADING), tokens.ink)).wrap());
    ui.add_space(6.0);
    keyings(ui, tokens, screen, seen, language);
    final_answer(ui, tokens, seen, screen.at, language);
    correction(ui, tokens, screen, seen, language);
    rule(ui, tokens);
    ui.label(words(text!(language, "screens-history"), bold(text_size::BASE), tokens.ink));
    decisions(ui, tokens, screen, seen, language);
    match history {
        Some(lines) => entries(ui, tokens, seen, screen.at, lines, language),
        None => soft(ui, tokens, &text!(language, "screens-reading")),
    }
}

fn rule(ui: &mut Ui, tokens: &Tokens) {
    ui.add_space(9.0);
    let rect = ui.available_rect_before_wrap();
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, tokens.line));
    ui.add_space(9.0);
}

fn soft(ui: &mut Ui, tokens: &Tokens, text: &str) {
    ui.add(Label::new(words(text, regular(text_size::SMALL), tokens.soft)).wrap());
}

fn operator(seen: &Seen, id: OperatorId) -> &str {
    let operators = &seen.review.snapshot.operators;
    operators.iter().find(|operator| operator.id == id).map_or("", |operator| operator.name.as_str())
}

/// What each keying says, with who keyed it, when, and under which number where it was another.
fn keyings(ui: &mut Ui, tokens: &Tokens, screen: &SheetScreen, seen: &Seen, language: Language) {
    let (questionnaire, field) = (seen.questionnaire(), screen.at);
    let variable = questionnaire.field_variable(field);
    for keying in seen.keyings() {
        let place = keying.record.field(field);
        let who = format!("{} · {}", pass_name(keying.pass, language), operator(seen, keying.operator));
        soft(ui, tokens, &format!("{who} · {}", moment(keying.finished.unwrap_or(keying.started), language)));
        if keying.number != screen.number {
            let keyed = text!(language, "settled-sheet-keyed-as", keyed = keying.number.as_str());
            ui.label(words(keyed, regular(text_size::SMALL), tokens.amber));
        }
        let said = match &place.answer {
            Answer::NotKeyed if keying.finished.is_some() => text!(language, "screens-answer-not-applicable"),
            answer => answers::in_words(questionnaire, variable, answer, language),
        };
        ui.add(Label::new(words(said, semibold(text_size::BASE), tokens.pen)).wrap());
        if place.kept {
            ui.label(words(text!(language, "screens-kept"), regular(text_size::SMALL), tokens.amber));
        }
        if let Some(note) = &place.note {
            let note = text!(language, "screens-note-said", note = note.as_str());
            ui.add(Label::new(words(note, regular(text_size::SMALL), tokens.ink)).wrap());
        }
        ui.add_space(5.0);
    }
}

fn final_answer(ui: &mut Ui, tokens: &Tokens, seen: &Seen, field: FieldId, language: Language) {
    let Some(standing) = seen.standing(field) else {
        return soft(ui, tokens, &text!(language, "screens-no-final-record"));
    };
    let (id, colour) = match standing {
        Standing::Agreed | Standing::Normalised => ("screens-standing-agreed", tokens.soft),
        Standing::Settled => ("screens-standing-settled", tokens.third),
        Standing::Corrected => ("screens-standing-corrected", tokens.third),
        Standing::Open => ("screens-standing-open", tokens.amber),
    };
    ui.label(words(text!(language, id), semibold(text_size::SMALL), colour));
    if matches!(standing, Standing::Settled | Standing::Corrected) {
        let questionnaire = seen.questionnaire();
        let variable = questionnaire.field_variable(field);
        let said = answers::in_words(questionnaire, variable, seen.record().answer(field), language);
        ui.add(Label::new(words(said, bold(text_size::HEADING), tokens.third)).wrap());
    }
}

/// What is typed to correct, or how to.
fn correction(ui: &mut Ui, tokens: &Tokens, screen: &SheetScreen, seen: &Seen, language: Language) {
    if seen.standing(screen.at).is_none() || seen.questionnaire().sheet_number_field() == Some(screen.at) {
        return;
    }
    ui.add_space(8.0);
    let questionnaire = seen.questionnaire();
    let variable = questionnaire.field_variable(screen.at);
    let (heading, sentence) = match &screen.phase {
        Phase::Looking(reader) if reader.is_empty() && reader.refusal().is_none() => {
            return soft(ui, tokens, &text!(language, "screens-type-to-correct"));
        }
        Phase::Looking(reader) => {
            let mut typed: Vec<&str> = reader.ticks().iter().map(String::as_str).collect();
            typed.extend(Some(reader.typed()).filter(|typed| !typed.is_empty()));
            let said = match (reader.mode(), reader.refusal()) {
                (Mode::Stopped(stop), _) => {
                    format!(
                        "{} {}",
                        stop.text(language, variable),
                        text!(language, "screens-stopped-reading")
                    )
                }
                (_, Some(refusal)) => refusal.text(language),
                _ => String::new(),
            };
            (typed.join(", "), said)
        }
        Phase::Reason { answer, text } => {
            let said = answers::in_words(questionnaire, variable, answer, language);
            let why = text!(language, "screens-why-corrected");
            (said, format!("{why} {text}|\n{}", text!(language, "screens-reason-needed")))
        }
    };
    egui::Frame::new()
        .fill(tokens.ok_back)
        .stroke(Stroke::new(1.5, tokens.third))
        .corner_radius(8)
        .inner_margin(egui::Margin::symmetric(12, 9))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.add(Label::new(words(heading, bold(text_size::TITLE), tokens.third)).wrap());
            if !sentence.is_empty() {
                ui.add(Label::new(words(sentence, regular(text_size::BASE), tokens.ink)).wrap());
            }
        });
}

/// Decisions on this question, newest first, and checks kept on the sheet.
fn decisions(ui: &mut Ui, tokens: &Tokens, screen: &SheetScreen, seen: &Seen, language: Language) {
    let questionnaire = seen.questionnaire();
    let variable = questionnaire.field_variable(screen.at);
    let line = questionnaire.field(screen.at).line;
    for resolution in seen.review.snapshot.resolutions.iter().rev() {
        if resolution.number != screen.number {
            continue;
        }
        let said = match &resolution.target {
            Target::Field { variable: name, line: at, answer } if *name == variable.name && *at == line => {
                answers::in_words(questionnaire, variable, answer, language)
            }
            Target::Box { variable: name, line: at, choice, ticked }
                if *name == variable.name && *at == line =>
            {
                format!("{choice} : {}", if *ticked { "1" } else { "0" })
            }
            Target::KeepCheck { check } => text!(language, "screens-check-kept", check = check.as_str()),
            Target::Field { .. } | Target::Box { .. } => continue,
        };
        let how = text!(language, means_id(resolution.means));
        let head =
            format!("{} · {} · {how}", moment(resolution.at, language), operator(seen, resolution.operator));
        event(ui, tokens, &head, &said, tokens.third);
        if !resolution.reason.is_empty() {
            soft(ui, tokens, &format!("« {} »", resolution.reason));
        }
    }
}

fn means_id(means: Means) -> &'static str {
    match means {
        Means::BlindReading => "screens-means-blind",
        Means::SeenBoth => "screens-means-seen",
        Means::File => "screens-means-file",
        Means::Correction => "screens-means-correction",
        Means::CheckKept => "screens-means-kept",
        Means::Slip => "settling-means-slip",
    }
}

/// Entries of both keyings on this question, newest first.
fn entries(
    ui: &mut Ui,
    tokens: &Tokens,
    seen: &Seen,
    field: FieldId,
    lines: &[JournalLine],
    language: Language,
) {
    let questionnaire = seen.questionnaire();
    let variable = questionnaire.field_variable(field);
    let at = questionnaire.field(field).line;
    for line in lines.iter().rev() {
        let said = match &line.what {
            Happening::Answered { variable: name, line: place, answer, cause, .. }
                if *name == variable.name && *place == at =>
            {
                let said = answers::in_words(questionnaire, variable, answer, language);
                match cause {
                    Cause::Typed => said,
                    Cause::Undo => text!(language, "screens-undone", answer = said),
                    Cause::Redo => text!(language, "screens-redone", answer = said),
                    Cause::Filter if *answer == Answer::NotKeyed => text!(language, "verifying-put-aside"),
                    Cause::Filter => text!(language, "verifying-brought-back", answer = said),
                }
            }
            Happening::Noted { variable: Some(name), text, .. } if *name == variable.name => {
                text!(language, "screens-note-said", note = text.as_str())
            }
            _ => continue,
        };
        let pass = pass_name(line.pass, language);
        let head = format!("{} · {} · {pass}", moment(line.at, language), operator(seen, line.operator));
        event(ui, tokens, &head, &said, tokens.pen);
    }
}

fn event(ui: &mut Ui, tokens: &Tokens, head: &str, said: &str, colour: egui::Color32) {
    ui.add_space(3.0);
    ui.add(Label::new(words(head, regular(text_size::TINY), tokens.soft)).wrap());
    ui.add(Label::new(words(said, regular(text_size::BASE), colour)).wrap());
}

/// Day and time of day, where the computer stands.
fn moment(at: Timestamp, language: Language) -> String {
    let here = at.to_zoned(jiff::tz::TimeZone::system());
    format!("{} {}", date(language, here.date()), here.strftime("%H:%M"))
}
