//! A scope begins.

use routine_model::graph::flow_node::FlowNode;
use routine_model::{ElementId, RoutineGraph};

use crate::branch_manager::BranchManager;
use crate::broken::Broken;
use crate::context::SubroutineContextManager;
use crate::event::{ScopeKind, ScopeOpened, SubscriptionOwner};
use crate::ids::{RoutineVersion, ScopeId, StepId};
use crate::outcome::VariableMap;
use crate::subscriptions::{Listener, listen};
use crate::turn::Turn;

/// A scope that is about to begin.
pub(crate) struct NewScope<'a> {
    pub(crate) parent: Option<ScopeId>,
    pub(crate) kind: ScopeKind,
    /// The process or activity that it is an instance of.
    pub(crate) element: &'a ElementId,
    pub(crate) routine: RoutineVersion,
    /// The step that it does the work of.
    pub(crate) step: Option<StepId>,
    pub(crate) iteration: Option<u64>,
    pub(crate) variables: VariableMap,
    /// What its event sub-processes listen for.
    pub(crate) listeners: Vec<Listener>,
    /// Where branches begin; with none the scope is over at once.
    pub(crate) starts: &'a [ElementId],
}

/// Opens a scope with its first variables and branches.
pub(crate) fn open(turn: &mut Turn<'_>, new: NewScope<'_>) -> Result<ScopeId, Broken> {
    let (kind, starts) = (new.kind, new.starts);
    let scope = begin(turn, new)?;
    for start in starts {
        BranchManager::of(turn).begin(scope, start, None)?;
    }
    match kind {
        // They decide themselves what begins in them.
        ScopeKind::Loop | ScopeKind::AdHoc => {}
        ScopeKind::Process
        | ScopeKind::SubProcess
        | ScopeKind::Transaction
        | ScopeKind::EventSubProcess
        | ScopeKind::CalledRoutine
        | ScopeKind::Iteration
        | ScopeKind::Compensation => super::complete_if_over(turn, scope)?,
    }
    Ok(scope)
}

/// Opens a process that waits for the event that it starts with. Its event sub-processes do not listen before that.
pub(crate) fn open_waiting(turn: &mut Turn<'_>, new: NewScope<'_>, awaited: Vec<Listener>) -> Result<(), Broken> {
    let scope = begin(turn, new)?;
    listen(turn, scope, &SubscriptionOwner::Start, awaited)?;
    Ok(())
}

fn begin(turn: &mut Turn<'_>, new: NewScope<'_>) -> Result<ScopeId, Broken> {
    let scope = ScopeId(turn.state().next.scope);
    turn.emit(ScopeOpened {
        scope,
        parent: new.parent,
        kind: new.kind,
        element: new.element.clone(),
        routine: new.routine,
        step: new.step,
        iteration: new.iteration,
    })?;
    SubroutineContextManager::of(turn).set_all(scope, new.variables)?;
    listen(turn, scope, &SubscriptionOwner::EventSubProcess, new.listeners)?;
    Ok(scope)
}

/// Where a process or sub-process begins by itself.
pub(crate) fn plain_starts(graph: &RoutineGraph, container: &ElementId) -> Vec<ElementId> {
    graph.plain_starts(container)
}

/// The nodes directly in a container that nothing leads to.
pub(crate) fn implicit_starts<'a>(
    graph: &'a RoutineGraph,
    container: &'a ElementId,
) -> impl Iterator<Item = &'a FlowNode> {
    graph.nodes_in(container).filter(|node| is_implicit_start(graph, node))
}

/// Whether a node begins by itself where there is no start event.
pub(crate) fn is_implicit_start(graph: &RoutineGraph, node: &FlowNode) -> bool {
    graph.is_implicit_start(node)
}
