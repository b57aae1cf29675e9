//! Let an element go on, whatever it waits for.

use routine_model::ElementId;

use super::expect_alive;
use crate::Rejection;
use crate::flow_nodes;
use crate::ids::StepId;
use crate::outcome::{Actor, StepOutcome, VariableMap};
use crate::status::{StepStatus, WaitReason};
use crate::subscriptions::{Payload, command, fire};
use crate::turn::Turn;

/// On a waiting task: its oldest step is finished. On anything that listens: it happens.
pub(super) fn trigger(turn: &mut Turn<'_>, element: &ElementId) -> Result<(), Rejection> {
    expect_alive(turn)?;
    let waits = |status: &StepStatus| matches!(status, StepStatus::Waiting { on: WaitReason::Trigger });
    let waiting: Option<StepId> =
        turn.state().steps.values().find(|step| &step.element == element && waits(&step.status)).map(|step| step.id);
    let Some(step) = waiting.filter(|_| !has_subscription(turn, element)) else {
        let listening = command(turn, element).ok_or_else(|| Rejection::NothingWaits(element.clone()))?;
        let payload = Payload { variables: VariableMap::new(), by: Actor::Scenario };
        return Ok(fire(turn, listening, payload)?);
    };
    let place = turn.place_of_step(step)?;
    let outcome = StepOutcome::Succeeded { outputs: VariableMap::new() };
    Ok(flow_nodes::finish_activity(turn, place, step, outcome, Actor::Scenario)?)
}

fn has_subscription(turn: &Turn<'_>, element: &ElementId) -> bool {
    command(turn, element).is_some()
}
