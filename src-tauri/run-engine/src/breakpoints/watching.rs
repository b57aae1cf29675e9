//! Breakpoints on entries of the blackboard: the run asks its swarm to be told of anything newer, as conditional events do.

use super::BreakOn;
use crate::broken::Broken;
use crate::event::{BreakpointSet, SwarmAsked};
use crate::outcome::Actor;
use crate::swarm_asks::{Asker, EntryRead, SwarmRequest, ask};
use crate::turn::Turn;

/// Asks about every entry that a breakpoint is on and that is not being watched.
pub(super) fn keep_watching(turn: &mut Turn<'_>) -> Result<(), Broken> {
    let run = turn.state();
    let Some(swarm) = run.swarm.as_ref().filter(|swarm| swarm.joined) else { return Ok(()) };
    if run.status.is_final() {
        return Ok(());
    }
    let mut keys: Vec<String> = (run.breakpoints.enabled())
        .filter_map(|breakpoint| match &breakpoint.on {
            BreakOn::Entry { key } => Some(key.clone()),
            BreakOn::Before { .. }
            | BreakOn::After { .. }
            | BreakOn::Error
            | BreakOn::Expression { .. }
            | BreakOn::Variable { .. }
            | BreakOn::CreditsBelow { .. } => None,
        })
        .collect();
    keys.sort_unstable();
    keys.dedup();
    let watched: Vec<&str> = swarm.asks.values().filter_map(watched_by_run).collect();
    keys.retain(|key| !watched.contains(&key.as_str()));
    for key in keys {
        let known_version = turn.state().breakpoints.seen.get(&key).copied();
        ask(turn, Asker::default(), SwarmRequest::Watch { reads: vec![EntryRead { key }], known_version })?;
    }
    Ok(())
}

/// The entry that an ask watches for a breakpoint; none of an ask that is for something else.
pub(crate) fn watched_by_run(open: &SwarmAsked) -> Option<&str> {
    match &open.request {
        SwarmRequest::Watch { reads, .. } if open.branch.is_none() && open.subscription.is_none() => {
            reads.first().map(|read| read.key.as_str())
        }
        SwarmRequest::Watch { .. }
        | SwarmRequest::Join { .. }
        | SwarmRequest::Read { .. }
        | SwarmRequest::Write { .. }
        | SwarmRequest::Reserve { .. }
        | SwarmRequest::Leave(_) => None,
    }
}

/// The swarm tells nothing about an entry: breakpoints on it do not count any more.
pub(crate) fn not_told(turn: &mut Turn<'_>, key: &str) -> Result<(), Broken> {
    let on = BreakOn::Entry { key: key.to_owned() };
    let all = turn.state().breakpoints.enabled().filter(|breakpoint| breakpoint.on == on);
    let all: Vec<_> = all.cloned().collect();
    for breakpoint in all {
        let breakpoint = super::Breakpoint { enabled: false, ..breakpoint };
        turn.emit(BreakpointSet { breakpoint, by: Actor::Engine })?;
    }
    Ok(())
}
