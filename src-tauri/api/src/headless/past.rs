//! The past of runs from a terminal: look at it, fork, compare.

use std::collections::BTreeMap;
use std::path::Path;

use run_engine::{RunId, Timestamp};
use run_host::ForkRequest;
use serde_json::{Map, Value};

use super::Headless;
use crate::contract::{ApiError, RunComparison, RunTree, StrategySetting};
use crate::projection::{compare, run_tree};
use crate::studio::{host_failed, run_summary, said_for};

impl Headless {
    /// Makes a paused run that has an earlier moment of another one as its past, and gives its id.
    ///
    /// # Errors
    /// When there is no such run, it had ended or not begun by then, or an edit is refused.
    pub async fn fork(
        &self,
        run: &str,
        at: Option<u64>,
        variables: Map<String, Value>,
        strategies: BTreeMap<String, StrategySetting>,
    ) -> Result<String, ApiError> {
        let request = ForkRequest {
            at,
            variables: variables.into_iter().map(|(name, value)| (None, name, value)).collect(),
            strategies: said_for(strategies).into_iter().collect(),
        };
        Ok(self.host.fork(&RunId::from(run), request).await.map_err(host_failed)?.to_string())
    }

    /// All runs that have begun as copies of this one, or that it is a copy of.
    ///
    /// # Errors
    /// When there is no such run or they cannot be read.
    pub async fn tree(&self, run: &str) -> Result<RunTree, ApiError> {
        let family = self.host.family(&RunId::from(run)).await.map_err(host_failed)?;
        Ok(run_tree(&family, |row| run_summary(row, Path::new(""), self.host.attends(&row.run, row.rests))))
    }

    /// The last entry of a run's journal that was stored at a moment, in milliseconds since 1970, or before it.
    ///
    /// # Errors
    /// When there is no such run or it cannot be read.
    pub async fn seq_at(&self, run: &str, time: i64) -> Result<u64, ApiError> {
        self.host.seq_at(&RunId::from(run), Timestamp(time)).await.map_err(host_failed)
    }

    /// In what two runs differ.
    ///
    /// # Errors
    /// When there is no such run or it cannot be read.
    pub async fn compare(&self, left: &str, right: &str) -> Result<RunComparison, ApiError> {
        let left = self.host.progress(&RunId::from(left)).await.map_err(host_failed)?;
        let right = self.host.progress(&RunId::from(right)).await.map_err(host_failed)?;
        Ok(compare(&left.progress, &right.progress, self.host.clock().now()))
    }
}
