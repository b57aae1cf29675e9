//! What goes to a process that runs scripts, and what comes back: one JSON value a line.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ending::ScriptEnding;

/// A script to run.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Order {
    pub(super) source: String,
    pub(super) input: Value,
    pub(super) memory: usize,
}

/// Any number of notes, then the ending.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Reply {
    Note(Value),
    Ending(ScriptEnding),
}
