//! Steps: one execution of one flow node by one branch.

use std::sync::Arc;

use routine_model::graph::settings::StrategySetting;
use routine_model::{Credits, ElementId, MemberId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::{BranchId, ScopeId, StepId, Timestamp};
use crate::outcome::{Actor, StepFailure, VariableMap};
use crate::record::StepRecord;
use crate::status::WaitReason;

/// A flow node is being executed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepStarted {
    /// The step.
    pub step: StepId,
    /// The branch.
    pub branch: BranchId,
    /// The flow node.
    pub element: ElementId,
    /// The scope that it runs in.
    pub scope: ScopeId,
    /// It is the step of an activity, not of an event or gateway.
    #[serde(default)]
    pub activity: bool,
    /// The number of the iteration, from 1; steps of the same iteration started together.
    pub iteration: u64,
    /// It waits for its turn: as many steps as may be at once are in progress.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub queued: bool,
    /// Results of the input mappings.
    #[serde(default, skip_serializing_if = "VariableMap::is_empty")]
    pub inputs: VariableMap,
}

/// A queued step has its turn, or one that waited for something goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepBegun {
    /// The step.
    pub step: StepId,
    /// The branch.
    pub branch: BranchId,
    /// The flow node.
    pub element: ElementId,
}

/// It is known what doing a queued step will cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepEstimated {
    /// The step.
    pub step: StepId,
    /// The branch.
    pub branch: BranchId,
    /// The flow node.
    pub element: ElementId,
    /// At most this.
    pub credits: Credits,
}

/// Doing a step has cost something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepCharged {
    /// The step.
    pub step: StepId,
    /// The branch.
    pub branch: BranchId,
    /// The flow node.
    pub element: ElementId,
    /// So much, beside what it has cost before.
    pub credits: Credits,
}

/// Something was done, decided or said in a step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepRecorded {
    /// The step.
    pub step: StepId,
    /// The branch.
    pub branch: BranchId,
    /// The flow node.
    pub element: ElementId,
    /// The attempt that it belongs to.
    pub attempt: u32,
    /// What.
    pub record: Arc<StepRecord>,
}

/// A step waits for its turn again: what it waited for has come, or it could not be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepRequeued {
    /// The step.
    pub step: StepId,
    /// The branch.
    pub branch: BranchId,
    /// The flow node.
    pub element: ElementId,
    /// It goes on when this can be paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed: Option<Credits>,
}

/// From now on a step, or all steps of an activity, are done this way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StrategyOverridden {
    /// The activity.
    pub element: ElementId,
    /// This step of it and no other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<StepId>,
    /// How; none takes an override back.
    pub setting: Option<StrategySetting>,
    /// Who said so.
    pub by: Actor,
}

/// A step waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepWaiting {
    /// The step.
    pub step: StepId,
    /// The branch.
    pub branch: BranchId,
    /// The flow node.
    pub element: ElementId,
    /// For what.
    pub on: WaitReason,
    /// When it goes on by itself; none where it waits for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Whose work it is, when the run works for a swarm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
}

/// Something noteworthy on the way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepProgressed {
    /// The step.
    pub step: StepId,
    /// The flow node.
    pub element: ElementId,
    /// What happened.
    pub note: Value,
}

/// An attempt has failed and another one follows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepRetried {
    /// The step.
    pub step: StepId,
    /// The flow node.
    pub element: ElementId,
    /// The number of the attempt that follows, from 2.
    pub attempt: u32,
    /// Why the last one failed; none when the program died during it.
    pub failure: Option<StepFailure>,
    /// When it starts; none means at once.
    pub due: Option<Timestamp>,
    /// It goes on where the last attempt was cut off: what is on record counts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub goes_on: bool,
}

/// A flow node has been executed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepCompleted {
    /// The step.
    pub step: StepId,
    /// The branch.
    pub branch: BranchId,
    /// The flow node.
    pub element: ElementId,
    /// What it produced, before output mappings.
    #[serde(default, skip_serializing_if = "VariableMap::is_empty")]
    pub outputs: VariableMap,
    /// Who completed it.
    pub by: Actor,
}

/// A step was passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepSkipped {
    /// The step.
    pub step: StepId,
    /// The branch.
    pub branch: BranchId,
    /// The flow node.
    pub element: ElementId,
    /// A sentence for people.
    pub reason: String,
}

/// A step has failed for good.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepFailed {
    /// The step.
    pub step: StepId,
    /// The branch.
    pub branch: BranchId,
    /// The flow node.
    pub element: ElementId,
    /// Why.
    pub failure: StepFailure,
}

/// A step was ended by an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepCancelled {
    /// The step.
    pub step: StepId,
    /// The branch.
    pub branch: BranchId,
    /// The flow node.
    pub element: ElementId,
    /// The element that ended it; none when somebody cancelled the run.
    pub by: Option<ElementId>,
}
