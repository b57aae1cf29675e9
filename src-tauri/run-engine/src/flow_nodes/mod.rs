//! What entering and leaving each element of BPMN means: one file an element.

mod activity;
mod boundary_event;
mod catch_event;
mod caught_event;
mod complex_gateway;
mod event_based_gateway;
mod event_sub_process;
mod exclusive_gateway;
mod inclusive_gateway;
mod parallel_gateway;
mod start_event;
mod throw_event;

use routine_model::graph::activity::ActivityKind;
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::graph::gateway::Gateway;

use crate::branch_manager::BranchManager;
use crate::broken::Broken;
use crate::data_flow::outputs_in_trouble;
use crate::event::IncidentStage;
use crate::ids::{BranchId, StepId};
use crate::incidents::{self, Trouble};
use crate::outcome::{Actor, VariableMap};
use crate::turn::{Place, Turn};
use crate::{path_selection, steps, swarm_asks};

pub(crate) use activity::{
    Results, activate, complete_activity, finish as finish_activity, finish_with as finish_activity_with,
    go_on_after_restart, instance_is_over, is_one_of_many, loaded, results_of, resume_in_order, turn_is_over,
    waits_for_activation,
};
pub(crate) use boundary_event::{
    catch as catch_at_boundary, fire as fire_boundary, leave_cancelled_over as leave_cancelled_over_boundary,
    leave_over as leave_over_boundary,
};
pub(crate) use catch_event::caught;
pub(crate) use complex_gateway::reset_all;
pub(crate) use event_based_gateway::{gateway_that_starts_with, happened};
pub(crate) use event_sub_process::{begin as begin_event_sub_process, catch as catch_in_event_sub_process};
pub(crate) use exclusive_gateway::decided as decided_at_gateway;
pub(crate) use inclusive_gateway::join_waiting;
pub(crate) use start_event::{begin_process, open_process_at};
pub(crate) use throw_event::throw_on;

/// A ready branch enters the flow node that it stands at.
pub(crate) fn enter(turn: &mut Turn<'_>, branch: BranchId) -> Result<(), Broken> {
    let place = turn.place_of(branch)?;
    match &place.node.kind {
        FlowNodeKind::StartEvent(_) => start_event::enter(turn, place),
        FlowNodeKind::EndEvent(event) | FlowNodeKind::IntermediateThrowEvent(event) => {
            throw_event::enter(turn, place, event)
        }
        FlowNodeKind::IntermediateCatchEvent(event) => catch_event::enter(turn, place, event),
        // What it listened for has happened already.
        FlowNodeKind::BoundaryEvent(_) => pass(turn, place),
        FlowNodeKind::Activity(activity) => activity::enter(turn, place, activity),
        FlowNodeKind::Gateway(Gateway::Exclusive) => exclusive_gateway::enter(turn, place),
        FlowNodeKind::Gateway(Gateway::Parallel) => parallel_gateway::enter(turn, place),
        FlowNodeKind::Gateway(Gateway::Inclusive) => inclusive_gateway::enter(turn, place),
        FlowNodeKind::Gateway(Gateway::EventBased { parallel, .. }) => {
            event_based_gateway::enter(turn, place, *parallel)
        }
        FlowNodeKind::Gateway(Gateway::Complex { activation_condition }) => {
            complex_gateway::enter(turn, place, activation_condition.as_ref())
        }
    }
}

/// Whether the node that a branch stands at throws something that another branch may catch.
pub(crate) fn throws_at(turn: &Turn<'_>, branch: BranchId) -> bool {
    let Ok(place) = turn.place_of(branch) else { return false };
    match &place.node.kind {
        FlowNodeKind::EndEvent(event) | FlowNodeKind::IntermediateThrowEvent(event) => {
            event.definitions.iter().any(|definition| definition.link_name().is_none())
        }
        FlowNodeKind::Activity(activity) => matches!(activity.kind, ActivityKind::SendTask(_)),
        FlowNodeKind::StartEvent(_)
        | FlowNodeKind::IntermediateCatchEvent(_)
        | FlowNodeKind::BoundaryEvent(_)
        | FlowNodeKind::Gateway(_) => false,
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
    match activity::goes_on(turn, place)? {
        Ok(true) => {}
        Ok(false) => return Ok(()),
        Err(trouble) => return incidents::report(turn, place, None, IncidentStage::Leaving, trouble.into()),
    }
    match path_selection::ways_out(turn, place) {
        Ok(ways) => match outputs_in_trouble(turn, place).filter(|_| ways.is_empty()) {
            Some(trouble) => incidents::report(turn, place, None, IncidentStage::Leaving, trouble.into()),
            None => BranchManager::of(turn).advance(place, &activity::multiplied(place, ways)),
        },
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
    let Some(step) = step else {
        return match stage {
            // It is ready again and enters the node in the next iteration.
            IncidentStage::Entering => Ok(()),
            IncidentStage::Doing | IncidentStage::Leaving => leave(turn, place),
        };
    };
    // The work is done; only the swarm has not taken it.
    if turn.state().step(step)?.produced.is_some() {
        return swarm_asks::write(turn, place, step);
    }
    match &place.node.kind {
        FlowNodeKind::Gateway(Gateway::Exclusive) => exclusive_gateway::choose(turn, place, step),
        FlowNodeKind::Gateway(Gateway::Inclusive) => inclusive_gateway::split(turn, place, step),
        FlowNodeKind::Gateway(Gateway::Complex { .. }) => complex_gateway::split(turn, place, step),
        FlowNodeKind::Activity(_) => activity::do_again(turn, place, step),
        FlowNodeKind::EndEvent(event) | FlowNodeKind::IntermediateThrowEvent(event) => {
            throw_event::throw(turn, place, step, event, 0)
        }
        FlowNodeKind::StartEvent(_) | FlowNodeKind::IntermediateCatchEvent(_) | FlowNodeKind::BoundaryEvent(_) => {
            caught_event::finish_again(turn, place, step)
        }
        FlowNodeKind::Gateway(Gateway::Parallel | Gateway::EventBased { .. }) => {
            steps::complete(turn, place, step, VariableMap::new(), Actor::Engine)?;
            leave(turn, place)
        }
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
