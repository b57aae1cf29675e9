//! The past of runs from a terminal: fork, compare.

use std::collections::BTreeMap;

use run_engine::RunId;
use run_host::ForkRequest;
use serde_json::{Map, Value};

use super::Headless;
use crate::contract::{ApiError, RunComparison, StrategySetting};
use crate::projection::compare;
use crate::studio::{host_failed, said_for};

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
