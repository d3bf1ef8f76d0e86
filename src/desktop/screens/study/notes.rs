//! What to know about a study, and who keyed what.

use egui::{CornerRadius, Rect, Sense, Ui, vec2};

use crate::desktop::board::Board;
use crate::desktop::command::Command;
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::theme::{regular, semibold};
use crate::desktop::tokens::text_size;
use crate::desktop::widgets::{card, heading, label, link, pill_button, soft};
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
        for Group { sentence, count, named } in groups(language, context, board) {
            if count == 0 {
                continue;
            }
            if std::mem::replace(&mut said, true) {
                ui.add_space(4.0);
            }
            label(ui, tokens, &sentence);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(10.0, 2.0);
                ui.spacing_mut().interact_size.y = 22.0;
                for number in named {
                    if link(ui, tokens, number).clicked() {
                        context.ask(Action::GoSheet(number.to_owned()));
                    }
                }
                let more = count.saturating_sub(NAMED);
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

/// A sentence with the sheets it is about.
struct Group<'b> {
    sentence: String,
    count: usize,
    /// The first of them.
    named: Vec<&'b str>,
}

fn group<'b>(
    numbers: impl Iterator<Item = &'b String> + Clone,
    sentence: impl FnOnce(usize) -> String,
) -> Group<'b> {
    let count = numbers.clone().count();
    Group { sentence: sentence(count), count, named: numbers.take(NAMED).map(String::as_str).collect() }
}

fn groups<'b>(language: Language, context: &ScreenContext<'_>, board: &'b Board) -> Vec<Group<'b>> {
    let once = |pass: Pass| board.once.iter().filter(move |(_, of)| *of == pass).map(|(number, _)| number);
    let mut groups = vec![group(board.unfinished.iter().map(|(number, ..)| number), |count| {
        let first = board.unfinished.first().filter(|_| count == 1);
        let Some((number, pass, operator)) = first else {
            return text!(language, "desktop-know-unfinished", count = count);
        };
        let name = context.study.as_ref().map_or("", |study| study.operator_name(*operator)).to_owned();
        let (number, pass) = (number.as_str(), text!(language, pass_id(*pass)));
        text!(language, "desktop-know-unfinished-one", number = number, name = name, pass = pass)
    })];
    let counted = |id: &'static str| move |count: usize| text!(language, id, count = count);
    // Single sheets are news only once the other pass has begun.
    if board.second_done > 0 {
        groups.push(group(once(Pass::First), counted("desktop-know-first-only")));
    }
    if board.first_done > 0 {
        groups.push(group(once(Pass::Second), counted("desktop-know-second-only")));
    }
    for (numbers, id) in [
        (&board.missing, "desktop-know-missing"),
        (&board.extra, "desktop-know-extra"),
        (&board.duplicates, "desktop-know-duplicates"),
        (&board.unreadable, "stacks-know-unreadable"),
        (&board.absent, "stacks-know-absent"),
        (&board.keyed_though_absent, "stacks-know-contradiction"),
    ] {
        groups.push(group(numbers.iter(), counted(id)));
    }
    let matched = board.sheets.iter().filter(|sheet| !sheet.keyed_as.is_empty());
    let keyed = matched.clone().next().map_or_else(String::new, |sheet| sheet.keyed_as.join(", "));
    groups.push(group(matched.map(|sheet| &sheet.number), |count| {
        text!(language, "settled-know-keyed-as", count = count, keyed = keyed)
    }));
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
                    let (name, key) =
                        (text!(language, command.text_id()), context.keys.name(language, command));
                    if pill_button(
                        ui,
                        tokens,
                        &name,
                        Some(&key).filter(|key| !key.is_empty()).map(String::as_str),
                    )
                    .clicked()
                    {
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
                            .wrap(),
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
