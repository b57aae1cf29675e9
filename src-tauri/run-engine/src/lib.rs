//! What a run does: commands in, events and effects out; no I/O, no clock, no chance.
//!
//! Read [`command::RunCommand`], [`event::RunEvent`] and [`effect::RunEffect`] first.

pub mod command;
pub mod config;
pub mod effect;
pub mod event;
mod ids;
pub mod outcome;
mod rejection;
pub mod state;
pub mod status;

pub use command::RunCommand;
pub use config::{PathSelectionMode, RunConfig, RunMode};
pub use effect::{RunEffect, StepRequest};
pub use event::{JournalEntry, RoutineRef, RunEvent};
pub use ids::{
    BranchId, BranchLetter, DecisionId, IncidentId, RoutineVersion, RunId, ScopeId, StepId,
    SubscriptionId, Timestamp,
};
pub use outcome::{Actor, FailureKind, StepFailure, StepOutcome, VariableMap};
pub use rejection::{Rejection, Unsupported};
pub use state::RunProgress;
pub use status::{BranchStatus, MachineStatus, RunStatus, StatusReason, StepStatus, WaitReason};

/// What one command leads to.
#[derive(Clone, Debug, Default)]
pub struct Reaction {
    /// What has happened; to be stored first, all of it in one transaction.
    pub events: Vec<JournalEntry>,
    /// What is to be done outside; after the events are stored.
    pub effects: Vec<RunEffect>,
}
