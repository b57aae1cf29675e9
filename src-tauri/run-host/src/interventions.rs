//! What somebody would do to a run, looked at beforehand; and another version of its routine.

use std::sync::Arc;

use routine_model::RoutineGraph;
use run_engine::{Actor, MigrationPlan, Preview, RoutineRef, RoutineVersion, RunCommand, RunId, RunStateMachine};
use run_store::StoredRoutine;
use tokio::sync::oneshot;

use crate::error::HostError;
use crate::host::RunHost;
use crate::mailbox::LoopInput;
use crate::run_loader::{RoutineFile, version_of};

/// What going on with another version of its routine would mean for a run.
#[derive(Clone, Debug)]
pub struct PlannedMigration {
    /// The last journal entry that it starts from.
    pub seq: u64,
    /// The version that runs.
    pub from: RoutineVersion,
    /// Its graph.
    pub old: Arc<RoutineGraph>,
    /// The other version.
    pub to: RoutineVersion,
    /// Its graph.
    pub new: Arc<RoutineGraph>,
    /// What stands in the way, and what would be otherwise.
    pub plan: MigrationPlan,
}

impl RunHost {
    /// What a command would lead to. Nothing is changed, stored or done.
    ///
    /// # Errors
    /// The run would refuse it, there is no such run, or it cannot be read.
    pub async fn preview(&self, run: &RunId, command: RunCommand) -> Result<Preview, HostError> {
        let machine = self.copy_of(run).await?;
        Ok(machine.preview(command, self.parts.clock.now())?)
    }

    /// What going on with another version of its routine would mean for a run. Nothing is changed.
    ///
    /// # Errors
    /// There is no such run, or it cannot be read.
    pub async fn plan_migration(&self, run: &RunId, to: &RoutineFile) -> Result<PlannedMigration, HostError> {
        let snapshot = self.progress(run).await?;
        let from = snapshot.progress.routine.version.clone();
        let missing = || HostError::TextMissing { run: run.clone(), version: from.clone() };
        let old = snapshot.graphs.get(&from).cloned().ok_or_else(missing)?;
        let new = self.parts.loader.read(&to.bytes);
        let machine = RunStateMachine::at((*snapshot.graphs).clone(), (*snapshot.progress).clone());
        let plan = machine.plan_migration(&new).unwrap_or_default();
        Ok(PlannedMigration { seq: snapshot.seq, from, old, to: version_of(&to.bytes), new, plan })
    }

    /// Has a run go on with another version of its routine. Its text is stored in the same transaction.
    ///
    /// # Errors
    /// Something under way has no place in the other version, more has happened than was seen, or it cannot be stored; nothing
    /// has changed then.
    pub async fn migrate(
        &self,
        run: &RunId,
        to: RoutineFile,
        expected_seq: Option<u64>,
        by: Actor,
    ) -> Result<(), HostError> {
        let graph = self.parts.loader.read(&to.bytes);
        let version = version_of(&to.bytes);
        let text = StoredRoutine { version: version.clone(), name: to.path.clone(), bytes: to.bytes };
        let routine = RoutineRef { path: to.path, name: to.name, version };
        let command = Box::new(RunCommand::MigrateRun { routine, graph, expected_seq, by });
        let mailbox = match self.parts.mailbox(run) {
            Some(mailbox) => mailbox,
            None => self.bring_back(run).await?,
        };
        let (answer, stored) = oneshot::channel();
        mailbox.put(LoopInput::Migration { command, text, answer });
        stored.await.unwrap_or_else(|_| Err(HostError::Closed(run.clone())))
    }

    /// A machine with the run as it is now, to try something on.
    pub(crate) async fn copy_of(&self, run: &RunId) -> Result<RunStateMachine, HostError> {
        let snapshot = self.progress(run).await?;
        Ok(RunStateMachine::at((*snapshot.graphs).clone(), (*snapshot.progress).clone()))
    }
}
