//! What a run would cost, said before it starts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Strategy;

/// What doing an activity once would cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActivityEstimate {
    /// The activity.
    pub element: String,
    /// Its label.
    pub name: Option<String>,
    /// How it would be done.
    pub strategy: Strategy,
    /// At least this, a decimal number of credits.
    pub lowest: String,
    /// At most this.
    pub highest: String,
    /// What its model costs is not known, so it may cost more.
    pub unpriced: bool,
}

/// What the activities of a process would cost, each done once. How often each is done only the run shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunEstimate {
    /// The sum of what each costs at least, a decimal number of credits.
    pub lowest: String,
    /// The sum of what each costs at most.
    pub highest: String,
    /// Activities that may cost something, in the order of the file.
    pub activities: Vec<ActivityEstimate>,
}
