//! Turns the keys a person chose into the usual ones, one event at a time, before a screen that owns the
//! keyboard sees them: sessions and recordings know the usual keys only. Knows no answers.

use std::collections::HashSet;

use egui::{Event, Key as Physical, Modifiers};

use super::keymap::{Bound, Chord, Keymap, WorkKey};
use crate::keying::Key;
use crate::questionnaire::{Questionnaire, Variable};

/// The empty field under the cursor, in which missing keys and `+` act.
#[derive(Clone, Copy)]
pub struct EmptyField<'a> {
    /// The questionnaire, which names missing keys.
    pub questionnaire: &'a Questionnaire,
    /// What is asked.
    pub variable: &'a Variable,
    /// Characters are text here.
    pub free_text: bool,
}

/// What becomes of an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// It means what it says.
    AsIs,
    /// It stands for this one.
    For(Event),
    /// It is a command of the window.
    Window,
}

/// Keys held down while a person's keys are read.
#[derive(Clone, Debug, Default)]
pub struct PersonalKeys {
    down: HashSet<Physical>,
}

impl PersonalKeys {
    /// What an event stands for; `field` is the empty field under the cursor, if it is empty.
    pub fn read(&mut self, keymap: &Keymap, event: &Event, field: Option<EmptyField<'_>>) -> Given {
        match event {
            Event::Key { key, pressed, modifiers, .. } => {
                let held = if *pressed { !self.down.insert(*key) } else { !self.down.remove(key) };
                key_given(keymap, *key, *pressed, held, *modifiers, field)
            }
            Event::WindowFocused(_) => {
                self.down.clear();
                Given::AsIs
            }
            Event::Text(text) => text_given(keymap, text, field),
            _ => Given::AsIs,
        }
    }
}

fn key_given(
    keymap: &Keymap,
    key: Physical,
    pressed: bool,
    held: bool,
    modifiers: Modifiers,
    field: Option<EmptyField<'_>>,
) -> Given {
    if modifiers.alt {
        return Given::AsIs;
    }
    let Some(work) = keymap.work_of(key, modifiers) else {
        return match keymap.command_of(key, modifiers) {
            Some(command) if keymap.is_changed(Bound::Command(command)) => Given::Window,
            Some(_) => Given::AsIs,
            None if is_usual(key, modifiers) => Given::For(press(NO_MEANING, Modifiers::NONE, pressed)),
            None => Given::AsIs,
        };
    };
    if !keymap.is_changed(Bound::Work(work)) {
        return Given::AsIs;
    }
    match Bound::Work(work).usual() {
        Some(Chord::Key(usual)) => Given::For(press(usual.logical_key, usual.modifiers, pressed)),
        _ if !pressed => Given::AsIs,
        _ => match field.filter(|_| !held).and_then(|field| character(work, field)) {
            Some(letter) => Given::For(Event::Text(letter.to_string())),
            None => Given::For(press(NO_MEANING, Modifiers::NONE, true)),
        },
    }
}

fn text_given(keymap: &Keymap, text: &str, field: Option<EmptyField<'_>>) -> Given {
    let mut letters = text.chars();
    let (Some(letter), None, Some(field)) = (letters.next(), letters.next(), field) else {
        return Given::AsIs;
    };
    let Some(work) = keymap.changed_character(letter).filter(|_| !field.free_text) else {
        return Given::AsIs;
    };
    let same = |other: char| other.to_lowercase().eq(letter.to_lowercase());
    // What the paper's codes and the questionnaire's own keys say comes first: no answer is lost to a key.
    let is_code = field.variable.choices.iter().any(|choice| choice.name.chars().next().is_some_and(same));
    let is_other_key = field.questionnaire.missing.iter().any(|code| {
        let other = WorkKey::Missing(code.means);
        same(code.key) && other != work && !keymap.is_changed(Bound::Work(other))
    });
    match character(work, field) {
        Some(usual) if !is_code && !is_other_key => Given::For(Event::Text(usual.to_string())),
        _ => Given::AsIs,
    }
}

/// The character that a session knows a key of answers by.
fn character(work: WorkKey, field: EmptyField<'_>) -> Option<char> {
    match work.session_key(&field.questionnaire.missing) {
        Key::Char(letter) => Some(letter),
        _ => None,
    }
}

/// A key that nothing is asked of: refused with a warning.
const NO_MEANING: Physical = Physical::F12;

/// Whether this is the usual key of something that now has another.
fn is_usual(key: Physical, modifiers: Modifiers) -> bool {
    Keymap::default().work_of(key, modifiers).is_some()
}

fn press(key: Physical, modifiers: Modifiers, pressed: bool) -> Event {
    Event::Key { key, physical_key: Some(key), pressed, repeat: false, modifiers }
}

#[cfg(test)]
mod tests {
    use egui::KeyboardShortcut;

    use super::*;
    use crate::desktop::command::Command;
    use crate::questionnaire::{Missing, read};

    const SURVEY: &str = include_str!("../../questionnaires/m2s-impact-2024.toml");

    fn keymap() -> Keymap {
        let mut keymap = Keymap::default();
        let key = |key| Chord::Key(KeyboardShortcut::new(Modifiers::NONE, key));
        keymap.bind(Bound::Work(WorkKey::Keep), key(Physical::F11)).unwrap();
        keymap.bind(Bound::Command(Command::Palette), key(Physical::F3)).unwrap();
        keymap.bind(Bound::Work(WorkKey::Missing(Missing::Blank)), key(Physical::F13)).unwrap();
        let other = Chord::Key(KeyboardShortcut::new(Modifiers::COMMAND, Physical::J));
        keymap.bind(Bound::Work(WorkKey::Note), other).unwrap();
        keymap.bind(Bound::Work(WorkKey::Missing(Missing::Refused)), Chord::Character('1')).unwrap_err();
        keymap.bind(Bound::Work(WorkKey::Missing(Missing::Refused)), Chord::Character('!')).unwrap();
        keymap
    }

    fn given(event: &Event, field: Option<EmptyField<'_>>) -> Given {
        PersonalKeys::default().read(&keymap(), event, field)
    }

    /// Issue 3, DESIGN 8: sessions see the usual keys, whatever a person has chosen.
    #[test]
    fn chosen_keys_stand_for_the_usual_ones() {
        let questionnaire = read(SURVEY.as_bytes()).questionnaire.unwrap();
        let age = questionnaire.variable_by_name("age").unwrap();
        let variable = questionnaire.variable(age);
        let field = Some(EmptyField { questionnaire: &questionnaire, variable, free_text: false });
        let down = |key| press(key, Modifiers::NONE, true);
        assert_eq!(given(&down(Physical::F11), field), Given::For(down(Physical::F3)));
        assert_eq!(given(&down(Physical::F3), field), Given::Window, "a command has it now");
        assert_eq!(given(&down(Physical::F4), field), Given::For(down(NO_MEANING)), "nobody has it now");
        assert_eq!(given(&down(Physical::F6), field), Given::AsIs);
        let text = |letter: &str| Event::Text(letter.to_owned());
        let blank = questionnaire.missing.iter().find(|code| code.means == Missing::Blank).unwrap();
        assert_eq!(given(&down(Physical::F13), field), Given::For(text(&blank.key.to_string())));
        assert_eq!(given(&down(Physical::F13), None), Given::For(down(NO_MEANING)), "not while typing");
        let refused = questionnaire.missing.iter().find(|code| code.means == Missing::Refused).unwrap();
        assert_eq!(given(&text("!"), field), Given::For(text(&refused.key.to_string())));
        assert_eq!(given(&text("!"), None), Given::AsIs, "while something is typed it is what it is");
        let free = field.map(|field| EmptyField { free_text: true, ..field });
        assert_eq!(given(&text("!"), free), Given::AsIs);
    }

    /// DESIGN 8: a key held down answers one question.
    #[test]
    fn a_held_chosen_key_is_one_key() {
        let questionnaire = read(SURVEY.as_bytes()).questionnaire.unwrap();
        let variable = questionnaire.variable(questionnaire.variable_by_name("age").unwrap());
        let field = Some(EmptyField { questionnaire: &questionnaire, variable, free_text: false });
        let mut keys = PersonalKeys::default();
        let down = press(Physical::F13, Modifiers::NONE, true);
        assert!(matches!(keys.read(&keymap(), &down, field), Given::For(Event::Text(_))));
        assert!(matches!(keys.read(&keymap(), &down, field), Given::For(Event::Key { .. })));
    }
}
