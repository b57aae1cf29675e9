//! Parameters of the commands about being told.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Begins to watch a run. Updates may arrive before the answer; the page keeps them until it has the snapshot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct WatchRun {
    /// A number that the page has not used before in this session.
    pub subscription: u32,
    /// The run.
    pub run_id: String,
}

/// Begins or ends a subscription.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct Subscription {
    /// The page's number for it.
    pub subscription: u32,
}
