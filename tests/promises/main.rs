//! What Recto promises, room by room. One test program, so that the window's crates are linked once.
#![allow(clippy::unwrap_used, clippy::expect_used)]
<<<<<<< HEAD
mod study;
<<<<<<< HEAD
mod keying;
=======
>>>>>>> work-q
mod questionnaire;
=======

mod paper;
>>>>>>> work-p
