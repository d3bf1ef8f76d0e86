//! The parts of the quality page, one function each: which figures, in which words. The figures are
//! `compare::quality`'s.

use crate::compare::quality::acceptance::Acceptance;
use crate::compare::quality::independence::SENSITIVITY;
use crate::compare::quality::{Audit, ClusterSums, Moment, OperatorTally, Verdict};
use crate::study::{AuditUnit, OperatorId, Sampling};
use crate::text;
use crate::texts::{Language, decimal};

use super::quality_page::{Figure, Section, Source, Table, per_10_000, rate_figures};

/// The figures on top.
pub(super) fn figures(source: &Source<'_>) -> Vec<(String, String)> {
    let language = source.language;
    let tally = &source.quality.tally;
    let mut figures = vec![(
        source.count(tally.differences.cells),
        text!(language, "quality-figure-cells", sheets = source.count(tally.differences.sheets)),
    )];
    if let Some(rate) = tally.differences.rate() {
        let of = source.of(tally.differences.hits, tally.differences.cells);
        figures.push((source.rate(rate), text!(language, "quality-figure-differences", of = of)));
    }
    match source.quality.audit().and_then(|audit| Some((audit, audit.upper_limit()?))) {
        Some((audit, upper)) => {
            let of = source.of(audit.read.hits, audit.read.cells);
            figures.push((source.rate(upper), text!(language, "quality-figure-bound", of = of)));
        }
        None => {
            if let Some(share) = source.quality.undetected.share(1).filter(|_| source.quality.is_settled()) {
                figures.push((source.rate(share), text!(language, "quality-figure-estimate")));
            }
        }
    }
    figures
}

/// All parts, in order.
pub(super) fn all(source: &Source<'_>) -> Vec<Section> {
    let parts = [
        differences(source),
        operators(source),
        undetected(source),
        audit(source),
        settling(source),
        batches(source),
        kinds(source),
        position(source),
        moments(source),
        variables(source),
        method(source),
    ];
    parts.into_iter().flatten().collect()
}

fn section(
    source: &Source<'_>,
    id: &str,
    sentences: Vec<String>,
    table: Option<Table>,
    printed: bool,
) -> Section {
    let heading = text!(source.language, &format!("quality-{id}"));
    Section { heading, sentences, table, printed }
}

fn header(language: Language, columns: &[&str]) -> Vec<String> {
    columns.iter().map(|column| text!(language, &format!("quality-column-{column}"))).collect()
}

/// Words, k, n, the rate and its interval: the row of most tables.
fn rate_row(words: Vec<String>, sums: &ClusterSums) -> Vec<Figure> {
    let [rate, interval] = rate_figures(sums);
    let counts = [Figure::Count(sums.hits), Figure::Count(sums.cells), rate, interval];
    words.into_iter().map(Figure::Words).chain(counts).collect()
}

fn differences(source: &Source<'_>) -> Option<Section> {
    let (language, tally) = (source.language, &source.quality.tally);
    let sums = &tally.differences;
    let Some(rate) = sums.rate() else {
        let nothing = text!(language, "quality-nothing");
        return Some(section(source, "differences", vec![nothing], None, true));
    };
    let mut sentences = vec![text!(
        language,
        "quality-differences-are",
        sheets = source.count(sums.sheets),
        of = source.of(sums.hits, sums.cells),
        rate = source.rate(rate)
    )];
    if let Some(interval) = sums.interval() {
        let (low, high) = (source.rate(interval.low), source.rate(interval.high));
        sentences.push(text!(language, "quality-differences-interval", low = low, high = high));
    } else {
        sentences.push(text!(language, "quality-one-sheet"));
    }
    if tally.normalised + tally.spelling > 0 {
        let (normalised, spelling) = (source.count(tally.normalised), source.count(tally.spelling));
        sentences.push(text!(language, "quality-apart-texts", normalised = normalised, spelling = spelling));
    }
    if tally.open > 0 {
        sentences.push(text!(language, "quality-open", open = tally.open, shown = source.count(tally.open)));
    }
    let due =
        source.comparison.due.iter().filter(|due| due.state == crate::compare::State::Open).count() as u64;
    if due > 0 {
        sentences.push(text!(language, "settled-due-open", count = due, shown = source.count(due)));
    }
    if tally.same_operator > 0 {
        sentences.push(text!(language, "quality-same-operator", sheets = tally.same_operator));
    }
    Some(section(source, "differences", sentences, None, true))
}

fn operators(source: &Source<'_>) -> Option<Section> {
    let (language, tally) = (source.language, &source.quality.tally);
    if tally.operators.is_empty() {
        return None;
    }
    if !source.quality.is_settled() {
        return Some(section(source, "operators", vec![text!(language, "quality-waits")], None, true));
    }
    let rows = tally.operators.iter().map(|(id, of)| rate_row(vec![source.operator(*id)], &of.errors));
    let table = Table {
        header: header(language, &["operator", "errors", "cells", "rate", "interval"]),
        rows: rows.collect(),
        bars: Some(3),
    };
    let mut sentences = vec![text!(language, "quality-operators-are")];
    sentences.extend(tally.operators.iter().filter_map(|(id, of)| said_apart(source, *id, of)));
    Some(section(source, "operators", sentences, Some(table), true))
}

/// What of an operator's cells is not in the rate, or is and was not keyed here.
fn said_apart(source: &Source<'_>, id: OperatorId, of: &OperatorTally) -> Option<String> {
    let language = source.language;
    let counts = [
        ("imported", of.imported),
        ("repeated", of.apart.repeated),
        ("constant", of.apart.constant),
        ("rest-blank", of.apart.rest_blank),
        ("told", of.apart.told),
        ("unreadable", of.unreadable),
        ("read-again", of.read_again),
        ("spelling", of.spelling),
    ];
    let said: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| {
            text!(language, &format!("quality-aside-{what}"), count = count, shown = source.count(count))
        })
        .collect();
    let said = said.join(text!(language, "quality-aside-between").as_str());
    (!said.is_empty()).then(|| text!(language, "quality-aside", operator = source.operator(id), said = said))
}

fn undetected(source: &Source<'_>) -> Option<Section> {
    let (language, undetected) = (source.language, &source.quality.undetected);
    if undetected.agreed == 0 {
        return None;
    }
    if !source.quality.is_settled() {
        return Some(section(source, "undetected", vec![text!(language, "quality-waits")], None, true));
    }
    let row = |times: u32| {
        let cells = undetected.expected * f64::from(times);
        vec![
            Figure::Words(text!(language, "quality-times", times = times)),
            Figure::Words(text!(
                language,
                "quality-about-of",
                k = decimal(language, cells, if cells < 10.0 { 2 } else { 0 }),
                n = source.count(undetected.agreed)
            )),
            Figure::Rate(undetected.share(times).map(|share| share * 10_000.0)),
        ]
    };
    let table = Table {
        header: header(language, &["times", "about", "rate"]),
        rows: SENSITIVITY.into_iter().map(row).collect(),
        bars: None,
    };
    let mut sentences = vec![text!(language, "quality-undetected-are")];
    let corrected = source.quality.tally.corrected;
    if corrected > 0 {
        sentences.push(text!(language, "quality-corrected", count = corrected));
    }
    Some(section(source, "undetected", sentences, Some(table), true))
}

fn audit(source: &Source<'_>) -> Option<Section> {
    let language = source.language;
    let mut sentences = Vec::new();
    for audit in source.quality.audits.iter().rev() {
        sentences.extend(of_audit(source, audit));
    }
    if sentences.is_empty() {
        sentences.push(text!(language, "quality-no-audit"));
    }
    Some(section(source, "audit", sentences, None, true))
}

fn of_audit(source: &Source<'_>, audit: &Audit) -> Vec<String> {
    let language = source.language;
    let drawn = match audit.unit {
        AuditUnit::Cells => "quality-audit-cells",
        AuditUnit::Sheets => "quality-audit-sheets",
    };
    let mut sentences = vec![text!(
        language,
        drawn,
        cells = source.count(audit.cells),
        sheets = source.count(audit.sheets),
        frame = source.count(audit.frame_cells),
        frame_sheets = source.count(audit.frame_sheets),
        seed = audit.seed.to_string()
    )];
    if audit.lost > 0 {
        sentences.push(text!(
            language,
            "quality-audit-lost",
            count = audit.lost,
            shown = source.count(audit.lost)
        ));
    }
    match audit.upper_limit() {
        Some(upper) => {
            let of = source.of(audit.read.hits, audit.read.cells);
            let id = match audit.unit {
                AuditUnit::Cells => "quality-audit-bound-cells",
                AuditUnit::Sheets => "quality-audit-bound-sheets",
            };
            sentences.push(text!(language, id, of = of, upper = source.rate(upper)));
            let corrected = audit.findings.iter().filter(|finding| finding.corrected).count();
            if !audit.findings.is_empty() {
                let found = audit.findings.len();
                sentences.push(text!(
                    language,
                    "quality-audit-findings",
                    found = found,
                    corrected = corrected
                ));
            }
        }
        None => {
            let (read, cells) = (source.count(audit.read.cells), source.count(audit.cells - audit.lost));
            sentences.push(text!(language, "quality-audit-unfinished", read = read, cells = cells));
        }
    }
    sentences
}

fn settling(source: &Source<'_>) -> Option<Section> {
    let (language, settling) = (source.language, &source.quality.settling);
    if settling.settled + settling.corrections + settling.read_once == 0 {
        return None;
    }
    let mut sentences = vec![text!(
        language,
        "quality-settled",
        settled = settling.settled,
        shown = source.count(settling.settled),
        blind = source.count(settling.blind),
        seen = source.count(settling.seen_both),
        file = source.count(settling.file),
        overruled = source.count(settling.overruled)
    )];
    match settling.interval() {
        Some(interval) => {
            let percent = |share: f64| decimal(language, share * 100.0, 1);
            sentences.push(text!(
                language,
                "quality-reread",
                of = source.of(settling.mistakes, settling.reread),
                low = percent(interval.low),
                high = percent(interval.high)
            ));
        }
        None => sentences.push(text!(language, "quality-not-reread", due = settling.due)),
    }
    if settling.read_once > 0 {
        let (count, shown) = (settling.read_once, source.count(settling.read_once));
        sentences.push(text!(language, "settled-read-once", count = count, shown = shown));
    }
    if settling.by_keyer > 0 {
        sentences.push(text!(language, "quality-by-keyer", count = settling.by_keyer));
    }
    Some(section(source, "settling", sentences, None, true))
}

fn batches(source: &Source<'_>) -> Option<Section> {
    let (language, batches) = (source.language, &source.quality.batches);
    if batches.is_empty() {
        return None;
    }
    // What a team calls a batch may name a place or a person.
    let name = |at: usize| match source.names {
        true => batches[at].name.clone(),
        false => text!(language, "settled-batch-nth", nth = at + 1),
    };
    let rows = batches.iter().enumerate().map(|(at, batch)| {
        let mut row = rate_row(vec![name(at)], &batch.differences);
        row.push(Figure::Rate(batch.acceptance.upper.map(|upper| upper * 10_000.0)));
        row.push(Figure::Words(verdict(batch.acceptance.verdict, language)));
        row
    });
    let columns = ["batch", "differences", "cells", "rate", "interval", "upper", "verdict"];
    let table = Table { header: header(language, &columns), rows: rows.collect(), bars: Some(3) };
    let plan = &source.snapshot.plan;
    let id = match plan.sampling {
        Sampling::AllTwice => "quality-plan-all-twice",
        Sampling::FirstThenShare => "quality-plan-first-then-share",
        Sampling::ShareWithLimit => "quality-plan-share-with-limit",
    };
    let mut sentences = vec![text!(
        language,
        id,
        first = plan.sampling_first.0,
        percent = plan.sampling_percent.0,
        limit = per_10_000(f64::from(plan.sampling_limit.0), language)
    )];
    let behaviours = batches.iter().enumerate();
    sentences.extend(behaviours.filter_map(|(at, batch)| behaves(source, &name(at), &batch.acceptance)));
    // On the printed page only where they fit.
    let printed = batches.len() <= 6;
    Some(section(source, "batches", sentences, Some(table), printed))
}

/// The verdict in words.
pub(super) fn verdict(verdict: Verdict, language: Language) -> String {
    text!(language, &format!("quality-verdict-{}", verdict.name()))
}

fn behaves(source: &Source<'_>, batch: &str, acceptance: &Acceptance) -> Option<String> {
    let language = source.language;
    let limit = acceptance.limit?;
    let in_100 = |share: f64| decimal(language, share * 100.0, 0);
    Some(match acceptance.operating {
        Some(at) => text!(
            language,
            "quality-operating",
            batch = batch.to_owned(),
            cells = source.count(at.cells),
            fifth = source.rate(limit / 5.0),
            at_fifth = in_100(at.at_fifth),
            half = source.rate(limit / 2.0),
            at_half = in_100(at.at_half),
            limit = source.rate(limit)
        ),
        None => {
            text!(language, "quality-operating-too-few", batch = batch.to_owned(), limit = source.rate(limit))
        }
    })
}

fn kinds(source: &Source<'_>) -> Option<Section> {
    let (language, tally) = (source.language, &source.quality.tally);
    let mut kinds: Vec<(Option<&'static str>, u64)> =
        tally.kinds.iter().map(|(kind, count)| (*kind, *count)).collect();
    kinds.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
    if kinds.is_empty() {
        return None;
    }
    let operators: Vec<&OperatorTally> = tally.operators.values().collect();
    let row = |(kind, count): (Option<&'static str>, u64)| {
        let name = kind_name(kind, language);
        let of_operators =
            operators.iter().map(|of| Figure::Count(of.kinds.get(&kind).copied().unwrap_or(0)));
        [Figure::Words(name), Figure::Count(count), Figure::Count(tally.differences.hits)]
            .into_iter()
            .chain(of_operators)
            .collect::<Vec<_>>()
    };
    let mut columns = header(language, &["kind", "differences", "of-differences"]);
    columns.extend(tally.operators.keys().map(|id| source.operator(*id)));
    let rows = kinds.into_iter().map(row).collect();
    let table = Table { header: columns, rows, bars: None };
    Some(section(source, "kinds", vec![text!(language, "quality-kinds-are")], Some(table), false))
}

fn kind_name(kind: Option<&str>, language: Language) -> String {
    match kind {
        Some(kind) => text!(language, &format!("kind-{}", kind.replace('_', "-"))),
        None => text!(language, "quality-kind-unknown"),
    }
}

fn position(source: &Source<'_>) -> Option<Section> {
    let (language, tally) = (source.language, &source.quality.tally);
    let third = |at: usize| text!(language, &format!("quality-third-{}", at + 1));
    let page = |at: usize| text!(language, "quality-page-number", page = at + 1);
    let thirds = tally.thirds.iter().enumerate().map(|(at, sums)| (third(at), sums));
    let pages = tally.pages.iter().enumerate().map(|(at, sums)| (page(at), sums));
    let rows = thirds.chain(pages).filter(|(_, sums)| sums.cells > 0);
    let table = Table {
        header: header(language, &["where", "differences", "cells", "rate", "interval"]),
        rows: rows.map(|(name, sums)| rate_row(vec![name], sums)).collect(),
        bars: Some(3),
    };
    (tally.differences.cells > 0).then(|| section(source, "position", Vec::new(), Some(table), false))
}

fn moments(source: &Source<'_>) -> Option<Section> {
    let language = source.language;
    if !source.quality.is_settled() {
        return None;
    }
    let mut rows = Vec::new();
    for (id, of) in &source.quality.tally.operators {
        for (moment, sums) in Moment::ALL.iter().zip(&of.moments).filter(|(_, sums)| sums.cells > 0) {
            let when = text!(language, &format!("quality-moment-{}", moment.name().trim_end_matches('+')));
            rows.push(rate_row(vec![source.operator(*id), when], sums));
        }
    }
    let table = Table {
        header: header(language, &["operator", "moment", "errors", "cells", "rate", "interval"]),
        bars: Some(4),
        rows,
    };
    let sentences = vec![text!(language, "quality-moments-are")];
    (!table.rows.is_empty()).then(|| section(source, "moments", sentences, Some(table), false))
}

fn variables(source: &Source<'_>) -> Option<Section> {
    let language = source.language;
    let questionnaire = source.questionnaire();
    let counted = questionnaire.variables.iter().zip(&source.quality.tally.variables);
    let rows = counted.filter(|(_, of)| of.differences.cells > 0).map(|(variable, of)| {
        let words = vec![variable.name.clone(), variable.short_label(language.code()).to_owned()];
        rate_row(words, &of.differences)
    });
    let table = Table {
        header: header(language, &["variable", "question", "differences", "cells", "rate", "interval"]),
        rows: rows.collect(),
        bars: Some(4),
    };
    (!table.rows.is_empty()).then(|| section(source, "variables", Vec::new(), Some(table), false))
}

fn method(source: &Source<'_>) -> Option<Section> {
    let mut said = vec!["method-cells", "method-interval", "method-errors", "method-estimate"];
    match source.quality.audit().map(|audit| audit.unit) {
        Some(AuditUnit::Cells) => said.push("method-audit-cells"),
        Some(AuditUnit::Sheets) => said.push("method-audit-sheets"),
        None => {}
    }
    if !source.quality.settling.by_supervisor.is_empty() {
        said.push("method-reread");
    }
    let sentences = said.iter().map(|id| text!(source.language, &format!("quality-{id}"))).collect();
    Some(section(source, "method", sentences, None, true))
}
