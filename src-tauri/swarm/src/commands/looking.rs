//! After what the coordinator and the rule of dependencies have to look.

use crate::event::SwarmEvent;

/// Whether what is to be done next, or where the swarm stands, can be another one after it. Most of what happens in a swarm are
/// asks of runs, which read, write and pay, and concern no subtask.
pub(super) fn concerns_subtasks(event: &SwarmEvent) -> bool {
    match event {
        SwarmEvent::SwarmCreated(_)
        | SwarmEvent::SwarmStatusChanged(_)
        | SwarmEvent::SwarmConfigured(_)
        | SwarmEvent::RunPlanned(_)
        | SwarmEvent::RunJoined(_)
        | SwarmEvent::RunLost(_)
        | SwarmEvent::RunLeft(_)
        | SwarmEvent::RoutinesOffered(_)
        | SwarmEvent::SubtaskAdded(_)
        | SwarmEvent::SubtaskChanged(_)
        | SwarmEvent::SubtaskMoved(_)
        | SwarmEvent::RoutineAsked(_)
        | SwarmEvent::RoutineChosen(_)
        | SwarmEvent::MemberSet(_)
        | SwarmEvent::MemberRemoved(_)
        | SwarmEvent::ChildSpawned(_)
        | SwarmEvent::ChildEnded(_) => true,
        SwarmEvent::SwarmClosed(_)
        | SwarmEvent::GoalSet(_)
        | SwarmEvent::EntryWritten(_)
        | SwarmEvent::WriteRefused(_)
        | SwarmEvent::EntriesRead(_)
        | SwarmEvent::WatchOpened(_)
        | SwarmEvent::WatchMet(_)
        | SwarmEvent::AskRefused(_)
        | SwarmEvent::AskDone(_)
        | SwarmEvent::ReceiptsDropped(_)
        | SwarmEvent::ResourceAdded(_)
        | SwarmEvent::ResourceUpdated(_)
        | SwarmEvent::ResourceDeleted(_)
        | SwarmEvent::RoleSet(_)
        | SwarmEvent::RoleRemoved(_)
        | SwarmEvent::LeaderSet(_)
        | SwarmEvent::CreditsAllocated(_)
        | SwarmEvent::CreditsReserved(_)
        | SwarmEvent::CreditsRefused(_)
        | SwarmEvent::CreditsSettled(_)
        | SwarmEvent::CreditsReturned(_) => false,
    }
}
