//! What a run and its swarm have said to each other.

use routine_model::{Credits, ElementId, MemberId, SwarmAskId};
use serde::{Deserialize, Serialize};

use crate::ids::{BranchId, StepId, SubscriptionId};
use crate::swarm_asks::{StepExpense, SwarmAnswer, SwarmRequest};

/// The run has asked something of its swarm. On its way since this is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SwarmAsked {
    /// The ask.
    pub ask: SwarmAskId,
    /// The branch that waits for the answer; none for the run as a whole and for what listens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<BranchId>,
    /// The flow node.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<ElementId>,
    /// The step that waits; a node that reads before its step starts has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<StepId>,
    /// The conditional event that listens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscription: Option<SubscriptionId>,
    /// As whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// All that the run had spent by then.
    pub spent_total: Credits,
    /// What that was spent on since the last ask that changes the swarm; only such an ask says it, since it is asked until
    /// it is answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spent_on: Vec<StepExpense>,
    /// What.
    pub request: SwarmRequest,
}

/// The swarm has answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SwarmAnswered {
    /// The ask.
    pub ask: SwarmAskId,
    /// The flow node that asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<ElementId>,
    /// What.
    pub answer: SwarmAnswer,
}
