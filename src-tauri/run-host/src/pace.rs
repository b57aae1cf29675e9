//! Slow motion: how long a run waits between two iterations, so that somebody can follow it with their eyes.

use std::time::{Duration, Instant};

/// So long at most, whatever a run's configuration says.
const LONGEST: Duration = Duration::from_secs(60);

/// When the next iteration may begin.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    next: Option<Instant>,
}

impl Pace {
    /// An iteration has been done; the next one begins after so many milliseconds.
    pub(crate) fn begin(&mut self, delay_ms: u64) {
        let delay = Duration::from_millis(delay_ms).min(LONGEST);
        self.next = (!delay.is_zero()).then(|| Instant::now() + delay);
    }

    /// Whether the next iteration may begin.
    pub(crate) fn is_over(&self) -> bool {
        self.next.is_none_or(|next| next <= Instant::now())
    }

    /// When it may, where there is anything to wait for.
    pub(crate) fn next(&self) -> Option<Instant> {
        self.next
    }
}
