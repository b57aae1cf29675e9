//! Where a branch may be put by hand.

use routine_model::ElementId;
use routine_model::graph::activity::{ActivityKind, SubProcess};
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::graph::gateway::Gateway;

use super::refused;
use crate::Rejection;
use crate::event::{ScopeKind, SubscriptionOwner};
use crate::flow_nodes::name_of;
use crate::ids::ScopeId;
use crate::state::Scope;
use crate::turn::Turn;

/// Where in a scope a branch can stand that did not come there by itself.
pub(super) fn target<'g>(turn: &Turn<'g>, scope: ScopeId, element: &ElementId) -> Result<&'g FlowNode, Rejection> {
    let graph = turn.graph_of(scope)?;
    let node = graph.node(element).ok_or_else(|| Rejection::UnknownElement(element.clone()))?;
    let name = name_of(node);
    let around = turn.state().scope(scope)?;
    if let Some(reason) = closed(turn, around) {
        return Err(refused(reason));
    }
    if node.container != around.element {
        return Err(refused(format!("{name} is in another process or sub-process than the branch")));
    }
    match &node.kind {
        FlowNodeKind::BoundaryEvent(_) => {
            Err(refused(format!("{name} is left by what happens at its activity, and nobody can be put there")))
        }
        FlowNodeKind::Activity(activity) if activity.is_for_compensation => {
            Err(refused(format!("{name} only undoes something, and nobody can be put there")))
        }
        FlowNodeKind::Activity(activity) if matches!(activity.kind, ActivityKind::SubProcess(SubProcess::Event)) => {
            Err(refused(format!("{name} begins by its event, and nobody can be put there")))
        }
        FlowNodeKind::Activity(_)
        | FlowNodeKind::StartEvent(_)
        | FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::IntermediateCatchEvent(_)
        | FlowNodeKind::Gateway(_) => Ok(node),
    }
}

/// The only open scope that an element can be meant in.
pub(super) fn scope_for(turn: &Turn<'_>, element: &ElementId) -> Result<ScopeId, Rejection> {
    let all: Vec<ScopeId> = (turn.state().scopes.values())
        .filter(|scope| {
            let node = turn.graphs().get(&scope.routine).and_then(|graph| graph.node(element));
            node.is_some_and(|node| node.container == scope.element) && closed(turn, scope).is_none()
        })
        .map(|scope| scope.id)
        .collect();
    match all.as_slice() {
        [only] => Ok(*only),
        [] if turn.graphs().values().all(|graph| graph.node(element).is_none()) => {
            Err(Rejection::UnknownElement(element.clone()))
        }
        [] => Err(refused(format!("what {element} is in is not under way"))),
        several => Err(refused(format!("what {element} is in is under way {} times; name the scope", several.len()))),
    }
}

/// Why nothing can be put into a scope.
fn closed(turn: &Turn<'_>, scope: &Scope) -> Option<String> {
    let element = &scope.element;
    let waits_for_start = || {
        let owners = scope.subscriptions.iter().filter_map(|id| turn.state().subscriptions.get(id));
        owners.into_iter().any(|open| open.owner == SubscriptionOwner::Start)
    };
    match scope.kind {
        ScopeKind::Loop | ScopeKind::Iteration => {
            Some(format!("the branch is one of several that do {element}; move the branch that has begun them"))
        }
        ScopeKind::Compensation => Some(format!("what was done in {element} is being undone")),
        ScopeKind::Process
        | ScopeKind::SubProcess
        | ScopeKind::Transaction
        | ScopeKind::AdHoc
        | ScopeKind::EventSubProcess
        | ScopeKind::CalledRoutine => {
            if scope.undoing.is_some() || scope.cancelled_by.is_some() {
                Some(format!("what was done in {element} is being undone"))
            } else if scope.closing {
                Some(format!("nothing begins in {element} any more"))
            } else if waits_for_start() {
                Some(format!("{element} has not begun yet"))
            } else {
                None
            }
        }
    }
}

/// The flow over which a branch that is put at a join counts as having come: the first that nobody has come over yet.
pub(super) fn flow_into(turn: &Turn<'_>, scope: ScopeId, node: &FlowNode) -> Result<Option<ElementId>, Rejection> {
    let joins = match &node.kind {
        FlowNodeKind::Gateway(Gateway::Parallel | Gateway::Inclusive | Gateway::Complex { .. }) => true,
        FlowNodeKind::Gateway(Gateway::Exclusive | Gateway::EventBased { .. })
        | FlowNodeKind::Activity(_)
        | FlowNodeKind::StartEvent(_)
        | FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::IntermediateCatchEvent(_)
        | FlowNodeKind::BoundaryEvent(_) => false,
    };
    let incoming = turn.graph_of(scope)?.incoming(&node.id);
    if !joins || incoming.len() < 2 {
        return Ok(None);
    }
    let waiting = turn.state().scope(scope)?.joins.get(&node.id);
    let is_missing = |flow: &&ElementId| !waiting.is_some_and(|flows| flows.contains_key(*flow));
    Ok(incoming.iter().find(is_missing).or(incoming.first()).cloned())
}
