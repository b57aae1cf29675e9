//! Let an element go on, whatever it waits for.

use routine_model::ElementId;

use super::expect_alive;
use crate::Rejection;
use crate::event::SubscriptionOwner;
use crate::flow_nodes;
use crate::ids::StepId;
use crate::outcome::{Actor, StepOutcome, VariableMap};
use crate::state::Subscription;
use crate::status::{StepStatus, WaitReason};
use crate::subscriptions::{Payload, command, fire};
use crate::turn::Turn;

/// On a waiting task: its oldest step is finished. On anything that listens: it happens.
pub(super) fn trigger(turn: &mut Turn<'_>, element: &ElementId) -> Result<(), Rejection> {
    expect_alive(turn)?;
    let waits = |status: &StepStatus| matches!(status, StepStatus::Waiting { on: WaitReason::Trigger });
    let waiting: Option<StepId> =
        turn.state().steps.values().find(|step| &step.element == element && waits(&step.status)).map(|step| step.id);
    // A receive task waits for its message; an activity that can be started anew is finished first.
    let listening =
        command(turn, element).filter(|open| waiting.is_none() || open.owner != SubscriptionOwner::Activation);
    match (listening.map(|open| open.id), waiting) {
        (Some(listening), _) => {
            let payload = Payload { variables: VariableMap::new(), by: Actor::Scenario };
            Ok(fire(turn, listening, payload)?)
        }
        (None, Some(step)) => {
            let place = turn.place_of_step(step)?;
            let outcome = StepOutcome::Succeeded { outputs: VariableMap::new() };
            Ok(flow_nodes::finish_activity(turn, place, step, outcome, Actor::Scenario)?)
        }
        (None, None) => Err(Rejection::NothingWaits(element.clone())),
    }
}

/// An enabled activity of an ad-hoc sub-process starts.
pub(super) fn activate(turn: &mut Turn<'_>, element: &ElementId, payload: Payload) -> Result<(), Rejection> {
    expect_alive(turn)?;
    let is_meant = |open: &&Subscription| open.owner == SubscriptionOwner::Activation && &open.element == element;
    let enabled = turn.state().subscriptions.values().find(is_meant).map(|open| open.id);
    Ok(fire(turn, enabled.ok_or_else(|| Rejection::NothingWaits(element.clone()))?, payload)?)
}
