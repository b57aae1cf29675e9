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
