//! Iterations: breadth first, one flow node for each branch that is ready at the beginning.

use super::expect_alive;
use crate::Rejection;
use crate::breakpoints;
use crate::broken::Broken;
use crate::flow_nodes;
use crate::ids::BranchId;
use crate::limits::{AboutTo, stopped_by_limit};
use crate::status::{BranchStatus, RunStatus};
use crate::turn::Turn;

/// One iteration of a run in progress.
pub(super) fn advance(turn: &mut Turn<'_>) -> Result<(), Rejection> {
    match turn.state().status {
        RunStatus::InProgress if turn.state().awaits_its_swarm() => Err(Rejection::NotJoined),
        RunStatus::InProgress => Ok(iterate(turn)?),
        status @ (RunStatus::Scheduled
        | RunStatus::Paused
        | RunStatus::Completed
        | RunStatus::Failed
        | RunStatus::Cancelled) => Err(Rejection::WrongRunStatus(status)),
    }
}

/// One iteration of a paused run, of one branch or of all.
pub(super) fn step(turn: &mut Turn<'_>, branch: Option<BranchId>) -> Result<(), Rejection> {
    expect_alive(turn)?;
    if turn.state().status != RunStatus::Paused {
        return Err(Rejection::WrongRunStatus(turn.state().status));
    }
    if turn.state().awaits_its_swarm() {
        return Err(Rejection::NotJoined);
    }
    let Some(id) = branch else {
        turn.stepping = true;
        return Ok(iterate(turn)?);
    };
    let branch = turn.state().branches.get(&id).ok_or(Rejection::UnknownBranch(id))?;
    match &branch.status {
        BranchStatus::Ready => {}
        BranchStatus::Active { .. } | BranchStatus::Waiting { .. } => return Err(Rejection::BranchNotReady(id)),
    }
    turn.stepping = true;
    if stopped_by_limit(turn, AboutTo::Iterate)? {
        return Ok(());
    }
    turn.iteration = turn.state().iterations + 1;
    Ok(flow_nodes::enter(turn, id)?)
}

fn iterate(turn: &mut Turn<'_>) -> Result<(), Broken> {
    if turn.state().ready.is_empty() || stopped_by_limit(turn, AboutTo::Iterate)? {
        return Ok(());
    }
    if !turn.stepping && breakpoints::stops_before(turn)? {
        return Ok(());
    }
    let status = turn.state().status;
    turn.iteration = turn.state().iterations + 1;
    let mut batch: Vec<(u64, BranchId)> = turn.state().ready.iter().map(|(&at, &branch)| (at, branch)).collect();
    if batch.len() > 1 {
        // What is thrown has to find the catch that a sibling reaches in the same iteration, wherever it stands in the queue.
        batch.sort_by_cached_key(|&(at, branch)| (flow_nodes::throws_at(turn, branch), at));
    }
    for (at, branch) in batch {
        // An earlier branch of the batch may have cancelled, joined or moved this one, or stopped the run.
        if turn.state().ready.get(&at) == Some(&branch) {
            flow_nodes::enter(turn, branch)?;
        }
        if turn.state().status != status {
            break;
        }
    }
    Ok(())
}
