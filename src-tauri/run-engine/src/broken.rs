//! What must not happen: the engine and its state contradict each other.

use routine_model::ElementId;
use thiserror::Error;

use crate::ids::{
    BranchId, BreakpointId, DecisionId, IncidentId, RoutineVersion, ScopeId, StepId, SubscriptionId, SwarmAskId,
};
use crate::status::RunStatus;

/// An event that does not fit the state that it is applied to: a journal that was damaged, or a fault of the engine.
///
/// A machine that answered with it accepts nothing more; it has to be replayed from what was stored.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Broken {
    /// A journal entry is missing or doubled.
    #[error("journal entry {found} stands where {expected} belongs")]
    Gap {
        /// The number that belongs there.
        expected: u64,
        /// The number that is there.
        found: u64,
    },
    /// An event that cannot happen in this status.
    #[error("{event} cannot happen in a run that is {status:?}")]
    Illegal {
        /// The run's status.
        status: RunStatus,
        /// The event's name.
        event: &'static str,
    },
    /// An event that cannot happen to a branch or step as it is.
    #[error("{event} cannot happen to branch {branch}, which is {status}")]
    IllegalForBranch {
        /// The branch.
        branch: BranchId,
        /// Its status.
        status: &'static str,
        /// The event's name.
        event: &'static str,
    },
    /// No such branch.
    #[error("there is no branch {0}")]
    Branch(BranchId),
    /// No such step.
    #[error("there is no step {0}")]
    Step(StepId),
    /// No such scope.
    #[error("there is no scope {0}")]
    Scope(ScopeId),
    /// No such subscription.
    #[error("there is no subscription {0}")]
    Subscription(SubscriptionId),
    /// No such ask.
    #[error("the swarm was not asked anything as {0}")]
    Ask(SwarmAskId),
    /// No such decision.
    #[error("there is no decision {0}")]
    Decision(DecisionId),
    /// No such breakpoint.
    #[error("there is no breakpoint {0}")]
    Breakpoint(BreakpointId),
    /// No such incident.
    #[error("there is no incident {0}")]
    Incident(IncidentId),
    /// The graph of this version is not at hand.
    #[error("the routine of version {} is not at hand", .0.0)]
    Routine(RoutineVersion),
    /// The graph has no such element.
    #[error("the routine has no element {0}")]
    Element(ElementId),
}
