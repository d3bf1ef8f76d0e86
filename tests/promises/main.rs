//! What Recto promises, room by room. One test program, so that the window's crates are linked once.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod archive;
mod compare;
mod export;
mod import;
mod keying;
mod paper;
mod profile;
mod questionnaire;
mod study;
mod survey;
mod texts;
mod window;
