//! The words for how far something has come.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RunStatus {
    /// It will start later.
    Scheduled,
    /// It goes on, or waits for something that it will notice.
    InProgress,
    /// It starts nothing until it is told to go on.
    Paused,
    /// It reached its end.
    Completed,
    /// It ended by an error.
    Failed,
    /// A person or a limit ended it.
    Cancelled,
}

/// Why a run has its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum StatusReason {
    /// Every branch came to an end.
    Completed,
    /// An error that nothing caught.
    Error,
    /// A person paused it.
    UserPaused,
    /// A person cancelled it.
    UserCancelled,
    /// The limit of time was reached.
    MaxTime,
    /// The limit of credits was reached.
    MaxCredits,
    /// The limit of steps was reached.
    MaxSteps,
    /// The limit of loop iterations was reached.
    MaxLoops,
    /// A breakpoint was hit.
    Breakpoint,
    /// The program paused it.
    AutomaticPause,
    /// The program stopped it.
    AutomaticStop,
}

/// What the run's loop in memory is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum MachineStatus {
    /// Not loaded.
    Idle,
    /// Loaded, not moving yet.
    Initialised,
    /// Moving.
    Running,
    /// Held.
    Paused,
    /// At its end.
    Completed,
    /// Ended by an error.
    Failed,
    /// Between two of these; nothing else is accepted meanwhile.
    Transitioning,
}

/// Whether a run looks at data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RunMode {
    /// Conditions, scripts and forms count.
    Data,
    /// Only tokens move: the designer's simulation.
    TokenGame,
}

/// How a run chooses at a fork whose conditions leave a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PathSelection {
    /// The first flow, in the order of the diagram.
    First,
    /// By chance, with a recorded seed.
    Random,
    /// A person chooses.
    Manual,
    /// A model chooses.
    Model,
}
