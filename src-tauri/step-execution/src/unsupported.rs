//! What about a routine's bindings cannot be executed, said before a run starts.

use std::sync::Arc;

use routine_model::RoutineGraph;
use routine_model::graph::activity::Activity;
use routine_model::graph::flow_node::FlowNode;
use run_engine::{RunConfig, Unsupported};

use crate::limits::StepLimits;
use crate::output_schema;
use crate::script::syntax_error;
use crate::strategy::deterministic::{Work, work_of};
use crate::strategy::{Strategy, StrategyInputs, chosen_strategy, unavailable};

/// Every activity that would fail whatever its variables are, with the reason; in the order of the file.
#[must_use]
pub fn unsupported_bindings(graph: &Arc<RoutineGraph>, config: &RunConfig) -> Vec<Unsupported> {
    let activities = graph.nodes().filter_map(|node| Some((node, graph.done_at(&node.id)?.activity()?)));
    activities
        .flat_map(|(node, activity)| {
            let reasons = reasons(graph, node, activity, config);
            reasons.into_iter().map(|reason| Unsupported { element: node.id.clone(), reason })
        })
        .collect()
}

fn reasons(graph: &RoutineGraph, node: &FlowNode, activity: &Activity, config: &RunConfig) -> Vec<String> {
    let chosen = chosen_strategy(graph, node, activity, &StrategyInputs::of_config(config, &node.id));
    let mut reasons = Vec::new();
    match chosen.at_hand(activity) {
        Strategy::Deterministic => match work_of(activity) {
            Work::Unavailable(reason) => reasons.push(reason),
            Work::JavaScript { source, .. } => reasons.extend(syntax_error(source)),
            Work::Nothing | Work::Person(_) | Work::Worker(_) | Work::Feel { .. } => {}
        },
        strategy @ (Strategy::Reasoning | Strategy::Conversational) => reasons.push(unavailable(strategy)),
    }
    reasons.extend(StepLimits::of(activity).err().map(|error| error.to_string()));
    reasons.extend(activity.settings.output_schema.as_ref().and_then(output_schema::fault));
    reasons
}
