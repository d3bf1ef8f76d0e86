//! The file to be written exists: write over it, or choose another name.

use std::path::PathBuf;

use egui::{Id, Ui};

use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::study_thread::ExportOrder;
use crate::desktop::widgets::label;
use crate::text;

/// What would write over a file.
#[derive(Clone, Debug)]
pub enum Writing {
    /// An export.
    Export(ExportOrder),
    /// A copy of the study.
    Copy(PathBuf),
    /// The card of the keys.
    KeyCard(PathBuf),
}

/// Holds what would be written until the user has answered.
#[derive(Debug)]
pub struct OverwriteDialog {
    writing: Writing,
}

impl OverwriteDialog {
    /// For something whose file exists.
    pub fn new(writing: Writing) -> Self {
        Self { writing }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let language = context.language;
        let path = match &self.writing {
            Writing::Export(order) => &order.path,
            Writing::Copy(path) | Writing::KeyCard(path) => path,
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let folder = path.parent().unwrap_or(path).to_string_lossy().into_owned();
        let title = text!(language, "desktop-overwrite-title");
        let (enter, clicked) = super::dialog(ui, context, &title, Id::unique("overwrite"), |ui, context| {
            label(ui, context.tokens, &text!(language, "desktop-overwrite", name = name, folder = folder));
            super::buttons(ui, context, &text!(language, "desktop-overwrite-do"), true)
        });
        if enter || clicked {
            context.ask(Action::CloseOverlay);
            context.ask(match self.writing.clone() {
                Writing::Export(mut order) => {
                    order.request.overwrite = true;
                    Action::Export(order)
                }
                Writing::Copy(path) => Action::SaveCopy { path, overwrite: true },
                Writing::KeyCard(path) => Action::WriteKeyCard { path, overwrite: true },
            });
        }
    }
}
