//! What a new study is made from: its file, the questionnaire's file, the sheets expected.

use std::path::PathBuf;

use egui::Ui;

use super::path::typed_path;
use crate::desktop::context::{Action, NewStudy, ScreenContext};
use crate::desktop::picker::{FileQuestion, Purpose};
use crate::desktop::widgets::{Button, TextField, soft};
use crate::text;

/// What was typed so far.
#[derive(Debug, Default)]
pub struct NewStudyDialog {
    questionnaire: String,
    path: String,
    first: String,
    last: String,
    problems: Problems,
}

#[derive(Debug, Default)]
struct Problems {
    questionnaire: Option<&'static str>,
    path: Option<&'static str>,
    sheets: Option<&'static str>,
}

impl NewStudyDialog {
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
            self.sheets_ui(ui, context);
            super::buttons(ui, context, &text!(language, "desktop-make"), true)
        });
        if enter || clicked {
            self.accept(context);
        }
    }

    fn sheets_ui(&mut self, ui: &mut Ui, context: &ScreenContext<'_>) {
        let language = context.language;
        let (first, last) = (text!(language, "desktop-new-first"), text!(language, "desktop-new-last"));
        ui.horizontal(|ui| {
            TextField::new("first sheet", &first).width(150.0).show(ui, context.tokens, &mut self.first);
            TextField::new("last sheet", &last).width(150.0).show(ui, context.tokens, &mut self.last);
        });
        let remark = self.problems.sheets.unwrap_or("desktop-new-sheets-remark");
        soft(ui, context.tokens, &text!(language, remark));
    }

    fn accept(&mut self, context: &mut ScreenContext<'_>) {
        let sheets = self.sheets();
        self.problems = Problems {
            questionnaire: self.questionnaire.trim().is_empty().then_some("desktop-new-questionnaire-empty"),
            path: self.path.trim().is_empty().then_some("desktop-new-file-empty"),
            sheets: sheets.is_err().then_some("desktop-new-sheets-wrong"),
        };
        let Ok(sheets) = sheets else { return };
        if self.problems.questionnaire.is_some() || self.problems.path.is_some() {
            return;
        }
        let mut path = typed_path(&self.path);
        if path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("recto")) {
            path.as_mut_os_string().push(".recto");
        }
        context.ask(Action::CloseOverlay);
        context.ask(Action::CreateStudy(NewStudy {
            path,
            questionnaire: typed_path(&self.questionnaire),
            sheets,
        }));
    }

    /// Both numbers, in order, or neither.
    fn sheets(&self) -> Result<Option<(u32, u32)>, ()> {
        match (self.first.trim(), self.last.trim()) {
            ("", "") => Ok(None),
            (first, last) => match (first.parse(), last.parse()) {
                (Ok(first), Ok(last)) if first <= last => Ok(Some((first, last))),
                _ => Err(()),
            },
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// DESIGN 9: the sheets expected are a range, or unknown.
    #[test]
    fn sheets_are_a_range_or_nothing() {
        let with = |first: &str, last: &str| {
            NewStudyDialog { first: first.into(), last: last.into(), ..NewStudyDialog::default() }.sheets()
        };
        assert_eq!(with("", " "), Ok(None));
        assert_eq!(with("1", "148"), Ok(Some((1, 148))));
        for (first, last) in [("1", ""), ("", "9"), ("9", "1"), ("a", "b"), ("-1", "4")] {
            assert_eq!(with(first, last), Err(()), "{first} {last}");
        }
    }
}
