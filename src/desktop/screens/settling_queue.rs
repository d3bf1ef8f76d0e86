//! The queue beside the page while settling: sheet and question of each item, how far it is, in which order
//! and of which batch. Shows nothing of either keying.

use egui::{CornerRadius, Frame, Margin, Rect, ScrollArea, Sense, Ui, vec2};

use crate::compare::{Item, Order, QueueItem, Review};
use crate::desktop::answers;
use crate::desktop::context::ScreenContext;
use crate::desktop::keymap::Keymap;
use crate::desktop::theme::{regular, semibold};
use crate::desktop::tokens::{Tokens, text_size};
use crate::desktop::widgets::{Icon, key_hint, paint_icon};
use crate::questionnaire::Questionnaire;
use crate::study::Said;
use crate::text;
use crate::texts::Language;

const ROW: f32 = 33.0;

/// The queue: sheet and question only. Gives back a row that was clicked.
pub(super) fn queue(ui: &mut Ui, context: &ScreenContext<'_>, shown: &Queue<'_>) -> Option<usize> {
    let (tokens, review, at) = (context.tokens, shown.review, shown.at);
    let mut clicked = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    queue_head(ui, context, shown);
    let height = ui.available_height();
    let step = shown.walk.iter().position(|place| Some(*place) == at).unwrap_or_default();
    let offset = (step as f32 * ROW - height * 0.4).max(0.0);
    let area = ScrollArea::vertical().auto_shrink(false).id_salt("queue rows");
    // The current row is kept in view; the wheel may look elsewhere until the next decision.
    let remembered = ui.scope_id().with("queue at");
    let moved = ui.data(|data| data.get_temp::<Option<usize>>(remembered)) != Some(at);
    ui.data_mut(|data| data.insert_temp(remembered, at));
    let area = if moved { area.vertical_scroll_offset(offset) } else { area };
    area.show_rows(ui, ROW, shown.walk.len(), |ui, rows| {
        for place in rows.filter_map(|row| shown.walk.get(row).copied()) {
            let Some(item) = review.queue.get(place) else { continue };
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
            let name = item_name(&review.snapshot.questionnaire, item, context.language);
            row(ui, tokens, rect, &item.number, &name, Some(place) == at, (shown.state)(place));
            let spoken = format!("{} {name}", item.number);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &spoken));
            if response.clicked() {
                clicked = Some(place);
            }
        }
    });
    clicked
}

/// The queue as it is shown.
pub(super) struct Queue<'a> {
    pub(super) review: &'a Review,
    /// Places of the queue, in the order of the walk.
    pub(super) walk: &'a [usize],
    /// The place looked at; none when nothing is left.
    pub(super) at: Option<usize>,
    pub(super) order: Order,
    /// The batch that is walked through.
    pub(super) batch: Option<&'a str>,
    pub(super) state: Box<dyn Fn(usize) -> RowState + 'a>,
}

/// How far an item is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RowState {
    /// To be settled.
    Open,
    /// Decided.
    Settled,
    /// Its sheet is with the field team.
    Unreadable,
}

/// In which order, and of which batch.
fn queue_head(ui: &mut Ui, context: &ScreenContext<'_>, shown: &Queue<'_>) {
    let (language, tokens) = (context.language, context.tokens);
    let order = match shown.order {
        Order::Sheet => text!(language, "settling-by-sheet"),
        Order::Question => text!(language, "settling-by-question"),
    };
    let has_batches = shown.batch.is_some()
        || shown.review.snapshot.declarations.iter().any(|it| matches!(it.said, Said::Batch { .. }));
    Frame::new().inner_margin(Margin { left: 18, right: 8, top: 0, bottom: 8 }).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        key_hint(ui, tokens, &Keymap::current(ui.ctx()).shown(language, "F5"), &order);
        if has_batches {
            let batch = shown.batch.map_or_else(|| text!(language, "settling-all-batches"), str::to_owned);
            key_hint(ui, tokens, &Keymap::current(ui.ctx()).shown(language, "F6"), &batch);
        }
    });
}

fn item_name(questionnaire: &Questionnaire, item: &QueueItem, language: Language) -> String {
    let question = item.field().map_or_else(String::new, |field| {
        let variable = questionnaire.field_variable(field);
        if variable.repeat.is_some() {
            return answers::short_name(questionnaire, field, language);
        }
        format!("{} {}", variable.number, variable.short_label(language.code())).trim().to_owned()
    });
    match &item.item {
        Item::Difference { .. } | Item::Due { .. } => question,
        // The rule tells the question well enough: only its number, so that both can be read.
        Item::Check(failure) => {
            let number = item.field().map(|field| questionnaire.field_variable(field).number.as_str());
            let question = number.filter(|number| !number.is_empty()).unwrap_or(&question);
            text!(language, "screens-check-row", check = failure.name.as_str(), question = question)
        }
    }
}

fn row(ui: &Ui, tokens: &Tokens, rect: Rect, number: &str, name: &str, here: bool, state: RowState) {
    let settled = state != RowState::Open;
    let painter = ui.painter().with_clip_rect(rect);
    if here {
        painter.rect_filled(rect, CornerRadius::ZERO, tokens.mark);
        painter.rect_filled(Rect::from_min_size(rect.min, vec2(4.0, ROW)), CornerRadius::ZERO, tokens.ring);
    }
    let (ink, soft) = if settled && !here { (tokens.soft, tokens.soft) } else { (tokens.ink, tokens.ink) };
    let middle = rect.center().y;
    let paint = |x: f32, text: &str, font, colour, width: f32| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, colour);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width);
        let galley = painter.layout_job(job);
        painter.galley(egui::pos2(rect.left() + x, middle - galley.size().y / 2.0), galley, colour);
    };
    paint(18.0, number, semibold(text_size::SMALL), ink, 70.0);
    paint(92.0, name, regular(text_size::SMALL), soft, rect.width() - 92.0 - 34.0);
    let icon = Rect::from_center_size(egui::pos2(rect.right() - 20.0, middle), vec2(13.0, 13.0));
    match state {
        RowState::Open => {}
        RowState::Settled => paint_icon(&painter, Icon::Check, icon, tokens.ok),
        RowState::Unreadable => paint_icon(&painter, Icon::Warning, icon, tokens.amber),
    }
}
