//! Breakpoints: places and moments at which a run pauses by itself, so that somebody can look.
//!
//! They are part of a run's state and journal, so a window, a terminal and a test that look at one run share them. Before an
//! element is entered is looked for when an iteration is about to begin, and everything else when a command has done its work:
//! a run never stops in the middle of anything.

mod hitting;
mod watching;

use routine_model::{Credits, ElementId};
use serde::{Deserialize, Serialize};

pub(crate) use hitting::{look_around, stops_before};

pub(crate) use watching::{not_told, watched_by_run};

use crate::ids::BreakpointId;

/// A place or moment at which a run pauses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Breakpoint {
    /// The breakpoint.
    pub id: BreakpointId,
    /// What it stands for.
    pub on: BreakOn,
    /// It counts.
    pub enabled: bool,
    /// It goes away with the next breakpoint that is hit, itself or another one (*run to here*).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub once: bool,
    /// What it stands for is so now; it is hit when that becomes so. Only of expressions and credits.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub holds: bool,
}

/// What a breakpoint stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum BreakOn {
    /// A branch is about to enter this flow node.
    Before {
        /// The flow node.
        element: ElementId,
    },
    /// A step of this flow node has ended, and its branch has left it.
    After {
        /// The flow node.
        element: ElementId,
    },
    /// Something has failed or was thrown as an error. What would end a branch waits as an incident instead.
    Error,
    /// An expression has become true somewhere in the run.
    Expression {
        /// FEEL.
        expression: String,
    },
    /// A variable was set, in whatever scope.
    Variable {
        /// Its name.
        name: String,
    },
    /// The run has learned of another version of an entry of its swarm's blackboard.
    Entry {
        /// Its key.
        key: String,
    },
    /// Less is left to be spent than this.
    CreditsBelow {
        /// So much.
        credits: Credits,
    },
}

impl BreakOn {
    /// The flow node that it is about.
    #[must_use]
    pub fn element(&self) -> Option<&ElementId> {
        match self {
            Self::Before { element } | Self::After { element } => Some(element),
            Self::Error
            | Self::Expression { .. }
            | Self::Variable { .. }
            | Self::Entry { .. }
            | Self::CreditsBelow { .. } => None,
        }
    }

    /// Whether it stands for something that is so for a while, and not for something that happens.
    pub(crate) fn lasts(&self) -> bool {
        match self {
            Self::Expression { .. } | Self::CreditsBelow { .. } => true,
            Self::Before { .. } | Self::After { .. } | Self::Error | Self::Variable { .. } | Self::Entry { .. } => {
                false
            }
        }
    }
}
