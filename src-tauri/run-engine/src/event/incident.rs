//! Incidents: what a person must resolve before a branch goes on.

use routine_model::ElementId;
use serde::{Deserialize, Serialize};

use crate::ids::{BranchId, IncidentId, StepId};

/// A person must resolve something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IncidentRaised {
    /// The incident.
    pub incident: IncidentId,
    /// The branch that waits.
    pub branch: BranchId,
    /// Where.
    pub element: ElementId,
    /// The step, if there is one.
    pub step: Option<StepId>,
    /// What the node was about when it happened; decides what a retry or skip does.
    pub stage: IncidentStage,
    /// A stable code.
    pub code: String,
    /// A sentence for people.
    pub message: String,
}

/// Somebody did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IncidentResolved {
    /// The incident.
    pub incident: IncidentId,
    /// The branch that waited.
    pub branch: BranchId,
}

/// What a flow node was about when it got into trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum IncidentStage {
    /// The branch was about to enter it: no step has started.
    Entering,
    /// Its step was in progress.
    Doing,
    /// Its step has completed; the way out could not be found.
    Leaving,
}
