//! What is around the step: its lane, its repetition, the nodes before and after.

use routine_model::ElementId;
use routine_model::graph::activity::ActivityKind;
use routine_model::graph::event::EventDefinition;
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};

use super::Signals;
use crate::strategy::Strategy::{Conversational, Reasoning};
use crate::strategy::detector::seen::{about, plain};
use crate::strategy::detector::step::StepToDetect;
use crate::strategy::detector::{weights, words};

/// Hints; none of them decides by itself.
pub(in super::super) fn surroundings(step: &StepToDetect<'_>, signals: &mut Signals) {
    if let Some(lane) = lane_name(step).filter(|lane| words::names_a_person(lane)) {
        let seen = about("lane", [lane], format!("the lane “{lane}” names people"));
        signals.add("lane", Conversational, weights::LANE, seen);
    }
    if step.activity.loop_characteristics.is_some() {
        signals.add("repetition", Reasoning, weights::REPEATED, plain("forEach", "it is done for each item by itself"));
    }
    if let Some(before) = nodes_before(step).find(|node| waits_for_someone(node)) {
        let because = format!("“{}” before it heard from someone", before.label());
        signals.add("before", Conversational, weights::BEFORE, about("heardBefore", [before.label()], because));
    }
    if step.context.person_at_hand == Some(false) {
        signals.add(
            "context",
            Conversational,
            weights::NOBODY_THERE,
            plain("nobodyThere", "nobody is there to talk to"),
        );
    }
}

fn lane_name<'a>(step: &StepToDetect<'a>) -> Option<&'a str> {
    let lane: &ElementId = step.node.lane.as_ref()?;
    let process = step.graph.process_of(&step.node.container)?.process.as_ref()?;
    process.lanes.iter().find(|one| &one.id == lane)?.name.as_deref()
}

fn nodes_before<'a>(step: &StepToDetect<'a>) -> impl Iterator<Item = &'a FlowNode> {
    let graph = step.graph;
    let flows = graph.incoming(&step.node.id).iter().filter_map(|flow| graph.flow(flow));
    flows.filter_map(|flow| graph.node(&flow.source))
}

fn waits_for_someone(node: &FlowNode) -> bool {
    match &node.kind {
        FlowNodeKind::Activity(activity) => matches!(activity.kind, ActivityKind::ReceiveTask { .. }),
        FlowNodeKind::IntermediateCatchEvent(event) => {
            event.definitions.iter().any(|definition| matches!(definition, EventDefinition::Message { .. }))
        }
        FlowNodeKind::StartEvent(_)
        | FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::BoundaryEvent(_)
        | FlowNodeKind::Gateway(_) => false,
    }
}
