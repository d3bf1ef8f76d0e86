//! The window without a display: the whole `App`, driven by keys, read through the accessibility tree.

mod practising;
mod senses;
mod supervising;

use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use recto::desktop::command::{Command, State};
use recto::desktop::screen::{Overlay, Screen};
use recto::desktop::settings::{Settings, SettingsFile};
use recto::texts::Language;

use super::bench::{Bench, SCREEN};

fn questionnaire() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("questionnaires/m2s-impact-2024.toml")
}

/// DESIGN 12: the empty state says what to do next: open, new, demo, each with its key.
#[test]
fn home_shows_the_three_ways_to_begin() {
    let bench = Bench::new(Language::French);
    for words in ["Ouvrir une étude…", "Nouvelle étude…", "Démonstration…", "Rien d’ouvert jusqu’ici"]
    {
        assert!(bench.sees(words), "{words}");
    }
}

/// DESIGN 12: French and English, switched at once.
#[test]
fn the_language_switches_at_once_and_is_remembered() {
    let mut bench = Bench::new(Language::French);
    bench.harness.get_by_label("English").click();
    bench.settle();
    assert!(bench.sees("Open a study…") && !bench.sees("Ouvrir une étude…"));
    bench.ctrl(Key::L);
    assert!(bench.sees("Ouvrir une étude…"));
    // Kept on a thread of its own, soon.
    let file = SettingsFile::inside(bench.folder.path());
    let kept = (0..500).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        file.load().0.language == Some(Language::French)
    });
    assert!(kept);
}

/// DESIGN 4.4, 12: the palette opens with Ctrl+K, finds a command by a few letters and runs it, also
/// when letters and Enter come in one frame.
#[test]
fn the_palette_runs_a_command_by_keyboard() {
    for burst in [false, true] {
        let mut bench = Bench::new(Language::French);
        bench.ctrl(Key::K);
        assert!(matches!(bench.app().overlay(), Some(Overlay::Palette(_))));
        if burst {
            bench.burst("reglages", Key::Enter);
        } else {
            bench.type_text("reglages");
            bench.key(Key::Enter);
        }
        assert!(bench.app().overlay().is_none());
        assert!(matches!(bench.app().screen(), Screen::Settings(_)), "burst {burst}");
        bench.key(Key::Escape);
        assert!(matches!(bench.app().screen(), Screen::Home(_)));
    }
}

/// DESIGN 4.5: a dialog takes the keyboard, Escape closes it, and no command acts behind it.
#[test]
fn nothing_acts_behind_a_dialog() {
    let mut bench = Bench::new(Language::English);
    bench.ctrl(Key::N);
    assert!(matches!(bench.app().overlay(), Some(Overlay::NewStudy(_))));
    bench.key(Key::F1);
    assert!(matches!(bench.app().screen(), Screen::Home(_)));
    bench.key(Key::Enter);
    assert!(bench.sees("Choose the questionnaire’s file."));
    bench.key(Key::Escape);
    assert!(bench.app().overlay().is_none());
}

/// DESIGN 4.4, 12: every command is in the help and in the menu, in both languages.
#[test]
fn every_command_is_reachable() {
    for language in Language::ALL {
        let mut bench = Bench::new(language);
        bench.harness.get_by_label(&recto::text!(language, "desktop-menu")).click();
        bench.settle();
        for command in Command::ALL {
            assert!(bench.sees(&recto::text!(language, command.text_id())), "menu: {command:?}");
        }
        bench.key(Key::Escape);
        bench.key(Key::F1);
        for command in Command::ALL.into_iter().filter(|command| command.shortcut().is_some()) {
            assert!(bench.sees(&recto::text!(language, command.text_id())), "help: {command:?}");
        }
        let idle = State { on_home: true, ..State::default() };
        assert!(Command::OpenStudy.available(&idle) && !Command::Settle.available(&idle));
    }
}

/// DESIGN 12: the size of text goes from 80 to 200 %, and everything stays within the window.
#[test]
fn text_grows_and_shrinks_within_bounds() {
    let mut bench = Bench::new(Language::French);
    for _ in 0..14 {
        bench.ctrl(Key::Plus);
    }
    assert_eq!(bench.app().settings().text_size, 200);
    for _ in 0..14 {
        bench.ctrl(Key::Minus);
    }
    assert_eq!(bench.app().settings().text_size, 80);
    bench.ctrl(Key::Num0);
    assert_eq!(bench.app().settings().text_size, 100);
}

/// DESIGN 15: where the system's dialog cannot be shown, the path is typed; an error says what happened.
#[test]
fn a_typed_path_stands_in_for_the_file_dialog() {
    let mut bench =
        Bench::with(Settings { language: Some(Language::English), ..Settings::default() }, [None]);
    bench.ctrl(Key::O);
    assert!(matches!(bench.app().overlay(), Some(Overlay::Path(_))), "the path can still be typed");
    let nowhere = bench.folder.path().join("nowhere.recto");
    bench.burst(&nowhere.to_string_lossy(), Key::Enter);
    bench.until("the refusal", |app| !app.state().busy);
    assert!(bench.sees("nowhere.recto") && bench.sees("Try again"));
    bench.harness.get_by_label("Close").click();
    bench.settle();
    assert!(!bench.sees("Try again"));
}

/// Issue 2: from nothing to a study by keyboard; who keys is asked; the study closes into one file and
/// is remembered.
#[test]
fn a_new_study_by_keyboard() {
    let mut bench = Bench::new(Language::French);
    let path = bench.folder.path().join("essai.recto");
    bench.ctrl(Key::N);
    bench.type_text(&questionnaire().to_string_lossy());
    bench.key(Key::Tab);
    bench.key(Key::Tab);
    bench.burst(&path.to_string_lossy(), Key::Enter);
    bench.until("the study", |app| app.state().study);
    assert!(matches!(bench.app().screen(), Screen::Study(_)));
    assert!(bench.sees("Prenez la première fiche de la pile") || bench.sees("fiches en première passe"));
    bench.key(Key::Num1);
    assert!(matches!(bench.app().overlay(), Some(Overlay::Who(_))));
    bench.burst("Amina", Key::Enter);
    bench.until("the keying", |app| matches!(app.screen(), Screen::Keying(_)));
    assert_eq!(bench.app().settings().operator, "Amina");
    bench.ctrl(Key::W);
    bench.until("the end of the study", |app| app.study().is_none());
    assert!(matches!(bench.app().screen(), Screen::Home(_)));
    assert_eq!(bench.app().settings().recent, [std::path::absolute(&path).unwrap()]);
    bench.harness.state_mut().as_mut().unwrap().close();
    assert!(path.exists() && !path.with_extension("recto-wal").exists());
}

/// DESIGN 12, 13: an export from the window by keys, asked before it writes over a file.
#[test]
fn an_export_asks_before_it_writes_over_a_file() {
    let mut bench = Bench::new(Language::French);
    let path = bench.folder.path().join("essai.recto");
    let definition = std::fs::read(questionnaire()).unwrap();
    let definition = recto::questionnaire::read(&definition).questionnaire.unwrap();
    let station = recto::study::Station::new("test");
    recto::study::Study::create(&path, &definition, &station).unwrap().close().unwrap();
    bench.harness.state_mut().as_mut().unwrap().open(path.clone());
    bench.until("the study", |app| app.state().study);
    let target = path.with_extension("xlsx");
    std::fs::write(&target, "precious").unwrap();
    bench.key(Key::E);
    assert!(matches!(bench.app().screen(), Screen::Export(_)));
    bench.key(Key::Enter);
    bench.until("the question", |app| matches!(app.overlay(), Some(Overlay::Overwrite(_))));
    assert_eq!(std::fs::read(&target).unwrap(), b"precious");
    bench.key(Key::Enter);
    bench.until("the file", |app| !app.state().busy && app.overlay().is_none());
    assert!(bench.sees("est écrit"));
    assert_ne!(std::fs::read(&target).unwrap(), b"precious");
}

/// DESIGN 5.1, 5.9: a copy is a study of its own; it is never written over another file unasked, and
/// never over the study itself.
#[test]
fn a_copy_is_never_written_over_a_file_unasked() {
    let mut bench = Bench::new(Language::English);
    let path = bench.folder.path().join("essai.recto");
    let definition =
        recto::questionnaire::read(&std::fs::read(questionnaire()).unwrap()).questionnaire.unwrap();
    let station = recto::study::Station::new("test");
    recto::study::Study::create(&path, &definition, &station).unwrap().close().unwrap();
    bench.harness.state_mut().as_mut().unwrap().open(path.clone());
    bench.until("the study", |app| app.state().study);
    let copy = bench.folder.path().join("essai 2024-11-19.recto");
    std::fs::write(&copy, "precious").unwrap();
    bench.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    bench.key(Key::Enter);
    bench.until("the question", |app| matches!(app.overlay(), Some(Overlay::Overwrite(_))));
    assert_eq!(std::fs::read(&copy).unwrap(), b"precious");
    bench.key(Key::Enter);
    bench.until("the copy", |app| !app.state().busy && app.overlay().is_none());
    recto::study::Study::open_read_only(&copy).unwrap();
}

/// DESIGN 12: at 1366 × 768 in French, nothing on home, settings and help sticks out of the window to
/// the right.
#[test]
fn nothing_sticks_out_sideways() {
    let mut bench = Bench::new(Language::French);
    for key in [None, Some((Modifiers::NONE, Key::F1)), Some((Modifiers::COMMAND, Key::Comma))] {
        if let Some((modifiers, key)) = key {
            bench.key(Key::Escape);
            bench.press(modifiers, key);
        }
        let outside: Vec<String> = bench
            .harness
            .root()
            .children_recursive()
            .filter(|node| node.accesskit_node().label().is_some_and(|label| !label.is_empty()))
            .filter(|node| node.rect().right() > SCREEN.x + 9.0)
            .map(|node| format!("{:?} {:?}", node.accesskit_node().label(), node.rect()))
            .collect();
        assert!(outside.is_empty(), "{outside:#?}");
    }
}
