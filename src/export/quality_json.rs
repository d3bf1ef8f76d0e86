//! The figures of the quality page as one JSON document; its field names are fixed and listed in the
//! README. Rates are per 10,000 cells and not rounded.

use serde_json::{Value, json};

use crate::compare::quality::independence::SENSITIVITY;
use crate::compare::quality::interval::Interval;
use crate::compare::quality::{Audit, BatchQuality, ClusterSums, Moment, Quality};
use crate::compare::{Comparison, sheet_order};
use crate::questionnaire::Questionnaire;
use crate::study::{OperatorId, Snapshot};

/// The document of `recto quality --json`.
pub fn document(snapshot: &Snapshot, comparison: &Comparison, quality: &Quality) -> Value {
    let questionnaire = &*snapshot.questionnaire;
    let tally = &quality.tally;
    let counted = questionnaire.variables.iter().zip(&tally.variables);
    let variables: Vec<Value> = counted
        .filter(|(_, of)| of.differences.cells > 0)
        .map(|(variable, of)| {
            let mut entry = rate(&of.differences);
            entry["variable"] = json!(variable.name);
            entry["errors"] =
                json!({"cells": of.errors.cells, "first": of.errors.first, "second": of.errors.second});
            entry
        })
        .collect();
    let named = |(name, sums): (String, &ClusterSums)| {
        let mut entry = rate(sums);
        entry["where"] = json!(name);
        entry
    };
    let thirds = tally.thirds.iter().enumerate().map(|(at, sums)| (format!("third-{}", at + 1), sums));
    let pages = tally.pages.iter().enumerate().map(|(at, sums)| (format!("page-{}", at + 1), sums));
    json!({
        "questionnaire": questionnaire.id,
        "version": questionnaire.version,
        "cells": {
            "sheets": comparison.sheets.both.len(),
            "differences": rate(&tally.differences),
            "normalised": tally.normalised,
            "spelling": tally.spelling,
            "open": tally.open,
            "settled": quality.is_settled(),
            "agreed": tally.agreed,
            "corrected": tally.corrected,
            "both_wrong": tally.both_wrong,
            "same_operator_sheets": tally.same_operator,
        },
        "kinds": kinds(&tally.kinds),
        "operators": tally.operators.iter().map(|(id, of)| {
            let mut entry = rate(&of.errors);
            if !quality.is_settled() {
                (entry["per_10_000"], entry["interval"]) = (Value::Null, Value::Null);
            }
            entry["name"] = json!(name(snapshot, *id));
            entry["imported"] = json!(of.imported);
            entry["apart"] = json!({
                "repeated": of.apart.repeated,
                "constant": of.apart.constant,
                "rest_blank": of.apart.rest_blank,
                "told": of.apart.told,
                "wrong": of.apart.wrong,
            });
            entry["unreadable"] = json!(of.unreadable);
            entry["spelling"] = json!(of.spelling);
            entry["read_again"] = json!(of.read_again);
            entry["kinds"] = kinds(&of.kinds);
            entry["position"] = of.thirds.iter().enumerate().map(|(at, sums)| named((format!("third-{}", at + 1), sums))).collect();
            entry["minutes"] = Moment::ALL.iter().zip(&of.moments).map(|(moment, sums)| named((moment.name().to_owned(), sums))).collect();
            entry
        }).collect::<Vec<_>>(),
        "variables": variables,
        "position": thirds.chain(pages).map(named).collect::<Vec<_>>(),
        "batches": quality.batches.iter().map(batch).collect::<Vec<_>>(),
        "estimate": if !quality.is_settled() { Value::Null } else { json!({
            "agreed": quality.undetected.agreed,
            "wrong": quality.undetected.expected,
            "sensitivity": SENSITIVITY.map(|times| json!({
                "times": times,
                "wrong": quality.undetected.expected * f64::from(times),
                "per_10_000": quality.undetected.share(times).map(|share| share * 10_000.0),
            })),
        })},
        "settling": settling(snapshot, quality),
        "audits": quality.audits.iter().map(|of| audit(snapshot, of)).collect::<Vec<_>>(),
    })
}

/// `hits`, `cells`, `sheets`, the rate and its interval.
fn rate(sums: &ClusterSums) -> Value {
    json!({
        "hits": sums.hits,
        "cells": sums.cells,
        "sheets": sums.sheets,
        "per_10_000": sums.rate().map(|rate| rate * 10_000.0),
        "interval": interval(sums.interval()),
    })
}

fn interval(interval: Option<Interval>) -> Value {
    interval.map_or(Value::Null, |ends| json!([ends.low * 10_000.0, ends.high * 10_000.0]))
}

fn kinds(kinds: &std::collections::BTreeMap<Option<&'static str>, u64>) -> Value {
    let by_name = kinds.iter().map(|(kind, count)| (kind.unwrap_or("other").to_owned(), json!(count)));
    Value::Object(by_name.collect())
}

fn name(snapshot: &Snapshot, id: OperatorId) -> &str {
    let operator = snapshot.operators.iter().find(|operator| operator.id == id);
    operator.map_or("", |operator| operator.name.as_str())
}

fn batch(of: &BatchQuality) -> Value {
    let mut entry = rate(&of.differences);
    let acceptance = &of.acceptance;
    entry["name"] = json!(of.name);
    entry["sheets_in_batch"] = json!(acceptance.sheets);
    entry["due"] = json!(acceptance.due);
    entry["twice"] = json!(acceptance.twice);
    entry["open"] = json!(acceptance.open);
    entry["limit"] = json!(acceptance.limit.map(|limit| limit * 10_000.0));
    entry["upper"] = json!(acceptance.upper.map(|upper| upper * 10_000.0));
    entry["verdict"] = json!(acceptance.verdict.name());
    entry["operating"] = acceptance.operating.map_or(Value::Null, |at| {
        json!({"cells": at.cells, "at_fifth": at.at_fifth, "at_half": at.at_half, "at_limit": at.at_limit})
    });
    entry
}

fn settling(snapshot: &Snapshot, quality: &Quality) -> Value {
    let of = &quality.settling;
    json!({
        "settled": of.settled,
        "blind": of.blind,
        "seen_both": of.seen_both,
        "file": of.file,
        "read_once": of.read_once,
        "corrections": of.corrections,
        "by_keyer": of.by_keyer,
        "overruled": of.overruled,
        "due": of.due,
        "reread": of.reread,
        "mistakes": of.mistakes,
        "interval": of.interval().map(|ends| [ends.low, ends.high]),
        "supervisors": of.by_supervisor.iter().map(|(id, (reread, mistakes))| {
            json!({"name": name(snapshot, *id), "reread": reread, "mistakes": mistakes})
        }).collect::<Vec<_>>(),
    })
}

/// An audit: what was drawn, read and found.
pub fn audit(snapshot: &Snapshot, of: &Audit) -> Value {
    let questionnaire = &*snapshot.questionnaire;
    let mut left: Vec<&str> = of.left.iter().map(|question| question.number.as_str()).collect();
    left.sort_by(|one, other| sheet_order(one, other));
    left.dedup();
    json!({
        "id": of.id.to_string(),
        "drawn": of.at.to_string(),
        "unit": of.unit,
        "seed": of.seed,
        "frame": {"cells": of.frame_cells, "sheets": of.frame_sheets},
        "drawn_cells": of.cells,
        "drawn_sheets": of.sheets,
        "lost": of.lost,
        "read": of.read.cells,
        "wrong": of.read.hits,
        "spelling": of.spelling,
        "complete": of.is_complete(),
        "upper": of.upper_limit().map(|upper| upper * 10_000.0),
        "readers": of.read_by.iter().map(|id| name(snapshot, *id)).collect::<Vec<_>>(),
        "findings": of.findings.iter().map(|found| json!({
            "sheet": found.number,
            "variable": column(questionnaire, found.cell),
            "corrected": found.corrected,
        })).collect::<Vec<_>>(),
        "sheets_left": left,
    })
}

fn column(questionnaire: &Questionnaire, cell: crate::questionnaire::Cell) -> String {
    questionnaire.cell_column(cell)
}
