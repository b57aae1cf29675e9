//! Timelines of runs: each is read once and followed from where it was left.

use std::collections::VecDeque;
use std::sync::{Arc, PoisonError};

use run_engine::state::Graphs;
use run_engine::{JournalEntry, RunEvent, RunId};

use super::Client;
use super::run_host::host_failed;
use super::runs::run_id;
use crate::contract::params::ReadTimeline;
use crate::contract::{ApiError, ErrorCode, TimelineView};
use crate::projection::{RoutineGraphs, Timeline};

/// Timelines that are kept at once: as many as anybody has open.
const KEPT: usize = 8;

/// Entries that are read at once.
const PAGE: u32 = 10_000;

/// The timelines that were asked for last, latest at the end.
#[derive(Default)]
pub(super) struct Timelines {
    kept: std::sync::Mutex<VecDeque<(RunId, Arc<tokio::sync::Mutex<Followed>>)>>,
}

/// A timeline, and the graphs that its run has loaded so far.
#[derive(Default)]
struct Followed {
    timeline: Timeline,
    graphs: Option<RoutineGraphs>,
}

impl Timelines {
    fn of(&self, run: &RunId) -> Arc<tokio::sync::Mutex<Followed>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let place = kept.iter().position(|(known, _)| known == run);
        let found = place.and_then(|place| kept.remove(place)).map(|(_, followed)| followed).unwrap_or_default();
        kept.push_back((run.clone(), Arc::clone(&found)));
        while kept.len() > KEPT {
            kept.pop_front();
        }
        found
    }
}

impl Client {
    pub(super) async fn read_timeline(&self, params: ReadTimeline) -> Result<TimelineView, ApiError> {
        let run = run_id(&params.run_id);
        let host = &self.shared.host;
        let followed = self.shared.timelines.of(&run);
        let mut followed = followed.lock().await;
        loop {
            let from = followed.timeline.seq() + 1;
            let entries = host.journal(&run, from, Some(PAGE)).await.map_err(host_failed)?;
            if entries.is_empty() {
                break;
            }
            if entries.iter().any(brings_a_routine) {
                let graphs = self.shared.looked_at(&run).await?;
                followed.know(&entries, graphs);
            }
            let Followed { timeline, graphs: Some(graphs) } = &mut *followed else { break };
            timeline.follow(&entries, graphs);
            if entries.len() < usize::try_from(PAGE).unwrap_or(usize::MAX) {
                break;
            }
        }
        if followed.timeline.seq() == 0 {
            return Err(ApiError::new(ErrorCode::NotFound, "There is no such run."));
        }
        Ok(followed.timeline.since(params.since))
    }
}

impl Followed {
    /// Takes the graphs that the run has by the end of a stretch; the first stretch says which one is its own.
    fn know(&mut self, entries: &[JournalEntry], graphs: Arc<Graphs>) {
        match (&mut self.graphs, entries.first().map(|entry| &entry.event)) {
            (Some(known), _) => known.replace(&graphs),
            (None, Some(RunEvent::RunCreated(created))) => {
                self.graphs = Some(RoutineGraphs::new(created.routine.version.clone(), graphs));
            }
            (None, _) => {}
        }
    }
}

fn brings_a_routine(entry: &JournalEntry) -> bool {
    matches!(entry.event, RunEvent::RunCreated(_) | RunEvent::RunMigrated(_) | RunEvent::RoutinePinned(_))
}
