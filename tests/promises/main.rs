//! What Recto promises, room by room. One test program, so that the window's crates are linked once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod archive;
mod compare;
mod display;
mod export;
mod floor;
mod frames;
mod house;
mod import;
mod keying;
mod paper;
mod profile;
mod questionnaire;
mod readme;
mod real_window;
mod study;
mod survey;
mod texts;
mod window;
