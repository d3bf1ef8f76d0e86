//! DESIGN 14, "start to first frame; memory after it": Recto's window and an empty eframe window, one after
//! the other in the same run, on glow under Xvfb, drawn by the processor. Prints figures and judges nothing.
//! Without a display server it says so. `cargo bench --bench start`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code)]
#[path = "../tests/promises/display.rs"]
mod display;
#[path = "beside/window.rs"]
mod window;

use std::path::Path;
use std::time::{Duration, Instant};

use display::{Display, PATIENCE, missing};

const ROUNDS: usize = 9;
/// Memory is read this long after the first frame.
const SETTLED: Duration = Duration::from_millis(1500);

/// One start: until the window shows its ground, and the megabytes that are then its own.
struct Start {
    seconds: f64,
    resident: f64,
    own: f64,
}

fn main() {
    if window::shown() {
        return;
    }
    let missing = missing(&["Xvfb", "openbox"]);
    if !missing.is_empty() {
        println!("SKIPPED: not installed: {missing:?}");
        return;
    }
    let display = Display::start(None);
    let beside = std::env::current_exe().unwrap();
    let recto = Path::new(env!("CARGO_BIN_EXE_recto"));
    let (mut empty, mut ours) = (Vec::new(), Vec::new());
    // The first of each brings its files into memory and is not counted.
    for _ in 0..=ROUNDS {
        empty.push(start(&display, &beside, &[window::ARGUMENT]));
        ours.push(start(&display, recto, &[]));
    }
    println!("{:<44} {:>8} {:>8} {:>8}", format!("median of {ROUNDS} starts"), "empty", "Recto", "more");
    for (what, of) in [
        ("start to first frame, seconds (0.3 more)", (|it| it.seconds) as fn(&Start) -> f64),
        ("memory after it, MB (50 more)", |it| it.resident),
        ("  of it neither file nor shared", |it| it.own),
    ] {
        let (empty, ours) = (median(&empty[1..], of), median(&ours[1..], of));
        println!("{what:<44} {empty:>8.2} {ours:>8.2} {:>8.2}", ours - empty);
    }
}

fn median(starts: &[Start], of: fn(&Start) -> f64) -> f64 {
    let mut all: Vec<f64> = starts.iter().map(of).collect();
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

fn start(display: &Display, program: &Path, arguments: &[&str]) -> Start {
    let begun = Instant::now();
    let mut process = display.command(program).args(arguments).spawn().unwrap();
    while !display.shows_desk() {
        assert!(begun.elapsed() < PATIENCE, "{} shows nothing", program.display());
        std::thread::sleep(Duration::from_millis(2));
    }
    let seconds = begun.elapsed().as_secs_f64();
    std::thread::sleep(SETTLED);
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap_or_default();
    let megabytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next());
        line.and_then(|number| number.parse::<f64>().ok()).map_or(f64::NAN, |number| number / 1024.0)
    };
    let (resident, own) = (megabytes("VmRSS:"), megabytes("RssAnon:"));
    process.kill().unwrap();
    process.wait().unwrap();
    while display.shows_desk() {
        std::thread::sleep(Duration::from_millis(20));
    }
    Start { seconds, resident, own }
}
