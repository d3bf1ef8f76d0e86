//! The key-by-key session on one stack of sheets: a pure state machine, keys in, effects out. No window,
//! no disk, no clock.

mod accept;
mod aside;
mod constants;
pub mod entry;
mod history;
pub mod invented;
pub mod key;
mod messages;
mod movement;
mod multiple;
mod numbering;
mod prompts;
pub mod reading;
pub mod replay;
mod rules;
mod search;
mod session;
mod shelf;
mod stack;
mod table;
mod tally;
mod terms;
pub mod transcribe;
mod typing;
mod undo;
mod verify;
mod view;

pub use aside::Aside;
pub use entry::{Absence, Cause, Entry};
pub use key::Key;
pub use rules::Broken;
pub use session::{Effect, Mode, Refusal, Session, Signal, Stop};
pub use stack::{BatchOfSheets, NumberProblem, NumberState, OwnKeying, Stack};
pub use terms::Terms;
pub use typing::Problem;
pub use verify::FirstKeying;
pub use view::Summary;

#[cfg(test)]
mod stack_tests;
#[cfg(test)]
mod tests;
