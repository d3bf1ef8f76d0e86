//! The keys of keying and settling with what they do, in the order of help and of the printed card, as
//! the person at work has them.

use super::command::{Command, Group};
use super::keymap::{Bound, Keymap, WorkKey};
use crate::export::key_card::{KeyCard, Part};
use crate::questionnaire::{Missing, Questionnaire};
use crate::text;
use crate::texts::Language;

/// Keys as printed on the keyboard, and what they do.
pub type KeyRow = (Vec<String>, String);

/// What keys are listed for.
#[derive(Clone, Copy)]
pub struct Listing<'a> {
    /// The person's keys.
    pub keymap: &'a Keymap,
    /// The questionnaire that names missing keys, where one is open.
    pub questionnaire: Option<&'a Questionnaire>,
    /// The language.
    pub language: Language,
}

impl Listing<'_> {
    fn fixed(&self, keys: &[&str], does: &str) -> KeyRow {
        let name = |key: &&str| match key.starts_with("desktop-") {
            true => text!(self.language, key),
            false => (*key).to_owned(),
        };
        (keys.iter().map(name).collect(), text!(self.language, does))
    }

    fn work(&self, work: &[WorkKey], does: &str) -> KeyRow {
        let names = work.iter().flat_map(|work| self.keymap.names(self.language, Bound::Work(*work)));
        (names.collect(), text!(self.language, does))
    }

    /// Missing answers: the questionnaire's own words and keys, else the usual ones.
    fn missing(&self) -> Vec<KeyRow> {
        let Some(questionnaire) = self.questionnaire else {
            let usual = [
                (Missing::Blank, "desktop-keying-blank"),
                (Missing::DontKnow, "desktop-keying-dont-know"),
                (Missing::Refused, "desktop-keying-refused"),
                (Missing::Illegible, "desktop-keying-illegible"),
            ];
            return usual.map(|(means, does)| self.work(&[WorkKey::Missing(means)], does)).into();
        };
        let own = questionnaire.missing.iter().map(|code| {
            let mut keys = vec![code.key.to_string()];
            let bound = Bound::Work(WorkKey::Missing(code.means));
            if self.keymap.is_changed(bound) {
                keys.insert(0, self.keymap.missing_name(self.language, code));
            }
            if code.key == '.' {
                keys.push(",".to_owned());
            }
            (keys, code.label.get(self.language.code()).to_owned())
        });
        own.collect()
    }

    /// Answering.
    pub fn answering(&self) -> Vec<KeyRow> {
        let mut rows = vec![
            self.fixed(&["desktop-key-digits"], "desktop-keying-digits"),
            self.fixed(&["desktop-key-enter"], "desktop-keying-enter"),
        ];
        rows.extend(self.missing());
        rows.push(self.work(&[WorkKey::Repeat], "desktop-keying-repeat"));
        rows.push(self.work(&[WorkKey::Keep], "desktop-keying-keep"));
        rows.push(self.fixed(&["desktop-key-shift-enter"], "desktop-keying-line"));
        rows
    }

    /// Moving and mending.
    pub fn moving(&self) -> Vec<KeyRow> {
        vec![
            self.fixed(&["desktop-key-backspace"], "desktop-keying-backspace"),
            self.fixed(&["desktop-key-up", "desktop-key-down"], "desktop-keying-arrows"),
            self.fixed(&["desktop-key-up"], "stacks-does-finished-sheets"),
            self.work(&[WorkKey::GoTo], "desktop-keying-go-to"),
            self.work(&[WorkKey::Note], "desktop-keying-note"),
            self.work(&[WorkKey::RestBlank], "desktop-keying-rest-blank"),
            self.work(&[WorkKey::Constant], "verifying-does-constant"),
            self.work(&[WorkKey::Unreadable], "desktop-keying-declare"),
            self.work(&[WorkKey::Undo], "senses-does-undo"),
            self.work(&[WorkKey::Redo], "senses-does-redo"),
            self.fixed(&["desktop-key-escape"], "desktop-keying-pause"),
            (vec![self.keymap.name(self.language, Command::Help)], text!(self.language, "senses-does-help")),
        ]
    }

    /// Settling differences.
    pub fn settling(&self) -> Vec<KeyRow> {
        vec![
            self.work(&[WorkKey::ShowBoth], "keys-work-show-both"),
            self.fixed(&["A", "B", "C"], "desktop-keying-pick"),
            self.work(&[WorkKey::Skipped], "keys-work-skipped"),
            self.work(&[WorkKey::Unreadable], "senses-does-unreadable"),
            self.work(&[WorkKey::Order], "senses-does-order"),
            self.fixed(&["desktop-key-enter"], "senses-does-confirm"),
            self.fixed(&["desktop-key-down"], "senses-does-later"),
            self.work(&[WorkKey::Undo], "senses-does-take-back"),
            self.fixed(&["desktop-key-escape"], "senses-does-leave"),
        ]
    }

    /// Commands of the window that have a key.
    pub fn commands(&self, group: Group) -> Vec<KeyRow> {
        let commands = Command::ALL.into_iter().filter(|command| command.group() == group);
        let row = |command| {
            let key = self.keymap.name(self.language, command);
            (!key.is_empty()).then(|| (vec![key], text!(self.language, command.text_id())))
        };
        commands.filter_map(row).collect()
    }

    /// The card to be printed.
    pub fn card(&self, person: &str) -> KeyCard {
        let language = self.language;
        let title = self.questionnaire.map(|it| it.title.get(language.code()).to_owned());
        let whose = (!person.is_empty()).then(|| text!(language, "keys-of", name = person));
        let subtitle: Vec<String> = whose.into_iter().chain(title).collect();
        let capital = |(keys, does): KeyRow| (keys, with_capital(&does));
        let part = |heading: &str, rows: Vec<KeyRow>| Part {
            heading: text!(language, heading),
            rows: rows.into_iter().map(capital).collect(),
        };
        KeyCard {
            title: text!(language, "keys-card-title"),
            subtitle: subtitle.join(" · "),
            parts: vec![
                part("keys-card-answering", self.answering()),
                part("keys-card-moving", self.moving()),
                part("keys-card-settling", self.settling()),
                part("keys-card-study", self.commands(Group::Study)),
                part("keys-card-window", self.commands(Group::Window)),
            ],
            foot: text!(
                language,
                "keys-card-stop",
                keep = self.keymap.work_name(language, WorkKey::Keep),
                backspace = text!(language, "desktop-key-backspace")
            ),
            language: language.code().to_owned(),
        }
    }
}

/// The text with a capital first.
fn with_capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desktop::keymap::Chord;
    use crate::export::key_card;
    use crate::questionnaire::read;

    const SURVEY: &str = include_str!("../../questionnaires/m2s-impact-2024.toml");

    /// Issue 3: the card has the person's own keys and the questionnaire's codes, in both languages, is
    /// large enough to be read and the same each time; it is written whole, and over nothing unasked.
    #[test]
    fn the_card_has_ones_own_keys() {
        let survey = read(SURVEY.as_bytes()).questionnaire.unwrap();
        let kept = [("key-keep", "F11"), ("key-blank", "!"), ("palette", "Ctrl+J")];
        let kept = kept.map(|(name, key)| (name.to_owned(), key.to_owned()));
        let keymap = Keymap::of(&kept.into_iter().collect());
        for language in Language::ALL {
            let listing = Listing { keymap: &keymap, questionnaire: Some(&survey), language };
            let card = listing.card("Amina");
            let keys: Vec<&str> = card
                .parts
                .iter()
                .flat_map(|part| &part.rows)
                .flat_map(|(keys, _)| keys)
                .map(String::as_str)
                .collect();
            for key in ["F11", "!", "Ctrl J", "F2"] {
                assert!(keys.contains(&key), "{language:?} {key}: {keys:?}");
            }
            assert!(!keys.contains(&"F3") && !keys.contains(&"Ctrl K"), "{keys:?}");
            for code in &survey.missing {
                let label = code.label.get(language.code());
                assert!(card.parts[0].rows.iter().any(|(_, does)| does == label), "{label}");
            }
            assert!(card.foot.contains("F11") && card.subtitle.contains("Amina"));
            assert!(key_card::smallest_pt(&card) >= 8.0, "{language:?}: {}", key_card::smallest_pt(&card));
            let bytes = key_card::bytes(&card).unwrap();
            assert!(bytes.starts_with(b"%PDF-") && bytes == key_card::bytes(&card).unwrap());
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("card.pdf");
            std::fs::write(&path, "precious").unwrap();
            assert!(key_card::write(&card, &path, false).is_err());
            assert_eq!(std::fs::read(&path).unwrap(), b"precious");
            key_card::write(&card, &path, true).unwrap();
            assert_eq!(std::fs::read(&path).unwrap(), bytes);
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
        }
        let other = Chord::Character('!');
        assert_eq!(keymap.owner(other), Some(Bound::Work(WorkKey::Missing(Missing::Blank))));
    }
}
