//! Where a process or sub-process begins by itself (BPMN 2.0.2, 10.5.2).

use super::RoutineGraph;
use super::activity::{ActivityKind, SubProcess};
use super::event::EventDefinition;
use super::flow_node::{FlowNode, FlowNodeKind};
use crate::ids::ElementId;

impl RoutineGraph {
    /// At every start event that waits for nothing; without any start event, at every node that no flow leads to.
    #[must_use]
    pub fn plain_starts(&self, container: &ElementId) -> Vec<ElementId> {
        if self.start_events(container).next().is_none() {
            let implicit = self.nodes_in(container).filter(|node| self.is_implicit_start(node));
            return implicit.map(|node| node.id.clone()).collect();
        }
        self.start_events(container)
            .filter(|node| matches!(&node.kind, FlowNodeKind::StartEvent(start) if start.definitions.is_empty()))
            .map(|node| node.id.clone())
            .collect()
    }

    /// Whether a node begins by itself where there is no start event: nothing leads to it, and nothing but a flow could.
    #[must_use]
    pub fn is_implicit_start(&self, node: &FlowNode) -> bool {
        if !self.incoming(&node.id).is_empty() {
            return false;
        }
        match &node.kind {
            FlowNodeKind::StartEvent(_) | FlowNodeKind::BoundaryEvent(_) => false,
            FlowNodeKind::Activity(activity) => {
                !activity.is_for_compensation && !matches!(activity.kind, ActivityKind::SubProcess(SubProcess::Event))
            }
            FlowNodeKind::IntermediateCatchEvent(event) => {
                !event.definitions.iter().any(|definition| matches!(definition, EventDefinition::Link { .. }))
            }
            FlowNodeKind::EndEvent(_) | FlowNodeKind::IntermediateThrowEvent(_) | FlowNodeKind::Gateway(_) => true,
        }
    }
}
