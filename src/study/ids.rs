//! Ids that are unique across copies of a study and ordered by time (UUID v7), also when the clock is set
//! back between two entries.

use jiff::Timestamp;
use uuid::{NoContext, Uuid};

/// Makes ids, each greater than all before it.
pub(super) struct Ids {
    clock: fn() -> Timestamp,
    last_ms: i64,
    counter: u16,
}

/// Values that the 12 bits after the version can take.
const COUNTER_END: u16 = 1 << 12;

impl Ids {
    pub(super) fn new(clock: fn() -> Timestamp) -> Self {
        Self { clock, last_ms: 0, counter: 0 }
    }

    pub(super) fn set_clock(&mut self, clock: fn() -> Timestamp) {
        self.clock = clock;
    }

    pub(super) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// What follows is greater than `id`: a correction must come after what it corrects.
    pub(super) fn after(&mut self, id: Uuid) {
        let (ms, counter) =
            (milliseconds(id), u16::from_be_bytes([id.as_bytes()[6] & 0x0f, id.as_bytes()[7]]));
        if (ms, counter) > (self.last_ms, self.counter) {
            (self.last_ms, self.counter) = (ms, counter);
        }
    }

    pub(super) fn next(&mut self) -> Uuid {
        let now_ms = self.now().as_millisecond().max(0);
        if now_ms > self.last_ms {
            (self.last_ms, self.counter) = (now_ms, 0);
        } else if self.counter + 1 < COUNTER_END {
            self.counter += 1;
        } else {
            (self.last_ms, self.counter) = (self.last_ms + 1, 0);
        }
        // The random half comes from the crate; time and counter are ours, so that order is certain.
        let mut bytes = *Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, 0, 0)).as_bytes();
        bytes[..6].copy_from_slice(&self.last_ms.to_be_bytes()[2..]);
        bytes[6..8].copy_from_slice(&(0x7000 | self.counter).to_be_bytes());
        Uuid::from_bytes(bytes)
    }
}

/// The id's time in milliseconds since 1970.
fn milliseconds(id: Uuid) -> i64 {
    let mut bytes = [0; 8];
    bytes[2..].copy_from_slice(&id.as_bytes()[..6]);
    i64::from_be_bytes(bytes)
}

/// When the id was made.
pub(super) fn time_of(id: Uuid) -> Timestamp {
    // 48 bits of milliseconds reach the year 10889; Timestamp ends in 9999.
    Timestamp::from_millisecond(milliseconds(id)).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed() -> Timestamp {
        Timestamp::from_millisecond(1_700_000_000_000).unwrap()
    }

    /// DESIGN 16: ids are ordered in time, whatever the clock does.
    #[test]
    fn ids_grow_when_the_clock_stands_or_goes_back() {
        let mut ids = Ids::new(fixed);
        let mut last = ids.next();
        assert_eq!(last.get_version_num(), 7);
        assert_eq!(time_of(last), fixed());
        for _ in 0..10_000 {
            let next = ids.next();
            assert!(next > last);
            last = next;
        }
        let later = Ids::new(|| Timestamp::from_millisecond(1_800_000_000_000).unwrap()).next();
        ids.after(later);
        assert!(ids.next() > later);
    }
}
