//! Commands with which somebody changes a run, and looks beforehand at what that would lead to.

use std::sync::Arc;

use run_engine::Actor;
use run_host::RoutineFile;

use super::Client;
use super::blocking::blocking;
use super::move_runs::text_of;
use super::run_host::host_failed;
use super::runs::run_id;
use crate::contract::params::{Intervene, MigrateRun, PlanMigration, PreviewInterventions, RoutineSource};
use crate::contract::{ApiError, Done, InterventionPreview, MigrationPlan};
use crate::interventions;
use crate::own_name::answerer;

impl Client {
    pub(super) async fn preview_interventions(
        &self,
        params: PreviewInterventions,
    ) -> Result<InterventionPreview, ApiError> {
        interventions::preview(&self.shared.host, &run_id(&params.run_id), params.interventions).await
    }

    pub(super) async fn intervene(&self, params: Intervene) -> Result<Done, ApiError> {
        let shared = Arc::clone(&self.shared);
        let by = blocking(move || answerer(shared.store.runs(), params.by)).await?;
        let (host, run) = (&self.shared.host, run_id(&params.run_id));
        interventions::intervene(host, &run, params.interventions, params.expected_seq, by).await?;
        Ok(Done {})
    }

    pub(super) async fn plan_migration(&self, params: PlanMigration) -> Result<MigrationPlan, ApiError> {
        let file = self.other_version(&params.run_id, params.routine).await?;
        interventions::plan_migration(&self.shared.host, &run_id(&params.run_id), &file).await
    }

    pub(super) async fn migrate_run(&self, params: MigrateRun) -> Result<Done, ApiError> {
        let file = self.other_version(&params.run_id, params.routine).await?;
        let (host, run) = (&self.shared.host, run_id(&params.run_id));
        host.migrate(&run, file, params.expected_seq, Actor::Person).await.map_err(host_failed)?;
        Ok(Done {})
    }

    /// The text that is named, or the routine's file as it is now. The run keeps the path that it has.
    async fn other_version(&self, run: &str, routine: Option<RoutineSource>) -> Result<RoutineFile, ApiError> {
        let Some(source) = routine else { return self.current_file(run).await };
        let shared = Arc::clone(&self.shared);
        let known = self.shared.host.progress(&run_id(run)).await.map_err(host_failed)?.progress.routine.clone();
        blocking(move || {
            let (_, _, bytes) = text_of(&shared, source)?;
            Ok(RoutineFile { path: known.path, name: known.name, bytes })
        })
        .await
    }
}
