//! DESIGN 9, issue 4: errors of pairing in made studies with 0.3 % ordinary typing errors and slips in one
//! sheet of a hundred, for two questionnaires: how many are proposed (recall), how many proposals are right
//! (precision), and how long the search takes. Prints figures and judges nothing.
//! `cargo bench --bench pairing [-- SHEETS]`.

#![allow(clippy::unwrap_used)]

#[path = "../tests/promises/simulated.rs"]
mod simulated;

use std::collections::BTreeMap;
use std::time::Instant;

use recto::compare::compare;
use recto::compare::proposals::{What, proposals};
use recto::questionnaire::{self, Questionnaire, Record};
use recto::study::import::{Import, Mode, import};
use recto::study::{Pass, Station, Study};

use simulated::{Errors, People, found, simulate};

const M2S: &str = include_str!("../questionnaires/m2s-impact-2024.toml");
const CARD: &str = include_str!("../questionnaires/satisfaction-evenement.toml");
const TRUTH: &[u8] = include_bytes!("../questionnaires/m2s-impact-2024/truth.csv");

fn main() {
    let sheets = std::env::args().filter_map(|argument| argument.parse().ok()).next();
    let m2s = questionnaire(M2S);
    let records = fixture(&m2s);
    let card = questionnaire(CARD);
    let errors = Errors { typing: 0.003, pairing: 0.01, slips: 0.01 };
    for (name, asked, records) in [("survey, 4 pages", &m2s, &records[..]), ("card, 1 page", &card, &[])] {
        let people = People { questionnaire: asked, records };
        for (sheets, seeds) in sheets.map_or(vec![(1_000, 3), (10_000, 1)], |sheets| vec![(sheets, 1)]) {
            // The card's numbers have three digits, and some must be free to be mistyped into.
            let sheets = if asked.id == card.id { sheets.min(800) } else { sheets };
            measure(name, &people, sheets, &errors, seeds);
        }
    }
}

fn measure(name: &str, people: &People<'_>, sheets: usize, errors: &Errors, seeds: u64) {
    println!("\n{name}: {sheets} sheets, {seeds} made studies");
    println!(
        "{:<18} {:>7} {:>9} {:>9} {:>8} {:>10}",
        "", "there", "proposed", "right", "recall", "precision"
    );
    let mut all: BTreeMap<What, [usize; 3]> = BTreeMap::new();
    let (mut seconds, mut comparing) = (0.0, 0.0);
    for seed in 1..=seeds {
        let made = simulate(people, sheets, errors, seed);
        let started = Instant::now();
        let comparison = compare(&made.snapshot);
        comparing += started.elapsed().as_secs_f64();
        let started = Instant::now();
        let proposed = proposals(&made.snapshot, &comparison);
        seconds += started.elapsed().as_secs_f64();
        for (what, counts) in found(&made, &proposed) {
            let sum = all.entry(what).or_default();
            counts.iter().zip(sum).for_each(|(count, sum)| *sum += count);
        }
    }
    for (what, [there, right, proposed]) in all {
        let share = |part: usize, all: usize| {
            if all == 0 { "-".to_owned() } else { format!("{:.1} %", part as f64 * 100.0 / all as f64) }
        };
        println!(
            "{:<18} {there:>7} {proposed:>9} {right:>9} {:>8} {:>10}",
            what.name(),
            share(right, there),
            share(right, proposed)
        );
    }
    let seeds = seeds as f64;
    println!("search {:.3} s, comparing before it {:.3} s", seconds / seeds, comparing / seeds);
}

fn questionnaire(source: &str) -> Questionnaire {
    questionnaire::read(source.as_bytes()).questionnaire.unwrap()
}

/// The records of the fixture, as the paper says.
fn fixture(asked: &Questionnaire) -> Vec<Record> {
    let folder = tempfile::tempdir().unwrap();
    let mut study =
        Study::create(&folder.path().join("fixture.recto"), asked, &Station::new("bench")).unwrap();
    let wanted = Import {
        questionnaire: &asked.id,
        operator: "A",
        pass: Pass::First,
        operator_column: None,
        mode: Mode::AsIs,
        today: jiff::civil::date(2025, 1, 15),
    };
    import(&mut study, &wanted, TRUTH).unwrap();
    study.snapshot(&asked.id).unwrap().keyings.into_iter().map(|keying| keying.record.into_record()).collect()
}
