//! When a flow node is over: what its data output associations take from it.

use routine_model::graph::activity::{Activity, ActivityKind};
use routine_model::graph::binding::Binding;
use routine_model::graph::data::{DataAssociation, DataElement, IoSpecification};
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::graph::loops::LoopCharacteristics;
use routine_model::graph::{DataOwner, DataPlace};
use routine_model::{ElementId, EntryOperation};
use serde_json::Value;

use super::association::{Sight, scope_of, target_of};
use super::entries::write_of;
use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::SubroutineContext;
use crate::event::{VariableSet, VariableWrite};
use crate::flow_nodes::is_one_of_many;
use crate::ids::ScopeId;
use crate::incidents::Trouble;
use crate::outcome::VariableMap;
use crate::swarm_asks::EntryWrite;
use crate::turn::{Place, Turn};

/// What data output associations take from a flow node.
#[derive(Clone, Debug, Default)]
pub(crate) struct Taken {
    /// For data objects and properties.
    pub(crate) data: Vec<VariableWrite>,
    /// For the swarm's blackboard.
    pub(crate) entries: Vec<EntryWrite>,
}

/// What the data output associations of an activity give, and whether an output set is available (BPMN 2.0.2, 10.4.2).
/// `results` are what it has produced, `inputs` what went in.
pub(crate) fn of_activity(
    turn: &Turn<'_>,
    place: Place<'_>,
    results: &VariableMap,
    inputs: &VariableMap,
) -> Result<Taken, Trouble> {
    let Some(activity) = place.node.activity() else { return Ok(Taken::default()) };
    if turn.state().config.mode == RunMode::TokenGame {
        return Ok(Taken::default());
    }
    let Giving { io, associations, must_give } = giving(turn, place, activity);
    if must_give {
        available_set(place.node, io, results)?;
    }
    taken(turn, place, io, &associations, results, inputs)
}

/// The same for an event, with what came with it.
pub(crate) fn of_event(turn: &Turn<'_>, place: Place<'_>, payload: &VariableMap) -> Result<Taken, Trouble> {
    let (io, associations) = match &place.node.kind {
        FlowNodeKind::StartEvent(event) => (&event.io_specification, &event.data_outputs),
        FlowNodeKind::IntermediateCatchEvent(event) => (&event.io_specification, &event.data_outputs),
        FlowNodeKind::BoundaryEvent(event) => (&event.catch.io_specification, &event.catch.data_outputs),
        FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::Activity(_)
        | FlowNodeKind::Gateway(_) => return Ok(Taken::default()),
    };
    if turn.state().config.mode == RunMode::TokenGame {
        return Ok(Taken::default());
    }
    let associations: Vec<&DataAssociation> = associations.iter().collect();
    taken(turn, place, Some(io), &associations, payload, &VariableMap::new())
}

/// Sets the data as seen from a scope, each in the scope of its container.
pub(crate) fn write(turn: &mut Turn<'_>, from: ScopeId, writes: Vec<VariableWrite>) -> Result<(), Broken> {
    for VariableWrite { container, variable, value } in writes {
        if let Some(scope) = scope_of(turn.state(), from, &container).map(|scope| scope.id) {
            turn.emit(VariableSet { scope, name: variable, value })?;
        }
    }
    Ok(())
}

/// Whether an assignment to a variable is one of these writes, so that it need not be made twice.
pub(crate) fn is_written(turn: &Turn<'_>, from: ScopeId, writes: &[VariableWrite], variable: &str) -> bool {
    let home = SubroutineContext::of_scope(turn.state(), from).home_of(variable);
    let goes_there =
        |write: &VariableWrite| scope_of(turn.state(), from, &write.container).map(|scope| scope.id) == home;
    writes.iter().any(|write| write.variable == variable && goes_there(write))
}

/// Whether a result is a declared data output, which only data associations take out of the step.
pub(crate) fn is_data_output(node: &FlowNode, result: &str) -> bool {
    let io = match &node.kind {
        FlowNodeKind::Activity(activity) => activity.io_specification.as_ref(),
        FlowNodeKind::StartEvent(event) => Some(&event.io_specification),
        FlowNodeKind::IntermediateCatchEvent(event) => Some(&event.io_specification),
        FlowNodeKind::BoundaryEvent(event) => Some(&event.catch.io_specification),
        FlowNodeKind::EndEvent(_) | FlowNodeKind::IntermediateThrowEvent(_) | FlowNodeKind::Gateway(_) => None,
    };
    io.is_some_and(|io| io.output(result).is_some())
}

/// What gives outputs, and which associations take them.
struct Giving<'n> {
    io: Option<&'n IoSpecification>,
    associations: Vec<&'n DataAssociation>,
    /// An output set has to be available.
    must_give: bool,
}

/// A repeated activity gives twice: each instance its results, and the whole the collection of them.
fn giving<'n>(turn: &Turn<'_>, place: Place<'_>, activity: &'n Activity) -> Giving<'n> {
    let io = activity.io_specification.as_ref();
    let all = || activity.data_outputs.iter();
    let is_instance = is_one_of_many(turn.state(), place.scope, place.node);
    let collection = match &activity.loop_characteristics {
        None => {
            // Nothing does an abstract task, so nothing can be asked of it.
            let is_done =
                !(matches!(activity.kind, ActivityKind::AbstractTask) && matches!(activity.binding, Binding::None));
            return Giving { io, associations: all().collect(), must_give: is_done };
        }
        Some(LoopCharacteristics::Standard(_)) if is_instance => {
            return Giving { io, associations: all().collect(), must_give: false };
        }
        Some(LoopCharacteristics::Standard(_)) => {
            return Giving { io, associations: Vec::new(), must_give: false };
        }
        Some(LoopCharacteristics::MultiInstance(many)) => many.output_collection.as_deref(),
    };
    let is_collected = |association: &&DataAssociation| {
        let source = association.sources.first().and_then(|id| place.graph.data_place(id));
        source.is_some_and(|source| Some(source.variable.as_str()) == collection)
    };
    let associations = all().filter(|association| is_collected(association) != is_instance).collect();
    Giving { io, associations, must_give: false }
}

fn available_set(node: &FlowNode, io: Option<&IoSpecification>, results: &VariableMap) -> Result<(), Trouble> {
    let Some(io) = io else { return Ok(()) };
    let lacks = |id: &ElementId| {
        let output = io.outputs.iter().find(|output| &output.id == id);
        output.filter(|output| value_of(io, output, results).is_none())
    };
    let is_available = io.output_sets.iter().any(|set| set.required().all(|id| lacks(id).is_none()));
    let Some(first) = io.output_sets.first().filter(|_| !is_available) else { return Ok(()) };
    let names: Vec<&str> = first.required().filter_map(lacks).map(|output| output.name.as_str()).collect();
    Err(Trouble {
        code: "data-output".to_owned(),
        message: format!("{} has not produced its data output {}", node.label(), names.join(", ")),
    })
}

/// The value of a data output: the result of its name or of its id; a single output is the single result, or all results
/// as one object.
fn value_of(io: &IoSpecification, output: &DataElement, results: &VariableMap) -> Option<Value> {
    let named = results.get(&output.name).or_else(|| results.get(output.id.as_str()));
    if named.is_some() || io.outputs.len() > 1 {
        return named.filter(|value| !value.is_null()).cloned();
    }
    let mut values = results.values();
    match (values.next(), values.next()) {
        (None, _) => None,
        (Some(only), None) => Some(only.clone()).filter(|value| !value.is_null()),
        (Some(_), Some(_)) => Some(Value::Object(results.clone().into_iter().collect())),
    }
}

fn taken(
    turn: &Turn<'_>,
    place: Place<'_>,
    io: Option<&IoSpecification>,
    associations: &[&DataAssociation],
    results: &VariableMap,
    inputs: &VariableMap,
) -> Result<Taken, Trouble> {
    let mut own = inputs.clone();
    own.extend(results.iter().map(|(name, value)| (name.clone(), value.clone())));
    let graph = place.graph;
    let sight = Sight { progress: turn.state(), graph, scope: place.scope, now: turn.now(), own: &own };
    let read = &|source: &ElementId| {
        let output = io.and_then(|io| Some((io, io.outputs.iter().find(|output| &output.id == source)?)));
        match output {
            Some((io, output)) => value_of(io, output, results),
            None => sight.read(graph.data_place(source)?),
        }
    };
    let mut writes: Vec<VariableWrite> = Vec::new();
    let mut entries = Vec::new();
    for association in associations {
        if let Some(write) = entry_written(turn, place, association, &sight, results, read)? {
            entries.push(write);
            continue;
        }
        let Some(target) = target_of(graph, association) else { continue };
        let DataOwner::Container(container) = &target.owner else { continue };
        let before =
            writes.iter().rev().find(|write| write.variable == target.variable && &write.container == container);
        let current = before.map(|write| write.value.clone()).or_else(|| sight.read(target));
        let value = match drawn_only(association) {
            true => result_for(target, results),
            false => sight.result(association, Some(target), current, read)?,
        };
        if let Some(value) = value {
            writes.push(VariableWrite { container: container.clone(), variable: target.variable.clone(), value });
        }
    }
    Ok(Taken { data: writes, entries })
}

/// What an association writes to the blackboard, when it ends at a data store that is bound to it. An arrow that says
/// nothing more takes the result that is called as the store is, the only one, or all of them together. Without a value
/// nothing is written, but for `delete`, which needs none.
fn entry_written(
    turn: &Turn<'_>,
    place: Place<'_>,
    association: &DataAssociation,
    sight: &Sight<'_>,
    results: &VariableMap,
    read: impl Fn(&ElementId) -> Option<Value>,
) -> Result<Option<EntryWrite>, Trouble> {
    let Some(store) = &association.target else { return Ok(None) };
    let Some(binding) = place.graph.entry_of(association, store) else { return Ok(None) };
    let target = place.graph.data_place(store);
    let all = || Some(Value::Object(results.clone().into_iter().collect())).filter(|_| !results.is_empty());
    let value = match (drawn_only(association), target) {
        _ if binding.operation == EntryOperation::Delete => Some(Value::Null),
        (true, Some(target)) => result_for(target, results).or_else(all),
        (true, None) => all(),
        (false, target) => sight.result(association, target, None, read)?,
    };
    let Some(value) = value else { return Ok(None) };
    let context = SubroutineContext::of_scope(turn.state(), place.scope).with_inputs(sight.own);
    write_of(turn, place, &binding, &context, value).map(Some)
}

/// An arrow that begins at the activity itself and says nothing more.
fn drawn_only(association: &DataAssociation) -> bool {
    association.sources.is_empty() && association.transformation.is_none() && association.assignments.is_empty()
}

/// Takes the result that is called as the target is, or the only one.
fn result_for(target: &DataPlace, results: &VariableMap) -> Option<Value> {
    let only = || results.values().next().filter(|_| results.len() == 1);
    results.get(&target.variable).or_else(only).filter(|value| !value.is_null()).cloned()
}
