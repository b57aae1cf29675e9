//! How many steps were done, and how they ended.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use run_engine::StepOutcome;
use serde::{Deserialize, Serialize};

/// Figures since the program started, over all runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecutionStats {
    /// Ended well.
    pub succeeded: u64,
    /// Handed over to somebody else.
    pub waiting: u64,
    /// Failed.
    pub failed: u64,
    /// Given up.
    pub cancelled: u64,
    /// Ran into their time limit.
    pub timed_out: u64,
    /// Could not be paid.
    pub out_of_credits: u64,
    /// Scripts that run now, also those that were given up and have not noticed yet.
    pub scripts_running: u64,
    /// Time in [`crate::SubroutineExecutor::execute`], microseconds, over all steps.
    pub busy_us: u64,
}

/// The counters behind the figures.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    succeeded: AtomicU64,
    waiting: AtomicU64,
    failed: AtomicU64,
    cancelled: AtomicU64,
    timed_out: AtomicU64,
    out_of_credits: AtomicU64,
    busy_us: AtomicU64,
}

impl Counters {
    pub(crate) fn count(&self, outcome: &StepOutcome) {
        let counter = match outcome {
            StepOutcome::Succeeded { .. } => &self.succeeded,
            StepOutcome::Waiting { .. } => &self.waiting,
            StepOutcome::Failed { .. } => &self.failed,
            StepOutcome::Cancelled => &self.cancelled,
            StepOutcome::TimedOut { .. } => &self.timed_out,
            StepOutcome::OutOfCredits { .. } => &self.out_of_credits,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn add_time(&self, spent: Duration) {
        self.busy_us.fetch_add(u64::try_from(spent.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    pub(crate) fn read(&self, scripts_running: usize) -> ExecutionStats {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        ExecutionStats {
            succeeded: read(&self.succeeded),
            waiting: read(&self.waiting),
            failed: read(&self.failed),
            cancelled: read(&self.cancelled),
            timed_out: read(&self.timed_out),
            out_of_credits: read(&self.out_of_credits),
            scripts_running: u64::try_from(scripts_running).unwrap_or(u64::MAX),
            busy_us: read(&self.busy_us),
        }
    }
}
