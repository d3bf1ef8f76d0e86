//! What Recto promises, room by room. One test program, so that the window's crates are linked once.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod compare;
mod display;
mod export;
mod frames;
mod import;
mod keying;
mod paper;
mod questionnaire;
mod real_window;
mod study;
mod survey;
mod texts;
