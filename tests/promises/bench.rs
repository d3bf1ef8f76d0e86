//! The whole `App` without a display, for tests: keys in, the accessibility tree out. No promise stands
//! here.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use recto::desktop::app::{App, Setup};
use recto::desktop::picker::ScriptedPicker;
use recto::desktop::settings::{Settings, SettingsFile, ThemeChoice};
use recto::texts::Language;

/// The size that everything must fit into (DESIGN 12).
pub const SCREEN: egui::Vec2 = egui::Vec2::new(1366.0, 768.0);

/// The window under test.
pub struct Bench {
    pub harness: Harness<'static, Option<App>>,
    pub folder: tempfile::TempDir,
}

fn clock() -> jiff::Timestamp {
    jiff::Timestamp::from_second(1_732_000_000).unwrap()
}

impl Bench {
    pub fn new(language: Language) -> Self {
        Self::with(
            Settings { language: Some(language), theme: ThemeChoice::Light, ..Settings::default() },
            [],
        )
    }

    pub fn with(settings: Settings, script: impl IntoIterator<Item = Option<PathBuf>>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::inside(folder.path());
        file.save(&settings).unwrap();
        let script: Vec<_> = script.into_iter().collect();
        let harness =
            Harness::builder().with_size(SCREEN + egui::vec2(16.0, 16.0)).with_max_steps(60).build_ui_state(
                move |ui, app: &mut Option<App>| {
                    let app = app.get_or_insert_with(|| {
                        let picker = ScriptedPicker::new(script.clone());
                        let setup = Setup {
                            settings_file: file.clone(),
                            picker: Box::new(picker),
                            clock,
                            demo: |_, _| Err("no demo in this test".to_owned()),
                            sound: || None,
                        };
                        App::new(ui.ctx(), setup)
                    });
                    app.frame(ui);
                },
                None,
            );
        let mut bench = Self { harness, folder };
        bench.settle();
        bench
    }

    pub fn app(&self) -> &App {
        self.harness.state().as_ref().unwrap()
    }

    pub fn settle(&mut self) {
        for _ in 0..6 {
            self.harness.step();
        }
    }

    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.deliver(presses(modifiers, key));
    }

    /// Hands events over as a window does: those of the paper never reach egui.
    fn deliver(&mut self, events: Vec<egui::Event>) {
        let mut input = std::mem::take(self.harness.input_mut());
        input.events.extend(events);
        self.harness.state_mut().as_mut().unwrap().raw_input_hook(&mut input);
        *self.harness.input_mut() = input;
        self.harness.step();
        self.settle();
    }

    pub fn key(&mut self, key: Key) {
        self.press(Modifiers::NONE, key);
    }

    pub fn ctrl(&mut self, key: Key) {
        self.press(Modifiers::COMMAND, key);
    }

    /// Everything in one frame, as a slow frame delivers it (`reference/egui.md`, 0).
    pub fn burst(&mut self, text: &str, then: Key) {
        let typed = text.chars().map(|letter| egui::Event::Text(letter.to_string()));
        self.deliver(typed.chain(presses(Modifiers::NONE, then)).collect());
    }

    /// Keys of the paper in one burst, as the session names them.
    pub fn keys(&mut self, keys: &[recto::keying::Key]) {
        use recto::keying::Key as Keyed;
        let events = keys.iter().flat_map(|key| match key {
            Keyed::Char(letter) => vec![egui::Event::Text(letter.to_string())],
            Keyed::Enter => presses(Modifiers::NONE, Key::Enter),
            Keyed::ShiftEnter => presses(Modifiers::SHIFT, Key::Enter),
            Keyed::Backspace => presses(Modifiers::NONE, Key::Backspace),
            Keyed::Tab => presses(Modifiers::NONE, Key::Tab),
            Keyed::ShiftTab => presses(Modifiers::SHIFT, Key::Tab),
            Keyed::Up => presses(Modifiers::NONE, Key::ArrowUp),
            Keyed::Down => presses(Modifiers::NONE, Key::ArrowDown),
            Keyed::Escape => presses(Modifiers::NONE, Key::Escape),
            Keyed::Function(3) => presses(Modifiers::NONE, Key::F3),
            other => panic!("{other:?} is not sent in these tests"),
        });
        self.deliver(events.collect());
    }

    pub fn type_text(&mut self, text: &str) {
        self.deliver(vec![egui::Event::Text(text.to_owned())]);
    }

    pub fn sees(&self, text: &str) -> bool {
        self.harness.query_all_by_label_contains(text).next().is_some()
    }

    /// Waits for another thread; the promise is that it comes, not when.
    pub fn until(&mut self, what: &str, holds: impl Fn(&App) -> bool) {
        let began = Instant::now();
        while !holds(self.app()) {
            assert!(began.elapsed() < Duration::from_secs(60), "waited for {what}");
            std::thread::sleep(Duration::from_millis(5));
            self.harness.step();
        }
        self.settle();
    }
}

fn presses(modifiers: Modifiers, key: Key) -> Vec<egui::Event> {
    let event = |pressed| egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
    vec![event(true), event(false)]
}
