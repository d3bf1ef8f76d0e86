//! Keys of commands, and files dropped on the window.

use egui::{Event, InputState, Key, KeyboardShortcut, Modifiers, Ui};

use super::App;
use crate::desktop::command::Command;
use crate::desktop::context::Action;
use crate::desktop::keyboard::{digit_of, types_text};
use crate::desktop::screen::Screen;

impl App {
    /// Turns the keys of commands into actions. Letters and digits alone act on the study's screen
    /// only; nothing acts while a dialog is open.
    pub(super) fn shortcuts(&mut self, ui: &Ui) {
        if self.overlay.is_some()
            || self.starting
            || self.screen.captures_key()
            || egui::Popup::is_any_open(ui.ctx())
        {
            return;
        }
        let state = self.state();
        let typing = ui.ctx().text_edit_focused();
        let plain = matches!(self.screen, Screen::Study(_)) && !typing;
        for command in self.keymap.by_particular_key() {
            let Some(shortcut) = self.keymap.shortcut(command) else { continue };
            if !command.available(&state) || (self.keymap.is_plain(command) && !plain) {
                continue;
            }
            let mut pressed = ui.input_mut(|input| input.consume_shortcut(&shortcut));
            if command == Command::TextLarger && shortcut.logical_key == Key::Plus {
                // On layouts where plus needs Shift the key says "equals".
                let equals = KeyboardShortcut::new(Modifiers::COMMAND, Key::Equals);
                pressed |= ui.input_mut(|input| input.consume_shortcut(&equals));
            }
            pressed |= ui.input_mut(|input| consume_digit(input, shortcut));
            if pressed {
                // While an export is looked at, the key that leaves stops it first.
                let stops = command == Command::Back && self.export_is_watched();
                self.actions.push(if stops { Action::StopWork } else { Action::Run(command) });
                return;
            }
        }
        // On the study's screen nothing is left: the key stops the comparison that is awaited there.
        let back = self.keymap.shortcut(Command::Back).filter(|_| state.on_study_screen && !typing);
        let awaited = self.comparing_is_awaited().is_some();
        if back.is_some_and(|key| awaited && ui.input_mut(|input| input.consume_shortcut(&key))) {
            self.actions.push(Action::StopComparing);
        }
    }

    /// A study dropped on the window is opened.
    pub(super) fn dropped_files(&mut self, ui: &Ui) {
        if !Command::OpenStudy.available(&self.state()) || self.overlay.is_some() {
            return;
        }
        let dropped = ui.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
        if let Some(path) = dropped {
            self.actions.push(Action::OpenStudy(path));
        }
    }
}

/// A digit alone is pressed where it stands on the keyboard, whatever the layout types there: AZERTY's top
/// row types signs. The pad without Num Lock moves the focus and is no digit here.
fn consume_digit(input: &mut InputState, shortcut: KeyboardShortcut) -> bool {
    let Some(digit) = digit_of(shortcut.logical_key).filter(|_| shortcut.modifiers.is_none()) else {
        return false;
    };
    let is_it = |event: &Event| {
        matches!(event, Event::Key { key, physical_key: Some(physical), pressed: true, modifiers, .. }
            if modifiers.is_none() && digit_of(*physical) == Some(digit) && types_text(*key))
    };
    let found = input.events.iter().position(is_it);
    found.map(|at| input.events.remove(at)).is_some()
}
