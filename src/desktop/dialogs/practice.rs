//! Who practises on which sheets: made-up ones beside the form, the same printed, or settled ones of the
//! study from their papers. What could not be made stands beside its field.

use std::path::PathBuf;

use egui::Ui;

use super::path::{file_row, typed_path};
use crate::desktop::context::{Action, PracticeRequest, RequestedSheets, ScreenContext};
use crate::desktop::picker::Purpose;
use crate::desktop::study_thread::NotMade;
use crate::desktop::widgets::{Button, TextField, choice, soft};
use crate::text;

/// Where the sheets to practise on are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sheets {
    /// Beside the form.
    OnScreen,
    /// Made up and printed.
    Printed,
    /// In the archive: settled sheets of the study.
    Settled,
}

/// What was typed so far.
#[derive(Debug)]
pub struct PracticeDialog {
    name: String,
    /// The questionnaire's file, where no study is open.
    file: Option<String>,
    sheets: Sheets,
    /// Whether settled sheets can be chosen: a study is open and read.
    settled: bool,
    /// The number of the printed set.
    set: String,
    /// Where its PDF goes.
    pdf: String,
    /// The settled sheets: numbers, or the name of a batch.
    numbers: String,
    incomplete: bool,
    problem: Option<NotMade>,
}

impl PracticeDialog {
    /// With the name used last time; `study` says whether the open study is read, `None` where none is
    /// open; the number proposed for a printed set, and its file.
    pub fn new(name: String, study: Option<bool>, (set, pdf): (u64, String)) -> Self {
        Self {
            name,
            file: study.is_none().then(String::new),
            sheets: Sheets::OnScreen,
            settled: study == Some(true),
            set: set.to_string(),
            pdf,
            numbers: String::new(),
            incomplete: false,
            problem: None,
        }
    }

    /// The system's dialog answered.
    pub fn answered(&mut self, purpose: Purpose, path: &std::path::Path) {
        let path = path.to_string_lossy().into_owned();
        match purpose {
            Purpose::PracticeSheets => self.pdf = path,
            _ => self.file = self.file.take().map(|_| path),
        }
    }

    /// The sheets could not be made or printed: why.
    pub fn failed(&mut self, why: NotMade) {
        self.problem = Some(why);
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let language = context.language;
        let title = text!(language, "desktop-command-practice");
        let first = TextField::new("practice name", "").id();
        let (enter, clicked) = super::dialog(ui, context, &title, first, |ui, context| {
            let label = text!(language, "desktop-who-operator");
            let empty = self.incomplete && self.name.trim().is_empty();
            let problem = empty.then(|| text!(language, "desktop-who-empty"));
            let field = TextField::new("practice name", &label).problem(problem.as_deref());
            field.show(ui, context.tokens, &mut self.name);
            self.questionnaire_ui(ui, context);
            self.sheets_ui(ui, context);
            super::buttons(ui, context, &text!(language, "desktop-start"), true)
        });
        if enter || clicked {
            self.accept(context);
        }
    }

    fn questionnaire_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let language = context.language;
        let problem = self.problem_of_file(context);
        let Some(file) = &mut self.file else { return };
        let name = text!(language, "desktop-new-questionnaire");
        let field = TextField::new("practice questionnaire", &name).problem(problem.as_deref());
        file_row(ui, context, field, file, (Purpose::Questionnaire, &name));
    }

    fn problem_of_file(&self, context: &ScreenContext<'_>) -> Option<String> {
        let empty = self.incomplete && self.file.as_ref().is_some_and(|file| file.trim().is_empty());
        match &self.problem {
            Some(NotMade::Questionnaire(why)) => Some(why.clone()),
            _ => empty.then(|| text!(context.language, "desktop-new-questionnaire-empty")),
        }
    }

    fn sheets_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let language = context.language;
        let label = text!(language, "practice-which");
        let mut options = vec![
            (Sheets::OnScreen, text!(language, "practice-which-screen")),
            (Sheets::Printed, text!(language, "practice-which-printed")),
        ];
        if self.settled {
            options.push((Sheets::Settled, text!(language, "practice-which-settled")));
        }
        if choice(ui, context.tokens, &label, &mut self.sheets, &options) {
            self.problem = None;
        }
        let remark = match self.sheets {
            Sheets::OnScreen => "practice-remark",
            Sheets::Printed => "practice-remark-printed",
            Sheets::Settled => "practice-remark-settled",
        };
        soft(ui, context.tokens, &text!(language, remark));
        match self.sheets {
            Sheets::OnScreen => self.sheets_problem_ui(ui, context),
            Sheets::Printed => self.printed_ui(ui, context),
            Sheets::Settled => {
                let name = text!(language, "practice-numbers");
                let problem = self.problem_of_sheets(context, &self.numbers);
                let field = TextField::new("practice numbers", &name).problem(problem.as_deref());
                field.hint("1-20").show(ui, context.tokens, &mut self.numbers);
            }
        }
    }

    fn sheets_problem_ui(&self, ui: &mut Ui, context: &ScreenContext<'_>) {
        if let Some(NotMade::Sheets(why)) = &self.problem {
            crate::desktop::widgets::problem_line(ui, context.tokens, why);
        }
    }

    /// What is wrong with the sheets asked for, written in a field.
    fn problem_of_sheets(&self, context: &ScreenContext<'_>, typed: &str) -> Option<String> {
        match &self.problem {
            Some(NotMade::Sheets(why)) => Some(why.clone()),
            _ if self.incomplete && typed.trim().is_empty() => {
                Some(text!(context.language, "practice-numbers-empty"))
            }
            _ => None,
        }
    }

    fn printed_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let language = context.language;
        let name = text!(language, "practice-set");
        let wrong = self.incomplete && self.set().is_none();
        let problem = wrong.then(|| text!(language, "practice-set-wrong"));
        let field = TextField::new("practice set", &name).problem(problem.as_deref());
        field.show(ui, context.tokens, &mut self.set);
        let name = text!(language, "practice-pdf");
        let problem = match &self.problem {
            Some(NotMade::Print(why)) => Some(why.clone()),
            Some(NotMade::Exists) => Some(text!(language, "practice-pdf-exists")),
            _ => None,
        };
        let field = TextField::new("practice pdf", &name).problem(problem.as_deref());
        if file_row(ui, context, field, &mut self.pdf, (Purpose::PracticeSheets, &name)) {
            self.problem = None;
        }
        let exists = matches!(self.problem, Some(NotMade::Exists));
        let does = if exists { "desktop-overwrite-do" } else { "practice-print" };
        if Button::plain(&text!(language, does)).show(ui, context.tokens).clicked() {
            self.print(context, exists);
        }
    }

    fn set(&self) -> Option<u64> {
        self.set.trim().parse().ok()
    }

    fn print(&mut self, context: &mut ScreenContext<'_>, overwrite: bool) {
        self.incomplete = true;
        let file_is_missing = self.file.as_ref().is_some_and(|file| file.trim().is_empty());
        let Some(set) = self.set().filter(|_| !file_is_missing && !self.pdf.trim().is_empty()) else {
            return;
        };
        self.problem = None;
        let path = typed_path(&self.pdf).with_extension("pdf");
        self.ask(context, RequestedSheets::Print { set, path, overwrite });
    }

    fn accept(&mut self, context: &mut ScreenContext<'_>) {
        self.incomplete = true;
        self.problem = None;
        let file_is_missing = self.file.as_ref().is_some_and(|file| file.trim().is_empty());
        if self.name.trim().is_empty() || file_is_missing {
            return;
        }
        let sheets = match (self.sheets, self.set()) {
            (Sheets::OnScreen, _) => RequestedSheets::OnScreen,
            (Sheets::Printed, Some(set)) => RequestedSheets::OnPaper(set),
            (Sheets::Settled, _) if !self.numbers.trim().is_empty() => {
                RequestedSheets::Settled(self.numbers.trim().to_owned())
            }
            (Sheets::Printed | Sheets::Settled, _) => return,
        };
        self.ask(context, sheets);
    }

    /// The dialog stays until the sheets are there.
    fn ask(&self, context: &mut ScreenContext<'_>, sheets: RequestedSheets) {
        let operator = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let questionnaire: Option<PathBuf> = self.file.as_deref().map(typed_path);
        context.ask(Action::StartPractice(PracticeRequest { operator, questionnaire, sheets }));
    }
}
