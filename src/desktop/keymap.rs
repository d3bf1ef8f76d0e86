//! Which key each command and each key of keying has for one person: the usual ones, those a person
//! changed, and what may not be changed. Knows keys and their names; settings keep them, `keyboard`
//! reads them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use egui::{Key as Physical, KeyboardShortcut, Modifiers};

use super::command::{Command, key_name};
use crate::keying::Key;
use crate::questionnaire::{Missing, MissingCode};
use crate::text;
use crate::texts::Language;

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

    fn usual(self) -> Chord {
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
    fn second(self) -> Option<Chord> {
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

fn function(key: Physical) -> Chord {
    Chord::Key(KeyboardShortcut::new(Modifiers::NONE, key))
}

fn control(key: Physical) -> Chord {
    Chord::Key(KeyboardShortcut::new(Modifiers::COMMAND, key))
}

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

/// A key with what is held beside it, or a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chord {
    /// A key that types nothing, or one with Ctrl.
    Key(KeyboardShortcut),
    /// What a key types, in lower case.
    Character(char),
}

impl Chord {
    fn of_shortcut(shortcut: KeyboardShortcut) -> Self {
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

    fn written(self) -> String {
        let Self::Key(shortcut) = self else { return self.name(Language::English) };
        let KeyboardShortcut { modifiers, logical_key } = shortcut;
        let held = |held: bool, name: &'static str| held.then_some(name);
        let names = [held(modifiers.command, "Ctrl"), held(modifiers.shift, "Shift")];
        names.into_iter().flatten().chain([logical_key.name()]).collect::<Vec<_>>().join("+")
    }

    fn read(written: &str) -> Option<Self> {
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

fn lower(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
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
    use super::*;

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
