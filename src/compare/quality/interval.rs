//! Intervals and limits for a proportion, from counts alone: Wilson, exact (Clopper and Pearson), the
//! rule of three. Nothing of sheets or keyings here (see `clusters`).

use statrs::distribution::{ContinuousCDF, Gamma, Normal, StudentsT};
use statrs::function::beta::beta_reg;

/// The share of intervals that hold the truth, wherever nothing else is said.
pub const CONFIDENCE: f64 = 0.95;

/// A lower and an upper limit of a proportion, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// The Wilson score interval (Wilson 1927, *JASA* 22:209) for a proportion seen `hits` times in `trials`;
/// both may be fractions, as effective sample sizes are. `quantile` is that of the normal, or of Student's t
/// where few clusters say how certain the rest is. `None` without trials.
pub fn wilson(hits: f64, trials: f64, quantile: f64) -> Option<Interval> {
    if trials <= 0.0 {
        return None;
    }
    let (share, squared) = (hits / trials, quantile * quantile);
    let middle = share + squared / (2.0 * trials);
    let half = quantile * (share * (1.0 - share) / trials + squared / (4.0 * trials * trials)).sqrt();
    let scale = 1.0 + squared / trials;
    // At none and at all the ends are exactly 0 and 1: what is left of rounding is cut off.
    let low = if hits <= 0.0 { 0.0 } else { ((middle - half) / scale).max(0.0) };
    let high = if hits >= trials { 1.0 } else { ((middle + half) / scale).min(1.0) };
    Some(Interval { low, high })
}

/// The exact two-sided interval (Clopper and Pearson 1934, *Biometrika* 26:404). `None` without trials.
pub fn exact(hits: u64, trials: u64, confidence: f64) -> Option<Interval> {
    let tail = (1.0 - confidence) / 2.0;
    Some(Interval { low: exact_lower(hits, trials, tail)?, high: exact_upper(hits, trials, tail)? })
}

/// The exact upper limit: the greatest proportion under which `hits` or fewer in `trials` still have the
/// probability `tail`. One-sided 95 % is `tail = 0.05`. `None` without trials.
pub fn exact_upper(hits: u64, trials: u64, tail: f64) -> Option<f64> {
    if trials == 0 || hits > trials {
        return None;
    }
    if hits == trials {
        return Some(1.0);
    }
    let (a, b) = (hits as f64 + 1.0, (trials - hits) as f64);
    Some(beta_quantile(a, b, 1.0 - tail))
}

/// The exact lower limit: the least proportion under which `hits` or more in `trials` still have the
/// probability `tail`. `None` without trials.
pub fn exact_lower(hits: u64, trials: u64, tail: f64) -> Option<f64> {
    if trials == 0 || hits > trials {
        return None;
    }
    if hits == 0 {
        return Some(0.0);
    }
    let (a, b) = (hits as f64, (trials - hits) as f64 + 1.0);
    Some(beta_quantile(a, b, tail))
}

/// The rule of three (Hanley and Lippman-Hand 1983, *JAMA* 249:1743): with none in `trials`, at most three
/// in `trials` can be said with 95 %. `None` without trials.
pub fn rule_of_three(trials: u64) -> Option<f64> {
    (trials > 0).then(|| (3.0 / trials as f64).min(1.0))
}

/// The probability of at most `hits` in `trials` at a proportion.
pub fn at_most(hits: u64, trials: u64, share: f64) -> f64 {
    if hits >= trials || share <= 0.0 {
        return 1.0;
    }
    if share >= 1.0 {
        return 0.0;
    }
    1.0 - beta_reg(hits as f64 + 1.0, (trials - hits) as f64, share)
}

/// Where the incomplete beta function reaches `share`: halved until the two ends are neighbours, since it
/// only grows.
fn beta_quantile(a: f64, b: f64, share: f64) -> f64 {
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if beta_reg(a, b, middle) < share {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// The quantile of the normal distribution for a two-sided confidence: 1.96 for 0.95.
pub fn normal_two_sided(confidence: f64) -> f64 {
    Normal::standard().inverse_cdf(0.5 + confidence / 2.0)
}

/// The quantile of Student's t for a two-sided confidence; `None` without degrees of freedom.
pub fn student_two_sided(confidence: f64, freedom: u64) -> Option<f64> {
    if freedom == 0 {
        return None;
    }
    StudentsT::new(0.0, 1.0, freedom as f64).ok().map(|t| t.inverse_cdf(0.5 + confidence / 2.0))
}

/// The quantile of a gamma distribution with this mean and variance; `None` unless both are above zero.
pub(super) fn gamma_quantile(mean: f64, variance: f64, share: f64) -> Option<f64> {
    if mean <= 0.0 || variance <= 0.0 {
        return None;
    }
    let gamma = Gamma::new(mean * mean / variance, mean / variance).ok()?;
    let (mut low, mut high) = (0.0_f64, mean + 10.0 * variance.sqrt());
    while gamma.cdf(high) < share {
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if gamma.cdf(middle) < share { low = middle } else { high = middle }
    }
    Some(high)
}
