//! The time of day, or the time of a scenario.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use run_engine::Timestamp;

/// Where the host takes the time from. One host has one clock.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The time of day.
    System,
    /// A time that stands still until somebody moves it.
    Virtual(VirtualClock),
}

impl Clock {
    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
            Self::Virtual(clock) => clock.now(),
        }
    }
}

/// A time that stands still until somebody moves it. Clones share it.
#[derive(Clone, Debug)]
pub struct VirtualClock(Arc<AtomicI64>);

impl VirtualClock {
    /// Stands still at a moment.
    #[must_use]
    pub fn at(start: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(start.0)))
    }

    /// Where it stands.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }

    /// Moves it forwards; it never goes back.
    pub fn move_to(&self, moment: Timestamp) {
        self.0.fetch_max(moment.0, Ordering::SeqCst);
    }
}
