//! A text field with its name above and, if something is wrong, why below.

use egui::{CornerRadius, Id, Margin, Response, RichText, Stroke, StrokeKind, TextEdit, Ui};

use crate::desktop::theme::{regular, semibold};
use crate::desktop::tokens::{Tokens, size, text_size};

/// A text field to be shown.
pub struct TextField<'a> {
    id: Id,
    name: &'a str,
    hint: &'a str,
    problem: Option<&'a str>,
    width: f32,
}

impl<'a> TextField<'a> {
    /// A field of that name.
    pub fn new(id: impl std::hash::Hash + std::fmt::Debug, name: &'a str) -> Self {
        Self { id: Id::unique(("text field", id)), name, hint: "", problem: None, width: f32::INFINITY }
    }

    /// The id that gives it the keyboard.
    pub fn id(&self) -> Id {
        self.id
    }

    /// An example, shown while it is empty.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// What is wrong.
    pub fn problem(mut self, problem: Option<&'a str>) -> Self {
        self.problem = problem;
        self
    }

    /// How wide at most.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Shows it. Enter is left to the dialog it stands in.
    pub fn show(self, ui: &mut Ui, tokens: &Tokens, text: &mut String) -> Response {
        let Self { id, name, hint, problem, width } = self;
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 5.0;
            let width = width.min(ui.available_width());
            // A long problem goes on in a new line; it does not widen what the field stands in.
            ui.set_max_width(width);
            let title = ui.label(RichText::new(name).font(semibold(text_size::SMALL)).color(tokens.ink));
            // egui writes selected text in the colour of the focus ring, which cannot be read on the mark.
            ui.visuals_mut().selection.stroke.color = tokens.ink;
            let response = ui
                .add(
                    TextEdit::singleline(text)
                        .id(id)
                        .desired_width(width)
                        .margin(Margin::symmetric(12, 9))
                        .font(regular(text_size::LARGE))
                        .hint_text(RichText::new(hint).color(tokens.soft))
                        .return_key(None),
                )
                .labelled_by(title.id);
            if response.has_focus() {
                let ring = Stroke::new(size::FOCUS_RING, tokens.focus);
                let corner = CornerRadius::same(size::PILL_RADIUS);
                ui.painter().rect_stroke(response.rect, corner, ring, StrokeKind::Inside);
            }
            if response.gained_focus() {
                response.scroll_to_me(None);
            }
            if let Some(problem) = problem {
                problem_line(ui, tokens, problem);
            }
            response
        })
        .inner
    }
}

/// What is wrong, in red.
pub fn problem_line(ui: &mut Ui, tokens: &Tokens, problem: &str) {
    ui.label(RichText::new(problem).font(regular(text_size::SMALL)).color(tokens.red));
}
