//! One sheet, for a supervisor.

use crate::desktop::context::ScreenContext;
use crate::study::Operator;

/// One sheet, for a supervisor.
pub struct SheetScreen {}

impl SheetScreen {
    /// The screen as it opens.
    pub fn new(_number: String, _supervisor: Operator) -> Self {
        Self {}
    }

    /// Takes the key events that belong to the paper, in order, before egui sees them.
    pub fn take_events(&mut self, _events: &mut Vec<egui::Event>) {}

    /// Paints the screen.
    pub fn ui(&mut self, _ui: &mut egui::Ui, _context: &mut ScreenContext<'_>) {}
}
