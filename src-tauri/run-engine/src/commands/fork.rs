//! A run becomes another one with the same past.

use super::expect_alive;
use crate::Rejection;
use crate::event::{RunForked, RunOrigin, RunStatusChanged};
use crate::flow_nodes::go_on_after_restart;
use crate::ids::{RunId, StepId};
use crate::status::{RunStatus, StatusReason, StepStatus};
use crate::steps;
use crate::turn::Turn;

/// The new run stands still, so that it can be changed before anything is done. Whoever was at work for the first run is at
/// work for that one only: here such a step waits for its turn again, behind what its record says was done.
pub(super) fn fork(turn: &mut Turn<'_>, run: RunId) -> Result<(), Rejection> {
    expect_alive(turn)?;
    if turn.state().config.swarm.is_some() {
        return Err(Rejection::WorksForSwarm);
    }
    let origin = RunOrigin { run: turn.state().run.clone(), seq: turn.state().seq };
    turn.emit(RunForked { run, origin })?;
    if turn.state().status == RunStatus::InProgress {
        let reason = Some(StatusReason::UserPaused);
        turn.emit(RunStatusChanged { status: RunStatus::Paused, reason, message: None })?;
    }
    let asked: Vec<StepId> =
        turn.state().steps.values().filter(|step| !step.asked.is_empty()).map(|step| step.id).collect();
    asked.into_iter().try_for_each(|step| steps::drop_requests(turn, step))?;
    let in_flight: Vec<StepId> = (turn.state().steps.values())
        .filter(|step| step.activity && step.status == StepStatus::InProgress)
        .map(|step| step.id)
        .collect();
    for step in in_flight {
        let place = turn.place_of_step(step)?;
        go_on_after_restart(turn, place, step)?;
    }
    Ok(())
}
