//! How fast sheets were keyed (DESIGN 8, end): on journals made by hand, and against the same figures
//! computed another way, gap by gap over the whole journal.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::keying::Session;
use crate::keying::key::read_recording;
use crate::study::pace::{CHARACTER_MS, MOST_KEYS_PER_SECOND, PAUSE_MS, SITTING_MS, Stopwatch};

thread_local! {
    static NOW_MS: Cell<i64> = const { Cell::new(0) };
}

fn clock() -> Timestamp {
    Timestamp::from_millisecond(NOW_MS.get()).unwrap()
}

/// A study whose clock is set by hand, at noon in Paris on a day in the future: no entry is before the
/// making of the study.
fn clocked() -> (tempfile::TempDir, Study, SessionId, OperatorId) {
    let (folder, _, mut study) = new_study();
    NOW_MS.set("2040-03-05T11:00:00Z".parse::<Timestamp>().unwrap().as_millisecond());
    study.set_clock(clock);
    let ana = study.operator("Ana").unwrap().id;
    let session = study.begin("small", ana, Pass::First).unwrap();
    (folder, study, session, ana)
}

fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap_or_else(|_| TimeZone::fixed(jiff::tz::offset(1)))
}

/// Keeps an entry so many seconds after the one before.
fn after(study: &mut Study, session: SessionId, seconds: f64, entry: Entry) {
    NOW_MS.set(NOW_MS.get() + (seconds * 1000.0) as i64);
    study.keep(session, &entry).unwrap();
}

fn age(years: i64) -> Entry {
    answer("age", Value::Integer(years))
}

fn keys(pressed: u32, entries: u32) -> Entry {
    Entry::Keys { pressed, entries }
}

fn pace(study: &Study) -> Pace {
    study.activity("small", &paris()).unwrap().total()
}

/// DESIGN 8: time without an entry is work up to the threshold and a pause above it; keys per hour leave
/// pauses out.
#[test]
fn a_pause_begins_beyond_the_threshold() {
    let (_folder, mut study, session, _) = clocked();
    let limit = PAUSE_MS as f64 / 1000.0;
    after(&mut study, session, 0.0, open("001"));
    after(&mut study, session, 10.0, age(70));
    after(&mut study, session, limit, answer("town", Value::Code("2".into())));
    after(
        &mut study,
        session,
        limit + 0.001,
        answer_in(&small(), "remark", Answer::Missing(crate::questionnaire::Missing::Illegible)),
    );
    after(&mut study, session, 5.0, keys(150, 4));
    after(&mut study, session, 0.0, Entry::Finish);
    let found = pace(&study);
    assert_eq!((found.work_ms, found.pauses, found.pause_ms), (75_000, 1, PAUSE_MS + 1));
    assert_eq!((found.sheets, found.keys, found.answers, found.corrections), (1, 150, 3, 0));
    assert_eq!(found.keys_per_hour(), Some(150.0 * 3600.0 / 75.0));
    assert_eq!(found.sheets_per_hour(), Some(48.0));
    assert_eq!(found.keys_per_sheet(), Some(150.0));
}

/// A long text is typed, not slept over; an hour away ends the sitting and is no pause.
#[test]
fn a_text_takes_its_time_and_an_hour_ends_the_sitting() {
    let (_folder, mut study, session, _) = clocked();
    let text = "é".repeat(100);
    after(&mut study, session, 0.0, open("001"));
    let typing = (PAUSE_MS + 100 * CHARACTER_MS) as f64 / 1000.0;
    after(&mut study, session, typing, answer("remark", Value::Text(text.clone())));
    assert_eq!((pace(&study).work_ms, pace(&study).pauses), (PAUSE_MS + 100 * CHARACTER_MS, 0));
    after(&mut study, session, typing + 1.0, answer("remark", Value::Text(text)));
    after(&mut study, session, SITTING_MS as f64 / 1000.0 + 1.0, age(7));
    let activity = study.activity("small", &paris()).unwrap();
    assert_eq!(activity.total().pauses, 1);
    assert_eq!(activity.stints.iter().filter(|stint| stint.begins_sitting).count(), 2);
    let times = study.answer_times("small", &activity).unwrap();
    let remark = times.iter().find(|time| time.field == field(&small(), "remark")).unwrap();
    assert_eq!(remark.in_sitting_ms, PAUSE_MS + 100 * CHARACTER_MS);
    let age = times.iter().find(|time| time.field == field(&small(), "age")).unwrap();
    assert_eq!((age.in_sitting_ms, times.len()), (0, 2), "the first answer of each field, once");
}

/// The clock is set back: no time is negative, and what is keyed meanwhile has no speed.
#[test]
fn a_clock_set_back_gives_no_speed() {
    let (_folder, mut study, session, _) = clocked();
    after(&mut study, session, 0.0, open("001"));
    after(&mut study, session, 60.0, age(7));
    after(&mut study, session, 1.0, keys(200, 2));
    after(&mut study, session, 0.0, Entry::Finish);
    after(&mut study, session, -3600.0, open("002"));
    after(&mut study, session, 90.0, age(8));
    after(&mut study, session, 90.0, keys(200, 2));
    after(&mut study, session, 1.0, Entry::Finish);
    let found = pace(&study);
    assert_eq!((found.sheets, found.timed_sheets, found.keys, found.work_ms), (2, 1, 200, 61_000));
    assert!(study.activity("small", &paris()).unwrap().stints.iter().all(|stint| stint.work_ms >= 0));
}

/// A sheet begun on one day and finished on the next: each day has its own time and keys, the sheet is
/// counted where it was finished. Days are those of the place, not of UTC.
#[test]
fn midnight_is_local_and_resumed_sheets_count_once() {
    let (_folder, mut study, session, _) = clocked();
    NOW_MS.set("2040-03-05T22:59:00Z".parse::<Timestamp>().unwrap().as_millisecond()); // 23:59 in Paris
    after(&mut study, session, 0.0, open("001"));
    after(&mut study, session, 40.0, age(7));
    after(&mut study, session, 0.0, keys(30, 2));
    after(&mut study, session, 50.0, answer("town", Value::Code("2".into())));
    after(&mut study, session, 9.0 * 3600.0, Entry::Resume { number: "001".into(), keying: None });
    after(
        &mut study,
        session,
        0.0,
        answer_in(&small(), "remark", Answer::Missing(crate::questionnaire::Missing::Illegible)),
    );
    after(&mut study, session, 10.0, keys(20, 2));
    after(&mut study, session, 0.0, Entry::Finish);
    after(&mut study, session, 5.0, Entry::Reopen);
    after(&mut study, session, 5.0, age(8));
    after(&mut study, session, 0.0, keys(6, 1));
    after(&mut study, session, 0.0, Entry::Finish);
    let activity = study.activity("small", &paris()).unwrap();
    let days = activity.by_day();
    let [(first, evening), (second, morning)] = days.as_slice() else { panic!("{days:?}") };
    assert_eq!((*first, *second), (date(2040, 3, 5), date(2040, 3, 6)));
    assert_eq!((evening.sheets, evening.work_ms, evening.keys), (0, 40_000, 30));
    // Fifty seconds over midnight count for the day they end on.
    assert_eq!((morning.sheets, morning.work_ms, morning.keys), (1, 70_000, 26));
    assert_eq!((morning.corrections, morning.pauses), (1, 0), "the night is no pause");
    assert_eq!(activity.total().keys_per_sheet(), Some(56.0));
}

/// Imported keyings have no speed, a recording played by a program neither; entries whose keys were lost
/// with a killed program leave the sheet out of keys per hour.
#[test]
fn what_nobody_typed_has_no_speed() {
    let (_folder, mut study, session, ana) = clocked();
    let record = crate::questionnaire::Record::empty(&small());
    let taken =
        TakenKeying { number: "004".into(), number_kept: false, operator: ana, record, finished: true };
    study.take_keyings("small", Pass::First, &[taken]).unwrap();
    assert_eq!(pace(&study), Pace::default());
    let played = 40.0 / MOST_KEYS_PER_SECOND as f64 - 0.001;
    after(&mut study, session, 0.0, open("001"));
    after(&mut study, session, played, keys(40, 1));
    after(&mut study, session, 0.0, Entry::Finish);
    assert_eq!((pace(&study).sheets, pace(&study).timed_sheets), (1, 0));
    after(&mut study, session, 10.0, open("002"));
    after(&mut study, session, 10.0, age(7)); // Killed here: its keys are lost.
    after(&mut study, session, 10.0, Entry::Resume { number: "002".into(), keying: None });
    after(&mut study, session, 10.0, answer("town", Value::Code("2".into())));
    after(&mut study, session, 0.0, keys(9, 1));
    after(&mut study, session, 0.0, Entry::Finish);
    let found = pace(&study);
    assert_eq!((found.timed_sheets, found.keys, found.keys_per_hour()), (1, 0, None));
    assert_eq!(found.sheets_per_hour(), Some(3600.0 / 40.0));
}

/// Each sees own figures; batches and operators share nothing.
#[test]
fn figures_by_operator_and_batch() {
    let (_folder, mut study, session, ana) = clocked();
    let bob = study.operator("Bob").unwrap().id;
    let other = study.begin("small", bob, Pass::First).unwrap();
    for (who, number, seconds) in
        [(session, "001", 10.0), (other, "002", 20.0), (session, "003", 10.0), (other, "004", 40.0)]
    {
        after(&mut study, who, 0.0, open(number));
        after(&mut study, who, seconds, keys(20, 1));
        after(&mut study, who, 0.0, Entry::Finish);
    }
    let activity = study.activity("small", &paris()).unwrap();
    let by_operator = activity.by_operator();
    // Each one's own time runs on while the other keys: at two desks, or at one.
    let work: Vec<_> = by_operator.iter().map(|(who, pace)| (*who, pace.sheets, pace.work_ms)).collect();
    assert_eq!(work, [(ana, 2, 40_000), (bob, 2, 70_000)]);
    assert_eq!(activity.only(bob).total(), by_operator[1].1);
    assert_eq!(activity.only(bob).keyings.len(), 2);
    let batch = |name: &str, numbers: &[&str]| Batch {
        id: uuid::Uuid::nil(),
        name: name.into(),
        numbers: numbers.iter().map(|number| (*number).to_owned()).collect(),
        handed_out: Vec::new(),
    };
    let of = activity.by_batch(&[batch("A", &["003"]), batch("B", &["001", "002"])]);
    assert_eq!(of.iter().map(|(at, pace)| (*at, pace.sheets)).collect::<Vec<_>>(), [(0, 1), (1, 2)]);
}

/// The session counts its keys: at the end of a sheet, at a pause, on leaving; what the study keeps of a
/// real session adds up to the keys pressed.
#[test]
fn keys_are_counted_by_the_session() {
    let (_folder, mut study, id, ana) = clocked();
    let questionnaire = std::sync::Arc::new(small());
    let stack =
        crate::keying::Stack { expected: vec!["001".to_owned(), "002".to_owned()], ..Default::default() };
    let mut session = Session::new(questionnaire, stack, None, date(2040, 3, 5));
    let recording = "<enter>2<down><up>72<enter><ctrl-z>1<esc><enter>72<enter>";
    let pressed = read_recording(recording).unwrap();
    let effects = session.keys(&pressed);
    for effect in effects {
        if let crate::keying::Effect::Keep(entry) = effect {
            after(&mut study, id, 1.0, entry);
        }
    }
    assert!(session.leave().is_some_and(|entry| study.keep(id, &entry).is_ok()));
    assert_eq!(session.leave(), None, "nothing is counted twice");
    let mut counted = 0;
    study
        .journal("small", |line| {
            if let Happening::Counted { keys, .. } = line.what {
                counted += u64::from(keys);
            }
            ControlFlow::Continue(())
        })
        .unwrap();
    // The Enter that ends the pause belongs to no sheet.
    assert_eq!((session.keys_pressed(), counted), (pressed.len() as u64 - 1, pressed.len() as u64 - 1));
    let activity = study.activity("small", &paris()).unwrap();
    assert!(activity.keyings[0].keys_known && activity.keyings[0].operator == ana);
}

/// A stopwatch at the keyboard leaves pauses out, and a burst of keys in one frame counts.
#[test]
fn a_stopwatch_leaves_pauses_out() {
    let mut watch = Stopwatch::default();
    for (at_ms, pressed) in [(0, 1), (500, 3), (900, 3), (PAUSE_MS + 600, 4), (PAUSE_MS + 1_600, 9)] {
        watch.tick(at_ms, pressed);
    }
    assert_eq!((watch.keys, watch.work_ms, watch.pauses), (7, 1_500, 1));
    let before = watch;
    watch.tick(PAUSE_MS + 2_600, 10);
    assert_eq!((watch.since(&before).keys, watch.since(&before).work_ms), (1, 1_000));
    watch.tick(0, 11);
    assert_eq!(watch.work_ms, 2_500, "a clock set back takes nothing away");
}

/// The same figures from the journal as it is exported, the plain way: all entries of an operator in
/// order of time, gap by gap.
fn the_plain_way(study: &Study) -> BTreeMap<OperatorId, (i64, u64, i64, u64)> {
    let mut lines = Vec::new();
    study
        .journal("small", |line| {
            lines.push(line);
            ControlFlow::Continue(())
        })
        .unwrap();
    let mut last: HashMap<OperatorId, i64> = HashMap::new();
    let mut finished = HashSet::new();
    let mut found: BTreeMap<OperatorId, (i64, u64, i64, u64)> = BTreeMap::new();
    for line in lines {
        let at = line.at.as_millisecond();
        let text = match &line.what {
            Happening::Answered { answer: Answer::Value(Value::Text(text)), .. } => text.chars().count(),
            Happening::Noted { text, .. } => text.chars().count(),
            _ => 0,
        };
        let (work, pauses, paused, sheets) = found.entry(line.operator).or_default();
        if let Some(before) = last.insert(line.operator, at) {
            let gap = at - before;
            if gap <= 60_000 + 1_000 * text as i64 {
                *work += gap;
            } else if gap <= 3_600_000 {
                *pauses += 1;
                *paused += gap;
            }
        }
        if line.what == Happening::Finished && finished.insert(line.keying) {
            *sheets += 1;
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, rng_seed: proptest::test_runner::RngSeed::Fixed(8), ..Default::default() })]

    /// DESIGN 8: whatever is keyed in whatever order of time, both ways agree.
    #[test]
    fn both_ways_agree(
        steps in proptest::collection::vec((0_usize..2, 0_usize..4, 0_i64..5, 0_usize..90), 1..60)
    ) {
        let (_folder, mut study, session, _) = clocked();
        let bob = study.operator("Bob").unwrap().id;
        let sessions = [session, study.begin("small", bob, Pass::Second).unwrap()];
        let mut open_sheet = [None, None];
        let mut number = 0;
        for (who, what, gap, length) in steps {
            let seconds = [1.0, 30.0, 60.0, 61.0, 4000.0][gap as usize];
            let entry = match (what, open_sheet[who]) {
                (_, None) => {
                    number += 1;
                    open_sheet[who] = Some(number);
                    open(&format!("{number:03}"))
                }
                (0, Some(_)) => age(length as i64),
                (1, Some(_)) => answer("remark", Value::Text("x".repeat(length))),
                (2, Some(_)) => Entry::Note { field: None, text: "x".repeat(length) },
                (_, Some(_)) => {
                    open_sheet[who] = None;
                    Entry::Finish
                }
            };
            after(&mut study, sessions[who], seconds, entry);
        }
        let activity = study.activity("small", &paris()).unwrap();
        let mut found: BTreeMap<OperatorId, (i64, u64, i64, u64)> = BTreeMap::new();
        for stint in &activity.stints {
            let (work, pauses, paused, sheets) =
                found.entry(activity.keyings[stint.keying].operator).or_default();
            *work += stint.work_ms;
            *pauses += u64::from(stint.pause_ms > 0);
            *paused += stint.pause_ms;
            *sheets += u64::from(stint.finished);
        }
        prop_assert_eq!(found, the_plain_way(&study));
    }
}
