//! A step has its result, and others have to take it before the step is over.

use routine_model::ElementId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::{BranchId, StepId};
use crate::outcome::{Actor, VariableMap};
use crate::swarm_asks::EntryWrite;

/// A step has done its work, and its result is on its way to the swarm. Kept until the swarm has it, so that the work is
/// done once however often the result has to be handed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepProduced {
    /// The step.
    pub step: StepId,
    /// The branch.
    pub branch: BranchId,
    /// The flow node.
    pub element: ElementId,
    /// What it has produced, before output mappings.
    #[serde(default, skip_serializing_if = "VariableMap::is_empty")]
    pub outputs: VariableMap,
    /// What will go up to the scope around.
    #[serde(default, skip_serializing_if = "VariableMap::is_empty")]
    pub up: VariableMap,
    /// What will go to data objects and properties.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<VariableWrite>,
    /// What goes to the blackboard. What has been written is taken out of it.
    pub writes: Vec<EntryWrite>,
    /// Who has done the work.
    pub by: Actor,
}

/// A value on its way to a data object or property.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VariableWrite {
    /// The process or sub-process whose data it is.
    pub container: ElementId,
    /// Its variable.
    pub variable: String,
    /// Its value.
    pub value: Value,
}
