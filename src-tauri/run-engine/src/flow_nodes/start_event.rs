//! Start events (BPMN 2.0.2, 10.5.2): the branch that a start has set in motion passes.

use routine_model::ElementId;

use super::event_based_gateway::{self, gateway_that_starts_with};
use super::{caught_event, pass};
use crate::branch_manager::BranchManager;
use crate::broken::Broken;
use crate::context::SubroutineContext;
use crate::event::{ScopeKind, SubscriptionOwner};
use crate::ids::ScopeId;
use crate::outcome::VariableMap;
use crate::scope::{self, NewScope};
use crate::subscriptions::{Payload, listen, listeners_of_scope};
use crate::turn::{Place, Turn};

pub(super) fn enter(turn: &mut Turn<'_>, place: Place<'_>) -> Result<(), Broken> {
    pass(turn, place)
}

/// A message or signal starts a process of the run's file.
pub(crate) fn open_process_at(turn: &mut Turn<'_>, start: &ElementId, payload: Payload) -> Result<(), Broken> {
    open_with(turn, start, VariableMap::new(), payload)
}

fn open_with(turn: &mut Turn<'_>, start: &ElementId, variables: VariableMap, payload: Payload) -> Result<(), Broken> {
    let version = turn.state().routine.version.clone();
    let graph = turn.graphs().get(&version).ok_or_else(|| Broken::Routine(version.clone()))?;
    let node = graph.node(start).ok_or_else(|| Broken::Element(start.clone()))?;
    let gateway = gateway_that_starts_with(graph, node);
    let mut seen = variables.clone();
    seen.extend(payload.variables.clone());
    let context = SubroutineContext::of_new_scope(turn.state(), None, &seen);
    // A process that nobody has asked for can refuse nobody: what it cannot listen for stays unheard.
    let listeners = listeners_of_scope(graph, &node.container, &context, turn.now()).unwrap_or_default();
    let scope = scope::open(
        turn,
        NewScope {
            parent: None,
            kind: ScopeKind::Process,
            element: &node.container,
            routine: version,
            step: None,
            iteration: None,
            variables,
            listeners,
            starts: std::slice::from_ref(gateway.map_or(start, |gateway| &gateway.id)),
        },
    )?;
    let branch = turn.state().scopes.get(&scope).and_then(|scope| scope.branches.first().copied());
    match (gateway, branch) {
        (Some(_), Some(branch)) => event_based_gateway::begin_with(turn, branch, start, payload),
        // A receive task that begins a process has received already (BPMN 2.0.2, 10.3.3).
        (None, Some(branch)) if node.activity().is_some() => event_based_gateway::has_happened(turn, branch, payload),
        (None, Some(branch)) => caught_event::take(turn, branch, payload),
        (Some(_) | None, None) => Ok(()),
    }
}

/// What a process has waited for has happened: it begins there, and waits no more for another of its starts. A timer that
/// repeats begins a process of its own every time, with the same variables, and only the last time the one that waited.
pub(crate) fn begin_process(
    turn: &mut Turn<'_>,
    scope: ScopeId,
    start: &ElementId,
    payload: Payload,
    comes_again: bool,
) -> Result<(), Broken> {
    if comes_again {
        let variables = turn.state().scope(scope)?.variables.clone();
        return open_with(turn, start, variables, payload);
    }
    scope::close_subscriptions(turn, scope)?;
    let graph = turn.graph_of(scope)?;
    let container = turn.state().scope(scope)?.element.clone();
    let branch = BranchManager::of(turn).begin(scope, start, None)?;
    caught_event::take(turn, branch, payload)?;
    let context = SubroutineContext::of_scope(turn.state(), scope);
    // It has begun and can refuse nobody: what it cannot listen for stays unheard.
    let listeners = listeners_of_scope(graph, &container, &context, turn.now()).unwrap_or_default();
    listen(turn, scope, &SubscriptionOwner::EventSubProcess, listeners)?;
    Ok(())
}
