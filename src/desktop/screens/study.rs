//! The study: its sheets on a board, figures, what to do next, who keyed what, what to know.

use egui::Ui;

use crate::desktop::context::ScreenContext;
use crate::desktop::widgets::{desk, status_bar, top_bar};

/// The study screen.
#[derive(Debug, Default)]
pub struct StudyScreen {}

impl StudyScreen {
    /// Gives the board the keyboard.
    pub fn look_at_sheets(&mut self) {}

    /// Paints the screen.
    pub fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        top_bar(ui, context, &[], |_, _| {});
        status_bar(ui, context, |_, _| {}, |_, _| {});
        desk(ui, context.tokens, |_ui| {});
    }
}
