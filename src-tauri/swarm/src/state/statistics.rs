//! What has happened in a swarm, in sum.

use routine_model::Credits;
use serde::{Deserialize, Serialize};

/// Sums; closed when the swarm is terminated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SwarmStatistics {
    /// Runs that joined.
    pub runs: u64,
    /// Runs that ended well.
    pub runs_completed: u64,
    /// Runs that failed.
    pub runs_failed: u64,
    /// Runs that were cancelled.
    pub runs_cancelled: u64,
    /// Versions that were written.
    pub writes: u64,
    /// Writes that were refused.
    pub writes_refused: u64,
    /// Writes that were refused because somebody was faster; they are among the refused ones.
    pub conflicts: u64,
    /// Values that were read.
    pub reads: u64,
    /// Reads that were denied.
    pub reads_denied: u64,
    /// Reservations that were refused.
    pub reservations_refused: u64,
    /// Subtasks that came to be done.
    pub subtasks_done: u64,
    /// Credits spent when it was terminated.
    pub spent: Credits,
    /// Milliseconds from its creation to its termination.
    pub lasted_ms: u64,
}
