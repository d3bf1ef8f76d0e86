//! The keys of the person at work: every command and every key of keying, each changed by pressing the
//! new one. What may be given is decided in `keymap`.

use egui::{
    CornerRadius, Event, Key as Physical, KeyboardShortcut, Label, Modifiers, RichText, Role, Sense, Ui,
    WidgetInfo, vec2,
};

use crate::desktop::command::{Command, Group};
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::keyboard::{digit_of, types_text};
use crate::desktop::keymap::{Bound, Chord, Keymap, Refused, WorkKey};
use crate::desktop::theme::{regular, semibold};
use crate::desktop::tokens::{size, text_size};
use crate::desktop::widgets::{
    Button, card, focus_ring, heading, keep_in_view, key_cap_width, link, paint_key_cap, soft,
};
use crate::text;

/// Height of a row, in points.
const ROW: f32 = 34.0;

/// The list of keys, and the one being changed.
#[derive(Debug, Default)]
pub struct KeysTab {
    capturing: Option<Bound>,
    pressed: Option<Chord>,
    refused: Option<(Bound, Refused)>,
}

impl KeysTab {
    /// Whether the next key is the one to be given to something.
    pub fn captures_key(&self) -> bool {
        self.capturing.is_some()
    }

    /// Takes the key that is to be given; Esc changes nothing.
    pub fn take_events(&mut self, events: &mut Vec<Event>) {
        if self.capturing.is_none() {
            return;
        }
        events.retain(|event| {
            if let Event::Key { key: Physical::Escape, pressed: true, .. } = event {
                self.capturing = None;
            } else if self.capturing.is_some() && self.pressed.is_none() {
                self.pressed = chord_of(event);
            }
            !matches!(
                event,
                Event::Key { pressed: true, .. }
                    | Event::Text(_)
                    | Event::Copy
                    | Event::Cut
                    | Event::Paste(_)
            )
        });
    }

    /// Paints the tab.
    pub fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        self.give_pressed(context);
        let (tokens, language) = (context.tokens, context.language);
        card(ui, tokens, |ui| {
            let title = match context.person {
                "" => text!(language, "keys-of-nobody"),
                name => text!(language, "keys-of", name = name),
            };
            heading(ui, tokens, &title);
            soft(ui, tokens, &text!(language, "keys-remark"));
            soft(ui, tokens, &text!(language, "keys-remark-missing"));
            self.group_ui(ui, context, "keys-group-work", &WorkKey::ALL.map(Bound::Work));
            for group in Group::ALL {
                let commands = Command::ALL.into_iter().filter(|command| command.group() == group);
                let bounds: Vec<Bound> = commands.map(Bound::Command).collect();
                self.group_ui(ui, context, group.text_id(), &bounds);
            }
            if context.keys.has_changes() {
                ui.add_space(8.0);
                if Button::plain(&text!(language, "keys-reset-all")).show(ui, tokens).clicked() {
                    context.ask(Action::ResetKeys(None));
                }
            }
        });
    }

    fn give_pressed(&mut self, context: &mut ScreenContext<'_>) {
        let Some(chord) = self.pressed.take() else { return };
        let Some(bound) = self.capturing.take() else { return };
        let tried = context.keys.clone().bind(bound, chord);
        self.refused = tried.err().map(|refused| (bound, refused));
        if self.refused.is_none() {
            context.ask(Action::BindKey(bound, chord));
        }
    }

    fn group_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>, title: &str, bounds: &[Bound]) {
        let (tokens, language) = (context.tokens, context.language);
        ui.add_space(8.0);
        ui.label(RichText::new(text!(language, title)).font(semibold(text_size::SMALL)).color(tokens.soft));
        ui.spacing_mut().item_spacing.y = 2.0;
        for bound in bounds {
            self.row_ui(ui, context, *bound);
        }
    }

    fn row_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>, bound: Bound) {
        let (tokens, language) = (context.tokens, context.language);
        let capturing = self.capturing == Some(bound);
        let keys = context.keys.names(language, bound);
        let shown = if capturing { vec![text!(language, "keys-press")] } else { keys.clone() };
        let name = bound.name(language);
        let caps_width: f32 = shown.iter().map(|key| key_cap_width(ui, key) + 6.0).sum();
        let room = ui.available_width();
        let galley = ui.painter().layout(
            name.clone(),
            regular(text_size::BASE),
            tokens.ink,
            (room - caps_width - 28.0).max(80.0),
        );
        let height = ROW.max(galley.size().y + 12.0);
        let (rect, response) = ui.allocate_exact_size(vec2(room, height), Sense::click());
        let said = if keys.is_empty() { text!(language, "keys-none") } else { keys.join(", ") };
        let spoken = match capturing {
            true => {
                format!("{name}. {} {}", text!(language, "keys-press"), text!(language, "keys-press-cancel"))
            }
            false => text!(language, "keys-change", name = name.as_str(), key = said),
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
        let response = keep_in_view(response);
        let corner = CornerRadius::same(size::PILL_RADIUS);
        let back = match (capturing, response.hovered()) {
            (true, _) => tokens.mark,
            (false, true) => tokens.field_hover,
            (false, false) => tokens.card,
        };
        ui.painter().rect_filled(rect, corner, back);
        ui.painter().galley(rect.left_center() + vec2(8.0, -galley.size().y / 2.0), galley, tokens.ink);
        let mut right = rect.right() - 8.0;
        for key in shown.iter().rev() {
            right -= key_cap_width(ui, key);
            let ink = if context.keys.is_changed(bound) || capturing { tokens.ink } else { tokens.soft };
            paint_key_cap(
                ui.painter(),
                egui::pos2(right, rect.center().y),
                key,
                tokens.field,
                tokens.edge,
                ink,
            );
            right -= 6.0;
        }
        focus_ring(ui, tokens, &response, corner);
        if response.clicked() {
            self.capturing = (!capturing).then_some(bound);
            self.refused = None;
        }
        self.below_row_ui(ui, context, bound);
    }

    /// Why a key was refused, and the way back to the usual one.
    fn below_row_ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>, bound: Bound) {
        let (tokens, language) = (context.tokens, context.language);
        if let Some((at, refused)) = self.refused
            && at == bound
        {
            let text = RichText::new(refused.text(language)).size(text_size::SMALL).color(tokens.red);
            let said = ui.add(Label::new(text).wrap());
            crate::desktop::announce::interrupt(ui, said.id);
        }
        if context.keys.is_changed(bound) {
            let usual = bound.usual().map(|chord| chord.name(language)).unwrap_or_default();
            ui.horizontal(|ui| {
                ui.add_space(8.0);
                if link(ui, tokens, &text!(language, "keys-reset", key = usual)).clicked() {
                    let tried = Keymap::clone(context.keys).reset(bound);
                    self.refused = tried.err().map(|refused| (bound, refused));
                    if self.refused.is_none() {
                        context.ask(Action::ResetKeys(Some(bound)));
                    }
                }
            });
        }
    }
}

/// The key or character that an event stands for.
fn chord_of(event: &Event) -> Option<Chord> {
    let with_ctrl = |key| Some(Chord::Key(KeyboardShortcut::new(Modifiers::COMMAND, key)));
    match event {
        Event::Key { key, physical_key, pressed: true, modifiers, .. } => {
            let held = modifiers.command || modifiers.ctrl;
            let digit =
                physical_key.and_then(digit_of).filter(|_| !modifiers.shift && !held && !modifiers.alt);
            if let Some(digit) = digit {
                return Some(Chord::Character(digit));
            }
            if types_text(*key) && !held && !modifiers.alt {
                return None;
            }
            let mut kept = Modifiers::NONE;
            kept.command = held;
            kept.shift = modifiers.shift;
            kept.alt = modifiers.alt;
            Some(Chord::Key(KeyboardShortcut::new(kept, *key)))
        }
        Event::Text(text) => {
            let mut letters = text.chars();
            let letter = letters.next().filter(|_| letters.next().is_none())?;
            Some(Chord::Character(letter.to_lowercase().next().unwrap_or(letter)))
        }
        Event::Copy => with_ctrl(Physical::C),
        Event::Cut => with_ctrl(Physical::X),
        Event::Paste(_) => with_ctrl(Physical::V),
        _ => None,
    }
}
