//! An open scope.

use routine_model::ElementId;
use serde::{Deserialize, Serialize};

use crate::event::{CompensationRecorded, ScopeKind};
use crate::ids::{RoutineVersion, ScopeId, StepId};
use crate::outcome::VariableMap;

/// Variables, and what runs inside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Scope {
    /// The scope.
    pub id: ScopeId,
    /// The scope around it.
    pub parent: Option<ScopeId>,
    /// What it is for.
    pub kind: ScopeKind,
    /// The process or activity that it is an instance of.
    pub element: ElementId,
    /// The version of the routine that its elements are in.
    pub routine: RoutineVersion,
    /// The step that it does the work of.
    pub step: Option<StepId>,
    /// The number of an iteration, from 1.
    pub iteration: Option<u64>,
    /// Its own variables.
    pub variables: VariableMap,
    /// Completed activities that can be compensated, in the order of completion.
    pub compensations: Vec<CompensationRecorded>,
}
