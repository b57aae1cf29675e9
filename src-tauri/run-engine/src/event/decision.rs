//! Path decisions that somebody has to make.

use routine_model::{Credits, ElementId};
use serde::{Deserialize, Serialize};

use crate::ids::{BranchId, DecisionId};
use crate::outcome::Actor;

/// A path decision is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PathDecisionAsked {
    /// The decision.
    pub decision: DecisionId,
    /// The branch that waits for it.
    pub branch: BranchId,
    /// The flow node.
    pub element: ElementId,
    /// What can be chosen, in the order of the file.
    pub options: Vec<PathOption>,
    /// More than one may be chosen.
    pub several: bool,
}

/// One way to go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PathOption {
    /// The flow.
    pub flow: ElementId,
    /// Its condition's value, when it has a condition.
    pub condition: Option<bool>,
    /// It is the default flow.
    pub is_default: bool,
}

/// Whoever was to make a path decision cannot, so a person may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PathDecisionLeft {
    /// The decision.
    pub decision: DecisionId,
    /// The branch that waits for it.
    pub branch: BranchId,
    /// A sentence that says why.
    pub reason: String,
    /// It was for want of credits: so many were needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed: Option<Credits>,
}

/// There are credits again for whoever was to make a path decision: they are asked once more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PathDecisionReturned {
    /// The decision.
    pub decision: DecisionId,
    /// The branch that waits for it.
    pub branch: BranchId,
}

/// A path decision was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PathDecided {
    /// The decision.
    pub decision: DecisionId,
    /// The branch that waited for it.
    pub branch: BranchId,
    /// The chosen flows.
    pub flows: Vec<ElementId>,
    /// Who decided.
    pub by: Actor,
    /// What they say about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}
