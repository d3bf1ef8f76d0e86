//! A changed questionnaire: its file and its map, what it changes, and then whether it is taken (DESIGN 5.12).

use std::path::PathBuf;

use egui::{RichText, Ui};

use super::path::{file_row, typed_path};
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::picker::Purpose;
use crate::desktop::study_thread::{Order, Outcome, Proposal};
use crate::desktop::theme;
use crate::desktop::tokens::text_size;
use crate::desktop::widgets::{TextField, soft};
use crate::text;
use crate::texts::Language;

/// Compares, shows, adds.
#[derive(Debug, Default)]
pub struct ReviseDialog {
    questionnaire: String,
    map: String,
    problem: Option<String>,
    proposal: Option<Box<Proposal>>,
    waiting: bool,
}

impl ReviseDialog {
    /// The system's dialog answered.
    pub fn picked(&mut self, path: PathBuf) {
        self.questionnaire = path.to_string_lossy().into_owned();
        self.proposal = None;
    }

    /// The study's thread answered.
    pub fn answered(&mut self, outcome: Outcome) {
        self.waiting = false;
        match outcome {
            Outcome::Compared(proposal) => {
                self.problem = None;
                self.proposal = Some(proposal);
            }
            Outcome::Failed(why) => {
                self.proposal = None;
                self.problem = Some(why);
            }
            Outcome::Revised(_) | Outcome::Erased(..) | Outcome::Protected => {}
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let language = context.language;
        let title = text!(language, "supervision-revise-title");
        let first = TextField::new("revise questionnaire", "").id();
        let (enter, clicked) = super::dialog(ui, context, &title, first, |ui, context| {
            self.files(ui, context);
            if let Some(problem) = &self.problem {
                let words = RichText::new(problem).font(theme::regular(text_size::SMALL));
                ui.label(words.color(context.tokens.red));
            }
            match &self.proposal {
                Some(proposal) => {
                    ui.vertical(|ui| comparison(ui, context, proposal));
                }
                None => {
                    soft(ui, context.tokens, &text!(language, "supervision-revise-remark"));
                }
            }
            let free = self.proposal.as_ref().is_some_and(|proposal| proposal.revision.is_free());
            let does = if free { "supervision-revise-take" } else { "supervision-revise-compare" };
            super::buttons(ui, context, &text!(language, does), !self.waiting)
        });
        if (enter || clicked) && !self.waiting {
            self.accept(context);
        }
    }

    fn files(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let (language, tokens) = (context.language, context.tokens);
        let name = text!(language, "supervision-revise-file");
        let field = TextField::new("revise questionnaire", &name);
        let asked = (Purpose::Questionnaire, name.as_str());
        let mut changed = file_row(ui, context, field, &mut self.questionnaire, asked);
        let name = text!(language, "supervision-revise-map");
        changed |= TextField::new("revise map", &name).show(ui, tokens, &mut self.map).changed();
        if changed {
            // What is shown is always what would be taken.
            self.proposal = None;
        }
    }

    fn accept(&mut self, context: &mut ScreenContext<'_>) {
        let free = self.proposal.take_if(|proposal| proposal.revision.is_free());
        let order = match free {
            Some(proposal) => Order::Revise(proposal),
            None if self.questionnaire.trim().is_empty() => {
                self.problem = Some(text!(context.language, "desktop-new-questionnaire-empty"));
                return;
            }
            None => Order::Compare {
                questionnaire: typed_path(&self.questionnaire),
                map: (!self.map.trim().is_empty()).then(|| typed_path(&self.map)),
            },
        };
        self.waiting = true;
        context.ask(Action::Supervise(order));
    }
}

/// What changes, what stands in the way, and what becomes of the sheets keyed before.
fn comparison(ui: &mut Ui, context: &ScreenContext<'_>, proposal: &Proposal) {
    let (language, tokens) = (context.language, context.tokens);
    let title = |ui: &mut Ui, id: &str| {
        ui.label(RichText::new(text!(language, id)).font(theme::semibold(text_size::BASE)).color(tokens.ink));
    };
    ui.spacing_mut().item_spacing.y = 6.0;
    let revision = &proposal.revision;
    if !revision.refusals.is_empty() {
        title(ui, "study-revise-refusals");
        for refusal in &revision.refusals {
            line(ui, &format!("× {}", refusal.text(language)), tokens.red);
        }
        line(ui, &text!(language, "supervision-revise-refused"), tokens.ink);
    }
    if !revision.changes.is_empty() {
        title(ui, "study-revise-changes");
        for change in &revision.changes {
            line(ui, &format!("• {}", change.text(language)), tokens.ink);
        }
    } else if revision.is_free() {
        line(ui, &text!(language, "study-revise-none"), tokens.ink);
    }
    soft(ui, tokens, &keyed(proposal.sheets, language));
}

fn keyed(sheets: usize, language: Language) -> String {
    text!(language, "study-revise-keyed", sheets = sheets)
}

fn line(ui: &mut Ui, words: &str, colour: egui::Color32) {
    ui.label(RichText::new(words).font(theme::regular(text_size::SMALL)).color(colour));
}
