//! A file or folder, typed or pasted; the system's dialog is beside it. It stays when the system's
//! dialog cannot be shown.

use std::path::PathBuf;

use egui::Ui;

use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::picker::{FileQuestion, Purpose};
use crate::desktop::widgets::{Button, TextField, soft};
use crate::text;

/// A dialog that goes sooner than this (in seconds) was never shown to anyone.
const SEEN_SECONDS: f64 = 0.6;

/// Asks for a path.
#[derive(Debug)]
pub struct PathDialog {
    purpose: Purpose,
    path: String,
    waiting_since: Option<f64>,
    asked_without: bool,
}

impl PathDialog {
    /// With a path proposed.
    pub fn new(purpose: Purpose, proposed: String) -> Self {
        Self { purpose, path: proposed, waiting_since: None, asked_without: false }
    }

    /// What it asks for.
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// The system's dialog was asked for at that time of the window's clock.
    pub fn waits(&mut self, now_seconds: f64) {
        self.waiting_since = Some(now_seconds);
    }

    /// The system's dialog answered. Gives back what to do: go on, or close because the user saw the
    /// dialog and cancelled it. Without either the path can be typed here.
    pub fn answered(&mut self, path: Option<PathBuf>, now_seconds: f64) -> Option<Vec<Action>> {
        let seen = self.waiting_since.take().is_some_and(|since| now_seconds - since > SEEN_SECONDS);
        match path {
            Some(path) => Some(vec![Action::CloseOverlay, accepted(self.purpose, path)]),
            None => seen.then(|| vec![Action::CloseOverlay]),
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let language = context.language;
        let (title, does) = texts(self.purpose);
        let name = text!(
            language,
            if self.purpose == Purpose::DemoFolder { "desktop-path-folder" } else { "desktop-path-file" }
        );
        let problem = (self.asked_without && self.path.trim().is_empty())
            .then(|| text!(language, "desktop-path-empty"));
        let field = TextField::new(("path", title), &name).problem(problem.as_deref());
        let first = field.id();
        let (enter, clicked) = super::dialog(ui, context, &text!(language, title), first, |ui, context| {
            let waiting =
                if self.waiting_since.is_some() { "desktop-path-waiting" } else { "desktop-path-type" };
            soft(ui, context.tokens, &text!(language, waiting));
            field.show(ui, context.tokens, &mut self.path);
            let browse = text!(language, "desktop-browse");
            let free = self.waiting_since.is_none();
            if Button::plain(&browse).enabled(free).show(ui, context.tokens).clicked() {
                context.ask(Action::PickFile(self.question(language)));
            }
            super::buttons(ui, context, &text!(language, does), true)
        });
        if enter || clicked {
            self.accept(context);
        }
    }

    /// The question for the system's dialog.
    pub fn question(&self, language: crate::texts::Language) -> FileQuestion {
        let start = (!self.path.trim().is_empty()).then(|| typed_path(&self.path));
        FileQuestion { purpose: self.purpose, title: text!(language, texts(self.purpose).0), start }
    }

    fn accept(&mut self, context: &mut ScreenContext<'_>) {
        if self.path.trim().is_empty() {
            self.asked_without = true;
            return;
        }
        context.ask(Action::CloseOverlay);
        context.ask(accepted(self.purpose, typed_path(&self.path)));
    }
}

fn accepted(purpose: Purpose, path: PathBuf) -> Action {
    match purpose {
        Purpose::DemoFolder => Action::MakeDemo(path),
        Purpose::SaveCopy => Action::SaveCopy { path: path.with_extension("recto"), overwrite: false },
        Purpose::KeyCard => Action::WriteKeyCard { path: path.with_extension("pdf"), overwrite: false },
        _ => Action::OpenStudy(path),
    }
}

fn texts(purpose: Purpose) -> (&'static str, &'static str) {
    match purpose {
        Purpose::DemoFolder => ("desktop-command-demo", "desktop-make"),
        Purpose::SaveCopy => ("desktop-command-save-copy", "desktop-save"),
        Purpose::KeyCard => ("desktop-command-print-keys", "keys-card-save"),
        _ => ("desktop-command-open", "desktop-open"),
    }
}

/// A field for a file with the button that asks for it by the system's dialog; whether it was changed by
/// typing. `title` is that dialog's.
pub(super) fn file_row(
    ui: &mut Ui,
    context: &mut ScreenContext<'_>,
    field: TextField<'_>,
    path: &mut String,
    (purpose, title): (Purpose, &str),
) -> bool {
    let browse = text!(context.language, "desktop-browse");
    let mut changed = false;
    ui.horizontal_top(|ui| {
        let button_width = Button::plain(&browse).width(ui);
        let width = ui.available_width() - button_width - ui.spacing().item_spacing.x;
        changed = field.width(width).show(ui, context.tokens, path).changed();
        ui.vertical(|ui| {
            ui.add_space(24.0);
            if Button::plain(&browse).show(ui, context.tokens).clicked() {
                let start = (!path.trim().is_empty()).then(|| typed_path(path));
                context.ask(Action::PickFile(FileQuestion { purpose, title: title.to_owned(), start }));
            }
        });
    });
    changed
}

/// A path as people type or paste it: quotes around it and `~` before it are understood.
pub fn typed_path(text: &str) -> PathBuf {
    let text = text.trim();
    let unquoted = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .or_else(|| text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')))
        .unwrap_or(text);
    let home = unquoted.strip_prefix("~/").zip(directories::UserDirs::new());
    match home {
        Some((rest, user)) => user.home_dir().join(rest),
        None => PathBuf::from(unquoted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DESIGN 15: a typed path stands in for the file dialog, also pasted with quotes.
    #[test]
    fn paths_as_people_type_them() {
        assert_eq!(typed_path("  \"C:\\Mes études\\a.recto\" "), PathBuf::from("C:\\Mes études\\a.recto"));
        assert_eq!(typed_path("'/tmp/a b.recto'"), PathBuf::from("/tmp/a b.recto"));
        assert!(typed_path("~/a.recto").is_absolute());
    }

    /// A dialog of the system that goes at once was never seen, and the path can still be typed; one
    /// that was seen and cancelled closes this one.
    #[test]
    fn a_dialog_that_cannot_be_shown_is_not_a_cancel() {
        let mut dialog = PathDialog::new(Purpose::OpenStudy, String::new());
        dialog.waits(10.0);
        assert!(dialog.answered(None, 10.1).is_none());
        dialog.waits(20.0);
        assert!(matches!(dialog.answered(None, 25.0).as_deref(), Some([Action::CloseOverlay])));
        let opened = dialog.answered(Some("a.recto".into()), 30.0);
        assert!(matches!(opened.as_deref(), Some([Action::CloseOverlay, Action::OpenStudy(_)])));
    }
}
