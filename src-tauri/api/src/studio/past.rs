//! Commands on the past of runs: look at it, fork, compare, hand over.

use std::sync::{Arc, PoisonError};

use run_engine::state::Graphs;
use run_engine::{RunId, RunStatus, ScopeId, Timestamp};
use run_host::{ForkRequest, RestartRequest, RoutineFile, RunRow};
use serde_json::Value;

use super::blocking::blocking;
use super::move_runs::{number, said_for};
use super::run_host::{host_failed, shown_path};
use super::run_list::run_summary;
use super::runs::run_id;
use super::store::store_failed;
use super::{Client, Shared};
use crate::comparing::compare_runs;
use crate::contract::params::{
    CompareRuns, ExportRun, ForkRun, ForkedVariable, ImportRun, PlanRestart, ReadRunAt, RestartRun, RunReference,
};
use crate::contract::{ApiError, ErrorCode, ExportedRun, RestartPlan, RunComparison, RunTree, RunView, StartedRun};
use crate::library::read_routine;
use crate::past;
use crate::projection::run_tree;
use crate::{restarts, run_files};

impl Client {
    pub(super) async fn fork_run(&self, params: ForkRun) -> Result<StartedRun, ApiError> {
        let request = ForkRequest {
            at: params.at,
            variables: edited(params.variables)?,
            strategies: said_for(params.strategies).into_iter().collect(),
        };
        let run = self.shared.host.fork(&run_id(&params.run_id), request).await.map_err(host_failed)?;
        Ok(StartedRun { run_id: run.to_string() })
    }

    pub(super) async fn read_run_at(&self, params: ReadRunAt) -> Result<RunView, ApiError> {
        let (host, run) = (&self.shared.host, run_id(&params.run_id));
        let at = match (params.seq, params.time) {
            (Some(seq), _) => seq,
            (None, Some(time)) => {
                let time = Timestamp(i64::try_from(time).unwrap_or(i64::MAX));
                host.seq_at(&run, time).await.map_err(host_failed)?
            }
            (None, None) => return self.show_run(RunReference { run_id: params.run_id }).await,
        };
        let graphs = self.shared.looked_at(&run).await?;
        let (store, folder) = (self.shared.store.runs().clone(), self.shared.allowed.folder());
        blocking(move || Ok(past::project(&store, &run, at.max(1), &graphs, &folder)?.into_view())).await
    }

    pub(super) async fn read_run_tree(&self, params: RunReference) -> Result<RunTree, ApiError> {
        let (host, folder) = (&self.shared.host, self.shared.allowed.folder());
        let family = host.family(&run_id(&params.run_id)).await.map_err(host_failed)?;
        Ok(run_tree(&family, |row| run_summary(row, &folder, host.attends(&row.run, row.rests))))
    }

    pub(super) async fn plan_restart(&self, params: PlanRestart) -> Result<RestartPlan, ApiError> {
        let definition = self.definition(&params.run_id, params.current).await?;
        restarts::plan(&self.shared.host, &params.run_id, params.from, definition).await
    }

    pub(super) async fn restart_run(&self, params: RestartRun) -> Result<StartedRun, ApiError> {
        let request = RestartRequest {
            from: restarts::place(params.from)?,
            definition: self.definition(&params.run_id, params.current).await?,
            variables: edited(params.variables)?,
            strategies: said_for(params.strategies).into_iter().collect(),
            paused: params.paused,
        };
        Ok(StartedRun { run_id: restarts::restart(&self.shared.host, &params.run_id, request).await? })
    }

    /// The routine's file as it is now, when it is asked for.
    async fn definition(&self, run: &str, current: bool) -> Result<Option<RoutineFile>, ApiError> {
        if current { self.current_file(run).await.map(Some) } else { Ok(None) }
    }

    /// The file of a run's routine as it is now.
    pub(super) async fn current_file(&self, run: &str) -> Result<RoutineFile, ApiError> {
        let (shared, run) = (Arc::clone(&self.shared), run_id(run));
        let found = blocking(move || {
            let routine = shared.store.runs().run(&run).map_err(store_failed)?.routine;
            let path = shown_path(&shared.allowed.folder(), &routine.path).ok_or_else(|| {
                ApiError::new(
                    ErrorCode::NotFound,
                    "The routine of this run was never saved, so there is no other text.",
                )
            })?;
            let bytes = read_routine(&shared.allowed.existing(&path)?)?.bytes;
            Ok(RoutineFile { path: routine.path, name: routine.name, bytes })
        });
        found.await
    }

    pub(super) async fn export_run(&self, params: ExportRun) -> Result<ExportedRun, ApiError> {
        run_files::exported(&self.shared.host, &params.run_id, params.format, params.redaction).await
    }

    pub(super) async fn import_run(&self, params: ImportRun) -> Result<StartedRun, ApiError> {
        let text = Box::new(std::io::Cursor::new(params.text.into_bytes()));
        Ok(StartedRun { run_id: run_files::import(&self.shared.host, text).await? })
    }

    pub(super) async fn compare_runs(&self, params: CompareRuns) -> Result<RunComparison, ApiError> {
        compare_runs(&self.shared.host, &params.left, &params.right).await
    }
}

fn edited(variables: Vec<ForkedVariable>) -> Result<Vec<(Option<ScopeId>, String, Value)>, ApiError> {
    let edited = variables.into_iter().map(|variable| {
        let scope = variable.scope_id.map(|id| number(&id, "scope").map(ScopeId)).transpose()?;
        Ok((scope, variable.name, variable.value))
    });
    edited.collect()
}

impl Shared {
    /// Looks through a long run that has come to rest, so that it opens at once when somebody wants to see it.
    pub(super) fn prepare_past(self: &Arc<Self>, row: &RunRow) {
        let rests = row.rests || row.status.is_final() || row.status == RunStatus::Paused;
        if !rests || row.seq < past::LONG {
            return;
        }
        // One after the other: a run that is passed over now is looked through when it is opened.
        let Ok(turn) = Arc::clone(&self.preparing).try_lock_owned() else { return };
        let (host, store, folder) = (self.host.clone(), self.store.runs().clone(), self.allowed.folder());
        let (run, at) = (row.run.clone(), row.seq);
        tokio::spawn(async move {
            let graphs = host.graphs(&run).await.map_err(host_failed);
            let looked = match graphs {
                Ok(graphs) => blocking(move || past::project(&store, &run, at, &Arc::new(graphs), &folder)).await,
                Err(error) => Err(error),
            };
            if let Err(error) = looked {
                tracing::warn!(message = error.message, "a run was not looked through");
            }
            drop(turn);
        });
    }

    /// The graphs of a run whose past is looked at. The latest ones stay, because whoever looks will look again.
    pub(super) async fn looked_at(&self, run: &RunId) -> Result<Arc<Graphs>, ApiError> {
        let graphs = Arc::new(self.host.graphs(run).await.map_err(host_failed)?);
        *self.looked_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&graphs));
        Ok(graphs)
    }
}
