//! Over which sets of flows a token may leave a node, when every condition may go either way (BPMN 2.0.2, 8.4.13, 10.6).

use crate::RoutineGraph;
use crate::graph::flow_node::{FlowNode, FlowNodeKind};
use crate::graph::gateway::Gateway;

/// Gateways with more ways than this are not tried in every combination.
const MOST: usize = 8;

/// Each set of flows out of a node that a token may take; and why these are not all.
pub(super) fn ways_of(graph: &RoutineGraph, node: &FlowNode, outgoing: &[usize]) -> (Vec<Vec<usize>>, Option<String>) {
    if outgoing.is_empty() {
        return (vec![Vec::new()], None);
    }
    match &node.kind {
        FlowNodeKind::Gateway(Gateway::Exclusive | Gateway::EventBased { .. }) => {
            (outgoing.iter().map(|&flow| vec![flow]).collect(), None)
        }
        FlowNodeKind::Gateway(Gateway::Parallel) => (vec![outgoing.to_vec()], None),
        FlowNodeKind::Gateway(Gateway::Inclusive | Gateway::Complex { .. }) => {
            let (free, default) = split(graph, node, outgoing, |_| true);
            let (mut ways, all) = subsets(&free);
            ways.extend(default.map(|flow| vec![flow]));
            (ways, limit(all, node))
        }
        FlowNodeKind::StartEvent(_)
        | FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::IntermediateCatchEvent(_)
        | FlowNodeKind::BoundaryEvent(_)
        | FlowNodeKind::Activity(_) => {
            let has_condition = |index: usize| {
                let flow = graph.outgoing(&node.id).get(index).and_then(|id| graph.flow(id));
                flow.is_some_and(|flow| flow.condition.is_some())
            };
            let (free, default) = split(graph, node, outgoing, has_condition);
            let always: Vec<usize> =
                outgoing.iter().copied().filter(|flow| !free.contains(flow) && Some(*flow) != default).collect();
            let (chosen, all) = subsets(&free);
            let mut ways: Vec<Vec<usize>> = chosen.into_iter().map(|chosen| together(&always, chosen)).collect();
            let otherwise = together(&always, default.into_iter().collect());
            if !otherwise.is_empty() {
                ways.push(otherwise);
            }
            (ways, limit(all, node))
        }
    }
}

/// The flows that are taken by choice, and the default.
fn split(
    graph: &RoutineGraph,
    node: &FlowNode,
    outgoing: &[usize],
    is_free: impl Fn(usize) -> bool,
) -> (Vec<usize>, Option<usize>) {
    let ids = graph.outgoing(&node.id);
    let default = node.default_flow.as_ref().and_then(|id| ids.iter().position(|flow| flow == id));
    let free = (0..outgoing.len()).filter(|index| Some(*index) != default && is_free(*index));
    (free.map(|index| outgoing[index]).collect(), default.and_then(|index| outgoing.get(index)).copied())
}

fn together(always: &[usize], mut chosen: Vec<usize>) -> Vec<usize> {
    chosen.extend_from_slice(always);
    chosen.sort_unstable();
    chosen
}

/// Every set of some of these, single ones first; with too many, single ones and all together. And whether that is all.
fn subsets(flows: &[usize]) -> (Vec<Vec<usize>>, bool) {
    if flows.is_empty() {
        return (Vec::new(), true);
    }
    if flows.len() > MOST {
        let mut some: Vec<Vec<usize>> = flows.iter().map(|&flow| vec![flow]).collect();
        some.push(flows.to_vec());
        return (some, false);
    }
    let chosen = |set: u32| flows.iter().enumerate().filter(move |(at, _)| set & (1 << at) != 0).map(|(_, &flow)| flow);
    let mut all: Vec<Vec<usize>> = (1..1_u32 << flows.len()).map(|set| chosen(set).collect()).collect();
    all.sort_by_key(Vec::len);
    (all, true)
}

fn limit(all: bool, node: &FlowNode) -> Option<String> {
    (!all).then(|| format!("{} has more than {MOST} ways out that combine freely", node.id))
}
