//! The keys of keying and settling that a person can change: which they are usually, and what they are to a
//! session. What one person has made of them is in `keymap`.

use egui::{Key as Physical, KeyboardShortcut, Modifiers};

use super::chord::{Chord, control, function};
use crate::keying::Key;
use crate::questionnaire::{Missing, MissingCode};

/// A key of keying or settling that can be changed. Digits, Enter, Backspace, arrows and Esc cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WorkKey {
    /// A missing answer. The questionnaire's own key for it goes on working.
    Missing(Missing),
    /// As on the sheet before; `+` goes on working.
    Repeat,
    /// To a question by its number.
    GoTo,
    /// Keeps what a check stopped.
    Keep,
    /// A remark.
    Note,
    /// The rest of the page is blank.
    RestBlank,
    /// The answer is set for the sheets that follow.
    Constant,
    /// Shows both keyings, in settling.
    ShowBoth,
    /// Not applicable, in settling.
    Skipped,
    /// Says that the paper cannot be read, in settling.
    Unreadable,
    /// Another order of what is settled.
    Order,
    /// Takes back.
    Undo,
    /// Does again.
    Redo,
}

impl WorkKey {
    /// All of them, in the order of help and settings.
    pub const ALL: [Self; 16] = [
        Self::Missing(Missing::Blank),
        Self::Missing(Missing::DontKnow),
        Self::Missing(Missing::Refused),
        Self::Missing(Missing::Illegible),
        Self::Repeat,
        Self::GoTo,
        Self::Keep,
        Self::Note,
        Self::RestBlank,
        Self::Constant,
        Self::ShowBoth,
        Self::Skipped,
        Self::Unreadable,
        Self::Order,
        Self::Undo,
        Self::Redo,
    ];

    /// Its name in the settings file, and the end of its text ids.
    pub fn id(self) -> &'static str {
        match self {
            Self::Missing(Missing::Blank | Missing::EmptyInFile | Missing::NotAsked) => "blank",
            Self::Missing(Missing::DontKnow) => "dont-know",
            Self::Missing(Missing::Refused) => "refused",
            Self::Missing(Missing::Illegible) => "illegible",
            Self::Repeat => "repeat",
            Self::GoTo => "go-to",
            Self::Keep => "keep",
            Self::Note => "note",
            Self::RestBlank => "rest-blank",
            Self::Constant => "constant",
            Self::ShowBoth => "show-both",
            Self::Skipped => "skipped",
            Self::Unreadable => "unreadable",
            Self::Order => "order",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }

    /// Whether it acts in an empty field only and may be a character: while something is typed, its
    /// character is what it is on paper.
    pub fn is_answer(self) -> bool {
        matches!(self, Self::Missing(_) | Self::Repeat)
    }

    pub(super) fn usual(self) -> Chord {
        match self {
            Self::Missing(Missing::Blank | Missing::EmptyInFile | Missing::NotAsked) => Chord::Character('.'),
            Self::Missing(Missing::DontKnow) => Chord::Character('/'),
            Self::Missing(Missing::Refused) => Chord::Character('*'),
            Self::Missing(Missing::Illegible) => Chord::Character('-'),
            Self::Repeat => Chord::Character('+'),
            Self::GoTo => function(Physical::F2),
            Self::Keep => function(Physical::F3),
            Self::Note => function(Physical::F4),
            Self::RestBlank => function(Physical::F6),
            Self::Constant => function(Physical::F10),
            Self::ShowBoth => function(Physical::F7),
            Self::Skipped => function(Physical::F8),
            Self::Unreadable => function(Physical::F9),
            Self::Order => function(Physical::F5),
            Self::Undo => control(Physical::Z),
            Self::Redo => control(Physical::Y),
        }
    }

    /// A second key that it always has: F keys are small or missing on some keyboards.
    pub(super) fn second(self) -> Option<Chord> {
        Some(match self {
            Self::GoTo => control(Physical::G),
            Self::Keep => control(Physical::P),
            Self::Note => control(Physical::R),
            Self::RestBlank => control(Physical::B),
            Self::Constant => control(Physical::U),
            Self::ShowBoth => control(Physical::D),
            Self::Unreadable => control(Physical::M),
            Self::Redo => {
                Chord::Key(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Physical::Z))
            }
            Self::Missing(Missing::Blank) => Chord::Character(','),
            Self::Missing(_) | Self::Repeat | Self::Skipped | Self::Order | Self::Undo => {
                return None;
            }
        })
    }

    /// The key as sessions and recordings know it; `missing` are the codes of the questionnaire.
    pub fn session_key(self, missing: &[MissingCode]) -> Key {
        match self {
            Self::Missing(means) => missing
                .iter()
                .find(|code| code.means == means)
                .map_or(Key::Function(12), |code| Key::Char(code.key)),
            Self::Repeat => Key::Char('+'),
            Self::GoTo => Key::Function(2),
            Self::Keep => Key::Function(3),
            Self::Note => Key::Function(4),
            Self::RestBlank => Key::Function(6),
            Self::Constant => Key::Function(10),
            Self::ShowBoth => Key::Function(7),
            Self::Skipped => Key::Function(8),
            Self::Unreadable => Key::Function(9),
            Self::Order => Key::Function(5),
            Self::Undo => Key::Control('z'),
            Self::Redo => Key::Control('y'),
        }
    }
}
