//! What has to be asked for again after the program was away.

use super::life::is_paused_by_somebody;
use crate::effect::SwarmEffect;
use crate::ledger::Holder;
use crate::policy::ChooseRoutine;
use crate::state::{RunStanding, SwarmContext};
use crate::status::SwarmStatus;

/// All that the outside may not have heard. A run asks again by itself for what it was not answered.
pub(crate) fn effects_to_resume(context: &SwarmContext) -> Vec<SwarmEffect> {
    let mut effects = Vec::new();
    if context.status == SwarmStatus::Starting {
        effects.push(SwarmEffect::Prepare);
    }
    let is_paused = is_paused_by_somebody(context);
    for (id, run) in context.runs_at_work() {
        let run_id = id.clone();
        if context.status.has_ended() {
            effects.push(SwarmEffect::CancelRun { run: run_id });
            continue;
        }
        if run.standing == RunStanding::Planned
            && let Some(subtask) = run.subtask.as_ref().and_then(|subtask| context.subtasks.get(subtask))
        {
            effects.push(SwarmEffect::StartRun {
                run: run_id,
                subtask: subtask.id().clone(),
                routine: run.routine.clone(),
                member: run.member.clone(),
                inputs: subtask.wanted.inputs.clone(),
            });
        } else if is_paused {
            effects.push(SwarmEffect::PauseRun { run: run_id });
        } else if context.status.coordinates() {
            effects.push(SwarmEffect::ResumeRun { run: run_id });
        }
    }
    let by_model = context.policy.choose_routine == ChooseRoutine::Model;
    let choosing = context.subtasks.values().filter(|subtask| subtask.choosing);
    effects.extend(choosing.map(|subtask| SwarmEffect::ChooseRoutine { subtask: subtask.id().clone(), by_model }));
    for (id, child) in context.children.iter().filter(|(_, child)| !child.has_ended) {
        let share = context.ledger.allotment(&Holder::Child(id.clone())).allotted;
        effects.push(SwarmEffect::StartChild { child: id.clone(), settings: Box::new(child.settings.clone()) });
        effects.push(SwarmEffect::AllotToChild { child: id.clone(), share });
        let status = match context.status {
            SwarmStatus::Paused if is_paused => SwarmStatus::Paused,
            SwarmStatus::Running | SwarmStatus::Idle => SwarmStatus::Running,
            SwarmStatus::Stopped | SwarmStatus::Failed | SwarmStatus::Terminated => SwarmStatus::Stopped,
            SwarmStatus::Uninitialised | SwarmStatus::Starting | SwarmStatus::Paused => continue,
        };
        effects.push(SwarmEffect::MoveChild { child: id.clone(), status });
    }
    if let Some(parent) = &context.parent {
        let ended = context.status == SwarmStatus::Terminated;
        let spent_total = context.ledger.spent;
        effects.push(SwarmEffect::TellParent { parent: parent.swarm.clone(), spent_total, ended });
    }
    effects
}
