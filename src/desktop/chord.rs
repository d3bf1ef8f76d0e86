//! A key as it is pressed: what is held beside it, or the character it types; written in settings, named for
//! people. What it does is in `keymap`.

use egui::{Key as Physical, KeyboardShortcut, Modifiers};

use super::command::key_name;
use crate::texts::Language;

/// A key with what is held beside it, or a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chord {
    /// A key that types nothing, or one with Ctrl.
    Key(KeyboardShortcut),
    /// What a key types, in lower case.
    Character(char),
}

impl Chord {
    pub(super) fn of_shortcut(shortcut: KeyboardShortcut) -> Self {
        let mut letters = shortcut.logical_key.symbol_or_name().chars();
        match (shortcut.modifiers.is_none(), letters.next(), letters.next()) {
            (true, Some(letter), None) => Self::Character(letter.to_ascii_lowercase()),
            _ => Self::Key(shortcut),
        }
    }

    /// As egui matches it; a character that no key of egui's stands for has none.
    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        match self {
            Self::Key(shortcut) => Some(shortcut),
            Self::Character(letter) => {
                let key = Physical::from_name(&letter.to_uppercase().to_string())?;
                Some(KeyboardShortcut::new(Modifiers::NONE, key))
            }
        }
    }

    /// As printed on keyboards of the language.
    pub fn name(self, language: Language) -> String {
        match self {
            Self::Key(shortcut) => key_name(language, shortcut),
            Self::Character(letter) => letter.to_uppercase().collect(),
        }
    }

    pub(super) fn written(self) -> String {
        let Self::Key(shortcut) = self else { return self.name(Language::English) };
        let KeyboardShortcut { modifiers, logical_key } = shortcut;
        let held = |held: bool, name: &'static str| held.then_some(name);
        let names = [held(modifiers.command, "Ctrl"), held(modifiers.shift, "Shift")];
        names.into_iter().flatten().chain([logical_key.name()]).collect::<Vec<_>>().join("+")
    }

    pub(super) fn read(written: &str) -> Option<Self> {
        let mut letters = written.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            return Some(Self::Character(lower(letter)));
        }
        let mut names: Vec<&str> = written.split('+').collect();
        let logical_key = Physical::from_name(names.pop()?)?;
        let mut modifiers = Modifiers::NONE;
        for name in names {
            modifiers = match name {
                "Ctrl" => modifiers.plus(Modifiers::COMMAND),
                "Shift" => modifiers.plus(Modifiers::SHIFT),
                _ => return None,
            };
        }
        Some(Self::Key(KeyboardShortcut { modifiers, logical_key }))
    }
}

pub(super) fn lower(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// A key alone.
pub(super) fn function(key: Physical) -> Chord {
    Chord::Key(KeyboardShortcut::new(Modifiers::NONE, key))
}

/// A key with Ctrl.
pub(super) fn control(key: Physical) -> Chord {
    Chord::Key(KeyboardShortcut::new(Modifiers::COMMAND, key))
}
