//! A sheet being keyed.

use crate::desktop::context::ScreenContext;
use crate::desktop::study_thread::KeyingStart;

/// A sheet being keyed.
pub struct KeyingScreen {}

impl KeyingScreen {
    /// The screen as it opens.
    pub fn new(_start: KeyingStart) -> Self {
        Self {}
    }

    /// Takes the key events that belong to the paper, in order, before egui sees them.
    pub fn take_events(&mut self, _events: &mut Vec<egui::Event>) {}

    /// Paints the screen.
    pub fn ui(&mut self, _ui: &mut egui::Ui, _context: &mut ScreenContext<'_>) {}
}
