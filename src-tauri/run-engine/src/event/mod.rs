//! This has happened: the vocabulary of the journal, and the only thing that changes a run's state.

mod branch;
mod breakpoint;
mod compensation;
mod convert;
mod decision;
mod gateway;
mod incident;
mod intervention;
mod produced;
mod run;
mod scope;
mod step;
mod swarm;
mod trigger;

pub use branch::{
    BranchCancelled, BranchCompleted, BranchCreated, BranchFailed, BranchMoved, BranchResumed, BranchWaiting,
    BranchesJoined, SequenceFlowTaken,
};
pub use breakpoint::{BreakpointHit, BreakpointRemoved, BreakpointReset, BreakpointSet};
pub use compensation::{
    CompensationBegun, CompensationGathered, CompensationRecorded, CompensationTriggered, TransactionCancelled,
};
pub use decision::{PathAdvice, PathDecided, PathDecisionAsked, PathDecisionLeft, PathDecisionReturned, PathOption};
pub use gateway::{GatewayActivated, GatewayReset};
pub use incident::{IncidentRaised, IncidentResolved, IncidentStage};
pub use intervention::{Intervened, RunMigrated};
pub use produced::{StepProduced, VariableWrite};
pub use run::{
    AskedRunCharged, AskedRunReserved, DecisionPinned, JOURNAL_FORMAT, RoutinePinned, RoutineRef, RunConfigured,
    RunCreated, RunForked, RunOrigin, RunStarted, RunStatusChanged,
};
pub use scope::{ScopeCancelled, ScopeClosing, ScopeCompleted, ScopeFailed, ScopeKind, ScopeOpened, VariableSet};
use serde::{Deserialize, Serialize};
pub use step::{
    StepBegun, StepCancelled, StepCharged, StepCompleted, StepEstimated, StepFailed, StepProgressed, StepRecorded,
    StepRequeued, StepRetried, StepSkipped, StepStarted, StepWaiting, StrategyOverridden,
};
pub use swarm::{SwarmAnswered, SwarmAsked};
pub use trigger::{
    ConditionReset, ErrorThrown, EscalationThrown, EventTriggered, MessageBuffered, MessageExpired, MessagePublished,
    MessageTaken, SignalPublished, SubscriptionClosed, SubscriptionOpened, SubscriptionOwner, Trigger, WatchedEntry,
};

/// A fact about a run. In the journal: an object whose `type` is the variant's name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum RunEvent {
    /// Always the first.
    RunCreated(RunCreated),
    /// It has begun.
    RunStarted(RunStarted),
    /// Paused, resumed, completed, failed, cancelled.
    RunStatusChanged(RunStatusChanged),
    /// It runs differently from the next iteration on.
    RunConfigured(RunConfigured),
    /// What follows is another run with this past.
    RunForked(RunForked),
    /// From here on it runs another version of its routine.
    RunMigrated(RunMigrated),
    /// Somebody has intervened.
    Intervened(Intervened),
    /// There is a breakpoint.
    BreakpointSet(BreakpointSet),
    /// A breakpoint is gone.
    BreakpointRemoved(BreakpointRemoved),
    /// What a breakpoint stands for has come.
    BreakpointHit(BreakpointHit),
    /// A breakpoint can be hit again.
    BreakpointReset(BreakpointReset),
    /// A called routine's version is fixed for the rest of the run.
    RoutinePinned(RoutinePinned),
    /// The text that a decision is read from is fixed for the rest of the run.
    DecisionPinned(DecisionPinned),
    /// What a run that a step asks for may cost is kept back for it.
    AskedRunReserved(AskedRunReserved),
    /// A run that a step has asked for has cost something.
    AskedRunCharged(AskedRunCharged),

    /// A scope has begun.
    ScopeOpened(ScopeOpened),
    /// A scope has ended normally.
    ScopeCompleted(ScopeCompleted),
    /// Nothing new begins in a scope any more.
    ScopeClosing(ScopeClosing),
    /// A scope was ended by an event.
    ScopeCancelled(ScopeCancelled),
    /// A scope was ended by a failure that nothing inside caught.
    ScopeFailed(ScopeFailed),
    /// A variable has a new value.
    VariableSet(VariableSet),

    /// A completed activity can be compensated.
    CompensationRecorded(CompensationRecorded),
    /// What was completed inside an activity that a transaction ends can be compensated.
    CompensationGathered(CompensationGathered),
    /// Completed activities are going to be undone.
    CompensationTriggered(CompensationTriggered),
    /// The next one of them is being undone.
    CompensationBegun(CompensationBegun),
    /// A transaction is being undone, and left over its cancel event then.
    TransactionCancelled(TransactionCancelled),

    /// A branch has begun.
    BranchCreated(BranchCreated),
    /// A branch has moved over a sequence flow.
    SequenceFlowTaken(SequenceFlowTaken),
    /// A branch has come to another flow node without a sequence flow.
    BranchMoved(BranchMoved),
    /// A branch waits without a step (joins, missing inputs).
    BranchWaiting(BranchWaiting),
    /// A branch that waited without a step stands ready again.
    BranchResumed(BranchResumed),
    /// Branches have become one.
    BranchesJoined(BranchesJoined),
    /// A complex gateway has been activated.
    GatewayActivated(GatewayActivated),
    /// A complex gateway waits for a start again.
    GatewayReset(GatewayReset),
    /// A branch has come to its end.
    BranchCompleted(BranchCompleted),
    /// A branch was ended by an event.
    BranchCancelled(BranchCancelled),
    /// A branch has failed.
    BranchFailed(BranchFailed),

    /// A flow node is being executed.
    StepStarted(StepStarted),
    /// It is known what doing a queued step will cost.
    StepEstimated(StepEstimated),
    /// Doing a step has cost something.
    StepCharged(StepCharged),
    /// A queued step has its turn, or one that waited goes on.
    StepBegun(StepBegun),
    /// Something was done, decided or said in a step.
    StepRecorded(StepRecorded),
    /// A step waits for its turn again.
    StepRequeued(StepRequeued),
    /// A step, or all steps of an activity, are done differently from now on.
    StrategyOverridden(StrategyOverridden),
    /// A step waits.
    StepWaiting(StepWaiting),
    /// Something noteworthy on the way.
    StepProgressed(StepProgressed),
    /// A step has its result, which is on its way to the swarm.
    StepProduced(StepProduced),
    /// An attempt has failed and another one follows.
    StepRetried(StepRetried),
    /// A flow node has been executed.
    StepCompleted(StepCompleted),
    /// A step was passed over.
    StepSkipped(StepSkipped),
    /// A step has failed for good.
    StepFailed(StepFailed),
    /// A step was ended by an event.
    StepCancelled(StepCancelled),

    /// Something listens.
    SubscriptionOpened(SubscriptionOpened),
    /// Something listens no more.
    SubscriptionClosed(SubscriptionClosed),
    /// What something listened for has happened.
    EventTriggered(EventTriggered),
    /// A message was thrown.
    MessagePublished(MessagePublished),
    /// A message is kept until somebody listens.
    MessageBuffered(MessageBuffered),
    /// A kept message has found who listens.
    MessageTaken(MessageTaken),
    /// A kept message is dropped.
    MessageExpired(MessageExpired),
    /// A conditional event that has happened may happen again.
    ConditionReset(ConditionReset),
    /// A signal was thrown.
    SignalPublished(SignalPublished),
    /// An error was thrown.
    ErrorThrown(ErrorThrown),
    /// An escalation was thrown.
    EscalationThrown(EscalationThrown),

    /// A path decision is asked for.
    PathDecisionAsked(PathDecisionAsked),
    /// Whoever was to make a path decision cannot.
    PathDecisionLeft(PathDecisionLeft),
    /// Whoever was to make a path decision is asked once more.
    PathDecisionReturned(PathDecisionReturned),
    /// A path decision was made.
    PathDecided(PathDecided),

    /// The run has asked something of its swarm.
    SwarmAsked(SwarmAsked),
    /// The swarm has answered.
    SwarmAnswered(SwarmAnswered),

    /// A person must resolve something.
    IncidentRaised(IncidentRaised),
    /// Somebody did.
    IncidentResolved(IncidentResolved),
}

/// An event in its place in the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JournalEntry {
    /// From 1, without gaps.
    pub seq: u64,
    /// When it happened.
    pub time: crate::ids::Timestamp,
    /// What happened.
    #[serde(flatten)]
    pub event: RunEvent,
}
