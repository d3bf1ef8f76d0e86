//! What stands beside Recto's window in the same run: an eframe window that holds nothing but a figure. No
//! figures are printed here.

use eframe::egui::{self, Color32, FontId, Key, pos2};
use recto::desktop::tokens::{LIGHT, size};

/// The argument with which a bench shows this window instead of measuring.
pub const ARGUMENT: &str = "--bare-window";

/// Where the figure stands, in points: as Recto's large figure, beside the page.
const FIGURE: egui::Pos2 = pos2(1100.0, 160.0);

#[derive(Default)]
struct Bare {
    figure: bool,
}

impl eframe::App for Bare {
    /// A digit shows, anything else takes it away.
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.figure = ui.input(|input| {
            let pressed = |key| input.key_pressed(key);
            (self.figure || pressed(Key::Num7)) && !pressed(Key::Backspace)
        });
        let figure = if self.figure { "7" } else { "" };
        let place = egui::Align2::LEFT_TOP;
        ui.painter().text(FIGURE, place, figure, FontId::proportional(46.0), Color32::BLACK);
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        LIGHT.desk.to_normalized_gamma_f32()
    }
}

/// Shows the window until it is closed, if the program was started for it.
pub fn shown() -> bool {
    let wanted = std::env::args().any(|argument| argument == ARGUMENT);
    if wanted {
        let viewport =
            egui::ViewportBuilder::default().with_title("Bare").with_inner_size(size::WINDOW_FIRST);
        let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
        eframe::run_native("bare", options, Box::new(|_| Ok(Box::<Bare>::default()))).unwrap();
    }
    wanted
}
