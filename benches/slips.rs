//! Issue 4, point 2: slips of 3 to 15 lines found and not invented, over 1,000 sheets with 0.3 % ordinary
//! errors, on both questionnaires, from several seeds. Prints figures and judges nothing.
//! `cargo bench --bench slips [-- SHEETS]`.

#[path = "../tests/promises/simulate.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod simulate;

use std::sync::Arc;

use recto::questionnaire::{self, Questionnaire};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with("--")).collect();
    let sheets = arguments.first().and_then(|sheets| sheets.parse().ok()).unwrap_or(1_000);
    let sources: [&[u8]; 2] = [
        include_bytes!("../questionnaires/m2s-impact-2024.toml"),
        include_bytes!("../questionnaires/satisfaction-evenement.toml"),
    ];
    for source in sources {
        let Some(questionnaire): Option<Questionnaire> = questionnaire::read(source).questionnaire else {
            continue;
        };
        let questionnaire = Arc::new(questionnaire);
        for seed in 1..=3 {
            let papers = simulate::sheets(&questionnaire, sheets, &mut simulate::Chance(seed));
            for slip_share in [0.2, 0.0] {
                let found = simulate::slips(&questionnaire, &papers, (0.003, slip_share), seed);
                found.print(&format!(
                    "{}, {sheets} sheets, seed {seed}, slips on {slip_share}",
                    questionnaire.id
                ));
            }
        }
    }
}
