//! Why something that a run asks is not done. A refusal is an answer: the run takes it as a failure with a code.

use routine_model::{Credits, EntryOperation};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::author::Author;

/// A refusal; nothing has changed in the entry or the account that it is about.
#[derive(Clone, Debug, Error, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "camelCase")]
pub enum Refusal {
    /// Somebody was faster.
    #[error("{key} has version {current} by {writer}, and version {expected} was expected")]
    Conflict {
        /// The entry.
        key: String,
        /// The version that was expected.
        expected: u64,
        /// The version that is there; 0 when there is none.
        current: u64,
        /// Who wrote it.
        writer: Author,
    },
    /// The operation makes no sense with what is there or with what was given.
    #[error("{} of {key}: {reason}", .operation.word())]
    TypeMismatch {
        /// The entry.
        key: String,
        /// The operation.
        operation: EntryOperation,
        /// What does not fit.
        reason: String,
    },
    /// A number would not be exact.
    #[error("increment of {key}: {reason}")]
    NotExact {
        /// The entry.
        key: String,
        /// What would be lost.
        reason: String,
    },
    /// Roles or policy forbid it.
    #[error("{who} may not {action} {key}: {reason}")]
    Forbidden {
        /// Who tried.
        who: Author,
        /// What.
        action: String,
        /// With what.
        key: String,
        /// Which rule says so.
        reason: String,
    },
    /// A person has to do it, or to say yes first.
    #[error("{action} {key} needs the approval of a person")]
    NeedsApproval {
        /// What.
        action: String,
        /// With what.
        key: String,
    },
    /// A limit on size or number.
    #[error("{what} is {found}, and {most} is the most")]
    TooLarge {
        /// What is too large.
        what: String,
        /// How large it is.
        found: u64,
        /// How large it may be.
        most: u64,
    },
    /// The key cannot be used.
    #[error("{key:?} is no key: {reason}")]
    BadKey {
        /// The key.
        key: String,
        /// Why not.
        reason: String,
    },
    /// There is nothing to delete or to revert.
    #[error("{key} is not there")]
    Absent {
        /// The entry.
        key: String,
    },
    /// The account does not have so much.
    #[error("{asked} credits are asked for, and {available} are available")]
    OutOfCredits {
        /// How much was asked for.
        asked: Credits,
        /// How much is there.
        available: Credits,
    },
    /// The run has not joined, or has left.
    #[error("run {run} does not work for this swarm")]
    NotJoined {
        /// The run.
        run: String,
    },
    /// The swarm takes nothing any more.
    #[error("the swarm has ended")]
    Ended,
    /// There is no such subtask, or nothing is to be done for it.
    #[error("there is nothing to do for the subtask {subtask}")]
    NoSubtask {
        /// Its id.
        subtask: String,
    },
    /// There is no such member in the team.
    #[error("the team has no member {member}")]
    NoMember {
        /// Its id.
        member: String,
    },
    /// It makes no sense as things stand.
    #[error("{message}")]
    Impossible {
        /// A stable code in kebab case.
        reason: String,
        /// A sentence for people.
        message: String,
    },
    /// An ask whose receipt is gone because the run has its answer.
    #[error("ask {ask} was answered long ago")]
    Answered {
        /// Which ask.
        ask: String,
    },
}

impl Refusal {
    /// A stable code in kebab case: the failure's code in the run, and the hosts' errors.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Conflict { .. } => "swarm-conflict",
            Self::TypeMismatch { .. } => "swarm-type-mismatch",
            Self::NotExact { .. } => "swarm-not-exact",
            Self::Forbidden { .. } => "swarm-forbidden",
            Self::NeedsApproval { .. } => "swarm-needs-approval",
            Self::TooLarge { .. } => "swarm-too-large",
            Self::BadKey { .. } => "swarm-bad-key",
            Self::Absent { .. } => "swarm-absent",
            Self::OutOfCredits { .. } => "swarm-out-of-credits",
            Self::NotJoined { .. } => "swarm-not-joined",
            Self::Ended => "swarm-ended",
            Self::NoSubtask { .. } => "swarm-no-subtask",
            Self::NoMember { .. } => "swarm-no-member",
            Self::Impossible { .. } => "swarm-impossible",
            Self::Answered { .. } => "swarm-answered",
        }
    }

    /// Whether the same ask may be done at another time.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Conflict { .. } | Self::OutOfCredits { .. } => true,
            Self::TypeMismatch { .. }
            | Self::NotExact { .. }
            | Self::Forbidden { .. }
            | Self::NeedsApproval { .. }
            | Self::TooLarge { .. }
            | Self::BadKey { .. }
            | Self::Absent { .. }
            | Self::NotJoined { .. }
            | Self::Ended
            | Self::NoSubtask { .. }
            | Self::NoMember { .. }
            | Self::Impossible { .. }
            | Self::Answered { .. } => false,
        }
    }
}
