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

/// A model that was asked to make a path decision, and what that has cost so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PathAdvice {
    /// The model that was asked last, as its provider names it.
    pub model: String,
    /// The answer stands in the routine's own file.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub scripted: bool,
    /// What all questions about this decision have cost.
    #[serde(default, skip_serializing_if = "Credits::is_zero")]
    pub credits: Credits,
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
    /// The model that was asked, where one was; journals written earlier do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<PathAdvice>,
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
    /// The model that decided, where one did; journals written earlier do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<PathAdvice>,
}
