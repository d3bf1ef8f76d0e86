//! All keys as the person at work has them, and the way to the printed card.

use egui::{Grid, Ui};

use crate::desktop::command::{Command, Group};
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::key_list::{KeyRow, Listing};
use crate::desktop::theme::semibold;
use crate::desktop::tokens::{Tokens, size, text_size};
use crate::desktop::widgets::{
    Button, Icon, card, desk, heading, key_cap, key_hint, label, soft, status_bar, top_bar,
};
use crate::text;

/// Least height of a row.
const ROW: f32 = 22.0;

/// The help screen.
#[derive(Debug, Default)]
pub struct HelpScreen {}

impl HelpScreen {
    /// Paints the screen.
    pub fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let (tokens, language) = (context.tokens, context.language);
        top_bar(ui, context, &[&text!(language, "desktop-help-title")], |_, _| {});
        status_bar(
            ui,
            context,
            |_, _| {},
            |ui, context| {
                let key = context.keys.name(language, Command::Back);
                key_hint(ui, context.tokens, &key, &text!(language, "desktop-back-short"));
            },
        );
        desk(ui, tokens, |ui| {
            ui.spacing_mut().item_spacing = egui::vec2(26.0, size::GAP);
            let room = ui.available_width();
            if room < 900.0 {
                card(ui, tokens, |ui| keying_ui(ui, context));
                card(ui, tokens, |ui| commands_ui(ui, context));
                return;
            }
            ui.horizontal_top(|ui| {
                ui.vertical(|ui| {
                    ui.set_width((room - 26.0) * 0.53);
                    card(ui, tokens, |ui| keying_ui(ui, context));
                });
                ui.vertical(|ui| {
                    ui.set_width((room - 26.0) * 0.47);
                    card(ui, tokens, |ui| commands_ui(ui, context));
                });
            });
        });
    }
}

fn keying_ui(ui: &mut Ui, context: &ScreenContext<'_>) {
    let (tokens, language) = (context.tokens, context.language);
    ui.spacing_mut().interact_size.y = ROW;
    ui.spacing_mut().item_spacing.y = 6.0;
    heading(ui, tokens, &text!(language, "desktop-help-keying"));
    soft(ui, tokens, &text!(language, "desktop-help-keying-remark"));
    let listing = listing(context);
    for (heading, rows) in [
        ("keys-card-answering", listing.answering()),
        ("keys-card-moving", listing.moving()),
        ("keys-card-settling", listing.settling()),
    ] {
        part_ui(ui, tokens, &text!(language, heading), &rows, 104.0);
    }
}

fn listing<'a>(context: &'a ScreenContext<'_>) -> Listing<'a> {
    let questionnaire = context.study.as_ref().and_then(|study| study.questionnaire());
    Listing {
        keymap: context.keys,
        questionnaire: questionnaire.map(|questionnaire| &**questionnaire),
        language: context.language,
    }
}

/// Rows of keys under a small heading; keys are given a column of that width.
fn part_ui(ui: &mut Ui, tokens: &Tokens, heading: &str, rows: &[KeyRow], keys_width: f32) {
    ui.add_space(2.0);
    ui.label(egui::RichText::new(heading).font(semibold(text_size::SMALL)).color(tokens.soft));
    let room = ui.available_width() - keys_width - 14.0;
    Grid::new(heading).num_columns(2).spacing([14.0, 4.0]).min_row_height(ROW).max_col_width(room).show(
        ui,
        |ui| {
            for (keys, does) in rows {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 4.0;
                    ui.set_min_width(keys_width);
                    for key in keys {
                        key_cap(ui, tokens, key);
                    }
                });
                label(ui, tokens, does);
                ui.end_row();
            }
        },
    );
}

fn commands_ui(ui: &mut Ui, context: &mut ScreenContext<'_>) {
    let (tokens, language) = (context.tokens, context.language);
    ui.spacing_mut().interact_size.y = ROW;
    ui.spacing_mut().item_spacing.y = 4.0;
    heading(ui, tokens, &text!(language, "desktop-help-window"));
    soft(ui, tokens, &text!(language, "desktop-help-window-remark"));
    for group in Group::ALL {
        let rows = listing(context).commands(group);
        part_ui(ui, tokens, &text!(language, group.text_id()), &rows, 90.0);
    }
    ui.add_space(8.0);
    let print = text!(language, "keys-card-button");
    let key = context.keys.name(language, Command::PrintKeys);
    if Button::plain(&print).key(key).icon(Icon::Keyboard).show(ui, tokens).clicked() {
        context.ask(Action::Run(Command::PrintKeys));
    }
}
