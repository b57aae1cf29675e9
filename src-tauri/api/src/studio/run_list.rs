//! The list of runs in the words of screens.

use std::collections::HashMap;
use std::path::Path;

use routine_model::Credits;
use run_engine::RunStatus;
use run_host::{ListNotice, ListWatcher, RunHost, RunRow};

use super::Shared;
use super::run_host::shown_path;
use crate::contract::{PushBatch, RoutineReference, RunSummary, WaitingPlace};
use crate::projection::{imported_run, milliseconds, mode_view, run_origin, run_status, status_reason, waiting_on};

/// One line of the list.
pub(crate) fn run_summary(row: &RunRow, folder: &Path, live: bool) -> RunSummary {
    RunSummary {
        run_id: row.run.to_string(),
        origin: row.origin.as_ref().map(run_origin),
        imported: row.imported.as_ref().map(imported_run),
        routine: RoutineReference {
            path: shown_path(folder, &row.routine.path),
            name: row.routine.name.clone(),
            version: row.routine.version.0.to_string(),
        },
        status: run_status(row.status),
        reason: row.reason.map(status_reason),
        mode: mode_view(row.mode),
        started_at: milliseconds(row.created_at),
        ended_at: row.ended_at.map(milliseconds),
        changed_at: milliseconds(row.changed_at),
        steps: row.steps,
        seq: row.seq,
        waiting: row
            .waiting
            .iter()
            .map(|place| WaitingPlace {
                element: place.element.clone(),
                element_name: place.name.clone(),
                waiting_on: waiting_on(&place.on, place.step, 0),
                since: place.since.map(milliseconds),
                until: place.until.map(milliseconds),
            })
            .collect(),
        asks: row.asks,
        incidents: u32::try_from(row.incidents).unwrap_or(u32::MAX),
        credits: Credits::from_micros(row.micro_credits).to_string(),
        interrupted: row.status == RunStatus::InProgress && !live && row.imported.is_none(),
    }
}

impl Shared {
    /// The latest run of each routine, by path; none when they cannot be read, which the list of runs itself will report.
    pub(super) fn last_runs(&self) -> HashMap<String, RunSummary> {
        let folder = self.allowed.folder();
        let mut latest = HashMap::new();
        for row in self.store.runs().latest_runs().unwrap_or_default() {
            let line = run_summary(&row, &folder, self.host.attends(&row.run, row.rests));
            if let Some(path) = line.routine.path.clone() {
                latest.entry(path).or_insert(line);
            }
        }
        latest
    }
}

/// Tells every page what changes in the list of runs, as long as the studio is there.
pub(super) async fn tell_run_changes(shared: std::sync::Weak<Shared>, mut watcher: ListWatcher) {
    while let Some(first) = watcher.next().await {
        let Some(shared) = shared.upgrade() else { return };
        let batch = match first {
            ListNotice::Changed(row) => {
                shared.prepare_past(&row);
                PushBatch::Runs { changed: vec![line(&shared, &row)], removed: Vec::new() }
            }
            ListNotice::Removed(runs) => {
                PushBatch::Runs { changed: Vec::new(), removed: runs.iter().map(ToString::to_string).collect() }
            }
            ListNotice::ReadAgain => PushBatch::ListGap,
        };
        shared.news.tell(batch);
    }
}

fn line(shared: &Shared, row: &RunRow) -> RunSummary {
    // What tells about a run is its loop, so the run is in memory, but for its very last words.
    let host: &RunHost = &shared.host;
    run_summary(row, &shared.allowed.folder(), host.attends(&row.run, row.rests) || row.status.is_final())
}
