//! The only place that changes a run's state. Live and replay call [`apply`]; one file per event family.
//!
//! Deliberately absent: graphs. Whatever an event leads to is an event of its own.

mod branch;
mod breakpoint;
mod compensation;
mod decision;
mod gateway;
mod incident;
mod run;
mod scope;
mod step;
mod swarm;
mod trigger;

use crate::broken::Broken;
use crate::event::{JournalEntry, RunEvent};
use crate::ids::Timestamp;
use crate::state::RunProgress;
use crate::transitions;

pub(crate) use run::begin;

/// Where and when an event stands in the journal.
#[derive(Clone, Copy)]
struct At {
    seq: u64,
    time: Timestamp,
}

/// Changes the state by one event.
///
/// # Errors
/// When the event does not fit the state; the state may then be half changed and must be dropped.
pub(crate) fn apply(progress: &mut RunProgress, entry: &JournalEntry) -> Result<(), Broken> {
    let at = At { seq: entry.seq, time: entry.time };
    if at.seq != progress.seq + 1 {
        return Err(Broken::Gap { expected: progress.seq + 1, found: at.seq });
    }
    transitions::check(progress, &entry.event)?;
    progress.seq = at.seq;
    match &entry.event {
        RunEvent::RunCreated(_) => Err(Broken::Illegal { status: progress.status, event: entry.event.name() }),
        RunEvent::RunStarted(event) => run::started(progress, event, at),
        RunEvent::RunStatusChanged(event) => run::status_changed(progress, event, at),
        RunEvent::RunConfigured(event) => run::configured(progress, event),
        RunEvent::RunForked(event) => run::forked(progress, event, at),
        RunEvent::RunMigrated(event) => run::migrated(progress, event),
        // What follows from it are events of their own.
        RunEvent::Intervened(_) => Ok(()),
        RunEvent::BreakpointSet(event) => breakpoint::set(progress, event),
        RunEvent::BreakpointRemoved(event) => breakpoint::removed(progress, event),
        RunEvent::BreakpointHit(event) => breakpoint::hit(progress, event),
        RunEvent::BreakpointReset(event) => breakpoint::reset(progress, event),
        RunEvent::RoutinePinned(event) => run::routine_pinned(progress, event),
        RunEvent::DecisionPinned(event) => run::decision_pinned(progress, event),
        RunEvent::AskedRunReserved(event) => run::asked_run_reserved(progress, event),
        RunEvent::AskedRunCharged(event) => run::asked_run_charged(progress, event),
        RunEvent::ScopeOpened(event) => scope::opened(progress, event),
        RunEvent::ScopeCompleted(event) => scope::completed(progress, event),
        RunEvent::ScopeClosing(event) => scope::closing(progress, event),
        RunEvent::ScopeCancelled(event) => scope::cancelled(progress, event.scope),
        RunEvent::ScopeFailed(event) => scope::failed(progress, event),
        RunEvent::VariableSet(event) => scope::variable_set(progress, event),
        RunEvent::CompensationRecorded(event) => compensation::recorded(progress, event, at),
        RunEvent::CompensationGathered(event) => compensation::gathered(progress, event),
        RunEvent::CompensationTriggered(event) => compensation::triggered(progress, event),
        RunEvent::CompensationBegun(event) => compensation::begun(progress, event),
        RunEvent::TransactionCancelled(event) => compensation::transaction_cancelled(progress, event),
        RunEvent::BranchCreated(event) => branch::created(progress, event, at),
        RunEvent::SequenceFlowTaken(event) => branch::flow_taken(progress, event, at),
        RunEvent::BranchMoved(event) => branch::moved(progress, event, at),
        RunEvent::BranchWaiting(event) => branch::waiting(progress, event),
        RunEvent::BranchResumed(event) => branch::resumed(progress, event, at),
        RunEvent::BranchesJoined(event) => branch::joined(progress, event, at),
        RunEvent::GatewayActivated(event) => gateway::activated(progress, event),
        RunEvent::GatewayReset(event) => gateway::reset(progress, event),
        RunEvent::BranchCompleted(event) => branch::ended(progress, event.branch),
        RunEvent::BranchCancelled(event) => branch::ended(progress, event.branch),
        RunEvent::BranchFailed(event) => branch::failed(progress, event),
        RunEvent::StepStarted(event) => step::started(progress, event, at),
        RunEvent::StepEstimated(event) => step::estimated(progress, event),
        RunEvent::StepCharged(event) => step::charged(progress, event),
        RunEvent::StepBegun(event) => step::begun(progress, event, at),
        RunEvent::StepRecorded(event) => step::recorded(progress, event, at),
        RunEvent::StepRequeued(event) => step::requeued(progress, event, at),
        RunEvent::StrategyOverridden(event) => step::overridden(progress, event),
        RunEvent::StepWaiting(event) => step::waiting(progress, event, at),
        RunEvent::StepProgressed(event) => step::progressed(progress, event),
        RunEvent::StepProduced(event) => step::produced(progress, event),
        RunEvent::StepRetried(event) => step::retried(progress, event),
        RunEvent::StepCompleted(event) => step::completed(progress, event),
        RunEvent::StepSkipped(event) => step::skipped(progress, event),
        RunEvent::StepFailed(event) => step::failed(progress, event),
        RunEvent::StepCancelled(event) => step::cancelled(progress, event),
        RunEvent::SubscriptionOpened(event) => trigger::opened(progress, event),
        RunEvent::SubscriptionClosed(event) => trigger::closed(progress, event),
        RunEvent::EventTriggered(event) => trigger::triggered(progress, event),
        RunEvent::MessageBuffered(event) => trigger::buffered(progress, event, at),
        RunEvent::MessageTaken(event) => trigger::no_longer_buffered(progress, event.message),
        RunEvent::MessageExpired(event) => trigger::no_longer_buffered(progress, event.message),
        RunEvent::ConditionReset(event) => trigger::condition_reset(progress, event),
        RunEvent::MessagePublished(_)
        | RunEvent::SignalPublished(_)
        | RunEvent::ErrorThrown(_)
        | RunEvent::EscalationThrown(_) => Ok(()),
        RunEvent::PathDecisionAsked(event) => decision::asked(progress, event),
        RunEvent::PathDecisionLeft(event) => decision::left(progress, event),
        RunEvent::PathDecisionReturned(event) => decision::returned(progress, event),
        RunEvent::PathDecided(event) => decision::decided(progress, event),
        RunEvent::SwarmAsked(event) => swarm::asked(progress, event),
        RunEvent::SwarmAnswered(event) => swarm::answered(progress, event),
        RunEvent::IncidentRaised(event) => incident::raised(progress, event, at),
        RunEvent::IncidentResolved(event) => incident::resolved(progress, event, at),
    }
}
