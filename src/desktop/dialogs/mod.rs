//! Dialogs over a screen, one file each. They keep what is typed and ask for [`Action`]s; Escape closes
//! them, Enter does what their first button does.

pub mod erase;
pub mod new_study;
pub mod overwrite;
pub mod palette;
pub mod path;
pub mod plan;
pub mod practice;
pub mod revise;
pub mod who;

use egui::{Frame, Id, Key, Margin, Modal, Modifiers, RichText, Stroke, Ui, vec2};

use super::context::{Action, ScreenContext};
use super::screen::Overlay;
use super::theme;
use super::tokens::{Tokens, size, text_size};

impl Overlay {
    /// Paints the dialog.
    pub fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        match self {
            Self::Palette(palette) => palette.ui(ui, context),
            Self::Who(dialog) => dialog.ui(ui, context),
            Self::Practice(dialog) => dialog.ui(ui, context),
            Self::NewStudy(dialog) => dialog.ui(ui, context),
            Self::Path(dialog) => dialog.ui(ui, context),
            Self::Plan(dialog) => dialog.ui(ui, context),
            Self::Overwrite(dialog) => dialog.ui(ui, context),
            Self::Erase(dialog) => dialog.ui(ui, context),
            Self::Revise(dialog) => dialog.ui(ui, context),
        }
    }
}

/// The frame of every dialog: veil, title, Escape. Gives back whether Enter was pressed for the dialog
/// as a whole, with what `content` gave back. Enter is taken before any field sees it, and acted on
/// after the fields have taken the text that came before it in the same frame.
fn dialog<R>(
    ui: &Ui,
    context: &mut ScreenContext<'_>,
    title: &str,
    first: Id,
    content: impl FnOnce(&mut Ui, &mut ScreenContext<'_>) -> R,
) -> (bool, R) {
    let tokens = context.tokens;
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        context.ask(Action::CloseOverlay);
    }
    let enter = takes_enter(ui) && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let room = ui.ctx().content_rect();
    let id = Id::unique(("dialog", first));
    // A dialog may be as tall as the window; only what does not fit then scrolls.
    let area = Modal::default_area(id).default_size(room.size() - vec2(40.0, 40.0));
    let modal = Modal::new(id).area(area).backdrop_color(tokens.veil).frame(frame(tokens));
    let shown = modal.show(ui.ctx(), |ui| {
        ui.set_width(size::DIALOG_WIDTH.min(room.width() - 80.0));
        ui.set_max_height(room.height() - 100.0);
        egui::ScrollArea::vertical()
            .max_height(room.height() - 100.0)
            // The window of a dialog keeps its height: without this a line more would hide the buttons.
            .min_scrolled_height(room.height() - 100.0)
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 14.0;
                ui.label(RichText::new(title).font(theme::bold(text_size::TITLE)).color(tokens.ink));
                content(ui, context)
            })
            .inner
    });
    give_keyboard(ui, first);
    (enter, shown.inner)
}

fn frame(tokens: &Tokens) -> Frame {
    Frame::new()
        .fill(tokens.card)
        .stroke(Stroke::new(1.0, tokens.line))
        .corner_radius(egui::CornerRadius::same(size::CARD_RADIUS))
        .shadow(egui::Shadow { offset: [0, 10], blur: 36, spread: 0, color: tokens.veil })
        .inner_margin(Margin::same(26))
}

/// Gives the first field the keyboard when the dialog has just opened. egui measures a new dialog in a
/// first frame, in which nothing can have the keyboard yet; so a few frames are tried.
fn give_keyboard(ui: &Ui, first: Id) {
    const TRIES: u8 = 4;
    let key = Id::unique("dialog has begun");
    let tries = ui.data(|data| data.get_temp::<u8>(key)).unwrap_or(0);
    if tries >= TRIES {
        return;
    }
    let given = ui.memory(|memory| memory.has_focus(first));
    ui.data_mut(|data| data.insert_temp(key, if given && tries > 0 { TRIES } else { tries + 1 }));
    if !given {
        ui.memory_mut(|memory| memory.request_focus(first));
    }
    ui.ctx().request_repaint();
}

/// Forgets that a dialog had begun, so that the next one gets the keyboard.
pub(super) fn dialog_closed(ctx: &egui::Context) {
    ctx.data_mut(|data| data.remove::<u8>(Id::unique("dialog has begun")));
}

/// Enter is the dialog's, unless a button has the keyboard.
fn takes_enter(ui: &Ui) -> bool {
    ui.memory(|memory| memory.focused()).is_none() || ui.ctx().text_edit_focused()
}

/// The row of buttons under a dialog, from the right: the first does it, the second leaves. Gives back
/// whether the first was clicked.
fn buttons(ui: &mut Ui, context: &mut ScreenContext<'_>, does: &str, enabled: bool) -> bool {
    use super::widgets::Button;
    let tokens = context.tokens;
    let language = context.language;
    let mut done = false;
    ui.add_space(4.0);
    let row = vec2(ui.available_width(), size::BUTTON_HEIGHT);
    ui.allocate_ui_with_layout(row, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let enter = crate::text!(language, "desktop-key-enter");
        done = Button::primary(does).key(enter).enabled(enabled).show(ui, tokens).clicked();
        let escape = crate::text!(language, "desktop-key-escape");
        if Button::plain(&crate::text!(language, "desktop-cancel")).key(escape).show(ui, tokens).clicked() {
            context.ask(Action::CloseOverlay);
        }
    });
    done
}

/// The one button under a dialog that only tells what was done. Gives back whether it was clicked.
fn close_button(ui: &mut Ui, context: &ScreenContext<'_>, name: &str) -> bool {
    ui.add_space(4.0);
    let row = vec2(ui.available_width(), size::BUTTON_HEIGHT);
    let enter = crate::text!(context.language, "desktop-key-enter");
    let button = super::widgets::Button::primary(name).key(enter);
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.allocate_ui_with_layout(row, layout, |ui| button.show(ui, context.tokens).clicked()).inner
}
