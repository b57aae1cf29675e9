//! Tells watchers what has happened to swarms: in order, in batches, and only what is stored.

use std::sync::Arc;

use routine_model::SwarmId;
use run_store::SwarmRow;
use tokio::sync::broadcast;

use super::update::{SwarmListNotice, SwarmNotice, SwarmUpdate};
use crate::watchers::{Watcher, Watchers};

/// Lines that wait for a slow watcher of the list before it has to read it again.
const LIST_BACKLOG: usize = 256;

/// Ordered, batched updates to those who watch swarms.
#[derive(Clone, Debug)]
pub(crate) struct SwarmNotifier {
    swarms: Watchers<SwarmId, SwarmNotice>,
    list: broadcast::Sender<SwarmListNotice>,
}

impl Default for SwarmNotifier {
    fn default() -> Self {
        Self { swarms: Watchers::default(), list: broadcast::Sender::new(LIST_BACKLOG) }
    }
}

impl SwarmNotifier {
    pub(super) fn watch(&self, swarm: &SwarmId, seq: u64) -> SwarmWatcher {
        SwarmWatcher(self.swarms.watch(swarm, seq))
    }

    pub(super) fn watch_list(&self) -> SwarmListWatcher {
        SwarmListWatcher(self.list.subscribe())
    }

    pub(super) fn is_watched(&self, swarm: &SwarmId) -> bool {
        self.swarms.is_watched(swarm)
    }

    pub(super) fn is_list_watched(&self) -> bool {
        self.list.receiver_count() > 0
    }

    pub(super) fn tell(&self, update: SwarmUpdate) {
        let update = Arc::new(update);
        self.swarms.tell(&update.swarm, update.from_seq, update.seq, &SwarmNotice::Update(update.clone()));
    }

    pub(super) fn lose(&self, swarm: &SwarmId) {
        self.swarms.lose(swarm);
    }

    pub(super) fn tell_list(&self, row: SwarmRow) {
        // Fails only when nobody watches.
        let _ = self.list.send(SwarmListNotice::Changed(Arc::new(row)));
    }
}

/// The receiving side of one watcher of one swarm. Dropping it ends the watching.
#[derive(Debug)]
pub struct SwarmWatcher(Watcher<SwarmId, SwarmNotice>);

impl SwarmWatcher {
    /// The next notice, in order. None after [`SwarmNotice::WatchAgain`].
    pub async fn next(&mut self) -> Option<SwarmNotice> {
        self.0.next(SwarmNotice::WatchAgain).await
    }
}

/// The receiving side of one watcher of the list of swarms.
#[derive(Debug)]
pub struct SwarmListWatcher(broadcast::Receiver<SwarmListNotice>);

impl SwarmListWatcher {
    /// The next notice, in order; none when the host is gone.
    pub async fn next(&mut self) -> Option<SwarmListNotice> {
        match self.0.recv().await {
            Ok(notice) => Some(notice),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(SwarmListNotice::ReadAgain),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}
