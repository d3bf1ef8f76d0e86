//! DESIGN 14, keystrokes: what a practised keyer types for the fixture survey, per sheet, against the floor.
//! Prints figures and judges nothing. `cargo bench --bench keystrokes`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../tests/promises/floor.rs"]
mod floor;

use std::sync::Arc;

use recto::keying::transcribe::transcribe;
use recto::keying::{Session, Stack};
use recto::questionnaire::read;
use recto::study::import::{Reading, read_file};

const M2S: &str = include_str!("../questionnaires/m2s-impact-2024.toml");
const PAPER: &[u8] = include_bytes!("../questionnaires/m2s-impact-2024/truth.csv");

fn main() {
    let questionnaire = Arc::new(read(M2S.as_bytes()).questionnaire.unwrap());
    let today = jiff::civil::date(2024, 12, 31);
    let reading = Reading { operator_column: None, as_is: false, today };
    let paper = read_file(&questionnaire, &reading, PAPER).sheets;
    let stack = Stack { expected: questionnaire.expected_sheet_numbers(), ..Stack::default() };
    let mut session = Session::new(questionnaire.clone(), stack, None, today);
    let (mut keys, mut floor, mut most) = (0, 0, 0);
    for sheet in &paper {
        let typed = transcribe(&mut session, &sheet.record).unwrap().0.len();
        most = most.max(typed);
        keys += typed;
        floor += floor::floor_of(&questionnaire, &sheet.record);
    }
    let (sheets, all, least) = (paper.len() as f64, f64::from(keys as u32), f64::from(floor as u32));
    println!("sheets               {:>9}", paper.len());
    println!("keys per sheet       {:>9.1} (most {most})", all / sheets);
    println!("floor per sheet      {:>9.1}", least / sheets);
    println!("ratio                {:>9.3} (at most 1.05)", all / least);
}
