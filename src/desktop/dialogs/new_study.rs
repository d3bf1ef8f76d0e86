//! What a new study is made from: its file, the questionnaire's file.

use std::path::PathBuf;

use egui::Ui;

use super::path::typed_path;
use crate::desktop::context::{Action, NewStudy, ScreenContext};
use crate::desktop::picker::{FileQuestion, Purpose};
use crate::desktop::widgets::{Button, TextField, problem_line, soft};
use crate::text;

/// What was typed so far.
#[derive(Debug, Default)]
pub struct NewStudyDialog {
    questionnaire: String,
    path: String,
    problems: Problems,
    /// Why the study could not be made.
    failure: Option<String>,
}

#[derive(Debug, Default)]
struct Problems {
    questionnaire: Option<&'static str>,
    path: Option<&'static str>,
}

impl NewStudyDialog {
    /// The study could not be made: why.
    pub fn failed(&mut self, text: String) {
        self.failure = Some(text);
    }

    /// The system's dialog answered for one of the two files.
    pub fn answered(&mut self, purpose: Purpose, path: PathBuf) {
        let text = path.to_string_lossy().into_owned();
        match purpose {
            Purpose::Questionnaire => self.questionnaire = text,
            _ => self.path = text,
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let language = context.language;
        let title = text!(language, "desktop-command-new");
        let first = TextField::new("new questionnaire", "").id();
        let (enter, clicked) = super::dialog(ui, context, &title, first, |ui, context| {
            soft(ui, context.tokens, &text!(language, "desktop-new-remark"));
            let problem = self.problems.questionnaire.map(|id| text!(language, id));
            let name = text!(language, "desktop-new-questionnaire");
            let field = TextField::new("new questionnaire", &name).problem(problem.as_deref());
            file_row(ui, context, field, &mut self.questionnaire, Purpose::Questionnaire);
            let problem = self.problems.path.map(|id| text!(language, id));
            let name = text!(language, "desktop-new-file");
            let field = TextField::new("new file", &name).problem(problem.as_deref());
            file_row(ui, context, field, &mut self.path, Purpose::NewStudy);
            soft(ui, context.tokens, &text!(language, "desktop-new-sheets"));
            if let Some(failure) = &self.failure {
                problem_line(ui, context.tokens, failure);
            }
            super::buttons(ui, context, &text!(language, "desktop-make"), true)
        });
        if enter || clicked {
            self.accept(context);
        }
    }

    fn accept(&mut self, context: &mut ScreenContext<'_>) {
        self.problems = Problems {
            questionnaire: self.questionnaire.trim().is_empty().then_some("desktop-new-questionnaire-empty"),
            path: self.path.trim().is_empty().then_some("desktop-new-file-empty"),
        };
        if self.problems.questionnaire.is_some() || self.problems.path.is_some() {
            return;
        }
        let mut path = typed_path(&self.path);
        if path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("recto")) {
            path.as_mut_os_string().push(".recto");
        }
        // The dialog closes once the study is there: what was typed is not lost to a mistake.
        self.failure = None;
        context.ask(Action::CreateStudy(NewStudy { path, questionnaire: typed_path(&self.questionnaire) }));
    }
}

fn file_row(
    ui: &mut Ui,
    context: &mut ScreenContext<'_>,
    field: TextField<'_>,
    path: &mut String,
    purpose: Purpose,
) {
    let language = context.language;
    ui.horizontal(|ui| {
        let browse = text!(language, "desktop-browse");
        field.width(ui.available_width() - 130.0).show(ui, context.tokens, path);
        ui.vertical(|ui| {
            ui.add_space(24.0);
            if Button::plain(&browse).show(ui, context.tokens).clicked() {
                let title = if purpose == Purpose::Questionnaire {
                    "desktop-new-questionnaire"
                } else {
                    "desktop-new-file"
                };
                let start = (!path.trim().is_empty()).then(|| typed_path(path));
                context.ask(Action::PickFile(FileQuestion { purpose, title: text!(language, title), start }));
            }
        });
    });
}
