//! What a run knows of the swarm that it works for.

use std::collections::{BTreeMap, BTreeSet};

use routine_model::{Credits, SwarmAskId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::event::SwarmAsked;
use crate::swarm_asks::SeenEntry;

/// The run's side of its swarm.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RunInSwarm {
    /// Asks that are not answered, oldest first. Whatever is here is asked again when the run is loaded.
    pub asks: BTreeMap<SwarmAskId, SwarmAsked>,
    /// How many asks there have been.
    pub asked: u64,
    /// The swarm has taken the run in.
    pub joined: bool,
    /// What is reserved for the run in all; none when the swarm does not limit it.
    pub allotment: Option<Credits>,
    /// Goal, subtask and team; the variable `swarm`.
    pub context: Value,
}

/// Entries of the blackboard as they were when they were read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadEntries {
    /// The blackboard's version then.
    pub version: u64,
    /// The keys that were asked for.
    pub keys: BTreeSet<String>,
    /// What there was of it, by key.
    pub entries: BTreeMap<String, SeenEntry>,
}
