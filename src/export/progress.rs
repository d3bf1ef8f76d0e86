//! How far an export is, and a way to stop it. No windows and no threads: whoever watches decides.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

/// What an export does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The rows are read once, for widths, limits, frequencies and the checksum.
    Counting,
    /// The rows are written.
    Writing,
    /// The file is put together on disk.
    Finishing,
}

/// How far an export is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// What it does.
    pub stage: Stage,
    /// Rows or sheets dealt with in all stages so far.
    pub done: u64,
    /// How many there will be, as far as it is known; 0 if not.
    pub total: u64,
}

impl Progress {
    /// The share that is done, from 0 to 1, if it is known.
    pub fn share(&self) -> Option<f32> {
        let known = self.total > 0 && self.stage != Stage::Finishing;
        known.then(|| (self.done as f32 / self.total as f32).min(1.0))
    }
}

/// Told how far the export is; says whether it goes on.
pub type Watcher<'w> = &'w (dyn Fn(Progress) -> ControlFlow<()> + Sync);

/// The watcher said stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

/// Watchers hear of every so many rows.
const EVERY: u64 = 64;

/// Counts what is done and tells the watcher.
pub struct Steps<'w> {
    watcher: Watcher<'w>,
    total: u64,
    writing: AtomicBool,
    finishing: AtomicBool,
    done: AtomicU64,
    stopped: AtomicBool,
}

impl<'w> Steps<'w> {
    /// Nothing done of `total` rows.
    pub fn new(watcher: Watcher<'w>, total: u64) -> Self {
        Self {
            watcher,
            total,
            writing: AtomicBool::new(false),
            finishing: AtomicBool::new(false),
            done: AtomicU64::new(0),
            stopped: AtomicBool::new(false),
        }
    }

    /// Begins a stage.
    pub fn begin(&self, stage: Stage) -> Result<(), Stopped> {
        self.writing.store(stage == Stage::Writing, Relaxed);
        self.finishing.store(stage == Stage::Finishing, Relaxed);
        self.tell()
    }

    /// One more row or sheet is done.
    pub fn step(&self) -> Result<(), Stopped> {
        let done = self.done.fetch_add(1, Relaxed) + 1;
        if done.is_multiple_of(EVERY) { self.tell() } else { Ok(()) }
    }

    /// Whether the watcher said stop.
    pub fn stopped(&self) -> bool {
        self.stopped.load(Relaxed)
    }

    fn tell(&self) -> Result<(), Stopped> {
        let stage = match (self.writing.load(Relaxed), self.finishing.load(Relaxed)) {
            (_, true) => Stage::Finishing,
            (true, false) => Stage::Writing,
            (false, false) => Stage::Counting,
        };
        let progress = Progress { stage, done: self.done.load(Relaxed), total: self.total };
        if (self.watcher)(progress).is_break() {
            self.stopped.store(true, Relaxed);
        }
        if self.stopped.load(Relaxed) { Err(Stopped) } else { Ok(()) }
    }

    /// A writer that can be stopped too.
    pub fn watch<W: Write>(&self, to: W) -> WatchedWriter<'_, 'w, W> {
        WatchedWriter { to, steps: self }
    }
}

/// Hands bytes on until the watcher says stop.
pub struct WatchedWriter<'s, 'w, W> {
    to: W,
    steps: &'s Steps<'w>,
}

impl<W: Write> Write for WatchedWriter<'_, '_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.steps.tell().map_err(|Stopped| io::Error::other("stopped"))?;
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl<W: io::Seek> io::Seek for WatchedWriter<'_, '_, W> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.to.seek(to)
    }
}
