//! What all loops of a host share.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use run_engine::{RunCommand, RunId};
use run_store::RunPersistence;
use step_execution::SubroutineExecutor;
use step_execution::strategy::past_figures::PastFigures;
use tokio::sync::oneshot;

use crate::activity::Busy;
use crate::clock::Clock;
use crate::delivery::Delivery;
use crate::error::HostError;
use crate::gate::Gate;
use crate::host::HostOptions;
use crate::mailbox::{LoopInput, Mailbox};
use crate::notifier::RunNotifier;
use crate::run_loader::RunLoader;
use crate::swarms::Swarms;
use crate::timers::Timers;

/// Everything around a run's loop.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) store: RunPersistence,
    pub(crate) executor: Arc<dyn SubroutineExecutor>,
    pub(crate) loader: RunLoader,
    pub(crate) notifier: RunNotifier,
    pub(crate) timers: Timers,
    pub(crate) clock: Clock,
    pub(crate) past: PastFigures,
    pub(crate) delivery: Delivery,
    pub(crate) swarms: Swarms,
    /// This host wakes runs that are not in memory when something is for them.
    watches: AtomicBool,
    live: Mutex<HashMap<RunId, Mailbox>>,
    /// Through it every run gets into memory.
    pub(crate) gate: Gate,
}

impl Parts {
    pub(crate) fn new(
        store: RunPersistence,
        executor: Arc<dyn SubroutineExecutor>,
        loader: RunLoader,
        options: HostOptions,
    ) -> Self {
        let HostOptions { clock, list_routines, past, find_routine: _ } = options;
        let timers = Timers::new(clock.clone());
        Self {
            store,
            executor,
            loader,
            notifier: RunNotifier::default(),
            timers,
            clock,
            past,
            delivery: Delivery::default(),
            swarms: Swarms::new(list_routines),
            watches: AtomicBool::new(false),
            live: Mutex::default(),
            gate: Gate::default(),
        }
    }

    /// Whether this host wakes runs that are not in memory when something is for them.
    pub(crate) fn watches(&self) -> bool {
        self.watches.load(Ordering::SeqCst)
    }

    /// From now on it does.
    pub(crate) fn begin_watch(&self, busy: Busy) {
        self.watches.store(true, Ordering::SeqCst);
        self.delivery.wake(Some(busy));
    }

    /// The mailbox of a run that is in memory.
    pub(crate) fn mailbox(&self, run: &RunId) -> Option<Mailbox> {
        self.lock().get(run).cloned()
    }

    /// All runs in memory, by id.
    pub(crate) fn live(&self) -> Vec<(RunId, Mailbox)> {
        let mut live: Vec<_> = self.lock().iter().map(|(run, mailbox)| (run.clone(), mailbox.clone())).collect();
        live.sort_by(|(one, _), (other, _)| one.cmp(other));
        live
    }

    /// A loop has begun.
    pub(crate) fn enter(&self, run: &RunId, mailbox: Mailbox) {
        self.lock().insert(run.clone(), mailbox);
    }

    /// A loop has ended.
    pub(crate) fn leave(&self, run: &RunId) {
        self.lock().remove(run);
    }

    /// Sends a command to a run in memory and waits until it is stored.
    pub(crate) async fn send(&self, run: &RunId, mailbox: &Mailbox, command: RunCommand) -> Result<(), HostError> {
        let (answer, stored) = oneshot::channel();
        mailbox.put(LoopInput::Command { command: Box::new(command), answer });
        stored.await.unwrap_or_else(|_| Err(HostError::Closed(run.clone())))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<RunId, Mailbox>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Parts {
    fn drop(&mut self) {
        // Whoever delivers finds out that there is nothing left to deliver to.
        self.delivery.wake(None);
    }
}
