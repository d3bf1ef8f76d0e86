//! The file of an export exists: write over it, or choose another name.

use egui::{Id, Ui};

use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::study_thread::ExportOrder;
use crate::desktop::widgets::label;
use crate::text;

/// Holds the export until the user has answered.
#[derive(Debug)]
pub struct OverwriteDialog {
    order: ExportOrder,
}

impl OverwriteDialog {
    /// For an export whose file exists.
    pub fn new(order: ExportOrder) -> Self {
        Self { order }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let language = context.language;
        let name = self.order.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let folder = self.order.path.parent().unwrap_or(&self.order.path).to_string_lossy().into_owned();
        let title = text!(language, "desktop-overwrite-title");
        let (enter, clicked) = super::dialog(ui, context, &title, Id::unique("overwrite"), |ui, context| {
            label(ui, context.tokens, &text!(language, "desktop-overwrite", name = name, folder = folder));
            super::buttons(ui, context, &text!(language, "desktop-overwrite-do"), true)
        });
        if enter || clicked {
            context.ask(Action::CloseOverlay);
            let mut order = self.order.clone();
            order.request.overwrite = true;
            context.ask(Action::Export(order));
        }
    }
}
