//! The window's own controls: buttons with key caps, cards, pills, bars, fields, notices. They know
//! tokens and nothing of studies (bars know which commands exist). Each can be reached by keyboard,
//! shows its focus, and has a name for screen readers.

mod bars;
mod button;
mod card;
mod chart;
mod choice;
mod field;
mod icon;
mod key_cap;
mod notice;

pub use bars::{status_bar, top_bar};
pub use button::{Button, focus_ring, keep_in_view, link, pill, pill_button};
pub use card::{bold, card, column, desk, figure, heading, label, soft};
pub use chart::{Bar, bars_ui};
pub use choice::{choice, choice_with_sentences};
pub use field::{TextField, problem_line};
pub use icon::{Icon, paint_icon};
pub use key_cap::{key_cap, key_cap_width, key_hint, paint_key_cap};
pub use notice::{Banner, Notice, Notices, Tone, progress_row};
