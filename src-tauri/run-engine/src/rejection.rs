//! Why a command makes no sense now.

use routine_model::graph::interface::FieldFault;
use routine_model::{Credits, ElementId};
use thiserror::Error;

use crate::broken::Broken;
use crate::ids::{BranchId, BreakpointId, DecisionId, IncidentId, RunId, ScopeId, StepId, SubscriptionId, SwarmAskId};
use crate::status::{MachineStatus, RunStatus};

/// A refusal; nothing has changed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Rejection {
    /// The machine is between two statuses.
    #[error("the run is changing its status; nothing else is accepted meanwhile")]
    Transitioning,
    /// What a run has said to its swarm cannot be unsaid.
    #[error("a run that works for a swarm cannot be forked: what it has written there counts, and would count twice")]
    WorksForSwarm,
    /// The machine has no run yet, or already has one.
    #[error("this is not possible while the machine is {0:?}")]
    WrongMachineStatus(MachineStatus),
    /// The run's status does not allow it.
    #[error("this is not possible in a run that is {0:?}")]
    WrongRunStatus(RunStatus),
    /// The routine cannot run: all reasons at once.
    #[error("the routine has elements that cannot run: {}", .0.iter().map(|u| format!("{} ({})", u.element, u.reason)).collect::<Vec<_>>().join(", "))]
    Unsupported(Vec<Unsupported>),
    /// No such process.
    #[error("the file has no process {0}")]
    UnknownProcess(String),
    /// Several processes, and none was named.
    #[error("the file has several executable processes ({0}); name one")]
    AmbiguousProcess(String),
    /// What was given does not fit the process's declared inputs: all reasons at once.
    #[error("{process} cannot start with these inputs: {}", .faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    InvalidInputs {
        /// The process.
        process: ElementId,
        /// Field and reason.
        faults: Vec<FieldFault>,
    },
    /// The process cannot be started this way.
    #[error("{element} cannot start the process: {reason}")]
    NoStart {
        /// The element that was named, or the process.
        element: ElementId,
        /// Why not.
        reason: String,
    },
    /// No such branch any more.
    #[error("branch {0} does not exist or has ended")]
    UnknownBranch(BranchId),
    /// A limit that is raised has to be higher than before.
    #[error("a run is topped up to more than it could cost before, and one without a limit is not topped up")]
    NoMoreCredits,
    /// Nothing is kept back for such a run.
    #[error("no step of this run has asked for run {0}, or that run has settled what it has cost")]
    NotAsked(RunId),
    /// What a run may cost that a step has asked for comes from the run of that step.
    #[error(
        "what this run may cost is kept back by run {asker}, which has only {left} credits left for that: top that one up before"
    )]
    CreditsOfAsker {
        /// The run that has asked.
        asker: RunId,
        /// What it has left.
        left: Credits,
    },
    /// The branch cannot take a step now.
    #[error("branch {0} waits and cannot take a step")]
    BranchNotReady(BranchId),
    /// No such step any more.
    #[error("step {0} does not exist or has ended")]
    UnknownStep(StepId),
    /// An answer to an older attempt.
    #[error("the answer to step {step} is for attempt {answered}, and attempt {current} is under way")]
    StaleAttempt {
        /// The step.
        step: StepId,
        /// The attempt that the answer is for.
        answered: u32,
        /// The attempt that is under way.
        current: u32,
    },
    /// No such subscription any more.
    #[error("nothing listens as subscription {0} any more")]
    UnknownSubscription(SubscriptionId),
    /// No such decision any more.
    #[error("decision {0} does not exist or has been made")]
    UnknownDecision(DecisionId),
    /// The chosen flows do not answer the decision.
    #[error("the choice does not fit decision {decision}: {reason}")]
    WrongChoice {
        /// The decision.
        decision: DecisionId,
        /// What is wrong with it.
        reason: String,
    },
    /// No such ask, or it has been answered.
    #[error("ask {0} does not exist or has been answered")]
    UnknownAsk(SwarmAskId),
    /// The swarm's answer is none to what was asked.
    #[error("this is no answer to ask {0}")]
    WrongAnswer(SwarmAskId),
    /// The variable is not the run's to set.
    #[error("{0} is set by the swarm and cannot be changed in a run")]
    ReadOnlyVariable(String),
    /// The run waits for its swarm to take it in.
    #[error("the run waits for its swarm to take it in")]
    NotJoined,
    /// No such incident any more.
    #[error("incident {0} does not exist or has been resolved")]
    UnknownIncident(IncidentId),
    /// No such scope any more.
    #[error("scope {0} does not exist or has ended")]
    UnknownScope(ScopeId),
    /// The step waits for something that is no answer to it.
    #[error("step {0} is not waiting for an answer")]
    StepNotOpen(StepId),
    /// What is to be paid is more than is left.
    #[error("step {step} needs up to {needed} credits, and {left} are left")]
    OutOfCredits {
        /// The step.
        step: StepId,
        /// What a request may cost.
        needed: Credits,
        /// What may still be spent.
        left: Credits,
    },
    /// The step names who may approve.
    #[error("only {} may decide about step {step}; answer under one of these names", .approvers.join(", "))]
    NotAnApprover {
        /// The step.
        step: StepId,
        /// Their names.
        approvers: Vec<String>,
    },
    /// The routine does not let anybody outside say how its steps are done.
    #[error("the routine of {0} does not allow its strategies to be overridden")]
    OverrideRefused(ElementId),
    /// The run's routine is not at hand.
    #[error("the routine {0} is not at hand")]
    UnknownRoutine(String),
    /// The engine contradicts itself; the machine accepts nothing more and has to be replayed.
    #[error("the run is broken and has to be reloaded: {0}")]
    Broken(#[from] Broken),
    /// No such breakpoint.
    #[error("there is no breakpoint {0}")]
    UnknownBreakpoint(BreakpointId),
    /// No routine of the run has such an element.
    #[error("the routine has no element {0}")]
    UnknownElement(ElementId),
    /// An expression cannot be read.
    #[error("the expression {expression} cannot be read: {reason}")]
    WrongExpression {
        /// Its text.
        expression: String,
        /// What is wrong with it.
        reason: String,
    },
    /// More has happened than whoever asks has seen.
    #[error(
        "the run has gone on since this was looked at: entry {expected} was the last one then, and {current} is now; look at it again"
    )]
    Stale {
        /// The last entry that was seen.
        expected: u64,
        /// The last entry.
        current: u64,
    },
    /// This cannot be done to the run.
    #[error("{reason}")]
    InterventionRefused {
        /// Which of the interventions, from 0.
        index: usize,
        /// Why not.
        reason: String,
    },
    /// The run cannot go on with another version: all reasons at once.
    #[error("the run cannot go on with this version: {}", .0.join("; "))]
    CannotMigrate(Vec<String>),
    /// Nothing waits at this element.
    #[error("nothing waits at {0}")]
    NothingWaits(ElementId),
    /// Nobody listens for this message.
    #[error("nothing waits for {0}")]
    NobodyListens(String),
}

/// An element that cannot run yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// The element.
    pub element: ElementId,
    /// What about it.
    pub reason: String,
}

impl Rejection {
    /// A stable code in kebab case, for the hosts' errors.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Transitioning => "transitioning",
            Self::WrongMachineStatus(_) => "wrong-machine-status",
            Self::WrongRunStatus(_) => "wrong-run-status",
            Self::Unsupported(_) => "unsupported-elements",
            Self::UnknownProcess(_) => "unknown-process",
            Self::AmbiguousProcess(_) => "ambiguous-process",
            Self::InvalidInputs { .. } => "invalid-inputs",
            Self::NoStart { .. } => "no-start",
            Self::UnknownBranch(_) => "unknown-branch",
            Self::BranchNotReady(_) => "branch-not-ready",
            Self::UnknownStep(_) => "unknown-step",
            Self::StaleAttempt { .. } => "stale-attempt",
            Self::UnknownSubscription(_) => "unknown-subscription",
            Self::UnknownDecision(_) => "unknown-decision",
            Self::WrongChoice { .. } => "wrong-choice",
            Self::UnknownAsk(_) => "unknown-ask",
            Self::WrongAnswer(_) => "wrong-answer",
            Self::ReadOnlyVariable(_) => "read-only-variable",
            Self::NotJoined => "not-joined",
            Self::UnknownIncident(_) => "unknown-incident",
            Self::UnknownScope(_) => "unknown-scope",
            Self::StepNotOpen(_) => "step-not-open",
            Self::OutOfCredits { .. } => "out-of-credits",
            Self::NotAnApprover { .. } => "not-an-approver",
            Self::OverrideRefused(_) => "strategy-override-refused",
            Self::UnknownRoutine(_) => "unknown-routine",
            Self::Broken(_) => "broken",
            Self::UnknownBreakpoint(_) => "unknown-breakpoint",
            Self::UnknownElement(_) => "unknown-element",
            Self::WrongExpression { .. } => "wrong-expression",
            Self::Stale { .. } => "stale",
            Self::InterventionRefused { .. } => "intervention-refused",
            Self::CannotMigrate(_) => "cannot-migrate",
            Self::NothingWaits(_) => "nothing-waits",
            Self::NobodyListens(_) => "nobody-listens",
            Self::NoMoreCredits => "no-more-credits",
            Self::NotAsked(_) => "not-asked",
            Self::CreditsOfAsker { .. } => "credits-of-asker",
            Self::WorksForSwarm => "works-for-swarm",
        }
    }
}
