//! Which runs a person lets go of.

use std::collections::HashMap;

use run_host::RunHost;
use run_store::{RunQuery, RunRow, RunTest};

use crate::contract::ApiError;
use crate::run_search::{Moment, conditions};
use crate::studio::host_failed;

/// The runs that a search finds and that may be removed, latest first. Of each routine, so many of them stay.
///
/// # Errors
/// The search has a mistake, or the runs cannot be read.
pub(crate) async fn removable(host: &RunHost, search: &str, keep: u32) -> Result<Vec<RunRow>, ApiError> {
    let mut conditions = conditions(search, &Moment::here(host.clock().now()))?;
    conditions.push(RunTest::Removable.into());
    let mut found = host.list(RunQuery { conditions, ..RunQuery::default() }).await.map_err(host_failed)?.runs;
    let mut kept = HashMap::<String, u32>::new();
    found.retain(|row| {
        let kept = kept.entry(row.routine.path.clone()).or_default();
        let stays = *kept < keep;
        *kept += u32::from(stays);
        !stays
    });
    Ok(found)
}
