//! DESIGN 14, first rows: one key to finished frame (session, layout, tessellation) through the whole
//! window on a real study, on pages of 50, 150 and 400 fields and on the fixture survey; 1,000 keys in one
//! frame; the next sheet; what the window's thread allocates and whether it touches the disk. Prints
//! figures and judges nothing. `cargo bench --bench key_to_frame`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use egui::{Event, Key as Physical, Modifiers, RawInput};
use recto::desktop::app::{App, Setup};
use recto::desktop::picker::ScriptedPicker;
use recto::desktop::screen::Screen;
use recto::desktop::settings::{Settings, SettingsFile, ThemeChoice};
use recto::keying::transcribe::{finished, transcribe};
use recto::keying::{Key, Session, Stack};
use recto::questionnaire::expression::applicable_fields;
use recto::questionnaire::{self, Answer, Questionnaire, Record, Value, VariableType};
use recto::study::import::{Reading, read_file};
use recto::study::{Station, Study};
use recto::texts::Language;

const M2S: &str = include_str!("../questionnaires/m2s-impact-2024.toml");
const PAPER: &[u8] = include_bytes!("../questionnaires/m2s-impact-2024/truth.csv");
const SCREEN: egui::Vec2 = egui::Vec2::new(1366.0, 768.0);
/// Keys that are measured per page, after one sheet to warm up.
const KEYS: usize = 10_000;
const BURST: usize = 1_000;

// ---- Counting what is allocated

struct Counting;

static LIVE_BYTES: AtomicI64 = AtomicI64::new(0);
static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);

// SAFETY: every call goes to the system's allocator unchanged; only counters are added.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LIVE_BYTES.fetch_add(layout.size() as i64, Ordering::Relaxed);
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller's contract is the system allocator's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        LIVE_BYTES.fetch_sub(layout.size() as i64, Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// System calls of this thread that read or wrote; `None` where the system does not say.
fn reads_and_writes() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/thread-self/io").ok()?;
    let count =
        |name: &str| text.lines().find_map(|line| line.strip_prefix(name)?.trim().parse::<u64>().ok());
    Some(count("syscr:")? + count("syscw:")?)
}

/// Processor time of this thread, which other programs on the machine do not add to; zero where the
/// system's call is not known here.
fn processor_time() -> Duration {
    #[cfg(all(target_os = "linux", target_pointer_width = "64"))]
    {
        unsafe extern "C" {
            fn clock_gettime(clock: i32, time: *mut [i64; 2]) -> i32;
        }
        const THREAD_CPUTIME: i32 = 3;
        let mut time = [0; 2];
        // SAFETY: the array is a `timespec` on 64-bit Linux.
        if unsafe { clock_gettime(THREAD_CPUTIME, &mut time) } == 0 {
            return Duration::new(time[0] as u64, time[1] as u32);
        }
    }
    Duration::ZERO
}

/// How long a frame took, and how much of it the processor worked on it.
#[derive(Clone, Copy)]
struct Took {
    wall: Duration,
    processor: Duration,
}

// ---- The window without a display

struct Window {
    ctx: egui::Context,
    app: App,
    begun: Instant,
    folder: tempfile::TempDir,
}

fn clock() -> jiff::Timestamp {
    jiff::Timestamp::from_second(1_732_000_000).unwrap()
}

impl Window {
    /// A window on a new study, its first pass being keyed.
    fn keying(questionnaire: &Questionnaire) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let study = folder.path().join("bench.recto");
        Study::create(&study, questionnaire, &Station::new("bench")).unwrap().close().unwrap();
        let settings_file = SettingsFile::inside(folder.path());
        let settings = Settings {
            language: Some(Language::French),
            theme: ThemeChoice::Light,
            operator: "Ana".to_owned(),
            ..Settings::default()
        };
        settings_file.save(&settings).unwrap();
        let ctx = egui::Context::default();
        let picker = Box::<ScriptedPicker>::default();
        let demo = |_: &std::path::Path, _| Err("no demo here".to_owned());
        let mut app = App::new(&ctx, Setup { settings_file, picker, clock, demo, sound: || None });
        app.open(study);
        let mut window = Self { ctx, app, begun: Instant::now(), folder };
        window.until(|app| app.study().is_some_and(|study| study.snapshot.is_some()));
        window.frame(press(Physical::Num1, Some("1")));
        window.frame(Vec::new());
        window.until(|app| app.overlay().is_some());
        window.frame(press(Physical::Enter, None));
        window.until(|app| matches!(app.screen(), Screen::Keying(_)));
        (0..10).for_each(|_| _ = window.frame(Vec::new()));
        window
    }

    /// One frame: keys to the session, layout, shapes to triangles.
    fn frame(&mut self, events: Vec<Event>) -> Took {
        let mut input = RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, SCREEN)),
            time: Some(self.begun.elapsed().as_secs_f64()),
            events,
            focused: true,
            ..RawInput::default()
        };
        let (started, worked) = (Instant::now(), processor_time());
        self.app.raw_input_hook(&mut input);
        let app = &mut self.app;
        let output = self.ctx.run_ui(input, |ui| app.frame(ui));
        let triangles = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let took = Took { wall: started.elapsed(), processor: processor_time() - worked };
        std::hint::black_box(triangles);
        took
    }

    fn until(&mut self, holds: impl Fn(&App) -> bool) {
        let began = Instant::now();
        while !holds(&self.app) {
            assert!(began.elapsed() < Duration::from_secs(60), "the window did not get there");
            std::thread::sleep(Duration::from_millis(2));
            self.frame(Vec::new());
        }
    }

    fn saved(&mut self) {
        self.until(|app| app.study().is_some_and(|study| study.is_saved()));
    }

    /// Closes the study and gives the finished records in it.
    fn records(mut self, id: &str) -> Vec<Record> {
        self.app.close();
        let study = Study::open_read_only(&self.folder.path().join("bench.recto")).unwrap();
        let keyings = study.snapshot(id).unwrap().keyings;
        keyings
            .into_iter()
            .filter(|keying| keying.finished.is_some())
            .map(|keying| keying.record.into_record())
            .collect()
    }
}

fn press(key: Physical, text: Option<&str>) -> Vec<Event> {
    let event = |pressed| Event::Key {
        key,
        physical_key: Some(key),
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let typed = text.map(|text| Event::Text(text.to_owned()));
    std::iter::once(event(true)).chain(typed).chain(std::iter::once(event(false))).collect()
}

/// What a keyboard sends for a key.
fn events(key: Key) -> Vec<Event> {
    const DIGITS: [Physical; 10] = [
        Physical::Num0,
        Physical::Num1,
        Physical::Num2,
        Physical::Num3,
        Physical::Num4,
        Physical::Num5,
        Physical::Num6,
        Physical::Num7,
        Physical::Num8,
        Physical::Num9,
    ];
    match key {
        Key::Char(digit) if digit.is_ascii_digit() => {
            press(DIGITS[digit as usize - '0' as usize], Some(&digit.to_string()))
        }
        Key::Char(character) => vec![Event::Text(character.to_string())],
        Key::Enter => press(Physical::Enter, None),
        Key::Backspace => press(Physical::Backspace, None),
        Key::Function(3) => press(Physical::F3, None),
        Key::Up => press(Physical::ArrowUp, None),
        Key::Down => press(Physical::ArrowDown, None),
        other => panic!("no recording of this bench holds {other:?}"),
    }
}

// ---- What is keyed

/// One page of so many questions: one box of five, numbers in two boxes, now and then a filter.
fn page_of(fields: usize) -> String {
    let mut toml = String::from(
        r#"
[questionnaire]
id = "bench"
version = "1"
title = "Bench"
default_language = "en"
sheet_number = "number"
sheets = "1-9000"

[missing.NR]
means = "blank"
key = "."

[choices]
five = [
  { name = "1", label = "never" },
  { name = "2", label = "rarely" },
  { name = "3", label = "sometimes" },
  { name = "4", label = "often" },
  { name = "5", label = "always" },
]

[[page]]

[[page.item]]
kind = "question"
name = "number"
type = "sheet_number"
digits = 4
label = "Sheet"
"#,
    );
    for at in 1..fields {
        let common = format!(
            "\n[[page.item]]\nkind = \"question\"\nname = \"q{at}\"\nnumber = \"Q{at}\"\nlabel = \"Question {at}\"\n"
        );
        toml.push_str(&common);
        let _ = match at % 3 {
            0 => writeln!(
                toml,
                "type = \"integer\"\ndigits = 2\nappearance = \"w3 inline\"\nconstraint = \". < 100\""
            ),
            _ => {
                writeln!(
                    toml,
                    "type = \"select_one\"\nchoices = \"five\"\nappearance = \"w6 columns-pack inline\""
                )
            }
        };
        if at % 10 == 0 {
            let _ = writeln!(toml, "relevant = \"${{q{}}} != 5 or ${{q1}} = 2\"", at - 2);
        }
    }
    toml
}

/// Answers that look like answers, the same in every run.
fn any_record(questionnaire: &Questionnaire, sheet: u32) -> Record {
    let mut record = Record::empty(questionnaire);
    let mut seed = sheet.wrapping_mul(2_654_435_761).max(1);
    let mut next = |below: u32| {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        seed % below
    };
    for field in questionnaire.field_ids() {
        let value = match questionnaire.field_variable(field).kind {
            VariableType::SheetNumber { .. } => Value::Text(questionnaire.format_sheet_number(sheet)),
            VariableType::Integer { .. } => Value::Integer(i64::from(10 + next(90))),
            _ => Value::Code((1 + next(5)).to_string()),
        };
        record.field_mut(field).answer = Answer::Value(value);
    }
    // Nothing stands in a skipped question.
    let today = clock().to_zoned(jiff::tz::TimeZone::UTC).date();
    let applicable = applicable_fields(questionnaire, &record, today);
    for (field, _) in questionnaire.field_ids().zip(applicable).filter(|(_, applies)| !applies) {
        record.field_mut(field).answer = Answer::NotKeyed;
    }
    record
}

struct Stackful {
    questionnaire: Arc<Questionnaire>,
    /// Keys, sheet by sheet.
    sheets: Vec<Vec<Key>>,
    /// What they give.
    records: Vec<Record>,
}

/// The keys of as many sheets as the measuring needs.
fn keys_of(toml: &str, mut record: impl FnMut(&Questionnaire, usize) -> Option<Record>) -> Stackful {
    let reading = questionnaire::read(toml.as_bytes());
    let questionnaire =
        Arc::new(reading.questionnaire.unwrap_or_else(|| panic!("{:?}", reading.diagnostics)));
    let stack = Stack { expected: questionnaire.expected_sheet_numbers(), ..Stack::default() };
    let today = clock().to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut session = Session::new(questionnaire.clone(), stack, None, today);
    let (mut sheets, mut records): (Vec<Vec<Key>>, Vec<Record>) = (Vec::new(), Vec::new());
    let mut count = 0;
    while count < KEYS + 2 * BURST {
        let Some(target) = record(&questionnaire, sheets.len()) else { break };
        let (keys, effects) = transcribe(&mut session, &target).unwrap();
        assert!(finished(&effects));
        count += keys.len();
        sheets.push(keys);
        records.push(target);
    }
    Stackful { questionnaire, sheets, records }
}

// ---- Measuring

fn line(name: &str, took: &[Took]) {
    let sorted = |of: fn(&Took) -> Duration| {
        let mut times: Vec<f64> = took.iter().map(|took| of(took).as_secs_f64() * 1e3).collect();
        times.sort_by(f64::total_cmp);
        times
    };
    let (wall, processor) = (sorted(|took| took.wall), sorted(|took| took.processor));
    let at = |times: &[f64], share: f64| times[((times.len() - 1) as f64 * share) as usize];
    print!("{name:<40} {:>6} ", took.len());
    for (times, share) in
        [(&wall, 0.5), (&wall, 0.99), (&wall, 1.0), (&processor, 0.5), (&processor, 0.99), (&processor, 1.0)]
    {
        print!("{:>8.2}", at(times, share));
    }
    println!();
}

/// What was allocated and kept so far, once all is on disk.
fn kept_bytes(window: &mut Window) -> i64 {
    window.saved();
    LIVE_BYTES.load(Ordering::Relaxed)
}

fn one_by_one(name: &str, stack: &Stackful, screen_reader: bool) {
    let mut window = Window::keying(&stack.questionnaire);
    if screen_reader {
        window.ctx.enable_accesskit();
    }
    let (warm_up, measured) = stack.sheets.split_at(1);
    warm_up[0].iter().for_each(|key| _ = window.frame(events(*key)));
    let (mut keys, mut next_sheets) = (Vec::with_capacity(KEYS), Vec::with_capacity(KEYS));
    let keys_typed = measured
        .iter()
        .flat_map(|sheet| sheet.iter().enumerate().map(move |(at, key)| (*key, at + 1 == sheet.len())));
    let mut live = vec![kept_bytes(&mut window)];
    let allocations = ALLOCATIONS.load(Ordering::Relaxed);
    let (mut calls, mut known) = (0, true);
    for (count, (key, ends_sheet)) in keys_typed.enumerate() {
        if live.len() > 2 {
            break;
        }
        let before = (count % 100 == 0).then(reads_and_writes);
        let took = window.frame(events(key));
        if let Some(before) = before {
            // Looking costs calls itself: a second look right away says how many.
            let (after, again) = (reads_and_writes(), reads_and_writes());
            match (before, after, again) {
                (Some(before), Some(after), Some(again)) => calls += (after - before) - (again - after),
                _ => known = false,
            }
        }
        if ends_sheet {
            next_sheets.push(took)
        } else {
            keys.push(took)
        }
        // At the beginning of a sheet: what can be taken back on it has not begun to grow.
        if ends_sheet && count + 1 >= live.len() * KEYS / 2 {
            live.push(kept_bytes(&mut window));
        }
    }
    let allocated = ALLOCATIONS.load(Ordering::Relaxed) - allocations;
    line(name, &keys);
    line("  Enter at the end: the next sheet", &next_sheets);
    let grown: Vec<String> = live.windows(2).map(|pair| (pair[1] - pair[0]).to_string()).collect();
    println!(
        "  per key {} allocations; bytes kept after each half of {} sheets: {}; the window's thread read or wrote {} times",
        allocated / (keys.len() + next_sheets.len()) as u64,
        next_sheets.len(),
        grown.join(", "),
        if known { calls.to_string() } else { "an unknown number of".to_owned() }
    );
}

/// A thousand keys in one frame: all handled, in order, with the same records as one by one.
fn burst(stack: &Stackful) {
    let mut window = Window::keying(&stack.questionnaire);
    let (mut took, mut sheets) = (Vec::new(), 0);
    let all: Vec<Key> = stack.sheets.iter().flatten().copied().collect();
    for keys in all.chunks(BURST) {
        took.push(window.frame(keys.iter().copied().flat_map(events).collect()));
    }
    for sheet in &stack.sheets {
        sheets += usize::from(!sheet.is_empty());
    }
    window.saved();
    let kept = window.records(&stack.questionnaire.id);
    assert_eq!(kept.len(), sheets, "every sheet was finished");
    for (kept, target) in kept.iter().zip(&stack.records) {
        for field in stack.questionnaire.field_ids() {
            let (kept, target) = (kept.answer(field), target.answer(field));
            assert!(kept == target || *kept == Answer::NotKeyed, "{field:?}: {kept:?}, not {target:?}");
        }
    }
    line("1,000 keys in one frame", &took);
    println!("  {} keys in bursts of {BURST}: {sheets} sheets, every answer as keyed one by one", all.len());
}

fn main() {
    println!("{:<47} {:^24}{:^24}", "milliseconds", "by the clock", "on the processor");
    print!("{:<40} {:>6} ", "", "frames");
    ["p50", "p99", "max", "p50", "p99", "max"].iter().for_each(|head| print!("{head:>8}"));
    println!();
    for fields in [50, 150, 400] {
        let stack = keys_of(&page_of(fields), |questionnaire, sheet| {
            Some(any_record(questionnaire, sheet as u32 + 1))
        });
        one_by_one(&format!("one key, page of {fields} fields"), &stack, false);
        if fields == 150 {
            one_by_one("  the same, a screen reader listening", &stack, true);
            burst(&stack);
        }
    }
    let mut paper: Vec<Record> = Vec::new();
    let m2s = keys_of(M2S, |questionnaire, sheet| {
        if paper.is_empty() {
            let today = jiff::civil::date(2024, 12, 31);
            let reading = Reading { operator_column: None, as_is: true, today };
            paper =
                read_file(questionnaire, &reading, PAPER).sheets.into_iter().map(|it| it.record).collect();
        }
        paper.get(sheet).cloned()
    });
    one_by_one("one key, fixture survey, 4 pages", &m2s, false);
}
