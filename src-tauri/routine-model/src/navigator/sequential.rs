//! The one way through a sequential routine.

use super::{Format, Navigator};
use crate::graph::RoutineGraph;
use crate::graph::flow_node::{FlowNode, FlowNodeKind};
use crate::ids::ElementId;

/// Walks a sequential routine: from its start, step by step.
#[derive(Clone, Copy, Debug)]
pub struct SequentialNavigator<'g> {
    graph: &'g RoutineGraph,
}

impl<'g> SequentialNavigator<'g> {
    /// A navigator over a graph.
    #[must_use]
    pub fn new(graph: &'g RoutineGraph) -> Self {
        Self { graph }
    }
}

impl Navigator for SequentialNavigator<'_> {
    fn format(&self) -> Format {
        Format::Sequential
    }

    fn graph(&self) -> &RoutineGraph {
        self.graph
    }

    fn starts(&self, process: &ElementId) -> Vec<&FlowNode> {
        let is_start = |node: &&FlowNode| matches!(node.kind, FlowNodeKind::StartEvent(_));
        self.graph.nodes_in(process).filter(is_start).collect()
    }

    fn jumps(&self, _node: &ElementId) -> Vec<&FlowNode> {
        Vec::new()
    }

    fn has_branches(&self) -> bool {
        false
    }
}
