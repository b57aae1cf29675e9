//! Why the host could not do with a swarm what was asked.

use routine_model::SwarmId;
use run_store::StoreError;
use swarm::SwarmRejection;
use thiserror::Error;

/// A refusal of the host about a swarm. Every message is a sentence for people.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum SwarmError {
    /// The swarm refuses; nothing has changed.
    #[error(transparent)]
    Rejected(#[from] SwarmRejection),
    /// The store refuses; nothing has changed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Another program moves it.
    #[error("swarm {0} is open in another window or terminal; close it there first")]
    InUse(SwarmId),
    /// The journal was written by a newer program.
    #[error("swarm {swarm} cannot be opened: its journal has format {found}, and this program knows {known} at most")]
    JournalNewer {
        /// The swarm.
        swarm: SwarmId,
        /// The format of the journal.
        found: u32,
        /// The newest format that this program knows.
        known: u32,
    },
    /// The journal does not fit together.
    #[error("swarm {swarm} cannot be opened: {reason}")]
    JournalBroken {
        /// The swarm.
        swarm: SwarmId,
        /// What is wrong with it.
        reason: String,
    },
    /// The swarm left memory while something was asked of it; it may be asked again.
    #[error("swarm {0} has been closed meanwhile; try again")]
    Closed(SwarmId),
}

impl SwarmError {
    /// A stable code in kebab case.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Rejected(rejection) => rejection.code(),
            Self::Store(error) => error.code(),
            Self::InUse(_) => "swarm-in-use",
            Self::JournalNewer { .. } => "journal-newer",
            Self::JournalBroken { .. } => "journal-broken",
            Self::Closed(_) => "swarm-closed",
        }
    }

    /// Whether the same may be asked again with better luck: nothing is wrong with what was asked.
    #[must_use]
    pub fn passes(&self) -> bool {
        match self {
            Self::InUse(_) | Self::Closed(_) => true,
            Self::Store(error) => !matches!(error, StoreError::UnknownSwarm(_)),
            Self::Rejected(rejection) => matches!(rejection, SwarmRejection::Broken(_)),
            Self::JournalNewer { .. } | Self::JournalBroken { .. } => false,
        }
    }
}
