//! The study: figures, its sheets on a board, who keyed what, what to do next, what to know.

mod board_view;
mod notes;

use egui::{Align, Layout, Ui};

use self::board_view::BoardView;
use crate::desktop::board::{Board, SheetState};
use crate::desktop::command::Command;
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::tokens::size;
use crate::desktop::widgets::{
    Button, card, desk, figure, heading, key_hint, label, pill, pill_button, soft, status_bar, top_bar,
};
use crate::text;
use crate::texts::{Language, decimal, whole_number};

/// Width of the column of actions.
const SIDE_WIDTH: f32 = 330.0;

/// The study screen.
#[derive(Debug, Default)]
pub struct StudyScreen {
    board: BoardView,
}

impl StudyScreen {
    /// Gives the board the keyboard.
    pub fn look_at_sheets(&mut self) {
        self.board.take_keyboard();
    }

    /// Paints the screen.
    pub fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let language = context.language;
        let title = context
            .study
            .as_ref()
            .and_then(|study| study.questionnaire())
            .map(|questionnaire| questionnaire.title.get(language.code()).to_owned())
            .unwrap_or_default();
        top_bar(ui, context, &[&title], pills);
        status_bar(
            ui,
            context,
            |_, _| {},
            |ui, context| {
                for (command, id) in
                    [(Command::Help, "desktop-help-short"), (Command::LookAtSheets, "desktop-sheets-short")]
                {
                    let key = context.keys.name(language, command);
                    key_hint(ui, context.tokens, &key, &text!(language, id));
                }
            },
        );
        let at_work = context.state.keyer_at_work;
        let board = context
            .study
            .as_ref()
            .and_then(|study| if at_work { study.board_of_keyers.clone() } else { study.board.clone() });
        desk(ui, context.tokens, |ui| match board {
            Some(board) => self.content_ui(ui, context, &board),
            None => {
                let says = waiting_text(context);
                ui.centered_and_justified(|ui| soft(ui, context.tokens, &says));
            }
        });
    }

    fn content_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>, board: &Board) {
        questionnaires_ui(ui, context);
        let room = ui.available_width();
        if room < 900.0 {
            ui.spacing_mut().item_spacing.y = size::GAP;
            card(ui, context.tokens, |ui| figures_ui(ui, context, board));
            actions_ui(ui, context, board);
            self.sheets_ui(ui, context, board);
            notes::notes_ui(ui, context, board);
            notes::operators_ui(ui, context, board);
            return;
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 26.0;
            ui.vertical(|ui| {
                ui.set_width(room - SIDE_WIDTH - 26.0);
                ui.spacing_mut().item_spacing.y = size::GAP;
                card(ui, context.tokens, |ui| figures_ui(ui, context, board));
                self.sheets_ui(ui, context, board);
                notes::operators_ui(ui, context, board);
            });
            ui.vertical(|ui| {
                ui.set_width(SIDE_WIDTH);
                ui.spacing_mut().item_spacing.y = size::GAP;
                actions_ui(ui, context, board);
                notes::notes_ui(ui, context, board);
            });
        });
    }

    fn sheets_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>, board: &Board) {
        let (tokens, language) = (context.tokens, context.language);
        card(ui, tokens, |ui| {
            heading(ui, tokens, &text!(language, "desktop-sheets"));
            if board.sheets.is_empty() {
                label(ui, tokens, &text!(language, "desktop-sheets-empty"));
                return;
            }
            if let Some(number) = self.board.ui(ui, tokens, language, board) {
                context.ask(Action::GoSheet(number));
            }
            ui.add_space(6.0);
            board_view::legend_ui(ui, tokens, language, self.board.counts(board));
        });
    }
}

/// What is said before the board is there: nothing of the comparison to a keyer (DESIGN 5.3).
fn waiting_text(context: &ScreenContext<'_>) -> String {
    let language = context.language;
    let key = |command| context.keys.name(language, command);
    let keyer_at_work = context.state.keyer_at_work;
    match &context.study {
        Some(study) if study.awaited().is_some() && study.snapshot.is_some() && !keyer_at_work => {
            let (settle, stop) = (key(Command::Settle), key(Command::Back));
            text!(language, "comparing-meanwhile", settle = settle, stop = stop)
        }
        _ => context.waiting_text("desktop-reading"),
    }
}

fn pills(ui: &mut Ui, context: &mut ScreenContext<'_>) {
    let language = context.language;
    if pill_button(ui, context.tokens, &text!(language, "desktop-command-export"), None).clicked() {
        context.ask(Action::Run(Command::Export));
    }
    let known = context.study.as_ref().is_some_and(|study| study.board.is_some());
    if context.state.keyer_at_work || !known {
        return;
    }
    let open = context.study.as_ref().map_or(0, |study| study.open_items());
    let differences = text!(language, "desktop-pill-differences", count = open);
    if open > 0 {
        if pill_button(ui, context.tokens, &differences, None).clicked() {
            context.ask(Action::Run(Command::Settle));
        }
    } else {
        pill(ui, context.tokens, &differences);
    }
}

/// Where the study holds several questionnaires: which one.
fn questionnaires_ui(ui: &mut Ui, context: &mut ScreenContext<'_>) {
    let language = context.language;
    let Some(study) = context.study.as_ref().filter(|study| study.questionnaires.len() > 1) else { return };
    let mut chosen = study.chosen();
    let options: Vec<_> = study
        .questionnaires
        .iter()
        .enumerate()
        .map(|(at, questionnaire)| (at, questionnaire.title.get(language.code()).to_owned()))
        .collect();
    let name = text!(language, "desktop-new-questionnaire");
    if crate::desktop::widgets::choice(ui, context.tokens, &name, &mut chosen, &options) {
        context.ask(Action::ChooseQuestionnaire(chosen));
    }
    ui.add_space(12.0);
}

fn figures_ui(ui: &mut Ui, context: &ScreenContext<'_>, board: &Board) {
    let (tokens, language) = (context.tokens, context.language);
    let number = |count: usize| whole_number(language, count as i64);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(42.0, 12.0);
        let twice = if board.expected > 0 {
            text!(
                language,
                "desktop-figure-twice-of",
                count = board.keyed_twice,
                expected = number(board.expected)
            )
        } else {
            text!(language, "desktop-figure-twice", count = board.keyed_twice)
        };
        figure(ui, tokens, &number(board.keyed_twice), tokens.ink, &twice);
        if !context.state.keyer_at_work {
            open_figure(ui, context, board);
        }
        let missing = board.missing.len();
        if missing > 0 {
            let text = text!(language, "desktop-figure-missing", count = missing);
            figure(ui, tokens, &number(missing), tokens.red, &text);
        }
        let once = board.counts[SheetState::Once as usize];
        if once > 0 {
            figure(
                ui,
                tokens,
                &number(once),
                tokens.ink,
                &text!(language, "desktop-figure-once", count = once),
            );
        }
        if let Some(rate) = board.per_ten_thousand {
            let shown = decimal(language, rate, 1);
            figure(ui, tokens, &shown, tokens.ink, &text!(language, "desktop-figure-rate"));
        }
    });
}

fn open_figure(ui: &mut Ui, context: &ScreenContext<'_>, board: &Board) {
    let (tokens, language) = (context.tokens, context.language);
    let colour = if board.open > 0 { tokens.amber } else { tokens.ok };
    let open = text!(language, "desktop-figure-open", count = board.open);
    figure(ui, tokens, &whole_number(language, board.open as i64), colour, &open);
}

fn actions_ui(ui: &mut Ui, context: &mut ScreenContext<'_>, board: &Board) {
    let (tokens, language) = (context.tokens, context.language);
    let next = next_command(board);
    card(ui, tokens, |ui| {
        heading(ui, tokens, &text!(language, "desktop-now-what"));
        ui.add_space(2.0);
        ui.spacing_mut().item_spacing.y = 10.0;
        let mut commands =
            vec![Command::Settle, Command::KeyFirst, Command::KeySecond, Command::Quality, Command::Export];
        if board.proposals > 0 {
            commands.insert(0, Command::MatchSheets);
        }
        commands.sort_by_key(|command| *command != next);
        for command in commands {
            let name = text!(language, command.text_id());
            let button = if command == next { Button::primary(&name) } else { Button::plain(&name) };
            let key = context.keys.name(language, command);
            let enabled = command.available(&context.state);
            if button.key(key).enabled(enabled).wide().large().show(ui, tokens).clicked() {
                context.ask(Action::Run(command));
            }
        }
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            soft(ui, tokens, &next_reason(language, next, board));
            ui.horizontal_wrapped(|ui| {
                for command in [Command::Stacks, Command::Notes, Command::Plan] {
                    let key = context.keys.name(language, command);
                    let name = text!(language, command.text_id());
                    if pill_button(ui, tokens, &name, Some(&key)).clicked() {
                        context.ask(Action::Run(command));
                    }
                }
            });
        });
    });
}

/// What most likely comes next.
fn next_command(board: &Board) -> Command {
    let target = board.expected.max(board.sheets.len());
    if board.open > 0 && board.keyed_twice + board.once.len() >= target {
        Command::Settle
    } else if board.first_done < target || target == 0 {
        Command::KeyFirst
    } else if board.second_done < target {
        Command::KeySecond
    } else if board.open > 0 {
        Command::Settle
    } else {
        Command::Export
    }
}

fn next_reason(language: Language, next: Command, board: &Board) -> String {
    let target = board.expected.max(board.sheets.len());
    match next {
        Command::Settle => text!(language, "desktop-next-settle", count = board.open),
        Command::KeyFirst if target == 0 => text!(language, "desktop-next-begin"),
        Command::KeyFirst => {
            text!(language, "desktop-next-first", count = target - board.first_done.min(target))
        }
        Command::KeySecond => {
            text!(language, "desktop-next-second", count = target - board.second_done.min(target))
        }
        _ => text!(language, "desktop-next-export"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DESIGN 12: the screen says what to do next, in the order of the work.
    #[test]
    fn what_comes_next() {
        let board = |first_done, second_done, open| Board {
            expected: 10,
            first_done,
            second_done,
            keyed_twice: first_done.min(second_done),
            open,
            ..Board::default()
        };
        assert_eq!(next_command(&Board::default()), Command::KeyFirst);
        assert_eq!(next_command(&board(4, 0, 0)), Command::KeyFirst);
        assert_eq!(next_command(&board(10, 3, 2)), Command::KeySecond);
        assert_eq!(next_command(&board(10, 10, 2)), Command::Settle);
        assert_eq!(next_command(&board(10, 10, 0)), Command::Export);
    }
}
