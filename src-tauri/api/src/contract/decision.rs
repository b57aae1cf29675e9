//! A fork at which a person chooses the way.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One way out of a fork.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DecisionOption {
    /// The sequence flow.
    pub flow_id: String,
    /// Name of the flow.
    pub name: Option<String>,
    /// The flow node that it leads to.
    pub target: String,
    /// Name of that flow node.
    pub target_name: Option<String>,
    /// The condition, as written.
    pub condition: Option<String>,
    /// What the condition gives now: `true`, `false`, or nothing when there is none or it has no such value.
    pub holds: Option<bool>,
    /// The flow that is taken when no other is.
    pub default: bool,
}

/// A fork that waits for a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DecisionView {
    /// Its id.
    pub id: String,
    /// The branch that waits.
    pub branch_id: String,
    /// The flow node.
    pub element: String,
    /// Name of the flow node.
    pub element_name: Option<String>,
    /// More than one flow may be chosen.
    pub several: bool,
    /// The ways out, in the order of the diagram.
    pub options: Vec<DecisionOption>,
}
