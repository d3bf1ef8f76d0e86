//! What to know about a study, and who keyed what.

use egui::{CornerRadius, Rect, Sense, Ui, vec2};

use crate::desktop::board::Board;
use crate::desktop::command::Command;
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::theme::{regular, semibold};
use crate::desktop::tokens::text_size;
use crate::desktop::widgets::{card, heading, label, link, soft};
use crate::study::Pass;
use crate::text;
use crate::texts::{Language, whole_number};

/// Most sheets named one by one; the rest are counted.
const NAMED: usize = 4;

/// What to know: sheets keyed once, passed over, doubled, extra, unfinished.
pub fn notes_ui(ui: &mut Ui, context: &mut ScreenContext<'_>, board: &Board) {
    let (tokens, language) = (context.tokens, context.language);
    card(ui, tokens, |ui| {
        heading(ui, tokens, &text!(language, "desktop-to-know"));
        let mut said = false;
        let groups = groups(language, context, board);
        for (sentence, numbers) in groups.into_iter().filter(|(_, numbers)| !numbers.is_empty()) {
            if std::mem::replace(&mut said, true) {
                ui.add_space(4.0);
            }
            label(ui, tokens, &sentence);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(10.0, 2.0);
                ui.spacing_mut().interact_size.y = 22.0;
                for number in numbers.iter().take(NAMED) {
                    if link(ui, tokens, number).clicked() {
                        context.ask(Action::GoSheet(number.clone()));
                    }
                }
                let more = numbers.len().saturating_sub(NAMED);
                if more > 0 {
                    soft(ui, tokens, &text!(language, "desktop-and-more", count = more));
                }
            });
        }
        if !said {
            label(ui, tokens, &text!(language, "desktop-nothing-to-know"));
        }
    });
}

/// Each sentence with the sheets it is about.
fn groups(language: Language, context: &ScreenContext<'_>, board: &Board) -> Vec<(String, Vec<String>)> {
    let numbers = |pass: Pass| -> Vec<String> {
        board.once.iter().filter(|(_, of)| *of == pass).map(|(number, _)| number.clone()).collect()
    };
    let (first_only, second_only) = (numbers(Pass::First), numbers(Pass::Second));
    let unfinished: Vec<String> = board.unfinished.iter().map(|(number, ..)| number.clone()).collect();
    let mut groups = Vec::new();
    for (number, pass, operator) in board.unfinished.iter().take(1) {
        let name = context.study.as_ref().map_or("", |study| study.operator_name(*operator));
        let pass = text!(language, pass_id(*pass));
        let sentence = if board.unfinished.len() == 1 {
            text!(
                language,
                "desktop-know-unfinished-one",
                number = number.as_str(),
                name = name.to_owned(),
                pass = pass
            )
        } else {
            text!(language, "desktop-know-unfinished", count = board.unfinished.len())
        };
        groups.push((sentence, unfinished.clone()));
    }
    // Single sheets are news only once the other pass has begun.
    if board.second_done > 0 {
        groups.push((text!(language, "desktop-know-first-only", count = first_only.len()), first_only));
    }
    if board.first_done > 0 {
        groups.push((text!(language, "desktop-know-second-only", count = second_only.len()), second_only));
    }
    groups
        .push((text!(language, "desktop-know-missing", count = board.missing.len()), board.missing.clone()));
    groups.push((text!(language, "desktop-know-extra", count = board.extra.len()), board.extra.clone()));
    groups.push((
        text!(language, "desktop-know-duplicates", count = board.duplicates.len()),
        board.duplicates.clone(),
    ));
    groups
}

fn pass_id(pass: Pass) -> &'static str {
    match pass {
        Pass::First => "desktop-pass-first",
        Pass::Second => "desktop-pass-second",
    }
}

/// Who keyed what, as bars.
pub fn operators_ui(ui: &mut Ui, context: &mut ScreenContext<'_>, board: &Board) {
    let (tokens, language) = (context.tokens, context.language);
    card(ui, tokens, |ui| {
        ui.horizontal(|ui| {
            heading(ui, tokens, &text!(language, "desktop-who-keyed"));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                for command in [Command::Practice, Command::Pace] {
                    if link(ui, tokens, &text!(language, command.text_id())).clicked() {
                        context.ask(Action::Run(command));
                    }
                }
            });
        });
        if board.operators.is_empty() {
            label(ui, tokens, &text!(language, "desktop-who-keyed-nobody"));
            return;
        }
        let most = board.expected.max(board.sheets.len()).max(1);
        let columns = if ui.available_width() > 620.0 { 3 } else { 1 };
        let width = (ui.available_width() - 26.0 * (columns as f32 - 1.0)) / columns as f32;
        for row in board.operators.chunks(columns) {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 26.0;
                for share in row {
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        ui.spacing_mut().item_spacing.y = 4.0;
                        let name =
                            context.study.as_ref().map_or("", |study| study.operator_name(share.operator));
                        ui.add(
                            egui::Label::new(
                                egui::RichText::new(name).font(semibold(text_size::BASE)).color(tokens.ink),
                            )
                            .truncate(),
                        );
                        bar_ui(ui, context, share.first, share.second, most);
                        let counts =
                            [(share.first, "desktop-share-first"), (share.second, "desktop-share-second")];
                        let said: Vec<String> = counts
                            .into_iter()
                            .filter(|(count, _)| *count > 0)
                            .map(|(count, id)| {
                                text!(
                                    language,
                                    id,
                                    count = count,
                                    shown = whole_number(language, count as i64)
                                )
                            })
                            .collect();
                        ui.label(
                            egui::RichText::new(said.join(" · "))
                                .font(regular(text_size::SMALL))
                                .color(tokens.soft),
                        );
                    });
                }
            });
        }
    });
}

fn bar_ui(ui: &mut Ui, context: &ScreenContext<'_>, first: usize, second: usize, most: usize) {
    let tokens = context.tokens;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 8.0), Sense::hover());
    let corner = CornerRadius::same(4);
    ui.painter().rect_filled(rect, corner, tokens.track);
    let total = most.max(first + second) as f32;
    let share = |count: usize| rect.width() * count as f32 / total;
    let whole = Rect::from_min_size(rect.min, vec2(share(first + second), rect.height()));
    ui.painter().rect_filled(whole, corner, tokens.pen);
    let part = Rect::from_min_size(rect.min, vec2(share(first), rect.height()));
    ui.painter().rect_filled(part, corner, tokens.accent);
}
