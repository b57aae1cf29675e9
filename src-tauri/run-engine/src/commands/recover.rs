//! The program has restarted: what was in flight, and what has to be asked for again.

use routine_model::graph::settings::RecoveryPolicy;

use super::asked_runs::accounts_to_look_after;
use super::expect_alive;
use crate::Rejection;
use crate::config::PathSelectionMode;
use crate::effect::RunEffect;
use crate::event::{IncidentStage, Trigger};
use crate::flow_nodes::go_on_after_restart;
use crate::ids::StepId;
use crate::incidents;
use crate::limits;
use crate::outcome::{FailureKind, StepFailure};
use crate::state::RunProgress;
use crate::status::{StepStatus, WaitReason};
use crate::steps;
use crate::turn::Turn;

/// The code of an incident about a step that was being done when the program ended.
pub(super) const INTERRUPTED: &str = "interrupted";

/// Decides about every step that was being done when the program ended: again, or only after a person has looked.
/// Steps that wait for somebody have lost nothing and go on waiting.
pub(super) fn recover(turn: &mut Turn<'_>) -> Result<(), Rejection> {
    expect_alive(turn)?;
    let in_flight: Vec<StepId> = turn
        .state()
        .steps
        .values()
        .filter(|step| step.activity && step.status == StepStatus::InProgress)
        .map(|step| step.id)
        .collect();
    // What a model was asked about a way has no step that is done again, and is asked again by its decision.
    let deciding: Vec<StepId> = turn
        .state()
        .steps
        .values()
        .filter(|step| matches!(step.status, StepStatus::Waiting { on: WaitReason::Decision { .. } }))
        .map(|step| step.id)
        .collect();
    deciding.into_iter().try_for_each(|step| steps::give_up_requests(turn, step))?;
    for step in in_flight {
        let place = turn.place_of_step(step)?;
        let policy = place.node.activity().and_then(|activity| activity.settings.recovery);
        match policy.unwrap_or(RecoveryPolicy::Retry) {
            RecoveryPolicy::Retry => go_on_after_restart(turn, place, step)?,
            RecoveryPolicy::Ask | RecoveryPolicy::Incident => {
                steps::give_up_requests(turn, step)?;
                let failure = StepFailure {
                    kind: FailureKind::Technical,
                    code: INTERRUPTED.to_owned(),
                    message: "the program ended while this step was in progress; whether it took effect is not known"
                        .to_owned(),
                    retryable: true,
                    variables: Default::default(),
                };
                incidents::raise(turn, place, Some(step), IncidentStage::Doing, failure)?;
            }
        }
    }
    Ok(())
}

/// Timers, routines, decisions and asks that have to be asked for again.
pub(crate) fn effects_to_resume(progress: &RunProgress) -> Vec<RunEffect> {
    let timers = progress.subscriptions.values().filter_map(|open| match &open.trigger {
        Trigger::Timer { due, .. } => Some(RunEffect::ScheduleTimer { subscription: open.id, due: *due }),
        Trigger::Message { .. } | Trigger::Signal { .. } | Trigger::Condition { .. } | Trigger::Command => None,
    });
    let routines = progress.steps.values().filter_map(|step| match &step.status {
        StepStatus::Waiting { on: WaitReason::Routine { process } } => {
            Some(RunEffect::LoadRoutine { step: step.id, process: process.clone() })
        }
        StepStatus::Queued | StepStatus::InProgress | StepStatus::Waiting { .. } => None,
    });
    let decisions = progress.decisions.values().map(|open| RunEffect::AskPathDecision {
        decision: open.id,
        by_model: progress.config.path_selection == PathSelectionMode::Model && open.left.is_none(),
    });
    let deadline = limits::deadline(progress).map(|due| RunEffect::ScheduleDeadline { due });
    let asks = progress.open_asks().map(|ask| RunEffect::AskSwarm(Box::new(ask)));
    let accounts = accounts_to_look_after(progress);
    timers.chain(accounts).chain(routines).chain(decisions).chain(deadline).chain(asks).collect()
}
