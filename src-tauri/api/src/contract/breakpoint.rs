//! Breakpoints of a run, and which of them hold it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a breakpoint stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum BreakOn {
    /// A branch is about to enter this element.
    Before {
        /// The element.
        element: String,
    },
    /// A step of this element has ended.
    After {
        /// The element.
        element: String,
    },
    /// Something has failed or was thrown as an error. What would end a branch waits as an incident instead.
    Error,
    /// An expression has become true somewhere in the run.
    Expression {
        /// FEEL, without a leading `=`.
        expression: String,
    },
    /// A variable was set, in whatever scope.
    Variable {
        /// Its name.
        name: String,
    },
    /// An entry of the swarm's blackboard has changed.
    Entry {
        /// Its key.
        key: String,
    },
    /// Less is left to be spent than this.
    CreditsBelow {
        /// A decimal number of credits.
        credits: String,
    },
}

/// A place or moment at which a run pauses by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BreakpointView {
    /// The breakpoint.
    pub id: String,
    /// What it stands for.
    pub on: BreakOn,
    /// It counts.
    pub enabled: bool,
    /// It goes away with the next breakpoint that is hit.
    pub once: bool,
}

/// A breakpoint that has been hit since the run last went on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BreakpointHitView {
    /// The breakpoint; one that was for one time is gone from the list.
    pub breakpoint_id: String,
    /// What it stands for.
    pub on: BreakOn,
    /// Where; none for what has no place.
    pub element: Option<String>,
    /// What that is called.
    pub element_name: Option<String>,
    /// The branch that is there.
    pub branch_id: Option<String>,
    /// The journal entry.
    pub seq: u64,
}
