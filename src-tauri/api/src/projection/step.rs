//! Events about steps, and the marks that they leave.

use std::collections::BTreeMap;

use routine_model::{Credits, ElementId};
use run_engine::event::{
    AskedRunCharged, StepBegun, StepCancelled, StepCharged, StepCompleted, StepFailed, StepRecorded, StepRequeued,
    StepRetried, StepSkipped, StepStarted, StepWaiting, StrategyOverridden,
};
use run_engine::{BranchId, ScopeId, StepId, StepRecord};

use super::branch;
use super::task::open_task;
use super::values::value_views;
use super::waiting::waiting_on;
use super::{Changes, Place, milliseconds};
use crate::contract::{ElementMark, RunChange, StepStatus, StepView, StrategySetting, WaitingOn};

/// Changes the marks of an element.
pub(super) fn change_mark(changes: &mut Changes<'_>, element: &ElementId, alter: impl FnOnce(&mut ElementMark)) {
    let mut mark = changes.view.marks.get(element.as_str()).cloned().unwrap_or_default();
    alter(&mut mark);
    changes.make(RunChange::MarkSet { element: element.to_string(), mark });
}

/// Changes a step that is in the view.
fn change(changes: &mut Changes<'_>, step: StepId, alter: impl FnOnce(&mut StepView)) {
    let id = step.to_string();
    let Some(known) = changes.view.steps.iter().rev().find(|step| step.id == id) else { return };
    let mut step = known.clone();
    alter(&mut step);
    changes.make(RunChange::StepSet { step });
}

pub(super) fn started(changes: &mut Changes<'_>, event: &StepStarted, place: &Place<'_>) {
    let node = place.node(Some(event.scope), &event.element);
    changes.make(RunChange::StepSet {
        step: StepView {
            id: event.step.to_string(),
            branch_id: event.branch.to_string(),
            element: event.element.to_string(),
            element_name: node.and_then(|node| node.name.clone()),
            element_type: node.map(|node| node.element_name().to_owned()).unwrap_or_default(),
            status: if event.queued { StepStatus::Queued } else { StepStatus::InProgress },
            attempt: 1,
            strategy: None,
            started_at: place.time_ms(),
            ended_at: None,
            inputs: value_views(&event.inputs, place.seq, "inputs"),
            outputs: BTreeMap::new(),
            failure: None,
            credits: "0".to_owned(),
            records: 0,
            calls: Vec::new(),
            overridden: None,
        },
    });
    change_mark(changes, &event.element, |mark| mark.active += 1);
    branch::change(changes, event.branch, |branch| branch.step_id = Some(event.step.to_string()));
    if event.activity {
        let (steps_begun, credits) = (changes.view.steps_begun + 1, changes.view.credits.clone());
        changes.make(RunChange::TotalsSet { steps_begun, credits });
    }
}

/// Doing a step has cost something.
pub(super) fn charged(changes: &mut Changes<'_>, event: &StepCharged) {
    spent(changes, event.step, event.credits);
}

/// A run that a step has asked for has cost something.
pub(super) fn asked_run_charged(changes: &mut Changes<'_>, event: &AskedRunCharged) {
    spent(changes, event.step, event.credits);
}

/// Something was done, decided or said in a step.
pub(super) fn recorded(changes: &mut Changes<'_>, event: &StepRecorded, seq: u64) {
    let doing = changes.doing.entry(event.step).or_default();
    doing.take(&event.record, seq);
    let calls = doing.calls();
    change(changes, event.step, |step| {
        step.records += 1;
        step.calls = calls;
        match &*event.record {
            StepRecord::StrategyChosen { strategy, .. } => step.strategy = Some((*strategy).into()),
            StepRecord::FellBack { to, .. } => step.strategy = to.map(Into::into),
            _ => {}
        }
    });
    if let Some(credits) = event.record.spent() {
        spent(changes, event.step, credits);
    }
}

/// From now on a step, or all of an activity, are to be done this way.
pub(super) fn overridden(changes: &mut Changes<'_>, event: &StrategyOverridden) {
    let setting = event.setting.map(StrategySetting::from);
    match event.step {
        Some(step) => change(changes, step, |step| step.overridden = setting),
        None => changes.make(RunChange::OverrideSet { element: event.element.to_string(), setting }),
    }
}

/// A step waits for its turn again; what it waited for is no open task any more.
pub(super) fn requeued(changes: &mut Changes<'_>, event: &StepRequeued) {
    change(changes, event.step, |step| step.status = StepStatus::Queued);
    close_task(changes, event.step);
    branch::go_on(changes, event.branch);
}

fn close_task(changes: &mut Changes<'_>, step: StepId) {
    let step_id = step.to_string();
    if changes.view.tasks.iter().any(|task| task.step_id == step_id) {
        changes.make(RunChange::TaskRemoved { step_id });
    }
}

fn spent(changes: &mut Changes<'_>, step: StepId, credits: Credits) {
    if credits.is_zero() {
        return;
    }
    let plus = |sum: &str| {
        let sum: Credits = sum.parse().unwrap_or_default();
        sum.checked_add(credits).unwrap_or(sum).to_string()
    };
    change(changes, step, |step| step.credits = plus(&step.credits));
    let (steps_begun, credits) = (changes.view.steps_begun, plus(&changes.view.credits));
    changes.make(RunChange::TotalsSet { steps_begun, credits });
}

/// A queued step has its turn, or one that waited goes on.
pub(super) fn begun(changes: &mut Changes<'_>, event: &StepBegun) {
    change(changes, event.step, |step| step.status = StepStatus::InProgress);
    close_task(changes, event.step);
    branch::go_on(changes, event.branch);
}

pub(super) fn waiting(changes: &mut Changes<'_>, event: &StepWaiting, place: &Place<'_>) {
    let scope = branch_scope(changes, event.branch);
    let version = scope.and_then(|scope| place.scopes.get(&scope));
    let on = waiting_on(&event.on, Some(event.step), place.graphs.incoming(version, &event.element));
    branch::wait(changes, event.branch, on);
    let step_id = event.step.to_string();
    let inputs = changes.view.steps.iter().rev().find(|step| step.id == step_id).map(|step| step.inputs.clone());
    let node = place.node(scope, &event.element);
    let doing = changes.doing.get(&event.step).cloned().unwrap_or_default();
    if let Some(task) = open_task(changes.view, &doing, event, node, inputs.unwrap_or_default(), place.time_ms()) {
        changes.make(RunChange::TaskSet { task });
    }
}

fn branch_scope(changes: &Changes<'_>, branch: BranchId) -> Option<ScopeId> {
    let id = branch.to_string();
    let branch = changes.view.branches.iter().find(|branch| branch.id == id)?;
    branch.scope_id.parse().ok().map(ScopeId)
}

pub(super) fn retried(changes: &mut Changes<'_>, event: &StepRetried) {
    let mut of_branch = None;
    if !event.goes_on {
        changes.doing.remove(&event.step);
    }
    change(changes, event.step, |step| {
        if !event.goes_on {
            step.calls.clear();
        }
        step.attempt = event.attempt;
        step.failure = event.failure.as_ref().map(|failure| failure.message.clone());
        of_branch = step.branch_id.parse().ok().map(BranchId);
    });
    let Some(of_branch) = of_branch else { return };
    match event.due {
        Some(due) => branch::wait(changes, of_branch, WaitingOn::Retry { due_at: milliseconds(due) }),
        None => branch::go_on(changes, of_branch),
    }
}

/// What every end of a step has in common.
fn end(
    changes: &mut Changes<'_>,
    (step, of_branch, element): (StepId, BranchId, &ElementId),
    place: &Place<'_>,
    count: impl FnOnce(&mut ElementMark),
    alter: impl FnOnce(&mut StepView),
) {
    let step_id = step.to_string();
    changes.doing.remove(&step);
    change(changes, step, |step| {
        step.ended_at = Some(place.time_ms());
        alter(step);
    });
    change_mark(changes, element, |mark| {
        mark.active = mark.active.saturating_sub(1);
        count(mark);
    });
    if changes.view.tasks.iter().any(|task| task.step_id == step_id) {
        changes.make(RunChange::TaskRemoved { step_id: step_id.clone() });
    }
    branch::change(changes, of_branch, |branch| {
        if branch.step_id.as_ref() == Some(&step_id) {
            branch.step_id = None;
        }
        branch.status = crate::contract::BranchStatus::Active;
        branch.waiting_on = None;
    });
}

pub(super) fn completed(changes: &mut Changes<'_>, event: &StepCompleted, place: &Place<'_>) {
    let outputs = value_views(&event.outputs, place.seq, "outputs");
    let which = (event.step, event.branch, &event.element);
    end(
        changes,
        which,
        place,
        |mark| mark.completed += 1,
        |step| {
            step.status = StepStatus::Completed;
            step.outputs = outputs;
        },
    );
}

pub(super) fn skipped(changes: &mut Changes<'_>, event: &StepSkipped, place: &Place<'_>) {
    let which = (event.step, event.branch, &event.element);
    end(
        changes,
        which,
        place,
        |mark| mark.skipped += 1,
        |step| {
            step.status = StepStatus::Skipped;
            step.failure = Some(event.reason.clone());
        },
    );
}

pub(super) fn failed(changes: &mut Changes<'_>, event: &StepFailed, place: &Place<'_>) {
    let which = (event.step, event.branch, &event.element);
    end(
        changes,
        which,
        place,
        |mark| mark.failed += 1,
        |step| {
            step.status = StepStatus::Failed;
            step.failure = Some(event.failure.message.clone());
        },
    );
}

pub(super) fn cancelled(changes: &mut Changes<'_>, event: &StepCancelled, place: &Place<'_>) {
    let which = (event.step, event.branch, &event.element);
    end(changes, which, place, |mark| mark.cancelled += 1, |step| step.status = StepStatus::Cancelled);
}
