//! Who watches what, and how far each of them knows it. One mechanism for runs and swarms.

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::mpsc;

/// Batches that wait for a slow watcher before it has to watch again.
const BACKLOG: usize = 64;

/// The watchers of many things, each with its own journal. Clones share them.
#[derive(Debug)]
pub(crate) struct Watchers<K, N> {
    shared: Arc<Shared<K, N>>,
}

#[derive(Debug)]
struct Shared<K, N> {
    watched: Mutex<HashMap<K, Vec<Subscriber<N>>>>,
    next: AtomicU64,
}

#[derive(Debug)]
struct Subscriber<N> {
    id: u64,
    /// The last entry that it knows.
    seq: u64,
    sender: mpsc::Sender<N>,
    lost: Arc<AtomicBool>,
}

impl<K, N> Default for Watchers<K, N> {
    fn default() -> Self {
        Self { shared: Arc::new(Shared { watched: Mutex::default(), next: AtomicU64::new(0) }) }
    }
}

impl<K, N> Clone for Watchers<K, N> {
    fn clone(&self) -> Self {
        Self { shared: self.shared.clone() }
    }
}

impl<K: Clone + Eq + Hash, N: Clone> Watchers<K, N> {
    /// Watches something from the entry after `seq` on.
    pub(crate) fn watch(&self, key: &K, seq: u64) -> Watcher<K, N> {
        let id = self.shared.next.fetch_add(1, Ordering::Relaxed);
        let (sender, receiver) = mpsc::channel(BACKLOG);
        let lost = Arc::new(AtomicBool::new(false));
        let subscriber = Subscriber { id, seq, sender, lost: lost.clone() };
        self.lock().entry(key.clone()).or_default().push(subscriber);
        Watcher { watchers: self.clone(), key: key.clone(), id, receiver, lost }
    }

    /// Somebody watches this.
    pub(crate) fn is_watched(&self, key: &K) -> bool {
        self.lock().contains_key(key)
    }

    /// Tells what the entries from `from_seq` to `seq` brought.
    pub(crate) fn tell(&self, key: &K, from_seq: u64, seq: u64, notice: &N) {
        self.each(key, |subscriber| {
            if seq <= subscriber.seq {
                return true;
            }
            if from_seq > subscriber.seq + 1 {
                return false;
            }
            subscriber.seq = seq;
            subscriber.sender.try_send(notice.clone()).is_ok()
        });
    }

    /// Tells something that may get lost. Watchers that are behind are spared: updates come first.
    pub(crate) fn mention(&self, key: &K, notice: &N) {
        let watched = self.lock();
        let Some(subscribers) = watched.get(key) else { return };
        for subscriber in subscribers.iter().filter(|subscriber| subscriber.sender.capacity() > BACKLOG / 2) {
            // Fails only when the watcher is gone.
            let _ = subscriber.sender.try_send(notice.clone());
        }
    }

    /// What watchers know of it is worth nothing any more.
    pub(crate) fn lose(&self, key: &K) {
        self.each(key, |_| false);
    }

    /// Drops the subscribers for which `reach` is false, after marking that they have lost something.
    fn each(&self, key: &K, mut reach: impl FnMut(&mut Subscriber<N>) -> bool) {
        let mut watched = self.lock();
        let Some(subscribers) = watched.get_mut(key) else { return };
        subscribers.retain_mut(|subscriber| {
            let reached = reach(subscriber);
            if !reached {
                subscriber.lost.store(true, Ordering::Release);
            }
            reached
        });
        if subscribers.is_empty() {
            watched.remove(key);
        }
    }
}

impl<K: Eq + Hash, N> Watchers<K, N> {
    fn forget(&self, key: &K, id: u64) {
        let mut watched = self.lock();
        let Some(subscribers) = watched.get_mut(key) else { return };
        subscribers.retain(|subscriber| subscriber.id != id);
        if subscribers.is_empty() {
            watched.remove(key);
        }
    }
}

impl<K, N> Watchers<K, N> {
    fn lock(&self) -> MutexGuard<'_, HashMap<K, Vec<Subscriber<N>>>> {
        self.shared.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The receiving side of one watcher. Dropping it ends the watching.
pub(crate) struct Watcher<K: Eq + Hash, N> {
    watchers: Watchers<K, N>,
    key: K,
    id: u64,
    receiver: mpsc::Receiver<N>,
    lost: Arc<AtomicBool>,
}

impl<K: Eq + Hash, N> Watcher<K, N> {
    /// The next notice, in order; `lost` once when some were lost, and none after that.
    pub(crate) async fn next(&mut self, lost: N) -> Option<N> {
        match self.receiver.recv().await {
            Some(notice) => Some(notice),
            None => self.lost.swap(false, Ordering::AcqRel).then_some(lost),
        }
    }
}

impl<K: Eq + Hash + fmt::Debug, N> fmt::Debug for Watcher<K, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watcher").field("key", &self.key).field("id", &self.id).finish_non_exhaustive()
    }
}

impl<K: Eq + Hash, N> Drop for Watcher<K, N> {
    fn drop(&mut self) {
        self.watchers.forget(&self.key, self.id);
    }
}
