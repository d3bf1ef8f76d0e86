//! Practice and speed, as the window carries them out: batches made on their thread, figures read on the
//! study's.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::senses::documents_folder;
use super::{App, Failure};
use crate::desktop::context::{AfterSupervisor, PracticeRequest, RequestedSheets};
use crate::desktop::dialogs::practice::PracticeDialog;
use crate::desktop::screen::{Overlay, Screen};
use crate::desktop::screens::pace::PaceScreen;
use crate::desktop::screens::practice::PracticeScreen;
use crate::desktop::study_thread::{Made, NotMade, PracticeOrder, PracticeSource, Practising, Wanted};
use crate::desktop::widgets::{Notice, Tone};
use crate::keying::invented::set_of_day;
use crate::text;

impl App {
    pub(super) fn ask_practice(&mut self) {
        let now = (self.clock)();
        // Sets of one day differ by their last two digits: a minute later it is another one.
        let which = (now.as_second() / 60).rem_euclid(100) as u8;
        let set = set_of_day(now.to_zoned(TimeZone::UTC).date(), which);
        let name = text!(self.settings.language(), "practice-printed-file", set = set.to_string());
        let proposed = documents_folder().join(name).to_string_lossy().into_owned();
        let known = self.study.as_ref().map(|study| study.review.is_some());
        let name = self.settings.operator.clone();
        let dialog = PracticeDialog::new(name, known, (set, proposed));
        self.overlay = Some(Overlay::Practice(Box::new(dialog)));
    }

    pub(super) fn start_practice(&mut self, request: PracticeRequest) {
        let PracticeRequest { operator, questionnaire, sheets } = request;
        let open = self.study.as_ref().and_then(|study| study.questionnaire()).cloned();
        let review = self.study.as_ref().and_then(|study| study.review.clone());
        let source = match (questionnaire, &sheets, &review, open) {
            (Some(path), ..) => PracticeSource::File(path),
            // In the version that its records were read in.
            (None, RequestedSheets::Settled(_), Some(review), _) => {
                PracticeSource::Open(Arc::clone(&review.snapshot.questionnaire))
            }
            (None, .., Some(questionnaire)) => PracticeSource::Open(questionnaire),
            (None, .., None) => return,
        };
        let wanted = match (sheets, review) {
            (RequestedSheets::OnScreen, _) => Wanted::OnScreen(self.fresh_seed()),
            (RequestedSheets::OnPaper(set), _) => Wanted::OnPaper(set),
            (RequestedSheets::Settled(numbers), Some(review)) => Wanted::Settled(review, numbers),
            (RequestedSheets::Settled(_), None) => return,
            (RequestedSheets::Print { set, path, overwrite }, _) => Wanted::Printed { set, path, overwrite },
        };
        let today = (self.clock)().to_zoned(TimeZone::UTC).date();
        if !operator.is_empty() && self.settings.operator != operator {
            self.change_settings(|settings| settings.operator.clone_from(&operator));
        }
        self.make_practice(PracticeOrder { operator, source, wanted, today });
    }

    /// Each batch on the screen is another one; of what lies on paper, which it is to be is asked.
    pub(super) fn practise_again(&mut self) {
        match self.practised.clone() {
            Some(order) if matches!(order.wanted, Wanted::OnScreen(_)) => {
                let wanted = Wanted::OnScreen(self.fresh_seed());
                self.make_practice(PracticeOrder { wanted, ..order });
            }
            _ => self.ask_practice(),
        }
    }

    fn fresh_seed(&self) -> u64 {
        let now = (self.clock)().as_millisecond().unsigned_abs();
        match self.practised.as_ref().map(|order| &order.wanted) {
            Some(Wanted::OnScreen(last)) => now.max(last + 1),
            _ => now,
        }
    }

    fn make_practice(&mut self, order: PracticeOrder) {
        self.failure = None;
        let prints = matches!(order.wanted, Wanted::Printed { .. });
        if !prints {
            self.practised = Some(order.clone());
        }
        match Practising::start(order, self.settings.language(), self.ctx.clone()) {
            Ok(printing) if prints => self.printing = Some(printing),
            Ok(practising) => {
                self.practising = Some(practising);
                self.starting = true;
            }
            Err(error) => self.failure = Some(Failure { text: error.to_string(), again: None }),
        }
    }

    pub(super) fn hear_practice(&mut self) {
        if let Some(made) = self.printing.as_ref().and_then(Practising::answer) {
            self.printing = None;
            self.take_practice(made);
        }
        if let Some(made) = self.practising.as_ref().and_then(Practising::answer) {
            self.practising = None;
            if made.is_err() {
                self.starting = false;
                self.early_events.clear();
            }
            self.take_practice(made);
        }
    }

    fn take_practice(&mut self, made: Result<Made, NotMade>) {
        match made {
            Ok(Made::Batch(batch)) => {
                batch.remarks.iter().for_each(|it| self.notices.push(Notice::new(Tone::Info, it.clone())));
                self.close_overlay();
                self.begin_work(Screen::Practice(Box::new(PracticeScreen::new(*batch))));
            }
            Ok(Made::Printed(path)) => {
                let path = path.display().to_string();
                let text = text!(self.settings.language(), "practice-printed", path = path);
                self.notices.push(Notice::new(Tone::Done, text));
            }
            Err(why) => self.practice_failed(why),
        }
    }

    /// What was typed in the dialog is not lost to a mistake: it stays, with why beside the field.
    fn practice_failed(&mut self, why: NotMade) {
        match (&mut self.overlay, why) {
            (Some(Overlay::Practice(dialog)), why) => dialog.failed(why),
            (_, NotMade::Questionnaire(text) | NotMade::Sheets(text) | NotMade::Print(text)) => {
                self.failure = Some(Failure { text, again: None });
            }
            (_, NotMade::Exists) => {
                let text = text!(self.settings.language(), "practice-pdf-exists");
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
