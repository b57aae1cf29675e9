//! All swarms of a host that are in memory.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use routine_model::SwarmId;

use super::coordinator::ListRoutines;
use super::notifier::SwarmNotifier;
use super::swarm_loop::SwarmMailbox;
use crate::gate::Gate;

/// What the loops of all swarms of a host share, beside what the runs' loops do.
pub(crate) struct Swarms {
    pub(super) notifier: SwarmNotifier,
    /// Through it every swarm gets into memory.
    pub(crate) gate: Gate,
    pub(super) list_routines: ListRoutines,
    live: Mutex<HashMap<SwarmId, SwarmMailbox>>,
}

impl std::fmt::Debug for Swarms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Swarms").field("live", &self.live).finish_non_exhaustive()
    }
}

impl Swarms {
    pub(crate) fn new(list_routines: ListRoutines) -> Self {
        Self { notifier: SwarmNotifier::default(), gate: Gate::default(), list_routines, live: Mutex::default() }
    }

    pub(super) fn mailbox(&self, swarm: &SwarmId) -> Option<SwarmMailbox> {
        self.lock().get(swarm).cloned()
    }

    pub(super) fn live(&self) -> Vec<SwarmMailbox> {
        self.lock().values().cloned().collect()
    }

    pub(super) fn enter(&self, swarm: &SwarmId, mailbox: SwarmMailbox) {
        self.lock().insert(swarm.clone(), mailbox);
    }

    pub(super) fn leave(&self, swarm: &SwarmId) {
        self.lock().remove(swarm);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<SwarmId, SwarmMailbox>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
