//! What differs between two views of a swarm, as the changes that lead from one to the other.

use swarm::state::Entry;
use swarm::{SwarmEvent, SwarmJournalEntry};

use super::{Names, entry_line};
use crate::contract::{ENTRIES_IN_AN_UPDATE, SwarmChange, SwarmView};

/// The changes from a view to the next one. `changed` are the entries that were written or read on the way.
pub(crate) fn changes_between<'e>(
    before: &SwarmView,
    after: &SwarmView,
    names: Names<'_>,
    changed: impl ExactSizeIterator<Item = (&'e String, &'e Entry)>,
    mut journal: impl Iterator<Item = &'e SwarmJournalEntry>,
) -> Vec<SwarmChange> {
    let mut changes = Vec::new();
    if before.summary != after.summary {
        changes.push(SwarmChange::SummarySet { summary: after.summary.clone() });
    }
    let fresh = |subtask: &&_| !before.subtasks.contains(subtask);
    let subtasks = after.subtasks.iter().filter(fresh).cloned();
    changes.extend(subtasks.map(|subtask| SwarmChange::SubtaskSet { subtask }));
    let members = after.members.iter().filter(|member| !before.members.contains(member)).cloned();
    changes.extend(members.map(|member| SwarmChange::MemberSet { member }));
    let gone = before.members.iter().filter(|known| !after.members.iter().any(|member| member.id == known.id));
    changes.extend(gone.map(|member| SwarmChange::MemberRemoved { member_id: member.id.clone() }));
    if before.roles != after.roles {
        changes.push(SwarmChange::RolesSet { roles: after.roles.clone() });
    }
    let resources = after.resources.iter().filter(|resource| !before.resources.contains(resource)).cloned();
    changes.extend(resources.map(|resource| SwarmChange::ResourceSet { resource }));
    let gone = before.resources.iter().filter(|known| !after.resources.iter().any(|other| other.id == known.id));
    changes.extend(gone.map(|resource| SwarmChange::ResourceRemoved { resource_id: resource.id.clone() }));
    let runs = after.runs.iter().filter(|run| !before.runs.contains(run)).cloned();
    changes.extend(runs.map(|run| SwarmChange::RunSet { run }));
    let gone = before.runs.iter().filter(|known| !after.runs.iter().any(|run| run.run_id == known.run_id));
    changes.extend(gone.map(|run| SwarmChange::RunRemoved { run_id: run.run_id.clone() }));
    let children = after.children.iter().filter(|child| !before.children.contains(child)).cloned();
    changes.extend(children.map(|swarm_id| SwarmChange::ChildAdded { swarm_id }));
    if changed.len() > ENTRIES_IN_AN_UPDATE {
        changes.push(SwarmChange::EntriesStale);
    } else if changed.len() > 0 {
        let entries = changed.map(|(key, entry)| entry_line(names, key, entry)).collect();
        changes.push(SwarmChange::EntriesSet { entries });
    }
    if journal.any(|entry| moves_credits(&entry.event)) {
        changes.push(SwarmChange::LedgerGrew);
    }
    changes
}

fn moves_credits(event: &SwarmEvent) -> bool {
    matches!(
        event,
        SwarmEvent::CreditsAllocated(_)
            | SwarmEvent::CreditsReserved(_)
            | SwarmEvent::CreditsRefused(_)
            | SwarmEvent::CreditsSettled(_)
            | SwarmEvent::CreditsReturned(_)
    )
}
