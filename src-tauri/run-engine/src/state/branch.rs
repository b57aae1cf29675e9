//! A living branch.

use routine_model::ElementId;
use serde::{Deserialize, Serialize};

use super::ReadEntries;
use crate::ids::{BranchId, BranchLetter, ScopeId, StepId};
use crate::status::BranchStatus;

/// A thread of progress: one token on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Branch {
    /// The branch.
    pub id: BranchId,
    /// What it is shown by.
    pub letter: BranchLetter,
    /// The branch that it was forked from.
    pub parent: Option<BranchId>,
    /// The scope that it runs in.
    pub scope: ScopeId,
    /// The flow node that it stands at.
    pub element: ElementId,
    /// The flow that it came over; none at the start of a scope.
    pub arrived_by: Option<ElementId>,
    /// It has become one with others here and stands for all of them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stands_for_others: bool,
    /// The step that it is in, from start to end, however long it waits.
    pub step: Option<StepId>,
    /// What it does.
    pub status: BranchStatus,
    /// What was read from the blackboard for the flow node that it stands at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<Box<ReadEntries>>,
    /// Its place in the queue: the journal entry that made it ready. Only of use while it is ready.
    pub ready_at: u64,
}
