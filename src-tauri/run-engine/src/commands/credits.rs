//! What a step will cost, and what it has cost.

use routine_model::Credits;

use super::expect_alive;
use crate::Rejection;
use crate::event::{StepCharged, StepEstimated};
use crate::ids::StepId;
use crate::limits::{AboutTo, stopped_by_limit};
use crate::status::RunStatus;
use crate::steps;
use crate::turn::Turn;

/// A queued step is known to cost this at most. Whether it has its turn is decided when the command settles.
pub(super) fn estimate(turn: &mut Turn<'_>, step: StepId, credits: Credits) -> Result<(), Rejection> {
    expect_alive(turn)?;
    steps::expect(turn, step)?;
    if !turn.state().queued.contains(&step) {
        return Err(Rejection::StepNotOpen(step));
    }
    let place = turn.place_of_step(step)?;
    Ok(turn.emit(StepEstimated { step, branch: place.branch, element: place.node.id.clone(), credits })?)
}

/// What was paid counts whatever becomes of the step. Beyond the limit nothing else begins; the step itself goes on.
pub(super) fn charge(turn: &mut Turn<'_>, step: StepId, credits: Credits) -> Result<(), Rejection> {
    expect_alive(turn)?;
    steps::expect(turn, step)?;
    let place = turn.place_of_step(step)?;
    turn.emit(StepCharged { step, branch: place.branch, element: place.node.id.clone(), credits })?;
    if turn.state().status == RunStatus::InProgress {
        stopped_by_limit(turn, AboutTo::Nothing)?;
    }
    Ok(())
}
