//! What a screen reader says by itself: nodes whose change is read out. Which words is the screens'
//! business.

use egui::accesskit::Live;
use egui::{Id, Rect, Role, Sense, Ui, Vec2, WidgetInfo};

/// Has a label read out as soon as it shows, before what is being read.
pub fn interrupt(ui: &Ui, id: Id) {
    live(ui, id, Live::Assertive);
}

/// A node without a place on the screen whose words are read out when they change; `urgent` cuts short
/// what is being read. Asked for only when a screen reader listens.
pub fn words(ui: &mut Ui, name: &'static str, urgent: bool, words: impl Fn() -> String) {
    let id = Id::unique(name);
    // Taking no room: what is painted below stands where it stands on every screen.
    let rect = Rect::from_min_size(ui.max_rect().min, Vec2::ZERO);
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words()));
    live(ui, id, if urgent { Live::Assertive } else { Live::Polite });
}

fn live(ui: &Ui, id: Id, how: Live) {
    if ui.ctx().has_accesskit_node(id) {
        ui.ctx().accesskit_node_builder(id, |node| node.set_live(how));
    }
}
