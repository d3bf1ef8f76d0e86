//! Keys as the session sees them, and recordings of them as plain text (DESIGN 13). Which physical key
//! gives which of these is the window's business (`desktop::keyboard`).

use std::fmt::Write as _;

/// One key, translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character; outside free text the digit of the key whatever the layout says.
    Char(char),
    /// Accept and go on.
    Enter,
    /// Line break in open text.
    ShiftEnter,
    /// Delete; in an empty field, back.
    Backspace,
    /// Next question.
    Tab,
    /// Previous question.
    ShiftTab,
    /// Previous question.
    Up,
    /// Next question.
    Down,
    /// In open text only.
    Left,
    /// In open text only.
    Right,
    /// In open text only.
    Home,
    /// In open text only.
    End,
    /// Pause; leaves a prompt.
    Escape,
    /// F1 to F12.
    Function(u8),
    /// With Ctrl: the letter in lower case.
    Control(char),
    /// A key that cannot be told from another (the pad's `.` without Num Lock is Delete).
    Unclear,
}

const NAMES: [(&str, Key); 14] = [
    ("enter", Key::Enter),
    ("shift-enter", Key::ShiftEnter),
    ("backspace", Key::Backspace),
    ("tab", Key::Tab),
    ("shift-tab", Key::ShiftTab),
    ("up", Key::Up),
    ("down", Key::Down),
    ("left", Key::Left),
    ("right", Key::Right),
    ("home", Key::Home),
    ("end", Key::End),
    ("esc", Key::Escape),
    ("unclear", Key::Unclear),
    ("lt", Key::Char('<')),
];

/// A place in a recording that is not a key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: no key is called <{name}>")]
pub struct UnknownKey {
    /// Line of the recording, from 1.
    pub line: u32,
    /// What stands between the angle brackets.
    pub name: String,
}

/// Reads a recording: characters stand for themselves, other keys are named in angle brackets, line
/// breaks are ignored, a line that starts with `#` is a remark.
pub fn read_recording(text: &str) -> Result<Vec<Key>, UnknownKey> {
    let mut keys = Vec::new();
    for (line, content) in (1..).zip(text.lines()) {
        if content.starts_with('#') {
            continue;
        }
        let mut rest = content;
        while let Some(character) = rest.chars().next() {
            rest = &rest[character.len_utf8()..];
            if character != '<' {
                keys.push(Key::Char(character));
                continue;
            }
            let name = rest.split('>').next().unwrap_or(rest);
            keys.push(named(name).ok_or_else(|| UnknownKey { line, name: name.to_owned() })?);
            rest = rest.get(name.len() + 1..).unwrap_or("");
        }
    }
    Ok(keys)
}

/// Writes a recording, broken after each Enter for people who look at it.
pub fn write_recording(keys: &[Key]) -> String {
    let mut text = String::new();
    let mut line_start = true;
    for key in keys {
        match key {
            Key::Char('<') => text.push_str("<lt>"),
            // A line that starts with # would be a remark: no line starts with a character then.
            Key::Char('#') if line_start => {
                if text.ends_with('\n') {
                    text.pop();
                }
                text.push('#');
            }
            Key::Char(character) => text.push(*character),
            Key::Function(number) => _ = write!(text, "<f{number}>"),
            Key::Control(letter) => _ = write!(text, "<ctrl-{letter}>"),
            other => {
                let name = NAMES.iter().find(|(_, key)| key == other).map_or("unclear", |(name, _)| name);
                _ = write!(text, "<{name}>");
            }
        }
        line_start = matches!(key, Key::Enter) && text.len() > 1;
        if line_start {
            text.push('\n');
        }
    }
    text
}

fn named(name: &str) -> Option<Key> {
    if let Some((_, key)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(*key);
    }
    if let Some(letter) = name.strip_prefix("ctrl-") {
        let mut letters = letter.chars();
        return letters.next().filter(|_| letters.next().is_none()).map(Key::Control);
    }
    let number = name.strip_prefix('f')?.parse().ok()?;
    (1..=12).contains(&number).then_some(Key::Function(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    // DESIGN 13: a key recording is plain text.
    #[test]
    fn recordings_round_trip() {
        let keys = [
            Key::Char('1'),
            Key::Char(' '),
            Key::Enter,
            Key::Char('#'),
            Key::Char('<'),
            Key::ShiftEnter,
            Key::Control('z'),
            Key::Function(12),
            Key::Enter,
        ];
        assert_eq!(read_recording(&write_recording(&keys)).unwrap(), keys);
        assert_eq!(
            read_recording("# a remark\n1<f3>\né").unwrap(),
            [Key::Char('1'), Key::Function(3), Key::Char('é')]
        );
        assert_eq!(read_recording("1\n2<entr>").unwrap_err(), UnknownKey { line: 2, name: "entr".into() });
        assert!(read_recording("<f13>").is_err());
        assert!(read_recording("<enter").is_ok());
    }
}
