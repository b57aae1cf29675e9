//! A step is skipped, or done again.

use routine_model::graph::activity::{ActivityKind, SubProcess};
use routine_model::graph::flow_node::FlowNodeKind;
use routine_model::graph::settings::StrategySetting;

use super::super::{override_strategy, resolve_incident};
use super::refused;
use crate::command::Resolution;
use crate::effect::RunEffect;
use crate::event::{BranchResumed, IncidentStage, Intervened};
use crate::flow_nodes::{self, name_of};
use crate::ids::{BranchId, IncidentId};
use crate::incidents::pass_over;
use crate::status::{BranchStatus, WaitReason};
use crate::turn::{Place, Turn};
use crate::{Rejection, scope, steps};

/// The branch goes on as if the flow node had done nothing.
pub(super) fn skip(turn: &mut Turn<'_>, id: BranchId, done: Intervened) -> Result<(), Rejection> {
    let branch = turn.state().branches.get(&id).ok_or(Rejection::UnknownBranch(id))?;
    let (step, status) = (branch.step, branch.status.clone());
    if let Some(incident) = incident_of(&status) {
        turn.emit(done)?;
        return resolve_incident::resolve(turn, incident, Resolution::Skip);
    }
    let place = turn.place_of(id)?;
    if let FlowNodeKind::Gateway(_) = &place.node.kind {
        let name = name_of(place.node);
        return Err(refused(format!("{name} only says which way; move the branch to where it shall go on")));
    }
    turn.emit(done)?;
    let reason = "skipped by hand".to_owned();
    let stage = match (step, &status) {
        (Some(_), _) => IncidentStage::Doing,
        (None, BranchStatus::Waiting { .. }) => {
            turn.emit(BranchResumed { branch: id, element: place.node.id.clone() })?;
            IncidentStage::Entering
        }
        (None, BranchStatus::Ready | BranchStatus::Active { .. }) => IncidentStage::Entering,
    };
    Ok(pass_over(turn, place, step, stage, reason)?)
}

/// What the branch does is given up and done again, another way if so wished.
pub(super) fn retry(
    turn: &mut Turn<'_>,
    id: BranchId,
    strategy: Option<StrategySetting>,
    done: Intervened,
) -> Result<(), Rejection> {
    let branch = turn.state().branches.get(&id).ok_or(Rejection::UnknownBranch(id))?;
    let (step, status) = (branch.step, branch.status.clone());
    let place = turn.place_of(id)?;
    let name = name_of(place.node);
    let incident = incident_of(&status);
    if step.is_none() && incident.is_none() {
        return Err(refused(format!("nothing is being done at {name} that could be done again")));
    }
    if incident.is_none() && !can_be_given_up(place) {
        return Err(refused(format!("{name} waits for an event and does nothing that could be done again")));
    }
    let is_repeated = place.node.activity().is_some_and(|activity| activity.loop_characteristics.is_some());
    if incident.is_none() && is_repeated && !flow_nodes::is_one_of_many(turn.state(), place.scope, place.node) {
        return Err(refused(format!("{name} is done several times; do one of them again, or move the branch to it")));
    }
    if let Some(step) = step
        && turn.state().step(step)?.produced.is_some()
    {
        return Err(refused(format!("{name} is done; its result is on its way to the swarm")));
    }
    let by = done.by.clone();
    turn.emit(done)?;
    if let (Some(setting), Some(step)) = (strategy, step) {
        override_strategy::override_with(turn, place.node.id.clone(), Some(step), Some(setting), by)?;
    }
    if let Some(incident) = incident {
        return resolve_incident::resolve(turn, incident, Resolution::Retry);
    }
    let Some(step) = step else { return Err(refused(format!("nothing is being done at {name}"))) };
    let (inside, with_executor) = {
        let step = turn.state().step(step)?;
        (step.inside, step.activity && step.status.takes_answers())
    };
    if let Some(inside) = inside {
        scope::cancel(turn, inside, None)?;
    }
    if with_executor {
        steps::give_up_requests(turn, step)?;
        turn.ask(RunEffect::CancelStep { step });
    }
    steps::stop_waiting(turn, step)?;
    Ok(flow_nodes::retry(turn, place, Some(step), IncidentStage::Doing)?)
}

fn incident_of(status: &BranchStatus) -> Option<IncidentId> {
    match status {
        BranchStatus::Waiting { on: WaitReason::Incident { incident } } => Some(*incident),
        BranchStatus::Waiting { .. } | BranchStatus::Ready | BranchStatus::Active { .. } => None,
    }
}

/// Whether the node does something that can be begun anew, and does not only catch or send what was caught or sent.
fn can_be_given_up(place: Place<'_>) -> bool {
    match place.node.activity().map(|activity| &activity.kind) {
        Some(
            ActivityKind::AbstractTask
            | ActivityKind::UserTask(_)
            | ActivityKind::ManualTask
            | ActivityKind::ServiceTask
            | ActivityKind::ScriptTask
            | ActivityKind::BusinessRuleTask
            | ActivityKind::CallActivity(_)
            | ActivityKind::SubProcess(SubProcess::Embedded | SubProcess::Transaction | SubProcess::AdHoc(_)),
        ) => true,
        Some(
            ActivityKind::SendTask(_) | ActivityKind::ReceiveTask { .. } | ActivityKind::SubProcess(SubProcess::Event),
        )
        | None => false,
    }
}
