//! A step that has not ended.

use std::collections::BTreeSet;

use routine_model::{Credits, ElementId};
use serde::{Deserialize, Serialize};

use super::CompletedInside;
use crate::ids::{BranchId, ScopeId, StepId, SubscriptionId, Timestamp};
use crate::outcome::VariableMap;
use crate::status::StepStatus;

/// One execution of one flow node by one branch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// The step.
    pub id: StepId,
    /// The branch.
    pub branch: BranchId,
    /// The flow node.
    pub element: ElementId,
    /// The scope that it runs in.
    pub scope: ScopeId,
    /// It is the step of an activity, not of an event or gateway.
    pub activity: bool,
    /// What it does.
    pub status: StepStatus,
    /// Which attempt is under way, from 1.
    pub attempt: u32,
    /// Results of the input mappings.
    pub inputs: VariableMap,
    /// When it started.
    pub started_at: Timestamp,
    /// When its current attempt started.
    pub attempt_at: Timestamp,
    /// What doing it costs at most, as far as that was asked.
    #[serde(default)]
    pub estimate: Option<Credits>,
    /// The scope that does its work, when it has opened one.
    pub inside: Option<ScopeId>,
    /// The scope that has done its work, kept until the step ends for those who compensate it later.
    pub completed_inside: Option<Box<CompletedInside>>,
    /// What came with the event that it has caught.
    #[serde(default)]
    pub caught: VariableMap,
    /// What listens on its behalf.
    pub subscriptions: BTreeSet<SubscriptionId>,
}
