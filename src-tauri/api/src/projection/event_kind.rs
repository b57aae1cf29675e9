//! Kinds of events and records in the words of screens: a kind that is new in the engine breaks the build here.

use run_engine::{RunEvent, StepRecord};

use crate::contract::{EventKind, RecordKind};

macro_rules! kinds_of {
    ($name:ident($from:ident) -> $to:ident: $($kind:ident),+) => {
        pub(super) fn $name(of: &$from) -> $to {
            match of {
                $($from::$kind { .. } => $to::$kind,)+
            }
        }
    };
}

kinds_of!(event_kind(RunEvent) -> EventKind:
    RunCreated, RunStarted, RunStatusChanged, RunConfigured, RunForked, RunMigrated, Intervened, BreakpointSet,
    BreakpointRemoved, BreakpointHit, BreakpointReset, RoutinePinned, DecisionPinned,
    AskedRunReserved, AskedRunCharged, ScopeOpened, ScopeCompleted, ScopeClosing, ScopeCancelled, ScopeFailed, VariableSet,
    CompensationRecorded, CompensationGathered, CompensationTriggered, CompensationBegun,
    TransactionCancelled, BranchCreated, SequenceFlowTaken, BranchMoved, BranchWaiting, BranchResumed,
    BranchesJoined, GatewayActivated, GatewayReset, BranchCompleted, BranchCancelled, BranchFailed,
    StepStarted, StepEstimated, StepCharged, StepBegun, StepRecorded, StepRequeued, StrategyOverridden,
    StepWaiting, StepProgressed, StepProduced, StepRetried, StepCompleted, StepSkipped, StepFailed,
    StepCancelled, SubscriptionOpened, SubscriptionClosed, EventTriggered, MessagePublished, MessageBuffered,
    MessageTaken, MessageExpired, ConditionReset, SignalPublished, ErrorThrown, EscalationThrown,
    PathDecisionAsked, PathDecisionLeft, PathDecisionReturned, PathDecided, SwarmAsked, SwarmAnswered,
    IncidentRaised, IncidentResolved
);

kinds_of!(record_kind(StepRecord) -> RecordKind:
    StrategyChosen, FellBack, PhaseBegun, ModelAsked, ModelAnswered, ModelFailed, ModelLost, CallAsked,
    CallDecided, CallScheduled, CallBegun, CallEnded, CallCancelled, PersonSaid, OutputsConfirmed,
    WaitExpired, SwarmSeen, ContextTrimmed
);
