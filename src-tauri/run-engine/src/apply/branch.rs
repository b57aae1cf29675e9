//! Branches: they begin, move, wait, join and end.

use super::{At, swarm};
use crate::broken::Broken;
use crate::event::{
    BranchCreated, BranchFailed, BranchMoved, BranchResumed, BranchWaiting, BranchesJoined, ScopeKind,
    SequenceFlowTaken,
};
use crate::ids::BranchId;
use crate::state::{Branch, RunProgress};
use crate::status::{BranchStatus, WaitReason};

pub(super) fn created(progress: &mut RunProgress, event: &BranchCreated, at: At) -> Result<(), Broken> {
    let scope = progress.scope_mut(event.scope)?;
    scope.branches.insert(event.branch);
    scope.instances_begun += u64::from(scope.kind == ScopeKind::AdHoc);
    progress.letters.take(event.letter);
    progress.next.branch = progress.next.branch.max(event.branch.0 + 1);
    progress.ready.insert(at.seq, event.branch);
    progress.branches.insert(
        event.branch,
        Branch {
            id: event.branch,
            letter: event.letter,
            parent: event.parent,
            scope: event.scope,
            element: event.element.clone(),
            arrived_by: None,
            stands_for_others: false,
            step: None,
            status: BranchStatus::Ready,
            read: None,
            ready_at: at.seq,
        },
    );
    Ok(())
}

pub(super) fn flow_taken(progress: &mut RunProgress, event: &SequenceFlowTaken, at: At) -> Result<(), Broken> {
    progress.make_ready(event.branch, at.seq)?;
    let branch = progress.branch_mut(event.branch)?;
    branch.element = event.element.clone();
    branch.arrived_by = Some(event.flow.clone());
    branch.read = None;
    branch.stands_for_others = false;
    match progress.flows_taken.get_mut(&event.flow) {
        Some(times) => *times += 1,
        None => {
            progress.flows_taken.insert(event.flow.clone(), 1);
        }
    }
    Ok(())
}

pub(super) fn moved(progress: &mut RunProgress, event: &BranchMoved, at: At) -> Result<(), Broken> {
    progress.make_ready(event.branch, at.seq)?;
    let branch = progress.branch_mut(event.branch)?;
    branch.element = event.element.clone();
    branch.arrived_by.clone_from(&event.over);
    branch.read = None;
    branch.stands_for_others = false;
    Ok(())
}

pub(super) fn waiting(progress: &mut RunProgress, event: &BranchWaiting) -> Result<(), Broken> {
    progress.take_from_queue(event.branch)?;
    if let WaitReason::Inputs { .. } = &event.on {
        progress.awaiting_inputs.insert(event.branch);
    }
    let branch = progress.branch_mut(event.branch)?;
    // Whatever it waits for, it looks again at the blackboard then.
    branch.read = None;
    branch.status = BranchStatus::Waiting { on: event.on.clone() };
    if let WaitReason::Branches { .. } = &event.on {
        progress.in_order.insert(event.branch);
        return Ok(());
    }
    if let (WaitReason::Join { .. }, Some(flow)) = (&event.on, branch.arrived_by.clone()) {
        let scope = branch.scope;
        progress.joining.insert(scope);
        let joins = &mut progress.scope_mut(scope)?.joins;
        joins.entry(event.element.clone()).or_default().entry(flow).or_default().push_back(event.branch);
    }
    Ok(())
}

pub(super) fn resumed(progress: &mut RunProgress, event: &BranchResumed, at: At) -> Result<(), Broken> {
    progress.leave_join(event.branch)?;
    progress.make_ready(event.branch, at.seq)
}

pub(super) fn joined(progress: &mut RunProgress, event: &BranchesJoined, at: At) -> Result<(), Broken> {
    for &merged in &event.merged {
        progress.remove_branch(merged)?;
    }
    progress.leave_join(event.branch)?;
    progress.branch_mut(event.branch)?.stands_for_others = true;
    progress.make_ready(event.branch, at.seq)
}

pub(super) fn ended(progress: &mut RunProgress, branch: BranchId) -> Result<(), Broken> {
    swarm::forget(progress, |open| open.branch == Some(branch));
    progress.remove_branch(branch).map(|_| ())
}

pub(super) fn failed(progress: &mut RunProgress, event: &BranchFailed) -> Result<(), Broken> {
    swarm::forget(progress, |open| open.branch == Some(event.branch));
    let branch = progress.remove_branch(event.branch)?;
    progress.scope_mut(branch.scope)?.has_failure = true;
    Ok(())
}
