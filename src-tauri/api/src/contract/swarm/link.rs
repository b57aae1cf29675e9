//! The swarm that a run works for.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A swarm, and what a run does for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct RunSwarm {
    /// The swarm.
    pub swarm_id: String,
    /// The subtask that it works for.
    pub subtask_id: Option<String>,
}
