//! What has happened at a flow node, as counts: what a screen paints on the shape.

use serde::{Deserialize, Serialize};

/// Counts of ended steps at one flow node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ElementMark {
    /// Ended normally.
    pub completed: u64,
    /// Failed for good.
    pub failed: u64,
    /// Ended by an event.
    pub cancelled: u64,
    /// Passed over.
    pub skipped: u64,
}
