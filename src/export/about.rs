//! The sentences that stand beside exported data, the same in a workbook and in a codebook: the study,
//! the keying, the bases of percentages, the missing codes. Labels with values; no format of a file.

use crate::compare::Counts;
use crate::keying::Absence;
use crate::questionnaire::{Missing, NOT_ASKED, Questionnaire};
use crate::study::absent;
use crate::texts::{Language, date, decimal, whole_number};

use super::What;
use super::facts::Facts;
use super::frequencies::VariableAnswers;

/// A label and what stands beside it.
pub(super) type Line = (String, String);

fn line(language: Language, id: &str, value: impl Into<String>) -> Line {
    (crate::text!(language, id), value.into())
}

/// Which study, which version, which period.
pub(super) fn study(facts: &Facts<'_>, language: Language) -> Vec<Line> {
    let questionnaire = facts.questionnaire();
    let mut lines = vec![
        line(language, "export-about-questionnaire", &questionnaire.id),
        line(language, "export-about-version", &questionnaire.version),
    ];
    let versions = facts.versions();
    if versions.len() > 1 {
        let each = versions.iter().map(|(version, keyings)| {
            crate::text!(
                language,
                "export-about-version-keyings",
                version = version.as_str(),
                count = *keyings
            )
        });
        lines.push(line(language, "export-about-versions", each.collect::<Vec<_>>().join("\n")));
    }
    if let Some((first, last)) = facts.period() {
        let (first, last) = (date(language, first), date(language, last));
        lines.push(line(
            language,
            "export-about-period",
            crate::text!(language, "export-about-period-is", first = first, last = last),
        ));
    }
    if let Some(last) = facts.snapshot.last_entry {
        let day = last.to_zoned(jiff::tz::TimeZone::UTC).date();
        lines.push(line(language, "export-about-last-entry", date(language, day)));
    }
    let absent = absent(&facts.snapshot.declarations);
    if !absent.is_empty() {
        let count = |absence| absent.values().filter(|it| it.absence == absence).count();
        let (void, missing) = (count(Absence::Void), count(Absence::Missing));
        let value = crate::text!(language, "stacks-about-absent-are", void = void, missing = missing);
        lines.push(line(language, "stacks-about-absent", value));
    }
    let content = if facts.what == What::Final { "export-about-final" } else { "export-about-raw" };
    lines.push(line(language, "export-about-content", crate::text!(language, content)));
    lines.push(line(language, "export-about-program", format!("Recto {}", env!("CARGO_PKG_VERSION"))));
    lines
}

/// How well the study was keyed, as a whole.
pub(super) fn keying(facts: &Facts<'_>, language: Language) -> Vec<Line> {
    let counts = facts.comparison.counts;
    let shown = |count: u64| whole_number(language, count as i64);
    vec![
        line(language, "export-about-compared", shown(counts.compared)),
        line(language, "export-about-different", shown(counts.in_substance())),
        line(language, "export-about-per-10000", rate(&counts, language)),
    ]
}

/// Differences per 10,000 cells, rounded once; a dash where nothing was compared.
pub(super) fn rate(counts: &Counts, language: Language) -> String {
    counts.per_10_000().map_or_else(|| "–".to_owned(), |rate| decimal(language, rate, 1))
}

/// From where to where the numbers of a variable go, and their mean; `None` where there are none.
pub(super) fn numbers(counts: &VariableAnswers, language: Language) -> Option<String> {
    let mean = counts.numbers.mean()?;
    let number = |number: f64| decimal(language, number, if number.fract() == 0.0 { 0 } else { 2 });
    Some(crate::text!(
        language,
        "export-codebook-numbers-are",
        least = number(counts.numbers.least),
        most = number(counts.numbers.most),
        mean = decimal(language, mean, 2)
    ))
}

/// How well a variable was keyed, in a sentence.
pub(super) fn quality(counts: &Counts, language: Language) -> String {
    let shown = |count: u64| whole_number(language, count as i64);
    crate::text!(
        language,
        "export-codebook-quality-is",
        rate = rate(counts, language),
        differences = counts.in_substance(),
        shown = shown(counts.in_substance()),
        cells = shown(counts.compared)
    )
}

/// What percentages are of.
pub(super) fn bases(facts: &Facts<'_>, language: Language) -> Vec<Line> {
    let all = || crate::text!(language, "export-base-everybody");
    let rule = facts.questionnaire().respondents.as_ref();
    vec![
        line(language, "export-base-respondents", rule.map_or_else(all, |rule| rule.source().to_owned())),
        line(language, "export-base-answered", crate::text!(language, "export-base-answered-is")),
        line(language, "export-base-rounding", crate::text!(language, "export-base-rounding-is")),
        line(language, "export-base-quality", crate::text!(language, "export-base-quality-is")),
    ]
}

/// The missing codes and what they mean, the empty cell last.
pub(super) fn missing_codes(questionnaire: &Questionnaire, language: Language) -> Vec<Line> {
    let codes = questionnaire.missing.iter().map(|code| {
        let number = code.number.map_or(String::new(), |number| format!(" ({number})"));
        (code.name.clone(), format!("{}{number}", code.label.get(language.code())))
    });
    let empty = line(language, "export-about-empty", crate::text!(language, "export-about-empty-is"));
    codes.chain([empty]).collect()
}

/// A kind of missing answer: its code and its label.
pub(super) fn missing(questionnaire: &Questionnaire, means: Missing, language: Language) -> Line {
    match questionnaire.missing_code(means) {
        Some(code) => (code.name.clone(), code.label.get(language.code()).to_owned()),
        None if means == Missing::NotAsked => {
            (NOT_ASKED.to_owned(), crate::text!(language, "export-count-not-asked"))
        }
        None => (String::new(), crate::text!(language, "export-count-empty-in-file")),
    }
}

/// `78,5 % (106/135)`: a share with k and n, rounded once, half up; a dash where n is 0.
pub(super) fn share(k: u64, n: u64, language: Language) -> String {
    if n == 0 {
        return "–".to_owned();
    }
    let percent = decimal(language, k as f64 * 100.0 / n as f64, 1);
    crate::text!(language, "export-share", percent = percent, k = k.to_string(), n = n.to_string())
}

/// What was counted beside the choices: group, code, label, count; only what there is.
pub(super) fn besides(
    questionnaire: &Questionnaire,
    counts: &VariableAnswers,
    language: Language,
) -> Vec<(String, String, String, u64)> {
    let text = |id: &str| crate::text!(language, id);
    let mut all = Vec::new();
    if counts.as_written > 0 {
        let label = text("export-count-as-written");
        all.push((text("export-frequencies-is-answer"), String::new(), label, counts.as_written));
    }
    for (means, count) in counts.missing.iter().filter(|(_, count)| *count > 0) {
        let (code, label) = missing(questionnaire, *means, language);
        all.push((text("export-frequencies-is-missing"), code, label, *count));
    }
    if counts.skipped > 0 {
        let label = text("export-count-skipped");
        all.push((text("export-frequencies-is-skipped"), String::new(), label, counts.skipped));
    }
    if counts.open > 0 {
        let label = text("export-count-open");
        all.push((text("export-frequencies-is-open"), String::new(), label, counts.open));
    }
    all
}
