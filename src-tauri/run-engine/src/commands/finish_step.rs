//! The doing of a step has ended.

use serde_json::Value;

use super::answer_step::is_approver;
use super::expect_alive;
use crate::Rejection;
use crate::event::StepProgressed;
use crate::flow_nodes;
use crate::ids::StepId;
use crate::outcome::{Actor, StepOutcome};
use crate::status::{StepStatus, WaitReason};
use crate::steps;
use crate::turn::Turn;

pub(super) fn finish(
    turn: &mut Turn<'_>,
    id: StepId,
    attempt: u32,
    outcome: StepOutcome,
    by: Actor,
) -> Result<(), Rejection> {
    expect_alive(turn)?;
    steps::expect(turn, id)?;
    let step = turn.state().step(id)?;
    if step.attempt != attempt {
        return Err(Rejection::StaleAttempt { step: id, answered: attempt, current: step.attempt });
    }
    if !step.activity || !step.status.takes_answers() {
        return Err(Rejection::StepNotOpen(id));
    }
    // Who does by hand what waits for approval has approved it.
    if matches!(&step.status, StepStatus::Waiting { on: WaitReason::Approval }) && by != Actor::Execution {
        is_approver(turn, id, &by)?;
    }
    let place = turn.place_of_step(id)?;
    Ok(flow_nodes::finish_activity(turn, place, id, outcome, by)?)
}

pub(super) fn note(turn: &mut Turn<'_>, step: StepId, note: Value) -> Result<(), Rejection> {
    expect_alive(turn)?;
    steps::expect(turn, step)?;
    let element = turn.state().step(step)?.element.clone();
    Ok(turn.emit(StepProgressed { step, element, note })?)
}
