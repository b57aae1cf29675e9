//! Whether anything about a run is under way: inputs that wait, a loop that works, steps that are being done.
//! What waits for a person, a message or the clock is not.

use std::mem;

use tokio::sync::watch;

/// Counts what is under way. Clones share the count.
#[derive(Clone, Debug)]
pub(crate) struct Activity(watch::Sender<usize>);

impl Default for Activity {
    fn default() -> Self {
        Self(watch::Sender::new(0))
    }
}

impl Activity {
    /// Something is under way until the answer is dropped.
    pub(crate) fn begin(&self) -> Busy {
        self.0.send_modify(|count| *count += 1);
        Busy(self.clone())
    }

    /// Waits until nothing is under way.
    pub(crate) async fn rest(&self) {
        // Cannot fail: `self` keeps the sender.
        let _ = self.0.subscribe().wait_for(|count| *count == 0).await;
    }

    /// Somebody who is counted as busy only waits for the clock, until the answer is dropped.
    pub(crate) fn pause(&self) -> Asleep {
        self.0.send_modify(|count| *count = count.saturating_sub(1));
        Asleep(self.clone())
    }
}

/// Something is under way.
#[derive(Debug)]
pub(crate) struct Busy(Activity);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.0.send_modify(|count| *count = count.saturating_sub(1));
    }
}

/// Somebody who is counted as busy only waits for the clock.
#[derive(Debug)]
pub(crate) struct Asleep(Activity);

impl Asleep {
    /// Ends the sleep, taking over the count that the alarm has begun.
    pub(crate) fn wake(self, alarm: Busy) {
        mem::forget(alarm);
        mem::forget(self);
    }
}

impl Drop for Asleep {
    fn drop(&mut self) {
        self.0.0.send_modify(|count| *count += 1);
    }
}
