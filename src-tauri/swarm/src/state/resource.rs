//! Resources: what runs have found or made, by reference.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::author::Origin;

/// Something that was found or made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Resource {
    /// Its id, unique in the swarm.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is: `file`, `link`, `note`, `routine` or a word of the user's own.
    pub kind: String,
    /// Its media type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mime: Option<String>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// Whatever else there is to say.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub meta: Value,
    /// Who added it; said by the swarm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<Origin>,
    /// The journal's entry with which it came or last changed; said by the swarm.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub seq: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_zero(seq: &u64) -> bool {
    *seq == 0
}

impl Resource {
    /// As it is added: without what the swarm says of it.
    #[must_use]
    pub fn as_added(&self) -> Self {
        Self { creator: None, seq: 0, ..self.clone() }
    }

    /// Whether it is what somebody looks for: every word in its id, name, kind, media type or location, in any case.
    #[must_use]
    pub fn is_about(&self, words: &str) -> bool {
        let fields = [Some(&self.id), Some(&self.name), Some(&self.kind), self.mime.as_ref(), self.location.as_ref()];
        let all = fields.into_iter().flatten().map(|field| field.to_lowercase()).collect::<Vec<_>>().join("\n");
        words.to_lowercase().split_whitespace().all(|word| all.contains(word))
    }
}
