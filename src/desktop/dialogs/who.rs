//! Who keys or settles: a name, asked before any sheet is opened.

use egui::Ui;

use crate::desktop::context::{Action, AfterSupervisor, ScreenContext};
use crate::desktop::widgets::{TextField, choice, soft};
use crate::study::Pass;
use crate::text;

/// What the name is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Keying this pass.
    Keyer(Pass),
    /// Settling, or looking at a sheet.
    Supervisor(AfterSupervisor),
}

/// Asks for a name.
#[derive(Debug)]
pub struct WhoDialog {
    role: Role,
    name: String,
    asked_without: bool,
}

impl WhoDialog {
    /// With the name used last time.
    pub fn new(role: Role, name: String) -> Self {
        Self { role, name, asked_without: false }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let language = context.language;
        let (title, name, hint) = match self.role {
            Role::Keyer(_) => ("desktop-who-key", "desktop-who-operator", "desktop-who-operator-remark"),
            Role::Supervisor(_) => {
                ("desktop-who-settle", "desktop-who-supervisor", "desktop-who-supervisor-remark")
            }
        };
        let name = text!(language, name);
        let problem =
            (self.asked_without && self.name.trim().is_empty()).then(|| text!(language, "desktop-who-empty"));
        let field = TextField::new("who", &name).problem(problem.as_deref());
        let first = field.id();
        let (enter, clicked) = super::dialog(ui, context, &text!(language, title), first, |ui, context| {
            field.show(ui, context.tokens, &mut self.name);
            if let Role::Keyer(pass) = &mut self.role {
                let label = text!(language, "desktop-who-pass");
                let options = [
                    (Pass::First, text!(language, "desktop-pass-first")),
                    (Pass::Second, text!(language, "desktop-pass-second")),
                ];
                choice(ui, context.tokens, &label, pass, &options);
            }
            soft(ui, context.tokens, &text!(language, hint));
            super::buttons(ui, context, &text!(language, "desktop-start"), true)
        });
        if enter || clicked {
            self.accept(context);
        }
    }

    fn accept(&mut self, context: &mut ScreenContext<'_>) {
        let operator = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if operator.is_empty() {
            self.asked_without = true;
            return;
        }
        context.ask(Action::CloseOverlay);
        context.ask(match &self.role {
            Role::Keyer(pass) => Action::StartKeying { operator, pass: *pass },
            Role::Supervisor(then) => Action::StartSupervising { operator, then: then.clone() },
        });
    }
}
