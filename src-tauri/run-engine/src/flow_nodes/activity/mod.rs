//! Activities (BPMN 2.0.2, 10.3). `task` is what all tasks have in common; other kinds have files of their own.

mod retry;
mod task;

use routine_model::graph::activity::{Activity, ActivityKind};

use super::not_executed;
use crate::broken::Broken;
use crate::event::IncidentStage;
use crate::incidents;
use crate::limits::{AboutTo, stopped_by_limit};
use crate::turn::{Place, Turn};

pub(crate) use retry::retry;
pub(crate) use task::finish;

pub(super) fn enter(turn: &mut Turn<'_>, place: Place<'_>, activity: &Activity) -> Result<(), Broken> {
    if stopped_by_limit(turn, AboutTo::StartStep)? {
        return Ok(());
    }
    match &activity.kind {
        ActivityKind::AbstractTask
        | ActivityKind::UserTask(_)
        | ActivityKind::ManualTask
        | ActivityKind::ServiceTask
        | ActivityKind::ScriptTask
        | ActivityKind::BusinessRuleTask => task::enter(turn, place, activity),
        ActivityKind::SendTask(_)
        | ActivityKind::ReceiveTask { .. }
        | ActivityKind::SubProcess(_)
        | ActivityKind::CallActivity(_) => {
            incidents::raise(turn, place, None, IncidentStage::Entering, not_executed(place).into())
        }
    }
}
