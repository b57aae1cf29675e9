//! What a swarm answers.

use std::collections::BTreeMap;

use routine_model::Credits;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::SwarmRequest;

/// The answer to one ask.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SwarmAnswer {
    /// To `Join`: the run works for the swarm now.
    Joined {
        /// The blackboard's version.
        version: u64,
        /// What is reserved for the run so far; none when the swarm does not limit its runs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        allotment: Option<Credits>,
        /// `goal`, `subtask` and `team` (each member with `id`, `name`, `kind` and, as far as it has them, `persona`, `model`,
        /// `tools`, `permissions`): what expressions of the run see as the variable `swarm`.
        context: Value,
    },
    /// To `Read` and `Watch`: the entries that there are. One that is not there, or that the member may not see, is not in it.
    Entries {
        /// The blackboard's version.
        version: u64,
        /// By key.
        entries: BTreeMap<String, SeenEntry>,
    },
    /// To `Write`: what has become of each, in order.
    Written {
        /// The blackboard's version.
        version: u64,
        /// As many as were asked for.
        results: Vec<WriteResult>,
    },
    /// To `Reserve`: the allotment is larger by so much.
    Granted {
        /// So much.
        amount: Credits,
    },
    /// To `Leave`.
    Left,
    /// It is not done.
    Refused {
        /// A stable code: `swarm-unknown`, `swarm-ended`, `swarm-forbidden`, `swarm-out-of-credits`, …
        code: String,
        /// A sentence for people.
        message: String,
    },
}

/// An entry as it was when it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SeenEntry {
    /// Its version, from 1.
    pub version: u64,
    /// Its value.
    pub value: Value,
}

/// What has become of one write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum WriteResult {
    /// It is written.
    Applied {
        /// The entry's new version.
        version: u64,
    },
    /// Nothing has changed.
    Refused {
        /// A stable code: `swarm-conflict`, `swarm-type-mismatch`, `swarm-forbidden`, `swarm-too-large`, …
        code: String,
        /// A sentence for people.
        message: String,
    },
}

impl SwarmAnswer {
    /// Whether it is an answer to this.
    #[must_use]
    pub fn fits(&self, request: &SwarmRequest) -> bool {
        match (self, request) {
            (Self::Joined { .. }, SwarmRequest::Join { .. })
            | (Self::Entries { .. }, SwarmRequest::Read { .. } | SwarmRequest::Watch { .. })
            | (Self::Granted { .. }, SwarmRequest::Reserve { .. })
            | (Self::Left, SwarmRequest::Leave(_))
            | (Self::Refused { .. }, _) => true,
            (Self::Written { results, .. }, SwarmRequest::Write { writes }) => results.len() == writes.len(),
            (
                Self::Joined { .. } | Self::Entries { .. } | Self::Written { .. } | Self::Granted { .. } | Self::Left,
                _,
            ) => false,
        }
    }
}
