//! Chance that can be repeated: a seed and a name give a number, the same on every machine and in every
//! version of Recto, so that anybody can draw a sample again and see that nobody picked it.

use sha2::{Digest, Sha256};

/// The number that stands for `parts` under a seed: the first eight bytes of their SHA-256, each part
/// preceded by its length.
pub fn lot(seed: u64, parts: &[&str]) -> u64 {
    let mut hash = Sha256::new();
    hash.update(seed.to_be_bytes());
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Whether the lot of `parts` falls into a share of so many in a hundred.
pub fn falls_in(seed: u64, parts: &[&str], percent: u8) -> bool {
    // The product does not overflow: it is weighed in 128 bits.
    u128::from(lot(seed, parts)) * 100 < u128::from(percent) << 64
}

/// The places of the `wanted` smallest lots, in order of their places: a simple random sample without
/// replacement.
pub fn draw(lots: &[u64], wanted: usize) -> Vec<usize> {
    let mut places: Vec<usize> = (0..lots.len()).collect();
    places.sort_by_key(|place| (lots.get(*place), *place));
    places.truncate(wanted);
    places.sort_unstable();
    places
}
