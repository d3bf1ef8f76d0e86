//! DESIGN 14, "key to changed pixels": in the real window, on glow, under Xvfb: from a key sent by another
//! X client to the first changed pixel of the large figure beside the page, and in the same run that of a
//! window which holds nothing but a figure. Prints figures and judges nothing. Without a display server it says so. `cargo bench --bench key_to_pixels`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code)]
#[path = "../tests/promises/display.rs"]
mod display;
#[path = "beside/window.rs"]
mod window;

use std::path::Path;
use std::time::{Duration, Instant};

use display::{Display, missing};
use recto::keying::Key;
use recto::questionnaire::read;
use recto::study::{Station, Study};

const CARD: &str = include_str!("../questionnaires/satisfaction-evenement.toml");
const KEYS: usize = 200;
/// The large figure in the panel beside the page: left, top, width, height in pixels.
const FIGURE: (i16, i16, u16, u16) = (1088, 158, 120, 52);

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
    bare_window(&display);
    let study = display.folder.path().join("bench.recto");
    new_study(&study);
    let window = display.program(&[]);
    window.dialog(Key::Control('o'));
    window.fill(study.to_str().unwrap());
    window.press(&[Key::Enter]);
    window.wait_title("bench.recto");
    window.dialog(Key::Char('1'));
    window.fill("Amina");
    window.press(&[Key::Enter]);
    window.wait_title("Saisie");
    // The number and the date: what follows is the temperature, in which digits come and go.
    window.press(&"001120624".chars().map(Key::Char).collect::<Vec<_>>());
    measure(&display, "Recto");
    display.picture("bench-key-to-pixels");
    window.press(&[Key::Escape]);
    window.close();
}

/// The same keys in a window with nothing else in it.
fn bare_window(display: &Display) {
    let program = std::env::current_exe().unwrap();
    let mut process = display.command(&program).arg(window::ARGUMENT).spawn().unwrap();
    display.wait("the bare window", Display::shows_desk);
    display.wait("the keyboard", |display| display.title() == "Bare");
    measure(display, "a bare window");
    process.kill().unwrap();
    process.wait().unwrap();
}

fn measure(display: &Display, what: &str) {
    let mut times: Vec<Duration> = (0..KEYS).map(|at| one_key(display, at)).collect();
    times.sort_unstable();
    let shown = |share: f64| times[((KEYS - 1) as f64 * share).round() as usize].as_secs_f64() * 1000.0;
    println!(
        "key to changed pixels on glow, {what}, {KEYS} keys: p50 {:.1} ms, p99 {:.1} ms, most {:.1} ms",
        shown(0.5),
        shown(0.99),
        shown(1.0)
    );
}

fn new_study(path: &Path) {
    let card = read(CARD.as_bytes()).questionnaire.unwrap();
    Study::create(path, &card, &Station::new("bench")).unwrap().close().unwrap();
}

/// A digit typed and deleted in turn, so that every key changes the figure.
fn one_key(display: &Display, at: usize) -> Duration {
    let look = || display.pixels(FIGURE.0, FIGURE.1, FIGURE.2, FIGURE.3);
    // The frame of the key before is done, and keys do not come at a fixed beat.
    std::thread::sleep(Duration::from_millis(60 + (at * 7 % 17) as u64));
    let before = look();
    let begun = Instant::now();
    display.press(if at.is_multiple_of(2) { Key::Char('7') } else { Key::Backspace });
    display.sync();
    while look() == before {
        assert!(begun.elapsed() < Duration::from_secs(10), "key {at} changes nothing");
    }
    begun.elapsed()
}
