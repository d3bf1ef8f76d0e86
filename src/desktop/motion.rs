//! Flashes: how long they are seen, how many a second at most, and whether a still mark stands in their
//! place. What the system says about motion is asked here, on a thread of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::sound::Cue;

/// How long a flash is seen, in seconds.
const FLASH_SECONDS: f64 = 0.3;
/// Within this time at most [`MOST`] flashes begin: more could harm people with photosensitive epilepsy
/// (WCAG 2.3.1 allows three in any second).
const WINDOW_SECONDS: f64 = 1.0;
/// Most flashes in that time.
const MOST: usize = 3;
/// Most of them for what is accepted: one is kept for a stop.
const MOST_ACCEPTED: usize = 2;

/// The flashes of one screen.
#[derive(Clone, Debug, Default)]
pub struct Flashes {
    waiting: Option<Cue>,
    mark: Option<Cue>,
    light: Option<(Cue, f64)>,
    begun: Vec<f64>,
}

impl Flashes {
    /// Something happened; of several in one frame one is shown.
    pub fn give(&mut self, cue: Cue) {
        self.waiting = Some(cue.after(self.waiting));
    }

    /// Takes note of the time, in seconds; gives back what is to be heard, and how long the window may
    /// sleep until the light goes out.
    pub fn pass(&mut self, now: f64) -> (Option<Cue>, Option<f64>) {
        let given = self.waiting.take();
        if let Some(cue) = given {
            self.mark = Some(cue);
            self.begun.retain(|begun| now - begun < WINDOW_SECONDS);
            let most = if cue == Cue::Accepted { MOST_ACCEPTED } else { MOST };
            self.light = (self.begun.len() < most).then_some((cue, now));
            self.begun.extend(self.light.map(|_| now));
        }
        let rest = self.light.map(|(_, begun)| FLASH_SECONDS - (now - begun));
        if rest.is_some_and(|rest| rest <= 0.0) {
            self.light = None;
        }
        (given, rest.filter(|rest| *rest > 0.0))
    }

    /// The still mark: what happened last.
    pub fn mark(&self) -> Option<Cue> {
        self.mark
    }

    /// What is lit now; never anything where motion is unwanted.
    pub fn light(&self, still: bool) -> Option<Cue> {
        self.light.filter(|_| !still).map(|(cue, _)| cue)
    }
}

/// Whether the system asks for less motion; not known until it has been asked.
#[derive(Clone, Debug, Default)]
pub struct SystemMotion(Arc<AtomicBool>);

impl SystemMotion {
    /// Asks the system, without waiting for it; `woken` is called when it asks for less motion.
    pub fn ask(woken: impl Fn() + Send + 'static) -> Self {
        let motion = Self::default();
        let answer = motion.0.clone();
        let ask = move || {
            if system_is_still() {
                answer.store(true, Ordering::Relaxed);
                woken();
            }
        };
        if let Err(error) = std::thread::Builder::new().name("recto-motion".to_owned()).spawn(ask) {
            tracing::warn!("the system is not asked about motion: {error}");
        }
        motion
    }

    /// Whether it asks for less motion.
    pub fn is_still(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The program that tells, its arguments, and the word in its answer that asks for less motion.
#[cfg(target_os = "linux")]
const TELLS: (&str, &[&str], &str) =
    ("gsettings", &["get", "org.gnome.desktop.interface", "enable-animations"], "false");
#[cfg(target_os = "macos")]
const TELLS: (&str, &[&str], &str) =
    ("defaults", &["read", "com.apple.universalaccess", "reduceMotion"], "1");
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
const TELLS: (&str, &[&str], &str) =
    ("reg", &["query", r"HKCU\Control Panel\Desktop\WindowMetrics", "/v", "MinAnimate"], "0");

fn system_is_still() -> bool {
    let (program, arguments, word) = TELLS;
    let answer = std::process::Command::new(program).args(arguments).output();
    answer.is_ok_and(|answer| {
        String::from_utf8_lossy(&answer.stdout).split_whitespace().next_back() == Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Issue 3, WCAG 2.3.1: in a burst never more than three flashes begin in any second, and a stop
    /// among them is lit.
    #[test]
    fn three_flashes_a_second_at_most() {
        let mut flashes = Flashes::default();
        let mut begun: Vec<f64> = Vec::new();
        for frame in 0..200 {
            let now = f64::from(frame) / 60.0;
            let cue = match frame {
                90 => Cue::Stop,
                _ if frame % 7 == 0 => Cue::Warning,
                _ => Cue::Accepted,
            };
            flashes.give(cue);
            flashes.pass(now);
            begun.extend(flashes.begun.last().filter(|last| **last == now));
            assert_eq!(flashes.mark(), Some(cue));
            assert_eq!(flashes.light(true), None);
        }
        for window in begun.windows(MOST + 1) {
            assert!(window[MOST] - window[0] >= WINDOW_SECONDS, "{window:?}");
        }
        assert!(begun.len() >= 6, "{begun:?}");
        // Warnings had used the second up: then the still mark says it.
        let mut calm = Flashes::default();
        for (at, cue) in [(0.0, Cue::Accepted), (0.1, Cue::Accepted), (0.2, Cue::Accepted)] {
            calm.give(cue);
            calm.pass(at);
        }
        assert_eq!(calm.light(false), None, "the third acceptance within a second is not lit");
        calm.give(Cue::Stop);
        calm.pass(0.3);
        assert_eq!(calm.light(false), Some(Cue::Stop), "one is kept for a stop");
    }

    /// A light goes out, the mark stays.
    #[test]
    fn a_light_goes_out() {
        let mut flashes = Flashes::default();
        flashes.give(Cue::Accepted);
        flashes.give(Cue::Stop);
        flashes.give(Cue::Accepted);
        assert_eq!(flashes.pass(10.0), (Some(Cue::Stop), Some(FLASH_SECONDS)));
        assert_eq!(flashes.pass(10.0 + FLASH_SECONDS), (None, None));
        assert_eq!((flashes.light(false), flashes.mark()), (None, Some(Cue::Stop)));
    }
}
