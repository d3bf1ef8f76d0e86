//! Every command of the window: what it is called, which key it has, when it can be used. Menu,
//! palette, help and shortcuts all come from here. What a command does is in `app/logic.rs`.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::widgets::Icon;

/// A command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Asks what a new study is made from.
    NewStudy,
    /// Asks for a study file.
    OpenStudy,
    /// Makes a demo study.
    Demo,
    /// Closes the study.
    CloseStudy,
    /// Takes a copy of the study.
    SaveCopy,
    /// The study's screen.
    ShowStudy,
    /// Keys the first pass.
    KeyFirst,
    /// Keys the second pass.
    KeySecond,
    /// Keys practice sheets.
    Practice,
    /// How fast sheets are keyed.
    Pace,
    /// Looks at sheets that look mispaired.
    MatchSheets,
    /// Settles differences.
    Settle,
    /// Looks at the sheets on the board.
    LookAtSheets,
    /// Batches, void and missing sheets.
    Stacks,
    /// All remarks.
    Notes,
    /// What the study allows.
    Plan,
    /// Says how good the data are.
    Quality,
    /// Reads an audit.
    Audit,
    /// Writes CSV or XLSX.
    Export,
    /// Erases, and sets what protects the people asked.
    Erase,
    /// Takes a changed questionnaire.
    Revise,
    /// All commands.
    Palette,
    /// Language, theme, size of text.
    Settings,
    /// French or English.
    SwitchLanguage,
    /// Light or dark.
    SwitchTheme,
    /// Larger text.
    TextLarger,
    /// Smaller text.
    TextSmaller,
    /// Text as large as at first.
    TextNormal,
    /// All keys.
    Help,
    /// Writes the card of the keys.
    PrintKeys,
    /// Leaves help, settings, export.
    Back,
    /// Tries what failed again.
    Retry,
    /// Takes the error banner away.
    Dismiss,
    /// Closes the window.
    Quit,
}

/// The menu's groups, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Files.
    File,
    /// Work on the study.
    Study,
    /// How the window looks.
    Window,
}

impl Group {
    /// All groups in order.
    pub const ALL: [Self; 3] = [Self::File, Self::Study, Self::Window];

    /// The id of its name.
    pub fn text_id(self) -> &'static str {
        match self {
            Self::File => "desktop-group-file",
            Self::Study => "desktop-group-study",
            Self::Window => "desktop-group-window",
        }
    }
}

/// Where the window stands, as far as commands care.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// A study is open and read.
    pub study: bool,
    /// The study's own screen is shown.
    pub on_study_screen: bool,
    /// The home screen is shown.
    pub on_home: bool,
    /// Sheets are being keyed or settled, or one is looked at.
    pub at_work: bool,
    /// There are differences or failing checks to settle.
    pub something_to_settle: bool,
    /// Long work is running.
    pub busy: bool,
    /// Someone has keyed since the study was opened: nothing shows how the keyings compare, until a
    /// supervisor gives a name (DESIGN 5.3).
    pub keyer_at_work: bool,
    /// A keying or a supervisor's work is being prepared: letters and digits are no commands meanwhile.
    pub starting: bool,
    /// An error stands above the screen.
    pub problem: bool,
    /// What failed can be tried again.
    pub can_retry: bool,
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

impl Command {
    /// All commands, in the order of menu and help.
    pub const ALL: [Self; 34] = [
        Self::NewStudy,
        Self::OpenStudy,
        Self::Demo,
        Self::SaveCopy,
        Self::CloseStudy,
        Self::Quit,
        Self::ShowStudy,
        Self::KeyFirst,
        Self::KeySecond,
        Self::Practice,
        Self::Pace,
        Self::MatchSheets,
        Self::Settle,
        Self::LookAtSheets,
        Self::Stacks,
        Self::Notes,
        Self::Plan,
        Self::Quality,
        Self::Audit,
        Self::Export,
        Self::Revise,
        Self::Erase,
        Self::Palette,
        Self::Settings,
        Self::SwitchLanguage,
        Self::SwitchTheme,
        Self::TextLarger,
        Self::TextSmaller,
        Self::TextNormal,
        Self::Help,
        Self::PrintKeys,
        Self::Back,
        Self::Retry,
        Self::Dismiss,
    ];

    /// The stem of its text ids: `desktop-command-NAME`, and with `-tip` what it does.
    pub fn text_id(self) -> &'static str {
        match self {
            Self::NewStudy => "desktop-command-new",
            Self::OpenStudy => "desktop-command-open",
            Self::Demo => "desktop-command-demo",
            Self::CloseStudy => "desktop-command-close",
            Self::SaveCopy => "desktop-command-save-copy",
            Self::ShowStudy => "desktop-command-study",
            Self::KeyFirst => "desktop-command-key-first",
            Self::KeySecond => "desktop-command-key-second",
            Self::Practice => "desktop-command-practice",
            Self::Pace => "desktop-command-pace",
            Self::MatchSheets => "pairing-command",
            Self::Settle => "desktop-command-settle",
            Self::LookAtSheets => "desktop-command-sheets",
            Self::Stacks => "desktop-command-stacks",
            Self::Notes => "desktop-command-notes",
            Self::Plan => "desktop-command-plan",
            Self::Quality => "desktop-command-quality",
            Self::Audit => "desktop-command-audit",
            Self::Export => "desktop-command-export",
            Self::Erase => "desktop-command-erase",
            Self::Revise => "desktop-command-revise",
            Self::Palette => "desktop-command-palette",
            Self::Settings => "desktop-command-settings",
            Self::SwitchLanguage => "desktop-command-language",
            Self::SwitchTheme => "desktop-command-theme",
            Self::TextLarger => "desktop-command-larger",
            Self::TextSmaller => "desktop-command-smaller",
            Self::TextNormal => "desktop-command-normal",
            Self::Help => "desktop-command-help",
            Self::PrintKeys => "desktop-command-print-keys",
            Self::Back => "desktop-command-back",
            Self::Retry => "desktop-command-retry",
            Self::Dismiss => "desktop-command-dismiss",
            Self::Quit => "desktop-command-quit",
        }
    }

    /// The id of the sentence that says what it does.
    pub fn tip_id(self) -> String {
        format!("{}-tip", self.text_id())
    }

    /// Its key, unless a person changed it (see `keymap`).
    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        let (modifiers, key) = match self {
            Self::NewStudy => (CTRL, Key::N),
            Self::OpenStudy => (CTRL, Key::O),
            Self::Demo => (CTRL, Key::D),
            Self::CloseStudy => (CTRL, Key::W),
            Self::SaveCopy => (CTRL_SHIFT, Key::S),
            Self::ShowStudy => (CTRL, Key::E),
            Self::KeyFirst => (Modifiers::NONE, Key::Num1),
            Self::KeySecond => (Modifiers::NONE, Key::Num2),
            Self::Practice => (CTRL, Key::P),
            Self::Pace => (Modifiers::NONE, Key::V),
            Self::MatchSheets => (Modifiers::NONE, Key::M),
            Self::Settle => (Modifiers::NONE, Key::D),
            Self::LookAtSheets => (Modifiers::NONE, Key::F),
            Self::Stacks => (Modifiers::NONE, Key::L),
            Self::Notes => (Modifiers::NONE, Key::R),
            Self::Plan => (Modifiers::NONE, Key::P),
            Self::Quality => (Modifiers::NONE, Key::Q),
            Self::Audit => (Modifiers::NONE, Key::A),
            Self::Export => (Modifiers::NONE, Key::E),
            Self::Palette => (CTRL, Key::K),
            Self::Settings => (CTRL, Key::Comma),
            Self::SwitchLanguage => (CTRL, Key::L),
            Self::SwitchTheme => (CTRL, Key::T),
            Self::TextLarger => (CTRL, Key::Plus),
            Self::TextSmaller => (CTRL, Key::Minus),
            Self::TextNormal => (CTRL, Key::Num0),
            Self::Help => (Modifiers::NONE, Key::F1),
            Self::PrintKeys => (CTRL_SHIFT, Key::K),
            Self::Back => (Modifiers::NONE, Key::Escape),
            Self::Retry => (Modifiers::NONE, Key::F5),
            Self::Dismiss => (Modifiers::NONE, Key::F10),
            Self::Quit | Self::Erase | Self::Revise => return None,
        };
        Some(KeyboardShortcut::new(modifiers, key))
    }

    /// Whether its key is a letter or digit alone, which is text wherever something is typed.
    pub fn is_plain_key(self) -> bool {
        self.shortcut().is_some_and(|shortcut| {
            shortcut.modifiers.is_none()
                && !matches!(shortcut.logical_key, Key::F1 | Key::F5 | Key::F10 | Key::Escape)
        })
    }

    /// Its group in the menu.
    pub fn group(self) -> Group {
        match self {
            Self::NewStudy
            | Self::OpenStudy
            | Self::Demo
            | Self::CloseStudy
            | Self::SaveCopy
            | Self::Quit => Group::File,
            Self::ShowStudy
            | Self::KeyFirst
            | Self::KeySecond
            | Self::Practice
            | Self::Pace
            | Self::MatchSheets
            | Self::Settle
            | Self::LookAtSheets
            | Self::Revise
            | Self::Erase
            | Self::Stacks
            | Self::Notes
            | Self::Plan
            | Self::Quality
            | Self::Audit
            | Self::Export => Group::Study,
            _ => Group::Window,
        }
    }

    /// Its icon.
    pub fn icon(self) -> Icon {
        match self {
            Self::NewStudy => Icon::Plus,
            Self::OpenStudy => Icon::Folder,
            Self::Demo => Icon::Play,
            Self::CloseStudy | Self::Quit => Icon::Cross,
            Self::SaveCopy => Icon::Copy,
            Self::ShowStudy => Icon::Board,
            Self::KeyFirst | Self::KeySecond | Self::Practice => Icon::Keyboard,
            Self::Pace => Icon::Board,
            Self::MatchSheets | Self::Settle => Icon::Differ,
            Self::LookAtSheets | Self::Audit | Self::Stacks | Self::Notes => Icon::Sheet,
            Self::Plan => Icon::Sliders,
            Self::Quality => Icon::Check,
            Self::Export => Icon::Export,
            Self::Erase => Icon::Cross,
            Self::Revise => Icon::Differ,
            Self::Palette => Icon::Search,
            Self::Settings => Icon::Sliders,
            Self::SwitchLanguage => Icon::Globe,
            Self::SwitchTheme => Icon::Moon,
            Self::TextLarger | Self::TextSmaller | Self::TextNormal => Icon::Text,
            Self::Help => Icon::Question,
            Self::PrintKeys => Icon::Keyboard,
            Self::Back => Icon::Back,
            Self::Retry | Self::Dismiss => Icon::Warning,
        }
    }

    /// Whether it can be used now.
    pub fn available(self, state: &State) -> bool {
        match self {
            Self::NewStudy | Self::OpenStudy | Self::Demo | Self::Practice => !state.busy && !state.at_work,
            Self::Pace => state.study && !state.at_work,
            Self::CloseStudy => state.study || state.busy,
            Self::SaveCopy => state.study && !state.busy,
            Self::ShowStudy => state.study && !state.on_study_screen,
            Self::KeyFirst | Self::KeySecond => state.study && !state.at_work,
            Self::MatchSheets => state.study && !state.at_work,
            Self::Settle => state.study && !state.at_work && state.something_to_settle,
            Self::Export | Self::Erase | Self::Revise => state.study && !state.at_work && !state.busy,
            Self::LookAtSheets | Self::Stacks | Self::Notes | Self::Plan | Self::Quality | Self::Audit => {
                state.study && !state.at_work
            }
            Self::Back => !state.on_home && !state.on_study_screen,
            Self::Retry => state.can_retry,
            Self::Dismiss => state.problem,
            Self::Palette
            | Self::Settings
            | Self::SwitchLanguage
            | Self::SwitchTheme
            | Self::TextLarger
            | Self::TextSmaller
            | Self::TextNormal
            | Self::Help
            | Self::PrintKeys
            | Self::Quit => true,
        }
    }
}

/// A key's name as printed on keyboards of the language.
pub fn key_name(language: crate::texts::Language, shortcut: KeyboardShortcut) -> String {
    let mut names = Vec::new();
    if shortcut.modifiers.command || shortcut.modifiers.ctrl {
        names.push("Ctrl".to_owned());
    }
    if shortcut.modifiers.shift {
        names.push(crate::text!(language, "desktop-key-shift"));
    }
    names.push(match shortcut.logical_key {
        Key::Escape => crate::text!(language, "desktop-key-escape"),
        Key::Enter => crate::text!(language, "desktop-key-enter"),
        Key::Plus => "+".to_owned(),
        Key::Minus => "-".to_owned(),
        Key::Comma => ",".to_owned(),
        Key::Num0 => "0".to_owned(),
        key => key.name().to_owned(),
    });
    names.join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::texts::{Language, text};

    /// DESIGN 4.4: no two commands share a key.
    #[test]
    fn no_two_commands_share_a_key() {
        let mut seen = HashSet::new();
        for shortcut in Command::ALL.iter().filter_map(|command| command.shortcut()) {
            assert!(seen.insert((shortcut.modifiers, shortcut.logical_key)), "{shortcut:?}");
        }
    }

    /// DESIGN 4.4, 4.7: every command is listed once and has its texts in both languages.
    #[test]
    fn every_command_has_texts() {
        let listed: HashSet<_> = Command::ALL.into_iter().collect();
        assert_eq!(listed.len(), Command::ALL.len());
        for language in Language::ALL {
            for command in Command::ALL {
                for id in [command.text_id().to_owned(), command.tip_id()] {
                    let found = text(language, &id);
                    assert!(
                        !found.contains(&id) && !found.contains("Unknown localization"),
                        "{language:?} {id}: {found}"
                    );
                }
            }
        }
    }

    /// `reference/egui.md` 2.1: a key with more modifiers is matched before one with fewer.
    #[test]
    fn particular_keys_come_first() {
        let order = crate::desktop::keymap::Keymap::default().by_particular_key();
        let place = |command| order.iter().position(|other| *other == command);
        assert!(place(Command::SaveCopy) < place(Command::OpenStudy));
        assert!(place(Command::Demo) < place(Command::Settle));
    }
}
