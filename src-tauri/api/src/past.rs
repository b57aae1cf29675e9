//! A run's view at any entry of its journal: the nearest view that is kept, and the entries behind it.
//!
//! Views are kept on the way, so whoever looks at a long run a second time, or next to a place where somebody has looked,
//! takes a few thousand entries at most.

use std::path::Path;
use std::sync::Arc;

use run_engine::state::Graphs;
use run_engine::{JournalEntry, RunEvent, RunId};
use run_store::{Checkpoint, RunPersistence};

use crate::contract::{ApiError, ErrorCode};
use crate::projection::{RoutineGraphs, RunProjection, VIEW_FORMAT, first_view, imported_run};
use crate::studio::{shown_path, store_failed};

/// So many entries are taken at most where views are small: a few milliseconds.
const ENTRIES: u64 = 2_000;
/// A large view is kept as seldom as keeps all of them together at about a quarter of the journal.
const VIEW_BYTES_AN_ENTRY: u64 = 25;
/// A run of at least so many entries is looked through before anybody asks.
pub(crate) const LONG: u64 = 2 * ENTRIES;
/// So many entries are read at once.
const STRETCH: u32 = 5_000;

/// The run's view after an entry of its journal, which has to be there. Blocks.
///
/// # Errors
/// When there is no such run or its journal cannot be read.
pub(crate) fn project(
    store: &RunPersistence,
    run: &RunId,
    at: u64,
    graphs: &Arc<Graphs>,
    folder: &Path,
) -> Result<RunProjection, ApiError> {
    let row = store.run(run).map_err(store_failed)?;
    let graphs = RoutineGraphs::new(row.routine.version.clone(), Arc::clone(graphs));
    let mut projection = nearest(store, run, at, &graphs);
    let mut due = projection.as_ref().map_or(0, |kept| kept.view().seq) + ENTRIES;
    loop {
        let from = projection.as_ref().map_or(0, |projection| projection.view().seq) + 1;
        let rest = u32::try_from((at + 1).saturating_sub(from)).unwrap_or(u32::MAX).min(STRETCH);
        let entries =
            if rest == 0 { Vec::new() } else { store.journal(run, from, Some(rest)).map_err(store_failed)? };
        if entries.is_empty() {
            break;
        }
        let taking = match &mut projection {
            Some(projection) => projection,
            None => projection.insert(beginning(&entries, &graphs, folder)?),
        };
        for entry in &entries {
            taking.take(entry);
            if entry.seq == due {
                due += keep(store, run, taking);
            }
        }
    }
    let mut projection = projection
        .ok_or_else(|| ApiError::new(ErrorCode::StoreFailed, "The run's journal does not begin with its creation."))?;
    projection.place(shown_path(folder, &row.routine.path), row.imported.as_ref().map(imported_run));
    Ok(projection)
}

/// What is kept at or before an entry, when it can be read.
fn nearest(store: &RunPersistence, run: &RunId, at: u64, graphs: &RoutineGraphs) -> Option<RunProjection> {
    let kept = store.view(run, at, VIEW_FORMAT);
    let kept = kept.inspect_err(|error| tracing::warn!(%run, %error, "no kept view")).ok()??;
    let read = RunProjection::from_kept(&kept.state, graphs.clone());
    let read = read.inspect_err(|error| tracing::warn!(%run, seq = kept.seq, %error, "a kept view is damaged")).ok()?;
    (read.view().seq == kept.seq).then_some(read)
}

/// Keeps a view, and says after how many further entries the next one is worth it.
fn keep(store: &RunPersistence, run: &RunId, projection: &RunProjection) -> u64 {
    let kept = projection.to_kept().map_err(|error| error.to_string()).and_then(|state| {
        let bytes = state.len() as u64;
        let view = Checkpoint { seq: projection.view().seq, format: VIEW_FORMAT, state };
        store.put_view(run, view).map_err(|error| error.to_string())?;
        Ok(bytes)
    });
    match kept {
        Ok(bytes) => ENTRIES.max(bytes / VIEW_BYTES_AN_ENTRY),
        Err(error) => {
            tracing::warn!(%run, %error, "a view was not kept");
            ENTRIES
        }
    }
}

/// The view before the first of a journal's entries.
pub(crate) fn beginning(
    entries: &[JournalEntry],
    graphs: &RoutineGraphs,
    folder: &Path,
) -> Result<RunProjection, ApiError> {
    match entries.first() {
        Some(JournalEntry { event: RunEvent::RunCreated(created), time, .. }) => {
            let view = first_view(created, *time, shown_path(folder, &created.routine.path));
            Ok(RunProjection::new(view, graphs.clone()))
        }
        Some(_) | None => {
            Err(ApiError::new(ErrorCode::StoreFailed, "The run's journal does not begin with its creation."))
        }
    }
}
