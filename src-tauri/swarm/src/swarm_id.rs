//! The id of a swarm.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A swarm; unique in a store. Given by the host. Cheap to clone; compared by value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SwarmId(Arc<str>);

impl SwarmId {
    /// The id as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for SwarmId {
    fn from(id: &str) -> Self {
        Self(Arc::from(id))
    }
}

impl fmt::Display for SwarmId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::SwarmId;

    #[test]
    fn a_swarm_id_is_written_as_plain_text() {
        let id = SwarmId::from("s-1");
        assert_eq!(serde_json::to_string(&id).ok().as_deref(), Some("\"s-1\""), "no wrapping on the wire");
        assert_eq!(serde_json::from_str::<SwarmId>("\"s-1\"").ok(), Some(id), "what is written can be read back");
    }
}
