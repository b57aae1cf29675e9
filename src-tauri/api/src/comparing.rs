//! Two runs beside each other: where they stand, and what their whole journals say about each flow node.

use std::path::Path;
use std::sync::Arc;

use run_engine::RunId;
use run_host::{RunHost, RunSnapshot};

use crate::contract::{ApiError, RunComparison};
use crate::past;
use crate::projection::{RoutineGraphs, RunProjection, Tallies, compare};
use crate::studio::host_failed;

/// So many entries are read at once.
const STRETCH: u32 = 5_000;

/// In what two runs differ.
///
/// # Errors
/// When there is no such run or it cannot be read.
pub(crate) async fn compare_runs(host: &RunHost, left: &str, right: &str) -> Result<RunComparison, ApiError> {
    let (left, left_steps) = read(host, &RunId::from(left)).await?;
    let (right, right_steps) = read(host, &RunId::from(right)).await?;
    let now = host.clock().now();
    Ok(compare((&left.progress, &left_steps), (&right.progress, &right_steps), now))
}

async fn read(host: &RunHost, run: &RunId) -> Result<(RunSnapshot, Tallies), ApiError> {
    let snapshot = host.progress(run).await.map_err(host_failed)?;
    let graphs = Arc::new(host.graphs(run).await.map_err(host_failed)?);
    let graphs = RoutineGraphs::new(snapshot.progress.routine.version.clone(), graphs);
    let mut tallies = Tallies::default();
    let mut projection: Option<RunProjection> = None;
    let mut next = 1;
    while next <= snapshot.seq {
        let entries = host.journal(run, next, Some(STRETCH)).await.map_err(host_failed)?;
        let Some(last) = entries.last() else { break };
        next = last.seq + 1;
        let taking = match &mut projection {
            Some(projection) => projection,
            None => projection.insert(past::beginning(&entries, &graphs, Path::new(""))?),
        };
        for entry in entries.iter().take_while(|entry| entry.seq <= snapshot.seq) {
            tallies.take(&taking.take(entry));
        }
    }
    Ok((snapshot, tallies))
}
