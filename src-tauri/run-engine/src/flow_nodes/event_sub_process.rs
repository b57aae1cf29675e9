//! Event sub-processes (BPMN 2.0.2, 10.3.5, 13.5.4): started by an event while the scope around goes on; an interrupting
//! one takes the scope over.

use routine_model::ElementId;
use routine_model::graph::flow_node::FlowNodeKind;

use super::caught_event;
use crate::branch_manager::BranchManager;
use crate::broken::Broken;
use crate::event::EventTriggered;
use crate::ids::ScopeId;
use crate::outcome::VariableMap;
use crate::status::WaitReason;
use crate::subscriptions::Payload;
use crate::turn::{Place, Turn};
use crate::{scope, steps};

/// What the start event listened for has happened.
pub(crate) fn begin(turn: &mut Turn<'_>, around: ScopeId, start: &ElementId, payload: Payload) -> Result<(), Broken> {
    let graph = turn.graph_of(around)?;
    let node = graph.node(start).ok_or_else(|| Broken::Element(start.clone()))?;
    let FlowNodeKind::StartEvent(event) = &node.kind else { return Err(Broken::Element(start.clone())) };
    if event.interrupting {
        scope::clear(turn, around, Some(start))?;
    }
    let branch = BranchManager::of(turn).begin(around, &node.container, None)?;
    let place = turn.place_of(branch)?;
    let step = steps::start(turn, place, VariableMap::new(), steps::Turnstile::Open)?;
    steps::wait(turn, place, step, WaitReason::Inside)?;
    let place_of_start = Place { node, ..place };
    let results = caught_event::results(turn, place_of_start, &payload.variables);
    let first = results.as_ref().map(|results| results.up().clone()).unwrap_or_default();
    super::activity::open_inside(turn, place, step, first, std::slice::from_ref(start))?;
    let inside = turn.state().steps.get(&step).and_then(|step| step.inside);
    let branch = inside.and_then(|inside| turn.state().scopes.get(&inside)?.branches.first().copied());
    match (branch, results) {
        (Some(branch), Ok(results)) => results.raise_data(turn, branch),
        (Some(branch), Err(trouble)) => {
            let place = turn.place_of(branch)?;
            caught_event::keep(turn, place, payload, trouble)
        }
        // What its own event sub-processes listen for could not be told.
        (None, _) => Ok(()),
    }
}

/// The same for what nobody listens for: errors and escalations find their catcher.
pub(crate) fn catch(turn: &mut Turn<'_>, around: ScopeId, start: &ElementId, payload: Payload) -> Result<(), Broken> {
    turn.emit(EventTriggered {
        subscription: None,
        element: start.clone(),
        scope: around,
        variables: payload.variables.clone(),
        partial: false,
        next: None,
        by: payload.by.clone(),
    })?;
    begin(turn, around, start, payload)
}
