//! What a new study is made from: its file, the questionnaire's file.

use std::path::PathBuf;

use egui::Ui;

use super::path::{file_row, typed_path};
use crate::desktop::context::{Action, NewStudy, ScreenContext};
use crate::desktop::picker::Purpose;
use crate::desktop::study_thread::NotOpened;
use crate::desktop::widgets::{TextField, problem_line, soft};
use crate::text;

/// What was typed so far.
#[derive(Debug, Default)]
pub struct NewStudyDialog {
    questionnaire: String,
    path: String,
    problems: Problems,
    /// Why the questionnaire cannot be read.
    unreadable: Option<String>,
    /// Why the study could not be made otherwise.
    failure: Option<String>,
}

#[derive(Debug, Default)]
struct Problems {
    questionnaire: Option<&'static str>,
    path: Option<&'static str>,
}

impl NewStudyDialog {
    /// The study could not be made: why. What is wrong with the questionnaire stands beside its file.
    pub fn failed(&mut self, why: NotOpened) {
        match why {
            NotOpened::Questionnaire(text) => self.unreadable = Some(text),
            NotOpened::Study(text) => self.failure = Some(text),
        }
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
            let problem = problem.or_else(|| self.unreadable.clone());
            let name = text!(language, "desktop-new-questionnaire");
            let field = TextField::new("new questionnaire", &name).problem(problem.as_deref());
            file_row(ui, context, field, &mut self.questionnaire, (Purpose::Questionnaire, &name));
            let problem = self.problems.path.map(|id| text!(language, id));
            let name = text!(language, "desktop-new-file");
            let field = TextField::new("new file", &name).problem(problem.as_deref());
            file_row(ui, context, field, &mut self.path, (Purpose::NewStudy, &name));
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
        (self.unreadable, self.failure) = (None, None);
        context.ask(Action::CreateStudy(NewStudy { path, questionnaire: typed_path(&self.questionnaire) }));
    }
}
