//! Under which number each keying counts: the one that was keyed, unless a supervisor matched sheets
//! otherwise. Pure, over what was declared; no keying is ever changed by it.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::declaration::standing;
use super::{Declaration, Keying, KeyingId, KeyingState, Pass, Said};
use crate::questionnaire::{Answer, FieldRecord, Missing};

/// Where one keying is counted from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// The keying.
    pub keying: Uuid,
    /// The sheet it counts for; `None` sets it aside: it stays in the study and counts for none.
    pub number: Option<String>,
}

/// A decision of a supervisor on which keyings belong to which sheets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matching {
    /// Id of the proposal it answers; empty where somebody decided without one.
    pub proposal: String,
    /// Stable name of what the proposal says happened.
    pub what: String,
    /// The numbers it is about, for showing it later.
    pub numbers: Vec<String>,
    /// What changes, all of it or nothing; empty where the proposal was refused.
    pub moves: Vec<Move>,
    /// Of two keyings of one sheet in one pass: the one whose empty answers are filled from the other.
    pub merged: Option<(Uuid, Uuid)>,
}

impl Matching {
    /// Whether the proposal was refused: everything stays as it was keyed.
    pub fn is_refusal(&self) -> bool {
        self.moves.is_empty() && self.merged.is_none()
    }
}

/// Under which number each keying counts.
#[derive(Clone, Debug, Default)]
pub struct Counted<'a> {
    moved: HashMap<Uuid, Option<&'a str>>,
}

impl<'a> Counted<'a> {
    /// From everything that was declared; of two decisions on one keying the newer holds.
    pub fn of(declarations: &'a [Declaration]) -> Self {
        let mut moved = HashMap::new();
        for matching in matchings(declarations).map(|(_, matching)| matching) {
            moved.extend(matching.moves.iter().map(|one| (one.keying, one.number.as_deref())));
            // The filled one stands for both: see `merged_keyings`.
            moved.extend(matching.merged.iter().flat_map(|(one, other)| [(*one, None), (*other, None)]));
        }
        Self { moved }
    }

    /// The number that a keying counts under; `None` where it is set aside.
    pub fn number<'k>(&self, id: KeyingId, keyed: &'k str) -> Option<&'k str>
    where
        'a: 'k,
    {
        self.moved.get(&id.0).map_or(Some(keyed), |number| *number)
    }

    /// Whether a supervisor moved a keying or set it aside.
    pub fn is_moved(&self, id: KeyingId) -> bool {
        self.moved.contains_key(&id.0)
    }

    /// All keyings that a supervisor moved or set aside.
    pub fn moved(&self) -> impl Iterator<Item = (KeyingId, Option<&'a str>)> {
        self.moved.iter().map(|(id, number)| (KeyingId(*id), *number))
    }
}

/// The standing decisions on which keyings belong to which sheets, in order of time.
pub fn matchings(declarations: &[Declaration]) -> impl Iterator<Item = (&Declaration, &Matching)> {
    standing(declarations).filter_map(|declaration| match &declaration.said {
        Said::Matched(matching) => Some((declaration, matching)),
        _ => None,
    })
}

/// Where each keying stands under the number it counts for: those set aside are left out, and of two that
/// were merged one stands for both.
pub fn counted_states(states: &[KeyingState], declarations: &[Declaration]) -> Vec<KeyingState> {
    let counted = Counted::of(declarations);
    let merged = matchings(declarations).filter_map(|(declaration, matching)| {
        let one = states.iter().find(|state| Some(state.id.0) == matching.merged.map(|(one, _)| one))?;
        let number = matching.numbers.first().unwrap_or(&one.number).clone();
        Some(KeyingState { id: KeyingId(declaration.id), number, ..one.clone() })
    });
    let merged: Vec<KeyingState> = merged.collect();
    let all = states.iter().chain(&merged);
    let counts = all.filter_map(|state| {
        let number = counted.number(state.id, &state.number)?.to_owned();
        Some(KeyingState { number, ..state.clone() })
    });
    counts.collect()
}

/// A keying that counts under another number than it was keyed under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyedAs {
    /// The number it counts under; `None` where it is set aside.
    pub sheet: Option<String>,
    /// Which pass.
    pub pass: Pass,
    /// The number it was keyed under.
    pub keyed_as: String,
}

/// The keyings that a supervisor moved to another number or set aside, in the order of `states`.
pub fn keyed_otherwise(states: &[KeyingState], declarations: &[Declaration]) -> Vec<KeyedAs> {
    let counted = Counted::of(declarations);
    let merged: HashSet<Uuid> = matchings(declarations)
        .flat_map(|(_, matching)| matching.merged.into_iter().flat_map(|(one, other)| [one, other]))
        .collect();
    let moved = states.iter().filter(|state| counted.is_moved(state.id) && !merged.contains(&state.id.0));
    let moved = moved.map(|state| KeyedAs {
        sheet: counted.number(state.id, &state.number).map(str::to_owned),
        pass: state.pass,
        keyed_as: state.number.clone(),
    });
    moved.filter(|one| one.sheet.as_ref() != Some(&one.keyed_as)).collect()
}

/// One keying for each two that a supervisor merged: the first with its empty answers filled from the
/// second. Where both say something and not the same, it says nothing, and the paper is read.
pub fn merged_keyings(keyings: &[Keying], declarations: &[Declaration]) -> Vec<Keying> {
    let keying = |id: Uuid| keyings.iter().find(|keying| keying.id.0 == id);
    let of = |(declaration, matching): (&Declaration, &Matching)| {
        let (one, other) = matching.merged?;
        let (one, other) = (keying(one)?, keying(other)?);
        let number = matching.numbers.first().unwrap_or(&one.number).clone();
        let mut merged = Keying { id: KeyingId(declaration.id), number, ..one.clone() };
        for (field, filling) in merged.record.fields.iter_mut().zip(&other.record.fields) {
            if says_nothing(&field.answer) {
                *field = FieldRecord { note: field.note.take(), ..filling.clone() };
            } else if !says_nothing(&filling.answer) && filling.answer != field.answer {
                field.answer = Answer::NotKeyed;
            }
        }
        Some(merged)
    };
    matchings(declarations).filter_map(of).collect()
}

/// Whether nothing was read there: what a merge fills.
pub fn says_nothing(answer: &Answer) -> bool {
    matches!(
        answer,
        Answer::NotKeyed
            | Answer::NotApplicable
            | Answer::Missing(Missing::Blank)
            | Answer::Missing(Missing::EmptyInFile)
    )
}
