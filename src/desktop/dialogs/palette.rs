//! All commands that can be used now, found by typing a few letters of their names.

use egui::{Align2, CornerRadius, Id, Key, Modifiers, Rect, Role, Sense, Ui, WidgetInfo, vec2};
use unicode_normalization::UnicodeNormalization as _;

use crate::desktop::command::{Command, State};
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::theme::regular;
use crate::desktop::tokens::{size, text_size};
use crate::desktop::widgets::{TextField, focus_ring, paint_icon, paint_key_cap, soft};
use crate::text;
use crate::texts::Language;

/// The palette: what was typed and which row is marked.
#[derive(Debug, Default)]
pub struct Palette {
    query: String,
    marked: usize,
}

impl Palette {
    pub(super) fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let (language, state) = (context.language, context.state);
        let steps = ui.input_mut(|input| {
            input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown) as isize
                - input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp) as isize
        });
        let name = text!(language, "desktop-palette-field");
        let field = TextField::new("palette", &name);
        let title = text!(language, "desktop-command-palette");
        let first = field.id();
        let (enter, clicked) = super::dialog(ui, context, &title, first, |ui, context| {
            let before = self.query.clone();
            field.show(ui, context.tokens, &mut self.query);
            if before != self.query {
                self.marked = 0;
            }
            let found = matching(language, &state, &self.query);
            self.marked = self.marked.saturating_add_signed(steps).min(found.len().saturating_sub(1));
            let most = ui.ctx().content_rect().height() - 270.0;
            egui::ScrollArea::vertical()
                .max_height(most.max(80.0))
                .auto_shrink([false, true])
                .show(ui, |ui| self.rows_ui(ui, context, &found))
                .inner
        });
        let found = matching(language, &state, &self.query);
        let chosen = clicked.or_else(|| enter.then(|| found.get(self.marked).copied()).flatten());
        if let Some(command) = chosen {
            context.ask(Action::CloseOverlay);
            context.ask(Action::Run(command));
        }
    }

    fn rows_ui(
        &mut self,
        ui: &mut Ui,
        context: &mut ScreenContext<'_>,
        found: &[Command],
    ) -> Option<Command> {
        let mut clicked = None;
        if found.is_empty() {
            soft(ui, context.tokens, &text!(context.language, "desktop-palette-nothing"));
        }
        ui.spacing_mut().item_spacing.y = 2.0;
        for (at, command) in found.iter().enumerate() {
            if row_ui(ui, context, *command, at == self.marked) {
                clicked = Some(*command);
            }
        }
        clicked
    }
}

fn row_ui(ui: &mut Ui, context: &ScreenContext<'_>, command: Command, marked: bool) -> bool {
    let tokens = context.tokens;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::click());
    let label = text!(context.language, command.text_id());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, marked, &label));
    if !ui.is_rect_visible(rect) && !marked {
        return response.clicked();
    }
    let corner = CornerRadius::same(size::PILL_RADIUS);
    if marked {
        ui.painter().rect_filled(rect, corner, tokens.mark);
        ui.scroll_to_rect(rect, None);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, corner, tokens.field_hover);
    }
    let icon = Rect::from_center_size(rect.left_center() + vec2(18.0, 0.0), vec2(size::ICON, size::ICON));
    paint_icon(ui.painter(), command.icon(), icon, tokens.ink);
    let place = rect.left_center() + vec2(38.0, 0.0);
    ui.painter().text(place, Align2::LEFT_CENTER, label, regular(text_size::BASE), tokens.ink);
    let key = context.keys.name(context.language, command);
    if !key.is_empty() {
        let width =
            ui.painter().layout_no_wrap(key.clone(), regular(text_size::TINY), tokens.ink).size().x + 12.0;
        let place = rect.right_center() - vec2(width.max(22.0) + 10.0, 0.0);
        paint_key_cap(ui.painter(), place, &key, tokens.field, tokens.edge, tokens.ink);
    }
    focus_ring(ui, tokens, &response, corner);
    response.clicked()
}

/// The commands that can be used now and whose name or explanation holds every word typed.
fn matching(language: Language, state: &State, query: &str) -> Vec<Command> {
    let words: Vec<String> = plain(query).split_whitespace().map(str::to_owned).collect();
    let mut found: Vec<(bool, Command)> = Command::ALL
        .into_iter()
        .filter(|command| {
            *command != Command::Palette && *command != Command::Back && command.available(state)
        })
        .filter_map(|command| {
            let name = plain(&text!(language, command.text_id()));
            let tip = plain(&text!(language, &command.tip_id()));
            let in_name = words.iter().all(|word| name.contains(word.as_str()));
            let in_both =
                words.iter().all(|word| name.contains(word.as_str()) || tip.contains(word.as_str()));
            in_both.then_some((in_name, command))
        })
        .collect();
    found.sort_by_key(|(in_name, _)| !in_name);
    found.into_iter().map(|(_, command)| command).collect()
}

/// Lower case, without accents: typed in haste, found all the same.
fn plain(text: &str) -> String {
    text.nfd()
        .filter(|letter| !unicode_normalization::char::is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The field's id, for tests that type into it.
pub fn field_id() -> Id {
    TextField::new("palette", "").id()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DESIGN 12: commands are found without accents, in the language shown.
    #[test]
    fn commands_are_found_by_a_few_letters() {
        let state = State { study: true, ..State::default() };
        assert_eq!(matching(Language::French, &state, "seconde sais").first(), Some(&Command::KeySecond));
        assert_eq!(matching(Language::French, &state, "etude nouv").first(), Some(&Command::NewStudy));
        assert!(matching(Language::English, &state, "zzz").is_empty());
    }

    /// DESIGN 4.4: the palette reaches every command that can be used now.
    #[test]
    fn the_palette_lists_every_command() {
        for state in [State::default(), State { study: true, something_to_settle: true, ..State::default() }]
        {
            let listed = matching(Language::English, &state, "");
            for command in Command::ALL {
                let wanted =
                    command.available(&state) && !matches!(command, Command::Palette | Command::Back);
                assert_eq!(listed.contains(&command), wanted, "{command:?}");
            }
        }
    }
}
