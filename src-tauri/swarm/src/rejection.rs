//! Why a command makes no sense now.

use routine_model::{RunId, SubtaskId, SwarmId};
use thiserror::Error;

use crate::broken::Broken;
use crate::refusal::Refusal;
use crate::state::SubtaskStatus;
use crate::status::SwarmStatus;

/// A rejection; nothing has changed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SwarmRejection {
    /// There is no swarm yet.
    #[error("there is no swarm yet")]
    NoSwarm,
    /// There is one already.
    #[error("the swarm {0} exists already")]
    Exists(SwarmId),
    /// Its place in its life does not allow it.
    #[error("this is not possible in a swarm that is {}", words(*.0))]
    WrongStatus(SwarmStatus),
    /// What it is to begin with, or to change to, does not fit together: all reasons at once.
    #[error("this does not fit together: {}", .0.join("; "))]
    BadSettings(Vec<String>),
    /// Writing, or something that roles and policy do not allow; with the place in what was asked for.
    #[error("{refusal}")]
    Refused {
        /// Which of the writes, from 0.
        at: usize,
        /// Why not.
        refusal: Refusal,
    },
    /// No such subtask.
    #[error("there is no subtask {0}")]
    UnknownSubtask(SubtaskId),
    /// There is one already.
    #[error("there is a subtask {0} already")]
    SubtaskExists(SubtaskId),
    /// It would have to wait for itself.
    #[error("subtask {} would wait for itself: {}", .0.first().map_or_else(String::new, ToString::to_string), .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(" → "))]
    Cycle(Vec<SubtaskId>),
    /// It cannot go there.
    #[error("subtask {subtask} is {}, and cannot become {}", .from.words(), .to.words())]
    WrongMove {
        /// The subtask.
        subtask: SubtaskId,
        /// Where it stands.
        from: SubtaskStatus,
        /// Where it was to go.
        to: SubtaskStatus,
    },
    /// Nobody was asked, or somebody has chosen already.
    #[error("no routine is to be chosen for the subtask {0}")]
    NotChoosing(SubtaskId),
    /// No such routine is known.
    #[error("no routine {0} is known")]
    UnknownRoutine(String),
    /// No such resource.
    #[error("there is no resource {0}")]
    UnknownResource(String),
    /// There is one already.
    #[error("there is a resource {0} already")]
    ResourceExists(String),
    /// No such member or role.
    #[error("the team has no {0}")]
    UnknownMember(String),
    /// No such run.
    #[error("no run {0} works for this swarm")]
    UnknownRun(RunId),
    /// No such child swarm.
    #[error("there is no swarm {0} below this one")]
    UnknownChild(SwarmId),
    /// There is no cap that could be raised.
    #[error("the swarm has no cap on credits")]
    NoCap,
    /// Its credits are a share of those of another swarm.
    #[error("its credits come from the swarm {0}; top up its share there")]
    CreditsFromParent(SwarmId),
    /// No such version in the entry's history.
    #[error("{key} has no version {version}")]
    UnknownVersion {
        /// The entry.
        key: String,
        /// The version.
        version: u64,
    },
    /// A sum of credits is beyond what can be counted.
    #[error("the sum of credits is too large to be counted")]
    TooManyCredits,
    /// The swarm contradicts itself; the machine accepts nothing more and has to be replayed.
    #[error("the swarm is broken and has to be reloaded: {0}")]
    Broken(#[from] Broken),
}

fn words(status: SwarmStatus) -> &'static str {
    match status {
        SwarmStatus::Uninitialised => "not started",
        SwarmStatus::Starting => "starting",
        SwarmStatus::Running => "running",
        SwarmStatus::Idle => "idle",
        SwarmStatus::Paused => "paused",
        SwarmStatus::Stopped => "stopped",
        SwarmStatus::Failed => "failed",
        SwarmStatus::Terminated => "terminated",
    }
}

impl SwarmRejection {
    /// A stable code in kebab case, for the hosts' errors.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoSwarm => "unknown-swarm",
            Self::Exists(_) => "swarm-exists",
            Self::WrongStatus(_) => "wrong-swarm-status",
            Self::BadSettings(_) => "bad-swarm-settings",
            Self::Refused { refusal, .. } => refusal.code(),
            Self::UnknownSubtask(_) => "unknown-subtask",
            Self::SubtaskExists(_) => "subtask-exists",
            Self::Cycle(_) => "subtask-cycle",
            Self::WrongMove { .. } => "wrong-subtask-move",
            Self::NotChoosing(_) => "not-choosing",
            Self::UnknownRoutine(_) => "unknown-routine",
            Self::UnknownResource(_) => "unknown-resource",
            Self::ResourceExists(_) => "resource-exists",
            Self::UnknownMember(_) => "unknown-member",
            Self::UnknownRun(_) => "unknown-swarm-run",
            Self::UnknownChild(_) => "unknown-child-swarm",
            Self::NoCap => "no-credits-cap",
            Self::CreditsFromParent(_) => "credits-from-parent",
            Self::UnknownVersion { .. } => "unknown-entry-version",
            Self::TooManyCredits => "too-many-credits",
            Self::Broken(_) => "broken",
        }
    }
}
