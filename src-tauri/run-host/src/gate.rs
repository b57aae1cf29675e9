//! How runs and swarms get into memory.

use tokio::sync::{Mutex, MutexGuard};

/// Lets one in at a time, so that none is there twice, and nobody any more once it is shut.
#[derive(Debug, Default)]
pub(crate) struct Gate {
    is_shut: Mutex<bool>,
}

impl Gate {
    /// Waits for one's turn, which lasts until the answer is dropped. None when it is shut.
    pub(crate) async fn pass(&self) -> Option<MutexGuard<'_, bool>> {
        let is_shut = self.is_shut.lock().await;
        (!*is_shut).then_some(is_shut)
    }

    /// Shuts it behind those that are in.
    pub(crate) async fn shut(&self) {
        *self.is_shut.lock().await = true;
    }
}
