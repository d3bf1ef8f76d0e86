//! The board of sheets: one small box per sheet, told apart by colour, edge and hatching. One control
//! for the keyboard (arrows, Enter), one node per visible sheet for screen readers. Only what is visible
//! is painted.

use egui::{
    Align2, Color32, CornerRadius, EventFilter, Id, Key, Modifiers, Painter, Pos2, Rect, Response, Sense,
    Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::desktop::board::{Board, BoardSheet, SheetState};
use crate::desktop::theme::{bold, regular};
use crate::desktop::tokens::{Tint, Tokens, size, text_size};
use crate::desktop::widgets::choice;
use crate::text;
use crate::texts::{Language, whole_number};

const GAP: f32 = 5.0;
const LEAST_WIDTH: f32 = 25.0;
const HEIGHT: f32 = 23.0;
/// A board taller than this scrolls by itself.
const MOST_HEIGHT: f32 = 420.0;

/// The board and where its cursor stands.
#[derive(Debug, Default)]
pub struct BoardView {
    /// Which batch is shown: its place among the groups; all of them otherwise.
    group: Option<usize>,
    cursor: usize,
    take_keyboard: bool,
    reveal: bool,
}

impl BoardView {
    /// Asks for the keyboard.
    pub fn take_keyboard(&mut self) {
        self.take_keyboard = true;
        self.reveal = true;
    }

    /// Paints the board; gives back the number of the sheet to open.
    pub fn ui(&mut self, ui: &mut Ui, tokens: &Tokens, language: Language, board: &Board) -> Option<String> {
        self.groups_ui(ui, tokens, language, board);
        let group = self.group.and_then(|at| board.groups.get(at));
        let sheets = Shown { board, places: group.map(|group| &group.sheets[..]) };
        self.cursor = self.cursor.min(sheets.len().saturating_sub(1));
        // The largest number is the longest, or nearly: all are not looked through in every frame.
        let length = |at: usize| sheets.get(at).map_or(1, |sheet| sheet.short.chars().count());
        let longest = length(sheets.len().saturating_sub(1)).max(length(0)) as f32;
        let least = (longest * 6.0 + 6.0).max(LEAST_WIDTH);
        egui::ScrollArea::vertical()
            .id_salt("board")
            .max_height(MOST_HEIGHT)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                let width = ui.available_width();
                let columns = (((width + GAP) / (least + GAP)).floor() as usize).max(1);
                let columns = if columns > 30 && least <= LEAST_WIDTH { 30 } else { columns };
                let grid = Grid { columns, side: (width + GAP) / columns as f32 - GAP };
                self.grid_ui(ui, tokens, language, &sheets, &grid)
            })
            .inner
    }

    /// Which batch is shown, where there are several.
    fn groups_ui(&mut self, ui: &mut Ui, tokens: &Tokens, language: Language, board: &Board) {
        self.group = self.group.filter(|at| *at < board.groups.len());
        if board.groups.is_empty() {
            return;
        }
        let mut options = vec![(None, text!(language, "stacks-board-all"))];
        for (at, group) in board.groups.iter().enumerate() {
            let name = group.name.clone().unwrap_or_else(|| text!(language, "stacks-board-without"));
            let twice = [SheetState::Twice, SheetState::Differences, SheetState::Settled];
            let done: usize = twice.iter().map(|state| group.counts[*state as usize]).sum();
            let (done, sheets) = (done.to_string(), group.sheets.len().to_string());
            options.push((
                Some(at),
                text!(language, "stacks-board-of", name = name, done = done, sheets = sheets),
            ));
        }
        if choice(ui, tokens, &text!(language, "stacks-which-batch"), &mut self.group, &options) {
            self.cursor = 0;
        }
        ui.add_space(8.0);
    }

    /// How many sheets of what is shown are in each state.
    pub fn counts<'b>(&self, board: &'b Board) -> &'b [usize; 7] {
        self.group.and_then(|at| board.groups.get(at)).map_or(&board.counts, |group| &group.counts)
    }

    fn grid_ui(
        &mut self,
        ui: &mut Ui,
        tokens: &Tokens,
        language: Language,
        sheets: &Shown<'_>,
        grid: &Grid,
    ) -> Option<String> {
        let rows = sheets.len().div_ceil(grid.columns);
        let wanted = vec2(ui.available_width(), rows as f32 * (HEIGHT + GAP) - GAP);
        let (rect, _) = ui.allocate_exact_size(wanted, Sense::hover());
        let board = ui.interact(rect, ui.scope_id().with("sheets"), Sense::focusable_noninteractive());
        if std::mem::take(&mut self.take_keyboard) {
            board.request_focus();
        }
        let entered = self.keys(ui, &board, sheets.len(), grid.columns);
        let current = sheets.get(self.cursor)?;
        board.widget_info(|| {
            let name = text!(language, "desktop-sheets");
            let mut info = WidgetInfo::labeled(egui::Role::Grid, true, name);
            info.current_text_value = Some(spoken(language, current));
            info
        });
        let clicked = self.cells_ui(ui, tokens, language, sheets, grid, rect, &board);
        if self.reveal && board.has_focus() {
            ui.scroll_to_rect(grid.cell(rect.min, self.cursor).expand(GAP), None);
            self.reveal = false;
        }
        let chosen = clicked.or(entered.then_some(self.cursor))?;
        Some(sheets.get(chosen)?.number.clone())
    }

    #[allow(clippy::too_many_arguments, reason = "one painting")]
    fn cells_ui(
        &mut self,
        ui: &mut Ui,
        tokens: &Tokens,
        language: Language,
        sheets: &Shown<'_>,
        grid: &Grid,
        rect: Rect,
        board: &Response,
    ) -> Option<usize> {
        let visible = ui.clip_rect().intersect(rect);
        let row = |y: f32| ((y - rect.top()) / (HEIGHT + GAP)).floor().max(0.0) as usize;
        let first = row(visible.top()) * grid.columns;
        let last = ((row(visible.bottom()) + 1) * grid.columns).min(sheets.len());
        let mut clicked = None;
        for at in first..last {
            let Some(sheet) = sheets.get(at) else { break };
            let cell = grid.cell(rect.min, at);
            let response = ui.interact(cell, Id::unique(("sheet", at)), Sense::CLICK);
            response.widget_info(|| WidgetInfo::labeled(egui::Role::GridCell, true, spoken(language, sheet)));
            if response.clicked() {
                self.cursor = at;
                clicked = Some(at);
            }
            let hovered = response.hovered();
            if hovered {
                ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
            }
            paint_cell(ui.painter(), tokens, cell, sheet);
            if board.has_focus() && at == self.cursor {
                let stroke = Stroke::new(size::FOCUS_RING, tokens.ink);
                ui.painter().rect_stroke(cell.expand(2.0), CornerRadius::same(6), stroke, StrokeKind::Inside);
            }
            response.on_hover_text(spoken(language, sheet));
        }
        clicked
    }

    /// Arrow keys move the cursor, Enter opens.
    fn keys(&mut self, ui: &Ui, board: &Response, count: usize, columns: usize) -> bool {
        if !board.has_focus() {
            return false;
        }
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(board.id, filter));
        let presses = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)) as isize;
        let steps = presses(Key::ArrowRight) - presses(Key::ArrowLeft)
            + (presses(Key::ArrowDown) - presses(Key::ArrowUp)) * columns as isize
            + (presses(Key::PageDown) - presses(Key::PageUp)) * (columns * 10) as isize;
        let mut target = self.cursor.saturating_add_signed(steps).min(count.saturating_sub(1));
        if presses(Key::Home) > 0 {
            target = 0;
        }
        if presses(Key::End) > 0 {
            target = count.saturating_sub(1);
        }
        self.reveal |= target != self.cursor || board.gained_focus();
        self.cursor = target;
        presses(Key::Enter) > 0
    }
}

/// The sheets that are shown: all, or those of a batch.
struct Shown<'a> {
    board: &'a Board,
    places: Option<&'a [usize]>,
}

impl<'a> Shown<'a> {
    fn len(&self) -> usize {
        self.places.map_or(self.board.sheets.len(), <[usize]>::len)
    }

    fn get(&self, at: usize) -> Option<&'a BoardSheet> {
        let place = match self.places {
            Some(places) => *places.get(at)?,
            None => at,
        };
        self.board.sheets.get(place)
    }
}

struct Grid {
    columns: usize,
    side: f32,
}

impl Grid {
    fn cell(&self, corner: Pos2, at: usize) -> Rect {
        let (column, row) = ((at % self.columns) as f32, (at / self.columns) as f32);
        Rect::from_min_size(
            pos2(corner.x + column * (self.side + GAP), corner.y + row * (HEIGHT + GAP)),
            vec2(self.side, HEIGHT),
        )
    }
}

fn spoken(language: Language, sheet: &BoardSheet) -> String {
    let state = text!(language, sheet.state.text_id());
    let id = if sheet.extra { "desktop-sheet-spoken-extra" } else { "desktop-sheet-spoken" };
    let said = text!(language, id, number = sheet.number.as_str(), state = state);
    if sheet.keyed_as.is_empty() {
        return said;
    }
    let keyed = text!(language, "settled-sheet-keyed-as", keyed = sheet.keyed_as.join(", "));
    format!("{said}, {keyed}")
}

fn tint(tokens: &Tokens, state: SheetState) -> Tint {
    let board = &tokens.board;
    match state {
        SheetState::ToKey => board.to_key,
        SheetState::Once => board.once,
        SheetState::Twice => board.twice,
        SheetState::Differences => board.differences,
        SheetState::Settled => board.settled,
        SheetState::Missing => board.missing,
        SheetState::Void => board.to_key,
    }
}

fn paint_cell(painter: &Painter, tokens: &Tokens, cell: Rect, sheet: &BoardSheet) {
    let tint = tint(tokens, sheet.state);
    paint_box(painter, tint, cell, sheet.state);
    let font = if sheet.state == SheetState::Differences {
        bold(text_size::BOARD)
    } else {
        regular(text_size::BOARD)
    };
    painter.text(cell.center(), Align2::CENTER_CENTER, &sheet.short, font, tint.ink);
    if sheet.extra {
        // Not expected: a plus in the corner, for those who do not see the colour either.
        let corner = cell.right_top() + vec2(-5.0, 5.0);
        for step in [vec2(2.2, 0.0), vec2(0.0, 2.2)] {
            painter.line_segment([corner - step, corner + step], Stroke::new(1.2, tokens.red));
        }
    }
}

/// The box of a state: dashed edge, thick edge, hatching and a corner tell states apart without colour.
fn paint_box(painter: &Painter, tint: Tint, cell: Rect, state: SheetState) {
    let corner = CornerRadius::same(4);
    let width = if matches!(state, SheetState::Once | SheetState::Differences) { 1.6 } else { 1.0 };
    painter.rect_filled(cell, corner, tint.back);
    match state {
        SheetState::Missing => dashed(painter, cell.shrink(0.5), tint.edge),
        SheetState::Differences => {
            painter.rect_stroke(cell, corner, Stroke::new(width, tint.edge), StrokeKind::Inside);
            // A folded corner.
            let top = cell.right_top() + vec2(-1.0, 1.0);
            let fold = vec![top + vec2(-7.0, 0.0), top, top + vec2(0.0, 7.0)];
            painter.add(Shape::convex_polygon(fold, tint.edge, Stroke::NONE));
        }
        SheetState::Settled => {
            painter.rect_stroke(cell, corner, Stroke::new(width, tint.edge), StrokeKind::Inside);
            // Underlined: done.
            painter.hline(
                cell.left() + 4.0..=cell.right() - 4.0,
                cell.bottom() - 2.5,
                Stroke::new(2.0, tint.edge),
            );
        }
        SheetState::Void => {
            painter.rect_stroke(cell, corner, Stroke::new(width, tint.edge), StrokeKind::Inside);
            // Struck out.
            let cut = cell.shrink(3.0);
            painter.line_segment([cut.left_bottom(), cut.right_top()], Stroke::new(1.4, tint.edge));
        }
        SheetState::ToKey | SheetState::Once | SheetState::Twice => {
            painter.rect_stroke(cell, corner, Stroke::new(width, tint.edge), StrokeKind::Inside);
        }
    }
}

fn dashed(painter: &Painter, rect: Rect, colour: Color32) {
    let path = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    painter.extend(Shape::dashed_line(&path, Stroke::new(1.5, colour), 3.5, 2.5));
}

/// What the boxes mean, with how many there are.
pub fn legend_ui(ui: &mut Ui, tokens: &Tokens, language: Language, counts: &[usize; 7]) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(16.0, 6.0);
        for state in SheetState::ALL {
            let count = counts[state as usize];
            let name = text!(language, state.text_id());
            let text = format!("{name} {}", whole_number(language, count as i64));
            let colour = if count == 0 { tokens.faint } else { tokens.soft };
            let galley = ui.painter().layout_no_wrap(text.clone(), regular(text_size::TINY), colour);
            let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 22.0, 18.0), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, text.as_str()));
            let cell = Rect::from_min_size(rect.left_center() - vec2(0.0, 7.5), vec2(15.0, 15.0));
            paint_box(ui.painter(), tint(tokens, state), cell, state);
            ui.painter().galley(
                pos2(rect.left() + 22.0, rect.center().y - galley.size().y / 2.0),
                galley,
                colour,
            );
        }
    });
}
