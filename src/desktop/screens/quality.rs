//! How good the data are: the quality page in the window, with what can be done about it: drawing an
//! audit, reading it, writing the printed page.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use egui::{Grid, Key, RichText, Ui, vec2};

use crate::compare::Review;
use crate::desktop::command::{Command, key_name};
use crate::desktop::context::{Action, ScreenContext};
use crate::desktop::quality_thread::{self, Coming, Computing, Shown};
use crate::desktop::theme::{regular, semibold};
use crate::desktop::tokens::{Tokens, size, text_size};
use crate::desktop::widgets::{
    Button, Notice, Tone, card, choice, desk, figure, heading, key_hint, label, progress_row, status_bar,
    top_bar,
};
use crate::export::quality_page::{Figure, QualityPage, Section, Table};
use crate::study::{AuditUnit, Operator, Said};
use crate::text;
use crate::texts::{Language, whole_number};

/// Audits that can be drawn here: unit, how many.
const AUDITS: [(AuditUnit, usize); 4] =
    [(AuditUnit::Cells, 300), (AuditUnit::Cells, 1000), (AuditUnit::Cells, 3000), (AuditUnit::Sheets, 50)];

/// How often it is looked how far the page is.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// Width of the longest bar.
const BAR: f32 = 120.0;

/// The quality page.
pub struct QualityScreen {
    supervisor: Operator,
    /// What the page was made from, and in which language.
    made_from: Option<(Arc<Review>, Language)>,
    page: Option<Shown>,
    making: Option<Computing<Shown>>,
    drawing: Option<Computing<Option<Said>>>,
    printing: Option<Computing<Result<PathBuf, String>>>,
    wanted: usize,
}

impl QualityScreen {
    /// For a supervisor: the page says how the keyings compare.
    pub fn new(supervisor: Operator) -> Self {
        Self {
            supervisor,
            made_from: None,
            page: None,
            making: None,
            drawing: None,
            printing: None,
            wanted: 0,
        }
    }

    /// Paints the screen.
    pub fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        self.hear(ui.ctx(), context);
        let language = context.language;
        let title = self.page.as_ref().map(|shown| shown.page.title.clone()).unwrap_or_default();
        top_bar(ui, context, &[&title, &text!(language, "quality-title")], |_, _| {});
        status_bar(
            ui,
            context,
            |_, _| {},
            |ui, context| {
                let key = Command::Back.shortcut().map(|key| key_name(language, key)).unwrap_or_default();
                key_hint(ui, context.tokens, &key, &text!(language, "desktop-back-short"));
            },
        );
        if !context.covered {
            self.keys(ui, context);
        }
        let tokens = context.tokens;
        desk(ui, tokens, |ui| {
            ui.spacing_mut().item_spacing.y = size::GAP;
            let Some(shown) = &self.page else {
                let progress = self.making.as_ref().map(Computing::progress).unwrap_or_default();
                let reading = context.waiting_text("desktop-reading");
                waiting_ui(ui, tokens, progress, (&reading, language));
                return;
            };
            card(ui, tokens, |ui| figures_ui(ui, tokens, &shown.page));
            let asked = card(ui, tokens, |ui| audit_ui(ui, context, &mut self.wanted, shown.audit_waits));
            for section in &shown.page.sections {
                card(ui, tokens, |ui| section_ui(ui, tokens, section, language));
            }
            match asked {
                Some(Asked::Draw) => self.draw(ui.ctx(), context),
                Some(Asked::Print) => self.print(ui.ctx(), context),
                None => {}
            }
        });
    }

    fn keys(&mut self, ui: &Ui, context: &mut ScreenContext<'_>) {
        let pressed = |key| ui.input(|input| input.key_pressed(key) && input.modifiers.is_none());
        if pressed(Key::C) {
            self.draw(ui.ctx(), context);
        }
        if pressed(Key::A) && self.page.as_ref().is_some_and(|shown| shown.audit_waits) {
            context.ask(Action::Run(Command::Audit));
        }
        if pressed(Key::P) {
            self.print(ui.ctx(), context);
        }
    }

    fn hear(&mut self, wake: &egui::Context, context: &mut ScreenContext<'_>) {
        let review = context.study.as_ref().and_then(|study| study.review.clone());
        let language = context.language;
        let up_to_date = |made: &(Arc<Review>, Language)| {
            review.as_ref().is_some_and(|review| Arc::ptr_eq(review, &made.0)) && made.1 == language
        };
        if let Some(review) = review.clone().filter(|_| !self.made_from.as_ref().is_some_and(up_to_date)) {
            self.making = Some(quality_thread::page(review.clone(), language, wake.clone()));
            self.made_from = Some((review, language));
        }
        if let Some(Coming::Here(shown)) = self.making.as_ref().map(Computing::answer) {
            (self.page, self.making) = (Some(shown), None);
        }
        if let Some(Coming::Here(drawn)) = self.drawing.as_ref().map(Computing::answer) {
            self.drawing = None;
            match (drawn, &mut context.study) {
                (Some(said), Some(study)) => _ = study.declare(self.supervisor.id, vec![(None, said)]),
                _ => context
                    .ask(Action::Notify(Notice::new(Tone::Warning, text!(language, "audit-nothing-agreed")))),
            }
        }
        if let Some(Coming::Here(printed)) = self.printing.as_ref().map(Computing::answer) {
            self.printing = None;
            let notice = match printed {
                Ok(path) => {
                    let path = path.display().to_string();
                    Notice::new(Tone::Done, text!(language, "quality-printed", path = path))
                }
                Err(error) => Notice::new(Tone::Problem, error),
            };
            context.ask(Action::Notify(notice));
        }
    }

    fn draw(&mut self, wake: &egui::Context, context: &ScreenContext<'_>) {
        let review = context.study.as_ref().and_then(|study| study.review.clone());
        if let (Some(review), Some(wanted), None) = (review, AUDITS.get(self.wanted), &self.drawing) {
            self.drawing = Some(quality_thread::draw_audit(review, *wanted, wake.clone()));
        }
    }

    fn print(&mut self, wake: &egui::Context, context: &ScreenContext<'_>) {
        let study = context.study.as_ref();
        if let (Some((review, path)), None) =
            (study.and_then(|study| Some((study.review.clone()?, study.path.clone()))), &self.printing)
        {
            self.printing = Some(quality_thread::print(review, path, context.language, wake.clone()));
        }
    }
}

enum Asked {
    Draw,
    Print,
}

/// While the page is computed. Leaving the screen stops it.
fn waiting_ui(
    ui: &mut Ui,
    tokens: &Tokens,
    (done, all): (usize, usize),
    (reading, language): (&str, Language),
) {
    let shown = |count: usize| whole_number(language, count as i64);
    let what = match all {
        0 => reading.to_owned(),
        _ => text!(language, "comparing-quality", done = shown(done), all = shown(all)),
    };
    progress_row(ui, tokens, &what, (all > 0).then(|| done as f32 / all as f32), None);
    ui.ctx().request_repaint_after(LOOK_AGAIN);
}

fn figures_ui(ui: &mut Ui, tokens: &Tokens, page: &QualityPage) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(42.0, 12.0);
        for (number, says) in &page.figures {
            figure(ui, tokens, number, tokens.ink, says);
        }
    });
}

/// What can be done: an audit drawn or read, the page printed.
fn audit_ui(ui: &mut Ui, context: &mut ScreenContext<'_>, wanted: &mut usize, waits: bool) -> Option<Asked> {
    let (tokens, language) = (context.tokens, context.language);
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(14.0, 10.0);
        let options: Vec<(usize, String)> = AUDITS
            .iter()
            .enumerate()
            .map(|(at, (unit, count))| {
                let id = match unit {
                    AuditUnit::Cells => "quality-draw-cells",
                    AuditUnit::Sheets => "quality-draw-sheets",
                };
                (at, text!(language, id, count = crate::texts::whole_number(language, *count as i64)))
            })
            .collect();
        choice(ui, tokens, &text!(language, "quality-draw-what"), wanted, &options);
        if Button::plain(&text!(language, "quality-draw")).key("C").show(ui, tokens).clicked() {
            asked = Some(Asked::Draw);
        }
        let read = text!(language, Command::Audit.text_id());
        let key = Command::Audit.shortcut().map(|key| key_name(language, key)).unwrap_or_default();
        let button = if waits { Button::primary(&read) } else { Button::plain(&read) };
        if button.key(key).enabled(waits).show(ui, tokens).clicked() {
            context.ask(Action::Run(Command::Audit));
        }
        if Button::plain(&text!(language, "quality-print")).key("P").show(ui, tokens).clicked() {
            asked = Some(Asked::Print);
        }
    });
    asked
}

fn section_ui(ui: &mut Ui, tokens: &Tokens, section: &Section, language: Language) {
    ui.spacing_mut().item_spacing.y = 6.0;
    heading(ui, tokens, &section.heading);
    for sentence in &section.sentences {
        ui.set_max_width(ui.available_width());
        label(ui, tokens, sentence);
    }
    if let Some(table) = &section.table {
        egui::ScrollArea::horizontal()
            .id_salt(&section.heading)
            .show(ui, |ui| table_ui(ui, tokens, &section.heading, table, language));
    }
}

fn table_ui(ui: &mut Ui, tokens: &Tokens, name: &str, table: &Table, language: Language) {
    let rate = |row: &[Figure]| match table.bars.and_then(|at| row.get(at)) {
        Some(Figure::Rate(Some(rate))) => Some(*rate),
        _ => None,
    };
    let most = table.rows.iter().filter_map(|row| rate(row)).fold(0.0, f64::max);
    Grid::new(name).spacing([24.0, 4.0]).min_row_height(20.0).show(ui, |ui| {
        for words in &table.header {
            ui.label(RichText::new(words).font(semibold(text_size::SMALL)).color(tokens.soft));
        }
        ui.end_row();
        for row in &table.rows {
            for figure in row {
                let words =
                    RichText::new(figure.text(language)).font(regular(text_size::BASE)).color(tokens.ink);
                if figure.is_number() {
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| ui.label(words));
                } else {
                    ui.label(words);
                }
            }
            // The bar repeats the figure: nothing for a screen reader.
            if let Some(rate) = rate(row).filter(|_| most > 0.0) {
                let (place, _) = ui.allocate_exact_size(vec2(BAR, 14.0), egui::Sense::hover());
                let width = BAR * (rate / most) as f32;
                let bar = egui::Rect::from_min_size(place.min + vec2(0.0, 2.0), vec2(width, 10.0));
                ui.painter().rect_filled(bar, egui::CornerRadius::same(2), tokens.accent);
            }
            ui.end_row();
        }
    });
}
