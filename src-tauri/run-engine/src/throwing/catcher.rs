//! Who catches an error or escalation: outward from where it was thrown (BPMN 2.0.2, 10.5.1, 10.5.7).

use routine_model::ElementId;
use routine_model::graph::activity::{ActivityKind, SubProcess};
use routine_model::graph::event::EventDefinition;
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};

use crate::broken::Broken;
use crate::event::ScopeKind;
use crate::flow_nodes;
use crate::ids::{ScopeId, StepId};
use crate::state::Step;
use crate::subscriptions::Payload;
use crate::turn::Turn;

/// How well an event's definition fits what was thrown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// It names what was thrown.
    Named,
    /// It names nothing and catches all.
    Any,
}

/// What catches.
pub(super) enum Catcher<'g> {
    /// A boundary event of an activity.
    Boundary { host: StepId, event: &'g FlowNode },
    /// The start event of an event sub-process.
    EventSubProcess { scope: ScopeId, start: &'g FlowNode },
}

impl<'g> Catcher<'g> {
    pub(super) fn event(&self) -> &'g FlowNode {
        match self {
            Self::Boundary { event, .. } => event,
            Self::EventSubProcess { start, .. } => start,
        }
    }

    /// The definitions of the catching event.
    pub(super) fn definitions(&self) -> &'g [EventDefinition] {
        definitions_of(self.event())
    }

    /// Lets it catch.
    pub(super) fn fire(&self, turn: &mut Turn<'g>, payload: Payload) -> Result<(), Broken> {
        match self {
            Self::Boundary { host, event } => flow_nodes::catch_at_boundary(turn, *host, &event.id, payload),
            Self::EventSubProcess { scope, start } => {
                flow_nodes::catch_in_event_sub_process(turn, *scope, &start.id, payload)
            }
        }
    }
}

/// The nearest catcher: first at the border of the activity that throws, then scope by scope outward the scope's event
/// sub-processes and the border of its activity.
pub(super) fn find<'g>(
    turn: &Turn<'g>,
    scope: ScopeId,
    step: Option<StepId>,
    fits: &dyn Fn(&EventDefinition) -> Option<Fit>,
) -> Result<Option<Catcher<'g>>, Broken> {
    if let Some(step) = step
        && let Some(found) = at_border(turn, turn.state().step(step)?, fits)?
    {
        return Ok(Some(found));
    }
    let mut next = Some(scope);
    let mut came_from = None;
    while let Some(id) = next {
        let scope = turn.state().scope(id)?;
        if let Some(found) = in_scope(turn, id, came_from.as_ref(), fits)? {
            return Ok(Some(found));
        }
        if let Some(step) = scope.step
            && let Some(found) = at_border(turn, turn.state().step(step)?, fits)?
        {
            return Ok(Some(found));
        }
        came_from = (scope.kind == ScopeKind::EventSubProcess).then(|| scope.element.clone());
        // What goes wrong while something is undone is the matter of who asked for that.
        let asked_by = scope.step.filter(|_| scope.kind == ScopeKind::Compensation);
        next = match asked_by {
            Some(step) => Some(turn.state().step(step)?.scope),
            None => scope.parent,
        };
    }
    Ok(None)
}

fn at_border<'g>(
    turn: &Turn<'g>,
    host: &Step,
    fits: &dyn Fn(&EventDefinition) -> Option<Fit>,
) -> Result<Option<Catcher<'g>>, Broken> {
    let graph = turn.graph_of(host.scope)?;
    if graph.node(&host.element).is_some_and(|node| flow_nodes::is_one_of_many(turn.state(), host.scope, node)) {
        return Ok(None);
    }
    let events = graph.boundary_events(&host.element).iter().filter_map(|id| graph.node(id));
    Ok(best(events, fits).map(|event| Catcher::Boundary { host: host.id, event }))
}

fn in_scope<'g>(
    turn: &Turn<'g>,
    id: ScopeId,
    came_from: Option<&ElementId>,
    fits: &dyn Fn(&EventDefinition) -> Option<Fit>,
) -> Result<Option<Catcher<'g>>, Broken> {
    let scope = turn.state().scope(id)?;
    if scope.undoing.is_some() {
        return Ok(None);
    }
    match scope.kind {
        ScopeKind::Loop | ScopeKind::Iteration | ScopeKind::Compensation => return Ok(None),
        ScopeKind::Process
        | ScopeKind::SubProcess
        | ScopeKind::Transaction
        | ScopeKind::AdHoc
        | ScopeKind::EventSubProcess
        | ScopeKind::CalledRoutine => {}
    }
    let graph = turn.graph_of(id)?;
    // What an interrupting event sub-process throws is not for it and its siblings: their scope is over already.
    let is_over = came_from.is_some_and(|from| graph.start_events(from).any(is_interrupting));
    if is_over {
        return Ok(None);
    }
    let starts = graph.event_subprocesses(&scope.element).filter(|node| is_event_sub_process(node));
    let starts = starts.filter(|node| Some(&node.id) != came_from).flat_map(|node| graph.start_events(&node.id));
    Ok(best(starts, fits).map(|start| Catcher::EventSubProcess { scope: id, start }))
}

fn is_event_sub_process(node: &FlowNode) -> bool {
    node.activity().is_some_and(|activity| matches!(activity.kind, ActivityKind::SubProcess(SubProcess::Event)))
}

fn is_interrupting(node: &FlowNode) -> bool {
    matches!(&node.kind, FlowNodeKind::StartEvent(start) if start.interrupting)
}

/// The event that fits best; one that names what was thrown comes before one that catches all.
fn best<'g>(
    events: impl Iterator<Item = &'g FlowNode>,
    fits: &dyn Fn(&EventDefinition) -> Option<Fit>,
) -> Option<&'g FlowNode> {
    let fitting = events.filter_map(|event| {
        let fit = definitions_of(event).iter().filter_map(fits).min()?;
        Some((fit, event))
    });
    fitting.min_by_key(|(fit, _)| *fit).map(|(_, event)| event)
}

fn definitions_of(event: &FlowNode) -> &[EventDefinition] {
    match &event.kind {
        FlowNodeKind::StartEvent(start) => &start.definitions,
        FlowNodeKind::BoundaryEvent(boundary) => &boundary.catch.definitions,
        FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::IntermediateCatchEvent(_)
        | FlowNodeKind::Activity(_)
        | FlowNodeKind::Gateway(_) => &[],
    }
}
