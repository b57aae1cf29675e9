//! Intermediate throw events and end events (BPMN 2.0.2, 10.5.3, 10.5.4): all that they throw, then on, or the end.

use routine_model::graph::event::{EventDefinition, ThrowEvent};
use routine_model::graph::flow_node::FlowNodeKind;

use super::{leave, pass};
use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::SubroutineContextManager;
use crate::data_flow::{gather, waits_for_inputs};
use crate::event::{BranchMoved, IncidentStage};
use crate::ids::StepId;
use crate::incidents::Trouble;
use crate::outcome::{Actor, VariableMap};
use crate::throwing::{Thrown, throw_all};
use crate::turn::{Place, Turn};
use crate::{incidents, steps};

pub(super) fn enter<'g>(turn: &mut Turn<'g>, place: Place<'g>, event: &'g ThrowEvent) -> Result<(), Broken> {
    if waits_for_inputs(turn, place)? {
        return Ok(());
    }
    if event.definitions.is_empty() {
        return pass(turn, place);
    }
    let step = steps::start(turn, place, VariableMap::new(), steps::Turnstile::Open)?;
    throw(turn, place, step, event, 0)
}

/// What was asked to be undone is undone: the event goes on with its next definition.
pub(crate) fn throw_on(turn: &mut Turn<'_>, step: StepId, next: u32) -> Result<(), Broken> {
    let place = turn.place_of_step(step)?;
    match &place.node.kind {
        FlowNodeKind::EndEvent(event) | FlowNodeKind::IntermediateThrowEvent(event) => {
            throw(turn, place, step, event, next)
        }
        FlowNodeKind::StartEvent(_)
        | FlowNodeKind::IntermediateCatchEvent(_)
        | FlowNodeKind::BoundaryEvent(_)
        | FlowNodeKind::Activity(_)
        | FlowNodeKind::Gateway(_) => Err(Broken::Element(place.node.id.clone())),
    }
}

/// Throws, from one of its definitions on; after trouble, all of them once more.
pub(super) fn throw<'g>(
    turn: &mut Turn<'g>,
    place: Place<'g>,
    step: StepId,
    event: &'g ThrowEvent,
    first: u32,
) -> Result<(), Broken> {
    let payload = match turn.state().config.mode {
        RunMode::TokenGame => Ok(VariableMap::new()),
        RunMode::Data => gather(turn, place)
            .and_then(|given| SubroutineContextManager::of(turn).lower(place, &event.inputs, given.values)),
    };
    let thrown = match payload {
        Ok(payload) => throw_all(turn, place, step, &event.definitions, first, &payload)?,
        Err(trouble) => Thrown::Trouble(trouble),
    };
    match thrown {
        Thrown::Ended | Thrown::Waits => Ok(()),
        Thrown::Trouble(trouble) => incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into()),
        Thrown::GoesOn => match link_of(place, event) {
            None => {
                steps::complete(turn, place, step, VariableMap::new(), Actor::Engine)?;
                leave(turn, place)
            }
            Some(name) => follow_link(turn, place, step, name),
        },
    }
}

fn link_of<'g>(place: Place<'_>, event: &'g ThrowEvent) -> Option<&'g str> {
    match &place.node.kind {
        FlowNodeKind::IntermediateThrowEvent(_) => event.definitions.iter().find_map(EventDefinition::link_name),
        FlowNodeKind::StartEvent(_)
        | FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateCatchEvent(_)
        | FlowNodeKind::BoundaryEvent(_)
        | FlowNodeKind::Activity(_)
        | FlowNodeKind::Gateway(_) => None,
    }
}

/// The branch goes on at the link event of the same name in the same container.
fn follow_link(turn: &mut Turn<'_>, place: Place<'_>, step: StepId, name: &str) -> Result<(), Broken> {
    let target = place.graph.nodes_in(&place.node.container).find(|node| {
        matches!(&node.kind, FlowNodeKind::IntermediateCatchEvent(event)
            if event.definitions.iter().any(|definition| definition.link_name() == Some(name)))
    });
    let Some(target) = target else {
        let message = format!("no link event “{name}” catches the link of {}", place.node.id);
        let trouble = Trouble { code: "link".to_owned(), message };
        return incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into());
    };
    steps::complete(turn, place, step, VariableMap::new(), Actor::Engine)?;
    let (branch, from) = (place.branch, place.node.id.clone());
    turn.emit(BranchMoved { branch, from, element: target.id.clone(), over: None })
}
