//! Practice: a filled sheet on the left where the keyer has none on paper, the form to be keyed on the
//! right; after the last sheet, how it went (see `practice_result`). The keying is that of real sheets; its entries stay in memory.

use std::sync::Arc;

use egui::{Color32, Event, Frame, Panel, Ui};

use super::keying::{Handed, KeyingScreen};
use super::practice_result::Outcome;
use crate::desktop::answers;
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::page_view::{PageView, Sheet, Spoken, Written};
use crate::desktop::study_thread::PracticeBatch;
use crate::desktop::tokens::{Tokens, size};
use crate::desktop::widgets;
use crate::keying::Session;
use crate::keying::Terms;
use crate::keying::invented::InventedSheet;
use crate::keying::replay::Replay;
use crate::paper::lay_out;
use crate::questionnaire::{FieldId, Questionnaire};
use crate::study::{KeyingStart, Operator, OperatorId, Pass};
use crate::text;
use crate::texts::Language;

/// A practice batch being keyed, or keyed.
pub struct PracticeScreen {
    batch: PracticeBatch,
    keying: KeyingScreen,
    replay: Replay,
    paper: Option<(Language, PageView)>,
    outcome: Option<Outcome>,
}

impl PracticeScreen {
    /// At the first sheet.
    pub fn new(batch: PracticeBatch) -> Self {
        let questionnaire = &batch.questionnaire;
        let expected =
            batch.sheets.iter().map(|sheet| sheet.record.sheet_number(questionnaire).to_owned()).collect();
        let start = KeyingStart {
            operator: Operator { id: OperatorId(uuid::Uuid::nil()), name: batch.operator.clone() },
            pass: Pass::First,
            questionnaire: Arc::clone(questionnaire),
            unfinished: Vec::new(),
            last_field: None,
            begun_by_other: Vec::new(),
            previous: None,
            finished: Vec::new(),
            own_other_pass: Vec::new(),
            own: Vec::new(),
            batch: None,
            elsewhere: Vec::new(),
            declared: Vec::new(),
            terms: Terms::default(),
            not_chosen: Vec::new(),
            expected,
            today: batch.today,
        };
        Self {
            replay: Replay::new(Arc::clone(questionnaire)),
            keying: KeyingScreen::new(start.begun()),
            paper: None,
            outcome: None,
            batch,
        }
    }

    /// Takes the keys that belong to the paper, until the last sheet is done.
    pub fn take_events(&mut self, events: &mut Vec<Event>) {
        if self.outcome.is_none() {
            self.keying.take_events(events);
        }
    }

    /// Whether single letters and digits are answers.
    pub fn owns_keyboard(&self) -> bool {
        self.outcome.is_none()
    }

    /// The session on the sheets.
    pub fn session(&self) -> &Session {
        &self.keying.session
    }

    /// How it went, once it is over.
    pub fn outcome(&self) -> Option<&Outcome> {
        self.outcome.as_ref()
    }

    /// Paints the screen.
    pub fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        // Nothing here is the study's: neither its name nor its saved mark.
        let study = context.study.take();
        if self.outcome.is_none() {
            self.take_keyed(context);
        }
        match self.outcome.is_some() {
            true => self.result_ui(ui, context),
            false => self.keying_ui(ui, context),
        }
        context.study = study;
    }

    fn take_keyed(&mut self, context: &mut ScreenContext<'_>) {
        let Self { keying, replay, .. } = self;
        let mut back_to = None;
        keying.pass_on(|handed| match handed {
            Handed::Entry(entry) => replay.take(&entry),
            Handed::Fetch(keying) => back_to = Some(keying),
            Handed::Finished(_) => {}
        });
        if let Some(sheet) = back_to {
            keying.fetched(replay.sheet(sheet));
        }
        self.keying.tick(context.now);
        let finished = self.replay.finished().count();
        let left = self.keying.is_left();
        if finished >= self.batch.sheets.len() || (left && finished > 0) {
            let outcome = Outcome::new(&self.batch, &self.replay, self.keying.watch(), context.now);
            context.ask(Action::Practised(outcome.remembered.clone()));
            self.outcome = Some(outcome);
        } else if left {
            context.ask(Action::GoBack);
        }
    }

    fn keying_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let language = context.language;
        let finished = self.replay.finished().count();
        let place = text!(
            language,
            "practice-place",
            at = (finished + 1).min(self.batch.sheets.len()),
            of = self.batch.sheets.len()
        );
        let title = self.batch.questionnaire.title.get(language.code()).to_owned();
        widgets::top_bar(
            ui,
            context,
            &[&title, &text!(language, "desktop-title-practice")],
            |ui, context| {
                widgets::pill(ui, context.tokens, &place);
                widgets::pill(ui, context.tokens, &self.batch.operator);
            },
        );
        self.keying.status_ui(ui, context);
        let narrow = ui.available_width() < size::NARROW_WINDOW;
        if !self.batch.on_paper && !narrow {
            let share = (ui.available_width() * PAPER_SHARE).floor();
            self.paper_ui(ui, context, (self.shown_sheet(), None), share);
        }
        self.keying.side(ui, context);
        if !self.batch.on_paper && narrow {
            // Two pages have no room: what is keyed stands in the tile, the sheet is followed and marked.
            let (here, rest) = (self.keying.session.cursor(), ui.available_width());
            self.paper_ui(ui, context, (self.shown_sheet(), Some(here)), rest);
        } else {
            self.keying.paper(ui, context);
        }
    }

    fn result_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let language = context.language;
        let title = self.batch.questionnaire.title.get(language.code()).to_owned();
        widgets::top_bar(
            ui,
            context,
            &[&title, &text!(language, "desktop-title-practice")],
            |ui, context| {
                widgets::pill(ui, context.tokens, &self.batch.operator);
            },
        );
        widgets::status_bar(ui, context, |_, _| {}, super::practice_result::hints);
        let shown = self.outcome.as_ref().and_then(|outcome| {
            let (number, field) = outcome.looked_at()?;
            let numbered =
                |sheet: &InventedSheet| sheet.record.sheet_number(&self.batch.questionnaire) == number;
            Some((self.batch.sheets.iter().position(numbered)?, field))
        });
        if let Some((sheet, field)) = shown {
            let share = (ui.available_width() * PAPER_SHARE).floor();
            self.paper_ui(ui, context, (sheet, Some(field)), share);
        }
        if let Some(outcome) = &mut self.outcome {
            outcome.ui(ui, context, &self.batch);
        }
    }

    /// The sheet whose number is being keyed, else the one that comes next.
    fn shown_sheet(&self) -> usize {
        let session = &self.keying.session;
        let number = session.number().or(session.offered_number()).unwrap_or_default();
        let numbered = |sheet: &InventedSheet| sheet.record.sheet_number(&self.batch.questionnaire) == number;
        let finished = || self.replay.finished().count().min(self.batch.sheets.len() - 1);
        self.batch.sheets.iter().position(numbered).unwrap_or_else(finished)
    }

    /// A filled sheet, by its place in the batch, with the question that is marked on it.
    fn paper_ui(
        &mut self,
        ui: &mut Ui,
        context: &ScreenContext<'_>,
        (at, marked): (usize, Option<FieldId>),
        width: f32,
    ) {
        let (language, tokens) = (context.language, context.tokens);
        let Some(sheet) = self.batch.sheets.get(at) else { return };
        let questionnaire = &*self.batch.questionnaire;
        if self.paper.as_ref().is_none_or(|(shown, _)| *shown != language) {
            let layout = Arc::new(lay_out(questionnaire, language.code()));
            self.paper = Some((language, PageView::new(questionnaire, layout)));
        }
        let followed = marked.unwrap_or(self.keying.session.cursor());
        let picture = FilledSheet { questionnaire, sheet, followed, marked, language };
        let Some((_, view)) = &mut self.paper else { return };
        Panel::left("practice paper")
            .exact_size(width)
            .resizable(false)
            .show_separator_line(true)
            .frame(Frame::new().fill(tokens.desk))
            .show(ui, |ui| view.ui(ui, tokens, &picture));
    }
}

/// How much of the window the filled sheet has.
const PAPER_SHARE: f32 = 0.45;

/// A filled sheet, to be read: not a form.
struct FilledSheet<'a> {
    questionnaire: &'a Questionnaire,
    sheet: &'a InventedSheet,
    followed: FieldId,
    marked: Option<FieldId>,
    language: Language,
}

impl Sheet for FilledSheet<'_> {
    fn written(&self, field: FieldId) -> Written {
        let inscription = self.sheet.inscription(self.questionnaire, field, self.language.code());
        Written { inscription, skipped: false, kept: false, noted: false, constant: false }
    }

    fn spoken(&self, field: FieldId) -> Spoken {
        let variable = self.questionnaire.field_variable(field);
        let answer = self.sheet.record.answer(field);
        Spoken {
            name: answers::question_name(self.questionnaire, field, self.language),
            value: answers::in_words(self.questionnaire, variable, answer, self.language),
            state: String::new(),
        }
    }

    fn active(&self) -> Option<FieldId> {
        self.marked
    }

    fn followed(&self) -> Option<FieldId> {
        Some(self.followed)
    }

    fn picture_name(&self) -> Option<String> {
        Some(text!(self.language, "practice-filled-sheet"))
    }

    fn stopped(&self) -> bool {
        false
    }

    fn pen(&self, tokens: &Tokens, _field: FieldId) -> Color32 {
        tokens.page.pen
    }

    fn dims_others(&self) -> bool {
        false
    }
}
