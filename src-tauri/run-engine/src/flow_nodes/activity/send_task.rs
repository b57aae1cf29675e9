//! Send tasks (BPMN 2.0.2, 10.3.3). One that is bound to a task type is done outside, as in Camunda 8; another one sends
//! its message by itself.

use routine_model::graph::activity::{Activity, ActivityKind};
use routine_model::graph::binding::Binding;

use super::{Results, complete_activity, prepare, task};
use crate::broken::Broken;
use crate::event::IncidentStage;
use crate::ids::StepId;
use crate::outcome::VariableMap;
use crate::throwing::send_message;
use crate::turn::{Place, Turn};
use crate::{incidents, steps};

pub(super) fn enter<'g>(turn: &mut Turn<'g>, place: Place<'g>, activity: &'g Activity) -> Result<(), Broken> {
    let waits = turn.state().config.wait_at.contains(&place.node.id);
    if waits || !matches!(activity.binding, Binding::None) {
        return task::enter(turn, place, activity);
    }
    match prepare(turn, place, activity) {
        Ok(prepared) => {
            let step = prepared.begin(turn, place, steps::Turnstile::Open)?;
            send(turn, place, step)
        }
        Err(trouble) => incidents::report(turn, place, None, IncidentStage::Entering, trouble.into()),
    }
}

/// Sends; after trouble, once more.
pub(crate) fn send<'g>(turn: &mut Turn<'g>, place: Place<'g>, step: StepId) -> Result<(), Broken> {
    let Some(ActivityKind::SendTask(message)) = place.node.activity().map(|activity| &activity.kind) else {
        return Ok(());
    };
    let inputs = turn.state().step(step)?.inputs.clone();
    match send_message(turn, place, message, &inputs)? {
        Err(trouble) => incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into()),
        // What was sent may have ended the task that sent it.
        Ok(()) if !turn.state().steps.contains_key(&step) => Ok(()),
        Ok(()) => match Results::of(turn, place, step, VariableMap::new(), None) {
            Ok(results) => complete_activity(turn, place, step, results),
            Err(trouble) => incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into()),
        },
    }
}
