//! The sheet of paper on the screen: paints the layout of `paper` with what is written on it, follows
//! the question being looked at, and tells screen readers what stands where. No keys, no study.

use std::collections::HashMap;
use std::sync::Arc;

use egui::{
    Color32, CornerRadius, FontId, Id, Pos2, Rect, Role, Sense, Shape as EguiShape, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use super::theme;
use super::tokens::Tokens;
use super::writing;
use crate::paper::handwriting::Inscription;
use crate::paper::{AnswerPlace, Ink, Layout, Owner, PageLayout, Place, RectMm, Shape, Weight};
use crate::questionnaire::{FieldId, Questionnaire};

/// Between two pages, in millimetres.
const PAGE_GAP_MM: f32 = 6.0;
/// Above the first page, in millimetres.
const TOP_MM: f32 = 4.0;
/// Less than this, in millimetres, is the same place.
const SAME_MM: f32 = 1.0;
/// One printer's point, in millimetres.
const POINT_MM: f32 = 25.4 / 72.0;

/// What is written at one place and how it is shown.
pub struct Written {
    /// What stands there.
    pub inscription: Inscription,
    /// The question is not asked: printed and written in grey.
    pub skipped: bool,
    /// Kept against a rule: marked at the margin.
    pub kept: bool,
    /// Has a remark: marked at the margin.
    pub noted: bool,
    /// Filled by an answer set for several sheets: marked at the margin.
    pub constant: bool,
}

/// What a screen reader says of a place, asked for only when one listens.
pub struct Spoken {
    /// The question.
    pub name: String,
    /// The answer.
    pub value: String,
    /// Not asked, kept, stopped and the like.
    pub state: String,
}

/// What the page shows in this frame.
pub trait Sheet {
    /// What is written at a field.
    fn written(&self, field: FieldId) -> Written;
    /// What a screen reader says of it.
    fn spoken(&self, field: FieldId) -> Spoken;
    /// The field to look at.
    fn active(&self) -> Option<FieldId>;
    /// The field that is scrolled to: usually the one to look at.
    fn followed(&self) -> Option<FieldId> {
        self.active()
    }
    /// What a screen reader says of a sheet that is only a picture, whose questions cannot be reached.
    fn picture_name(&self) -> Option<String> {
        None
    }
    /// The active field is locked until its keyer decides.
    fn stopped(&self) -> bool;
    /// Colour of what is written at a field.
    fn pen(&self, tokens: &Tokens, field: FieldId) -> Color32;
    /// Everything but the active question steps back.
    fn dims_others(&self) -> bool;
}

/// The painted sheet: layout, and how far it is scrolled.
pub struct PageView {
    layout: Arc<Layout>,
    owners: HashMap<(u16, u16), FieldId>,
    scroll_mm: f32,
    followed: Option<FieldId>,
    /// How much of the paper was seen when that was followed.
    view_mm: f32,
}

/// Where the paper is scrolled to for a question. One that leaves the middle third downwards goes back to its
/// upper end, so that the page stands still for the questions that come; upwards, to the middle, so that
/// going on and going back both have room.
fn followed_scroll(scroll_mm: f32, middle_mm: f32, view_mm: f32) -> f32 {
    let in_view_mm = middle_mm - scroll_mm;
    if in_view_mm > view_mm * 2.0 / 3.0 + SAME_MM {
        middle_mm - view_mm / 3.0
    } else if in_view_mm < view_mm / 3.0 - SAME_MM {
        middle_mm - view_mm / 2.0
    } else {
        scroll_mm
    }
}

/// From millimetres on the stacked pages to points in the window.
#[derive(Clone, Copy)]
pub(super) struct PageTransform {
    origin: Pos2,
    points_per_mm: f32,
}

impl PageTransform {
    pub(super) fn point(self, point: (f32, f32)) -> Pos2 {
        self.origin + vec2(point.0, point.1) * self.points_per_mm
    }

    pub(super) fn rect(self, rect: RectMm) -> Rect {
        Rect::from_min_size(self.point((rect.x, rect.y)), vec2(rect.width, rect.height) * self.points_per_mm)
    }

    pub(super) fn length(self, length_mm: f32) -> f32 {
        length_mm * self.points_per_mm
    }

    pub(super) fn font_size(self, size_pt: f32) -> f32 {
        size_pt * POINT_MM * self.points_per_mm
    }
}

impl PageView {
    /// A view of a questionnaire laid out in one language.
    pub fn new(questionnaire: &Questionnaire, layout: Arc<Layout>) -> Self {
        let owners = questionnaire
            .field_ids()
            .map(|id| {
                let field = questionnaire.field(id);
                ((field.variable.0, field.line), id)
            })
            .collect();
        Self { layout, owners, scroll_mm: 0.0, followed: None, view_mm: 0.0 }
    }

    /// Paints the sheet into all the room there is; gives back a question that was clicked.
    pub fn ui(&mut self, ui: &mut Ui, tokens: &'static Tokens, sheet: &impl Sheet) -> Option<FieldId> {
        let room = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(room);
        let margin = 14.0;
        let (width_mm, height_mm) = self.layout.size_mm;
        // Not larger than it is comfortable to read: a small page stays a small page.
        let points_per_mm = ((room.width() - 2.0 * margin) / width_mm).clamp(1.5, 5.5);
        self.follow(sheet.followed(), room.height() / points_per_mm);
        self.wheel(ui, room, points_per_mm);
        let left = room.center().x - width_mm * points_per_mm / 2.0;
        let painter = ui.painter().with_clip_rect(room);
        let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(room));
        ui.set_clip_rect(room);
        let mut clicked = None;
        for (number, page) in self.layout.pages.iter().enumerate() {
            let top_mm = TOP_MM + number as f32 * (height_mm + PAGE_GAP_MM) - self.scroll_mm;
            let origin = pos2(left, room.top() + top_mm * points_per_mm);
            let transform = PageTransform { origin, points_per_mm };
            let paper = transform.rect(RectMm::new(0.0, 0.0, width_mm, height_mm));
            if !paper.intersects(room) {
                continue;
            }
            paint_paper(&painter, tokens, paper);
            let canvas = Canvas { painter: &painter, tokens, transform, room };
            self.paint_page(&canvas, page, sheet);
            match sheet.picture_name() {
                Some(name) => picture_ui(&ui, number, paper, &name),
                None => clicked = clicked.or(places_ui(&mut ui, &canvas, page, sheet)),
            }
        }
        clicked
    }

    /// Scrolls so that the middle of the active question stays in the middle third of the view, also when
    /// the view itself becomes larger or smaller.
    fn follow(&mut self, active: Option<FieldId>, view_mm: f32) {
        if active == self.followed && (view_mm - self.view_mm).abs() < SAME_MM {
            return;
        }
        (self.followed, self.view_mm) = (active, view_mm);
        let Some((page, place)) = active.and_then(|field| self.layout.place(field)) else { return };
        let page_top_mm = TOP_MM + page as f32 * (self.layout.size_mm.1 + PAGE_GAP_MM);
        let middle_mm = page_top_mm + place.area.y + place.area.height / 2.0;
        self.scroll_mm = followed_scroll(self.scroll_mm, middle_mm, view_mm);
        self.limit_scroll(view_mm);
    }

    fn limit_scroll(&mut self, view_mm: f32) {
        let pages = self.layout.pages.len() as f32;
        let end_mm = 2.0 * TOP_MM + pages * (self.layout.size_mm.1 + PAGE_GAP_MM) - PAGE_GAP_MM;
        self.scroll_mm = self.scroll_mm.clamp(0.0, (end_mm - view_mm).max(0.0));
    }

    fn wheel(&mut self, ui: &Ui, room: Rect, points_per_mm: f32) {
        let over = ui.rect_contains_pointer(room);
        let scrolled = if over { ui.input(|input| input.smooth_scroll_delta().y) } else { 0.0 };
        if scrolled != 0.0 {
            self.scroll_mm -= scrolled / points_per_mm;
        }
        self.limit_scroll(room.height() / points_per_mm);
    }

    fn paint_page(&self, canvas: &Canvas<'_>, page: &PageLayout, sheet: &impl Sheet) {
        let active = sheet.active();
        let place_of_active = active.and_then(|field| page.places.iter().find(|place| place.field == field));
        if let Some(place) = place_of_active {
            canvas.ring(place.area, sheet.stopped());
        }
        let mut shades = HashMap::new();
        for mark in &page.marks {
            if !canvas.shows(&mark.shape) {
                continue;
            }
            let shade = *shades.entry(mark.owner).or_insert_with(|| self.shade(mark.owner, sheet));
            canvas.mark(&mark.shape, shade);
        }
        for place in &page.places {
            if canvas.transform.rect(place.area).intersects(canvas.room) {
                canvas.write(place, &sheet.written(place.field), sheet.pen(canvas.tokens, place.field));
            }
        }
    }

    fn shade(&self, owner: Owner, sheet: &impl Sheet) -> Shade {
        let field = match owner {
            Owner::Question(variable, line) => self.owners.get(&(variable.0, line)).copied(),
            Owner::Page | Owner::Item(_) => None,
        };
        if field.is_some() && field == sheet.active() {
            return Shade::Full;
        }
        let skipped = field.is_some_and(|field| sheet.written(field).skipped);
        if skipped {
            Shade::Skipped
        } else if sheet.dims_others() {
            Shade::Dimmed
        } else {
            Shade::Full
        }
    }
}

/// How strongly something printed shows.
#[derive(Clone, Copy, PartialEq)]
enum Shade {
    Full,
    Dimmed,
    Skipped,
}

/// Where one page is painted.
pub(super) struct Canvas<'a> {
    pub(super) painter: &'a egui::Painter,
    pub(super) tokens: &'static Tokens,
    pub(super) transform: PageTransform,
    pub(super) room: Rect,
}

impl Canvas<'_> {
    fn shows(&self, shape: &Shape) -> bool {
        let (top, bottom) = match shape {
            Shape::Text { baseline_mm, size_pt, .. } => {
                (baseline_mm - size_pt * POINT_MM, baseline_mm + size_pt * POINT_MM * 0.4)
            }
            Shape::Line { from, to, .. } => (from.1.min(to.1), from.1.max(to.1)),
            Shape::Rect { rect_mm, .. } => (rect_mm.y, rect_mm.bottom()),
        };
        let range = self.transform.point((0.0, top)).y..=self.transform.point((0.0, bottom)).y;
        *range.end() >= self.room.top() && *range.start() <= self.room.bottom()
    }

    fn colour(&self, ink: Ink, shade: Shade) -> Color32 {
        let page = &self.tokens.page;
        let full = match ink {
            Ink::Print => page.ink,
            Ink::Soft => page.soft,
            Ink::Line => page.box_edge,
            Ink::Tint => page.rule,
        };
        match shade {
            Shade::Full => full,
            Shade::Dimmed => full.lerp_to_gamma(page.paper, 0.42),
            Shade::Skipped => page.skipped,
        }
    }

    fn mark(&self, shape: &Shape, shade: Shade) {
        match shape {
            Shape::Text { x_mm, baseline_mm, size_pt, weight, text, ink } => {
                let size = self.transform.font_size(*size_pt);
                let font = match weight {
                    Weight::Regular => theme::regular(size),
                    Weight::SemiBold => theme::semibold(size),
                    Weight::Bold => theme::bold(size),
                };
                let colour = self.colour(*ink, shade);
                self.text(self.transform.point((*x_mm, *baseline_mm)), text.clone(), font, colour);
            }
            Shape::Line { from, to, width_mm, ink } => {
                let width = self.transform.length(*width_mm).max(0.8);
                let ends = [self.transform.point(*from), self.transform.point(*to)];
                self.painter.line_segment(ends, Stroke::new(width, self.colour(*ink, shade)));
            }
            Shape::Rect { rect_mm, stroke_mm, ink, fill, radius_mm } => {
                let fill = fill.map_or(Color32::TRANSPARENT, |fill| match fill {
                    Ink::Tint => self.tokens.page.rule.lerp_to_gamma(self.tokens.page.paper, 0.7),
                    fill => self.colour(fill, shade),
                });
                let width = if *stroke_mm > 0.0 { self.transform.length(*stroke_mm).max(1.0) } else { 0.0 };
                self.painter.rect(
                    self.transform.rect(*rect_mm),
                    CornerRadius::same(self.transform.length(*radius_mm).round() as u8),
                    fill,
                    Stroke::new(width, self.colour(*ink, shade)),
                    StrokeKind::Middle,
                );
            }
        }
    }

    /// Sets one line of text from the left end of its baseline.
    pub(super) fn text(&self, left: Pos2, text: String, font: FontId, colour: Color32) {
        let galley = self.painter.layout_no_wrap(text, font, colour);
        let baseline = galley
            .rows
            .first()
            .map_or(0.0, |row| row.pos.y + row.row.glyphs.first().map_or(0.0, |glyph| glyph.pos.y));
        self.painter.galley(left - vec2(0.0, baseline), galley, colour);
    }

    /// The highlighter and the ring around the question being looked at; red when it is locked.
    fn ring(&self, area: RectMm, stopped: bool) {
        let page = &self.tokens.page;
        let rect = self.transform.rect(area.expanded(1.2));
        let corner = CornerRadius::same(self.transform.length(1.2).round() as u8);
        let (width, colour) = if stopped { (4.0, page.red) } else { (2.5, page.ring) };
        self.painter.rect(rect, corner, page.mark, Stroke::new(width, colour), StrokeKind::Middle);
    }

    fn write(&self, place: &Place, written: &Written, pen: Color32) {
        let page = &self.tokens.page;
        let colour = if written.skipped { page.skipped } else { pen };
        writing::write(self, place, &written.inscription, colour);
        let margin = self.transform.rect(place.area).left_top() - vec2(self.transform.length(3.4), 0.0);
        let side = self.transform.length(1.9);
        if written.kept {
            let middle = margin + vec2(0.0, self.transform.length(3.0));
            let triangle = vec![
                middle + vec2(0.0, -side * 0.8),
                middle + vec2(side * 0.8, side * 0.6),
                middle + vec2(-side * 0.8, side * 0.6),
            ];
            self.painter.add(EguiShape::convex_polygon(triangle, page.ring, Stroke::new(1.0, page.amber)));
        }
        if written.constant {
            // Two strokes: as before, and before that.
            let middle = margin + vec2(0.0, self.transform.length(1.0));
            for offset in [-0.35, 0.35] {
                let (left, right) = (middle.x - side * 0.7, middle.x + side * 0.7);
                self.painter.hline(left..=right, middle.y + side * offset, Stroke::new(2.0, pen));
            }
        }
        if written.noted {
            let top = margin + vec2(-side * 0.6, self.transform.length(5.2));
            let leaf = Rect::from_min_size(top, vec2(side * 1.2, side * 1.4));
            self.painter.rect(leaf, 1.0, Color32::TRANSPARENT, Stroke::new(1.2, pen), StrokeKind::Middle);
            for line in [0.35, 0.65] {
                let y = leaf.top() + leaf.height() * line;
                self.painter.hline(leaf.left() + 2.0..=leaf.right() - 2.0, y, Stroke::new(1.0, pen));
            }
        }
    }
}

fn paint_paper(painter: &egui::Painter, tokens: &Tokens, paper: Rect) {
    // Only beside and below the paper: blending what the paper covers costs a software renderer more than
    // everything else on the screen together.
    let room = painter.clip_rect();
    let inside = paper.shrink(2.0);
    for seen in [
        Rect::from_min_max(room.min, pos2(inside.left(), room.bottom())),
        Rect::from_min_max(pos2(inside.right(), room.top()), room.max),
        Rect::from_min_max(pos2(inside.left(), inside.bottom()), pos2(inside.right(), room.bottom())),
    ] {
        if !seen.is_positive() {
            continue;
        }
        let painter = painter.with_clip_rect(seen);
        for (spread, strength) in [(9.0, 10), (4.0, 16), (1.0, 30)] {
            let shadow = paper.translate(vec2(0.0, spread * 0.5)).expand(spread * 0.6);
            let colour = Color32::from_black_alpha(strength);
            painter.rect_filled(shadow, CornerRadius::same((spread * 0.8) as u8 + 1), colour);
        }
    }
    painter.rect_filled(paper, 1.0, tokens.page.paper);
}

/// A page that is only looked at, as one node for screen readers.
fn picture_ui(ui: &Ui, number: usize, paper: Rect, name: &str) {
    let page = ui.interact(paper, Id::unique(("picture of a page", number)), Sense::hover());
    page.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("{name} {}", number + 1)));
}

/// Every question of the page as a node for screen readers, which can also be clicked. The one looked
/// at has the focus.
fn places_ui(ui: &mut Ui, canvas: &Canvas<'_>, page: &PageLayout, sheet: &impl Sheet) -> Option<FieldId> {
    let mut clicked = None;
    let listening = ui.ctx().has_accesskit_node(egui::accesskit_root_id());
    for place in &page.places {
        let area = canvas.transform.rect(place.area);
        let active = sheet.active() == Some(place.field);
        // What is out of sight cannot be clicked.
        if !(listening || active || area.intersects(canvas.room)) {
            continue;
        }
        let id = place_id(place.field);
        let response = ui.interact(area, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(role(place), true, sheet.spoken(place.field).name));
        if ui.ctx().has_accesskit_node(id) {
            let spoken = sheet.spoken(place.field);
            ui.ctx().accesskit_node_builder(id, |node| {
                node.set_value(spoken.value);
                if !spoken.state.is_empty() {
                    node.set_description(spoken.state);
                }
            });
        }
        if active && !response.has_focus() && ui.memory(|memory| memory.focused() != Some(id)) {
            response.request_focus();
        }
        if response.clicked() {
            clicked = Some(place.field);
        }
    }
    clicked
}

/// The id of a question's node.
pub fn place_id(field: FieldId) -> Id {
    Id::unique(("question on paper", field.0))
}

fn role(place: &Place) -> Role {
    match &place.answer {
        AnswerPlace::Boxes(_) => Role::RadioGroup,
        AnswerPlace::Comb(_) | AnswerPlace::Lines(_) => Role::TextInput,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DESIGN 7: the current question stays in the middle third; the page moves seldom, not at every question.
    #[test]
    fn the_page_moves_seldom_and_keeps_the_question_in_the_middle_third() {
        let view = 120.0;
        let (mut scroll, mut moves) = (40.0, 0);
        let rows = (0..60).map(|row| 100.0 + row as f32 * 7.0);
        for middle in rows.clone().chain(rows.rev()) {
            // Several fields stand on one row.
            for _ in 0..3 {
                let next = followed_scroll(scroll, middle, view);
                moves += usize::from(next != scroll);
                scroll = next;
                let third = (middle - scroll) / view * 3.0;
                assert!((0.97..=2.03).contains(&third), "{third}");
            }
        }
        assert!(moves <= 40, "{moves} moves over 120 rows");
    }
}
