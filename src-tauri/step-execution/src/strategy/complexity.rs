//! How much there is to keep in mind at a step, between 0 and 1; the table is in docs/strategies.md.

use routine_model::RoutineGraph;
use routine_model::graph::activity::{Activity, ActivityKind};
use routine_model::graph::binding::Binding;
use routine_model::graph::container::Container;
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::detector::is_text_name;

/// The parts of a step's complexity, each between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Complexity {
    /// Independent ways through the routine around the step, or through the sub-process that it is: flows - nodes + 2, less
    /// the first one; 1 from ten more on.
    pub cyclomatic: f64,
    /// Sub-processes around the step, and its own repetition; 1 from four on.
    pub nesting: f64,
    /// Share of the declared outputs that no binding produces.
    pub unproduced: f64,
    /// Share of inputs and outputs that are free text.
    pub free_text: f64,
    /// Values that an output may be chosen from, and ways out of the gateway behind, less the first one; 1 from five more on.
    pub alternatives: f64,
}

const WEIGHTS: [f64; 5] = [0.2, 0.1, 0.3, 0.3, 0.1];

impl Complexity {
    /// Looks at a step.
    #[must_use]
    pub fn of(graph: &RoutineGraph, node: &FlowNode, activity: &Activity) -> Self {
        let outputs = Outputs::of(activity);
        Self {
            cyclomatic: share(more_ways(graph, node, activity), 10),
            nesting: share(depth(graph, node) + usize::from(activity.loop_characteristics.is_some()), 4),
            unproduced: if outputs.declared > 0 && !has_action(activity) { 1.0 } else { 0.0 },
            free_text: free_text(activity, outputs),
            alternatives: share(outputs.choices.saturating_sub(1) + ways_out(graph, node).saturating_sub(1), 5),
        }
    }

    /// The weighted sum.
    #[must_use]
    pub fn total(&self) -> f64 {
        let parts = [self.cyclomatic, self.nesting, self.unproduced, self.free_text, self.alternatives];
        parts.iter().zip(WEIGHTS).map(|(part, weight)| part * weight).sum()
    }
}

fn share(count: usize, most: u32) -> f64 {
    let count = u32::try_from(count).unwrap_or(u32::MAX).min(most);
    f64::from(count) / f64::from(most)
}

fn more_ways(graph: &RoutineGraph, node: &FlowNode, activity: &Activity) -> usize {
    let inside = matches!(activity.kind, ActivityKind::SubProcess(_)).then_some(&node.id).unwrap_or(&node.container);
    graph
        .container(inside)
        .map_or(0, |container: &Container| (container.flows.len() + 1).saturating_sub(container.nodes.len()))
}

fn depth(graph: &RoutineGraph, node: &FlowNode) -> usize {
    let parent = |container: &&Container| container.parent.as_ref().and_then(|parent| graph.container(parent));
    std::iter::successors(graph.container(&node.container), |container| parent(container)).count().saturating_sub(1)
}

/// Whether a binding produces the outputs; asking a model is none.
fn has_action(activity: &Activity) -> bool {
    match &activity.binding {
        Binding::None => false,
        Binding::TaskType { task_type, .. } => task_type.source() != "routine:generate",
        Binding::FeelScript { .. } | Binding::Script { .. } | Binding::Decision { .. } | Binding::Form(_) => true,
    }
}

/// What a step says that comes out of it.
#[derive(Clone, Copy, Default)]
struct Outputs {
    declared: usize,
    texts: usize,
    /// Values of the output with the most.
    choices: usize,
}

impl Outputs {
    fn of(activity: &Activity) -> Self {
        let schema = activity.settings.output_schema.as_ref().and_then(|schema| schema.get("properties"));
        let Some(properties) = schema.and_then(Value::as_object) else {
            return Self { declared: activity.outputs.len(), ..Self::default() };
        };
        let choices = |property: &Value| property.get("enum").and_then(Value::as_array).map_or(0, Vec::len);
        Self {
            declared: properties.len(),
            texts: properties.values().filter(|property| is_free_text(property)).count(),
            choices: properties.values().map(choices).max().unwrap_or(0),
        }
    }
}

/// A text that nothing says the form of; also a list of them.
fn is_free_text(property: &Value) -> bool {
    let of = if property.get("type") == Some(&Value::from("array")) { property.get("items") } else { Some(property) };
    of.is_some_and(|of| {
        let has_form = ["enum", "const", "format", "pattern"].iter().any(|key| of.get(key).is_some());
        of.get("type") == Some(&Value::from("string")) && !has_form
    })
}

fn free_text(activity: &Activity, outputs: Outputs) -> f64 {
    let prompts = usize::from(activity.settings.prompt.is_some());
    let inputs = activity.inputs.iter().filter(|input| is_text_name(&input.target)).count();
    let all = activity.inputs.len() + prompts + outputs.declared;
    if all == 0 { 0.0 } else { share(inputs + prompts + outputs.texts, u32::try_from(all).unwrap_or(u32::MAX)) }
}

/// Ways out of the gateway right behind the step.
fn ways_out(graph: &RoutineGraph, node: &FlowNode) -> usize {
    let targets =
        graph.outgoing(&node.id).iter().filter_map(|flow| graph.flow(flow)).filter_map(|flow| graph.node(&flow.target));
    let gateways = targets.filter(|target| matches!(target.kind, FlowNodeKind::Gateway(_)));
    gateways.map(|gateway| graph.outgoing(&gateway.id).len()).max().unwrap_or(0)
}
