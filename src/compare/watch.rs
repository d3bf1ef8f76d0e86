//! Long work on all sheets of a study: in runs of sheets, on several threads, the results in sheet order;
//! and how far it is, for somebody on another thread who looks on and may stop it. No clock, no window.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::channel;

/// Shared by the thread that compares and the one that looks on; a clone watches the same work.
#[derive(Clone, Debug, Default)]
pub struct Watch(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    done: AtomicUsize,
    total: AtomicUsize,
    stopped: AtomicBool,
}

/// Sheets worked on in one go: between two looks at whether to go on.
const RUN: usize = 1_024;

/// Threads at most: beyond, memory is what they wait for.
const THREADS: usize = 8;

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

    pub(super) fn begin(&self, all: usize) {
        self.0.done.store(0, Ordering::Relaxed);
        self.0.total.store(all, Ordering::Relaxed);
    }

    /// Before each of the sheets of work that goes from one to the next: whether to go on.
    pub(super) fn goes_on(&self, done: usize) -> bool {
        if done.is_multiple_of(RUN) {
            self.0.done.store(done, Ordering::Relaxed);
            return !self.is_stopped();
        }
        true
    }

    /// Works on `all` sheets: `work` on runs of them, wherever there is a processor for it, and `take` on the
    /// results here and in sheet order, whichever was ready first. Whether it came to the end.
    pub(super) fn in_runs<T: Send>(
        &self,
        all: usize,
        work: impl Fn(Range<usize>) -> T + Sync,
        mut take: impl FnMut(T),
    ) -> bool {
        self.begin(all);
        let runs = all.div_ceil(RUN);
        let next = AtomicUsize::new(0);
        let take_next = || {
            let run = next.fetch_add(1, Ordering::Relaxed);
            (run < runs && !self.is_stopped()).then_some(run)
        };
        let of_run = |run: usize| {
            let sheets = run * RUN..all.min((run + 1) * RUN);
            let count = sheets.len();
            let result = work(sheets);
            self.0.done.fetch_add(count, Ordering::Relaxed);
            result
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(THREADS).min(runs);
        if threads < 2 {
            while let Some(run) = take_next() {
                take(of_run(run));
            }
            return !self.is_stopped();
        }
        std::thread::scope(|scope| {
            let (results, ready) = channel();
            for _ in 0..threads {
                let (results, take_next, of_run) = (results.clone(), &take_next, &of_run);
                scope.spawn(move || {
                    while let Some(run) = take_next() {
                        results.send((run, of_run(run))).ok();
                    }
                });
            }
            drop(results);
            let mut early = BTreeMap::new();
            let mut wanted = 0;
            for (run, result) in ready {
                early.insert(run, result);
                while let Some(result) = early.remove(&wanted) {
                    take(result);
                    wanted += 1;
                }
            }
        });
        !self.is_stopped()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DESIGN 4.6: the results come in sheet order and whole, however many threads there are.
    #[test]
    fn runs_come_in_order() {
        for all in [0, 1, RUN, RUN + 1, 5 * RUN + 7] {
            let (watch, mut sheets) = (Watch::default(), Vec::new());
            assert!(watch.in_runs(all, |run| run.collect::<Vec<_>>(), |run| sheets.extend(run)));
            assert_eq!(sheets, (0..all).collect::<Vec<_>>());
            assert_eq!(watch.progress(), (all, all));
        }
    }

    /// DESIGN 4.6: work that was told to stop says that it did not come to the end, and begins no more.
    #[test]
    fn work_stops_when_told() {
        let (watch, mut taken) = (Watch::default(), 0);
        let count = |run: Range<usize>| run.len();
        assert!(!watch.in_runs(5 * RUN, count, |_| watch.stop()), "on the way");
        assert!(!watch.in_runs(5 * RUN, count, |run| taken += run), "before it begins");
        assert_eq!(taken, 0);
    }
}
