//! Activities (BPMN 2.0.2, 10.3). `prepare` and `results` are what all have in common, `task` what all tasks have; other
//! kinds have files of their own.

mod ad_hoc;
mod ad_hoc_completion;
mod approval;
mod call_activity;
mod global_task;
mod loops;
mod prepare;
mod quantities;
mod results;
mod retry;
mod send_task;
mod sub_process;
mod task;

use routine_model::graph::activity::{Activity, ActivityKind, SubProcess};

use super::{catch_event, caught_event, not_executed};
use crate::broken::Broken;
use crate::data_flow::waits_for_inputs;
use crate::event::IncidentStage;
use crate::ids::StepId;
use crate::incidents;
use crate::limits::{AboutTo, stopped_by_limit};
use crate::turn::{Place, Turn};

pub(crate) use ad_hoc::{activate, resume_in_order, waits_for_activation};
pub(crate) use ad_hoc_completion::goes_on;
pub(crate) use call_activity::loaded;
pub(crate) use loops::{instance_is_over, is_one_of_many, turn_is_over};
pub(crate) use prepare::{Prepared, prepare};
pub(crate) use quantities::multiplied;
pub(crate) use results::{Results, complete_activity, finish_with, results_of};
pub(crate) use retry::go_on_after_restart;
use retry::retry;
pub(crate) use sub_process::open_inside;
pub(crate) use task::finish;

pub(super) fn enter<'g>(turn: &mut Turn<'g>, place: Place<'g>, activity: &'g Activity) -> Result<(), Broken> {
    if stopped_by_limit(turn, AboutTo::StartStep)? {
        return Ok(());
    }
    let Some(place) = quantities::gather(turn, place, activity)? else { return Ok(()) };
    if ad_hoc::waits_for_turn(turn, place)? {
        return Ok(());
    }
    if waits_for_inputs(turn, place)? {
        return Ok(());
    }
    if activity.loop_characteristics.is_some() && !is_one_of_many(turn.state(), place.scope, place.node) {
        return loops::enter(turn, place, activity);
    }
    match &activity.kind {
        ActivityKind::AbstractTask
        | ActivityKind::UserTask(_)
        | ActivityKind::ManualTask
        | ActivityKind::ServiceTask
        | ActivityKind::ScriptTask
        | ActivityKind::BusinessRuleTask => task::enter(turn, place, activity),
        ActivityKind::SendTask(_) => send_task::enter(turn, place, activity),
        ActivityKind::ReceiveTask { .. } => catch_event::receive(turn, place, activity),
        ActivityKind::SubProcess(SubProcess::Embedded | SubProcess::Transaction) => {
            sub_process::enter(turn, place, activity)
        }
        ActivityKind::CallActivity(call) if call.global_task.is_some() => global_task::enter(turn, place, activity),
        ActivityKind::CallActivity(_) => call_activity::enter(turn, place, activity),
        ActivityKind::SubProcess(SubProcess::AdHoc(ad_hoc)) => ad_hoc::enter(turn, place, activity, ad_hoc),
        ActivityKind::SubProcess(SubProcess::Event) => {
            incidents::raise(turn, place, None, IncidentStage::Entering, not_executed(place).into())
        }
    }
}

/// After trouble, the step is done again.
pub(super) fn do_again<'g>(turn: &mut Turn<'g>, place: Place<'g>, step: StepId) -> Result<(), Broken> {
    let is_repeated = place.node.activity().is_some_and(|activity| activity.loop_characteristics.is_some());
    if is_repeated && !is_one_of_many(turn.state(), place.scope, place.node) {
        return loops::retry(turn, place, step);
    }
    if approval::comes_first(turn, place, step)? {
        return retry(turn, place, step, None);
    }
    match place.node.activity().map(|activity| &activity.kind) {
        Some(ActivityKind::SubProcess(_)) => sub_process::retry(turn, place, step),
        Some(ActivityKind::CallActivity(_)) if turn.state().step(step)?.inside.is_some() => {
            sub_process::retry(turn, place, step)
        }
        Some(ActivityKind::CallActivity(call)) if call.global_task.is_some() => retry(turn, place, step, None),
        Some(ActivityKind::CallActivity(_)) => call_activity::call(turn, place, step),
        Some(ActivityKind::SendTask(_)) => send_task::send(turn, place, step),
        Some(ActivityKind::ReceiveTask { .. }) => caught_event::finish_again(turn, place, step),
        Some(
            ActivityKind::AbstractTask
            | ActivityKind::UserTask(_)
            | ActivityKind::ManualTask
            | ActivityKind::ServiceTask
            | ActivityKind::ScriptTask
            | ActivityKind::BusinessRuleTask,
        )
        | None => retry(turn, place, step, None),
    }
}
