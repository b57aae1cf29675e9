//! One page's connection: its subscriptions end with it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc;
use tokio::task::AbortHandle;

use super::Shared;
use crate::contract::{Push, PushBatch};

/// Pushes that wait for a slow page; beyond that, those who push wait, too.
const WAITING_PUSHES: usize = 64;

/// What a page is told without asking, in order.
pub type Pushes = mpsc::Receiver<Push>;

/// One page's connection to a studio; `call` is in `dispatch`.
pub struct Client {
    pub(super) shared: Arc<Shared>,
    pushes: mpsc::Sender<Push>,
    subscriptions: Mutex<HashMap<u32, AbortHandle>>,
}

/// Where one subscription's batches go.
pub(super) struct Outlet {
    subscription: u32,
    pushes: mpsc::Sender<Push>,
}

impl Outlet {
    /// Sends a batch; `false` when the page is gone.
    pub(super) async fn push(&self, batch: PushBatch) -> bool {
        self.pushes.send(Push { subscription: self.subscription, batch }).await.is_ok()
    }
}

impl Client {
    pub(super) fn new(shared: Arc<Shared>) -> (Self, Pushes) {
        let (pushes, receiver) = mpsc::channel(WAITING_PUSHES);
        (Self { shared, pushes, subscriptions: Mutex::new(HashMap::new()) }, receiver)
    }

    /// Begins a subscription, which replaces one of the same number.
    pub(super) fn subscribe<F: Future<Output = ()> + Send + 'static>(
        &self,
        subscription: u32,
        follow: impl FnOnce(Outlet) -> F,
    ) {
        let task = tokio::spawn(follow(Outlet { subscription, pushes: self.pushes.clone() }));
        let replaced = self.table(|table| table.insert(subscription, task.abort_handle()));
        if let Some(replaced) = replaced {
            replaced.abort();
        }
    }

    /// Ends a subscription, if there is one of this number.
    pub(super) fn unsubscribe(&self, subscription: u32) {
        if let Some(task) = self.table(|table| table.remove(&subscription)) {
            task.abort();
        }
    }

    fn table<T>(&self, change: impl FnOnce(&mut HashMap<u32, AbortHandle>) -> T) -> T {
        change(&mut self.subscriptions.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.table(|table| table.drain().for_each(|(_, task)| task.abort()));
    }
}
