//! Breakpoints: set, taken away, hit.

use routine_model::ElementId;
use serde::{Deserialize, Serialize};

use crate::breakpoints::Breakpoint;
use crate::ids::{BranchId, BreakpointId};
use crate::outcome::Actor;

/// There is a breakpoint, or it is another one than before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BreakpointSet {
    /// The breakpoint; it replaces the one with its id.
    pub breakpoint: Breakpoint,
    /// Who set it.
    pub by: Actor,
}

/// A breakpoint is gone: somebody removed it, or it was for one time only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BreakpointRemoved {
    /// The breakpoint.
    pub breakpoint: BreakpointId,
}

/// What a breakpoint stands for has come. The run pauses next, unless it is paused already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BreakpointHit {
    /// The breakpoint.
    pub breakpoint: BreakpointId,
    /// Where; none for what has no place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<ElementId>,
    /// The branch that is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<BranchId>,
    /// The branch stands ready since this journal entry, and going on does not stop there again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ready_at: Option<u64>,
    /// A sentence for people.
    pub message: String,
}

/// What a breakpoint stands for is no longer so; it can be hit again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BreakpointReset {
    /// The breakpoint.
    pub breakpoint: BreakpointId,
}
