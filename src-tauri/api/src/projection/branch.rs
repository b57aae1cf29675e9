//! Events about branches.

use run_engine::event::{BranchCreated, BranchFailed, BranchMoved, BranchWaiting, BranchesJoined, SequenceFlowTaken};
use run_engine::{BranchId, BranchLetter, ScopeId};

use super::step::change_mark;
use super::waiting::waiting_on;
use super::{Changes, Place};
use crate::contract::{BranchStatus, BranchView, RunChange, RunView, WaitingOn};

const COLOURS: u32 = 8;

/// Which of the branch colours goes with a letter, from 0.
pub(super) fn colour_of(letter: BranchLetter) -> u8 {
    u8::try_from(letter.0 % COLOURS).unwrap_or(0)
}

pub(super) fn created(changes: &mut Changes<'_>, event: &BranchCreated, place: &Place<'_>) {
    let branch = BranchView {
        id: event.branch.to_string(),
        letter: event.letter.to_string(),
        colour: colour_of(event.letter),
        element: event.element.to_string(),
        element_name: place.name(Some(event.scope), &event.element),
        scope_path: scope_path(changes.view, event.scope),
        scope_id: event.scope.to_string(),
        status: BranchStatus::Active,
        waiting_on: None,
        step_id: None,
        came_by: None,
    };
    changes.make(RunChange::BranchSet { branch });
}

fn scope_path(view: &RunView, scope: ScopeId) -> Vec<String> {
    let mut path = Vec::new();
    let mut current = Some(scope.to_string());
    while let Some(id) = current {
        let Some(scope) = view.scopes.iter().find(|scope| scope.id == id) else { break };
        path.push(scope.element.clone());
        current = scope.parent.clone();
    }
    path.reverse();
    path
}

/// Changes a branch that is in the view.
pub(super) fn change(changes: &mut Changes<'_>, branch: BranchId, alter: impl FnOnce(&mut BranchView)) {
    let id = branch.to_string();
    let Some(known) = changes.view.branches.iter().find(|branch| branch.id == id) else { return };
    let mut branch = known.clone();
    alter(&mut branch);
    changes.make(RunChange::BranchSet { branch });
}

/// A branch waits.
pub(super) fn wait(changes: &mut Changes<'_>, branch: BranchId, on: WaitingOn) {
    change(changes, branch, |branch| {
        branch.status = BranchStatus::Waiting;
        branch.waiting_on = Some(on);
    });
}

/// A branch waits no longer.
pub(super) fn go_on(changes: &mut Changes<'_>, branch: BranchId) {
    change(changes, branch, |branch| {
        branch.status = BranchStatus::Active;
        branch.waiting_on = None;
    });
}

pub(super) fn flow_taken(changes: &mut Changes<'_>, event: &SequenceFlowTaken, place: &Place<'_>) {
    let flow_id = event.flow.to_string();
    let count = changes.view.flows_taken.get(&flow_id).copied().unwrap_or(0) + 1;
    changes.make(RunChange::FlowTaken { flow_id, branch_id: event.branch.to_string(), count });
    change(changes, event.branch, |branch| {
        let scope = branch.scope_id.parse().ok().map(ScopeId);
        branch.element = event.element.to_string();
        branch.element_name = place.name(scope, &event.element);
        branch.status = BranchStatus::Active;
        branch.waiting_on = None;
        branch.step_id = None;
        branch.came_by = Some(event.flow.to_string());
    });
}

pub(super) fn moved(changes: &mut Changes<'_>, event: &BranchMoved, place: &Place<'_>) {
    change(changes, event.branch, |branch| {
        let scope = branch.scope_id.parse().ok().map(ScopeId);
        branch.element = event.element.to_string();
        branch.element_name = place.name(scope, &event.element);
        branch.status = BranchStatus::Active;
        branch.waiting_on = None;
        branch.step_id = None;
        branch.came_by = None;
    });
}

pub(super) fn waiting(changes: &mut Changes<'_>, event: &BranchWaiting, place: &Place<'_>) {
    let id = event.branch.to_string();
    let scope = changes.view.branches.iter().find(|branch| branch.id == id);
    let scope = scope.and_then(|branch| branch.scope_id.parse().ok()).map(ScopeId);
    let version = scope.and_then(|scope| place.scopes.get(&scope));
    let on = waiting_on(&event.on, None, place.graphs.incoming(version, &event.element));
    wait(changes, event.branch, on);
}

pub(super) fn joined(changes: &mut Changes<'_>, event: &BranchesJoined) {
    for merged in &event.merged {
        removed(changes, *merged);
    }
    go_on(changes, event.branch);
}

pub(super) fn removed(changes: &mut Changes<'_>, branch: BranchId) {
    changes.make(RunChange::BranchRemoved { branch_id: branch.to_string() });
}

pub(super) fn failed(changes: &mut Changes<'_>, event: &BranchFailed) {
    removed(changes, event.branch);
    // With a step, the failure of the step has left the mark.
    if event.step.is_none() {
        change_mark(changes, &event.element, |mark| mark.failed += 1);
    }
}
