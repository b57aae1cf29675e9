//! Names and kinds of elements, looked up in the graphs that a run uses.

use std::sync::Arc;

use routine_model::graph::flow_node::{FlowNode, SequenceFlow};
use routine_model::{ElementId, RoutineGraph};
use run_engine::RoutineVersion;
use run_engine::state::Graphs;

/// The graph of the run's own file and those of the routines that it calls.
#[derive(Debug, Clone)]
pub(crate) struct RoutineGraphs {
    own: RoutineVersion,
    graphs: Arc<Graphs>,
}

impl RoutineGraphs {
    /// With the graph of the run's own file.
    pub(crate) fn new(own: RoutineVersion, graphs: Arc<Graphs>) -> Self {
        Self { own, graphs }
    }

    /// Called routines have been added.
    pub(crate) fn replace(&mut self, graphs: &Arc<Graphs>) {
        self.graphs = Arc::clone(graphs);
    }

    fn graph(&self, version: Option<&RoutineVersion>) -> Option<&RoutineGraph> {
        self.graphs.get(version.unwrap_or(&self.own)).or_else(|| self.graphs.get(&self.own)).map(AsRef::as_ref)
    }

    /// A flow node.
    pub(crate) fn node(&self, version: Option<&RoutineVersion>, id: &ElementId) -> Option<&FlowNode> {
        self.graph(version)?.node(id)
    }

    /// A sequence flow of any of the graphs.
    pub(crate) fn flow(&self, id: &ElementId) -> Option<&SequenceFlow> {
        self.graphs.values().find_map(|graph| graph.flow(id))
    }

    /// How many sequence flows lead into a node.
    pub(crate) fn incoming(&self, version: Option<&RoutineVersion>, id: &ElementId) -> usize {
        self.graph(version).map_or(0, |graph| graph.incoming(id).len())
    }

    /// The label of a flow node or process.
    pub(crate) fn name(&self, version: Option<&RoutineVersion>, id: &ElementId) -> Option<String> {
        let graph = self.graph(version)?;
        graph
            .node(id)
            .and_then(|node| node.name.clone())
            .or_else(|| graph.container(id)?.process.as_ref()?.name.clone())
    }
}
