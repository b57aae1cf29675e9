//! Holding and changing a run from a terminal.

use std::path::Path;

use run_engine::{Actor, BreakpointId, RunCommand, RunId};
use run_host::RoutineFile;

use super::Headless;
use crate::contract::{ApiError, BreakOn, BreakpointView, Intervention, InterventionPreview, MigrationPlan};
use crate::interventions;
use crate::library::read_routine;
use crate::own_name::answerer;
use crate::projection::breakpoint_view;
use crate::studio::{engine_break_on, host_failed, number, store_failed};

impl Headless {
    /// The breakpoints of a run, in the order in which they were set.
    ///
    /// # Errors
    /// When there is no such run or it cannot be read.
    pub async fn breakpoints(&self, run: &str) -> Result<Vec<BreakpointView>, ApiError> {
        let progress = self.host.progress(&RunId::from(run)).await.map_err(host_failed)?.progress;
        Ok(progress.breakpoints.all.values().map(breakpoint_view).collect())
    }

    /// Has a run pause by itself at a place or moment.
    ///
    /// # Errors
    /// When there is no such run, it has ended, or there is no such element.
    pub async fn set_breakpoint(&self, run: &str, on: BreakOn) -> Result<(), ApiError> {
        let (breakpoint, enabled, once, by) = (None, true, false, Actor::Person);
        let command = RunCommand::SetBreakpoint { breakpoint, on: engine_break_on(on)?, enabled, once, by };
        self.host.send(&RunId::from(run), command).await.map_err(host_failed)
    }

    /// Pauses there no more.
    ///
    /// # Errors
    /// When there is no such run or breakpoint.
    pub async fn remove_breakpoint(&self, run: &str, breakpoint: &str) -> Result<(), ApiError> {
        let breakpoint = BreakpointId(number(breakpoint, "breakpoint")?);
        self.host.send(&RunId::from(run), RunCommand::RemoveBreakpoint { breakpoint }).await.map_err(host_failed)
    }

    /// What interventions would lead to, or why they would be refused.
    ///
    /// # Errors
    /// When there is no such run or it cannot be read.
    pub async fn preview(&self, run: &str, interventions: Vec<Intervention>) -> Result<InterventionPreview, ApiError> {
        interventions::preview(&self.host, &RunId::from(run), interventions).await
    }

    /// Does something to a run: all of it, or nothing. Under a name; the person's own when absent.
    ///
    /// # Errors
    /// When there is no such run, more has happened than was expected, or one of them is refused.
    pub async fn intervene(
        &self,
        run: &str,
        interventions: Vec<Intervention>,
        expected_seq: Option<u64>,
        by: Option<String>,
    ) -> Result<(), ApiError> {
        let by = answerer(&self.store, by)?;
        interventions::intervene(&self.host, &RunId::from(run), interventions, expected_seq, by).await
    }

    /// What going on with another version of its routine would mean for a run.
    ///
    /// # Errors
    /// When there is no such run, or the file cannot be read.
    pub async fn plan_migration(&self, run: &str, file: &Path) -> Result<MigrationPlan, ApiError> {
        interventions::plan_migration(&self.host, &RunId::from(run), &self.other_version(run, file)?).await
    }

    /// Has a run go on with another version of its routine.
    ///
    /// # Errors
    /// When there is no such run, the file cannot be read, more has happened than was expected, or something under way has no
    /// place in it.
    pub async fn migrate(&self, run: &str, file: &Path, expected_seq: Option<u64>) -> Result<(), ApiError> {
        let file = self.other_version(run, file)?;
        self.host.migrate(&RunId::from(run), file, expected_seq, Actor::Person).await.map_err(host_failed)
    }

    /// The id of a branch that is named by its letter or id.
    ///
    /// # Errors
    /// When there is no such run or branch.
    pub async fn branch_id(&self, run: &str, name: &str) -> Result<String, ApiError> {
        Ok(self.branch(&RunId::from(run), name).await?.to_string())
    }

    /// The outermost open scope of a run.
    ///
    /// # Errors
    /// When there is no such run, or nothing is under way in it.
    pub async fn outermost_scope(&self, run: &str) -> Result<String, ApiError> {
        let progress = self.host.progress(&RunId::from(run)).await.map_err(host_failed)?.progress;
        let found = progress.scopes.values().find(|scope| scope.parent.is_none()).map(|scope| scope.id.to_string());
        found.ok_or_else(|| ApiError::new(crate::contract::ErrorCode::Rejected, "Nothing is under way in this run."))
    }

    fn other_version(&self, run: &str, file: &Path) -> Result<RoutineFile, ApiError> {
        let routine = self.store.run(&RunId::from(run)).map_err(store_failed)?.routine;
        Ok(RoutineFile { path: routine.path, name: routine.name, bytes: read_routine(file)?.bytes })
    }
}
