//! Something that a person must resolve before a branch goes on.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An open incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IncidentView {
    /// Its id.
    pub id: String,
    /// The element on which the branch stands.
    pub element: String,
    /// Name of that element.
    pub element_name: Option<String>,
    /// The branch that waits.
    pub branch_id: Option<String>,
    /// The step that failed.
    pub step_id: Option<String>,
    /// The stable name of the kind of failure.
    pub code: String,
    /// What happened, in a sentence.
    pub message: String,
    /// When, in milliseconds since 1970.
    pub raised_at: u64,
}
