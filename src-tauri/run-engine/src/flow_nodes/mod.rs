//! What entering and leaving each element of BPMN means: one file an element.

mod activity;
mod end_event;
mod exclusive_gateway;
mod parallel_gateway;
mod start_event;

use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::graph::gateway::Gateway;

use crate::branch_manager::BranchManager;
use crate::broken::Broken;
use crate::event::IncidentStage;
use crate::ids::{BranchId, StepId};
use crate::incidents::{self, Trouble};
use crate::outcome::{Actor, VariableMap};
use crate::turn::{Place, Turn};
use crate::{path_selection, steps};

pub(crate) use activity::{finish as finish_activity, retry as retry_step};
pub(crate) use exclusive_gateway::decided as decided_at_gateway;

/// A ready branch enters the flow node that it stands at.
pub(crate) fn enter(turn: &mut Turn<'_>, branch: BranchId) -> Result<(), Broken> {
    let place = turn.place_of(branch)?;
    match &place.node.kind {
        FlowNodeKind::StartEvent(_) => start_event::enter(turn, place),
        FlowNodeKind::EndEvent(event) => end_event::enter(turn, place, event),
        FlowNodeKind::Activity(activity) => activity::enter(turn, place, activity),
        FlowNodeKind::Gateway(Gateway::Exclusive) => exclusive_gateway::enter(turn, place),
        FlowNodeKind::Gateway(Gateway::Parallel) => parallel_gateway::enter(turn, place),
        FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::IntermediateCatchEvent(_)
        | FlowNodeKind::BoundaryEvent(_)
        | FlowNodeKind::Gateway(Gateway::Inclusive | Gateway::EventBased { .. } | Gateway::Complex { .. }) => {
            incidents::raise(turn, place, None, IncidentStage::Entering, not_executed(place).into())
        }
    }
}

/// The step of a node that does nothing itself starts and completes, and the branch leaves.
pub(crate) fn pass(turn: &mut Turn<'_>, place: Place<'_>) -> Result<(), Broken> {
    let step = steps::start(turn, place, VariableMap::new(), steps::Turnstile::Open)?;
    steps::complete(turn, place, step, VariableMap::new(), Actor::Engine)?;
    leave(turn, place)
}

/// The branch leaves a node whose step is over, by the conditions of the flows.
pub(crate) fn leave(turn: &mut Turn<'_>, place: Place<'_>) -> Result<(), Broken> {
    match path_selection::ways_out(turn, place) {
        Ok(ways) => BranchManager::of(turn).advance(place, &ways),
        Err(trouble) => incidents::report(turn, place, None, IncidentStage::Leaving, trouble.into()),
    }
}

/// A resolved incident: what was tried when it came up is tried again.
pub(crate) fn retry<'g>(
    turn: &mut Turn<'g>,
    place: Place<'g>,
    step: Option<StepId>,
    stage: IncidentStage,
) -> Result<(), Broken> {
    match (stage, step, &place.node.kind) {
        (IncidentStage::Entering, _, _) => Ok(()),
        (IncidentStage::Leaving, _, _) => leave(turn, place),
        (IncidentStage::Doing, Some(step), FlowNodeKind::Gateway(Gateway::Exclusive)) => {
            exclusive_gateway::choose(turn, place, step)
        }
        (IncidentStage::Doing, Some(step), FlowNodeKind::Activity(_)) => activity::retry(turn, place, step, None),
        (
            IncidentStage::Doing,
            _,
            FlowNodeKind::StartEvent(_)
            | FlowNodeKind::EndEvent(_)
            | FlowNodeKind::IntermediateThrowEvent(_)
            | FlowNodeKind::IntermediateCatchEvent(_)
            | FlowNodeKind::BoundaryEvent(_)
            | FlowNodeKind::Activity(_)
            | FlowNodeKind::Gateway(_),
        ) => leave(turn, place),
    }
}

/// What people call a node: its element and its label.
pub(crate) fn name_of(node: &FlowNode) -> String {
    match &node.name {
        Some(name) => format!("{} “{name}”", node.element_name()),
        None => format!("{} {}", node.element_name(), node.id),
    }
}

fn not_executed(place: Place<'_>) -> Trouble {
    Trouble {
        code: "unsupported".to_owned(),
        message: format!("{} is not executed by this version", name_of(place.node)),
    }
}
