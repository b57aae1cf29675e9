//! Before a flow node starts: what its data input associations give it.

use routine_model::ElementId;
use routine_model::graph::activity::{Activity, ActivityKind};
use routine_model::graph::data::{DataAssociation, DataKind, DataSet, IoSpecification, Property};
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::graph::{DataOwner, RoutineGraph};
use serde_json::Value;

use super::association::{Sight, is_only_drawn, target_of};
use super::entries::read_for;
use crate::config::RunMode;
use crate::incidents::Trouble;
use crate::outcome::VariableMap;
use crate::turn::{Place, Turn};

/// What data input associations give a flow node.
pub(crate) struct Inputs {
    /// Values of its data inputs and properties.
    pub(crate) values: VariableMap,
    /// What it lacks to start: the variables that nobody has given a value yet. Empty when an input set is available.
    pub(crate) missing: Vec<String>,
}

/// Executes the data input associations of a flow node (BPMN 2.0.2, 10.4.2): in their order, those whose sources have
/// values. The first input set whose required inputs are all there is the one that counts.
pub(crate) fn gather(turn: &Turn<'_>, place: Place<'_>) -> Result<Inputs, Trouble> {
    let mut values = VariableMap::new();
    let (io, associations) = sides(place.node);
    if turn.state().config.mode == RunMode::TokenGame {
        return Ok(Inputs { values, missing: Vec::new() });
    }
    if place.graph.container(&place.node.id).is_none() {
        let properties = place.node.activity().map_or(&[][..], |activity| &activity.properties);
        values.extend(drawn_out(properties).map(|property| (property.name.clone(), Value::Null)));
    }
    for association in associations {
        let read = read_for(turn, place, association)?;
        let target = target_of(place.graph, association);
        // An arrow from a data store that ends at the node itself gives a variable of the store's name.
        let seen_as = read.values().next().map(|(name, _)| name.as_str());
        let Some(name) = target.map(|target| target.variable.as_str()).or(seen_as) else { continue };
        let sight =
            Sight { progress: turn.state(), graph: place.graph, scope: place.scope, now: turn.now(), own: &values };
        let current = values.get(name).cloned();
        let value = sight.result(association, target, current, |source| match read.get(source) {
            Some((_, value)) => value.clone(),
            None => sight.read(place.graph.data_place(source)?),
        })?;
        let is_own = match target.map(|target| &target.owner) {
            Some(DataOwner::Step(node) | DataOwner::Container(node)) => *node == place.node.id,
            Some(DataOwner::Store) => false,
            None => true,
        };
        if let Some(value) = value.filter(|_| is_own) {
            values.insert(name.to_owned(), value);
        }
    }
    let Some(io) = io else { return Ok(Inputs { values, missing: Vec::new() }) };
    let missing = choose_set(place, io, associations, &mut values);
    Ok(Inputs { values, missing })
}

/// The data that a container's scope has besides its variables: data objects and properties without a value. They hide
/// variables of the same names around it, and end with the scope.
pub(crate) fn own_variables(graph: &RoutineGraph, container: &ElementId) -> VariableMap {
    let objects = graph.container(container).into_iter().flat_map(|container| &container.data);
    let objects = objects.filter(|data| data.kind == DataKind::Object).map(|data| data.name.clone());
    let properties =
        graph.node(container).and_then(FlowNode::activity).map_or(&[][..], |activity| &activity.properties);
    objects.chain(drawn_out(properties).map(|property| property.name.clone())).map(|name| (name, Value::Null)).collect()
}

fn drawn_out(properties: &[Property]) -> impl Iterator<Item = &Property> {
    properties.iter().filter(|property| !is_only_drawn(&property.name))
}

pub(super) fn sides(node: &FlowNode) -> (Option<&IoSpecification>, &[DataAssociation]) {
    match &node.kind {
        FlowNodeKind::Activity(activity) => (activity.io_specification.as_ref(), &activity.data_inputs),
        FlowNodeKind::EndEvent(event) | FlowNodeKind::IntermediateThrowEvent(event) => {
            (Some(&event.io_specification), &event.data_inputs)
        }
        FlowNodeKind::StartEvent(_)
        | FlowNodeKind::IntermediateCatchEvent(_)
        | FlowNodeKind::BoundaryEvent(_)
        | FlowNodeKind::Gateway(_) => (None, &[]),
    }
}

/// Keeps the inputs of the first set that is available; else says what the first one lacks.
fn choose_set(
    place: Place<'_>,
    io: &IoSpecification,
    associations: &[DataAssociation],
    values: &mut VariableMap,
) -> Vec<String> {
    let name = |id: &ElementId| io.inputs.iter().find(|input| &input.id == id).map(|input| input.name.as_str());
    let is_there =
        |id: &ElementId| name(id).is_none_or(|name| values.contains_key(name) || is_mapped(place.node, name));
    let lacks = |set: &DataSet| -> Vec<ElementId> { set.required().filter(|id| !is_there(id)).cloned().collect() };
    let Some(first) = io.input_sets.first() else { return Vec::new() };
    let Some(chosen) = io.input_sets.iter().find(|set| lacks(set).is_empty()) else {
        return lacks(first).iter().flat_map(|input| awaited(place.graph, associations, input)).collect();
    };
    let others: Vec<String> = io
        .input_sets
        .iter()
        .flat_map(|set| &set.members)
        .filter(|id| !chosen.members.contains(id))
        .filter_map(|id| name(id).map(str::to_owned))
        .collect();
    values.retain(|name, _| !others.contains(name));
    Vec::new()
}

/// Inputs that a mapping or the repetition itself gives need no association.
fn is_mapped(node: &FlowNode, name: &str) -> bool {
    let Some(Activity { inputs, kind, loop_characteristics, .. }) = node.activity() else { return false };
    let is_item = match loop_characteristics {
        Some(routine_model::graph::loops::LoopCharacteristics::MultiInstance(many)) => {
            many.input_element.as_deref() == Some(name)
        }
        Some(routine_model::graph::loops::LoopCharacteristics::Standard(_)) | None => false,
    };
    // What a received message carries comes later.
    let is_receiver = matches!(kind, ActivityKind::ReceiveTask { .. });
    is_item || is_receiver || inputs.iter().any(|mapping| mapping.target == name)
}

/// The variables that an input waits for: the sources of its association, or itself.
fn awaited(graph: &RoutineGraph, associations: &[DataAssociation], input: &ElementId) -> Vec<String> {
    let sources = associations.iter().filter(|association| association.target.as_ref() == Some(input));
    let sources = sources.flat_map(|association| &association.sources);
    let found: Vec<String> =
        sources.filter_map(|source| graph.data_place(source)).map(|place| place.variable.clone()).collect();
    if found.is_empty() {
        return graph.data_place(input).map(|place| place.variable.clone()).into_iter().collect();
    }
    found
}
