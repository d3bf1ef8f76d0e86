//! The study's plan: all its settings, whatever they are, with what each means. Nothing is known here of a
//! single one: a new field of the plan shows itself, with its texts `plan-NAME` and `plan-NAME-help`.

use egui::Ui;
use serde_json::Value;

use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::study_thread::Change;
use crate::desktop::widgets::{Button, TextField, bold, choice, soft};
use crate::study::Plan;
use crate::text;
use crate::texts::{Language, text};

/// The settings being looked at.
#[derive(Debug)]
pub struct PlanDialog {
    before: Plan,
    /// Name, value as it stands, value as typed where it is no yes or no.
    settings: Vec<(String, Value, String)>,
    /// The first setting whose value does not fit.
    misfit: Option<String>,
}

impl PlanDialog {
    /// The plan as it stands.
    pub fn new(plan: Plan) -> Self {
        let settings = plan.settings().into_iter();
        let settings = settings.map(|(name, value)| {
            let typed = written(&value);
            (name, value, typed)
        });
        Self { settings: settings.collect(), before: plan, misfit: None }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let language = context.language;
        let title = text!(language, "stacks-plan-title");
        let first = egui::Id::unique("plan");
        let (enter, clicked) = super::dialog(ui, context, &title, first, |ui, context| {
            soft(ui, context.tokens, &text!(language, "stacks-plan-remark"));
            for (name, value, typed) in &mut self.settings {
                let misfit = self.misfit.as_ref() == Some(name);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 5.0;
                    setting_ui(ui, context, name, value, typed, misfit);
                });
            }
            super::buttons(ui, context, &text!(language, "stacks-plan-keep"), true)
        });
        if enter || clicked {
            self.accept(context);
        }
    }

    fn accept(&mut self, context: &mut ScreenContext<'_>) {
        let mut plan = self.before.clone();
        for (name, value, typed) in &self.settings {
            let value = if value.is_boolean() { value.clone() } else { read(value, typed) };
            match plan.with(name, value) {
                Some(changed) => plan = changed,
                None => {
                    self.misfit = Some(name.clone());
                    return;
                }
            }
        }
        context.ask(Action::CloseOverlay);
        context.ask(Action::Change(Change::SetPlan(plan)));
    }
}

/// A value as people write it: a list with commas.
fn written(value: &Value) -> String {
    match value {
        Value::String(word) => word.clone(),
        Value::Array(words) => words.iter().map(written).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// What was typed in place of a value: a list, a number whose decimal comma is a point, or a word.
fn read(before: &Value, typed: &str) -> Value {
    let typed = typed.trim();
    if before.is_array() {
        let words = typed.split(',').map(str::trim).filter(|word| !word.is_empty());
        return words.map(|word| Value::String(word.to_owned())).collect();
    }
    let read = serde_json::from_str(typed).or_else(|_| serde_json::from_str(&typed.replace(',', ".")));
    read.unwrap_or_else(|_| Value::String(typed.to_owned()))
}

fn setting_ui(
    ui: &mut Ui,
    context: &ScreenContext<'_>,
    name: &str,
    value: &mut Value,
    typed: &mut String,
    misfit: bool,
) {
    let (tokens, language) = (context.tokens, context.language);
    let label = setting_text(language, name, "");
    if let Value::Bool(yes) = value {
        bold(ui, tokens, &label);
        let options = [(true, text!(language, "stacks-yes")), (false, text!(language, "stacks-no"))];
        choice(ui, tokens, &label, yes, &options);
    } else {
        let problem = misfit.then(|| text!(language, "stacks-plan-misfit"));
        TextField::new(("plan", name), &label).problem(problem.as_deref()).show(ui, tokens, typed);
    }
    soft(ui, tokens, &setting_text(language, name, "-help"));
}

/// What a setting is called, or what it means.
fn setting_text(language: Language, name: &str, ending: &str) -> String {
    text(language, &format!("plan-{name}{ending}"))
}

/// A button that opens the plan, for other screens.
pub(in crate::desktop) fn plan_button(ui: &mut Ui, context: &mut ScreenContext<'_>) {
    let name = text!(context.language, "desktop-command-plan");
    if Button::plain(&name).show(ui, context.tokens).clicked() {
        context.ask(Action::Run(crate::desktop::command::Command::Plan));
    }
}
