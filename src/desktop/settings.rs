//! What is remembered between starts: language, theme, size of text, the window's place, recent
//! studies. One small TOML file, written whole or not at all; a damaged one is set aside, never a
//! crash. Nothing of a study is kept here.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use jiff::Timestamp;

use crate::desktop::keymap::Keymap;
use crate::study::fold;
use crate::texts::Language;

/// Most recent studies that are remembered.
const RECENT_MOST: usize = 8;
/// Most practices that are remembered, of everybody.
const PRACTISED_MOST: usize = 200;

/// Smallest, largest and usual size of text in percent.
pub const TEXT_SIZES: std::ops::RangeInclusive<u16> = 80..=200;

/// Quietest and loudest, in percent.
pub const VOLUMES: std::ops::RangeInclusive<u8> = 10..=100;

/// Everything remembered.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The window's language; the system's until chosen.
    pub language: Option<Language>,
    /// Light, dark or as the system.
    pub theme: ThemeChoice,
    /// Size of text in percent, within [`TEXT_SIZES`].
    pub text_size: u16,
    /// Whether sounds are played; where it was never said, if there is something to play them on.
    pub sounds: Option<bool>,
    /// How loud, in percent, within [`VOLUMES`].
    pub volume: u8,
    /// Whether things may flash.
    pub motion: MotionChoice,
    /// The renderer that worked last.
    pub renderer: Option<Renderer>,
    /// Who keyed last on this machine.
    pub operator: String,
    /// Who settled last on this machine.
    pub supervisor: String,
    /// Where the window stood.
    pub window: Option<WindowPlace>,
    /// Studies opened, newest first.
    pub recent: Vec<PathBuf>,
    /// What people chose for themselves, by folded name.
    pub people: BTreeMap<String, Person>,
    /// How practice went, oldest first: of each person, on each questionnaire.
    pub practised: Vec<Practised>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            theme: ThemeChoice::System,
            text_size: 100,
            sounds: None,
            volume: 60,
            motion: MotionChoice::System,
            renderer: None,
            operator: String::new(),
            supervisor: String::new(),
            window: None,
            recent: Vec::new(),
            people: BTreeMap::new(),
            practised: Vec::new(),
        }
    }
}

/// What one person chose for themselves.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Person {
    /// Keys that are not the usual ones, by the name of what they do.
    pub keys: BTreeMap<String, String>,
}

/// Whether things may flash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MotionChoice {
    /// As the system says.
    #[default]
    System,
    /// They may.
    Full,
    /// A still mark stands in place of a flash.
    Reduced,
}

impl MotionChoice {
    /// All of them, in the order shown.
    pub const ALL: [Self; 3] = [Self::System, Self::Full, Self::Reduced];
}

/// How a practice batch went.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Practised {
    /// Who practised.
    pub operator: String,
    /// On which questionnaire.
    pub questionnaire: String,
    /// When it ended.
    pub at: Timestamp,
    /// Sheets keyed to their end.
    pub sheets: usize,
    /// Keys per hour, pauses left out.
    pub keys_per_hour: Option<u32>,
    /// Cells compared.
    pub cells: u64,
    /// Cells keyed otherwise than the sheet says.
    pub mistakes: u64,
}

impl Practised {
    /// Mistakes in a thousand cells.
    pub fn per_thousand(&self) -> f64 {
        self.mistakes as f64 * 1000.0 / self.cells.max(1) as f64
    }

    /// Whether it is by the same person on the same questionnaire.
    pub fn is_like(&self, other: &Self) -> bool {
        let same_name = self.operator.to_lowercase() == other.operator.to_lowercase();
        same_name && self.questionnaire == other.questionnaire
    }
}

/// Which theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeChoice {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl ThemeChoice {
    /// All of them, in the order shown.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];
}

/// How pixels are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Renderer {
    /// OpenGL: starts fast.
    Glow,
    /// Vulkan, Metal, Direct3D or software.
    Wgpu,
}

impl Renderer {
    /// The renderer of that name.
    pub fn by_name(name: &str) -> Option<Self> {
        match name {
            "glow" => Some(Self::Glow),
            "wgpu" => Some(Self::Wgpu),
            _ => None,
        }
    }

    /// The one to try when this one cannot start.
    pub fn other(self) -> Self {
        match self {
            Self::Glow => Self::Wgpu,
            Self::Wgpu => Self::Glow,
        }
    }
}

/// Where the window stood, in points.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct WindowPlace {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// Left edge, where the system tells.
    pub left: Option<f32>,
    /// Top edge, where the system tells.
    pub top: Option<f32>,
    /// Whether it filled the screen.
    pub maximized: bool,
}

impl Settings {
    /// The language to show.
    pub fn language(&self) -> Language {
        self.language.unwrap_or_else(Language::of_system)
    }

    /// The keys of a person, whose name is told apart as operators' names are.
    pub fn keymap(&self, person: &str) -> Keymap {
        self.people.get(&fold(person)).map(|person| Keymap::of(&person.keys)).unwrap_or_default()
    }

    /// Keeps the keys of a person.
    pub fn keep_keys(&mut self, person: &str, keys: BTreeMap<String, String>) {
        let name = fold(person);
        if keys.is_empty() {
            self.people.remove(&name);
        } else {
            self.people.insert(name, Person { keys });
        }
    }

    /// Puts a study on top of the recent ones.
    pub fn remember(&mut self, study: &Path) {
        self.recent.retain(|known| known != study);
        self.recent.insert(0, study.to_owned());
        self.recent.truncate(RECENT_MOST);
    }

    /// Adds a practice; the oldest are forgotten.
    pub fn remember_practice(&mut self, practised: Practised) {
        self.practised.push(practised);
        let surplus = self.practised.len().saturating_sub(PRACTISED_MOST);
        self.practised.drain(..surplus);
    }

    fn within_bounds(mut self) -> Self {
        self.text_size = self.text_size.clamp(*TEXT_SIZES.start(), *TEXT_SIZES.end());
        self.volume = self.volume.clamp(*VOLUMES.start(), *VOLUMES.end());
        self.recent.truncate(RECENT_MOST);
        self.window = self.window.filter(|place| {
            [place.width, place.height].iter().all(|side| side.is_finite() && *side > 0.0)
                && [place.left, place.top].iter().flatten().all(|edge| edge.is_finite())
        });
        self
    }
}

/// The file that settings are kept in.
#[derive(Clone, Debug)]
pub struct SettingsFile {
    path: Option<PathBuf>,
}

impl SettingsFile {
    /// The file of this user: in `RECTO_CONFIG_DIR` if set, else where the system keeps settings.
    pub fn of_user() -> Self {
        let folder = std::env::var_os("RECTO_CONFIG_DIR").map(PathBuf::from).or_else(|| {
            directories::ProjectDirs::from("", "", "recto").map(|dirs| dirs.config_dir().to_owned())
        });
        Self { path: folder.map(|folder| folder.join("settings.toml")) }
    }

    /// The file in a folder.
    pub fn inside(folder: &Path) -> Self {
        Self { path: Some(folder.join("settings.toml")) }
    }

    /// Kept nowhere.
    pub fn none() -> Self {
        Self { path: None }
    }

    /// What is remembered, if the file can be read; nothing is set aside.
    pub fn peek(&self) -> Option<Settings> {
        let text = std::fs::read_to_string(self.path.as_ref()?).ok()?;
        toml::from_str::<Settings>(&text).ok().map(Settings::within_bounds)
    }

    /// What is remembered. A damaged file is set aside under another name, which is given back.
    pub fn load(&self) -> (Settings, Option<PathBuf>) {
        let Some(path) = &self.path else { return (Settings::default(), None) };
        let text = match std::fs::read(path) {
            Ok(bytes) => String::from_utf8(bytes).unwrap_or_else(|_| "\0".to_owned()),
            Err(_) => return (Settings::default(), None),
        };
        match toml::from_str::<Settings>(&text) {
            Ok(settings) => (settings.within_bounds(), None),
            Err(error) => {
                tracing::warn!("settings are damaged: {}", error.message());
                let aside = path.with_extension("damaged.toml");
                std::fs::rename(path, &aside).ok();
                (Settings::default(), Some(aside))
            }
        }
    }

    /// Keeps the settings, whole or not at all.
    pub fn save(&self, settings: &Settings) -> std::io::Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        let folder = path.parent().unwrap_or_else(|| Path::new("."));
        std::fs::create_dir_all(folder)?;
        let text = toml::to_string_pretty(settings).map_err(std::io::Error::other)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(())
    }
}

/// Keeps settings on a thread of its own, so that the window never waits for the disk; of several
/// changes in a row the last counts.
pub struct SettingsKeeper {
    changes: Option<Sender<Settings>>,
    failed: Receiver<std::io::Error>,
    thread: Option<JoinHandle<()>>,
}

impl SettingsKeeper {
    /// Begins to keep settings in a file.
    pub fn start(file: SettingsFile) -> Self {
        let (changes, incoming) = channel::<Settings>();
        let (failures, failed) = channel();
        let keep = move || {
            while let Ok(first) = incoming.recv() {
                let newest = incoming.try_iter().last().unwrap_or(first);
                if let Err(error) = file.save(&newest) {
                    failures.send(error).ok();
                }
            }
        };
        let thread = std::thread::Builder::new().name("recto-settings".to_owned()).spawn(keep).ok();
        Self { changes: Some(changes), failed, thread }
    }

    /// Hands settings over to be kept.
    pub fn keep(&self, settings: &Settings) {
        if let Some(changes) = &self.changes {
            changes.send(settings.clone()).ok();
        }
    }

    /// Why settings could not be kept, once for each time.
    pub fn failure(&self) -> Option<std::io::Error> {
        self.failed.try_recv().ok()
    }

    /// Waits until everything handed over is kept; for the end of the program.
    pub fn finish(&mut self) {
        self.changes = None;
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DESIGN 5.9 and the window's memory: what is kept comes back, whole.
    #[test]
    fn settings_come_back() {
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::inside(folder.path());
        let mut settings = Settings { text_size: 130, theme: ThemeChoice::Dark, ..Settings::default() };
        settings.remember(Path::new("/tmp/a.recto"));
        settings.remember(Path::new("/tmp/b.recto"));
        settings.remember(Path::new("/tmp/a.recto"));
        settings.window =
            Some(WindowPlace { width: 900.0, height: 700.0, left: None, top: Some(4.0), maximized: true });
        file.save(&settings).unwrap();
        assert_eq!(file.load(), (settings, None));
    }

    /// A damaged settings file is set aside, and the program starts as new.
    #[test]
    fn a_damaged_file_is_set_aside() {
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::inside(folder.path());
        for damaged in [&b"text_size = \"large\""[..], b"\xff\xfe", b"[[["] {
            std::fs::write(folder.path().join("settings.toml"), damaged).unwrap();
            let (settings, aside) = file.load();
            assert_eq!(settings, Settings::default());
            assert_eq!(std::fs::read(aside.unwrap()).unwrap(), damaged);
            assert!(!folder.path().join("settings.toml").exists());
        }
    }

    /// Values outside their bounds are brought inside.
    #[test]
    fn bounds_hold() {
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::inside(folder.path());
        std::fs::write(
            folder.path().join("settings.toml"),
            "text_size = 2000\n[window]\nwidth = nan\nheight = 3.0\nmaximized = false",
        )
        .unwrap();
        let (settings, aside) = file.load();
        assert_eq!((settings.text_size, settings.window, aside), (200, None, None));
    }
}
