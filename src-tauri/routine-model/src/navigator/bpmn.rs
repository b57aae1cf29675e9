//! Ways through a BPMN diagram.

use super::{Format, Navigator};
use crate::graph::RoutineGraph;
use crate::graph::activity::{ActivityKind, SubProcess};
use crate::graph::event::EventDefinition;
use crate::graph::flow_node::{FlowNode, FlowNodeKind};
use crate::graph::gateway::Gateway;
use crate::ids::ElementId;

/// Walks a BPMN diagram.
#[derive(Clone, Copy, Debug)]
pub struct BpmnNavigator<'g> {
    graph: &'g RoutineGraph,
}

impl<'g> BpmnNavigator<'g> {
    /// A navigator over a graph.
    #[must_use]
    pub fn new(graph: &'g RoutineGraph) -> Self {
        Self { graph }
    }

    /// The nodes of a level that no flow leads to and that flows, not handlers or events, would start (BPMN 2.0.2, 10.2.1).
    fn without_incoming(&self, container: &ElementId) -> Vec<&'g FlowNode> {
        self.graph
            .nodes_in(container)
            .filter(|node| self.graph.incoming(&node.id).is_empty() && can_begin(node))
            .collect()
    }
}

impl Navigator for BpmnNavigator<'_> {
    fn format(&self) -> Format {
        Format::Bpmn
    }

    fn graph(&self) -> &RoutineGraph {
        self.graph
    }

    fn starts(&self, process: &ElementId) -> Vec<&FlowNode> {
        let is_start = |node: &&FlowNode| match &node.kind {
            FlowNodeKind::StartEvent(_) => true,
            FlowNodeKind::Gateway(Gateway::EventBased { instantiate, .. }) => *instantiate,
            FlowNodeKind::Activity(activity) => {
                matches!(activity.kind, ActivityKind::ReceiveTask { instantiate: true, .. })
            }
            FlowNodeKind::Gateway(_)
            | FlowNodeKind::EndEvent(_)
            | FlowNodeKind::IntermediateThrowEvent(_)
            | FlowNodeKind::IntermediateCatchEvent(_)
            | FlowNodeKind::BoundaryEvent(_) => false,
        };
        let starts: Vec<_> = self.graph.nodes_in(process).filter(is_start).collect();
        if starts.is_empty() { self.without_incoming(process) } else { starts }
    }

    fn jumps(&self, node: &ElementId) -> Vec<&FlowNode> {
        let Some(node) = self.graph.node(node) else { return Vec::new() };
        if let FlowNodeKind::IntermediateThrowEvent(event) = &node.kind
            && let Some(name) = link_name(&event.definitions)
        {
            let partner = |other: &&FlowNode| matches!(&other.kind, FlowNodeKind::IntermediateCatchEvent(event) if link_name(&event.definitions) == Some(name));
            return self.graph.nodes_in(&node.container).filter(partner).collect();
        }
        self.graph.boundary_events(&node.id).iter().filter_map(|event| self.graph.node(event)).collect()
    }

    fn has_branches(&self) -> bool {
        true
    }
}

fn can_begin(node: &FlowNode) -> bool {
    match &node.kind {
        FlowNodeKind::BoundaryEvent(_) => false,
        FlowNodeKind::Activity(activity) => {
            !activity.is_for_compensation && !matches!(activity.kind, ActivityKind::SubProcess(SubProcess::Event))
        }
        FlowNodeKind::IntermediateCatchEvent(event) => link_name(&event.definitions).is_none(),
        FlowNodeKind::StartEvent(_)
        | FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::Gateway(_) => true,
    }
}

fn link_name(definitions: &[EventDefinition]) -> Option<&str> {
    definitions.iter().find_map(EventDefinition::link_name)
}
