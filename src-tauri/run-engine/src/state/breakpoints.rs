//! The breakpoints of a run.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::breakpoints::{BreakOn, Breakpoint};
use crate::event::BreakpointHit;
use crate::ids::BreakpointId;

/// All breakpoints of a run, and which of them hold it now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Breakpoints {
    /// By id, which is the order in which they were set.
    pub all: BTreeMap<BreakpointId, Breakpoint>,
    /// Those that have been hit since the run last went on.
    pub hits: Vec<BreakpointHit>,
    /// Ready branches, by the journal entry that made them ready, that have been stopped at where they stand.
    pub passed: BTreeSet<u64>,
    /// The versions of the blackboard up to which entries with a breakpoint are known.
    pub seen: BTreeMap<String, u64>,
    /// The last id that was given.
    pub last: u64,
}

impl Breakpoints {
    /// Nothing was ever set.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        *self == Self::default()
    }

    /// Those that count.
    pub(crate) fn enabled(&self) -> impl Iterator<Item = &Breakpoint> {
        self.all.values().filter(|breakpoint| breakpoint.enabled)
    }

    /// Whether errors are to be looked at before they end anything.
    pub(crate) fn holds_errors(&self) -> bool {
        self.enabled().any(|breakpoint| breakpoint.on == BreakOn::Error)
    }
}
