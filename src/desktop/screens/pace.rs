//! The speed of keying: to a supervisor by person, batch and day; to a keyer their own figures only.

use egui::Ui;

use crate::desktop::context::ScreenContext;
use crate::desktop::tokens::size;
use crate::desktop::widgets::{Bar, bars_ui, card, column, desk, figure, heading, key_hint, label, soft};
use crate::desktop::widgets::{status_bar, top_bar};
use crate::study::pace::{Activity, PAUSE_MS, Pace};
use crate::study::{OperatorId, batches};
use crate::text;
use crate::texts::{Language, date, decimal, whole_number};

/// Days shown, the newest first.
const DAYS: usize = 14;

/// The screen.
#[derive(Debug)]
pub struct PaceScreen {
    /// Whose figures only; all for a supervisor.
    only: Option<OperatorId>,
}

impl PaceScreen {
    /// For a keyer, who sees nobody else's; for a supervisor with `None`.
    pub fn new(only: Option<OperatorId>) -> Self {
        Self { only }
    }

    /// Paints the screen.
    pub fn ui(&mut self, ui: &mut Ui, context: &mut ScreenContext<'_>) {
        let language = context.language;
        top_bar(ui, context, &[&text!(language, "desktop-title-pace")], |_, _| {});
        status_bar(
            ui,
            context,
            |_, _| {},
            |ui, context| {
                let key = text!(language, "screens-key-escape");
                key_hint(ui, context.tokens, &key, &text!(language, "desktop-back-short"));
            },
        );
        let activity = context.study.as_ref().and_then(|study| study.activity.clone());
        desk(ui, context.tokens, |ui| {
            column(ui, 900.0, |ui| {
                ui.spacing_mut().item_spacing.y = size::GAP;
                match activity {
                    None => _ = soft(ui, context.tokens, &text!(language, "desktop-reading")),
                    Some(activity) => match self.only {
                        Some(operator) => self.figures_ui(ui, context, &activity.only(operator)),
                        None => self.figures_ui(ui, context, &activity),
                    },
                }
            });
        });
    }

    fn figures_ui(&self, ui: &mut Ui, context: &ScreenContext<'_>, activity: &Activity) {
        let (tokens, language) = (context.tokens, context.language);
        let total = activity.total();
        card(ui, tokens, |ui| {
            let id = if self.only.is_some() { "pace-yours" } else { "pace-all" };
            heading(ui, tokens, &text!(language, id));
            if total.sheets_per_hour().is_none() {
                label(ui, tokens, &text!(language, "pace-nothing"));
            } else {
                total_ui(ui, context, &total);
            }
            let seconds = PAUSE_MS / 1000;
            soft(ui, tokens, &text!(language, "pace-remark", seconds = seconds));
        });
        if total.sheets_per_hour().is_none() {
            return;
        }
        if self.only.is_none() {
            let name = |id| context.study.as_ref().map_or("", |study| study.operator_name(id)).to_owned();
            let people = activity.by_operator().into_iter().map(|(id, pace)| (name(id), pace));
            chart_ui(ui, context, "pace-by-operator", people);
            let declared = context.study.as_ref().and_then(|study| study.snapshot.clone());
            let stacks = declared.map(|snapshot| batches(&snapshot.declarations)).unwrap_or_default();
            let batches = activity.by_batch(&stacks).into_iter();
            chart_ui(ui, context, "pace-by-batch", batches.map(|(at, pace)| (stacks[at].name.clone(), pace)));
        }
        let days = activity.by_day().into_iter().rev().take(DAYS);
        chart_ui(ui, context, "pace-by-day", days.map(|(day, pace)| (date(language, day), pace)));
    }
}

fn total_ui(ui: &mut Ui, context: &ScreenContext<'_>, total: &Pace) {
    let (tokens, language) = (context.tokens, context.language);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(40.0, 12.0);
        let figures = [
            (
                total.keys_per_hour().map(|speed| whole_number(language, speed.round() as i64)),
                "pace-keys-per-hour",
            ),
            (total.sheets_per_hour().map(|speed| decimal(language, speed, 1)), "pace-sheets-per-hour"),
            (total.keys_per_sheet().map(|keys| decimal(language, keys, 1)), "pace-keys-per-sheet"),
            (Some(whole_number(language, total.corrections as i64)), "pace-corrections"),
        ];
        for (shown, id) in figures {
            if let Some(shown) = shown {
                figure(ui, tokens, &shown, tokens.ink, &text!(language, id));
            }
        }
    });
    soft(ui, tokens, &time_text(total, language));
}

/// Bars of keys per hour, of sheets per hour where no keys are counted, with the rest in words.
fn chart_ui(
    ui: &mut Ui,
    context: &ScreenContext<'_>,
    id: &str,
    groups: impl Iterator<Item = (String, Pace)>,
) {
    let (tokens, language) = (context.tokens, context.language);
    let groups: Vec<(String, Pace)> = groups.filter(|(_, pace)| pace.work_ms > 0).collect();
    if groups.is_empty() {
        return;
    }
    let keys_known = groups.iter().any(|(_, pace)| pace.keys_per_hour().is_some());
    let bars: Vec<Bar> = groups
        .into_iter()
        .map(|(label, pace)| {
            let (value, shown) = if keys_known {
                let speed = pace.keys_per_hour();
                let shown = speed
                    .map_or_else(|| "–".to_owned(), |speed| whole_number(language, speed.round() as i64));
                (speed, text!(language, "pace-bar-keys", speed = shown))
            } else {
                let speed = pace.sheets_per_hour();
                let shown = decimal(language, speed.unwrap_or_default(), 1);
                (speed, text!(language, "pace-bar-sheets", speed = shown))
            };
            Bar { label, value: value.unwrap_or_default(), shown, note: note(&pace, language) }
        })
        .collect();
    card(ui, tokens, |ui| {
        heading(ui, tokens, &text!(language, id));
        ui.spacing_mut().item_spacing.y = 8.0;
        bars_ui(ui, tokens, &bars);
    });
}

fn note(pace: &Pace, language: Language) -> String {
    let sheets = pace.sheets_per_hour().unwrap_or_default();
    text!(
        language,
        "pace-note",
        count = pace.sheets,
        speed = decimal(language, sheets, 1),
        keys = pace.keys_per_sheet().map_or_else(|| "–".to_owned(), |keys| decimal(language, keys, 0)),
        pauses = pace.pauses,
        minutes = whole_number(language, (pace.pause_ms + 30_000) / 60_000),
        corrections = pace.corrections
    )
}

fn time_text(pace: &Pace, language: Language) -> String {
    let (work, pause) = ((pace.work_ms + 30_000) / 60_000, (pace.pause_ms + 30_000) / 60_000);
    let long = match work {
        0 => text!(language, "pace-under-a-minute"),
        1..60 => text!(language, "pace-minutes", minutes = work),
        _ => text!(language, "pace-hours", hours = work / 60, minutes = format!("{:02}", work % 60)),
    };
    text!(
        language,
        "pace-time",
        count = pace.sheets,
        work = long,
        pauses = pace.pauses,
        paused = whole_number(language, pause)
    )
}
