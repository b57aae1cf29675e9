//! Branches: they begin, move, wait, join and end.

use routine_model::ElementId;
use serde::{Deserialize, Serialize};

use crate::ids::{BranchId, BranchLetter, ScopeId, StepId};
use crate::status::WaitReason;

/// A branch has begun and stands ready at a flow node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BranchCreated {
    /// The branch.
    pub branch: BranchId,
    /// What it is shown by.
    pub letter: BranchLetter,
    /// The scope that it runs in.
    pub scope: ScopeId,
    /// Where it stands.
    pub element: ElementId,
    /// The branch that it was forked from.
    pub parent: Option<BranchId>,
}

/// A branch has moved over a sequence flow and stands ready at its target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SequenceFlowTaken {
    /// The branch.
    pub branch: BranchId,
    /// The flow.
    pub flow: ElementId,
    /// Its target.
    pub element: ElementId,
}

/// A branch has come to another flow node without a sequence flow (over a link, or to a boundary event that took it out of
/// its activity) and stands ready there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BranchMoved {
    /// The branch.
    pub branch: BranchId,
    /// Where it was.
    pub from: ElementId,
    /// Where it is now.
    pub element: ElementId,
    /// The flow over which it counts as having come, where branches join; none anywhere else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<ElementId>,
}

/// A branch waits at a flow node without a step of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BranchWaiting {
    /// The branch.
    pub branch: BranchId,
    /// Where.
    pub element: ElementId,
    /// For what.
    pub on: WaitReason,
}

/// What a branch waited for without a step is over: it stands ready again where it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BranchResumed {
    /// The branch.
    pub branch: BranchId,
    /// Where.
    pub element: ElementId,
}

/// Branches have become one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BranchesJoined {
    /// The one that goes on.
    pub branch: BranchId,
    /// The others, which end here.
    pub merged: Vec<BranchId>,
    /// The gateway or activity.
    pub element: ElementId,
}

/// A branch has come to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BranchCompleted {
    /// The branch.
    pub branch: BranchId,
    /// Where.
    pub element: ElementId,
}

/// A branch was ended by an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BranchCancelled {
    /// The branch.
    pub branch: BranchId,
    /// Where.
    pub element: ElementId,
    /// The element that ended it; none when somebody cancelled the run.
    pub by: Option<ElementId>,
}

/// A branch has failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BranchFailed {
    /// The branch.
    pub branch: BranchId,
    /// Where.
    pub element: ElementId,
    /// The step that failed, if it was one.
    pub step: Option<StepId>,
    /// A stable code.
    pub code: String,
    /// A sentence for people.
    pub message: String,
}
