//! What a screen is given to read, and what it may ask for. Screens change nothing but their own state:
//! everything else is an [`Action`], carried out in one place (`app/logic.rs`).

use std::path::PathBuf;

use jiff::Timestamp;

use crate::study::{BatchChoice, Pass};
use crate::text;
use crate::texts::Language;

use super::command::{Command, State};
use super::keymap::{Bound, Chord, Keymap};
use super::screen::Overlay;
use super::settings::{MotionChoice, Practised, Settings, ThemeChoice};
use super::sound::{Cue, Hearing};
use super::study_thread::{Change, ExportOrder, StudyHandle, Work};
use super::tokens::Tokens;
use super::widgets::Notice;

/// Everything a screen reads while it paints, and the list of what it asks for.
pub struct ScreenContext<'a> {
    /// Language of the window.
    pub language: Language,
    /// Colours of the theme that is on.
    pub tokens: &'static Tokens,
    /// The keys of the person at work.
    pub keys: &'a Keymap,
    /// What is remembered between starts.
    pub settings: &'a Settings,
    /// The open study; always there on screens that belong to a study.
    pub study: Option<&'a mut StudyHandle>,
    /// What the screen asks for, in order.
    pub actions: &'a mut Vec<Action>,
    /// Where the window stands, as far as commands care.
    pub state: State,
    /// A dialog stands over the screen: keys are not the screen's.
    pub covered: bool,
    /// Whether there is something to play sounds on.
    pub hearing: Hearing,
    /// Nothing flashes: a person or the system asks for less motion.
    pub still: bool,
    /// Who is at work, as far as keys care; empty before a name is given.
    pub person: &'a str,
    /// The moment of this frame.
    pub now: Timestamp,
}

impl ScreenContext<'_> {
    /// Where the window stands, as far as commands care.
    pub fn state(&self) -> State {
        self.state
    }

    /// Whether an export is being written.
    pub fn exporting(&self) -> bool {
        self.study.as_ref().is_some_and(|study| study.work == Some(Work::Exporting))
    }

    /// What is said while the comparison is waited for: that it was stopped, or the sentence given.
    pub fn waiting_text(&self, otherwise: &str) -> String {
        let key = self.keys.name(self.language, Command::Retry);
        match &self.study {
            Some(study) if study.comparing_stopped() => text!(self.language, "comparing-none", key = key),
            _ => text!(self.language, otherwise),
        }
    }

    /// Asks for something.
    pub fn ask(&mut self, action: Action) {
        self.actions.push(action);
    }
}

/// Something a screen asks the window for.
#[derive(Debug)]
pub enum Action {
    /// As if its key had been pressed.
    Run(Command),
    /// The home screen; closes the study.
    GoHome,
    /// The study's own screen.
    GoStudy,
    /// Back to the screen that was left for help or settings; else study, else home.
    GoBack,
    /// The view of one sheet, for a supervisor (asked for by name if nobody is known yet).
    GoSheet(String),
    /// Opens a study file.
    OpenStudy(PathBuf),
    /// Makes an empty study and opens it.
    CreateStudy(NewStudy),
    /// Makes a demo study in a folder and opens it.
    MakeDemo(PathBuf),
    /// Starts keying.
    StartKeying {
        /// Who keys.
        operator: String,
        /// Which pass.
        pass: Pass,
        /// Which sheets.
        batch: BatchChoice,
    },
    /// Makes a practice batch and opens it, or prints one.
    StartPractice(PracticeRequest),
    /// Makes another practice batch of the same questionnaire for the same person.
    PractiseAgain,
    /// A practice batch is keyed: remembers how it went.
    Practised(Practised),
    /// Starts or goes on with a supervisor's work.
    StartSupervising {
        /// Who settles.
        operator: String,
        /// Then.
        then: AfterSupervisor,
    },
    /// Changes what stands beside the keyings, in the supervisor's name.
    Change(Change),
    /// Writes an export.
    Export(ExportOrder),
    /// Erases, protects, revises.
    Supervise(super::study_thread::Order),
    /// Takes a copy of the study.
    SaveCopy {
        /// The file to write.
        path: PathBuf,
        /// Whether an existing file may be written over.
        overwrite: bool,
    },
    /// Asks for a file with the system's dialog.
    PickFile(super::picker::FileQuestion),
    /// Shows a folder in the system's file manager.
    ShowFolder(PathBuf),
    /// Stops the long work that runs.
    StopWork,
    /// Stops comparing the study.
    StopComparing,
    /// Tries the work that failed again.
    Retry,
    /// Works on another questionnaire of the study.
    ChooseQuestionnaire(usize),
    /// Takes the error banner away.
    DismissProblem,
    /// Shows a dialog over the screen.
    Show(Overlay),
    /// Closes the dialog.
    CloseOverlay,
    /// Shows a short notice.
    Notify(Notice),
    /// Switches the window's language.
    SetLanguage(Language),
    /// Chooses the theme.
    SetTheme(ThemeChoice),
    /// Writes the card of the keys.
    WriteKeyCard {
        /// The file to write.
        path: PathBuf,
        /// Whether an existing file may be written over.
        overwrite: bool,
    },
    /// Plays a cue, if sounds are on.
    Sound(Cue),
    /// Plays a cue to try it.
    TrySound(Cue),
    /// Sounds on or off.
    SetSounds(bool),
    /// How loud, in percent (10 to 100).
    SetVolume(u8),
    /// Whether things may flash.
    SetMotion(MotionChoice),
    /// Gives a key to a command or a key of keying, for the person at work.
    BindKey(Bound, Chord),
    /// Gives the usual key back, or all of them.
    ResetKeys(Option<Bound>),
    /// Sets the size of text in percent (80 to 200).
    SetTextSize(u16),
    /// Takes a file off the list of recent studies.
    ForgetRecent(PathBuf),
    /// Closes the window.
    Quit,
}

/// What is opened once the supervisor is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AfterSupervisor {
    /// Sheets that look mispaired.
    Pairing,
    /// The queue of differences.
    Settling,
    /// One sheet.
    Sheet(String),
    /// Batches, void and missing sheets.
    Stacks,
    /// All remarks.
    Notes,
    /// The study's plan.
    Plan,
    /// The quality page.
    Quality,
    /// Reading an audit: somebody who keyed and settled nothing of it.
    Audit,
    /// The speed of everybody's keying.
    Pace,
}

/// What a new study is made from.
#[derive(Clone, Debug)]
pub struct NewStudy {
    /// The file to make.
    pub path: PathBuf,
    /// The questionnaire's file.
    pub questionnaire: PathBuf,
}

/// What the dialog of practice asks for.
#[derive(Clone, Debug)]
pub struct PracticeRequest {
    /// Who practises.
    pub operator: String,
    /// The questionnaire's file; that of the open study with `None`.
    pub questionnaire: Option<PathBuf>,
    /// Which sheets.
    pub sheets: RequestedSheets,
}

/// Which sheets are practised on, as the dialog knows them.
#[derive(Clone, Debug)]
pub enum RequestedSheets {
    /// Made up, shown beside the form.
    OnScreen,
    /// The printed set of this number.
    OnPaper(u64),
    /// Settled sheets of the open study: numbers, or the name of a batch.
    Settled(String),
    /// The set of this number is to be printed.
    Print {
        /// The number of the set.
        set: u64,
        /// The file to write.
        path: PathBuf,
        /// Whether an existing file may be written over.
        overwrite: bool,
    },
}
