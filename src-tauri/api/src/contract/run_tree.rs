//! Runs that have begun as copies of one another.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::RunSummary;

/// A run with all that began as copies of it, and of those.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunTree {
    /// The runs, each before its copies; copies of one run in the order of the entries at which they part from it. The first
    /// is the oldest that is still there: what it may itself be a copy of has been removed.
    pub runs: Vec<RunTreeLine>,
}

/// A run in the tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunTreeLine {
    /// The run; its `origin` says where it parts from the run that it is a copy of.
    pub run: RunSummary,
    /// How many runs stand above it.
    pub depth: u32,
}
