//! What a run does: commands in, events and effects out; no I/O, no clock, no chance.
//!
//! Read [`command::RunCommand`], [`event::RunEvent`] and [`effect::RunEffect`] first, then [`RunStateMachine`].
//!
//! | where | what |
//! |---|---|
//! | `state_machine` | the one door: `handle`, `replay`, questions |
//! | `commands/` | what speaks against a command, and what it sets in motion; one file a family of commands |
//! | `turn` | one command's work: events are applied at once and collected, effects beside them |
//! | `transitions` | which event may happen when |
//! | `apply/` | the only place that changes `state/`; one file a family of events; live and replay call it |
//! | `flow_nodes/` | what entering and leaving an element means; one file an element; `activity/loops/` what repeats |
//! | `branch_manager/` | branches begin, advance, fork, join, close |
//! | `path_selection/` | which way out: conditions, defaults, modes of choosing |
//! | `scope/` | scopes open, complete and are cancelled: one mechanism for processes, sub-processes, calls, loops |
//! | `subscriptions/` | what listens and what happens to it: one mechanism for every event that waits |
//! | `throwing/` | what is thrown: errors and escalations on their way outward, messages, signals, terminate |
//! | `swarm_asks/` | what a run in a swarm asks of it, and what it does with the answers |
//! | `compensation/` | what was completed is remembered and undone; transactions are cancelled |
//! | `context/` | variables: what a place can see, how values go down and up |
//! | `data_flow/` | data objects, data associations, sets of inputs and outputs |
//! | `marks` | which of the values that a place can see are marked as sensitive |
//! | `breakpoints/` | places and moments at which a run pauses by itself |
//! | `interventions/` | what somebody does to a run beside what its routine says |
//! | `migration` | going on with another version of the routine |
//! | `limits/`, `incidents`, `run_end` | when a run may not go on, gets into trouble, is over |
//! | `unsupported` | what this version does not execute, said before a run starts |

mod apply;
mod branch_location;
mod branch_manager;
pub mod breakpoints;
mod broken;
pub mod command;
mod commands;
mod compensation;
pub mod config;
mod context;
mod data_flow;
pub mod effect;
pub mod event;
mod expressions;
mod flow_nodes;
mod ids;
mod incidents;
pub mod interventions;
mod limits;
mod marks;
mod migration;
pub mod outcome;
mod outside_strategies;
mod path_selection;
mod pending_call;
pub mod record;
mod rejection;
mod run_end;
mod scope;
pub mod state;
mod state_machine;
pub mod status;
mod steps;
mod subscriptions;
pub mod swarm_asks;
mod throwing;
mod transitions;
mod turn;
mod unsupported;

pub use branch_location::{BranchLocation, BranchLocationDataMap};
pub use breakpoints::{BreakOn, Breakpoint};
pub use broken::Broken;
pub use command::RunCommand;
pub use config::{AskedBy, PathSelectionMode, RunConfig, RunMode};
pub use context::SubroutineContext;
pub use effect::{HardLimits, OutsideStrategies, RunEffect, StepRequest};
pub use event::{JournalEntry, RoutineRef, RunEvent};
pub use ids::{
    BranchId, BranchLetter, BreakpointId, DecisionId, IncidentId, RoutineVersion, RunId, ScopeId, StepId,
    SubscriptionId, SwarmAskId, Timestamp,
};
pub use interventions::Intervention;
pub use migration::{MigrationNote, MigrationPlan};
pub use outcome::{Actor, FailureKind, StepFailure, StepOutcome, VariableMap};
pub use pending_call::{PendingCall, PendingState, pending_calls, take_record};
pub use record::{CallDecision, StepAnswer, StepRecord, WHOLE_STEP};
pub use rejection::{Rejection, Unsupported};
pub use state::RunProgress;
pub use state_machine::{Preview, ReplayError, RunStateMachine};
pub use status::{BranchStatus, MachineStatus, RunStatus, StatusReason, StepStatus, WaitReason};
pub use throwing::DEFAULT_TIME_TO_LIVE_MS;
pub use unsupported::unsupported;

/// What one command leads to.
#[derive(Clone, Debug, Default)]
pub struct Reaction {
    /// What has happened; to be stored first, all of it in one transaction.
    pub events: Vec<JournalEntry>,
    /// What is to be done outside; after the events are stored.
    pub effects: Vec<RunEffect>,
}
