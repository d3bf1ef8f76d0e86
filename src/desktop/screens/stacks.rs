//! The stacks of a study: its batches and who holds them, and the sheets that are void or missing. For a
//! supervisor. What is allowed is the study's to say.

use egui::{ScrollArea, Ui};

use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::dialogs::plan::plan_button;
use crate::desktop::stacks::{StackRow, Stacks};
use crate::desktop::study_thread::Change;
use crate::desktop::tokens::size;
use crate::desktop::widgets::{
    Button, TextField, bold, card, choice, desk, heading, key_hint, label, link, soft, status_bar, top_bar,
};
use crate::keying::Absence;
use crate::study::batches::numbers_of;
use crate::study::{Pass, Said};
use crate::text;
use crate::texts::whole_number;

/// Width of the column of forms.
const FORMS_WIDTH: f32 = 400.0;
/// Height of a row of the list of absent sheets.
const ROW: f32 = 26.0;
/// A list taller than this scrolls by itself.
const MOST_HEIGHT: f32 = 240.0;

/// The screen with what is typed in its forms.
#[derive(Debug, Default)]
pub struct StacksScreen {
    name: String,
    numbers: String,
    /// The part of `numbers` that is none.
    bad_number: Option<String>,
    sheet: String,
    absence: Option<Absence>,
    reason: String,
    bad_sheet: Option<&'static str>,
    /// The batch being handed out, for which pass, to whom.
    handing: Option<(usize, Pass, String)>,
    /// Which form waits to be emptied once its change is kept.
    sent: Option<Form>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Batch,
    Sheet,
    HandOut,
}

impl StacksScreen {
    /// A change is kept: its form is empty again.
    pub fn changed(&mut self) {
        match self.sent.take() {
            Some(Form::Batch) => (self.name, self.numbers) = Default::default(),
            Some(Form::Sheet) => (self.sheet, self.reason) = Default::default(),
            Some(Form::HandOut) => self.handing = None,
            None => {}
        }
    }

    /// Paints the screen.
    pub fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let language = context.language;
        top_bar(ui, context, &[&text!(language, "stacks-title")], |_, _| {});
        status_bar(
            ui,
            context,
            |_, _| {},
            |ui, context| {
                let back = crate::desktop::command::Command::Back;
                let key = back.shortcut().map(|key| crate::desktop::command::key_name(language, key));
                let does = text!(language, "desktop-back-short");
                key_hint(ui, context.tokens, &key.unwrap_or_default(), &does);
            },
        );
        let stacks = context.study.as_ref().and_then(|study| study.stacks.clone());
        desk(ui, context.tokens, |ui| {
            let Some(stacks) = stacks else {
                soft(ui, context.tokens, &text!(language, "desktop-reading"));
                return;
            };
            let room = ui.available_width();
            if room < 900.0 {
                ui.spacing_mut().item_spacing.y = size::GAP;
                self.forms_ui(ui, context);
                self.lists_ui(ui, context, &stacks);
                return;
            }
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 26.0;
                ui.vertical(|ui| {
                    ui.set_width(room - FORMS_WIDTH - 26.0);
                    ui.spacing_mut().item_spacing.y = size::GAP;
                    self.lists_ui(ui, context, &stacks);
                });
                ui.vertical(|ui| {
                    ui.set_width(FORMS_WIDTH);
                    ui.spacing_mut().item_spacing.y = size::GAP;
                    self.forms_ui(ui, context);
                });
            });
        });
    }

    fn lists_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>, stacks: &Stacks) {
        let (tokens, language) = (context.tokens, context.language);
        card(ui, tokens, |ui| {
            heading(ui, tokens, &text!(language, "stacks-batches"));
            if stacks.rows.is_empty() {
                label(ui, tokens, &text!(language, "stacks-batches-empty"));
            }
            for (at, row) in stacks.rows.iter().enumerate() {
                ui.add_space(6.0);
                self.batch_ui(ui, context, at, row);
            }
        });
        card(ui, tokens, |ui| absent_ui(ui, context, stacks));
    }

    fn batch_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>, at: usize, row: &StackRow) {
        let (tokens, language) = (context.tokens, context.language);
        let shown = |count: usize| whole_number(language, count as i64);
        ui.horizontal(|ui| {
            bold(ui, tokens, &row.batch.name);
            soft(
                ui,
                tokens,
                &text!(
                    language,
                    "stacks-sheets",
                    count = row.progress.sheets,
                    shown = shown(row.progress.sheets)
                ),
            );
            if row.progress.absent > 0 {
                soft(ui, tokens, &text!(language, "stacks-absent-of-batch", count = row.progress.absent));
            }
            if link(ui, tokens, &text!(language, "stacks-withdraw-batch", name = row.batch.name.as_str()))
                .clicked()
            {
                context.ask(Action::Change(Change::WithdrawBatch(row.batch.clone())));
            }
        });
        for pass in [Pass::First, Pass::Second] {
            let (holder, done, id) = match pass {
                Pass::First => (&row.first, row.progress.first_done, "stacks-first-of-batch"),
                Pass::Second => (&row.second, row.progress.second_done, "stacks-second-of-batch"),
            };
            ui.horizontal(|ui| {
                let nobody = text!(language, "stacks-nobody");
                let who = holder.as_deref().unwrap_or(&nobody);
                label(ui, tokens, &text!(language, id, done = shown(done), who = who.to_owned()));
                let hand = text!(language, "stacks-hand-out", name = row.batch.name.as_str());
                if link(ui, tokens, &hand).clicked() {
                    self.handing = Some((at, pass, holder.clone().unwrap_or_default()));
                    let name = text!(language, "stacks-hand-out-to");
                    ui.memory_mut(|memory| memory.request_focus(TextField::new("hand out", &name).id()));
                }
                if holder.is_some() && link(ui, tokens, &text!(language, "stacks-take-back")).clicked() {
                    let (batch, to) = (row.batch.clone(), None);
                    context.ask(Action::Change(Change::HandOut { batch, pass, to }));
                }
            });
            if self.handing.as_ref().is_some_and(|(of, for_pass, _)| (*of, *for_pass) == (at, pass)) {
                self.handing_ui(ui, context, row, pass);
            }
        }
    }

    fn handing_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>, row: &StackRow, pass: Pass) {
        let (tokens, language) = (context.tokens, context.language);
        let Some((.., to)) = &mut self.handing else { return };
        let name = text!(language, "stacks-hand-out-to");
        let response = TextField::new("hand out", &name).width(280.0).show(ui, tokens, to);
        let entered = response.has_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let mut given = false;
        ui.horizontal(|ui| {
            given = Button::primary(&text!(language, "stacks-do-hand-out")).show(ui, tokens).clicked();
        });
        if (entered || given) && !to.trim().is_empty() {
            let (batch, to) = (row.batch.clone(), Some(to.trim().to_owned()));
            self.sent = Some(Form::HandOut);
            context.ask(Action::Change(Change::HandOut { batch, pass, to }));
        }
    }

    fn forms_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let tokens = context.tokens;
        card(ui, tokens, |ui| self.new_batch_ui(ui, context));
        card(ui, tokens, |ui| self.declare_ui(ui, context));
        plan_button(ui, context);
    }

    fn new_batch_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let (tokens, language) = (context.tokens, context.language);
        heading(ui, tokens, &text!(language, "stacks-new-batch"));
        let name = text!(language, "stacks-batch-name");
        let first = TextField::new("batch name", &name).show(ui, tokens, &mut self.name);
        let problem =
            self.bad_number.as_ref().map(|part| text!(language, "stacks-no-number", part = part.as_str()));
        let numbers = text!(language, "stacks-batch-numbers");
        let field = TextField::new("batch numbers", &numbers).hint("1-50, 60").problem(problem.as_deref());
        let second = field.show(ui, tokens, &mut self.numbers);
        let here = first.has_focus() || second.has_focus();
        let entered = here && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let does = text!(language, "stacks-make-batch");
        let enabled = !self.name.trim().is_empty() && !self.numbers.trim().is_empty();
        let clicked = Button::primary(&does).enabled(enabled).show(ui, tokens).clicked();
        if !(enabled && (clicked || entered)) {
            return;
        }
        let Some(questionnaire) = context.study.as_ref().and_then(|study| study.questionnaire().cloned())
        else {
            return;
        };
        match numbers_of(&questionnaire, &self.numbers) {
            Ok(numbers) => {
                self.bad_number = None;
                self.sent = Some(Form::Batch);
                context.ask(Action::Change(Change::MakeBatch { name: self.name.clone(), numbers }));
            }
            Err(part) => self.bad_number = Some(part),
        }
    }

    fn declare_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let (tokens, language) = (context.tokens, context.language);
        heading(ui, tokens, &text!(language, "stacks-declare"));
        let problem = self.bad_sheet.map(|id| text!(language, id, part = self.sheet.as_str()));
        let sheet = text!(language, "stacks-declare-sheet");
        let field = TextField::new("declared sheet", &sheet).problem(problem.as_deref());
        let first = field.show(ui, tokens, &mut self.sheet);
        let absence = self.absence.get_or_insert(Absence::Missing);
        let options = [
            (Absence::Missing, text!(language, "stacks-is-missing")),
            (Absence::Void, text!(language, "stacks-is-void")),
        ];
        choice(ui, tokens, &text!(language, "stacks-declare"), absence, &options);
        let absence = *absence;
        let reason = text!(language, "stacks-declare-reason");
        let second = TextField::new("declared reason", &reason).show(ui, tokens, &mut self.reason);
        let here = first.has_focus() || second.has_focus();
        let entered = here && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let enabled = !self.sheet.trim().is_empty() && !self.reason.trim().is_empty();
        let does = text!(language, "stacks-do-declare");
        let clicked = Button::primary(&does).enabled(enabled).show(ui, tokens).clicked();
        if !(enabled && (clicked || entered)) {
            return;
        }
        let Some(questionnaire) = context.study.as_ref().and_then(|study| study.questionnaire().cloned())
        else {
            return;
        };
        match numbers_of(&questionnaire, &self.sheet).as_deref() {
            Ok([number]) => {
                let reason = self.reason.trim().to_owned();
                let said = match absence {
                    Absence::Void => Said::Void { reason },
                    Absence::Missing => Said::Missing { reason },
                };
                self.bad_sheet = None;
                self.sent = Some(Form::Sheet);
                context.ask(Action::Change(Change::Declare { number: number.clone(), said: Some(said) }));
            }
            _ => self.bad_sheet = Some("stacks-no-number"),
        }
    }
}

/// The void and missing sheets, why and by whom.
fn absent_ui(ui: &mut Ui, context: &mut ScreenContext<'_>, stacks: &Stacks) {
    let (tokens, language) = (context.tokens, context.language);
    let count = text!(language, "stacks-absent", void = stacks.void, missing = stacks.missing);
    heading(ui, tokens, &count);
    if stacks.absent.is_empty() {
        label(ui, tokens, &text!(language, "stacks-absent-empty"));
        return;
    }
    ui.spacing_mut().interact_size.y = ROW;
    ScrollArea::vertical().id_salt("absent").max_height(MOST_HEIGHT).auto_shrink([false, true]).show_rows(
        ui,
        ROW,
        stacks.absent.len(),
        |ui, rows| {
            for row in &stacks.absent[rows] {
                ui.horizontal(|ui| {
                    ui.set_height(ROW);
                    if link(ui, tokens, &row.absent.number).clicked() {
                        context.ask(Action::GoSheet(row.absent.number.clone()));
                    }
                    let id = match row.absent.absence {
                        Absence::Void => "stacks-absent-void",
                        Absence::Missing => "stacks-absent-missing",
                    };
                    let (reason, by) = (row.absent.reason.as_str(), row.by.as_str());
                    label(ui, tokens, &text!(language, id, reason = reason, by = by));
                    if link(
                        ui,
                        tokens,
                        &text!(language, "stacks-withdraw", number = row.absent.number.as_str()),
                    )
                    .clicked()
                    {
                        let number = row.absent.number.clone();
                        context.ask(Action::Change(Change::Declare { number, said: None }));
                    }
                });
            }
        },
    );
}
