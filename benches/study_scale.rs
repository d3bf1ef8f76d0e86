//! DESIGN 14, issue 3: a study of 100,000 sheets is opened and any of them reached as DESIGN 14 says, and
//! its last sheet is keyed as fast as its first. Prints figures and judges nothing.
//! `cargo bench --bench study_scale [-- SHEETS]`.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::time::Instant;

use recto::keying::key::read_recording;
use recto::keying::{Effect, Key, Session};
use recto::questionnaire::{self, Answer, Missing, Origin, Questionnaire, Record, Value};
use recto::study::{Pass, SessionId, Station, Study, TakenKeying};

const SMALL: &str = include_str!("../tests/promises/study/small.toml");
/// Sheets keyed to measure one.
const MEASURED: usize = 60;
/// Sheets jumped to.
const JUMPS: usize = 200;

fn main() {
    let sheets: u32 = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().unwrap();
    let small = key_in(&folder.path().join("small.recto"), 200, 0);
    let large = key_in(&folder.path().join("large.recto"), sheets, sheets - 100);
    let ratio = |large: f64, small: f64| large / small.max(1e-9);
    println!("{:<44} {:>10} {:>10} {:>7}", "", "sheet 1", format!("{sheets}"), "ratio");
    for (what, small, large) in [
        ("key, session alone (µs, median)", small.key, large.key),
        ("end of sheet to next number (µs, median)", small.next, large.next),
        ("sheet keyed and kept (ms, median)", small.sheet, large.sheet),
        ("keying begins (ms)", small.start, large.start),
        ("session made of it (ms)", small.session, large.session),
    ] {
        println!("{what:<44} {small:>10.2} {large:>10.2} {:>7.2}", ratio(large, small));
    }
    println!("study of {sheets} sheets opened    {:>8.1} ms (at most 500)", large.open);
    println!("any sheet read, median and worst {:>8.2} ms {:.2} ms (at most 5)", large.jump.0, large.jump.1);
    println!("where every keying stands        {:>8.1} ms", large.states);
}

struct Figures {
    key: f64,
    next: f64,
    sheet: f64,
    start: f64,
    session: f64,
    open: f64,
    jump: (f64, f64),
    states: f64,
}

fn definition(sheets: u32) -> Questionnaire {
    let text = SMALL.replace("sheets = \"1-4\"", &format!("sheets = \"1-{sheets}\""));
    questionnaire::read(
        text.replace("digits = 3\nlabel = { fr = \"Feuille\"", "digits = 7\nlabel = { fr = \"Feuille\"")
            .as_bytes(),
    )
    .questionnaire
    .unwrap()
}

/// Opens a study in which `done` sheets are keyed by the one who goes on.
fn key_in(path: &Path, sheets: u32, done: u32) -> Figures {
    let questionnaire = definition(sheets);
    let mut study = Study::create(path, &questionnaire, &Station::new("bench")).unwrap();
    let ana = study.operator("Ana").unwrap();
    let taken = |number: u32| TakenKeying {
        number: questionnaire.format_sheet_number(number),
        number_kept: false,
        operator: ana.id,
        record: record(&questionnaire, number),
        finished: true,
    };
    let all: Vec<TakenKeying> = (1..=done).map(taken).collect();
    study.take_keyings("small", Pass::First, &all).unwrap();
    study.close().unwrap();

    let opening = Instant::now();
    let mut study = Study::open(path, &Station::new("bench")).unwrap();
    let open = ms(opening);
    let day = jiff::civil::date(2024, 12, 31);
    let beginning = Instant::now();
    let (id, start) = study.start_keying("small", "Ana", Pass::First, day).unwrap();
    let begun = ms(beginning);
    let making = Instant::now();
    let mut session = start.session();
    let made = ms(making);
    let keys = read_recording("1<enter>42<enter><enter>").unwrap();
    let (mut each, mut next, mut sheet) = (Vec::new(), Vec::new(), Vec::new());
    play(&mut study, id, &mut session, &[Key::Enter], &mut each);
    for _ in 0..MEASURED {
        let keying = Instant::now();
        play(&mut study, id, &mut session, &keys, &mut each);
        let mut last = Vec::new();
        play(&mut study, id, &mut session, &[Key::Enter], &mut last);
        next.extend(last);
        sheet.push(ms(keying));
    }
    let listing = Instant::now();
    let states = study.keying_states("small").unwrap();
    let listed = ms(listing);
    assert_eq!(states.iter().filter(|state| state.finished).count(), done as usize + MEASURED);
    Figures {
        key: median(&mut each),
        next: median(&mut next),
        sheet: median(&mut sheet),
        start: begun,
        session: made,
        open,
        jump: jumps(&study, &questionnaire, done.max(1)),
        states: listed,
    }
}

fn record(questionnaire: &Questionnaire, number: u32) -> Record {
    let mut record = Record::empty(questionnaire);
    for (name, answer) in [
        ("town", Answer::Value(Value::Code("1".to_owned()))),
        ("age", Answer::Value(Value::Integer(i64::from(number % 90)))),
        ("remark", Answer::Missing(Missing::Blank)),
    ] {
        let field = questionnaire.field_of(questionnaire.variable_by_name(name).unwrap(), 0).unwrap();
        (record.field_mut(field).answer, record.field_mut(field).origin) = (answer, Origin::Keyed);
    }
    record
}

/// Plays keys as the window does; how long the session took for each, in microseconds.
fn play(study: &mut Study, id: SessionId, session: &mut Session, keys: &[Key], each: &mut Vec<f64>) {
    let mut effects = Vec::new();
    for key in keys {
        let pressed = Instant::now();
        session.key(*key, &mut effects);
        // What every frame asks for.
        std::hint::black_box(session.offered_number());
        each.push(ms(pressed) * 1000.0);
        for effect in effects.drain(..) {
            if let Effect::Keep(entry) = effect {
                study.keep(id, &entry).unwrap();
            }
        }
    }
}

/// Sheets all over the study, read as the view of a sheet does.
fn jumps(study: &Study, questionnaire: &Questionnaire, sheets: u32) -> (f64, f64) {
    let mut times: Vec<f64> = (0..JUMPS as u32)
        .map(|at| {
            let number = questionnaire.format_sheet_number(1 + (at * 7919) % sheets);
            let reading = Instant::now();
            study.sheet("small", &number).unwrap();
            study.history("small", &number).unwrap();
            ms(reading)
        })
        .collect();
    let median = median(&mut times);
    (median, times.last().copied().unwrap_or_default())
}

fn ms(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
