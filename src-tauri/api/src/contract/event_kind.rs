//! What kinds of things stand in a run's journal. The page has words for each of them, and a test of the page counts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum EventKind {
    /// Always the first.
    RunCreated,
    /// It has begun.
    RunStarted,
    /// Paused, resumed, completed, failed, cancelled.
    RunStatusChanged,
    /// It runs differently from the next iteration on.
    RunConfigured,
    /// What follows is another run with this past.
    RunForked,
    /// From here on it runs another version of its routine.
    RunMigrated,
    /// Somebody has intervened.
    Intervened,
    /// There is a breakpoint.
    BreakpointSet,
    /// A breakpoint is gone.
    BreakpointRemoved,
    /// What a breakpoint stands for has come.
    BreakpointHit,
    /// A breakpoint can be hit again.
    BreakpointReset,
    /// A called routine's version is fixed for the rest of the run.
    RoutinePinned,
    /// The text that a decision is read from is fixed for the rest of the run.
    DecisionPinned,
    /// What a run that a step asks for may cost is kept back for it.
    AskedRunReserved,
    /// A run that a step has asked for has cost something.
    AskedRunCharged,
    /// A scope has begun.
    ScopeOpened,
    /// A scope has ended normally.
    ScopeCompleted,
    /// Nothing new begins in a scope any more.
    ScopeClosing,
    /// A scope was ended by an event.
    ScopeCancelled,
    /// A scope was ended by a failure that nothing inside caught.
    ScopeFailed,
    /// A variable has a new value.
    VariableSet,
    /// A completed activity can be compensated.
    CompensationRecorded,
    /// What was completed inside an activity that a transaction ends can be compensated.
    CompensationGathered,
    /// Completed activities are going to be undone.
    CompensationTriggered,
    /// The next one of them is being undone.
    CompensationBegun,
    /// A transaction is being undone, and left over its cancel event then.
    TransactionCancelled,
    /// A branch has begun.
    BranchCreated,
    /// A branch has moved over a sequence flow.
    SequenceFlowTaken,
    /// A branch has come to another flow node without a sequence flow.
    BranchMoved,
    /// A branch waits without a step (joins, missing inputs).
    BranchWaiting,
    /// A branch that waited without a step stands ready again.
    BranchResumed,
    /// Branches have become one.
    BranchesJoined,
    /// A complex gateway has been activated.
    GatewayActivated,
    /// A complex gateway waits for a start again.
    GatewayReset,
    /// A branch has come to its end.
    BranchCompleted,
    /// A branch was ended by an event.
    BranchCancelled,
    /// A branch has failed.
    BranchFailed,
    /// A flow node is being executed.
    StepStarted,
    /// It is known what doing a queued step will cost.
    StepEstimated,
    /// Doing a step has cost something.
    StepCharged,
    /// A queued step has its turn, or one that waited goes on.
    StepBegun,
    /// Something was done, decided or said in a step.
    StepRecorded,
    /// A step waits for its turn again.
    StepRequeued,
    /// A step, or all steps of an activity, are done differently from now on.
    StrategyOverridden,
    /// A step waits.
    StepWaiting,
    /// Something noteworthy on the way.
    StepProgressed,
    /// A step has its result, which is on its way to the swarm.
    StepProduced,
    /// An attempt has failed and another one follows.
    StepRetried,
    /// A flow node has been executed.
    StepCompleted,
    /// A step was passed over.
    StepSkipped,
    /// A step has failed for good.
    StepFailed,
    /// A step was ended by an event.
    StepCancelled,
    /// Something listens.
    SubscriptionOpened,
    /// Something listens no more.
    SubscriptionClosed,
    /// What something listened for has happened.
    EventTriggered,
    /// A message was thrown.
    MessagePublished,
    /// A message is kept until somebody listens.
    MessageBuffered,
    /// A kept message has found who listens.
    MessageTaken,
    /// A kept message is dropped.
    MessageExpired,
    /// A conditional event that has happened may happen again.
    ConditionReset,
    /// A signal was thrown.
    SignalPublished,
    /// An error was thrown.
    ErrorThrown,
    /// An escalation was thrown.
    EscalationThrown,
    /// A path decision is asked for.
    PathDecisionAsked,
    /// Whoever was to make a path decision cannot.
    PathDecisionLeft,
    /// Whoever was to make a path decision is asked once more.
    PathDecisionReturned,
    /// A path decision was made.
    PathDecided,
    /// The run has asked something of its swarm.
    SwarmAsked,
    /// The swarm has answered.
    SwarmAnswered,
    /// A person must resolve something.
    IncidentRaised,
    /// Somebody did.
    IncidentResolved,
}

/// What the doing of a step has put on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RecordKind {
    /// How the step is done from here on.
    StrategyChosen,
    /// A strategy could not do the step; another one tries.
    FellBack,
    /// A phase has begun.
    PhaseBegun,
    /// A model is asked. What it may cost is kept back until it is known what it did cost.
    ModelAsked,
    /// It has answered.
    ModelAnswered,
    /// It has not.
    ModelFailed,
    /// The program ended before the answer came. Whether it is on a bill is not known, so it counts in full.
    ModelLost,
    /// A tool is to be called.
    CallAsked,
    /// Somebody, or a rule, has decided about a call.
    CallDecided,
    /// An approved call waits for its time.
    CallScheduled,
    /// The tool is at work.
    CallBegun,
    /// The tool has ended.
    CallEnded,
    /// The call will not be made.
    CallCancelled,
    /// A person has said something.
    PersonSaid,
    /// A person has confirmed what a conversation led to.
    OutputsConfirmed,
    /// What the step waited for did not come in time.
    WaitExpired,
    /// What a model is shown of the swarm that the step works for.
    SwarmSeen,
    /// Not all that could have been said fitted.
    ContextTrimmed,
}
