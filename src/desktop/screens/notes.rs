//! All remarks of a study, of both passes, and the sheets that are with the field team: for a supervisor,
//! who goes to the sheet and marks what is dealt with.

use egui::{ScrollArea, Ui};

use super::keying_panels::pass_name;
use crate::desktop::command::{Command, key_name};
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::stacks::{NoteRow, Stacks};
use crate::desktop::study_thread::Change;
use crate::desktop::tokens::size;
use crate::desktop::widgets::{
    card, choice, desk, heading, key_hint, label, link, soft, status_bar, top_bar,
};
use crate::text;

/// Height of a row of a long list: two lines.
const ROW: f32 = 52.0;
/// More rows than this stand at one height each, a remark on one line: only those in view are set.
const MOST_WHOLE: usize = 300;

/// The screen and what it lists.
#[derive(Debug, Default)]
pub struct NotesScreen {
    all: bool,
}

impl NotesScreen {
    /// Paints the screen.
    pub fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let (tokens, language) = (context.tokens, context.language);
        top_bar(ui, context, &[&text!(language, "stacks-notes-title")], |_, _| {});
        status_bar(
            ui,
            context,
            |_, _| {},
            |ui, context| {
                let key = Command::Back.shortcut().map(|key| key_name(language, key)).unwrap_or_default();
                key_hint(ui, context.tokens, &key, &text!(language, "desktop-back-short"));
            },
        );
        let stacks = context.study.as_ref().and_then(|study| study.stacks.clone());
        desk(ui, tokens, |ui| {
            let Some(stacks) = stacks else {
                soft(ui, tokens, &text!(language, "desktop-reading"));
                return;
            };
            if !stacks.unreadable.is_empty() {
                card(ui, tokens, |ui| unreadable_ui(ui, context, &stacks));
                ui.add_space(size::GAP);
            }
            card(ui, tokens, |ui| {
                let open = stacks.notes.iter().filter(|row| row.note.dealt.is_none()).count();
                heading(ui, tokens, &text!(language, "stacks-notes-open", count = open));
                let options = [
                    (false, text!(language, "stacks-notes-only-open")),
                    (true, text!(language, "stacks-notes-all", count = stacks.notes.len())),
                ];
                choice(ui, tokens, &text!(language, "stacks-notes-title"), &mut self.all, &options);
                let rows: Vec<&NoteRow> =
                    stacks.notes.iter().filter(|row| self.all || row.note.dealt.is_none()).collect();
                if rows.is_empty() {
                    label(ui, tokens, &text!(language, "stacks-notes-empty"));
                    return;
                }
                let height = (ui.ctx().content_rect().height() - 300.0).max(200.0);
                ui.spacing_mut().interact_size.y = 22.0;
                let area = ScrollArea::vertical().id_salt("notes").max_height(height);
                let area = area.auto_shrink([false, true]);
                if rows.len() > MOST_WHOLE {
                    area.show_rows(ui, ROW, rows.len(), |ui, shown| {
                        rows[shown].iter().for_each(|row| note_ui(ui, context, row, false));
                    });
                } else {
                    area.show(ui, |ui| rows.iter().for_each(|row| note_ui(ui, context, row, true)));
                }
            });
        });
    }
}

/// The sheets that are with the field team, and what could not be read on each.
fn unreadable_ui(ui: &mut Ui, context: &mut ScreenContext<'_>, stacks: &Stacks) {
    let (tokens, language) = (context.tokens, context.language);
    heading(ui, tokens, &text!(language, "stacks-know-unreadable", count = stacks.unreadable.len()));
    let height = ui.ctx().content_rect().height() / 3.0;
    ScrollArea::vertical().id_salt("unreadable").max_height(height).auto_shrink([false, true]).show(
        ui,
        |ui| {
            for row in &stacks.unreadable {
                ui.horizontal_wrapped(|ui| {
                    let number = row.number.as_str();
                    if link(ui, tokens, &text!(language, "screens-sheet", number = number)).clicked() {
                        context.ask(Action::GoSheet(row.number.clone()));
                    }
                    let (reason, by) = (row.reason.as_str(), row.by.as_str());
                    label(ui, tokens, &text!(language, "stacks-unreadable-row", reason = reason, by = by));
                    if link(ui, tokens, &text!(language, "stacks-readable-again", number = number)).clicked()
                    {
                        context.ask(Action::Change(Change::Withdraw(row.declaration)));
                    }
                });
            }
        },
    );
}

/// A remark; `whole` where it may take as many lines as it needs.
fn note_ui(ui: &mut Ui, context: &mut ScreenContext<'_>, row: &NoteRow, whole: bool) {
    let (tokens, language) = (context.tokens, context.language);
    let note = &row.note;
    ui.vertical(|ui| {
        if !whole {
            ui.set_height(ROW);
        }
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.horizontal_wrapped(|ui| {
            if link(ui, tokens, &text!(language, "screens-sheet", number = note.number.as_str())).clicked() {
                context.ask(Action::GoSheet(note.number.clone()));
            }
            let place = if note.variable.is_none() {
                text!(language, "stacks-notes-whole-sheet")
            } else {
                text!(language, "stacks-notes-question", question = row.question.as_str())
            };
            soft(ui, tokens, &format!("{place} · {} · {}", pass_name(note.pass, language), row.by));
            match note.dealt {
                None => {
                    let does = text!(language, "stacks-notes-deal", number = note.number.as_str());
                    if link(ui, tokens, &does).clicked() {
                        let (number, said) = (note.number.clone(), note.mark());
                        context.ask(Action::Change(Change::DealWithNote { number, said }));
                    }
                }
                Some((mark, _)) => {
                    let does = text!(language, "stacks-notes-reopen", number = note.number.as_str());
                    if link(ui, tokens, &does).clicked() {
                        context.ask(Action::Change(Change::Withdraw(mark)));
                    }
                }
            }
        });
        let text = if whole { note.text.clone() } else { note.text.replace('\n', " ") };
        let words = egui::RichText::new(text)
            .font(crate::desktop::theme::regular(crate::desktop::tokens::text_size::BASE))
            .color(tokens.ink);
        let line = egui::Label::new(words);
        ui.add(if whole { line.wrap() } else { line.truncate() });
    });
}
