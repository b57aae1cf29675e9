//! The only place that changes a swarm's state. Live and replay call [`apply`]; one file per event family.

mod board;
mod credits;
mod life;
mod resource;
mod run;
mod subtask;
mod team;

use routine_model::Timestamp;

use crate::broken::Broken;
use crate::event::{SwarmEvent, SwarmJournalEntry};
use crate::state::SwarmContext;

pub(crate) use life::begin;

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
pub(crate) fn apply(context: &mut SwarmContext, entry: &SwarmJournalEntry) -> Result<(), Broken> {
    let at = At { seq: entry.seq, time: entry.time };
    if at.seq != context.seq + 1 {
        return Err(Broken::Gap { expected: context.seq + 1, found: at.seq });
    }
    context.seq = at.seq;
    context.changed_at = at.time;
    match &entry.event {
        SwarmEvent::SwarmCreated(_) => Err(Broken::Illegal { event: entry.event.name() }),
        SwarmEvent::SwarmStatusChanged(event) => life::status_changed(context, event),
        SwarmEvent::SwarmClosed(event) => life::closed(context, event),
        SwarmEvent::GoalSet(event) => life::goal_set(context, event),
        SwarmEvent::SwarmConfigured(event) => life::configured(context, event),
        SwarmEvent::EntryWritten(event) => board::written(context, event, at),
        SwarmEvent::WriteRefused(event) => board::refused(context, event),
        SwarmEvent::EntriesRead(event) => board::read(context, event),
        SwarmEvent::WatchOpened(event) => board::watch_opened(context, event),
        SwarmEvent::WatchMet(event) => board::watch_met(context, event),
        SwarmEvent::RunPlanned(event) => run::planned(context, event, at),
        SwarmEvent::RunJoined(event) => run::joined(context, event, at),
        SwarmEvent::AskRefused(event) => run::ask_refused(context, event),
        SwarmEvent::AskDone(event) => run::ask_done(context, event),
        SwarmEvent::ReceiptsDropped(event) => run::receipts_dropped(context, event),
        SwarmEvent::RunLost(event) => run::lost(context, event),
        SwarmEvent::RunLeft(event) => run::left(context, event),
        SwarmEvent::RoutinesOffered(event) => run::routines_offered(context, event),
        SwarmEvent::SubtaskAdded(event) => subtask::added(context, event),
        SwarmEvent::SubtaskChanged(event) => subtask::changed(context, event),
        SwarmEvent::SubtaskMoved(event) => subtask::moved(context, event),
        SwarmEvent::RoutineAsked(event) => subtask::routine_asked(context, event),
        SwarmEvent::RoutineChosen(event) => subtask::routine_chosen(context, event),
        SwarmEvent::ResourceAdded(event) => resource::added(context, event, at),
        SwarmEvent::ResourceUpdated(event) => resource::updated(context, event, at),
        SwarmEvent::ResourceDeleted(event) => resource::deleted(context, event),
        SwarmEvent::MemberSet(event) => team::member_set(context, event),
        SwarmEvent::MemberRemoved(event) => team::member_removed(context, event),
        SwarmEvent::RoleSet(event) => team::role_set(context, event),
        SwarmEvent::RoleRemoved(event) => team::role_removed(context, event),
        SwarmEvent::LeaderSet(event) => team::leader_set(context, event),
        SwarmEvent::CreditsAllocated(event) => context.ledger.allocate(event.amount),
        SwarmEvent::CreditsReserved(event) => credits::reserved(context, event),
        SwarmEvent::CreditsRefused(event) => credits::refused(context, event),
        SwarmEvent::CreditsSettled(event) => context.ledger.settle(&event.holder, event.total),
        SwarmEvent::CreditsReturned(event) => context.ledger.release(&event.holder),
        SwarmEvent::ChildSpawned(event) => credits::child_spawned(context, event),
        SwarmEvent::ChildEnded(event) => credits::child_ended(context, event),
    }
}
