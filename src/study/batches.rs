//! The batches of a study: stacks of sheets, who was given them, computed from what was declared. Pure.

use uuid::Uuid;

use super::declaration::standing;
use super::{Declaration, OperatorId, Pass, Said};

/// A stack of sheets that is keyed, counted and accepted as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Id of its declaration.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// The numbers of its sheets, in the order of the stack.
    pub numbers: Vec<String>,
    /// To whom it was given for each pass, the newest last.
    pub handed_out: Vec<(Pass, OperatorId)>,
}

/// The standing batches, in the order in which they were declared.
pub fn batches(declarations: &[Declaration]) -> Vec<Batch> {
    let mut batches: Vec<Batch> = Vec::new();
    for declaration in standing(declarations) {
        match &declaration.said {
            Said::Batch { name, numbers } => batches.push(Batch {
                id: declaration.id,
                name: name.clone(),
                numbers: numbers.clone(),
                handed_out: Vec::new(),
            }),
            Said::HandedOut { batch, pass, operator } => {
                if let Some(batch) = batches.iter_mut().find(|known| known.id == *batch) {
                    batch.handed_out.push((*pass, OperatorId(*operator)));
                }
            }
            _ => {}
        }
    }
    batches
}
