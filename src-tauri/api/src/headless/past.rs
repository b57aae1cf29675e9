//! The past of runs from a terminal: look at it, fork, compare.

use std::collections::BTreeMap;
use std::path::Path;

use run_engine::{RunId, Timestamp};
use run_host::{ForkRequest, RestartRequest, RoutineFile};
use serde_json::{Map, Value};

use super::Headless;
use crate::comparing::compare_runs;
use crate::contract::{
    ApiError, ErrorCode, RestartFrom, RestartPlan, RunComparison, RunExportFormat, RunRedaction, RunTree,
    StrategySetting,
};
use crate::library::read_routine;
use crate::projection::run_tree;
use crate::studio::{host_failed, run_summary, said_for, store_failed};
use crate::{restarts, run_files};

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

    /// What a restart would take from the record, and what it would do again.
    ///
    /// # Errors
    /// When there is no such run or step, or it cannot begin there.
    pub async fn plan_restart(&self, run: &str, from: RestartFrom, current: bool) -> Result<RestartPlan, ApiError> {
        restarts::plan(&self.host, run, from, self.definition(run, current)?).await
    }

    /// Begins a run anew, as a run of its own, and gives its id.
    ///
    /// # Errors
    /// When there is no such run or step, it cannot begin there, or an edit is refused.
    pub async fn restart(
        &self,
        run: &str,
        from: RestartFrom,
        current: bool,
        variables: Map<String, Value>,
        strategies: BTreeMap<String, StrategySetting>,
    ) -> Result<String, ApiError> {
        let request = RestartRequest {
            from: restarts::place(from)?,
            definition: self.definition(run, current)?,
            variables: variables.into_iter().map(|(name, value)| (None, name, value)).collect(),
            strategies: said_for(strategies).into_iter().collect(),
            paused: false,
        };
        restarts::restart(&self.host, run, request).await
    }

    /// The routine's file as it is now, when it is asked for.
    fn definition(&self, run: &str, current: bool) -> Result<Option<RoutineFile>, ApiError> {
        if !current {
            return Ok(None);
        }
        let routine = self.store.run(&RunId::from(run)).map_err(store_failed)?.routine;
        let bytes = read_routine(Path::new(&routine.path))?.bytes;
        Ok(Some(RoutineFile { path: routine.path, name: routine.name, bytes }))
    }

    /// Writes a run to a file.
    ///
    /// # Errors
    /// When there is no such run, it cannot be read, or the file cannot be written.
    pub async fn export(
        &self,
        run: &str,
        format: RunExportFormat,
        redaction: RunRedaction,
        to: &Path,
    ) -> Result<(), ApiError> {
        run_files::export_to(&self.host, run, format, redaction, to).await
    }

    /// Takes in the run of a file, as a record that can be looked at and forked, and gives its id.
    ///
    /// # Errors
    /// When the file cannot be read or is refused, with the line and a reason.
    pub async fn import(&self, from: &Path) -> Result<String, ApiError> {
        let file = std::fs::File::open(from).map_err(|error| {
            ApiError::new(ErrorCode::InvalidRequest, format!("{} cannot be read: {error}.", from.display()))
        })?;
        run_files::import(&self.host, Box::new(std::io::BufReader::new(file))).await
    }

    /// In what two runs differ.
    ///
    /// # Errors
    /// When there is no such run or it cannot be read.
    pub async fn compare(&self, left: &str, right: &str) -> Result<RunComparison, ApiError> {
        compare_runs(&self.host, left, right).await
    }
}
