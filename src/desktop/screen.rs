//! Which screen is open, with its state, and which dialog stands over it: one enum each, so that two
//! can never be open at once. What they look like is in `screens` and `dialogs`.

use super::dialogs::erase::EraseDialog;
use super::dialogs::new_study::NewStudyDialog;
use super::dialogs::overwrite::OverwriteDialog;
use super::dialogs::palette::Palette;
use super::dialogs::path::PathDialog;
use super::dialogs::plan::PlanDialog;
use super::dialogs::practice::PracticeDialog;
use super::dialogs::revise::ReviseDialog;
use super::dialogs::who::WhoDialog;
use super::personal_keys::EmptyField;
use super::screens::audit::AuditScreen;
use super::screens::export::ExportScreen;
use super::screens::help::HelpScreen;
use super::screens::home::HomeScreen;
use super::screens::keying::KeyingScreen;
use super::screens::notes::NotesScreen;
use super::screens::pace::PaceScreen;
use super::screens::pairing::PairingScreen;
use super::screens::practice::PracticeScreen;
use super::screens::quality::QualityScreen;
use super::screens::settings::SettingsScreen;
use super::screens::settling::SettlingScreen;
use super::screens::sheet::SheetScreen;
use super::screens::stacks::StacksScreen;
use super::screens::study::StudyScreen;
use super::study_thread::StudyHandle;

/// The screen that is open.
pub enum Screen {
    /// Recent studies, new, open, demo.
    Home(HomeScreen),
    /// The study: its sheets, who keyed what, what to do next.
    Study(Box<StudyScreen>),
    /// Keying sheets.
    Keying(Box<KeyingScreen>),
    /// Sheets that look mispaired.
    Pairing(Box<PairingScreen>),
    /// Settling differences.
    Settling(Box<SettlingScreen>),
    /// One sheet: final record, both keyings, history.
    Sheet(Box<SheetScreen>),
    /// Batches, void and missing sheets.
    Stacks(Box<StacksScreen>),
    /// All remarks.
    Notes(Box<NotesScreen>),
    /// How good the data are.
    Quality(Box<QualityScreen>),
    /// Reading an audit.
    Audit(Box<AuditScreen>),
    /// How fast sheets are keyed.
    Pace(PaceScreen),
    /// Practice sheets.
    Practice(Box<PracticeScreen>),
    /// Writing a file for others.
    Export(Box<ExportScreen>),
    /// Language, theme, size of text.
    Settings(SettingsScreen),
    /// All keys.
    Help(HelpScreen),
}

impl Screen {
    /// Takes the key events that the screen handles itself, before egui sees them.
    pub fn take_events(&mut self, events: &mut Vec<egui::Event>) {
        match self {
            Self::Keying(screen) => screen.take_events(events),
            Self::Pairing(screen) => screen.take_events(events),
            Self::Settling(screen) => screen.take_events(events),
            Self::Sheet(screen) => screen.take_events(events),
            Self::Audit(screen) => screen.take_events(events),
            Self::Settings(screen) => screen.take_events(events),
            Self::Practice(screen) => screen.take_events(events),
            _ => {}
        }
    }

    /// Whether the next key is to be given to something, and is no command.
    pub fn captures_key(&self) -> bool {
        matches!(self, Self::Settings(screen) if screen.captures_key())
    }

    /// The empty field under the cursor, where the screen has one.
    pub fn empty_field(&self) -> Option<EmptyField<'_>> {
        match self {
            Self::Keying(screen) => screen.empty_field(),
            Self::Settling(screen) => screen.empty_field(),
            Self::Sheet(screen) => screen.empty_field(),
            _ => None,
        }
    }

    /// The text id of the screen's name in the window's title; home and study have none of their own.
    pub fn title_id(&self) -> Option<&'static str> {
        match self {
            Self::Home(_) | Self::Study(_) => None,
            Self::Keying(_) => Some("desktop-title-keying"),
            Self::Pairing(_) => Some("pairing-title-window"),
            Self::Settling(_) => Some("desktop-title-settling"),
            Self::Sheet(_) => Some("desktop-title-sheet"),
            Self::Stacks(_) => Some("stacks-title"),
            Self::Notes(_) => Some("stacks-notes-title"),
            Self::Quality(_) => Some("quality-title"),
            Self::Audit(_) => Some("audit-title"),
            Self::Pace(_) => Some("desktop-title-pace"),
            Self::Practice(_) => Some("desktop-title-practice"),
            Self::Export(_) => Some("desktop-title-export"),
            Self::Settings(_) => Some("desktop-title-settings"),
            Self::Help(_) => Some("desktop-title-help"),
        }
    }

    /// What of it is looked at, for the window's title: the sheet and the question being settled.
    pub fn place(&self) -> Option<String> {
        match self {
            Self::Settling(screen) => screen.place(),
            _ => None,
        }
    }

    /// Hands over what was keyed or decided and is not with the study yet.
    pub fn hand_over(&mut self, study: &mut StudyHandle) {
        match self {
            Self::Keying(screen) => screen.hand_over(study),
            Self::Pairing(screen) => screen.hand_over(study),
            Self::Settling(screen) => screen.hand_over(study),
            Self::Sheet(screen) => screen.hand_over(study),
            Self::Audit(screen) => screen.hand_over(study),
            _ => {}
        }
    }

    /// The screen is left for another one, or the study closed: like [`Self::hand_over`], and what is
    /// only counted then.
    pub fn leave(&mut self, study: &mut StudyHandle) {
        match self {
            Self::Keying(screen) => screen.leave(study),
            other => other.hand_over(study),
        }
    }

    /// Whether the screen owns the keyboard: single letters and digits are answers, not shortcuts.
    pub fn owns_keyboard(&self) -> bool {
        match self {
            Self::Keying(_) | Self::Pairing(_) | Self::Settling(_) | Self::Sheet(_) | Self::Audit(_) => true,
            Self::Practice(screen) => screen.owns_keyboard(),
            _ => false,
        }
    }

    /// Whether the screen shows something of a study and cannot outlive it.
    pub fn needs_study(&self) -> bool {
        matches!(
            self,
            Self::Study(_)
                | Self::Keying(_)
                | Self::Settling(_)
                | Self::Sheet(_)
                | Self::Stacks(_)
                | Self::Notes(_)
                | Self::Quality(_)
                | Self::Audit(_)
                | Self::Pace(_)
                | Self::Export(_)
        )
    }
}

/// A dialog over the screen; at most one.
#[derive(Debug)]
pub enum Overlay {
    /// All commands, found by typing.
    Palette(Palette),
    /// Who keys or settles.
    Who(WhoDialog),
    /// Who practises.
    Practice(Box<PracticeDialog>),
    /// What a new study is made from.
    NewStudy(Box<NewStudyDialog>),
    /// A path, typed or pasted, or the system's dialog.
    Path(PathDialog),
    /// What the study allows and how it is keyed.
    Plan(Box<PlanDialog>),
    /// The file exists: write over it?
    Overwrite(Box<OverwriteDialog>),
    /// Erasing, and what protects the people asked.
    Erase(Box<EraseDialog>),
    /// A changed questionnaire.
    Revise(Box<ReviseDialog>),
}
