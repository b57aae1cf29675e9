//! What goes down into a called routine and up out of it (BPMN 2.0.2, 10.3.6, 10.4.2).
//!
//! A routine that declares inputs gets those and what the call's mappings make; one that declares outputs gives nothing
//! else. Without declarations the call's own words count: everything goes down and up, unless it says otherwise.

use routine_model::ElementId;
use routine_model::graph::RoutineGraph;
use routine_model::graph::activity::CallActivity;
use routine_model::graph::data::{DataElement, IoSpecification};
use routine_model::graph::flow_node::FlowNode;
use routine_model::graph::interface::{FieldFault, RoutineInterface};

use crate::config::RunMode;
use crate::context::{SubroutineContext, SubroutineContextManager, visible};
use crate::event::ScopeKind;
use crate::flow_nodes::Results;
use crate::ids::{ScopeId, StepId};
use crate::incidents::Trouble;
use crate::outcome::VariableMap;
use crate::turn::{Place, Turn};

/// The first variables of a called routine: its declared inputs with their defaults, checked, and what the call's mappings
/// make.
pub(crate) fn variables_for_call(
    turn: &Turn<'_>,
    place: Place<'_>,
    step: StepId,
    call: &CallActivity,
    called: (&RoutineGraph, &ElementId),
) -> Result<VariableMap, Trouble> {
    let Some(context) = SubroutineContext::of_step(turn.state(), step) else { return Ok(VariableMap::new()) };
    let mut variables = turn.state().steps.get(&step).map(|step| step.inputs.clone()).unwrap_or_default();
    let Some(interface) = interface_of(called.0, called.1).filter(|interface| !interface.inputs.is_empty()) else {
        if call.propagate_all_parent_variables {
            let mut all = visible(&context);
            all.append(&mut variables);
            return Ok(all);
        }
        return Ok(variables);
    };
    let given = call_io(place).map_or(&[][..], |io| &io.inputs);
    for (index, input) in interface.inputs.iter().enumerate() {
        let value = match counterpart(given, &input.name, index) {
            Some(own) => variables.remove(&own.name),
            None if call.propagate_all_parent_variables => context.get(&input.name).cloned(),
            None => variables.get(&input.name).cloned(),
        };
        if let Some(value) = value {
            variables.insert(input.name.clone(), value);
        }
    }
    interface.add_defaults(&mut variables);
    refuse(
        "call-input",
        &format!("{} cannot be called with these inputs", called.1),
        &interface.input_faults(&variables),
    )?;
    Ok(variables)
}

/// What a called routine gives: its declared outputs, checked, or all its variables where it declares none; then what the
/// call's output mappings make of them.
pub(crate) fn results_of_call(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    inside: ScopeId,
    propagates: bool,
) -> Result<Results, Trouble> {
    let nothing = VariableMap::new();
    let Some(scope) = turn.state().scopes.get(&inside) else { return Results::of(turn, place, step, nothing, None) };
    let graph = turn.graphs().get(&scope.routine).map(AsRef::as_ref);
    let interface = graph.and_then(|graph| interface_of(graph, &scope.element));
    let declared = interface.map_or(&[][..], |interface| &interface.outputs);
    if let Some(interface) = interface {
        refuse(
            "routine-output",
            &format!("the outputs of {} do not fit", scope.element),
            &interface.output_faults(&scope.variables),
        )?;
    }
    let mut given = scope.variables.clone();
    if !declared.is_empty() {
        given.retain(|name, _| declared.iter().any(|output| &output.name == name));
    }
    let mappings = place.node.activity().map_or(&[][..], |activity| &activity.outputs);
    let mapped = match mappings {
        [] if propagates || !declared.is_empty() => None,
        [] => Some(nothing),
        mappings => {
            let context = SubroutineContext::of_new_scope(turn.state(), None, &given);
            Some(SubroutineContextManager::map_in(&context, turn.now(), mappings)?)
        }
    };
    if let Some(io) = call_io(place) {
        // The call's own data outputs are those of the routine, by name or else by their order.
        for (index, output) in declared.iter().enumerate() {
            if let Some(own) = counterpart(&io.outputs, &output.name, index).filter(|own| own.name != output.name)
                && let Some(value) = given.remove(&output.name)
            {
                given.insert(own.name.clone(), value);
            }
        }
    }
    Results::of(turn, place, step, given, mapped)
}

/// What speaks against the outputs of a process whose last branch is about to end.
pub(crate) fn outputs_in_trouble(turn: &Turn<'_>, place: Place<'_>) -> Option<Trouble> {
    let scope = turn.state().scopes.get(&place.scope)?;
    if turn.state().config.mode == RunMode::TokenGame || scope.kind != ScopeKind::Process || scope.branches.len() > 1 {
        return None;
    }
    let faults = interface_of(place.graph, &scope.element)?.output_faults(&scope.variables);
    refuse("routine-output", &format!("the outputs of {} do not fit", scope.element), &faults).err()
}

fn refuse(code: &str, what: &str, faults: &[FieldFault]) -> Result<(), Trouble> {
    if faults.is_empty() {
        return Ok(());
    }
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    Err(Trouble { code: code.to_owned(), message: format!("{what}: {}", told.join("; ")) })
}

/// The inputs of a call, under the names of the data inputs of the global task that it calls.
pub(crate) fn inputs_of_global_task(place: Place<'_>, mut inputs: VariableMap) -> VariableMap {
    let given = call_io(place).map_or(&[][..], |io| &io.inputs);
    let declared = task_io(place).map_or(&[][..], |io| &io.inputs);
    for (index, input) in declared.iter().enumerate() {
        if let Some(own) = counterpart(given, &input.name, index).filter(|own| own.name != input.name)
            && let Some(value) = inputs.remove(&own.name)
        {
            inputs.insert(input.name.clone(), value);
        }
    }
    inputs
}

/// What a global task has produced, under the names of the data outputs of its call; other activities' results as they are.
pub(crate) fn outputs_of_global_task(place: Place<'_>, mut results: VariableMap) -> VariableMap {
    let given = call_io(place).map_or(&[][..], |io| &io.outputs);
    let declared = task_io(place).map_or(&[][..], |io| &io.outputs);
    for (index, output) in declared.iter().enumerate() {
        if let Some(own) = counterpart(given, &output.name, index).filter(|own| own.name != output.name)
            && let Some(value) = results.remove(&output.name)
        {
            results.insert(own.name.clone(), value);
        }
    }
    results
}

fn task_io<'g>(place: Place<'g>) -> Option<&'g IoSpecification> {
    let task = place.graph.done_at(&place.node.id)?;
    task.activity()?.io_specification.as_ref().filter(|_| task.id != place.node.id)
}

fn interface_of<'g>(graph: &'g RoutineGraph, process: &ElementId) -> Option<&'g RoutineInterface> {
    graph.container(process)?.process.as_ref().map(|process| &process.interface)
}

fn call_io<'g>(place: Place<'g>) -> Option<&'g IoSpecification> {
    place.node.activity()?.io_specification.as_ref()
}

/// The inputs of a call with the names that they have in the routine that it calls.
pub(crate) fn inputs_of_call<'g>(
    call: &'g FlowNode,
    called: (&'g RoutineGraph, &ElementId),
) -> impl Iterator<Item = (&'g str, &'g str)> {
    let given =
        call.activity().and_then(|activity| activity.io_specification.as_ref()).map_or(&[][..], |io| &io.inputs);
    let inputs = interface_of(called.0, called.1).map_or(&[][..], |interface| &interface.inputs);
    let named = inputs.iter().enumerate();
    named
        .filter_map(|(index, input)| Some((counterpart(given, &input.name, index)?.name.as_str(), input.name.as_str())))
}

/// The one of `own` that stands for a callable's input or output: that of its name, else that at its place in the order.
fn counterpart<'d>(own: &'d [DataElement], name: &str, index: usize) -> Option<&'d DataElement> {
    own.iter().find(|element| element.name == name).or_else(|| own.get(index))
}
