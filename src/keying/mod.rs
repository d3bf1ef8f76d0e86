//! The key-by-key session on one stack of sheets: a pure state machine, keys in, effects out. No window,
//! no disk, no clock.

pub mod entry;

pub use entry::{Cause, Entry};
