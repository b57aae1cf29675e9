//! Every event's struct into the enum of all events.

use super::{
    AskedRunCharged, AskedRunReserved, BranchCancelled, BranchCompleted, BranchCreated, BranchFailed, BranchMoved,
    BranchResumed, BranchWaiting, BranchesJoined, BreakpointHit, BreakpointRemoved, BreakpointReset, BreakpointSet,
    CompensationBegun, CompensationGathered, CompensationRecorded, CompensationTriggered, ConditionReset,
    DecisionPinned, ErrorThrown, EscalationThrown, EventTriggered, GatewayActivated, GatewayReset, IncidentRaised,
    IncidentResolved, Intervened, MessageBuffered, MessageExpired, MessagePublished, MessageTaken, PathDecided,
    PathDecisionAsked, PathDecisionLeft, PathDecisionReturned, RoutinePinned, RunConfigured, RunCreated, RunEvent,
    RunForked, RunMigrated, RunStarted, RunStatusChanged, ScopeCancelled, ScopeClosing, ScopeCompleted, ScopeFailed,
    ScopeOpened, SequenceFlowTaken, SignalPublished, StepBegun, StepCancelled, StepCharged, StepCompleted,
    StepEstimated, StepFailed, StepProduced, StepProgressed, StepRecorded, StepRequeued, StepRetried, StepSkipped,
    StepStarted, StepWaiting, StrategyOverridden, SubscriptionClosed, SubscriptionOpened, SwarmAnswered, SwarmAsked,
    TransactionCancelled, VariableSet,
};

macro_rules! into_run_event {
    ($($name:ident),* $(,)?) => {
        $(impl From<$name> for RunEvent {
            fn from(event: $name) -> Self {
                Self::$name(event)
            }
        })*

        impl RunEvent {
            /// The variant's name, for messages.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => stringify!($name),)*
                }
            }
        }
    };
}

into_run_event!(
    RunCreated,
    RunStarted,
    RunStatusChanged,
    RunConfigured,
    RunForked,
    RunMigrated,
    Intervened,
    BreakpointSet,
    BreakpointRemoved,
    BreakpointHit,
    BreakpointReset,
    RoutinePinned,
    DecisionPinned,
    AskedRunCharged,
    AskedRunReserved,
    ScopeOpened,
    ScopeCompleted,
    ScopeClosing,
    ScopeCancelled,
    ScopeFailed,
    VariableSet,
    CompensationRecorded,
    CompensationGathered,
    CompensationTriggered,
    CompensationBegun,
    TransactionCancelled,
    BranchCreated,
    SequenceFlowTaken,
    BranchWaiting,
    BranchResumed,
    BranchesJoined,
    GatewayActivated,
    GatewayReset,
    BranchCompleted,
    BranchCancelled,
    BranchFailed,
    BranchMoved,
    StepStarted,
    StepEstimated,
    StepCharged,
    StepBegun,
    StepRecorded,
    StepRequeued,
    StrategyOverridden,
    StepWaiting,
    StepProgressed,
    StepProduced,
    StepRetried,
    StepCompleted,
    StepSkipped,
    StepFailed,
    StepCancelled,
    SubscriptionOpened,
    SubscriptionClosed,
    EventTriggered,
    MessagePublished,
    MessageBuffered,
    MessageTaken,
    MessageExpired,
    ConditionReset,
    SignalPublished,
    ErrorThrown,
    EscalationThrown,
    PathDecisionAsked,
    PathDecisionLeft,
    PathDecisionReturned,
    PathDecided,
    SwarmAsked,
    SwarmAnswered,
    IncidentRaised,
    IncidentResolved
);
