//! What must not happen: an event that does not fit the state.

use thiserror::Error;

/// The swarm contradicts itself.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Broken {
    /// An entry is missing or comes twice.
    #[error("entry {found} comes where {expected} is expected")]
    Gap {
        /// What should come.
        expected: u64,
        /// What comes.
        found: u64,
    },
    /// The life cycle does not allow it.
    #[error("{event} does not fit a swarm in this place of its life")]
    Illegal {
        /// The event.
        event: &'static str,
    },
    /// Something that the event is about is not there, or there already.
    #[error("{event} is about {what}, which does not fit")]
    Misfit {
        /// The event.
        event: &'static str,
        /// What it is about.
        what: String,
    },
    /// A sum of credits cannot be counted, or would be negative.
    #[error("a sum of credits cannot be counted")]
    Credits,
}
