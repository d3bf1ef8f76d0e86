//! The study file: what is kept and how. SQL lives in this room only; the rooms to the right work on
//! the plain values of `model`. No egui.

pub mod absent;
pub mod activity;
pub mod answers;
pub mod audit;
pub mod batches;
pub mod counted;
pub mod declaration;
pub mod erase;
pub mod error;
pub mod import;
pub mod model;
pub mod notes;
pub mod pace;
pub mod plan;
pub mod revision;
pub mod sheets;
pub mod stacks;
pub mod station;
pub mod store;
pub mod writer;

mod backup;
mod codes;
mod constants;
mod ids;
mod journal;
mod keep;
mod keep_whole;
mod kept_answer;
mod packing;
mod place;
mod pseudonym;
mod purge;
mod reading;
mod schema;
mod second_pass;
mod start;
#[cfg(test)]
mod tests;
mod versions;

pub use absent::{Absent, absent};
pub use activity::AnswerTime;
pub use answers::Answers;
pub use audit::{AuditUnit, SampledCell, SampledSheet};
pub use batches::{Batch, batches};
pub use counted::{Counted, KeyedAs, Matching, Move, counted_states, matchings};
pub use declaration::{Declaration, Said};
pub use erase::{Erased, Scope};
pub use error::{StudyError, Warning};
pub use journal::{Happening, JournalLine};
pub use keep::SessionId;
pub use keep_whole::TakenKeying;
pub use kept_answer::KeptAnswer;
pub use model::*;
pub use pace::{Activity, Pace};
pub use place::synchronised_by;
pub use plan::{Plan, Sampling, Whole};
pub use purge::Purged;
pub use reading::Unfinished;
pub use second_pass::{SecondPass, SheetChoice, UnknownChoice};
pub use start::{BatchChoice, BegunKeying, KeyingStart};
pub use station::Station;
pub use store::{Study, fold};
pub use writer::{NotTaken, Unclosed, Writer, WriterEvent};
