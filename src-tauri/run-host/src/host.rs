//! The door to all runs of one store.

use std::sync::Arc;

use run_engine::state::Graphs;
use run_engine::{JournalEntry, RunCommand, RunId, RunStatus, StepId, Timestamp};
use run_store::{RunPage, RunPersistence, RunQuery, RunRow, RunTest, StoreError};
use step_execution::SubroutineExecutor;
use step_execution::strategy::past_figures::PastFigures;
use tokio::sync::oneshot;

use crate::activity::Activity;
use crate::clock::Clock;
use crate::error::HostError;
use crate::mailbox::LoopInput;
use crate::notifier::{ListWatcher, RunWatcher};
use crate::parts::Parts;
use crate::run_loader::{FindRoutine, LoadedRun, RunLoader};
use crate::run_result::RunResult;
use crate::step_figures;
use crate::swarms::{ListRoutines, SwarmHost};
use crate::update::RunSnapshot;

/// Runs, watched and moved. Cheap to clone. Has to be made and used inside a tokio runtime.
#[derive(Clone, Debug)]
pub struct RunHost {
    pub(crate) parts: Arc<Parts>,
}

/// What a host is made of besides its store and its executor.
#[derive(Clone)]
pub struct HostOptions {
    /// Where it takes the time from.
    pub clock: Clock,
    /// How a routine is found that another one calls.
    pub find_routine: FindRoutine,
    /// Where it tells how steps went, and what was so far; the executor's own.
    pub past: PastFigures,
    /// Every routine that swarms may choose from.
    pub list_routines: ListRoutines,
}

impl Default for HostOptions {
    /// The time of day, and no routines that could be called.
    fn default() -> Self {
        let find_routine: FindRoutine = Arc::new(|process| Err(format!("there is no routine {process} here")));
        let (past, list_routines) = (PastFigures::default(), Arc::new(Vec::new));
        Self { clock: Clock::System, find_routine, past, list_routines }
    }
}

impl RunHost {
    /// A host over a store, with somebody who does the steps.
    #[must_use]
    pub fn open(store: RunPersistence, executor: Arc<dyn SubroutineExecutor>, options: HostOptions) -> Self {
        let loader = RunLoader::new(store.clone(), options.find_routine.clone());
        match store.strategy_figures(None) {
            Ok(known) => step_figures::know(&options.past, &known),
            Err(error) => tracing::warn!(%error, "how steps went before is not known"),
        }
        let parts = Arc::new(Parts::new(store, executor, loader, options));
        parts.delivery.keep(Arc::downgrade(&parts));
        Self { parts }
    }

    /// The store: drafts, settings and everything else that is no run.
    #[must_use]
    pub fn store(&self) -> &RunPersistence {
        &self.parts.store
    }

    /// The swarms of the store.
    #[must_use]
    pub fn swarms(&self) -> SwarmHost {
        SwarmHost::new(self.parts.clone())
    }

    /// The host's clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.parts.clock
    }

    /// Asks something of a run, which is brought into memory if it is not there. Returns when the run has accepted it and
    /// what came of it is stored.
    ///
    /// # Errors
    /// The run refuses, is in use elsewhere, cannot be opened or cannot be stored; nothing has changed then.
    pub async fn send(&self, run: &RunId, command: RunCommand) -> Result<(), HostError> {
        let mailbox = match self.parts.mailbox(run) {
            Some(mailbox) => mailbox,
            None => self.bring_back(run).await?,
        };
        self.parts.send(run, &mailbox, command).await
    }

    /// A run as it is now. Looking at a run that is not in memory does not bring it there.
    ///
    /// # Errors
    /// There is no such run, or it cannot be read.
    pub async fn progress(&self, run: &RunId) -> Result<RunSnapshot, HostError> {
        match self.look(run, false).await {
            Some((snapshot, _)) => Ok(snapshot),
            None => self.stored_progress(run, None).await,
        }
    }

    /// A run as it was after an entry of its journal.
    ///
    /// # Errors
    /// There is no such run, or it cannot be read.
    pub async fn progress_at(&self, run: &RunId, seq: u64) -> Result<RunSnapshot, HostError> {
        self.stored_progress(run, Some(seq)).await
    }

    /// A run as it is now, and everything that happens to it from then on.
    ///
    /// # Errors
    /// There is no such run, or it cannot be read.
    pub async fn watch(&self, run: &RunId) -> Result<(RunSnapshot, RunWatcher), HostError> {
        if let Some((snapshot, Some(watcher))) = self.look(run, true).await {
            return Ok((snapshot, watcher));
        }
        let snapshot = self.stored_progress(run, None).await?;
        // Should the run be taken up meanwhile, its first update shows a gap, and the watcher is told to watch again.
        let watcher = self.parts.notifier.watch(run, snapshot.seq);
        Ok((snapshot, watcher))
    }

    /// Watches the list of runs.
    #[must_use]
    pub fn watch_list(&self) -> ListWatcher {
        self.parts.notifier.watch_list()
    }

    /// The runs that a query asks for, latest first.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn list(&self, query: RunQuery) -> Result<RunPage, HostError> {
        self.in_store(move |store| store.runs(query)).await
    }

    /// A stretch of a run's journal, in order; all that follows when there is no limit.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn journal(&self, run: &RunId, from: u64, limit: Option<u32>) -> Result<Vec<JournalEntry>, HostError> {
        let run = run.clone();
        self.in_store(move |store| store.journal(&run, from, limit)).await
    }

    /// The graphs of all routines that a run has used.
    ///
    /// # Errors
    /// There is no such run, or a text that it needs cannot be read.
    pub async fn graphs(&self, run: &RunId) -> Result<Graphs, HostError> {
        let (loader, wanted) = (self.parts.loader.clone(), run.clone());
        let graphs = tokio::task::spawn_blocking(move || loader.graphs(&wanted)).await;
        graphs.unwrap_or_else(|_| Err(HostError::Closed(run.clone())))
    }

    /// The last entry of a run's journal that was stored at a moment or before it; 0 when the run began later.
    ///
    /// # Errors
    /// There is no such run, or it cannot be read.
    pub async fn seq_at(&self, run: &RunId, time: Timestamp) -> Result<u64, HostError> {
        let run = run.clone();
        self.in_store(move |store| store.seq_at(&run, time)).await
    }

    /// All runs that have begun as copies of one another, and of which this one is one, by when they began.
    ///
    /// # Errors
    /// There is no such run, or they cannot be read.
    pub async fn family(&self, run: &RunId) -> Result<Vec<RunRow>, HostError> {
        let run = run.clone();
        self.in_store(move |store| store.family(&run)).await
    }

    /// What a step has put on record, from an entry of the journal on.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn step_records(&self, run: &RunId, step: StepId, from: u64) -> Result<Vec<JournalEntry>, HostError> {
        let run = run.clone();
        self.in_store(move |store| store.step_records(&run, step, from)).await
    }

    /// What has come of a run so far.
    ///
    /// # Errors
    /// There is no such run, or it cannot be read.
    pub async fn result(&self, run: &RunId) -> Result<RunResult, HostError> {
        let snapshot = self.progress(run).await?;
        let entries = self.journal(run, 1, Some(u32::try_from(snapshot.seq).unwrap_or(u32::MAX))).await?;
        Ok(RunResult::of(&snapshot, &entries))
    }

    /// Waits until a run rests: it has ended, or waits for somebody, something or the clock. A run that is not in memory rests.
    pub async fn rest(&self, run: &RunId) {
        if let Some(mailbox) = self.parts.mailbox(run) {
            mailbox.activity().rest().await;
        }
    }

    /// Whether a run is in memory and moves by itself.
    #[must_use]
    pub fn is_live(&self, run: &RunId) -> bool {
        self.parts.mailbox(run).is_some()
    }

    /// Takes a run up again where it stood when it was closed or the program died.
    ///
    /// # Errors
    /// It has ended, is in use elsewhere, or cannot be opened.
    pub async fn resume(&self, run: &RunId) -> Result<(), HostError> {
        match self.parts.mailbox(run) {
            Some(_) => Ok(()),
            None => self.bring_back(run).await.map(|_| ()),
        }
    }

    /// Takes up every run that was in progress when the program was closed or died. Answers each with what became of it.
    ///
    /// # Errors
    /// The list of runs cannot be read.
    pub async fn resume_interrupted(&self) -> Result<Vec<(RunId, Result<(), HostError>)>, HostError> {
        let query = RunQuery::of(RunTest::Status(vec![RunStatus::InProgress]));
        let mut resumed = Vec::new();
        // The oldest first, in the order in which they once began.
        for row in self.list(query).await?.runs.into_iter().rev().filter(|row| row.imported.is_none()) {
            let result = self.resume(&row.run).await;
            resumed.push((row.run, result));
        }
        Ok(resumed)
    }

    /// From now on this host watches over all runs of its store: one that is not in memory is brought there when a message
    /// or signal is for it, or its time has come. Returns when what was on its way when the program ended has been handed over.
    pub async fn watch_over_runs(&self) {
        let handing_over = Activity::default();
        self.parts.begin_watch(handing_over.begin());
        handing_over.rest().await;
    }

    /// Whether a run goes on by itself: it is in memory, or only waits while this host watches over all runs. One in
    /// progress that does not was interrupted, or is in use elsewhere.
    #[must_use]
    pub fn attends(&self, run: &RunId, rests: bool) -> bool {
        self.is_live(run) || (rests && self.parts.watches())
    }

    /// Removes ended runs with all that is known about them.
    ///
    /// # Errors
    /// One of them has not ended, or they cannot be removed; none is removed then.
    pub async fn delete(&self, runs: Vec<RunId>) -> Result<(), HostError> {
        for run in &runs {
            // One that is over may still be there for what it has to pay.
            if let Some((snapshot, _)) = self.look(run, false).await
                && snapshot.progress.status.is_final()
            {
                self.leave(run).await;
            }
        }
        let removed = runs.clone();
        self.in_store(move |store| store.delete_runs(&runs)).await?;
        self.parts.notifier.tell_removed(&removed);
        Ok(())
    }

    /// Leaves every run where it stands and frees it for others; nothing gets into memory here any more. Returns when all of it
    /// is stored.
    ///
    /// # Errors
    /// What is stored cannot be made to survive a loss of power.
    pub async fn close(&self) -> Result<(), HostError> {
        // First nothing more is begun for swarms; runs that go may still have something to say to theirs.
        self.swarms().close().await;
        self.parts.gate.shut().await;
        for (run, _) in self.parts.live() {
            self.leave(&run).await;
        }
        self.parts.swarms.gate.shut().await;
        self.swarms().close().await;
        self.in_store(RunPersistence::flush).await
    }

    /// Has a run leave memory. Returns when all of it is stored.
    async fn leave(&self, run: &RunId) {
        let (answer, closed) = oneshot::channel();
        if let Some(mailbox) = self.parts.mailbox(run)
            && mailbox.put(LoopInput::Close { answer })
        {
            // An error means that the loop ended by itself.
            let _ = closed.await;
        }
    }

    async fn look(&self, run: &RunId, watch: bool) -> Option<(RunSnapshot, Option<RunWatcher>)> {
        let mailbox = self.parts.mailbox(run)?;
        let (answer, seen) = oneshot::channel();
        mailbox.put(LoopInput::Look { answer, watch });
        seen.await.ok()
    }

    async fn stored_progress(&self, run: &RunId, at: Option<u64>) -> Result<RunSnapshot, HostError> {
        let LoadedRun { machine, graphs, .. } = self.load(run, at).await?;
        let Some(progress) = machine.progress() else { return Err(StoreError::UnknownRun(run.clone()).into()) };
        Ok(RunSnapshot {
            run: run.clone(),
            seq: progress.seq,
            progress: Arc::new(progress.clone()),
            graphs: Arc::new(graphs),
            machine: machine.machine_status(),
            live: false,
            delay: None,
        })
    }

    pub(crate) async fn load(&self, run: &RunId, at: Option<u64>) -> Result<LoadedRun, HostError> {
        let (loader, wanted) = (self.parts.loader.clone(), run.clone());
        let loaded = tokio::task::spawn_blocking(move || loader.load(&wanted, at)).await;
        loaded.unwrap_or_else(|_| Err(HostError::Closed(run.clone())))
    }

    pub(crate) async fn in_store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&RunPersistence) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, HostError> {
        let store = self.parts.store.clone();
        let done = tokio::task::spawn_blocking(move || work(&store)).await;
        Ok(done.unwrap_or(Err(StoreError::Closed))?)
    }
}
