//! What is reached by keyboard, said to a screen reader, and changed by a person for themselves.

use std::collections::HashSet;

use egui::accesskit::{Live, Role};
use recto::questionnaire::read;
use recto::study::{Station, Study};
use recto::text;

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use recto::desktop::screen::{Overlay, Screen};
use recto::desktop::settings::Settings;
use recto::texts::Language;

use super::questionnaire;
use crate::bench::Bench;

impl Bench {
    /// A study of a few sheets, opened.
    fn with_study(language: Language, definition: &str) -> Self {
        let mut bench = Self::new(language);
        let path = bench.folder.path().join("essai.recto");
        let questionnaire = read(definition.as_bytes()).questionnaire.unwrap();
        Study::create(&path, &questionnaire, &Station::new("test")).unwrap().close().unwrap();
        bench.harness.state_mut().as_mut().unwrap().open(path);
        bench.until("the study", |app| app.state().study);
        bench
    }

    /// Keys of the paper; `<` is Backspace.
    fn keyed(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '<' => self.key(Key::Backspace),
                letter => self.type_text(&letter.to_string()),
            }
        }
    }

    /// What a screen reader reads out by itself, and whether it cuts short what it is reading.
    fn heard(&self) -> Vec<(String, Live)> {
        let nodes = self.harness.root().children_recursive();
        nodes
            .filter_map(|node| {
                let node = node.accesskit_node();
                Some((node.label().or_else(|| node.value())?, node.live()))
            })
            .filter(|(_, live)| *live != Live::Off)
            .collect()
    }
}

/// Issue 3, DESIGN 12: a screen reader hears the stop and why, then what was accepted; in both languages.
#[test]
fn a_screen_reader_hears_answers_and_stops() {
    for (language, stop, accepted) in [
        (Language::French, "Arrêt. I1 N°\u{a0}: La lettre ne correspond pas au numéro.", "12/12/2024"),
        (Language::English, "Stop. I1 No.: The letter does not belong to the number.", "12 Dec 2024"),
    ] {
        let mut bench = Bench::with_study(language, &std::fs::read_to_string(questionnaire()).unwrap());
        bench.key(Key::Num1);
        bench.burst("Amina", Key::Enter);
        bench.until("the keying", |app| matches!(app.screen(), Screen::Keying(_)));
        bench.keyed("0001T");
        let heard = bench.heard();
        assert_eq!(heard.len(), 1, "{heard:?}");
        assert_eq!(heard[0].1, Live::Assertive);
        assert_eq!(heard[0].0, stop);
        bench.keyed("<0001B12122024");
        let heard = bench.heard();
        assert_eq!(heard[0].1, Live::Polite, "{heard:?}");
        assert!(heard[0].0.contains("I2") && heard[0].0.contains(accepted), "{heard:?}");
        // The question with its choices, where the cursor went: the town.
        bench.keyed("12");
        let focused = bench.harness.root().children_recursive().find(|node| node.is_focused());
        let focused = focused.unwrap();
        let node = focused.accesskit_node();
        let (name, offered) = (node.label().unwrap(), node.description().unwrap_or_default());
        assert!(name.contains("I4"), "{name}");
        assert!(offered.contains("1 Marseille, 2 Martigues"), "{offered}");
        assert!(bench.heard()[0].0.contains("I3b"), "{:?}", bench.heard());
    }
}

/// What is heard after keys, on a card with every kind of question: the keys (`<` Backspace, `>` Enter), whether
/// it cuts short what is read, and the words.
const HEARD: [(&str, Live, &str); 21] = [
    ("001", Live::Polite, "001"),
    ("310224", Live::Assertive, "Arrêt. 1"),
    ("<020324", Live::Polite, "02/03/2024"),
    ("12", Live::Polite, "12"),
    ("7", Live::Assertive, "Arrêt. 3"),
    ("<2", Live::Polite, "Bénévole"),
    ("1,5", Live::Polite, "1,5"),
    ("ad>", Live::Polite, "a, d"),
    ("2", Live::Polite, "Bon"),
    ("3", Live::Polite, "Très bon"),
    ("3", Live::Polite, "Très bon"),
    ("0930", Live::Polite, "1 : 09:30"),
    ("1", Live::Polite, "1 : 1 – Cuisine"),
    ("2", Live::Polite, "1 : 2 – Bon"),
    ("Bien>", Live::Polite, "1 : Bien"),
    ("0930", Live::Polite, "2 : 09:30"),
    ("1", Live::Polite, "2 : 1 – Cuisine"),
    ("2", Live::Polite, "2 : 2 – Bon"),
    (">>", Live::Polite, "2 : "),
    ("99", Live::Assertive, "Arrêt. "),
    ("<15", Live::Polite, "15"),
];

/// Issue 3, DESIGN 12: in every kind of question, tables included, the answer is heard with its question
/// and its line, a stop before anything else; two lines that say the same are both heard.
#[test]
fn every_kind_of_question_is_heard() {
    let card = include_str!("../../../questionnaires/satisfaction-evenement.toml");
    let mut bench = Bench::with_study(Language::French, card);
    bench.key(Key::Num1);
    bench.burst("Amina", Key::Enter);
    bench.until("the keying", |app| matches!(app.screen(), Screen::Keying(_)));
    let mut before = String::new();
    for (keys, live, words) in HEARD {
        for letter in keys.chars() {
            match letter {
                '>' => bench.key(Key::Enter),
                letter => bench.keyed(&letter.to_string()),
            }
        }
        let heard = bench.heard();
        let said = heard[0].0.replace('\u{a0}', " ");
        assert_eq!((heard.len(), heard[0].1), (1, live), "{keys}: {heard:?}");
        assert!(said.contains(words), "{keys}: {said} says not {words}");
        assert_ne!(said, before, "{keys}: what says the same is not read out");
        before = said;
    }
}

/// Roles of what can be acted on.
const ACTED_ON: [Role; 6] =
    [Role::Button, Role::Link, Role::RadioButton, Role::CheckBox, Role::TextInput, Role::ListBoxOption];

/// DESIGN 12, issue 3: on every screen whatever can be acted on has a name and is reached with Tab.
#[test]
fn everything_is_reached_with_tab() {
    let mut bench = Bench::with_study(Language::French, &std::fs::read_to_string(questionnaire()).unwrap());
    for screen in ["study", "export", "help", "settings", "keys", "home"] {
        match screen {
            "export" => bench.key(Key::E),
            "help" => bench.key(Key::F1),
            "settings" => bench.ctrl(Key::Comma),
            "keys" => {
                bench.harness.get_by_label_contains(&text!(Language::French, "senses-tab-keys")).click();
                bench.settle();
            }
            "home" => {
                bench.ctrl(Key::W);
                bench.until("home", |app| matches!(app.screen(), Screen::Home(_)));
            }
            _ => {}
        }
        let acted_on: Vec<_> = bench
            .harness
            .root()
            .children_recursive()
            .filter(|node| {
                let node = node.accesskit_node();
                ACTED_ON.contains(&node.role()) && !node.is_disabled()
            })
            .map(|node| (node.accesskit_node().id(), node.accesskit_node().label().unwrap_or_default()))
            .collect();
        assert!(acted_on.len() >= 3, "{screen}: {acted_on:?}");
        let mut reached = HashSet::new();
        for _ in 0..acted_on.len() * 2 + 10 {
            bench.harness.key_press(Key::Tab);
            bench.harness.step();
            bench.harness.step();
            reached.extend(
                bench
                    .harness
                    .root()
                    .children_recursive()
                    .find(|node| node.is_focused())
                    .map(|node| node.accesskit_node().id()),
            );
        }
        for (id, name) in acted_on {
            assert!(!name.trim().is_empty(), "{screen}: something has no name");
            assert!(reached.contains(&id), "{screen}: {name} is not reached with Tab");
        }
    }
}

/// Issue 3: keys belong to a person, whose name is told apart as operators' names are, and everything
/// that shows keys shows theirs.
#[test]
fn keys_follow_the_person() {
    let mut settings = Settings { language: Some(Language::French), ..Settings::default() };
    let keys = [("palette", "Ctrl+J"), ("key-note", "F11")];
    let keys = keys.map(|(name, key)| (name.to_owned(), key.to_owned()));
    settings.keep_keys("Amina  Diallo", keys.into_iter().collect());
    let mut bench = Bench::with(settings, []);
    let path = bench.folder.path().join("essai.recto");
    let survey = read(std::fs::read(questionnaire()).unwrap().as_slice()).questionnaire.unwrap();
    Study::create(&path, &survey, &Station::new("test")).unwrap().close().unwrap();
    bench.harness.state_mut().as_mut().unwrap().open(path);
    bench.until("the study", |app| app.state().study);
    assert!(bench.sees("Ctrl K") || bench.harness.query_by_label("Commandes").is_some());
    bench.key(Key::Num1);
    bench.burst("AMINA diallo", Key::Enter);
    bench.until("the keying", |app| matches!(app.screen(), Screen::Keying(_)));
    assert!(bench.sees("F11") && !bench.sees("F4"), "the hints below show the person's key");
    bench.ctrl(Key::K);
    assert!(bench.app().overlay().is_none(), "the usual key is free");
    bench.ctrl(Key::J);
    assert!(matches!(bench.app().overlay(), Some(Overlay::Palette(_))));
    bench.key(Key::Escape);
    bench.key(Key::F1);
    assert!(bench.sees("Ctrl J") && bench.sees("F11"));
}

/// Issue 3: a key is changed by pressing it; a clash is refused with the name of the other command, a
/// reserved key with the reason, and both can be read where they happened. What is changed holds at once.
#[test]
fn a_key_is_changed_by_pressing_it() {
    let mut bench = Bench::new(Language::French);
    bench.ctrl(Key::Comma);
    bench.harness.get_by_label_contains(&text!(Language::French, "senses-tab-keys")).click();
    bench.settle();
    let row = text!(Language::French, "desktop-command-palette");
    for (modifiers, key, answer) in [
        (Modifiers::COMMAND, Key::N, "«\u{a0}Nouvelle étude…\u{a0}»"),
        (Modifiers::COMMAND, Key::P, "«\u{a0}Garder comme sur le papier\u{a0}»"),
        (Modifiers::NONE, Key::Enter, "la même pour tout le monde"),
        (Modifiers::NONE, Key::Delete, "Verr Num"),
        (Modifiers::COMMAND, Key::J, ""),
    ] {
        bench.harness.get_by_label_contains(&format!("{row}\u{a0}:")).click_accesskit();
        bench.settle();
        assert!(bench.sees(&text!(Language::French, "keys-press")));
        bench.press(modifiers, key);
        if answer.is_empty() {
            assert!(bench.sees("Remettre Ctrl K"));
        } else {
            assert!(bench.heard().iter().any(|(heard, _)| heard.contains(answer)), "{:?}", bench.heard());
        }
        assert!(matches!(bench.app().screen(), Screen::Settings(_)));
    }
    bench.ctrl(Key::K);
    assert!(bench.app().overlay().is_none());
    bench.ctrl(Key::J);
    assert!(matches!(bench.app().overlay(), Some(Overlay::Palette(_))));
    bench.key(Key::Escape);
    bench.harness.get_by_label("Remettre Ctrl K").click_accesskit();
    bench.settle();
    bench.ctrl(Key::K);
    assert!(matches!(bench.app().overlay(), Some(Overlay::Palette(_))));
}
