//! Commands on the past of runs: fork, compare.

use run_engine::ScopeId;
use run_host::ForkRequest;

use super::Client;
use super::move_runs::{number, said_for};
use super::run_host::host_failed;
use super::runs::run_id;
use crate::contract::params::{CompareRuns, ForkRun};
use crate::contract::{ApiError, RunComparison, StartedRun};
use crate::projection::compare;

impl Client {
    pub(super) async fn fork_run(&self, params: ForkRun) -> Result<StartedRun, ApiError> {
        let variables = params.variables.into_iter().map(|variable| {
            let scope = variable.scope_id.map(|id| number(&id, "scope").map(ScopeId)).transpose()?;
            Ok((scope, variable.name, variable.value))
        });
        let request = ForkRequest {
            at: params.at,
            variables: variables.collect::<Result<_, ApiError>>()?,
            strategies: said_for(params.strategies).into_iter().collect(),
        };
        let run = self.shared.host.fork(&run_id(&params.run_id), request).await.map_err(host_failed)?;
        Ok(StartedRun { run_id: run.to_string() })
    }

    pub(super) async fn compare_runs(&self, params: CompareRuns) -> Result<RunComparison, ApiError> {
        let host = &self.shared.host;
        let left = host.progress(&run_id(&params.left)).await.map_err(host_failed)?;
        let right = host.progress(&run_id(&params.right)).await.map_err(host_failed)?;
        Ok(compare(&left.progress, &right.progress, host.clock().now()))
    }
}
