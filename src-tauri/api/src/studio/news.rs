//! News for every page that asked: lists that changed, files that wait to be opened.

use tokio::sync::broadcast;

use crate::contract::PushBatch;

/// A page that falls behind by more than this loses the oldest news and is told so.
const CAPACITY: usize = 256;

/// Tells all subscribers of all clients.
pub(crate) struct News {
    sender: broadcast::Sender<PushBatch>,
}

impl News {
    pub(super) fn new() -> Self {
        Self { sender: broadcast::channel(CAPACITY).0 }
    }

    /// Tells everyone who listens; nobody may.
    pub(super) fn tell(&self, batch: PushBatch) {
        let _ = self.sender.send(batch);
    }

    /// Listens from now on.
    pub(super) fn listen(&self) -> broadcast::Receiver<PushBatch> {
        self.sender.subscribe()
    }
}
