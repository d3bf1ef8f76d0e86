//! The page that says how good the data are: its sentences and tables, made once from the figures of
//! `compare::quality` and shown in the window, in the terminal, in a workbook and on paper. Here every
//! figure gets its k, its n, its rounding (half up, once) and its words. No file is written here (see
//! `quality_files`).

use crate::compare::Comparison;
use crate::compare::quality::interval::Interval;
use crate::compare::quality::{ClusterSums, Quality};
use crate::questionnaire::Questionnaire;
use crate::study::{OperatorId, Snapshot};
use crate::text;
use crate::texts::{Language, decimal, whole_number};

use super::quality_sections as sections;

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct QualityPage {
    /// What it is about.
    pub title: String,
    /// The few figures that matter most: the figure, and what it says.
    pub figures: Vec<(String, String)>,
    /// Its parts, in order.
    pub sections: Vec<Section>,
}

/// A part of the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// What it says.
    pub sentences: Vec<String>,
    /// Its figures.
    pub table: Option<Table>,
    /// Whether it stands on the one printed page for a funder.
    pub printed: bool,
}

/// A table: header and rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Its columns.
    pub header: Vec<String>,
    /// Its rows, each as long as the header.
    pub rows: Vec<Vec<Figure>>,
    /// The column whose rates are also drawn as bars.
    pub bars: Option<usize>,
}

/// What a cell of a table holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// Words.
    Words(String),
    /// A count.
    Count(u64),
    /// A rate per 10,000 cells; `None` where there is none.
    Rate(Option<f64>),
    /// The ends of an interval per 10,000 cells; `None` where there is none.
    Between(Option<(f64, f64)>),
}

impl Figure {
    /// As a person reads it.
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Words(words) => words.clone(),
            Self::Count(count) => whole_number(language, *count as i64),
            Self::Rate(Some(rate)) => per_10_000(*rate, language),
            Self::Between(Some((low, high))) => text!(
                language,
                "quality-between",
                low = per_10_000(*low, language),
                high = per_10_000(*high, language)
            ),
            Self::Rate(None) | Self::Between(None) => "–".to_owned(),
        }
    }

    /// Whether it stands on the right of its column.
    pub fn is_number(&self) -> bool {
        !matches!(self, Self::Words(_))
    }
}

/// What the page is made from.
pub struct Source<'a> {
    /// The study.
    pub snapshot: &'a Snapshot,
    /// Its keyings compared.
    pub comparison: &'a Comparison,
    /// Its figures.
    pub quality: &'a Quality,
    /// Whether operators are named; a letter stands for each otherwise.
    pub names: bool,
    /// The language of the page.
    pub language: Language,
}

impl Source<'_> {
    pub(super) fn questionnaire(&self) -> &Questionnaire {
        &self.snapshot.questionnaire
    }

    pub(super) fn count(&self, count: u64) -> String {
        whole_number(self.language, count as i64)
    }

    /// `12 of 3,450 cells`.
    pub(super) fn of(&self, hits: u64, cells: u64) -> String {
        text!(self.language, "quality-k-of-n", k = self.count(hits), n = self.count(cells))
    }

    /// `34.8`: a share as a rate per 10,000.
    pub(super) fn rate(&self, share: f64) -> String {
        per_10_000(share * 10_000.0, self.language)
    }

    /// The name of an operator, or the letter that stands for it.
    pub(super) fn operator(&self, id: OperatorId) -> String {
        let mut known: Vec<OperatorId> = self.quality.tally.operators.keys().copied().collect();
        known.extend(self.quality.settling.by_supervisor.keys());
        let at = self.snapshot.operators.iter().position(|operator| operator.id == id);
        match at.and_then(|at| self.snapshot.operators.get(at)) {
            Some(operator) if self.names => operator.name.clone(),
            _ => {
                let place = known.iter().position(|other| *other == id).unwrap_or(known.len());
                text!(self.language, "quality-person", letter = letter(place))
            }
        }
    }
}

/// `A` to `Z`, then `A2`…
fn letter(place: usize) -> String {
    let letter = char::from(b'A' + (place % 26) as u8);
    if place < 26 { letter.to_string() } else { format!("{letter}{}", place / 26 + 1) }
}

/// A rate per 10,000: two decimals below ten, one above.
pub(super) fn per_10_000(rate: f64, language: Language) -> String {
    decimal(language, rate, if rate < 10.0 { 2 } else { 1 })
}

/// A rate of hits and its interval as two figures.
pub(super) fn rate_figures(sums: &ClusterSums) -> [Figure; 2] {
    [Figure::Rate(sums.rate().map(|rate| rate * 10_000.0)), between(sums.interval())]
}

pub(super) fn between(interval: Option<Interval>) -> Figure {
    Figure::Between(interval.map(|interval| (interval.low * 10_000.0, interval.high * 10_000.0)))
}

impl QualityPage {
    /// Makes the page.
    pub fn of(source: &Source<'_>) -> Self {
        let language = source.language;
        Self {
            title: source.questionnaire().title.get(language.code()).to_owned(),
            figures: sections::figures(source),
            sections: sections::all(source),
        }
    }

    /// The page as plain lines, for a terminal.
    pub fn lines(&self, language: Language) -> Vec<String> {
        let mut lines = vec![text!(language, "quality-title-of", questionnaire = self.title.as_str())];
        for section in &self.sections {
            lines.push(String::new());
            lines.push(section.heading.clone());
            lines.extend(section.sentences.iter().map(|sentence| format!("  {sentence}")));
            lines.extend(section.table.iter().flat_map(|table| table.lines(language)));
        }
        lines
    }
}

impl Table {
    fn lines(&self, language: Language) -> Vec<String> {
        let texts: Vec<Vec<String>> =
            self.rows.iter().map(|row| row.iter().map(|figure| figure.text(language)).collect()).collect();
        let width = |column: usize| {
            let header = self.header.get(column).map_or(0, |words| words.chars().count());
            texts
                .iter()
                .filter_map(|row| row.get(column))
                .map(|text| text.chars().count())
                .max()
                .unwrap_or(0)
                .max(header)
        };
        let widths: Vec<usize> = (0..self.header.len()).map(width).collect();
        let line = |cells: &[String], right: &dyn Fn(usize) -> bool| {
            let cells = cells.iter().zip(&widths).enumerate().map(|(at, (cell, width))| {
                let room = " ".repeat(width.saturating_sub(cell.chars().count()));
                if right(at) { format!("{room}{cell}") } else { format!("{cell}{room}") }
            });
            format!("    {}", cells.collect::<Vec<_>>().join("  ")).trim_end().to_owned()
        };
        let numbers =
            |at: usize| self.rows.first().and_then(|row| row.get(at)).is_some_and(Figure::is_number);
        std::iter::once(line(&self.header, &numbers))
            .chain(texts.iter().map(|row| line(row, &numbers)))
            .collect()
    }
}
