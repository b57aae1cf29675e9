//! Navigators: one for each format that a routine can be written in. They answer questions and change nothing.

mod bpmn;
mod factory;
mod sequential;

pub use bpmn::BpmnNavigator;
pub use factory::{Format, NavigatorFactory};
pub use sequential::SequentialNavigator;

use std::collections::{HashSet, VecDeque};

use crate::graph::RoutineGraph;
use crate::graph::flow_node::{FlowNode, SequenceFlow};
use crate::ids::ElementId;

/// What a run, a screen or a check wants to know about the ways through a routine.
pub trait Navigator {
    /// The format that the routine was written in.
    fn format(&self) -> Format;

    /// The graph that is walked.
    fn graph(&self) -> &RoutineGraph;

    /// The flow nodes at which a run of this process may start, in the order of the file.
    fn starts(&self, process: &ElementId) -> Vec<&FlowNode>;

    /// Where the thread of progress goes by itself from a node other than along its flows: to its boundary events, from a
    /// link to its partner.
    fn jumps(&self, node: &ElementId) -> Vec<&FlowNode>;

    /// Whether a routine of this format may have several branches at the same time.
    fn has_branches(&self) -> bool;

    /// The sequence flows out of a node, in the order of the file.
    fn flows_from(&self, node: &ElementId) -> Vec<&SequenceFlow> {
        self.graph().outgoing(node).iter().filter_map(|flow| self.graph().flow(flow)).collect()
    }

    /// Whether a node ends its branch: no flow leaves it and nothing jumps on from it.
    fn is_end(&self, node: &ElementId) -> bool {
        self.graph().node(node).is_some() && self.graph().outgoing(node).is_empty() && self.jumps(node).is_empty()
    }

    /// Whether progress at `from` can ever get to `to`, over flows, boundary events and links of the same level.
    fn can_reach(&self, from: &ElementId, to: &ElementId) -> bool {
        self.reachable(from).contains(to)
    }

    /// Every node that progress at `from` can get to; `from` itself only over a cycle.
    fn reachable(&self, from: &ElementId) -> HashSet<ElementId> {
        let mut found = HashSet::new();
        let mut open = VecDeque::from([from.clone()]);
        while let Some(node) = open.pop_front() {
            let along = self.flows_from(&node).into_iter().map(|flow| flow.target.clone());
            for next in along.chain(self.jumps(&node).into_iter().map(|node| node.id.clone())) {
                if found.insert(next.clone()) {
                    open.push_back(next);
                }
            }
        }
        found
    }
}
