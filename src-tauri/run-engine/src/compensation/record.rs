//! What is remembered of a completed activity.

use routine_model::graph::activity::{Activity, ActivityKind, SubProcess};
use routine_model::graph::event::EventDefinition;
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::{ElementId, RoutineGraph};

use crate::broken::Broken;
use crate::event::{CompensationGathered, CompensationRecorded, ScopeKind};
use crate::flow_nodes;
use crate::ids::{ScopeId, StepId};
use crate::state::CompletedInside;
use crate::turn::{Place, Turn};

/// Remembers an activity that completes, if something could undo it.
///
/// The activity behind its boundary event does. So does a compensation event sub-process in it, and before that activity,
/// because it is the inner one. With neither of them, what was completed inside is undone one by one.
pub(crate) fn record(turn: &mut Turn<'_>, place: Place<'_>, step: StepId) -> Result<(), Broken> {
    let Some(activity) = place.node.activity() else { return Ok(()) };
    if activity.is_for_compensation || matches!(activity.kind, ActivityKind::SubProcess(SubProcess::Event)) {
        return Ok(());
    }
    let inside = turn.state().step(step)?.completed_inside.as_deref();
    let has_inside = inside.is_some_and(|inside| !inside.compensations.is_empty());
    if is_whole(turn, place, activity) {
        return if has_inside { remember(turn, place, step, None, true) } else { Ok(()) };
    }
    let own = match inside {
        Some(inside) => event_sub_process(turn, inside)?,
        None => None,
    };
    let behind: Vec<ElementId> = behind_boundary(place.graph, place.node).cloned().collect();
    let is_by_itself = behind.is_empty() && has_inside;
    for handler in behind {
        remember(turn, place, step, Some(handler), false)?;
    }
    if own.is_some() || is_by_itself {
        remember(turn, place, step, own, true)?;
    }
    Ok(())
}

/// Of a repeated activity, every turn and instance is undone; the whole has nothing of its own.
fn is_whole(turn: &Turn<'_>, place: Place<'_>, activity: &Activity) -> bool {
    activity.loop_characteristics.is_some() && !flow_nodes::is_one_of_many(turn.state(), place.scope, place.node)
}

fn remember(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    handler: Option<ElementId>,
    with_inside: bool,
) -> Result<(), Broken> {
    let scope = keeper(turn, place.scope)?;
    turn.emit(CompensationRecorded { scope, activity: place.node.id.clone(), handler, step, with_inside })
}

/// The scope that remembers what is completed in a scope: an event sub-process belongs to what is around it, an instance
/// to all instances.
fn keeper(turn: &Turn<'_>, scope: ScopeId) -> Result<ScopeId, Broken> {
    let mut id = scope;
    loop {
        let scope = turn.state().scope(id)?;
        id = match (scope.kind, scope.parent) {
            (ScopeKind::EventSubProcess | ScopeKind::Iteration, Some(around)) => around,
            (
                ScopeKind::Process
                | ScopeKind::SubProcess
                | ScopeKind::Transaction
                | ScopeKind::AdHoc
                | ScopeKind::EventSubProcess
                | ScopeKind::CalledRoutine
                | ScopeKind::Loop
                | ScopeKind::Iteration
                | ScopeKind::Compensation,
                _,
            ) => return Ok(id),
        };
    }
}

/// The activities that compensation boundary events lead to.
fn behind_boundary<'g>(graph: &'g RoutineGraph, node: &FlowNode) -> impl Iterator<Item = &'g ElementId> {
    let events = graph.boundary_events(&node.id).iter().filter_map(|id| graph.node(id));
    let for_compensation = events.filter(|event| match &event.kind {
        FlowNodeKind::BoundaryEvent(event) => event.catch.definitions.iter().any(is_compensation),
        FlowNodeKind::StartEvent(_)
        | FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::IntermediateCatchEvent(_)
        | FlowNodeKind::Activity(_)
        | FlowNodeKind::Gateway(_) => false,
    });
    for_compensation.filter_map(|event| graph.compensation_handler(&event.id))
}

/// The event sub-process that compensation of what ran in a scope starts.
fn event_sub_process(turn: &Turn<'_>, inside: &CompletedInside) -> Result<Option<ElementId>, Broken> {
    let graph = turn.graphs().get(&inside.routine).ok_or_else(|| Broken::Routine(inside.routine.clone()))?;
    let mut found = graph.event_subprocesses(&inside.element);
    Ok(found.find(|node| compensation_start(graph, &node.id).is_some()).map(|node| node.id.clone()))
}

/// The start event by which compensation starts an event sub-process.
pub(super) fn compensation_start<'g>(graph: &'g RoutineGraph, event_sub_process: &ElementId) -> Option<&'g FlowNode> {
    graph.start_events(event_sub_process).find(
        |node| matches!(&node.kind, FlowNodeKind::StartEvent(start) if start.definitions.iter().any(is_compensation)),
    )
}

fn is_compensation(definition: &EventDefinition) -> bool {
    matches!(definition, EventDefinition::Compensation { .. })
}

/// Before everything in a transaction is cancelled, what was completed inside of what still goes on is remembered by the
/// scopes around it, innermost first. It counts as completed with the last that was completed inside.
pub(super) fn gather(turn: &mut Turn<'_>, id: ScopeId) -> Result<(), Broken> {
    let inner: Vec<ScopeId> = turn.state().scope(id)?.scopes.iter().copied().collect();
    for from in inner {
        gather(turn, from)?;
        let scope = turn.state().scope(from)?;
        if scope.compensations.is_empty() {
            continue;
        }
        let activity = match scope.step {
            Some(step) => turn.state().step(step)?.element.clone(),
            None => scope.element.clone(),
        };
        let scope = keeper(turn, id)?;
        turn.emit(CompensationGathered { scope, activity, from })?;
    }
    Ok(())
}
