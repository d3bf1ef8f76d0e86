//! All keys: those of the window from its commands, those of keying from the key table of DESIGN 8.

use egui::{Grid, Ui};

use crate::desktop::command::{Command, Group, key_name};
use crate::desktop::context::ScreenContext;
use crate::desktop::tokens::size;
use crate::desktop::widgets::{card, desk, heading, key_cap, key_hint, label, soft, status_bar, top_bar};
use crate::text;

/// The keys of keying: what is printed on them (an id for words, the key itself otherwise), and the id
/// of what they do.
const KEYING: [(&[&str], &str); 21] = [
    (&["desktop-key-digits"], "desktop-keying-digits"),
    (&["desktop-key-enter"], "desktop-keying-enter"),
    (&[".", ","], "desktop-keying-blank"),
    (&["/"], "desktop-keying-dont-know"),
    (&["*"], "desktop-keying-refused"),
    (&["-"], "desktop-keying-illegible"),
    (&["+"], "desktop-keying-repeat"),
    (&["desktop-key-backspace"], "desktop-keying-backspace"),
    (&["desktop-key-up", "desktop-key-down"], "desktop-keying-arrows"),
    (&["F2", "Ctrl G"], "desktop-keying-go-to"),
    (&["F3", "Ctrl P"], "desktop-keying-keep"),
    (&["F4", "Ctrl R"], "desktop-keying-note"),
    (&["F6", "Ctrl B"], "desktop-keying-rest-blank"),
    (&["F9", "Ctrl M"], "desktop-keying-declare"),
    (&["F7", "Ctrl D"], "desktop-keying-show-both"),
    (&["A", "B", "C"], "desktop-keying-pick"),
    (&["F8"], "desktop-keying-skipped"),
    (&["desktop-key-shift-enter"], "desktop-keying-line"),
    (&["Ctrl Z", "Ctrl Y"], "desktop-keying-undo"),
    (&["desktop-key-escape"], "desktop-keying-pause"),
    (&["F1"], "desktop-keying-help"),
];

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
                let key = Command::Back.shortcut().map(|key| key_name(language, key)).unwrap_or_default();
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
    let room = ui.available_width() - 118.0;
    Grid::new("keys of keying")
        .num_columns(2)
        .spacing([14.0, 4.0])
        .min_row_height(ROW)
        .max_col_width(room)
        .show(ui, |ui| {
            for (keys, does) in KEYING {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 4.0;
                    ui.set_min_width(104.0);
                    for key in keys {
                        let name = if key.starts_with("desktop-") {
                            text!(language, key)
                        } else {
                            (*key).to_owned()
                        };
                        key_cap(ui, tokens, &name);
                    }
                });
                label(ui, tokens, &text!(language, does));
                ui.end_row();
            }
        });
}

fn commands_ui(ui: &mut Ui, context: &ScreenContext<'_>) {
    let (tokens, language) = (context.tokens, context.language);
    ui.spacing_mut().interact_size.y = ROW;
    ui.spacing_mut().item_spacing.y = 4.0;
    heading(ui, tokens, &text!(language, "desktop-help-window"));
    soft(ui, tokens, &text!(language, "desktop-help-window-remark"));
    for group in Group::ALL {
        ui.add_space(2.0);
        ui.label(
            egui::RichText::new(text!(language, group.text_id()))
                .font(crate::desktop::theme::semibold(crate::desktop::tokens::text_size::SMALL))
                .color(tokens.soft),
        );
        let room = ui.available_width() - 104.0;
        Grid::new(group.text_id())
            .num_columns(2)
            .spacing([14.0, 4.0])
            .min_row_height(ROW)
            .max_col_width(room)
            .show(ui, |ui| {
                for command in Command::ALL.into_iter().filter(|command| command.group() == group) {
                    let Some(key) = command.shortcut() else { continue };
                    ui.horizontal(|ui| {
                        ui.set_min_width(90.0);
                        key_cap(ui, tokens, &key_name(language, key));
                    });
                    label(ui, tokens, &text!(language, command.text_id()));
                    ui.end_row();
                }
            });
    }
}
