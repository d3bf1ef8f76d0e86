//! What a session is held to beside its questionnaire and its stack: the first keyings that a second one
//! is verified against, questions that are not keyed again, constants of this operator in this pass,
//! answers put aside on sheets left unfinished. How each acts is in `verify`, `constants` and `aside`.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::aside::Aside;
use super::verify::FirstKeying;
use crate::questionnaire::{Answer, FieldId};

/// Terms that a session is begun under. By default none: an independent keying of every question.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// By sheet number: what a second keying is verified against. Empty unless the study verifies.
    pub first_keyings: HashMap<String, FirstKeying>,
    /// Questions that this pass does not ask.
    pub left_out: HashSet<FieldId>,
    /// Answers that this operator has set for the sheets of this pass.
    pub constants: BTreeMap<FieldId, Answer>,
    /// Numbers of which this operator was told on how many questions the two keyings differ.
    pub counted: HashSet<String>,
    /// By number of an unfinished sheet: its answers put aside.
    pub aside: HashMap<String, Aside>,
}
