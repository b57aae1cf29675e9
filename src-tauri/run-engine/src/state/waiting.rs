//! What a run waits for from outside.

use routine_model::{Credits, ElementId};
use serde::{Deserialize, Serialize};

use super::ReadEntries;
use crate::event::{IncidentStage, PathOption, SubscriptionOwner, Trigger};
use crate::ids::{BranchId, DecisionId, IncidentId, ScopeId, StepId, SubscriptionId, Timestamp};
use crate::outcome::VariableMap;

/// Something listens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Subscription {
    /// The subscription.
    pub id: SubscriptionId,
    /// The event or receive task that listens.
    pub element: ElementId,
    /// The scope that it listens in.
    pub scope: ScopeId,
    /// What happens when it fires.
    pub owner: SubscriptionOwner,
    /// Which of the element's event definitions, from 0.
    pub definition: u32,
    /// What it listens for.
    pub trigger: Trigger,
    /// Of a parallel multiple event: this part has happened, with these variables, and others are awaited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub happened: Option<VariableMap>,
    /// Of a conditional event that is about entries of the blackboard: those that it has seen last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Box<ReadEntries>>,
}

/// A message that nobody has taken yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BufferedMessage {
    /// The journal entry with which it began to be kept.
    #[serde(default)]
    pub entry: u64,
    /// Where the message flow ends; none takes who listens first.
    #[serde(default)]
    pub element: Option<ElementId>,
    /// Its name.
    pub name: String,
    /// Its correlation key, when it has one.
    pub correlation_key: Option<String>,
    /// Its variables.
    pub variables: VariableMap,
    /// When it is dropped; none means never.
    pub expires: Option<Timestamp>,
}

/// A path decision that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PathDecision {
    /// The decision.
    pub id: DecisionId,
    /// The branch that waits for it.
    pub branch: BranchId,
    /// The flow node.
    pub element: ElementId,
    /// What can be chosen.
    pub options: Vec<PathOption>,
    /// More than one may be chosen.
    pub several: bool,
    /// Why whoever was to decide could not; a person may.
    #[serde(default)]
    pub left: Option<String>,
    /// What was lacking then, when it was credits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed: Option<Credits>,
}

/// An incident that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Incident {
    /// The incident.
    pub id: IncidentId,
    /// The branch that waits.
    pub branch: BranchId,
    /// Where.
    pub element: ElementId,
    /// The step, if there is one.
    pub step: Option<StepId>,
    /// What the node was about when it happened.
    pub stage: IncidentStage,
    /// A stable code.
    pub code: String,
    /// A sentence for people.
    pub message: String,
    /// When it was raised.
    pub raised_at: Timestamp,
}
