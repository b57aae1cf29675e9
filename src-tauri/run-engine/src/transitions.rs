//! Which events may happen when: one match over run status and event, and for the events that move a branch
//! what the branch has to be. Everything else is broken machinery.

use crate::broken::Broken;
use crate::event::RunEvent;
use crate::ids::BranchId;
use crate::state::RunProgress;
use crate::status::{BranchStatus, RunStatus};

/// Says whether an event fits the state.
pub(crate) fn check(progress: &RunProgress, event: &RunEvent) -> Result<(), Broken> {
    if !may_happen(progress.status, event) {
        return Err(Broken::Illegal { status: progress.status, event: event.name() });
    }
    let Some((branch, fits)) = mover(event) else { return Ok(()) };
    let status = &progress.branch(branch)?.status;
    if fits(status) {
        return Ok(());
    }
    let status = match status {
        BranchStatus::Ready => "ready",
        BranchStatus::Active { .. } => "active",
        BranchStatus::Waiting { .. } => "waiting",
    };
    Err(Broken::IllegalForBranch { branch, status, event: event.name() })
}

/// A run's life: scheduled, then in progress and paused in turns, then one of three ends after which nothing happens.
fn may_happen(status: RunStatus, event: &RunEvent) -> bool {
    use RunEvent as E;
    use RunStatus::{Cancelled, Completed, Failed, InProgress, Paused, Scheduled};
    match (status, event) {
        // A run says that it leaves before it is over; the answer may come later. It pays for what it has asked for, too.
        (Completed | Failed | Cancelled, E::SwarmAnswered(_) | E::AskedRunReserved(_) | E::AskedRunCharged(_)) => true,
        (_, E::RunCreated(_)) | (Completed | Failed | Cancelled, _) => false,
        (Scheduled, E::RunStarted(_) | E::RunConfigured(_) | E::BreakpointSet(_) | E::BreakpointRemoved(_)) => true,
        (Scheduled, E::RunStatusChanged(change)) => change.status == Cancelled,
        (InProgress | Paused, E::RunStarted(_)) => false,
        (InProgress, E::RunStatusChanged(change)) => match change.status {
            Scheduled | InProgress => false,
            Paused | Completed | Failed | Cancelled => true,
        },
        (Paused, E::RunStatusChanged(change)) => match change.status {
            Scheduled | Paused => false,
            InProgress | Completed | Failed | Cancelled => true,
        },
        (
            Scheduled | InProgress | Paused,
            E::RunConfigured(_)
            | E::RunForked(_)
            | E::RunMigrated(_)
            | E::Intervened(_)
            | E::BreakpointSet(_)
            | E::BreakpointRemoved(_)
            | E::BreakpointHit(_)
            | E::BreakpointReset(_)
            | E::RoutinePinned(_)
            | E::DecisionPinned(_)
            | E::AskedRunReserved(_)
            | E::AskedRunCharged(_)
            | E::ScopeOpened(_)
            | E::ScopeCompleted(_)
            | E::ScopeClosing(_)
            | E::ScopeCancelled(_)
            | E::ScopeFailed(_)
            | E::VariableSet(_)
            | E::CompensationRecorded(_)
            | E::CompensationGathered(_)
            | E::CompensationTriggered(_)
            | E::CompensationBegun(_)
            | E::TransactionCancelled(_)
            | E::BranchCreated(_)
            | E::SequenceFlowTaken(_)
            | E::BranchMoved(_)
            | E::BranchWaiting(_)
            | E::BranchResumed(_)
            | E::BranchesJoined(_)
            | E::GatewayActivated(_)
            | E::GatewayReset(_)
            | E::BranchCompleted(_)
            | E::BranchCancelled(_)
            | E::BranchFailed(_)
            | E::StepStarted(_)
            | E::StepEstimated(_)
            | E::StepCharged(_)
            | E::StepBegun(_)
            | E::StepRecorded(_)
            | E::StepRequeued(_)
            | E::StrategyOverridden(_)
            | E::StepWaiting(_)
            | E::StepProgressed(_)
            | E::StepProduced(_)
            | E::StepRetried(_)
            | E::StepCompleted(_)
            | E::StepSkipped(_)
            | E::StepFailed(_)
            | E::StepCancelled(_)
            | E::SubscriptionOpened(_)
            | E::SubscriptionClosed(_)
            | E::EventTriggered(_)
            | E::MessagePublished(_)
            | E::MessageBuffered(_)
            | E::MessageTaken(_)
            | E::MessageExpired(_)
            | E::ConditionReset(_)
            | E::SignalPublished(_)
            | E::ErrorThrown(_)
            | E::EscalationThrown(_)
            | E::PathDecisionAsked(_)
            | E::PathDecisionLeft(_)
            | E::PathDecisionReturned(_)
            | E::PathDecided(_)
            | E::SwarmAsked(_)
            | E::SwarmAnswered(_)
            | E::IncidentRaised(_)
            | E::IncidentResolved(_),
        ) => status != Scheduled,
    }
}

/// The branch that an event moves, if it moves one.
pub(crate) fn moved_by(event: &RunEvent) -> Option<BranchId> {
    mover(event).map(|(branch, _)| branch)
}

type Fits = fn(&BranchStatus) -> bool;

/// The branch that an event moves, and what it has to be before: a branch is ready, then waits at a join or is active in
/// a step, which may wait too, then is ready at the next flow node.
fn mover(event: &RunEvent) -> Option<(BranchId, Fits)> {
    use RunEvent as E;
    match event {
        E::BranchWaiting(event) => Some((event.branch, ready)),
        E::BranchResumed(event) => Some((event.branch, waiting)),
        E::StepStarted(event) => Some((event.branch, ready)),
        E::SequenceFlowTaken(event) => Some((event.branch, |status| ready(status) || active(status))),
        E::BranchMoved(event) => Some((event.branch, |status| ready(status) || active(status))),
        E::PathDecisionAsked(event) => Some((event.branch, active)),
        E::StepBegun(event) => Some((event.branch, |status| !ready(status))),
        E::StepProduced(event) => Some((event.branch, |status| !ready(status))),
        E::StepWaiting(event) => Some((event.branch, |status| !ready(status))),
        E::StepRequeued(event) => Some((event.branch, |status| !ready(status))),
        E::StepCompleted(event) => Some((event.branch, |status| !ready(status))),
        E::PathDecisionLeft(event) => Some((event.branch, waiting)),
        E::PathDecisionReturned(event) => Some((event.branch, waiting)),
        E::PathDecided(event) => Some((event.branch, waiting)),
        E::IncidentResolved(event) => Some((event.branch, waiting)),
        E::IncidentRaised(event) => Some((event.branch, |_| true)),
        E::BranchesJoined(event) => Some((event.branch, |_| true)),
        E::BranchCompleted(event) => Some((event.branch, |_| true)),
        E::BranchCancelled(event) => Some((event.branch, |_| true)),
        E::BranchFailed(event) => Some((event.branch, |_| true)),
        E::RunCreated(_)
        | E::RunStarted(_)
        | E::RunStatusChanged(_)
        | E::RunForked(_)
        | E::RunConfigured(_)
        | E::RunMigrated(_)
        | E::Intervened(_)
        | E::BreakpointSet(_)
        | E::BreakpointRemoved(_)
        | E::BreakpointHit(_)
        | E::BreakpointReset(_)
        | E::RoutinePinned(_)
        | E::DecisionPinned(_)
        | E::AskedRunReserved(_)
        | E::AskedRunCharged(_)
        | E::ScopeOpened(_)
        | E::ScopeCompleted(_)
        | E::ScopeClosing(_)
        | E::ScopeCancelled(_)
        | E::ScopeFailed(_)
        | E::VariableSet(_)
        | E::CompensationRecorded(_)
        | E::CompensationGathered(_)
        | E::CompensationTriggered(_)
        | E::CompensationBegun(_)
        | E::TransactionCancelled(_)
        | E::BranchCreated(_)
        | E::GatewayActivated(_)
        | E::GatewayReset(_)
        | E::StepEstimated(_)
        | E::StepCharged(_)
        | E::StepRecorded(_)
        | E::StrategyOverridden(_)
        | E::StepProgressed(_)
        | E::StepRetried(_)
        | E::SwarmAsked(_)
        | E::SwarmAnswered(_)
        | E::StepSkipped(_)
        | E::StepFailed(_)
        | E::StepCancelled(_)
        | E::SubscriptionOpened(_)
        | E::SubscriptionClosed(_)
        | E::EventTriggered(_)
        | E::MessagePublished(_)
        | E::MessageBuffered(_)
        | E::MessageTaken(_)
        | E::MessageExpired(_)
        | E::ConditionReset(_)
        | E::SignalPublished(_)
        | E::ErrorThrown(_)
        | E::EscalationThrown(_) => None,
    }
}

fn ready(status: &BranchStatus) -> bool {
    match status {
        BranchStatus::Ready => true,
        BranchStatus::Active { .. } | BranchStatus::Waiting { .. } => false,
    }
}

fn active(status: &BranchStatus) -> bool {
    match status {
        BranchStatus::Active { .. } => true,
        BranchStatus::Ready | BranchStatus::Waiting { .. } => false,
    }
}

fn waiting(status: &BranchStatus) -> bool {
    match status {
        BranchStatus::Waiting { .. } => true,
        BranchStatus::Ready | BranchStatus::Active { .. } => false,
    }
}
