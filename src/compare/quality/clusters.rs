//! Rates where sheets are clusters: the cells of one sheet share its handwriting, its light and the
//! minute in which it was keyed, so they say less than as many cells of as many sheets.

use super::interval::{CONFIDENCE, Interval, gamma_quantile, student_two_sided, wilson};

/// Hits among cells, added up sheet by sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ClusterSums {
    /// Sheets with at least one cell.
    pub sheets: u64,
    /// Cells.
    pub cells: u64,
    /// Cells that are hits: differences, errors.
    pub hits: u64,
    /// The most hits on one sheet.
    pub most: u64,
    /// Sum of squared hits by sheet.
    hits_squared: f64,
    /// Sum of hits times cells by sheet.
    hits_cells: f64,
    /// Sum of squared cells by sheet.
    cells_squared: f64,
}

impl ClusterSums {
    /// Adds a sheet; one without cells adds nothing.
    pub fn add(&mut self, hits: u64, cells: u64) {
        if cells == 0 {
            return;
        }
        let (y, x) = (hits as f64, cells as f64);
        self.sheets += 1;
        self.cells += cells;
        self.hits += hits;
        self.most = self.most.max(hits);
        self.hits_squared += y * y;
        self.hits_cells += y * x;
        self.cells_squared += x * x;
    }

    /// The sums of sheets given as hits and cells.
    pub fn of(sheets: impl IntoIterator<Item = (u64, u64)>) -> Self {
        let mut sums = Self::default();
        for (hits, cells) in sheets {
            sums.add(hits, cells);
        }
        sums
    }

    /// Hits per cell: the ratio of two sums. `None` without cells.
    pub fn rate(&self) -> Option<f64> {
        (self.cells > 0).then(|| self.hits as f64 / self.cells as f64)
    }

    /// The linearised variance of [`Self::rate`] with sheets as clusters (Cochran 1977, *Sampling
    /// Techniques*, 3rd ed., 6.3 and 9A): `m/(m−1) · Σ(yᵢ − R·xᵢ)² / X²`. `None` below two sheets.
    pub fn variance(&self) -> Option<f64> {
        let rate = self.rate().filter(|_| self.sheets > 1)?;
        let (sheets, cells) = (self.sheets as f64, self.cells as f64);
        let residuals = self.hits_squared - 2.0 * rate * self.hits_cells + rate * rate * self.cells_squared;
        Some((sheets / (sheets - 1.0) * residuals / (cells * cells)).max(0.0))
    }

    /// By how much sheets make the rate less certain than as many single cells would (Kish's design
    /// effect), 1 at least: chance alone must not make an interval narrower. `None` below two sheets.
    pub fn design_effect(&self) -> Option<f64> {
        let (rate, variance) = (self.rate()?, self.variance()?);
        let of_single_cells = rate * (1.0 - rate) / self.cells as f64;
        Some(if of_single_cells > 0.0 { (variance / of_single_cells).max(1.0) } else { 1.0 })
    }

    /// A 95 % interval of the rate: Wilson's, with the number of cells divided by the design effect and
    /// Student's t with one degree of freedom less than sheets (Korn and Graubard 1998, *Survey
    /// Methodology* 24:193; Franco et al. 2019, *J. Surv. Stat. Methodol.* 7:334). `None` below two sheets.
    pub fn interval(&self) -> Option<Interval> {
        let effective = self.cells as f64 / self.design_effect()?;
        let quantile = student_two_sided(CONFIDENCE, self.sheets - 1)?;
        wilson(self.rate()? * effective, effective, quantile)
    }

    /// The 95 % upper limit of the rate for whole sheets drawn at random: hits come in bunches, one bunch a
    /// sheet, and the sum of bunches is taken as gamma with the variance that Poisson bunches have, after
    /// one bunch more that was not seen (Fay and Feuer 1997, *Stat. Med.* 16:791, add the largest possible
    /// weight). Nobody knows the largest possible bunch, and without a word about it no limit is of use: of
    /// 20 sheets without a fault 1 − 0.05^(1/20), 14 % of all sheets, may be wrong from top to bottom, and
    /// Stringer's limit, which allows for that, is near six times a truth of 3 % (`benches/audit.rs`). So
    /// it is assumed that no sheet is worse than the worst seen, than [`UNSEEN_TIMES`] an ordinary one, and
    /// than [`LEAST_BUNCH`]; it held in every scene of that bench, a few very hard sheets included. `None`
    /// without cells.
    pub fn upper_limit(&self) -> Option<f64> {
        if self.cells == 0 {
            return None;
        }
        let bunch = (self.most as f64).max(UNSEEN_TIMES * self.ordinary_bunch()).max(LEAST_BUNCH);
        let hits = gamma_quantile(self.hits as f64 + bunch, self.hits_squared + bunch * bunch, CONFIDENCE)?;
        Some((hits / self.cells as f64).min(1.0))
    }

    /// The hits of an ordinary sheet: the mean without the worst one, where there are others.
    fn ordinary_bunch(&self) -> f64 {
        match self.sheets {
            0 | 1 => self.hits as f64,
            sheets => (self.hits - self.most) as f64 / (sheets - 1) as f64,
        }
    }
}

/// How many times as many hits as an ordinary sheet one may have that was not seen.
const UNSEEN_TIMES: f64 = 13.0;

/// The least bunch that may have stayed unseen.
const LEAST_BUNCH: f64 = 2.6;
