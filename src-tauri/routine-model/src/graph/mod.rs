//! The graph of one file: every process in it with its flow nodes, flows and references.
//!
//! Built once by a navigator, then only read. Deliberately absent: diagram interchange and unknown elements, which
//! stay in the document that the file was read into.

pub mod activity;
pub mod binding;
mod build;
pub mod container;
pub mod data;
mod data_places;
pub mod entry;
pub mod event;
pub mod flow_node;
pub mod gateway;
pub mod interface;
pub mod loops;
pub mod model;
pub mod sensitivity;
pub mod settings;
mod starts;
pub mod tools;

use std::collections::{BTreeMap, HashMap};

use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

pub use build::{GraphBuilder, GraphError};
use container::{Container, MessageFlow, Participant};
use data::DataAssociation;
use data_places::DataPlaces;
pub use data_places::{DataOwner, DataPlace};
use entry::EntryBinding;
use event::{EventName, Message};
use flow_node::{FlowNode, FlowNodeKind, SequenceFlow};

use crate::MemberId;
use crate::ids::ElementId;

/// What is looked up by an element's id at every step of a run. Its hash is quick, and as good as ids of files need.
pub(crate) type IdMap<V> = HashMap<ElementId, V, foldhash::fast::RandomState>;

/// A routine as a graph: flow nodes are vertices, sequence flows are edges. One for all processes of a file.
#[derive(Clone, Debug)]
pub struct RoutineGraph {
    graph: DiGraph<FlowNode, SequenceFlow>,
    nodes: IdMap<NodeIndex>,
    flows: IdMap<EdgeIndex>,
    links: Vec<Links>,
    containers: BTreeMap<ElementId, Container>,
    processes: Vec<ElementId>,
    messages: BTreeMap<ElementId, Message>,
    signals: BTreeMap<ElementId, EventName>,
    errors: BTreeMap<ElementId, EventName>,
    escalations: BTreeMap<ElementId, EventName>,
    data_places: DataPlaces,
    store_entries: IdMap<EntryBinding>,
    members: IdMap<MemberId>,
    compensation_handlers: BTreeMap<ElementId, ElementId>,
    global_tasks: BTreeMap<ElementId, FlowNode>,
    participants: Vec<Participant>,
    message_flows: Vec<MessageFlow>,
    marks: BTreeMap<ElementId, sensitivity::Marks>,
}

/// What hangs on one flow node, in the order of the file.
#[derive(Clone, Debug, Default)]
struct Links {
    incoming: Vec<ElementId>,
    outgoing: Vec<ElementId>,
    boundary_events: Vec<ElementId>,
}

impl RoutineGraph {
    /// The flow node of this id.
    #[must_use]
    pub fn node(&self, id: &ElementId) -> Option<&FlowNode> {
        self.nodes.get(id).map(|&index| &self.graph[index])
    }

    /// The sequence flow of this id.
    #[must_use]
    pub fn flow(&self, id: &ElementId) -> Option<&SequenceFlow> {
        self.flows.get(id).map(|&index| &self.graph[index])
    }

    /// Sequence flows into a node, in the order of the file; empty for an unknown node.
    #[must_use]
    pub fn incoming(&self, id: &ElementId) -> &[ElementId] {
        self.links(id).map_or(&[], |links| &links.incoming)
    }

    /// Sequence flows out of a node, in the order of the file; empty for an unknown node.
    #[must_use]
    pub fn outgoing(&self, id: &ElementId) -> &[ElementId] {
        self.links(id).map_or(&[], |links| &links.outgoing)
    }

    /// Boundary events attached to an activity, in the order of the file.
    #[must_use]
    pub fn boundary_events(&self, id: &ElementId) -> &[ElementId] {
        self.links(id).map_or(&[], |links| &links.boundary_events)
    }

    fn links(&self, id: &ElementId) -> Option<&Links> {
        self.nodes.get(id).and_then(|index| self.links.get(index.index()))
    }

    /// All flow nodes, in the order of the file.
    pub fn nodes(&self) -> impl Iterator<Item = &FlowNode> {
        self.graph.node_weights()
    }

    /// All sequence flows, in the order of the file.
    pub fn flows(&self) -> impl Iterator<Item = &SequenceFlow> {
        self.graph.edge_weights()
    }

    /// The process or sub-process of this id.
    #[must_use]
    pub fn container(&self, id: &ElementId) -> Option<&Container> {
        self.containers.get(id)
    }

    /// All processes and sub-processes, by id.
    pub fn containers(&self) -> impl Iterator<Item = &Container> {
        self.containers.values()
    }

    /// The processes, in the order of the file.
    #[must_use]
    pub fn processes(&self) -> &[ElementId] {
        &self.processes
    }

    /// The process that an element's container chain ends in.
    #[must_use]
    pub fn process_of(&self, container: &ElementId) -> Option<&Container> {
        let mut current = self.containers.get(container)?;
        while let Some(parent) = &current.parent {
            current = self.containers.get(parent)?;
        }
        Some(current)
    }

    /// Flow nodes directly in a container, in the order of the file.
    pub fn nodes_in<'a>(&'a self, container: &ElementId) -> impl Iterator<Item = &'a FlowNode> {
        self.containers.get(container).into_iter().flat_map(|container| &container.nodes).filter_map(|id| self.node(id))
    }

    /// Event sub-processes directly in a container.
    pub fn event_subprocesses<'a>(&'a self, container: &ElementId) -> impl Iterator<Item = &'a FlowNode> {
        use activity::{ActivityKind, SubProcess};
        self.nodes_in(container).filter(|node| {
            node.activity().is_some_and(|activity| matches!(activity.kind, ActivityKind::SubProcess(SubProcess::Event)))
        })
    }

    /// Start events directly in a container.
    pub fn start_events<'a>(&'a self, container: &ElementId) -> impl Iterator<Item = &'a FlowNode> {
        self.nodes_in(container).filter(|node| matches!(node.kind, FlowNodeKind::StartEvent(_)))
    }

    /// The nodes at the ends of the flows out of `from`, in no particular order.
    #[must_use]
    pub fn successors(&self, from: &ElementId) -> Vec<ElementId> {
        let Some(&start) = self.nodes.get(from) else {
            return Vec::new();
        };
        self.graph.edges(start).map(|edge| self.graph[edge.target()].id.clone()).collect()
    }

    /// The underlying graph, for algorithms over all of it.
    #[must_use]
    pub fn petgraph(&self) -> &DiGraph<FlowNode, SequenceFlow> {
        &self.graph
    }

    /// A node's index in [`Self::petgraph`].
    #[must_use]
    pub fn index_of(&self, id: &ElementId) -> Option<NodeIndex> {
        self.nodes.get(id).copied()
    }

    /// The message of this id.
    #[must_use]
    pub fn message(&self, id: &ElementId) -> Option<&Message> {
        self.messages.get(id)
    }

    /// The name of the signal of this id; the id where it has none.
    #[must_use]
    pub fn signal_name<'a>(&'a self, id: &'a ElementId) -> &'a str {
        self.signals.get(id).and_then(|signal| signal.name.as_deref()).unwrap_or(id.as_str())
    }

    /// The code of the error of this id; its id where it has none.
    #[must_use]
    pub fn error_code<'a>(&'a self, id: &'a ElementId) -> &'a str {
        code_of(&self.errors, id)
    }

    /// The code of the escalation of this id; its id where it has none.
    #[must_use]
    pub fn escalation_code<'a>(&'a self, id: &'a ElementId) -> &'a str {
        code_of(&self.escalations, id)
    }

    /// Whether a `signal`, `error`, `escalation` or `message` of this id is in the file.
    #[must_use]
    pub fn has_event_name(&self, id: &ElementId) -> bool {
        self.signals.contains_key(id)
            || self.errors.contains_key(id)
            || self.escalations.contains_key(id)
            || self.messages.contains_key(id)
    }

    /// The variable behind a data element (object, reference, property, input, output, store), wherever it is.
    #[must_use]
    pub fn data_place(&self, id: &ElementId) -> Option<&DataPlace> {
        self.data_places.get(id)
    }

    /// The entry that an end of a data association is bound to, when it is a data store that is bound to one.
    #[must_use]
    pub fn entry_of(&self, association: &DataAssociation, store: &ElementId) -> Option<EntryBinding> {
        if self.data_place(store)?.owner != DataOwner::Store {
            return None;
        }
        let binding = match (&association.entry, self.store_entries.get(store)) {
            (Some(own), Some(store)) => own.over(store),
            (Some(only), None) | (None, Some(only)) => only.clone(),
            (None, None) => return None,
        };
        binding.key.is_some().then_some(binding)
    }

    /// The member in whose lane a flow node stands: the innermost lane that names one; where its container has no such lane,
    /// that of the sub-process around it.
    #[must_use]
    pub fn member_of(&self, node: &ElementId) -> Option<&MemberId> {
        let mut current = self.node(node);
        while let Some(node) = current {
            if let Some(member) = self.members.get(&node.id) {
                return Some(member);
            }
            current = self.node(&node.container);
        }
        None
    }

    /// The activity that compensates for what a compensation boundary event is attached to (BPMN 2.0.2, 10.7.2).
    #[must_use]
    pub fn compensation_handler(&self, boundary_event: &ElementId) -> Option<&ElementId> {
        self.compensation_handlers.get(boundary_event)
    }

    /// A `globalTask` of the file (also its user, manual, script and business rule forms).
    #[must_use]
    pub fn global_task(&self, id: &ElementId) -> Option<&FlowNode> {
        self.global_tasks.get(id)
    }

    /// The node that says what is done at a flow node: the global task that it calls, else itself.
    #[must_use]
    pub fn done_at(&self, id: &ElementId) -> Option<&FlowNode> {
        let node = self.node(id)?;
        if let Some(activity::ActivityKind::CallActivity(call)) = node.activity().map(|activity| &activity.kind) {
            return call.global_task.as_ref().and_then(|task| self.global_task(task)).or(Some(node));
        }
        Some(node)
    }

    /// The participants, in the order of the file.
    #[must_use]
    pub fn participants(&self) -> &[Participant] {
        &self.participants
    }

    /// The message flows, in the order of the file.
    #[must_use]
    pub fn message_flows(&self) -> &[MessageFlow] {
        &self.message_flows
    }
}

fn code_of<'a>(names: &'a BTreeMap<ElementId, EventName>, id: &'a ElementId) -> &'a str {
    names.get(id).and_then(|name| name.code.as_deref()).unwrap_or(id.as_str())
}
