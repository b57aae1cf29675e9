//! A called routine has been loaded, or cannot be.

use super::expect_alive;
use crate::Rejection;
use crate::command::LoadedRoutine;
use crate::flow_nodes;
use crate::ids::StepId;
use crate::status::{StepStatus, WaitReason};
use crate::steps;
use crate::turn::Turn;

pub(super) fn loaded(turn: &mut Turn<'_>, id: StepId, result: Result<LoadedRoutine, String>) -> Result<(), Rejection> {
    expect_alive(turn)?;
    steps::expect(turn, id)?;
    match &turn.state().step(id)?.status {
        StepStatus::Waiting { on: WaitReason::Routine { .. } } => {}
        StepStatus::Queued | StepStatus::InProgress | StepStatus::Waiting { .. } => {
            return Err(Rejection::StepNotOpen(id));
        }
    }
    let place = turn.place_of_step(id)?;
    Ok(flow_nodes::loaded(turn, place, id, result)?)
}
