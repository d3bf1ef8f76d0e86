//! Who practises, and without an open study on which questionnaire.

use egui::Ui;

use super::path::typed_path;
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::picker::{FileQuestion, Purpose};
use crate::desktop::widgets::{Button, TextField, soft};
use crate::text;

/// What was typed so far.
#[derive(Debug)]
pub struct PracticeDialog {
    name: String,
    /// The questionnaire's file, where no study is open.
    file: Option<String>,
    incomplete: bool,
}

impl PracticeDialog {
    /// With the name used last time; `needs_file` where no study is open.
    pub fn new(name: String, needs_file: bool) -> Self {
        Self { name, file: needs_file.then(String::new), incomplete: false }
    }

    /// The system's dialog answered.
    pub fn answered(&mut self, path: &std::path::Path) {
        self.file = self.file.take().map(|_| path.to_string_lossy().into_owned());
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let language = context.language;
        let title = text!(language, "desktop-command-practice");
        let label = text!(language, "desktop-who-operator");
        let missing =
            |text: &str, id| (self.incomplete && text.trim().is_empty()).then(|| text!(language, id));
        let no_name = missing(&self.name, "desktop-who-empty");
        let no_file = self.file.as_ref().and_then(|file| missing(file, "desktop-new-questionnaire-empty"));
        let field = TextField::new("practice name", &label).problem(no_name.as_deref());
        let first = field.id();
        let (enter, clicked) = super::dialog(ui, context, &title, first, |ui, context| {
            soft(ui, context.tokens, &text!(language, "practice-remark"));
            field.show(ui, context.tokens, &mut self.name);
            if let Some(file) = &mut self.file {
                questionnaire_row(ui, context, no_file.as_deref(), file);
            }
            super::buttons(ui, context, &text!(language, "desktop-start"), true)
        });
        if enter || clicked {
            self.accept(context);
        }
    }

    fn accept(&mut self, context: &mut ScreenContext<'_>) {
        let operator = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        self.incomplete = true;
        if operator.is_empty() || self.file.as_ref().is_some_and(|file| file.trim().is_empty()) {
            return;
        }
        let questionnaire = self.file.as_deref().map(typed_path);
        context.ask(Action::CloseOverlay);
        context.ask(Action::StartPractice { operator, questionnaire });
    }
}

fn questionnaire_row(ui: &mut Ui, context: &mut ScreenContext<'_>, problem: Option<&str>, file: &mut String) {
    let language = context.language;
    ui.horizontal(|ui| {
        let name = text!(language, "desktop-new-questionnaire");
        let browse = text!(language, "desktop-browse");
        let field = TextField::new("practice questionnaire", &name).problem(problem);
        field.width(ui.available_width() - 130.0).show(ui, context.tokens, file);
        ui.vertical(|ui| {
            ui.add_space(24.0);
            if Button::plain(&browse).show(ui, context.tokens).clicked() {
                let start = (!file.trim().is_empty()).then(|| typed_path(file));
                context.ask(Action::PickFile(FileQuestion {
                    purpose: Purpose::Questionnaire,
                    title: name.clone(),
                    start,
                }));
            }
        });
    });
}
