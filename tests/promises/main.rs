//! What Recto promises, room by room. One test program, so that the window's crates are linked once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod archive;
mod bench;
mod codebook;
mod compare;
mod display;
mod export;
mod filters;
mod floor;
mod frames;
mod house;
mod import;
mod keying;
mod kinds;
mod package;
mod pairing;
mod paper;
mod plain;
mod profile;
mod questionnaire;
mod readme;
mod real_window;
mod repeats;
mod revise;
mod settling;
mod simulate;
mod simulated;
mod spss;
mod stata;
mod study;
mod survey;
mod texts;
mod torture;
mod window;
mod workbook;
