//! In which order a supervisor walks through the queue: by sheet, as the paper lies in the stack, or by
//! question, so that one kind of reading is done in one go; all sheets, or those of one batch. Says
//! nothing of what is decided.

use std::collections::HashSet;

use super::Review;
use crate::study::Batch;

/// What comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Sheet by sheet, questions in paper order.
    #[default]
    Sheet,
    /// Question by question, sheets in order of their numbers.
    Question,
}

impl Order {
    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Sheet => Self::Question,
            Self::Question => Self::Sheet,
        }
    }
}

/// The places in [`Review::queue`] in the order of the walk; of one batch where one is given.
pub fn walk(review: &Review, order: Order, batch: Option<&Batch>) -> Vec<usize> {
    let numbers: Option<HashSet<&str>> =
        batch.map(|batch| batch.numbers.iter().map(String::as_str).collect());
    let within = |number: &str| numbers.as_ref().is_none_or(|numbers| numbers.contains(number));
    let mut places: Vec<usize> =
        (0..review.queue.len()).filter(|place| within(&review.queue[*place].number)).collect();
    if order == Order::Question {
        // Stable: within a question the sheets stay in order.
        places.sort_by_key(|place| review.queue[*place].field());
    }
    places
}
