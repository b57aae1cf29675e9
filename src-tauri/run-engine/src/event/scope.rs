//! Scopes and their variables.

use routine_model::ElementId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::{RoutineVersion, ScopeId, StepId};

/// What a scope is for. One mechanism for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ScopeKind {
    /// A process of the run's own file.
    Process,
    /// An embedded sub-process.
    SubProcess,
    /// A transaction.
    Transaction,
    /// An ad-hoc sub-process.
    AdHoc,
    /// An event sub-process that has been triggered.
    EventSubProcess,
    /// A called routine.
    CalledRoutine,
    /// The instances of a multi-instance activity, or the turns of a standard loop.
    Loop,
    /// One instance of a multi-instance activity: its own variables (`loopCounter`, the item).
    Iteration,
    /// Completed activities are undone in it, the last one first; or one of them is, by what compensates it.
    Compensation,
}

impl ScopeKind {
    /// Whether it belongs to a repeated activity: all of its turns and instances, or one of them.
    #[must_use]
    pub fn is_repetition(self) -> bool {
        match self {
            Self::Loop | Self::Iteration => true,
            Self::Process
            | Self::SubProcess
            | Self::Transaction
            | Self::AdHoc
            | Self::EventSubProcess
            | Self::CalledRoutine
            | Self::Compensation => false,
        }
    }
}

/// A scope has begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScopeOpened {
    /// The scope.
    pub scope: ScopeId,
    /// The scope around it.
    pub parent: Option<ScopeId>,
    /// What it is for.
    pub kind: ScopeKind,
    /// The process or activity that it is an instance of.
    pub element: ElementId,
    /// The version of the routine that its elements are in.
    pub routine: RoutineVersion,
    /// The step that it does the work of; none for processes, for instances of a multi-instance activity, and for what is
    /// undone without anybody waiting for it.
    pub step: Option<StepId>,
    /// The number of an iteration, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iteration: Option<u64>,
}

/// A scope has ended normally.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScopeCompleted {
    /// The scope.
    pub scope: ScopeId,
    /// What kind of scope it was.
    pub kind: ScopeKind,
    /// The process or activity that it was an instance of.
    pub element: ElementId,
    /// What an instance of a multi-instance activity contributes to the output collection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<Value>,
}

/// Nothing new begins in a scope any more; it ends when what is being done in it has come to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScopeClosing {
    /// The scope.
    pub scope: ScopeId,
    /// What kind of scope it is.
    pub kind: ScopeKind,
    /// The activity that it is an instance of.
    pub element: ElementId,
}

/// A scope was ended by an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScopeCancelled {
    /// The scope.
    pub scope: ScopeId,
    /// What kind of scope it was.
    pub kind: ScopeKind,
    /// The process or activity that it was an instance of.
    pub element: ElementId,
    /// The element that ended it (a boundary event, a terminate end event); none when somebody cancelled the run.
    pub by: Option<ElementId>,
}

/// A scope was ended by a failure that nothing inside caught.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScopeFailed {
    /// The scope.
    pub scope: ScopeId,
    /// What kind of scope it was.
    pub kind: ScopeKind,
    /// The process or activity that it was an instance of.
    pub element: ElementId,
    /// The code of the error.
    pub code: String,
    /// A sentence for people.
    pub message: String,
}

/// A variable has a new value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VariableSet {
    /// In which scope.
    pub scope: ScopeId,
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Value,
}
