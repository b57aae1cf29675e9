//! What all loops of a host share.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use run_engine::{RunCommand, RunId};
use run_store::RunPersistence;
use step_execution::SubroutineExecutor;
use tokio::sync::oneshot;

use crate::clock::Clock;
use crate::error::HostError;
use crate::mailbox::{LoopInput, Mailbox};
use crate::notifier::RunNotifier;
use crate::run_loader::RunLoader;
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
    live: Mutex<HashMap<RunId, Mailbox>>,
    /// Held while a run is brought into memory, so that none is there twice.
    pub(crate) loading: tokio::sync::Mutex<()>,
}

impl Parts {
    pub(crate) fn new(
        store: RunPersistence,
        executor: Arc<dyn SubroutineExecutor>,
        loader: RunLoader,
        clock: Clock,
    ) -> Self {
        let timers = Timers::new(clock.clone());
        Self {
            store,
            executor,
            loader,
            notifier: RunNotifier::default(),
            timers,
            clock,
            live: Mutex::default(),
            loading: tokio::sync::Mutex::default(),
        }
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

impl Parts {
    /// Offers a message to the runs in memory until one takes it, or a signal to all of them. Answers those that took it.
    pub(crate) async fn publish(&self, command: &RunCommand, from: Option<&RunId>) -> Vec<RunId> {
        let only_one = matches!(command, RunCommand::CorrelateMessage { .. });
        let mut taken = Vec::new();
        for (run, mailbox) in self.live() {
            if Some(&run) == from {
                continue;
            }
            match self.send(&run, &mailbox, command.clone()).await {
                Ok(()) => taken.push(run),
                Err(HostError::Rejected(_)) => {}
                Err(error) => tracing::warn!(%run, %error, "a message or signal did not reach a run"),
            }
            if only_one && !taken.is_empty() {
                break;
            }
        }
        taken
    }
}
