//! What each difference is said to be, against logs of what went wrong: the one of the fixture survey,
//! and one made here from another seed (DESIGN 9, issue 4 point 1). Slips found and not invented.

use std::collections::BTreeMap;
use std::sync::Arc;

use recto::compare::{CellDifference, Comparison, Kind, compare, kind_after};
use recto::questionnaire::{Questionnaire, Record};
use recto::study::Pass;

use super::{simulate, survey};

/// The kinds that say what the log says. Which way round is known only once the paper was read again.
fn logged_kinds(what: &str) -> &'static [Kind] {
    match what {
        "chiffres inversés" => &[Kind::Swapped],
        "code voisin" => &[Kind::NeighbouringCode],
        "chiffre voisin" => &[Kind::NeighbouringKey],
        "case en trop" | "case oubliée" => &[Kind::Tick],
        "lettre manquante" | "lettre en trop" => &[Kind::LetterMissingOrExtra],
        "casse/espace" | "accent/apostrophe" => &[Kind::Spelling, Kind::Normalised],
        "chiffre doublé" | "chiffre perdu" => &[Kind::DigitDoubledOrLost],
        "jour et mois" => &[Kind::DayAndMonthSwapped],
        "code de manque" => &[Kind::MissingAgainstValue],
        _ => &[],
    }
}

/// Kinds given, by what was logged.
#[derive(Default)]
struct Table(BTreeMap<String, BTreeMap<&'static str, usize>>);

impl Table {
    fn add(&mut self, what: &str, given: Option<Kind>) {
        let given = given.map_or("not compared", Kind::name);
        *self.0.entry(what.to_owned()).or_default().entry(given).or_default() += 1;
    }

    /// How many of the log got their kind, and how many there are.
    fn right(&self) -> (usize, usize) {
        let mut sum = (0, 0);
        for (what, given) in &self.0 {
            for (name, count) in given {
                let right = logged_kinds(what).iter().any(|kind| kind.name() == *name);
                sum = (sum.0 + if right { *count } else { 0 }, sum.1 + count);
            }
        }
        sum
    }

    fn print(&self, name: &str) {
        println!("{name}: kind logged, then kinds given");
        for (what, given) in &self.0 {
            println!("  {what}: {given:?}");
        }
        let (right, all) = self.right();
        println!("  {right} of {all}: {:.1} %", right as f64 * 100.0 / all as f64);
    }
}

fn difference<'a>(
    questionnaire: &Questionnaire,
    comparison: &'a Comparison,
    number: &str,
    column: &str,
) -> Option<&'a CellDifference> {
    comparison.differences.iter().find(|difference| {
        difference.number == number && questionnaire.cell_column(difference.cell) == column
    })
}

/// Issue 4, point 1: at least 90 % of the logged errors of the fixture get their logged kind, those on
/// sheets that have no partner counted as missed; after settling the erring keying is known too.
#[test]
fn the_fixtures_errors_get_their_logged_kinds() {
    let folder = tempfile::tempdir().unwrap();
    let study = survey::keyed_twice(folder.path());
    let snapshot = survey::snapshot(&study);
    let (questionnaire, comparison) = (&*snapshot.questionnaire, compare(&snapshot));
    let (_, log) = survey::rows(&survey::bytes("errors.csv"));
    let mut table = Table::default();
    for row in &log {
        let [_, number, column, _, _, what] = &row[..] else { panic!("{row:?}") };
        table.add(what, difference(questionnaire, &comparison, number, column).map(|one| one.kind));
    }
    table.print("errors.csv");
    let (right, all) = table.right();
    assert_eq!(all, 124);
    assert!(right * 10 >= all * 9, "{right} of {all}");
    assert!(comparison.slips.is_empty(), "{:?}", comparison.slips);

    let folder = tempfile::tempdir().unwrap();
    let mut papers = survey::new_study(folder.path());
    survey::take(
        &mut papers,
        "Truth",
        Pass::First,
        recto::study::import::Mode::AsIs,
        &survey::bytes("truth.csv"),
    )
    .unwrap();
    let papers = survey::snapshot(&papers).keyings;
    for row in &log {
        let Some(one) = difference(questionnaire, &comparison, &row[1], &row[2]) else { continue };
        let paper = papers.iter().find(|paper| paper.number == row[1]).unwrap();
        let faults = kind_after(questionnaire, one, paper.record.answer(one.cell.field));
        let erring = if row[0] == "A" { Pass::First } else { Pass::Second };
        if one.kind != Kind::Normalised {
            assert_eq!(faults.iter().map(|fault| fault.pass).collect::<Vec<_>>(), [erring], "{row:?}");
        }
        let direction = match row[5].as_str() {
            "case en trop" => Some(recto::compare::Direction::Added),
            "case oubliée" => Some(recto::compare::Direction::Missed),
            _ => continue,
        };
        assert_eq!(faults[0].direction, direction, "{row:?}");
    }
}

/// Issue 4, point 1: as many of a second log, made from another seed by a generator of its own.
#[test]
fn a_second_logs_errors_get_their_kinds() {
    for (questionnaire, seed) in [(survey::questionnaire(), 20_260_704), (event(), 77)] {
        let questionnaire = Arc::new(questionnaire);
        let mut chance = simulate::Chance(seed);
        let papers = simulate::sheets(&questionnaire, 400, &mut chance);
        let (mut log, mut keyings) = (Vec::new(), Vec::new());
        for (at, paper) in papers.iter().enumerate() {
            let number = format!("{at:04}");
            for pass in [Pass::First, Pass::Second] {
                let mut record = paper.clone();
                let whose = (pass, number.as_str());
                simulate::mistakes(&questionnaire, &mut record, whose, 0.008, &mut chance, &mut log);
                keyings.push((number.clone(), pass, record));
            }
        }
        let comparison = compare(&simulate::study(&questionnaire, keyings));
        let mut table = Table::default();
        for entry in &log {
            let found = comparison.differences.iter().find(|one| {
                one.number == entry.number && one.cell.field == entry.field && one.cell.choice == entry.choice
            });
            table.add(entry.what, found.map(|one| one.kind));
        }
        table.print(&format!("second log, {}", questionnaire.id));
        let (right, all) = table.right();
        assert!(all > 100 && right * 10 >= all * 9, "{right} of {all}");
    }
}

fn event() -> Questionnaire {
    let source = include_bytes!("../../questionnaires/satisfaction-evenement.toml");
    recto::questionnaire::read(source).questionnaire.unwrap()
}

/// Issue 4, point 2: slips of 3 to 15 lines are found and not invented, among 0.3 % ordinary errors. The
/// bench `slips` prints the same over 1,000 sheets.
#[test]
fn slips_are_found_and_not_invented() {
    let folder = tempfile::tempdir().unwrap();
    let mut papers = survey::new_study(folder.path());
    survey::take(
        &mut papers,
        "Truth",
        Pass::First,
        recto::study::import::Mode::AsIs,
        &survey::bytes("truth.csv"),
    )
    .unwrap();
    let papers: Vec<Record> =
        survey::snapshot(&papers).keyings.into_iter().map(|keying| keying.record.into_record()).collect();
    let papers: Vec<Record> = papers.iter().cycle().take(450).cloned().collect();
    let survey = Arc::new(survey::questionnaire());
    let found = simulate::slips(&survey, &papers, (0.003, 0.25), 4);
    found.print("m2s-impact-2024");
    assert!(found.precision() >= 0.98);
    assert!(found.recall(3..=15) >= 0.97);

    let event = Arc::new(event());
    let papers = simulate::sheets(&event, 450, &mut simulate::Chance(11));
    let found = simulate::slips(&event, &papers, (0.003, 0.25), 12);
    found.print("satisfaction-evenement");
    assert!(found.precision() >= 0.98);
    assert!(found.recall(3..=15) >= 0.97);

    let none = simulate::slips(&event, &papers, (0.01, 0.0), 13);
    assert!(none.told <= 1, "{} slips invented among 1 % ordinary errors", none.told);
}
