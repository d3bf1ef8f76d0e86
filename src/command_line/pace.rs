//! The speeds of keying in `recto status`: per operator, batch and day, as JSON and as text.

use serde::Serialize;

use crate::study::pace::{Activity, PAUSE_MS, Pace};
use crate::study::{Snapshot, batches};
use crate::text;
use crate::texts::{Language, decimal, whole_number};

/// The part `activity` of the JSON document; its field names are fixed (README).
#[derive(Serialize)]
pub(super) struct ActivityStatus {
    pause_threshold_seconds: i64,
    total: Figures,
    operators: Vec<Named>,
    batches: Vec<Named>,
    days: Vec<OfDay>,
}

#[derive(Serialize)]
struct Named {
    name: String,
    #[serde(flatten)]
    figures: Figures,
}

#[derive(Serialize)]
struct OfDay {
    day: String,
    #[serde(flatten)]
    figures: Figures,
}

#[derive(Serialize)]
struct Figures {
    sheets: u64,
    timed_sheets: u64,
    work_seconds: i64,
    keys: u64,
    keys_per_hour: Option<f64>,
    sheets_per_hour: Option<f64>,
    keys_per_sheet: Option<f64>,
    pauses: u64,
    pause_seconds: i64,
    answers: u64,
    corrections: u64,
}

impl From<Pace> for Figures {
    fn from(pace: Pace) -> Self {
        Self {
            sheets: pace.sheets,
            timed_sheets: pace.timed_sheets,
            work_seconds: seconds(pace.work_ms),
            keys: pace.keys,
            keys_per_hour: pace.keys_per_hour(),
            sheets_per_hour: pace.sheets_per_hour(),
            keys_per_sheet: pace.keys_per_sheet(),
            pauses: pace.pauses,
            pause_seconds: seconds(pace.pause_ms),
            answers: pace.answers,
            corrections: pace.corrections,
        }
    }
}

fn seconds(milliseconds: i64) -> i64 {
    (milliseconds + 500) / 1000
}

impl ActivityStatus {
    pub(super) fn of(activity: &Activity, snapshot: &Snapshot) -> Self {
        let name = |id| {
            let operator = snapshot.operators.iter().find(|operator| operator.id == id);
            operator.map(|operator| operator.name.clone()).unwrap_or_default()
        };
        let stacks = batches(&snapshot.declarations);
        Self {
            pause_threshold_seconds: PAUSE_MS / 1000,
            total: activity.total().into(),
            operators: activity
                .by_operator()
                .into_iter()
                .map(|(id, pace)| Named { name: name(id), figures: pace.into() })
                .collect(),
            batches: activity
                .by_batch(&stacks)
                .into_iter()
                .map(|(at, pace)| Named { name: stacks[at].name.clone(), figures: pace.into() })
                .collect(),
            days: activity
                .by_day()
                .into_iter()
                .map(|(day, pace)| OfDay { day: day.to_string(), figures: pace.into() })
                .collect(),
        }
    }

    /// A line for each operator and batch; days stand in the JSON.
    pub(super) fn print(&self, language: Language) {
        for Named { name, figures } in self.operators.iter().chain(&self.batches) {
            let Figures { keys_per_hour, sheets_per_hour, .. } = figures;
            if let Some(sheets) = sheets_per_hour {
                let keys = keys_per_hour
                    .map_or_else(|| "–".to_owned(), |keys| whole_number(language, keys.round() as i64));
                println!(
                    "{}",
                    text!(
                        language,
                        "pace-status-line",
                        name = name.as_str(),
                        keys = keys,
                        sheets = decimal(language, *sheets, 1),
                        pauses = figures.pauses,
                        corrections = figures.corrections
                    )
                );
            }
        }
    }
}
