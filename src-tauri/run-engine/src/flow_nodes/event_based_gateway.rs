//! Event-based gateways (BPMN 2.0.2, 10.6.5): the branch goes on over the event that happens first.

use routine_model::ElementId;
use routine_model::RoutineGraph;
use routine_model::graph::activity::ActivityKind;
use routine_model::graph::event::EventDefinition;
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::graph::gateway::Gateway;

use super::{caught_event, leave, pass};
use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::SubroutineContext;
use crate::event::{BranchMoved, IncidentStage, SubscriptionOwner, Trigger};
use crate::ids::{BranchId, StepId};
use crate::incidents::Trouble;
use crate::outcome::VariableMap;
use crate::status::WaitReason;
use crate::subscriptions::{Listener, Payload, listen, listeners};
use crate::turn::{Place, Turn};
use crate::{incidents, scope, steps};

pub(super) fn enter<'g>(turn: &mut Turn<'g>, place: Place<'g>, parallel: bool) -> Result<(), Broken> {
    if parallel {
        // All of its events have to happen, and each of them waits by itself.
        return pass(turn, place);
    }
    let found = match events_behind(turn, place) {
        Ok(found) => found,
        Err(trouble) => return incidents::report(turn, place, None, IncidentStage::Entering, trouble.into()),
    };
    let step = steps::start(turn, place, VariableMap::new(), steps::Turnstile::Open)?;
    let subscriptions = listen(turn, place.scope, &SubscriptionOwner::Gateway { step }, found)?;
    steps::wait(turn, place, step, WaitReason::Events { subscriptions })
}

fn events_behind(turn: &Turn<'_>, place: Place<'_>) -> Result<Vec<Listener>, Trouble> {
    let context = SubroutineContext::of_scope(turn.state(), place.scope);
    let mut found = Vec::new();
    let targets = place.graph.outgoing(&place.node.id).iter().filter_map(|flow| place.graph.flow(flow));
    for target in targets.filter_map(|flow| place.graph.node(&flow.target)) {
        let definitions = definitions_of(target);
        let mut of_target = listeners(place.graph, &target.id, &definitions, &context, turn.now())?;
        if of_target.is_empty() && turn.state().config.mode == RunMode::TokenGame {
            of_target.push(Listener { element: target.id.clone(), definition: 0, trigger: Trigger::Command });
        }
        found.append(&mut of_target);
    }
    if found.is_empty() {
        let message = format!("no event stands behind the event-based gateway {}", place.node.id);
        return Err(Trouble { code: "no-event".to_owned(), message });
    }
    Ok(found)
}

fn definitions_of(node: &FlowNode) -> Vec<EventDefinition> {
    match &node.kind {
        FlowNodeKind::IntermediateCatchEvent(event) => event.definitions.clone(),
        FlowNodeKind::Activity(activity) => match &activity.kind {
            ActivityKind::ReceiveTask { message, .. } => vec![EventDefinition::Message(message.clone())],
            ActivityKind::AbstractTask
            | ActivityKind::UserTask(_)
            | ActivityKind::ManualTask
            | ActivityKind::ServiceTask
            | ActivityKind::ScriptTask
            | ActivityKind::BusinessRuleTask
            | ActivityKind::SendTask(_)
            | ActivityKind::SubProcess(_)
            | ActivityKind::CallActivity(_) => Vec::new(),
        },
        FlowNodeKind::StartEvent(_)
        | FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::BoundaryEvent(_)
        | FlowNodeKind::Gateway(_) => Vec::new(),
    }
}

/// One of the events has happened: the branch goes on at it, and the event is over at once.
///
/// The branch is withdrawn from the gateway, which therefore has not completed, and takes no flow to the event, which was
/// there already: that is how the public token simulation shows it.
pub(crate) fn happened(turn: &mut Turn<'_>, step: StepId, event: &ElementId, payload: Payload) -> Result<(), Broken> {
    let place = turn.place_of_step(step)?;
    scope::cancel_step(turn, step, Some(event))?;
    let (branch, from) = (place.branch, place.node.id.clone());
    turn.emit(BranchMoved { branch, from, element: event.clone(), over: None })?;
    has_happened(turn, place.branch, payload)
}

/// The branch stands at an event that has happened already: the event is over at once.
pub(super) fn has_happened(turn: &mut Turn<'_>, branch: BranchId, payload: Payload) -> Result<(), Broken> {
    let place = turn.place_of(branch)?;
    match caught_event::results(turn, place, &payload.variables) {
        Ok(results) => {
            let step = steps::start(turn, place, VariableMap::new(), steps::Turnstile::Open)?;
            steps::complete(turn, place, step, payload.variables, payload.by)?;
            results.raise(turn, place)?;
            leave(turn, place)
        }
        Err(trouble) => caught_event::keep(turn, place, payload, trouble),
    }
}

/// The gateway that begins a process with an event behind it (BPMN 2.0.2, 10.6.6, `instantiate`).
pub(crate) fn gateway_that_starts_with<'g>(graph: &'g RoutineGraph, event: &FlowNode) -> Option<&'g FlowNode> {
    let flows = graph.incoming(&event.id).iter().filter_map(|flow| graph.flow(flow));
    flows.filter_map(|flow| graph.node(&flow.source)).find(|source| {
        let instantiates = matches!(source.kind, FlowNodeKind::Gateway(Gateway::EventBased { instantiate: true, .. }));
        instantiates && graph.incoming(&source.id).is_empty()
    })
}

/// The branch of a new process stands at its gateway, and one of the events behind it has happened. An exclusive gateway
/// goes on there; a parallel one has a branch at each event, and the process is complete when all have happened.
pub(super) fn begin_with(
    turn: &mut Turn<'_>,
    branch: BranchId,
    event: &ElementId,
    payload: Payload,
) -> Result<(), Broken> {
    let place = turn.place_of(branch)?;
    if !matches!(place.node.kind, FlowNodeKind::Gateway(Gateway::EventBased { parallel: true, .. })) {
        turn.emit(BranchMoved { branch, from: place.node.id.clone(), element: event.clone(), over: None })?;
        return has_happened(turn, branch, payload);
    }
    pass(turn, place)?;
    let branches: Vec<BranchId> = turn.state().scope(place.scope)?.branches.iter().copied().collect();
    let (first, others): (Vec<BranchId>, Vec<BranchId>) =
        branches.into_iter().partition(|id| turn.state().branches.get(id).is_some_and(|it| &it.element == event));
    // What came first is known to the correlation keys of the others.
    if let Some(first) = first.first() {
        has_happened(turn, *first, payload)?;
    }
    others.into_iter().try_for_each(|branch| super::enter(turn, branch))
}
