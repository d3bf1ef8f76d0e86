//! Sounds and a person's keys: what the window keeps of them and how they change.

use super::App;
use crate::desktop::keymap::{Keymap, Refused};
use crate::desktop::settings::VOLUMES;
use crate::desktop::sound::{Cue, Hearing, Sounder};
use crate::desktop::widgets::{Notice, Tone};

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
}
