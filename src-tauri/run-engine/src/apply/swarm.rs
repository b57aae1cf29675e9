//! What a run and its swarm have said to each other.

use std::collections::BTreeMap;

use routine_model::{Credits, SwarmAskId};

use crate::breakpoints::watched_by_run;
use crate::broken::Broken;
use crate::event::{SwarmAnswered, SwarmAsked};
use crate::state::{ReadEntries, RunInSwarm, RunProgress};
use crate::status::{BranchStatus, WaitReason};
use crate::swarm_asks::{SeenEntry, SwarmAnswer, WriteResult};

pub(super) fn asked(progress: &mut RunProgress, event: &SwarmAsked) -> Result<(), Broken> {
    let swarm = swarm_mut(progress, event.ask)?;
    swarm.asked = swarm.asked.max(event.ask.0);
    if event.request.changes_the_swarm() {
        swarm.unsaid.clear();
    }
    swarm.asks.insert(event.ask, event.clone());
    Ok(())
}

pub(super) fn answered(progress: &mut RunProgress, event: &SwarmAnswered) -> Result<(), Broken> {
    let swarm = swarm_mut(progress, event.ask)?;
    let open = swarm.asks.remove(&event.ask).ok_or(Broken::Ask(event.ask))?;
    match &event.answer {
        SwarmAnswer::Joined { allotment, context, .. } => {
            swarm.joined = true;
            swarm.allotment = *allotment;
            swarm.context.clone_from(context);
        }
        SwarmAnswer::Granted { amount } => {
            let sum = swarm.allotment.unwrap_or(Credits::ZERO).checked_add(*amount);
            swarm.allotment = Some(sum.unwrap_or(Credits::from_micros(u64::MAX)));
        }
        SwarmAnswer::Entries { version, entries } => seen(progress, &open, *version, entries),
        SwarmAnswer::Written { results, .. } => written(progress, &open, results),
        SwarmAnswer::Left | SwarmAnswer::Refused { .. } => {}
    }
    Ok(())
}

/// Nobody wants to know any more what was asked on behalf of something that has ended. What changes the swarm is asked
/// until it is answered, whoever wanted it.
pub(super) fn forget(progress: &mut RunProgress, on_behalf: impl Fn(&SwarmAsked) -> bool) {
    if let Some(swarm) = &mut progress.swarm {
        swarm.asks.retain(|_, open| open.request.changes_the_swarm() || !on_behalf(open));
    }
}

fn seen(progress: &mut RunProgress, open: &SwarmAsked, version: u64, entries: &BTreeMap<String, SeenEntry>) {
    let keys = open.request.keys().into_iter().collect();
    let read = Box::new(ReadEntries { version, keys, entries: entries.clone() });
    if let Some(id) = open.subscription {
        progress.subscriptions.set_seen(id, read);
    } else if let Some(branch) = open.branch.and_then(|branch| progress.branches.get_mut(&branch))
        && matches!(&branch.status, BranchStatus::Waiting { on: WaitReason::Swarm { ask, .. } } if *ask == open.ask)
    {
        branch.read = Some(read);
    } else if let Some(key) = watched_by_run(open) {
        progress.breakpoints.seen.insert(key.to_owned(), version);
    }
}

fn written(progress: &mut RunProgress, open: &SwarmAsked, results: &[WriteResult]) {
    let step = open.step.and_then(|step| progress.steps.get_mut(&step));
    if let Some(produced) = step.and_then(|step| step.produced.as_deref_mut()) {
        let mut results = results.iter();
        produced.writes.retain(|_| !matches!(results.next(), Some(WriteResult::Applied { .. })));
    }
}

fn swarm_mut(progress: &mut RunProgress, ask: SwarmAskId) -> Result<&mut RunInSwarm, Broken> {
    progress.swarm.as_mut().ok_or(Broken::Ask(ask))
}
