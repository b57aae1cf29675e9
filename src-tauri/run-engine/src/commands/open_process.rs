//! A process of the run's file starts.

use routine_model::graph::container::Container;
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::{ElementId, RoutineGraph};

use super::expect_alive;
use crate::Rejection;
use crate::config::RunMode;
use crate::context::SubroutineContext;
use crate::event::ScopeKind;
use crate::incidents::Trouble;
use crate::outcome::VariableMap;
use crate::scope::{self, NewScope};
use crate::subscriptions::{awaited_starts, listeners_of_scope};
use crate::turn::Turn;
use crate::unsupported::unsupported;

pub(super) fn open(
    turn: &mut Turn<'_>,
    process: Option<ElementId>,
    start: Option<ElementId>,
    mut inputs: VariableMap,
) -> Result<(), Rejection> {
    expect_alive(turn)?;
    let version = turn.state().routine.version.clone();
    let graph = turn.graphs().get(&version).ok_or_else(|| Rejection::UnknownRoutine(version.0.to_string()))?;
    let process = find_process(graph, process.as_ref(), start.as_ref())?;
    let starts = match start {
        Some(start) => vec![check_start(graph, process, start)?],
        None => scope::plain_starts(graph, &process.id),
    };
    let awaits = starts.is_empty() && turn.state().config.mode == RunMode::Data;
    if starts.is_empty() && !awaits {
        return Err(no_start(&process.id, "it has no plain start event, so the start has to be named"));
    }
    let unsupported = unsupported(graph, Some(&process.id), &turn.state().config);
    if !unsupported.is_empty() {
        return Err(Rejection::Unsupported(unsupported));
    }
    check_inputs(turn, process, &mut inputs)?;
    let context = SubroutineContext::of_new_scope(turn.state(), None, &inputs);
    let cannot_listen = |trouble: Trouble| no_start(&process.id, &trouble.message);
    let mut new = NewScope {
        parent: None,
        kind: ScopeKind::Process,
        element: &process.id,
        routine: version,
        step: None,
        iteration: None,
        variables: VariableMap::new(),
        listeners: Vec::new(),
        starts: &starts,
    };
    if awaits {
        let awaited = awaited_starts(graph, &process.id, &context, turn.now()).map_err(cannot_listen)?;
        if awaited.is_empty() {
            return Err(no_start(&process.id, "it has no plain start event, so the start has to be named"));
        }
        new.variables = inputs;
        return Ok(scope::open_waiting(turn, new, awaited)?);
    }
    new.listeners = listeners_of_scope(graph, &process.id, &context, turn.now()).map_err(cannot_listen)?;
    new.variables = inputs;
    scope::open(turn, new)?;
    Ok(())
}

/// Adds the defaults of declared inputs that are missing, and refuses what does not fit. A token game has no data.
fn check_inputs(turn: &Turn<'_>, container: &Container, inputs: &mut VariableMap) -> Result<(), Rejection> {
    let Some(process) = container.process.as_ref().filter(|_| turn.state().config.mode == RunMode::Data) else {
        return Ok(());
    };
    process.interface.add_defaults(inputs);
    let faults = process.interface.input_faults(inputs);
    if faults.is_empty() { Ok(()) } else { Err(Rejection::InvalidInputs { process: container.id.clone(), faults }) }
}

/// The named process, or the one that the start stands in, or the only one that can be meant.
fn find_process<'g>(
    graph: &'g RoutineGraph,
    process: Option<&ElementId>,
    start: Option<&ElementId>,
) -> Result<&'g Container, Rejection> {
    let unknown = |id: &ElementId| Rejection::UnknownProcess(id.to_string());
    if let Some(id) = process {
        let container = graph.container(id).filter(|container| container.parent.is_none());
        return container.ok_or_else(|| unknown(id));
    }
    if let Some(start) = start {
        let node = graph.node(start).ok_or_else(|| no_start(start, "there is no such flow node"))?;
        return graph.process_of(&node.container).ok_or_else(|| unknown(&node.container));
    }
    let all: Vec<&Container> = graph.processes().iter().filter_map(|id| graph.container(id)).collect();
    let is_executable = |container: &&Container| container.process.as_ref().is_some_and(|it| it.is_executable);
    let executable: Vec<&Container> = all.iter().copied().filter(is_executable).collect();
    match (executable.as_slice(), all.as_slice()) {
        ([only], _) | ([], [only]) => Ok(only),
        ([], []) => Err(Rejection::UnknownProcess("at all".to_owned())),
        ([], several) | (several, _) => {
            let names: Vec<&str> = several.iter().map(|container| container.id.as_str()).collect();
            Err(Rejection::AmbiguousProcess(names.join(", ")))
        }
    }
}

/// A start that somebody has named.
fn check_start(graph: &RoutineGraph, process: &Container, start: ElementId) -> Result<ElementId, Rejection> {
    let Some(node) = graph.node(&start) else { return Err(no_start(&start, "there is no such flow node")) };
    if node.container != process.id {
        return Err(no_start(&start, &format!("it does not stand directly in {}", process.id)));
    }
    if !may_begin(graph, node) {
        return Err(no_start(&start, "it is no start event and has incoming flows"));
    }
    Ok(start)
}

fn may_begin(graph: &RoutineGraph, node: &FlowNode) -> bool {
    matches!(node.kind, FlowNodeKind::StartEvent(_)) || scope::is_implicit_start(graph, node)
}

fn no_start(element: &ElementId, reason: &str) -> Rejection {
    Rejection::NoStart { element: element.clone(), reason: reason.to_owned() }
}
