//! Sounds, a person's keys and the printed card of them: what the window keeps of them and how they change.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};

use super::App;
use crate::desktop::dialogs::overwrite::{OverwriteDialog, Writing};
use crate::desktop::key_list::Listing;
use crate::desktop::keymap::{Keymap, Refused};
use crate::desktop::screen::Overlay;
use crate::desktop::settings::VOLUMES;
use crate::desktop::sound::{Cue, Hearing, Sounder};
use crate::desktop::widgets::{Notice, Tone};
use crate::export::{ExportError, key_card};
use crate::text;

/// A card on its way to disk: where, and how it went.
pub(super) struct WritingCard {
    path: PathBuf,
    done: Receiver<Result<(), ExportError>>,
}

/// Where a file for the user is proposed to go.
pub(super) fn documents_folder() -> PathBuf {
    let user = directories::UserDirs::new();
    let folder = user.map(|user| user.document_dir().unwrap_or(user.home_dir()).to_owned());
    folder.unwrap_or_else(std::env::temp_dir)
}

impl App {
    /// The thread that plays, started when it is first wanted.
    pub(super) fn wake_sounder(&mut self) {
        if self.sounder.is_none() {
            let ctx = self.ctx.clone();
            self.sounder = Some(Sounder::start(self.sound, move || ctx.request_repaint()));
        }
    }

    /// Plays a cue, if sounds are on: where nobody chose, if there is something to play them on.
    pub(super) fn sound(&mut self, cue: Cue) {
        let on = self.settings.sounds;
        if let Some(sounder) = &self.sounder
            && on.unwrap_or_else(|| sounder.hearing() == Hearing::Yes)
        {
            sounder.play(cue, self.settings.volume);
        }
    }

    /// Plays a cue to try it.
    pub(super) fn try_sound(&mut self, cue: Cue) {
        self.wake_sounder();
        if let Some(sounder) = &self.sounder {
            sounder.look_again();
            sounder.play(cue, self.settings.volume);
        }
    }

    pub(super) fn set_volume(&mut self, volume: u8) {
        let volume = volume.clamp(*VOLUMES.start(), *VOLUMES.end());
        self.change_settings(|settings| settings.volume = volume);
        self.try_sound(Cue::Warning);
    }

    /// From now on the keys are this person's.
    pub(super) fn is_at_work(&mut self, person: &str) {
        person.clone_into(&mut self.person);
        self.keymap = self.settings.keymap(person);
        self.keymap.make_current(&self.ctx);
    }

    /// Changes the keys of the person at work.
    pub(super) fn change_keys(&mut self, change: impl FnOnce(&mut Keymap) -> Result<(), Refused>) {
        match change(&mut self.keymap) {
            Ok(()) => {
                self.keymap.make_current(&self.ctx);
                let (person, kept) = (self.person.clone(), self.keymap.kept());
                self.change_settings(|settings| settings.keep_keys(&person, kept));
            }
            Err(refused) => {
                let text = refused.text(self.settings.language());
                self.notices.push(Notice::new(Tone::Warning, text));
            }
        }
    }

    /// A name for the card, among the user's documents.
    pub(super) fn card_name(&self) -> String {
        let name = text!(self.settings.language(), "keys-card-file");
        documents_folder().join(name).to_string_lossy().into_owned()
    }

    /// Writes the card of the keys on a thread of its own.
    pub(super) fn write_card(&mut self, path: PathBuf, overwrite: bool) {
        let questionnaire = self.study.as_ref().and_then(|study| study.questionnaire());
        let listing = Listing {
            keymap: &self.keymap,
            questionnaire: questionnaire.map(|questionnaire| &**questionnaire),
            language: self.settings.language(),
        };
        let card = listing.card(&self.person);
        let (answer, done) = channel();
        let (ctx, wanted) = (self.ctx.clone(), path.clone());
        let write = move || {
            answer.send(key_card::write(&card, &wanted, overwrite)).ok();
            ctx.request_repaint();
        };
        match std::thread::Builder::new().name("recto-card".to_owned()).spawn(write) {
            Ok(_) => self.card = Some(WritingCard { path, done }),
            Err(error) => self.notices.push(Notice::new(Tone::Problem, error.to_string())),
        }
    }

    /// Hears how the writing of the card went.
    pub(super) fn hear_card(&mut self) {
        let language = self.settings.language();
        let Some(outcome) = self.card.as_ref().and_then(|card| card.done.try_recv().ok()) else { return };
        let Some(WritingCard { path, .. }) = self.card.take() else { return };
        match outcome {
            Ok(()) => {
                let path = path.display().to_string();
                self.notices.push(Notice::new(Tone::Done, text!(language, "keys-card-written", path = path)));
            }
            Err(ExportError::Exists { .. }) => {
                self.overlay =
                    Some(Overlay::Overwrite(Box::new(OverwriteDialog::new(Writing::KeyCard(path)))));
            }
            Err(error) => self.notices.push(Notice::new(Tone::Problem, error.text(language))),
        }
    }
}
