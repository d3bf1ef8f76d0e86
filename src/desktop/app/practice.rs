//! Practice and speed, as the window carries them out: batches made on their thread, figures read on the
//! study's.

use std::path::PathBuf;

use jiff::tz::TimeZone;

use super::{App, Failure};
use crate::desktop::context::AfterSupervisor;
use crate::desktop::dialogs::practice::PracticeDialog;
use crate::desktop::screen::{Overlay, Screen};
use crate::desktop::screens::pace::PaceScreen;
use crate::desktop::screens::practice::PracticeScreen;
use crate::desktop::study_thread::{PracticeOrder, PracticeSource, Practising};

impl App {
    pub(super) fn ask_practice(&mut self) {
        let needs_file = self.study.is_none();
        let name = self.settings.operator.clone();
        self.overlay = Some(Overlay::Practice(PracticeDialog::new(name, needs_file)));
    }

    pub(super) fn start_practice(&mut self, operator: String, file: Option<PathBuf>) {
        let open = self.study.as_ref().and_then(|study| study.questionnaire()).cloned();
        let source = match (file, open) {
            (Some(path), _) => PracticeSource::File(path),
            (None, Some(questionnaire)) => PracticeSource::Open(questionnaire),
            (None, None) => return,
        };
        let now = (self.clock)();
        // Each batch is another one.
        let seed = now.as_millisecond().unsigned_abs();
        let today = now.to_zoned(TimeZone::UTC).date();
        if self.settings.operator != operator {
            self.change_settings(|settings| settings.operator.clone_from(&operator));
        }
        self.make_practice(PracticeOrder { operator, source, seed, today });
    }

    pub(super) fn practise_again(&mut self) {
        if let Some(order) = self.practised.clone() {
            let seed = (self.clock)().as_millisecond().unsigned_abs().max(order.seed + 1);
            self.make_practice(PracticeOrder { seed, ..order });
        }
    }

    fn make_practice(&mut self, order: PracticeOrder) {
        self.failure = None;
        self.practised = Some(order.clone());
        match Practising::start(order, self.settings.language(), self.ctx.clone()) {
            Ok(practising) => {
                self.practising = Some(practising);
                self.starting = true;
            }
            Err(error) => self.failure = Some(Failure { text: error.to_string(), again: None }),
        }
    }

    pub(super) fn hear_practice(&mut self) {
        let Some(made) = self.practising.as_ref().and_then(Practising::answer) else { return };
        self.practising = None;
        match made {
            Ok(batch) => self.begin_work(Screen::Practice(Box::new(PracticeScreen::new(batch)))),
            Err(text) => {
                self.starting = false;
                self.early_events.clear();
                self.failure = Some(Failure { text, again: None });
            }
        }
    }

    /// A keyer sees their own speed, a supervisor everybody's.
    pub(super) fn show_pace(&mut self) {
        match self.keyer.filter(|_| self.keyer_at_work) {
            Some(keyer) => {
                self.read_pace();
                self.go(Screen::Pace(PaceScreen::new(Some(keyer))));
            }
            None => self.supervise(AfterSupervisor::Pace),
        }
    }

    pub(super) fn read_pace(&mut self) {
        if let Some(study) = &mut self.study {
            study.read_activity();
        }
    }
}
