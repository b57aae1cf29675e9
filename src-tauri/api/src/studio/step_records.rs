//! What the doing of a step has put on record.

use std::sync::Arc;

use routine_model::ElementId;
use run_engine::state::Graphs;
use run_engine::{RunEvent, StepId};
use step_execution::strategy::ChosenStrategy;

use super::Client;
use super::move_runs::number;
use super::run_host::host_failed;
use super::runs::run_id;
use crate::contract::params::ReadStepRecords;
use crate::contract::{ActivityStrategy, ApiError, StepRecordView};
use crate::projection::record_view;
use crate::reading::view_of;

impl Client {
    pub(super) async fn read_step_records(&self, params: ReadStepRecords) -> Result<Vec<StepRecordView>, ApiError> {
        let (run, step) = (run_id(&params.run_id), StepId(number(&params.step_id, "step")?));
        let snapshot = self.shared.host.progress(&run).await.map_err(host_failed)?;
        let from = params.from_seq.unwrap_or(1).max(1);
        let entries = self.shared.host.step_records(&run, step, from).await.map_err(host_failed)?;
        let records = entries.iter().filter_map(|entry| match &entry.event {
            RunEvent::StepRecorded(event) => {
                Some(record_view(entry, event, |chosen| explained(&snapshot.graphs, &event.element, chosen)))
            }
            _ => None,
        });
        Ok(records.collect())
    }
}

fn explained(graphs: &Arc<Graphs>, element: &ElementId, chosen: ChosenStrategy) -> Option<ActivityStrategy> {
    let (graph, node) = graphs.values().find_map(|graph| Some((graph, graph.node(element)?)))?;
    Some(view_of(graph, node, node.activity()?, chosen))
}
