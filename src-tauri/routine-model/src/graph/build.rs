//! Putting a graph together, from whatever format a navigator reads.

use std::collections::BTreeMap;

use petgraph::graph::DiGraph;
use thiserror::Error;

use super::container::{Container, MessageFlow, Participant};
use super::data::DataElement;
use super::data_places::{data_places, store_entries};
use super::event::{EventName, Message};
use super::flow_node::{FlowNode, FlowNodeKind, SequenceFlow};
use super::{IdMap, Links, RoutineGraph};
use crate::MemberId;
use crate::ids::ElementId;

/// Why an element could not be added; the reader turns it into a diagnostic and goes on without the element.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum GraphError {
    /// The id is taken.
    #[error("the id {0} is used twice")]
    DuplicateId(ElementId),
    /// A flow's end is no flow node.
    #[error("the sequence flow {flow} names {missing}, which is no flow node of this file")]
    MissingEnd {
        /// The flow.
        flow: ElementId,
        /// The id that names nothing.
        missing: ElementId,
    },
}

/// Collects elements; a node's container has to be added before the node, a flow's ends before the flow.
#[derive(Debug, Default)]
pub struct GraphBuilder {
    graph: DiGraph<FlowNode, SequenceFlow>,
    nodes: IdMap<petgraph::graph::NodeIndex>,
    flows: IdMap<petgraph::graph::EdgeIndex>,
    containers: BTreeMap<ElementId, Container>,
    processes: Vec<ElementId>,
    /// `message`s by id.
    pub messages: BTreeMap<ElementId, Message>,
    /// `signal`s by id.
    pub signals: BTreeMap<ElementId, EventName>,
    /// `error`s by id.
    pub errors: BTreeMap<ElementId, EventName>,
    /// `escalation`s by id.
    pub escalations: BTreeMap<ElementId, EventName>,
    /// `dataStore`s of the file by id.
    pub data_stores: BTreeMap<ElementId, DataElement>,
    /// Compensation boundary event → the activity that an association connects it with.
    pub compensation_handlers: BTreeMap<ElementId, ElementId>,
    /// Flow node → the member in whose lane it stands.
    pub members: IdMap<MemberId>,
    /// Global tasks by id.
    pub global_tasks: BTreeMap<ElementId, FlowNode>,
    /// Participants, in the order of the file.
    pub participants: Vec<Participant>,
    /// Message flows, in the order of the file.
    pub message_flows: Vec<MessageFlow>,
}

impl GraphBuilder {
    /// Adds a process or sub-process.
    ///
    /// # Errors
    /// When a container of this id exists.
    pub fn add_container(&mut self, container: Container) -> Result<(), GraphError> {
        if self.containers.contains_key(&container.id) {
            return Err(GraphError::DuplicateId(container.id));
        }
        if container.parent.is_none() {
            self.processes.push(container.id.clone());
        }
        self.containers.insert(container.id.clone(), container);
        Ok(())
    }

    /// The container of this id, to add data to.
    pub fn container_mut(&mut self, id: &ElementId) -> Option<&mut Container> {
        self.containers.get_mut(id)
    }

    /// Adds a flow node to its container.
    ///
    /// # Errors
    /// When a node of this id exists.
    pub fn add_node(&mut self, node: FlowNode) -> Result<(), GraphError> {
        if self.nodes.contains_key(&node.id) {
            return Err(GraphError::DuplicateId(node.id));
        }
        if let Some(container) = self.containers.get_mut(&node.container) {
            container.nodes.push(node.id.clone());
        }
        let id = node.id.clone();
        let index = self.graph.add_node(node);
        self.nodes.insert(id, index);
        Ok(())
    }

    /// The node of this id, to complete it with what stands later in the file.
    pub fn node_mut(&mut self, id: &ElementId) -> Option<&mut FlowNode> {
        self.nodes.get(id).map(|&index| &mut self.graph[index])
    }

    /// Adds a sequence flow to the container of its source.
    ///
    /// # Errors
    /// When its id is taken or one of its ends is missing.
    pub fn add_flow(&mut self, flow: SequenceFlow) -> Result<(), GraphError> {
        if self.flows.contains_key(&flow.id) || self.nodes.contains_key(&flow.id) {
            return Err(GraphError::DuplicateId(flow.id));
        }
        let end = |id: &ElementId| {
            self.nodes
                .get(id)
                .copied()
                .ok_or_else(|| GraphError::MissingEnd { flow: flow.id.clone(), missing: id.clone() })
        };
        let (source, target) = (end(&flow.source)?, end(&flow.target)?);
        let container = self.graph[source].container.clone();
        if let Some(container) = self.containers.get_mut(&container) {
            container.flows.push(flow.id.clone());
        }
        let id = flow.id.clone();
        let index = self.graph.add_edge(source, target, flow);
        self.flows.insert(id, index);
        Ok(())
    }

    /// The finished graph.
    #[must_use]
    pub fn build(mut self) -> RoutineGraph {
        let nodes = self.graph.node_weights().chain(self.global_tasks.values());
        let data_places = data_places(&mut self.containers, nodes, &self.data_stores);
        let store_entries = store_entries(&self.containers, &self.data_stores);
        let mut links = vec![Links::default(); self.graph.node_count()];
        for flow in self.graph.edge_weights() {
            if let (Some(source), Some(target)) = (self.nodes.get(&flow.source), self.nodes.get(&flow.target)) {
                links[source.index()].outgoing.push(flow.id.clone());
                links[target.index()].incoming.push(flow.id.clone());
            }
        }
        for node in self.graph.node_weights() {
            if let FlowNodeKind::BoundaryEvent(boundary) = &node.kind
                && let Some(host) = self.nodes.get(&boundary.attached_to)
            {
                links[host.index()].boundary_events.push(node.id.clone());
            }
        }
        let mut built = RoutineGraph {
            graph: self.graph,
            nodes: self.nodes,
            flows: self.flows,
            links,
            containers: self.containers,
            processes: self.processes,
            messages: self.messages,
            signals: self.signals,
            errors: self.errors,
            escalations: self.escalations,
            store_entries,
            members: self.members,
            data_places,
            compensation_handlers: self.compensation_handlers,
            global_tasks: self.global_tasks,
            participants: self.participants,
            message_flows: self.message_flows,
            marks: BTreeMap::new(),
        };
        built.marks = built.own_marks();
        built
    }
}
