//! How a practice batch went: speed, mistakes by kind, each mistake with what the sheet says beside what
//! was keyed, and how it went the times before.

use egui::{CentralPanel, Frame, Margin, RichText, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::compare::{CellDifference, CellValue, PracticeResult, judge};
use crate::desktop::answers;
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::settings::Practised;
use crate::desktop::study_thread::PracticeBatch;
use crate::desktop::theme::{regular, semibold};
use crate::desktop::tokens::{size, text_size};
use crate::desktop::widgets::{Bar, Button, bars_ui, card, figure, focus_ring, heading, key_hint, soft};
use crate::keying::replay::Replay;
use crate::questionnaire::{Answer, FieldId, Questionnaire, Value};
use crate::study::pace::{Stopwatch, per_hour};
use crate::text;
use crate::texts::{Language, decimal, whole_number};

/// Practices shown, the newest last.
const SHOWN: usize = 6;

/// How it went.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What was keyed, held against what the sheets say.
    pub result: PracticeResult,
    /// What is remembered of it.
    pub remembered: Practised,
    watch: Stopwatch,
    /// The mistake that is looked at: its place in the list.
    at: usize,
}

impl Outcome {
    pub(super) fn new(batch: &PracticeBatch, replay: &Replay, watch: Stopwatch, now: Timestamp) -> Self {
        let right = batch.sheets.iter().map(|sheet| &sheet.record);
        let result = judge(&batch.questionnaire, right, replay.finished());
        let remembered = Practised {
            operator: batch.operator.clone(),
            questionnaire: batch.questionnaire.id.clone(),
            at: now,
            sheets: result.sheets,
            keys_per_hour: watch.keys_per_hour().map(|speed| speed.round() as u32),
            cells: result.cells,
            mistakes: result.mistakes.len() as u64,
        };
        Self { result, remembered, watch, at: 0 }
    }

    /// The sheet and the question looked at.
    pub(super) fn looked_at(&self) -> Option<(&str, FieldId)> {
        let mistake = self.result.mistakes.get(self.at)?;
        Some((&mistake.number, mistake.cell.field))
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>, batch: &PracticeBatch) {
        self.keys(ui);
        let tokens = context.tokens;
        CentralPanel::default().frame(Frame::new().fill(tokens.desk)).show(ui, |ui| {
            egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                Frame::new().inner_margin(Margin::symmetric(20, 20)).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = size::GAP;
                    card(ui, tokens, |ui| self.figures_ui(ui, context));
                    self.again_ui(ui, context, batch);
                    if !self.result.mistakes.is_empty() {
                        card(ui, tokens, |ui| self.mistakes_ui(ui, context, &batch.questionnaire));
                        card(ui, tokens, |ui| self.kinds_ui(ui, context));
                    }
                    card(ui, tokens, |ui| self.trend_ui(ui, context));
                });
            });
        });
    }

    /// The arrows go from mistake to mistake.
    fn keys(&mut self, ui: &Ui) {
        let (down, up) = ui.input_mut(|input| {
            let none = egui::Modifiers::NONE;
            (input.consume_key(none, egui::Key::ArrowDown), input.consume_key(none, egui::Key::ArrowUp))
        });
        let last = self.result.mistakes.len().saturating_sub(1);
        self.at = (self.at + usize::from(down)).min(last).saturating_sub(usize::from(up));
    }

    fn figures_ui(&self, ui: &mut Ui, context: &ScreenContext<'_>) {
        let (tokens, language) = (context.tokens, context.language);
        let (sheets, mistakes) = (self.result.sheets, self.result.mistakes.len());
        let head = text!(language, "practice-sheets-keyed", sheets = sheets, errors = mistakes);
        heading(ui, tokens, &head);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(30.0, 8.0);
            if let Some(speed) = self.watch.keys_per_hour() {
                let shown = whole_number(language, speed.round() as i64);
                figure(ui, tokens, &shown, tokens.ink, &text!(language, "pace-keys-per-hour"));
            }
            if let Some(speed) = per_hour(sheets as u64, self.watch.work_ms) {
                let shown = decimal(language, speed, 1);
                figure(ui, tokens, &shown, tokens.ink, &text!(language, "pace-sheets-per-hour"));
            }
            if let Some(rate) = self.result.per_thousand() {
                let colour = if mistakes > 0 { tokens.amber } else { tokens.ok };
                let shown = decimal(language, rate, 1);
                figure(ui, tokens, &shown, colour, &text!(language, "practice-rate"));
            }
        });
        let cells = whole_number(language, self.result.cells as i64);
        soft(ui, tokens, &text!(language, "practice-not-in-study", cells = cells));
    }

    fn again_ui(&self, ui: &mut Ui, context: &mut ScreenContext<'_>, batch: &PracticeBatch) {
        let (tokens, language) = (context.tokens, context.language);
        ui.horizontal_wrapped(|ui| {
            let again = if batch.on_paper { "practice-again-paper" } else { "practice-again" };
            let again = text!(language, again);
            if Button::primary(&again).show(ui, tokens).clicked() {
                context.ask(Action::PractiseAgain);
            }
            let back = text!(language, "desktop-back-short");
            if Button::plain(&back).show(ui, tokens).clicked() {
                context.ask(Action::GoBack);
            }
        });
    }

    fn mistakes_ui(&mut self, ui: &mut Ui, context: &ScreenContext<'_>, questionnaire: &Questionnaire) {
        let (tokens, language) = (context.tokens, context.language);
        heading(ui, tokens, &text!(language, "practice-look-again"));
        ui.spacing_mut().item_spacing.y = 6.0;
        for at in 0..self.result.mistakes.len() {
            if mistake_row(ui, context, questionnaire, &self.result.mistakes[at], at == self.at) {
                self.at = at;
            }
        }
    }

    fn kinds_ui(&self, ui: &mut Ui, context: &ScreenContext<'_>) {
        let (tokens, language) = (context.tokens, context.language);
        heading(ui, tokens, &text!(language, "practice-by-kind"));
        let bars: Vec<Bar> = self
            .result
            .by_kind()
            .into_iter()
            .map(|(kind, count)| Bar {
                label: kind.text(language),
                value: count as f64,
                shown: whole_number(language, count as i64),
                note: String::new(),
            })
            .collect();
        bars_ui(ui, tokens, &bars);
    }

    /// The practices of this person on this questionnaire, this one among them.
    fn trend_ui(&self, ui: &mut Ui, context: &ScreenContext<'_>) {
        let (tokens, language) = (context.tokens, context.language);
        heading(ui, tokens, &text!(language, "practice-trend"));
        let own: Vec<&Practised> = context
            .settings
            .practised
            .iter()
            .filter(|past| past.is_like(&self.remembered) && past.at < self.remembered.at)
            .chain([&self.remembered])
            .collect();
        let bars: Vec<Bar> = own
            .iter()
            .skip(own.len().saturating_sub(SHOWN))
            .map(|past| {
                let at = past.at.to_zoned(TimeZone::system());
                let (rate, speed) = (past.per_thousand(), past.keys_per_hour.map(i64::from));
                let speed = speed.map_or_else(|| "–".to_owned(), |speed| whole_number(language, speed));
                let day = crate::texts::date(language, at.date());
                Bar {
                    label: format!("{day} {}", at.strftime("%H:%M")),
                    value: rate,
                    shown: text!(language, "practice-trend-rate", rate = decimal(language, rate, 1)),
                    note: text!(language, "practice-trend-speed", speed = speed),
                }
            })
            .collect();
        bars_ui(ui, tokens, &bars);
        soft(ui, tokens, &text!(language, "practice-trend-remark"));
    }
}

/// The keys of the screen, from the right edge leftwards.
pub(super) fn hints(ui: &mut Ui, context: &mut ScreenContext<'_>) {
    let language = context.language;
    ui.spacing_mut().item_spacing.x = 18.0;
    for (key, does) in
        [("screens-key-escape", "desktop-back-short"), ("screens-key-up-down", "practice-other-mistake")]
    {
        key_hint(ui, context.tokens, &text!(language, key), &text!(language, does));
    }
}

/// A mistake: where, what the sheet says, what was keyed. Whether it was chosen.
fn mistake_row(
    ui: &mut Ui,
    context: &ScreenContext<'_>,
    questionnaire: &Questionnaire,
    mistake: &CellDifference,
    chosen: bool,
) -> bool {
    let (tokens, language) = (context.tokens, context.language);
    let number = mistake.number.as_str();
    let question = answers::question_name(questionnaire, mistake.cell.field, language);
    let place = format!("{} · {question}", text!(language, "screens-sheet", number = number));
    let (right, keyed) = (
        said(questionnaire, mistake, &mistake.first, language),
        said(questionnaire, mistake, &mistake.second, language),
    );
    let corner = egui::CornerRadius::same(size::BUTTON_RADIUS);
    let (back, edge) = if chosen { (tokens.mark, tokens.ring) } else { (tokens.field, tokens.line) };
    let shown = Frame::new()
        .fill(back)
        .stroke(Stroke::new(1.0, edge))
        .corner_radius(corner)
        .inner_margin(Margin::symmetric(12, 8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(16.0, 3.0);
            let words =
                |text: &str, colour| RichText::new(text).font(regular(text_size::SMALL)).color(colour);
            ui.add(egui::Label::new(words(&place, tokens.soft)).wrap());
            ui.horizontal_wrapped(|ui| {
                for (id, value, colour) in
                    [("practice-right", &right, tokens.ok), ("practice-keyed", &keyed, tokens.red)]
                {
                    ui.label(words(&text!(language, id), tokens.soft));
                    ui.label(RichText::new(value).font(semibold(text_size::BASE)).color(colour));
                }
            });
            ui.label(words(&mistake.kind.text(language), tokens.soft));
        });
    let response = ui.interact(shown.response.rect, shown.response.id.with("row"), Sense::click());
    let name = text!(
        language,
        "practice-mistake",
        sheet = number,
        variable = question,
        right = right,
        keyed = keyed
    );
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, chosen, &name));
    focus_ring(ui, tokens, &response, corner);
    ui.painter().rect_stroke(shown.response.rect, corner, Stroke::new(1.0, edge), StrokeKind::Inside);
    response.clicked() || response.gained_focus()
}

/// What one side says of a cell, in words.
fn said(
    questionnaire: &Questionnaire,
    mistake: &CellDifference,
    value: &CellValue,
    language: Language,
) -> String {
    let variable = questionnaire.field_variable(mistake.cell.field);
    let answer = match value {
        CellValue::Empty => Answer::NotApplicable,
        CellValue::Missing(missing) => Answer::Missing(*missing),
        CellValue::Ticked(ticked) => {
            let choice = mistake.cell.choice.and_then(|choice| variable.choices.get(usize::from(choice)));
            let label = choice.map_or("", |choice| choice.label.get(language.code()));
            let id = if *ticked { "practice-ticked" } else { "practice-not-ticked" };
            return text!(language, id, choice = label);
        }
        CellValue::Value(Value::Codes(codes)) => Answer::Value(Value::Codes(codes.clone())),
        CellValue::Value(value) => Answer::Value(value.clone()),
    };
    answers::in_words(questionnaire, variable, &answer, language)
}
