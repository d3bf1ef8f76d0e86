//! Protecting the people asked: erasing one sheet or all identifying content (DESIGN 5.10), and the settings
//! that say when and what is masked. Asks twice before anything is erased, and shows what was done.

use std::path::PathBuf;

use egui::{RichText, Ui};
use jiff::civil::Date;

use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::study_thread::{Order, Outcome};
use crate::desktop::theme;
use crate::desktop::tokens::text_size;
use crate::desktop::widgets::{Button, TextField, choice, soft};
use crate::study::Scope;
use crate::text;
use crate::texts::{Language, date};

/// What is to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum What {
    #[default]
    Sheet,
    Identifying,
    Settings,
}

/// How far it is.
#[derive(Debug, Default)]
enum Stage {
    /// Filling in.
    #[default]
    Form,
    /// Asked again.
    Confirm,
    /// The study's thread works.
    Running,
    /// What was done, and where the certificate is.
    Done(String, Option<PathBuf>),
}

/// Erases, or changes what protects.
#[derive(Debug, Default)]
pub struct EraseDialog {
    operator: String,
    what: What,
    number: String,
    reason: String,
    retention: String,
    small_cells: String,
    problem: Option<String>,
    stage: Stage,
    /// The fields are back, and the first is to have the keyboard again.
    back: bool,
}

impl EraseDialog {
    /// With the supervisor's name used last time, and the settings as they are.
    pub fn new(operator: String, small_cells: u32, retention: Option<Date>, language: Language) -> Self {
        let retention = retention.map(|until| date(language, until)).unwrap_or_default();
        Self { operator, small_cells: small_cells.to_string(), retention, ..Self::default() }
    }

    /// The study's thread answered.
    pub fn answered(&mut self, outcome: &Outcome, language: Language) {
        self.stage = match outcome {
            Outcome::Erased(erased, certificate) => {
                let done = match &erased.tombstone.number {
                    Some(number) => text!(language, "supervision-erased-sheet", number = number.as_str()),
                    None => text!(language, "supervision-erased-identifying"),
                };
                Stage::Done(done, Some(certificate.clone()))
            }
            Outcome::Protected => Stage::Done(text!(language, "supervision-protected"), None),
            Outcome::Failed(why) => {
                self.problem = Some(why.clone());
                self.back = true;
                Stage::Form
            }
            Outcome::Compared(_) | Outcome::Revised(_) => return,
        };
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let language = context.language;
        if std::mem::take(&mut self.back) {
            super::dialog_closed(ui.ctx());
        }
        let title = text!(language, "supervision-erase-title");
        let first = TextField::new("erase operator", "").id();
        let (enter, clicked) = super::dialog(ui, context, &title, first, |ui, context| match &self.stage {
            Stage::Form => self.form(ui, context),
            Stage::Confirm => self.confirm(ui, context),
            Stage::Running => {
                soft(ui, context.tokens, &text!(language, "desktop-erasing"));
                false
            }
            Stage::Done(done, certificate) => {
                ui.label(RichText::new(done).font(theme::regular(text_size::BASE)).color(context.tokens.ink));
                if let Some(path) = certificate {
                    let shown = path.display().to_string();
                    soft(ui, context.tokens, &text!(language, "supervision-certificate", path = shown));
                    soft(ui, context.tokens, &text!(language, "supervision-copies"));
                    let folder = path.parent().map(std::path::Path::to_owned);
                    let show = text!(language, "desktop-export-show-folder");
                    if Button::plain(&show).show(ui, context.tokens).clicked()
                        && let Some(folder) = folder
                    {
                        context.ask(Action::ShowFolder(folder));
                    }
                }
                super::close_button(ui, context, &text!(language, "supervision-close"))
            }
        });
        if enter || clicked {
            self.accept(context);
        }
    }

    fn form(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) -> bool {
        let (language, tokens) = (context.language, context.tokens);
        let name = text!(language, "desktop-who-supervisor");
        TextField::new("erase operator", &name).show(ui, tokens, &mut self.operator);
        let options = [
            (What::Sheet, text!(language, "supervision-one-sheet")),
            (What::Identifying, text!(language, "supervision-all-identifying")),
            (What::Settings, text!(language, "supervision-settings")),
        ];
        choice(ui, tokens, &text!(language, "supervision-what"), &mut self.what, &options);
        let field = |ui: &mut Ui, id: &str, text: &mut String| {
            let name = text!(language, &format!("supervision-{id}"));
            TextField::new(("erase", id), &name).show(ui, tokens, text);
        };
        match self.what {
            What::Sheet => {
                field(ui, "number", &mut self.number);
                field(ui, "reason", &mut self.reason);
            }
            What::Identifying => {
                soft(ui, tokens, &text!(language, "supervision-identifying-remark"));
                field(ui, "reason", &mut self.reason);
            }
            What::Settings => {
                field(ui, "retention", &mut self.retention);
                field(ui, "small-cells", &mut self.small_cells);
                soft(ui, tokens, &text!(language, "supervision-small-cells-remark"));
            }
        }
        if let Some(problem) = &self.problem {
            ui.label(RichText::new(problem).font(theme::regular(text_size::SMALL)).color(tokens.red));
        }
        let does = if self.what == What::Settings { "supervision-keep" } else { "supervision-go-on" };
        super::buttons(ui, context, &text!(language, does), true)
    }

    fn confirm(&self, ui: &mut Ui, context: &mut ScreenContext<'_>) -> bool {
        let language = context.language;
        let asks = match self.what {
            What::Sheet => text!(language, "supervision-sure-sheet", number = self.number.trim()),
            _ => text!(language, "supervision-sure-identifying"),
        };
        ui.label(RichText::new(asks).font(theme::semibold(text_size::BASE)).color(context.tokens.ink));
        soft(ui, context.tokens, &text!(language, "supervision-for-ever"));
        soft(ui, context.tokens, &text!(language, "supervision-copies"));
        super::buttons(ui, context, &text!(language, "supervision-erase"), true)
    }

    fn accept(&mut self, context: &mut ScreenContext<'_>) {
        let language = context.language;
        match self.stage {
            Stage::Form => match self.order(language) {
                Err(id) => self.problem = Some(text!(language, id)),
                Ok(order @ Order::Protect { .. }) => self.send(order, context),
                Ok(_) => {
                    self.problem = None;
                    self.stage = Stage::Confirm;
                }
            },
            Stage::Confirm => {
                if let Ok(order) = self.order(language) {
                    self.send(order, context);
                }
            }
            Stage::Running => {}
            Stage::Done(..) => context.ask(Action::CloseOverlay),
        }
    }

    fn send(&mut self, order: Order, context: &mut ScreenContext<'_>) {
        self.stage = Stage::Running;
        context.ask(Action::Supervise(order));
    }

    /// What is ordered, or the id of the sentence that says what is wrong.
    fn order(&self, language: Language) -> Result<Order, &'static str> {
        let operator = self.operator.split_whitespace().collect::<Vec<_>>().join(" ");
        if operator.is_empty() {
            return Err("desktop-who-empty");
        }
        let scope = match self.what {
            What::Settings => {
                let small_cells = self.small_cells.trim().parse().map_err(|_| "supervision-bad-threshold")?;
                let until = self.retention.trim();
                let read = |format| Date::strptime(format, until).ok();
                let day = match language {
                    Language::French => read("%d/%m/%Y").or_else(|| until.parse().ok()),
                    Language::English => until.parse().ok().or_else(|| read("%d/%m/%Y")),
                };
                if day.is_none() && !until.is_empty() {
                    return Err("supervision-bad-date");
                }
                return Ok(Order::Protect { operator, small_cells, retention: day });
            }
            What::Sheet if self.number.trim().is_empty() => return Err("supervision-no-number"),
            What::Sheet => Scope::Sheet(self.number.trim().to_owned()),
            What::Identifying => Scope::Identifying,
        };
        if self.reason.trim().is_empty() {
            return Err("supervision-no-reason");
        }
        Ok(Order::Erase { operator, scope, reason: self.reason.trim().to_owned() })
    }
}
