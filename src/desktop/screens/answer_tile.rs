//! The tile beside the page: what is typed, large, and what happened to it last. Holds no keys and no
//! rules; what stands around it is in `keying_panels`.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{CornerRadius, FontId, Painter, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use super::keying::KeyingScreen;
use super::keying_panels::{is_urgent, named_shortly};
use crate::desktop::answers;
use crate::desktop::context::ScreenContext;
use crate::desktop::sound::Cue;
use crate::desktop::theme::{bold, regular, semibold};
use crate::desktop::tokens::{Tokens, text_size};
use crate::desktop::widgets::{Icon, paint_icon};
use crate::keying::{Mode, Session};
use crate::questionnaire::VariableType;
use crate::texts::Language;

/// The large answer, in points.
const LARGE_PT: f32 = 46.0;
/// Height of the tile with the large answer.
const TILE_HEIGHT: f32 = 114.0;
/// A window lower than this, as with text at 200 %, has a smaller tile: the keys of a stop stay seen.
const LOW_WINDOW: f32 = 420.0;
/// Size of the answer and height of the tile there.
const LOW_TILE: (f32, f32) = (30.0, 88.0);
/// Size of an open text: the same from its first letter to its last.
const TEXT_PT: f32 = 20.0;
/// Where what was typed begins, below the tile's upper edge and the line about the answer before.
const BELOW_LINE: f32 = 24.0;

/// Whether the window is low, as with text at 200 %.
pub(super) fn is_low(ui: &Ui) -> bool {
    ui.ctx().content_rect().height() < LOW_WINDOW
}

/// What the tile says: a line about the answer before, the large figure, a line below it.
struct Glance {
    before: String,
    figure: String,
    label: String,
    shape: Shape,
}

/// How the figure is set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// In one line, as large as it fits.
    Figure,
    /// An accepted text: its beginning, in lines.
    Text,
    /// A text being typed: its end, where the next letter comes.
    TextBeingTyped,
}

/// What is typed, large; until a key is typed, the last answer accepted, so that a glance tells what
/// went in. The answer before stays in its line above while the next is typed.
fn glance(session: &Session, language: Language) -> Glance {
    let questionnaire = session.questionnaire();
    let is_text = |field| matches!(questionnaire.field_variable(field).kind, VariableType::Text { .. });
    let (mut before, mut figure, mut label, mut shape) =
        (String::new(), String::new(), String::new(), Shape::Figure);
    if let Some(field) = session.last_accepted().filter(|_| !session.in_number()) {
        let answer = session.record().answer(field);
        let variable = questionnaire.field_variable(field);
        before = named_shortly(variable, language);
        figure = answers::at_a_glance(questionnaire, answer, language);
        label = answers::label_of(questionnaire, variable, answer, language);
        shape = if is_text(field) && answer.value().is_some() { Shape::Text } else { Shape::Figure };
    }
    let typed = match session.mode() {
        Mode::GoTo(typed) => Some(format!("{typed}_")),
        Mode::Note(_) | Mode::Fetching => Some(String::new()),
        Mode::Declare { number, .. } => Some(number.clone()),
        _ => session.is_typing().then(|| session.typed_glance()),
    };
    let Some(typed) = typed else { return Glance { before, figure, label, shape } };
    let said = if label.is_empty() { figure } else { format!("{figure} {label}") };
    let before = if before.is_empty() { before } else { format!("{before} · {said}") };
    let types_text = *session.mode() == Mode::Field && !session.in_number() && is_text(session.cursor());
    let shape = if types_text { Shape::TextBeingTyped } else { Shape::Figure };
    Glance { before, figure: typed, label: String::new(), shape }
}

/// The tile beside the page, always at the same place and of the same size: nothing below it jumps. Its
/// edge and sign say what happened last; it lights up for a moment when something happens.
pub(super) fn answer_tile(ui: &mut Ui, context: &ScreenContext<'_>, screen: &KeyingScreen) {
    let tokens = context.tokens;
    let Glance { before, figure, label, shape } = glance(&screen.session, context.language);
    let spoken = format!("{before} {figure} {label}").trim().to_owned();
    let (large, tile_height) = if is_low(ui) { LOW_TILE } else { (LARGE_PT, TILE_HEIGHT) };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), tile_height), Sense::hover());
    // An id of its own, so that a screen reader knows it again whatever stands above.
    let words = ui.interact(rect, ui.scope_id().with("answer tile"), Sense::hover());
    words.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &spoken));
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let inner = rect.shrink2(vec2(14.0, 9.0));
    paint_tile(&painter, context, screen, rect, inner);
    let line = |text: String, font: FontId, at: Pos2, colour| {
        let mut job = LayoutJob::single_section(text, TextFormat::simple(font, colour));
        job.wrap = TextWrapping::truncate_at_width(inner.right() - at.x);
        painter.galley(at, painter.layout_job(job), colour);
    };
    let before_at = inner.left_top() + vec2(20.0, 0.0);
    line(before, regular(text_size::SMALL), before_at, tokens.soft);
    if shape != Shape::Figure {
        let room = Rect::from_min_max(inner.left_top() + vec2(0.0, BELOW_LINE), inner.max);
        return text_lines(&painter, figure, room, shape, tokens);
    }
    let size = match figure.chars().count() {
        0..=9 => large,
        10..=18 => 26.0,
        _ => text_size::HEADING,
    };
    // Every size stands on the same line.
    let top = inner.top() + 20.0 + (large - size) * 0.9;
    line(figure, bold(size), pos2(inner.left(), top), tokens.pen);
    let label_at = inner.left_bottom() - vec2(0.0, 19.0);
    line(label, semibold(text_size::BASE), label_at, tokens.pen);
}

/// The tile itself, with the edge and the sign of what happened last.
fn paint_tile(
    painter: &Painter,
    context: &ScreenContext<'_>,
    screen: &KeyingScreen,
    rect: Rect,
    inner: Rect,
) {
    let tokens = context.tokens;
    let back = match screen.flashes.light(context.still) {
        Some(cue) => cue_look(tokens, cue).1,
        None => tokens.field,
    };
    painter.rect(rect, CornerRadius::same(8), back, Stroke::new(1.0, tokens.line), StrokeKind::Inside);
    // A stop or warning is over once a key puts it right; what was accepted stays so.
    let stands = |cue: &Cue| *cue == Cue::Accepted || is_urgent(&screen.session);
    let Some(cue) = screen.flashes.mark().filter(stands) else { return };
    let (colour, _, icon) = cue_look(tokens, cue);
    let edge = Rect::from_min_size(rect.min, vec2(6.0, rect.height()));
    painter.rect_filled(edge, CornerRadius { nw: 8, sw: 8, ne: 0, se: 0 }, colour);
    let sign = Rect::from_min_size(inner.min + vec2(0.0, 2.0), vec2(14.0, 14.0));
    paint_icon(painter, icon, sign, colour);
}

/// A text in as many lines as `room` has: its beginning, or while it is typed its last lines.
fn text_lines(painter: &Painter, text: String, room: Rect, shape: Shape, tokens: &Tokens) {
    let row_height = painter.fonts_mut(|fonts| fonts.row_height(&semibold(TEXT_PT)));
    let rows = (room.height() / row_height).floor().max(1.0);
    let mut job = LayoutJob::simple(text, semibold(TEXT_PT), tokens.pen, room.width());
    if shape == Shape::Text {
        job.wrap.max_rows = rows as usize;
    }
    let galley = painter.layout_job(job);
    let shown = Rect::from_min_size(room.min, vec2(room.width(), rows * row_height));
    let above = (galley.size().y - shown.height()).max(0.0);
    painter.with_clip_rect(shown.intersect(painter.clip_rect())).galley(
        room.min - vec2(0.0, above),
        galley,
        tokens.pen,
    );
}

/// Colour, light and sign of a cue: never colour alone.
pub(super) fn cue_look(tokens: &Tokens, cue: Cue) -> (egui::Color32, egui::Color32, Icon) {
    match cue {
        Cue::Accepted => (tokens.ok, tokens.ok_back, Icon::Check),
        Cue::Warning => (tokens.amber, tokens.amber_back, Icon::Question),
        Cue::Stop => (tokens.red, tokens.red_back, Icon::Warning),
    }
}
