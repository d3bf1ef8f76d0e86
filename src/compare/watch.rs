//! How far a long comparison is, for somebody on another thread who looks on and may stop it. No clock,
//! no window.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Shared by the thread that compares and the one that looks on; a clone watches the same work.
#[derive(Clone, Debug, Default)]
pub struct Watch(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    done: AtomicUsize,
    total: AtomicUsize,
    stopped: AtomicBool,
}

/// Sheets between two looks at whether to go on.
const STEP: usize = 256;

impl Watch {
    /// Sheets compared, and how many there are; 0 of 0 before it begins.
    pub fn progress(&self) -> (usize, usize) {
        (self.0.done.load(Ordering::Relaxed), self.0.total.load(Ordering::Relaxed))
    }

    /// The work ends soon, without a result.
    pub fn stop(&self) {
        self.0.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether it was told to stop.
    pub fn is_stopped(&self) -> bool {
        self.0.stopped.load(Ordering::Relaxed)
    }

    pub(super) fn begin(&self, total: usize) {
        self.0.done.store(0, Ordering::Relaxed);
        self.0.total.store(total, Ordering::Relaxed);
    }

    /// Marks how far it is; whether to go on.
    pub(super) fn step(&self, done: usize) -> bool {
        if !done.is_multiple_of(STEP) {
            return true;
        }
        self.0.done.store(done, Ordering::Relaxed);
        !self.is_stopped()
    }
}
