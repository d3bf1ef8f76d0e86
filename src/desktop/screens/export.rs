//! Writing a file for others: which data, in which form, where to.

use std::path::PathBuf;

use egui::Ui;

use crate::desktop::context::ScreenContext;
use crate::desktop::widgets::{desk, status_bar, top_bar};

/// The export screen.
#[derive(Debug, Default)]
pub struct ExportScreen {
    path: String,
}

impl ExportScreen {
    /// The system's dialog answered.
    pub fn answered(&mut self, path: PathBuf) {
        self.path = path.to_string_lossy().into_owned();
    }

    /// Paints the screen.
    pub fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        top_bar(ui, context, &[], |_, _| {});
        status_bar(ui, context, |_, _| {}, |_, _| {});
        desk(ui, context.tokens, |_ui| {});
    }
}
