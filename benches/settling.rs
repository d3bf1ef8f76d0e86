//! DESIGN 9 and 14 at scale, as the window does it: from the study on disk to the first differences and to
//! all of them with rules, proposals and board; from a decision to the list without it; one key to the frame
//! of the list; the quality page. Each size in a process of its own.
//! Prints figures and judges nothing. `cargo bench --bench settling [-- SHEETS…]`.

#![allow(clippy::unwrap_used, clippy::panic)]

mod large_study;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use large_study::{make, peak_mb, processor_time};
use recto::compare::quality::Quality;
use recto::desktop::command;
use recto::desktop::context::{AfterSupervisor, ScreenContext};
use recto::desktop::keymap::Keymap;
use recto::desktop::screens::settling::SettlingScreen;
use recto::desktop::settings::Settings;
use recto::desktop::sound::Hearing;
use recto::desktop::study_thread::{Happening, Opened, StudyHandle};
use recto::desktop::tokens::Tokens;
use recto::study::{Means, NewResolution, OperatorId, Station, Study, Target};
use recto::texts::Language;

/// Frames that are timed.
const FRAMES: usize = 200;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with("--")).collect();
    match arguments.as_slice() {
        [job, folder] if job == "settle" => return run(Path::new(folder)),
        _ => {}
    }
    let sizes: Vec<usize> = arguments.iter().filter_map(|size| size.parse().ok()).collect();
    for sheets in if sizes.is_empty() { vec![1_000, 10_000, 100_000] } else { sizes } {
        let folder = tempfile::tempdir().unwrap();
        make(folder.path(), sheets);
        println!("\n{sheets} sheets keyed twice");
        let folder = folder.path().to_str().unwrap();
        let child = Command::new(std::env::current_exe().unwrap()).args(["settle", folder]).output().unwrap();
        print!("{}{}", String::from_utf8_lossy(&child.stdout), String::from_utf8_lossy(&child.stderr));
    }
}

/// A step: how long it took, how long the processor worked for it, and the most memory so far.
struct Step(Instant, Duration);

impl Step {
    fn begin() -> Self {
        Self(Instant::now(), processor_time())
    }

    fn tell(&self, what: &str) {
        let (took, worked) = (self.0.elapsed().as_secs_f64(), (processor_time() - self.1).as_secs_f64());
        println!("  {what}: {took:.3} s ({worked:.2} on the processor), peak {} MB", peak_mb());
    }
}

fn until(study: &mut StudyHandle, holds: impl Fn(&StudyHandle) -> bool) {
    while !holds(study) {
        study.hear();
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn run(folder: &Path) {
    let step = Step::begin();
    let opened = Opened { study: Study::open(&folder.join("study.recto"), &Station::new("bench")).unwrap() };
    let mut study = StudyHandle::new(opened, &egui::Context::default()).unwrap();
    until(&mut study, |study| study.snapshot.is_some());
    step.tell("opened, backed up and read");
    until(&mut study, |study| study.found_so_far().is_some());
    step.tell("first differences to settle");
    until(&mut study, |study| study.review.is_some());
    step.tell("all compared, with rules, proposals and board");
    let review = study.review.clone().unwrap();
    println!(
        "  {} differing cells, {} stops in the list",
        review.comparison.differences.len(),
        review.queue.len()
    );
    drop(review);
    decide(&mut study);
    list(&mut study);
    let review = study.review.clone().unwrap();
    let step = Step::begin();
    let quality = Quality::of(&review.snapshot, &review.comparison);
    step.tell(&format!("quality of {} agreed cells", quality.tally.agreed));
}

/// Decisions, one by one, each until the list holds it.
fn decide(study: &mut StudyHandle) {
    let review = study.review.clone().unwrap();
    let operator = review.snapshot.operators.first().map(|operator| operator.id).unwrap();
    let step = Step::begin();
    let stops: Vec<_> = review.queue.iter().step_by(review.queue.len().div_ceil(10)).collect();
    for stop in &stops {
        let before = study.review.clone().unwrap();
        study.resolve(vec![decision(&review, stop, operator)]);
        until(study, |study| !std::sync::Arc::ptr_eq(study.review.as_ref().unwrap(), &before));
    }
    step.tell(&format!("{} decisions one by one, each until the list holds it", stops.len()));
}

fn decision(
    review: &recto::compare::Review,
    stop: &recto::compare::QueueItem,
    operator: OperatorId,
) -> NewResolution {
    let questionnaire = &review.snapshot.questionnaire;
    let field = stop.field().unwrap();
    let said = review.answers_of(&stop.number, field).unwrap().0.clone();
    let (variable, line) =
        (questionnaire.field_variable(field).name.clone(), questionnaire.field(field).line);
    NewResolution {
        number: stop.number.clone(),
        target: Target::Field { variable, line, answer: said },
        means: Means::BlindReading,
        reason: String::new(),
        operator,
    }
}

/// Frames of the list: one stop further with each, laid out and turned into triangles.
fn list(study: &mut StudyHandle) {
    study.begin_supervising("Zoe".to_owned(), AfterSupervisor::Settling);
    let supervisor = loop {
        let ready = study.hear().into_iter().find_map(|happening| match happening {
            Happening::SupervisorReady(operator, _) => Some(operator),
            _ => None,
        });
        if let Some(operator) = ready {
            break operator;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let ctx = egui::Context::default();
    recto::desktop::theme::install(&ctx);
    let mut screen = SettlingScreen::new(supervisor);
    let down = |pressed| egui::Event::Key {
        key: egui::Key::ArrowDown,
        physical_key: Some(egui::Key::ArrowDown),
        pressed,
        repeat: false,
        modifiers: egui::Modifiers::NONE,
    };
    let mut took: Vec<(Duration, usize)> = Vec::new();
    let begun = Step::begin();
    for frame in 0..FRAMES + 20 {
        if frame == 20 {
            took.clear();
        }
        let mut events = if frame < 20 { Vec::new() } else { vec![down(true), down(false)] };
        let start = Instant::now();
        screen.take_events(&mut events);
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1366.0, 768.0))),
            time: Some(frame as f64 * 0.05),
            focused: true,
            events,
            ..egui::RawInput::default()
        };
        let output = ctx.run_ui(input, |ui| {
            let mut context = ScreenContext {
                language: Language::French,
                tokens: Tokens::current(ui.ctx()),
                keys: &Keymap::default(),
                settings: &Settings::default(),
                study: Some(&mut *study),
                actions: &mut Vec::new(),
                state: command::State::default(),
                covered: false,
                hearing: Hearing::Unknown,
                still: true,
                person: "",
                now: jiff::Timestamp::UNIX_EPOCH,
            };
            screen.ui(ui, &mut context);
        });
        let shapes = output.shapes.len();
        std::hint::black_box(ctx.tessellate(output.shapes, output.pixels_per_point));
        took.push((start.elapsed(), shapes));
    }
    let worked = (processor_time() - begun.1).as_secs_f64() * 1000.0 / (FRAMES + 20) as f64;
    took.sort();
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize].0.as_secs_f64() * 1000.0;
    let shapes = took.iter().map(|(_, shapes)| *shapes).max().unwrap_or_default();
    println!(
        "  a key to the frame of the list: p50 {:.2} ms, p99 {:.2} ms, max {:.2} ms ({worked:.2} on the processor, mean); at most {shapes} shapes",
        at(0.5),
        at(0.99),
        at(1.0)
    );
}
