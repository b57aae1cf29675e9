//! Who does something in a swarm, and on whose behalf.

use std::fmt;
use std::sync::Arc;

use routine_model::{MemberId, RunId, StepId, SwarmAskId};
use serde::{Deserialize, Serialize};

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Author {
    /// The person at this program; may do everything.
    Person,
    /// A member of the team; may do what its roles and the policy allow.
    Member {
        /// Which one.
        member: MemberId,
    },
    /// A routine's step outside of every lane; may do what the policy allows everybody.
    Routine,
    /// The swarm's own coordinator, and what keeps its books.
    Coordinator,
}

impl Author {
    /// The member, when it is one.
    #[must_use]
    pub fn member(&self) -> Option<&MemberId> {
        match self {
            Self::Member { member } => Some(member),
            Self::Person | Self::Routine | Self::Coordinator => None,
        }
    }
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person => f.write_str("a person"),
            Self::Member { member } => write!(f, "{member}"),
            Self::Routine => f.write_str("a routine"),
            Self::Coordinator => f.write_str("the coordinator"),
        }
    }
}

/// What makes an ask of a run one that is done once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AskKey {
    /// Asked by the run's own journal.
    Ask(SwarmAskId),
    /// Asked by a tool call of a step; the text is unique in the run.
    Call(Arc<str>),
}

impl From<u64> for AskKey {
    fn from(ask: u64) -> Self {
        Self::Ask(SwarmAskId(ask))
    }
}

impl fmt::Display for AskKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ask(ask) => write!(f, "{ask}"),
            Self::Call(call) => f.write_str(call),
        }
    }
}

/// Where a change comes from; with the journal entry's `seq` and `time` it is a version's provenance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Origin {
    /// Who acts.
    pub who: Author,
    /// In which run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<RunId>,
    /// In which step of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<StepId>,
    /// By which ask of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<AskKey>,
}

impl From<Author> for Origin {
    fn from(who: Author) -> Self {
        Self { who, run: None, step: None, ask: None }
    }
}
