//! Ended runs are removed from a terminal, and their space given back.

use std::path::Path;

use super::runs::Headless;
use crate::contract::{ApiError, RunSummary};
use crate::studio::{host_failed, run_summary, store_failed};
use crate::tidying::removable;

impl Headless {
    /// The ended runs that a search finds, latest first. Of each routine, so many of them stay and are left out.
    ///
    /// # Errors
    /// When the search has a mistake, or the runs cannot be read.
    pub async fn removable(&self, search: &str, keep: u32) -> Result<Vec<RunSummary>, ApiError> {
        let rows = removable(&self.host, search, keep).await?;
        let summary = |row| run_summary(row, Path::new(""), false);
        Ok(rows.iter().map(summary).collect())
    }

    /// Removes runs with all that is known about them, and gives their space back to the disk. Answers how many bytes.
    ///
    /// # Errors
    /// When one of them has not ended, or they cannot be removed, and none is then; when the space cannot be given back.
    pub async fn tidy(&self, runs: &[RunSummary]) -> Result<u64, ApiError> {
        let runs = runs.iter().map(|run| run.run_id.as_str().into()).collect();
        self.host.delete(runs).await.map_err(host_failed)?;
        let store = self.store.clone();
        let freed = tokio::task::spawn_blocking(move || store.vacuum()).await;
        freed.unwrap_or(Err(run_store::StoreError::Closed)).map_err(store_failed)
    }
}
