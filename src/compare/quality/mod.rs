//! How good the data of a study are: what was compared, how often the keyings differ, how often each
//! operator was wrong, what may be left. Pure; DESIGN 9 says what the quality page states.

pub mod audit;
pub mod chance;
pub mod clusters;
pub mod independence;
pub mod interval;
