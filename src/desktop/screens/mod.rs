//! The screens, one file each: they paint what they are given and ask for actions.

mod answer_tile;
pub mod audit;
pub mod export;
pub mod help;
pub mod home;
pub mod keying;
mod keying_list;
mod keying_panels;
pub mod notes;
pub mod pace;
pub mod pairing;
pub mod practice;
pub mod practice_result;
pub mod quality;
pub mod settings;
mod settings_keys;
pub mod settling;
mod settling_again;
mod settling_keys;
mod settling_panels;
mod settling_queue;
mod settling_review;
mod settling_sheet;
pub mod sheet;
mod sheet_panel;
pub mod stacks;
pub mod study;
