//! Who keys or settles: a name, asked before any sheet is opened; of a keyer with several batches, which.

use egui::Ui;
use uuid::Uuid;

use crate::desktop::context::{Action, AfterSupervisor, ScreenContext};
use crate::desktop::widgets::{TextField, choice, soft};
use crate::study::batches::proposed;
use crate::study::{Batch, BatchChoice, Pass};
use crate::text;

/// What the name is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Keying this pass.
    Keyer(Pass),
    /// A supervisor's work.
    Supervisor(AfterSupervisor),
}

/// Batches by id, with their names.
type Held = Vec<(Uuid, String)>;

/// Asks for a name.
#[derive(Debug)]
pub struct WhoDialog {
    role: Role,
    name: String,
    /// The names proposed for the two passes.
    names: [String; 2],
    asked_without: bool,
    /// The proposed name is marked, so that typing replaces it.
    marked: bool,
    /// The batches that this person holds for this pass, found for the name and pass beside them.
    held: Option<(String, Pass, Held)>,
    batch: BatchChoice,
}

impl WhoDialog {
    /// For a supervisor, with the name used last time.
    pub fn new(role: Role, name: String) -> Self {
        Self {
            role,
            names: [name.clone(), name.clone()],
            name,
            asked_without: false,
            marked: false,
            held: None,
            batch: BatchChoice::Proposed,
        }
    }

    /// For keying a pass, with the name proposed for each.
    pub fn keyer(pass: Pass, names: [String; 2]) -> Self {
        let name = names[usize::from(pass == Pass::Second)].clone();
        Self { names, ..Self::new(Role::Keyer(pass), name) }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let language = context.language;
        let (title, name, hint) = match self.role {
            Role::Keyer(_) => ("desktop-who-key", "desktop-who-operator", "desktop-who-operator-remark"),
            Role::Supervisor(
                AfterSupervisor::Stacks
                | AfterSupervisor::Notes
                | AfterSupervisor::Plan
                | AfterSupervisor::Pace
                | AfterSupervisor::Quality,
            ) => ("stacks-who-supervises", "desktop-who-supervisor", "desktop-who-supervisor-remark"),
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
            let response = field.show(ui, context.tokens, &mut self.name);
            if !self.marked && response.has_focus() {
                self.marked = true;
                mark_all(ui, first, &self.name);
            }
            self.pass_ui(ui, context);
            self.batches_ui(ui, context);
            soft(ui, context.tokens, &text!(language, hint));
            super::buttons(ui, context, &text!(language, "desktop-start"), true)
        });
        if enter || clicked {
            self.accept(context);
        }
    }

    fn pass_ui(&mut self, ui: &mut Ui, context: &ScreenContext<'_>) {
        let Role::Keyer(pass) = &mut self.role else { return };
        let language = context.language;
        let untouched = self.name == self.names[usize::from(*pass == Pass::Second)];
        let label = text!(language, "desktop-who-pass");
        let options = [
            (Pass::First, text!(language, "desktop-pass-first")),
            (Pass::Second, text!(language, "desktop-pass-second")),
        ];
        if choice(ui, context.tokens, &label, pass, &options) && untouched {
            self.name.clone_from(&self.names[usize::from(*pass == Pass::Second)]);
        }
    }

    /// Which of several batches; what was worked on last is proposed.
    fn batches_ui(&mut self, ui: &mut Ui, context: &ScreenContext<'_>) {
        let Role::Keyer(pass) = self.role else { return };
        let known = self.held.as_ref().is_some_and(|(name, of, _)| *name == self.name && *of == pass);
        if !known {
            self.find_batches(context, pass);
        }
        let Some((_, _, held)) = self.held.as_ref().filter(|(_, _, held)| !held.is_empty()) else { return };
        let language = context.language;
        let label = text!(language, "stacks-which-batch");
        soft(ui, context.tokens, &label);
        let options: Vec<_> = held
            .iter()
            .map(|(id, name)| (BatchChoice::Batch(*id), name.clone()))
            .chain([(BatchChoice::WholeStudy, text!(language, "stacks-whole-study"))])
            .collect();
        choice(ui, context.tokens, &label, &mut self.batch, &options);
    }

    fn find_batches(&mut self, context: &ScreenContext<'_>, pass: Pass) {
        self.batch = BatchChoice::Proposed;
        self.held = Some((self.name.clone(), pass, Vec::new()));
        let Some(study) = &context.study else { return };
        let (Some(stacks), Some(snapshot)) = (&study.stacks, &study.snapshot) else { return };
        let typed = self.name.trim().to_lowercase();
        let operator = snapshot.operators.iter().find(|operator| operator.name.to_lowercase() == typed);
        let Some(operator) = operator.map(|operator| operator.id) else { return };
        let rows = stacks.rows.iter().map(|row| &row.batch);
        let held: Vec<Batch> = rows.filter(|batch| batch.holder(pass) == Some(operator)).cloned().collect();
        let own = snapshot.keyings.iter().filter(|keying| keying.pass == pass);
        let last =
            own.clone().filter(|keying| keying.operator == operator).max_by_key(|keying| keying.last_entry);
        let done: std::collections::HashSet<&str> =
            own.filter(|keying| keying.finished.is_some()).map(|keying| keying.number.as_str()).collect();
        let last = last.map(|keying| keying.number.as_str());
        if let Some(batch) = proposed(&held, operator, pass, last, |number| done.contains(number)) {
            self.batch = BatchChoice::Batch(batch.id);
        }
        let named = held.iter().map(|batch| (batch.id, batch.name.clone())).collect();
        self.held = Some((self.name.clone(), pass, named));
    }

    fn accept(&mut self, context: &mut ScreenContext<'_>) {
        let operator = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if operator.is_empty() {
            self.asked_without = true;
            return;
        }
        context.ask(Action::CloseOverlay);
        context.ask(match &self.role {
            Role::Keyer(pass) => Action::StartKeying { operator, pass: *pass, batch: self.batch },
            Role::Supervisor(then) => Action::StartSupervising { operator, then: then.clone() },
        });
    }
}

/// Marks all of a field's text.
fn mark_all(ui: &Ui, field: egui::Id, text: &str) {
    use egui::text::{CCursor, CCursorRange};
    let mut state = egui::text_edit::TextEditState::load(ui.ctx(), field).unwrap_or_default();
    let end = CCursor::new(text.chars().count());
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), end)));
    state.store(ui.ctx(), field);
}
