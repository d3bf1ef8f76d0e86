//! What is heard while keying: a short sound of its own for accepted, warning and stop. Which sound is
//! played in a burst, and the thread that plays it; the waves are in `waves`, the devices in `device`.
//! Knows the session's signals, never an answer.

mod device;
mod waves;

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

pub use device::{Device, Open, open_system};
pub use waves::{RATE_HZ, wave};

use crate::keying::Signal;

/// What is seen and heard without looking, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cue {
    /// An answer was accepted.
    Accepted,
    /// A key was refused, or something is asked.
    Warning,
    /// The field is locked.
    Stop,
}

impl Cue {
    /// All of them, the weakest first.
    pub const ALL: [Self; 3] = [Self::Accepted, Self::Warning, Self::Stop];

    /// The cue of a signal; a pause has none.
    pub fn of(signal: Signal) -> Option<Self> {
        match signal {
            Signal::Accepted | Signal::Finished => Some(Self::Accepted),
            Signal::Refused => Some(Self::Warning),
            Signal::Stopped | Signal::Mismatch => Some(Self::Stop),
            Signal::Paused => None,
        }
    }

    /// Of several at once, the one to give: a stop always, else the last.
    pub fn after(self, before: Option<Self>) -> Self {
        if before == Some(Self::Stop) { Self::Stop } else { self }
    }
}

/// How long nothing is played before the device is let go.
const IDLE: Duration = Duration::from_secs(2);
/// How long after a failure the device is tried again.
const AGAIN: Duration = Duration::from_secs(5);

/// Whether there is something to play on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hearing {
    /// Not tried yet.
    Unknown,
    /// A device plays.
    Yes,
    /// There is no device, or it plays nothing.
    No,
}

struct Order {
    cue: Option<Cue>,
    volume: u8,
}

/// Plays cues on a thread of its own. Nothing waits for it: of several cues that it has not played yet
/// one is played, and the device is found, or not, by the thread.
pub struct Sounder {
    orders: Option<Sender<Order>>,
    hearing: Arc<AtomicU8>,
}

impl Sounder {
    /// Starts the thread, which looks for a device; `woken` is called when it knows.
    pub fn start(open: Open, woken: impl Fn() + Send + 'static) -> Self {
        let (orders, incoming) = channel();
        let hearing = Arc::new(AtomicU8::new(0));
        let told = hearing.clone();
        let play = move || {
            let mut player = Player { open, device: None, failed: None, hearing: told };
            player.ready(Instant::now());
            woken();
            player.play_all(&incoming);
        };
        let thread = std::thread::Builder::new().name("recto-sound".to_owned()).spawn(play);
        Self { orders: thread.is_ok().then_some(orders), hearing }
    }

    /// Plays a cue, at a volume in percent.
    pub fn play(&self, cue: Cue, volume: u8) {
        if let Some(orders) = &self.orders {
            orders.send(Order { cue: Some(cue), volume }).ok();
        }
    }

    /// Looks for a device again, where none was found.
    pub fn look_again(&self) {
        if let Some(orders) = &self.orders {
            orders.send(Order { cue: None, volume: 0 }).ok();
        }
    }

    /// Whether there is a device.
    pub fn hearing(&self) -> Hearing {
        match self.hearing.load(Ordering::Relaxed) {
            0 => Hearing::Unknown,
            1 => Hearing::Yes,
            _ => Hearing::No,
        }
    }
}

struct Player {
    open: Open,
    device: Option<Box<dyn Device>>,
    failed: Option<Instant>,
    hearing: Arc<AtomicU8>,
}

impl Player {
    fn play_all(&mut self, incoming: &Receiver<Order>) {
        let mut playing: Option<(Cue, Instant)> = None;
        loop {
            let first = match incoming.recv_timeout(IDLE) {
                Ok(order) => order,
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(device) = &mut self.device {
                        device.rest();
                    }
                    match incoming.recv() {
                        Ok(order) => order,
                        Err(_) => return,
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let waiting: Vec<Order> = std::iter::once(first).chain(incoming.try_iter()).collect();
            let now = Instant::now();
            let Some((cue, volume)) = chosen(&waiting) else {
                self.failed = None;
                self.ready(now);
                continue;
            };
            // A stop is heard to its end.
            let cut_short =
                playing.is_some_and(|(other, until)| other > cue && other == Cue::Stop && until > now);
            if cut_short || !self.ready(now) {
                continue;
            }
            let samples = wave(cue, volume);
            let length = Duration::from_secs_f64(samples.len() as f64 / f64::from(RATE_HZ));
            playing = Some((cue, now + length));
            self.give(&samples, now);
        }
    }

    fn give(&mut self, samples: &[i16], now: Instant) {
        let Some(device) = &mut self.device else { return };
        if let Err(error) = device.play(samples) {
            tracing::warn!("no sound: {error}");
            self.device = None;
            self.failed = Some(now);
            self.hearing.store(2, Ordering::Relaxed);
        }
    }

    fn ready(&mut self, now: Instant) -> bool {
        if self.device.is_none() && self.failed.is_none_or(|failed| now - failed >= AGAIN) {
            self.device = (self.open)();
            self.failed = self.device.is_none().then_some(now);
        }
        self.hearing.store(if self.device.is_some() { 1 } else { 2 }, Ordering::Relaxed);
        self.device.is_some()
    }
}

/// What is played of what is waiting.
fn chosen(waiting: &[Order]) -> Option<(Cue, u8)> {
    let mut chosen: Option<(Cue, u8)> = None;
    for order in waiting {
        if let Some(cue) = order.cue {
            chosen = Some((cue.after(chosen.map(|(before, _)| before)), order.volume));
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// DESIGN 8, 12: of a burst the last is heard, a stop always.
    #[test]
    fn a_stop_in_a_burst_is_heard() {
        let order = |cue| Order { cue: Some(cue), volume: 60 };
        let mut burst: Vec<Order> = (0..200).map(|_| order(Cue::Accepted)).collect();
        assert_eq!(chosen(&burst), Some((Cue::Accepted, 60)));
        burst.push(order(Cue::Warning));
        assert_eq!(chosen(&burst), Some((Cue::Warning, 60)), "the last counts");
        burst.insert(7, order(Cue::Stop));
        assert_eq!(chosen(&burst), Some((Cue::Stop, 60)));
        assert_eq!(chosen(&[]), None);
    }

    static PLAYED: Mutex<Vec<usize>> = Mutex::new(Vec::new());

    struct Recorder;

    impl Device for Recorder {
        fn play(&mut self, samples: &[i16]) -> Result<(), String> {
            PLAYED.lock().unwrap().push(samples.len());
            std::thread::sleep(Duration::from_millis(30));
            Ok(())
        }

        fn rest(&mut self) {}
    }

    /// Issue 3: sounds do not queue up behind a burst, a slow device holds nobody up, and a stop is not
    /// cut short by what is accepted after it.
    #[test]
    fn sounds_do_not_queue_up() {
        let sounder = Sounder::start(|| Some(Box::new(Recorder)), || {});
        sounder.play(Cue::Stop, 50);
        for _ in 0..200 {
            sounder.play(Cue::Accepted, 50);
        }
        std::thread::sleep(Duration::from_millis(250));
        let played = PLAYED.lock().unwrap().clone();
        assert_eq!(played.first(), Some(&wave(Cue::Stop, 50).len()));
        assert!(played.len() < 20, "{}", played.len());
        assert_eq!(sounder.hearing(), Hearing::Yes);
    }

    /// Issue 3: where there is no device nothing is heard and nothing fails.
    #[test]
    fn no_device_is_no_error() {
        let sounder = Sounder::start(|| None, || {});
        for cue in Cue::ALL {
            sounder.play(cue, 100);
        }
        sounder.look_again();
        std::thread::sleep(Duration::from_millis(100));
        assert_eq!(sounder.hearing(), Hearing::No);
    }
}
