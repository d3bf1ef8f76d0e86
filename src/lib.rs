//! Recto turns stacks of filled-in paper questionnaires into clean spreadsheets. The rooms below are
//! listed in the direction data flows; each knows those above it and never those below it
//! (`ARCHITECTURE.md`).

#![forbid(unsafe_code)]

pub mod questionnaire;

pub mod paper;

pub mod keying;

pub mod study;

pub mod compare;

pub mod export;

pub mod texts;

pub mod desktop;

pub mod command_line;
