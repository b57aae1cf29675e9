//! The life of the run itself.

use std::collections::{BTreeMap, BTreeSet};

use routine_model::Credits;

use super::{At, swarm};
use crate::breakpoints::watched_by_run;
use crate::broken::Broken;
use crate::event::{
    AskedRunCharged, AskedRunReserved, DecisionPinned, JournalEntry, RoutinePinned, RunConfigured, RunCreated,
    RunForked, RunMigrated, RunStarted, RunStatusChanged,
};
use crate::ids::{RoutineVersion, RunId};
use crate::state::{
    Breakpoints, Compensation, CompletedInside, Letters, NextIds, OpenAccount, RunInSwarm, RunProgress, Subscriptions,
};
use crate::status::{RunStatus, StatusReason, StepStatus};

/// The state after the first event of a journal.
pub(crate) fn begin(entry: &JournalEntry, created: &RunCreated) -> Result<RunProgress, Broken> {
    if entry.seq != 1 {
        return Err(Broken::Gap { expected: 1, found: entry.seq });
    }
    Ok(RunProgress {
        run: created.run.clone(),
        origin: None,
        routine: created.routine.clone(),
        config: (*created.config).clone(),
        status: RunStatus::Scheduled,
        reason: None,
        seq: entry.seq,
        created_at: entry.time,
        ended_at: None,
        running_since: None,
        ran_ms: 0,
        scopes: BTreeMap::new(),
        branches: BTreeMap::new(),
        steps: BTreeMap::new(),
        ready: BTreeMap::new(),
        queued: BTreeSet::new(),
        steps_in_progress: 0,
        kept_back: 0,
        joining: BTreeSet::new(),
        in_order: BTreeSet::new(),
        awaiting_inputs: BTreeSet::new(),
        subscriptions: Subscriptions::default(),
        messages: Vec::new(),
        decisions: BTreeMap::new(),
        decided: BTreeMap::new(),
        breakpoints: Breakpoints::default(),
        incidents: BTreeMap::new(),
        marks: BTreeMap::new(),
        flows_taken: BTreeMap::new(),
        steps_started: 0,
        iterations: 0,
        credits: Credits::ZERO,
        pinned: BTreeMap::new(),
        pinned_decisions: BTreeMap::new(),
        asked_runs: BTreeMap::new(),
        open_accounts: BTreeMap::new(),
        results: BTreeMap::new(),
        failure: None,
        swarm: created.config.swarm.as_ref().map(|_| RunInSwarm::default()),
        letters: Letters::default(),
        next: NextIds::default(),
    })
}

pub(super) fn started(progress: &mut RunProgress, event: &RunStarted, at: At) -> Result<(), Broken> {
    if event.paused {
        progress.status = RunStatus::Paused;
        progress.reason = Some(StatusReason::UserPaused);
    } else {
        progress.status = RunStatus::InProgress;
        progress.running_since = Some(at.time);
    }
    Ok(())
}

pub(super) fn status_changed(progress: &mut RunProgress, event: &RunStatusChanged, at: At) -> Result<(), Broken> {
    progress.ran_ms = progress.ran_ms_at(at.time);
    progress.running_since = (event.status == RunStatus::InProgress).then_some(at.time);
    progress.status = event.status;
    progress.reason = event.reason;
    if event.status == RunStatus::InProgress {
        progress.breakpoints.hits.clear();
    }
    if event.status.is_final() {
        progress.ended_at = Some(at.time);
        swarm::forget(progress, |open| watched_by_run(open).is_some());
    }
    Ok(())
}

pub(super) fn configured(progress: &mut RunProgress, event: &RunConfigured) -> Result<(), Broken> {
    progress.config.clone_from(&event.config);
    Ok(())
}

/// A new run, for which nothing has been paid and no time has passed, and which nobody else waits or pays for.
pub(super) fn forked(progress: &mut RunProgress, event: &RunForked, at: At) -> Result<(), Broken> {
    progress.run = event.run.clone();
    progress.origin = Some(event.origin.clone());
    progress.created_at = at.time;
    progress.ran_ms = 0;
    progress.running_since = progress.running_since.map(|_| at.time);
    progress.credits = Credits::ZERO;
    progress.config.asked_by = None;
    let accounts: Vec<RunId> = progress.open_accounts.keys().cloned().collect();
    accounts.iter().for_each(|run| progress.close_account(run));
    let in_progress = progress.steps.values_mut().filter(|step| step.status == StepStatus::InProgress);
    in_progress.for_each(|step| step.worked_until = at.time);
    Ok(())
}

/// The same places in another text: whatever stood in the old one stands at the element with the same id in the new one.
pub(super) fn migrated(progress: &mut RunProgress, event: &RunMigrated) -> Result<(), Broken> {
    progress.routine = event.routine.clone();
    let to = &event.routine.version;
    for scope in progress.scopes.values_mut() {
        if scope.routine == event.from {
            scope.routine = to.clone();
        }
        scope.compensations.iter_mut().for_each(|undo| renew(undo, &event.from, to));
    }
    let done_inside = progress.steps.values_mut().filter_map(|step| step.completed_inside.as_deref_mut());
    done_inside.for_each(|inside| renew_inside(inside, &event.from, to));
    Ok(())
}

/// As deep as sub-processes were nested when they were completed.
fn renew(undo: &mut Compensation, from: &RoutineVersion, to: &RoutineVersion) {
    if let Some(inside) = undo.inside.as_deref_mut() {
        renew_inside(inside, from, to);
    }
}

fn renew_inside(inside: &mut CompletedInside, from: &RoutineVersion, to: &RoutineVersion) {
    if inside.routine == *from {
        inside.routine = to.clone();
        inside.compensations.iter_mut().for_each(|undo| renew(undo, from, to));
    }
}

pub(super) fn routine_pinned(progress: &mut RunProgress, event: &RoutinePinned) -> Result<(), Broken> {
    progress.pinned.insert(event.process.clone(), event.routine.clone());
    Ok(())
}

pub(super) fn decision_pinned(progress: &mut RunProgress, event: &DecisionPinned) -> Result<(), Broken> {
    progress.pinned_decisions.insert(event.decision.clone(), event.file.clone());
    Ok(())
}

pub(super) fn asked_run_reserved(progress: &mut RunProgress, event: &AskedRunReserved) -> Result<(), Broken> {
    progress.open_account(event.run.clone(), OpenAccount { step: event.step, left: event.credits });
    Ok(())
}

pub(super) fn asked_run_charged(progress: &mut RunProgress, event: &AskedRunCharged) -> Result<(), Broken> {
    let add = |to: Credits| to.checked_add(event.credits).unwrap_or(Credits::from_micros(u64::MAX));
    progress.credits = add(progress.credits);
    let charged = progress.asked_runs.entry(event.run.clone()).or_insert(Credits::ZERO);
    *charged = add(*charged);
    progress.take_from_account(&event.run, event.credits);
    if event.settled {
        progress.close_account(&event.run);
    }
    Ok(())
}
