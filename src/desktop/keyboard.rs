//! Which key a key event of the window means to a keying session: digits from the physical keys outside
//! free text, control keys with their Ctrl alternatives. Knows layouts and events, never answers.

use std::collections::HashSet;

use egui::{Event, ImeEvent, Key as Physical, Modifiers};

use crate::keying::Key;

/// Translates events one at a time, in order. A press arrives as a key event and, behind it, the text it
/// types: only one of the two is taken.
#[derive(Clone, Debug, Default)]
pub struct Keyboard {
    /// Keys that are down: a second press without a release is a key held. (egui finds this out itself,
    /// but only after these events have been taken.)
    down: HashSet<Physical>,
    /// Those of them whose press was the session's: the release is too. The window paints itself anew, and
    /// once more to settle, for every event it is given.
    taken: HashSet<Physical>,
    /// The key event has been taken as a digit (or dropped as a held key): its text is not.
    swallow_text: bool,
}

/// What becomes of an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Translated {
    /// Not for the session: left to the window.
    Left,
    /// For the session; these keys, perhaps none.
    Keys(Vec<Key>),
}

impl Keyboard {
    /// Takes the key events that belong to the paper out of a frame's events and gives them to a screen, in
    /// order. Whether letters are text is asked anew for each: a key may lead from a choice to a text.
    pub fn take<S>(
        &mut self,
        events: &mut Vec<Event>,
        screen: &mut S,
        takes_text: impl Fn(&S) -> bool,
        mut key: impl FnMut(&mut S, Key),
    ) {
        events.retain(|event| match self.translate(event, takes_text(screen)) {
            Translated::Left => true,
            Translated::Keys(keys) => {
                keys.into_iter().for_each(|one| key(screen, one));
                false
            }
        });
    }

    /// Translates one event. `free_text`: the session now takes characters as they are.
    pub fn translate(&mut self, event: &Event, free_text: bool) -> Translated {
        match event {
            Event::Key { key, physical_key, pressed: true, repeat, modifiers } => {
                self.swallow_text = false;
                let place = physical_key.unwrap_or(*key);
                let held = !self.down.insert(place) || *repeat;
                let translated = self.press(*key, *physical_key, held, *modifiers, free_text);
                if translated == Translated::Left {
                    self.taken.remove(&place);
                } else {
                    self.taken.insert(place);
                }
                translated
            }
            Event::Key { key, physical_key, pressed: false, .. } => {
                let place = physical_key.unwrap_or(*key);
                self.down.remove(&place);
                self.swallow_text = false;
                if self.taken.remove(&place) { Translated::Keys(Vec::new()) } else { Translated::Left }
            }
            Event::WindowFocused(_) => {
                self.down.clear();
                self.taken.clear();
                Translated::Left
            }
            Event::Text(text) | Event::Ime(ImeEvent::Commit(text)) => {
                if std::mem::take(&mut self.swallow_text) {
                    return Translated::Keys(Vec::new());
                }
                Translated::Keys(text.chars().filter(|c| !c.is_control()).map(Key::Char).collect())
            }
            Event::Paste(text) if free_text => {
                let key = |character| match character {
                    '\n' => Some(Key::ShiftEnter),
                    character if character.is_control() => None,
                    character => Some(Key::Char(character)),
                };
                Translated::Keys(text.chars().filter_map(key).collect())
            }
            _ => Translated::Left,
        }
    }

    fn press(
        &mut self,
        key: Physical,
        physical: Option<Physical>,
        held: bool,
        modifiers: Modifiers,
        free_text: bool,
    ) -> Translated {
        if modifiers.command || modifiers.ctrl {
            return control(key, modifiers, held);
        }
        if modifiers.alt {
            return Translated::Left;
        }
        let digit = physical.and_then(digit_of).filter(|_| !modifiers.shift && !free_text);
        if let Some(digit) = digit {
            // Without Num Lock the key says an arrow and types nothing.
            self.swallow_text = named(key, Some(key), false, true).is_none();
            // A digit held down is one digit: held keys answer questions nobody looked at.
            return Translated::Keys(if held { Vec::new() } else { vec![Key::Char(digit)] });
        }
        match named(key, physical, modifiers.shift, free_text) {
            Some(Key::Enter | Key::ShiftEnter | Key::Escape | Key::Function(_)) if held => {
                Translated::Keys(Vec::new())
            }
            Some(key) => Translated::Keys(vec![key]),
            // The text behind it says which character it is; of a held key it is dropped.
            None if types_text(key) => {
                self.swallow_text = held && !free_text;
                Translated::Keys(Vec::new())
            }
            None => Translated::Left,
        }
    }
}

/// The digit on a physical key, of the top row or the pad, with or without Num Lock.
pub(super) fn digit_of(physical: Physical) -> Option<char> {
    Some(match physical {
        Physical::Num0 => '0',
        Physical::Num1 => '1',
        Physical::Num2 => '2',
        Physical::Num3 => '3',
        Physical::Num4 => '4',
        Physical::Num5 => '5',
        Physical::Num6 => '6',
        Physical::Num7 => '7',
        Physical::Num8 => '8',
        Physical::Num9 => '9',
        _ => return None,
    })
}

fn named(key: Physical, physical: Option<Physical>, shift: bool, free_text: bool) -> Option<Key> {
    Some(match key {
        Physical::Enter if shift => Key::ShiftEnter,
        Physical::Enter => Key::Enter,
        Physical::Backspace => Key::Backspace,
        Physical::Tab if shift => Key::ShiftTab,
        Physical::Tab => Key::Tab,
        Physical::ArrowUp => Key::Up,
        Physical::ArrowDown => Key::Down,
        Physical::ArrowLeft => Key::Left,
        Physical::ArrowRight => Key::Right,
        Physical::Home => Key::Home,
        Physical::End => Key::End,
        Physical::Escape => Key::Escape,
        Physical::F2 => Key::Function(2),
        Physical::F3 => Key::Function(3),
        Physical::F4 => Key::Function(4),
        Physical::F5 => Key::Function(5),
        Physical::F6 => Key::Function(6),
        Physical::F7 => Key::Function(7),
        Physical::F8 => Key::Function(8),
        Physical::F9 => Key::Function(9),
        Physical::F10 => Key::Function(10),
        // They mean nothing; the session says so rather than let them pass unheard.
        Physical::F11 => Key::Function(11),
        Physical::F12 => Key::Function(12),
        // Without Num Lock the pad's decimal key says Delete; egui has no name for its place, while it
        // names that of the real Delete key.
        Physical::Delete if physical.is_none() && !free_text => Key::Char('.'),
        Physical::Delete | Physical::Insert | Physical::PageUp | Physical::PageDown => Key::Unclear,
        _ => return None,
    })
}

/// The Ctrl alternatives of the F keys, undo and redo. All else with Ctrl is the window's.
fn control(key: Physical, modifiers: Modifiers, held: bool) -> Translated {
    if modifiers.alt {
        return Translated::Left;
    }
    let key = match key {
        Physical::Z if modifiers.shift => Key::Control('y'),
        Physical::Z => Key::Control('z'),
        Physical::Y => Key::Control('y'),
        Physical::G => Key::Function(2),
        Physical::P => Key::Function(3),
        Physical::R => Key::Function(4),
        Physical::B => Key::Function(6),
        Physical::D => Key::Function(7),
        Physical::U => Key::Function(10),
        Physical::M => Key::Function(9),
        _ => return Translated::Left,
    };
    Translated::Keys(if held { Vec::new() } else { vec![key] })
}

/// Whether a press of this key is followed by a text event. Arrows have a symbol of one character too.
pub(super) fn types_text(key: Physical) -> bool {
    if named(key, Some(key), false, true).is_some() {
        return false;
    }
    key.symbol_or_name().chars().count() == 1 || key == Physical::Space
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: Physical, physical: Physical, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key: Some(physical), pressed: true, repeat: false, modifiers }
    }

    fn all(events: &[Event], free_text: bool) -> Vec<Key> {
        let mut keyboard = Keyboard::default();
        events
            .iter()
            .flat_map(|event| match keyboard.translate(event, free_text) {
                Translated::Keys(keys) => keys,
                Translated::Left => Vec::new(),
            })
            .collect()
    }

    // DESIGN 8: a physical digit key is that digit outside free text, whatever the layout says.
    #[test]
    fn azerty_top_row_gives_digits_outside_text() {
        let events = [press(Physical::Quote, Physical::Num3, Modifiers::NONE), Event::Text("\"".into())];
        assert_eq!(all(&events, false), [Key::Char('3')]);
        assert_eq!(all(&events, true), [Key::Char('"')]);
    }

    // DESIGN 8: number pad without Num Lock.
    #[test]
    fn pad_without_num_lock_gives_digits() {
        assert_eq!(
            all(&[press(Physical::ArrowLeft, Physical::Num4, Modifiers::NONE)], false),
            [Key::Char('4')]
        );
        assert_eq!(
            all(&[press(Physical::ArrowLeft, Physical::ArrowLeft, Modifiers::NONE)], false),
            [Key::Left]
        );
        assert_eq!(all(&[press(Physical::Delete, Physical::Delete, Modifiers::NONE)], false), [Key::Unclear]);
        let pad = Event::Key {
            key: Physical::Delete,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        assert_eq!(all(&[pad], false), [Key::Char('.')]);
    }

    // A digit that moves on to a text question does not type itself there too.
    #[test]
    fn text_of_a_digit_taken_is_swallowed() {
        let mut keyboard = Keyboard::default();
        let digit = press(Physical::Num1, Physical::Num1, Modifiers::NONE);
        assert_eq!(keyboard.translate(&digit, false), Translated::Keys(vec![Key::Char('1')]));
        assert_eq!(keyboard.translate(&Event::Text("1".into()), true), Translated::Keys(vec![]));
        assert_eq!(
            keyboard.translate(&Event::Text("1".into()), true),
            Translated::Keys(vec![Key::Char('1')])
        );
    }

    // DESIGN 8: a finger that rests on a key answers one question, not fifteen.
    #[test]
    fn a_held_key_is_one_key() {
        let down = press(Physical::Num1, Physical::Num1, Modifiers::NONE);
        let up = Event::Key {
            key: Physical::Num1,
            physical_key: Some(Physical::Num1),
            pressed: false,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        let text = Event::Text("1".into());
        let held = [down.clone(), text.clone(), down.clone(), text.clone(), down.clone(), text.clone()];
        assert_eq!(all(&held, false), [Key::Char('1')]);
        let twice = [down.clone(), text.clone(), up.clone(), down, text, up];
        assert_eq!(all(&twice, false), [Key::Char('1'), Key::Char('1')]);
        assert_eq!(all(&held, true), [Key::Char('1'); 3], "held letters repeat in a text");
        let enter = press(Physical::Enter, Physical::Enter, Modifiers::NONE);
        assert_eq!(all(&[enter.clone(), enter], false), [Key::Enter]);
    }

    // DESIGN 8: what the pad types after a digit without Num Lock is not lost.
    #[test]
    fn a_key_after_a_pad_digit_is_kept() {
        let four = press(Physical::ArrowLeft, Physical::Num4, Modifiers::NONE);
        assert_eq!(all(&[four, Event::Text("*".into())], false), [Key::Char('4'), Key::Char('*')]);
    }

    #[test]
    fn commands_of_the_window_are_left() {
        assert_eq!(
            Keyboard::default().translate(&press(Physical::K, Physical::K, Modifiers::CTRL), false),
            Translated::Left
        );
        assert_eq!(
            Keyboard::default().translate(&press(Physical::F1, Physical::F1, Modifiers::NONE), false),
            Translated::Left
        );
    }

    /// DESIGN 14: a key of the session is none of the window's, neither its press nor its release; the
    /// window gets the release of every press that it got.
    #[test]
    fn a_release_goes_where_the_press_went() {
        let up = |key| Event::Key {
            key,
            physical_key: Some(key),
            pressed: false,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        let mut keyboard = Keyboard::default();
        let mut is_left = |event: &Event| keyboard.translate(event, false) == Translated::Left;
        assert!(is_left(&up(Physical::Enter)), "pressed before the session began");
        for (key, modifiers, left) in [
            (Physical::Num4, Modifiers::NONE, false),
            (Physical::Enter, Modifiers::NONE, false),
            (Physical::K, Modifiers::COMMAND, true),
        ] {
            assert_eq!(is_left(&press(key, key, modifiers)), left, "{key:?}");
            assert_eq!(is_left(&up(key)), left, "{key:?} let go");
        }
    }
}
