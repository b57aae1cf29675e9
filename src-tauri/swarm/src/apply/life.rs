//! The life of the swarm itself.

use std::collections::{BTreeMap, VecDeque};

use crate::broken::Broken;
use crate::event::{GoalSet, SwarmClosed, SwarmConfigured, SwarmCreated, SwarmJournalEntry, SwarmStatusChanged};
use crate::ledger::Ledger;
use crate::state::{Blackboard, SwarmContext, SwarmStatistics};
use crate::status::{StatusReason, SwarmStatus};

/// The state after the first event of a journal. Subtasks and entries of the settings come as events of their own.
pub(crate) fn begin(entry: &SwarmJournalEntry, created: &SwarmCreated) -> Result<SwarmContext, Broken> {
    if entry.seq != 1 {
        return Err(Broken::Gap { expected: 1, found: entry.seq });
    }
    let settings = &created.settings;
    Ok(SwarmContext {
        swarm: created.swarm.clone(),
        name: settings.name.clone(),
        goal: settings.goal.clone(),
        status: SwarmStatus::Uninitialised,
        reason: None,
        seq: entry.seq,
        created_at: entry.time,
        changed_at: entry.time,
        parent: settings.parent.clone(),
        board: Blackboard::default(),
        subtasks: BTreeMap::new(),
        resources: BTreeMap::new(),
        records: VecDeque::new(),
        team: settings.team.clone(),
        policy: settings.policy.clone(),
        limits: settings.limits.clone(),
        ledger: Ledger::new(settings.credits),
        runs: BTreeMap::new(),
        children: BTreeMap::new(),
        routines: Vec::new(),
        planned_runs: 0,
        statistics: SwarmStatistics::default(),
    })
}

pub(super) fn status_changed(context: &mut SwarmContext, event: &SwarmStatusChanged) -> Result<(), Broken> {
    let is_same = context.status == event.status && event.status.coordinates();
    if !is_same && !context.status.leads_to(event.status) {
        return Err(Broken::Illegal { event: "SwarmStatusChanged" });
    }
    context.status = event.status;
    context.reason = Some(event.why.clone());
    Ok(())
}

pub(super) fn closed(context: &mut SwarmContext, event: &SwarmClosed) -> Result<(), Broken> {
    if !context.status.leads_to(SwarmStatus::Terminated) {
        return Err(Broken::Illegal { event: "SwarmClosed" });
    }
    context.status = SwarmStatus::Terminated;
    context.statistics = event.statistics.clone();
    if context.reason.is_none() {
        context.reason = Some(StatusReason::Closed);
    }
    Ok(())
}

pub(super) fn goal_set(context: &mut SwarmContext, event: &GoalSet) -> Result<(), Broken> {
    context.goal.clone_from(&event.goal);
    Ok(())
}

pub(super) fn configured(context: &mut SwarmContext, event: &SwarmConfigured) -> Result<(), Broken> {
    if let Some(policy) = &event.policy {
        context.policy = (**policy).clone();
    }
    if let Some(limits) = &event.limits {
        context.limits = limits.clone();
    }
    Ok(())
}
