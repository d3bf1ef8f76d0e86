//! The study file.
pub mod model;
pub use model::*;
