//! `routine:approval` of what opens a scope: a sub-process or a called routine. Its step is asked for outside as a task's
//! is, before anything opens; that it succeeds means that it may.

use routine_model::graph::activity::{Activity, ActivityKind, SubProcess};

use super::{call_activity, sub_process};
use crate::broken::Broken;
use crate::config::RunMode;
use crate::ids::StepId;
use crate::turn::{Place, Turn};

/// Whether somebody is asked before a scope of this activity opens.
pub(super) fn is_asked_for(turn: &Turn<'_>, activity: &Activity) -> bool {
    turn.state().config.mode == RunMode::Data && activity.settings.approval.is_some() && opens_scope(activity)
}

/// Whether the step has not opened its scope, and somebody is asked before it does.
pub(super) fn comes_first(turn: &Turn<'_>, place: Place<'_>, step: StepId) -> Result<bool, Broken> {
    let is_closed = turn.state().step(step)?.inside.is_none();
    Ok(is_closed && place.node.activity().is_some_and(|activity| is_asked_for(turn, activity)))
}

/// It may open.
pub(super) fn given<'g>(turn: &mut Turn<'g>, place: Place<'g>, step: StepId) -> Result<(), Broken> {
    match place.node.activity().map(|activity| &activity.kind) {
        Some(ActivityKind::CallActivity(_)) => call_activity::call(turn, place, step),
        _ => sub_process::retry(turn, place, step),
    }
}

/// Event sub-processes begin by themselves, and what is ad hoc is begun piece by piece; see [`crate::unsupported`].
fn opens_scope(activity: &Activity) -> bool {
    match &activity.kind {
        ActivityKind::SubProcess(SubProcess::Embedded | SubProcess::Transaction) => true,
        ActivityKind::CallActivity(call) => call.global_task.is_none(),
        ActivityKind::SubProcess(SubProcess::Event | SubProcess::AdHoc(_))
        | ActivityKind::AbstractTask
        | ActivityKind::UserTask(_)
        | ActivityKind::ManualTask
        | ActivityKind::ServiceTask
        | ActivityKind::ScriptTask
        | ActivityKind::BusinessRuleTask
        | ActivityKind::SendTask(_)
        | ActivityKind::ReceiveTask { .. } => false,
    }
}
