//! What about a routine's bindings cannot be executed, said before a run starts.

use std::collections::BTreeMap;
use std::sync::Arc;

use routine_model::RoutineGraph;
use routine_model::graph::activity::Activity;
use routine_model::graph::flow_node::FlowNode;
use run_engine::{RunConfig, Unsupported};

use crate::inputs;
use crate::limits::StepLimits;
use crate::output_schema;
use crate::outside::{FindDecision, Outside};
use crate::script::syntax_error;
use crate::strategy::deterministic::{OwnTask, Work, decision_obstacle, obstacle, work_of};
use crate::strategy::expected::Expected;
use crate::strategy::{Strategy, StrategyInputs, chosen_strategy, prompt};
use crate::tool::approval_fault;

/// Every activity that would fail whatever its variables are, with the reason; in the order of the file.
#[must_use]
pub fn unsupported_bindings(graph: &Arc<RoutineGraph>, config: &RunConfig) -> Vec<Unsupported> {
    activities(graph)
        .flat_map(|(node, activity)| {
            let reasons = reasons(graph, node, activity, config);
            reasons.into_iter().map(|reason| Unsupported { element: node.id.clone(), reason })
        })
        .collect()
}

/// Every activity that would fail for what is missing outside of the routine, such as a file with its decision.
pub(crate) fn missing_outside(graph: &RoutineGraph, config: &RunConfig, outside: &Outside) -> Vec<Unsupported> {
    let found = activities(graph).filter_map(|(node, activity)| {
        let chosen = chosen_strategy(graph, node, activity, &StrategyInputs::of_config(config, &node.id));
        let is_meant = chosen.at_hand(activity) == Strategy::Deterministic;
        let reason = is_meant.then(|| obstacle(&work_of(activity), outside)).flatten()?;
        Some(Unsupported { element: node.id.clone(), reason })
    });
    found.collect()
}

/// Every activity whose decision is in no file that can be found, or is wrong there, with the reason.
#[must_use]
pub fn missing_decisions(graph: &RoutineGraph, find: &FindDecision) -> Vec<Unsupported> {
    let found = activities(graph).filter_map(|(node, activity)| {
        let Work::Decision { decision, .. } = work_of(activity) else { return None };
        Some(Unsupported { element: node.id.clone(), reason: decision_obstacle(decision, find)? })
    });
    found.collect()
}

fn activities(graph: &RoutineGraph) -> impl Iterator<Item = (&FlowNode, &Activity)> {
    graph.nodes().filter_map(|node| Some((node, graph.done_at(&node.id)?.activity()?)))
}

fn reasons(graph: &RoutineGraph, node: &FlowNode, activity: &Activity, config: &RunConfig) -> Vec<String> {
    let chosen = chosen_strategy(graph, node, activity, &StrategyInputs::of_config(config, &node.id));
    let mut reasons = Vec::new();
    match chosen.at_hand(activity) {
        Strategy::Deterministic => match work_of(activity) {
            Work::Unavailable(reason) => reasons.push(reason),
            Work::JavaScript { source, .. } => reasons.extend(syntax_error(source)),
            Work::Own { task: OwnTask::Data, headers } => reasons.extend(lost_data(activity, headers)),
            Work::Own { task: OwnTask::Tool, headers } => reasons.extend(unnamed_tool(activity, headers)),
            Work::Own { task: OwnTask::Http | OwnTask::Web | OwnTask::Inform, .. }
            | Work::Nothing
            | Work::Person(_)
            | Work::Worker(_)
            | Work::Decision { .. }
            | Work::Feel { .. } => {}
        },
        Strategy::Reasoning | Strategy::Conversational => {
            reasons.extend(Expected::of(activity).err().map(|failure| failure.message));
            reasons.extend(prompt::fault(activity));
        }
    }
    reasons.extend(approval_fault(activity));
    reasons.extend(StepLimits::of(activity).err().map(|error| error.to_string()));
    reasons.extend(activity.settings.input_schema.as_ref().and_then(inputs::fault));
    reasons.extend(activity.settings.output_schema.as_ref().and_then(output_schema::fault));
    reasons
}

/// A tool that neither headers nor input mappings name.
fn unnamed_tool(activity: &Activity, headers: &BTreeMap<String, String>) -> Option<String> {
    let is_missing =
        |name: &&str| !headers.contains_key(*name) && activity.inputs.iter().all(|one| one.target != **name);
    let missing: Vec<&str> = ["server", "tool"].into_iter().filter(is_missing).collect();
    (!missing.is_empty()).then(|| format!("routine:tool needs the task header {}", missing.join(" and ")))
}

/// What input mappings make stays in the step, so a transform needs a way out.
fn lost_data(activity: &Activity, headers: &BTreeMap<String, String>) -> Option<String> {
    let reason = "what routine:data makes goes nowhere: it needs a resultVariable or output mappings";
    let is_lost =
        activity.outputs.is_empty() && activity.data_outputs.is_empty() && !headers.contains_key("resultVariable");
    is_lost.then(|| reason.to_owned())
}
