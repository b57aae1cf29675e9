//! Something was done or decided in a step.

use super::expect_alive;
use crate::Rejection;
use crate::ids::StepId;
use crate::limits::{self, AboutTo, stopped_by_limit};
use crate::record::{Money, StepRecord};
use crate::status::{RunStatus, StepStatus, WaitReason};
use crate::steps;
use crate::turn::Turn;

/// Stored before the next thing is done. A request that may cost more than is left is refused. Beyond the limit nothing
/// else begins; the step itself goes on.
pub(super) fn record(turn: &mut Turn<'_>, id: StepId, attempt: u32, record: StepRecord) -> Result<(), Rejection> {
    expect_alive(turn)?;
    steps::expect(turn, id)?;
    let step = turn.state().step(id)?;
    if step.attempt != attempt {
        return Err(Rejection::StaleAttempt { step: id, answered: attempt, current: step.attempt });
    }
    match &step.status {
        StepStatus::InProgress | StepStatus::Waiting { on: WaitReason::Decision { .. } } => {}
        StepStatus::Queued | StepStatus::Waiting { .. } => return Err(Rejection::StepNotOpen(id)),
    }
    let money = record.money();
    if let Money::Reserve(_, needed) = money
        && let Some(left) = limits::credits_left_for(turn.state(), step)
        && needed > left
    {
        return Err(Rejection::OutOfCredits { step: id, needed, left });
    }
    steps::record(turn, id, record)?;
    if matches!(money, Money::Settle(..)) && turn.state().status == RunStatus::InProgress {
        stopped_by_limit(turn, AboutTo::Nothing)?;
    }
    Ok(())
}
