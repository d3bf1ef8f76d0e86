//! Which key each command and each key of keying has for one person: the usual ones, those a person
//! changed, and what may not be changed. Knows keys and their names; settings keep them, `keyboard`
//! reads them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use egui::{Key as Physical, KeyboardShortcut, Modifiers};

pub use super::chord::Chord;
use super::chord::lower;
use super::command::Command;
pub use super::work_key::WorkKey;
use crate::questionnaire::MissingCode;
use crate::text;
use crate::texts::Language;

/// What can have a key of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// A command of the window.
    Command(Command),
    /// A key of keying or settling.
    Work(WorkKey),
}

impl Bound {
    /// Everything that can have a key of its own.
    pub fn all() -> impl Iterator<Item = Self> {
        let commands = Command::ALL.into_iter().map(Self::Command);
        WorkKey::ALL.into_iter().map(Self::Work).chain(commands)
    }

    /// Its name in the settings file.
    pub fn id(self) -> String {
        match self {
            Self::Command(command) => {
                let id = command.text_id();
                id.strip_prefix("desktop-command-").unwrap_or(id).to_owned()
            }
            Self::Work(work) => format!("key-{}", work.id()),
        }
    }

    /// Its name for people.
    pub fn name(self, language: Language) -> String {
        match self {
            Self::Command(command) => text!(language, command.text_id()),
            Self::Work(work) => text!(language, &format!("keys-work-{}", work.id())),
        }
    }

    /// The key it has unless a person changed it.
    pub fn usual(self) -> Option<Chord> {
        match self {
            Self::Command(command) => command.shortcut().map(Chord::of_shortcut),
            Self::Work(work) => Some(work.usual()),
        }
    }

    fn second(self) -> Option<Chord> {
        match self {
            Self::Command(_) => None,
            Self::Work(work) => work.second(),
        }
    }

    /// Whether a character alone may be its key.
    fn takes_characters(self) -> bool {
        match self {
            Self::Command(command) => command.is_plain_key(),
            Self::Work(work) => work.is_answer(),
        }
    }
}

/// Why a key cannot be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Digits are answers everywhere.
    Digit,
    /// Enter, Backspace, arrows, Tab, Esc, the space bar: the same for everybody.
    Fixed,
    /// The pad without Num Lock sends the same.
    Pad,
    /// Copy, cut, paste and select all.
    Clipboard,
    /// Alt belongs to the system and to the layout.
    Alt,
    /// A character is text or an answer wherever this acts.
    Character,
    /// The minus sign begins a number.
    Minus,
    /// Another has it.
    Taken(Bound),
}

impl Refused {
    /// Why, in one sentence.
    pub fn text(self, language: Language) -> String {
        let id = match self {
            Self::Digit => "keys-refused-digit",
            Self::Fixed => "keys-refused-fixed",
            Self::Pad => "keys-refused-pad",
            Self::Clipboard => "keys-refused-clipboard",
            Self::Alt => "keys-refused-alt",
            Self::Character => "keys-refused-character",
            Self::Minus => "keys-refused-minus",
            Self::Taken(other) => {
                return text!(language, "keys-refused-taken", other = other.name(language));
            }
        };
        text!(language, id)
    }
}

/// The keys of one person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keymap {
    changed: HashMap<Bound, Chord>,
}

impl Keymap {
    /// Keys as settings keep them; what cannot be read, or no longer fits, is as usual.
    pub fn of(kept: &BTreeMap<String, String>) -> Self {
        let mut keymap = Self::default();
        for bound in Bound::all() {
            if let Some(chord) = kept.get(&bound.id()).and_then(|written| Chord::read(written)) {
                keymap.bind(bound, chord).ok();
            }
        }
        keymap
    }

    /// As settings keep them: what was changed.
    pub fn kept(&self) -> BTreeMap<String, String> {
        self.changed.iter().map(|(bound, chord)| (bound.id(), chord.written())).collect()
    }

    /// Whether a person changed this key.
    pub fn is_changed(&self, bound: Bound) -> bool {
        self.changed.contains_key(&bound)
    }

    /// Whether anything was changed.
    pub fn has_changes(&self) -> bool {
        !self.changed.is_empty()
    }

    /// The key of something.
    pub fn chord(&self, bound: Bound) -> Option<Chord> {
        self.changed.get(&bound).copied().or_else(|| bound.usual())
    }

    /// The key of a command, as egui matches it.
    pub fn shortcut(&self, command: Command) -> Option<KeyboardShortcut> {
        self.chord(Bound::Command(command))?.shortcut()
    }

    /// Whether a command's key is a character alone, which is text wherever something is typed.
    pub fn is_plain(&self, command: Command) -> bool {
        matches!(self.chord(Bound::Command(command)), Some(Chord::Character(_)))
    }

    /// A command's key as printed on keyboards; empty if it has none.
    pub fn name(&self, language: Language, command: Command) -> String {
        self.chord(Bound::Command(command)).map(|chord| chord.name(language)).unwrap_or_default()
    }

    /// The name of a key of keying.
    pub fn work_name(&self, language: Language, work: WorkKey) -> String {
        self.chord(Bound::Work(work)).map(|chord| chord.name(language)).unwrap_or_default()
    }

    /// The person's key where a text names a usual one (`F8`); other names stay as they are.
    pub fn shown(&self, language: Language, usual: &str) -> String {
        let found = WorkKey::ALL.into_iter().find(|work| work.usual().name(language) == usual);
        found.map_or_else(|| usual.to_owned(), |work| self.work_name(language, work))
    }

    /// The keys of the person at work, where only the window's context is at hand.
    pub fn current(ctx: &egui::Context) -> Arc<Self> {
        ctx.data(|data| data.get_temp(Self::place())).unwrap_or_default()
    }

    /// Makes these the keys of the person at work.
    pub fn make_current(&self, ctx: &egui::Context) {
        ctx.data_mut(|data| data.insert_temp(Self::place(), Arc::new(self.clone())));
    }

    fn place() -> egui::Id {
        egui::Id::unique("keys of the person at work")
    }

    /// The name of the key of a missing answer: the person's, else the questionnaire's.
    pub fn missing_name(&self, language: Language, code: &MissingCode) -> String {
        let own = self.changed.get(&Bound::Work(WorkKey::Missing(code.means)));
        own.map_or_else(|| code.key.to_string(), |chord| chord.name(language))
    }

    /// All keys of something, the person's first.
    pub fn names(&self, language: Language, bound: Bound) -> Vec<String> {
        let second = bound.second().filter(|second| self.owner(*second) == Some(bound));
        self.chord(bound).into_iter().chain(second).map(|chord| chord.name(language)).collect()
    }

    /// Who has this key.
    pub fn owner(&self, chord: Chord) -> Option<Bound> {
        let first = |bound: &Bound| self.chord(*bound) == Some(chord);
        let second = |bound: &Bound| bound.second() == Some(chord);
        // The window's own commands come last: they act where nothing is keyed.
        Bound::all()
            .find(first)
            .filter(|found| matches!(found, Bound::Work(_)) || self.is_changed(*found))
            .or_else(|| Bound::all().find(second))
            .or_else(|| Bound::all().find(first))
    }

    /// The key of keying that a key with Ctrl or an F key stands for.
    pub fn work_of(&self, key: Physical, modifiers: Modifiers) -> Option<WorkKey> {
        let mut held = Modifiers::NONE;
        held.command = modifiers.command || modifiers.ctrl;
        held.shift = modifiers.shift;
        match self.owner(Chord::Key(KeyboardShortcut::new(held, key))) {
            Some(Bound::Work(work)) => Some(work),
            _ => None,
        }
    }

    /// Whether a command has this key, Shift and Ctrl included.
    pub fn command_of(&self, key: Physical, modifiers: Modifiers) -> Option<Command> {
        let mut held = Modifiers::NONE;
        held.command = modifiers.command || modifiers.ctrl;
        held.shift = modifiers.shift;
        let chord = Some(Chord::Key(KeyboardShortcut::new(held, key)));
        Command::ALL.into_iter().find(|command| self.chord(Bound::Command(*command)) == chord)
    }

    /// The key of keying that a person gave to a character.
    pub fn changed_character(&self, letter: char) -> Option<WorkKey> {
        if self.changed.is_empty() {
            return None;
        }
        let wanted = Chord::Character(lower(letter));
        WorkKey::ALL.into_iter().find(|work| self.changed.get(&Bound::Work(*work)) == Some(&wanted))
    }

    /// The commands with the most particular keys first, because Ctrl+S also matches Ctrl+Shift+S.
    pub fn by_particular_key(&self) -> Vec<Command> {
        let mut commands = Command::ALL.to_vec();
        commands.sort_by_key(|command| {
            std::cmp::Reverse(self.shortcut(*command).map_or(0, |shortcut| {
                let Modifiers { alt, ctrl, shift, mac_cmd, command } = shortcut.modifiers;
                [alt, ctrl, shift, mac_cmd, command].iter().filter(|held| **held).count()
            }))
        });
        commands
    }

    /// Gives a key.
    pub fn bind(&mut self, bound: Bound, chord: Chord) -> Result<(), Refused> {
        if bound.usual() == Some(chord) {
            return self.reset(bound);
        }
        may_be_given(bound, chord)?;
        if let Some(other) = self.other_owner(bound, chord) {
            return Err(Refused::Taken(other));
        }
        self.changed.insert(bound, chord);
        Ok(())
    }

    /// Gives the usual key back; refused while another has it.
    pub fn reset(&mut self, bound: Bound) -> Result<(), Refused> {
        let taken =
            self.changed.iter().find(|(other, chord)| **other != bound && bound.usual() == Some(**chord));
        if let Some((other, _)) = taken {
            return Err(Refused::Taken(*other));
        }
        self.changed.remove(&bound);
        Ok(())
    }

    /// Gives all usual keys back.
    pub fn reset_all(&mut self) {
        self.changed.clear();
    }

    fn other_owner(&self, bound: Bound, chord: Chord) -> Option<Bound> {
        Bound::all().find(|other| {
            *other != bound && (self.chord(*other) == Some(chord) || other.second() == Some(chord))
        })
    }
}

fn may_be_given(bound: Bound, chord: Chord) -> Result<(), Refused> {
    match chord {
        Chord::Character(letter) if letter.is_ascii_digit() => Err(Refused::Digit),
        Chord::Character('-') => Err(Refused::Minus),
        Chord::Character(letter) if letter.is_whitespace() => Err(Refused::Fixed),
        Chord::Character(_) if !bound.takes_characters() => Err(Refused::Character),
        // A command's character has to be a key that egui tells from others.
        Chord::Character(_) if matches!(bound, Bound::Command(_)) && chord.shortcut().is_none() => {
            Err(Refused::Character)
        }
        Chord::Character(_) => Ok(()),
        Chord::Key(shortcut) => key_may_be_given(shortcut),
    }
}

fn key_may_be_given(shortcut: KeyboardShortcut) -> Result<(), Refused> {
    use Physical::{
        A, ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Backspace, C, Delete, End, Enter, Escape, Home, Insert,
        PageDown, PageUp, Space, Tab, V, X,
    };
    let KeyboardShortcut { modifiers, logical_key } = shortcut;
    if modifiers.alt {
        return Err(Refused::Alt);
    }
    match logical_key {
        Delete | Insert | PageUp | PageDown => Err(Refused::Pad),
        Enter | Backspace | Tab | Escape | Space | ArrowUp | ArrowDown | ArrowLeft | ArrowRight | Home
        | End => Err(Refused::Fixed),
        C | X | V | A if modifiers.command && !modifiers.shift => Err(Refused::Clipboard),
        _ if modifiers.command || is_function(logical_key) => Ok(()),
        _ => Err(Refused::Character),
    }
}

fn is_function(key: Physical) -> bool {
    let name = key.name();
    name.len() > 1 && name.starts_with('F') && name[1..].bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::chord::{control, function};
    use super::*;
    use crate::questionnaire::Missing;

    const F11: Chord = Chord::Key(KeyboardShortcut::new(Modifiers::NONE, Physical::F11));

    /// Issue 3: a changed key counts, its old one is free, and what is kept comes back.
    #[test]
    fn keys_can_be_changed_and_come_back() {
        let mut keymap = Keymap::default();
        let keep = Bound::Work(WorkKey::Keep);
        assert_eq!(keymap.work_of(Physical::F3, Modifiers::NONE), Some(WorkKey::Keep));
        keymap.bind(keep, F11).unwrap();
        assert_eq!(keymap.work_of(Physical::F11, Modifiers::NONE), Some(WorkKey::Keep));
        assert_eq!(keymap.work_of(Physical::F3, Modifiers::NONE), None);
        assert_eq!(keymap.work_of(Physical::P, Modifiers::CTRL), Some(WorkKey::Keep), "the second key stays");
        keymap.bind(Bound::Command(Command::Palette), function(Physical::F3)).unwrap();
        keymap.bind(Bound::Work(WorkKey::Missing(Missing::Blank)), Chord::Character('!')).unwrap();
        assert_eq!(keymap.changed_character('!'), Some(WorkKey::Missing(Missing::Blank)));
        let kept = keymap.kept();
        assert_eq!(Keymap::of(&kept), keymap);
        let text = toml::to_string(&kept).unwrap();
        assert_eq!(Keymap::of(&toml::from_str(&text).unwrap()), keymap, "{text}");
        assert_eq!(keymap.reset(keep), Err(Refused::Taken(Bound::Command(Command::Palette))));
        keymap.reset_all();
        assert_eq!(keymap, Keymap::default());
    }

    /// Issue 3: a clash is refused with the name of the other, in both languages.
    #[test]
    fn clashes_are_refused_by_name() {
        let mut keymap = Keymap::default();
        let refused = keymap.bind(Bound::Work(WorkKey::Keep), control(Physical::K)).unwrap_err();
        assert_eq!(refused, Refused::Taken(Bound::Command(Command::Palette)));
        for language in Language::ALL {
            let name = text!(language, Command::Palette.text_id());
            assert!(refused.text(language).contains(&name), "{}", refused.text(language));
        }
        let second = keymap.bind(Bound::Command(Command::Palette), control(Physical::P));
        assert_eq!(second, Err(Refused::Taken(Bound::Work(WorkKey::Keep))), "second keys count too");
        let plus = keymap.bind(Bound::Work(WorkKey::Missing(Missing::Blank)), Chord::Character('+'));
        assert_eq!(plus, Err(Refused::Taken(Bound::Work(WorkKey::Repeat))));
    }

    /// Issue 3: what everybody's fingers rely on stays, and the reason is said.
    #[test]
    fn reserved_keys_are_refused() {
        let mut keymap = Keymap::default();
        let plain = |key| Chord::Key(KeyboardShortcut::new(Modifiers::NONE, key));
        let blank = Bound::Work(WorkKey::Missing(Missing::Blank));
        let keep = Bound::Work(WorkKey::Keep);
        for (bound, chord, reason) in [
            (blank, Chord::Character('5'), Refused::Digit),
            (blank, Chord::Character('-'), Refused::Minus),
            (blank, Chord::Character(' '), Refused::Fixed),
            (blank, plain(Physical::Enter), Refused::Fixed),
            (keep, plain(Physical::Backspace), Refused::Fixed),
            (keep, plain(Physical::Escape), Refused::Fixed),
            (keep, plain(Physical::Delete), Refused::Pad),
            (keep, control(Physical::C), Refused::Clipboard),
            (keep, Chord::Character('k'), Refused::Character),
            (Bound::Command(Command::Help), Chord::Character('h'), Refused::Character),
            (keep, Chord::Key(KeyboardShortcut::new(Modifiers::ALT, Physical::F11)), Refused::Alt),
        ] {
            assert_eq!(keymap.bind(bound, chord), Err(reason), "{bound:?} {chord:?}");
        }
        assert!(!keymap.has_changes());
    }

    /// Everything that can have a key has a name of its own in the file and for people; a damaged file
    /// does no harm.
    #[test]
    fn names_are_all_different() {
        let ids: std::collections::HashSet<_> = Bound::all().map(Bound::id).collect();
        assert_eq!(ids.len(), Bound::all().count());
        for language in Language::ALL {
            for bound in Bound::all() {
                let name = bound.name(language);
                assert!(!name.is_empty() && !name.contains("keys-work"), "{bound:?}: {name}");
            }
        }
        let damaged = [("key-keep", "Ctrl+Enter"), ("palette", "¶¶"), ("nothing", "F9"), ("key-note", "5")];
        let damaged = damaged.map(|(name, key)| (name.to_owned(), key.to_owned()));
        assert_eq!(Keymap::of(&damaged.into_iter().collect()), Keymap::default());
    }
}
